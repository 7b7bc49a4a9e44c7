//! What a finding, a remedy, a consequence or a decision says, in sentences that stand in a letter.
//!
//! A sentence repeats no more of a person than the value at fault: ids, never names.

use std::borrow::Cow;

use super::nombres::{self, Liaison, ecrire, ecrire_apres_verbe};
use super::{Lexique, majuscule, minuscule, sur_une_ligne};
use crate::appel::formules::Formule;
use crate::appel::{Absence, Appel, Bilingue, Exigence, Jugement, Regle, Severity, Test};
use crate::dossier::Phase;
use crate::dossier::forme::Lieu;
use crate::report::{Assumption, Consequence, Counts, Decision, Finding, Missing, Remedy, Report};
use crate::rules::{Action, DateDeLAppel, Effet, Outcome, Raison};
use crate::value::Value;
use crate::values::{Langue, Montant};

// ---------------- Labels

impl Outcome {
    /// What people read for it.
    #[must_use]
    pub fn label(self, langue: Langue) -> &'static str {
        let (fr, en) = match self {
            Self::Pass => ("conforme", "met"),
            Self::Fail => ("non conforme", "not met"),
            Self::Undetermined => ("en attente d’information", "awaiting information"),
            Self::NotApplicable => ("sans objet", "not applicable"),
            Self::Review => ("à apprécier", "to be judged"),
        };
        langue.choisir(fr, en)
    }
}

impl Severity {
    /// What people read for it.
    #[must_use]
    pub fn label(self, langue: Langue) -> &'static str {
        let (fr, en) = match self {
            Self::Blocking => ("bloquant", "blocking"),
            Self::Correctable => ("à corriger", "to be corrected"),
            Self::Advisory => ("conseil", "advice"),
        };
        langue.choisir(fr, en)
    }
}

impl Decision {
    /// What people read for it on a document of a type, or on the call itself; the report's own sentence
    /// ([`Report::decision_text`]) also says how many points are left to a person.
    #[must_use]
    pub fn label(self, subject: Option<&str>, langue: Langue) -> &'static str {
        let (fr, en) = match (subject.unwrap_or_default(), self) {
            (_, Self::NotApplicable) => ("Sans objet", "Not applicable"),
            ("structure" | "promeneur" | "profil", Self::Admissible) => ("Conforme", "Compliant"),
            ("structure" | "promeneur" | "profil", Self::Incomplete) => {
                ("À mettre en conformité", "To be brought into compliance")
            }
            ("session", Self::Admissible) => ("Peut se tenir", "Can be held"),
            ("session", Self::Incomplete) => ("À régulariser", "To be put in order"),
            ("session", Self::Inadmissible) => ("Ne peut se tenir", "Cannot be held"),
            ("plan-financement" | "bilan-coordination" | "bilan-formation", Self::Admissible) => {
                ("Conforme", "Compliant")
            }
            ("plan-financement" | "bilan-coordination" | "bilan-formation", Self::Incomplete) => {
                ("À compléter ou à corriger", "To be completed or corrected")
            }
            ("lot" | "appel", Self::Admissible) => ("Sans remarque", "No remarks"),
            ("appel", Self::Incomplete) => ("À compléter par la Caf", "To be completed by the Caf"),
            ("candidature" | "lot" | "appel" | "", Self::Inadmissible) => {
                ("Irrecevable", "Inadmissible")
            }
            (_, Self::Inadmissible) => ("Non conforme", "Not compliant"),
            (_, Self::Incomplete) => ("À compléter", "To be completed"),
            (_, Self::Admissible) => ("Recevable", "Admissible"),
        };
        langue.choisir(fr, en)
    }
}

/// What a document of a type is called.
pub(super) fn nom_du_document(sujet: Option<&str>, langue: Langue) -> &'static str {
    let (fr, en) = match sujet.unwrap_or_default() {
        "candidature" => ("Candidature", "Application"),
        "session" => ("Session de formation", "Training session"),
        "bilan-formation" => ("Bilan des formations", "Report on the trainings"),
        "promeneur" => ("Promeneur du Net", "Promeneur du Net"),
        "profil" => ("Profil en ligne", "Online profile"),
        "structure" => ("Structure", "Organisation"),
        "plan-financement" => ("Plan de financement", "Financing plan"),
        "bilan-coordination" => ("Bilan de la coordination", "Report on the coordination"),
        "lot" => ("Lot de candidatures", "Batch of applications"),
        "appel" => ("Appel à candidatures", "Call for applications"),
        _ => ("Document", "Document"),
    };
    langue.choisir(fr, en)
}

impl Report {
    /// The decision in words: `Recevable (sous réserve de 2 points à apprécier)`.
    #[must_use]
    pub fn decision_text(&self, langue: Langue) -> String {
        let decision = self.decision();
        let mot = decision.label(self.subject(), langue);
        let Counts { review, .. } = self.counts();
        let code = self.subject().unwrap_or_default();
        match (decision, code, review) {
            (Decision::NotApplicable, "", _) => langue
                .choisir(
                    "Sans objet\u{a0}: le type du document n’est pas connu",
                    "Not applicable: the type of the document is not known",
                )
                .to_owned(),
            (Decision::NotApplicable, ..) => langue
                .choisir(
                    "Sans objet\u{a0}: l’appel ne contient pas de règle pour ce document",
                    "Not applicable: the call holds no rule for this document",
                )
                .to_owned(),
            (Decision::Admissible, "candidature", 1) => format!(
                "{mot} ({})",
                langue.choisir(
                    "sous réserve d’un point à apprécier",
                    "subject to 1 point to be judged"
                )
            ),
            (Decision::Admissible, "candidature", 2..) => langue.choisir(
                format!("{mot} (sous réserve de {review} points à apprécier)"),
                format!("{mot} (subject to {review} points to be judged)"),
            ),
            (Decision::Admissible, "lot" | "appel", 1) => {
                langue.choisir("1 point à apprécier", "1 point to be judged").to_owned()
            }
            (Decision::Admissible, "lot" | "appel", 2..) => langue.choisir(
                format!("{review} points à apprécier"),
                format!("{review} points to be judged"),
            ),
            _ => mot.to_owned(),
        }
    }
}

impl Assumption {
    /// What was taken for granted, in a sentence.
    #[must_use]
    pub fn text(&self, langue: Langue) -> String {
        match (self.pointer, self.value) {
            ("/phase", "depot") => langue
                .choisir(
                    "Le dossier n’indique pas sa phase\u{a0}: il est examiné au stade du dépôt.",
                    "The document does not state its phase: it is examined as being filed.",
                )
                .to_owned(),
            (_, "BOM") => langue
                .choisir(
                    "Le fichier commence par une marque d’ordre des octets, qui a été ignorée.",
                    "The file begins with a byte order mark, which was left out.",
                )
                .to_owned(),
            (_, valeur) => langue.choisir(
                format!("Faute d’indication dans le dossier, la valeur retenue est «\u{a0}{valeur}\u{a0}»."),
                format!("As the document does not say, the value taken is “{valeur}”."),
            ),
        }
    }
}

// ---------------- Requirements

/// What a rule requires, with the values of the call: one sentence, or its title where the call
/// holds no value for it.
pub(crate) fn exigence(appel: &Appel, regle: &Regle, langue: Langue) -> String {
    let jugement = appel.contenu().jugements.iter().map(|(_, j)| j);
    let attendu = if regle.exigence.fr.contains(PLACE) {
        jugement
            .filter(|j| std::ptr::eq(appel.regle(j.regle), regle))
            .find_map(|j| j.attendu.as_ref().map(|a| (a, liaison(&j.exigence))))
    } else {
        None
    };
    let mut out = String::new();
    let lex = Lexique::de(appel, langue);
    if !ecrire_modele(&mut out, &regle.exigence, attendu, lex) {
        out.push_str(&lex.texte(&regle.titre));
    }
    out
}

/// Where the expected value stands in a sentence.
const PLACE: &str = "{attendu}";

/// Writes a sentence of the catalogue or of the call, with the expected value in its place; false,
/// and nothing is written, where there is no wording or no value to put into it.
fn ecrire_modele(
    out: &mut String,
    modele: &Bilingue,
    attendu: Option<(&Value, Liaison)>,
    lex: Lexique<'_>,
) -> bool {
    let texte = lex.texte(modele);
    if texte.trim().is_empty() {
        return false;
    }
    let Some((avant, apres)) = texte.split_once(PLACE) else {
        out.push_str(&texte);
        return true;
    };
    let Some((attendu, liaison)) = attendu else { return false };
    // A French sentence shown for want of an English one takes its values in French.
    let lex = if modele.en.is_none() { Lexique { langue: Langue::Fr, ..lex } } else { lex };
    out.push_str(avant);
    if avant.trim_end().ends_with(':') {
        ecrire(out, attendu, lex, liaison);
    } else {
        ecrire_apres_verbe(out, attendu, lex, liaison);
    }
    out.push_str(apres);
    true
}

/// Whether what is expected is all due, or one of several.
fn liaison(exigence: &Exigence) -> Liaison {
    match exigence {
        Exigence::Condition(c) if !c.clauses.iter().any(|c| matches!(c.test, Test::Tous(_))) => {
            Liaison::Ou
        }
        Exigence::Formule(f)
            if matches!(**f, Formule::DepotModule(_) | Formule::PromeneurProfessionnel(_)) =>
        {
            Liaison::Ou
        }
        _ => Liaison::Et,
    }
}

/// True of what a dossier declares or a person appreciates: its wording is a plain statement, which
/// only stands in quotation marks.
fn est_un_enonce(exigence: &Exigence) -> bool {
    matches!(exigence, Exigence::Declaration(_) | Exigence::Appreciation { .. })
}

// ---------------- Where

/// Writes an instance in words, without a capital: `formation F1, session 2`.
pub(super) fn ecrire_instance(out: &mut String, instance: &str, lex: Lexique<'_>) {
    let morceaux = instance.split(';').filter(|m| se_montre(m, lex));
    for (rang, morceau) in morceaux.enumerate() {
        if rang > 0 {
            out.push_str(", ");
        }
        let (cle, valeur) = morceau.split_once('=').unwrap_or((morceau, ""));
        let liste = match cle {
            "financeur" | "destinataire" | "acteur" => "acteurs",
            "piece" => "pieces",
            "departement" => "departements",
            "thematique" => "thematiques",
            "module" => "modules",
            "phase" => "phases",
            "element" => "instances",
            autre => autre,
        };
        if let Some(libelle) = lex.libelle(liste, valeur) {
            out.push_str(&libelle);
            continue;
        }
        if liste == "acteurs" {
            sur_une_ligne(out, valeur);
            continue;
        }
        if cle == "comptes" {
            out.push_str(lex.dit("comptes ", "accounts "));
            out.push_str(&valeur.replace('-', nombres::mot_de_liaison(Liaison::Et, lex.langue)));
            continue;
        }
        out.push_str(nom_de_l_objet(cle, lex.langue).unwrap_or(cle));
        if !valeur.is_empty() {
            out.push(' ');
            sur_une_ligne(out, valeur);
        }
    }
}

/// True of a part of an instance that people read: one of several entries of a rule only where the
/// call has a label for it.
fn se_montre(morceau: &str, lex: Lexique<'_>) -> bool {
    match morceau.strip_prefix("element=") {
        Some(nom) => lex.libelle("instances", nom).is_some(),
        None => true,
    }
}

/// What one object is called, by its name in instances or by the name of its list.
fn nom_de_l_objet(cle: &str, langue: Langue) -> Option<&'static str> {
    let (fr, en) = match cle {
        "annee" | "annees" => ("année", "year"),
        "base" | "bases" => ("assiette", "base"),
        "budget" | "budgets" => ("budget", "budget"),
        "charge" | "charges" => ("charge", "expense"),
        "creneau" | "creneaux" => ("créneau", "slot"),
        "departement" | "departements" => ("département", "département"),
        "envoi" | "envois" => ("envoi", "sending"),
        "financement" | "financements" => ("financement", "grant"),
        "financement-complementaire" | "financements_complementaires" => {
            ("financement complémentaire", "additional grant")
        }
        "formation" | "formations" => ("formation", "training"),
        "formation-civique" | "formations_civiques" => ("formation civique", "civic training"),
        "intervenant" | "intervenants" => ("intervenant", "speaker"),
        "manquement" | "manquements" => ("manquement", "breach"),
        "modification" | "modifications" => ("modification", "change"),
        "module" => ("module", "module"),
        "partenaire" | "partenaires" => ("structure associée", "partner organisation"),
        "participant" | "participants" => ("participant", "participant"),
        "partie" | "parties" => ("partie", "part"),
        "permanence" | "permanences" => ("permanence", "announced slot"),
        "phase" | "phases" => ("phase", "phase"),
        "piece" | "pieces" => ("pièce", "document"),
        "produit" | "produits" => ("produit", "income"),
        "promeneur" | "annuaire" => ("promeneur", "promeneur"),
        "rencontre" | "rencontres" => ("rencontre", "meeting"),
        "session" | "sessions" => ("session", "session"),
        "thematique" => ("thématique", "theme"),
        "candidature" | "candidatures" => ("candidature", "application"),
        _ => return None,
    };
    Some(langue.choisir(fr, en))
}

/// The objects that a pointer goes through, in words: `formation 1, session 2`.
fn rangs_du_pointeur(pointeur: &str, lex: Lexique<'_>) -> String {
    let mut out = String::new();
    let mut precedent = "";
    for segment in pointeur.split('/').skip(1) {
        if let Some(rang) = segment.parse::<u32>().ok().and_then(|r| r.checked_add(1)) {
            if !out.is_empty() {
                out.push_str(", ");
            }
            out.push_str(nom_de_l_objet(precedent, lex.langue).unwrap_or(lex.dit("ligne", "line")));
            out.push(' ');
            nombres::entier(&mut out, rang, lex.langue);
        }
        precedent = segment;
    }
    out
}

// ---------------- Findings

/// Why values are awaited.
enum Saisie {
    /// The document does not give them, or not all of them.
    Absente,
    /// It gives them all, and none can be taken as written.
    Fautive,
}

/// Everything that the sentences of one finding are made of.
struct Enonce<'f> {
    finding: &'f Finding<'f>,
    regle: &'f Regle,
    lex: Lexique<'f>,
    instance: Option<String>,
}

impl Missing<'_> {
    /// The title, with the object that the value belongs to where there are several:
    /// « Capacité d’accueil (formation F1) ».
    #[must_use]
    pub fn full_title(&self, langue: Langue) -> String {
        let appel = &self.report.appel;
        let mut titre = self.title(langue);
        let instance = self
            .report
            .type_
            .map(|type_| appel.instance(type_, self.lieu, &self.report.noms))
            .unwrap_or_default();
        if !instance.is_empty() {
            titre.push_str(" (");
            ecrire_instance(&mut titre, &instance, Lexique::de(appel, langue));
            titre.push(')');
        }
        titre
    }
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
        if !ecrire_modele(&mut out, &self.regle().exigence, self.attendu(), lex) {
            out.push_str(&lex.texte(&self.regle().titre));
        }
        out
    }

    /// What was expected, and how a list of it is joined.
    fn attendu(&self) -> Option<(&Value, Liaison)> {
        let attendu = self.expected()?;
        let liaison = if matches!(attendu, Value::List(_)) { self.liaison() } else { Liaison::Et };
        Some((attendu, liaison))
    }

    fn jugement(&self) -> Option<&Jugement> {
        self.report.appel.jugement(self.constat.jugement)
    }

    /// True where only so many points of a list are due.
    fn au_choix(&self) -> bool {
        self.jugement().is_some_and(|j| matches!(j.exigence, Exigence::AuChoix(_)))
    }

    /// True of a finding on one field of several that a rule asks to be given.
    fn un_champ_de_plusieurs(&self) -> bool {
        self.jugement().is_some_and(|j| match &j.exigence {
            Exigence::Condition(c) => {
                c.clauses.len() > 1 && c.clauses.iter().all(|c| matches!(c.test, Test::Renseigne))
            }
            _ => false,
        })
    }

    fn liaison(&self) -> Liaison {
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
        if ecrire_modele(out, &self.regle.exigence, self.finding.attendu(), self.lex) {
            self.point_final(out);
        } else {
            out.truncate(fin);
        }
    }

    /// The requirement in quotation marks, or the rule's title.
    fn exigence_citee(&self, out: &mut String) {
        out.push_str(self.dit("«\u{a0}", "“"));
        if !ecrire_modele(out, &self.regle.exigence, self.finding.attendu(), self.lex) {
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
        if rien && let Some(piece) = self.instance().filter(|i| i.starts_with("piece=")) {
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
                self.assiette(out);
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
                self.point_final(out);
            }
        }
    }

    /// ` pour une assiette de 37 500,00 €`
    fn assiette(&self, out: &mut String) {
        if let Some(base) = self.finding.constat.la_base() {
            out.push_str(self.dit(" pour une assiette de ", " on a base of "));
            nombres::montant(out, base, self.lex.langue);
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
            autre => match clause(autre, self.lex.langue) {
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
        if let Some(connu @ Value::Amount(_)) = self.finding.observed() {
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
        let noms: Vec<String> = lieux.iter().map(|lieu| self.champ(*lieu)).collect();
        let pointeurs: Vec<String> = lieux.iter().map(|lieu| report.pointeur(*lieu)).collect();
        let fautif = |pointeur: &String| report.fautes.iter().any(|f| f.pointer() == pointeur);
        let tous_fautifs = pointeurs.iter().all(fautif);
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
                if let Some(clause) = clause(raison, self.lex.langue) {
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

/// Why, as the end of a sentence: no capital, no final stop. `None` where the values say it.
fn clause(raison: Raison, langue: Langue) -> Option<Cow<'static, str>> {
    let (fr, en) = match raison {
        Raison::Aucune | Raison::AJuger => return None,
        Raison::Phase(phase) => match phase {
            Phase::Depot => ("l’exigence vaut à partir du dépôt", "due from filing on"),
            Phase::Retenu => {
                ("exigible une fois la candidature retenue", "due once the application is retained")
            }
            Phase::Bilan => ("exigible au moment du bilan", "due at the time of the report"),
        },
        Raison::Condition => (
            "le dossier n’est pas dans le cas que vise cette exigence",
            "the dossier is not in the case that this requirement is about",
        ),
        Raison::AucunObjet => (
            "le dossier ne comporte aucun élément auquel l’appliquer",
            "the dossier holds nothing that it applies to",
        ),
        Raison::Absence(Absence::NonPrevue) => {
            ("le texte ne fixe pas de valeur", "the text states no value")
        }
        Raison::Absence(Absence::ACompleter) => (
            "la valeur est laissée en blanc dans l’appel, la Caf doit la compléter",
            "the value is left blank in the call, for the Caf to fill in",
        ),
        Raison::Absence(Absence::Inconnue) => (
            "la valeur que fixe l’appel n’est pas connue",
            "the value that the call sets is not known",
        ),
        Raison::PasEncoreDu => ("l’échéance n’est pas encore atteinte", "it is not due yet"),
        Raison::SessionNonTenue => (
            "la session n’a pas eu lieu ou n’est pas terminée",
            "the session was not held or is not over",
        ),
        Raison::Desistement => (
            "le participant s’est désisté avant le début de la session",
            "the participant withdrew before the session began",
        ),
        Raison::NonPresent => {
            ("le participant n’était pas présent", "the participant was not present")
        }
        Raison::NonAnnulee => (
            "la session n’est ni annulée ni reportée",
            "the session is neither cancelled nor postponed",
        ),
        Raison::SansExclusion => {
            ("le dossier ne mentionne aucune exclusion", "the dossier mentions no exclusion")
        }
        Raison::SansManquement => (
            "aucun manquement de cette nature n’est constaté",
            "no breach of this kind is on record",
        ),
        Raison::SansEffet => (
            "ce point ne peut que revenir à une personne",
            "this point can only be left to a person",
        ),
        Raison::Manquement => ("un manquement est constaté", "a breach is on record"),
        Raison::Refus => ("le dossier répond «\u{a0}non\u{a0}»", "the dossier answers “no”"),
        Raison::QuantiteOuverte => (
            "le texte laisse cette quantité ouverte, sans fixer de nombre",
            "the text leaves this quantity open and sets no number",
        ),
        Raison::AutreDepartement => (
            "ce financeur intervient dans un département sur lequel la candidature ne porte pas",
            "this funder acts in a département that the application is not for",
        ),
        Raison::FormationEnPlus => (
            "la formation s’ajoute à celles que demande l’appel, sans qu’un autre financeur soit indiqué",
            "the training comes on top of those that the call asks for, and no other funder is stated",
        ),
        Raison::DebordeDeLaTranche => (
            "la tranche annoncée déborde celle que prévoit le texte",
            "the range stated goes beyond the one laid down in the text",
        ),
        Raison::PlusQueDemande => (
            "le dossier demande davantage que le texte",
            "the dossier asks for more than the text does",
        ),
        Raison::ValideeApres => (
            "la modification a été validée après avoir pris effet",
            "the change was approved after it took effect",
        ),
        Raison::PlusDeDate => (
            "il ne reste aucune date possible pour la session",
            "no possible date is left for the session",
        ),
        Raison::SecteurNonCite => {
            ("le texte ne cite pas ce secteur", "the text does not name this sector")
        }
        Raison::AttestationSansPresence => (
            "une attestation de présence a été délivrée à un participant absent",
            "an attendance certificate was issued to a participant who was absent",
        ),
        Raison::AuDelaDuTravail => (
            "le temps de présence en ligne dépasse le temps de travail",
            "the time online exceeds the working time",
        ),
        Raison::SigneeApres => (
            "la charte a été signée après le début de la participation",
            "the charter was signed after participation began",
        ),
        Raison::SansMotif => (
            "le dossier ne comporte aucun manquement qui puisse motiver une exclusion",
            "the dossier holds no breach that could be a ground for exclusion",
        ),
        Raison::Reporte | Raison::Calendrier(_) => return None,
        Raison::AucunNeConvient => {
            ("aucun élément du dossier n’y répond", "nothing in the dossier answers it")
        }
        Raison::CreeeDansLAnnee => (
            "la structure a été créée l’année du dépôt",
            "the organisation was created in the year of filing",
        ),
        Raison::ExerciceAncien => (
            "un exercice plus récent devrait être disponible",
            "a more recent year should be available",
        ),
        Raison::SousLEstimation => (
            "le plan reste en dessous de l’estimation de l’appel",
            "the plan is below the call’s estimate",
        ),
        Raison::CanauxMeles => (
            "le dossier a été envoyé pour partie par courriel, pour partie par la poste",
            "the application was sent partly by e-mail, partly by post",
        ),
        Raison::AutreCandidature => (
            "même organisme, même module et département commun que la candidature",
            "same organisation, same module and a département in common with application",
        ),
        Raison::AnneeIncomplete => (
            "les missions couvrent trop peu de mois de cette année",
            "the missions cover too few months of this year",
        ),
        Raison::AnneeEnCours => ("l’année n’est pas terminée", "the year is not over"),
        Raison::HorsDesAnnees => (
            "le plan ne couvre pas l’année que vise cette exigence",
            "the plan does not cover the year that this requirement is about",
        ),
        Raison::RienDemande => ("rien n’est demandé à ce titre", "nothing is asked for under it"),
        Raison::TropGrand => {
            ("le total dépasse ce qui se calcule", "the total is more than can be computed")
        }
        Raison::SansReference => (
            "le dossier n’a pas la date à laquelle la comparer",
            "the dossier does not have the date to compare it with",
        ),
        Raison::AuChoix => {
            ("d’autres points de la liste suffisent", "other points of the list will do")
        }
        Raison::SIlExiste => (
            "la pièce n’est demandée que si elle existe",
            "the document is asked for only if there is one",
        ),
        Raison::TropAncienne => (
            "la pièce est trop ancienne à la date du dépôt",
            "the document is too old on the day of filing",
        ),
        Raison::RecueApres => {
            ("la pièce est arrivée après son échéance", "the document came after it was due")
        }
        Raison::ProrataPropose => (
            "un montant au prorata est proposé, la décision revient au financeur",
            "a prorated amount is proposed and the decision is the funder’s",
        ),
    };
    Some(Cow::Borrowed(langue.choisir(fr, en)))
}

// ---------------- Remedies

impl Remedy<'_> {
    /// What to do, in one sentence: an infinitive in French, an imperative in English.
    #[must_use]
    pub fn text(&self, langue: Langue) -> String {
        let mut out = String::with_capacity(96);
        self.ecrire_texte(langue, &mut out);
        out
    }

    pub(super) fn ecrire_texte(&self, langue: Langue, out: &mut String) {
        let lex = Lexique::de(&self.finding.report.appel, langue);
        match (self.remede.action, self.to()) {
            (Action::Lower, Some(vers)) => self.borner(out, vers, false, lex),
            // So many points of a list: the rule's own wording says what to do.
            (Action::Raise, Some(_))
                if self.finding.au_choix() && self.selon_le_texte(out, lex) => {}
            (Action::Raise, Some(vers)) => self.borner(out, vers, true, lex),
            (action, vers) => {
                let quoi = vers.or(self.by()).filter(|v| !matches!(v, Value::Boolean(_)));
                if self.selon_le_texte(out, lex) {
                    self.completer(out, action, quoi, lex);
                } else {
                    self.sans_texte(out, action, quoi, lex);
                }
            }
        }
        if !out.ends_with(['.', '!', '?']) {
            out.push('.');
        }
    }

    /// `Ramener à 3 000,00 € au plus, soit 450,00 € de moins`.
    fn borner(&self, out: &mut String, vers: &Value, hausse: bool, lex: Lexique<'_>) {
        out.push_str(match (lex.langue, hausse) {
            (Langue::Fr, false) => "Ramener ",
            (Langue::Fr, true) => "Porter ",
            (Langue::En, false) => "Lower ",
            (Langue::En, true) => "Raise ",
        });
        if let Some(objet) = self.objet(lex) {
            out.push_str(objet);
            out.push(' ');
        }
        out.push_str(lex.dit("à ", "to "));
        // Bounds that meet are one value.
        let exacte = matches!(
            self.finding.expected(),
            Some(Value::Range(r)) if r.min.is_some() && r.min == r.max
        );
        // One value is exact; a bound is reached from its own side, and a strict one is passed.
        let (borne, stricte) = match (self.finding.expected(), vers) {
            (_, Value::Range(_)) => (false, false),
            _ if exacte => (false, false),
            (Some(Value::Range(r)), _) => {
                let stricte = if hausse { &r.strict_min } else { &r.strict_max };
                (true, stricte.as_ref() == Some(vers))
            }
            (Some(_), _) => (false, false),
            (None, _) => (true, false),
        };
        if borne && stricte {
            out.push_str(match (lex.langue, hausse) {
                (Langue::Fr, false) => "moins de ",
                (Langue::Fr, true) => "plus de ",
                (Langue::En, false) => "less than ",
                (Langue::En, true) => "more than ",
            });
        } else if borne && lex.langue == Langue::En {
            out.push_str(if hausse { "at least " } else { "at most " });
        }
        ecrire(out, vers, lex, Liaison::Ou);
        if borne && !stricte && lex.langue == Langue::Fr {
            out.push_str(if hausse { " au moins" } else { " au plus" });
        }
        if let Some(ecart) = self.by() {
            out.push_str(lex.dit(", soit ", ", that is "));
            ecrire(out, ecart, lex, Liaison::Et);
            out.push_str(match (lex.langue, hausse) {
                (Langue::Fr, false) => " de moins",
                (Langue::Fr, true) => " de plus",
                (Langue::En, false) => " less",
                (Langue::En, true) => " more",
            });
        }
    }

    /// What is raised or lowered, where the finding compares two totals.
    fn objet(&self, lex: Lexique<'_>) -> Option<&'static str> {
        let apart = self.finding.instance().is_some_and(|i| i.contains("comptes="));
        match (self.finding.rule(), apart) {
            ("budget.equilibre", false) => Some(lex.dit("les produits", "the income")),
            ("budget.equilibre", true) => Some(lex.dit(
                "les contributions volontaires (compte 87)",
                "the voluntary contributions (account 87)",
            )),
            ("budget.coherence-demande", _) => {
                Some(lex.dit(
                    "les subventions inscrites aux budgets",
                    "the grants entered in the budgets",
                ))
            }
            _ => None,
        }
    }

    /// Writes the catalogue's or the call's own wording, where there is one.
    fn selon_le_texte(&self, out: &mut String, lex: Lexique<'_>) -> bool {
        let modele = self.finding.regle().remede.as_ref();
        modele.is_some_and(|modele| ecrire_modele(out, modele, self.finding.attendu(), lex))
    }

    /// What exactly, after a wording that does not say it: `… qui n’est pas couverte : thématique 2`.
    fn completer(&self, out: &mut String, action: Action, quoi: Option<&Value>, lex: Lexique<'_>) {
        if quoi.is_none() && action == Action::Add && self.finding.un_champ_de_plusieurs() {
            // Which of the fields is lacking.
            if out.ends_with('.') {
                out.pop();
            }
            out.push_str(lex.dit("\u{a0}: ", ": "));
            let lieu = self.finding.constat.lieu;
            minuscule(out, &self.finding.report.titre_du_champ(lieu, lex.langue));
            return;
        }
        let Some(quoi) =
            quoi.filter(|_| !out.contains(':') && !self.finding.rule().starts_with("pieces."))
        else {
            return;
        };
        let mut precision = String::new();
        match action {
            // A date to take away is that of the paper: the wording says which.
            Action::Remove if matches!(quoi, Value::Date(_)) => return,
            Action::Set | Action::Remove | Action::Add => {
                ecrire(&mut precision, quoi, lex, self.liaison_de(action))
            }
            Action::Move => ecrire_apres_verbe(&mut precision, quoi, lex, Liaison::Ou),
            Action::Lower | Action::Raise | Action::Declare | Action::Mend => return,
        }
        if precision.is_empty() || out.contains(&precision) {
            return;
        }
        if out.ends_with('.') {
            out.pop();
        }
        if action == Action::Remove {
            out.push_str(lex.dit(" (à retirer\u{a0}: ", " (to be removed: "));
            out.push_str(&precision);
            out.push(')');
        } else {
            out.push_str(lex.dit("\u{a0}: ", ": "));
            out.push_str(&precision);
        }
    }

    fn liaison_de(&self, action: Action) -> Liaison {
        match action {
            Action::Set => Liaison::Ou,
            Action::Add => self.finding.liaison(),
            _ => Liaison::Et,
        }
    }

    /// What the action alone says.
    fn sans_texte(&self, out: &mut String, action: Action, quoi: Option<&Value>, lex: Lexique<'_>) {
        let Some(quoi) = quoi else {
            let mut champ = String::new();
            minuscule(
                &mut champ,
                &self.finding.report.titre_du_champ(self.finding.constat.lieu, lex.langue),
            );
            let (fr, en) = match action {
                Action::Add | Action::Set | Action::Raise | Action::Lower => {
                    out.push_str(lex.dit("Indiquer\u{a0}: ", "State: "));
                    out.push_str(&champ);
                    return;
                }
                Action::Declare
                    if !self
                        .finding
                        .report
                        .appel
                        .compte(self.finding.report.type_, self.finding.owed_by()) =>
                {
                    (
                        "À voir avec la partie à laquelle ce point incombe.",
                        "To be settled with the party that owes it.",
                    )
                }
                Action::Declare => (
                    "Prendre cet engagement et le déclarer dans le dossier.",
                    "Make this commitment and declare it in the dossier.",
                ),
                Action::Remove => (
                    "Retirer du dossier ce qui n’est pas admis.",
                    "Remove what is not allowed from the dossier.",
                ),
                Action::Move => ("Choisir une autre date.", "Choose another date."),
                Action::Mend => (
                    "Modifier le dossier pour répondre à cette exigence.",
                    "Change the dossier so as to meet this requirement.",
                ),
            };
            out.push_str(lex.dit(fr, en));
            return;
        };
        if action == Action::Move {
            out.push_str(lex.dit("Placer la date ", "Set the date "));
            ecrire_apres_verbe(out, quoi, lex, Liaison::Ou);
            return;
        }
        let remplace = self.finding.observed().is_some_and(|v| !matches!(v, Value::Boolean(_)));
        let (fr, en) = match action {
            Action::Set if remplace => ("Remplacer par\u{a0}: ", "Replace with: "),
            Action::Remove => ("Retirer\u{a0}: ", "Remove: "),
            Action::Add if self.finding.rule() == "pieces.budgets" => {
                ("Joindre\u{a0}: budget prévisionnel ", "Enclose: budget forecast ")
            }
            Action::Add if self.finding.rule().starts_with("pieces.") => {
                ("Joindre\u{a0}: ", "Enclose: ")
            }
            Action::Add => ("Ajouter\u{a0}: ", "Add: "),
            _ => ("Indiquer\u{a0}: ", "State: "),
        };
        out.push_str(lex.dit(fr, en));
        ecrire(out, quoi, lex, self.liaison_de(action));
    }
}

// ---------------- Consequences

impl Consequence<'_> {
    /// What follows, in a sentence or two.
    #[must_use]
    pub fn text(&self, langue: Langue) -> String {
        let mut out = String::with_capacity(160);
        self.ecrire_texte(langue, &mut out);
        out
    }

    pub(super) fn ecrire_texte(&self, langue: Langue, out: &mut String) {
        let lex = Lexique::de(&self.report.appel, langue);
        match &self.suite.effet {
            Effet::AnnulationEtReport { au_plus_tard: Some(jour) } => {
                out.push_str(lex.dit("La session est à annuler et à reporter, au ", "The session is to be cancelled and postponed, to "));
                nombres::date(out, *jour, langue);
                out.push_str(lex.dit(" au plus tard.", " at the latest."));
            }
            Effet::AnnulationEtReport { au_plus_tard: None } => out.push_str(lex.dit(
                "La session est à annuler\u{a0}; il ne reste aucune date à laquelle la reporter dans la période de la mission.",
                "The session is to be cancelled; no date is left in the mission’s period to which it could be postponed.",
            )),
            Effet::ListeDAttente { participants } => {
                let elements = Value::List(participants.iter().cloned().map(Value::Text).collect());
                out.push_str(match participants.len() {
                    1 => lex.dit(
                        "Participant à placer sur la liste d’attente\u{a0}: ",
                        "Participant to be put on the waiting list: ",
                    ),
                    _ => lex.dit(
                        "Participants à placer sur la liste d’attente, dans l’ordre d’inscription\u{a0}: ",
                        "Participants to be put on the waiting list, in order of enrolment: ",
                    ),
                });
                ecrire(out, &elements, lex, Liaison::Et);
                out.push('.');
            }
            Effet::Prorata { financeur, annee, accorde, montant, unite, realise, prevu } => {
                let prorata = Prorata {
                    accorde: *accorde,
                    montant: *montant,
                    unite: unite.code,
                    realise: *realise,
                    prevu: *prevu,
                };
                prorata.ecrire(out, financeur, *annee, lex);
            }
            Effet::ProrataDesRecettes { financeur, annee, accorde, montant, cout, recettes } => {
                let titre = Titre { financeur, annee: *annee };
                let caf = titre.ecrire(out, lex);
                nombres::montant(out, *accorde, langue);
                out.push_str("\u{a0}×\u{a0}");
                nombres::montant(out, *cout, langue);
                out.push_str(lex.dit(" de charges ÷\u{a0}", " of costs ÷\u{a0}"));
                nombres::montant(out, *recettes, langue);
                out.push_str(lex.dit(" de recettes, soit ", " of income, that is "));
                nombres::montant(out, *montant, langue);
                out.push_str(decision_du_financeur(langue, caf));
            }
            Effet::MotifDExclusion => {
                out.push_str(lex.dit(
                    "Un manquement qui constitue un motif d’exclusion est constaté (",
                    "A breach that is a ground for exclusion is on record (",
                ));
                minuscule(out, &lex.texte(&self.report.appel.regle(self.suite.regle).titre));
                out.push_str(lex.dit(
                    "). L’exclusion n’est pas prononcée pour autant\u{a0}: seul le comité de pilotage peut en décider.",
                    "). No exclusion follows of itself: only the steering committee can decide on one.",
                ));
            }
        }
    }
}

struct Prorata {
    accorde: Montant,
    montant: Montant,
    unite: &'static str,
    realise: u32,
    prevu: u32,
}

impl Prorata {
    /// `Proposition de prorata, Caf du Puy-de-Dôme : 3 000,00 € × 1 ÷ 2 formations = 1 500,00 €.`
    fn ecrire(&self, out: &mut String, financeur: &str, annee: Option<u16>, lex: Lexique<'_>) {
        let langue = lex.langue;
        let caf = Titre { financeur, annee }.ecrire(out, lex);
        if self.accorde.ratio(self.realise, self.prevu) == Some(self.montant) {
            nombres::montant(out, self.accorde, langue);
            out.push_str("\u{a0}×\u{a0}");
            nombres::entier(out, self.realise, langue);
            out.push_str("\u{a0}÷\u{a0}");
            nombres::compte(out, self.prevu, self.unite, langue);
            let exact = self.montant.fois(self.prevu) == self.accorde.fois(self.realise);
            out.push_str(if exact { "\u{a0}=\u{a0}" } else { lex.dit(", soit ", ", that is ") });
            nombres::montant(out, self.montant, langue);
            if !exact {
                out.push_str(lex.dit(" après arrondi au centime", " rounded to the cent"));
            }
        } else {
            nombres::montant(out, self.montant, langue);
            out.push_str(" (");
            nombres::entier(out, self.realise, langue);
            out.push_str(lex.dit(" sur ", " of "));
            nombres::compte(out, self.prevu, self.unite, langue);
            out.push(')');
        }
        out.push_str(decision_du_financeur(langue, caf));
    }
}

/// Whose amount is proposed, and for which year.
struct Titre<'a> {
    financeur: &'a str,
    annee: Option<u16>,
}

impl Titre<'_> {
    /// `Proposition de prorata, Caf du Puy-de-Dôme, année 2024 : `; true of a Caf.
    fn ecrire(&self, out: &mut String, lex: Lexique<'_>) -> bool {
        let langue = lex.langue;
        let nom = lex.libelle("acteurs", self.financeur).unwrap_or_else(|| {
            let mut nom = String::new();
            sur_une_ligne(&mut nom, self.financeur);
            nom
        });
        out.push_str(lex.dit("Proposition de prorata, ", "Proposed prorated amount, "));
        out.push_str(&nom);
        if let Some(annee) = self.annee {
            out.push_str(&langue.choisir(format!(", année {annee}"), format!(", year {annee}")));
        }
        out.push_str(lex.dit("\u{a0}: ", ": "));
        nom.split(' ').next() == Some("Caf")
    }
}

/// Who decides on a proposal.
fn decision_du_financeur(langue: Langue, caf: bool) -> &'static str {
    match (langue, caf) {
        (Langue::Fr, true) => ". La décision appartient à la Caf.",
        (Langue::Fr, false) => ". La décision appartient au financeur.",
        (Langue::En, true) => ". The decision is the Caf’s.",
        (Langue::En, false) => ". The decision is the funder’s.",
    }
}
