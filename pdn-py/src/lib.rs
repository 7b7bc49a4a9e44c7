//! The Python extension of `pdn`: classes and functions over `pdn-core`, without a rule or a wording
//! of their own. The package `pdn` in `python/` is what people import; this is its private module.

mod appel;
mod calculation;
mod compare;
mod document;
mod errors;
mod python;
mod report;
mod stream;

/// The private extension module.
#[pyo3::pymodule]
mod _native {
    #[pymodule_export]
    use crate::appel::{
        Appel, appel_toml, appels, evaluate, evaluate_many, evaluate_ndjson, reload, rules,
    };
    #[pymodule_export]
    use crate::calculation::{Calculation, recalculate};
    #[pymodule_export]
    use crate::compare::{Comparison, recompare};
    #[pymodule_export]
    use crate::python::read_day;
    #[pymodule_export]
    use crate::report::{Finding, Report, finding_of, index_html, replay};
    #[pymodule_export]
    use crate::stream::Reports;

    /// The version of the package and of the engine.
    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "the name that Python gives to a version")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
