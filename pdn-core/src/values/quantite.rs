//! Numbers of anything.

use super::Raison;
use super::nombre::{Borne, Refus, decimal_saisi, valeur_numerique};
use rust_decimal::Decimal;
use std::fmt;

/// A number of anything that a call counts, below a thousand billion, with at most six decimals.
///
/// ```
/// use pdn_core::values::{Quantite, Valeur};
///
/// assert_eq!(Quantite::saisi("20 000")?, Quantite::du_contrat("20000")?);
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Quantite(Decimal);

valeur_numerique!(Quantite);

impl Borne for Quantite {
    const ENTIERS: usize = 12;
    const DECIMALES: u8 = 6;
    const MAX: &'static str = "999999999999";
    const SYMBOLES: &'static [&'static str] = &[];

    #[inline]
    fn borner(nombre: Decimal) -> Result<Self, Refus> {
        if nombre >= Decimal::from_parts(0xD4A5_1000, 0xE8, 0, false, 0) {
            return Err(Refus::impossible(Raison::TooLarge { max: Self::MAX }));
        }
        Ok(Self(nombre))
    }

    fn nombre(&self) -> Decimal {
        self.0
    }

    fn saisir(texte: &str) -> Result<Self, Refus> {
        Self::borner(decimal_saisi::<Self>(texte, Self::DECIMALES)?)
    }
}

impl fmt::Display for Quantite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use crate::values::{Quantite, Valeur};

    #[test]
    fn people_write_spaces_and_commas() {
        for (texte, ecrit) in
            [("20", "20"), ("20 000", "20000"), ("1,5", "1.5"), ("2\u{202f}500", "2500")]
        {
            assert_eq!(Quantite::saisi(texte).unwrap().to_string(), ecrit);
        }
        for texte in ["", "-1", "vingt", "1e3", "1000000000000", "20 habitants"] {
            assert!(Quantite::saisi(texte).is_err(), "{texte}");
        }
        assert!(Quantite::saisi("999999999999").is_ok());
    }
}
