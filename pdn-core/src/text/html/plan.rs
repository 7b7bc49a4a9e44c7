//! The plan: a table of what is asked and what may be, and a chart of it.

use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::report::{Calculation, CalculationLine};
use crate::text::instances::ecrire_instance;
use crate::text::{Lexique, nombres, plain};
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
                (nom(l, langue))
                br; span.discret { (plain::citations(l.citations(), langue)) }
            }
            td.nombre { (montant(l.asked(), langue)) }
            td.nombre { (montant(l.at_least(), langue)) }
            td.nombre { (montant(l.at_most(), langue)) }
            td {
                @if !l.open() { p { (dit("Non ouvert à ce dossier\u{a0}: ", "Not open to this dossier: ")) (l.requirement(langue)) } }
                @if !l.complete() { p { (dit("À fournir\u{a0}: ", "To be supplied: ")) (l.missing().join(", ")) } }
                @for (valeur, nom) in reste {
                    @if let Some(valeur) = valeur.filter(|v| !v.est_nul()) {
                        p { (nom) (dit("\u{a0}: ", ": ")) (montant(Some(valeur), langue)) }
                    }
                }
            }
        }
    }
}

/// The rule's title, and what the line is about.
fn nom(l: &CalculationLine<'_>, langue: Langue) -> String {
    let mut out = l.title(langue);
    if let Some(instance) = l.instance() {
        out.push_str(" (");
        ecrire_instance(&mut out, &instance, Lexique::de(l.appel(), langue));
        out.push(')');
    }
    out
}

fn montant(montant: Option<Montant>, langue: Langue) -> String {
    let mut out = String::new();
    match montant {
        Some(m) => nombres::montant(&mut out, m, langue),
        None => out.push('–'),
    }
    out
}

/// Width of the longest bar, and what a line takes in height.
const LARGEUR: u32 = 600;
const HAUTEUR: u32 = 62;

/// A bar for what is asked of each line, and a mark where the most and the least stand. Colour says
/// nothing that a word does not.
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
    let rangs = u32::try_from(lignes.len()).unwrap_or(u32::MAX);
    let hauteur = rangs.saturating_mul(HAUTEUR).saturating_add(8);
    let description = dit(
        "Montants demandés, au regard du maximum et du minimum de chaque ligne",
        "Amounts asked, against the most and the least of each line",
    );
    let cote = |m: Montant| x(m, grand);
    html! {
        svg viewBox={ "0 0 640 " (hauteur) } role="img" aria-label=(description) {
            @for (rang, l) in (0_u32..).zip(&lignes) {
                @let y = rang.saturating_mul(HAUTEUR);
                @let demande = l.asked().unwrap_or_default();
                @let trop = l.excess().is_some();
                text x="0" y=(y.saturating_add(15)) fill="#1b1b1f" { (nom(l, langue)) }
                rect x="0" y=(y.saturating_add(22)) width=(LARGEUR) height="16" fill="#ececf0" {}
                rect x="0" y=(y.saturating_add(22)) width=(cote(demande)) height="16"
                    fill=(if trop { "#a3161f" } else { "#2f6fb3" }) {}
                @for (borne, mot) in [(l.at_least(), dit("au moins", "at least")), (l.at_most(), dit("au plus", "at most"))] {
                    @if let Some(borne) = borne {
                        rect x=(cote(borne).saturating_sub(2)) y=(y.saturating_add(18)) width="3" height="24" fill="#1b1b1f" {
                            title { (mot) " " (montant(Some(borne), langue)) }
                        }
                    }
                }
                text x="0" y=(y.saturating_add(54)) fill="#55555e" { (legende(l, langue)) }
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
