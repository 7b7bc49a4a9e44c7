//! How a form builder of the RJSF family lays a schema out: order, widgets, hints.

use serde_json::{Value as Json, json};

use super::Objet;
use super::formulaire::{AIDE, schema_avec_aide};
use crate::appel::Appel;
use crate::dossier::TypeDeDocument;
use crate::values::Langue;

/// Texts that take several lines.
const LONGS: &[&str] = &[
    "objectifs",
    "role",
    "apports",
    "references",
    "periodicite",
    "constat",
    "presentation_demarche",
    "commentaire",
    "objet",
];

/// What the office fills in, or the page itself: not shown to an applicant.
const CACHES: &[&str] = &["$schema", "type", "appel", "reference", "phase", "appreciations"];

/// What comes after the filing, or is another call's: shown only where a rule of the call reads it.
const SUR_DEMANDE: &[&str] = &[
    "statut",
    "inscrits",
    "presents",
    "recue_le",
    "unites",
    "convention",
    "dispositif",
    "depot",
    "pieces",
    "coordinateur",
    "bases",
    "budgets",
    "partenaires",
    "intervenants",
    "financements",
    "formations",
];

/// The order in which a person fills a document: who, what, when, for how much, with which papers.
const ORDRE: &[&str] = &[
    "nom",
    "prenom",
    "structure",
    "module",
    "departements",
    "partenaires",
    "coordinateur",
    "formation",
    "formations",
    "intervenants",
    "financements",
    "bases",
    "formations_civiques",
    "budgets",
    "depot",
    "pieces",
];

pub(super) fn ui_schema(appel: &Appel, type_: TypeDeDocument, langue: Langue) -> Json {
    let schema = schema_avec_aide(appel, type_, langue);
    let mut ui = objet(&schema, true);
    ui.insert(
        "ui:submitButtonOptions".to_owned(),
        json!({ "submitText": langue.choisir("Enregistrer", "Save") }),
    );
    Json::Object(ui)
}

fn objet(schema: &Json, racine: bool) -> Objet {
    let mut ui = Objet::new();
    let Some(proprietes) = schema.get("properties").and_then(Json::as_object) else { return ui };
    let mut noms: Vec<&str> = proprietes.keys().map(String::as_str).collect();
    let caches: Vec<&str> = noms
        .iter()
        .copied()
        .filter(|nom| {
            let inutile = || proprietes.get(*nom).is_some_and(|p| !est_lu(p));
            CACHES.contains(nom) || (SUR_DEMANDE.contains(nom) && inutile())
        })
        .collect();
    let rang = |nom: &str| match nom {
        _ if caches.contains(&nom) => (3, 0),
        "declarations" => (2, 0),
        _ if !racine => (1, 0),
        _ => (1, ORDRE.iter().position(|n| *n == nom).unwrap_or(ORDRE.len())),
    };
    noms.sort_by_key(|nom| rang(nom));
    ui.insert("ui:order".to_owned(), json!(noms));
    for nom in noms {
        let Some(propriete) = proprietes.get(nom) else { continue };
        let mut ici = champ(nom, propriete);
        if caches.contains(&nom) {
            ici.insert("ui:widget".to_owned(), json!("hidden"));
        }
        if !ici.is_empty() {
            ui.insert(nom.to_owned(), Json::Object(ici));
        }
    }
    ui
}

/// True where a rule reads the value, or something in it, or the call asks something of it.
fn est_lu(schema: &Json) -> bool {
    let enfants = schema.get("properties").and_then(Json::as_object);
    schema.get("x-pdn-rule").is_some()
        || enfants.into_iter().flatten().any(|(nom, p)| nom == "declarations" || est_lu(p))
        || schema.get("items").is_some_and(est_lu)
}

fn champ(nom: &str, schema: &Json) -> Objet {
    let mut ui = Objet::new();
    let texte = |cle: &str| schema.get(cle).and_then(Json::as_str);
    let choix = schema.get("oneOf").is_some();
    match texte("type") {
        Some("object") => return objet(schema, false),
        Some("array") => {
            let Some(items) = schema.get("items") else { return ui };
            if items.get("oneOf").is_some() {
                ui.insert("ui:widget".to_owned(), json!("checkboxes"));
                return ui;
            }
            let items = champ(nom, items);
            if !items.is_empty() {
                ui.insert("items".to_owned(), Json::Object(items));
            }
            return ui;
        }
        Some("boolean") => {
            ui.insert("ui:widget".to_owned(), json!("radio"));
        }
        Some("string") if texte("format") == Some("date") => {
            ui.insert("ui:widget".to_owned(), json!("date"));
        }
        Some("string") if LONGS.contains(&nom) && !choix => {
            ui.insert("ui:widget".to_owned(), json!("textarea"));
        }
        Some("string") if !choix => {
            if let Some(exemple) = schema.get("examples").and_then(|e| e.get(0)) {
                ui.insert("ui:placeholder".to_owned(), exemple.clone());
            }
        }
        _ => {}
    }
    // What is asked stands above the control, how to write it below.
    if let (Some(aide), Some(description)) = (texte(AIDE), texte("description")) {
        ui.insert("ui:description".to_owned(), json!(description));
        ui.insert("ui:help".to_owned(), json!(aide));
    }
    ui
}
