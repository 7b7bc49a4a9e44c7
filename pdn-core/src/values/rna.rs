//! Association numbers.

use super::{
    CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, sans_blancs, valeur_en_texte, visible,
};
use compact_str::CompactString;
use std::fmt;

/// The number of an association in the national directory (RNA): `W` and nine characters, digits all, except that
/// the second of them may be a letter (Corsica, overseas).
///
/// The associations of Bas-Rhin, Haut-Rhin and Moselle, under local law, have none: the sentence of a refusal says so,
/// and that they give their SIRET.
///
/// ```
/// use pdn_core::values::{Rna, Valeur};
///
/// assert_eq!(Rna::saisi("w 632 001 234")?.to_string(), "W632001234");
/// assert!(Rna::du_contrat("W2A1000123").is_ok());
/// assert!(Rna::du_contrat("W63200123").is_err());
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rna(CompactString);

impl Rna {
    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn defaut(texte: &str) -> Option<(CodeDeValeur, Raison)> {
    if texte.is_empty() {
        return Some((CodeDeValeur::Forme, Raison::Empty));
    }
    let Some(suite) = texte.strip_prefix('W') else {
        return Some((CodeDeValeur::Forme, Raison::Unreadable));
    };
    let etrangers = suite
        .chars()
        .enumerate()
        .filter(|(rang, c)| !(c.is_ascii_digit() || (*rang == 1 && c.is_ascii_uppercase())))
        .count();
    if etrangers > 0 {
        return Some((CodeDeValeur::Forme, Raison::LettersInDigits { count: etrangers }));
    }
    let trouves = texte.len();
    (trouves != 10).then_some((
        CodeDeValeur::Impossible,
        Raison::WrongLength { expected: &[10], found: trouves },
    ))
}

impl Valeur for Rna {
    const SORTE: Sorte = Sorte::Rna;

    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        match defaut(texte) {
            None => Ok(Self(CompactString::new(texte))),
            Some(_) => Err(match Self::saisi(texte) {
                Ok(rna) => ErreurDeValeur::autre_forme::<Self>(texte, &rna.0),
                Err(erreur) => erreur.dans_le_contrat(),
            }),
        }
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        let net = sans_blancs(&visible(texte)).to_uppercase();
        match defaut(&net) {
            None => Ok(Self(CompactString::new(net))),
            Some((code, raison)) => Err(ErreurDeValeur::new(Self::SORTE, code, raison, texte)),
        }
    }
}

impl fmt::Display for Rna {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl serde::Serialize for Rna {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

valeur_en_texte!(Rna);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_letter_is_allowed_in_third_place_only() {
        for texte in ["W632001234", "W2A1000123", "W9R1000123"] {
            assert_eq!(Rna::du_contrat(texte).unwrap().as_str(), texte);
        }
        for texte in [
            "WA32001234",
            "W63A001234",
            "W63200123A",
            "X632001234",
            "632001234",
            "W63200123",
            "W6320012345",
            "",
            "W",
            "association",
        ] {
            assert!(Rna::du_contrat(texte).is_err(), "{texte}");
        }
        assert_eq!(Rna::du_contrat("w632001234").unwrap_err().ecrire(), Some("W632001234"));
        assert_eq!(Rna::du_contrat("W632\u{200d}001234").unwrap_err().ecrire(), Some("W632001234"));
        let refus = Rna::du_contrat("W63200123").unwrap_err();
        assert_eq!(refus.code(), CodeDeValeur::Impossible);
        for (langue, alsace) in [
            (crate::values::Langue::Fr, "donne son SIRET."),
            (crate::values::Langue::En, "gives its SIRET."),
        ] {
            assert!(refus.texte(langue).ends_with(alsace));
        }
        assert_eq!(
            Rna::du_contrat("W632OO1234").unwrap_err().raison(),
            &Raison::LettersInDigits { count: 2 }
        );
    }

    proptest! {
        #[test]
        fn display_and_contract_agree(texte in "W[0-9][0-9A-Z][0-9]{7}") {
            prop_assert_eq!(Rna::du_contrat(&texte).unwrap().to_string(), texte);
        }

        #[test]
        fn no_text_panics(texte in any::<String>()) {
            let _ = (Rna::saisi(&texte), Rna::du_contrat(&texte));
        }
    }
}
