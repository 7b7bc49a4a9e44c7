//! Words that are near a known one: what a person meant by what was typed.

use compact_str::CompactString;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::decodage::reparer;
use crate::values::est_invisible;

/// The small words that a name is written with or without.
const PETITS_MOTS: [&str; 11] = ["de", "du", "des", "la", "le", "les", "l", "d", "et", "au", "aux"];

/// The words of a text, without the small ones.
pub(crate) fn mots(texte: &str) -> Vec<CompactString> {
    let mots = texte.split(|c: char| !c.is_alphanumeric()).filter(|mot| !mot.is_empty());
    mots.map(plier).filter(|mot| !PETITS_MOTS.contains(&mot.as_str())).collect()
}

/// A text without what people write in more than one way: case, accents (composed or not), spaces,
/// dashes, apostrophes and other signs, and the small words of a name.
pub(crate) fn plier(texte: &str) -> CompactString {
    plier_mots(texte, |_| false)
}

/// The same, whether words are in the plural or not.
pub(crate) fn plier_au_singulier(texte: &str) -> CompactString {
    plier_mots(texte, |mot| mot.len() > 3 && mot.ends_with('s'))
}

fn plier_mots(texte: &str, au_pluriel: impl Fn(&str) -> bool) -> CompactString {
    if texte.is_ascii() {
        let signes = texte.bytes().map(|b| char::from(b.to_ascii_lowercase()));
        plier_signes(texte, signes, au_pluriel)
    } else {
        let signes = texte.nfkd().filter(|c| !is_combining_mark(*c));
        plier_signes(texte, signes.flat_map(char::to_lowercase), au_pluriel)
    }
}

fn plier_signes(
    texte: &str,
    signes: impl Iterator<Item = char>,
    au_pluriel: impl Fn(&str) -> bool,
) -> CompactString {
    let mut plie = CompactString::with_capacity(texte.len());
    // Where the word being read starts.
    let mut debut = 0;
    let finir = |plie: &mut CompactString, debut: usize| {
        let mot = plie.get(debut..).unwrap_or_default();
        if PETITS_MOTS.contains(&mot) {
            plie.truncate(debut);
        } else if au_pluriel(mot) {
            plie.pop();
        }
        plie.len()
    };
    for c in signes {
        match c {
            'œ' => plie.push_str("oe"),
            'æ' => plie.push_str("ae"),
            c if c.is_alphanumeric() => plie.push(c),
            // A sign that shows nothing stands between no words.
            c if est_invisible(c) => {}
            _ => debut = finir(&mut plie, debut),
        }
    }
    finir(&mut plie, debut);
    // A name of small words alone is what it is.
    if plie.is_empty() { texte.trim().to_lowercase().into() } else { plie }
}

/// A folded text, with how many signs it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plie {
    texte: CompactString,
    longueur: usize,
}

impl From<CompactString> for Plie {
    fn from(texte: CompactString) -> Self {
        let longueur = texte.chars().count();
        Self { texte, longueur }
    }
}

impl Plie {
    pub fn as_str(&self) -> &str {
        &self.texte
    }

    pub fn longueur(&self) -> usize {
        self.longueur
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

/// The nearest of the known words, when it is near enough to have been meant.
pub(crate) fn plus_proche<'a>(
    mot: &str,
    connus: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let mot = reparer(mot).unwrap_or_else(|| mot.to_owned());
    let (plie, bas) = (plier(&mot), mot.to_lowercase());
    let proximite =
        |connu: &str| if plie == plier(connu) { 1.0 } else { strsim::jaro_winkler(&bas, connu) };
    connus
        .into_iter()
        .map(|c| (proximite(c), c))
        .filter(|(proximite, _)| *proximite >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, c)| c.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let [un, autre] = [un, autre].map(|t| Plie::from(CompactString::new(t)));
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
