//! What differs between two calls.

use pdn_core::values::Langue;
use pyo3::basic::CompareOp;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::appel::Appel;
use crate::python;
use crate::report::{comparison, hash_of};

/// What differs between two calls.
#[pyclass(frozen, module = "pdn")]
pub(crate) struct Comparison {
    inner: pdn_core::Comparison,
    before: Appel,
    after: Appel,
    langue: Langue,
}

impl Comparison {
    pub(crate) fn of(py: Python<'_>, before: Appel, after: Appel, langue: Langue) -> Self {
        let inner = py.detach(|| before.inner.compare(&after.inner));
        Self { inner, before, after, langue }
    }
}

#[pymethods]
impl Comparison {
    /// The first call.
    #[getter]
    fn before(&self) -> Appel {
        self.before.clone()
    }

    /// The second call.
    #[getter]
    fn after(&self) -> Appel {
        self.after.clone()
    }

    /// The language of its sentences: `fr` or `en`.
    #[getter]
    fn lang(&self) -> &'static str {
        self.langue.code()
    }

    /// All that differs: the call itself, then what it names, in the order of the second call, each
    /// kind ending with what is gone.
    #[getter]
    fn differences<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let json = self.inner.differences(self.langue).into_iter().map(|d| {
            let changes: Vec<serde_json::Value> = (d.changes.iter())
                .map(|c| {
                    serde_json::json!({
                        "aspect": c.aspect.as_str(),
                        "label": c.label,
                        "before": c.before,
                        "after": c.after,
                    })
                })
                .collect();
            Ok(serde_json::json!({
                "kind": d.kind.as_str(),
                "subject": d.subject.as_str(),
                "id": d.id,
                "title": d.title,
                "changes": changes,
            }))
        });
        python::records(py, "Difference", json)
    }

    /// What differs, for a person.
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

    fn __repr__(&self) -> String {
        let (before, after) = (self.inner.before().id(), self.inner.after().id());
        let number = self.inner.differences(self.langue).len();
        format!("<Comparison of {before} and {after}: {number} differences>")
    }

    fn __richcmp__(&self, other: &Bound<'_, PyAny>, op: CompareOp) -> Py<PyAny> {
        let equal = (other.cast::<Self>().ok())
            .map(|o| self.inner == o.get().inner && self.langue == o.get().langue);
        comparison(other.py(), equal, op)
    }

    fn __hash__(&self) -> u64 {
        hash_of((self.inner.before().sha256(), self.inner.after().sha256()))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let state = (self.before.clone(), self.after.clone(), self.langue.code());
        python::reduction(py, "_recompare", state)
    }
}

/// A comparison that was put away: made again.
#[pyfunction]
#[pyo3(name = "_recompare")]
pub(crate) fn recompare(
    py: Python<'_>,
    before: &Bound<'_, Appel>,
    after: &Bound<'_, Appel>,
    lang: &str,
) -> PyResult<Comparison> {
    let langue = python::language(Some(lang), Langue::Fr)?;
    Ok(Comparison::of(py, before.get().clone(), after.get().clone(), langue))
}
