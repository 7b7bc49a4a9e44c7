//! The laws that hold whatever the document and the call, on random documents of every type.
//!
//! ```text
//! cargo test -p pdn-core --test lois                           # every law
//! LOIS_SEED=7 LOIS_NOMBRE=1 cargo test -p pdn-core --test lois a_remedy_mends
//! LOIS_NOMBRE=1000000 cargo test -p pdn-core --test lois       # by night
//! LOIS_RECENSEMENT=breaches.md cargo test -p pdn-core --test lois census
//! ```
//!
//! Document *n* of a run is drawn from the seed `LOIS_SEED + n`: the seed that a failure names draws its
//! document again, alone. The census counts the breaches of every law by kind, with a reduced example of
//! each, and does not fail.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

mod lois {
    pub mod completion;
    pub mod generateur;
    pub mod hasard;
    #[allow(clippy::module_inception, reason = "the laws themselves")]
    pub mod lois;
    pub mod moisson;
    pub mod places;
    pub mod reduction;
}

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use lois::completion::juger;
use lois::generateur::{Tirage, tirer};
use lois::hasard::Hasard;
use lois::lois::{Loi, eprouver};
use lois::moisson::{Cadre, cadres};
use lois::reduction::Contre;
use pdn_core::Outcome;

fn tous() -> &'static [Cadre] {
    static CADRES: OnceLock<Vec<Cadre>> = OnceLock::new();
    CADRES.get_or_init(cadres)
}

fn nombre_dit(nom: &str) -> Option<u64> {
    std::env::var(nom).ok().map(|n| n.parse().unwrap_or_else(|_| panic!("{nom}: {n} is no number")))
}

fn graine() -> u64 {
    nombre_dit("LOIS_SEED").unwrap_or(20_240_701)
}

/// Documents of a run, over all laws.
fn nombre() -> u64 {
    nombre_dit("LOIS_NOMBRE").unwrap_or(20_000)
}

/// Holds one law on its share of the documents; stops at the first breach.
fn tenir(loi: Loi) {
    let par_loi = loi.nombre(nombre());
    let (mut epreuves, mut completions) = (0, 0);
    let mut departs: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    for n in 0..par_loi {
        let graine = graine().wrapping_add(n);
        let mut h = Hasard::nouveau(graine);
        let Tirage { cadre, document, jour } = tirer(tous(), &mut h);
        let essai = eprouver(loi, cadre, &document, jour, None, &mut h);
        epreuves += essai.epreuves;
        if let Some((decision, settled)) = essai.depart {
            *departs.entry((decision.as_str(), settled)).or_default() += 1;
        }
        completions += essai.completions;
        if let Some(manquement) = essai.manquements.into_iter().next() {
            let mut contre =
                Contre { loi, cadre, document, jour, gestes: essai.gestes, manquement, graine };
            let tire = contre.document.to_string();
            contre.reduire(2_000);
            panic!(
                "{}: broken by document {n} ({})\n\nas drawn: {tire}\n\nreduced: {}",
                loi.enonce(),
                contre.manquement.genre,
                contre.ecrire()
            );
        }
    }
    println!(
        "{}: seed {}, {par_loi} documents, {completions} completions, {epreuves} trials, (decision, settled) {departs:?}",
        loi.enonce(),
        graine()
    );
    assert!(
        nombre() < 10_000 || epreuves as u64 > par_loi / 10,
        "{}: tried {epreuves} times",
        loi.enonce()
    );
}

#[test]
fn a_settled_decision_survives_every_completion() {
    tenir(Loi::DecisionArretee);
}

#[test]
fn a_decided_outcome_survives_every_completion() {
    tenir(Loi::IssueDecidee);
}

#[test]
fn what_is_not_asked_for_undoes_no_outcome() {
    tenir(Loi::NonDemande);
}

#[test]
fn a_document_of_another_call_gets_no_verdict() {
    tenir(Loi::AutreAppel);
}

#[test]
fn what_is_asked_for_is_taken_and_the_asking_ends() {
    tenir(Loi::Demandes);
}

#[test]
fn a_remedy_mends() {
    tenir(Loi::Remedes);
}

#[test]
fn no_amount_asked_of_a_funder_passes_by() {
    tenir(Loi::MontantsLus);
}

#[test]
fn the_calculation_and_the_report_agree() {
    tenir(Loi::Calcul);
}

#[test]
fn a_sentence_tells_the_truth() {
    tenir(Loi::Phrases);
}

#[test]
fn what_is_near_a_code_decides_nothing() {
    tenir(Loi::Voisins);
}

#[test]
fn every_report_is_written() {
    tenir(Loi::Ecriture);
}

/// A law that is tried on no admissible document cannot fail: each decision is reached, settled and not,
/// and each type, and most rules come out each way.
#[test]
fn documents_reach_every_decision() {
    let combien = nombre().min(16_000) / 4;
    let mut decisions: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    let mut types: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut regles: BTreeMap<String, [usize; 5]> = BTreeMap::new();
    for n in 0..combien {
        let mut h = Hasard::nouveau(graine().wrapping_add(n));
        let Tirage { cadre, document, jour } = tirer(tous(), &mut h);
        let vu = juger(cadre, &document, jour);
        *decisions.entry((vu.decision.as_str(), vu.settled)).or_default() += 1;
        let type_ = vu.report.subject().unwrap_or("none");
        *types.entry(type_).or_default().entry(vu.decision.as_str()).or_default() += 1;
        for c in &vu.constats {
            let rang = Outcome::ALL.iter().position(|o| *o == c.issue).unwrap();
            regles.entry(c.regle.clone()).or_default()[rang] += 1;
        }
    }
    println!("seed {}, {combien} documents\n{decisions:?}\n{types:?}", graine());
    let jamais = |rang: usize| {
        regles.iter().filter(|(_, n)| n[rang] == 0).map(|(r, _)| r.as_str()).collect::<Vec<_>>()
    };
    println!("never pass: {:?}\nnever fail: {:?}", jamais(0), jamais(1));
    if combien < 2_000 {
        return;
    }
    for decision in ["admissible", "incomplete", "inadmissible", "not_applicable"] {
        for settled in [true, false] {
            let trouves = decisions.get(&(decision, settled)).copied().unwrap_or(0);
            // A gap, or a value in error, is what leaves an admissible document unsettled.
            let au_moins = if settled && decision != "not_applicable" { 40 } else { 1 };
            assert!(trouves >= au_moins, "{decision}, settled {settled}: {trouves} documents");
        }
    }
    for type_ in pdn_core::dossier::TypeDeDocument::TOUS {
        let trouves: usize = types.get(type_.code()).map_or(0, |t| t.values().sum());
        assert!(trouves >= 20, "{}: {trouves} documents", type_.code());
    }
}

/// Counts the breaches of every law by kind, where `LOIS_RECENSEMENT` names a file for them.
#[test]
fn census() {
    let Ok(fichier) = std::env::var("LOIS_RECENSEMENT") else { return };
    std::panic::set_hook(Box::new(|_| {}));
    let mut genres: BTreeMap<(Loi, String), (usize, Contre<'static>)> = BTreeMap::new();
    let mut comptes: BTreeMap<Loi, (usize, usize, usize, usize)> = BTreeMap::new();
    for loi in Loi::TOUTES {
        let debut = std::time::Instant::now();
        for n in 0..loi.nombre(nombre()) {
            let graine = graine().wrapping_add(n);
            let mut h = Hasard::nouveau(graine);
            let Tirage { cadre, document, jour } = tirer(tous(), &mut h);
            let essai = eprouver(loi, cadre, &document, jour, None, &mut h);
            let compte = comptes.entry(loi).or_default();
            compte.0 += 1;
            compte.1 += essai.completions;
            compte.2 += essai.epreuves;
            compte.3 += usize::from(!essai.manquements.is_empty());
            for manquement in essai.manquements {
                let contre = Contre {
                    loi,
                    cadre,
                    document: document.clone(),
                    jour,
                    gestes: essai.gestes.clone(),
                    manquement,
                    graine,
                };
                let taille =
                    |c: &Contre<'_>| c.document.to_string().len() + format!("{:?}", c.gestes).len();
                let cle = (loi, contre.manquement.genre.clone());
                match genres.get_mut(&cle) {
                    Some((combien, deja)) => {
                        *combien += 1;
                        if taille(&contre) < taille(deja) {
                            *deja = contre;
                        }
                    }
                    None => {
                        genres.insert(cle, (1, contre));
                    }
                }
            }
        }
        println!("{}: {:?}", loi.enonce(), debut.elapsed());
    }
    let mut page = format!(
        "# Breaches, seed {}\n\n| law | documents | completions | trials | documents that break it |\n|---|---|---|---|---|\n",
        graine()
    );
    for (loi, (documents, completions, epreuves, fautifs)) in &comptes {
        writeln!(
            page,
            "| {} | {documents} | {completions} | {epreuves} | {fautifs} |",
            loi.enonce()
        )
        .unwrap();
    }
    for loi in Loi::TOUTES {
        let mut de_la_loi: Vec<_> = genres.iter_mut().filter(|((l, _), _)| *l == loi).collect();
        de_la_loi.sort_by_key(|(_, (combien, _))| std::cmp::Reverse(*combien));
        if de_la_loi.is_empty() {
            continue;
        }
        writeln!(page, "\n## {}\n\n| kind | times |\n|---|---|", loi.enonce()).unwrap();
        for ((_, genre), (combien, _)) in &de_la_loi {
            writeln!(page, "| {genre} | {combien} |").unwrap();
        }
        for ((_, genre), (_, contre)) in &mut de_la_loi {
            contre.reduire(250);
            writeln!(page, "\n### {genre}\n\n```\n{}```", contre.ecrire()).unwrap();
        }
    }
    std::fs::write(fichier, page).unwrap();
}
