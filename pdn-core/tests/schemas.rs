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

use std::collections::{BTreeSet, HashMap};

use jsonschema::Validator;
use pdn_core::dossier::TypeDeDocument;
use pdn_core::values::Langue;
use pdn_core::{Appel, Draft, Report, call_format_schema, report_schema};
use serde_json::Value;

fn valideur(schema: &Value) -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .with_keyword("formatMinimum", |_, jour, _| Ok(Box::new(Borne::du(jour, true))))
        .with_keyword("formatMaximum", |_, jour, _| Ok(Box::new(Borne::du(jour, false))))
        .build(schema)
        .unwrap()
}

/// `formatMinimum` and `formatMaximum`, as `ajv-formats` has them, on dates.
struct Borne {
    jour: String,
    premier: bool,
}

impl Borne {
    fn du(jour: &Value, premier: bool) -> Self {
        Self { jour: jour.as_str().unwrap().to_owned(), premier }
    }
}

impl<'i> jsonschema::Keyword<'i> for Borne {
    fn validate(&self, jour: &'i Value) -> Result<(), jsonschema::ValidationError<'i>> {
        if self.is_valid(jour) {
            return Ok(());
        }
        Err(jsonschema::ValidationError::custom(format!("{jour} is out of bounds")))
    }

    fn is_valid(&self, jour: &'i Value) -> bool {
        // Days written year first stand in the order of their text.
        jour.as_str().is_none_or(|jour| match self.premier {
            true => self.jour.as_str() <= jour,
            false => jour <= self.jour.as_str(),
        })
    }
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

/// The lists of what schemas leave to the engine, gathered.
fn listes(partie: &str, quoi: &str) -> BTreeSet<String> {
    let chemin =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/conformance/schema-differences.json");
    let liste: Value = serde_json::from_str(&std::fs::read_to_string(chemin).unwrap()).unwrap();
    let entrees = liste[partie].as_array().unwrap();
    let noms: Vec<String> = entrees
        .iter()
        .flat_map(|e| e[quoi].as_array().unwrap())
        .map(|n| n.as_str().unwrap().to_owned())
        .collect();
    let uniques: BTreeSet<String> = noms.iter().cloned().collect();
    assert_eq!(noms.len(), uniques.len(), "{partie} names something twice");
    uniques
}

/// The cases whose call loads and whose document is JSON, with the report: text that is none has no report,
/// and what a schema sees, JSON has read.
fn cas_lus() -> impl Iterator<Item = (cas::Cas, Appel, Report, Value)> {
    let juges = cas::cas().into_iter().filter(|cas| cas.contenu["examine"] != true);
    juges.filter_map(|cas| {
        let appel = cas::appel(&cas.contenu).ok()?;
        let octets = cas::entree(&cas.contenu);
        let on = cas.contenu["on"].as_str().unwrap().parse().unwrap();
        let report = appel.evaluate_json(&octets, on).ok()?;
        let document = serde_json::from_slice(&octets).ok()?;
        Some((cas, appel, report, document))
    })
}

#[test]
fn what_the_engine_reads_is_valid_and_what_it_refuses_is_not() {
    let mut valideurs = Valideurs::default();
    let mut fautes: Vec<String> = Vec::new();
    let mut passes: BTreeSet<String> = BTreeSet::new();
    let (mut valides, mut invalides) = (0, 0);
    for (cas, appel, report, document) in cas_lus() {
        let type_ = document["type"].as_str().and_then(TypeDeDocument::du_code);
        let erreurs: Vec<String> =
            report.input_errors().iter().map(|e| e.text(Langue::En)).collect();
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
    println!(
        "{valides} valid, {invalides} refused by both, {} refused by the engine alone",
        passes.len()
    );
    assert!(fautes.is_empty(), "{}", fautes.join("\n"));
    if std::env::var_os("CAS").is_some() {
        return;
    }
    assert_eq!(passes, listes("differences", "cases"), "the list of differences");
}

/// Every place of a document, as JSON Pointers.
fn places(valeur: &Value, ici: &str, trouvees: &mut Vec<String>) {
    trouvees.push(ici.to_owned());
    match valeur {
        Value::Object(objet) => {
            for (cle, v) in objet {
                places(
                    v,
                    &format!("{ici}/{}", cle.replace('~', "~0").replace('/', "~1")),
                    trouvees,
                );
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
                    report.input_errors().iter().map(|e| e.text(Langue::En)).collect();
                let valide = valideurs.de(&appel, type_).is_valid(&change);
                essais += 1;
                let ecart = report.input_errors().iter().all(|e| {
                    matches!(e.code().as_str(), "out-of-order" | "duplicate-key")
                        || (lieu == "/annees" && e.pointer().ends_with("/annee"))
                        || (valeur.is_f64() && e.code().as_str() == "wrong-form")
                });
                if lues.is_empty() != valide && !(valide && ecart) {
                    fautes.push(format!(
                        "{nom} {lieu} = {valeur}: valid {valide}, the engine says {lues:?}"
                    ));
                }
            }
        }
    }
    println!("{essais} changed documents");
    assert!(fautes.is_empty(), "{} of {essais}:\n{}", fautes.len(), fautes.join("\n"));
}

/// Every call that there is: the built-in ones, and those of the cases and of the guide.
fn appels() -> Vec<(String, Appel)> {
    let racine = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let integres = Appel::ids().into_iter().map(|id| (id.to_owned(), Appel::builtin(id).unwrap()));
    let mut appels: Vec<(String, Appel)> = integres.collect();
    for dossier in ["tests/conformance/calls", "examples/appels"] {
        for entree in std::fs::read_dir(format!("{racine}/{dossier}")).unwrap() {
            let chemin = entree.unwrap().path();
            if chemin.extension().is_some_and(|e| e == "toml")
                && let Ok(appel) = Appel::from_toml(std::fs::read(&chemin).unwrap())
            {
                appels.push((chemin.display().to_string(), appel));
            }
        }
    }
    appels.push(("without equal".to_owned(), Appel::from_toml(sans_pareil()).unwrap()));
    appels
}

/// A user's call with 200 documents, and ids that mean something to JSON Pointers, regular expressions,
/// URIs and shells.
fn sans_pareil() -> String {
    use std::fmt::Write;
    let mut toml = String::from(
        "format = 1\n[appel]\nid = \"sans-pareil\"\nedition = \"1\"\ntitre = \"L’appel « sans pareil » \\\"$ref\\\"\"\n\
         departements = [\"2A\"]\netat = \"partiel\"\n[textes]\nAPPEL = \"L’appel\"\n[acteurs.caf-99]\nnom = \"Caf \\\"99\\\"\"\nroles = [\"financeur\"]\n\
         [listes.thematiques]\n",
    );
    for id in IDS {
        let _ = writeln!(
            toml,
            "{} = \"Thématique {} 🎈\"",
            serde_json::json!(id),
            id.replace(['\\', '"'], "")
        );
    }
    toml.push_str("[questions.milieu]\ntexte = \"Milieu\"\ntype = \"choix\"\nchoix = [\"rural ~/$\", \"\\\"urbain\\\"\", \"🌊\"]\n");
    toml.push_str("[pieces.\"dossier.complet\"]\ntexte = \"Toutes les pièces sont fournies.\"\nsource = [\"APPEL §1\"]\nliste = [\n");
    for rang in 0..200 {
        let _ =
            writeln!(toml, "  {{ id = \"piece-{rang}\", texte = \"Pièce « {rang} » $ / ~ 📄\" }},");
    }
    toml.push_str("]\n");
    toml
}

const IDS: [&str; 9] =
    ["a\"b", "$ref", "a/b", "~0~1", "🎈", "#/$defs/date", "__proto__", "l’été ", "^.*[$\\"];

#[test]
fn every_schema_is_one() {
    let mut nombre = 0_u32;
    for (nom, appel) in appels() {
        // Every document and language of the built-in calls and of the one above; of the others, what they judge.
        let toutes = Appel::ids().contains(&appel.id()) || appel.id() == "sans-pareil";
        let regles = appel.rules(Langue::Fr);
        let juge = |t: &&TypeDeDocument| toutes || regles.iter().any(|r| r.subjects.contains(t));
        let langues: &[Langue] = if toutes { &[Langue::Fr, Langue::En] } else { &[Langue::Fr] };
        for type_ in TypeDeDocument::TOUS.iter().filter(juge) {
            for langue in langues.iter().copied() {
                for draft in Draft::TOUS {
                    let schema = appel.schema(*type_, *draft, langue);
                    let ou = format!("{nom} {} {} {}", type_.code(), draft.code(), langue.code());
                    assert!(jsonschema::meta::validate(&schema).is_ok(), "{ou}");
                    assert_eq!(schema, appel.schema(*type_, *draft, langue), "{ou}");
                    // It compiles: every reference leads somewhere, every expression is one.
                    let valideur = valideur(&schema);
                    let rien = serde_json::json!({ "$schema": "x", "type": type_.code(), "appel": appel.id() });
                    assert!(valideur.is_valid(&rien), "{ou}");
                    assert!(
                        !valideur.is_valid(&serde_json::json!({ "type": type_.code(), "x": 1 })),
                        "{ou}"
                    );
                    tenir_les_cles(&schema, *type_, *draft, &ou);
                    nombre += 1;
                }
                let ui = appel.ui_schema(*type_, langue);
                let schema = appel.schema(*type_, Draft::Draft07, langue);
                tenir_l_ordre(&schema, &ui, &nom);
            }
        }
    }
    for schema in [
        report_schema(Langue::Fr),
        report_schema(Langue::En),
        serde_json::from_str(&call_format_schema()).unwrap(),
    ] {
        assert!(jsonschema::meta::validate(&schema).is_ok());
        valideur(&schema);
    }
    println!("{nombre} schemas");
}

/// Properties stand in the order of the texts; a form's schema stands alone.
fn tenir_les_cles(schema: &Value, type_: TypeDeDocument, draft: Draft, ou: &str) {
    let cles: Vec<&str> =
        schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    let champs = type_.descripteur().champs.iter().map(|c| c.nom);
    let attendues: Vec<&str> =
        ["$schema", "type"].into_iter().chain(champs).filter(|c| cles.contains(c)).collect();
    assert_eq!(cles, attendues, "{ou}");
    let texte = schema.to_string();
    if draft == Draft::Draft07 {
        for interdit in
            ["\"$ref\":", "\"$defs\":", "\"null\"", "\"format\":\"int", "\"format\":\"uint"]
        {
            assert!(!texte.contains(interdit), "{ou}: {interdit}");
        }
        tenir_les_messages(schema, ou);
    }
    assert!(!texte.contains("{attendu}"), "{ou}");
    assert!(!texte.contains("[fr] ") || ou.ends_with("en"), "{ou}");
}

/// Every keyword that can fail has its sentence, and every example is one.
fn tenir_les_messages(schema: &Value, ou: &str) {
    let Some(objet) = schema.as_object() else { return };
    let messages = &schema["x-pdn-message"];
    for cle in [
        "exclusiveMinimum",
        "exclusiveMaximum",
        "minimum",
        "maximum",
        "pattern",
        "format",
        "formatMinimum",
        "formatMaximum",
        "oneOf",
        "not",
        "minItems",
        "maxItems",
        "uniqueItems",
    ] {
        if objet.contains_key(cle) {
            let message = messages[cle].as_str().unwrap_or_default();
            assert!(message.ends_with('.'), "{ou}: {cle} of {schema} says {message:?}");
        }
    }
    if objet.contains_key("type") && !objet.contains_key("properties") {
        let valideur = valideur(schema);
        for exemple in schema["examples"].as_array().into_iter().flatten() {
            assert!(valideur.is_valid(exemple), "{ou}: {exemple} is no example of {schema}");
        }
    }
    for choix in schema["oneOf"].as_array().into_iter().flatten() {
        assert!(choix["title"].as_str().is_some_and(|t| !t.is_empty()), "{ou}: {schema}");
    }
    for (_, enfant) in schema["properties"].as_object().into_iter().flatten() {
        tenir_les_messages(enfant, ou);
    }
    tenir_les_messages(&schema["items"], ou);
}

/// A layout names every property once, and no other.
fn tenir_l_ordre(schema: &Value, ui: &Value, ou: &str) {
    if let Some(proprietes) = schema["properties"].as_object() {
        let mut ordre: Vec<&str> =
            ui["ui:order"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
        let mut cles: Vec<&str> = proprietes.keys().map(String::as_str).collect();
        ordre.sort_unstable();
        cles.sort_unstable();
        assert_eq!(ordre, cles, "{ou}");
        for (cle, enfant) in proprietes {
            tenir_l_ordre(enfant, &ui[cle], ou);
        }
    }
    if schema["items"]["properties"].is_object() {
        tenir_l_ordre(&schema["items"], &ui["items"], ou);
    }
}

#[test]
fn every_report_is_valid() {
    let valideurs = [Langue::Fr, Langue::En].map(|l| (l, valideur(&report_schema(l))));
    for cas in cas::cas() {
        let Ok(appel) = cas::appel(&cas.contenu) else { continue };
        let on = cas.contenu["on"].as_str().unwrap().parse().unwrap();
        let report = match cas.contenu["examine"] == true {
            true => appel.examine(on),
            false => match appel.evaluate_json(cas::entree(&cas.contenu), on) {
                Ok(report) => report,
                Err(_) => continue,
            },
        };
        for (langue, valideur) in &valideurs {
            let json: Value = serde_json::from_str(&report.to_json(*langue)).unwrap();
            let refus: Vec<String> =
                valideur.iter_errors(&json).map(|e| format!("{} {e}", e.instance_path())).collect();
            assert!(refus.is_empty(), "{}: {refus:?}", cas.chemin);
        }
    }
}

#[test]
fn what_is_not_known_names_what_is() {
    let type_ = "facture".parse::<TypeDeDocument>().unwrap_err();
    assert_eq!(
        type_.texte(Langue::Fr),
        "Aucun document ne s’appelle \"facture\"\u{a0}: écrire \"candidature\", \"session\", \"bilan-formation\", \"promeneur\", \
         \"profil\", \"structure\", \"plan-financement\", \"bilan-coordination\", \"lot\"."
    );
    let draft = "2019-09".parse::<Draft>().unwrap_err();
    assert_eq!(
        draft.texte(Langue::Fr),
        "Aucun schéma n’est écrit en \"2019-09\"\u{a0}: écrire \"draft-07\" (formulaires) ou \"2020-12\" (validation)."
    );
    let langue = "de".parse::<Langue>().unwrap_err();
    let dit = langue.texte(Langue::Fr);
    assert!(dit.contains("\"fr\" ou \"en\""), "{dit}");
}

#[test]
fn a_saved_draft_may_name_its_schema() {
    let appel = Appel::builtin("charte-2016").unwrap();
    let brouillon = r#"{ "$schema": "./profil.draft-07.fr.json", "type": "profil", "compte": "professionnel" }"#;
    let report = appel.evaluate_json(brouillon, "2024-07-01".parse().unwrap()).unwrap();
    assert!(report.input_errors().is_empty());
}

/// The ids of a call go through its schemas unchanged.
#[test]
fn no_id_breaks_a_schema() {
    let appel = Appel::from_toml(sans_pareil()).unwrap();
    let schema = appel.schema(TypeDeDocument::Candidature, Draft::Draft07, Langue::Fr);
    let formation = &schema["properties"]["formations"]["items"]["properties"];
    let themes: Vec<&str> = formation["thematique_principale"]["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["const"].as_str().unwrap())
        .collect();
    assert_eq!(themes, IDS);
    let pieces = &schema["properties"]["pieces"]["items"]["properties"]["id"]["oneOf"];
    assert_eq!(pieces.as_array().unwrap().len(), 200);
    let valideur = valideur(&schema);
    for id in IDS {
        let document = serde_json::json!({ "type": "candidature", "formations": [{ "thematique_principale": id, "thematiques": [id] }] });
        assert!(valideur.is_valid(&document), "{id}");
    }
}

/// What a form refuses of a real document, the engine refuses too, by the rule that the form names; and
/// a list says which rules a form never speaks for.
#[test]
fn a_form_says_no_where_the_engine_does() {
    let mut valideurs: HashMap<(String, &'static str), (Value, Validator)> = HashMap::new();
    let mut muettes: BTreeSet<String> = BTreeSet::new();
    let mut dites: BTreeSet<String> = BTreeSet::new();
    let mut fautes: Vec<String> = Vec::new();
    for (cas, appel, report, document) in cas_lus() {
        if !report.input_errors().is_empty() {
            continue;
        }
        let type_ = TypeDeDocument::du_code(document["type"].as_str().unwrap()).unwrap();
        let (schema, valideur) =
            valideurs.entry((appel.sha256().to_owned(), type_.code())).or_insert_with(|| {
                let schema = appel.schema(type_, Draft::Draft07, Langue::Fr);
                let valideur = valideur(&schema);
                (schema, valideur)
            });
        let echecs: BTreeSet<String> = report
            .findings()
            .filter(|f| f.outcome() == pdn_core::Outcome::Fail)
            .filter(|f| f.severity() != pdn_core::Severity::Advisory)
            .map(|f| f.rule().to_owned())
            .collect();
        let mut signalees: BTreeSet<String> = BTreeSet::new();
        let erreurs: Vec<_> = valideur.iter_errors(&document).collect();
        let borne = |chemin: &str| BORNES.contains(&chemin.rsplit('/').next().unwrap());
        // A form offers the words of its call and knows no `null`: it cannot make every document.
        let possible = erreurs.iter().all(|e| borne(e.schema_path().as_str()));
        for erreur in erreurs {
            let chemin = erreur.schema_path().as_str().to_owned();
            // No form writes that there is none.
            if !borne(&chemin) || erreur.instance().as_str() == Some("aucun") {
                continue;
            }
            let accord: Vec<String> =
                regles_de(schema, &chemin).into_iter().filter(|r| echecs.contains(r)).collect();
            let juge = report.decision() != pdn_core::Decision::NotApplicable;
            // An answer that is taken back leaves no key.
            let vide = erreur.instance().as_str() == Some("");
            // A line that may be a funder's is not judged yet; the form bounds it all the same.
            let en_attente = report
                .findings()
                .filter(|f| f.outcome() == pdn_core::Outcome::Undetermined)
                .any(|f| regles_de(schema, &chemin).iter().any(|r| r == f.rule()));
            if accord.is_empty() && !en_attente && possible && juge && !vide {
                fautes.push(format!("{}: {chemin}: {erreur}", cas.chemin));
            }
            signalees.extend(accord);
        }
        if !Appel::ids().contains(&appel.id()) {
            continue;
        }
        muettes.extend(echecs.difference(&signalees).cloned());
        dites.extend(signalees);
    }
    assert!(fautes.is_empty(), "{}", fautes.join("\n"));
    let jamais: BTreeSet<String> = muettes.difference(&dites).cloned().collect();
    assert_eq!(
        jamais,
        listes("left_to_the_engine", "rules"),
        "the list of rules left to the engine"
    );
}

/// What a form says no by.
const BORNES: [&str; 8] = [
    "minimum",
    "maximum",
    "pattern",
    "not",
    "formatMinimum",
    "formatMaximum",
    "minItems",
    "maxItems",
];

/// The rules that read the value of a keyword: its own, or those of the list that it is in.
fn regles_de(schema: &Value, chemin: &str) -> Vec<String> {
    let mut place = chemin;
    while let Some((debut, _)) = place.rsplit_once('/') {
        place = debut;
        let noeud = schema.pointer(place).unwrap();
        if let Some(regles) = noeud["x-pdn-rule"].as_array() {
            return regles.iter().map(|r| r.as_str().unwrap().to_owned()).collect();
        }
    }
    Vec::new()
}

/// Only what one value decides, now and whatever else is said, is a form's to refuse.
#[test]
fn a_form_bounds_what_one_value_decides() {
    let toml = "
        format = 1
        [appel]
        id = \"bornes\"
        edition = \"1\"
        titre = \"Bornes\"
        etat = \"partiel\"
        [textes]
        APPEL = \"L’appel\"
        [seuils.\"places\"]
        par = \"formation\"
        de = \"capacite\"
        plus_de = 5
        moins_de = 30
        texte = \"De 6 à 29 places.\"
        source = [\"APPEL §1\"]
        [seuils.\"charges\"]
        par = \"partenaire\"
        de = \"charges\"
        plus_de = \"1 500 €\"
        au_plus = \"2 000,50 €\"
        texte = \"Plus de 1 500 €.\"
        source = [\"APPEL §1\"]
        [seuils.\"plus-tard\"]
        par = \"formation\"
        de = \"public.age_min\"
        au_moins = 11
        phase = \"retenu\"
        texte = \"Onze ans, une fois retenu.\"
        source = [\"APPEL §1\"]
        [seuils.\"conseil\"]
        par = \"formation\"
        de = \"public.age_max\"
        au_plus = 25
        gravite = \"conseil\"
        texte = \"Vingt-cinq ans, de préférence.\"
        source = [\"APPEL §1\"]
        [seuils.\"jugement\"]
        par = \"formation\"
        de = \"public.anciennete_mois\"
        au_moins = 12
        sinon = \"à apprécier\"
        texte = \"Douze mois, ou une personne juge.\"
        source = [\"APPEL §1\"]
        [seuils.\"condition\"]
        par = \"formation\"
        de = \"duree_heures\"
        au_moins = \"7\"
        unite = \"heures\"
        quand = { module = [\"2\"] }
        texte = \"Sept heures, pour le module 2.\"
        source = [\"APPEL §1\"]
        [questions.jeunes]
        texte = \"Jeunes accompagnés\"
        type = \"nombre\"
        [seuils.\"jeunes\"]
        de = \"jeunes\"
        plus_de = \"2,5\"
        au_plus = \"40\"
        texte = \"Plus de 2,5 jeunes, 40 au plus.\"
        source = [\"APPEL §1\"]
        [dates.\"creation\"]
        de = [\"structure.creee_le\"]
        au = 2030-06-30
        texte = \"Créée avant l’été 2030.\"
        source = [\"APPEL §1\"]
    ";
    let appel = Appel::from_toml(toml).unwrap();
    let schema = appel.schema(TypeDeDocument::Candidature, Draft::Draft07, Langue::Fr);
    let champ = |chemin: &str| schema.pointer(&chemin.replace('.', "/properties/")).unwrap();
    let places = champ(".formations/items.capacite");
    assert_eq!((&places["minimum"], &places["maximum"]), (&6.into(), &29.into()));
    assert_eq!(places["x-pdn-message"]["maximum"], "De 6 à 29 places.");
    let charges = valideur(champ(".partenaires/items.charges"));
    for (montant, admis) in [
        ("1500", false),
        ("1500.00", false),
        ("1500.01", true),
        ("2000.5", true),
        ("2000.50", true),
        ("2000.51", false),
        ("20000", false),
    ] {
        assert_eq!(charges.is_valid(&montant.into()), admis, "{montant}");
    }
    for (sans_borne, minimum) in [("age_min", 0), ("age_max", 0), ("anciennete_mois", 0)] {
        let champ = champ(&format!(".formations/items.public.{sans_borne}"));
        assert_eq!(champ["minimum"], minimum, "{sans_borne}");
        assert!(champ["maximum"].is_null(), "{sans_borne}");
        assert!(champ["x-pdn-rule"].is_array(), "{sans_borne}");
    }
    let heures = champ(".formations/items.duree_heures");
    assert!(valideur(heures).is_valid(&"1".into()));
    assert_eq!(champ(".structure.creee_le")["formatMaximum"], "2030-06-30");
    assert!(champ(".structure.creee_le")["formatMinimum"].is_null());
    let jeunes = valideur(champ(".declarations.jeunes"));
    for (nombre, admis) in [(2.5, false), (2.6, true), (40.0, true), (40.5, false)] {
        assert_eq!(jeunes.is_valid(&nombre.into()), admis, "{nombre}");
    }
    // The condition is read, and nothing is asked of it.
    assert_eq!(champ(".module")["x-pdn-rule"], serde_json::json!(["condition"]));
}
