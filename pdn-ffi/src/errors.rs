//! The errors of the library: a sentence in each language, and the fields to act on.

use pdn_core::dossier::UnknownType;
use pdn_core::values::{ErreurDeValeur, Langue};
use pdn_core::{AppelError, ErreurDeBrouillon, ErreurDeTexte, Faute, UnknownDraft};

use crate::Lang;
use crate::values::langue;

/// Why something could not be done. `detail` is the sentence to show, in French, `detail_en` in English.
///
/// What is wrong inside a document is no error: its report says it, at its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
#[error("{}", self.sentence(None))]
pub enum PdnError {
    /// A text could not be read at all.
    Unreadable {
        /// The sentence, in French.
        detail: String,
        /// The sentence, in English.
        detail_en: String,
        /// `not-json`, `not-utf8`, `too-large` or `too-deep`.
        code: String,
        /// Line of the fault, from 1.
        line: u32,
        /// Column of the fault, in characters, from 1.
        column: u32,
    },
    /// No built-in call has this id.
    UnknownCall {
        /// The sentence, in French.
        detail: String,
        /// The sentence, in English.
        detail_en: String,
        /// The id that was asked for.
        id: String,
        /// The ids that there are.
        known: Vec<String>,
    },
    /// The file of a call has faults: all of them, in its order.
    CallFaults {
        /// A line for each fault, in French.
        detail: String,
        /// A line for each fault, in English.
        detail_en: String,
        /// Every fault, at its place.
        faults: Vec<Fault>,
    },
    /// A pointer leads to no place of a draft.
    Pointer {
        /// The sentence, in French.
        detail: String,
        /// The sentence, in English.
        detail_en: String,
        /// The pointer that was given.
        pointer: String,
    },
    /// A value that cannot be: a day past the year 9999, a type of document that there is not.
    Value {
        /// The sentence, in French.
        detail: String,
        /// The sentence, in English.
        detail_en: String,
    },
}

/// One fault of the file of a call.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Fault {
    /// The code of the fault: `unknown-key`, `wrong-form`, `out-of-order`…
    pub code: String,
    /// The place in the file, as a JSON Pointer; empty for the whole file.
    pub pointer: String,
    /// Line, from 1.
    pub line: Option<u32>,
    /// Column in characters, from 1.
    pub column: Option<u32>,
    /// The sentence, in French.
    pub detail: String,
    /// The sentence, in English.
    pub detail_en: String,
}

impl From<&Faute> for Fault {
    fn from(faute: &Faute) -> Self {
        Self {
            code: faute.code().as_str().to_owned(),
            pointer: faute.pointer().to_owned(),
            line: faute.line(),
            column: faute.column(),
            detail: faute.texte(Langue::Fr),
            detail_en: faute.texte(Langue::En),
        }
    }
}

#[uniffi::export]
impl PdnError {
    /// The sentence in a language: what is wrong, where, and what to write.
    #[uniffi::method(default(lang = None))]
    pub fn sentence(&self, lang: Option<Lang>) -> String {
        let (Self::Unreadable { detail, detail_en, .. }
        | Self::UnknownCall { detail, detail_en, .. }
        | Self::CallFaults { detail, detail_en, .. }
        | Self::Pointer { detail, detail_en, .. }
        | Self::Value { detail, detail_en }) = self;
        langue(lang).choisir(detail, detail_en).clone()
    }
}

impl From<ErreurDeTexte> for PdnError {
    fn from(e: ErreurDeTexte) -> Self {
        let (line, column) = e.position();
        Self::Unreadable {
            detail: e.texte(Langue::Fr),
            detail_en: e.texte(Langue::En),
            code: e.code().to_owned(),
            line,
            column,
        }
    }
}

impl From<AppelError> for PdnError {
    fn from(e: AppelError) -> Self {
        let (detail, detail_en) = (e.texte(Langue::Fr), e.texte(Langue::En));
        match e {
            AppelError::Text(e) => e.into(),
            AppelError::Unknown { id } => {
                Self::UnknownCall { detail, detail_en, id, known: crate::appels() }
            }
            e => Self::CallFaults {
                detail,
                detail_en,
                faults: e.faults().iter().map(Fault::from).collect(),
            },
        }
    }
}

impl From<ErreurDeBrouillon> for PdnError {
    fn from(e: ErreurDeBrouillon) -> Self {
        let (detail, detail_en) = (e.texte(Langue::Fr), e.texte(Langue::En));
        match e {
            ErreurDeBrouillon::Texte(e) => e.into(),
            e => Self::Pointer {
                detail,
                detail_en,
                pointer: e.pointer().unwrap_or_default().to_owned(),
            },
        }
    }
}

impl From<ErreurDeValeur> for PdnError {
    fn from(e: ErreurDeValeur) -> Self {
        Self::Value { detail: e.texte(Langue::Fr), detail_en: e.texte(Langue::En) }
    }
}

impl From<UnknownType> for PdnError {
    fn from(e: UnknownType) -> Self {
        Self::Value { detail: e.texte(Langue::Fr), detail_en: e.texte(Langue::En) }
    }
}

impl From<UnknownDraft> for PdnError {
    fn from(e: UnknownDraft) -> Self {
        Self::Value { detail: e.texte(Langue::Fr), detail_en: e.texte(Langue::En) }
    }
}
