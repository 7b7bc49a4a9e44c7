//! The money of a document.

use pdn_core::values::{Date, Langue};
use pyo3::basic::CompareOp;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use serde_json::Value;

use crate::appel::Appel;
use crate::document::Json;
use crate::report::{Judged, Report, comparison, hash_of};
use crate::{errors, python};

/// What a call's rules on amounts work out for one document.
#[pyclass(frozen, module = "pdn")]
pub(crate) struct Calculation {
    inner: pdn_core::Calculation,
    report: Report,
}

impl Calculation {
    pub(crate) fn of(
        py: Python<'_>,
        appel: Appel,
        document: Json,
        on: Date,
        langue: Langue,
    ) -> PyResult<Self> {
        let inner = py
            .detach(|| appel.inner.calculate_json(&document.bytes, on))
            .map_err(|e| errors::document(e, langue, document.placed, None))?;
        let judged = Judged::of(inner.report().clone(), appel, document, None);
        Ok(Self { inner, report: Report::new(judged, langue) })
    }

    /// A part of the calculation, as its JSON has it.
    fn part(&self, key: &str) -> PyResult<Value> {
        let mut json = python::parse(&self.inner.to_json(self.report.langue))?;
        Ok(json.get_mut(key).map(Value::take).unwrap_or_default())
    }
}

#[pymethods]
impl Calculation {
    /// The report on the same document: whether each line is as it must be.
    #[getter]
    fn report(&self) -> Report {
        self.report.clone()
    }

    /// Every line, in the order of the call's text.
    #[getter]
    fn lines<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let Value::Array(lines) = self.part("lines")? else { return Ok(PyTuple::empty(py)) };
        python::records(py, "CalculationLine", lines.into_iter().map(Ok))
    }

    /// The call's own estimate of the funding of a year, where its text gives one.
    #[getter]
    fn estimate<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let estimate = self.part("estimate")?;
        let estimate = (!estimate.is_null()).then_some(estimate);
        estimate.map(|e| python::record(py, "Estimate", &e)).transpose()
    }

    /// Of a prorata: how many of the units planned must be carried out for an amount to be due in full;
    /// `None` where there is no such line, or it never is.
    #[pyo3(signature = (amount, rule, funder=None, year=None))]
    fn units_for(
        &self,
        amount: &Bound<'_, PyAny>,
        rule: &str,
        funder: Option<&str>,
        year: Option<u32>,
    ) -> PyResult<Option<u32>> {
        let amount = python::amount(amount, self.report.langue)?;
        Ok(self.inner.line(rule, funder, year).and_then(|line| line.units_for(amount)))
    }

    /// The calculation as JSON.
    #[pyo3(signature = (lang=None))]
    fn to_json(&self, lang: Option<&str>) -> PyResult<String> {
        Ok(self.inner.to_json(python::language(lang, self.report.langue)?))
    }

    /// The calculation for a person, as plain text.
    #[pyo3(signature = (lang=None))]
    fn to_text(&self, lang: Option<&str>) -> PyResult<String> {
        Ok(self.inner.to_text(python::language(lang, self.report.langue)?))
    }

    /// The report and the calculation as one page of HTML, complete in itself.
    #[pyo3(signature = (lang=None))]
    fn to_html(&self, lang: Option<&str>) -> PyResult<String> {
        Ok(self.inner.to_html(python::language(lang, self.report.langue)?))
    }

    fn __repr__(&self) -> String {
        let report = self.inner.report();
        let lines = self.inner.lines().len();
        format!("<Calculation under {} on {}: {lines} lines>", report.appel().id(), report.on())
    }

    fn __richcmp__(&self, other: &Bound<'_, PyAny>, op: CompareOp) -> Py<PyAny> {
        let equal = (other.cast::<Self>().ok())
            .map(|o| self.inner == o.get().inner && self.report.langue == o.get().report.langue);
        comparison(other.py(), equal, op)
    }

    fn __hash__(&self) -> u64 {
        let report = self.inner.report();
        hash_of((report.appel().sha256(), report.on(), self.inner.lines().len()))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        python::reduction(py, "_recalculate", (self.report.clone(),))
    }
}

/// A calculation that was put away: worked out again.
#[pyfunction]
#[pyo3(name = "_recalculate")]
pub(crate) fn recalculate(py: Python<'_>, report: &Bound<'_, Report>) -> PyResult<Calculation> {
    let report = report.get();
    let judged = &report.judged;
    let document = judged.document.clone().unwrap_or(Json { bytes: Vec::new(), placed: false });
    Calculation::of(py, judged.appel.clone(), document, report.report().on(), report.langue)
}
