//! Rules are data: one change to the Cantal call changes in the reports what it says, and nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod exemples;

use std::collections::BTreeMap;

use pdn_core::dossier::TypeDeDocument;
use pdn_core::values::{Date, Langue};
use pdn_core::{Appel, Report};
use serde_json::{Value, json};

const CANTAL: &str = include_str!("../referentiels/cantal-2017.toml");
/// The share of the Caf, with the words before it: other rules have shares and bounds too.
const TAUX: &str = "base = \"dispositif-pdn\"\nau_plus = \"80 %\"";

/// What `apres` in place of `avant` does to the reports: a line for each finding and each decision that
/// is no longer the same, with what changed in it. Every Cantal dossier of the examples is examined by
/// both calls, then a document of each type that says nothing, these documents, and the call itself.
fn changement(avant: &str, apres: &str, documents: &[(&str, Value)]) -> Vec<String> {
    assert_eq!(CANTAL.matches(avant).count(), 1, "{avant}");
    let ancien = Appel::builtin("cantal-2017").unwrap();
    let nouveau = Appel::from_toml(CANTAL.replace(avant, apres)).unwrap();
    let jour: Date = "2018-01-15".parse().unwrap();
    let mut examines: Vec<(String, Vec<u8>, Date)> = exemples::dossiers()
        .into_iter()
        .filter(|(_, document, _)| Appel::of_document(document).is_ok_and(|a| a == ancien))
        .collect();
    assert!(examines.len() >= 9, "{} Cantal dossiers", examines.len());
    for type_ in TypeDeDocument::TOUS {
        let vide = json!({ "type": type_.code() });
        examines.push((format!("vide/{}", type_.code()), vide.to_string().into_bytes(), jour));
    }
    for (nom, document) in documents {
        examines.push(((*nom).to_owned(), document.to_string().into_bytes(), jour));
    }
    let mut lignes = Vec::new();
    for (nom, document, on) in examines {
        let juger = |appel: &Appel| etats(&appel.evaluate_json(document.clone(), on).unwrap());
        comparer(&nom, &juger(&ancien), &juger(&nouveau), &mut lignes);
    }
    comparer("appel", &etats(&ancien.examine(jour)), &etats(&nouveau.examine(jour)), &mut lignes);
    lignes
}

/// What is compared: each finding by its rule, its instance and its rank among those that share both.
type Etats = BTreeMap<(String, usize), Vec<String>>;

/// Outcome, severity, expected value and remedy of each finding; and the decision.
fn etats(report: &Report) -> Etats {
    let report: Value = serde_json::from_str(&report.to_json(Langue::Fr)).unwrap();
    let mot = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let mut etats = Etats::from([(("décision".to_owned(), 0), vec![mot(&report["decision"])])]);
    for f in report["findings"].as_array().unwrap() {
        let instance = mot(&f["instance"]);
        let nom = if instance.is_empty() {
            mot(&f["rule"])
        } else {
            format!("{} [{instance}]", mot(&f["rule"]))
        };
        let rang = (0..).find(|rang| !etats.contains_key(&(nom.clone(), *rang))).unwrap();
        let remede = &f["remedy"];
        let remede = format!("{} {}", mot(&remede["action"]), court(&remede["to"]));
        let remede = if remede == " " { "no remedy".to_owned() } else { remede };
        let etat = vec![mot(&f["outcome"]), mot(&f["severity"]), court(&f["expected"]), remede];
        etats.insert((nom, rang), etat);
    }
    etats
}

fn comparer(document: &str, avant: &Etats, apres: &Etats, lignes: &mut Vec<String>) {
    let mut cles: Vec<_> = avant.keys().chain(apres.keys()).collect();
    cles.sort();
    cles.dedup();
    for cle in cles {
        let change = match (avant.get(cle), apres.get(cle)) {
            (Some(avant), Some(apres)) => {
                let paires = avant.iter().zip(apres).filter(|(avant, apres)| avant != apres);
                paires.map(|(avant, apres)| format!("{avant} → {apres}")).collect::<Vec<_>>()
            }
            (None, apres) => vec![format!("new: {}", apres.unwrap().join(", "))],
            (Some(_), None) => vec!["gone".to_owned()],
        };
        if !change.is_empty() {
            lignes.push(format!("{document} · {} · {}", cle.0, change.join(", ")));
        }
    }
}

/// A value on one line: a range by its bounds, a list by its elements, any other by itself.
fn court(valeur: &Value) -> String {
    let bornes = [("min", "≥"), ("strict_min", ">"), ("max", "≤"), ("strict_max", "<")];
    let bornes: Vec<String> = bornes
        .iter()
        .filter(|(cle, _)| valeur.get(cle).is_some_and(|borne| !borne.is_null()))
        .map(|(cle, signe)| format!("{signe} {}", court(&valeur[cle])))
        .collect();
    match valeur.get("value") {
        None => bornes.join(" "),
        Some(Value::String(texte)) => texte.clone(),
        Some(Value::Array(liste)) => liste.iter().map(court).collect::<Vec<_>>().join(" "),
        Some(autre) => autre.to_string(),
    }
}

/// The application of the examples in which nothing is at fault, with one thing changed.
fn candidature(changer: impl FnOnce(&mut Value)) -> Value {
    let document = exemples::dossier("candidature-coordination-admissible");
    let mut document = serde_json::from_slice(&document).unwrap();
    changer(&mut document);
    document
}

/// A plan of 2018 on a base of 40 000 €.
fn plan(demandes: &[(&str, &str)]) -> Value {
    let lignes: Vec<Value> = demandes
        .iter()
        .map(|(financeur, montant)| json!({ "financeur": financeur, "annee": 2018, "montant": montant }))
        .collect();
    json!({
        "type": "plan-financement", "annees": [2018], "financements": lignes,
        "bases": [{ "id": "dispositif-pdn", "annee": 2018, "montant": "40000.00" }],
    })
}

/// The closing date decides what is late, and what is received late.
#[test]
fn a_date() {
    let deposee = |le| json!({ "type": "candidature", "depot": { "date": le } });
    let lignes = changement(
        "le = 2017-11-06",
        "le = 2017-11-07",
        &[
            ("le 6", deposee("2017-11-06")),
            ("le 7", deposee("2017-11-07")),
            ("le 8", deposee("2017-11-08")),
        ],
    );
    assert_eq!(
        lignes,
        [
            "candidature-coordination-admissible · depot.delai · ≤ 2017-11-06 → ≤ 2017-11-07",
            "candidature-coordination-recrutement · depot.delai · ≤ 2017-11-06 → ≤ 2017-11-07",
            "candidature-coordination-incomplete · depot.delai · ≤ 2017-11-06 → ≤ 2017-11-07",
            "candidature-coordination-irrecevable · depot.delai · fail → pass, ≤ 2017-11-06 → ≤ 2017-11-07",
            "candidature-coordination-irrecevable · pieces.cv [piece=cv] · review → pass",
            "candidature-coordination-irrecevable · pieces.requises [piece=compte-resultat] · review → pass",
            "candidature-coordination-irrecevable · pieces.requises [piece=liste-ca] · review → pass",
            "candidature-coordination-irrecevable · pieces.requises [piece=organigramme] · review → pass",
            "candidature-coordination-irrecevable · pieces.requises [piece=projet-anticipe] · review → pass",
            "candidature-coordination-irrecevable · pieces.requises [piece=rapport-activite] · review → pass",
            "candidature-coordination-irrecevable · pieces.requises [piece=recepisse] · review → pass",
            "candidature-coordination-irrecevable · pieces.requises [piece=statuts] · review → pass",
            "candidature-coordination-irrecevable · pieces.supports [piece=supports] · review → pass",
            "vide/candidature · depot.delai · ≤ 2017-11-06 → ≤ 2017-11-07",
            "le 6 · depot.delai · ≤ 2017-11-06 → ≤ 2017-11-07",
            "le 7 · depot.delai · fail → pass, ≤ 2017-11-06 → ≤ 2017-11-07",
            "le 7 · décision · inadmissible → incomplete",
            "le 8 · depot.delai · ≤ 2017-11-06 → ≤ 2017-11-07",
        ]
    );
}

/// Three quarters instead of four fifths: what was asked in between is too much, to the cent.
#[test]
fn a_share() {
    let lignes = changement(
        TAUX,
        &TAUX.replace("80 %", "75 %"),
        &[
            ("75 %", plan(&[("caf-15", "30000.00")])),
            ("75 % et un centime", plan(&[("caf-15", "30000.01")])),
            ("80 %", plan(&[("caf-15", "32000.00")])),
            ("80 % et un centime", plan(&[("caf-15", "32000.01")])),
        ],
    );
    assert_eq!(
        lignes,
        [
            "candidature-coordination-admissible · décision · admissible → inadmissible",
            "candidature-coordination-admissible · financement.taux-caf [financeur=caf-15;annee=2018] · pass → fail, ≤ 0.80 → ≤ 0.75, no remedy → lower 28125.00",
            "candidature-coordination-recrutement · décision · admissible → inadmissible",
            "candidature-coordination-recrutement · financement.taux-caf [financeur=caf-15;annee=2018] · pass → fail, ≤ 0.80 → ≤ 0.75, no remedy → lower 26362.50",
            "candidature-coordination-incomplete · décision · incomplete → inadmissible",
            "candidature-coordination-incomplete · financement.taux-caf [financeur=caf-15;annee=2018] · pass → fail, ≤ 0.80 → ≤ 0.75, no remedy → lower 23400.00",
            "candidature-coordination-irrecevable · financement.taux-caf [financeur=caf-15;annee=2018] · ≤ 0.80 → ≤ 0.75, lower 30000.00 → lower 28125.00",
            "plan-2017 · financement.taux-caf · ≤ 0.80 → ≤ 0.75",
            "plan-2018 · décision · admissible → inadmissible",
            "plan-2018 · financement.taux-caf [financeur=caf-15;annee=2018] · pass → fail, ≤ 0.80 → ≤ 0.75, no remedy → lower 28125.00",
            "plan-2018-un-centime-de-trop · financement.taux-caf [financeur=caf-15;annee=2018] · ≤ 0.80 → ≤ 0.75, lower 30000.00 → lower 28125.00",
            "vide/candidature · financement.taux-caf · ≤ 0.80 → ≤ 0.75",
            "vide/plan-financement · financement.taux-caf · ≤ 0.80 → ≤ 0.75",
            "75 % · financement.taux-caf [financeur=caf-15;annee=2018] · ≤ 0.80 → ≤ 0.75",
            "75 % et un centime · décision · admissible → inadmissible",
            "75 % et un centime · financement.taux-caf [financeur=caf-15;annee=2018] · pass → fail, ≤ 0.80 → ≤ 0.75, no remedy → lower 30000.00",
            "80 % · décision · admissible → inadmissible",
            "80 % · financement.taux-caf [financeur=caf-15;annee=2018] · pass → fail, ≤ 0.80 → ≤ 0.75, no remedy → lower 30000.00",
            "80 % et un centime · financement.taux-caf [financeur=caf-15;annee=2018] · ≤ 0.80 → ≤ 0.75, lower 32000.00 → lower 30000.00",
        ]
    );
}

/// “Less than” instead of “at most”: only what stands on the bound goes over.
#[test]
fn a_strict_bound() {
    let lignes = changement(
        TAUX,
        &TAUX.replace("au_plus", "moins_de"),
        &[
            ("80 % moins un centime", plan(&[("caf-15", "31999.99")])),
            ("80 %", plan(&[("caf-15", "32000.00")])),
        ],
    );
    assert_eq!(
        lignes,
        [
            "candidature-coordination-admissible · décision · admissible → inadmissible",
            "candidature-coordination-admissible · financement.taux-caf [financeur=caf-15;annee=2018] · pass → fail, ≤ 0.80 → < 0.80, no remedy → lower 29999.99",
            "candidature-coordination-recrutement · financement.taux-caf [financeur=caf-15;annee=2018] · ≤ 0.80 → < 0.80",
            "candidature-coordination-incomplete · financement.taux-caf [financeur=caf-15;annee=2018] · ≤ 0.80 → < 0.80",
            "candidature-coordination-irrecevable · financement.taux-caf [financeur=caf-15;annee=2018] · ≤ 0.80 → < 0.80, lower 30000.00 → lower 29999.99",
            "plan-2017 · financement.taux-caf · ≤ 0.80 → < 0.80",
            "plan-2018 · décision · admissible → inadmissible",
            "plan-2018 · financement.taux-caf [financeur=caf-15;annee=2018] · pass → fail, ≤ 0.80 → < 0.80, no remedy → lower 29999.99",
            "plan-2018-un-centime-de-trop · financement.taux-caf [financeur=caf-15;annee=2018] · ≤ 0.80 → < 0.80, lower 30000.00 → lower 29999.99",
            "vide/candidature · financement.taux-caf · ≤ 0.80 → < 0.80",
            "vide/plan-financement · financement.taux-caf · ≤ 0.80 → < 0.80",
            "80 % moins un centime · financement.taux-caf [financeur=caf-15;annee=2018] · ≤ 0.80 → < 0.80",
            "80 % · décision · admissible → inadmissible",
            "80 % · financement.taux-caf [financeur=caf-15;annee=2018] · pass → fail, ≤ 0.80 → < 0.80, no remedy → lower 31999.99",
        ]
    );
}

/// “If it exists”: a list without it is complete.
#[test]
fn a_document_becoming_optional() {
    let avec = |pieces: Value| json!({ "type": "candidature", "pieces": pieces });
    let lignes = changement(
        "texte_en = \"list of the board members\" }",
        "texte_en = \"list of the board members\", si_existe = true }",
        &[
            ("aucune pièce", avec(json!([]))),
            ("la pièce", avec(json!([{ "id": "liste-ca" }]))),
            (
                "tout sauf la pièce",
                candidature(|c| {
                    c["pieces"].as_array_mut().unwrap().retain(|p| p["id"] != "liste-ca")
                }),
            ),
        ],
    );
    assert_eq!(
        lignes,
        [
            "candidature-coordination-incomplete · pieces.requises [piece=liste-ca] · fail → not_applicable, add liste-ca → no remedy",
            "aucune pièce · pieces.requises [piece=liste-ca] · fail → not_applicable, add liste-ca → no remedy",
            "tout sauf la pièce · décision · incomplete → admissible",
            "tout sauf la pièce · pieces.requises [piece=liste-ca] · fail → not_applicable, add liste-ca → no remedy",
        ]
    );
}

/// Another funder’s grants are held to the share too, apart from the Caf’s; what that funder gives under a
/// scheme of its own is not, so no dossier of the examples changes.
#[test]
fn a_funder_added() {
    let lignes = changement(
        "parmi = [\"{caf}\"]\nannees = \"{annee-du-plan}\"\nbase",
        "parmi = [\"{caf}\", \"ddcspp-15\"]\nannees = \"{annee-du-plan}\"\nbase",
        &[
            ("peu", plan(&[("ddcspp-15", "32000.00"), ("caf-15", "32000.01")])),
            ("trop", plan(&[("ddcspp-15", "32000.01"), ("caf-15", "1000.00")])),
            ("un autre", plan(&[("drdjscs", "39000.00")])),
        ],
    );
    assert_eq!(
        lignes,
        [
            "peu · financement.taux-caf [financeur=ddcspp-15;annee=2018] · new: pass, blocking, ≤ 0.80, no remedy",
            "trop · décision · admissible → inadmissible",
            "trop · financement.taux-caf [financeur=ddcspp-15;annee=2018] · new: fail, blocking, ≤ 0.80, lower 32000.00",
        ]
    );
}

/// Reaching one addressee only was to be put right; now it refuses.
#[test]
fn a_severity() {
    let lignes = changement(
        "[regles.\"depot.canal\"]\n",
        "[regles.\"depot.canal\"]\ngravite = \"bloquant\"\n",
        &[(
            "un seul destinataire",
            candidature(|c| c["depot"]["envois"].as_array_mut().unwrap().truncate(1)),
        )],
    );
    assert_eq!(
        lignes,
        [
            "candidature-coordination-admissible · depot.canal · correctable → blocking",
            "candidature-coordination-recrutement · depot.canal · correctable → blocking",
            "candidature-coordination-incomplete · depot.canal · correctable → blocking",
            "candidature-coordination-incomplete · décision · incomplete → inadmissible",
            "candidature-coordination-irrecevable · depot.canal · correctable → blocking",
            "vide/candidature · depot.canal · correctable → blocking",
            "un seul destinataire · depot.canal · correctable → blocking",
            "un seul destinataire · décision · incomplete → inadmissible",
        ]
    );
}
