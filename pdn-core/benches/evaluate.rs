//! How fast one application is judged, against the floor of merely reading it (`floor.rs`).
//!
//! ```text
//! cargo bench -p pdn-core --bench evaluate              # under two minutes; the table is at the end
//! cargo bench -p pdn-core --bench evaluate -- growth    # one group: report, batch or growth
//! ```
//!
//! Everything is measured several times over, in turns, so that a machine that slows down or speeds
//! up weighs on the floor and on what is compared with it alike. A ratio is the floor's time divided
//! by the time measured, in the same turn: 1.00 is as fast as the floor. The table gives medians
//! over the turns, and between which quartiles the ratio lies.

#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a benchmark that cannot go on stops"
)]

mod floor;

use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{Criterion, SamplingMode, Throughput};
use pdn_core::dossier::{Candidature, Document};
use pdn_core::values::{Date, Langue};
use pdn_core::{Appel, Decision};
use serde::Deserialize;
use serde_json::{Value, json};

const CALL: &str = "puy-de-dome-allier-2024-module-2";
const APPLICATION: &str = include_str!("../../examples/dossiers/candidature-admissible.json");
/// How many times everything is measured; the batch, which takes long, in the first three only.
const TURNS: usize = 15;
/// Applications of the batch.
const BATCH: usize = 10_000;
/// What one application, from bytes to a report, is to reach.
const GOAL: f64 = 0.70;

/// What is measured.
struct Measured<'a> {
    group: &'static str,
    name: String,
    /// Bytes read.
    input: usize,
    /// Bytes written.
    output: Option<usize>,
    /// How many of what the time is shared out over.
    items: Option<(usize, &'static str)>,
    /// Rank of the floor that it is compared with.
    floor: Option<usize>,
    run: Box<dyn Fn() + 'a>,
    /// The median time of each turn, in nanoseconds.
    medians: Vec<Option<f64>>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let appel = Appel::builtin(CALL)?;
    let on = Date::new(2024, 7, 1).ok_or("not a day")?;
    let application: Value = serde_json::from_str(APPLICATION)?;
    let json = application.to_string();
    let document: Document = serde_json::from_str::<Candidature>(&json)?.into();
    let report = appel.evaluate_json(&json, on)?;
    let attention = report.to_json_attention(Langue::Fr).len();
    let whole = report.to_json(Langue::Fr).len();
    let batch = batch(&application);
    let grown = grown(&application)?;

    agree(&appel, on, &json, Decision::Admissible)?;
    if appel.evaluate_document(&document, on) != report {
        return Err("the typed document and its text are not judged alike".into());
    }
    for line in batch.lines().step_by(997) {
        agree(&appel, on, line, Decision::Admissible)?;
    }
    for grown in &grown {
        agree(&appel, on, &grown.json, grown.decision)?;
    }

    let one = |group, name: &str, floor, output, run| Measured {
        group,
        name: name.to_owned(),
        input: json.len(),
        output,
        items: None,
        floor,
        run,
        medians: Vec::new(),
    };
    let evaluate = |json: &str| black_box(appel.evaluate_json(black_box(json.as_bytes()), on));
    let read = |json: &str| {
        let _ = black_box(floor::read(black_box(json.as_bytes())));
    };
    let mut measured = Vec::new();
    measured.push(one("report", "floor", None, None, Box::new(|| read(&json))));
    let floor = Some(0);
    measured.push(one(
        "report",
        "in memory",
        floor,
        None,
        Box::new(|| {
            let _ = evaluate(&json);
        }),
    ));
    measured.push(one(
        "report",
        "JSON of what needs attention",
        floor,
        Some(attention),
        Box::new(|| {
            let _ = black_box(evaluate(&json).map(|r| r.to_json_attention(Langue::Fr)));
        }),
    ));
    measured.push(one(
        "report",
        "JSON of the whole report",
        floor,
        Some(whole),
        Box::new(|| {
            let _ = black_box(evaluate(&json).map(|r| r.to_json(Langue::Fr)));
        }),
    ));
    measured.push(one(
        "report",
        "rules alone, typed document",
        floor,
        None,
        Box::new(|| {
            black_box(appel.evaluate_document(black_box(&document), on));
        }),
    ));

    let pairs = std::iter::once(("batch", "NDJSON".to_owned(), &batch, (BATCH, "application")))
        .chain(grown.iter().map(|g| ("growth", g.name.clone(), &g.json, g.items)));
    for (group, name, text, items) in pairs {
        for is_floor in [true, false] {
            let floor = (!is_floor).then(|| measured.len() - 1);
            measured.push(Measured {
                group,
                name: if is_floor { format!("{name} (floor)") } else { name.clone() },
                input: text.len(),
                output: None,
                items: Some(items),
                floor,
                run: Box::new(move || {
                    for line in text.lines() {
                        if is_floor {
                            read(line);
                        } else {
                            let _ = evaluate(line);
                        }
                    }
                }),
                medians: Vec::new(),
            });
        }
    }

    for turn in 1..=TURNS {
        take_turn(turn, &mut measured);
        // Neither a list of the benchmarks nor a trial run of each measures anything.
        if measured.iter().all(|m| m.medians.iter().all(Option::is_none)) {
            return Ok(());
        }
    }
    print_table(&measured, json.len());
    Ok(())
}

/// The decision is the expected one, without a fault, and the floor reads the very same document.
fn agree(appel: &Appel, on: Date, json: &str, expected: Decision) -> Result<(), Box<dyn Error>> {
    let report = appel.evaluate_json(json, on)?;
    if report.decision() != expected || !report.input_errors().is_empty() {
        let failed: Vec<_> =
            report.attention().map(|f| (f.rule().to_owned(), f.outcome(), f.pointer())).collect();
        let found = (report.decision(), report.input_errors(), failed);
        return Err(format!("expected {expected:?} without a fault, found {found:?}").into());
    }
    let read = floor::read(json.as_bytes())?;
    let typed: Candidature = serde_json::from_str(json)?;
    let formations = read.formations.as_deref().unwrap_or_default();
    let same = read.reference.as_ref().map(floor::Text::as_str) == report.reference()
        && formations.len() == typed.formations.liste().unwrap_or_default().len()
        && read.declarations.as_ref().map_or(0, |d| d.0.len()) == typed.declarations.0.len();
    if !same || !formations.iter().all(|f| f.titre.as_ref().is_some_and(floor::Text::is_borrowed)) {
        return Err("the floor does not read the same document, or allocates its texts".into());
    }
    Ok(())
}

/// The same application many times, each with its own number, one a line.
fn batch(application: &Value) -> String {
    let mut application = application.clone();
    let mut lines = String::new();
    for number in 1..=BATCH {
        application["reference"] = json!(format!("2024-{number:05}"));
        lines.push_str(&application.to_string());
        lines.push('\n');
    }
    lines
}

/// An application with many trainings, or many sessions.
struct Grown {
    name: String,
    json: String,
    items: (usize, &'static str),
    decision: Decision,
}

fn grown(application: &Value) -> Result<Vec<Grown>, Box<dyn Error>> {
    let formations = application["formations"].as_array().ok_or("no trainings")?;
    let sessions = formations[0]["sessions"].as_array().ok_or("no sessions")?;
    let mut grown = Vec::new();
    for count in [1, 10, 100] {
        let mut many = application.clone();
        many["formations"] = formations.iter().cycle().take(count).cloned().collect();
        let copies = many["formations"].as_array_mut().into_iter().flatten();
        for (rank, formation) in copies.enumerate() {
            formation["id"] = json!(format!("F{}", rank + 1));
            if rank >= formations.len() {
                // The call pays for one training a theme.
                formation["financeur_complementaire"] = json!("Fondation des Ombrennes");
            }
        }
        grown.push(Grown {
            name: format!("trainings, {count}"),
            json: many.to_string(),
            items: (count, "training"),
            // Each theme needs its training.
            decision: if count == 1 { Decision::Inadmissible } else { Decision::Admissible },
        });
    }
    for count in [1, 10, 100] {
        let mut many = application.clone();
        many["formations"][0]["sessions"] = sessions.iter().cycle().take(count).cloned().collect();
        grown.push(Grown {
            name: format!("sessions of a training, {count}"),
            json: many.to_string(),
            items: (count, "session"),
            decision: Decision::Admissible,
        });
    }
    Ok(grown)
}

/// Measures everything once, one after the other.
fn take_turn(turn: usize, measured: &mut [Measured<'_>]) {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("evaluate/turn-{turn}"));
    let mut criterion = Criterion::default()
        .sample_size(10)
        .nresamples(2_000)
        .warm_up_time(Duration::from_millis(30))
        .measurement_time(Duration::from_millis(100))
        .without_plots()
        .configure_from_args()
        .output_directory(&out);
    for m in measured.iter_mut().filter(|m| m.group != "batch" || turn <= 3) {
        let file = estimates(&out, m);
        // What an earlier run left is not to be taken for this one's.
        let _ = std::fs::remove_file(&file);
        let mut group = criterion.benchmark_group(m.group);
        group.throughput(Throughput::Bytes(m.input as u64));
        if m.group == "batch" {
            group.sampling_mode(SamplingMode::Flat).measurement_time(Duration::from_secs(3));
        }
        group.bench_function(&m.name, |b| b.iter(|| (m.run)()));
        group.finish();
        m.medians.push(median_of(&file));
    }
}

/// Where criterion writes what it found, which it keeps no other way.
fn estimates(out: &Path, m: &Measured<'_>) -> PathBuf {
    out.join(m.group).join(&m.name).join("new/estimates.json")
}

fn median_of(file: &Path) -> Option<f64> {
    #[derive(Deserialize)]
    struct Estimates {
        median: Estimate,
    }
    #[derive(Deserialize)]
    struct Estimate {
        point_estimate: f64,
    }
    let estimates: Estimates = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
    Some(estimates.median.point_estimate)
}

fn print_table(measured: &[Measured<'_>], bytes: usize) {
    println!(
        "\nOne application: {bytes} bytes of JSON. Medians of {TURNS} turns; MB are 10^6 bytes.\n"
    );
    println!(
        "{:<41} {:>10} {:>24} {:>8} {:>9} {:>6}  {:<11}",
        "", "median", "each", "MB/s in", "MB/s out", "ratio", "quartiles"
    );
    for m in measured {
        let Some(time) = middle(m.medians.iter().flatten().copied().collect()) else { continue };
        let rate = |bytes: usize| format!("{:.1}", bytes as f64 / time * 1e3);
        let each = m.items.map_or(String::new(), |(count, what)| {
            format!("{} per {what}", duration(time / count as f64))
        });
        let ratios = ratios(measured, m);
        let quartile = |n: usize| ratios.get(ratios.len() * n / 4);
        let spread = match (quartile(1), quartile(3)) {
            (Some(low), Some(high)) => format!("{low:.2}–{high:.2}"),
            _ => String::new(),
        };
        println!(
            "{:<41} {:>10} {:>24} {:>8} {:>9} {:>6}  {:<11}",
            format!("{}: {}", m.group, m.name),
            duration(time),
            each,
            rate(m.input),
            m.output.map_or(String::new(), rate),
            middle(ratios).map_or(String::new(), |r| format!("{r:.2}")),
            spread,
        );
    }
    let in_memory = measured.iter().find(|m| m.floor.is_some());
    if let Some(reached) = in_memory.and_then(|m| middle(ratios(measured, m))) {
        let word = if reached >= GOAL { "reached" } else { "not reached" };
        println!(
            "\nJSON bytes to a report in memory: {reached:.2} of the floor’s throughput; {GOAL:.2} is {word}."
        );
    }
}

/// The floor's time divided by the time measured, turn by turn, in increasing order.
fn ratios(measured: &[Measured<'_>], m: &Measured<'_>) -> Vec<f64> {
    let Some(floor) = m.floor.and_then(|rank| measured.get(rank)) else { return Vec::new() };
    let mut ratios: Vec<f64> =
        floor.medians.iter().zip(&m.medians).filter_map(|(f, t)| Some((*f)? / (*t)?)).collect();
    ratios.sort_by(f64::total_cmp);
    ratios
}

fn middle(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

fn duration(nanoseconds: f64) -> String {
    match nanoseconds {
        n if n < 1e3 => format!("{n:.0} ns"),
        n if n < 1e6 => format!("{:.2} µs", n / 1e3),
        n => format!("{:.2} ms", n / 1e6),
    }
}
