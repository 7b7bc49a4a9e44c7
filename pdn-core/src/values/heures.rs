//! Numbers of hours.

use super::Raison;
use super::nombre::{Borne, Refus, decimal_saisi, sans_symbole, valeur_numerique};
use rust_decimal::Decimal;
use std::fmt;

/// A number of hours, from 0 to 10 000, with at most two decimals: how long a training is, how long someone works.
///
/// People also write hours and minutes; these are accepted where the minutes make an exact decimal (`14h30` is 14.5;
/// `14h20` is refused rather than rounded).
///
/// ```
/// use pdn_core::values::{Heures, Valeur};
///
/// assert_eq!(Heures::saisi("3 h 30")?, Heures::du_contrat("3.5")?);
/// assert!(Heures::saisi("3 h 20").is_err());
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Heures(Decimal);

valeur_numerique!(Heures);

impl Borne for Heures {
    const ENTIERS: usize = 12;
    const DECIMALES: u8 = 2;
    const MAX: &'static str = "10000";
    const SYMBOLES: &'static [&'static str] = &["heures", "heure", "h"];

    #[inline]
    fn borner(nombre: Decimal) -> Result<Self, Refus> {
        if nombre > Decimal::from_parts(10_000, 0, 0, false, 0) {
            return Err(Refus::impossible(Raison::TooLarge { max: Self::MAX }));
        }
        Ok(Self(nombre))
    }

    fn nombre(&self) -> Decimal {
        self.0
    }

    fn saisir(texte: &str) -> Result<Self, Refus> {
        let bas = texte.to_lowercase();
        let net = bas.trim_matches(super::est_blanc);
        let net = net.strip_suffix("min").or_else(|| net.strip_suffix("mn")).unwrap_or(net);
        if let Some((heures, minutes)) = net.split_once('h') {
            let minutes = minutes.trim_matches(super::est_blanc);
            if let (1..=2, Ok(minutes @ 0..=59)) = (minutes.len(), minutes.parse::<u8>()) {
                let heures = decimal_saisi::<Self>(heures, 0)?;
                let fraction = Decimal::from(minutes).checked_div(Decimal::from(60));
                return match fraction.and_then(|fraction| heures.checked_add(fraction)) {
                    Some(somme) if somme.normalize().scale() <= 2 => {
                        Self::borner(somme.normalize())
                    }
                    _ => Err(Refus::forme(Raison::TooManyDecimals { max: Self::DECIMALES })),
                };
            }
        }
        Self::borner(decimal_saisi::<Self>(sans_symbole(&bas, Self::SYMBOLES), Self::DECIMALES)?)
    }
}

impl Heures {
    /// No hour.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// The sum of two numbers of hours; `None` over 10 000.
    ///
    /// ```
    /// use pdn_core::values::{Heures, Valeur};
    ///
    /// let demi = Heures::du_contrat("3.5")?;
    /// assert_eq!(demi.plus(demi), Some(Heures::du_contrat("7")?));
    /// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
    /// ```
    #[must_use]
    pub fn plus(self, autre: Self) -> Option<Self> {
        self.0.checked_add(autre.0).and_then(|somme| Self::borner(somme).ok())
    }
}

impl fmt::Display for Heures {
    /// The contract's form, without ending zeros: `3.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use crate::values::Valeur;
    use proptest::prelude::*;

    #[test]
    fn reads_both_sides_of_each_bound() {
        for (texte, ecrit) in
            [("0", "0"), ("3", "3"), ("3.50", "3.5"), ("10000", "10000"), ("10000.00", "10000")]
        {
            assert_eq!(Heures::du_contrat(texte).unwrap().to_string(), ecrit);
        }
        for texte in ["10000.01", "10001", "3.333", "-1", "", "3,5", "3h", "1e1"] {
            assert!(Heures::du_contrat(texte).is_err(), "{texte}");
        }
    }

    #[test]
    fn reads_what_people_type() {
        for texte in ["3,5", "3,5 h", "3 h 30", "3h30", "3h30min", "3 h 30 mn", "3.50 heures"] {
            assert_eq!(
                Heures::saisi(texte).map(|h| h.to_string()).as_deref(),
                Ok("3.5"),
                "{texte}"
            );
        }
        assert_eq!(Heures::saisi("14 h").unwrap().to_string(), "14");
        assert_eq!(Heures::saisi("0h03").unwrap().to_string(), "0.05");
        for texte in ["3h20", "3h60", "3h100", "h", "3 jours", "30 min", "3,5h30"] {
            assert!(Heures::saisi(texte).is_err(), "{texte}");
        }
    }

    proptest! {
        #[test]
        fn display_and_contract_agree(centiemes in 0i64..=1_000_000) {
            let heures = Heures::try_from(Decimal::new(centiemes, 2)).unwrap();
            prop_assert_eq!(Heures::du_contrat(&heures.to_string()), Ok(heures));
        }

        #[test]
        fn no_text_panics(texte in any::<String>(), duree in "[0-9hH min,.]{0,12}") {
            let _ = (Heures::saisi(&texte), Heures::du_contrat(&texte), Heures::saisi(&duree));
        }
    }
}
