//! The names of who takes part: which of them a name was meant to be, where it is no code of the call.

use std::ops::Range;

use compact_str::CompactString;

use crate::lecture::{Plie, Voulu};
use crate::values::{Departement, Valeur};

/// No name of a funder is longer.
const LONGUEUR: usize = 160;

/// How an actor of the call is named.
#[derive(Debug, Clone)]
pub(super) struct Nom {
    code: CompactString,
    du_code: Vec<CompactString>,
    /// The words of the code and of its labels.
    mots: Vec<CompactString>,
    /// What it is called by for short, where that says that it is one of several: `caf`, `ddcspp`.
    sigle: Option<CompactString>,
    departement: Option<Departement>,
}

impl Nom {
    /// An actor by its code, the département that it acts for, and its code and labels.
    pub fn de<'n>(
        code: &str,
        departement: Option<&str>,
        noms: impl Iterator<Item = &'n str> + Clone,
    ) -> Self {
        let du_code = en_mots(code);
        let departement = departement.and_then(|d| Departement::du_contrat(d).ok());
        let du_departement =
            |mot: &CompactString| departement.is_some_and(|d| d.code() == mot.as_str());
        let sigle = match du_code.as_slice() {
            [sigle, numero] if du_departement(numero) => Some(sigle),
            // A word that the label has too is no short name, unless it stands there in capitals.
            [sigle] => {
                let autres: Vec<&str> = noms.clone().skip(1).flat_map(en_signes).collect();
                let en_clair = |mot: &&str| Plie::de(mot).as_str() == sigle.as_str();
                let capitales = |mot: &&str| mot.chars().all(char::is_uppercase);
                (!autres.iter().any(|mot| en_clair(mot) && !capitales(mot))).then_some(sigle)
            }
            _ => None,
        };
        Self {
            code: code.into(),
            mots: noms.flat_map(en_mots).collect(),
            sigle: sigle.cloned(),
            departement,
            du_code,
        }
    }

    /// True of a name in part, or with this short name.
    fn est_dit(&self, dits: &[CompactString]) -> bool {
        match &self.sigle {
            Some(sigle) if dits.contains(sigle) => return true,
            Some(_) => {}
            None if self.du_code.iter().all(|mot| dits.contains(mot)) => return true,
            None => {}
        }
        dits.iter().all(|mot| self.mots.contains(mot))
    }

    /// True of a name that says nothing else, and enough of it.
    fn est_clair(&self, dits: &[CompactString]) -> bool {
        let complet = self.sigle.as_ref().is_some_and(|sigle| dits.contains(sigle))
            && dits.iter().all(|mot| self.mots.contains(mot));
        complet || dits.iter().all(|mot| self.du_code.contains(mot))
    }
}

/// Of those who take part, the ones that a name may be: « Caf », « DDCSPP », « Puy-de-Dôme », a short name with another
/// place than a département, or what it stands for.
pub(super) fn voulu<'c>(connus: &'c [Nom], nom: &str) -> Option<Voulu<'c>> {
    if nom.len() > LONGUEUR {
        return None;
    }
    let mut dits = en_mots(nom);
    for sigle in connus.iter().filter_map(|connu| connu.sigle.as_ref()) {
        abreger(&mut dits, sigle);
        let pluriel = |mot: &&mut CompactString| mot.strip_suffix('s') == Some(sigle.as_str());
        dits.iter_mut().filter(pluriel).for_each(|mot| mot.clone_from(sigle));
    }
    let mut possibles: Vec<&Nom> =
        connus.iter().filter(|connu| !dits.is_empty() && connu.est_dit(&dits)).collect();
    if possibles.iter().any(|connu| !connu.est_clair(&dits)) {
        let cites = departements(&dits);
        let ailleurs = |d: Departement| !cites.is_empty() && !cites.contains(&d.code());
        possibles.retain(|connu| !connu.departement.is_some_and(ailleurs));
    }
    match possibles.as_slice() {
        [] => None,
        [seul] if seul.est_clair(&dits) => Some(Voulu::Code(&seul.code)),
        _ => Some(Voulu::Quelconque),
    }
}

fn en_signes(texte: &str) -> impl Iterator<Item = &str> {
    texte.split(|c: char| !c.is_alphanumeric()).filter(|mot| !mot.is_empty())
}

/// The words of a name: a number stands apart from the letters before it, and that of a département, a postcode of it
/// included, is as codes write it; letters that stand alone are one word.
fn en_mots(nom: &str) -> Vec<CompactString> {
    let plie = Plie::de(nom);
    let mut mots: Vec<CompactString> = Vec::new();
    let mut lettres = CompactString::default();
    for mot in plie.mots().chain(std::iter::once("")) {
        if mot.len() == 1 && mot.bytes().all(|c| c.is_ascii_lowercase()) {
            lettres.push_str(mot);
            continue;
        }
        // `à` alone is a small word.
        let initiales = std::mem::take(&mut lettres);
        mots.extend(Some(initiales).filter(|lettres| lettres.len() > 1));
        mots.extend(couper(mot).map(|mot| match mot.as_str() {
            "mairie" | "commune" => CompactString::const_new("ville"),
            _ => mot,
        }));
    }
    mots
}

/// `caf063` in two; a letter that is taken for a digit, in a number, is that digit.
fn couper(mot: &str) -> impl Iterator<Item = CompactString> + use<> {
    let chiffre = |c: char| match c {
        'o' => Some('0'),
        'i' | 'l' => Some('1'),
        c => c.is_ascii_digit().then_some(c),
    };
    let mut lettres = mot;
    let mut numero = String::new();
    while let Some((debut, c)) = lettres.char_indices().next_back()
        && let Some(c) = chiffre(c)
    {
        numero.insert(0, c);
        lettres = lettres.get(..debut).unwrap_or_default();
    }
    if !mot.contains(|c: char| c.is_ascii_digit()) || numero.is_empty() {
        (lettres, numero) = (mot, String::new());
    }
    let mots = [CompactString::new(lettres), du_departement(&numero)];
    mots.into_iter().filter(|mot| !mot.is_empty())
}

fn du_departement(numero: &str) -> CompactString {
    let postal = numero.len() == 5;
    let debuts = [3, 2].into_iter().filter(|_| postal).filter_map(|n| numero.get(..n));
    let entier = [numero, numero.trim_start_matches('0')];
    let trouve = entier.into_iter().chain(debuts).find_map(|n| Departement::saisi(n).ok());
    trouve.map_or_else(|| numero.into(), |d| d.code().into())
}

/// What a family benefit office is called by, and its name.
const CAF: (&str, [&str; 2]) = ("caf", ["allocations", "familiales"]);

/// Puts a short name in place of the words that it stands for: the name of a Caf, or those that a short name of five
/// letters at least, which none has by chance, is made of the initials of.
fn abreger(dits: &mut Vec<CompactString>, sigle: &CompactString) {
    let longueur = sigle.chars().count();
    let initiales =
        |mots: &[CompactString]| mots.iter().filter_map(|m| m.chars().next()).eq(sigle.chars());
    let place = if sigle == CAF.0 {
        let national = dits.iter().any(|mot| mot.starts_with("national"));
        let debut = dits.windows(2).position(|deux| deux == CAF.1).filter(|_| !national);
        debut.map(|debut| {
            let avant =
                debut.checked_sub(1).filter(|rang| dits.get(*rang).is_some_and(|m| m == "caisse"));
            avant.unwrap_or(debut)..debut.saturating_add(2)
        })
    } else {
        let debut = dits.windows(longueur.max(1)).position(initiales).filter(|_| longueur > 4);
        debut.map(|debut| debut..debut.saturating_add(longueur))
    };
    if let Some(place) = place {
        dits.splice(place, [sigle.clone()]);
    }
}

/// The départements that a name has, by their name or by a number: one that is no département’s says no other.
fn departements(dits: &[CompactString]) -> Vec<&str> {
    let mut trouves: Vec<(Range<usize>, &str)> = Vec::new();
    for (rang, mot) in dits.iter().enumerate() {
        let numero = mot.starts_with(|c: char| c.is_ascii_digit()) && mot.len() < 4;
        trouves.extend(numero.then_some((rang..rang.saturating_add(1), mot.as_str())));
    }
    for departement in Departement::tous() {
        let nom: Vec<CompactString> =
            Plie::de(departement.nom()).mots().map(CompactString::new).collect();
        let debut = dits.windows(nom.len().max(1)).position(|ici| ici == nom.as_slice());
        trouves.extend(debut.map(|d| (d..d.saturating_add(nom.len()), departement.code())));
    }
    // « Haute-Loire » does not say « Loire ».
    let dans = |petit: &Range<usize>, grand: &Range<usize>| {
        petit != grand && grand.start <= petit.start && petit.end <= grand.end
    };
    let entiers =
        trouves.iter().filter(|(ou, _)| !trouves.iter().any(|(autre, _)| dans(ou, autre)));
    entiers.map(|(_, departement)| *departement).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connus() -> Vec<Nom> {
        let acteur = |id: &str, nom: &'static str, departement: Option<&str>| {
            Nom::de(id, departement, [id, nom].into_iter())
        };
        vec![
            acteur("caf-05", "Caf des Hautes-Alpes", Some("05")),
            acteur("caf-42", "Caf de la Loire", Some("42")),
            acteur("ddets-23", "DDETS de la Creuse", Some("23")),
            acteur("drajes", "DRAJES Nouvelle-Aquitaine", None),
            acteur("cvl", "conseil de la vie lycéenne", None),
            acteur("ville-montbrelle", "Ville de Montbrelle", None),
        ]
    }

    #[test]
    fn a_name_that_may_be_one_of_them_is_told() {
        let connus = connus();
        for (nom, code) in [
            ("caf-042", "caf-42"),
            ("caf42000", "caf-42"),
            ("caf-O5", "caf-05"),
            ("CAF 5", "caf-05"),
            ("Caisse d’allocations familiales de la Loire (42)", "caf-42"),
            ("DDETS", "ddets-23"),
            ("DDETS 23000", "ddets-23"),
            ("Direction départementale de l’emploi, du travail et des solidarités", "ddets-23"),
            ("DRAJES Aquitaine", "drajes"),
            (
                "Direction régionale académique à la jeunesse, à l’engagement et aux sports",
                "drajes",
            ),
            ("CVL", "cvl"),
            ("42", "caf-42"),
            ("la C.A.F. 42", "caf-42"),
            ("Allocations familiales de la Loire", "caf-42"),
            ("Mairie de Montbrelle", "ville-montbrelle"),
        ] {
            assert_eq!(voulu(&connus, nom), Some(Voulu::Code(code)), "{nom}");
        }
        for nom in [
            "Caf",
            "Caf Saint-Étienne",
            "La CAF de Gap",
            "Loire",
            "DRAJES NA",
            "préfecture de la Creuse, DDETS",
            "Caf de la Loire et Caf des Hautes-Alpes",
            "C.A.F.",
            "Cafs",
            "Allocations familiales",
        ] {
            assert_eq!(voulu(&connus, nom), Some(Voulu::Quelconque), "{nom}");
        }
    }

    #[test]
    fn another_funder_keeps_its_name() {
        let connus = connus();
        for nom in [
            "caf-43",
            "caf-99",
            "Caf de la Haute-Loire",
            "Caf 2A",
            "Caisse nationale des allocations familiales",
            "DDETS de la Lozère",
            "MSA Auvergne",
            "Ville de Clermont-Ferrand",
            "Club alpin français",
            "Crédit agricole de France",
            "Confédération des associations familiales",
            "Région Nouvelle-Aquitaine",
            "Conseil départemental de la Loire",
            "",
            "–",
        ] {
            assert_eq!(voulu(&connus, nom), None, "{nom}");
        }
    }
}
