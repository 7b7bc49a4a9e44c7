//! The 2020-12 profile, for validation: what a document is made of, as the engine's reader takes it.
//! What a rule judges (a capacity too small, a late date) is a valid document.

use serde_json::{Value as Json, json};

use super::ecriture::{DATE, HEURE, code, ecriture};
use super::{Objet, branches, mots_du_contrat, objet_ferme};
use crate::appel::format::TypeDeReponse;
use crate::appel::{Appel, Declarable, NatureDeclarable};
use crate::dossier::{Annee, Avis, Champ, Choix, Descripteur, Forme, TypeDeDocument};
use crate::text::{Lexique, nom_du_document};
use crate::values::{Langue, Sorte};

pub(super) fn schema(appel: &Appel, type_: TypeDeDocument, langue: Langue) -> Json {
    let mut validation =
        Validation { appel, lex: Lexique::de(appel, langue), langue, defs: Objet::new() };
    let racine = type_.descripteur();
    let mut corps = validation.fiche(racine);
    if let Some(Json::Object(proprietes)) = corps.get_mut("properties") {
        proprietes.insert("type".to_owned(), json!({ "const": type_.code() }));
    }
    corps.insert("required".to_owned(), json!(["type"]));
    let mut schema = Objet::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(nom_du_document(Some(type_.code()), langue)));
    schema.insert("description".to_owned(), json!(appel.title(langue)));
    schema.extend(corps);
    schema.insert("$defs".to_owned(), Json::Object(validation.defs));
    Json::Object(schema)
}

struct Validation<'a> {
    appel: &'a Appel,
    lex: Lexique<'a>,
    langue: Langue,
    /// What is said once and referred to.
    defs: Objet,
}

impl Validation<'_> {
    /// A reference to a definition, which is written the first time that it is asked for.
    fn renvoi(&mut self, nom: &str, definition: impl FnOnce(&mut Self) -> Json) -> Json {
        if !self.defs.contains_key(nom) {
            self.defs.insert(nom.to_owned(), Json::Null);
            let definition = definition(self);
            self.defs.insert(nom.to_owned(), definition);
        }
        json!({ "$ref": format!("#/$defs/{nom}") })
    }

    fn fiche(&mut self, objet: &'static Descripteur) -> Objet {
        let mut proprietes = Objet::new();
        if TypeDeDocument::TOUS.iter().any(|t| t.descripteur() == objet) {
            // A document in a batch need not say what it is.
            proprietes.insert("$schema".to_owned(), json!(true));
            proprietes.insert("type".to_owned(), json!(true));
        }
        for champ in objet.champs {
            let valeur = self.champ(objet, champ);
            let absence = self.renvoi("absence", |_| absence());
            proprietes.insert(
                champ.nom.to_owned(),
                json!({ "title": champ.titre(self.langue), "anyOf": [absence, valeur] }),
            );
        }
        objet_ferme(proprietes)
    }

    fn champ(&mut self, objet: &'static Descripteur, champ: &'static Champ) -> Json {
        match (objet.nom, champ.nom) {
            // A document that names another call is not judged by this one.
            (_, "appel") => json!({ "const": self.appel.id() }),
            // A list that the call writes is closed, where it admits no other word.
            _ => match champ.codes.filter(|codes| !codes.ouverte) {
                Some(codes) if self.appel.codes_de(codes.liste).next().is_some() => {
                    let codes =
                        json!({ "enum": self.appel.codes_de(codes.liste).collect::<Vec<_>>() });
                    match champ.forme {
                        Forme::Liste(_) => json!({ "type": "array", "items": codes }),
                        _ => codes,
                    }
                }
                _ => self.forme(champ.forme),
            },
        }
    }

    fn forme(&mut self, forme: Forme) -> Json {
        match forme {
            Forme::Booleen => json!({ "type": "boolean" }),
            Forme::Compte { minimum } => {
                json!({ "type": "integer", "minimum": minimum, "maximum": u32::MAX })
            }
            Forme::Annee => self.renvoi(
                "annee",
                |_| json!({ "type": "integer", "minimum": Annee::PREMIERE, "maximum": Annee::DERNIERE }),
            ),
            Forme::Montant => self.decimal("montant", Sorte::Montant),
            Forme::Part => self.decimal("part", Sorte::Part),
            Forme::Etp => self.decimal("etp", Sorte::Etp),
            Forme::Heures => self.decimal("heures", Sorte::Heures),
            Forme::Nombre => self.nombre(),
            Forme::Date => self.date(),
            Forme::Heure => self.renvoi("heure", |_| motif_seul(HEURE)),
            Forme::Texte => json!({ "type": "string" }),
            Forme::Code(nom) => self.renvoi(nom, |_| {
                code(nom).map_or_else(|| json!({ "type": "string" }), |c| motif_seul(&c.motif()))
            }),
            Forme::Choix(mots) => self.choix(mots),
            Forme::Fiche(d) => self.renvoi(d.nom, |v| Json::Object(v.fiche(d))),
            // A plan has each of its years once.
            Forme::Liste(Forme::Annee) => {
                let annee = self.forme(Forme::Annee);
                json!({ "type": "array", "items": annee, "uniqueItems": true })
            }
            Forme::Liste(element) => {
                let element = self.forme(*element);
                json!({ "type": "array", "items": element })
            }
            Forme::Declarations => self.renvoi("declarations", |v| Json::Object(v.declarations())),
            Forme::Appreciations => {
                self.renvoi("appreciations", |v| Json::Object(v.appreciations()))
            }
        }
    }

    fn decimal(&mut self, nom: &str, sorte: Sorte) -> Json {
        self.renvoi(nom, |_| {
            let forme = ecriture(sorte).forme;
            // A bound of a whole number, which every reader of JSON holds exactly.
            let max = forme.max.ceil().normalize();
            let max = i64::try_from(max).unwrap_or(i64::MAX);
            let borne = if forme.max.is_integer() { "maximum" } else { "exclusiveMaximum" };
            json!({
                "anyOf": [
                    { "type": "string", "pattern": forme.motif() },
                    { "type": "number", "minimum": 0, borne: max },
                ]
            })
        })
    }

    /// The answer to a question by a number.
    fn nombre(&mut self) -> Json {
        self.renvoi("nombre", |_| {
            json!({
                "anyOf": [
                    { "type": "string", "pattern": ecriture(Sorte::Quantite).forme.motif() },
                    { "type": "number", "minimum": 0, "exclusiveMaximum": 1_000_000_000_000_i64 },
                ]
            })
        })
    }

    fn date(&mut self) -> Json {
        self.renvoi("date", |_| json!({ "type": "string", "format": "date", "pattern": DATE }))
    }

    fn choix(&self, mots: &[Choix]) -> Json {
        json!({ "oneOf": branches(mots_du_contrat(mots, self.langue)) })
    }

    /// What may be declared, at any place.
    fn declarations(&mut self) -> Objet {
        let mut proprietes = Objet::new();
        for d in &self.appel.contenu().declarables {
            let valeur = match &d.nature {
                // A person judges it: it is no answer of the dossier.
                NatureDeclarable::Appreciation => continue,
                NatureDeclarable::Point => json!({ "type": "boolean" }),
                NatureDeclarable::Question { type_, plusieurs, .. } => match type_ {
                    TypeDeReponse::OuiNon => json!({ "type": "boolean" }),
                    TypeDeReponse::Nombre => self.nombre(),
                    TypeDeReponse::Montant => self.decimal("montant", Sorte::Montant),
                    TypeDeReponse::Date => self.date(),
                    TypeDeReponse::Choix if *plusieurs => {
                        json!({ "type": "array", "items": mots_de(d, self.langue) })
                    }
                    TypeDeReponse::Choix => mots_de(d, self.langue),
                    TypeDeReponse::Texte => json!({ "type": "string" }),
                },
            };
            proprietes.insert(
                d.id.to_string(),
                json!({
                    "title": self.lex.texte(&d.titre),
                    "anyOf": [{ "enum": [null, "aucun"] }, motif_seul(BLANC), valeur],
                }),
            );
        }
        objet_ferme(proprietes)
    }

    /// What a person may record, of any rule, at any place.
    fn appreciations(&mut self) -> Objet {
        let avis = self.choix(Avis::CHOIX);
        let mut proprietes = Objet::new();
        let appel = self.appel;
        // An opinion on what is left to nobody is a fault.
        let regles = (0_u16..).zip(&appel.contenu().regles);
        for (_, regle) in regles.filter(|(rang, _)| appel.s_apprecie(*rang)) {
            let renvoi = self.renvoi("appreciation", |_| {
                json!({
                    "type": "object",
                    "properties": {
                        "avis": { "anyOf": [{ "type": "null" }, avis] },
                        "commentaire": { "anyOf": [{ "type": "null" }, { "type": "string" }] },
                    },
                    "additionalProperties": false,
                })
            });
            proprietes.insert(regle.id.clone(), json!({ "anyOf": [{ "type": "null" }, renvoi] }));
        }
        objet_ferme(proprietes)
    }
}

/// The words among which a question is answered, with their labels where they have them.
fn mots_de(question: &Declarable, langue: Langue) -> Json {
    let mots = question.mots();
    if mots.iter().all(|mot| mot.libelle.is_none()) {
        return json!({ "enum": mots.iter().map(|mot| &mot.code).collect::<Vec<_>>() });
    }
    json!({ "oneOf": branches(mots.iter().map(|mot| (&mot.code, mot.texte(langue)))) })
}

fn motif_seul(motif: &str) -> Json {
    json!({ "type": "string", "pattern": motif })
}

/// Nothing but blanks.
const BLANC: &str =
    "^[\\t\\n\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*$";

/// What says that nothing is known, or that there is none.
fn absence() -> Json {
    json!({
        "anyOf": [
            { "enum": [null, false, "aucun", []] },
            motif_seul(BLANC),
        ]
    })
}
