//! The page of a batch: its dossiers, and the grid of dossiers and rules.

use maud::{Markup, html};

use super::{page, une_ligne};
use crate::report::{Decision, Report};
use crate::rules::Outcome;
use crate::values::Langue;

/// One document of a batch.
#[derive(Debug, Clone, Copy)]
pub struct IndexEntry<'a> {
    /// What the office calls it: the name of its file.
    pub name: &'a str,
    /// Where its own page is, as a relative address.
    pub href: Option<&'a str>,
    /// Its report, or why it could not be read.
    pub report: Result<&'a Report, &'a str>,
}

/// The page of a batch: each dossier with its decision, how much of it blocks, is to be mended, is missing
/// and is left to a person; then the grid of dossiers and rules, without the rules that are met everywhere.
///
/// ```
/// use pdn_core::{Appel, IndexEntry, index_html, values::Langue};
///
/// let appel = Appel::builtin("charte-2016")?;
/// let report = appel.evaluate_json(r#"{ "type": "profil" }"#, "2024-07-01".parse()?)?;
/// let entry = IndexEntry { name: "profil.json", href: Some("profil.html"), report: Ok(&report) };
/// assert!(index_html(&[entry], Langue::Fr).contains("profil.html"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn index_html(entries: &[IndexEntry<'_>], langue: Langue) -> String {
    let dit = |fr: &'static str, en: &'static str| langue.choisir(fr, en);
    let titre = dit("Examen des dossiers", "Examination of the dossiers");
    let contenu = html! {
        main.pdn {
            h1 { (titre) }
            p { (bilan(entries, langue)) }
            section {
                h2 { (dit("Décisions", "Decisions")) }
                (decisions(entries, langue))
            }
            (grille(entries, langue))
        }
    };
    page(titre, contenu, langue)
}

/// How many of each decision.
fn bilan(entries: &[IndexEntry<'_>], langue: Langue) -> String {
    let compter = |voulue: Decision| {
        entries.iter().filter(|e| e.report.is_ok_and(|r| r.decision() == voulue)).count()
    };
    let illisibles = entries.iter().filter(|e| e.report.is_err()).count();
    let (n, a, i, r) = (
        entries.len(),
        compter(Decision::Admissible),
        compter(Decision::Incomplete),
        compter(Decision::Inadmissible),
    );
    let s = compter(Decision::NotApplicable);
    langue.choisir(
        format!("Dossiers\u{a0}: {n}. Recevables ou conformes\u{a0}: {a}. À compléter\u{a0}: {i}. Irrecevables ou non conformes\u{a0}: {r}. Sans objet\u{a0}: {s}. Illisibles\u{a0}: {illisibles}."),
        format!("Dossiers: {n}. Admissible or compliant: {a}. To be completed: {i}. Inadmissible or not compliant: {r}. Not applicable: {s}. Unreadable: {illisibles}."),
    )
}

fn nom(entry: &IndexEntry<'_>) -> Markup {
    let nom = une_ligne(entry.name);
    html! {
        @match entry.href {
            Some(href) => a href=(href) { (nom) },
            None => (nom),
        }
    }
}

fn decisions(entries: &[IndexEntry<'_>], langue: Langue) -> Markup {
    let dit = |fr: &'static str, en: &'static str| langue.choisir(fr, en);
    html! {
        div.defile tabindex="0" role="region" aria-label=(dit("Décisions", "Decisions")) {
            table {
                thead { tr {
                    th scope="col" { (dit("Dossier", "Dossier")) }
                    th scope="col" { (dit("Référence", "Reference")) }
                    th scope="col" { (dit("Décision", "Decision")) }
                    th.nombre scope="col" { (dit("Non conformes", "Not met")) }
                    th.nombre scope="col" { (dit("À fournir", "To be supplied")) }
                    th.nombre scope="col" { (dit("À apprécier", "To be judged")) }
                    th scope="col" { (dit("Avis", "Opinions")) }
                } }
                tbody {
                    @for entry in entries {
                        tr {
                            th scope="row" { (nom(entry)) }
                            @match entry.report {
                                Ok(report) => {
                                    @let n = report.counts();
                                    @let opinions = report.opinions();
                                    td { (une_ligne(report.reference().unwrap_or("–"))) }
                                    td.verdict.(report.decision().as_str()) { strong { (report.decision_text(langue)) } }
                                    td.nombre { (n.fail) }
                                    td.nombre { (report.missing().len()) }
                                    td.nombre { (opinions.pending) }
                                    td { (opinions.text(langue).unwrap_or_else(|| "–".to_owned())) }
                                },
                                Err(pourquoi) => td colspan="6" { (une_ligne(pourquoi)) },
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The worst outcome of each rule that is not met, or not applicable, everywhere.
fn grille(entries: &[IndexEntry<'_>], langue: Langue) -> Markup {
    let dit = |fr: &'static str, en: &'static str| langue.choisir(fr, en);
    let mut regles: Vec<(&str, String)> = Vec::new();
    let lus: Vec<(&IndexEntry<'_>, &Report)> =
        entries.iter().filter_map(|e| Some((e, e.report.ok()?))).collect();
    for (_, report) in &lus {
        for f in report.attention() {
            if !regles.iter().any(|(id, _)| *id == f.rule()) {
                regles.push((f.rule(), f.title(langue)));
            }
        }
    }
    let titre = dit("Dossiers et règles", "Dossiers and rules");
    let legende = [Outcome::Fail, Outcome::Undetermined, Outcome::Review, Outcome::Pass];
    html! {
        @if !regles.is_empty() {
            section {
                h2 { (titre) }
                p.discret {
                    (dit("Les règles que tous respectent n’y sont pas. ", "Rules that all meet are left out. "))
                    @for outcome in legende { (signe(outcome)) "\u{a0}" (outcome.label(langue)) ". " }
                }
                div.defile tabindex="0" role="region" aria-label=(titre) {
                    table.index {
                        thead { tr {
                            th scope="col" { (dit("Dossier", "Dossier")) }
                            @for (_, titre) in &regles { th.regle scope="col" { (titre) } }
                        } }
                        tbody {
                            @for (entry, report) in &lus {
                                tr {
                                    th scope="row" { (nom(entry)) }
                                    @for (id, _) in &regles {
                                        @match pire(report, id) {
                                            Some(outcome) => td.signe.(outcome.as_str()) {
                                                span aria-hidden="true" { (signe(outcome)) }
                                                span.cache { (outcome.label(langue)) }
                                            },
                                            None => td.signe {},
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn signe(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "✓",
        Outcome::Fail => "✗",
        Outcome::Undetermined => "?",
        Outcome::Review => "✎",
        Outcome::NotApplicable => "·",
    }
}

/// The worst of the outcomes of a rule in a report.
fn pire(report: &Report, regle: &str) -> Option<Outcome> {
    let poids = |o: &Outcome| match o {
        Outcome::Fail => 4,
        Outcome::Undetermined => 3,
        Outcome::Review => 2,
        Outcome::Pass => 1,
        Outcome::NotApplicable => 0,
    };
    report.findings().filter(|f| f.rule() == regle).map(|f| f.outcome()).max_by_key(poids)
}
