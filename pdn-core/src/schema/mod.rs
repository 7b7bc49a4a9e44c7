//! JSON Schemas of a call's documents, and what form builders need beside them.
//!
//! Two profiles. `draft-07` is for **forms**: self-contained, with the call's own bounds, lists and
//! wording, so that a form says no before the engine does. `2020-12` is for **validation**: the
//! structure only, so that what the engine judges by a rule is a valid document.
//!
//! What one value cannot say (a sum, a balance, a share, a document that is due only sometimes) stays
//! with the engine.

mod ecriture;
mod formulaire;
mod formules;
mod lectures;
mod motif;
mod presentation;
mod rapport;
mod validation;

pub use rapport::report_schema;

use std::str::FromStr;

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::appel::Appel;
use crate::dossier::{Choix, TypeDeDocument};
use crate::text::majuscule;
use crate::values::Langue;

/// The profile of a schema.
///
/// ```
/// use pdn_core::Draft;
///
/// assert_eq!("draft-07".parse(), Ok(Draft::Draft07));
/// let erreur = "draft-04".parse::<Draft>().unwrap_err();
/// assert_eq!(
///     erreur.to_string(),
///     "No schema is written in \"draft-04\": write \"draft-07\" (forms) or \"2020-12\" (validation)."
/// );
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Draft {
    /// Draft-07, for forms: self-contained, with the call's bounds, labels and messages.
    Draft07,
    /// Draft 2020-12, for validation: the structure only.
    #[default]
    Draft202012,
}

impl Draft {
    /// Every profile.
    pub const TOUS: &'static [Self] = &[Self::Draft07, Self::Draft202012];

    /// The profile's name: `draft-07` or `2020-12`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft07 => "draft-07",
            Self::Draft202012 => "2020-12",
        }
    }
}

impl FromStr for Draft {
    type Err = UnknownDraft;

    fn from_str(texte: &str) -> Result<Self, UnknownDraft> {
        let connu = Self::TOUS.iter().find(|d| d.code() == texte);
        connu.copied().ok_or_else(|| UnknownDraft { found: texte.to_owned() })
    }
}

/// A draft in which no schema is written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.texte(Langue::En))]
pub struct UnknownDraft {
    /// What was asked for.
    pub found: String,
}

impl UnknownDraft {
    /// What was asked for, and the drafts that there are.
    #[must_use]
    pub fn texte(&self, langue: Langue) -> String {
        let found = &self.found;
        langue.choisir(
            format!("Aucun schéma n’est écrit en \"{found}\"\u{a0}: écrire \"draft-07\" (formulaires) ou \"2020-12\" (validation)."),
            format!("No schema is written in \"{found}\": write \"draft-07\" (forms) or \"2020-12\" (validation)."),
        )
    }
}

impl Appel {
    /// The JSON Schema of a document of this call: for forms ([`Draft::Draft07`]) or for validation
    /// ([`Draft::Draft202012`]).
    ///
    /// The same call, document, draft and language give the same bytes; keys stand in the order of the texts.
    ///
    /// In the draft for forms, beside the keywords of JSON Schema:
    ///
    /// - `x-pdn-rule`, the rules that read the value, and `x-pdn-source`, the places of the texts behind them;
    /// - `x-pdn-message`, for each keyword that can fail, the sentence to show when it does;
    /// - `formatMinimum` and `formatMaximum`, the first and the last day, as `ajv-formats` has them.
    ///
    /// ```
    /// use pdn_core::{Appel, Draft, dossier::TypeDeDocument, values::Langue};
    ///
    /// let appel = Appel::builtin("puy-de-dome-allier-2024-module-2")?;
    /// let schema = appel.schema(TypeDeDocument::Candidature, Draft::Draft07, Langue::Fr);
    /// let capacite = &schema["properties"]["formations"]["items"]["properties"]["capacite"];
    /// assert_eq!(capacite["minimum"], 10);
    /// assert_eq!(
    ///     capacite["x-pdn-message"]["minimum"],
    ///     "Chaque formation doit accueillir de 10 à 20 participants."
    /// );
    /// # Ok::<(), pdn_core::AppelError>(())
    /// ```
    #[must_use]
    pub fn schema(&self, type_: TypeDeDocument, draft: Draft, langue: Langue) -> Json {
        match draft {
            Draft::Draft07 => formulaire::schema(self, type_, langue),
            Draft::Draft202012 => validation::schema(self, type_, langue),
        }
    }

    /// How a form builder of the RJSF family (react-jsonschema-form) lays the schema of a document out:
    /// the order in which a person fills it, widgets, placeholders, and what is not an applicant’s to fill
    /// (hidden, and last).
    ///
    /// ```
    /// use pdn_core::{Appel, dossier::TypeDeDocument, values::Langue};
    ///
    /// let appel = Appel::builtin("puy-de-dome-allier-2024-module-2")?;
    /// let ui = appel.ui_schema(TypeDeDocument::Candidature, Langue::Fr);
    /// assert_eq!(ui["formations"]["items"]["objectifs"]["ui:widget"], "textarea");
    /// # Ok::<(), pdn_core::AppelError>(())
    /// ```
    #[must_use]
    pub fn ui_schema(&self, type_: TypeDeDocument, langue: Langue) -> Json {
        presentation::ui_schema(self, type_, langue)
    }
}

/// An object of JSON, its keys in order.
type Objet = Map<String, Json>;

/// An object that has these keys and no other.
fn objet_ferme(proprietes: Objet) -> Objet {
    let mut objet = Objet::new();
    objet.insert("type".to_owned(), json!("object"));
    objet.insert("properties".to_owned(), Json::Object(proprietes));
    objet.insert("additionalProperties".to_owned(), json!(false));
    objet
}

/// The branches of a `oneOf` that is a closed list: each word, and its label.
fn branches<M: Serialize, T: Serialize>(mots: impl IntoIterator<Item = (M, T)>) -> Json {
    mots.into_iter().map(|(mot, titre)| json!({ "const": mot, "title": titre })).collect()
}

/// The words of a closed list of documents, each with its label.
fn mots_du_contrat(mots: &[Choix], langue: Langue) -> Vec<(String, String)> {
    let mots = mots.iter().map(|mot| {
        let mut titre = langue.choisir(mot.fr, mot.en).to_owned();
        majuscule(&mut titre, 0);
        (mot.code.to_owned(), titre)
    });
    mots.collect()
}
