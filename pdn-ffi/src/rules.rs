//! The rules of a call, to be read about.

use pdn_core::RuleInfo;
use pdn_core::values::Langue;

use crate::report::Citation;
use crate::values::langue;
use crate::{Lang, PdnError, Value};

/// A rule of a call, for those who want to read about it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it requires, with the call's values.
    pub requirement: String,
    /// `eligibilite`, `obligation`, `interdiction`, `plafond`, `plancher`, `delai`, `quantite`,
    /// `recommandation` or `appreciation`.
    pub nature: String,
    /// How grave a failure is: `blocking`, `correctable` or `advisory`.
    pub severity: String,
    /// The severity in words.
    pub severity_label: String,
    /// The phase from which it is due: `depot`, `retenu` or `bilan`.
    pub phase: Option<String>,
    /// Who owes it: `candidat`, `structure`, `caf`…
    pub owed_by: String,
    /// Where the texts say so.
    pub citations: Vec<Citation>,
    /// Where the text is ambiguous, the reading taken.
    pub reading: Option<String>,
    /// The call's values.
    pub parameters: Vec<Parameter>,
    /// The types of documents that it examines.
    pub subjects: Vec<String>,
    /// The id of the call that was asked for it.
    pub appel: String,
}

/// A value of the call that a rule reads.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Value,
}

/// Every rule of the built-in calls, as each holds it: the charter's, then those of each call that are not
/// the charter's own.
#[uniffi::export(default(lang = None))]
pub fn rules(lang: Option<Lang>) -> Result<Vec<Rule>, PdnError> {
    let langue = langue(lang);
    Ok(pdn_core::rules(langue)?.into_iter().map(|r| Rule::de(r, langue)).collect())
}

impl Rule {
    pub(crate) fn de(r: RuleInfo<'_>, langue: Langue) -> Self {
        Self {
            id: r.id.to_owned(),
            title: r.title,
            requirement: r.requirement,
            nature: r.nature.to_owned(),
            severity: r.severity.as_str().to_owned(),
            severity_label: r.severity.label(langue).to_owned(),
            phase: r.phase.map(|p| p.code().to_owned()),
            owed_by: r.owed_by.to_owned(),
            citations: r.citations.iter().map(Citation::from).collect(),
            reading: r.reading,
            parameters: r
                .parameters
                .into_iter()
                .map(|(name, value)| Parameter { name: name.to_owned(), value: value.into() })
                .collect(),
            subjects: r.subjects.iter().map(|s| s.code().to_owned()).collect(),
            appel: r.appel.to_owned(),
        }
    }
}

/// The title of a rule that the library knows, whatever the call; none where it knows no such id.
#[uniffi::export(default(lang = None))]
#[must_use]
pub fn rule_title(id: &str, lang: Option<Lang>) -> Option<String> {
    pdn_core::rule_title(id, langue(lang))
}
