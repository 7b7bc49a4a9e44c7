//! The values that a report shows: what was observed, what was expected, what to change.

use std::cmp::Ordering;

use compact_str::CompactString;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::dossier::Choix;
use crate::values::{Date, Heure, Montant, Part, ValeurNumerique};

/// A value of a report, with its kind.
///
/// In JSON: `{ "kind": "amount", "value": "3450.00" }`; amounts in euros, dates as `AAAA-MM-JJ`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// Euros, to the cent.
    Amount(Montant),
    /// How many, of what (`participants`, `formations`…; may be empty).
    Count(u32, CompactString),
    /// A number with its unit (`heures`, `ETP`, `mois`…).
    Number(Box<(Decimal, CompactString)>),
    /// A share, from 0 to 1.
    Share(Part),
    /// A day.
    Date(Date),
    /// A time of day.
    Time(Heure),
    /// Two days, both included.
    Period(Date, Date),
    /// A word of a list of the call (`thematiques`, `acteurs`…), by its code.
    Choice(CompactString, &'static str),
    /// A word among which a question of the call is answered, and the question’s id.
    Answer(Box<(CompactString, CompactString)>),
    /// A word of a closed list of the contract.
    Word(&'static Choix),
    /// Yes or no.
    Boolean(bool),
    /// Text, as the dossier has it.
    Text(CompactString),
    /// Several values.
    List(Vec<Value>),
    /// Bounds.
    Range(Box<Range>),
}

/// Bounds, each of them inclusive or strict.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Range {
    /// At least.
    pub min: Option<Value>,
    /// At most.
    pub max: Option<Value>,
    /// More than.
    pub strict_min: Option<Value>,
    /// Less than.
    pub strict_max: Option<Value>,
}

impl Range {
    /// The same bounds, moved to the nearest multiples of a step that are within them; `None` where none is.
    pub(crate) fn au_pas(&self, pas: &Value) -> Option<Self> {
        let un_de_plus = |v: &Value| v.de_meme_sorte(v.quantite()?.checked_add(pas.quantite()?)?);
        let un_de_moins = |v: &Value| v.de_meme_sorte(v.quantite()?.checked_sub(pas.quantite()?)?);
        let min = match (&self.min, &self.strict_min) {
            (Some(min), _) => Some(min.multiples(pas)?.1),
            (None, Some(strict)) => Some(un_de_plus(&strict.multiples(pas)?.0)?),
            (None, None) => None,
        };
        let max = match (&self.max, &self.strict_max) {
            (Some(max), _) => Some(max.multiples(pas)?.0),
            (None, Some(strict)) => Some(un_de_moins(&strict.multiples(pas)?.1)?),
            (None, None) => None,
        };
        let possible = match (&min, &max) {
            (Some(min), Some(max)) => min.comparer(max).is_none_or(Ordering::is_le),
            (None, Some(max)) => max.quantite().is_none_or(|max| max >= Decimal::ZERO),
            _ => true,
        };
        possible.then_some(Self { min, max, ..Self::default() })
    }
}

impl Value {
    /// The kind, as the report writes it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Amount(_) => "amount",
            Self::Count(..) => "count",
            Self::Number(_) => "number",
            Self::Share(_) => "share",
            Self::Date(_) => "date",
            Self::Time(_) => "time",
            Self::Period(..) => "period",
            Self::Choice(..) | Self::Answer(_) | Self::Word(_) => "choice",
            Self::Boolean(_) => "boolean",
            Self::Text(_) => "text",
            Self::List(_) => "list",
            Self::Range(_) => "range",
        }
    }

    /// A word of a list of the call.
    pub(crate) fn choice(code: &str, liste: &'static str) -> Self {
        Self::Choice(CompactString::new(code), liste)
    }

    /// Words of a list of the call.
    pub(crate) fn choices<'a>(
        codes: impl IntoIterator<Item = &'a str>,
        liste: &'static str,
    ) -> Self {
        Self::List(codes.into_iter().map(|c| Self::choice(c, liste)).collect())
    }

    /// The order of two values of one kind.
    pub(crate) fn comparer(&self, autre: &Self) -> Option<Ordering> {
        match (self, autre) {
            (Self::Amount(a), Self::Amount(b)) => Some(a.cmp(b)),
            (Self::Count(a, _), Self::Count(b, _)) => Some(a.cmp(b)),
            (Self::Share(a), Self::Share(b)) => Some(a.cmp(b)),
            (Self::Date(a), Self::Date(b)) => Some(a.cmp(b)),
            (Self::Number(a), Self::Number(b)) => Some(a.0.cmp(&b.0)),
            (Self::Count(a, _), Self::Number(b)) => Some(Decimal::from(*a).cmp(&b.0)),
            (Self::Number(a), Self::Count(b, _)) => Some(a.0.cmp(&Decimal::from(*b))),
            _ => None,
        }
    }

    /// The multiples of a step on both sides of a quantity of its kind, from zero; twice itself where it is one.
    pub(crate) fn multiples(&self, pas: &Self) -> Option<(Self, Self)> {
        let (quantite, pas) = (self.quantite()?, pas.quantite()?);
        let dessous = quantite.checked_sub(quantite.checked_rem(pas)?)?;
        let dessus = if dessous == quantite { dessous } else { dessous.checked_add(pas)? };
        Some((self.de_meme_sorte(dessous)?, self.de_meme_sorte(dessus)?))
    }

    /// What is counted or measured, as a number.
    pub(crate) fn quantite(&self) -> Option<Decimal> {
        match self {
            Self::Amount(m) => Some(m.decimal()),
            Self::Count(n, _) => Some(Decimal::from(*n)),
            Self::Number(n) => Some(n.0),
            _ => None,
        }
    }

    /// Another quantity of the same kind.
    pub(crate) fn de_meme_sorte(&self, quantite: Decimal) -> Option<Self> {
        match self {
            Self::Amount(_) => Montant::d_un_decimal(quantite).map(Self::Amount),
            Self::Count(_, unite) => {
                quantite.to_u32().map(|nombre| Self::Count(nombre, unite.clone()))
            }
            Self::Number(n) => Some(Self::number(quantite, &n.1)),
            _ => None,
        }
    }

    /// How many, of what.
    pub(crate) fn count(nombre: u32, unite: &str) -> Self {
        Self::Count(nombre, CompactString::new(unite))
    }

    /// A number with its unit.
    pub(crate) fn number(nombre: impl Into<Decimal>, unite: &str) -> Self {
        Self::Number(Box::new((nombre.into(), CompactString::new(unite))))
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("kind", self.kind())?;
        match self {
            Self::Amount(m) => map.serialize_entry("value", m)?,
            Self::Count(n, _) => map.serialize_entry("value", n)?,
            Self::Number(n) => {
                map.serialize_entry("value", &n.0.normalize().to_string())?;
                map.serialize_entry("unit", &n.1)?;
            }
            Self::Share(p) => map.serialize_entry("value", p)?,
            Self::Date(d) => map.serialize_entry("value", d)?,
            Self::Time(h) => map.serialize_entry("value", h)?,
            Self::Period(debut, fin) => {
                map.serialize_entry("start", debut)?;
                map.serialize_entry("end", fin)?;
            }
            Self::Word(c) => map.serialize_entry("value", c.code)?,
            Self::Answer(reponse) => map.serialize_entry("value", &reponse.0)?,
            Self::Choice(t, _) | Self::Text(t) => map.serialize_entry("value", t)?,
            Self::Boolean(b) => map.serialize_entry("value", b)?,
            Self::List(l) => map.serialize_entry("value", l)?,
            Self::Range(r) => {
                for (nom, borne) in [
                    ("min", &r.min),
                    ("max", &r.max),
                    ("strict_min", &r.strict_min),
                    ("strict_max", &r.strict_max),
                ] {
                    if let Some(borne) = borne {
                        map.serialize_entry(nom, borne)?;
                    }
                }
            }
        }
        map.end()
    }
}
