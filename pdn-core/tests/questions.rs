//! What a report asks for can be answered: whatever `missing` says that a place takes, the reader takes, until
//! nothing is asked for any more. And what a report leaves to a person, a person can record.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop"
)]

#[path = "cas/mod.rs"]
#[allow(dead_code, reason = "only the cases are wanted here")]
mod cas;

use std::collections::{BTreeMap, BTreeSet};

use pdn_core::dossier::TypeDeDocument;
use pdn_core::values::{Date, Langue};
use pdn_core::{Accepts, Appel, Outcome, Report};
use serde_json::{Map, Value, json};

/// Every call at hand: the built-in ones, those of the examples and those of the cases.
fn appels() -> Vec<(String, Appel)> {
    let mut appels: Vec<(String, Appel)> =
        Appel::ids().into_iter().map(|id| (id.to_owned(), Appel::builtin(id).unwrap())).collect();
    let racine = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let mut dossiers = vec![
        std::path::PathBuf::from(format!("{racine}/examples/appels")),
        std::path::PathBuf::from(format!("{racine}/tests/conformance/calls")),
    ];
    let mut vus = 0;
    while let Some(dossier) = dossiers.pop() {
        let mut chemins: Vec<_> =
            std::fs::read_dir(&dossier).unwrap().map(|e| e.unwrap().path()).collect();
        chemins.sort();
        for chemin in chemins {
            if chemin.is_dir() {
                dossiers.push(chemin);
            } else if chemin.extension().is_some_and(|e| e == "toml") {
                // Some are there to be refused.
                if let Ok(appel) = Appel::from_toml(std::fs::read(&chemin).unwrap()) {
                    appels.push((chemin.display().to_string(), appel));
                    vus += 1;
                }
            }
        }
    }
    assert!(vus > 20, "only {vus} calls were found");
    appels
}

/// What a report says that a place takes, as its JSON says it: `tour` turns among the answers.
fn reponse(accepte: &Value, tour: usize) -> Value {
    match accepte["kind"].as_str().unwrap() {
        "boolean" => json!(tour.is_multiple_of(2)),
        // Of the years of a plan and of its lines, no two that contradict each other.
        "count" if accepte["max"].is_u64() => json!(2024),
        "count" => json!(accepte["min"].as_u64().unwrap_or(0).max(1) + (tour as u64 % 3)),
        "amount" => [json!("1500.00"), json!("1500"), json!(1500), json!(0.5)][tour % 4].clone(),
        "share" => json!("0.80"),
        "number" => [json!("0.5"), json!(2), json!("3")][tour % 3].clone(),
        "date" => json!("2024-10-15"),
        "time" => json!("10:00"),
        "text" => match accepte["format"].as_str() {
            None => json!("Texte"),
            Some("siret") => json!("73282932000074"),
            Some("rna") => json!("W151234567"),
            Some("iban") => json!("FR7630006000011234567890189"),
            Some("bic") => json!("AGRIFRPP"),
            Some("departement") => json!("63"),
            Some("code_postal") => json!("63000"),
            Some("compte_de_charge") => json!("60"),
            Some("compte_de_produit") => json!("74"),
            Some("courriel") => json!("contact@exemple.fr"),
            Some("url") => json!("https://exemple.fr/annuaire"),
            Some("telephone") => json!("04 73 00 00 00"),
            Some(autre) => panic!("no example of {autre}"),
        },
        "choice" => {
            let choix = accepte["choices"].as_array().unwrap();
            assert!(!choix.is_empty());
            choix[tour % choix.len()]["value"].clone()
        }
        "list" => json!([reponse(&accepte["of"], tour)]),
        "object" => json!({}),
        autre => panic!("no answer to {autre}"),
    }
}

/// Writes a value at a pointer; objects on the way are made.
fn poser(document: &mut Value, pointeur: &str, valeur: Value) {
    let mut ici = document;
    for pas in pointeur.split('/').skip(1) {
        let pas = pas.replace("~1", "/").replace("~0", "~");
        if ici.is_null() {
            *ici = Value::Object(Map::new());
        }
        ici = match ici {
            Value::Array(liste) => {
                let rang: usize = pas.parse().unwrap();
                &mut liste[rang]
            }
            Value::Object(objet) => objet.entry(pas).or_insert(Value::Null),
            autre => panic!("{pointeur} leads through {autre}"),
        };
    }
    *ici = valeur;
}

fn juger(appel: &Appel, document: &Value) -> Report {
    let on: Date = "2024-07-01".parse().unwrap();
    appel.evaluate_json(document.to_string(), on).unwrap()
}

#[test]
fn whatever_is_said_to_be_accepted_is() {
    for (nom, appel) in appels() {
        for type_ in TypeDeDocument::TOUS {
            for depart in 0..3 {
                repondre_a_tout(&nom, &appel, type_.code(), depart);
            }
        }
    }
}

fn repondre_a_tout(nom: &str, appel: &Appel, type_: &str, depart: usize) {
    let mut document = json!({ "type": type_ });
    let mut repondues: BTreeMap<String, usize> = BTreeMap::new();
    for tour in 0..60 {
        let report = juger(appel, &document);
        let json: Value = serde_json::from_str(&report.to_json(Langue::Fr)).unwrap();
        let fautes: Vec<String> =
            report.input_errors().iter().map(|e| e.text(Langue::Fr)).collect();
        // A call that holds no rule for such a document says so of the document that names none.
        // Dates of the same day are in order, and each year of a plan is given once: only a year out of
        // the plan, or a second line of one, is no answer's fault.
        let refusees: Vec<&Value> = json["input_errors"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|e| {
                !["duplicate-key", "out-of-order", "no-call"].contains(&e["code"].as_str().unwrap())
            })
            .filter(|e| !e["pointer"].as_str().unwrap().ends_with("/annee"))
            .collect();
        assert!(refusees.is_empty(), "{nom}, {type_}: {fautes:?} in {document}");
        // A list of amounts by year is never complete: the years that it lacks are not known.
        let manquants = json["missing"].as_array().unwrap();
        let manquants: Vec<&Value> = manquants
            .iter()
            .filter(|m| !par_annee(&document, m["pointer"].as_str().unwrap()))
            .collect();
        if manquants.is_empty() {
            return;
        }
        for (rang, manquant) in manquants.into_iter().enumerate() {
            let pointeur = manquant["pointer"].as_str().unwrap();
            // An answer within a list is given once the list is.
            let fois = repondues.entry(pointeur.to_owned()).or_default();
            *fois += 1;
            assert!(*fois <= 3, "{nom}, {type_}: {pointeur} is asked for again: {document}");
            if document.pointer(pointeur).is_some_and(|v| !v.is_null() && *v != json!({})) {
                continue;
            }
            poser(&mut document, pointeur, reponse(&manquant["accepts"], depart + rang + tour));
        }
    }
    panic!("{nom}, {type_}: there is always more to answer: {document}");
}

/// True of a list of lines by year that has some already.
fn par_annee(document: &Value, pointeur: &str) -> bool {
    ["/financements", "/bases", "/budgets", "/formations_civiques"]
        .iter()
        .any(|l| pointeur.ends_with(l))
        && document.pointer(pointeur).and_then(Value::as_array).is_some_and(|l| !l.is_empty())
}

/// Titles are for people: no pointer, no id, and no two alike.
#[test]
fn what_is_missing_is_told_apart_in_words() {
    let appel = Appel::builtin("puy-de-dome-allier-2024-module-2").unwrap();
    let document = json!({ "type": "candidature", "module": "2",
        "formations": [{ "id": "F1", "sessions": [{}, {}] }, { "titre": "Écrans" }, {}],
        "financements": [{ "financeur": "caf-63", "annee": 2024 }, { "financeur": "caf-63", "annee": 2025 },
                         { "financeur": "caf-63", "annee": 2025 }, {}],
        "budgets": [{ "annee": 2024, "charges": [{}], "produits": [{}, {}] }, {}],
        "partenaires": [{ "nom": "Les Francas" }, {}],
        "depot": { "envois": [{ "destinataire": "caf-63" }, {}] } });
    let report = juger(&appel, &document);
    for langue in [Langue::Fr, Langue::En] {
        let mut vus = BTreeSet::new();
        for manquant in report.missing() {
            let titre = manquant.title(langue);
            assert!(!titre.contains('/') && !titre.contains("formations"), "{titre}");
            assert!(vus.insert(titre.clone()), "{titre} twice, at {}", manquant.pointer());
            let pourquoi = manquant.asked_by(langue);
            assert!(pourquoi.ends_with(['.', '?', '!']), "{pourquoi}");
        }
    }
    let titres: Vec<String> = report.missing().iter().map(|m| m.title(Langue::Fr)).collect();
    insta::assert_snapshot!(titres.join("\n"));
}

/// A plan takes the years that it covers, and no other.
#[test]
fn the_years_of_a_plan_bound_those_of_its_lines() {
    let appel = Appel::builtin("cantal-2017").unwrap();
    let bornes = |annees: Value| {
        let ligne = json!({ "financeur": "caf-15", "montant": "1.00" });
        let plan = json!({ "type": "plan-financement", "annees": annees, "financements": [ligne] });
        let report = juger(&appel, &plan);
        let missing = report.missing();
        let annee = missing.iter().find(|m| m.pointer() == "/financements/0/annee").unwrap();
        (annee.accepts().minimum(), annee.accepts().maximum())
    };
    assert_eq!(bornes(json!([2018])), (Some(2018), Some(2018)));
    assert_eq!(bornes(json!([2018, 2017])), (Some(2017), Some(2018)));
    assert_eq!(bornes(Value::Null), (Some(1900), Some(2199)));
}

/// The words of a choice have labels in each language, and the kind is the schema's.
#[test]
fn the_choices_of_a_call_are_announced() {
    let appel = Appel::builtin("puy-de-dome-allier-2024-module-2").unwrap();
    let report = juger(&appel, &json!({ "type": "candidature" }));
    let manquants = report.missing();
    let du = |pointeur: &str| -> Accepts<'_> {
        manquants.iter().find(|m| m.pointer() == pointeur).unwrap().accepts()
    };
    let departements = du("/departements").of().unwrap();
    assert_eq!(departements.kind(), "choice");
    let libelles: Vec<String> =
        departements.choices(Langue::Fr).into_iter().map(|c| c.label).collect();
    assert_eq!(libelles, ["Allier (03)", "Puy-de-Dôme (63)"]);
}

/// Whatever ends in a review takes an opinion; an opinion never changes the decision.
#[test]
fn what_is_left_to_a_person_takes_an_opinion() {
    for c in cas::cas() {
        let on: Date = c.contenu["on"].as_str().unwrap().parse().unwrap();
        if c.contenu["examine"] == true {
            continue;
        }
        let appel = cas::appel(&c.contenu).unwrap();
        let Ok(mut document) = serde_json::from_slice::<Value>(&cas::entree(&c.contenu)) else {
            continue;
        };
        let Ok(report) = appel.evaluate_json(document.to_string(), on) else { continue };
        let points: BTreeSet<&str> = report
            .findings()
            .filter(|f| f.outcome() == Outcome::Review && f.appreciation().is_none())
            .map(|f| f.rule())
            .collect();
        if points.is_empty() || !document["appreciations"].is_null() {
            continue;
        }
        for point in &points {
            document["appreciations"][*point] = json!({ "avis": "defavorable" });
        }
        let avec = appel.evaluate_json(document.to_string(), on).unwrap();
        assert_eq!(
            avec.input_errors().len(),
            report.input_errors().len(),
            "{}: {points:?}",
            c.chemin
        );
        assert_eq!(avec.decision(), report.decision(), "{}", c.chemin);
        assert_eq!(avec.settled(), report.settled(), "{}", c.chemin);
        assert_eq!(avec.opinions().pending, 0, "{}", c.chemin);
        assert!(avec.opinions().unfavourable >= points.len(), "{}", c.chemin);
    }
}
