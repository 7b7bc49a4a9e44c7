//! What people read of each example document, word for word: a change of wording is seen, and meant.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use pdn_core::Appel;
use pdn_core::values::{Date, Langue};

/// The documents of `examples/dossiers`, each on the day that its README gives.
fn dossiers() -> Vec<(String, Date)> {
    let texte = std::fs::read_to_string(dossier("README.md")).unwrap();
    texte
        .lines()
        .filter_map(|ligne| {
            let mut cases = ligne.strip_prefix("| `")?.split('|');
            let nom = cases.next()?.trim().strip_suffix(".json`")?.to_owned();
            Some((nom, cases.next()?.trim().parse().ok()?))
        })
        .collect()
}

fn dossier(nom: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/dossiers").join(nom)
}

#[test]
fn every_example_reads_as_it_should() {
    let dossiers = dossiers();
    assert!(dossiers.len() >= 15, "{} documents in the README's table", dossiers.len());
    for (nom, on) in dossiers {
        let document = std::fs::read(dossier(&format!("{nom}.json"))).unwrap();
        let appel = Appel::of_document(&document).unwrap();
        let report = appel.evaluate_json(document, on).unwrap();
        for langue in [Langue::Fr, Langue::En] {
            insta::assert_snapshot!(format!("{nom}-{}", langue.code()), report.to_text(langue));
        }
    }
}

/// The whole report as a program gets it, of one document of each kind of outcome.
#[test]
fn every_key_of_the_report_stays_as_it_is() {
    let document = std::fs::read(dossier("candidature-incomplete.json")).unwrap();
    let appel = Appel::of_document(&document).unwrap();
    let report = appel.evaluate_json(document, Date::new(2024, 7, 1).unwrap()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&report.to_json(Langue::Fr)).unwrap();
    insta::assert_snapshot!(
        "candidature-incomplete-json",
        serde_json::to_string_pretty(&json).unwrap()
    );
}
