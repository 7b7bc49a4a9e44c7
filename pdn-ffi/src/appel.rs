//! A call, and the questions that it answers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use pdn_core::Draft;
use pdn_core::dossier::TypeDeDocument;

use crate::values::langue;
use crate::{Brouillon, Calculation, Comparison, Day, Estimate, Lang, PdnError, Report, Rule};

/// The ids of the built-in calls, and of the charter.
#[uniffi::export]
#[must_use]
pub fn appels() -> Vec<String> {
    pdn_core::Appel::ids().into_iter().map(str::to_owned).collect()
}

/// The TOML file of a built-in call, as it is written: what one starts next year's from.
#[uniffi::export]
pub fn appel_toml(id: &str) -> Result<String, PdnError> {
    Ok(pdn_core::Appel::builtin_toml(id)?.to_owned())
}

/// One call, or the charter: its rules as data, ready to judge. It never changes: one object serves
/// every thread.
#[derive(Debug, uniffi::Object)]
pub struct Appel(pub(crate) pdn_core::Appel);

#[uniffi::export]
impl Appel {
    /// A built-in call, by its id; `appels()` lists them.
    #[uniffi::constructor]
    pub fn builtin(id: &str) -> Result<Self, PdnError> {
        Ok(Self(pdn_core::Appel::builtin(id)?))
    }

    /// A call from its TOML text. All the faults of the file come at once, with line and column.
    #[uniffi::constructor]
    pub fn from_toml(text: &str) -> Result<Self, PdnError> {
        Ok(Self(pdn_core::Appel::from_toml(text)?))
    }

    /// A call from the bytes of its TOML file.
    #[uniffi::constructor]
    pub fn from_toml_bytes(bytes: Vec<u8>) -> Result<Self, PdnError> {
        Ok(Self(pdn_core::Appel::from_toml(bytes)?))
    }

    /// The built-in call that a document asks to be judged by: the one that it names, else the charter.
    #[uniffi::constructor]
    pub fn of_document(text: &str) -> Result<Self, PdnError> {
        Ok(Self(pdn_core::Appel::of_document(text)?))
    }

    /// The call's id.
    pub fn id(&self) -> String {
        self.0.id().to_owned()
    }

    /// The edition of the call's file.
    pub fn edition(&self) -> String {
        self.0.edition().to_owned()
    }

    /// SHA-256 of the call's file, its line ends as LF.
    pub fn sha256(&self) -> String {
        self.0.sha256().to_owned()
    }

    /// The call's title.
    #[uniffi::method(default(lang = None))]
    pub fn title(&self, lang: Option<Lang>) -> String {
        self.0.title(langue(lang))
    }

    /// The id of the charter that it refers to.
    pub fn charter(&self) -> Option<String> {
        self.0.charter().map(|(id, _)| id.to_owned())
    }

    /// The codes of its départements.
    pub fn departements(&self) -> Vec<String> {
        self.0.departements().to_vec()
    }

    /// The texts that citations name: the title of each, by its short name.
    pub fn texts(&self) -> HashMap<String, String> {
        let texts = self.0.texts().into_iter();
        texts.map(|(name, title)| (name.to_owned(), title.to_owned())).collect()
    }

    /// True of a call whose file says that it holds only a part of the rules.
    pub fn is_partial(&self) -> bool {
        self.0.is_partial()
    }

    /// What was understood of the call, for a person, as plain text.
    #[uniffi::method(default(lang = None))]
    pub fn to_text(&self, lang: Option<Lang>) -> String {
        self.0.to_text(langue(lang))
    }

    /// Every rule of the call, the charter's included, in the order of the texts.
    #[uniffi::method(default(lang = None))]
    pub fn rules(&self, lang: Option<Lang>) -> Vec<Rule> {
        let langue = langue(lang);
        self.0.rules(langue).into_iter().map(|r| Rule::de(r, langue)).collect()
    }

    /// One rule: what it asks with the call's values, when, how gravely, where the texts say so; none where
    /// the call has no such rule.
    #[uniffi::method(default(lang = None))]
    pub fn explain(&self, rule: &str, lang: Option<Lang>) -> Option<String> {
        self.0.explain(rule, langue(lang))
    }

    /// What differs between this call and the one of a TOML text, from this one to the other; `appel_toml`
    /// gives the text of a built-in call.
    // It takes a text, not a call: an object that another one is given may have been closed meanwhile.
    pub fn compare(&self, toml: &str) -> Result<Comparison, PdnError> {
        Ok(Comparison(self.0.compare(&pdn_core::Appel::from_toml(toml)?)))
    }

    /// The JSON Schema of a type of document, as JSON text: `2020-12` for validation, `draft-07` for a form.
    #[uniffi::method(default(draft = None, lang = None))]
    pub fn schema(
        &self,
        document_type: &str,
        draft: Option<String>,
        lang: Option<Lang>,
    ) -> Result<String, PdnError> {
        let type_ = document_type.parse::<TypeDeDocument>()?;
        let draft = draft.map_or(Ok(Draft::Draft202012), |draft| draft.parse())?;
        Ok(self.0.schema(type_, draft, langue(lang)).to_string())
    }

    /// What the form of a type of document needs beside its schema, as JSON text: order, widgets, help.
    #[uniffi::method(default(lang = None))]
    pub fn ui_schema(&self, document_type: &str, lang: Option<Lang>) -> Result<String, PdnError> {
        let type_ = document_type.parse::<TypeDeDocument>()?;
        Ok(self.0.ui_schema(type_, langue(lang)).to_string())
    }

    /// Judges a document, as JSON text, on a day. What is wrong inside it is in the report; an error is
    /// thrown only where the text is no JSON at all or passes a limit.
    pub fn evaluate(&self, text: &str, on: Day) -> Result<Report, PdnError> {
        Ok(Report::from(self.0.evaluate_json(text, on.0)?))
    }

    /// The same, from the bytes of a file.
    pub fn evaluate_bytes(&self, bytes: Vec<u8>, on: Day) -> Result<Report, PdnError> {
        Ok(Report::from(self.0.evaluate_json(bytes, on.0)?))
    }

    /// Judges the rules across applications, on a day: all of them, as JSON texts, as one batch. An error is
    /// thrown where one of the texts is no JSON at all, or all of them together pass a limit.
    pub fn evaluate_lot(&self, applications: Vec<String>, on: Day) -> Result<Report, PdnError> {
        let lot = pdn_core::lot(applications)?;
        // Lines of this text are nobody's.
        Ok(self.0.evaluate_json(lot, on.0)?.without_positions().into())
    }

    /// An empty draft of a type of document (`candidature`, `profil`…), to be judged by this call.
    // A draft is made here, not from a call that it is given: generated code holds an object alive while it
    // is asked something, not while it is passed on, and one that was closed meanwhile would be read.
    pub fn brouillon(&self, document_type: &str) -> Brouillon {
        let draft = Mutex::new(pdn_core::Brouillon::new(document_type, &self.0));
        Brouillon { appel: self.0.clone(), draft }
    }

    /// A draft that was kept as text. An error is thrown only where it is no JSON at all.
    pub fn restore_brouillon(&self, text: &str) -> Result<Brouillon, PdnError> {
        let draft = Mutex::new(pdn_core::Brouillon::restore(text)?);
        Ok(Brouillon { appel: self.0.clone(), draft })
    }

    /// The report on the call itself, on a day: its calendar, what the Caf has still to fill in.
    // It cannot fail; a day that cannot be written does, and would end the host where nothing is thrown.
    pub fn examine(&self, on: Day) -> Result<Report, PdnError> {
        Ok(self.0.examine(on.0).into())
    }

    /// Works out the money of a document, line by line.
    pub fn calculate(&self, text: &str, on: Day) -> Result<Calculation, PdnError> {
        Ok(Calculation(Arc::new(self.0.calculate_json(text, on.0)?)))
    }

    /// The call's own estimate of the funding, where its text gives one.
    #[uniffi::method(default(lang = None))]
    pub fn estimate(&self, lang: Option<Lang>) -> Option<Estimate> {
        self.0.estimate().map(|e| Estimate::de(&e, langue(lang)))
    }
}
