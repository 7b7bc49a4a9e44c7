//! Days that come back every year.

use super::{CodeDeValeur, Date, ErreurDeValeur, Raison, Sorte, Valeur, visible};
use std::fmt;

/// A day of any year: `31/03`, `31 mars`, `1er janvier`.
///
/// ```
/// use pdn_core::values::{Date, JourDeLAnnee, Valeur};
///
/// let jour = JourDeLAnnee::saisi("31 mars")?;
/// assert_eq!(jour.dans(2025), Date::new(2025, 3, 31));
/// assert!(JourDeLAnnee::saisi("31/03/2025").is_err());
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JourDeLAnnee {
    mois: u32,
    jour: u32,
}

/// A year that has every day.
const BISSEXTILE: i32 = 2024;

impl JourDeLAnnee {
    /// The day of the year on which a date falls.
    #[must_use]
    pub fn de(date: Date) -> Self {
        Self { mois: date.mois(), jour: date.jour() }
    }

    /// The day in a year: 29 February is 1 March in a year that has none. `None` outside 1900–2199.
    #[must_use]
    pub fn dans(self, annee: i32) -> Option<Date> {
        Date::new(annee, self.mois, self.jour).or_else(|| Date::new(annee, 3, 1))
    }
}

impl Valeur for JourDeLAnnee {
    const SORTE: Sorte = Sorte::JourDeLAnnee;

    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::saisi(texte)
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        let refus = |code, raison| ErreurDeValeur::new(Self::SORTE, code, raison, texte);
        let net = &*visible(texte);
        if net.is_empty() {
            return Err(refus(CodeDeValeur::Forme, Raison::Empty));
        }
        if let Ok(date) = Date::saisi(net) {
            let ecrire = Self::de(date).to_string();
            return Err(refus(CodeDeValeur::Forme, Raison::OtherForm).avec_forme(&ecrire));
        }
        let separateur = net.chars().find(|c| !c.is_alphanumeric()).unwrap_or(' ');
        Date::saisi(&format!("{net}{separateur}{BISSEXTILE}"))
            .map(Self::de)
            .map_err(|e| refus(e.code(), e.raison().clone()))
    }
}

impl fmt::Display for JourDeLAnnee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}/{:02}", self.jour, self.mois)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    #[test]
    fn people_write_a_day_and_a_month() {
        for (texte, ecrit) in [
            ("31/03", "31/03"),
            ("31-03", "31/03"),
            ("1er janvier", "01/01"),
            ("31\u{a0}mars", "31/03"),
            ("29/02", "29/02"),
            ("30 déc.", "30/12"),
        ] {
            assert_eq!(JourDeLAnnee::saisi(texte).unwrap().to_string(), ecrit, "{texte}");
        }
        for texte in ["", "31/13", "30/02", "mars", "31", "31/03/2025", "fin mars"] {
            assert!(JourDeLAnnee::saisi(texte).is_err(), "{texte}");
        }
        let refus = JourDeLAnnee::saisi("31/03/2025").unwrap_err();
        assert_eq!(refus.ecrire(), Some("31/03"));
    }

    #[test]
    fn the_29th_of_february_is_the_1st_of_march_elsewhere() {
        let jour = JourDeLAnnee::saisi("29/02").unwrap();
        assert_eq!(jour.dans(2024), Date::new(2024, 2, 29));
        assert_eq!(jour.dans(2025), Date::new(2025, 3, 1));
    }
}
