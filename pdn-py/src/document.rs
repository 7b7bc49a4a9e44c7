//! What a document may be in Python: text, bytes, a file, or a `dict` with Python's own values.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use pdn_core::{PROFONDEUR_MAX, TAILLE_MAX};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDate, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyMapping,
    PyString, PyTime, PyTuple,
};

use crate::{errors, python};

/// The JSON of a document, and whether a person wrote it: then its places are worth telling.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Json {
    pub bytes: Vec<u8>,
    pub placed: bool,
}

/// Reads a document.
pub(crate) fn read(document: &Bound<'_, PyAny>) -> PyResult<Json> {
    if let Ok(text) = document.cast::<PyString>() {
        // Half a surrogate pair, as JSON escapes it: the engine refuses what holds it, at its place.
        return Ok(Json { bytes: encode(text, "backslashreplace")?, placed: true });
    }
    if let Some(bytes) = text(document)? {
        return Ok(Json { bytes, placed: true });
    }
    if document.is_instance_of::<PyDict>() || document.is_instance_of::<PyMapping>() {
        let mut bytes = Vec::with_capacity(1024);
        Writer { out: &mut bytes, path: String::new(), depth: 0 }.value(document)?;
        return Ok(Json { bytes, placed: false });
    }
    let type_ = document.get_type().name()?;
    Err(PyTypeError::new_err(format!(
        "a document is a dict, a str, bytes or a pathlib.Path, not {type_}"
    )))
}

/// Text, bytes, or what a file holds; `None` for anything else.
pub(crate) fn text(source: &Bound<'_, PyAny>) -> PyResult<Option<Vec<u8>>> {
    if let Ok(bytes) = source.cast::<PyBytes>() {
        return Ok(Some(bytes.as_bytes().to_vec()));
    }
    if let Ok(text) = source.cast::<PyString>() {
        // Half a surrogate pair is no character: the engine says so of its bytes.
        return encode(text, "surrogatepass").map(Some);
    }
    if let Ok(bytes) = source.cast::<PyByteArray>() {
        return Ok(Some(bytes.to_vec()));
    }
    if source.hasattr("__fspath__")? {
        let path: PathBuf = source.extract()?;
        let py = source.py();
        return py.detach(|| file(&path)).map(Some).map_err(|e| errors::file(&e, &path));
    }
    Ok(None)
}

/// The bytes of a text; what is no character in it, as `errors` says.
fn encode(text: &Bound<'_, PyString>, errors: &str) -> PyResult<Vec<u8>> {
    if let Ok(text) = text.to_str() {
        return Ok(text.as_bytes().to_vec());
    }
    let bytes = text.call_method1("encode", ("utf-8", errors))?;
    Ok(bytes.cast::<PyBytes>()?.as_bytes().to_vec())
}

/// A file, up to the largest text that is read and one byte more.
fn file(path: &Path) -> std::io::Result<Vec<u8>> {
    let limit = u64::try_from(TAILLE_MAX).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes Python's values as the JSON that the engine reads.
struct Writer<'o> {
    out: &'o mut Vec<u8>,
    /// JSON Pointer to the value.
    path: String,
    depth: usize,
}

impl Writer<'_> {
    fn string(&mut self, text: &str) {
        // A string is written to memory: nothing can fail.
        let _ = serde_json::to_writer(&mut *self.out, text);
    }

    fn text(&mut self, text: &Bound<'_, PyString>) -> PyResult<()> {
        match text.to_str() {
            Ok(text) => self.string(text),
            // Half a surrogate pair: escaped, as JSON has it, for the engine to refuse at its place.
            Err(_) => {
                let json = text.py().import("json")?.call_method1("dumps", (text,))?;
                self.out.extend_from_slice(json.cast::<PyString>()?.to_str()?.as_bytes());
            }
        }
        Ok(())
    }

    fn value(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        if value.is_none() {
            self.out.extend_from_slice(b"null");
        } else if let Ok(text) = value.cast::<PyString>() {
            self.text(text)?;
        } else if let Ok(yes) = value.cast::<PyBool>() {
            self.out.extend_from_slice(if yes.is_true() { b"true" } else { b"false" });
        } else if let Ok(number) = value.cast::<PyInt>() {
            self.int(number)?;
        } else if let Ok(number) = value.cast::<PyFloat>() {
            self.float(number);
        } else if let Ok(map) = value.cast::<PyDict>() {
            self.dict(map)?;
        } else if let Ok(list) = value.cast::<PyList>() {
            self.list(list.iter())?;
        } else if let Ok(list) = value.cast::<PyTuple>() {
            self.list(list.iter())?;
        } else {
            self.other(value)?;
        }
        Ok(())
    }

    /// Digits; a number too long for Python to write is refused by the engine as any other.
    fn int(&mut self, number: &Bound<'_, PyInt>) -> PyResult<()> {
        match number.extract::<i64>() {
            Ok(n) => self.out.extend_from_slice(n.to_string().as_bytes()),
            Err(_) => match number.call_method1("__format__", ("d",)) {
                Ok(text) => {
                    self.out.extend_from_slice(text.cast::<PyString>()?.to_str()?.as_bytes())
                }
                Err(_) => self.out.extend_from_slice(b"9".repeat(64).as_slice()),
            },
        }
        Ok(())
    }

    /// As it reads, without exponent, and never as a whole number: the engine takes an amount that is
    /// exact to the cent, and refuses the rest at its place.
    fn float(&mut self, number: &Bound<'_, PyFloat>) {
        let number = number.value();
        if !number.is_finite() {
            return self.string(&number.to_string());
        }
        let text = number.to_string();
        self.out.extend_from_slice(text.as_bytes());
        if !text.contains('.') {
            self.out.extend_from_slice(b".0");
        }
    }

    fn dict(&mut self, map: &Bound<'_, PyDict>) -> PyResult<()> {
        self.map(map.iter().map(Ok))
    }

    fn map<'py>(
        &mut self,
        entries: impl Iterator<Item = PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)>>,
    ) -> PyResult<()> {
        if self.too_deep() {
            return Ok(());
        }
        self.out.push(b'{');
        for (rank, entry) in entries.enumerate() {
            let (key, value) = entry?;
            if rank > 0 {
                self.out.push(b',');
            }
            let Ok(name) = key.cast::<PyString>() else {
                let type_ = key.get_type().name()?;
                return Err(self.refuse(&format!("a key is a str, not {type_}")));
            };
            self.text(name)?;
            self.out.push(b':');
            self.within(&name.to_string_lossy().replace('~', "~0").replace('/', "~1"), |w| {
                w.value(&value)
            })?;
        }
        self.out.push(b'}');
        Ok(())
    }

    fn list<'py>(&mut self, values: impl Iterator<Item = Bound<'py, PyAny>>) -> PyResult<()> {
        if self.too_deep() {
            return Ok(());
        }
        self.out.push(b'[');
        for (rank, value) in values.enumerate() {
            if rank > 0 {
                self.out.push(b',');
            }
            self.within(&rank.to_string(), |w| w.value(&value))?;
        }
        self.out.push(b']');
        Ok(())
    }

    fn within(
        &mut self,
        step: &str,
        write: impl FnOnce(&mut Self) -> PyResult<()>,
    ) -> PyResult<()> {
        let length = self.path.len();
        self.path.push('/');
        self.path.push_str(step);
        self.depth = self.depth.saturating_add(1);
        write(self)?;
        self.depth = self.depth.saturating_sub(1);
        self.path.truncate(length);
        Ok(())
    }

    /// Past what the engine reads, it is enough to be too deep: a `dict` may hold itself.
    fn too_deep(&mut self) -> bool {
        let too_deep = self.depth > PROFONDEUR_MAX;
        if too_deep {
            self.out.extend_from_slice(b"[[]]");
        }
        too_deep
    }

    /// `Decimal`, dates, times, and other mappings.
    fn other(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let text = if python::is_decimal(value)? {
            let digits = value.call_method1("__format__", ("f",))?;
            if value.call_method0("is_finite")?.extract()? {
                // A number, exactly as it stands, however many zeros end it.
                self.out.extend_from_slice(digits.cast::<PyString>()?.to_str()?.as_bytes());
                return Ok(());
            }
            digits
        } else if value.is_instance_of::<PyDateTime>() || value.is_instance_of::<PyDate>() {
            // A datetime is no day: the engine says so at its place.
            value.call_method0("isoformat")?
        } else if value.is_instance_of::<PyTime>() {
            let text = value.call_method0("isoformat")?;
            let text = text.cast::<PyString>()?.to_str()?.to_owned();
            self.string(text.strip_suffix(":00").filter(|t| t.len() == 5).unwrap_or(&text));
            return Ok(());
        } else if let Ok(map) = value.cast::<PyMapping>() {
            return self.map(map.items()?.iter().map(|entry| entry.extract()));
        } else {
            let type_ = value.get_type().name()?;
            return Err(self.refuse(&format!("{type_} is no value of a document")));
        };
        self.string(text.cast::<PyString>()?.to_str()?);
        Ok(())
    }

    fn refuse(&self, sentence: &str) -> PyErr {
        let place = if self.path.is_empty() { "/" } else { &self.path };
        PyTypeError::new_err(format!("{place}: {sentence}"))
    }
}
