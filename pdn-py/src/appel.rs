//! A call, and judging by it.

use std::sync::Arc;

use pdn_core::dossier::TypeDeDocument;
use pdn_core::values::{Date, Langue};
use pdn_core::{Draft, ErreurDeTexte, RuleInfo};
use pyo3::basic::CompareOp;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple, PyType};

use crate::calculation::Calculation;
use crate::compare::Comparison;
use crate::document::{self, Json};
use crate::report::{Judged, Report, comparison, hash_of};
use crate::stream::{Reports, Source};
use crate::{errors, python};

/// One call (or the charter): its rules as data, ready to judge.
#[pyclass(frozen, module = "pdn")]
#[derive(Clone)]
pub(crate) struct Appel {
    pub inner: pdn_core::Appel,
    /// The file, for a call that is not built in.
    toml: Option<Arc<[u8]>>,
    pub langue: Langue,
}

impl Appel {
    fn from_bytes(py: Python<'_>, bytes: Vec<u8>, langue: Langue) -> PyResult<Self> {
        let inner = py
            .detach(|| pdn_core::Appel::from_toml(&bytes))
            .map_err(|e| errors::appel(py, &e, langue))?;
        Ok(Self { inner, toml: Some(bytes.into()), langue })
    }

    fn subject(&self, code: &str, langue: Langue) -> PyResult<TypeDeDocument> {
        code.parse::<TypeDeDocument>().map_err(|e| errors::value(e.texte(langue)))
    }

    /// The report on the call itself.
    pub(crate) fn examined(&self, on: Date, langue: Langue) -> Report {
        let report = self.inner.examine(on);
        Report::new(Judged { report, appel: self.clone(), document: None, line: None }, langue)
    }

    /// Judges, without Python.
    fn judge(&self, document: Json, on: Date, line: Option<u32>) -> Result<Judged, ErreurDeTexte> {
        let report = self.inner.evaluate_json(&document.bytes, on)?;
        Ok(Judged::of(report, self.clone(), document, line))
    }
}

/// By which call documents are judged.
#[derive(Clone)]
pub(crate) enum Judge {
    /// By this one.
    Fixed(Appel),
    /// By the built-in call that each names, or the charter.
    OfDocument(Langue),
}

impl Judge {
    pub(crate) fn langue(&self) -> Langue {
        match self {
            Self::Fixed(appel) => appel.langue,
            Self::OfDocument(langue) => *langue,
        }
    }

    /// Judges, without Python.
    pub(crate) fn judged(
        &self,
        document: Json,
        on: Date,
        line: Option<u32>,
    ) -> Result<Judged, ErreurDeTexte> {
        match self {
            Self::Fixed(appel) => appel.judge(document, on, line),
            Self::OfDocument(langue) => {
                let inner = pdn_core::Appel::of_document(&document.bytes)?;
                Appel { inner, toml: None, langue: *langue }.judge(document, on, line)
            }
        }
    }

    pub(crate) fn judge(
        &self,
        py: Python<'_>,
        document: Json,
        on: Date,
        langue: Langue,
        line: Option<u32>,
    ) -> PyResult<Report> {
        let placed = document.placed;
        py.detach(|| self.judged(document, on, line))
            .map(|judged| Report::new(judged, langue))
            .map_err(|e| errors::document(e, langue, placed, line))
    }
}

#[pymethods]
impl Appel {
    #[new]
    #[pyo3(signature = (id, *, lang="fr"))]
    fn new(py: Python<'_>, id: &str, lang: &str) -> PyResult<Self> {
        let langue = python::language(Some(lang), Langue::Fr)?;
        let inner = pdn_core::Appel::builtin(id).map_err(|e| errors::appel(py, &e, langue))?;
        Ok(Self { inner, toml: None, langue })
    }

    /// Loads a call from its TOML: text (`str` or `bytes`), or a file (`pathlib.Path`).
    #[classmethod]
    #[pyo3(signature = (source, *, lang="fr"))]
    fn from_toml(_: &Bound<'_, PyType>, source: &Bound<'_, PyAny>, lang: &str) -> PyResult<Self> {
        let langue = python::language(Some(lang), Langue::Fr)?;
        let Some(bytes) = document::text(source)? else {
            let type_ = source.get_type().name()?;
            return Err(PyTypeError::new_err(format!(
                "a call is a str or bytes of TOML, or a pathlib.Path, not {type_}"
            )));
        };
        Self::from_bytes(source.py(), bytes, langue)
    }

    /// The id of the call.
    #[getter]
    fn id(&self) -> &str {
        self.inner.id()
    }

    /// The edition of the call's file.
    #[getter]
    fn edition(&self) -> &str {
        self.inner.edition()
    }

    /// SHA-256 of the call's TOML, line ends as LF.
    #[getter]
    fn sha256(&self) -> &str {
        self.inner.sha256()
    }

    /// The title of the call.
    #[getter]
    fn title(&self) -> String {
        self.inner.title(self.langue)
    }

    /// The language of its sentences, and of those of its reports: `fr` or `en`.
    #[getter]
    fn lang(&self) -> &'static str {
        self.langue.code()
    }

    /// The départements that the call covers.
    #[getter]
    fn departements<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.inner.departements())
    }

    /// The texts that citations name: short name and title.
    #[getter]
    fn texts(&self) -> std::collections::BTreeMap<&str, &str> {
        self.inner.texts().into_iter().collect()
    }

    /// True when the file declares that it does not hold all of its text's rules.
    #[getter]
    fn partial(&self) -> bool {
        self.inner.is_partial()
    }

    /// Every rule of the call, the charter's included, in the order of the texts.
    #[pyo3(signature = (lang=None))]
    fn rules<'py>(&self, py: Python<'py>, lang: Option<&str>) -> PyResult<Bound<'py, PyTuple>> {
        rules_of(py, self.inner.rules(python::language(lang, self.langue)?))
    }

    /// What was understood of the call, for a person.
    #[pyo3(signature = (lang=None))]
    fn to_text(&self, lang: Option<&str>) -> PyResult<String> {
        Ok(self.inner.to_text(python::language(lang, self.langue)?))
    }

    /// The same text as pieces, each with what it is, as `Report.render` has them.
    #[pyo3(signature = (lang=None))]
    fn render(&self, lang: Option<&str>) -> PyResult<Vec<python::Piece>> {
        let langue = python::language(lang, self.langue)?;
        Ok(python::pieces(|style| self.inner.render(langue, style)))
    }

    /// One rule: what it asks with the call's values, when, how gravely, where the texts say so; `None` where the
    /// call has no such rule.
    #[pyo3(signature = (rule, lang=None))]
    fn explain(&self, rule: &str, lang: Option<&str>) -> PyResult<Option<String>> {
        Ok(self.inner.explain(rule, python::language(lang, self.langue)?))
    }

    /// The same text as pieces, each with what it is, as `Report.render` has them.
    #[pyo3(signature = (rule, lang=None))]
    fn render_rule(&self, rule: &str, lang: Option<&str>) -> PyResult<Option<Vec<python::Piece>>> {
        let langue = python::language(lang, self.langue)?;
        let mut known = false;
        let pieces = python::pieces(|style| {
            let text = self.inner.render_rule(rule, langue, style);
            known = text.is_some();
            text.unwrap_or_default()
        });
        Ok(known.then_some(pieces))
    }

    /// What differs between this call and another one, from this one to the other.
    #[pyo3(signature = (other, *, lang=None))]
    fn compare(
        &self,
        py: Python<'_>,
        other: &Bound<'_, Self>,
        lang: Option<&str>,
    ) -> PyResult<Comparison> {
        let langue = python::language(lang, self.langue)?;
        Ok(Comparison::of(py, self.clone(), other.get().clone(), langue))
    }

    /// The JSON Schema of a document of this call: `draft-07` for forms, `2020-12` for validation.
    #[pyo3(signature = (subject, draft="2020-12", lang=None))]
    fn schema<'py>(
        &self,
        py: Python<'py>,
        subject: &str,
        draft: &str,
        lang: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let langue = python::language(lang, self.langue)?;
        let type_ = self.subject(subject, langue)?;
        let draft = draft.parse::<Draft>().map_err(|e| errors::value(e.texte(langue)))?;
        python::plain_json(py, &self.inner.schema(type_, draft, langue))
    }

    /// What the form of a document needs beside its schema: order, widgets, help texts, for a builder
    /// of forms.
    #[pyo3(signature = (subject, builder="rjsf", lang=None))]
    fn ui_schema<'py>(
        &self,
        py: Python<'py>,
        subject: &str,
        builder: &str,
        lang: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let langue = python::language(lang, self.langue)?;
        let type_ = self.subject(subject, langue)?;
        if builder != "rjsf" {
            return Err(errors::value(langue.choisir(
                format!("Aucun uiSchema n’est écrit pour «\u{a0}{builder}\u{a0}»\u{a0}: écrire \"rjsf\"."),
                format!("No uiSchema is written for “{builder}”: write \"rjsf\"."),
            )));
        }
        python::plain_json(py, &self.inner.ui_schema(type_, langue))
    }

    /// Judges a document, on a day.
    #[pyo3(signature = (document, on, *, lang=None))]
    fn evaluate(
        &self,
        py: Python<'_>,
        document: &Bound<'_, PyAny>,
        on: &Bound<'_, PyAny>,
        lang: Option<&str>,
    ) -> PyResult<Report> {
        let langue = python::language(lang, self.langue)?;
        let on = python::day(on, langue)?;
        let document = document::read(document)?;
        Judge::Fixed(self.clone()).judge(py, document, on, langue, None)
    }

    /// Works out the money of a document, on a day.
    #[pyo3(signature = (document, on, *, lang=None))]
    fn calculate(
        &self,
        py: Python<'_>,
        document: &Bound<'_, PyAny>,
        on: &Bound<'_, PyAny>,
        lang: Option<&str>,
    ) -> PyResult<Calculation> {
        let langue = python::language(lang, self.langue)?;
        let on = python::day(on, langue)?;
        let document = document::read(document)?;
        Calculation::of(py, self.clone(), document, on, langue)
    }

    /// Examines the call itself, on a day.
    #[pyo3(signature = (on, *, lang=None))]
    fn examine(&self, on: &Bound<'_, PyAny>, lang: Option<&str>) -> PyResult<Report> {
        let langue = python::language(lang, self.langue)?;
        Ok(self.examined(python::day(on, langue)?, langue))
    }

    /// Judges the rules across applications, on a day: all of them as one batch.
    #[pyo3(signature = (applications, on, *, lang=None))]
    fn evaluate_lot(
        &self,
        applications: &Bound<'_, PyAny>,
        on: &Bound<'_, PyAny>,
        lang: Option<&str>,
    ) -> PyResult<Report> {
        let langue = python::language(lang, self.langue)?;
        let on = python::day(on, langue)?;
        let read = applications
            .try_iter()?
            .map(|application| document::read(&application?))
            .collect::<PyResult<Vec<_>>>()?;
        let placed = read.iter().all(|document| document.placed);
        let lot = pdn_core::lot(read.iter().map(|document| &document.bytes))
            .map_err(|e| errors::document(e, langue, placed, None))?;
        // Lines of this text are nobody's.
        let document = Json { bytes: lot.into_bytes(), placed: false };
        Judge::Fixed(self.clone()).judge(applications.py(), document, on, langue, None)
    }

    /// Judges documents as they come, on all cores, in order.
    #[pyo3(signature = (documents, on, *, lang=None))]
    fn evaluate_many(
        &self,
        documents: &Bound<'_, PyAny>,
        on: &Bound<'_, PyAny>,
        lang: Option<&str>,
    ) -> PyResult<Reports> {
        many(Judge::Fixed(self.clone()), documents, on, lang)
    }

    /// Judges a file of one document a line, on all cores, in order.
    #[pyo3(signature = (path, on, *, lang=None))]
    fn evaluate_ndjson(
        &self,
        path: std::path::PathBuf,
        on: &Bound<'_, PyAny>,
        lang: Option<&str>,
    ) -> PyResult<Reports> {
        ndjson(Judge::Fixed(self.clone()), &path, on, lang)
    }

    fn __repr__(&self) -> String {
        format!("<Appel {} {}>", self.inner.id(), self.inner.edition())
    }

    fn __richcmp__(&self, other: &Bound<'_, PyAny>, op: CompareOp) -> Py<PyAny> {
        let equal = (other.cast::<Self>().ok())
            .map(|o| self.inner == o.get().inner && self.langue == o.get().langue);
        comparison(other.py(), equal, op)
    }

    fn __hash__(&self) -> u64 {
        hash_of(self.inner.sha256())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let toml = self.toml.as_ref().map(|toml| PyBytes::new(py, toml));
        let state = (self.inner.id(), self.inner.sha256(), toml, self.langue.code());
        python::reduction(py, "_reload", state)
    }
}

/// A call that was put away: the same text, or none.
#[pyfunction]
#[pyo3(name = "_reload")]
pub(crate) fn reload(
    py: Python<'_>,
    id: &str,
    sha256: &str,
    toml: Option<Vec<u8>>,
    lang: &str,
) -> PyResult<Appel> {
    let appel = match toml {
        Some(bytes) => Appel::from_bytes(py, bytes, python::language(Some(lang), Langue::Fr)?)?,
        None => Appel::new(py, id, lang)?,
    };
    if appel.inner.sha256() != sha256 {
        return Err(errors::value(appel.langue.choisir(
            format!("L’appel intégré «\u{a0}{id}\u{a0}» a changé depuis que cet objet a été enregistré\u{a0}: le charger de nouveau."),
            format!("The built-in call “{id}” has changed since this object was saved: load it again."),
        )));
    }
    Ok(appel)
}

/// The ids of the built-in calls, and of the charter.
#[pyfunction]
pub(crate) fn appels(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
    PyTuple::new(py, pdn_core::Appel::ids())
}

/// The TOML file of a built-in call, as it is written: what one starts next year's from.
#[pyfunction]
#[pyo3(signature = (id, *, lang="fr"))]
pub(crate) fn appel_toml(py: Python<'_>, id: &str, lang: &str) -> PyResult<&'static str> {
    let langue = python::language(Some(lang), Langue::Fr)?;
    pdn_core::Appel::builtin_toml(id).map_err(|e| errors::appel(py, &e, langue))
}

/// Every rule of the built-in calls, as each holds it: the charter's, then those of each call that are
/// not the charter's own.
#[pyfunction]
#[pyo3(signature = (lang="fr"))]
pub(crate) fn rules<'py>(py: Python<'py>, lang: &str) -> PyResult<Bound<'py, PyTuple>> {
    let langue = python::language(Some(lang), Langue::Fr)?;
    rules_of(py, pdn_core::rules(langue).map_err(|e| errors::appel(py, &e, langue))?)
}

fn rules_of<'py>(py: Python<'py>, rules: Vec<RuleInfo<'_>>) -> PyResult<Bound<'py, PyTuple>> {
    let json = rules.into_iter().map(|r| {
        let parameters: serde_json::Map<String, serde_json::Value> = (r.parameters.into_iter())
            .map(|(name, value)| (name.to_owned(), serde_json::json!(value)))
            .collect();
        Ok(serde_json::json!({
            "id": r.id,
            "title": r.title,
            "requirement": r.requirement,
            "nature": r.nature,
            "severity": r.severity.as_str(),
            "phase": r.phase.map(pdn_core::dossier::Phase::code),
            "owed_by": r.owed_by,
            "citations": r.citations,
            "reading": r.reading,
            "parameters": parameters,
            "subjects": r.subjects.iter().map(|s| s.code()).collect::<Vec<_>>(),
            "appel": r.appel,
        }))
    });
    python::records(py, "Rule", json)
}

/// Judges a document by the built-in call that it names, or the charter, on a day.
#[pyfunction]
#[pyo3(signature = (document, on, *, lang="fr"))]
pub(crate) fn evaluate(
    document: &Bound<'_, PyAny>,
    on: &Bound<'_, PyAny>,
    lang: &str,
) -> PyResult<Report> {
    let langue = python::language(Some(lang), Langue::Fr)?;
    let on = python::day(on, langue)?;
    let json = document::read(document)?;
    Judge::OfDocument(langue).judge(document.py(), json, on, langue, None)
}

/// Judges documents as they come, each by the built-in call that it names, on all cores, in order.
#[pyfunction]
#[pyo3(signature = (documents, on, *, lang="fr"))]
pub(crate) fn evaluate_many(
    documents: &Bound<'_, PyAny>,
    on: &Bound<'_, PyAny>,
    lang: &str,
) -> PyResult<Reports> {
    let langue = python::language(Some(lang), Langue::Fr)?;
    many(Judge::OfDocument(langue), documents, on, None)
}

/// Judges a file of one document a line, each by the built-in call that it names, on all cores, in
/// order.
#[pyfunction]
#[pyo3(signature = (path, on, *, lang="fr"))]
pub(crate) fn evaluate_ndjson(
    path: std::path::PathBuf,
    on: &Bound<'_, PyAny>,
    lang: &str,
) -> PyResult<Reports> {
    let langue = python::language(Some(lang), Langue::Fr)?;
    ndjson(Judge::OfDocument(langue), &path, on, None)
}

fn many(
    judge: Judge,
    documents: &Bound<'_, PyAny>,
    on: &Bound<'_, PyAny>,
    lang: Option<&str>,
) -> PyResult<Reports> {
    let langue = python::language(lang, judge.langue())?;
    let on = python::day(on, langue)?;
    Ok(Reports::new(judge, Source::Iterator(documents.try_iter()?.unbind()), on, langue))
}

fn ndjson(
    judge: Judge,
    path: &std::path::Path,
    on: &Bound<'_, PyAny>,
    lang: Option<&str>,
) -> PyResult<Reports> {
    let langue = python::language(lang, judge.langue())?;
    let on = python::day(on, langue)?;
    let source = Source::lines(path).map_err(|e| errors::file(&e, path))?;
    Ok(Reports::new(judge, source, on, langue))
}
