//! A calculation written out: JSON for programs, a page for people, each line with what it was worked
//! out from and the text behind it.

use compact_str::CompactString;
use serde_json::{Map, Value as Json, json};

use super::instances::ecrire_instance;
use super::nombres::{self, Liaison};
use super::{Lexique, majuscule, plain};
use crate::report::{Calculation, CalculationLine, Estimate, Term, Terme};
use crate::rules::Outcome;
use crate::value::Value;
use crate::values::{Langue, Montant};

impl Calculation {
    /// The calculation as JSON: the call, and every line with its terms.
    ///
    /// Amounts are text in euros, as in reports; what is not known is `null`.
    #[must_use]
    pub fn to_json(&self, langue: Langue) -> String {
        let appel = self.report.appel();
        let lignes: Vec<Json> = self.lines().map(|l| ligne_en_json(&l, langue)).collect();
        let estimation = appel.estimate().map(|e| estimation_en_json(&e, langue));
        json!({
            "format": 1,
            "call": { "id": appel.id(), "edition": appel.edition(), "sha256": appel.sha256() },
            "type": self.report.subject(),
            "reference": self.report.reference(),
            "on": self.report.on(),
            "lang": langue.code(),
            "lines": lignes,
            "estimate": estimation,
        })
        .to_string()
    }

    /// The calculation for a person, as plain text.
    #[must_use]
    pub fn to_text(&self, langue: Langue) -> String {
        let appel = self.report.appel();
        let mut out = appel.title(langue);
        out.push('\n');
        out.push_str(langue.choisir("Calcul des financements", "Calculation of the funding"));
        if let Some(reference) = self.report.reference() {
            out.push(' ');
            super::sur_une_ligne(&mut out, reference);
        }
        out.push('\n');
        if self.lignes.is_empty() {
            out.push('\n');
            out.push_str(langue.choisir(
                "L’appel ne calcule aucun montant pour ce document.\n",
                "The call works out no amount for this document.\n",
            ));
        }
        for ligne in self.lines() {
            Page { langue, lex: Lexique::de(appel, langue), out: &mut out }.ligne(&ligne);
        }
        if self.report.subject() == Some("plan-financement")
            && let Some(estimation) = appel.estimate()
        {
            Page { langue, lex: Lexique::de(appel, langue), out: &mut out }.estimation(&estimation);
        }
        out
    }
}

fn ligne_en_json(l: &CalculationLine<'_>, langue: Langue) -> Json {
    let termes: Vec<Json> = l.terms().map(|t| terme_en_json(&t, langue)).collect();
    let conditions: Vec<Json> = l
        .conditions()
        .map(|f| json!({ "outcome": f.outcome().as_str(), "text": f.message(langue) }))
        .collect();
    json!({
        "rule": l.rule(),
        "instance": l.instance(),
        "title": l.title(langue),
        "funder": l.funder(),
        "year": l.year(),
        "terms": termes,
        "base": l.base(),
        "share": l.share(),
        "at_least": l.at_least(),
        "at_most": l.at_most(),
        "asked": l.asked(),
        "open": l.open(),
        "complete": l.complete(),
        "missing": l.missing(),
        "still_possible": l.still_possible(),
        "excess": l.excess(),
        "lacking": l.lacking(),
        "others_needed": l.others_needed(),
        "others_planned": l.others_planned(),
        "others_lacking": l.others_lacking(),
        "base_needed": l.base_needed(),
        "proposed": l.proposed(),
        "withheld": l.withheld(),
        "carried_out": l.carried_out().map(|(done, planned, unit)| json!({
            "done": done, "planned": planned, "unit": unit
        })),
        "conditions": conditions,
        "citations": l.citations(),
        "reading": l.reading(langue),
    })
}

fn terme_en_json(t: &Term<'_>, langue: Langue) -> Json {
    let mut objet = Map::new();
    objet.insert("kind".to_owned(), json!(t.kind()));
    objet.insert("label".to_owned(), json!(t.label(langue)));
    objet.insert("pointer".to_owned(), json!(t.pointer()));
    objet.insert("amount".to_owned(), json!(t.amount()));
    if let Some((unitaire, nombre)) = t.factors() {
        objet.insert("unit".to_owned(), json!(unitaire));
        objet.insert("times".to_owned(), json!(nombre.normalize().to_string()));
    }
    Json::Object(objet)
}

fn estimation_en_json(e: &Estimate<'_>, langue: Langue) -> Json {
    let termes: Vec<Json> = e
        .terms(langue)
        .into_iter()
        .map(
            |t| json!({ "label": t.label, "unit": t.unit, "times": t.factors, "amount": t.amount }),
        )
        .collect();
    json!({
        "year": e.year(),
        "terms": termes,
        "total": e.total(),
        "citations": e.citations(),
        "reading": e.reading(langue),
    })
}

/// What a line waits for, in words.
pub(super) fn a_fournir(l: &CalculationLine<'_>, langue: Langue) -> String {
    l.missing_titles(langue).join(langue.choisir("\u{a0}; ", "; "))
}

impl CalculationLine<'_> {
    /// What the rule requires, with the call's values.
    #[must_use]
    pub fn requirement(&self, langue: Langue) -> String {
        super::exigence(self.appel(), self.regle(), langue)
    }
}

impl Term<'_> {
    /// What the term is, in words.
    #[must_use]
    pub fn label(&self, langue: Langue) -> String {
        let appel = self.line.appel();
        let lex = Lexique::de(appel, langue);
        let report = self.line.calcul.report();
        let mut out = String::new();
        match self.terme {
            Terme::Assiette { id, depenses, .. } => {
                match lex.libelle("bases", id) {
                    Some(libelle) => out.push_str(&libelle),
                    None if id == "charges-et-contributions" => out.push_str(lex.dit(
                        "charges des budgets, compte 86 compris",
                        "costs of the budgets, account 86 included",
                    )),
                    None => out.push_str(lex.dit("charges des budgets", "costs of the budgets")),
                }
                if let Some(d) = depenses {
                    let natures = d.liste.iter().map(CompactString::as_str);
                    out.push_str(if d.compte("") {
                        lex.dit(", hors ", ", without ")
                    } else {
                        lex.dit(", seulement ", ", only ")
                    });
                    nombres::ecrire(
                        &mut out,
                        &Value::choices(natures, "depenses"),
                        lex,
                        Liaison::Et,
                    );
                }
            }
            Terme::Plancher(_) => out.push_str(lex.dit("plancher", "floor")),
            Terme::Plafond(_) => out.push_str(lex.dit("plafond", "ceiling")),
            Terme::Demande { lieu, .. } | Terme::Produit { lieu, .. } => {
                let objet = lieu.debut(lieu.longueur().min(2));
                let instance = report
                    .document_type()
                    .map(|type_| appel.instance(type_, objet, &report.noms))
                    .unwrap_or_default();
                ecrire_instance(&mut out, &instance, lex);
                if out.is_empty() {
                    out.push_str(lex.dit("calcul", "calculation"));
                }
                if let Some(funder) = self.funder() {
                    out.push_str(" (");
                    ecrire_instance(&mut out, &format!("financeur={funder}"), lex);
                    out.push(')');
                }
            }
        }
        majuscule(&mut out, 0);
        out
    }
}

/// The rule's title, and what the line is about.
pub(super) fn nom_de_la_ligne(l: &CalculationLine<'_>, langue: Langue) -> String {
    let mut out = l.title(langue);
    if let Some(instance) = l.instance() {
        out.push_str(" (");
        ecrire_instance(&mut out, &instance, Lexique::de(l.appel(), langue));
        out.push(')');
    }
    out
}

struct Page<'a> {
    langue: Langue,
    lex: Lexique<'a>,
    out: &'a mut String,
}

impl Page<'_> {
    fn dit(&self, fr: &'static str, en: &'static str) -> &'static str {
        self.langue.choisir(fr, en)
    }

    fn montant(&mut self, montant: Montant) {
        nombres::montant(self.out, montant, self.langue);
    }

    /// `  Demandé : 30 000,00 €`
    fn somme(&mut self, fr: &'static str, en: &'static str, montant: Option<Montant>) {
        let Some(montant) = montant else { return };
        self.out.push_str("  ");
        self.out.push_str(self.dit(fr, en));
        self.out.push_str(self.dit("\u{a0}: ", ": "));
        self.montant(montant);
        self.out.push('\n');
    }

    fn ligne(&mut self, l: &CalculationLine<'_>) {
        self.out.push('\n');
        self.out.push_str(&nom_de_la_ligne(l, self.langue));
        self.out.push('\n');
        if !l.open() {
            self.out.push_str("  ");
            self.out.push_str(
                self.dit("Non ouvert à ce dossier\u{a0}: ", "Not open to this dossier: "),
            );
            self.out.push_str(&l.requirement(self.langue));
            self.out.push('\n');
        }
        for terme in l.terms() {
            self.terme(&terme);
        }
        if let Some(part) = l.share() {
            self.out.push_str("  ");
            self.out.push_str(self.dit("Part de l’assiette\u{a0}: ", "Share of the base: "));
            nombres::ecrire(self.out, part, self.lex, Liaison::Et);
            self.out.push('\n');
        }
        match (l.at_least(), l.at_most()) {
            (Some(min), Some(max)) if min == max => {
                self.somme("Montant attendu", "Expected amount", Some(min));
            }
            (min, max) if l.proposed().is_none() => {
                self.somme("Au moins", "At least", min);
                self.somme("Au plus", "At most", max);
            }
            _ => {}
        }
        if l.proposed().is_some() {
            self.somme("Accordé", "Granted", l.asked());
            if let Some((realise, prevu, unite)) = l.carried_out() {
                self.out.push_str("  ");
                self.out.push_str(self.dit("Réalisé\u{a0}: ", "Carried out: "));
                nombres::entier(self.out, realise, self.langue);
                self.out.push_str(self.dit(" sur ", " of "));
                nombres::compte(self.out, prevu, unite, self.langue);
                self.out.push('\n');
            }
            self.somme("Proposition de prorata", "Proposed prorated amount", l.proposed());
            self.somme("Part non versée", "Withheld", l.withheld());
        } else {
            self.somme("Demandé", "Asked", l.asked());
            self.somme("Peut encore être demandé", "May still be asked", l.still_possible());
            self.somme("En trop", "Too much", l.excess());
            self.somme("Manque", "Lacking", l.lacking());
        }
        if l.base().is_some() {
            self.somme("À apporter par les autres", "To be brought by others", l.others_needed());
            self.somme(
                "Prévu chez les autres, dispositifs à part",
                "Planned from others, schemes apart",
                l.others_planned(),
            );
            self.somme(
                "Reste à trouver ailleurs",
                "Still to be found elsewhere",
                l.others_lacking(),
            );
            if l.excess().is_some() {
                self.somme(
                    "Assiette qu’il faudrait pour ce montant",
                    "Base that this amount would need",
                    l.base_needed(),
                );
            }
        }
        if !l.complete() {
            self.out.push_str("  ");
            self.out.push_str(self.dit("À fournir\u{a0}: ", "To be supplied: "));
            self.out.push_str(&a_fournir(l, self.langue));
            self.out.push('\n');
        }
        for condition in l.conditions().filter(|c| c.outcome() != Outcome::NotApplicable) {
            self.out.push_str("  ");
            self.out.push_str(&condition.message(self.langue));
            self.out.push('\n');
        }
        self.out.push_str("  ");
        self.out.push_str(&plain::citations(l.citations(), self.langue));
        self.out.push('\n');
    }

    fn terme(&mut self, t: &Term<'_>) {
        self.out.push_str("  - ");
        self.out.push_str(&t.label(self.langue));
        self.out.push_str(self.dit("\u{a0}: ", ": "));
        if let Some((unitaire, nombre)) = t.factors() {
            self.montant(unitaire);
            self.out.push_str("\u{a0}×\u{a0}");
            nombres::decimal(self.out, nombre, self.langue);
            self.out.push_str("\u{a0}=\u{a0}");
        }
        match t.amount() {
            Some(montant) => self.montant(montant),
            None => self.out.push_str(self.dit("non connu", "not known")),
        }
        self.out.push('\n');
    }

    fn estimation(&mut self, e: &Estimate<'_>) {
        self.out.push('\n');
        self.out.push_str(self.dit("Estimation de l’appel", "The call’s estimate"));
        if let Some(annee) = e.year() {
            self.out.push_str(self.dit(" pour ", " for "));
            self.out.push_str(&annee.to_string());
        }
        self.out.push('\n');
        for terme in e.terms(self.langue) {
            self.out.push_str("  - ");
            self.out.push_str(&terme.label);
            self.out.push_str(self.dit("\u{a0}: ", ": "));
            if !terme.factors.is_empty() {
                self.montant(terme.unit);
                for facteur in &terme.factors {
                    self.out.push_str("\u{a0}×\u{a0}");
                    nombres::entier(self.out, facteur, self.langue);
                }
                self.out.push_str("\u{a0}=\u{a0}");
            }
            self.montant(terme.amount);
            self.out.push('\n');
        }
        self.somme("Total", "Total", Some(e.total()));
        if let Some(lecture) = e.reading(self.langue) {
            self.out.push_str("  ");
            self.out.push_str(self.dit("Lecture retenue\u{a0}: ", "Reading taken: "));
            self.out.push_str(&lecture);
            self.out.push('\n');
        }
        self.out.push_str("  ");
        self.out.push_str(&plain::citations(e.citations(), self.langue));
        self.out.push('\n');
    }
}
