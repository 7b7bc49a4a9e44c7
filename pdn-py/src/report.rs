//! A report, and the findings seen through it: nothing is rendered before it is read.

use std::sync::Arc;

use pdn_core::IndexEntry;
use pdn_core::values::Langue;
use pyo3::basic::CompareOp;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDate, PyDict, PyTuple};

use crate::appel::{Appel, Judge};
use crate::document::Json;
use crate::{errors, python};

/// A report, the call and the document that it comes from.
pub(crate) struct Judged {
    pub report: pdn_core::Report,
    pub appel: Appel,
    /// The document; `None` in a report on the call itself.
    pub document: Option<Json>,
    /// The line of its file, where it is one document a line.
    pub line: Option<u32>,
}

impl Judged {
    /// Of a document: the places of a text that nobody wrote are not told.
    pub fn of(report: pdn_core::Report, appel: Appel, document: Json, line: Option<u32>) -> Self {
        let report = if document.placed { report } else { report.without_positions() };
        Self { report, appel, document: Some(document), line }
    }
}

/// What examining one document found.
#[pyclass(frozen, module = "pdn")]
#[derive(Clone)]
pub(crate) struct Report {
    pub judged: Arc<Judged>,
    pub langue: Langue,
}

impl Report {
    pub(crate) fn new(judged: Judged, langue: Langue) -> Self {
        Self { judged: Arc::new(judged), langue }
    }

    pub(crate) fn report(&self) -> &pdn_core::Report {
        &self.judged.report
    }

    fn language(&self, lang: Option<&str>) -> PyResult<Langue> {
        python::language(lang, self.langue)
    }

    /// The calculation of the document, where the call works one out.
    fn calculation(&self) -> Option<pdn_core::Calculation> {
        let document = self.judged.document.as_ref()?;
        let on = self.report().on();
        let calculation = self.judged.appel.inner.calculate_json(&document.bytes, on).ok()?;
        let lines = calculation.lines().len();
        (lines > 0).then_some(calculation)
    }
}

#[pymethods]
impl Report {
    /// The id of the call that judged.
    #[getter]
    fn appel(&self) -> Appel {
        self.judged.appel.clone()
    }

    /// The language of the sentences: `fr` or `en`.
    #[getter]
    fn lang(&self) -> &'static str {
        self.langue.code()
    }

    /// What is examined: the type of the document, `appel` for the call itself, `None` where it is not known.
    #[getter]
    fn subject(&self) -> Option<&'static str> {
        self.report().subject()
    }

    /// The office's own number, as the document gives it.
    #[getter]
    fn reference(&self) -> Option<&str> {
        self.report().reference()
    }

    /// The day of the examination.
    #[getter]
    fn on<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDate>> {
        python::date(py, self.report().on())
    }

    /// Where the document was read from a file of one document a line: its line, from 1.
    #[getter]
    fn line(&self) -> Option<u32> {
        self.judged.line
    }

    /// `admissible`, `incomplete`, `inadmissible` or `not_applicable`.
    #[getter]
    fn decision(&self) -> &'static str {
        self.report().decision().as_str()
    }

    /// The decision in words: `Recevable (sous réserve de 2 points à apprécier)`.
    #[getter]
    fn decision_text(&self) -> String {
        self.report().decision_text(self.langue)
    }

    /// True when supplying what is missing could not change the decision.
    #[getter]
    fn settled(&self) -> bool {
        self.report().settled()
    }

    /// The exit code of a program that examined this document alone.
    #[getter]
    fn exit_code(&self) -> u8 {
        self.report().exit_code()
    }

    /// Every finding, in the order of the call's text.
    #[getter]
    fn findings<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let count = slf.get().report().findings().len();
        Finding::of(&slf, 0..count)
    }

    /// The findings that need attention: neither `pass` nor `not_applicable`.
    #[getter]
    fn attention<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let ranks: Vec<usize> = (slf.get().report().findings().enumerate())
            .filter(|(_, f)| f.outcome().needs_attention())
            .map(|(rank, _)| rank)
            .collect();
        Finding::of(&slf, ranks.into_iter())
    }

    /// What is still to be supplied, what can settle the decision first.
    #[getter]
    fn missing<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let all = self.report().missing();
        python::records(py, "Missing", all.iter().map(|m| python::parse(&m.to_json(self.langue))))
    }

    /// What the document gives and no rule of the call read, in the order of the document.
    #[getter]
    fn unread<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let all = self.report().unread().map(|u| python::parse(&u.to_json(self.langue)));
        python::records(py, "Unread", all)
    }

    /// What the texts attach to the outcomes.
    #[getter]
    fn consequences<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let all = self.report().consequences().map(|c| python::parse(&c.to_json(self.langue)));
        python::records(py, "Consequence", all)
    }

    /// Everything in the input that could not be taken as written.
    #[getter]
    fn input_errors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let all = self.report().input_errors();
        let all = all.iter().map(|e| python::parse(&e.to_json(self.langue)));
        python::records(py, "InputError", all)
    }

    /// What the call does not hold, where that matters for this document.
    #[getter]
    fn gaps<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let all = self.report().gaps().map(|g| python::parse(&g.to_json(self.langue)));
        python::records(py, "Gap", all)
    }

    /// What was taken for granted, because the document does not say it.
    #[getter]
    fn assumptions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let all = self.report().assumptions().map(|a| python::parse(&a.to_json(self.langue)));
        python::records(py, "Assumption", all)
    }

    /// How many findings have each outcome.
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let counts = self.report().counts();
        let dict = PyDict::new(py);
        dict.set_item("pass", counts.pass)?;
        dict.set_item("fail", counts.fail)?;
        dict.set_item("undetermined", counts.undetermined)?;
        dict.set_item("not_applicable", counts.not_applicable)?;
        dict.set_item("review", counts.review)?;
        Ok(dict)
    }

    /// The opinions recorded on the points left to a person, and how many of these are still to be judged.
    fn opinions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let opinions = self.report().opinions();
        let dict = PyDict::new(py);
        dict.set_item("favourable", opinions.favourable)?;
        dict.set_item("reserved", opinions.reserved)?;
        dict.set_item("unfavourable", opinions.unfavourable)?;
        dict.set_item("pending", opinions.pending)?;
        Ok(dict)
    }

    /// The same in words: `2 avis favorables et 1 défavorable`; `None` where nothing was judged.
    #[getter]
    fn opinions_text(&self) -> Option<String> {
        self.report().opinions().text(self.langue)
    }

    /// What a rule asks for, where the texts say so, and what was found under it; `None` where the call
    /// has no such rule.
    #[pyo3(signature = (rule, lang=None))]
    fn explain(&self, rule: &str, lang: Option<&str>) -> PyResult<Option<String>> {
        Ok(self.report().explain(rule, self.language(lang)?))
    }

    /// The whole report as JSON: the bytes of the contract, as text.
    #[pyo3(signature = (lang=None))]
    fn to_json(&self, lang: Option<&str>) -> PyResult<String> {
        Ok(self.report().to_json(self.language(lang)?))
    }

    /// The whole report as a dict, its amounts and shares as `Decimal`, its days as `date`.
    #[pyo3(signature = (lang=None))]
    fn to_dict<'py>(&self, py: Python<'py>, lang: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        let json = self.report().to_json(self.language(lang)?);
        let dict = python::from_json(py, &python::parse(&json)?, false)?;
        dict.set_item("on", python::date(py, self.report().on())?)?;
        Ok(dict)
    }

    /// The report for a person, as plain text.
    #[pyo3(signature = (lang=None))]
    fn to_text(&self, lang: Option<&str>) -> PyResult<String> {
        Ok(self.report().to_text(self.language(lang)?))
    }

    /// The report for a person as pieces of text, each with what it is (`title`, `admissible`,
    /// `incomplete`, `inadmissible`, `heading`, `remedy`, `muted`, or nothing): a program that has colours adds them.
    #[pyo3(signature = (lang=None))]
    fn render(&self, lang: Option<&str>) -> PyResult<Vec<python::Piece>> {
        let langue = self.language(lang)?;
        Ok(python::pieces(|style| self.report().render(langue, style)))
    }

    /// The report as one page of HTML, complete in itself.
    #[pyo3(signature = (lang=None))]
    fn to_html(&self, py: Python<'_>, lang: Option<&str>) -> PyResult<String> {
        let langue = self.language(lang)?;
        Ok(py.detach(|| match self.calculation() {
            Some(calculation) => calculation.to_html(langue),
            None => self.report().to_html(langue),
        }))
    }

    /// The report in a notebook.
    fn _repr_html_(&self) -> String {
        self.report().to_html_fragment(self.langue)
    }

    /// The same report, its sentences in a language.
    fn in_language(&self, lang: &str) -> PyResult<Self> {
        Ok(Self { judged: Arc::clone(&self.judged), langue: self.language(Some(lang))? })
    }

    fn __repr__(&self) -> String {
        let report = self.report();
        let name = report.reference().map(|r| format!(" {r:?}")).unwrap_or_default();
        let settled = if report.settled() { ", settled" } else { "" };
        format!(
            "<Report {}{name} on {} under {}: {}{settled}>",
            report.subject().unwrap_or("of no known type"),
            report.on(),
            report.appel().id(),
            report.decision().as_str(),
        )
    }

    fn __richcmp__(&self, other: &Bound<'_, PyAny>, op: CompareOp) -> Py<PyAny> {
        let py = other.py();
        let equal = other.cast::<Self>().ok().map(|other| {
            let other = other.get();
            self.langue == other.langue
                && (Arc::ptr_eq(&self.judged, &other.judged) || self.report() == other.report())
        });
        comparison(py, equal, op)
    }

    fn __hash__(&self) -> u64 {
        let report = self.report();
        let counts = report.counts();
        hash_of((
            report.appel().sha256(),
            report.on(),
            report.reference(),
            counts.pass,
            counts.fail,
        ))
    }

    /// As what it was judged from: reading it back judges again, with the same version of the engine.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let judged = &self.judged;
        let document = judged.document.as_ref();
        let how = (
            document.is_some_and(|d| d.placed),
            self.report().on().to_string(),
            self.langue.code(),
            judged.line,
            env!("CARGO_PKG_VERSION"),
        );
        let bytes = document.map(|d| PyBytes::new(py, &d.bytes));
        python::reduction(py, "_replay", (judged.appel.clone(), bytes, how))
    }
}

pub(crate) fn comparison(py: Python<'_>, equal: Option<bool>, op: CompareOp) -> Py<PyAny> {
    match (equal, op) {
        (Some(equal), CompareOp::Eq) => {
            pyo3::types::PyBool::new(py, equal).to_owned().into_any().unbind()
        }
        (Some(equal), CompareOp::Ne) => {
            pyo3::types::PyBool::new(py, !equal).to_owned().into_any().unbind()
        }
        _ => py.NotImplemented(),
    }
}

pub(crate) fn hash_of(value: impl std::hash::Hash) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
}

/// One finding of a report: a view, whose sentences are written when they are read.
#[pyclass(frozen, module = "pdn")]
pub(crate) struct Finding {
    report: Py<Report>,
    rank: usize,
}

impl Finding {
    fn of<'py>(
        report: &Bound<'py, Report>,
        ranks: impl Iterator<Item = usize>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let py = report.py();
        let findings = ranks
            .map(|rank| Bound::new(py, Self { report: report.clone().unbind(), rank }))
            .collect::<PyResult<Vec<_>>>()?;
        PyTuple::new(py, findings)
    }

    fn langue(&self) -> Langue {
        self.report.get().langue
    }

    /// What the view shows: its rank is one of the report's.
    fn view(&self) -> PyResult<pdn_core::Finding<'_>> {
        self.report
            .get()
            .report()
            .findings()
            .nth(self.rank)
            .ok_or_else(|| pyo3::exceptions::PyIndexError::new_err(self.rank))
    }

    fn json(&self) -> PyResult<String> {
        Ok(self.view()?.to_json(self.langue()))
    }

    fn value<'py>(
        py: Python<'py>,
        value: Option<&pdn_core::Value>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        value.map(|v| python::record(py, "Value", &serde_json::json!(v))).transpose()
    }
}

#[pymethods]
impl Finding {
    /// The report that it is a part of.
    #[getter]
    fn report(&self, py: Python<'_>) -> Py<Report> {
        self.report.clone_ref(py)
    }

    /// Id of the rule.
    #[getter]
    fn rule(&self) -> PyResult<&str> {
        Ok(self.view()?.rule())
    }

    /// What the rule was judged on, where it bears on several things: `financeur=caf-63`.
    #[getter]
    fn instance(&self) -> PyResult<Option<String>> {
        Ok(self.view()?.instance())
    }

    /// `pass`, `fail`, `undetermined`, `not_applicable` or `review`.
    #[getter]
    fn outcome(&self) -> PyResult<&'static str> {
        Ok(self.view()?.outcome().as_str())
    }

    /// `blocking`, `correctable` or `advisory`.
    #[getter]
    fn severity(&self) -> PyResult<&'static str> {
        Ok(self.view()?.severity().as_str())
    }

    /// Who owes it: `candidat`, `structure`, `caf`…
    #[getter]
    fn owed_by(&self) -> PyResult<&str> {
        Ok(self.view()?.owed_by())
    }

    /// JSON Pointer to where the value is, or would be.
    #[getter]
    fn pointer(&self) -> PyResult<String> {
        Ok(self.view()?.pointer())
    }

    /// JSON Pointers to the places whose values could still change it: what it waits for where it is
    /// `undetermined`, and what an outcome that stands for now rests on.
    #[getter]
    fn rests_on<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.view()?.rests_on())
    }

    /// Title of the rule.
    #[getter]
    fn title(&self) -> PyResult<String> {
        Ok(self.view()?.title(self.langue()))
    }

    /// What was found, in a sentence.
    #[getter]
    fn message(&self) -> PyResult<String> {
        Ok(self.view()?.message(self.langue()))
    }

    /// What was observed.
    #[getter]
    fn observed<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        Self::value(py, self.view()?.observed())
    }

    /// What was expected.
    #[getter]
    fn expected<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        Self::value(py, self.view()?.expected())
    }

    /// The smallest change that mends it; `None` where nothing does, or nothing is to be mended.
    #[getter]
    fn remedy<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(remedy) = self.view()?.remedy() else { return Ok(None) };
        let json = python::parse(&remedy.to_json(self.langue()))?;
        python::record(py, "Remedy", &json).map(Some)
    }

    /// Where the texts say so.
    #[getter]
    fn citations<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        python::citations(py, self.view()?.citations())
    }

    /// Where the text is ambiguous, the reading taken.
    #[getter]
    fn reading(&self) -> PyResult<Option<String>> {
        Ok(self.view()?.reading(self.langue()))
    }

    /// What a person has recorded of this point.
    #[getter]
    fn appreciation<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(recorded) = self.view()?.appreciation() else { return Ok(None) };
        python::from_json(py, &serde_json::json!(recorded), false).map(Some)
    }

    /// The finding as the report writes it, as a dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        python::from_json(py, &python::parse(&self.json()?)?, false)
    }

    fn __repr__(&self) -> PyResult<String> {
        let view = self.view()?;
        let instance = view.instance().map(|i| format!(" [{i}]")).unwrap_or_default();
        Ok(format!("<Finding {}{instance}: {}>", view.rule(), view.outcome().as_str()))
    }

    fn __richcmp__(&self, other: &Bound<'_, PyAny>, op: CompareOp) -> PyResult<Py<PyAny>> {
        let equal = match other.cast::<Self>() {
            Ok(other) => Some(self.json()? == other.get().json()?),
            Err(_) => None,
        };
        Ok(comparison(other.py(), equal, op))
    }

    fn __hash__(&self) -> PyResult<u64> {
        let view = self.view()?;
        Ok(hash_of((view.rule(), view.outcome().as_str(), view.pointer())))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        python::reduction(py, "_finding_of", (self.report.clone_ref(py), self.rank))
    }
}

/// A finding of a report, by its rank.
#[pyfunction]
#[pyo3(name = "_finding_of")]
pub(crate) fn finding_of(report: Py<Report>, rank: usize) -> PyResult<Finding> {
    let finding = Finding { report, rank };
    finding.view()?;
    Ok(finding)
}

/// A report that was put away: judged again.
#[pyfunction]
#[pyo3(name = "_replay")]
pub(crate) fn replay(
    py: Python<'_>,
    appel: &Bound<'_, Appel>,
    document: Option<Vec<u8>>,
    how: (bool, String, String, Option<u32>, String),
) -> PyResult<Report> {
    let (placed, on, lang, line, version) = how;
    let langue = python::language(Some(&lang), Langue::Fr)?;
    let ours = env!("CARGO_PKG_VERSION");
    if version != ours {
        return Err(errors::value(langue.choisir(
            format!("Ce rapport a été établi par pdn {version}, et cette version est {ours}\u{a0}: examiner de nouveau le document."),
            format!("This report was made by pdn {version}, and this version is {ours}: evaluate the document again."),
        )));
    }
    let on = on.parse().map_err(|_| errors::value(format!("{on} ?")))?;
    let appel = appel.get();
    match document {
        None => Ok(appel.examined(on, langue)),
        Some(bytes) => {
            Judge::Fixed(appel.clone()).judge(py, Json { bytes, placed }, on, langue, line)
        }
    }
}

/// The page of a batch: each dossier with its decision, then the grid of dossiers and rules. Entries
/// are the name of the dossier, the relative address of its page, and its report or why there is none.
#[pyfunction]
#[pyo3(signature = (entries, *, lang="fr"))]
pub(crate) fn index_html(
    py: Python<'_>,
    entries: Vec<(String, Option<String>, Py<PyAny>)>,
    lang: &str,
) -> PyResult<String> {
    let langue = python::language(Some(lang), Langue::Fr)?;
    let reports = entries
        .iter()
        .map(|(_, _, what)| match what.cast_bound::<Report>(py) {
            Ok(report) => Ok(Ok(report)),
            Err(_) => what.bind(py).str().map(|why| Err(why.to_string())),
        })
        .collect::<PyResult<Vec<_>>>()?;
    let index: Vec<IndexEntry<'_>> = (entries.iter().zip(&reports))
        .map(|((name, href, _), report)| IndexEntry {
            name,
            href: href.as_deref(),
            report: match report {
                Ok(report) => Ok(report.get().report()),
                Err(why) => Err(why.as_str()),
            },
        })
        .collect();
    Ok(pdn_core::index_html(&index, langue))
}
