//! Runs every case of `tests/conformance`, the same that every language runs, and holds the set of
//! cases to be complete: each rule has a case for every outcome that it can have.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod cas;

use std::collections::{BTreeMap, BTreeSet};

use cas::{appel, cas, entree};
use pdn_core::values::{Date, Langue};
use pdn_core::{Appel, rule_ids};
use serde_json::Value;

/// True when everything that is expected is there; lists are compared whole, objects key by key.
fn contient(trouve: &Value, attendu: &Value) -> bool {
    match (trouve, attendu) {
        (Value::Object(t), Value::Object(a)) => {
            a.iter().all(|(cle, v)| contient(t.get(cle).unwrap_or(&Value::Null), v))
        }
        (Value::Array(t), Value::Array(a)) => {
            t.len() == a.len() && t.iter().zip(a).all(|(t, a)| contient(t, a))
        }
        _ => trouve == attendu,
    }
}

fn juger(appel: &Appel, cas: &Value) -> Result<Value, Value> {
    let on: Date = cas["on"].as_str().unwrap().parse().unwrap();
    let jugee = if cas["examine"] == true {
        Ok(appel.examine(on))
    } else {
        appel.evaluate_json(entree(cas), on)
    };
    match jugee {
        Ok(report) => {
            let texte = report.to_json(Langue::Fr);
            // Reading a report in the other language, or as text, must never fail either.
            assert!(!report.to_json(Langue::En).is_empty());
            assert!(!report.to_text(Langue::Fr).is_empty());
            assert!(!report.to_text(Langue::En).is_empty());
            Ok(serde_json::from_str(&texte).unwrap())
        }
        Err(e) => {
            let (line, column) = e.position();
            Err(serde_json::json!({ "code": e.code(), "line": line, "column": column }))
        }
    }
}

fn verifier(cas: &Value) -> Vec<String> {
    let attendu = &cas["expect"];
    let mut fautes = Vec::new();
    let appel = match appel(cas) {
        Ok(appel) => appel,
        Err(e) => return vec![e],
    };
    let report = match (juger(&appel, cas), attendu.get("error")) {
        (Err(e), Some(voulue)) if contient(&e, voulue) => return fautes,
        (Err(e), _) => return vec![format!("error {e}")],
        (Ok(_), Some(voulue)) => return vec![format!("no error, expected {voulue}")],
        (Ok(report), None) => report,
    };
    for cle in ["decision", "settled", "opinions", "assumptions"] {
        if let Some(voulu) = attendu.get(cle)
            && !contient(&report[cle], voulu)
        {
            fautes.push(format!("{cle}: {} instead of {voulu}", report[cle]));
        }
    }
    let constats = report["findings"].as_array().unwrap();
    for voulu in attendu["findings"].as_array().into_iter().flatten() {
        let trouves = constats.iter().filter(|c| contient(c, voulu)).count();
        if trouves != 1 {
            let memes: Vec<String> = constats
                .iter()
                .filter(|c| c["rule"] == voulu["rule"])
                .map(|c| {
                    format!(
                        "{} {} {} observed {} expected {} remedy {} appreciation {}",
                        c["outcome"],
                        c["instance"],
                        c["pointer"],
                        c["observed"],
                        c["expected"],
                        c["remedy"],
                        c["appreciation"]
                    )
                })
                .collect();
            fautes.push(format!(
                "{trouves} findings like {voulu}; found\n      {}",
                memes.join("\n      ")
            ));
        }
    }
    for regle in attendu["no_finding"].as_array().into_iter().flatten() {
        if constats.iter().any(|c| c["rule"] == *regle) {
            fautes.push(format!("a finding of {regle}"));
        }
    }
    let manquants: Vec<&Value> =
        report["missing"].as_array().unwrap().iter().map(|m| &m["pointer"]).collect();
    let mut dernier = None;
    for voulu in attendu["missing"].as_array().into_iter().flatten() {
        match manquants.iter().position(|m| *m == voulu) {
            None => fautes.push(format!("{voulu} is not missing; missing: {manquants:?}")),
            Some(place) => {
                if dernier.is_some_and(|d| place < d) {
                    fautes.push(format!("{voulu} comes too early in missing: {manquants:?}"));
                }
                dernier = Some(place);
            }
        }
    }
    if let Some(voulus) = attendu.get("unread") {
        let non_lus: Vec<&Value> =
            report["unread"].as_array().unwrap().iter().map(|u| &u["pointer"]).collect();
        if non_lus != voulus.as_array().unwrap().iter().collect::<Vec<_>>() {
            fautes.push(format!("unread {non_lus:?} instead of {voulus}"));
        }
    }
    if let Some(voulues) = attendu.get("consequences") {
        let trouvees = report["consequences"].as_array().unwrap();
        for voulue in voulues.as_array().unwrap() {
            if trouvees.iter().filter(|t| contient(t, voulue)).count() != 1 {
                fautes.push(format!("consequence {voulue}; found {trouvees:?}"));
            }
        }
        if voulues.as_array().unwrap().is_empty() && !trouvees.is_empty() {
            fautes.push(format!("no consequence expected, found {trouvees:?}"));
        }
    }
    let vide = Value::Array(Vec::new());
    let erreurs = attendu.get("input_errors").unwrap_or(&vide);
    if !contient(&report["input_errors"], erreurs) {
        fautes.push(format!("input_errors {} instead of {erreurs}", report["input_errors"]));
    }
    for lacune in attendu["gaps"].as_array().into_iter().flatten() {
        if !report["gaps"].as_array().unwrap().iter().any(|g| g["id"] == *lacune) {
            fautes.push(format!("no gap {lacune}"));
        }
    }
    fautes
}

#[test]
fn every_case_comes_out_as_it_says() {
    let cas = cas();
    assert!(!cas.is_empty(), "no case has this in its path");
    let mut rates = Vec::new();
    for c in &cas {
        let fautes = verifier(&c.contenu);
        if !fautes.is_empty() {
            rates.push(format!(
                "{}: {}\n    {}",
                c.chemin,
                c.contenu["title"],
                fautes.join("\n    ")
            ));
        }
    }
    assert!(rates.is_empty(), "{} of {} cases fail\n{}", rates.len(), cas.len(), rates.join("\n"));
    println!("{} conformance cases", cas.len());
}

#[test]
fn every_rule_has_cases_for_each_outcome_it_can_have() {
    if std::env::var_os("CAS").is_some() {
        // Some cases were asked for, not all.
        return;
    }
    let mut vus: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let connues = rule_ids();
    for c in cas() {
        for f in c.contenu["expect"]["findings"].as_array().into_iter().flatten() {
            let regle = f["rule"].as_str().unwrap().to_owned();
            let outcome = f["outcome"].as_str().unwrap_or_default().to_owned();
            if c.contenu["call"].is_string() {
                assert!(connues.contains(&regle.as_str()), "{}: {regle} is no rule", c.chemin);
            }
            vus.entry(regle).or_default().insert(outcome);
        }
    }
    // What cannot be: a rule that never fails, or never passes, says why here.
    let jamais = |id: &str, outcome: &str| match outcome {
        "pass" | "fail" if est_jugee(id) => true,
        // A person judges as soon as there is an object.
        "undetermined" if est_jugee(id) => true,
        // A proposal, never a verdict; a recommendation to weigh.
        "fail" if id == "financement.prorata" => true,
        "pass" | "fail" if id == "charte.exclusion.signalement" => true,
        // One action of a function will do: only the function itself can fail.
        "fail" if id.starts_with("paec.fonctions.") => true,
        // What the text leaves open, or gives as an example, is for a person.
        "fail"
            if matches!(
                id,
                "financement.estimation"
                    | "financement.service-civique"
                    | "coordinateur.profil"
                    | "coordination.etat-des-lieux"
            ) =>
        {
            true
        }
        // The Caf has not filled it in.
        "pass" | "fail" if id == "coordination.outils-evaluation" => true,
        // The call's own dates: they load, or not.
        "fail" | "undetermined" if id == "calendrier.appel" => true,
        _ => false,
    };
    let mut oublis = Vec::new();
    for id in Appel::ids() {
        for regle in Appel::builtin(id).unwrap().rules(Langue::Fr) {
            for outcome in ["pass", "fail", "undetermined"] {
                let vu = vus.get(regle.id).is_some_and(|o| o.contains(outcome));
                if !vu && !jamais(regle.id, outcome) {
                    oublis.push(format!("{} has no case that is {outcome}", regle.id));
                }
            }
            if est_jugee(regle.id) && !vus.get(regle.id).is_some_and(|o| o.contains("review")) {
                oublis.push(format!("{} has no case that is review", regle.id));
            }
        }
    }
    oublis.sort();
    oublis.dedup();
    assert!(oublis.is_empty(), "{}", oublis.join("\n"));
}

/// The points that only a person judges.
fn est_jugee(id: &str) -> bool {
    Appel::ids().into_iter().any(|appel| {
        Appel::builtin(appel)
            .unwrap()
            .rules(Langue::Fr)
            .iter()
            .any(|r| r.id == id && r.nature == "appreciation")
    })
}

#[test]
fn every_title_is_its_own() {
    let mut vus = BTreeMap::new();
    for c in cas() {
        let titre = c.contenu["title"].as_str().unwrap().to_owned();
        if let Some(autre) = vus.insert(titre.clone(), c.chemin.clone()) {
            panic!("{} and {autre} are both called {titre:?}", c.chemin);
        }
    }
}
