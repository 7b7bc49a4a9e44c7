//! Values of reports as Python's own: `Decimal`, `date`, `time`; and the languages and days that
//! Python gives.

use pdn_core::values::{Date, Langue, Montant};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyDate, PyDateAccess, PyDateTime, PyDict, PyInt, PyString, PyTime, PyTuple, PyType,
};
use serde_json::{Map, Value};

use crate::errors;

/// `fr`, `en`; what is not said is `otherwise`.
pub(crate) fn language(lang: Option<&str>, otherwise: Langue) -> PyResult<Langue> {
    lang.map_or(Ok(otherwise), |code| {
        code.parse::<Langue>().map_err(|e| errors::value(e.texte(otherwise)))
    })
}

/// A day, as any argument gives one.
#[pyfunction]
#[pyo3(name = "day", signature = (on, lang="fr"))]
pub(crate) fn read_day<'py>(on: &Bound<'py, PyAny>, lang: &str) -> PyResult<Bound<'py, PyDate>> {
    date(on.py(), day(on, language(Some(lang), Langue::Fr)?)?)
}

/// A day: a `date`, or text as a call may write it.
pub(crate) fn day(on: &Bound<'_, PyAny>, langue: Langue) -> PyResult<Date> {
    if on.is_instance_of::<PyDateTime>() {
        return Err(PyTypeError::new_err(
            "on: a date is expected, not a datetime: write on.date()",
        ));
    }
    if let Ok(date) = on.cast::<PyDate>() {
        return Date::new(date.get_year(), date.get_month().into(), date.get_day().into())
            .ok_or_else(|| errors::value(format!("{date} ?")));
    }
    let Ok(text) = on.cast::<PyString>() else {
        let type_ = on.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "on: a date or its text is expected, not {type_}"
        )));
    };
    text.to_str()?.parse::<Date>().map_err(|e| errors::value(e.texte(langue)))
}

/// An amount in euros: a `Decimal` or an `int`.
pub(crate) fn amount(amount: &Bound<'_, PyAny>, langue: Langue) -> PyResult<Montant> {
    let as_digits = if is_decimal(amount)? {
        "f"
    } else if amount.is_exact_instance_of::<PyInt>() {
        "d"
    } else {
        let type_ = amount.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "amount: a Decimal or an int is expected, not {type_}"
        )));
    };
    let text = amount.call_method1("__format__", (as_digits,))?;
    let text = text.cast::<PyString>()?.to_str()?;
    text.parse::<Montant>().map_err(|e| errors::value(e.texte(langue)))
}

pub(crate) fn is_decimal(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    value.is_instance(decimal_type(value.py())?)
}

fn decimal_type(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    DECIMAL.import(py, "decimal", "Decimal")
}

fn decimal<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    decimal_type(py)?.call1((text,))
}

pub(crate) fn date<'py>(py: Python<'py>, date: Date) -> PyResult<Bound<'py, PyDate>> {
    let (month, day) = (u8::try_from(date.mois()), u8::try_from(date.jour()));
    PyDate::new(py, date.annee(), month.unwrap_or(1), day.unwrap_or(1))
}

fn date_of_text<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    match text.parse::<Date>() {
        Ok(day) => Ok(date(py, day)?.into_any()),
        Err(_) => Ok(PyString::new(py, text).into_any()),
    }
}

fn time_of_text<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    let mut parts = text.split(':').map_while(|part| part.parse::<u8>().ok());
    match (parts.next(), parts.next()) {
        (Some(h), Some(m)) => Ok(PyTime::new(py, h, m, 0, 0, None)?.into_any()),
        _ => Ok(PyString::new(py, text).into_any()),
    }
}

/// JSON as Python: an object that says its kind (`amount`, `share`, `number`, `date`, `time`,
/// `period`) has Python's type of that kind as its value; lists are tuples where `frozen`.
pub(crate) fn from_json<'py>(
    py: Python<'py>,
    value: &Value,
    frozen: bool,
) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Null => py.None().into_bound(py),
        Value::Bool(b) => b.into_pyobject(py)?.to_owned().into_any(),
        Value::Number(n) => match (n.as_u64(), n.as_i64()) {
            (Some(n), _) => n.into_pyobject(py)?.into_any(),
            (None, Some(n)) => n.into_pyobject(py)?.into_any(),
            (None, None) => decimal(py, &n.to_string())?,
        },
        Value::String(s) => PyString::new(py, s).into_any(),
        Value::Array(values) => {
            let values =
                values.iter().map(|v| from_json(py, v, frozen)).collect::<PyResult<Vec<_>>>()?;
            if frozen {
                PyTuple::new(py, values)?.into_any()
            } else {
                values.into_pyobject(py)?.into_any()
            }
        }
        Value::Object(map) => object(py, map, frozen)?.into_any(),
    })
}

/// JSON as Python's own dicts and lists, as it is.
pub(crate) fn plain_json<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (value.to_string(),))
}

pub(crate) fn object<'py>(
    py: Python<'py>,
    map: &Map<String, Value>,
    frozen: bool,
) -> PyResult<Bound<'py, PyDict>> {
    let kind = map.get("kind").and_then(Value::as_str).unwrap_or_default();
    let dict = PyDict::new(py);
    for (key, value) in map {
        let value = match (kind, key.as_str(), value) {
            ("amount" | "share" | "number", "value", Value::String(s)) => decimal(py, s)?,
            ("date", "value", Value::String(s)) => date_of_text(py, s)?,
            ("period", "start" | "end", Value::String(s)) => date_of_text(py, s)?,
            ("time", "value", Value::String(s)) => time_of_text(py, s)?,
            _ => from_json(py, value, frozen)?,
        };
        dict.set_item(key, value)?;
    }
    Ok(dict)
}

/// What the engine wrote as JSON, read back.
pub(crate) fn parse(json: &str) -> PyResult<Value> {
    serde_json::from_str(json).map_err(|e| errors::value(e.to_string()))
}

/// One of the records of `pdn._types`, from the engine's JSON.
pub(crate) fn record<'py>(
    py: Python<'py>,
    name: &str,
    json: &Value,
) -> PyResult<Bound<'py, PyAny>> {
    static TYPES: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let types =
        TYPES.get_or_try_init(py, || py.import("pdn._types").map(|m| m.into_any().unbind()))?;
    let value = from_json(py, json, true)?;
    types.bind(py).getattr(name)?.call_method1("from_json", (value,))
}

/// Several of them.
pub(crate) fn records<'py>(
    py: Python<'py>,
    name: &str,
    json: impl IntoIterator<Item = PyResult<Value>>,
) -> PyResult<Bound<'py, PyTuple>> {
    let records = json.into_iter().map(|j| record(py, name, &j?)).collect::<PyResult<Vec<_>>>()?;
    PyTuple::new(py, records)
}

/// Places in the texts.
pub(crate) fn citations<'py>(
    py: Python<'py>,
    citations: &[pdn_core::Citation],
) -> PyResult<Bound<'py, PyTuple>> {
    records(py, "Citation", citations.iter().map(|c| Ok(serde_json::json!(c))))
}

/// How an object is put away: by a function of this module that builds it again, and what it takes.
pub(crate) fn reduction<'py>(
    py: Python<'py>,
    name: &str,
    state: impl IntoPyObject<'py, Target = PyTuple, Output = Bound<'py, PyTuple>, Error = PyErr>,
) -> PyResult<Bound<'py, PyTuple>> {
    let build = py.import("pdn._native")?.getattr(name)?;
    (build, state.into_pyobject(py)?).into_pyobject(py)
}

/// A piece of text, and what it is: `title`, `heading`, `remedy`… or nothing.
pub(crate) type Piece = (&'static str, String);

/// The pieces that a renderer passes through its style, with what stands between them.
pub(crate) fn pieces(
    render: impl FnOnce(&dyn Fn(pdn_core::Role, &str) -> String) -> String,
) -> Vec<Piece> {
    use pdn_core::Role;
    const ROLES: [(Role, &str); 7] = [
        (Role::Title, "title"),
        (Role::Admissible, "admissible"),
        (Role::Incomplete, "incomplete"),
        (Role::Inadmissible, "inadmissible"),
        (Role::Heading, "heading"),
        (Role::Remedy, "remedy"),
        (Role::Muted, "muted"),
    ];
    // Neither mark can stand in a text: what would drive a terminal is a space there.
    let marked = render(&|role, text| {
        let name = ROLES.iter().find(|(r, _)| *r == role).map_or("", |(_, name)| name);
        format!("\u{1}{name}\u{2}{text}\u{1}")
    });
    marked
        .split('\u{1}')
        .map(|piece| match piece.split_once('\u{2}') {
            Some((role, text)) => {
                let name = ROLES.iter().find(|(_, name)| *name == role).map_or("", |(_, n)| n);
                (name, text.to_owned())
            }
            None => ("", piece.to_owned()),
        })
        .filter(|(_, text)| !text.is_empty())
        .collect()
}
