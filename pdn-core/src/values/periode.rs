//! Periods.

use super::{CodeDeValeur, Date, ErreurDeValeur, Raison, Sorte};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// A first and a last day, both included; the last is never before the first.
///
/// ```
/// use pdn_core::values::{Date, Periode, Valeur};
///
/// let periode = Periode::new(Date::du_contrat("2024-09-01")?, Date::du_contrat("2025-08-31")?)?;
/// assert_eq!(periode.jours(), 365);
/// assert!(periode.contient(periode.fin()));
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Periode {
    debut: Date,
    fin: Date,
}

impl Periode {
    /// A period from its first to its last day.
    ///
    /// # Errors
    /// [`CodeDeValeur::Ordre`] where the last day is before the first.
    ///
    /// ```
    /// use pdn_core::values::{CodeDeValeur, Date, Periode, Valeur};
    ///
    /// let (un, deux) = (Date::du_contrat("2024-09-01")?, Date::du_contrat("2024-09-02")?);
    /// assert!(Periode::new(un, un).is_ok());
    /// assert_eq!(Periode::new(deux, un).unwrap_err().code(), CodeDeValeur::Ordre);
    /// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
    /// ```
    pub fn new(debut: Date, fin: Date) -> Result<Self, ErreurDeValeur> {
        if fin < debut {
            let trouve = format!("{debut} – {fin}");
            return Err(ErreurDeValeur::new(
                Sorte::Periode,
                CodeDeValeur::Ordre,
                Raison::EndBeforeStart,
                &trouve,
            ));
        }
        Ok(Self { debut, fin })
    }

    /// The first day.
    #[must_use]
    pub const fn debut(self) -> Date {
        self.debut
    }

    /// The last day.
    #[must_use]
    pub const fn fin(self) -> Date {
        self.fin
    }

    /// Whether the day is in the period, its first and last days included.
    #[must_use]
    pub fn contient(self, jour: Date) -> bool {
        self.debut <= jour && jour <= self.fin
    }

    /// The number of days, at least 1.
    #[must_use]
    pub fn jours(self) -> i64 {
        self.fin.jours_depuis(self.debut).saturating_add(1)
    }

    /// The days that two periods share, if any.
    ///
    /// ```
    /// use pdn_core::values::{Date, Periode, Valeur};
    ///
    /// let jour = Date::du_contrat;
    /// let annee = Periode::new(jour("2024-01-01")?, jour("2024-12-31")?)?;
    /// let mandat = Periode::new(jour("2024-09-01")?, jour("2025-08-31")?)?;
    /// assert_eq!(annee.commun(mandat).map(|p| p.jours()), Some(122));
    /// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
    /// ```
    #[must_use]
    pub fn commun(self, autre: Self) -> Option<Self> {
        Self::new(self.debut.max(autre.debut), self.fin.min(autre.fin)).ok()
    }
}

impl fmt::Display for Periode {
    /// Both days, as ISO 8601 writes an interval: `2024-09-01/2025-08-31`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.debut, self.fin)
    }
}

impl<'de> Deserialize<'de> for Periode {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Bornes {
            debut: Date,
            fin: Date,
        }
        let bornes = Bornes::deserialize(d)?;
        Self::new(bornes.debut, bornes.fin).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use crate::values::Langue;
    use proptest::prelude::*;

    fn jour(n: i32) -> Date {
        Date::new(2024, 1, 1).unwrap().plus_jours(n).unwrap()
    }

    #[test]
    fn both_ends_are_in() {
        let periode = Periode::new(jour(0), jour(10)).unwrap();
        assert!(periode.contient(jour(0)) && periode.contient(jour(10)));
        assert!(!periode.contient(jour(-1)) && !periode.contient(jour(11)));
        assert_eq!(periode.jours(), 11);
        assert_eq!(periode.to_string(), "2024-01-01/2024-01-11");
        assert_eq!(periode.commun(Periode::new(jour(11), jour(12)).unwrap()), None);
    }

    #[test]
    fn an_end_before_the_start_is_refused() {
        let refus = Periode::new(jour(1), jour(0)).unwrap_err();
        assert_eq!(
            refus.texte(Langue::En),
            "“2024-01-02 – 2024-01-01”: the end comes before the beginning; write an end that is on or after the beginning."
        );
        assert!(
            serde_json::from_str::<Periode>(r#"{"debut":"2024-01-02","fin":"2024-01-01"}"#)
                .is_err()
        );
        let json = r#"{"debut":"2024-01-01","fin":"2024-01-01"}"#;
        assert_eq!(
            serde_json::to_string(&serde_json::from_str::<Periode>(json).unwrap()).unwrap(),
            json
        );
    }

    proptest! {
        #[test]
        fn a_period_holds_as_many_days_as_it_counts(debut in 0i32..400, duree in 0i32..400) {
            let periode = Periode::new(jour(debut), jour(debut.saturating_add(duree))).unwrap();
            let dedans = (-1..900).filter(|n| periode.contient(jour(*n))).count();
            prop_assert_eq!(i64::try_from(dedans), Ok(periode.jours()));
        }
    }
}
