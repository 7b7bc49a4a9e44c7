//! The page of HTML, word for word and mark for mark: a change is seen, and meant.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod exemples;

use pdn_core::values::Langue;
use pdn_core::{Appel, IndexEntry, Report, index_html};

/// One element a line: a change shows where it is. The style, which is a file, is left out.
fn lisible(page: &str) -> String {
    let (tete, reste) = page.split_once("<style>").unwrap();
    let (_, corps) = reste.split_once("</style>").unwrap();
    format!("{tete}{corps}").replace("><", ">\n<")
}

fn juges() -> Vec<(String, Vec<u8>, Report)> {
    exemples::dossiers()
        .into_iter()
        .map(|(nom, document, on)| {
            let appel = Appel::of_document(&document).unwrap();
            let report = appel.evaluate_json(&document, on).unwrap();
            (nom, document, report)
        })
        .collect()
}

#[test]
fn a_page_of_each_kind_reads_as_it_should() {
    let voulus = [
        ("candidature-incomplete", Langue::Fr),
        ("candidature-irrecevable", Langue::En),
        ("plan-2018-un-centime-de-trop", Langue::Fr),
        ("promeneur-conforme", Langue::Fr),
        ("session-23-inscrits", Langue::Fr),
    ];
    let juges = juges();
    for (voulu, langue) in voulus {
        let (nom, document, report) = juges.iter().find(|(nom, ..)| nom == voulu).unwrap();
        let calcul = report.appel().calculate_json(document, report.on()).unwrap();
        insta::assert_snapshot!(
            format!("{nom}-{}", langue.code()),
            lisible(&calcul.to_html(langue))
        );
    }
}

#[test]
fn the_index_of_a_batch_reads_as_it_should() {
    let juges = juges();
    let pages: Vec<String> = juges.iter().map(|(nom, ..)| format!("{nom}.html")).collect();
    let mut entrees: Vec<IndexEntry<'_>> = juges
        .iter()
        .zip(&pages)
        .filter(|((nom, ..), _)| nom.starts_with("candidature"))
        .map(|((nom, _, report), page)| IndexEntry {
            name: nom,
            href: Some(page),
            report: Ok(report),
        })
        .collect();
    entrees
        .push(IndexEntry { name: "illisible", href: None, report: Err("ce n’est pas du JSON") });
    insta::assert_snapshot!("index-fr", lisible(&index_html(&entrees, Langue::Fr)));
}

#[test]
fn in_a_notebook_a_report_styles_itself_alone() {
    let juges = juges();
    let fragment = juges.first().unwrap().2.to_html_fragment(Langue::Fr);
    let (style, _) = fragment.strip_prefix("<style>").unwrap().split_once("</style>").unwrap();
    let rules: Vec<&str> = style.lines().map(str::trim).filter(|l| l.contains(" {")).collect();
    let foreign: Vec<_> =
        rules.iter().filter(|r| !r.starts_with(".pdn") && !r.starts_with("@media")).collect();
    assert!(!rules.is_empty() && foreign.is_empty(), "{foreign:?}");
}
