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

/// A document that is not the call's to judge is said to be that, and why.
#[test]
fn what_is_not_examined_says_so() {
    let appel = |id| Appel::builtin(id).unwrap();
    for (call, document, fr, en) in [
        (
            "cantal-2017",
            r#"{"type":"candidature","appel":"puy-de-dome-allier-2024-module-2"}"#,
            "Non examiné\u{a0}: le document répond à un autre appel",
            "Not examined: the document answers another call",
        ),
        (
            "charte-2016",
            r#"{"type":"candidature","module":"2"}"#,
            "Non examiné\u{a0}: le document ne dit pas à quel appel il répond",
            "Not examined: the document does not say which call it answers",
        ),
    ] {
        let report = appel(call).evaluate_json(document, Date::new(2024, 7, 1).unwrap()).unwrap();
        assert_eq!(report.decision_text(Langue::Fr), fr);
        assert_eq!(report.decision_text(Langue::En), en);
        assert!(!report.settled());
    }
}
