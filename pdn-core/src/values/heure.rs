//! Times of day.

use super::{
    CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, sans_blancs, valeur_en_texte, visible,
};
use chrono::format::ParseErrorKind;
use chrono::{NaiveTime, Timelike};
use std::fmt;

/// A time of day to the minute, on Paris clocks, without offset: from 00:00 to 23:59.
///
/// ```
/// use pdn_core::values::{Heure, Valeur};
///
/// assert_eq!(Heure::saisi("12 h")?, Heure::du_contrat("12:00")?);
/// assert!(Heure::du_contrat("24:00").is_err());
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Heure(NaiveTime);

impl Heure {
    /// A time by its hour and minute; `None` if there is no such time.
    ///
    /// ```
    /// use pdn_core::values::Heure;
    ///
    /// assert!(Heure::new(23, 59).is_some());
    /// assert!(Heure::new(24, 0).is_none());
    /// ```
    #[must_use]
    pub fn new(heure: u32, minute: u32) -> Option<Self> {
        NaiveTime::from_hms_opt(heure, minute, 0).map(Self)
    }

    /// The hour, from 0 to 23.
    ///
    /// ```
    /// assert_eq!(pdn_core::values::Heure::new(16, 30).map(|h| h.heure()), Some(16));
    /// ```
    #[must_use]
    pub fn heure(self) -> u32 {
        self.0.hour()
    }

    /// The minute, from 0 to 59.
    ///
    /// ```
    /// assert_eq!(pdn_core::values::Heure::new(16, 30).map(|h| h.minute()), Some(30));
    /// ```
    #[must_use]
    pub fn minute(self) -> u32 {
        self.0.minute()
    }

    /// The minutes since midnight.
    ///
    /// ```
    /// assert_eq!(pdn_core::values::Heure::new(1, 30).map(|h| h.minutes()), Some(90));
    /// ```
    #[must_use]
    pub fn minutes(self) -> u32 {
        self.heure().saturating_mul(60).saturating_add(self.minute())
    }

    /// The time as chrono has it.
    ///
    /// ```
    /// assert_eq!(pdn_core::values::Heure::new(0, 0).map(|h| h.en_chrono()), Some(chrono::NaiveTime::MIN));
    /// ```
    #[must_use]
    pub const fn en_chrono(self) -> NaiveTime {
        self.0
    }

    fn lire(net: &str) -> Result<Self, (CodeDeValeur, Raison)> {
        if net.is_empty() {
            return Err((CodeDeValeur::Forme, Raison::Empty));
        }
        let mut faute = (CodeDeValeur::Forme, Raison::Unreadable);
        for format in ["%H:%M", "%Hh%M", "%H:%M:%S"] {
            match NaiveTime::parse_from_str(net, format) {
                Ok(heure) if heure.second() == 0 && heure.nanosecond() == 0 => {
                    return Ok(Self(heure));
                }
                Ok(_) => {}
                Err(refus)
                    if matches!(
                        refus.kind(),
                        ParseErrorKind::OutOfRange | ParseErrorKind::Impossible
                    ) =>
                {
                    faute = (CodeDeValeur::Impossible, Raison::NoSuchTime);
                }
                Err(_) => {}
            }
        }
        Err(faute)
    }
}

impl Valeur for Heure {
    const SORTE: Sorte = Sorte::Heure;

    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        let lire = || {
            let &[a, b, b':', c, d] = texte.as_bytes() else { return None };
            let chiffre = |c: u8| c.is_ascii_digit().then_some(u32::from(c & 0x0f));
            let deux = |x: u8, y: u8| chiffre(x)?.checked_mul(10)?.checked_add(chiffre(y)?);
            Self::new(deux(a, b)?, deux(c, d)?)
        };
        lire().ok_or_else(|| match Self::saisi(texte) {
            Ok(heure) => ErreurDeValeur::autre_forme::<Self>(texte, &heure.to_string()),
            Err(erreur) => erreur.dans_le_contrat(),
        })
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        let mut net = sans_blancs(&visible(texte)).to_lowercase();
        if let Some(nombre) = net.strip_suffix("heures").or_else(|| net.strip_suffix("heure")) {
            net = format!("{nombre}h");
        }
        if net.ends_with('h') {
            net.push_str("00");
        }
        Self::lire(&net)
            .map_err(|(code, raison)| ErreurDeValeur::new(Self::SORTE, code, raison, texte))
    }
}

impl fmt::Display for Heure {
    /// The contract's form: `16:30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.heure(), self.minute())
    }
}

impl serde::Serialize for Heure {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

valeur_en_texte!(Heure);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_contract_has_one_form() {
        for texte in ["00:00", "12:00", "23:59"] {
            assert_eq!(Heure::du_contrat(texte).unwrap().to_string(), texte);
        }
        for texte in ["24:00", "23:60", "25:00", "99:99", "25h"] {
            let e = Heure::du_contrat(texte).unwrap_err();
            assert_eq!(
                (e.code(), e.raison()),
                (CodeDeValeur::Impossible, &Raison::NoSuchTime),
                "{texte}"
            );
        }
        for texte in ["12h00", "12 h", "12h", "12:00:00", " 12:00", "12 heures", "12 h 00"] {
            assert_eq!(Heure::du_contrat(texte).unwrap_err().ecrire(), Some("12:00"), "{texte}");
            assert_eq!(Heure::saisi(texte), Ok(Heure::new(12, 0).unwrap()));
        }
        for texte in ["", "12", "midi passé", "12:00:30", "12:00+02:00", "h", "é:00:"] {
            assert_eq!(
                Heure::du_contrat(texte).unwrap_err().code(),
                CodeDeValeur::Forme,
                "{texte}"
            );
        }
        assert_eq!(Heure::saisi("9h30").unwrap().to_string(), "09:30");
    }

    proptest! {
        #[test]
        fn display_and_contract_agree(heure in 0u32..24, minute in 0u32..60) {
            let heure = Heure::new(heure, minute).unwrap();
            prop_assert_eq!(Heure::du_contrat(&heure.to_string()), Ok(heure));
        }

        #[test]
        fn no_text_panics(texte in any::<String>(), presque in "[0-9h: ]{0,9}") {
            let _ = (Heure::saisi(&texte), Heure::du_contrat(&texte), Heure::saisi(&presque));
        }
    }
}
