//! Full-time equivalents.

use super::Raison;
use super::nombre::{Borne, Refus, valeur_numerique};
use rust_decimal::Decimal;
use std::fmt;

/// Full-time equivalents: a share of one full-time post, or several posts; from 0 to 10, with at most two decimals.
///
/// The coordinator's missions are counted so (CANTAL, the coordinator's missions: half a post for each of two
/// missions). Zero is a fact that can be said ("no time for the second mission"): it is not an absence.
///
/// ```
/// use pdn_core::values::{Etp, Valeur};
///
/// assert_eq!(Etp::saisi("0,5 ETP")?, Etp::du_contrat("0.5")?);
/// assert!(Etp::du_contrat("10.01").is_err());
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Etp(Decimal);

valeur_numerique!(Etp);

impl Borne for Etp {
    const ENTIERS: usize = 12;
    const DECIMALES: u8 = 2;
    const MAX: &'static str = "10";
    const SYMBOLES: &'static [&'static str] = &["etp"];

    #[inline]
    fn borner(nombre: Decimal) -> Result<Self, Refus> {
        if nombre > Decimal::TEN {
            return Err(Refus::impossible(Raison::TooLarge { max: Self::MAX }));
        }
        Ok(Self(nombre))
    }

    fn nombre(&self) -> Decimal {
        self.0
    }
}

impl Etp {
    /// The sum of two parts of a post; `None` over 10.
    ///
    /// ```
    /// use pdn_core::values::{Etp, Valeur};
    ///
    /// let demi = Etp::du_contrat("0.5")?;
    /// assert_eq!(demi.plus(demi).map(|e| e.to_string()).as_deref(), Some("1"));
    /// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
    /// ```
    #[must_use]
    pub fn plus(self, autre: Self) -> Option<Self> {
        self.0.checked_add(autre.0).and_then(|somme| Self::borner(somme).ok())
    }
}

impl fmt::Display for Etp {
    /// The contract's form, without ending zeros: `0.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use crate::values::{Valeur, ValeurNumerique};
    use proptest::prelude::*;

    #[test]
    fn reads_both_sides_of_each_bound() {
        for (texte, ecrit) in [
            ("0", "0"),
            ("0.01", "0.01"),
            ("0.5", "0.5"),
            ("0.50", "0.5"),
            ("1", "1"),
            ("10", "10"),
            ("10.00", "10"),
        ] {
            assert_eq!(Etp::du_contrat(texte).unwrap().to_string(), ecrit);
        }
        for texte in ["10.01", "11", "0.005", "-0.5", "", "0,5", "un", "5e-1"] {
            assert!(Etp::du_contrat(texte).is_err(), "{texte}");
        }
        for texte in ["0,5", "0,50 ETP", "0.5 etp"] {
            assert_eq!(Etp::saisi(texte).unwrap().to_string(), "0.5");
        }
        assert_eq!(Etp::d_un_flottant(0.8).unwrap().to_string(), "0.8");
    }

    proptest! {
        #[test]
        fn display_and_contract_agree(centiemes in 0i64..=1000) {
            let etp = Etp::try_from(Decimal::new(centiemes, 2)).unwrap();
            prop_assert_eq!(Etp::du_contrat(&etp.to_string()), Ok(etp));
        }

        #[test]
        fn no_text_panics(texte in any::<String>()) {
            let _ = (Etp::saisi(&texte), Etp::du_contrat(&texte));
        }
    }
}
