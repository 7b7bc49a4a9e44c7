//! The plan: a table of what is asked and what may be, and a chart of it.

use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::report::{Calculation, CalculationLine};
use crate::text::calculation::{a_fournir, nom_de_la_ligne};
use crate::text::{nombres, plain};
use crate::values::{Langue, Montant, ValeurNumerique};

pub(super) fn plan(calcul: &Calculation, langue: Langue) -> Markup {
    let dit = |fr: &'static str, en: &'static str| langue.choisir(fr, en);
    let titre = dit("Plan de financement", "Financing plan");
    html! {
        @if calcul.lines().len() > 0 {
            section {
                h2 { (titre) }
                (graphique(calcul, langue))
                div.defile tabindex="0" role="region" aria-label=(titre) {
                    table {
                        thead { tr {
                            th scope="col" { (dit("Ligne", "Line")) }
                            th.nombre scope="col" { (dit("Demandé", "Asked")) }
                            th.nombre scope="col" { (dit("Au moins", "At least")) }
                            th.nombre scope="col" { (dit("Au plus", "At most")) }
                            th scope="col" { (dit("Reste", "Balance")) }
                        } }
                        tbody { @for l in calcul.lines() { (ligne(&l, langue)) } }
                    }
                }
            }
        }
    }
}

fn ligne(l: &CalculationLine<'_>, langue: Langue) -> Markup {
    let dit = |fr: &'static str, en: &'static str| langue.choisir(fr, en);
    let reste = [
        (l.excess(), dit("En trop", "Too much")),
        (l.lacking(), dit("Manque", "Lacking")),
        (l.still_possible(), dit("Peut encore être demandé", "May still be asked")),
        (l.proposed(), dit("Proposition de prorata", "Proposed prorated amount")),
        (l.others_lacking(), dit("Reste à trouver ailleurs", "Still to be found elsewhere")),
    ];
    html! {
        tr {
            th scope="row" {
                (nom_de_la_ligne(l, langue))
                br; span.discret { (plain::citations(l.citations(), langue)) }
            }
            td.nombre { (montant(l.asked(), langue)) }
            td.nombre { (montant(l.at_least(), langue)) }
            td.nombre { (montant(l.at_most(), langue)) }
            td {
                @if !l.open() { p { (dit("Non ouvert à ce dossier\u{a0}: ", "Not open to this dossier: ")) (l.requirement(langue)) } }
                @if !l.complete() { p { (dit("À fournir\u{a0}: ", "To be supplied: ")) (a_fournir(l, langue)) } }
                @for (valeur, nom) in reste {
                    @if let Some(valeur) = valeur.filter(|v| !v.est_nul()) {
                        p { (nom) (dit("\u{a0}: ", ": ")) (montant(Some(valeur), langue)) }
                    }
                }
            }
        }
    }
}

fn montant(montant: Option<Montant>, langue: Langue) -> String {
    let mut out = String::new();
    match montant {
        Some(m) => nombres::montant(&mut out, m, langue),
        None => out.push('–'),
    }
    out
}

/// Width of the longest bar, in the units of the chart.
const LARGEUR: u32 = 600;

/// A bar for what is asked of each line, and a mark where the most and the least stand. Colour and
/// length say nothing that the words under them do not.
fn graphique(calcul: &Calculation, langue: Langue) -> Markup {
    let dit = |fr: &'static str, en: &'static str| langue.choisir(fr, en);
    let lignes: Vec<CalculationLine<'_>> = calcul
        .lines()
        .filter(|l| l.asked().is_some() && (l.at_most().is_some() || l.at_least().is_some()))
        .collect();
    let grand = lignes
        .iter()
        .flat_map(|l| [l.asked(), l.at_most(), l.at_least()])
        .flatten()
        .max()
        .filter(|m| !m.est_nul());
    let Some(grand) = grand else { return html! {} };
    let largeur = LARGEUR.saturating_add(4);
    html! {
        figure {
            figcaption {
                (dit(
                    "Montants demandés, au regard du minimum et du maximum de chaque ligne",
                    "Amounts asked, against the least and the most of each line",
                ))
            }
            @for l in &lignes {
                @let demande = x(l.asked().unwrap_or_default(), grand);
                @let legende = legende(l, langue);
                p.barre { (nom_de_la_ligne(l, langue)) }
                svg viewBox={ "0 0 " (largeur) " 24" } preserveAspectRatio="none" role="img" aria-label=(legende) {
                    rect.fond y="4" width=(LARGEUR) height="16" {}
                    rect.trop[l.excess().is_some()] y="4" width=(demande) height="16" {}
                    @for borne in [l.at_least(), l.at_most()].into_iter().flatten() {
                        rect.borne x=(x(borne, grand)) width="4" height="24" {}
                    }
                }
                p.discret { (legende) }
            }
        }
    }
}

fn legende(l: &CalculationLine<'_>, langue: Langue) -> String {
    let dit = |fr: &'static str, en: &'static str| langue.choisir(fr, en);
    [
        (l.asked(), dit("demandé", "asked")),
        (l.at_least(), dit("au moins", "at least")),
        (l.at_most(), dit("au plus", "at most")),
        (l.excess(), dit("en trop", "too much")),
    ]
    .into_iter()
    .filter_map(|(m, mot)| Some(format!("{mot} {}", montant(Some(m?), langue))))
    .collect::<Vec<_>>()
    .join(", ")
}

/// Where an amount stands on the longest bar.
fn x(m: Montant, grand: Montant) -> u32 {
    m.decimal()
        .checked_div(grand.decimal())
        .and_then(|part| part.checked_mul(Decimal::from(LARGEUR)))
        .and_then(|x| x.round().to_u32())
        .unwrap_or(0)
}
