//! An answer of a dossier: not known, said to be none, or given.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a dossier says of one field. **Missing is never zero or false**: a field that is absent (or
/// `null`) is not known; `""`, `[]`, `false` or `"aucun"` say that there is none. A value in error is
/// not known either, whatever silence would mean in its place, and is asked again.
///
/// ```
/// use pdn_core::dossier::Reponse;
///
/// let capacite: Reponse<u32> = 12.into();
/// assert_eq!(capacite.donnee(), Some(&12));
/// assert!(Reponse::<u32>::default().est_inconnue());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reponse<T> {
    /// Not known: nobody has answered yet.
    #[default]
    Inconnue,
    /// In error: something is said, and what it is is not known.
    Fautive,
    /// Said to be none.
    Aucune,
    /// Given.
    Donnee(T),
}

impl<T> Reponse<T> {
    /// The value, where one is given.
    #[must_use]
    pub fn donnee(&self) -> Option<&T> {
        match self {
            Self::Donnee(v) => Some(v),
            Self::Inconnue | Self::Fautive | Self::Aucune => None,
        }
    }

    /// True where the answer is not known: nobody has answered yet, or the answer is in error.
    #[must_use]
    pub fn est_inconnue(&self) -> bool {
        matches!(self, Self::Inconnue | Self::Fautive)
    }

    /// True where the answer is in error.
    #[must_use]
    pub fn est_fautive(&self) -> bool {
        matches!(self, Self::Fautive)
    }

    /// True where the dossier says that there is none.
    #[must_use]
    pub fn est_aucune(&self) -> bool {
        matches!(self, Self::Aucune)
    }

    /// The answer to a field of the value.
    pub(crate) fn puis<U>(&self, champ: impl FnOnce(&T) -> Reponse<U>) -> Reponse<U> {
        match self {
            Self::Inconnue => Reponse::Inconnue,
            Self::Fautive => Reponse::Fautive,
            Self::Aucune => Reponse::Aucune,
            Self::Donnee(v) => champ(v),
        }
    }
}

impl<T> Reponse<Vec<T>> {
    /// The list, where it is known: said to be none is an empty list.
    #[must_use]
    pub fn liste(&self) -> Option<&[T]> {
        match self {
            Self::Inconnue | Self::Fautive => None,
            Self::Aucune => Some(&[]),
            Self::Donnee(v) => Some(v),
        }
    }
}

impl<T> From<T> for Reponse<T> {
    fn from(valeur: T) -> Self {
        Self::Donnee(valeur)
    }
}

impl<T> From<Option<T>> for Reponse<T> {
    fn from(valeur: Option<T>) -> Self {
        valeur.map_or(Self::Inconnue, Self::Donnee)
    }
}

impl<T: Serialize> Serialize for Reponse<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Inconnue | Self::Fautive => s.serialize_none(),
            Self::Aucune => s.serialize_str(""),
            Self::Donnee(v) => v.serialize(s),
        }
    }
}

struct Visiteur<T>(std::marker::PhantomData<T>);

impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Visiteur<T> {
    type Value = Reponse<T>;
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }
    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Reponse::Inconnue)
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Reponse::Inconnue)
    }
    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Self::Value, D::Error> {
        T::deserialize(d).map(Reponse::Donnee)
    }
}

/// The fast way in: a value in the contract's form, or null. Everything else is left to the second
/// reading, which knows places.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Reponse<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_option(Visiteur(std::marker::PhantomData))
    }
}
