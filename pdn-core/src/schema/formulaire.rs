//! The draft-07 profile, for forms: one tree without references, with the call's bounds, lists,
//! labels, and a sentence for each keyword that can fail.

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::ecriture::{HEURE, code, ecriture};
use super::lectures::{Borne, Lecture, Lectures};
use super::{Objet, branches, mots_du_contrat, objet_ferme};
use crate::appel::format::TypeDeReponse;
use crate::appel::{Appel, Declarable, NatureDeclarable};
use crate::dossier::{Annee, Avis, Champ, Descripteur, Forme, TypeDeDocument};
use crate::text::nombres::{self, Liaison};
use crate::text::{Lexique, exigence, exigence_d_un_jugement, majuscule, nom_du_document};
use crate::value::{Range, Value};
use crate::values::{Date, Langue, Sorte};

/// Where a layout finds how a value is written; no schema that is given out has it.
pub(super) const AIDE: &str = "x-pdn-help";

pub(super) fn schema(appel: &Appel, type_: TypeDeDocument, langue: Langue) -> Json {
    dresser(appel, type_, langue, false)
}

/// The schema with how each value is written apart, for a layout.
pub(super) fn schema_avec_aide(appel: &Appel, type_: TypeDeDocument, langue: Langue) -> Json {
    dresser(appel, type_, langue, true)
}

fn dresser(appel: &Appel, type_: TypeDeDocument, langue: Langue, aide: bool) -> Json {
    let formulaire = Formulaire {
        aide,
        appel,
        lex: Lexique::de(appel, langue),
        langue,
        type_,
        lectures: Lectures::de(appel, type_),
    };
    let mut schema = Objet::new();
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".to_owned(), json!(nom_du_document(Some(type_.code()), langue)));
    schema.insert("description".to_owned(), json!(appel.title(langue)));
    let mut fiche = formulaire.fiche(type_.descripteur(), "");
    if let Some(Json::Object(proprietes)) = fiche.get_mut("properties") {
        let champs = std::mem::take(proprietes);
        proprietes.insert("$schema".to_owned(), json!({ "type": "string" }));
        proprietes.insert("type".to_owned(), constante(type_.code()));
        proprietes.extend(champs);
        proprietes.insert("appel".to_owned(), constante(appel.id()));
    }
    fiche.insert("required".to_owned(), json!(["type"]));
    schema.extend(fiche);
    Json::Object(schema)
}

fn constante(valeur: &str) -> Json {
    json!({ "type": "string", "const": valeur, "default": valeur })
}

/// What a form is made from.
struct Formulaire<'a> {
    appel: &'a Appel,
    lex: Lexique<'a>,
    langue: Langue,
    type_: TypeDeDocument,
    lectures: Lectures<'a>,
    /// True where how a value is written is wanted apart too.
    aide: bool,
}

/// One control, as it takes shape.
#[derive(Default)]
struct Controle {
    schema: Objet,
    /// How the value is written.
    consigne: String,
    /// What is said where a keyword fails.
    messages: Objet,
}

impl Controle {
    fn de(type_: &str) -> Self {
        let mut controle = Self::default();
        controle.pose("type", json!(type_));
        controle
    }

    /// An object that has these keys and no other.
    fn objet(proprietes: Objet) -> Self {
        Self { schema: objet_ferme(proprietes), ..Self::default() }
    }

    fn pose(&mut self, cle: &str, valeur: Json) {
        self.schema.insert(cle.to_owned(), valeur);
    }

    fn exige(&mut self, cle: &str, valeur: Json, message: &str) {
        self.pose(cle, valeur);
        self.dit(cle, message);
    }

    fn dit(&mut self, cle: &str, message: &str) {
        self.messages.insert(cle.to_owned(), json!(message));
    }
}

impl Formulaire<'_> {
    /// An object and its fields.
    fn fiche(&self, objet: &'static Descripteur, voie: &str) -> Objet {
        let mut proprietes = Objet::new();
        for champ in objet.champs {
            let ici = if voie.is_empty() {
                champ.nom.to_owned()
            } else {
                format!("{voie}.{}", champ.nom)
            };
            let controle = match champ.forme {
                Forme::Declarations => self.declarations(objet, voie),
                Forme::Appreciations => self.appreciations(voie),
                forme => Some(self.champ(objet, champ, forme, &ici)),
            };
            if let Some(controle) = controle {
                proprietes.insert(champ.nom.to_owned(), Json::Object(controle));
            }
        }
        objet_ferme(proprietes)
    }

    /// One field, with what the rules of the call say of it.
    fn champ(
        &self,
        objet: &'static Descripteur,
        champ: &'static Champ,
        forme: Forme,
        voie: &str,
    ) -> Objet {
        let lectures = self.lectures.du_champ(voie);
        let mut controle = self.forme(objet, champ, forme, voie);
        self.borner(&mut controle, forme, lectures);
        self.achever(controle, champ.titre(self.langue), lectures)
    }

    /// Title first, then what is said of it, then the constraints, then the rules.
    fn achever(&self, controle: Controle, titre: &str, lectures: &[Lecture<'_>]) -> Objet {
        let Controle { mut schema, consigne, messages } = controle;
        let mut out = Objet::new();
        if let Some(type_) = schema.shift_remove("type") {
            out.insert("type".to_owned(), type_);
        }
        out.insert("title".to_owned(), json!(titre));
        let mut phrases: Vec<String> = Vec::new();
        for lecture in lectures.iter().filter(|l| l.demande) {
            let phrase = self.exigence(lecture);
            if !phrases.contains(&phrase) && phrase != titre {
                phrases.push(phrase);
            }
        }
        if !consigne.is_empty() {
            if self.aide && !phrases.is_empty() {
                out.insert(AIDE.to_owned(), json!(consigne));
            } else {
                phrases.push(consigne);
            }
        }
        if !phrases.is_empty() {
            out.insert("description".to_owned(), json!(phrases.join(" ")));
        }
        out.extend(schema);
        let mut regles: Vec<&str> = Vec::new();
        let mut sources: Vec<String> = Vec::new();
        for lecture in lectures {
            if !regles.contains(&lecture.regle.id.as_str()) {
                regles.push(&lecture.regle.id);
            }
            for citation in &lecture.regle.citations {
                let source = format!("{}, {}", citation.document, citation.place);
                if !sources.contains(&source) {
                    sources.push(source);
                }
            }
        }
        if !regles.is_empty() {
            out.insert("x-pdn-rule".to_owned(), json!(regles));
            out.insert("x-pdn-source".to_owned(), json!(sources));
        }
        if !messages.is_empty() {
            out.insert("x-pdn-message".to_owned(), Json::Object(messages));
        }
        out
    }

    /// What a rule requires, as a sentence: where it has no words for it but its title, with the bounds.
    fn exigence(&self, lecture: &Lecture<'_>) -> String {
        let regle = lecture.regle;
        let mut phrase = match lecture.jugement {
            Some(_) => exigence_d_un_jugement(self.appel, regle, lecture.jugement, self.langue),
            None => exigence(self.appel, regle, self.langue),
        };
        if phrase == self.lex.texte(&regle.titre)
            && let Some(bornes) = lecture.borne.as_ref().and_then(Borne::en_valeur)
        {
            phrase.push_str(self.dit("\u{a0}: ", ": "));
            nombres::ecrire(&mut phrase, &bornes, self.lex, Liaison::Et);
        }
        if !phrase.ends_with(['.', '!', '?', '…']) {
            phrase.push('.');
        }
        phrase
    }

    fn dit(&self, fr: &'static str, en: &'static str) -> &'static str {
        self.lex.dit(fr, en)
    }

    /// `Écrire le montant avec un point…`
    fn consigne(&self, sorte: Sorte) -> String {
        let mut phrase = sorte.consigne(self.langue).to_owned();
        if self.langue == Langue::Fr {
            // Straight quotation marks stand for JSON; in a form, the text is typed without them.
            let mut ouvrant = true;
            while let Some(place) = phrase.find('"') {
                phrase.replace_range(place..=place, if ouvrant { "«\u{a0}" } else { "\u{a0}»" });
                ouvrant = !ouvrant;
            }
        }
        majuscule(&mut phrase, 0);
        phrase.push('.');
        phrase
    }
}

// ---------------- What a field takes

impl Formulaire<'_> {
    fn forme(
        &self,
        objet: &'static Descripteur,
        champ: &'static Champ,
        forme: Forme,
        voie: &str,
    ) -> Controle {
        match forme {
            Forme::Booleen => self.oui_ou_non(),
            Forme::Compte { minimum } => {
                let mut c = Controle::de("integer");
                let message = self.dit("Écrire un nombre entier.", "Write a whole number.");
                c.dit("type", message);
                let mut phrase = message.to_owned();
                if minimum > 0 {
                    phrase = match self.langue {
                        Langue::Fr => format!("Écrire un nombre entier, {minimum} au moins."),
                        Langue::En => format!("Write a whole number, {minimum} at least."),
                    };
                }
                c.exige("minimum", json!(minimum), &phrase);
                c
            }
            Forme::Annee => self.annee(champ),
            Forme::Montant => self.decimal(Sorte::Montant),
            Forme::Part => self.decimal(Sorte::Part),
            Forme::Etp => self.decimal(Sorte::Etp),
            Forme::Heures => self.decimal(Sorte::Heures),
            Forme::Nombre => self.nombre(),
            Forme::Date => self.date(),
            Forme::Heure => {
                let mut c = Controle::de("string");
                c.consigne = self.consigne(Sorte::Heure);
                let message = c.consigne.clone();
                c.exige("pattern", json!(HEURE), &message);
                c.pose("examples", json!(["16:30"]));
                c
            }
            Forme::Texte => {
                let mots = self.mots(objet, champ);
                if mots.is_empty() { Controle::de("string") } else { self.choix(mots) }
            }
            Forme::Code(code) => {
                let mots = self.mots(objet, champ);
                if mots.is_empty() { self.code(code) } else { self.choix(mots) }
            }
            Forme::Choix(mots) => self.choix(mots_du_contrat(mots, self.langue)),
            Forme::Fiche(d) => Controle { schema: self.fiche(d, voie), ..Controle::default() },
            Forme::Liste(element) => {
                let element = *element;
                if let Forme::Fiche(d) = element {
                    let mut c = Controle::de("array");
                    let mut items = self.fiche(d, voie);
                    items.insert("title".to_owned(), json!(self.nom_d_un(d)));
                    c.pose("items", Json::Object(items));
                    return c;
                }
                self.liste_de(self.forme(objet, champ, element, voie))
            }
            Forme::Declarations | Forme::Appreciations => Controle::de("object"),
        }
    }

    /// A list of values, none of them an object.
    fn liste_de(&self, mut items: Controle) -> Controle {
        let mut c = Controle::de("array");
        if items.schema.contains_key("oneOf") {
            c.exige(
                "uniqueItems",
                json!(true),
                self.dit("Un même choix ne se donne qu’une fois.", "Give each choice once."),
            );
        }
        c.consigne = std::mem::take(&mut items.consigne);
        let mut schema = items.schema;
        if !items.messages.is_empty() {
            schema.insert("x-pdn-message".to_owned(), Json::Object(items.messages));
        }
        c.pose("items", Json::Object(schema));
        c
    }

    /// The name of one object of a list.
    fn nom_d_un(&self, objet: &'static Descripteur) -> String {
        let nom = crate::text::nom_de_l_objet(objet.nom, self.langue).unwrap_or(objet.nom);
        let mut nom = nom.to_owned();
        majuscule(&mut nom, 0);
        nom
    }

    fn oui_ou_non(&self) -> Controle {
        let mut c = Controle::de("boolean");
        let message = self.dit("Répondre par oui ou par non.", "Answer yes or no.");
        c.dit("type", message);
        c.exige(
            "oneOf",
            json!([
                { "const": true, "title": self.dit("Oui", "Yes") },
                { "const": false, "title": self.dit("Non", "No") },
            ]),
            message,
        );
        c
    }

    /// One word of a list.
    fn choix(&self, mots: Vec<(String, String)>) -> Controle {
        let mut c = Controle::de("string");
        let message =
            self.dit("Choisir une réponse de la liste.", "Choose one of the answers of the list.");
        c.exige("oneOf", branches(mots), message);
        c
    }

    /// The words that the call names for a field, each with its label.
    fn mots(&self, objet: &'static Descripteur, champ: &'static Champ) -> Vec<(String, String)> {
        self.appel.mots_du_champ(objet, champ, self.langue)
    }

    fn annee(&self, champ: &Champ) -> Controle {
        let mut c = Controle::de("integer");
        let message =
            self.dit("Écrire l’année en quatre chiffres.", "Write the year in four digits.");
        c.dit("type", message);
        let annees = &self.lectures.annees;
        if champ.nom == "annee" && !annees.is_empty() {
            let annees = annees.iter().map(|a| (a, a.to_string()));
            let choisir = self.dit("Choisir une année de la liste.", "Choose a year of the list.");
            c.exige("oneOf", branches(annees), choisir);
            return c;
        }
        c.consigne = message.to_owned();
        c.exige("minimum", json!(Annee::PREMIERE), message);
        c.exige("maximum", json!(Annee::DERNIERE), message);
        c
    }

    fn decimal(&self, sorte: Sorte) -> Controle {
        let mut c = Controle::de("string");
        c.consigne = self.consigne(sorte);
        let message = c.consigne.clone();
        let ecriture = ecriture(sorte);
        c.exige("pattern", json!(ecriture.forme.motif()), &message);
        c.pose("examples", json!([ecriture.exemple]));
        c
    }

    /// A number of anything, which JSON writes as one.
    fn nombre(&self) -> Controle {
        let mut c = Controle::de("number");
        c.dit("type", self.dit("Écrire un nombre.", "Write a number."));
        c
    }

    fn date(&self) -> Controle {
        let mut c = Controle::de("string");
        let message = self.consigne(Sorte::Date);
        c.exige("format", json!("date"), &message);
        c.pose("examples", json!(["2030-03-14"]));
        c
    }

    fn code(&self, nom: &str) -> Controle {
        let mut c = Controle::de("string");
        let Some(code) = code(nom) else { return c };
        c.consigne = self.consigne(code.sorte);
        let message = c.consigne.clone();
        match nom {
            "courriel" => c.exige("format", json!("email"), &message),
            "url" => c.exige("format", json!("uri"), &message),
            _ => {}
        }
        c.exige("pattern", json!(code.motif()), &message);
        c.pose("examples", json!([code.exemple]));
        c
    }
}

// ---------------- What the rules ask of one value

impl Formulaire<'_> {
    /// Adds the bounds of the rules that read a field.
    fn borner(&self, c: &mut Controle, forme: Forme, lectures: &[Lecture<'_>]) {
        let bornees: Vec<(&Borne, String)> = lectures
            .iter()
            .filter_map(|l| l.borne.as_ref().map(|b| (b, self.exigence(l))))
            .collect();
        if bornees.is_empty() {
            return;
        }
        if matches!(forme, Forme::Compte { .. } | Forme::Nombre) {
            borner_au_pas(c, &bornees);
        }
        match forme {
            Forme::Compte { .. } | Forme::Annee => {
                borner_entier(c, &bornees, "minimum", "maximum");
            }
            Forme::Liste(_) => {
                borner_entier(c, &bornees, "minItems", "maxItems");
                self.borner_mots(c, &bornees);
            }
            Forme::Montant => self.borner_decimal(c, &bornees, Sorte::Montant),
            Forme::Part => self.borner_decimal(c, &bornees, Sorte::Part),
            Forme::Etp => self.borner_decimal(c, &bornees, Sorte::Etp),
            Forme::Heures => self.borner_decimal(c, &bornees, Sorte::Heures),
            Forme::Nombre => borner_nombre(c, &bornees),
            Forme::Date => self.borner_date(c, &bornees),
            Forme::Booleen => {
                for (borne, phrase) in &bornees {
                    let voulue = match borne {
                        Borne::Reponse(b) => Some(*b),
                        Borne::Mots(mots) if mots.iter().all(|m| m == "true") => Some(true),
                        Borne::Mots(mots) if mots.iter().all(|m| m == "false") => Some(false),
                        _ => None,
                    };
                    if let Some(voulue) = voulue {
                        c.exige("not", json!({ "const": !voulue }), phrase);
                    }
                }
            }
            Forme::Choix(_) | Forme::Texte | Forme::Code(_) => self.borner_mots(c, &bornees),
            _ => {}
        }
    }

    /// Bounds on a number that is written as text: an expression that admits no other.
    fn borner_decimal(&self, c: &mut Controle, bornees: &[(&Borne, String)], sorte: Sorte) {
        let mut forme = ecriture(sorte).forme;
        let mut phrases: Vec<&str> = Vec::new();
        for (borne, phrase) in bornees {
            let Borne::Quantite(r) = borne else { continue };
            let pas = forme.pas();
            let (min, max) = nombres_de(r, pas);
            if let Some(min) = min.filter(|min| *min > forme.min && *min <= forme.max) {
                forme.min = min;
                phrases.push(phrase);
            }
            if let Some(max) = max.filter(|max| *max < forme.max && *max >= forme.min) {
                forme.max = max;
                phrases.push(phrase);
            }
        }
        phrases.dedup();
        if phrases.is_empty() {
            return;
        }
        let message = format!("{} {}", phrases.join(" "), c.consigne);
        c.exige("pattern", json!(forme.motif()), &message);
        let exemple = ecriture(sorte).exemple.parse::<Decimal>().unwrap_or_default();
        let exemple = exemple.clamp(forme.min, forme.max);
        c.pose(
            "examples",
            match sorte {
                Sorte::Montant => json!([format!("{exemple:.2}")]),
                _ => json!([exemple.normalize().to_string()]),
            },
        );
    }

    fn borner_date(&self, c: &mut Controle, bornees: &[(&Borne, String)]) {
        for (borne, phrase) in bornees {
            let Borne::Jours(du, au) = borne else { continue };
            let deja = |c: &Controle, cle: &str| {
                c.schema.get(cle).and_then(Json::as_str).and_then(|t| t.parse::<Date>().ok())
            };
            if let Some(du) = du.filter(|du| deja(c, "formatMinimum").is_none_or(|d| d < *du)) {
                c.exige("formatMinimum", json!(du.to_string()), phrase);
                c.pose("examples", json!([du.to_string()]));
            }
            if let Some(au) = au.filter(|au| deja(c, "formatMaximum").is_none_or(|d| d > *au)) {
                c.exige("formatMaximum", json!(au.to_string()), phrase);
                if !c.schema.contains_key("formatMinimum") {
                    c.pose("examples", json!([au.to_string()]));
                }
            }
        }
    }

    /// The words that the rules do not admit: they stay in the list, and the form says why not.
    fn borner_mots(&self, c: &mut Controle, bornees: &[(&Borne, String)]) {
        let liste = c.schema.get("items").is_some();
        let choix = match c.schema.get("items") {
            Some(items) => items.get("oneOf"),
            None => c.schema.get("oneOf"),
        };
        let connus: Vec<String> = choix
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
            .filter_map(|mot| mot.get("const").and_then(Json::as_str).map(str::to_owned))
            .collect();
        let mut refuses: Vec<&str> = Vec::new();
        let mut phrases: Vec<&str> = Vec::new();
        for (borne, phrase) in bornees {
            let refuse = |mot: &str| match borne {
                // One word of the list is enough: the others stand beside it.
                Borne::Mots(_) if liste => false,
                Borne::Mots(admis) => !admis.iter().any(|m| m == mot),
                Borne::Exclus(exclus) => exclus.iter().any(|m| m == mot),
                _ => false,
            };
            let avant = refuses.len();
            for mot in connus.iter().filter(|mot| refuse(mot)) {
                if !refuses.contains(&mot.as_str()) {
                    refuses.push(mot);
                }
            }
            if refuses.len() > avant {
                phrases.push(phrase);
            }
        }
        if refuses.is_empty() {
            return;
        }
        let (refus, message) = (json!({ "enum": refuses }), phrases.join(" "));
        match c.schema.get_mut("items") {
            Some(Json::Object(items)) => {
                items.insert("not".to_owned(), refus);
                let messages =
                    items.entry("x-pdn-message").or_insert_with(|| Json::Object(Objet::new()));
                if let Json::Object(messages) = messages {
                    messages.insert("not".to_owned(), json!(message));
                }
            }
            _ => c.exige("not", refus, &message),
        }
    }
}

/// Bounds on a whole number, or on the number of elements of a list.
fn borner_entier(c: &mut Controle, bornees: &[(&Borne, String)], min: &str, max: &str) {
    for (borne, phrase) in bornees {
        let Borne::Quantite(r) = borne else { continue };
        let (bas, haut) = entieres(r);
        let deja = |c: &Controle, cle: &str| c.schema.get(cle).and_then(Json::as_i64);
        if let Some(bas) = bas.and_then(|d| i64::try_from(d).ok()).filter(|bas| *bas > 0)
            && deja(c, min).is_none_or(|d| d < bas)
        {
            c.exige(min, json!(bas), phrase);
        }
        if let Some(haut) = haut.and_then(|d| i64::try_from(d).ok())
            && deja(c, max).is_none_or(|d| d > haut)
        {
            c.exige(max, json!(haut), phrase);
        }
    }
}

/// Bounds on a number of anything, each of them inclusive or strict.
fn borner_nombre(c: &mut Controle, bornees: &[(&Borne, String)]) {
    for (borne, phrase) in bornees {
        let Borne::Quantite(r) = borne else { continue };
        for (cle, valeur) in [
            ("minimum", &r.min),
            ("exclusiveMinimum", &r.strict_min),
            ("maximum", &r.max),
            ("exclusiveMaximum", &r.strict_max),
        ] {
            let nombre = valeur.as_ref().and_then(nombre).map(|d| d.normalize().to_string());
            let nombre = nombre.and_then(|n| n.parse::<serde_json::Number>().ok());
            if let Some(nombre) = nombre.filter(|_| !c.schema.contains_key(cle)) {
                c.exige(cle, Json::Number(nombre), phrase);
            }
        }
    }
}

/// The step of a number: in JSON Schema, only one that binary numbers hold exactly is the same everywhere.
fn borner_au_pas(c: &mut Controle, bornees: &[(&Borne, String)]) {
    for (borne, phrase) in bornees {
        let Borne::Pas(pas) = borne else { continue };
        let exact =
            |pas: &Decimal| (*pas).checked_mul(Decimal::from(64)).is_some_and(|n| n.is_integer());
        let pas = nombre(pas).filter(exact).map(|pas| pas.normalize().to_string());
        if let Some(pas) = pas.and_then(|pas| pas.parse::<serde_json::Number>().ok()) {
            c.exige("multipleOf", Json::Number(pas), phrase);
        }
    }
}

/// The bounds of a range, for whole numbers.
fn entieres(r: &Range) -> (Option<Decimal>, Option<Decimal>) {
    let (min, max) = nombres_de(r, Decimal::ONE);
    (min.map(|d| d.ceil()), max.map(|d| d.floor()))
}

/// The least and the most that a range admits, strict bounds moved by one step.
fn nombres_de(r: &Range, pas: Decimal) -> (Option<Decimal>, Option<Decimal>) {
    let min = r.min.as_ref().and_then(nombre);
    let plus_de = r.strict_min.as_ref().and_then(nombre).and_then(|d| d.checked_add(pas));
    let max = r.max.as_ref().and_then(nombre);
    let moins_de = r.strict_max.as_ref().and_then(nombre).and_then(|d| d.checked_sub(pas));
    (min.max(plus_de), [max, moins_de].into_iter().flatten().min())
}

fn nombre(valeur: &Value) -> Option<Decimal> {
    use crate::values::ValeurNumerique;
    match valeur {
        Value::Amount(m) => Some(m.decimal()),
        Value::Count(n, _) => Some(Decimal::from(*n)),
        Value::Number(n) => Some(n.0),
        Value::Share(p) => Some(p.decimal()),
        _ => None,
    }
}

// ---------------- Points, questions, what a person judges

impl Formulaire<'_> {
    /// The points that an object declares, and the call's own questions.
    fn declarations(&self, objet: &'static Descripteur, voie: &str) -> Option<Objet> {
        let mut proprietes = Objet::new();
        let mut rangs: Vec<u16> = self.questions(objet);
        rangs.extend(self.lectures.declares(voie));
        for rang in rangs {
            let Some(d) = self.appel.contenu().declarables.get(usize::from(rang)) else { continue };
            let lectures = self.lectures.du_point(rang);
            let mut c = match &d.nature {
                NatureDeclarable::Question { type_, unite, .. } => self.question(d, *type_, unite),
                _ => self.oui_ou_non(),
            };
            let forme = match &d.nature {
                NatureDeclarable::Question { plusieurs: true, .. } => Forme::Liste(&Forme::Texte),
                NatureDeclarable::Question { type_, .. } => forme_de_la_reponse(*type_),
                _ => Forme::Booleen,
            };
            self.borner(&mut c, forme, lectures);
            if matches!(d.nature, NatureDeclarable::Point) && c.schema.contains_key("not") {
                // The statement itself is the title.
                c.dit(
                    "not",
                    self.dit(
                        "La réponse attendue est «\u{a0}Oui\u{a0}».",
                        "The answer expected is “Yes”.",
                    ),
                );
            }
            // A point is called by its own statement, whatever else counts it.
            let titre = match lectures.iter().find(|l| d.id == l.regle.id) {
                Some(l) => self.exigence(l),
                None => self.lex.texte(&d.titre).into_owned(),
            };
            proprietes.insert(d.id.to_string(), Json::Object(self.achever(c, &titre, lectures)));
        }
        if proprietes.is_empty() {
            return None;
        }
        let c = Controle::objet(proprietes);
        Some(self.achever(c, self.dit("Déclarations", "Declarations"), &[]))
    }

    /// The questions of the call that an object answers.
    fn questions(&self, objet: &'static Descripteur) -> Vec<u16> {
        let racine = self.type_.descripteur();
        let connus = self.appel.contenu().declarables.iter().zip(0_u16..);
        let posee = |d: &Declarable| match &d.nature {
            NatureDeclarable::Question { par, sujets, .. } => {
                sujets.contains(&self.type_)
                    && par.as_deref().map_or(objet == racine, |par| par == objet.nom)
            }
            _ => false,
        };
        connus.filter(|(d, _)| posee(d)).map(|(_, rang)| rang).collect()
    }

    fn question(&self, question: &Declarable, type_: TypeDeReponse, unite: &str) -> Controle {
        let mut c = match type_ {
            TypeDeReponse::OuiNon => self.oui_ou_non(),
            TypeDeReponse::Nombre => self.nombre(),
            TypeDeReponse::Montant => self.decimal(Sorte::Montant),
            TypeDeReponse::Date => self.date(),
            TypeDeReponse::Choix => {
                let mots = question.mots().iter().map(|mot| {
                    let mut titre = mot.texte(self.langue);
                    majuscule(&mut titre, 0);
                    (mot.code.clone(), titre)
                });
                let un_mot = self.choix(mots.collect());
                if question.est_une_liste() { self.liste_de(un_mot) } else { un_mot }
            }
            TypeDeReponse::Texte => Controle::de("string"),
        };
        if !unite.is_empty() {
            let unite = nombres::unite(unite, self.langue);
            c.consigne = match self.langue {
                Langue::Fr => format!("Unité\u{a0}: {unite}."),
                Langue::En => format!("Unit: {unite}."),
            };
        }
        c
    }

    /// What a person judges of an object.
    fn appreciations(&self, voie: &str) -> Option<Objet> {
        let mut proprietes = Objet::new();
        for regle in self.lectures.apprecies(voie) {
            let avis = self.choix(mots_du_contrat(Avis::CHOIX, self.langue));
            let avis = self.achever(avis, self.dit("Avis", "Opinion"), &[]);
            let commentaire =
                self.achever(Controle::de("string"), self.dit("Commentaire", "Comment"), &[]);
            let c = Controle::objet(Objet::from_iter([
                ("avis".to_owned(), Json::Object(avis)),
                ("commentaire".to_owned(), Json::Object(commentaire)),
            ]));
            let lecture = Lecture { regle, jugement: None, demande: true, borne: None };
            let titre = self.lex.texte(&regle.titre);
            proprietes.insert(regle.id.clone(), Json::Object(self.achever(c, &titre, &[lecture])));
        }
        if proprietes.is_empty() {
            return None;
        }
        let c = Controle::objet(proprietes);
        Some(self.achever(c, self.dit("Appréciations", "Assessments"), &[]))
    }
}

fn forme_de_la_reponse(type_: TypeDeReponse) -> Forme {
    match type_ {
        TypeDeReponse::OuiNon => Forme::Booleen,
        TypeDeReponse::Nombre => Forme::Nombre,
        TypeDeReponse::Montant => Forme::Montant,
        TypeDeReponse::Date => Forme::Date,
        TypeDeReponse::Choix | TypeDeReponse::Texte => Forme::Texte,
    }
}
