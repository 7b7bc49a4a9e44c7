//! Words that are near a known one: what a person meant by what was typed.

use smallvec::SmallVec;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::decodage::reparer;
use crate::values::est_invisible;

/// The small words that a name is written with or without.
const PETITS_MOTS: [&str; 11] = ["de", "du", "des", "la", "le", "les", "l", "d", "et", "au", "aux"];

/// A text without what people write in more than one way: case, accents (composed or not), spaces,
/// dashes, apostrophes and other signs, and the small words of a name.
#[derive(Debug, Clone)]
pub(crate) struct Plie {
    texte: String,
    /// How many signs it has.
    longueur: usize,
    /// Where each word ends.
    fins: SmallVec<[usize; 8]>,
    a_de_petits_mots: bool,
}

impl PartialEq for Plie {
    fn eq(&self, autre: &Self) -> bool {
        self.texte == autre.texte
    }
}

impl Plie {
    pub fn de(texte: &str) -> Self {
        if texte.is_ascii() {
            let signes = texte.bytes().map(|b| char::from(b.to_ascii_lowercase()));
            Self::des_signes(texte, signes)
        } else {
            let signes = texte.nfkd().filter(|c| !is_combining_mark(*c));
            Self::des_signes(texte, signes.flat_map(char::to_lowercase))
        }
    }

    fn des_signes(texte: &str, signes: impl Iterator<Item = char>) -> Self {
        let mut plie = Self {
            texte: String::with_capacity(texte.len()),
            longueur: 0,
            fins: SmallVec::new(),
            a_de_petits_mots: false,
        };
        for c in signes {
            match c {
                'œ' => plie.texte.push_str("oe"),
                'æ' => plie.texte.push_str("ae"),
                c if c.is_alphanumeric() => plie.texte.push(c),
                // A sign that shows nothing stands between no words.
                c if est_invisible(c) => {}
                _ => plie.finir_un_mot(),
            }
        }
        plie.finir_un_mot();
        // A name of small words alone is what it is.
        if plie.texte.is_empty() {
            plie.texte = texte.trim().to_lowercase();
            plie.fins.push(plie.texte.len());
        }
        plie.longueur = plie.texte.chars().count();
        plie
    }

    fn finir_un_mot(&mut self) {
        let debut = self.fins.last().copied().unwrap_or_default();
        let mot = self.texte.get(debut..).unwrap_or_default();
        if PETITS_MOTS.contains(&mot) {
            self.texte.truncate(debut);
            self.a_de_petits_mots = true;
        } else if !mot.is_empty() {
            self.fins.push(self.texte.len());
        }
    }

    pub fn as_str(&self) -> &str {
        &self.texte
    }

    /// True where small words were left out.
    pub fn a_de_petits_mots(&self) -> bool {
        self.a_de_petits_mots
    }

    /// The words that are left.
    pub fn mots(&self) -> impl Iterator<Item = &str> + Clone {
        let debuts = std::iter::once(&0).chain(&self.fins);
        debuts.zip(&self.fins).filter_map(|(debut, fin)| self.texte.get(*debut..*fin))
    }

    /// True of a text that has a word, in the plural or not.
    pub fn a_le_mot(&self, mot: &str) -> bool {
        self.mots().any(|sien| au_singulier(sien) == au_singulier(mot))
    }

    /// True of digits alone.
    pub fn est_un_nombre(&self) -> bool {
        self.texte.bytes().all(|c| c.is_ascii_digit())
    }

    /// True of a text that has the words of another, one after the other, in the plural or not.
    pub fn cite(&self, autre: &Self) -> bool {
        let places = self.fins.len().saturating_add(1).saturating_sub(autre.fins.len());
        (0..places).any(|rang| memes_mots(self.mots().skip(rang), autre.mots()))
    }

    /// True of two texts that one slip of the keyboard tells apart: numbers are never a slip.
    pub fn a_une_lettre_pres(&self, autre: &Self) -> bool {
        fn chiffres(texte: &str) -> impl Iterator<Item = u8> {
            texte.bytes().filter(u8::is_ascii_digit)
        }
        if self.longueur.abs_diff(autre.longueur) > 1 || self.longueur.min(autre.longueur) < 5 {
            return false;
        }
        // One slip leaves all but two signs where they were, counted from one end or from the other.
        let (un, deux) = (self.as_str(), autre.as_str());
        let debut = un.chars().zip(deux.chars()).take_while(|(a, b)| a == b).count();
        let fin = un.chars().rev().zip(deux.chars().rev()).take_while(|(a, b)| a == b).count();
        debut.saturating_add(fin).saturating_add(2) >= self.longueur
            && chiffres(un).eq(chiffres(deux))
            && strsim::osa_distance(un, deux) <= 1
    }
}

pub(super) fn au_singulier(mot: &str) -> &str {
    mot.strip_suffix('s').filter(|mot| mot.len() > 2).unwrap_or(mot)
}

/// Whether words start with others, in the plural or not.
fn memes_mots<'t>(
    mut mots: impl Iterator<Item = &'t str>,
    mut autres: impl Iterator<Item = &'t str>,
) -> bool {
    autres.all(|autre| mots.next().is_some_and(|m| au_singulier(m) == au_singulier(autre)))
}

/// The nearest of the known words, when it is near enough to have been meant.
pub(crate) fn plus_proche<'a>(
    mot: &str,
    connus: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let mot = reparer(mot).unwrap_or_else(|| mot.to_owned());
    let (dit, bas) = (Plie::de(&mot), mot.to_lowercase());
    let mut proches: Vec<(f64, &str)> = Vec::new();
    let (mut commences, mut lapsus) = (0_usize, 0_usize);
    for connu in connus {
        commences = commences.saturating_add(usize::from(connu.starts_with(&bas)));
        lapsus = lapsus.saturating_add(usize::from(est_un_lapsus(&bas, connu)));
        let proximite = if dit == Plie::de(connu) { Some(1.0) } else { ressemblance(&bas, connu) };
        proches.extend(proximite.map(|proximite| (proximite, connu)));
    }
    let (proximite, meilleur) = proches.into_iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
    // What starts several of them says none of them, unless one alone is but a slip away.
    (commences < 2 || proximite >= 1.0 || lapsus == 1).then(|| meilleur.to_owned())
}

/// How near two texts are, where they are near enough for one to have been meant by the other: but for a slip, which no
/// more than a third of their signs is; less so where one is the start of the other.
pub(super) fn ressemblance(dit: &str, connu: &str) -> Option<f64> {
    let proximite = strsim::jaro_winkler(dit, connu);
    if proximite < 0.8 {
        return None;
    }
    if est_un_lapsus(dit, connu) {
        return Some(proximite);
    }
    let debut = dit.chars().count().min(connu.chars().count()) > 1
        && (dit.starts_with(connu) || connu.starts_with(dit));
    debut.then_some(proximite * 0.8)
}

fn est_un_lapsus(dit: &str, connu: &str) -> bool {
    let longueur = dit.chars().count().min(connu.chars().count());
    strsim::osa_distance(dit, connu).saturating_mul(3) <= longueur
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plier(texte: &str) -> String {
        Plie::de(texte).texte
    }

    #[test]
    fn what_is_near_is_proposed_and_nothing_else() {
        let regles = [
            "formation.capacite",
            "formation.livrables.fiches-actions",
            "formation.livrables.supports-visuels",
            "formation.public.ages",
        ];
        for (mot, proche) in [
            ("formation.livrables", None),
            ("formation.livrable.fiches-action", Some("formation.livrables.fiches-actions")),
            ("formation.capacit", Some("formation.capacite")),
            ("formation.public", Some("formation.public.ages")),
            ("formation", None),
            ("formation.territoires", None),
            ("autre", None),
        ] {
            assert_eq!(plus_proche(mot, regles).as_deref(), proche, "{mot}");
        }
    }

    #[test]
    fn what_is_written_in_more_than_one_way_folds_to_one() {
        for ecrit in [
            "caf-63",
            "CAF-63",
            "caf 63",
            "caf‑63",
            "caf–63",
            " caf-63\u{a0}",
            "caf63",
            "caf\u{200b}-63",
        ] {
            assert_eq!(plier(ecrit), "caf63", "{ecrit}");
        }
        for ecrit in ["Caf de l’Allier", "CAF DE L'ALLIER", "Caf Allier", "caf-de-l-allier"] {
            assert_eq!(plier(ecrit), "cafallier", "{ecrit}");
        }
        assert_eq!(plier("thématique"), plier("the\u{301}matique"));
        assert_eq!(plier("de"), "de");
    }

    #[test]
    fn a_slip_is_a_letter_and_never_a_digit() {
        let pres = |un: &str, autre: &str| {
            let [un, autre] = [un, autre].map(Plie::de);
            un.a_une_lettre_pres(&autre)
        };
        assert!(pres("cfa63", "caf63"));
        assert!(pres("cafs63", "caf63"));
        assert!(pres("xaf63", "caf63"));
        assert!(pres("statutes", "statuts"));
        assert!(!pres("caf43", "caf63"));
        assert!(!pres("caf", "cfa"));
        assert!(!pres("statutaires", "statuts"));
    }
}
