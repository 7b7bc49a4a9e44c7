//! Signs that texts carry and nobody sees, and what stands between the parts of a number.

use std::borrow::Cow;

use compact_str::CompactString;

/// White space as people and office programs leave it: no-break spaces, byte order marks and invisible marks included.
pub(crate) fn est_blanc(c: char) -> bool {
    c.is_whitespace() || est_invisible(c)
}

/// The spaces that the contract accepts inside SIRET, IBAN and telephone numbers.
pub(crate) fn est_espace(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// Hyphens, dashes and the minus sign: word processors put one for another.
pub(crate) fn est_trait(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// Signs without width, and those that turn the direction of writing.
pub(crate) fn est_invisible(c: char) -> bool {
    tourne_l_ecriture(c)
        || matches!(
            c,
            '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        )
}

fn tourne_l_ecriture(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// True of what breaks a line, drives a terminal or turns the direction of writing.
fn derange(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') || tourne_l_ecriture(c)
}

/// A sign as it comes out of the library: a space stands for what breaks a line, drives a terminal or turns the
/// direction of writing.
pub(crate) fn montrable(c: char) -> char {
    if derange(c) { ' ' } else { c }
}

/// A text as it comes out of the library, sign by sign.
pub(crate) fn montrer(texte: String) -> String {
    if texte.contains(derange) { texte.chars().map(montrable).collect() } else { texte }
}

/// The same of a name, which is short and mostly plain.
pub(crate) fn montrer_bref(nom: &str) -> CompactString {
    if nom.contains(derange) {
        nom.chars().map(montrable).collect()
    } else {
        CompactString::new(nom)
    }
}

/// The text without any white space.
pub(crate) fn sans_blancs(texte: &str) -> String {
    texte.chars().filter(|c| !est_blanc(*c)).collect()
}

/// What is seen of a typed text: without signs that are not seen, nor white space around it.
pub(crate) fn visible(texte: &str) -> Cow<'_, str> {
    let net = texte.trim_matches(est_blanc);
    let cache = |c: char| est_invisible(c) || (c.is_control() && !c.is_whitespace());
    if net.contains(cache) {
        Cow::Owned(net.replace(cache, "").trim_matches(est_blanc).to_owned())
    } else {
        Cow::Borrowed(net)
    }
}

/// True where [`visible`] leaves out more than white space around.
pub(crate) fn a_des_invisibles(texte: &str) -> bool {
    texte.contains(|c: char| est_invisible(c) || (c.is_control() && !c.is_whitespace()))
}

/// The digits of a whole number that a spreadsheet wrote with decimals: `63000.0`, `63000,00`.
pub(crate) fn entier_de_tableur(texte: &str) -> Option<&str> {
    let (entiers, zeros) = texte.split_once(['.', ','])?;
    let chiffres = !entiers.is_empty() && entiers.bytes().all(|c| c.is_ascii_digit());
    (chiffres && !zeros.is_empty() && zeros.bytes().all(|c| c == b'0')).then_some(entiers)
}

/// The text without white space and without the points and dashes that part it; `None` where one of these stands
/// elsewhere than between two signs, after as many signs as `places` allows. A separator that is dropped from anywhere
/// makes another number of a number.
pub(crate) fn sans_separateurs(texte: &str, places: impl Fn(usize) -> bool) -> Option<String> {
    let mut net = String::with_capacity(texte.len());
    let (mut signes, mut separe) = (0_usize, false);
    for c in texte.chars().filter(|c| !est_blanc(*c)) {
        if c == '.' || est_trait(c) {
            if separe || !places(signes) {
                return None;
            }
            separe = true;
        } else {
            net.push(c);
            signes = signes.saturating_add(1);
            separe = false;
        }
    }
    (!separe).then_some(net)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_goes() {
        assert_eq!(visible(" a\u{200b}b\u{202e}c\u{feff} "), "abc");
        assert_eq!(visible("a b\u{a0}c"), "a b\u{a0}c");
        assert!(a_des_invisibles("a\u{ad}b") && !a_des_invisibles(" a\u{202f}b\n"));
        assert_eq!(montrer("a\u{1b}[31m\nb\u{202e}c\u{200f}".to_owned()), "a [31m b c ");
    }

    #[test]
    fn only_zeros_make_a_whole_number() {
        assert_eq!(entier_de_tableur("63000.0"), Some("63000"));
        assert_eq!(entier_de_tableur("63000,00"), Some("63000"));
        for texte in ["63000", "63000.", "63000.5", ".0", "6.3.0", "63 000.0", "1e3.0"] {
            assert_eq!(entier_de_tableur(texte), None, "{texte}");
        }
    }

    #[test]
    fn a_separator_stands_in_its_place() {
        let trois = |n: usize| n == 3;
        assert_eq!(sans_separateurs("123.456", trois).as_deref(), Some("123456"));
        assert_eq!(sans_separateurs("1 2 3 \u{2013} 456", trois).as_deref(), Some("123456"));
        for texte in ["12.3456", "1234.56", "123..456", ".123456", "123.", "123456.0"] {
            assert_eq!(sans_separateurs(texte, trois), None, "{texte}");
        }
    }
}
