//! How fast a document is judged, against the floor of merely reading it (`floor.rs`): an application
//! to module 2, one to the Cantal call, and the financing plan of that call.
//!
//! ```text
//! cargo bench -p pdn-core --bench evaluate              # about two minutes; the table is at the end
//! cargo bench -p pdn-core --bench evaluate -- growth    # one group: module-2, cantal, batch or growth
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
use pdn_core::dossier::{
    Candidature, Document, Financement, Lot, PlanFinancement, Reponse, Texte, TypeDeDocument,
};
use pdn_core::values::{Date, Langue, Siret, Valeur};
use pdn_core::{Appel, Decision, ErreurDeTexte, Report};
use serde::Deserialize;
use serde_json::{Value, json};

const MODULE_2: &str = include_str!("../../examples/dossiers/candidature-admissible.json");
const CANTAL: &str =
    include_str!("../../examples/dossiers/candidature-coordination-admissible.json");
const CANTAL_PLAN: &str = include_str!("../../examples/dossiers/plan-2018.json");
/// How many times everything is measured; the batches, which take long, in the first three only.
const TURNS: usize = 15;
/// Applications of a batch.
const BATCH: usize = 10_000;
/// What one document, from bytes to a report, is to reach.
const GOAL: f64 = 0.70;
/// The row that is to reach it.
const IN_MEMORY: &str = "in memory";

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
    let module_2 = Office::new("puy-de-dome-allier-2024-module-2", Date::new(2024, 7, 1))?;
    let cantal = Office::new("cantal-2017", Date::new(2017, 11, 13))?;
    let training: Value = serde_json::from_str(MODULE_2)?;
    let coordination: Value = serde_json::from_str(CANTAL)?;
    let plan: Value = serde_json::from_str(CANTAL_PLAN)?;
    let single = [
        ("module-2", &module_2, module_2.subject(&training, Decision::Admissible)?),
        ("cantal", &cantal, cantal.subject(&coordination, Decision::Admissible)?),
        ("cantal-plan", &cantal, cantal.subject(&plan, Decision::Admissible)?),
    ];
    let batches = [
        ("NDJSON, module 2", &module_2, batch(&module_2, &training)?),
        ("NDJSON, Cantal", &cantal, batch(&cantal, &coordination)?),
    ];
    let grown = grown(&module_2, &training)?;
    for (name, office, subject) in &single {
        println!("{name}: {} allocations for a report in memory", allocations(office, subject)?);
    }

    let mut measured = Vec::new();
    for (group, office, subject) in &single {
        measure_report(&mut measured, group, office, subject)?;
    }
    for (name, office, text) in &batches {
        let of = TypeDeDocument::Candidature;
        let lines = Lines { of, text, items: (BATCH, "application") };
        measure_lines(&mut measured, "batch", name, office, lines);
    }
    for Grown { name, items, subject } in &grown {
        let of = subject.document.type_de_document();
        let lines = Lines { of, text: &subject.json, items: *items };
        measure_lines(&mut measured, "growth", name, &module_2, lines);
    }

    for turn in 1..=TURNS {
        take_turn(turn, &mut measured);
        // Neither a list of the benchmarks nor a trial run of each measures anything.
        if measured.iter().all(|m| m.medians.iter().all(Option::is_none)) {
            return Ok(());
        }
    }
    print_table(&measured);
    Ok(())
}

/// How often memory is asked for, from a document's text to its report; the same at every run.
fn allocations(office: &Office, subject: &Subject) -> Result<u64, Box<dyn Error>> {
    // What a call works out once, it works out the first time.
    office.evaluate(&subject.json)?;
    let mut judged = Ok(());
    let counted = allocation_counter::measure(|| {
        judged = office.evaluate(&subject.json).map(|report| drop(black_box(report)));
    });
    judged?;
    Ok(counted.count_total)
}

/// Who judges: by which call, on which day.
struct Office {
    appel: Appel,
    on: Date,
}

/// A document to judge, as text and typed.
struct Subject {
    json: String,
    document: Document,
}

impl Office {
    fn new(call: &str, on: Option<Date>) -> Result<Self, Box<dyn Error>> {
        Ok(Self { appel: Appel::builtin(call)?, on: on.ok_or("not a day")? })
    }

    fn evaluate(&self, json: &str) -> Result<Report, ErreurDeTexte> {
        black_box(self.appel.evaluate_json(black_box(json.as_bytes()), self.on))
    }

    /// The document, where its decision is the expected one, without a fault, and where the floor
    /// reads the very same.
    fn subject(&self, value: &Value, expected: Decision) -> Result<Subject, Box<dyn Error>> {
        let json = value.to_string();
        let document = match value["type"].as_str() {
            Some("plan-financement") => read_alike(&json, same_plan)?,
            Some("lot") => read_alike(&json, same_lot)?,
            _ => read_alike(&json, same_application)?,
        };
        let report = self.evaluate(&json)?;
        if report.decision() != expected || !report.input_errors().is_empty() {
            let failed: Vec<_> = report
                .attention()
                .map(|f| (f.rule().to_owned(), f.outcome(), f.pointer()))
                .collect();
            let found = (report.decision(), report.input_errors(), failed);
            return Err(format!("expected {expected:?} without a fault, found {found:?}").into());
        }
        if self.appel.evaluate_document(&document, self.on) != report {
            return Err("the typed document and its text are not judged alike".into());
        }
        Ok(Subject { json, document })
    }
}

/// The floor of a document.
fn read(of: TypeDeDocument, json: &str) {
    fn read_as<'a, R: Deserialize<'a>>(json: &'a [u8]) {
        let _ = black_box(floor::read::<R>(json));
    }
    let json = black_box(json.as_bytes());
    match of {
        TypeDeDocument::PlanFinancement => read_as::<floor::PlanFinancement<'_>>(json),
        TypeDeDocument::Lot => read_as::<floor::Lot<'_>>(json),
        _ => read_as::<floor::Candidature<'_>>(json),
    }
}

/// The typed document, where the floor reads the same without allocating its texts.
fn read_alike<'a, R, T>(
    json: &'a str,
    same: impl Fn(&R, &T) -> bool,
) -> Result<Document, Box<dyn Error>>
where
    R: Deserialize<'a>,
    T: Deserialize<'a> + Into<Document>,
{
    let typed: T = serde_json::from_str(json)?;
    if !same(&floor::read(json.as_bytes())?, &typed) {
        return Err("the floor does not read the same document, or allocates its texts".into());
    }
    Ok(typed.into())
}

fn same_application(read: &floor::Candidature<'_>, typed: &Candidature) -> bool {
    let declarations = read.declarations.as_ref().map_or(0, |d| d.0.len());
    same_text(&read.reference, &typed.reference)
        && same_list(&read.formations, &typed.formations, |r, t| same_text(&r.titre, &t.titre))
        && same_list(&read.financements, &typed.financements, same_grant)
        && declarations == typed.declarations.0.len()
}

fn same_plan(read: &floor::PlanFinancement<'_>, typed: &PlanFinancement) -> bool {
    same_text(&read.reference, &typed.reference)
        && same_list(&read.financements, &typed.financements, same_grant)
        && same_list(&read.formations_civiques, &typed.formations_civiques, |r, t| {
            r.volontaires.as_ref() == t.volontaires.donnee()
        })
}

fn same_lot(read: &floor::Lot<'_>, typed: &Lot) -> bool {
    same_text(&read.reference, &typed.reference)
        && same_list(&read.candidatures, &typed.candidatures, same_application)
}

fn same_grant(read: &floor::Financement<'_>, typed: &Financement) -> bool {
    same_text(&read.financeur, &typed.financeur)
}

fn same_list<R, T>(
    read: &Option<Vec<R>>,
    typed: &Reponse<Vec<T>>,
    same: impl Fn(&R, &T) -> bool,
) -> bool {
    let (read, typed) = (read.as_deref().unwrap_or_default(), typed.liste().unwrap_or_default());
    read.len() == typed.len() && read.iter().zip(typed).all(|(r, t)| same(r, t))
}

fn same_text(read: &Option<floor::Text<'_>>, typed: &Reponse<Texte>) -> bool {
    read.as_ref().map(floor::Text::as_str) == typed.donnee().map(Texte::as_str)
        && read.as_ref().is_none_or(floor::Text::is_borrowed)
}

/// The floor of one document, then its report and what is written of it.
fn measure_report<'a>(
    measured: &mut Vec<Measured<'a>>,
    group: &'static str,
    office: &'a Office,
    subject: &'a Subject,
) -> Result<(), Box<dyn Error>> {
    let Subject { json, document } = subject;
    let report = office.evaluate(json)?;
    let attention = report.to_json_attention(Langue::Fr).len();
    let whole = report.to_json(Langue::Fr).len();
    let of = document.type_de_document();
    let rank = measured.len();
    let mut add = |name: &str, floor, output, run| {
        let (name, input) = (name.to_owned(), json.len());
        let medians = Vec::new();
        measured.push(Measured { group, name, input, output, items: None, floor, run, medians });
    };
    add("floor", None, None, Box::new(move || read(of, json)));
    let floor = Some(rank);
    add(
        IN_MEMORY,
        floor,
        None,
        Box::new(|| {
            let _ = office.evaluate(json);
        }),
    );
    add(
        "JSON of what needs attention",
        floor,
        Some(attention),
        Box::new(|| {
            let _ = black_box(office.evaluate(json).map(|r| r.to_json_attention(Langue::Fr)));
        }),
    );
    add(
        "JSON of the whole report",
        floor,
        Some(whole),
        Box::new(|| {
            let _ = black_box(office.evaluate(json).map(|r| r.to_json(Langue::Fr)));
        }),
    );
    add(
        "rules alone, typed document",
        floor,
        None,
        Box::new(|| {
            black_box(office.appel.evaluate_document(black_box(document), office.on));
        }),
    );
    Ok(())
}

/// Documents of one type, one a line.
#[derive(Clone, Copy)]
struct Lines<'a> {
    of: TypeDeDocument,
    text: &'a str,
    items: (usize, &'static str),
}

/// The floor of all the lines, then their reports.
fn measure_lines<'a>(
    measured: &mut Vec<Measured<'a>>,
    group: &'static str,
    name: &str,
    office: &'a Office,
    lines: Lines<'a>,
) {
    for is_floor in [true, false] {
        let floor = (!is_floor).then(|| measured.len() - 1);
        measured.push(Measured {
            group,
            name: if is_floor { format!("{name} (floor)") } else { name.to_owned() },
            input: lines.text.len(),
            output: None,
            items: Some(lines.items),
            floor,
            run: Box::new(move || {
                for line in lines.text.lines() {
                    if is_floor {
                        read(lines.of, line);
                    } else {
                        let _ = office.evaluate(line);
                    }
                }
            }),
            medians: Vec::new(),
        });
    }
}

/// The same application many times, each with its own number, one a line.
fn batch(office: &Office, application: &Value) -> Result<String, Box<dyn Error>> {
    let mut application = application.clone();
    let mut lines = String::new();
    for number in 1..=BATCH {
        application["reference"] = json!(format!("2024-{number:05}"));
        lines.push_str(&application.to_string());
        lines.push('\n');
        if number % 997 == 1 {
            office.subject(&application, Decision::Admissible)?;
        }
    }
    Ok(lines)
}

/// A document with many trainings, sessions or applications.
struct Grown {
    name: String,
    items: (usize, &'static str),
    subject: Subject,
}

fn grown(office: &Office, application: &Value) -> Result<Vec<Grown>, Box<dyn Error>> {
    let formations = application["formations"].as_array().ok_or("no trainings")?;
    let sessions = formations[0]["sessions"].as_array().ok_or("no sessions")?;
    let mut grown = Vec::new();
    let mut add = |name: &str, items: (usize, _), value: &Value, decision| {
        let name = format!("{name}, {}", items.0);
        grown.push(Grown { name, items, subject: office.subject(value, decision)? });
        Ok::<_, Box<dyn Error>>(())
    };
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
        // Each theme needs its training.
        let decision = if count == 1 { Decision::Inadmissible } else { Decision::Admissible };
        add("trainings", (count, "training"), &many, decision)?;
    }
    for count in [1, 10, 100] {
        let mut many = application.clone();
        many["formations"][0]["sessions"] = sessions.iter().cycle().take(count).cloned().collect();
        add("sessions of a training", (count, "session"), &many, Decision::Admissible)?;
    }
    for count in [1, 10, 100] {
        // Each of another operator: those of one are compared with each other.
        let lot: Vec<Value> = sirets()
            .zip(1..=count)
            .map(|(siret, number)| {
                let mut application = application.clone();
                application["reference"] = json!(format!("2024-{number:05}"));
                application["structure"]["siret"] = json!(siret);
                application
            })
            .collect();
        let lot = json!({ "type": "lot", "appel": application["appel"], "candidatures": lot });
        add("applications of a lot", (count, "application"), &lot, Decision::Admissible)?;
    }
    Ok(grown)
}

/// Numbers that can exist, each of another operator.
fn sirets() -> impl Iterator<Item = String> {
    (99_900_000_100_001_u64..)
        .step_by(100_001)
        .map(|number| number.to_string())
        .filter(|number| Siret::du_contrat(number).is_ok())
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

fn print_table(measured: &[Measured<'_>]) {
    println!("\nMedians of {TURNS} turns; MB are 10^6 bytes.\n");
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
    println!("\nJSON bytes to a report in memory, of the floor’s throughput:");
    for m in measured.iter().filter(|m| m.name == IN_MEMORY) {
        let Some(reached) = middle(ratios(measured, m)) else { continue };
        let word = if reached >= GOAL { "reached" } else { "not reached" };
        println!("{} ({} bytes): {reached:.2}; {GOAL:.2} is {word}.", m.group, m.input);
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
