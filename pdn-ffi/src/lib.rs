//! `pdn` for Kotlin and Swift, through UniFFI.
//!
//! Everything is [`pdn_core`]'s: this crate mirrors its answers as records that UniFFI can carry, and
//! holds no rule and no wording of its own. What it documents is read in KDoc and in Swift's
//! documentation. Calls are synchronous; a panic, should there ever be one, becomes an exception.

mod appel;
mod brouillon;
mod calculation;
mod compare;
mod errors;
mod report;
mod rules;
mod values;

pub use appel::{Appel, appel_toml, appels};
pub use brouillon::{Answer, Brouillon};
pub use calculation::{Calculation, CalculationLine, CarriedOut, Estimate, EstimateTerm, Term};
pub use compare::{Change, Comparison, Difference};
pub use errors::{Fault, PdnError};
pub use report::{
    Accepts, Appreciation, Assumption, Choice, Citation, Consequence, Counts, Finding, Gap,
    InputError, Missing, Opinions, Remedy, Report, Unread, report_schema,
};
pub use rules::{Parameter, Rule, rule_title, rules};
pub use values::{Day, Euros, Lang, Quantity, Value};

uniffi::setup_scaffolding!("pdn");
