//! Amounts in euros.

use super::Part;
use super::nombre::{Borne, Refus, valeur_numerique};
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;

/// An amount in euros, exact to the cent, never negative.
///
/// An amount that is read has at most 12 digits before the point, so that a sum of hundreds of thousands of them
/// cannot overflow; a sum may have more.
///
/// ```
/// use pdn_core::values::{Montant, Valeur};
///
/// let demande = Montant::saisi("3 450,00 €")?;
/// let plafond = Montant::du_contrat("3000")?;
/// assert!(demande > plafond);
/// assert_eq!(demande.moins(plafond).map(|m| m.to_string()).as_deref(), Some("450.00"));
/// assert_eq!(plafond.moins(demande), None);
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Montant(Decimal);

valeur_numerique!(Montant);

impl Borne for Montant {
    const ENTIERS: usize = 12;
    const DECIMALES: u8 = 2;
    const MAX: &'static str = "999999999999.99";
    const SYMBOLES: &'static [&'static str] = &["euros", "euro", "eur", "€"];

    #[inline]
    fn borner(nombre: Decimal) -> Result<Self, Refus> {
        Ok(Self(nombre))
    }

    fn nombre(&self) -> Decimal {
        self.0
    }
}

impl Montant {
    /// Nothing: 0.00 €.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// An amount given in cents.
    ///
    /// ```
    /// assert_eq!(pdn_core::values::Montant::from_centimes(300_001).to_string(), "3000.01");
    /// ```
    #[must_use]
    pub fn from_centimes(centimes: u64) -> Self {
        let mut nombre = Decimal::from(centimes);
        // A u64 has 20 digits at most: a scale of 2 always holds, and this divides by 100 exactly.
        if nombre.set_scale(2).is_err() {
            return Self::ZERO;
        }
        Self(nombre)
    }

    /// The amount in cents.
    ///
    /// ```
    /// use pdn_core::values::{Montant, Valeur};
    ///
    /// assert_eq!(Montant::du_contrat("3000.5")?.centimes(), 300_050);
    /// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
    /// ```
    #[must_use]
    pub fn centimes(self) -> u128 {
        let facteur = match self.0.scale() {
            0 => 100,
            1 => 10,
            _ => 1,
        };
        self.0.mantissa().unsigned_abs().saturating_mul(facteur)
    }

    /// Whether this is nothing at all.
    ///
    /// ```
    /// assert!(pdn_core::values::Montant::ZERO.est_nul());
    /// ```
    #[must_use]
    pub fn est_nul(self) -> bool {
        self.0.is_zero()
    }

    /// The sum of two amounts; `None` only past 10²⁰ €, which no sum of amounts that were read can reach.
    ///
    /// ```
    /// use pdn_core::values::Montant;
    ///
    /// let un = Montant::from_centimes(150_000);
    /// assert_eq!(un.plus(un), Some(Montant::from_centimes(300_000)));
    /// ```
    #[must_use]
    pub fn plus(self, autre: Self) -> Option<Self> {
        self.0.checked_add(autre.0).and_then(Self::exact)
    }

    /// What is left once `autre` is taken off; `None` where `autre` is more.
    ///
    /// ```
    /// use pdn_core::values::Montant;
    ///
    /// let un = Montant::from_centimes(1);
    /// assert_eq!(un.moins(un), Some(Montant::ZERO));
    /// assert_eq!(Montant::ZERO.moins(un), None);
    /// ```
    #[must_use]
    pub fn moins(self, autre: Self) -> Option<Self> {
        if autre > self { None } else { self.0.checked_sub(autre.0).and_then(Self::exact) }
    }

    /// The amount, `nombre` times: 100 € for each of 20 volunteers.
    ///
    /// ```
    /// use pdn_core::values::Montant;
    ///
    /// assert_eq!(Montant::from_centimes(10_000).fois(20), Some(Montant::from_centimes(200_000)));
    /// ```
    #[must_use]
    pub fn fois(self, nombre: u32) -> Option<Self> {
        self.0.checked_mul(Decimal::from(nombre)).and_then(Self::exact)
    }

    /// The amount in proportion: `realise` out of `prevu`, rounded to the nearest cent (half a cent up). `None` when
    /// `prevu` is zero or less, or `realise` less than zero. It is not capped: more carried out than planned gives
    /// more than the amount.
    ///
    /// ```
    /// use pdn_core::values::Montant;
    ///
    /// let accorde = Montant::from_centimes(300_000);
    /// assert_eq!(accorde.ratio(1, 2), Some(Montant::from_centimes(150_000)));
    /// assert_eq!(accorde.ratio(1, 0), None);
    /// ```
    #[must_use]
    pub fn ratio(self, realise: impl Into<Decimal>, prevu: impl Into<Decimal>) -> Option<Self> {
        let (realise, prevu) = (realise.into(), prevu.into());
        if realise < Decimal::ZERO || prevu <= Decimal::ZERO {
            return None;
        }
        let exact = self.0.checked_mul(realise)?.checked_div(prevu)?;
        Self::exact(exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
    }

    /// What this amount is of `base`, as a number that may pass 1: 30 000 € of 37 500 € is 0.8. `None` when `base` is
    /// zero. To compare an amount with a cap, prefer [`Montant::depasse_part`], which never divides.
    ///
    /// ```
    /// use pdn_core::values::Montant;
    /// use rust_decimal::Decimal;
    ///
    /// let part = Montant::from_centimes(3_000_000).sur(Montant::from_centimes(3_750_000));
    /// assert_eq!(part, Some(Decimal::new(8, 1)));
    /// assert_eq!(Montant::ZERO.sur(Montant::ZERO), None);
    /// ```
    #[must_use]
    pub fn sur(self, base: Self) -> Option<Decimal> {
        self.0.checked_div(base.0)
    }

    /// The share of this amount, down to the cent below: the most that can be paid without passing the share.
    ///
    /// ```
    /// use pdn_core::values::{Montant, Part, Valeur};
    ///
    /// let base = Montant::from_centimes(3_750_001);
    /// assert_eq!(base.part(Part::du_contrat("0.80")?), Some(Montant::from_centimes(3_000_000)));
    /// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
    /// ```
    #[must_use]
    pub fn part(self, part: Part) -> Option<Self> {
        let exact = self.0.checked_mul(super::ValeurNumerique::decimal(&part))?;
        Self::exact(exact.round_dp_with_strategy(2, RoundingStrategy::ToZero))
    }

    /// Whether this amount is strictly more than a share of `base`, compared without rounding. `None` past what can
    /// be computed, which no amount that was read can reach.
    ///
    /// ```
    /// use pdn_core::values::{Montant, Part, Valeur};
    ///
    /// let (base, part) = (Montant::from_centimes(3_750_000), Part::du_contrat("0.80")?);
    /// assert_eq!(Montant::from_centimes(3_000_000).depasse_part(part, base), Some(false));
    /// assert_eq!(Montant::from_centimes(3_000_001).depasse_part(part, base), Some(true));
    /// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
    /// ```
    #[must_use]
    pub fn depasse_part(self, part: Part, base: Self) -> Option<bool> {
        base.0.checked_mul(super::ValeurNumerique::decimal(&part)).map(|limite| self.0 > limite)
    }

    /// The sum of many amounts; `None` only past 10²⁰ €.
    ///
    /// ```
    /// use pdn_core::values::Montant;
    ///
    /// let deux = [Montant::from_centimes(1), Montant::from_centimes(2)];
    /// assert_eq!(Montant::somme(deux), Some(Montant::from_centimes(3)));
    /// assert_eq!(Montant::somme([]), Some(Montant::ZERO));
    /// ```
    #[must_use]
    pub fn somme(montants: impl IntoIterator<Item = Self>) -> Option<Self> {
        montants.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// The amount of a computation that is already a whole number of cents; `None` otherwise.
    pub(crate) fn d_un_decimal(nombre: Decimal) -> Option<Self> {
        Self::exact(nombre)
    }

    /// The result of a computation, if it has been kept to the cent and stays where decimals are exact: below 10²⁰ €,
    /// even a share of it fits in the 28 digits of a decimal.
    fn exact(nombre: Decimal) -> Option<Self> {
        const TROP: Decimal = Decimal::from_parts(0x6310_0000, 0x6BC7_5E2D, 0x5, false, 0);
        (nombre.scale() <= 2 && nombre >= Decimal::ZERO && nombre < TROP).then_some(Self(nombre))
    }
}

impl fmt::Display for Montant {
    /// The contract's form, always with two decimals: `3000.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", self.0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use crate::values::{CodeDeValeur, Raison, Valeur, ValeurNumerique};
    use proptest::prelude::*;

    fn refus(texte: &str) -> (CodeDeValeur, Raison) {
        let e = Montant::du_contrat(texte).unwrap_err();
        (e.code(), e.raison().clone())
    }

    #[test]
    fn reads_the_contract_form() {
        for (texte, centimes) in [
            ("0", 0),
            ("0.5", 50),
            ("1500", 150_000),
            ("3000.00", 300_000),
            ("999999999999.99", 99_999_999_999_999),
        ] {
            assert_eq!(Montant::du_contrat(texte).unwrap().centimes(), centimes, "{texte}");
        }
    }

    #[test]
    fn refuses_every_other_form_with_a_reason() {
        use CodeDeValeur::{Forme, Impossible};
        assert_eq!(refus(""), (Forme, Raison::Empty));
        for texte in ["3 000,00 €", "3000,00", "3000€", " 3000 €", "03000", "3000.", ".5"] {
            assert_eq!(refus(texte), (Forme, Raison::OtherForm), "{texte}");
        }
        for texte in [" 3000", "3000 ", "3000.5\u{a0}"] {
            assert_eq!(refus(texte), (Forme, Raison::SurroundingSpaces), "{texte}");
        }
        for texte in
            ["douze", "3000.00.00", "3.000,00", "+5", "0x10", "1_000", "٣", "NaN", "inf", ".", "€"]
        {
            assert_eq!(refus(texte), (Forme, Raison::Unreadable), "{texte}");
        }
        for texte in ["3000.001", "3.000", "3,000", "3000.000"] {
            assert_eq!(refus(texte), (Forme, Raison::TooManyDecimals { max: 2 }), "{texte}");
        }
        for texte in ["1e3", "1E3", "1.5e+3", "1e-2"] {
            assert_eq!(refus(texte), (Forme, Raison::Exponent), "{texte}");
        }
        for texte in ["-1", "-0.01", "- 5 €", "\u{2212}5"] {
            assert_eq!(refus(texte), (Impossible, Raison::Negative), "{texte}");
        }
        for texte in ["1000000000000", &"9".repeat(40), &"9".repeat(100_000)] {
            assert_eq!(refus(texte), (Impossible, Raison::TooLarge { max: "999999999999.99" }));
        }
    }

    #[test]
    fn reads_what_people_type() {
        for texte in [
            "3000",
            "3 000,00 €",
            "3\u{202f}000,00\u{a0}€",
            "3\u{a0}000\u{a0}€",
            "3000,0",
            "€3000",
            "3 000 euros",
            "3000 EUR",
            "03000",
            "\u{feff}3000.00",
        ] {
            assert_eq!(Montant::saisi(texte).map(Montant::centimes), Ok(300_000), "{texte}");
        }
        for texte in
            ["3.000", "3.000,00", "3,000.00", "3 0", "30 00", "3 000 € TTC", "€", " ", "3 000,0 0"]
        {
            assert!(Montant::saisi(texte).is_err(), "{texte}");
        }
    }

    #[test]
    fn json_numbers_are_read_exactly() {
        for (brut, texte) in [
            ("3000.5", "3000.50"),
            ("3000.000", "3000.00"),
            ("0", "0.00"),
            ("999999999999.99", "999999999999.99"),
        ] {
            assert_eq!(Montant::du_nombre_json(brut).unwrap().to_string(), texte);
        }
        let raison = |brut: &str| Montant::du_nombre_json(brut).unwrap_err().raison().clone();
        assert_eq!(raison("3000.001"), Raison::TooManyDecimals { max: 2 });
        assert_eq!(
            raison("3000.0000000000000000000000000000000000001"),
            Raison::TooManyDecimals { max: 2 }
        );
        assert_eq!(raison("1e3"), Raison::Exponent);
        assert_eq!(raison("1E+2"), Raison::Exponent);
        assert_eq!(raison("-1"), Raison::Negative);
        assert_eq!(raison(&"1".repeat(40)), Raison::TooLarge { max: Montant::MAX });
        assert_eq!(raison("1000000000000"), Raison::TooLarge { max: Montant::MAX });
        for brut in ["", "abc", "-", "1e", "3 000", "٣"] {
            assert_eq!(raison(brut), Raison::Unreadable, "{brut}");
        }
    }

    #[test]
    fn floats_are_read_by_their_shortest_text() {
        assert_eq!(Montant::d_un_flottant(3000.01).unwrap().centimes(), 300_001);
        assert!(Montant::d_un_flottant(-0.0).unwrap().est_nul());
        for flottant in [
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::MAX,
            f64::MIN_POSITIVE,
            0.1 + 0.2,
            -1.0,
        ] {
            assert!(Montant::d_un_flottant(flottant).is_err(), "{flottant}");
        }
    }

    #[test]
    fn bound_is_twelve_digits() {
        assert!(Montant::d_un_entier(999_999_999_999).is_ok());
        assert!(Montant::d_un_entier(1_000_000_000_000).is_err());
        assert!(Montant::d_un_entier(i128::MAX).is_err());
        assert!(Montant::d_un_entier(i128::MIN).is_err());
        assert!(Montant::try_from(Decimal::new(1, 3)).is_err());
        assert_eq!(Montant::try_from(Decimal::new(15, 1)).unwrap().to_string(), "1.50");
    }

    #[test]
    fn a_hundred_thousand_of_the_greatest_add_up() {
        let max = Montant::du_contrat(Montant::MAX).unwrap();
        let somme = Montant::somme(std::iter::repeat_n(max, 100_000)).unwrap();
        assert_eq!(somme.centimes(), 99_999_999_999_999 * 100_000);
        assert_eq!(max.fois(100_000), Some(somme));
        // 10²⁰ € is the bound of what is computed.
        let presque = Montant::from_centimes(10_000_000_000_000_000_000);
        assert_eq!(presque.fois(999).map(Montant::centimes), Some(9_990_000_000_000_000_000_000));
        assert_eq!(presque.fois(1000), None);
        assert_eq!(Montant::from_centimes(u64::MAX).centimes(), u128::from(u64::MAX));
    }

    #[test]
    fn equal_amounts_are_equal_however_written() {
        use std::collections::HashSet;
        let ecrits: HashSet<Montant> =
            ["3000", "3000.0", "3000.00"].iter().map(|t| Montant::du_contrat(t).unwrap()).collect();
        assert_eq!(ecrits.len(), 1);
        assert_eq!(Montant::default(), Montant::ZERO);
    }

    #[test]
    fn proportions_are_rounded_to_the_cent() {
        let cent = Montant::from_centimes(10_000);
        assert_eq!(cent.ratio(1, 3), Some(Montant::from_centimes(3_333)));
        assert_eq!(cent.ratio(2, 3), Some(Montant::from_centimes(6_667)));
        assert_eq!(Montant::from_centimes(1).ratio(1, 2), Some(Montant::from_centimes(1)));
        assert_eq!(cent.ratio(0, 3), Some(Montant::ZERO));
        assert_eq!(cent.ratio(-1, 3), None);
        assert_eq!(cent.ratio(1, -3), None);
        assert_eq!(cent.ratio(Decimal::new(15, 1), 3), Some(Montant::from_centimes(5_000)));
    }

    proptest! {
        #[test]
        fn display_and_contract_agree(centimes in 0u64..100_000_000_000_000) {
            let montant = Montant::from_centimes(centimes);
            prop_assert_eq!(Montant::du_contrat(&montant.to_string()), Ok(montant));
            prop_assert_eq!(Montant::saisi(&montant.to_string()), Ok(montant));
            prop_assert_eq!(montant.centimes(), u128::from(centimes));
        }

        #[test]
        fn sums_are_the_sums_of_the_cents(liste in proptest::collection::vec(0u64..100_000_000_000_000, 0..50)) {
            let somme = Montant::somme(liste.iter().copied().map(Montant::from_centimes)).unwrap();
            prop_assert_eq!(somme.centimes(), liste.iter().copied().map(u128::from).sum::<u128>());
        }

        #[test]
        fn plus_and_moins_undo_each_other(a in any::<u64>(), b in any::<u64>()) {
            let (a, b) = (Montant::from_centimes(a), Montant::from_centimes(b));
            prop_assert_eq!(a.plus(b).unwrap().moins(b), Some(a));
        }

        #[test]
        fn floats_with_two_decimals_are_exact(centimes in 0u32..=u32::MAX) {
            let flottant = f64::from(centimes) / 100.0;
            prop_assert_eq!(Montant::d_un_flottant(flottant).unwrap().centimes(), u128::from(centimes));
        }

        #[test]
        fn no_text_panics(texte in any::<String>()) {
            let _ = (Montant::saisi(&texte), Montant::du_nombre_json(&texte));
            if let Ok(montant) = Montant::du_contrat(&texte) {
                prop_assert_eq!(Montant::saisi(&texte), Ok(montant));
            }
        }

        #[test]
        fn no_number_like_text_panics(texte in "[-+0-9., eE€\u{a0}\u{202f}]{0,30}") {
            let _ = (Montant::saisi(&texte), Montant::du_contrat(&texte), Montant::du_nombre_json(&texte));
        }
    }
}
