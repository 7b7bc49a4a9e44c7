//! The report as JSON: one object, its keys in the order of the contract.
//!
//! Views write straight into the output; the sentences go through one buffer, used again for each.

use std::cell::RefCell;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::lecture::Faute;
use crate::report::{
    Accepts, Assumption, Consequence, Finding, Gap, InputError, Missing, Remedy, Report, Unread,
};
use crate::rules::Effet;
use crate::value::Value;
use crate::values::Langue;

/// The version of the report's form.
const FORMAT: u8 = 1;
const MOTEUR: &str = concat!("pdn-core ", env!("CARGO_PKG_VERSION"));

impl Report {
    /// The whole report as JSON, its sentences in a language.
    #[must_use]
    pub fn to_json(&self, langue: Langue) -> String {
        self.ecrire_json(langue, false)
    }

    /// The report with only the findings that need attention: neither `pass` nor `not_applicable`.
    /// Everything else, the counts included, is that of the whole report.
    #[must_use]
    pub fn to_json_attention(&self, langue: Langue) -> String {
        self.ecrire_json(langue, true)
    }

    fn ecrire_json(&self, langue: Langue, attention: bool) -> String {
        let tampon = RefCell::new(String::with_capacity(512));
        let capacite = self
            .findings()
            .len()
            .saturating_mul(if attention { 256 } else { 768 })
            .saturating_add(1024);
        let mut octets = Vec::with_capacity(capacite);
        let vue = Vue { de: Rapport { report: self, attention }, langue, tampon: &tampon };
        // Every key is a string and nothing refuses: writing to memory cannot fail.
        let _ = serde_json::to_writer(&mut octets, &vue);
        String::from_utf8(octets).unwrap_or_default()
    }
}

/// One part of a report, as the report writes it.
macro_rules! en_json {
    ($($(#[$doc:meta])* $type_:ty),* $(,)?) => { $(
        impl $type_ {
            $(#[$doc])*
            #[must_use]
            pub fn to_json(&self, langue: Langue) -> String {
                let tampon = RefCell::new(String::new());
                serde_json::to_string(&Vue { de: self.clone(), langue, tampon: &tampon })
                    .unwrap_or_default()
            }
        }
    )* };
}

en_json! {
    /// The finding as the report writes it in JSON.
    Finding<'_>,
    /// The remedy as the report writes it in JSON.
    Remedy<'_>,
    /// What is missing, as the report writes it in JSON.
    Missing<'_>,
    /// What no rule read, as the report writes it in JSON.
    Unread<'_>,
    /// The consequence as the report writes it in JSON.
    Consequence<'_>,
    /// The fault as the report writes it in JSON.
    InputError<'_>,
    /// The gap as the report writes it in JSON.
    Gap<'_>,
    /// What was taken for granted, as the report writes it in JSON.
    Assumption,
}

impl Faute {
    /// The fault as a report writes its own in JSON; it names no field.
    #[must_use]
    pub fn to_json(&self, langue: Langue) -> String {
        let vue =
            FauteVue { faute: self, titre: None, objet: None, texte: self.texte(langue), langue };
        serde_json::to_string(&vue).unwrap_or_default()
    }
}

/// Something to write, the language of its sentences, and the buffer that they go through.
struct Vue<'a, T> {
    de: T,
    langue: Langue,
    tampon: &'a RefCell<String>,
}

impl<'a, T> Vue<'a, T> {
    fn vers<U>(&self, de: U) -> Vue<'a, U> {
        Vue { de, langue: self.langue, tampon: self.tampon }
    }

    /// Writes one entry whose sentence goes through the buffer.
    fn phrase<M: SerializeMap>(
        &self,
        map: &mut M,
        cle: &'static str,
        ecrire: impl FnOnce(&mut String),
    ) -> Result<(), M::Error> {
        let mut tampon = self.tampon.take();
        tampon.clear();
        ecrire(&mut tampon);
        let ecrit = map.serialize_entry(cle, tampon.as_str());
        self.tampon.replace(tampon);
        ecrit
    }
}

/// A list whose elements are written one by one.
struct Liste<F>(F);

impl<F, I> Serialize for Liste<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut seq = s.serialize_seq(None)?;
        for element in (self.0)() {
            seq.serialize_element(&element)?;
        }
        seq.end()
    }
}

#[derive(Serialize)]
struct Charte<'a> {
    id: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct AppelVu<'a> {
    id: &'a str,
    edition: &'a str,
    sha256: &'a str,
    charter: Option<Charte<'a>>,
}

#[derive(Serialize)]
struct Comptes {
    pass: usize,
    fail: usize,
    undetermined: usize,
    not_applicable: usize,
    review: usize,
}

#[derive(Serialize)]
struct OpinionsVues {
    favourable: usize,
    reserved: usize,
    unfavourable: usize,
    pending: usize,
}

struct Rapport<'a> {
    report: &'a Report,
    attention: bool,
}

impl Serialize for Vue<'_, Rapport<'_>> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Rapport { report, attention } = self.de;
        let (appel, n) = (&report.appel, report.counts());
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("format", &FORMAT)?;
        map.serialize_entry("engine", MOTEUR)?;
        map.serialize_entry(
            "call",
            &AppelVu {
                id: appel.id(),
                edition: appel.edition(),
                sha256: appel.sha256(),
                charter: appel.charter().map(|(id, sha256)| Charte { id, sha256 }),
            },
        )?;
        map.serialize_entry("type", &report.subject())?;
        map.serialize_entry("reference", &report.reference())?;
        map.serialize_entry("on", &report.on())?;
        map.serialize_entry("lang", self.langue.code())?;
        map.serialize_entry("decision", report.decision().as_str())?;
        map.serialize_entry("decision_text", &report.decision_text(self.langue))?;
        map.serialize_entry("settled", &report.settled())?;
        map.serialize_entry(
            "counts",
            &Comptes {
                pass: n.pass,
                fail: n.fail,
                undetermined: n.undetermined,
                not_applicable: n.not_applicable,
                review: n.review,
            },
        )?;
        let o = report.opinions();
        map.serialize_entry(
            "opinions",
            &OpinionsVues {
                favourable: o.favourable,
                reserved: o.reserved,
                unfavourable: o.unfavourable,
                pending: o.pending,
            },
        )?;
        let a_montrer = |f: &Finding<'_>| !attention || f.outcome().needs_attention();
        map.serialize_entry(
            "findings",
            &Liste(|| report.findings().filter(a_montrer).map(|f| self.vers(f))),
        )?;
        map.serialize_entry(
            "missing",
            &Liste(|| report.missing().into_iter().map(|m| self.vers(m))),
        )?;
        map.serialize_entry("unread", &Liste(|| report.unread().map(|u| self.vers(u))))?;
        map.serialize_entry(
            "consequences",
            &Liste(|| report.consequences().map(|c| self.vers(c))),
        )?;
        map.serialize_entry(
            "input_errors",
            &Liste(|| report.input_errors().into_iter().map(|e| self.vers(e))),
        )?;
        map.serialize_entry("gaps", &Liste(|| report.gaps().map(|g| self.vers(g))))?;
        map.serialize_entry("assumptions", &Liste(|| report.assumptions().map(|a| self.vers(a))))?;
        map.end()
    }
}

impl Serialize for Vue<'_, Finding<'_>> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let f = &self.de;
        let lex = super::Lexique::de(&f.report.appel, self.langue);
        let regle = f.regle();
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("rule", f.rule())?;
        map.serialize_entry("instance", &f.instance())?;
        map.serialize_entry("outcome", f.outcome().as_str())?;
        map.serialize_entry("severity", f.severity().as_str())?;
        map.serialize_entry("owed_by", f.owed_by())?;
        map.serialize_entry("pointer", &f.pointer())?;
        map.serialize_entry("title", &lex.texte(&regle.titre))?;
        map.serialize_entry("observed", &f.observed())?;
        map.serialize_entry("expected", &f.expected())?;
        map.serialize_entry("remedy", &f.remedy().map(|r| self.vers(r)))?;
        map.serialize_entry("citations", f.citations())?;
        map.serialize_entry("reading", &regle.lecture.as_ref().map(|l| lex.texte(l)))?;
        self.phrase(&mut map, "message", |out| f.ecrire_message(self.langue, out))?;
        map.serialize_entry("appreciation", &f.appreciation())?;
        map.serialize_entry("rests_on", &f.rests_on())?;
        map.end()
    }
}

impl Serialize for Vue<'_, Remedy<'_>> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("action", self.de.action())?;
        map.serialize_entry("to", &self.de.to())?;
        map.serialize_entry("by", &self.de.by())?;
        map.serialize_entry("scope", self.de.scope())?;
        self.phrase(&mut map, "text", |out| self.de.ecrire_texte(self.langue, out))?;
        map.end()
    }
}

impl Serialize for Vue<'_, Missing<'_>> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("pointer", &self.de.pointer())?;
        map.serialize_entry("title", &self.de.title(self.langue))?;
        map.serialize_entry("object", &self.de.object(self.langue))?;
        map.serialize_entry("accepts", &self.vers(&self.de.accepts()))?;
        map.serialize_entry("asked_by", &self.de.asked_by(self.langue))?;
        map.serialize_entry("citations", self.de.citations())?;
        map.serialize_entry("rules", &self.de.rules())?;
        map.serialize_entry("decides", &self.de.decides())?;
        map.end()
    }
}

impl Serialize for Vue<'_, Unread<'_>> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("pointer", &self.de.pointer())?;
        map.serialize_entry("title", &self.de.title(self.langue))?;
        map.serialize_entry("reason", self.de.reason())?;
        map.serialize_entry("weighs", &self.de.weighs())?;
        map.serialize_entry("text", &self.de.text(self.langue))?;
        map.end()
    }
}

#[derive(Serialize)]
struct ChoixVu {
    value: String,
    label: String,
}

impl Serialize for Vue<'_, &Accepts<'_>> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("kind", self.de.kind())?;
        if let Some(minimum) = self.de.minimum() {
            map.serialize_entry("min", &minimum)?;
        }
        if let Some(maximum) = self.de.maximum() {
            map.serialize_entry("max", &maximum)?;
        }
        if let Some(unit) = self.de.unit() {
            map.serialize_entry("unit", unit)?;
        }
        if let Some(format) = self.de.format() {
            map.serialize_entry("format", format)?;
        }
        if self.de.kind() == "choice" {
            let choix = self.de.choices(self.langue).into_iter();
            let choix: Vec<ChoixVu> =
                choix.map(|c| ChoixVu { value: c.value, label: c.label }).collect();
            map.serialize_entry("choices", &choix)?;
        }
        if let Some(of) = self.de.of() {
            map.serialize_entry("of", &self.vers(&of))?;
        }
        map.end()
    }
}

impl Serialize for Vue<'_, Consequence<'_>> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let c = &self.de;
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("code", c.code())?;
        map.serialize_entry("rule", c.rule())?;
        map.serialize_entry("pointer", &c.pointer())?;
        match &c.suite.effet {
            Effet::AnnulationEtReport { au_plus_tard } => {
                map.serialize_entry("latest", &au_plus_tard.map(Value::Date))?;
            }
            Effet::ListeDAttente { participants, .. } => {
                map.serialize_entry("participants", participants)?
            }
            Effet::Prorata { financeur, annee, accorde, montant, unite, realise, prevu } => {
                map.serialize_entry("financeur", financeur)?;
                map.serialize_entry("annee", annee)?;
                map.serialize_entry("granted", &Value::Amount(*accorde))?;
                map.serialize_entry("amount", &Value::Amount(*montant))?;
                map.serialize_entry("unit", unite.code)?;
                map.serialize_entry("realise", realise)?;
                map.serialize_entry("prevu", prevu)?;
            }
            Effet::ProrataDesRecettes { financeur, annee, accorde, montant, cout, recettes } => {
                map.serialize_entry("financeur", financeur)?;
                map.serialize_entry("annee", annee)?;
                map.serialize_entry("granted", &Value::Amount(*accorde))?;
                map.serialize_entry("amount", &Value::Amount(*montant))?;
                map.serialize_entry("cost", &Value::Amount(*cout))?;
                map.serialize_entry("received", &Value::Amount(*recettes))?;
            }
            Effet::DeLAppel(code) => map.serialize_entry("suite", code)?,
            Effet::MotifDExclusion => {}
        }
        self.phrase(&mut map, "text", |out| c.ecrire_texte(self.langue, out))?;
        map.end()
    }
}

impl Serialize for Vue<'_, InputError<'_>> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        FauteVue {
            faute: self.de.faute,
            titre: self.de.title(self.langue),
            objet: self.de.object(self.langue),
            texte: self.de.text(self.langue),
            langue: self.langue,
        }
        .serialize(s)
    }
}

/// A fault, with what its report says of its field.
struct FauteVue<'a> {
    faute: &'a Faute,
    titre: Option<String>,
    objet: Option<String>,
    texte: String,
    langue: Langue,
}

impl Serialize for FauteVue<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let faute = self.faute;
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("code", faute.code().as_str())?;
        map.serialize_entry("pointer", faute.pointer())?;
        map.serialize_entry("line", &faute.line())?;
        map.serialize_entry("column", &faute.column())?;
        map.serialize_entry("title", &self.titre)?;
        map.serialize_entry("object", &self.objet)?;
        map.serialize_entry("found", &ou_nul(&faute.found()))?;
        map.serialize_entry("expected", &ou_nul(&faute.expected(self.langue)))?;
        map.serialize_entry("text", &self.texte)?;
        map.end()
    }
}

/// `null` where there is nothing to show.
fn ou_nul(texte: &str) -> Option<&str> {
    (!texte.is_empty()).then_some(texte)
}

impl Serialize for Vue<'_, Gap<'_>> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("id", self.de.id)?;
        map.serialize_entry("owed_by", self.de.owed_by)?;
        map.serialize_entry("absence", &self.de.absence(self.langue))?;
        map.serialize_entry("text", &self.de.text(self.langue))?;
        map.end()
    }
}

impl Serialize for Vue<'_, Assumption> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("pointer", self.de.pointer)?;
        map.serialize_entry("value", self.de.value)?;
        map.serialize_entry("text", &self.de.text(self.langue))?;
        map.end()
    }
}
