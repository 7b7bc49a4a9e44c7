//! The calls, and what their own files give to write in documents: the values at their bounds, their
//! codes, their questions. Beside each call, the documents that the repository holds for it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use pdn_core::Appel;
use pdn_core::dossier::TypeDeDocument;
use pdn_core::values::Date;
use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

/// What a call's file gives to write in a document.
#[derive(Default)]
pub struct Moisson {
    pub dates: Vec<String>,
    pub heures: Vec<String>,
    pub centimes: Vec<i64>,
    pub entiers: Vec<i64>,
    pub parts: Vec<String>,
    pub annees: Vec<i64>,
    /// Words without a space, of any kind.
    pub codes: Vec<String>,
    /// Codes with their labels, by list.
    pub listes: BTreeMap<String, Vec<(String, String)>>,
    /// The actors that fund.
    pub financeurs: Vec<String>,
    /// Of each question: its type and its choices.
    pub questions: BTreeMap<String, (String, Vec<String>)>,
    /// Ids of rules, points and questions, each with those of its list.
    pub ids: Vec<String>,
}

/// A call, and the documents that start from it.
pub struct Cadre {
    pub appel: Appel,
    /// The call as a conformance case names it.
    pub nom: Value,
    pub moisson: Moisson,
    /// The types that it judges, each with how often it is drawn, and documents to start from with their day.
    pub types: Vec<(TypeDeDocument, usize, Bases)>,
    /// By type: what may be declared, what may be appreciated, at the top of a document.
    pub declarables: BTreeMap<&'static str, (Vec<String>, Vec<String>)>,
    /// How often it is drawn.
    pub poids: usize,
}

/// Documents to start from, with their day: whole dossiers, and the others.
pub struct Bases {
    pub exemples: Vec<(Value, Date)>,
    pub autres: Vec<(Value, Date)>,
}

fn racine() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn fichiers(dossier: &Path, extension: &str) -> Vec<PathBuf> {
    let mut trouves = Vec::new();
    for entree in std::fs::read_dir(dossier).unwrap() {
        let chemin = entree.unwrap().path();
        if chemin.is_dir() {
            trouves.extend(fichiers(&chemin, extension));
        } else if chemin.extension().is_some_and(|e| e == extension) {
            trouves.push(chemin);
        }
    }
    trouves.sort();
    trouves
}

fn lire(chemin: &Path) -> String {
    std::fs::read_to_string(chemin).unwrap()
}

/// A table of TOML as JSON; a date or a time as text.
fn en_json(valeur: &DeValue<'_>) -> Value {
    match valeur {
        DeValue::String(s) => json!(s),
        DeValue::Integer(n) => n.as_str().parse::<i64>().map_or(Value::Null, |n| json!(n)),
        DeValue::Float(n) => json!(n.as_str()),
        DeValue::Boolean(b) => json!(b),
        DeValue::Datetime(d) => json!(d.to_string()),
        DeValue::Array(a) => Value::Array(a.iter().map(|v| en_json(v.get_ref())).collect()),
        DeValue::Table(t) => table(t),
    }
}

fn table(table: &DeTable<'_>) -> Value {
    let entrees = table.iter().map(|(cle, v)| (cle.get_ref().to_string(), en_json(v.get_ref())));
    Value::Object(entrees.collect::<Map<_, _>>())
}

/// Puts values in the place of their names, the first where one changes over time.
fn nommer(valeur: &mut Value, parametres: &Value) {
    let lu = |nom: &str| {
        let p = &parametres[nom];
        p.get(0).unwrap_or(p).get("valeur").cloned()
    };
    match valeur {
        Value::String(texte) => {
            let nom = texte.strip_prefix('{').and_then(|t| t.strip_suffix('}'));
            if let Some(lue) = nom.and_then(lu) {
                *valeur = lue;
                return;
            }
            for nom in parametres.as_object().into_iter().flat_map(|p| p.keys()) {
                let mots = lu(nom).map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
                *texte = texte.replace(&format!("{{{nom}}}"), &mots.unwrap_or_default());
            }
        }
        Value::Array(elements) => {
            elements.iter_mut().for_each(|e| nommer(e, parametres));
            *elements = std::mem::take(elements)
                .into_iter()
                .flat_map(|e| match e {
                    Value::Array(siens) => siens,
                    seul => vec![seul],
                })
                .collect();
        }
        Value::Object(table) => table.values_mut().for_each(|v| nommer(v, parametres)),
        _ => {}
    }
}

impl Moisson {
    fn lire(&mut self, texte: &str) {
        let lue = DeTable::parse(texte).unwrap();
        let mut lue = table(lue.get_ref());
        let parametres = lue["parametres"].take();
        nommer(&mut lue, &parametres);
        for (cle, valeur) in lue.as_object().unwrap() {
            if valeur.is_null() {
                continue;
            }
            self.recolter(valeur);
            for (id, entree) in valeur.as_object().into_iter().flatten() {
                self.entree(cle, id, entree);
            }
        }
    }

    fn entree(&mut self, table: &str, id: &str, entree: &Value) {
        let libelle = |v: &Value| {
            let texte = [&v["nom"], &v["texte"], &v["fr"], v].into_iter().find_map(Value::as_str);
            texte.unwrap_or_default().to_owned()
        };
        match table {
            "listes" => {
                let codes = entree.as_object().into_iter().flatten();
                let codes = codes.map(|(code, v)| (code.clone(), libelle(v)));
                self.listes.entry(id.to_owned()).or_default().extend(codes);
            }
            "acteurs" => {
                let acteurs = self.listes.entry("acteurs".to_owned()).or_default();
                acteurs.push((id.to_owned(), libelle(entree)));
                let roles = entree["roles"].as_array();
                if roles.is_none_or(|r| r.iter().any(|r| r == "financeur")) {
                    self.financeurs.push(id.to_owned());
                }
            }
            "questions" => {
                let type_ = match entree["plusieurs"].as_bool() {
                    Some(true) => "plusieurs",
                    _ => entree["type"].as_str().unwrap_or_default(),
                };
                let type_ = type_.to_owned();
                let choix = entree["choix"].as_array().into_iter().flatten();
                let choix = choix.filter_map(|c| c.as_str().or_else(|| c["id"].as_str()));
                let choix = choix.map(str::to_owned).collect();
                self.questions.insert(id.to_owned(), (type_, choix));
                self.ids.push(id.to_owned());
            }
            "appel" | "textes" | "lacunes" => {}
            _ => {
                self.ids.push(id.to_owned());
                for element in entree["liste"].as_array().into_iter().flatten() {
                    let Some(nom) = element.as_str().or_else(|| element["id"].as_str()) else {
                        continue;
                    };
                    match table {
                        "pieces" => {
                            let pieces = self.listes.entry("pieces".to_owned()).or_default();
                            pieces.push((nom.to_owned(), libelle(element)));
                            for autre in element["ou"].as_array().into_iter().flatten() {
                                let autre = autre.as_str().unwrap_or_default().to_owned();
                                pieces.push((autre.clone(), autre));
                            }
                        }
                        _ => self.ids.push(format!("{id}.{nom}")),
                    }
                }
            }
        }
    }

    fn recolter(&mut self, valeur: &Value) {
        match valeur {
            Value::Array(a) => a.iter().for_each(|v| self.recolter(v)),
            Value::Object(o) => o.values().for_each(|v| self.recolter(v)),
            Value::Number(n) => {
                let n = n.as_i64().unwrap_or_default();
                if (1900..2200).contains(&n) { &mut self.annees } else { &mut self.entiers }
                    .push(n);
            }
            Value::String(texte) => self.mot(texte),
            _ => {}
        }
    }

    fn mot(&mut self, texte: &str) {
        let sans: String = texte.chars().filter(|c| !c.is_whitespace()).collect();
        if let Ok(jour) = texte.parse::<Date>() {
            self.dates.push(jour.to_string());
        } else if let Some(euros) = sans.strip_suffix('€') {
            let (entiers, centimes) = euros.split_once(',').unwrap_or((euros, "00"));
            if let (Ok(e), Ok(c)) = (entiers.parse::<i64>(), centimes.parse::<i64>()) {
                self.centimes.push(e * 100 + c);
            }
        } else if let Some(part) = sans.strip_suffix('%') {
            if let Ok(n) = part.parse::<i64>() {
                self.parts.push(format!("{}.{:02}", n / 100, n % 100));
            }
        } else if texte.len() == 5 && texte.as_bytes()[2] == b':' {
            self.heures.push(texte.to_owned());
        } else if let Ok(n) = sans.parse::<i64>() {
            self.entiers.push(n);
        } else if sans.len() == texte.len() && (1..40).contains(&texte.len()) {
            self.codes.push(texte.to_owned());
        }
    }

    /// The commitments that a breach may name: of all ids, those that the call takes there.
    fn engagements(&mut self, appel: &Appel) {
        let manquements: Vec<Value> =
            self.ids.iter().map(|id| json!({ "engagement": id })).collect();
        let document = json!({ "type": "promeneur", "manquements": manquements });
        let report =
            appel.evaluate_json(document.to_string(), "2024-07-01".parse().unwrap()).unwrap();
        let refuses: BTreeSet<&str> = report.input_errors().iter().map(|e| e.pointer()).collect();
        let admis = self.ids.iter().enumerate().filter(|(rang, _)| {
            !refuses.contains(format!("/manquements/{rang}/engagement").as_str())
        });
        let admis = admis.map(|(_, id)| (id.clone(), id.clone())).collect();
        self.listes.insert("engagements".to_owned(), admis);
    }

    fn finir(&mut self) {
        let de_ce_jour = |jour: &str| jour[..4].parse::<i64>().unwrap();
        self.annees.extend(self.dates.iter().map(|d| de_ce_jour(d)));
        if self.annees.is_empty() {
            self.annees.extend([2024, 2025]);
        }
        if self.dates.is_empty() {
            self.dates.extend(self.annees.iter().map(|a| format!("{a}-06-15")));
        }
        self.centimes.extend([0, 150_000, 300_000]);
        self.entiers.extend([0, 1, 2, 7, 12]);
        self.heures.push("12:00".to_owned());
        self.parts.push("0.80".to_owned());
        let unis = |v: &mut Vec<i64>| {
            *v = v.iter().copied().collect::<BTreeSet<_>>().into_iter().collect()
        };
        unis(&mut self.annees);
        unis(&mut self.centimes);
        unis(&mut self.entiers);
        for mots in [&mut self.dates, &mut self.codes, &mut self.heures, &mut self.ids] {
            *mots = std::mem::take(mots).into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        }
        for codes in self.listes.values_mut() {
            codes.sort();
            codes.dedup_by(|a, b| a.0 == b.0);
        }
    }
}

/// Documents of the repository: the examples, then the inputs of conformance cases.
fn documents() -> Vec<(Value, Date, Option<Value>)> {
    let mut trouves = Vec::new();
    for dossier in ["examples/dossiers", "examples/appels/dossiers"] {
        let page =
            [racine().join(dossier).join("README.md"), racine().join("examples/appels/README.md")];
        let jours: Vec<String> = page
            .iter()
            .filter(|p| p.exists())
            .flat_map(|p| lire(p).lines().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        for chemin in fichiers(&racine().join(dossier), "json") {
            let nom = format!("`{}`", chemin.file_name().unwrap().to_string_lossy());
            let jour = jours
                .iter()
                .filter(|l| l.starts_with(&format!("| {nom}")))
                .find_map(|l| l.split('|').find_map(|case| case.trim().parse::<Date>().ok()));
            let document: Value = serde_json::from_str(&lire(&chemin)).unwrap_or_default();
            trouves.push((document, jour.unwrap_or("2024-07-01".parse().unwrap()), None));
        }
    }
    for chemin in fichiers(&racine().join("tests/conformance/cases"), "json") {
        let cas: Value = serde_json::from_str(&lire(&chemin)).unwrap();
        if cas["input"].is_object() {
            let jour = cas["on"].as_str().unwrap().parse().unwrap();
            trouves.push((cas["input"].clone(), jour, Some(cas["call"].clone())));
        }
    }
    trouves.retain(|(d, _, _)| d["type"].is_string());
    trouves
}

/// Every call: built in, of the examples, and the small ones of conformance cases.
pub fn cadres() -> Vec<Cadre> {
    let documents = documents();
    let integre = |id: &str| racine().join(format!("pdn-core/referentiels/{id}.toml"));
    let mut cadres = Vec::new();
    for id in Appel::ids() {
        let texte = lire(&integre(id));
        cadres.push(cadre(Appel::builtin(id).unwrap(), json!(id), &texte, &documents, 60));
    }
    for (dossier, poids) in [("examples/appels", 30), ("tests/conformance/calls", 1)] {
        for chemin in fichiers(&racine().join(dossier), "toml") {
            let texte = lire(&chemin);
            let nom = json!({ "toml": chemin.file_name().unwrap().to_string_lossy() });
            cadres.push(cadre(Appel::from_toml(&texte).unwrap(), nom, &texte, &documents, poids));
        }
    }
    cadres
}

fn cadre(
    appel: Appel,
    nom: Value,
    texte: &str,
    documents: &[(Value, Date, Option<Value>)],
    poids: usize,
) -> Cadre {
    let mut moisson = Moisson::default();
    moisson.lire(texte);
    if let Some((charte, _)) = appel.charter() {
        moisson.lire(&lire(&racine().join(format!("pdn-core/referentiels/{charte}.toml"))));
    }
    moisson.finir();
    moisson.engagements(&appel);
    let milieu: Date = moisson.dates[moisson.dates.len() / 2].parse().unwrap();
    let mut types = Vec::new();
    let mut declarables = BTreeMap::new();
    for type_ in TypeDeDocument::TOUS {
        let vide = json!({ "type": type_.code() });
        // A batch is judged where two applications of one organisation are something to point out.
        let deux = json!({ "type": "candidature", "module": "1", "structure": { "siret": "73282932000074" } });
        let plein = json!({ "type": type_.code(), "candidatures": [deux, deux] });
        let juge =
            |d: &Value| appel.evaluate_json(d.to_string(), milieu).unwrap().findings().len() > 0;
        if !juge(&vide) && !juge(&plein) {
            continue;
        }
        let mut bases = Bases { exemples: Vec::new(), autres: Vec::new() };
        let mut d_ailleurs = Vec::new();
        for (document, jour, appel_du_cas) in documents {
            if document["type"] != type_.code() {
                continue;
            }
            let sien = document["appel"] == appel.id() || appel_du_cas.as_ref() == Some(&nom);
            let (liste, jour) = match (sien, appel_du_cas.is_none()) {
                (true, true) => (&mut bases.exemples, *jour),
                (true, false) => (&mut bases.autres, *jour),
                // Dossiers of other calls too, where the call has few of its own.
                (false, true) => (&mut d_ailleurs, milieu),
                (false, false) => continue,
            };
            let mut document = document.clone();
            if document.get("appel").is_some_and(Value::is_string) {
                document["appel"] = json!(appel.id());
            }
            liste.push((document, jour));
        }
        if bases.exemples.is_empty() && poids > 1 {
            bases.exemples.append(&mut d_ailleurs);
        }
        if bases.autres.len() < 4 {
            bases.autres.append(&mut d_ailleurs);
        }
        bases.autres.push((vide, milieu));
        let poids_du_type = match type_ {
            TypeDeDocument::Candidature => 6,
            TypeDeDocument::PlanFinancement | TypeDeDocument::BilanFormation => 3,
            TypeDeDocument::Session | TypeDeDocument::BilanCoordination => 3,
            TypeDeDocument::Promeneur | TypeDeDocument::Lot => 2,
            _ => 1,
        };
        // Of the rules that bear on such documents: each id that is none has its nearest looked for.
        let mut ids: BTreeSet<String> = moisson.questions.keys().cloned().collect();
        for (document, jour) in
            bases.autres.iter().rev().take(3).chain(bases.exemples.iter().take(2))
        {
            let report = appel.evaluate_json(document.to_string(), *jour).unwrap();
            ids.extend(report.findings().map(|f| f.rule().to_owned()));
        }
        let admis = |cle: &str, valeur: Value| -> Vec<String> {
            let toutes: Map<_, _> = ids.iter().map(|id| (id.clone(), valeur.clone())).collect();
            let document = json!({ "type": type_.code(), cle: toutes });
            let report = appel.evaluate_json(document.to_string(), milieu).unwrap();
            let refuses: BTreeSet<&str> = report
                .input_errors()
                .iter()
                .filter(|e| ["unknown-key", "unknown-reference"].contains(&e.code().as_str()))
                .map(|e| e.pointer().rsplit('/').next().unwrap_or_default())
                .collect();
            ids.iter().filter(|id| !refuses.contains(id.as_str())).cloned().collect()
        };
        let points = admis("declarations", json!(true));
        let avis = admis("appreciations", json!({ "avis": "favorable" }));
        declarables.insert(type_.code(), (points, avis));
        types.push((*type_, poids_du_type, bases));
    }
    Cadre { appel, nom, moisson, types, declarables, poids }
}
