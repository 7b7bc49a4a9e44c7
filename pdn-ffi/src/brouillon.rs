//! The draft of a document, for a form.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{Day, Euros, PdnError, Quantity, Report};

/// An answer of a form.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Answer {
    /// Yes or no.
    Boolean {
        /// Yes or no.
        value: bool,
    },
    /// A whole number.
    Count {
        /// How many.
        value: i64,
    },
    /// Euros.
    Amount {
        /// In euros, to the cent.
        value: Euros,
    },
    /// Any other number: hours, full-time equivalents, a share from 0 to 1.
    Number {
        /// The number.
        value: Quantity,
    },
    /// A day.
    Date {
        /// The day.
        value: Day,
    },
    /// Text, or the code of a choice; empty text says that there is none.
    Text {
        /// The text.
        value: String,
    },
    /// The codes of several choices; no code says that there is none.
    Choices {
        /// The codes.
        values: Vec<String>,
    },
    /// Anything else, as JSON text.
    Json {
        /// The JSON text.
        text: String,
    },
}

impl Answer {
    fn json(self) -> String {
        match self {
            Self::Boolean { value } => value.to_string(),
            Self::Count { value } => value.to_string(),
            Self::Amount { value: Euros(text) } | Self::Number { value: Quantity(text) } => {
                serde_json::Value::from(text).to_string()
            }
            Self::Date { value } => serde_json::Value::from(value.0.to_string()).to_string(),
            Self::Text { value } => serde_json::Value::from(value).to_string(),
            Self::Choices { values } => serde_json::Value::from(values).to_string(),
            Self::Json { text } => text,
        }
    }
}

/// A document that a person is filling in, which a call makes: answers are set and cleared by the JSON Pointers that the
/// report gives, and the report asked for again. Its text can be kept anywhere and taken up again.
#[derive(Debug, uniffi::Object)]
pub struct Brouillon {
    pub(crate) appel: pdn_core::Appel,
    pub(crate) draft: Mutex<pdn_core::Brouillon>,
}

impl Brouillon {
    fn lock(&self) -> MutexGuard<'_, pdn_core::Brouillon> {
        // A draft is whole after every change: one that failed left it as it was.
        self.draft.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[uniffi::export]
impl Brouillon {
    /// Sets the answer at a JSON Pointer; objects and lists on the way are made. A list takes a new
    /// element at the rank after its last, or at `-`.
    pub fn set(&self, pointer: &str, answer: Answer) -> Result<(), PdnError> {
        Ok(self.lock().set(pointer, &answer.json())?)
    }

    /// Clears the answer at a JSON Pointer: it is not known any more. To say that there is none, set
    /// an empty text or list instead.
    pub fn clear(&self, pointer: &str) -> Result<(), PdnError> {
        Ok(self.lock().clear(pointer)?)
    }

    /// The answer at a JSON Pointer, as JSON text; none where there is none.
    pub fn get(&self, pointer: &str) -> Result<Option<String>, PdnError> {
        Ok(self.lock().get(pointer)?)
    }

    /// The draft as JSON text, to be kept or sent.
    pub fn text(&self) -> String {
        self.lock().text().to_owned()
    }

    /// The report on the draft as it stands, on a day.
    pub fn report(&self, on: Day) -> Result<Report, PdnError> {
        Ok(Report::from(self.lock().report(&self.appel, on.0)?))
    }
}
