//! The schema of a report.

use serde_json::{Value as Json, json};

use super::{Objet, branches, objet_ferme};
use crate::appel::Severity;
use crate::dossier::{Avis, TypeDeDocument};
use crate::report::{Decision, RaisonNonLue};
use crate::rules::{Action, Outcome};
use crate::text::nom_du_document;
use crate::values::Langue;

/// The JSON Schema (draft 2020-12) of a report: what [`Report::to_json`](crate::Report::to_json) writes.
///
/// ```
/// use pdn_core::{report_schema, values::Langue};
///
/// let schema = report_schema(Langue::En);
/// assert_eq!(schema["properties"]["settled"]["type"], "boolean");
/// ```
#[must_use]
pub fn report_schema(langue: Langue) -> Json {
    let dit = |fr: &'static str, en: &'static str| langue.choisir(fr, en);
    let texte = || json!({ "type": "string" });
    let ou_rien = |schema: Json| json!({ "anyOf": [schema, { "type": "null" }] });
    let renvoi = |nom: &str| json!({ "$ref": format!("#/$defs/{nom}") });
    let liste = |element: Json| json!({ "type": "array", "items": element });
    let titre = |schema: Json, titre: &str| {
        let mut out = Objet::new();
        out.insert("title".to_owned(), json!(titre));
        if let Json::Object(schema) = schema {
            out.extend(schema);
        }
        Json::Object(out)
    };
    let sujets = TypeDeDocument::TOUS.iter().map(|t| t.code()).chain(["appel"]);
    let sujets = mots(sujets.map(|code| (code, nom_du_document(Some(code), langue))));
    let decisions = [
        Decision::Admissible,
        Decision::Incomplete,
        Decision::Inadmissible,
        Decision::NotApplicable,
    ];
    let severites = [Severity::Blocking, Severity::Correctable, Severity::Advisory];
    let comptes =
        Outcome::ALL.iter().map(|o| (o.as_str(), json!({ "type": "integer", "minimum": 0 })));
    let avis_comptes = ["favourable", "reserved", "unfavourable", "pending"]
        .into_iter()
        .map(|avis| (avis, json!({ "type": "integer", "minimum": 0 })));
    let sha256 = json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" });
    let pointeur = || json!({ "type": "string", "pattern": "^(/[^/]*)*$" });

    let charte = objet(vec![("id", texte()), ("sha256", sha256.clone())]);
    let appel = objet(vec![
        ("id", texte()),
        ("edition", texte()),
        ("sha256", sha256),
        ("charter", ou_rien(charte)),
    ]);
    let proprietes = vec![
        ("format", json!({ "const": 1 })),
        ("engine", texte()),
        ("call", titre(appel, dit("Appel", "Call"))),
        ("type", titre(ou_rien(sujets), dit("Type du document", "Type of the document"))),
        ("reference", titre(ou_rien(texte()), dit("Référence du dossier", "Reference"))),
        ("on", titre(renvoi("day"), dit("Jour de l’examen", "Day of the examination"))),
        ("lang", mots([("fr", "Français"), ("en", "English")])),
        (
            "decision",
            titre(
                mots(decisions.iter().map(|d| (d.as_str(), d.label(None, langue)))),
                dit("Décision", "Decision"),
            ),
        ),
        ("decision_text", texte()),
        (
            "settled",
            titre(
                json!({ "type": "boolean" }),
                dit(
                    "Acquise, quoi que dise ce qui manque",
                    "Settled, whatever is still missing says",
                ),
            ),
        ),
        (
            "counts",
            titre(objet(comptes.collect()), dit("Constats, par issue", "Findings, by outcome")),
        ),
        (
            "opinions",
            titre(
                objet(avis_comptes.collect()),
                dit("Points à apprécier, par avis", "Points to judge, by opinion"),
            ),
        ),
        ("findings", titre(liste(renvoi("finding")), dit("Constats", "Findings"))),
        ("missing", titre(liste(renvoi("missing")), dit("Ce qui manque", "What is missing"))),
        (
            "unread",
            titre(liste(renvoi("unread")), dit("Ce qu’aucune règle n’a lu", "What no rule read")),
        ),
        ("consequences", titre(liste(renvoi("consequence")), dit("Conséquences", "Consequences"))),
        (
            "input_errors",
            titre(liste(renvoi("input_error")), dit("Erreurs de saisie", "Input errors")),
        ),
        (
            "gaps",
            titre(
                liste(renvoi("gap")),
                dit("Ce que l’appel laisse ouvert", "What the call leaves open"),
            ),
        ),
        ("assumptions", titre(liste(renvoi("assumption")), dit("Hypothèses", "Assumptions"))),
    ];

    let sources = || {
        let source = objet(vec![("document", texte()), ("place", texte())]);
        titre(liste(source), dit("Sources", "Sources"))
    };
    let avis = mots(Avis::CHOIX.iter().map(|c| (c.code, langue.choisir(c.fr, c.en))));
    // What is not said of an assessment is left out of it.
    let appreciation = json!({
        "type": "object",
        "properties": { "avis": avis, "commentaire": texte() },
        "additionalProperties": false,
    });
    let constat = objet(vec![
        ("rule", titre(texte(), dit("Règle", "Rule"))),
        ("instance", ou_rien(texte())),
        (
            "outcome",
            titre(
                mots(Outcome::ALL.iter().map(|o| (o.as_str(), o.label(langue)))),
                dit("Issue", "Outcome"),
            ),
        ),
        (
            "severity",
            titre(
                mots(severites.iter().map(|s| (s.as_str(), s.label(langue)))),
                dit("Gravité", "Severity"),
            ),
        ),
        ("owed_by", titre(texte(), dit("Incombe à", "Owed by"))),
        ("pointer", pointeur()),
        ("title", texte()),
        ("observed", titre(ou_rien(renvoi("value")), dit("Constaté", "Observed"))),
        ("expected", titre(ou_rien(renvoi("value")), dit("Attendu", "Expected"))),
        ("remedy", titre(ou_rien(renvoi("remedy")), dit("Remède", "Remedy"))),
        ("citations", sources()),
        ("reading", titre(ou_rien(texte()), dit("Lecture retenue", "Reading taken"))),
        ("message", texte()),
        ("appreciation", titre(ou_rien(appreciation), dit("Appréciation", "Assessment"))),
        ("rests_on", liste(pointeur())),
    ]);
    let actions: Vec<&str> = Action::TOUTES.iter().map(|a| a.as_str()).collect();
    let remede = objet(vec![
        ("action", json!({ "enum": actions })),
        ("to", ou_rien(renvoi("value"))),
        ("by", ou_rien(renvoi("value"))),
        ("scope", json!({ "enum": ["value", "total"] })),
        ("text", texte()),
    ]);
    let manquant = objet(vec![
        ("pointer", pointeur()),
        ("title", texte()),
        ("object", ou_rien(texte())),
        ("accepts", renvoi("accepts")),
        ("asked_by", titre(texte(), dit("Ce que demande la règle", "What the rule asks"))),
        ("citations", sources()),
        ("rules", liste(texte())),
        ("decides", json!({ "type": "boolean" })),
    ]);
    let raisons: Vec<&str> = RaisonNonLue::TOUTES.iter().map(|r| r.code()).collect();
    let non_lue = objet(vec![
        ("pointer", pointeur()),
        ("title", texte()),
        ("reason", json!({ "enum": raisons })),
        ("weighs", json!({ "type": "boolean" })),
        ("text", texte()),
    ]);
    let erreur = objet(vec![
        ("code", texte()),
        ("pointer", pointeur()),
        ("line", ou_rien(json!({ "type": "integer", "minimum": 1 }))),
        ("column", ou_rien(json!({ "type": "integer", "minimum": 1 }))),
        ("title", ou_rien(texte())),
        ("object", ou_rien(texte())),
        ("found", ou_rien(texte())),
        ("expected", ou_rien(texte())),
        ("text", texte()),
    ]);
    let lacune = objet(vec![
        ("id", texte()),
        ("owed_by", texte()),
        ("absence", ou_rien(texte())),
        ("text", texte()),
    ]);
    let hypothese = objet(vec![("pointer", pointeur()), ("value", texte()), ("text", texte())]);
    let definitions = vec![
        ("finding", constat),
        ("remedy", remede),
        ("missing", manquant),
        ("accepts", accepte()),
        ("unread", non_lue),
        ("consequence", consequence()),
        ("input_error", erreur),
        ("gap", lacune),
        ("assumption", hypothese),
        ("value", valeur()),
        ("amount", json!({ "type": "string", "pattern": "^(0|[1-9][0-9]*)\\.[0-9]{2}$" })),
        ("day", json!({ "type": "string", "format": "date" })),
    ];

    let mut schema = Objet::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(dit("Rapport", "Report")));
    if let Json::Object(corps) = objet(proprietes) {
        schema.extend(corps);
    }
    let definitions = definitions.into_iter().map(|(nom, d)| (nom.to_owned(), d));
    schema.insert("$defs".to_owned(), Json::Object(definitions.collect()));
    Json::Object(schema)
}

/// An object with all of these keys and no other.
fn objet(proprietes: Vec<(&str, Json)>) -> Json {
    let cles: Vec<&str> = proprietes.iter().map(|(cle, _)| *cle).collect();
    let cles = json!(cles);
    let proprietes = proprietes.into_iter().map(|(cle, v)| (cle.to_owned(), v));
    let mut objet = objet_ferme(proprietes.collect());
    objet.insert("required".to_owned(), cles);
    Json::Object(objet)
}

/// One of some words, each with its label.
fn mots<'a>(mots: impl IntoIterator<Item = (&'a str, &'a str)>) -> Json {
    json!({ "oneOf": branches(mots) })
}

/// A value with its kind.
fn valeur() -> Json {
    let de = |kind: &str, valeur: Json| {
        objet(vec![("kind", json!({ "const": kind })), ("value", valeur)])
    };
    let jour = || json!({ "$ref": "#/$defs/day" });
    let autre = || json!({ "$ref": "#/$defs/value" });
    let texte = || json!({ "type": "string" });
    let mut bornes = Objet::new();
    bornes.insert("kind".to_owned(), json!({ "const": "range" }));
    for borne in ["min", "max", "strict_min", "strict_max"] {
        bornes.insert(borne.to_owned(), autre());
    }
    let mut bornes = objet_ferme(bornes);
    bornes.insert("required".to_owned(), json!(["kind"]));
    json!({
        "oneOf": [
            de("amount", json!({ "$ref": "#/$defs/amount" })),
            de("count", json!({ "type": "integer", "minimum": 0 })),
            objet(vec![("kind", json!({ "const": "number" })), ("value", texte()), ("unit", texte())]),
            de("share", texte()),
            de("date", jour()),
            de("time", json!({ "type": "string", "pattern": super::ecriture::HEURE })),
            objet(vec![("kind", json!({ "const": "period" })), ("start", jour()), ("end", jour())]),
            de("choice", texte()),
            de("boolean", json!({ "type": "boolean" })),
            de("text", texte()),
            de("list", json!({ "type": "array", "items": autre() })),
            bornes,
        ]
    })
}

/// What a missing value takes.
fn accepte() -> Json {
    let kinds = [
        "boolean", "count", "amount", "share", "number", "date", "time", "text", "choice", "list",
        "object",
    ];
    let choix =
        objet(vec![("value", json!({ "type": "string" })), ("label", json!({ "type": "string" }))]);
    json!({
        "type": "object",
        "properties": {
            "kind": { "enum": kinds },
            "min": { "type": "integer", "minimum": 0 },
            "max": { "type": "integer", "minimum": 0 },
            "unit": { "type": "string" },
            "format": { "type": "string" },
            "choices": { "type": "array", "items": choix },
            "of": { "$ref": "#/$defs/accepts" },
        },
        "required": ["kind"],
        "additionalProperties": false,
    })
}

/// What the texts attach to an outcome: each code has keys of its own.
fn consequence() -> Json {
    let une = |code: &str, propres: Vec<(&str, Json)>| {
        let mut cles = vec![
            ("code", json!({ "const": code })),
            ("rule", json!({ "type": "string" })),
            ("pointer", json!({ "type": "string" })),
        ];
        cles.extend(propres);
        cles.push(("text", json!({ "type": "string" })));
        objet(cles)
    };
    let texte = || json!({ "type": "string" });
    let montant = || {
        objet(vec![
            ("kind", json!({ "const": "amount" })),
            ("value", json!({ "$ref": "#/$defs/amount" })),
        ])
    };
    let compte = || json!({ "type": "integer", "minimum": 0 });
    let annee = || json!({ "anyOf": [{ "type": "integer" }, { "type": "null" }] });
    let jour = objet(vec![
        ("kind", json!({ "const": "date" })),
        ("value", json!({ "$ref": "#/$defs/day" })),
    ]);
    json!({
        "oneOf": [
            une("annulation-et-report", vec![("latest", json!({ "anyOf": [jour, { "type": "null" }] }))]),
            une("liste-d-attente", vec![("participants", json!({ "type": "array", "items": texte() }))]),
            une("prorata", vec![
                ("financeur", texte()),
                ("annee", annee()),
                ("granted", montant()),
                ("amount", montant()),
                ("unit", texte()),
                ("realise", compte()),
                ("prevu", compte()),
            ]),
            une("prorata", vec![
                ("financeur", texte()),
                ("annee", annee()),
                ("granted", montant()),
                ("amount", montant()),
                ("cost", montant()),
                ("received", montant()),
            ]),
            une("motif-d-exclusion", vec![]),
            une("suite", vec![("suite", texte())]),
        ]
    })
}
