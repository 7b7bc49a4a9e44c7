//! Words that are near a known one: what a person meant by what was typed.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::decodage::reparer;

/// The small words that a name is written with or without.
const PETITS_MOTS: [&str; 8] = ["de", "du", "des", "la", "le", "les", "l", "d"];

/// A text without what people write in more than one way: case, accents (composed or not), spaces,
/// dashes, apostrophes and other signs, and the small words of a name.
pub(crate) fn plier(texte: &str) -> String {
    let mut plie = String::with_capacity(texte.len());
    let mut mot = String::new();
    let finir = |mot: &mut String, plie: &mut String| {
        if !PETITS_MOTS.contains(&mot.as_str()) {
            plie.push_str(mot);
        }
        mot.clear();
    };
    for c in texte.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'œ' => mot.push_str("oe"),
            'æ' => mot.push_str("ae"),
            c if c.is_alphanumeric() => mot.push(c),
            // A sign that shows nothing stands between no words.
            c if invisible(c) => {}
            _ => finir(&mut mot, &mut plie),
        }
    }
    finir(&mut mot, &mut plie);
    // A name of small words alone is what it is.
    if plie.is_empty() { texte.trim().to_lowercase() } else { plie }
}

fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}')
}

/// True of two folded texts that one slip of the keyboard tells apart: numbers are never a slip.
pub(crate) fn a_une_lettre_pres(un: &str, autre: &str) -> bool {
    let chiffres = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
    un == autre
        || (un.chars().count().min(autre.chars().count()) >= 5
            && chiffres(un) == chiffres(autre)
            && strsim::osa_distance(un, autre) <= 1)
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
        assert!(a_une_lettre_pres("cfa63", "caf63"));
        assert!(a_une_lettre_pres("cafs63", "caf63"));
        assert!(!a_une_lettre_pres("caf43", "caf63"));
        assert!(!a_une_lettre_pres("caf", "cfa"));
    }
}
