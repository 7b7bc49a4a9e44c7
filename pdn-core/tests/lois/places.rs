//! Places of a document: JSON Pointers, what stands there, and what the document's description says of it.

use pdn_core::dossier::{Champ, Descripteur, Forme, TypeDeDocument};
use serde_json::{Map, Value, json};

/// A place of a document, with what it takes.
#[derive(Clone)]
pub struct Place {
    pub pointeur: String,
    pub forme: Forme,
    pub champ: Option<&'static Champ>,
    /// The object that the field is of.
    pub objet: &'static Descripteur,
}

pub fn type_de(document: &Value) -> Option<TypeDeDocument> {
    TypeDeDocument::du_code(document["type"].as_str()?)
}

/// What a pointer leads to, after the description of the document.
pub fn place(type_: TypeDeDocument, pointeur: &str) -> Option<Place> {
    let mut objet = type_.descripteur();
    let mut ici = Forme::Fiche(objet);
    let mut champ = None;
    for pas in pointeur.split('/').skip(1) {
        ici = match ici {
            Forme::Fiche(d) => {
                let (_, trouve) = d.champ(pas)?;
                (objet, champ) = (d, Some(trouve));
                trouve.forme
            }
            Forme::Liste(de) => {
                pas.parse::<usize>().ok()?;
                *de
            }
            // The answer to a point or to a question: what it takes is the call's to say.
            _ => Forme::Texte,
        };
    }
    Some(Place { pointeur: pointeur.to_owned(), forme: ici, champ, objet })
}

/// Every place of a document, from the top down: what is there, and what could be.
pub fn places(document: &Value) -> Vec<Place> {
    let mut trouvees = Vec::new();
    if let Some(type_) = type_de(document) {
        dans(type_.descripteur(), document, "", &mut trouvees);
    }
    trouvees
}

fn dans(objet: &'static Descripteur, valeur: &Value, pointeur: &str, trouvees: &mut Vec<Place>) {
    for champ in objet.champs {
        let pointeur = format!("{pointeur}/{}", champ.nom);
        let place = Place { pointeur, forme: champ.forme, champ: Some(champ), objet };
        sous(&valeur[champ.nom], place, trouvees);
    }
}

fn sous(valeur: &Value, place: Place, trouvees: &mut Vec<Place>) {
    trouvees.push(place.clone());
    match (place.forme, valeur) {
        (Forme::Fiche(d), Value::Object(_)) => dans(d, valeur, &place.pointeur, trouvees),
        (Forme::Liste(de), Value::Array(elements)) => {
            for (rang, element) in elements.iter().enumerate() {
                let pointeur = format!("{}/{rang}", place.pointeur);
                sous(element, Place { pointeur, forme: *de, ..place.clone() }, trouvees);
            }
        }
        (Forme::Declarations | Forme::Appreciations, Value::Object(entrees)) => {
            for cle in entrees.keys() {
                let pointeur = format!("{}/{}", place.pointeur, echappe(cle));
                trouvees.push(Place { pointeur, forme: Forme::Texte, ..place.clone() });
            }
        }
        _ => {}
    }
}

pub fn echappe(cle: &str) -> String {
    cle.replace('~', "~0").replace('/', "~1")
}

fn cle(pas: &str) -> String {
    pas.replace("~1", "/").replace("~0", "~")
}

pub fn parent(pointeur: &str) -> (&str, String) {
    let (parent, dernier) = pointeur.rsplit_once('/').unwrap_or(("", ""));
    (parent, cle(dernier))
}

/// Writes a value at a place, with the objects and lists that lead to it; false where none can.
pub fn ecrire(document: &mut Value, pointeur: &str, valeur: Value) -> bool {
    let mut ici = document;
    for pas in pointeur.split('/').skip(1) {
        let numero = pas.parse::<usize>().ok();
        if !ici.is_object() && !ici.is_array() {
            *ici = if numero.is_some() { json!([]) } else { json!({}) };
        }
        ici = match (ici, numero) {
            (Value::Object(o), _) => o.entry(cle(pas)).or_insert(Value::Null),
            (Value::Array(a), Some(n)) if n <= a.len() => {
                if n == a.len() {
                    a.push(Value::Null);
                }
                &mut a[n]
            }
            _ => return false,
        };
    }
    *ici = valeur;
    true
}

/// Takes away a key or an element; false where there is none.
pub fn retirer(document: &mut Value, pointeur: &str) -> bool {
    let (parent, dernier) = parent(pointeur);
    match document.pointer_mut(parent) {
        Some(Value::Object(o)) => o.shift_remove(&dernier).is_some(),
        Some(Value::Array(a)) => match dernier.parse::<usize>() {
            Ok(n) if n < a.len() => {
                a.remove(n);
                true
            }
            _ => false,
        },
        _ => false,
    }
}

/// True of a value that says that there is none.
pub fn dit_aucun(valeur: &Value) -> bool {
    match valeur {
        Value::String(s) => s.trim().is_empty() || s == "aucun",
        Value::Array(a) => a.is_empty(),
        Value::Bool(b) => !b,
        _ => false,
    }
}

/// True where a place, or an object or list that leads to it, is said to be none.
pub fn dit_nul(document: &Value, pointeur: &str) -> bool {
    let mut jusque = String::new();
    pointeur.split('/').skip(1).any(|pas| {
        jusque.push('/');
        jusque.push_str(pas);
        // An element of a list is there, or in error: it is never said to be none.
        pas.parse::<usize>().is_err() && document.pointer(&jusque).is_some_and(dit_aucun)
    })
}

/// Every key and element of a value, the deepest last.
pub fn noeuds(valeur: &Value) -> Vec<String> {
    fn dans(valeur: &Value, pointeur: &str, trouves: &mut Vec<String>) {
        let mut voir = |cle: &str, v: &Value| {
            let pointeur = format!("{pointeur}/{}", echappe(cle));
            trouves.push(pointeur.clone());
            dans(v, &pointeur, trouves);
        };
        match valeur {
            Value::Object(o) => o.iter().for_each(|(cle, v)| voir(cle, v)),
            Value::Array(a) => a.iter().enumerate().for_each(|(n, v)| voir(&n.to_string(), v)),
            _ => {}
        }
    }
    let mut trouves = Vec::new();
    dans(valeur, "", &mut trouves);
    trouves
}

/// A pointer without the ranks of its elements: the kind of place that it is.
pub fn sorte(pointeur: &str) -> String {
    pointeur
        .split('/')
        .map(|pas| if pas.parse::<usize>().is_ok() { "*" } else { pas })
        .collect::<Vec<_>>()
        .join("/")
}

pub type Objet = Map<String, Value>;
