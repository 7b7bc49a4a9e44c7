//! Values as both languages have them: a day is a date, an amount an exact decimal.

use pdn_core::values::{Date, Langue, Montant};

use crate::PdnError;

/// The language of the sentences; French where none is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Lang {
    /// French.
    Fr,
    /// English.
    En,
}

/// The language asked for.
pub(crate) fn langue(lang: Option<Lang>) -> Langue {
    match lang {
        None | Some(Lang::Fr) => Langue::Fr,
        Some(Lang::En) => Langue::En,
    }
}

/// A calendar day, on Paris clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub(crate) Date);

uniffi::custom_type!(Day, String, {
    lower: |day| day.0.to_string(),
    try_lift: |text| Ok(Day(text.parse::<Date>().map_err(PdnError::from)?)),
});

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

/// An amount in euros, exact to the cent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Euros(pub(crate) String);

// What was typed goes on as it is: the engine says what is wrong with it, at its place.
uniffi::custom_type!(Euros, String, {
    lower: |amount| amount.0,
    try_lift: |text| Ok(Euros(text)),
});

impl From<Montant> for Euros {
    fn from(montant: Montant) -> Self {
        Self(montant.to_string())
    }
}

/// An exact number: hours, full-time equivalents, a share from 0 to 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity(pub(crate) String);

uniffi::custom_type!(Quantity, String, {
    lower: |quantity| quantity.0,
    try_lift: |text| Ok(Quantity(text)),
});

/// A value of a report, by its kind.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Value {
    /// Euros, to the cent.
    Amount {
        /// In euros.
        value: Euros,
    },
    /// How many.
    Count {
        /// How many.
        value: u32,
        /// Of what: participants, formations…; may be empty.
        unit: String,
    },
    /// A number with its unit.
    Number {
        /// The number.
        value: Quantity,
        /// heures, ETP, mois…
        unit: String,
    },
    /// A share.
    Share {
        /// From 0 to 1.
        value: Quantity,
    },
    /// A day.
    Date {
        /// The day.
        value: Day,
    },
    /// A time of day, on Paris clocks.
    Time {
        /// HH:MM
        value: String,
    },
    /// Two days, both included.
    Period {
        /// The first day.
        start: Day,
        /// The last day.
        end: Day,
    },
    /// A word of a closed list, by its code.
    Choice {
        /// The code.
        value: String,
    },
    /// Yes or no.
    Boolean {
        /// Yes or no.
        value: bool,
    },
    /// Text, as the document has it.
    Text {
        /// The text.
        value: String,
    },
    /// Several values.
    Several {
        /// In order.
        values: Vec<Value>,
    },
    /// Bounds, each of them inclusive or strict.
    Range {
        /// At least.
        min: Option<Box<Value>>,
        /// At most.
        max: Option<Box<Value>>,
        /// More than.
        strict_min: Option<Box<Value>>,
        /// Less than.
        strict_max: Option<Box<Value>>,
    },
}

impl From<&pdn_core::Value> for Value {
    fn from(value: &pdn_core::Value) -> Self {
        use pdn_core::Value as Core;
        let bound = |v: &Option<Core>| v.as_ref().map(|v| Box::new(v.into()));
        match value {
            Core::Amount(m) => Self::Amount { value: (*m).into() },
            Core::Count(n, unit) => Self::Count { value: *n, unit: unit.to_string() },
            Core::Number(n) => {
                Self::Number { value: Quantity(n.0.normalize().to_string()), unit: n.1.to_string() }
            }
            Core::Share(p) => Self::Share { value: Quantity(p.to_string()) },
            Core::Date(d) => Self::Date { value: (*d).into() },
            Core::Time(h) => Self::Time { value: h.to_string() },
            Core::Period(start, end) => Self::Period { start: (*start).into(), end: (*end).into() },
            Core::Choice(code, _) => Self::Choice { value: code.to_string() },
            Core::Answer(reponse) => Self::Choice { value: reponse.0.to_string() },
            Core::Word(choix) => Self::Choice { value: choix.code.to_owned() },
            Core::Boolean(b) => Self::Boolean { value: *b },
            Core::Text(t) => Self::Text { value: t.to_string() },
            Core::List(l) => Self::Several { values: l.iter().map(Self::from).collect() },
            Core::Range(r) => Self::Range {
                min: bound(&r.min),
                max: bound(&r.max),
                strict_min: bound(&r.strict_min),
                strict_max: bound(&r.strict_max),
            },
            // A kind that this crate does not know yet, as the report writes it.
            autre => Self::Text { value: serde_json::to_string(autre).unwrap_or_default() },
        }
    }
}
