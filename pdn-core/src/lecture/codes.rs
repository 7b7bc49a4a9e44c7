//! The codes of a list: what a word that is none of them was meant to be.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::proche::{Plie, au_singulier, ressemblance};

/// What a word that is no code was meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voulu<'c> {
    Code(&'c str),
    /// One of the codes, and which is not clear.
    Quelconque,
    /// More things than one, of which a code.
    Plusieurs,
}

/// A code, with the ways to write it and its labels.
#[derive(Debug, Clone)]
struct CodeConnu {
    code: CompactString,
    /// The code first.
    ecritures: Vec<Plie>,
}

/// The codes of a list, in its order.
#[derive(Debug, Clone, Default)]
pub(crate) struct ListeDeCodes {
    codes: Vec<CodeConnu>,
    /// The ranks of the codes that have a word, in the singular, in one of their ways to be written.
    mots: FxHashMap<CompactString, SmallVec<[usize; 2]>>,
}

impl ListeDeCodes {
    /// Codes, each with its labels and the other ways to write it.
    pub fn de<'a, E: Iterator<Item = &'a str>>(
        codes: impl IntoIterator<Item = (&'a str, E)>,
    ) -> Self {
        let mut liste = Self::default();
        for (code, autres) in codes {
            let rang = liste.codes.len();
            let mut ecritures: Vec<Plie> =
                std::iter::once(code).chain(autres).map(Plie::de).collect();
            ecritures.dedup();
            for mot in ecritures.iter().flat_map(Plie::mots) {
                let rangs = liste.mots.entry(au_singulier(mot).into()).or_default();
                if rangs.last() != Some(&rang) {
                    rangs.push(rang);
                }
            }
            liste.codes.push(CodeConnu { code: code.into(), ecritures });
        }
        liste
    }

    pub fn est_vide(&self) -> bool {
        self.codes.is_empty()
    }

    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().map(|connu| connu.code.as_str())
    }

    #[inline]
    pub fn contient(&self, code: &str) -> bool {
        self.codes.iter().any(|connu| connu.code == code)
    }

    /// The code that a word is, or its label, but for what people write in more than one way.
    pub fn ecrit(&self, dit: &Plie) -> Option<Voulu<'_>> {
        seul(self.codes.iter().filter(|connu| connu.ecritures.contains(dit)))
    }

    /// The same, or but for one letter.
    pub fn ecrit_autrement(&self, mot: &str, dit: &Plie) -> Option<Voulu<'_>> {
        self.ecrit(dit).or_else(|| self.a_une_lettre_pres(mot, dit))
    }

    fn a_une_lettre_pres(&self, mot: &str, dit: &Plie) -> Option<Voulu<'_>> {
        let pres = |connu: &&CodeConnu| connu.ecritures.iter().any(|e| e.a_une_lettre_pres(dit));
        // A small word may be the start of one that is cut in two.
        let coupe = || {
            let entier: String = mot.chars().filter(|c| c.is_alphanumeric()).collect();
            let entier = Plie::de(&entier);
            seul(self.codes.iter().filter(|connu| connu.ecritures.first() == Some(&entier)))
        };
        seul(self.codes.iter().filter(pres))
            .or_else(|| dit.a_de_petits_mots().then(coupe).flatten())
    }

    /// What a word that is none of the codes was meant to be. A list that is open holds other words too: only what
    /// names a code and adds nothing that makes it another thing, or may be one of them, was meant to be one.
    pub fn voulu(&self, mot: &str, ouverte: bool) -> Option<Voulu<'_>> {
        let dit = Plie::de(mot);
        let ecrit = self.ecrit(&dit);
        if ecrit.is_some() {
            return ecrit;
        }
        let possibles = self.possibles(&dit);
        if possibles.is_empty() {
            return self.a_une_lettre_pres(mot, &dit);
        }
        nomme(&possibles, &dit)
            .or_else(|| en_partie(&possibles, &dit, ouverte))
            .or_else(|| self.a_une_lettre_pres(mot, &dit))
            .or_else(|| self.a_part(mot))
    }

    /// The nearest code of a list that holds no other word, where one is near enough to have been meant.
    pub fn plus_proche(&self, mot: &str) -> Option<&str> {
        let dit = Plie::de(mot);
        let chiffres = |p: &Plie| p.as_str().bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
        let siens = chiffres(&dit);
        let proches = self.codes.iter().filter_map(|connu| {
            // A number is never a slip for another.
            let permises = connu.ecritures.iter().filter(|e| {
                let chiffres = chiffres(e);
                chiffres.is_empty() || chiffres == siens
            });
            let proximite = permises
                .filter_map(|e| ressemblance(dit.as_str(), e.as_str()))
                .max_by(f64::total_cmp)?;
            Some((proximite, connu))
        });
        let proches: Vec<(f64, &CodeConnu)> = proches.collect();
        let (meilleure, _) = proches.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0))?;
        let egales = proches.iter().filter(|(p, _)| p.total_cmp(&meilleure).is_eq());
        match seul(egales.map(|(_, connu)| *connu)) {
            Some(Voulu::Code(code)) => Some(code),
            _ => None,
        }
    }

    /// The codes that have a word of a text: most texts of an open list have none.
    fn possibles(&self, dit: &Plie) -> SmallVec<[&CodeConnu; 8]> {
        let mut rangs: SmallVec<[usize; 8]> = SmallVec::new();
        for mot in dit.mots() {
            rangs.extend(self.mots.get(au_singulier(mot)).into_iter().flatten().copied());
        }
        rangs.sort_unstable();
        rangs.dedup();
        rangs.into_iter().filter_map(|rang| self.codes.get(rang)).collect()
    }

    fn est_nomme(&self, partie: &str) -> bool {
        let dit = Plie::de(partie);
        self.ecrit(&dit).is_some() || nomme(&self.possibles(&dit), &dit).is_some()
    }

    /// A code beside something else: « bilan et statuts », « statuts (2016, modifiés) ».
    fn a_part(&self, mot: &str) -> Option<Voulu<'_>> {
        const SIGNES: [char; 6] = ['&', '+', ';', ',', '/', '\n'];
        const MOTS: [&str; 5] = ["et", "ou", "and", "or", "puis"];
        const SUITES: [&str; 6] = ["(", "[", ":", " - ", " \u{2013} ", " \u{2014} "];
        let mut parties = vec![String::new()];
        for mot in mot.replace(SIGNES, " et ").split_whitespace() {
            match parties.last_mut() {
                Some(derniere) if !MOTS.contains(&mot.to_lowercase().as_str()) => {
                    derniere.push_str(mot);
                    derniere.push(' ');
                }
                _ => parties.push(String::new()),
            }
        }
        if parties.len() > 1 && parties.iter().any(|partie| self.est_nomme(partie)) {
            return Some(Voulu::Plusieurs);
        }
        let place = SUITES.iter().filter_map(|signe| mot.find(signe)).min()?;
        self.est_nomme(mot.get(..place)?).then_some(Voulu::Quelconque)
    }
}

fn seul<'c>(mut trouves: impl Iterator<Item = &'c CodeConnu>) -> Option<Voulu<'c>> {
    let premier = trouves.next()?;
    Some(if trouves.next().is_none() { Voulu::Code(&premier.code) } else { Voulu::Quelconque })
}

/// The code that a text names and nothing else: what stands around it is of its label, or says nothing of what it is.
fn nomme<'c>(possibles: &[&'c CodeConnu], dit: &Plie) -> Option<Voulu<'c>> {
    let nomme = |connu: &&CodeConnu| {
        let sien = |mot: &str| connu.ecritures.iter().any(|e| e.a_le_mot(mot));
        connu.ecritures.iter().any(|nom| dit.cite(nom) && !nom.est_un_nombre())
            && dit.mots().all(|mot| est_sans_portee(mot) || sien(mot))
    };
    seul(possibles.iter().copied().filter(nomme))
}

/// The code whose label has every word of a text. Where other words may be written, one word is too little to say
/// which, and says something only where it is the first.
fn en_partie<'c>(possibles: &[&'c CodeConnu], dit: &Plie, ouverte: bool) -> Option<Voulu<'c>> {
    let sien = |connu: &CodeConnu, mot: &str| connu.ecritures.iter().any(|e| e.a_le_mot(mot));
    if !ouverte {
        let en_partie = |connu: &&CodeConnu| dit.mots().all(|mot| sien(connu, mot));
        return seul(possibles.iter().copied().filter(en_partie));
    }
    let propres = |texte: &Plie| -> SmallVec<[CompactString; 8]> {
        let portent = texte.mots().filter(|mot| !est_sans_portee(mot));
        portent.map(|mot| CompactString::from(au_singulier(mot))).collect()
    };
    let dits = propres(dit);
    let premier = dits.first()?;
    let en_partie = |connu: &&CodeConnu| {
        connu.ecritures.iter().any(|ecriture| {
            let siens = propres(ecriture);
            (dits.len() > 1 || siens.first() == Some(premier))
                && dits.iter().all(|mot| siens.contains(mot))
        })
    };
    let trouve = seul(possibles.iter().copied().filter(en_partie));
    if dits.len() > 1 { trouve } else { trouve.map(|_| Voulu::Quelconque) }
}

/// What a person adds to the name of a document, of a diploma or of an expense, and which makes no other of it.
const SANS_PORTEE: [&str; 34] = [
    "signe",
    "signee",
    "date",
    "datee",
    "joint",
    "jointe",
    "copie",
    "original",
    "scan",
    "scanne",
    "scannee",
    "pdf",
    "doc",
    "docx",
    "word",
    "xls",
    "xlsx",
    "excel",
    "ppt",
    "pptx",
    "powerpoint",
    "diaporama",
    "fichier",
    "annexe",
    "version",
    "diplome",
    "titre",
    "n",
    "frais",
    "depense",
    "structure",
    "association",
    "a",
    "jour",
];

fn est_sans_portee(mot: &str) -> bool {
    let seul = mot.strip_suffix('s').unwrap_or(mot);
    SANS_PORTEE.contains(&seul)
        || SANS_PORTEE.contains(&mot)
        || mot.bytes().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> ListeDeCodes {
        ListeDeCodes::de([
            ("cv", vec!["curriculum vitae du responsable"].into_iter()),
            ("statuts", vec!["statuts"].into_iter()),
            (
                "liste-ca",
                vec!["liste des membres du conseil d’administration", "liste du CA"].into_iter(),
            ),
            ("compte-resultat", vec!["compte de résultat le plus récent"].into_iter()),
            ("supports-visuels", vec!["supports visuels", "visual supports"].into_iter()),
            ("fiches-actions", vec!["fiches actions", "action sheets"].into_iter()),
        ])
    }

    #[test]
    fn what_names_a_thing_and_adds_nothing_is_that_thing() {
        let liste = pieces();
        for (texte, code) in [
            ("Curriculum vitae", "cv"),
            ("Statuts de l'association", "statuts"),
            ("Statuts à jour, signés (PDF)", "statuts"),
            ("Membres du conseil d'administration", "liste-ca"),
            ("Supports visuels (diaporama)", "supports-visuels"),
            ("Statut", "statuts"),
        ] {
            assert_eq!(liste.voulu(texte, true), Some(Voulu::Code(code)), "{texte}");
        }
    }

    #[test]
    fn what_may_be_a_thing_or_more_is_asked() {
        let liste = pieces();
        for texte in [
            "Bilan et compte de résultat",
            "supports visuels et fiches actions",
            "Statuts + CV",
            "CV / lettre",
        ] {
            assert_eq!(liste.voulu(texte, true), Some(Voulu::Plusieurs), "{texte}");
        }
        for texte in ["Compte", "Fiches", "CV (Mme Martin)", "Statuts : modifiés en 2016"] {
            assert_eq!(liste.voulu(texte, true), Some(Voulu::Quelconque), "{texte}");
        }
    }

    #[test]
    fn another_thing_stays_another() {
        let liste = pieces();
        for texte in [
            "CV du directeur",
            "Statuts de la fédération",
            "PV du conseil d'administration",
            "Administration",
            "fiches pédagogiques",
            "enregistrement",
            "résultat des votes",
            "",
        ] {
            assert_eq!(liste.voulu(texte, true), None, "{texte}");
        }
    }

    #[test]
    fn a_label_or_its_start_comes_before_what_is_near() {
        let canaux = ListeDeCodes::de([
            ("courriel", vec!["courriel", "e-mail"].into_iter()),
            ("poste", vec!["courrier postal", "post"].into_iter()),
        ]);
        for texte in ["courrier postal", "Courrier", "Courrier  Postal", "post"] {
            assert_eq!(canaux.voulu(texte, false), Some(Voulu::Code("poste")), "{texte}");
        }
        for texte in ["E-mail", "couriel", "Email"] {
            assert_eq!(canaux.voulu(texte, false), Some(Voulu::Code("courriel")), "{texte}");
        }
        let statuts = ListeDeCodes::de([
            ("salarie", vec!["salarié", "employed"].into_iter()),
            ("benevole", vec!["bénévole", "volunteer"].into_iter()),
        ]);
        assert_eq!(statuts.voulu("non salarié", false), None);
        assert_eq!(statuts.plus_proche("non salarié"), None);
        assert_eq!(statuts.plus_proche("bénévolat"), Some("benevole"));
        assert_eq!(statuts.plus_proche("salarié en 2016"), Some("salarie"));
        assert_eq!(statuts.voulu("salarié ou bénévole", false), Some(Voulu::Plusieurs));
        let modules = ListeDeCodes::de([
            ("1", vec!["module 1"].into_iter()),
            ("2", vec!["module 2"].into_iter()),
        ]);
        assert_eq!(modules.voulu("Module", false), Some(Voulu::Quelconque));
        assert_eq!(modules.plus_proche("module 3"), None);
    }
}
