//! The language of the sentences.

use super::{CodeDeValeur, ErreurDeValeur, Raison, Sorte};
use std::{fmt, str::FromStr};

/// The language in which sentences are rendered: French unless asked otherwise.
///
/// ```
/// use pdn_core::values::Langue;
///
/// assert_eq!(Langue::default(), Langue::Fr);
/// assert_eq!("en-GB".parse(), Ok(Langue::En));
/// assert!("de".parse::<Langue>().is_err());
/// ```
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Langue {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
}

impl Langue {
    /// The code of the contract: `fr` or `en`.
    ///
    /// ```
    /// assert_eq!(pdn_core::values::Langue::En.code(), "en");
    /// ```
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The one of two wordings that is in this language.
    ///
    /// ```
    /// assert_eq!(pdn_core::values::Langue::Fr.choisir("oui", "yes"), "oui");
    /// ```
    pub fn choisir<T>(self, fr: T, en: T) -> T {
        match self {
            Self::Fr => fr,
            Self::En => en,
        }
    }
}

impl fmt::Display for Langue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Langue {
    type Err = ErreurDeValeur;

    /// Reads `fr` or `en`, in any case, with or without a region (`fr-FR`, `en_GB`).
    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let code = texte.trim().split(['-', '_', '.']).next().unwrap_or_default();
        if code.eq_ignore_ascii_case("fr") {
            Ok(Self::Fr)
        } else if code.eq_ignore_ascii_case("en") {
            Ok(Self::En)
        } else {
            Err(ErreurDeValeur::new(Sorte::Langue, CodeDeValeur::Forme, Raison::Unreadable, texte))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_languages_and_no_other() {
        assert_eq!("FR".parse(), Ok(Langue::Fr));
        assert_eq!("fr_FR.UTF-8".parse(), Ok(Langue::Fr));
        assert_eq!(" en ".parse(), Ok(Langue::En));
        assert!("".parse::<Langue>().is_err());
        assert!("français".parse::<Langue>().is_err());
    }
}
