//! A document that a person is filling in: its text, changed one answer at a time.

use jsonc_parser::cst::{CstArray, CstInputValue, CstNode, CstObject, CstRootNode};

use crate::appel::Appel;
use crate::lecture::{
    Contenu, ErreurDeTexte, Noeud, OPTIONS_JSON, PROFONDEUR_MAX, lire_json, sans_moities,
    texte_json,
};
use crate::report::Report;
use crate::values::{Date, Langue, montrer};

/// The draft of a document, as a form keeps it: JSON text, in which an answer is set or cleared by its
/// JSON Pointer (RFC 6901), the pointers of [`Report::missing`](crate::Report::missing) among them.
///
/// Only the place of an answer changes; all else stays as it is written, faults included: the report
/// says what they are. The text can be kept anywhere and [taken up](Brouillon::restore) again.
///
/// ```
/// use pdn_core::{Appel, Brouillon};
///
/// let appel = Appel::builtin("charte-2016")?;
/// let mut brouillon = Brouillon::new("profil", &appel);
/// brouillon.set("/photo", r#""structure""#)?;
/// let report = brouillon.report(&appel, "2024-07-01".parse()?)?;
/// assert!(report.missing().iter().all(|m| m.pointer() != "/photo"));
/// brouillon.clear("/photo")?;
/// assert_eq!(brouillon.get("/photo")?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brouillon {
    texte: String,
}

/// Why an answer cannot be set or cleared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.texte(Langue::Fr))]
#[non_exhaustive]
pub enum ErreurDeBrouillon {
    /// The answer is not JSON, or the draft would pass a limit.
    Texte(ErreurDeTexte),
    /// This is no JSON Pointer.
    Pointeur {
        /// What was given.
        pointeur: String,
    },
    /// The pointer leads through something that is neither an object nor a list.
    Impasse {
        /// What was given.
        pointeur: String,
        /// Where it can go no further.
        place: String,
    },
    /// A list has fewer elements, or the pointer names none of them.
    Rang {
        /// What was given.
        pointeur: String,
        /// The list.
        place: String,
        /// How many elements it has.
        elements: usize,
    },
}

impl From<ErreurDeTexte> for ErreurDeBrouillon {
    fn from(e: ErreurDeTexte) -> Self {
        Self::Texte(e)
    }
}

impl ErreurDeBrouillon {
    /// The pointer at fault; `None` where the text is.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        match self {
            Self::Texte(_) => None,
            Self::Pointeur { pointeur }
            | Self::Impasse { pointeur, .. }
            | Self::Rang { pointeur, .. } => Some(pointeur),
        }
    }

    /// The error as a sentence: what is wrong, and what to write.
    #[must_use]
    pub fn texte(&self, langue: Langue) -> String {
        montrer(match self {
            Self::Texte(e) => e.texte(langue),
            Self::Pointeur { pointeur } => langue.choisir(
                format!("«\u{a0}{pointeur}\u{a0}» n’est pas un pointeur JSON\u{a0}: écrire par exemple /structure/nom ou /formations/0/capacite."),
                format!("“{pointeur}” is not a JSON Pointer: write for instance /structure/nom or /formations/0/capacite."),
            ),
            Self::Impasse { pointeur, place } => langue.choisir(
                format!("«\u{a0}{pointeur}\u{a0}» ne mène nulle part\u{a0}: «\u{a0}{place}\u{a0}» n’est ni un objet ni une liste. Effacer d’abord cette réponse, ou s’y arrêter."),
                format!("“{pointeur}” leads nowhere: “{place}” is neither an object nor a list. Clear that answer first, or stop there."),
            ),
            Self::Rang { pointeur, place, elements } => langue.choisir(
                format!("«\u{a0}{pointeur}\u{a0}» ne désigne aucun élément de «\u{a0}{place}\u{a0}»\u{a0}: les rangs partent de 0, et le premier qui soit libre est {elements}."),
                format!("“{pointeur}” names no element of “{place}”: ranks start at 0, and the first free one is {elements}."),
            ),
        })
    }
}

impl Brouillon {
    /// An empty draft of a type of document (`candidature`, `profil`…), to be judged by a call.
    #[must_use]
    pub fn new(type_: &str, appel: &Appel) -> Self {
        let texte = serde_json::json!({ "type": type_, "appel": appel.id() });
        Self { texte: format!("{texte:#}") }
    }

    /// A draft that was kept as text.
    ///
    /// # Errors
    /// Only where the text is no JSON at all, or passes a limit.
    pub fn restore(texte: impl AsRef<[u8]>) -> Result<Self, ErreurDeTexte> {
        // What cannot be read back as it stands is written as what it is: a lost sign.
        Ok(Self { texte: sans_moities(texte_json(texte.as_ref())?).into_owned() })
    }

    /// The draft as text, to be kept or sent.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.texte
    }

    /// The report on the draft as it stands.
    ///
    /// # Errors
    /// None that a draft can give: those of [`Appel::evaluate_json`].
    pub fn report(&self, appel: &Appel, on: Date) -> Result<Report, ErreurDeTexte> {
        appel.evaluate_json(&self.texte, on)
    }

    /// The answer at a pointer, as JSON text; `None` where there is none.
    ///
    /// # Errors
    /// Where the pointer is none.
    pub fn get(&self, pointeur: &str) -> Result<Option<String>, ErreurDeBrouillon> {
        let pas = lire_pointeur(pointeur)?;
        let Some(mut noeud) = self.racine()?.value() else { return Ok(None) };
        for pas in &pas {
            let suivant = match (noeud.as_object(), noeud.as_array()) {
                (Some(objet), _) => objet.get(pas).and_then(|p| p.value()),
                (_, Some(liste)) => {
                    rang(pas).and_then(|rang| liste.elements().into_iter().nth(rang))
                }
                _ => None,
            };
            match suivant {
                Some(suivant) => noeud = suivant,
                None => return Ok(None),
            }
        }
        Ok(Some(noeud.to_string()))
    }

    /// Sets the answer at a pointer, as JSON text. Objects and lists on the way are made; a list takes
    /// a new element at the rank after its last, or at `-`.
    ///
    /// # Errors
    /// Where the pointer is none or leads nowhere, the answer is not JSON, or the draft would pass a
    /// limit; the draft is then as it was.
    pub fn set(&mut self, pointeur: &str, reponse: &str) -> Result<(), ErreurDeBrouillon> {
        let pas = lire_pointeur(pointeur)?;
        let reponse = valeur(&lire_json(reponse)?);
        let racine = self.racine()?;
        let Some((dernier, chemin)) = pas.split_last() else {
            racine.set_value(reponse);
            return self.garder(&racine);
        };
        let mut ici = Place { pointeur, pas: 0, noeud: racine.value() };
        // What comes after a step says what it leads to.
        for (pas, suivant) in chemin.iter().zip(pas.iter().skip(1)) {
            let vide = if suivant == "-" || rang(suivant).is_some() {
                CstInputValue::Array(Vec::new())
            } else {
                CstInputValue::Object(Vec::new())
            };
            ici = ici.entrer(pas, &vide)?;
        }
        ici.mettre(dernier, reponse)?;
        self.garder(&racine)
    }

    /// Clears the answer at a pointer: it is not known any more. Clearing what is not there does nothing;
    /// an element that leaves a list moves the next ones up.
    ///
    /// # Errors
    /// Where the pointer is none.
    pub fn clear(&mut self, pointeur: &str) -> Result<(), ErreurDeBrouillon> {
        let pas = lire_pointeur(pointeur)?;
        let racine = self.racine()?;
        let Some((dernier, chemin)) = pas.split_last() else {
            racine.set_value(CstInputValue::Object(Vec::new()));
            return self.garder(&racine);
        };
        let mut noeud = racine.value();
        for pas in chemin {
            noeud = match noeud {
                Some(CstNode::Container(c)) => match (c.as_object(), c.as_array()) {
                    (Some(objet), _) => objet.get(pas).and_then(|p| p.value()),
                    (_, Some(liste)) => rang(pas).and_then(|r| liste.elements().into_iter().nth(r)),
                    _ => None,
                },
                _ => None,
            };
        }
        let Some(noeud) = noeud else { return Ok(()) };
        if let Some(objet) = noeud.as_object() {
            // A key that was given twice goes twice.
            while let Some(propriete) = objet.get(dernier) {
                propriete.remove();
            }
        } else if let Some(liste) = noeud.as_array()
            && let Some(element) =
                rang(dernier).and_then(|rang| liste.elements().into_iter().nth(rang))
        {
            element.remove();
        }
        self.garder(&racine)
    }

    fn racine(&self) -> Result<CstRootNode, ErreurDeBrouillon> {
        // Every text that a draft holds has been read once.
        CstRootNode::parse(&self.texte, &OPTIONS_JSON)
            .map_err(|_| ErreurDeTexte::PasDuJson { ligne: 1, colonne: 1 }.into())
    }

    /// Takes the text of a tree, if it can still be read.
    fn garder(&mut self, racine: &CstRootNode) -> Result<(), ErreurDeBrouillon> {
        *self = Self::restore(racine.to_string())?;
        Ok(())
    }
}

/// The steps of a pointer.
fn lire_pointeur(pointeur: &str) -> Result<Vec<String>, ErreurDeBrouillon> {
    let faux = || ErreurDeBrouillon::Pointeur { pointeur: pointeur.to_owned() };
    if pointeur.is_empty() {
        return Ok(Vec::new());
    }
    let pas: Vec<String> = pointeur
        .strip_prefix('/')
        .ok_or_else(faux)?
        .split('/')
        .map(|pas| {
            // `~` only ever begins `~0` or `~1`.
            let permis = pas.split('~').skip(1).all(|apres| apres.starts_with(['0', '1']));
            permis.then(|| pas.replace("~1", "/").replace("~0", "~"))
        })
        .collect::<Option<_>>()
        .ok_or_else(faux)?;
    // Nothing deeper can be read: what it would take is not made.
    if pas.len() > PROFONDEUR_MAX { Err(faux()) } else { Ok(pas) }
}

/// The rank that a step says, without a sign or a leading zero.
fn rang(pas: &str) -> Option<usize> {
    let chiffres = !pas.is_empty() && pas.bytes().all(|o| o.is_ascii_digit());
    (chiffres && (pas == "0" || !pas.starts_with('0'))).then(|| pas.parse().ok()).flatten()
}

/// A value to be written: numbers stay as they were typed.
fn valeur(noeud: &Noeud<'_>) -> CstInputValue {
    match &noeud.contenu {
        Contenu::Nul => CstInputValue::Null,
        Contenu::Booleen(b) => CstInputValue::Bool(*b),
        Contenu::Nombre(n) => CstInputValue::Number(n.to_string()),
        Contenu::Texte(t) => CstInputValue::String(t.to_string()),
        Contenu::Date(d) => CstInputValue::String(d.clone()),
        Contenu::Liste(l) => CstInputValue::Array(l.iter().map(valeur).collect()),
        Contenu::Table(t) => {
            CstInputValue::Object(t.iter().map(|e| (e.cle.to_string(), valeur(&e.noeud))).collect())
        }
    }
}

/// Where a pointer has led so far.
struct Place<'p> {
    pointeur: &'p str,
    /// How many steps were taken.
    pas: usize,
    noeud: Option<CstNode>,
}

/// Something that has places of its own.
enum Contenant {
    Objet(CstObject),
    Liste(CstArray),
}

impl<'p> Place<'p> {
    fn contenant(&self) -> Result<Contenant, ErreurDeBrouillon> {
        let objet = || self.noeud.as_ref()?.as_object().map(Contenant::Objet);
        let liste = || self.noeud.as_ref()?.as_array().map(Contenant::Liste);
        objet().or_else(liste).ok_or_else(|| ErreurDeBrouillon::Impasse {
            pointeur: self.pointeur.to_owned(),
            place: self.place(),
        })
    }

    fn place(&self) -> String {
        let debut = self.pointeur.match_indices('/').nth(self.pas).map(|(octet, _)| octet);
        debut.and_then(|octet| self.pointeur.get(..octet)).unwrap_or(self.pointeur).to_owned()
    }

    /// The rank in a list of so many elements; the rank after the last makes a new one.
    fn rang(&self, pas: &str, elements: usize) -> Result<usize, ErreurDeBrouillon> {
        let voulu = if pas == "-" { Some(elements) } else { rang(pas) };
        voulu.filter(|rang| *rang <= elements).ok_or_else(|| ErreurDeBrouillon::Rang {
            pointeur: self.pointeur.to_owned(),
            place: self.place(),
            elements,
        })
    }

    /// One step down, into something that is made where it is not there.
    fn entrer(self, pas: &str, vide: &CstInputValue) -> Result<Self, ErreurDeBrouillon> {
        let noeud = match self.contenant()? {
            Contenant::Objet(objet) => {
                let propriete = match objet.get(pas) {
                    Some(propriete) => {
                        if propriete.value().is_none_or(|v| v.as_null_keyword().is_some()) {
                            propriete.set_value(vide.clone());
                        }
                        propriete
                    }
                    None => objet.append(pas, vide.clone()),
                };
                propriete.value()
            }
            Contenant::Liste(liste) => {
                let mut elements = liste.elements();
                let rang = self.rang(pas, elements.len())?;
                if rang < elements.len() {
                    Some(elements.swap_remove(rang))
                } else {
                    Some(liste.append(vide.clone()))
                }
            }
        };
        Ok(Self { pointeur: self.pointeur, pas: self.pas.saturating_add(1), noeud })
    }

    /// Sets a value, one step down.
    fn mettre(&self, pas: &str, reponse: CstInputValue) -> Result<(), ErreurDeBrouillon> {
        match self.contenant()? {
            Contenant::Objet(objet) => match objet.get(pas) {
                Some(propriete) => propriete.set_value(reponse),
                None => {
                    objet.append(pas, reponse);
                }
            },
            Contenant::Liste(liste) => {
                let mut elements = liste.elements();
                let rang = self.rang(pas, elements.len())?;
                if rang < elements.len() {
                    liste.insert(rang, reponse);
                    elements.swap_remove(rang).remove();
                } else {
                    liste.append(reponse);
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brouillon(texte: &str) -> Brouillon {
        Brouillon::restore(texte).unwrap()
    }

    fn valeur(b: &Brouillon) -> serde_json::Value {
        serde_json::from_str(b.text()).unwrap()
    }

    #[test]
    fn answers_are_set_read_and_cleared_and_what_is_on_the_way_is_made() {
        let mut b = brouillon(r#"{ "type": "candidature" }"#);
        b.set("/formations/0/capacite", "15").unwrap();
        b.set("/formations/-/capacite", "12").unwrap();
        b.set("/structure/nom", r#""Le \"Fil\"""#).unwrap();
        b.set("/declarations/a~1b", "true").unwrap();
        assert_eq!(
            valeur(&b),
            serde_json::json!({
                "type": "candidature",
                "formations": [{ "capacite": 15 }, { "capacite": 12 }],
                "structure": { "nom": "Le \"Fil\"" },
                "declarations": { "a/b": true },
            })
        );
        assert_eq!(b.get("/formations/1/capacite").unwrap().as_deref(), Some("12"));
        assert_eq!(b.get("/formations/2/capacite").unwrap(), None);
        assert_eq!(b.get("/structure/nom/x").unwrap(), None);
        b.set("/formations/0", r#"{ "capacite": 10.50 }"#).unwrap();
        assert_eq!(b.get("/formations/0/capacite").unwrap().as_deref(), Some("10.50"));
        b.clear("/formations/0").unwrap();
        assert_eq!(b.get("/formations/0/capacite").unwrap().as_deref(), Some("12"));
        b.clear("/formations/7/capacite").unwrap();
        b.clear("/structure/nom/x").unwrap();
        b.clear("/structure").unwrap();
        b.clear("/declarations/a~1b").unwrap();
        assert_eq!(
            valeur(&b),
            serde_json::json!({
                "type": "candidature", "formations": [{ "capacite": 12 }], "declarations": {}
            })
        );
    }

    #[test]
    fn what_is_not_the_answer_stays_as_it_was_written() {
        let avant = "{\r\n\t\"capacite\": 1e400, \"a\": 1, \"a\": 2,\r\n\t\"montant\": 3000.00 }";
        let mut b = brouillon(avant);
        b.set("/nom", "null").unwrap();
        for reste in ["1e400", "\"a\": 1, \"a\": 2", "3000.00", "\"nom\": null"] {
            assert!(b.text().contains(reste), "{}", b.text());
        }
        b.set("/nom/prenom", "\"Léa\"").unwrap();
        b.clear("/a").unwrap();
        assert!(!b.text().contains("\"a\""), "{}", b.text());
    }

    #[test]
    fn what_cannot_be_set_says_why_and_changes_nothing() {
        let mut b = brouillon(r#"{ "nom": "x", "formations": [{}] }"#);
        let avant = b.clone();
        let dit = |e: ErreurDeBrouillon, attendu: &str| {
            let texte = e.texte(Langue::Fr).replace('\u{a0}', " ");
            assert!(texte.contains(attendu), "{texte}");
            assert!(!e.texte(Langue::En).is_empty());
        };
        dit(b.set("nom", "1").unwrap_err(), "« nom » n’est pas un pointeur JSON");
        dit(b.set("/~2", "1").unwrap_err(), "n’est pas un pointeur JSON");
        dit(b.clear("nom").unwrap_err(), "n’est pas un pointeur JSON");
        dit(b.get("nom").unwrap_err(), "n’est pas un pointeur JSON");
        dit(b.set(&"/a".repeat(129), "1").unwrap_err(), "n’est pas un pointeur JSON");
        dit(b.set("/nom/x", "1").unwrap_err(), "« /nom » n’est ni un objet ni une liste");
        dit(b.set("/formations/2/capacite", "1").unwrap_err(), "le premier qui soit libre est 1");
        dit(b.set("/formations/01", "1").unwrap_err(), "« /formations »");
        dit(b.set("/formations/x", "1").unwrap_err(), "les rangs partent de 0");
        dit(b.set("/nom", "oui").unwrap_err(), "Ligne 1, colonne 1");
        dit(b.set(&"/a".repeat(128), "{}").unwrap_err(), "128 niveaux");
        assert_eq!(b, avant);
        dit(brouillon("[]").set("/nom", "1").unwrap_err(), "les rangs partent de 0");
        assert!(Brouillon::restore("{ \"nom\": ").is_err());
        assert!(Brouillon::restore(b"\xff").is_err());
        let mut tout = brouillon("3");
        tout.set("", r#"{ "type": "profil" }"#).unwrap();
        tout.clear("").unwrap();
        assert_eq!(valeur(&tout), serde_json::json!({}));
    }
}
