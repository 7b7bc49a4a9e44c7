//! How values are read by serde: the contract's form, without an allocation on the way.

use super::{ErreurDeValeur, Valeur, ValeurNumerique};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor, value::MapAccessDeserializer};
use std::{fmt, marker::PhantomData};

fn refuser<E: de::Error>(refus: ErreurDeValeur) -> E {
    E::custom(refus)
}

struct Texte<T>(PhantomData<T>);

impl<T: Valeur> Visitor<'_> for Texte<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::SORTE.nom(super::Langue::En))?;
        f.write_str(" as text")
    }

    fn visit_str<E: de::Error>(self, texte: &str) -> Result<T, E> {
        T::du_contrat(texte).map_err(refuser)
    }
}

/// Reads a value that is always text.
pub(super) fn lire_texte<'de, D: Deserializer<'de>, T: Valeur>(d: D) -> Result<T, D::Error> {
    d.deserialize_str(Texte(PhantomData))
}

/// Reads a value that is text or a whole number. A float no longer says how it was written: `1e3`, which the contract
/// refuses, and `1000.0` are one value. A number with decimals is read exactly by the second reading, from its text.
struct Nombre<T>(PhantomData<T>);

impl<'de, T: ValeurNumerique> Visitor<'de> for Nombre<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::SORTE.nom(super::Langue::En))?;
        f.write_str(" as text or as a number")
    }

    fn visit_str<E: de::Error>(self, texte: &str) -> Result<T, E> {
        T::du_contrat(texte).map_err(refuser)
    }

    fn visit_u64<E: de::Error>(self, nombre: u64) -> Result<T, E> {
        T::d_un_entier(nombre.into()).map_err(refuser)
    }

    fn visit_i64<E: de::Error>(self, nombre: i64) -> Result<T, E> {
        T::d_un_entier(nombre.into()).map_err(refuser)
    }

    /// With serde_json's `arbitrary_precision`, which another crate may switch on, numbers come as a map that only
    /// `serde_json::Number` knows how to read; without it, that type refuses maps.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let nombre = serde_json::Number::deserialize(MapAccessDeserializer::new(map))?;
        let entier = nombre.as_u64().ok_or_else(|| de::Error::custom("not a whole number"))?;
        T::d_un_entier(entier.into()).map_err(refuser)
    }
}

/// Reads a value that is text or a number.
pub(super) fn lire_nombre<'de, D: Deserializer<'de>, T: ValeurNumerique>(
    d: D,
) -> Result<T, D::Error> {
    d.deserialize_any(Nombre(PhantomData))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use crate::values::{Date, Etp, Heures, Iban, Montant, Part, Siret};
    use serde_json::{from_str, json};

    fn montant(json: &str) -> Option<String> {
        from_str::<Montant>(json).ok().map(|m| m.to_string())
    }

    // Holds whether serde_json's `arbitrary_precision` is on or off.
    #[test]
    fn amounts_are_text_or_exact_numbers() {
        for (json, lu) in [
            (r#""3000.00""#, Some("3000.00")),
            (r#""1500""#, Some("1500.00")),
            ("3000", Some("3000.00")),
            ("0", Some("0.00")),
            ("3000.5", None),
            ("0.1", None),
            ("3000.01", None),
            ("3000.10", None),
            ("999999999999.99", None),
            ("999999999999", Some("999999999999.00")),
            ("1000000000000", None),
            ("3000.001", None),
            ("-1", None),
            ("-0.01", None),
            (r#""1e3""#, None),
            (r#""3 000,00 €""#, None),
            (r#"" 3000""#, None),
            ("18446744073709551616", None),
            ("1e300", None),
            ("true", None),
            ("null", None),
            ("[]", None),
            ("{}", None),
            (r#"{"montant": 1}"#, None),
        ] {
            assert_eq!(montant(json).as_deref(), lu, "{json}");
        }
    }

    #[test]
    fn numbers_from_a_value_tree_are_read_too() {
        assert_eq!(serde_json::from_value::<Heures>(json!(14)).unwrap().to_string(), "14");
        assert_eq!(serde_json::from_value::<Part>(json!("0.8")).unwrap().to_string(), "0.80");
        assert!(serde_json::from_value::<Part>(json!(80)).is_err());
        assert!(serde_json::from_value::<Etp>(json!(0.5)).is_err());
    }

    #[test]
    fn values_go_through_json_unchanged() {
        for json in [r#""3000.00""#, r#""0.00""#] {
            assert_eq!(serde_json::to_string(&from_str::<Montant>(json).unwrap()).unwrap(), json);
        }
        let json = r#""2024-06-14""#;
        assert_eq!(serde_json::to_string(&from_str::<Date>(json).unwrap()).unwrap(), json);
        let json = r#""73282932000074""#;
        assert_eq!(serde_json::to_string(&from_str::<Siret>(json).unwrap()).unwrap(), json);
        let json = r#""FR1420041010050500013M02606""#;
        assert_eq!(serde_json::to_string(&from_str::<Iban>(json).unwrap()).unwrap(), json);
        assert!(from_str::<Siret>("73282932000074").is_err());
        assert!(from_str::<Date>("20240614").is_err());
    }
}
