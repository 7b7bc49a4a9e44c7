//! The rules of *Promeneurs du Net*, as an embeddable library.
//!
//! *Promeneurs du Net* is a French programme: youth professionals keep an educational presence
//! online, under a charter, funded by the Caf and their partners. This crate answers what its texts
//! state: is this application admissible, what is missing, what fails, where does the text say so,
//! and what would mend it.
//!
//! ```
//! use pdn_core::{Appel, Decision};
//!
//! let appel = Appel::builtin("puy-de-dome-allier-2024-module-2")?;
//! let le = "2024-07-01".parse()?;
//! let report = appel.evaluate_json(
//!     r#"{ "type": "candidature", "formations": [{ "id": "F1", "capacite": 9 }] }"#,
//!     le,
//! )?;
//! assert_eq!(report.decision(), Decision::Inadmissible);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing here reads a clock, a file or the network: the same document, call and day give the same
//! report, to the byte.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]
#![cfg_attr(
    not(feature = "schema"),
    allow(dead_code, unused_imports, reason = "some of what a call holds only serves its schemas")
)]

mod appel;
mod brouillon;
mod calculate;
pub mod dossier;
mod evaluate;
mod examine;
mod lecture;
mod report;
mod rules;
#[cfg(feature = "schema")]
mod schema;
mod text;
mod value;
pub mod values;

#[cfg(feature = "schema")]
pub use appel::call_format_schema;
pub use appel::{Appel, AppelError, Citation, Severity, rule_ids, rule_title};
pub use brouillon::{Brouillon, ErreurDeBrouillon};
pub use evaluate::lot;
pub use lecture::{CodeDeFaute, ErreurDeTexte, Faute, PROFONDEUR_MAX, TAILLE_MAX};
pub use report::{
    AcceptedWord, Accepts, Assumption, Calculation, CalculationLine, Consequence, Counts, Decision,
    Estimate, EstimateTerm, Finding, Gap, InputError, Missing, Opinions, Remedy, Report, Term,
    Unread,
};
pub use rules::Outcome;
#[cfg(feature = "schema")]
pub use schema::{Draft, UnknownDraft, report_schema};
pub use text::{
    Aspect, Change, Comparison, Difference, DifferenceKind, IndexEntry, Role, RuleInfo, Subject,
    index_html, rules,
};
pub use value::{Range, Value};

/// The README's blocks are run as tests.
#[cfg(all(doctest, feature = "schema"))]
#[doc = include_str!("../../README.md")]
struct Readme;
