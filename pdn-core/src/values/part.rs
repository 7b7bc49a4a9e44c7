//! Shares.

use super::Raison;
use super::nombre::{Borne, Refus, decimal_saisi, sans_symbole, valeur_numerique};
use rust_decimal::Decimal;
use std::fmt;

/// A share of something, from 0 to 1, with at most six decimals.
///
/// The contract writes `0.80`; people write `80 %` or `0,8`. A bare `80` is refused: it may be a percentage or a slip.
///
/// ```
/// use pdn_core::values::{Langue, Part, Valeur};
///
/// assert_eq!(Part::saisi("80 %")?, Part::du_contrat("0.80")?);
/// let refus = Part::saisi("80").unwrap_err();
/// assert!(refus.texte(Langue::En).ends_with("write \"80 %\" or \"0.80\"."));
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Part(Decimal);

valeur_numerique!(Part);

/// The decimals of a percentage, two fewer than a share's.
const DECIMALES_DU_POURCENTAGE: u8 = 4;

impl Borne for Part {
    const ENTIERS: usize = 12;
    const DECIMALES: u8 = 6;
    const MAX: &'static str = "1 (100\u{a0}%)";
    const SYMBOLES: &'static [&'static str] = &["pour cent", "p. cent", "%"];

    #[inline]
    fn borner(nombre: Decimal) -> Result<Self, Refus> {
        if nombre <= Decimal::ONE {
            return Ok(Self(nombre));
        }
        match en_part(nombre) {
            Some(part) => Err(Refus::forme(Raison::MissingPercent).avec_forme(part.to_string())),
            None => Err(Refus::impossible(Raison::TooLarge { max: Self::MAX })),
        }
    }

    fn nombre(&self) -> Decimal {
        self.0
    }

    fn saisir(texte: &str) -> Result<Self, Refus> {
        let bas = texte.to_lowercase();
        let nombre = sans_symbole(&bas, Self::SYMBOLES);
        if nombre.len() == bas.trim_matches(super::est_blanc).len() {
            return Self::borner(decimal_saisi::<Self>(nombre, Self::DECIMALES)?);
        }
        en_part(decimal_saisi::<Self>(nombre, DECIMALES_DU_POURCENTAGE)?)
            .ok_or_else(|| Refus::impossible(Raison::TooLarge { max: Self::MAX }))
    }
}

/// The share that a percentage is, divided exactly; `None` over 100.
fn en_part(mut pourcentage: Decimal) -> Option<Part> {
    if pourcentage > Decimal::ONE_HUNDRED {
        return None;
    }
    let echelle = pourcentage.scale().checked_add(2)?;
    pourcentage.set_scale(echelle).ok()?;
    Some(Part(pourcentage))
}

impl Part {
    /// The whole: 1, that is 100 %.
    pub const TOUT: Self = Self(Decimal::ONE);

    /// The share as a percentage: 0.80 is 80.
    ///
    /// ```
    /// use pdn_core::values::{Part, Valeur};
    ///
    /// assert_eq!(Part::du_contrat("0.125")?.pourcentage().to_string(), "12.5");
    /// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
    /// ```
    #[must_use]
    pub fn pourcentage(self) -> Decimal {
        // At most 1 × 100: the product cannot overflow.
        self.0.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(Decimal::ONE_HUNDRED).normalize()
    }
}

impl fmt::Display for Part {
    /// The contract's form, with two decimals at least: `0.80`, `0.125`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nombre = self.0.normalize();
        if nombre.scale() < 2 { write!(f, "{nombre:.2}") } else { write!(f, "{nombre}") }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use crate::values::{CodeDeValeur, Valeur, ValeurNumerique};
    use proptest::prelude::*;

    #[test]
    fn reads_the_contract_form() {
        for (texte, ecrit) in [
            ("0", "0.00"),
            ("0.8", "0.80"),
            ("0.80", "0.80"),
            ("1", "1.00"),
            ("1.00", "1.00"),
            ("0.333333", "0.333333"),
        ] {
            assert_eq!(Part::du_contrat(texte).unwrap().to_string(), ecrit);
        }
        for texte in ["80 %", "0,8", "80", "1.01", "1.000001", "-0.1", "0.3333333", "", "8e-1"] {
            assert!(Part::du_contrat(texte).is_err(), "{texte}");
        }
    }

    #[test]
    fn reads_what_people_type() {
        for texte in
            ["80 %", "80%", "80\u{a0}%", "80\u{202f}%", "0,8", "0.80", "80,00 %", "80 pour cent"]
        {
            assert_eq!(Part::saisi(texte).unwrap().to_string(), "0.80", "{texte}");
        }
        assert_eq!(Part::saisi("100 %"), Ok(Part::TOUT));
        assert_eq!(Part::saisi("0,5 %").unwrap().to_string(), "0.005");
        assert_eq!(Part::saisi("33,3333 %").unwrap().to_string(), "0.333333");
        for texte in ["100,01 %", "101", "-5 %", "%", "80 % %", "33,33333 %"] {
            assert!(Part::saisi(texte).is_err(), "{texte}");
        }
    }

    #[test]
    fn a_bare_percentage_is_not_guessed() {
        for (texte, forme) in [("80", "0.80"), ("100", "1.00"), ("12,5", "0.125"), ("2", "0.02")] {
            let refus = Part::saisi(texte).unwrap_err();
            assert_eq!(
                (refus.code(), refus.raison(), refus.ecrire()),
                (CodeDeValeur::Forme, &Raison::MissingPercent, Some(forme))
            );
        }
        assert_eq!(Part::saisi("100.01").unwrap_err().code(), CodeDeValeur::Impossible);
        assert_eq!(Part::du_nombre_json("80").unwrap_err().raison(), &Raison::MissingPercent);
        assert_eq!(Part::du_contrat("80 %").unwrap_err().ecrire(), Some("0.80"));
        assert_eq!(Part::saisi("1"), Ok(Part::TOUT));
    }

    proptest! {
        #[test]
        fn display_and_contract_agree(millioniemes in 0i64..=1_000_000) {
            let part = Part::try_from(Decimal::new(millioniemes, 6)).unwrap();
            prop_assert_eq!(Part::du_contrat(&part.to_string()), Ok(part));
            let saisie = format!("{} %", part.pourcentage()).replace('.', ",");
            prop_assert_eq!(Part::saisi(&saisie), Ok(part));
        }

        #[test]
        fn no_text_panics(texte in any::<String>(), nombre in "[0-9., %]{0,12}") {
            let _ = (Part::saisi(&texte), Part::du_contrat(&texte), Part::saisi(&nombre), Part::du_contrat(&nombre));
        }
    }
}
