//! The exceptions of the package, which Python defines (`pdn._errors`).

use pdn_core::values::Langue;
use pdn_core::{AppelError, ErreurDeTexte};
use pyo3::PyErr;
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::python;

mod classes {
    pyo3::import_exception!(pdn._errors, PdnError);
    pyo3::import_exception!(pdn._errors, DocumentError);
    pyo3::import_exception!(pdn._errors, AppelError);
}

/// A value that cannot be used, in a sentence.
pub(crate) fn value(sentence: String) -> PyErr {
    classes::PdnError::new_err(sentence)
}

/// A document that is no text that can be read. Without its place where it was not given as text; with
/// its line in the file where it is one of many there.
pub(crate) fn document(
    e: ErreurDeTexte,
    langue: Langue,
    placed: bool,
    in_file: Option<u32>,
) -> PyErr {
    let e = match in_file {
        Some(line) => e.at_line(line),
        None => e,
    };
    let (line, column) = e.position();
    let place = placed.then_some((in_file.unwrap_or(line), column));
    classes::DocumentError::new_err((
        e.texte(langue),
        e.code(),
        place.map(|p| p.0),
        place.map(|p| p.1),
    ))
}

/// A document whose file the system does not give, among others that go on.
pub(crate) fn document_file(py: Python<'_>, cause: PyErr) -> PyErr {
    let e = classes::DocumentError::new_err((cause.value(py).to_string(), "unreadable"));
    e.set_cause(py, Some(cause));
    e
}

/// A call that does not load: its faults, all of them.
pub(crate) fn appel(py: Python<'_>, e: &AppelError, langue: Langue) -> PyErr {
    let build = || -> PyResult<PyErr> {
        let faults = e
            .faults()
            .iter()
            .map(|f| python::record(py, "InputError", &python::parse(&f.to_json(langue))?))
            .collect::<PyResult<Vec<_>>>()?;
        let (code, line, column) = match e {
            AppelError::Text(e) => (e.code(), Some(e.position().0), Some(e.position().1)),
            _ => {
                let first = e.faults().first();
                let code = if first.is_some() { "faults" } else { "unknown-call" };
                (
                    code,
                    first.and_then(pdn_core::Faute::line),
                    first.and_then(pdn_core::Faute::column),
                )
            }
        };
        let faults = PyTuple::new(py, faults)?.unbind();
        Ok(classes::AppelError::new_err((e.texte(langue), code, line, column, faults)))
    };
    build().unwrap_or_else(|e| e)
}

/// What the system answers about a file, with the file's name: `FileNotFoundError` and its kin.
pub(crate) fn file(e: &std::io::Error, path: &std::path::Path) -> PyErr {
    match e.raw_os_error() {
        Some(number) => {
            let text = e.to_string();
            let text = text.split(" (os error").next().unwrap_or_default().to_owned();
            PyOSError::new_err((number, text, path.display().to_string()))
        }
        None => PyOSError::new_err(format!("{}: {e}", path.display())),
    }
}
