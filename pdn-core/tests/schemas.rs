//! Holds the schemas to the engine: what it reads is valid, what it refuses for its type, a key or its
//! shape is not, and a list says where the two must differ.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod cas;
mod exemples;
mod tenir;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jsonschema::Validator;
use pdn_core::dossier::TypeDeDocument;
use pdn_core::values::Langue;
use pdn_core::{Appel, Draft};
use serde_json::Value;

fn valideur(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

/// Validators by call and type of document.
#[derive(Default)]
struct Valideurs(HashMap<(String, &'static str), Validator>);

impl Valideurs {
    fn de(&mut self, appel: &Appel, type_: TypeDeDocument) -> &Validator {
        self.0
            .entry((appel.sha256().to_owned(), type_.code()))
            .or_insert_with(|| valideur(&appel.schema(type_, Draft::Draft202012, Langue::Fr)))
    }
}

/// Where a document is refused by the engine's reader and not by the schema: what differs, and the
/// cases of the conformance set that show it.
fn differences() -> BTreeMap<String, BTreeSet<String>> {
    let chemin = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/conformance/schema-differences.json");
    let liste: Value = serde_json::from_str(&std::fs::read_to_string(chemin).unwrap()).unwrap();
    let texte = |v: &Value| v.as_str().unwrap().to_owned();
    let differences = liste["differences"].as_array().unwrap();
    differences
        .iter()
        .map(|d| (texte(&d["what"]), d["cases"].as_array().unwrap().iter().map(texte).collect()))
        .collect()
}

#[test]
fn what_the_engine_reads_is_valid_and_what_it_refuses_is_not() {
    let mut valideurs = Valideurs::default();
    let mut fautes: Vec<String> = Vec::new();
    let mut passes: BTreeSet<String> = BTreeSet::new();
    let (mut valides, mut invalides) = (0, 0);
    for cas in cas::cas() {
        if cas.contenu["examine"] == true {
            continue;
        }
        let Ok(appel) = cas::appel(&cas.contenu) else { continue };
        let octets = cas::entree(&cas.contenu);
        let on = cas.contenu["on"].as_str().unwrap().parse().unwrap();
        // Text that is no JSON has no report; what a schema sees, JSON has read.
        let (Ok(report), Ok(document)) =
            (appel.evaluate_json(&octets, on), serde_json::from_slice::<Value>(&octets))
        else {
            continue;
        };
        let type_ = document["type"].as_str().and_then(TypeDeDocument::du_code);
        let erreurs: Vec<String> =
            report.input_errors().iter().map(|e| e.texte(Langue::En)).collect();
        let Some(type_) = type_ else {
            for type_ in TypeDeDocument::TOUS {
                if valideurs.de(&appel, *type_).is_valid(&document) {
                    fautes.push(format!("{}: valid as {}", cas.chemin, type_.code()));
                }
            }
            continue;
        };
        let refus: Vec<String> = valideurs
            .de(&appel, type_)
            .iter_errors(&document)
            .map(|e| format!("{} {e}", e.instance_path()))
            .collect();
        match (erreurs.is_empty(), refus.is_empty()) {
            (true, true) => valides += 1,
            (false, false) => invalides += 1,
            (true, false) => fautes.push(format!("{}: refused, {refus:?}", cas.chemin)),
            (false, true) => {
                passes.insert(cas.chemin.clone());
                println!("{}: passes, {erreurs:?}", cas.chemin);
            }
        }
    }
    println!("{valides} valid, {invalides} refused by both, {} refused by the engine alone", passes.len());
    assert!(fautes.is_empty(), "{}", fautes.join("\n"));
    if std::env::var_os("CAS").is_some() {
        return;
    }
    let listes: BTreeSet<String> = differences().into_values().flatten().collect();
    assert_eq!(passes, listes, "tests/conformance/schema-differences.json is not complete");
}

/// Every place of a document, as JSON Pointers.
fn places(valeur: &Value, ici: &str, trouvees: &mut Vec<String>) {
    trouvees.push(ici.to_owned());
    match valeur {
        Value::Object(objet) => {
            for (cle, v) in objet {
                places(v, &format!("{ici}/{}", cle.replace('~', "~0").replace('/', "~1")), trouvees);
            }
        }
        Value::Array(liste) => {
            for (rang, v) in liste.iter().enumerate() {
                places(v, &format!("{ici}/{rang}"), trouvees);
            }
        }
        _ => {}
    }
}

/// Whatever stands at any place of a real document, the reader and the schema agree on it.
#[test]
fn any_value_at_any_place_is_read_and_valid_or_neither() {
    let valeurs = serde_json::json!([
        null, true, false, "", " \u{a0}", "aucun", "x", "1", "12.5", "01", "3 000,00 €", "2024-02-29", "2024-02-30", "14:30", "25:00",
        "association", "caf-99", 0, 1, -1, 1.5, 0.125, 300_000_000_000_u64, 1e30, [], {}, [null], [""], ["x"], [1], [{}], [[]], { "x": 1 }
    ]);
    let mut valideurs = Valideurs::default();
    let mut fautes: Vec<String> = Vec::new();
    let mut vus: BTreeSet<(String, String)> = BTreeSet::new();
    let mut essais = 0_u32;
    for (nom, octets, on) in exemples::dossiers() {
        let Ok(document) = serde_json::from_slice::<Value>(&octets) else { continue };
        let appel = Appel::of_document(&octets).unwrap();
        let type_ = TypeDeDocument::du_code(document["type"].as_str().unwrap()).unwrap();
        if !appel.evaluate_json(&octets, on).unwrap().input_errors().is_empty() {
            continue;
        }
        let mut lieux = Vec::new();
        places(&document, "", &mut lieux);
        for lieu in lieux.iter().filter(|l| !l.is_empty() && *l != "/type") {
            // One place of each kind is enough.
            let sorte: String = lieu.chars().filter(|c| !c.is_ascii_digit()).collect();
            if !vus.insert((type_.code().to_owned() + appel.id(), sorte)) {
                continue;
            }
            for valeur in valeurs.as_array().unwrap() {
                let mut change = document.clone();
                *change.pointer_mut(lieu).unwrap() = valeur.clone();
                let report = appel.evaluate_json(change.to_string(), on).unwrap();
                let lues: Vec<String> =
                    report.input_errors().iter().map(|e| e.texte(Langue::En)).collect();
                let valide = valideurs.de(&appel, type_).is_valid(&change);
                essais += 1;
                let ecart = report.input_errors().iter().all(|e| {
                    matches!(e.code().as_str(), "out-of-order" | "duplicate-key")
                        || (valeur.is_f64() && e.code().as_str() == "wrong-form")
                });
                if lues.is_empty() != valide && !(valide && ecart) {
                    fautes.push(format!("{nom} {lieu} = {valeur}: valid {valide}, the engine says {lues:?}"));
                }
            }
        }
    }
    println!("{essais} changed documents");
    assert!(fautes.is_empty(), "{} of {essais}:\n{}", fautes.len(), fautes.join("\n"));
}
