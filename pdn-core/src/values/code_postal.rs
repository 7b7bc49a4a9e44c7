//! French postcodes.

use super::{
    CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, entier_de_tableur, sans_blancs,
    valeur_en_texte, visible,
};
use std::fmt;

/// A French postcode: five digits, the first two or three of which say the département or the territory.
///
/// From `01000` to `95999` (`20…` for both départements of Corsica), `971…` to `978…`, `980…` (Monaco), `984…` and
/// `986…` to `988…`. Those of the armies (`00…`) are no place where an organisation is, and `99…` stands for other
/// countries in statistics, never on a letter. Whether a town has the code, only the directory of La Poste can say.
///
/// ```
/// use pdn_core::values::{CodePostal, Valeur};
///
/// assert_eq!(CodePostal::du_contrat("63000")?.to_string(), "63000");
/// // A spreadsheet drops the zero that a number starts with.
/// assert_eq!(CodePostal::du_contrat("1000").unwrap_err().ecrire(), Some("01000"));
/// assert!(CodePostal::saisi("00000").is_err());
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodePostal(u32);

impl CodePostal {
    /// Five digits that a postcode can be.
    fn lire(texte: &str) -> Result<Self, (CodeDeValeur, Raison)> {
        let etrangers = texte.chars().filter(|c| !c.is_ascii_digit()).count();
        if texte.is_empty() {
            return Err((CodeDeValeur::Forme, Raison::Empty));
        }
        if etrangers > 0 {
            return Err((CodeDeValeur::Forme, Raison::LettersInDigits { count: etrangers }));
        }
        match texte.parse::<u32>() {
            Ok(nombre) if texte.len() == 5 => match nombre / 1000 {
                1..=95 => Ok(Self(nombre)),
                97 | 98 if matches!(nombre / 100, 971..=978 | 980 | 984 | 986..=988) => {
                    Ok(Self(nombre))
                }
                _ => Err((CodeDeValeur::Impossible, Raison::NoSuchPostcode)),
            },
            _ => Err((
                CodeDeValeur::Impossible,
                Raison::WrongLength { expected: &[5], found: texte.len() },
            )),
        }
    }
}

impl Valeur for CodePostal {
    const SORTE: Sorte = Sorte::CodePostal;

    #[inline]
    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::lire(texte).map_err(|_| match Self::saisi(texte) {
            Ok(code) => ErreurDeValeur::autre_forme::<Self>(texte, &code.to_string()),
            Err(erreur) => erreur.dans_le_contrat(),
        })
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        let net = sans_blancs(&visible(texte));
        let net = ["FR-", "F-"].iter().find_map(|pays| net.strip_prefix(pays)).unwrap_or(&net);
        let net = entier_de_tableur(net).unwrap_or(net);
        Self::lire(net).map_err(|(code, raison)| {
            let erreur = ErreurDeValeur::new(Self::SORTE, code, raison, texte);
            match Self::lire(&format!("0{net}")) {
                Ok(code) => erreur.avec_forme(&code.to_string()),
                Err(_) => erreur,
            }
        })
    }
}

impl fmt::Display for CodePostal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:05}", self.0)
    }
}

impl serde::Serialize for CodePostal {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

valeur_en_texte!(CodePostal);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use crate::values::Departement;
    use proptest::prelude::*;

    #[test]
    fn both_sides_of_each_bound() {
        for texte in [
            "01000", "09999", "20000", "20620", "63000", "95999", "97100", "97500", "97899",
            "98000", "98099", "98400", "98600", "98899",
        ] {
            assert_eq!(CodePostal::du_contrat(texte).unwrap().to_string(), texte);
        }
        for texte in [
            "00000", "00999", "96000", "96999", "97000", "97099", "97900", "98100", "98500",
            "98900", "99000", "99999",
        ] {
            let e = CodePostal::du_contrat(texte).unwrap_err();
            assert_eq!(
                (e.code(), e.raison()),
                (CodeDeValeur::Impossible, &Raison::NoSuchPostcode),
                "{texte}"
            );
            assert_eq!(e.ecrire(), None, "{texte}");
        }
        for departement in Departement::tous() {
            let debut = departement.code().replace(['A', 'B'], "0");
            assert!(CodePostal::du_contrat(&format!("{debut:0<5}")).is_ok(), "{debut}");
        }
    }

    #[test]
    fn what_people_and_spreadsheets_write() {
        for (texte, forme) in [
            ("1000", Some("01000")),
            ("1000.0", Some("01000")),
            ("63000.0", Some("63000")),
            ("63 000", Some("63000")),
            (" 63000", Some("63000")),
            ("F-63000", Some("63000")),
            ("6\u{200b}3000", Some("63000")),
            ("999", None),
            ("9600", Some("09600")),
            ("0100", None),
            ("630000", None),
            ("2A004", None),
            ("63000.5", None),
            ("", None),
        ] {
            assert_eq!(CodePostal::du_contrat(texte).unwrap_err().ecrire(), forme, "{texte}");
        }
        assert_eq!(
            CodePostal::du_contrat("1000").unwrap_err().raison(),
            &Raison::WrongLength { expected: &[5], found: 4 }
        );
        assert_eq!(
            CodePostal::du_contrat("2A004").unwrap_err().raison(),
            &Raison::LettersInDigits { count: 1 }
        );
    }

    proptest! {
        #[test]
        fn display_and_contract_agree(nombre in 0_u32..100_000) {
            if let Ok(code) = CodePostal::du_contrat(&format!("{nombre:05}")) {
                prop_assert_eq!(CodePostal::du_contrat(&code.to_string()), Ok(code));
            }
        }

        #[test]
        fn no_text_panics(texte in any::<String>(), presque in "[0-9 .,F-]{0,8}") {
            let _ = (CodePostal::saisi(&texte), CodePostal::du_contrat(&texte), CodePostal::du_contrat(&presque));
        }
    }
}
