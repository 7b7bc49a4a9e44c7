//! What a call says lives in its data: the source of the engine holds no value, no document and no
//! label of any call.
//!
//! Every literal of `src` is compared with what the built-in calls hold: a number with their quantities;
//! a text with their texts, and so is each example that it shows. Comments, documentation and tests are
//! left out.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use pdn_core::dossier::{Forme, TypeDeDocument};
use pdn_core::values::{Date, Montant, Part, Valeur, ValeurNumerique};
use pdn_core::{Appel, call_format_schema, rule_ids};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use serde_json::Value;
use toml::de::{DeTable, DeValue};

const RACINE: &str = env!("CARGO_MANIFEST_DIR");

/// These know no call: their numbers are of calendars, cents and lengths, and what their texts show
/// says how to write a value.
const SANS_APPEL: [&str; 2] = ["values/", "lecture/"];

/// Words of any call, which a built-in one uses as a code or a label too: kinds of value of a report, and
/// parties that duties fall on.
const MOTS_COMMUNS: [&str; 6] = [
    "amount",
    "period",
    "coordinator",
    "comite-de-pilotage",
    "comité de pilotage",
    "steering committee",
];

/// Numbers that a call holds too: where they stand, and what they are.
const COINCIDENCES: [(&str, &str, &str); 4] = [
    ("appel/charger/syntaxe.rs", "2_000", "faults of a file that are said at most"),
    ("values/departement.rs", "\"Allier\"", "one of all the départements"),
    ("values/departement.rs", "\"Cantal\"", "one of all the départements"),
    ("values/departement.rs", "\"Puy-de-Dôme\"", "one of all the départements"),
];

/// What the calls hold, and where.
#[derive(Default)]
struct Contenu {
    textes: BTreeMap<String, String>,
    /// Amounts, shares and numbers, all written alike.
    quantites: BTreeMap<String, String>,
}

impl Contenu {
    fn lire(&mut self, lieu: &[&str], valeur: &DeValue<'_>) {
        // Codes, actors and short names of texts are keys.
        if let [.., "listes", _, cle] | [.., "acteurs" | "textes", cle] = lieu {
            self.texte(cle, lieu);
        }
        match valeur {
            DeValue::Table(table) => {
                for (cle, valeur) in table {
                    self.lire(&[lieu, &[&**cle.get_ref()]].concat(), valeur.get_ref());
                }
            }
            DeValue::Array(liste) => liste.iter().for_each(|v| self.lire(lieu, v.get_ref())),
            DeValue::Integer(n) => self.quantite(n.as_str(), lieu),
            DeValue::Float(n) => self.quantite(n.as_str(), lieu),
            DeValue::Datetime(jour) => self.texte(&jour.to_string(), lieu),
            DeValue::Boolean(_) => {}
            DeValue::String(texte) => match lieu {
                // The last words of the ids of points.
                [.., "points", _, "liste"] => {}
                // Whom a duty falls on, what is counted, whether it is whole: words of any call.
                [.., "du_par" | "unite" | "etat"] => {}
                _ => self.texte(texte, lieu),
            },
        }
    }

    fn texte(&mut self, texte: &str, lieu: &[&str]) {
        match nombre(texte) {
            Some(nombre) => self.quantite(&nombre, lieu),
            None => drop(self.textes.insert(texte.to_owned(), lieu.join(" "))),
        }
    }

    /// A whole number under a hundred is anyone's: those of the calls are changed one by one in the
    /// conformance calls, and the reports follow.
    fn quantite(&mut self, nombre: &str, lieu: &[&str]) {
        if nombre.contains('.') || nombre.len() > 2 {
            self.quantites.insert(nombre.to_owned(), lieu.join(" "));
        }
    }

    /// Where a call holds this literal; none where no call does.
    fn trouver(&self, fichier: &str, litteral: &str) -> Option<&String> {
        let sans_appel = SANS_APPEL.iter().any(|dossier| fichier.starts_with(dossier));
        let Some(texte) = texte(litteral) else {
            let chiffres = litteral.replace('_', "");
            let chiffres = chiffres.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            return if sans_appel { None } else { self.quantites.get(chiffres) };
        };
        let dit = |mot: &str| {
            let jour = Date::saisi(mot).ok().and_then(|d| self.textes.get(&d.to_string()));
            let quantite = nombre(mot).and_then(|n| self.quantites.get(&n));
            self.textes.get(mot).or(jour).or(quantite)
        };
        // A label of several words stands out in any sentence; one word does as an example only.
        let phrase = self.textes.iter().find(|(t, _)| t.contains(' ') && texte.contains(*t));
        let entier = self.textes.get(&texte).or(phrase.map(|(_, lieu)| lieu));
        if sans_appel {
            return entier;
        }
        let cites = texte.split('"').skip(1).step_by(2);
        let valeurs = texte.split(|c: char| !c.is_alphanumeric() && !"-/.,".contains(c));
        let valeurs = valeurs.filter(|mot| mot.starts_with(|c: char| c.is_ascii_digit()));
        entier.or_else(|| dit(&texte)).or_else(|| cites.chain(valeurs).find_map(dit))
    }
}

/// An amount, a share or a number in digits, whatever its writing.
fn nombre(texte: &str) -> Option<String> {
    let montant = Montant::saisi(texte).map(|m| m.decimal());
    let nombre = montant.or_else(|_| Part::saisi(texte).map(|p| p.decimal())).ok()?;
    Some(nombre.normalize().to_string())
}

/// Keys and words of the format of a call, rules of the engine among them.
fn format_d_un_appel() -> BTreeSet<String> {
    fn visiter(schema: &Value, mots: &mut BTreeSet<String>) {
        match schema {
            Value::Object(objet) => {
                for (cle, valeur) in objet {
                    match (cle.as_str(), valeur) {
                        ("properties", Value::Object(cles)) => mots.extend(cles.keys().cloned()),
                        ("const", Value::String(mot)) => drop(mots.insert(mot.clone())),
                        ("enum", Value::Array(liste)) => {
                            mots.extend(liste.iter().filter_map(|m| m.as_str().map(str::to_owned)));
                        }
                        _ => {}
                    }
                    visiter(valeur, mots);
                }
            }
            Value::Array(liste) => liste.iter().for_each(|v| visiter(v, mots)),
            _ => {}
        }
    }
    let mut mots = rule_ids().into_iter().map(str::to_owned).collect();
    visiter(&serde_json::from_str(&call_format_schema()).unwrap(), &mut mots);
    mots
}

/// What the contract names: documents and objects, their fields and titles, the closed lists.
fn contrat() -> BTreeSet<String> {
    fn visiter(forme: &Forme, vues: &mut BTreeSet<&str>, mots: &mut BTreeSet<String>) {
        match forme {
            Forme::Fiche(fiche) if vues.insert(fiche.nom) => {
                mots.insert(fiche.nom.to_owned());
                for champ in fiche.champs {
                    mots.extend([champ.nom, champ.fr, champ.en].map(str::to_owned));
                    visiter(&champ.forme, vues, mots);
                }
            }
            Forme::Liste(element) => visiter(element, vues, mots),
            Forme::Choix(choix) => {
                mots.extend(choix.iter().flat_map(|c| [c.code, c.fr, c.en]).map(str::to_owned));
            }
            _ => {}
        }
    }
    let mut mots = BTreeSet::new();
    for type_ in TypeDeDocument::TOUS {
        visiter(&Forme::Fiche(type_.descripteur()), &mut BTreeSet::new(), &mut mots);
    }
    mots
}

/// Every `.rs` file under a folder.
fn fichiers(dossier: &Path, trouves: &mut Vec<PathBuf>) {
    for entree in std::fs::read_dir(dossier).unwrap() {
        let chemin = entree.unwrap().path();
        if chemin.is_dir() {
            fichiers(&chemin, trouves);
        } else if chemin.extension().is_some_and(|e| e == "rs") {
            trouves.push(chemin);
        }
    }
}

/// The literals of a file, as written. Documentation is an attribute, and attributes are left out; so is
/// an item under `#[cfg(test)]`.
fn litteraux(jetons: TokenStream, trouves: &mut Vec<String>) {
    let mut jetons = jetons.into_iter().peekable();
    while let Some(jeton) = jetons.next() {
        match jeton {
            TokenTree::Punct(p) if p.as_char() == '#' => {
                jetons.next_if(|j| j.to_string() == "!");
                let attribut = jetons.next_if(|j| j.to_string().starts_with('['));
                if attribut.is_some_and(|a| a.to_string().replace(' ', "") == "[cfg(test)]") {
                    jetons.find(|j| match j {
                        TokenTree::Group(g) => g.delimiter() == Delimiter::Brace,
                        _ => j.to_string() == ";",
                    });
                }
            }
            TokenTree::Group(groupe) => litteraux(groupe.stream(), trouves),
            TokenTree::Literal(litteral) => trouves.push(litteral.to_string()),
            _ => {}
        }
    }
}

/// The text of a string literal; none for any other literal.
fn texte(litteral: &str) -> Option<String> {
    let entre = |l: &str| Some(l.strip_prefix('"')?.strip_suffix('"')?.to_owned());
    if let Some(brut) = litteral.strip_prefix('r') {
        return entre(brut.trim_matches('#'));
    }
    let mut texte = entre(litteral)?.replace("\\\"", "\"").replace("\\n", "\n");
    while let Some((avant, reste)) = texte.split_once("\\u{") {
        let (code, apres) = reste.split_once('}').unwrap();
        let signe = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
        texte = format!("{avant}{signe}{apres}");
    }
    Some(texte)
}

#[test]
fn the_source_holds_nothing_of_a_call() {
    let mut contenu = Contenu::default();
    for id in Appel::ids() {
        let toml = std::fs::read_to_string(format!("{RACINE}/referentiels/{id}.toml")).unwrap();
        let table = DeTable::parse(&toml).unwrap().into_inner();
        contenu.lire(&[id], &DeValue::Table(table));
    }
    let permis: BTreeSet<String> = [MOTS_COMMUNS.as_slice(), &Appel::ids()]
        .concat()
        .into_iter()
        .map(str::to_owned)
        .chain(contrat())
        .chain(format_d_un_appel())
        .collect();
    contenu.textes.retain(|t, _| {
        let champ = t.split('.').all(|pas| permis.contains(pas));
        let debut_de_regle = rule_ids().iter().any(|id| id.starts_with(t));
        !permis.contains(t) && !champ && !debut_de_regle
    });
    let (textes, quantites) = (contenu.textes.len(), contenu.quantites.len());
    assert!(textes > 300 && quantites > 15, "{textes} texts, {quantites} quantities");
    let sources = Path::new(RACINE).join("src");
    let mut trouves = Vec::new();
    fichiers(&sources, &mut trouves);
    trouves.sort();
    let mut fautes = Vec::new();
    for source in trouves {
        let fichier = source.strip_prefix(&sources).unwrap().display().to_string();
        let jetons = std::fs::read_to_string(&source).unwrap().parse().unwrap();
        let mut ecrits = Vec::new();
        litteraux(jetons, &mut ecrits);
        ecrits.retain(|l| !COINCIDENCES.iter().any(|(f, connu, _)| *f == fichier && connu == l));
        for litteral in ecrits {
            if let Some(lieu) = contenu.trouver(&fichier, &litteral) {
                fautes.push(format!("{fichier}: {litteral} ({lieu})"));
            }
        }
    }
    assert!(fautes.is_empty(), "{} literals of calls:\n{}", fautes.len(), fautes.join("\n"));
}
