//! The page on the contract says what is so: the tables of `docs/contrat.md` come from the code, and its documents are
//! judged.
//!
//! | in the page | what stands there |
//! |---|---|
//! | `<!-- table: NAME -->` to `<!-- end -->` | made anew; the column `what it says` is written by hand, and kept by key |
//! | `<!-- judged by CALL on DAY: … -->` | before a `json` block: a document, and what its report says (`verifier`) |
//! | `<!-- its report at POINTER -->` | before a `json` block: that part of the last report, made anew |

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod tenir;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use pdn_core::dossier::{Champ, Choix, Descripteur, Forme, Liste, TypeDeDocument};
use pdn_core::values::Langue;
use pdn_core::{Appel, CodeDeFaute, Decision, Report, report_schema};
use serde_json::Value;
use tenir::tenir;

const PAGE: &str = "../docs/contrat.md";
/// What stands where something is still to be written by hand.
const A_ECRIRE: &str = "(to be written)";
const DITES: &str = "what it says";
const DECISIONS: [Decision; 4] =
    [Decision::Admissible, Decision::Incomplete, Decision::Inadmissible, Decision::NotApplicable];

#[test]
fn the_page_is_so() {
    let page = a_jour(&page());
    tenir(PAGE, &page);
    assert!(!page.contains(A_ECRIRE), "a row of docs/contrat.md is {A_ECRIRE}");
}

fn page() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE)).unwrap()
}

/// Exit codes that a report has are those of the page.
#[test]
fn the_exit_codes_are_so() {
    let page = page();
    for decision in DECISIONS {
        let ligne = format!("| {} |", decision.exit_code());
        let ligne = page.lines().find(|l| l.starts_with(&ligne)).unwrap();
        assert!(ligne.contains(&format!("`{}`", decision.as_str())), "{ligne}");
    }
    let inconnu = Appel::builtin("charte-2016").unwrap();
    let inconnu = inconnu.evaluate_json("{}", "2024-07-01".parse().unwrap()).unwrap();
    assert!(page.contains(&format!("\n| {} | unreadable", inconnu.exit_code())));
}

/// The page with every table and every part of a report as they come out now.
fn a_jour(page: &str) -> String {
    let mut rendu = String::new();
    let mut annonce = "";
    let mut dernier: Option<Report> = None;
    let mut lignes = page.lines();
    while let Some(ligne) = lignes.next() {
        writeln!(rendu, "{ligne}").unwrap();
        if let Some(nom) = entre(ligne, "<!-- table: ") {
            let ancien: Vec<&str> = lignes.by_ref().take_while(|l| *l != "<!-- end -->").collect();
            writeln!(rendu, "{}<!-- end -->", contenu(nom, &ancien)).unwrap();
        } else if ligne == "```json" {
            let bloc: Vec<&str> = lignes.by_ref().take_while(|l| *l != "```").collect();
            let bloc = bloc.join("\n");
            if let Some(attendu) = entre(annonce, "<!-- judged by ") {
                dernier = Some(verifier(&bloc, attendu));
                write!(rendu, "{bloc}\n```\n").unwrap();
            } else if let Some(pointeur) = entre(annonce, "<!-- its report at ") {
                let report = dernier.as_ref().unwrap().to_json(Langue::En);
                let report: Value = serde_json::from_str(&report).unwrap();
                let partie = report.pointer(pointeur).unwrap_or_else(|| panic!("{pointeur}"));
                write!(rendu, "{}\n```\n", serde_json::to_string_pretty(partie).unwrap()).unwrap();
            } else {
                panic!("nothing says what this block is:\n{bloc}");
            }
        }
        annonce = ligne;
    }
    rendu
}

fn entre<'l>(ligne: &'l str, debut: &str) -> Option<&'l str> {
    ligne.strip_prefix(debut)?.strip_suffix(" -->")
}

/// The report on a document, which holds what is said of it: `CALL on DAY: `, then `; ` between the decision, `settled` or
/// `not settled`, every input error (`error CODE at POINTER`), and any of `unread REASON at POINTER`, `missing POINTER`,
/// `RULE OUTCOME`. The call `none` is the one that the document names.
fn verifier(document: &str, attendu: &str) -> Report {
    let (appel, attendu) = attendu.split_once(" on ").unwrap();
    let (jour, attendu) = attendu.split_once(": ").unwrap();
    let appel = match appel {
        "none" => Appel::of_document(document).unwrap(),
        id => Appel::builtin(id).unwrap(),
    };
    let report = appel.evaluate_json(document, jour.parse().unwrap()).unwrap();
    let (mut decision, mut settled, mut erreurs) = (false, false, 0);
    for dit in attendu.split("; ") {
        let mots: Vec<&str> = dit.split(' ').collect();
        let tenu = match mots[..] {
            [voulue] if DECISIONS.iter().any(|d| d.as_str() == voulue) => {
                decision = true;
                report.decision().as_str() == voulue
            }
            ["settled"] | ["not", "settled"] => {
                settled = true;
                report.settled() == (mots.len() == 1)
            }
            ["error", code, "at", pointeur] => {
                let erreur =
                    report.input_errors().get(erreurs).map(|e| (e.code().as_str(), e.pointer()));
                erreurs = erreurs.saturating_add(1);
                erreur == Some((code, pointeur))
            }
            ["unread", raison, "at", pointeur] => {
                report.unread().any(|u| (u.reason(), u.pointer()) == (raison, pointeur.into()))
            }
            ["missing", pointeur] => report.missing().iter().any(|m| m.pointer() == pointeur),
            [regle, issue] => {
                report.findings().any(|f| (f.rule(), f.outcome().as_str()) == (regle, issue))
            }
            _ => panic!("what does this ask: {dit}"),
        };
        assert!(tenu, "{dit}: not so of\n{document}\n{}", report.to_text(Langue::En));
    }
    assert!(decision && settled, "neither decision nor settled said of\n{document}");
    let trouvees = report.input_errors();
    assert_eq!(trouvees.len(), erreurs, "{trouvees:?} of\n{document}");
    report
}

/// What stands under a name.
fn contenu(nom: &str, ancien: &[&str]) -> String {
    let schema = report_schema(Langue::En);
    match nom.split_once(' ').unwrap_or((nom, "")) {
        ("silence", _) => silence(),
        ("documents", _) => documents(),
        ("codes", _) => codes(),
        ("words", _) => mots_des_listes(),
        ("decisions", _) => decisions(),
        ("input-errors", _) => {
            let codes = CodeDeFaute::ALL.iter().map(|c| vec![code(c.as_str())]).collect();
            garder(&["code", DITES], codes, ancien)
        }
        // The keys of an object of the report.
        ("report", pointeur) => {
            let objet = schema.pointer(pointeur).unwrap_or_else(|| panic!("{pointeur}"));
            let cles = objet["properties"].as_object().unwrap().iter();
            let cles = cles.map(|(cle, prend)| vec![code(cle), prise(prend)]).collect();
            garder(&["key", "holds", DITES], cles, ancien)
        }
        // The words of a key of the report.
        ("report-words", pointeur) => {
            let mots = mots(schema.pointer(pointeur).unwrap()).unwrap();
            let mots = mots.iter().map(|mot| vec![code(mot)]).collect();
            garder(&["word", DITES], mots, ancien)
        }
        // The shapes of a part that has several, by the word that tells them.
        ("report-shapes", pointeur) => {
            let formes = schema.pointer(pointeur).unwrap()["oneOf"].as_array().unwrap().iter();
            let formes = formes.map(|forme| {
                let cles = forme["properties"].as_object().unwrap().iter();
                let cles = cles.map(|(cle, prend)| match prend["const"].as_str() {
                    Some(mot) => format!("`\"{cle}\": \"{mot}\"`"),
                    None => format!("{}: {}", code(cle), prise(prend)),
                });
                let cles: Vec<String> = cles.collect();
                vec![cles[0].clone(), cles[1..].join("; ")]
            });
            tableau(&["where it has", "its other keys"], formes.collect())
        }
        _ => panic!("no table is called {nom}"),
    }
}

fn code(mot: &str) -> String {
    format!("`{mot}`")
}

fn tableau(titres: &[&str], lignes: Vec<Vec<String>>) -> String {
    let ligne = |cases: &[String]| format!("| {} |\n", cases.join(" | "));
    let titres: Vec<String> = titres.iter().map(|t| (*t).to_owned()).collect();
    let traits = format!("|{}\n", "---|".repeat(titres.len()));
    ligne(&titres) + &traits + &lignes.iter().map(|cases| ligne(cases)).collect::<String>()
}

/// A table whose last column is the one that the page has, row by row.
fn garder(titres: &[&str], mut lignes: Vec<Vec<String>>, ancien: &[&str]) -> String {
    let ecrites: BTreeMap<&str, &str> = ancien
        .iter()
        .filter_map(|l| l.strip_prefix("| ")?.strip_suffix(" |"))
        .filter_map(|l| Some((l.split_once(" | ")?.0, l.rsplit_once(" | ")?.1)))
        .collect();
    for cases in &mut lignes {
        let dite = ecrites.get(cases[0].as_str()).copied().unwrap_or(A_ECRIRE);
        cases.push(dite.to_owned());
    }
    tableau(titres, lignes)
}

/// A sentence of a description, and the place of the text that it ends with.
fn phrase_et_place(doc: &str) -> (String, String) {
    let doc = doc.split_whitespace().collect::<Vec<_>>().join(" ");
    let textes = ["MODULE2", "CANTAL", "CHARTE"];
    let place = textes.iter().filter_map(|t| doc.find(&format!(". {t} "))).min();
    match place {
        Some(ou) => {
            let (phrase, place) = doc.split_at(ou.saturating_add(1));
            (phrase.to_owned(), place.trim().trim_end_matches('.').to_owned())
        }
        None => (doc, String::new()),
    }
}

/// The fields of an object, but for those that every object has.
fn champs(objet: &'static Descripteur) -> impl Iterator<Item = &'static Champ> {
    objet.champs.iter().filter(|c| !matches!(c.forme, Forme::Declarations | Forme::Appreciations))
}

/// The object of a form, or of the elements of its lists.
fn objet(forme: Forme) -> Option<&'static Descripteur> {
    match forme {
        Forme::Fiche(objet) => Some(objet),
        Forme::Liste(element) => objet(*element),
        _ => None,
    }
}

/// Every object of the documents once, in order, with the type of the document where it first stands; a document itself
/// comes first.
fn objets() -> Vec<(TypeDeDocument, &'static Descripteur)> {
    let mut vus: Vec<(TypeDeDocument, &'static Descripteur)> = Vec::new();
    for type_ in TypeDeDocument::TOUS {
        let mut a_voir = vec![type_.descripteur()];
        while let Some(ici) = a_voir.pop() {
            if vus.iter().any(|(_, vu)| *vu == ici) {
                continue;
            }
            vus.push((*type_, ici));
            let dessous: Vec<_> = champs(ici).filter_map(|c| objet(c.forme)).collect();
            a_voir.extend(dessous.into_iter().rev());
        }
    }
    vus
}

/// What an object is called in the page: by its name, and by the document where it first stands.
fn titre(type_: TypeDeDocument, objet: &Descripteur) -> String {
    if type_.descripteur() == objet {
        type_.code().to_owned()
    } else {
        format!("{} ({})", objet.nom, type_.code())
    }
}

fn renvoi(objet: &'static Descripteur) -> String {
    let (type_, _) = objets().into_iter().find(|(_, vu)| *vu == objet).unwrap();
    let ancre = titre(type_, objet).replace(['(', ')'], "").replace(' ', "-");
    format!("[{}](#{ancre})", objet.nom)
}

/// What a field takes, in words.
fn prend(forme: Forme) -> String {
    match forme {
        Forme::Booleen => "`true` or `false`".to_owned(),
        Forme::Compte { minimum: 0 } => "whole number".to_owned(),
        Forme::Compte { minimum } => format!("whole number, at least {minimum}"),
        Forme::Annee => "year".to_owned(),
        Forme::Montant => "amount".to_owned(),
        Forme::Part => "share".to_owned(),
        Forme::Etp => "full-time equivalents".to_owned(),
        Forme::Heures => "hours".to_owned(),
        Forme::Nombre => "number".to_owned(),
        Forme::Date => "date".to_owned(),
        Forme::Heure => "time".to_owned(),
        Forme::Texte => "text".to_owned(),
        Forme::Code("siret") => "SIRET".to_owned(),
        Forme::Code("rna") => "RNA number".to_owned(),
        Forme::Code("iban") => "IBAN".to_owned(),
        Forme::Code("bic") => "BIC".to_owned(),
        Forme::Code("departement") => "département code".to_owned(),
        Forme::Code("code_postal") => "postcode".to_owned(),
        Forme::Code("compte_de_charge") => "account of costs".to_owned(),
        Forme::Code("compte_de_produit") => "account of income".to_owned(),
        Forme::Code("courriel") => "e-mail address".to_owned(),
        Forme::Code("telephone") => "telephone number".to_owned(),
        Forme::Code("url") => "web address".to_owned(),
        Forme::Choix(mots) => mots.iter().map(|m| code(m.code)).collect::<Vec<_>>().join(", "),
        Forme::Fiche(objet) => renvoi(objet),
        Forme::Liste(element) => format!("list of {}", prend(*element)),
        forme => panic!("no words for {forme:?}"),
    }
}

fn documents() -> String {
    let mut rendu = String::new();
    let mut titres: Vec<String> = Vec::new();
    for (type_, objet) in objets() {
        let titre = titre(type_, objet);
        assert!(!titres.contains(&titre), "two objects are called {titre}");
        let niveau = if type_.descripteur() == objet { "###" } else { "####" };
        let (phrase, place) = phrase_et_place(objet.doc);
        let place = if place.is_empty() { place } else { format!(" {place}.") };
        write!(rendu, "\n{niveau} {titre}\n\n{phrase}{place}\n\n").unwrap();
        titres.push(titre);
        let lignes = champs(objet).map(|champ| {
            let (phrase, place) = phrase_et_place(champ.doc);
            let liste = champ.codes.map_or_else(String::new, |codes| {
                let sorte = if codes.ouverte { "open" } else { "closed" };
                format!("`{}`, {sorte}", codes.liste.nom())
            });
            let silence = if champ.silence { "none" } else { "" };
            vec![code(champ.nom), prend(champ.forme), liste, silence.to_owned(), phrase, place]
        });
        let titres = ["key", "takes", "list of the call", "unsaid", "what it is", "asked for by"];
        rendu.push_str(&tableau(&titres, lignes.collect()));
    }
    rendu.push('\n');
    rendu
}

/// Where a field stands: `financeur` of a [financement](#…).
fn adresse(champ: &Champ, objet: &'static Descripteur) -> String {
    format!("`{}` of {}", champ.nom, renvoi(objet))
}

fn silence() -> String {
    let mut rendu = String::new();
    for (_, objet) in objets() {
        for champ in champs(objet).filter(|c| c.silence) {
            writeln!(rendu, "- {}", adresse(champ, objet)).unwrap();
        }
    }
    rendu
}

/// The fields of each list of a call.
fn codes() -> String {
    let lignes = Liste::TOUTES.iter().map(|liste| {
        let des_champs = |ouverte: bool| {
            let tous = objets().into_iter().flat_map(|(_, o)| champs(o).map(move |c| (c, o)));
            let siens = tous.filter(|(c, _)| {
                c.codes.is_some_and(|codes| codes.liste == *liste && codes.ouverte == ouverte)
            });
            siens.map(|(champ, objet)| adresse(champ, objet)).collect::<Vec<_>>().join(", ")
        };
        vec![code(liste.nom()), des_champs(false), des_champs(true)]
    });
    tableau(&["list", "closed for", "open for"], lignes.collect())
}

fn mots_des_listes() -> String {
    let mut listes: Vec<(&'static [Choix], Vec<String>)> = Vec::new();
    for (_, objet) in objets() {
        for champ in champs(objet) {
            let mots = match champ.forme {
                Forme::Choix(mots) | Forme::Liste(&Forme::Choix(mots)) => mots,
                _ => continue,
            };
            match listes.iter_mut().find(|(deja, _)| *deja == mots) {
                Some((_, adresses)) => adresses.push(adresse(champ, objet)),
                None => listes.push((mots, vec![adresse(champ, objet)])),
            }
        }
    }
    let mut lignes = Vec::new();
    for (mots, adresses) in &listes {
        for (rang, mot) in mots.iter().enumerate() {
            // The phase is a field of every document.
            let partout = adresses.len() == TypeDeDocument::TOUS.len();
            let ou = match rang {
                0 if partout => "`phase` of every document".to_owned(),
                0 => adresses.join(", "),
                _ => String::new(),
            };
            lignes.push(vec![ou, code(mot.code), mot.fr.to_owned(), mot.en.to_owned()]);
        }
    }
    tableau(&["key", "word", "in French", "in English"], lignes)
}

fn decisions() -> String {
    let sujets = TypeDeDocument::TOUS.iter().map(|t| t.code()).chain(["appel"]);
    let lignes = sujets.map(|sujet| {
        let mut cases = vec![code(sujet)];
        cases.extend(DECISIONS[..3].iter().map(|decision| {
            if sujet == "appel" && *decision == Decision::Inadmissible {
                return String::new();
            }
            let mot = |langue| decision.label(Some(sujet), langue);
            format!("{} / {}", mot(Langue::Fr), mot(Langue::En))
        }));
        cases
    });
    tableau(&["`type`", "`admissible`", "`incomplete`", "`inadmissible`"], lignes.collect())
}

/// The words that a part of the report is one of.
fn mots(schema: &Value) -> Option<Vec<String>> {
    let mot = |v: &Value| v.as_str().map(str::to_owned);
    match (schema.get("enum"), schema.get("oneOf")) {
        (Some(mots), _) => mots.as_array()?.iter().map(mot).collect(),
        (_, Some(branches)) => branches.as_array()?.iter().map(|b| mot(b.get("const")?)).collect(),
        _ => None,
    }
}

/// What a part of the report holds, in words.
fn prise(schema: &Value) -> String {
    if let Some(mots) = mots(schema) {
        return mots.iter().map(|m| code(m)).collect::<Vec<_>>().join(", ");
    }
    if let Some(renvoi) = schema.get("$ref").and_then(Value::as_str) {
        return match renvoi.rsplit('/').next().unwrap() {
            "amount" => "amount".to_owned(),
            "day" => "date".to_owned(),
            nom => format!("[{nom}](#{nom})"),
        };
    }
    if let Some(branches) = schema.get("anyOf").and_then(Value::as_array) {
        let branches = branches.iter().map(|b| match b.get("type").and_then(Value::as_str) {
            Some("null") => "`null`".to_owned(),
            _ => prise(b),
        });
        return branches.collect::<Vec<_>>().join(" or ");
    }
    if let Some(constante) = schema.get("const") {
        return code(&constante.to_string());
    }
    match schema["type"].as_str().unwrap() {
        "string" if schema["pattern"] == "^(/[^/]*)*$" => "JSON Pointer".to_owned(),
        "string" => "text".to_owned(),
        "integer" => "whole number".to_owned(),
        "boolean" => "`true` or `false`".to_owned(),
        "array" => {
            format!("list of {}", prise(&schema["items"]).replace("JSON Pointer", "JSON Pointers"))
        }
        "object" if schema["properties"].get("kind").is_some_and(|k| k["const"].is_string()) => {
            format!(
                "[value](#value) (`{}`)",
                schema["properties"]["kind"]["const"].as_str().unwrap()
            )
        }
        "object" => {
            let cles = schema["properties"].as_object().unwrap().iter();
            let cles: Vec<String> = cles
                .map(|(cle, v)| match prise(v).as_str() {
                    "text" | "whole number" => code(cle),
                    autre => format!("{} ({autre})", code(cle)),
                })
                .collect();
            format!("{{ {} }}", cles.join(", "))
        }
        autre => panic!("no words for {autre}"),
    }
}
