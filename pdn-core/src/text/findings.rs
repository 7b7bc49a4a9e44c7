//! What a finding says, in sentences that stand in a letter.
//!
//! A sentence repeats no more of a person than the value at fault: ids, never names.

use std::borrow::Cow;

use super::instances::{ecrire_instance, rangs_du_pointeur, se_montre};
use super::nombres::{self, Liaison, ecrire};
use super::reasons::clause;
use super::requirements::{ecrire_modele, est_un_enonce, liaison};
use super::{Lexique, majuscule, minuscule};
use crate::appel::{Bilingue, Exigence, Jugement, Regle, Test};
use crate::dossier::forme::Lieu;
use crate::report::Finding;
use crate::rules::{DateDeLAppel, Outcome, Raison};
use crate::value::Value;
use crate::values::Langue;

/// Why values are awaited.
enum Saisie {
    /// The document does not give them, or not all of them.
    Absente,
    /// It gives them all, and none can be taken as written.
    Fautive,
}

/// How many of the values that it waits for a sentence names; the rest is counted.
const NOMMES: usize = 10;

/// Everything that the sentences of one finding are made of.
struct Enonce<'f> {
    finding: &'f Finding<'f>,
    regle: &'f Regle,
    lex: Lexique<'f>,
    instance: Option<String>,
}

impl Finding<'_> {
    /// One or two sentences: where, what was found, what is required.
    #[must_use]
    pub fn message(&self, langue: Langue) -> String {
        let mut out = String::with_capacity(256);
        self.ecrire_message(langue, &mut out);
        out
    }

    pub(super) fn ecrire_message(&self, langue: Langue, out: &mut String) {
        let lex = Lexique::de(&self.report.appel, langue);
        let debut = out.len();
        Enonce { finding: self, regle: self.regle(), lex, instance: self.instance() }.ecrire(out);
        majuscule(out, debut);
    }

    /// The rule's title, with the place in brackets.
    pub(super) fn ecrire_tete(&self, langue: Langue, out: &mut String) {
        let lex = Lexique::de(&self.report.appel, langue);
        Enonce { finding: self, regle: self.regle(), lex, instance: self.instance() }.tete(out);
    }

    /// When a rule that is left aside will be due, as the call says it.
    #[must_use]
    pub fn postponed(&self, langue: Langue) -> Option<String> {
        let reporte = self.jugement()?.reporte.as_ref()?;
        (self.constat.raison == Raison::Reporte).then(|| reporte.texte(langue))
    }

    /// True where a person judges the requirement itself, and no value of the dossier.
    pub(super) fn sans_valeur(&self) -> bool {
        matches!(self.constat.raison, Raison::AJuger | Raison::Aucune) && self.observed().is_none()
    }

    /// What the rule requires here, with the call's values.
    #[must_use]
    pub fn requirement(&self, langue: Langue) -> String {
        let mut out = String::new();
        let lex = Lexique::de(&self.report.appel, langue);
        if !self.selon_le_modele(&mut out, &self.regle().exigence, lex) {
            out.push_str(&lex.texte(&self.regle().titre));
        }
        out
    }

    /// Writes a sentence of the catalogue or of the call, with what was expected in its place; false, and nothing is
    /// written, where there is no wording or no value to put into it.
    pub(super) fn selon_le_modele(
        &self,
        out: &mut String,
        modele: &Bilingue,
        lex: Lexique<'_>,
    ) -> bool {
        // Of a document, the sentence names what it is, with the year that it must be about.
        if let Some((piece, exercice)) = self.piece_d_un_exercice() {
            let nom = lex.libelle("pieces", &piece).unwrap_or(piece);
            let annee = lex.dit("exercice", "financial year");
            let nom = Value::Text(compact_str::format_compact!("{nom}, {annee} {exercice}"));
            return ecrire_modele(out, modele, Some((&nom, Liaison::Et)), lex);
        }
        let attendu = self.expected().map(|attendu| {
            let liste = matches!(attendu, Value::List(_));
            (attendu, if liste { self.liaison() } else { Liaison::Et })
        });
        ecrire_modele(out, modele, attendu, lex)
    }

    /// The document of which another year was expected, and that year.
    pub(super) fn piece_d_un_exercice(&self) -> Option<(String, &str)> {
        match (&self.jugement()?.exigence, self.expected()?) {
            (Exigence::Pieces(_), Value::Text(annee)) => {
                Some((self.instance()?.strip_prefix("piece=")?.to_owned(), annee.as_str()))
            }
            _ => None,
        }
    }

    fn jugement(&self) -> Option<&Jugement> {
        self.report.appel.jugement(self.constat.jugement)
    }

    /// True where only so many documents of a list are due.
    pub(super) fn pieces_au_choix(&self) -> bool {
        self.jugement().is_some_and(|j| match &j.exigence {
            Exigence::Pieces(e) => e.combien.is_some(),
            _ => false,
        })
    }

    /// True where one quantity of the dossier is bounded by a share of another; `sans_pas`: and by nothing else.
    pub(super) fn compare_deux_quantites(&self, sans_pas: bool) -> bool {
        self.jugement().is_some_and(|j| match &j.exigence {
            Exigence::Seuil(e) => e.base.is_some() && !(sans_pas && e.pas.is_some()),
            _ => false,
        })
    }

    /// True where only so many points of a list are due.
    pub(super) fn au_choix(&self) -> bool {
        self.jugement().is_some_and(|j| matches!(j.exigence, Exigence::AuChoix(_)))
    }

    /// True of a finding on one field of several that a rule asks to be given.
    pub(super) fn un_champ_de_plusieurs(&self) -> bool {
        self.jugement().is_some_and(|j| match &j.exigence {
            Exigence::Condition(c) => {
                c.clauses.len() > 1 && c.clauses.iter().all(|c| matches!(c.test, Test::Renseigne))
            }
            _ => false,
        })
    }

    pub(super) fn liaison(&self) -> Liaison {
        self.jugement().map_or(Liaison::Et, |j| liaison(&j.exigence))
    }
}

impl Enonce<'_> {
    fn ecrire(&self, out: &mut String) {
        match self.finding.outcome() {
            Outcome::Pass => self.conforme(out),
            Outcome::Fail => self.echec(out),
            Outcome::Undetermined => self.en_attente(out),
            Outcome::NotApplicable => self.sans_objet(out),
            Outcome::Review => self.a_apprecier(out),
        }
    }

    fn dit(&self, fr: &'static str, en: &'static str) -> &'static str {
        self.lex.dit(fr, en)
    }

    fn deux_points(&self, out: &mut String) {
        out.push_str(self.dit("\u{a0}: ", ": "));
    }

    /// The instance, unless it only names the field at fault, which the sentence names too.
    fn instance(&self) -> Option<&str> {
        self.instance.as_deref().filter(|i| i.split(';').any(|m| se_montre(m, self.lex)))
    }

    fn raison(&self) -> Raison {
        self.finding.constat.raison
    }

    /// The rule's title, with the place in brackets.
    fn tete(&self, out: &mut String) {
        out.push_str(&self.lex.texte(&self.regle.titre));
        if let Some(instance) = self.instance() {
            out.push_str(" (");
            ecrire_instance(out, instance, self.lex);
            out.push(')');
        }
    }

    /// The title of the field at a place, without its capital where it has one.
    fn champ(&self, lieu: Lieu) -> String {
        let mut champ = String::new();
        minuscule(&mut champ, &self.finding.report.titre_du_champ(lieu, self.lex.langue));
        champ
    }

    /// The field that the finding is about; `None` where it is about the document, or an object of it.
    fn champ_juge(&self) -> Option<String> {
        if let plusieurs @ [_, _, ..] = self.finding.constat.attendus()
            && self.finding.outcome() == Outcome::Fail
        {
            // Any of these would do.
            let noms: Vec<String> = plusieurs.iter().map(|lieu| self.champ(*lieu)).collect();
            let mut out = String::new();
            nombres::enumerer(&mut out, &noms, Liaison::Ou, self.lex.langue);
            return Some(out);
        }
        let lieu = self.finding.constat.lieu;
        let pointeur = self.finding.report.pointeur(lieu);
        let dernier = pointeur.rsplit('/').next().unwrap_or_default();
        (!dernier.is_empty() && dernier.parse::<u32>().is_err()).then(|| self.champ(lieu))
    }

    /// The place and the field: `formation F1, capacité d’accueil`.
    fn place(&self, out: &mut String, champ: Option<&str>) {
        let Some(champ) = champ else {
            self.tete(out);
            return;
        };
        let mut instance = String::new();
        if let Some(i) = self.instance() {
            ecrire_instance(&mut instance, i, self.lex);
        }
        // An entry of a rule is often called as the field that it is about.
        if !instance.is_empty() && !instance.eq_ignore_ascii_case(champ) {
            out.push_str(&instance);
            out.push_str(", ");
        }
        out.push_str(champ);
    }

    /// What was observed, the kinds of breaches by their labels.
    fn observe(&self, out: &mut String, observe: &Value) {
        let nature = match observe {
            Value::Choice(code, _) | Value::Text(code) => {
                let nature = code.rsplit('.').next().unwrap_or(code);
                self.regle.natures.iter().find(|(n, _)| n == nature).map(|(_, libelle)| libelle)
            }
            _ => None,
        };
        let elements = match observe {
            Value::List(l) => l.as_slice(),
            _ => &[],
        };
        match (nature, elements) {
            (Some(libelle), _) => out.push_str(&self.lex.texte(libelle)),
            // The two sides of a budget.
            (None, [charges @ Value::Amount(_), produits @ Value::Amount(_)]) => {
                ecrire(out, charges, self.lex, Liaison::Et);
                out.push_str(self.dit(" de charges et ", " of expenses and "));
                ecrire(out, produits, self.lex, Liaison::Et);
                out.push_str(self.dit(" de produits", " of income"));
            }
            (None, _) => ecrire(out, observe, self.lex, Liaison::Et),
        }
    }

    fn point_final(&self, out: &mut String) {
        if !out.ends_with(['.', '!', '?']) {
            out.push('.');
        }
    }

    /// The requirement as a sentence of its own, after another one.
    fn puis_exigence(&self, out: &mut String) {
        let fin = out.len();
        out.push(' ');
        if self.finding.selon_le_modele(out, &self.regle.exigence, self.lex) {
            self.point_final(out);
        } else {
            out.truncate(fin);
        }
    }

    /// The requirement in quotation marks, or the rule's title.
    fn exigence_citee(&self, out: &mut String) {
        out.push_str(self.dit("«\u{a0}", "“"));
        if !self.finding.selon_le_modele(out, &self.regle.exigence, self.lex) {
            out.push_str(&self.lex.texte(&self.regle.titre));
        }
        if out.ends_with('.') {
            out.pop();
        }
        out.push_str(self.dit("\u{a0}»", "”"));
    }

    /// `Formation F1, capacité d’accueil : 9 participants.`
    fn observation(&self, out: &mut String) {
        let observe = self.finding.observed();
        if let (Some(Exigence::AuChoix(c)), Some(Value::Count(oui, _))) =
            (self.finding.jugement().map(|j| &j.exigence), observe)
        {
            self.tete(out);
            self.deux_points(out);
            self.points_declares(out, *oui, c.numeros.len());
            return;
        }
        let rien = match observe {
            None => true,
            Some(Value::List(l)) => l.is_empty(),
            Some(Value::Text(t)) => t.trim().is_empty(),
            Some(_) => false,
        };
        // One that is there lacks what stands at a place of its own.
        let absente = rien && self.finding.constat.lieu.longueur() <= 1;
        if absente && let Some(piece) = self.instance().filter(|i| i.starts_with("piece=")) {
            ecrire_instance(out, piece, self.lex);
            self.deux_points(out);
            out.push_str(self.dit("pièce absente du dossier.", "not in the application."));
            return;
        }
        let champ = self.champ_juge();
        let quantite = matches!(observe, Some(Value::Amount(_) | Value::Count(..)));
        let portee = champ.as_deref().filter(|c| {
            quantite
                && self.lex.langue == Langue::Fr
                && ["capacité", "montant"].iter().any(|mot| c.starts_with(mot))
        });
        match (observe.filter(|_| !rien), self.instance().zip(portee)) {
            (None, _) => {
                self.place(out, champ.as_deref());
                self.deux_points(out);
                out.push_str(self.dit("le dossier n’en indique pas.", "the dossier gives none."));
            }
            // « capacité d’accueil de 9 participants »: reads better where the noun bears it.
            (Some(observe), Some((instance, champ))) => {
                ecrire_instance(out, instance, self.lex);
                self.deux_points(out);
                out.push_str(champ);
                out.push_str(" de ");
                self.observe(out, observe);
                match self.finding.compare_deux_quantites(false) {
                    true => self.sur(out),
                    false => self.assiette(out),
                }
                self.point_final(out);
            }
            (Some(observe), None) => {
                self.place(out, champ.as_deref());
                self.deux_points(out);
                // « participants inscrits : 6 »: the field has already said of what.
                let dit = |unite: &str| {
                    champ
                        .as_deref()
                        .is_some_and(|c| c.contains(nombres::unite(unite, self.lex.langue)))
                };
                match observe {
                    Value::Count(n, unite) if dit(unite) => {
                        nombres::entier(out, n, self.lex.langue)
                    }
                    Value::Number(n) if dit(&n.1) => nombres::decimal(out, n.0, self.lex.langue),
                    _ => self.observe(out, observe),
                }
                self.sur(out);
                self.point_final(out);
            }
        }
    }

    /// ` pour une assiette de 37 500,00 €`
    fn assiette(&self, out: &mut String) {
        if let Some(base @ Value::Amount(_)) = self.finding.constat.la_base() {
            out.push_str(self.dit(" pour une assiette de ", " on a base of "));
            ecrire(out, base, self.lex, Liaison::Et);
        }
    }

    /// ` sur 20`: of how many, where two quantities of the dossier are compared.
    fn sur(&self, out: &mut String) {
        match self.finding.constat.la_base() {
            Some(Value::Number(n)) => {
                out.push_str(self.dit(" sur ", " of "));
                nombres::decimal(out, n.0, self.lex.langue);
            }
            Some(Value::Amount(_)) if self.finding.compare_deux_quantites(false) => {
                self.assiette(out)
            }
            _ => {}
        }
    }

    /// `2 des 5 points de la liste sont déclarés.`
    fn points_declares(&self, out: &mut String, oui: u32, sur: usize) {
        let langue = self.lex.langue;
        out.push_str(&match oui {
            0 => langue.choisir(
                format!("aucun des {sur} points de la liste n’est déclaré."),
                format!("none of the {sur} points of the list is declared."),
            ),
            1 => langue.choisir(
                format!("un seul des {sur} points de la liste est déclaré."),
                format!("1 of the {sur} points of the list is declared."),
            ),
            _ => langue.choisir(
                format!("{oui} des {sur} points de la liste sont déclarés."),
                format!("{oui} of the {sur} points of the list are declared."),
            ),
        });
    }

    fn conforme(&self, out: &mut String) {
        if let Raison::Calendrier(quelle) = self.raison() {
            self.date_de_l_appel(out, quelle);
            return;
        }
        self.tete(out);
        self.deux_points(out);
        match (self.raison(), self.finding.observed()) {
            (Raison::SansManquement, _) => {
                out.push_str(self.dit("aucun manquement n’est constaté", "no breach is on record"));
            }
            // Only quantities: what is right about a person is not repeated.
            (
                _,
                Some(
                    v @ (Value::Amount(_) | Value::Count(..) | Value::Number(_) | Value::Share(_)),
                ),
            ) => {
                out.push_str(self.dit("conforme (", "met ("));
                self.observe(out, v);
                out.push(')');
            }
            _ => out.push_str(self.dit("conforme", "met")),
        }
        self.point_final(out);
    }

    fn echec(&self, out: &mut String) {
        match self.raison() {
            Raison::Refus => {
                self.tete(out);
                self.deux_points(out);
                out.push_str(self.dit(
                    "le dossier répond «\u{a0}non\u{a0}» à l’énoncé ",
                    "the dossier answers “no” to the statement ",
                ));
                self.exigence_citee(out);
                self.point_final(out);
            }
            Raison::Manquement => {
                self.tete(out);
                self.deux_points(out);
                out.push_str(
                    self.dit("un manquement à l’exigence ", "a breach of the requirement "),
                );
                self.exigence_citee(out);
                out.push_str(self.dit(" est constaté", " is on record"));
                self.entre_parentheses(out);
                self.point_final(out);
            }
            // What is expected is the time: the requirement speaks of days.
            raison @ Raison::HeurePassee => {
                self.tete(out);
                self.deux_points(out);
                if let Some(clause) = clause(raison, self.lex.langue) {
                    out.push_str(&clause);
                }
                self.entre_parentheses(out);
                if let Some(limite) = self.finding.expected() {
                    out.push_str(self.dit(", elle était fixée à ", ", it was "));
                    if let Value::Range(r) = limite
                        && let Some(heure) = &r.max
                    {
                        ecrire(out, heure, self.lex, Liaison::Et);
                    }
                }
                self.point_final(out);
            }
            Raison::TropAncienne => {
                self.tete(out);
                self.deux_points(out);
                out.push_str(self.dit("la pièce", "the document"));
                if let Some(Value::Date(date)) = self.finding.observed() {
                    out.push_str(self.dit(", datée du ", ", dated "));
                    nombres::date(out, *date, self.lex.langue);
                    out.push(',');
                }
                out.push_str(self.dit(
                    " est trop ancienne à la date du dépôt",
                    " is too old on the day of filing",
                ));
                if let Some(age) = self.age_demande() {
                    out.push_str(self.dit("\u{a0}: elle doit avoir ", ": it must be "));
                    out.push_str(&age);
                }
                self.point_final(out);
            }
            _ => match self.clause() {
                Some(clause) => {
                    self.tete(out);
                    self.deux_points(out);
                    out.push_str(&clause);
                    self.entre_parentheses(out);
                    self.point_final(out);
                    self.puis_exigence(out);
                }
                None => {
                    self.observation(out);
                    self.puis_exigence(out);
                }
            },
        }
    }

    /// Why, with the step that a quantity is no multiple of.
    fn clause(&self) -> Option<Cow<'static, str>> {
        let jugement = self.finding.jugement().map(|j| &j.exigence);
        if let (Raison::HorsDuPas, Some(Exigence::Seuil(e))) = (self.raison(), jugement)
            && let Some(pas) = &e.pas
        {
            let avant = "la quantité n’est pas un multiple de ";
            let mut dite = self.dit(avant, "the quantity is no multiple of ").to_owned();
            ecrire(&mut dite, pas, self.lex, Liaison::Et);
            return Some(Cow::Owned(dite));
        }
        clause(self.raison(), self.lex.langue)
    }

    /// How old a document may be: `moins de 3 mois`.
    fn age_demande(&self) -> Option<String> {
        let Some(Exigence::Pieces(e)) = self.finding.jugement().map(|j| &j.exigence) else {
            return None;
        };
        let piece = self.instance.as_deref()?.split(';').find_map(|m| m.strip_prefix("piece="))?;
        let age = e.liste.iter().find(|p| p.id == piece)?.age?;
        Some(nombres::durees(&age, self.lex.langue))
    }

    /// What was observed, in brackets, where it is more than a yes or a no.
    fn entre_parentheses(&self, out: &mut String) {
        match self.finding.observed() {
            None | Some(Value::Boolean(_)) => {}
            Some(Value::List(l)) if l.is_empty() => {}
            Some(observe) => {
                out.push_str(" (");
                self.observe(out, observe);
                out.push(')');
            }
        }
    }

    fn en_attente(&self, out: &mut String) {
        let attend = self.finding.constat.attendus();
        if attend.is_empty()
            && let Some(clause) = clause(self.raison(), self.lex.langue)
        {
            self.tete(out);
            self.deux_points(out);
            out.push_str(&clause);
            self.point_final(out);
            return;
        }
        if let [seul] = attend
            && self.est_le_point_lui_meme(*seul)
        {
            self.tete(out);
            self.deux_points(out);
            out.push_str(self.dit(
                "le dossier ne répond pas à l’énoncé ",
                "the dossier does not answer the statement ",
            ));
            self.exigence_citee(out);
            self.point_final(out);
            return;
        }
        if let Some(instance) = self.instance() {
            ecrire_instance(out, instance, self.lex);
            self.deux_points(out);
        }
        let debut = out.len();
        let saisie = self.attendus(out);
        if self.instance().is_none() {
            majuscule(out, debut);
        }
        out.push_str(match saisie {
            Saisie::Absente => self.dit(" à renseigner", " to be supplied"),
            Saisie::Fautive => self.dit(" à corriger", " to be corrected"),
        });
        // Nothing stated so far is not worth saying, and may not be so.
        if let Some(connu @ Value::Amount(m)) = self.finding.observed()
            && !m.est_nul()
        {
            out.push_str(self.dit(" (déjà indiqué\u{a0}: ", " (stated so far: "));
            self.observe(out, connu);
            out.push(')');
        }
        if self.finding.jugement().is_some_and(|j| est_un_enonce(&j.exigence)) {
            out.push_str(
                self.dit(", afin d’examiner l’énoncé ", ", so as to examine the statement "),
            );
            self.exigence_citee(out);
            self.point_final(out);
        } else {
            self.point_final(out);
            self.puis_exigence(out);
        }
    }

    /// True for the declaration of the rule's own point.
    fn est_le_point_lui_meme(&self, lieu: Lieu) -> bool {
        self.finding
            .report
            .pointeur(lieu)
            .rsplit_once("declarations/")
            .is_some_and(|(_, id)| id == self.regle.id)
    }

    /// Writes the values that the rule waits for, all of them: `premier jour (session 1) et lieu`.
    fn attendus(&self, out: &mut String) -> Saisie {
        let report = self.finding.report;
        let lieux: &[Lieu] = match self.finding.constat.attendus() {
            [] => std::slice::from_ref(&self.finding.constat.lieu),
            lieux => lieux,
        };
        let fautif = |pointeur: &String| report.fautif(pointeur);
        let tous_fautifs = lieux.iter().all(|lieu| fautif(&report.pointeur(*lieu)));
        let (nommes, autres) = lieux.split_at_checked(NOMMES).unwrap_or((lieux, &[]));
        let noms: Vec<String> = nommes.iter().map(|lieu| self.champ(*lieu)).collect();
        let pointeurs: Vec<String> = nommes.iter().map(|lieu| report.pointeur(*lieu)).collect();
        let mut dits: Vec<String> = Vec::with_capacity(noms.len());
        for (nom, pointeur) in noms.iter().zip(&pointeurs) {
            let mut precisions: Vec<String> = Vec::new();
            if noms.iter().filter(|n| *n == nom).count() > 1 {
                precisions.push(rangs_du_pointeur(pointeur, self.lex));
            }
            if !tous_fautifs && fautif(pointeur) {
                precisions.push(self.dit("saisie à corriger", "entry to be corrected").to_owned());
            }
            precisions.retain(|p| !p.is_empty());
            let dit = match precisions.as_slice() {
                [] => nom.clone(),
                precisions => format!("{nom} ({})", precisions.join(", ")),
            };
            if !dits.contains(&dit) {
                dits.push(dit);
            }
        }
        if !autres.is_empty() {
            let combien = autres.len();
            dits.push(match self.lex.langue {
                Langue::Fr if combien == 1 => "une autre information".to_owned(),
                langue => {
                    let mut dit = String::new();
                    nombres::entier(&mut dit, combien, langue);
                    dit.push_str(self.dit(" autres informations", " more"));
                    dit
                }
            });
        }
        nombres::enumerer(out, &dits, Liaison::Et, self.lex.langue);
        if tous_fautifs { Saisie::Fautive } else { Saisie::Absente }
    }

    /// `Clôture des dépôts : 6 novembre 2017, dans 5 jours.`
    fn date_de_l_appel(&self, out: &mut String, quelle: DateDeLAppel) {
        let langue = self.lex.langue;
        let (fr, en) = match quelle {
            DateDeLAppel::Publication => ("diffusion de l’appel", "publication of the call"),
            DateDeLAppel::Cloture => ("clôture des dépôts", "closing date"),
            DateDeLAppel::Notification => ("notification du choix", "notification of the choice"),
            DateDeLAppel::DebutDesMissions => ("début des missions", "start of the missions"),
        };
        out.push_str(self.dit(fr, en));
        let instance = self.instance.as_deref().unwrap_or_default();
        if let Some((_, tour)) = instance.split_once("tour=") {
            out.push_str(" (");
            out.push_str(tour);
            out.push(')');
        }
        self.deux_points(out);
        let Some(Value::Date(jour)) = self.finding.observed() else { return };
        nombres::date(out, *jour, langue);
        out.push_str(", ");
        let ecart = jour.jours_depuis(self.finding.report.on());
        let jours = u32::try_from(ecart.unsigned_abs()).unwrap_or(u32::MAX);
        let mut dits = String::new();
        nombres::compte(&mut dits, jours, "jours", langue);
        out.push_str(&match (ecart.signum(), langue) {
            (0, Langue::Fr) => "aujourd’hui".to_owned(),
            (0, Langue::En) => "today".to_owned(),
            (1, Langue::Fr) => format!("dans {dits}"),
            (1, Langue::En) => format!("in {dits}"),
            (_, Langue::Fr) => format!("il y a {dits}"),
            (_, Langue::En) => format!("{dits} ago"),
        });
        out.push('.');
    }

    fn sans_objet(&self, out: &mut String) {
        self.tete(out);
        self.deux_points(out);
        out.push_str(self.dit("sans objet", "not applicable"));
        if let (Raison::Reporte, Some(reporte)) =
            (self.raison(), self.finding.jugement().and_then(|j| j.reporte.as_ref()))
        {
            out.push_str(", ");
            minuscule(out, &self.lex.texte(reporte));
        }
        if let Some(clause) = clause(self.raison(), self.lex.langue) {
            out.push_str(", ");
            out.push_str(&clause);
        }
        self.point_final(out);
    }

    fn a_apprecier(&self, out: &mut String) {
        if let Raison::Calendrier(quelle) = self.raison() {
            self.date_de_l_appel(out, quelle);
            out.push_str(self.dit(
                " C’est un dimanche\u{a0}: vérifier que le dépôt y est possible.",
                " That is a Sunday: check that filing is possible.",
            ));
            return;
        }
        let une_personne = self.dit("Une personne doit l’apprécier.", "A person must judge it.");
        match (self.raison(), self.finding.observed()) {
            (Raison::AJuger | Raison::Aucune, None) => {
                self.tete(out);
                self.deux_points(out);
                out.push_str(self.dit(
                    "à apprécier par une personne, au regard de l’exigence ",
                    "to be judged by a person against the requirement ",
                ));
                self.exigence_citee(out);
                self.point_final(out);
            }
            (Raison::AJuger | Raison::Aucune, Some(_)) => {
                self.observation(out);
                out.push(' ');
                out.push_str(une_personne);
                self.puis_exigence(out);
            }
            (raison @ Raison::AutreCandidature, Some(autres)) => {
                self.tete(out);
                self.deux_points(out);
                if let Some(clause) = clause(raison, self.lex.langue) {
                    out.push_str(&clause);
                }
                out.push(' ');
                ecrire(out, autres, self.lex, Liaison::Et);
                self.point_final(out);
                out.push(' ');
                out.push_str(une_personne);
            }
            (raison, observe) => {
                if observe.is_some() {
                    self.observation(out);
                    out.push(' ');
                } else {
                    self.tete(out);
                    self.deux_points(out);
                }
                let debut = out.len();
                if let Some(clause) = self.clause() {
                    out.push_str(&clause);
                }
                if observe.is_some() {
                    majuscule(out, debut);
                }
                self.point_final(out);
                if raison != Raison::ProrataPropose {
                    out.push(' ');
                    out.push_str(une_personne);
                }
                self.puis_exigence(out);
            }
        }
    }
}
