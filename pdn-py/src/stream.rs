//! Reports as they come: documents go to threads of their own, reports come back in order, and never
//! more than a few chunks are held at once.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use pdn_core::values::{Date, Langue};
use pdn_core::{ErreurDeTexte, TAILLE_MAX};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::MutexExt;
use pyo3::types::PyIterator;

use crate::appel::Judge;
use crate::document::{self, Json};
use crate::errors;
use crate::report::{Judged, Report};

/// A chunk holds so many documents, or so many bytes of them, whatever comes first.
const DOCUMENTS: usize = 64;
const BYTES: usize = 1 << 20;
/// The chunks that each thread may have, being judged or waiting.
const WAITING: usize = 2;

/// Where documents come from.
pub(crate) enum Source {
    /// An iterator of Python.
    Iterator(Py<PyIterator>),
    /// A file of one document a line.
    Lines { file: BufReader<File>, line: u32, read: u64 },
    /// There are no more.
    Done,
}

impl Source {
    pub(crate) fn lines(path: &Path) -> std::io::Result<Self> {
        let file = File::open(path)?;
        if file.metadata()?.is_dir() {
            // As reading it would say, but before the first report.
            return Err(std::io::Error::from_raw_os_error(21));
        }
        Ok(Self::Lines { file: BufReader::with_capacity(1 << 16, file), line: 0, read: 0 })
    }
}

/// A document, or why the system does not give its file.
struct Entry {
    document: PyResult<Json>,
    line: Option<u32>,
}

/// Why a document has no report.
enum Unreadable {
    Text { error: ErreurDeTexte, placed: bool, line: Option<u32> },
    File(PyErr),
}

impl Unreadable {
    /// The error that stands in the place of the report.
    fn error(self, py: Python<'_>, langue: Langue) -> PyErr {
        match self {
            Self::Text { error, placed, line } => errors::document(error, langue, placed, line),
            Self::File(cause) => errors::document_file(py, cause),
        }
    }
}

type Judgements = Vec<Result<Judged, Unreadable>>;

struct Worker {
    documents: SyncSender<Vec<Entry>>,
    reports: Receiver<Judgements>,
}

struct State {
    source: Source,
    workers: Vec<Worker>,
    /// The workers that hold a chunk, in the order of the documents.
    busy: VecDeque<usize>,
    next: usize,
    ready: std::vec::IntoIter<Result<Judged, Unreadable>>,
    /// What stopped the source; raised once all that came before it is out.
    stopped: Option<PyErr>,
}

/// The reports on documents, in their order; a document that cannot be read has its error in its
/// place.
#[pyclass(frozen, module = "pdn")]
pub(crate) struct Reports {
    judge: Judge,
    on: Date,
    langue: Langue,
    state: Mutex<State>,
}

impl Reports {
    pub(crate) fn new(judge: Judge, source: Source, on: Date, langue: Langue) -> Self {
        let state = State {
            source,
            workers: Vec::new(),
            busy: VecDeque::new(),
            next: 0,
            ready: Vec::new().into_iter(),
            stopped: None,
        };
        Self { judge, on, langue, state: Mutex::new(state) }
    }

    /// Threads are started for each run, not once for the process: a process that forks has none of
    /// its parent's.
    fn start(&self, state: &mut State) {
        if !state.workers.is_empty() || matches!(state.source, Source::Done) {
            return;
        }
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        for _ in 0..cores {
            let (documents, work) = sync_channel::<Vec<Entry>>(WAITING);
            let (done, reports) = sync_channel::<Judgements>(WAITING);
            let (judge, on) = (self.judge.clone(), self.on);
            thread::spawn(move || {
                for entries in work {
                    let judged = entries
                        .into_iter()
                        .map(|Entry { document, line }| {
                            let document = document.map_err(Unreadable::File)?;
                            let placed = document.placed;
                            judge.judged(document, on, line).map_err(|error| Unreadable::Text {
                                error,
                                placed,
                                line,
                            })
                        })
                        .collect();
                    if done.send(judged).is_err() {
                        return;
                    }
                }
            });
            state.workers.push(Worker { documents, reports });
        }
    }

    /// Gives every thread as much as it may hold.
    fn fill(&self, py: Python<'_>, state: &mut State) {
        let most = state.workers.len().saturating_mul(WAITING);
        while state.busy.len() < most && !matches!(state.source, Source::Done) {
            let entries = match self.chunk(py, &mut state.source) {
                (entries, None) => entries,
                (entries, Some(e)) => {
                    state.stopped = Some(e);
                    state.source = Source::Done;
                    entries
                }
            };
            if entries.is_empty() {
                state.source = Source::Done;
                return;
            }
            let rank = state.next;
            let Some(worker) = state.workers.get(rank) else { return };
            if worker.documents.send(entries).is_err() {
                state.stopped = Some(PyValueError::new_err("a thread has ended"));
                state.source = Source::Done;
                return;
            }
            state.busy.push_back(rank);
            state.next = rank.saturating_add(1).checked_rem(state.workers.len()).unwrap_or(0);
        }
    }

    /// The next documents, and what stopped them short.
    fn chunk(&self, py: Python<'_>, source: &mut Source) -> (Vec<Entry>, Option<PyErr>) {
        let mut entries = Vec::new();
        let mut bytes = 0_usize;
        while entries.len() < DOCUMENTS && bytes < BYTES {
            let entry = match source {
                Source::Done => None,
                Source::Iterator(documents) => match documents.bind(py).clone().next() {
                    None => None,
                    Some(Err(e)) => return (entries, Some(e)),
                    Some(Ok(document)) => match document::read(&document) {
                        Err(e) if !e.is_instance_of::<PyOSError>(py) => return (entries, Some(e)),
                        document => Some(Entry { document, line: None }),
                    },
                },
                Source::Lines { file, line, read } => match next_line(file, line, read) {
                    Ok(None) => None,
                    Ok(Some(bytes)) => Some(Entry {
                        document: Ok(Json { bytes, placed: true }),
                        line: Some(*line),
                    }),
                    Err(e) => return (entries, Some(e.into())),
                },
            };
            let Some(entry) = entry else {
                *source = Source::Done;
                break;
            };
            bytes = bytes.saturating_add(entry.document.as_ref().map_or(0, |d| d.bytes.len()));
            entries.push(entry);
        }
        (entries, None)
    }
}

/// The next line that is not blank, without its end. No more is kept of a line than shows that it is
/// too long.
fn next_line(
    file: &mut impl BufRead,
    line: &mut u32,
    position: &mut u64,
) -> std::io::Result<Option<Vec<u8>>> {
    loop {
        let mut bytes = Vec::new();
        let mut ended = false;
        let mut read = 0_usize;
        while !ended {
            let buffer = match file.fill_buf() {
                Ok(buffer) => buffer,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            if buffer.is_empty() {
                break;
            }
            let end = buffer.iter().position(|b| *b == b'\n');
            let taken = end.unwrap_or(buffer.len());
            let room = TAILLE_MAX.saturating_add(1).saturating_sub(bytes.len());
            bytes.extend(buffer.iter().take(taken.min(room)));
            ended = end.is_some();
            let used = taken.saturating_add(usize::from(ended));
            file.consume(used);
            read = read.saturating_add(used);
            *position = position.saturating_add(u64::try_from(used).unwrap_or(0));
        }
        if read == 0 {
            return Ok(None);
        }
        *line = line.saturating_add(1);
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        if !bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(Some(bytes));
        }
    }
}

#[pymethods]
impl Reports {
    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    /// How many bytes of the file were read so far; those of what is not a file are not counted.
    #[getter]
    fn position(&self, py: Python<'_>) -> u64 {
        let state = self.state.lock_py_attached(py);
        match state.as_ref().map(|s| &s.source) {
            Ok(Source::Lines { read, .. }) => *read,
            _ => 0,
        }
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Ok(mut state) = self.state.try_lock() else {
            return Err(PyValueError::new_err("these reports are already being read"));
        };
        loop {
            if let Some(judged) = state.ready.next() {
                return Ok(Some(match judged {
                    Ok(judged) => Bound::new(py, Report::new(judged, self.langue))?.into_any(),
                    Err(e) => e.error(py, self.langue).into_value(py).into_bound(py).into_any(),
                }));
            }
            self.start(&mut state);
            self.fill(py, &mut state);
            let State { busy, workers, ready, .. } = &mut *state;
            let Some(worker) = busy.pop_front().and_then(|rank| workers.get_mut(rank)) else {
                // Threads end when nothing can be sent to them.
                state.workers.clear();
                return state.stopped.take().map_or(Ok(None), Err);
            };
            let reports = &mut worker.reports;
            *ready = py
                .detach(move || reports.recv())
                .map_err(|_| PyValueError::new_err("a thread has ended"))?
                .into_iter();
        }
    }
}
