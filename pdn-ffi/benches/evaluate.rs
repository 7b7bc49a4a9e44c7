//! One evaluation in Rust, of the bytes that `pdn-ffi/kotlin/bench` evaluates from the JVM, as the library
//! that phones carry is built:
//!
//!     cargo bench -p pdn-ffi --profile mobile

use std::error::Error;
use std::hint::black_box;

use criterion::Criterion;
use pdn_core::Appel;
use pdn_core::values::{Date, Langue};

const BYTES: &[u8] = include_bytes!("../../examples/dossiers/candidature-admissible.json");

fn main() -> Result<(), Box<dyn Error>> {
    let appel = Appel::builtin("puy-de-dome-allier-2024-module-2")?;
    let on: Date = "2024-07-01".parse()?;
    let mut criterion = Criterion::default().configure_from_args();
    criterion.bench_function("evaluate", |b| {
        b.iter(|| appel.evaluate_json(black_box(BYTES), on).map(|report| report.settled()));
    });
    // What the records of the findings say, of which each is a sentence to write.
    criterion.bench_function("evaluate and findings", |b| {
        b.iter(|| {
            let report = appel.evaluate_json(black_box(BYTES), on)?;
            for finding in report.findings() {
                black_box((finding.title(Langue::Fr), finding.message(Langue::Fr)));
            }
            Ok::<(), pdn_core::ErreurDeTexte>(())
        });
    });
    criterion.final_summary();
    Ok(())
}
