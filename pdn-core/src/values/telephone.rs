//! Telephone numbers.

use super::{
    CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, est_blanc, est_espace, valeur_en_texte,
};
use compact_str::CompactString;
use std::fmt;

/// A telephone number: ten French digits, four for a short number (`3230`), or `+` and the country code.
///
/// French numbers are kept in one form, with their country code: `04 73 00 00 00` and `+33 4 73 00 00 00` are equal.
/// Numbers of the overseas départements get theirs (`0262…` is `+262 262…`). Spaces are accepted; points, hyphens and
/// brackets are what people type. Whether the number is in use is not checked.
///
/// ```
/// use pdn_core::values::{Telephone, Valeur};
///
/// assert_eq!(Telephone::du_contrat("04 73 00 00 00")?.to_string(), "+33473000000");
/// assert_eq!(Telephone::saisi("04.73.00.00.00")?, Telephone::saisi("+33 (0)4 73 00 00 00")?);
/// assert!(Telephone::saisi("04 73 00 00").is_err());
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Telephone(CompactString);

/// The country codes of French numbers that start otherwise than metropolitan ones.
const OUTRE_MER: [(&str, &str); 14] = [
    ("0262", "+262"),
    ("0263", "+262"),
    ("0269", "+262"),
    ("0639", "+262"),
    ("0692", "+262"),
    ("0693", "+262"),
    ("0590", "+590"),
    ("0690", "+590"),
    ("0691", "+590"),
    ("0594", "+594"),
    ("0694", "+594"),
    ("0596", "+596"),
    ("0696", "+596"),
    ("0697", "+596"),
];

impl Telephone {
    /// The number: `+33473000000`, or `3230`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn lire(
        texte: &str,
        separateur: impl Fn(char) -> bool,
    ) -> Result<Self, (CodeDeValeur, Raison)> {
        let net: CompactString = texte.chars().filter(|c| !separateur(*c)).collect();
        let international = net.strip_prefix('+').or_else(|| net.strip_prefix("00"));
        let chiffres = international.unwrap_or(&net);
        let etrangers = chiffres.chars().filter(|c| !c.is_ascii_digit()).count();
        if net.is_empty() {
            return Err((CodeDeValeur::Forme, Raison::Empty));
        }
        if etrangers > 0 {
            return Err((CodeDeValeur::Forme, Raison::LettersInDigits { count: etrangers }));
        }
        let longueur = |expected, found| {
            Err((CodeDeValeur::Impossible, Raison::WrongLength { expected, found }))
        };
        if let Some(numero) = international {
            if let Some(national) = numero.strip_prefix("33") {
                // The zero of "+33 (0)4" is not dialled.
                let national = national.strip_prefix('0').unwrap_or(national);
                return if national.len() == 9 && !national.starts_with('0') {
                    Ok(Self(compact_str::format_compact!("+33{national}")))
                } else {
                    longueur(&[11], numero.len())
                };
            }
            return if (8..=15).contains(&numero.len()) && !numero.starts_with('0') {
                Ok(Self(compact_str::format_compact!("+{numero}")))
            } else {
                longueur(&[8, 9, 10, 11, 12, 13, 14, 15], numero.len())
            };
        }
        match (net.len(), net.strip_prefix('0')) {
            (10, Some(suite)) if !suite.starts_with('0') => {
                let indicatif = OUTRE_MER
                    .iter()
                    .find(|(debut, _)| net.starts_with(debut))
                    .map_or("+33", |(_, i)| i);
                Ok(Self(compact_str::format_compact!("{indicatif}{suite}")))
            }
            (4, _) if net.starts_with('3') || net.starts_with("10") => Ok(Self(net)),
            (10, _) => Err((CodeDeValeur::Impossible, Raison::Unreadable)),
            (trouves, _) => longueur(&[10], trouves),
        }
    }
}

impl Valeur for Telephone {
    const SORTE: Sorte = Sorte::Telephone;

    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::lire(texte, est_espace).map_err(|(code, raison)| match Self::saisi(texte) {
            Ok(telephone) => ErreurDeValeur::autre_forme(Self::SORTE, texte, &telephone.0),
            Err(_) => ErreurDeValeur::new(Self::SORTE, code, raison, texte).dans_le_contrat(),
        })
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        let separateur =
            |c| est_blanc(c) || matches!(c, '.' | '-' | '/' | '(' | ')' | '\u{2011}' | '\u{2013}');
        Self::lire(texte, separateur)
            .map_err(|(code, raison)| ErreurDeValeur::new(Self::SORTE, code, raison, texte))
    }
}

impl fmt::Display for Telephone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl serde::Serialize for Telephone {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

valeur_en_texte!(Telephone);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_number_has_one_form() {
        for texte in [
            "0473000000",
            "04 73 00 00 00",
            "+33473000000",
            "+33 4 73 00 00 00",
            "0033 4 73 00 00 00",
            "04\u{a0}73 00 00 00",
        ] {
            assert_eq!(Telephone::du_contrat(texte).unwrap().as_str(), "+33473000000", "{texte}");
        }
        for texte in ["04.73.00.00.00", "04-73-00-00-00", "+33 (0)4 73 00 00 00"] {
            assert_eq!(Telephone::saisi(texte).unwrap().as_str(), "+33473000000", "{texte}");
            assert_eq!(Telephone::du_contrat(texte).unwrap_err().ecrire(), Some("+33473000000"));
        }
        assert_eq!(Telephone::du_contrat("0262 12 34 56").unwrap().as_str(), "+262262123456");
        assert_eq!(Telephone::du_contrat("3230").unwrap().as_str(), "3230");
        assert_eq!(Telephone::du_contrat("+41 22 730 51 11").unwrap().as_str(), "+41227305111");
    }

    #[test]
    fn other_texts_are_refused() {
        for texte in [
            "",
            "04 73 00 00",
            "04 73 00 00 00 0",
            "1234567890",
            "0012",
            "+33 4 73 00 00",
            "+331234567890",
            "+",
            "0000000000",
            "standard",
            "04 73 00 00 0O",
            "+0123456789",
            "4730",
            "+1234567",
            "+1234567890123456",
        ] {
            assert!(Telephone::du_contrat(texte).is_err(), "{texte}");
        }
    }

    proptest! {
        #[test]
        fn display_and_contract_agree(texte in "0[1-9][0-9]{8}|\\+[1-24-9][0-9]{7,14}") {
            let telephone = Telephone::du_contrat(&texte).unwrap();
            prop_assert_eq!(Telephone::du_contrat(&telephone.to_string()), Ok(telephone));
        }

        #[test]
        fn no_text_panics(texte in any::<String>(), presque in "[+0-9 .()]{0,20}") {
            let _ = (Telephone::saisi(&texte), Telephone::du_contrat(&texte), Telephone::saisi(&presque));
        }
    }
}
