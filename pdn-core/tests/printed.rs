//! What people read of each example document, word for word: a change of wording is seen, and meant.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod exemples;

use pdn_core::Appel;
use pdn_core::values::{Date, Langue};

#[test]
fn every_example_reads_as_it_should() {
    let dossiers = exemples::dossiers();
    assert!(dossiers.len() >= 15, "{} documents in the README's table", dossiers.len());
    for (nom, document, on) in dossiers {
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
    let document = exemples::dossier("candidature-incomplete");
    let appel = Appel::of_document(&document).unwrap();
    let report = appel.evaluate_json(document, Date::new(2024, 7, 1).unwrap()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&report.to_json(Langue::Fr)).unwrap();
    insta::assert_snapshot!(
        "candidature-incomplete-json",
        serde_json::to_string_pretty(&json).unwrap()
    );
}
