//! The laws: what holds of every document and every call.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use pdn_core::dossier::Forme;
use pdn_core::values::{Date, Langue};
use pdn_core::{Decision, Outcome, Severity};
use serde_json::{Value, json};

use super::completion::{Choix, Constat, Etape, Geste, Gestes, Source, Vu, completer, juger};
use super::generateur::{codes, selon_l_appel, voisins};
use super::hasard::Hasard;
use super::moisson::Cadre;
use super::places::{dit_aucun, dit_nul, ecrire, parent, place, places, retirer, sorte, type_de};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Loi {
    /// A settled decision survives every completion.
    DecisionArretee,
    /// So does every decided outcome.
    IssueDecidee,
    /// What the document does not say, and `missing` does not ask for, undoes no decided outcome.
    NonDemande,
    /// What `missing` asks for, given as it says that it accepts it, is taken, and the asking ends.
    Demandes,
    /// The remedy of a failure mends it.
    Remedes,
    /// An amount asked of a funder of the call is judged, in error, or named as read by no rule.
    MontantsLus,
    /// The calculation and the report say the same.
    Calcul,
    /// No sentence says that there is none where there is some, nor shows unknown as nothing.
    Phrases,
    /// What is near a code is an error, with the code to write, and decides nothing.
    Voisins,
    /// A document that names another call than the one that judges it gets no verdict.
    AutreAppel,
    /// Every report is written, in every form and language.
    Ecriture,
}

impl Loi {
    pub const TOUTES: [Self; 11] = [
        Self::DecisionArretee,
        Self::IssueDecidee,
        Self::NonDemande,
        Self::Demandes,
        Self::Remedes,
        Self::MontantsLus,
        Self::Calcul,
        Self::Phrases,
        Self::Voisins,
        Self::AutreAppel,
        Self::Ecriture,
    ];

    /// Its share of a run's documents: what costs most, and depends least on the document, has least.
    pub fn part(self) -> u64 {
        match self {
            Self::DecisionArretee | Self::IssueDecidee | Self::Demandes => 4,
            Self::Voisins | Self::AutreAppel | Self::Ecriture => 1,
            _ => 2,
        }
    }

    /// How many documents of a run it is tried on.
    pub fn nombre(self, du_passage: u64) -> u64 {
        let parts: u64 = Self::TOUTES.iter().map(|l| l.part()).sum();
        (du_passage * self.part()).div_ceil(parts)
    }

    pub fn enonce(self) -> &'static str {
        match self {
            Self::DecisionArretee => "a settled decision survives every completion",
            Self::IssueDecidee => "a decided outcome survives every completion",
            Self::NonDemande => "what is not asked for undoes no decided outcome",
            Self::AutreAppel => "a document of another call gets no verdict",
            Self::Demandes => "what is asked for is taken as announced, once, and the asking ends",
            Self::Remedes => "the remedy of a failure mends it",
            Self::MontantsLus => "no amount asked of a funder of the call passes by",
            Self::Calcul => "the calculation and the report agree",
            Self::Phrases => "a sentence tells the truth about what the dossier gives",
            Self::Voisins => "what is near a code is an error and decides nothing",
            Self::Ecriture => "every report is written, in every form and language",
        }
    }
}

/// A breach of a law: of what kind, and precisely what.
#[derive(Clone)]
pub struct Manquement {
    pub genre: String,
    pub detail: String,
    /// What the document should give, in the terms of a conformance case.
    pub attendu: Value,
}

fn manque(genre: impl Into<String>, detail: impl Into<String>, attendu: Value) -> Manquement {
    Manquement { genre: genre.into(), detail: detail.into(), attendu }
}

/// What trying a law on one document gave.
#[derive(Default)]
pub struct Essai {
    pub manquements: Vec<Manquement>,
    pub gestes: Gestes,
    /// The decision before anything is done, and whether it is settled.
    pub depart: Option<(Decision, bool)>,
    /// How many times the law had something to hold.
    pub epreuves: usize,
    pub completions: usize,
}

impl Essai {
    fn de(depart: &Vu, completions: usize) -> Self {
        let depart = Some((depart.decision, depart.settled));
        Self { depart, completions, ..Self::default() }
    }
}

/// Tries a law on a document; `rejoue` is what was done the first time, and nothing is then drawn.
pub fn eprouver(
    loi: Loi,
    cadre: &Cadre,
    document: &Value,
    jour: Date,
    rejoue: Option<&Gestes>,
    h: &mut Hasard,
) -> Essai {
    let essai = || match loi {
        Loi::DecisionArretee => completions(cadre, document, jour, rejoue, h, decision_arretee),
        Loi::IssueDecidee => completions(cadre, document, jour, rejoue, h, issue_decidee),
        Loi::NonDemande => non_demande(cadre, document, jour, rejoue, h),
        Loi::AutreAppel => autre_appel(cadre, document, jour),
        Loi::Demandes => demandes(cadre, document, jour, rejoue, h),
        Loi::Remedes => remedes(cadre, document, jour),
        Loi::MontantsLus => montants_lus(cadre, document, jour),
        Loi::Calcul => calcul(cadre, document, jour),
        Loi::Phrases => phrases(cadre, document, jour),
        Loi::Voisins => voisins_de_codes(cadre, document, jour, rejoue, h),
        Loi::Ecriture => ecriture(cadre, document, jour),
    };
    catch_unwind(AssertUnwindSafe(essai)).unwrap_or_else(|cause| {
        let cause = cause.downcast_ref::<String>().map_or("", String::as_str).to_owned();
        Essai { manquements: vec![manque("panic", cause, json!({}))], ..Essai::default() }
    })
}

/// A document as it stands, and each step of its completion.
fn completee(
    cadre: &Cadre,
    document: &Value,
    jour: Date,
    choix: Choix,
    rejoue: Option<&Gestes>,
    h: &mut Hasard,
) -> (Vu, Vec<Etape>, Essai) {
    let depart = juger(cadre, document, jour);
    let source = match rejoue {
        Some(gestes) => Source::Rejoue(gestes),
        None => Source::Hasard(h),
    };
    let etapes = completer(cadre, document, &depart, jour, choix, source);
    let essai = Essai::de(&depart, etapes.len());
    (depart, etapes, essai)
}

fn completions(
    cadre: &Cadre,
    document: &Value,
    jour: Date,
    rejoue: Option<&Gestes>,
    h: &mut Hasard,
    comparer: fn(&Vu, &Vu, &[String], &mut Essai),
) -> Essai {
    let (depart, etapes, mut essai) =
        completee(cadre, document, jour, Choix::SelonLAppel, rejoue, h);
    let mut donnes: Vec<String> = Vec::new();
    for etape in &etapes {
        if etape.vu.erreurs.iter().any(|(p, code)| hors_du_plan(p, code)) {
            break;
        }
        donnes.extend(etape.gestes.iter().map(|g| g.pointeur().to_owned()));
        comparer(&depart, &etape.vu, &donnes, &mut essai);
    }
    essai.gestes = etapes.into_iter().map(|e| e.gestes).collect();
    essai
}

/// A line of a year that its plan leaves out: each of the two answers is taken, and they contradict each other.
fn hors_du_plan(pointeur: &str, code: &str) -> bool {
    parent(pointeur).1 == "annee" && code == "impossible-value"
}

fn decision_arretee(avant: &Vu, apres: &Vu, _donnes: &[String], essai: &mut Essai) {
    if !avant.settled {
        return;
    }
    essai.epreuves += 1;
    if avant.decision == apres.decision {
        return;
    }
    // The rules that made the difference, the failures first.
    let mut changees: Vec<(bool, String)> = apres
        .devenus(avant)
        .into_iter()
        .filter(|(c, d)| c.gravite != Severity::Advisory && d.map(|d| d.issue) != Some(c.issue))
        .map(|(c, d)| {
            let echec = c.issue == Outcome::Fail || d.is_some_and(|d| d.issue == Outcome::Fail);
            let d = d.map_or("gone", |d| d.issue.as_str());
            (!echec, format!("{} {} → {d}", c.regle, c.issue.as_str()))
        })
        .collect();
    changees.extend(
        apres
            .constats
            .iter()
            .filter(|c| matches!(c.issue, Outcome::Fail | Outcome::Undetermined))
            .filter(|c| c.gravite != Severity::Advisory)
            .filter(|c| {
                !avant.constats.iter().any(|a| a.regle == c.regle && a.instance == c.instance)
            })
            .map(|c| (c.issue != Outcome::Fail, format!("{} new: {}", c.regle, c.issue.as_str()))),
    );
    changees.sort();
    let changee = changees.first().map_or("", |(_, c)| c.as_str());
    essai.manquements.push(manque(
        format!("{} → {} · {changee}", avant.decision.as_str(), apres.decision.as_str()),
        "settled, and a completion changes the decision",
        json!({ "settled": false }),
    ));
}

/// The changes that a completion may bring to a decided outcome, each with its reason:
///
/// - a rule that is met passes whether or not it applies: `pass` may turn out not to apply, or to bear on
///   nothing, and what did not apply may pass;
/// - what does not apply may bear on nothing; so may what was for a person to look at;
/// - what applies to no line of a list by year may apply to a line of a year that the list did not have,
///   where the report asks for that list; what is judged of all years may then wait for its amount;
/// - an application of a batch is compared with those that can be, and not with those that lack a SIRET;
/// - a document that turns out to be outside the call has no finding that counts;
/// - an outcome that the report says to rest on a place may change once that place is supplied.
fn toleree(avant: &Constat, apres: Option<Outcome>, decision: Decision, donnes: &[String]) -> bool {
    let sous = |p: &str, q: &str| p == q || p.starts_with(&format!("{q}/"));
    let ajoutees = donnes.iter().any(|d| PAR_ANNEE.contains(&d.as_str()));
    match (avant.issue, apres) {
        (_, None) if decision == Decision::NotApplicable => true,
        (Outcome::Pass, None | Some(Outcome::NotApplicable)) => true,
        (Outcome::NotApplicable, None | Some(Outcome::Pass)) => true,
        (Outcome::Review, None | Some(Outcome::NotApplicable)) => true,
        (Outcome::NotApplicable, _) if ajoutees => true,
        (Outcome::Pass, _) if avant.regle == "depot.unicite" => true,
        (_, Some(Outcome::Undetermined)) if ajoutees && !avant.instance.contains("annee=") => true,
        (issue, apres) => {
            let repose = |d: &String| avant.repose.iter().any(|r| sous(d, r) || sous(r, d));
            apres == Some(issue) || donnes.iter().any(repose)
        }
    }
}

/// Lists whose lines are of a year: given, they may still lack those of another.
const PAR_ANNEE: [&str; 3] = ["/financements", "/bases", "/budgets"];

fn issue_decidee(avant: &Vu, apres: &Vu, donnes: &[String], essai: &mut Essai) {
    for (c, devenu) in apres.devenus(avant) {
        if c.issue == Outcome::Undetermined {
            continue;
        }
        essai.epreuves += 1;
        let issue = devenu.map(|d| d.issue);
        if issue != Some(c.issue) && !toleree(c, issue, apres.decision, donnes) {
            let apres = issue.map_or("gone", Outcome::as_str);
            essai.manquements.push(manque(
                format!("{} · {} → {apres}", c.regle, c.issue.as_str()),
                format!("{} [{}] at {}", c.regle, c.instance, c.pointeur),
                attendu(c, "undetermined"),
            ));
        }
    }
}

/// Keys that a document may lack without anything of it being unknown: what it is, its phase, which the
/// report then says that it takes, and what is only told where it matters: the base of a share where the
/// call's own does, the budget of a year that is not due, the main theme of a training that has one theme,
/// and who paid a receipt that is the operator's own.
const SANS_EFFET: [&str; 9] = [
    "thematique_principale",
    "type",
    "appel",
    "reference",
    "phase",
    "declarations",
    "appreciations",
    "bases",
    "budgets",
];

fn sans_effet(objet: &str, champ: &str) -> bool {
    SANS_EFFET.contains(&champ) || (objet == "produit" && champ == "financeur")
}

/// What is asked again though it is said to be none: a list by year may lack a year, and answers that
/// are not given are not answered no.
fn redemande(pointeur: &str) -> bool {
    PAR_ANNEE.contains(&pointeur) || pointeur.contains("/declarations/")
}

/// One value that the document does not say and that the report does not ask for, supplied.
fn non_demande(
    cadre: &Cadre,
    document: &Value,
    jour: Date,
    rejoue: Option<&Gestes>,
    h: &mut Hasard,
) -> Essai {
    let avant = juger(cadre, document, jour);
    let mut essai = Essai::de(&avant, 0);
    let Some(type_) = type_de(document) else { return essai };
    let demandee = |p: &str| {
        let sous = |q: &str| q == p || q.starts_with(&format!("{p}/"));
        avant.manquants.iter().any(|m| sous(&m.0)) || avant.erreurs.iter().any(|e| sous(&e.0))
    };
    let gestes: Gestes = match rejoue {
        Some(gestes) => gestes.clone(),
        None => {
            let absentes: Vec<_> = places(document)
                .into_iter()
                .filter(|p| document.pointer(&p.pointeur).is_none_or(Value::is_null))
                .filter(|p| p.champ.is_some_and(|c| !c.silence && !sans_effet(p.objet.nom, c.nom)))
                .filter(|p| !demandee(&p.pointeur))
                .collect();
            if absentes.is_empty() {
                return essai;
            }
            (0..4)
                .map(|_| {
                    let la = h.un(&absentes);
                    let valeur = selon_l_appel(cadre, type_, la, h);
                    vec![Geste::Ecrire(la.pointeur.clone(), valeur)]
                })
                .collect()
        }
    };
    for geste in gestes.iter().flatten() {
        if demandee(geste.pointeur())
            || document.pointer(geste.pointeur()).is_some_and(|v| !v.is_null())
        {
            continue;
        }
        let mut plein = document.clone();
        if !geste.appliquer(&mut plein) {
            continue;
        }
        let apres = juger(cadre, &plein, jour);
        if apres.erreurs.len() != avant.erreurs.len() {
            continue;
        }
        essai.epreuves += 1;
        let donnes = [geste.pointeur().to_owned()];
        for (c, devenu) in apres.devenus(&avant) {
            let issue = devenu.map(|d| d.issue);
            if c.issue == Outcome::Undetermined
                || issue == Some(c.issue)
                || toleree(c, issue, apres.decision, &donnes)
            {
                continue;
            }
            let apres = issue.map_or("gone", Outcome::as_str);
            essai.manquements.push(manque(
                format!(
                    "{} · {} → {apres} · by {}",
                    c.regle,
                    c.issue.as_str(),
                    sorte(geste.pointeur())
                ),
                format!("{} [{}] at {}", c.regle, c.instance, c.pointeur),
                attendu(c, "undetermined"),
            ));
        }
    }
    essai.gestes = gestes;
    essai
}

fn autre_appel(cadre: &Cadre, document: &Value, jour: Date) -> Essai {
    let mut essai = Essai::default();
    let mut autre = document.clone();
    if type_de(&autre).is_none() {
        return essai;
    }
    let id = if cadre.appel.id() == "cantal-2017" { "charte-2016" } else { "cantal-2017" };
    ecrire(&mut autre, "/appel", json!(id));
    let vu = juger(cadre, &autre, jour);
    essai.depart = Some((vu.decision, vu.settled));
    essai.epreuves = 1;
    let dite = vu.erreurs.iter().any(|(p, code)| p == "/appel" && *code == "other-call");
    if !dite || vu.decision != Decision::NotApplicable || vu.settled {
        essai.manquements.push(manque(
            format!("{} settled {} · error said {dite}", vu.decision.as_str(), vu.settled),
            format!("the document names {id}"),
            json!({ "decision": "not_applicable", "settled": false }),
        ));
    }
    essai
}

fn attendu(c: &Constat, issue: &str) -> Value {
    let instance = if c.instance.is_empty() { Value::Null } else { json!(c.instance) };
    json!({ "findings": [{ "rule": c.regle, "instance": instance, "outcome": issue }] })
}

fn demandes(
    cadre: &Cadre,
    document: &Value,
    jour: Date,
    rejoue: Option<&Gestes>,
    h: &mut Hasard,
) -> Essai {
    let (depart, etapes, mut essai) =
        completee(cadre, document, jour, Choix::SelonLeRapport, rejoue, h);
    let mut donnees: BTreeMap<String, usize> = BTreeMap::new();
    let suite = std::iter::once((document, &depart, &[][..]))
        .chain(etapes.iter().map(|e| (&e.document, &e.vu, e.gestes.as_slice())));
    let mut avant: Option<&Vu> = None;
    for (document, vu, gestes) in suite {
        for geste in gestes {
            let demandee =
                avant.is_some_and(|v| v.manquants.iter().any(|m| m.0 == geste.pointeur()));
            let corrigee = avant.is_some_and(|v| v.erreurs.iter().any(|e| e.0 == geste.pointeur()));
            if !demandee || corrigee {
                continue;
            }
            essai.epreuves += 1;
            if let Geste::Ecrire(pointeur, valeur) = geste {
                *donnees.entry(pointeur.clone()).or_default() += 1;
                let refus = vu.erreurs.iter().find(|(p, code)| {
                    let hors_du_plan = hors_du_plan(p, code);
                    !["out-of-order", "duplicate-key"].contains(code)
                        && !hors_du_plan
                        && (p == pointeur
                            || (valeur.is_array()
                                && valeur[0].is_string()
                                && p.starts_with(&format!("{pointeur}/"))))
                });
                if let Some((_, code)) = refus {
                    essai.manquements.push(manque(
                        format!("refused · {} · {} · {code}", sorte(pointeur), quoi(valeur)),
                        format!("{valeur} at {pointeur}"),
                        json!({ "missing": [pointeur] }),
                    ));
                }
                if document.pointer(pointeur).is_none() && !dit_nul(document, pointeur) {
                    essai.manquements.push(manque(
                        format!("nowhere · {}", sorte(pointeur)),
                        pointeur.clone(),
                        json!({ "missing": [pointeur] }),
                    ));
                }
            }
        }
        for (pointeur, _, regle) in &vu.manquants {
            // Dates out of order, a year given twice, are all asked again: which is wrong is not known.
            let objet = parent(pointeur).0;
            let en_faute = vu.erreurs.iter().any(|(p, code)| {
                p.starts_with(pointeur.as_str())
                    || (*code == "out-of-order" && parent(p).0 == objet)
            });
            // A plan of no year that has a line of one contradicts itself.
            let conflit =
                pointeur == "/annees" && vu.erreurs.iter().any(|(p, _)| p.ends_with("/annee"));
            if dit_nul(document, pointeur) && (redemande(pointeur) || conflit) {
                continue;
            } else if dit_nul(document, pointeur) {
                essai.manquements.push(manque(
                    format!("asked for what is none · {}", question(cadre, pointeur, regle)),
                    format!("{pointeur} is {}", document.pointer(pointeur).unwrap_or(&Value::Null)),
                    json!({}),
                ));
            } else if !en_faute
                && donnees.contains_key(pointeur)
                && document.pointer(pointeur).is_some_and(|v| !v.is_null())
                && !matches!(document.pointer(pointeur), Some(Value::Array(_)))
            {
                essai.manquements.push(manque(
                    format!("asked again · {}", question(cadre, pointeur, regle)),
                    format!("{pointeur} is {}", document.pointer(pointeur).unwrap_or(&Value::Null)),
                    json!({}),
                ));
            }
        }
        avant = Some(vu);
    }
    if etapes.len() >= super::completion::TOURS {
        let fin = etapes.last().map_or(&depart, |e| &e.vu);
        let fin_du_document = etapes.last().map_or(document, |e| &e.document);
        if let Some((pointeur, _, regle)) = fin.manquants.first()
            && essai.manquements.is_empty()
            // What is still in error is asked again, whatever was answered beside it.
            && fin.erreurs.is_empty()
            && !dit_nul(fin_du_document, "/annees")
            && !dit_nul(fin_du_document, pointeur)
        {
            essai.manquements.push(manque(
                format!("no end · {} · {regle}", sorte(pointeur)),
                pointeur.clone(),
                json!({}),
            ));
        }
    }
    essai.gestes = etapes.into_iter().map(|e| e.gestes).collect();
    essai
}

/// What is asked for: its kind of place and the rule that asks; points that are declared are of one kind.
fn question(cadre: &Cadre, pointeur: &str, regle: &str) -> String {
    match pointeur.rsplit_once("/declarations/") {
        Some((_, id)) => match cadre.moisson.questions.get(id) {
            Some((type_, _)) => format!("/declarations/(question: {type_})"),
            None => "/declarations/(point)".to_owned(),
        },
        None => format!("{} · {regle}", sorte(pointeur)),
    }
}

fn quoi(valeur: &Value) -> &'static str {
    match valeur {
        _ if dit_aucun(valeur) => "none",
        Value::String(_) => "text",
        Value::Number(_) => "number",
        Value::Bool(_) => "boolean",
        Value::Array(_) => "list",
        _ => "object",
    }
}

/// A value of the report, as a document writes it; `None` where it is no single value.
fn en_document(valeur: &pdn_core::Value, forme: Option<Forme>) -> Option<Value> {
    use pdn_core::Value as V;
    Some(match valeur {
        V::Count(n, _) => json!(n),
        V::Number(_)
            if forme.is_some_and(|f| {
                matches!(f, Forme::Compte { .. } | Forme::Annee | Forme::Nombre)
            }) =>
        {
            serde_json::to_value(valeur).ok()?["value"]
                .as_str()?
                .parse::<f64>()
                .ok()
                .map(|n| if n.fract() == 0.0 { json!(n as i64) } else { json!(n) })?
        }
        V::Range(bornes) => {
            let borne = bornes.max.as_ref().or(bornes.min.as_ref())?;
            return en_document(borne, forme);
        }
        V::List(l) => Value::Array(l.iter().map(|v| en_document(v, None)).collect::<Option<_>>()?),
        V::Period(..) => return None,
        _ => serde_json::to_value(valeur).ok()?["value"].clone(),
    })
}

/// A number that is to be less, or more, than a bound, where it is that bound or a share of something.
fn en_deca(vers: Value, remede: &pdn_core::Remedy<'_>, attendu: Option<&pdn_core::Value>) -> Value {
    let Some(pdn_core::Value::Range(bornes)) = attendu else { return vers };
    let passee = |borne: &Option<pdn_core::Value>| match borne {
        Some(pdn_core::Value::Share(_)) => true,
        borne => borne.is_some() && borne.as_ref() == remede.to(),
    };
    let pas = i64::from(passee(&bornes.strict_min)) - i64::from(passee(&bornes.strict_max));
    match vers.as_i64().or_else(|| vers.as_str()?.parse().ok()) {
        Some(n) if pas != 0 => json!(n + pas),
        _ => vers,
    }
}

fn remedes(cadre: &Cadre, document: &Value, jour: Date) -> Essai {
    let mut essai = Essai::default();
    let avant = juger(cadre, document, jour);
    essai.depart = Some((avant.decision, avant.settled));
    let Some(type_) = type_de(document) else { return essai };
    for (f, c) in avant.report.findings().zip(&avant.constats) {
        if c.issue != Outcome::Fail {
            continue;
        }
        let Some(remede) = f.remedy() else { continue };
        let pointeur = c.pointeur.as_str();
        let forme = place(type_, pointeur).map(|p| p.forme);
        // A total of several lines is mended by all of them together.
        let (liste, _) = parent(parent(pointeur).0);
        let lignes = document.pointer(liste).and_then(Value::as_array).map_or(0, Vec::len);
        let dit: Value = serde_json::from_str(&remede.to_json(Langue::Fr)).unwrap();
        let portee = dit["scope"].as_str();
        if portee == Some("total")
            || (portee.is_none() && lignes > 1 && pointeur.ends_with("/montant"))
        {
            continue;
        }
        let vers = remede.to().and_then(|v| en_document(v, forme));
        let vers = vers.map(|v| en_deca(v, &remede, f.expected()));
        let mut change = document.clone();
        let fait = match (remede.action(), vers) {
            // So many elements of a list.
            ("lower" | "raise", Some(Value::Number(n)))
                if matches!(forme, Some(Forme::Liste(_))) =>
            {
                // By how many, where it is said: not every element counts.
                let par = remede.by().and_then(|v| en_document(v, None)).and_then(|v| v.as_u64());
                let leve = remede.action() == "raise";
                // How many more is not said while an element in error may be one of those that count.
                let dedans = |p: &str| p.starts_with(&format!("{pointeur}/"));
                if par.is_none() && avant.erreurs.iter().any(|(p, _)| dedans(p)) {
                    continue;
                }
                match (change.pointer_mut(pointeur), n.as_u64()) {
                    (Some(Value::Array(a)), Some(n)) if !a.is_empty() => {
                        let n = match par {
                            Some(par) if leve => a.len() + par as usize,
                            Some(par) => a.len().saturating_sub(par as usize),
                            None => n as usize,
                        };
                        let modele = a[0].clone();
                        for rang in a.len()..n {
                            let mut element = modele.clone();
                            if element["id"].is_string() {
                                element["id"] = json!(format!("N{rang}"));
                            }
                            if element.get("desiste_le").is_some() {
                                element["desiste_le"] = json!("");
                            }
                            a.push(element);
                        }
                        a.truncate(n);
                        true
                    }
                    _ => false,
                }
            }
            ("lower" | "raise" | "set" | "move", Some(v)) => {
                let v = if matches!(forme, Some(Forme::Liste(_))) && !v.is_array() {
                    json!([v])
                } else {
                    v
                };
                ecrire(&mut change, pointeur, v)
            }
            ("remove", None) if remede.by().is_none() => retirer(&mut change, pointeur),
            ("remove", _) => {
                match (remede.by().and_then(|v| en_document(v, None)), change.pointer_mut(pointeur))
                {
                    (Some(par), Some(Value::Array(a))) => {
                        let par = if par.is_array() { par } else { json!([par]) };
                        let par = par.as_array().cloned().unwrap_or_default();
                        a.retain(|v| !par.contains(v));
                        true
                    }
                    _ => retirer(&mut change, pointeur),
                }
            }
            ("declare", _) => ecrire(&mut change, pointeur, json!(true)),
            ("add", vers) => {
                let quoi = remede.by().and_then(|v| en_document(v, None)).or(vers);
                match (quoi, forme) {
                    (
                        Some(quoi),
                        Some(Forme::Liste(Forme::Texte | Forme::Choix(_) | Forme::Code(_))),
                    ) => {
                        let quoi = if quoi.is_array() { quoi } else { json!([quoi]) };
                        let quoi = quoi.as_array().cloned().unwrap_or_default();
                        let deja = change.pointer(pointeur).and_then(Value::as_array).cloned();
                        let tout: Vec<Value> =
                            deja.unwrap_or_default().into_iter().chain(quoi).collect();
                        ecrire(&mut change, pointeur, json!(tout))
                    }
                    _ => false,
                }
            }
            _ => false,
        };
        if !fait {
            continue;
        }
        essai.epreuves += 1;
        let apres = juger(cadre, &change, jour);
        let reste = apres
            .devenus(&avant)
            .into_iter()
            .find(|(d, _)| std::ptr::eq(*d, c))
            .and_then(|(_, devenu)| devenu)
            .is_some_and(|d| d.issue == Outcome::Fail);
        if reste {
            let to = remede.to().map(|v| v.text(&cadre.appel, Langue::Fr)).unwrap_or_default();
            essai.manquements.push(manque(
                format!("{} · {}", c.regle, remede.action()),
                format!("[{}] {} at {pointeur} to {to} still fails", c.instance, remede.action()),
                attendu(c, "fail"),
            ));
        }
    }
    essai
}

/// What a report says of amounts: everything but its sentences.
fn empreinte(vu: &Vu) -> Vec<String> {
    let mut e: Vec<String> = vu
        .report
        .findings()
        .zip(&vu.constats)
        .map(|(f, c)| {
            format!("{} {} {:?} {:?} {:?}", c.regle, c.instance, c.issue, f.observed(), c.pointeur)
        })
        .collect();
    e.extend(vu.manquants.iter().map(|m| m.0.clone()));
    e.extend(vu.report.consequences().map(|c| format!("{} {:?}", c.code(), c.amount())));
    e
}

fn non_lus(vu: &Vu) -> BTreeSet<String> {
    vu.report.unread().map(|u| u.pointer()).collect()
}

/// True of what does not weigh here: what another document of the operator gives, or money of a call that
/// has no rule on sums asked.
fn ailleurs(vu: &Vu, ligne: &str) -> bool {
    vu.report.unread().any(|u| u.pointer() == ligne && !u.weighs())
}

fn montants_lus(cadre: &Cadre, document: &Value, jour: Date) -> Essai {
    let mut essai = Essai::default();
    // A batch is judged across its applications: the money of each is judged in its own report. And a call
    // that has no rule on amounts asks nothing of money.
    let lignes = cadre.appel.calculate_json(document.to_string(), jour).unwrap().lines().len();
    if document["type"] == "lot" || lignes == 0 {
        return essai;
    }
    let mut avant: Option<(Vu, BTreeSet<String>)> = None;
    for p in places(document)
        .into_iter()
        .filter(|p| p.objet.nom == "financement" && p.champ.is_some_and(|c| c.nom == "montant"))
    {
        let ligne = p.pointeur.trim_end_matches("/montant");
        let Some(v) = document.pointer(ligne) else { continue };
        let qui = v["financeur"].as_str().unwrap_or_default();
        if !cadre.moisson.financeurs.iter().any(|f| f == qui)
            || !(v["montant"].is_string() || v["montant"].is_number())
            || ["0.00", "", "aucun"].iter().any(|rien| v["montant"] == *rien)
        {
            continue;
        }
        let (vu, non_lus) = avant.get_or_insert_with(|| {
            let vu = juger(cadre, document, jour);
            let non_lus = non_lus(&vu);
            (vu, non_lus)
        });
        if vu.decision == Decision::NotApplicable
            || vu.erreurs.iter().any(|(e, _)| {
                e.starts_with(ligne) || e == "/appel" || ligne.starts_with(e.as_str())
            })
        {
            continue;
        }
        essai.epreuves += 1;
        let dit = non_lus.iter().any(|u| u.starts_with(ligne));
        let reference = empreinte(vu);
        let lu = ["9999999.99", "0.00"].iter().any(|montant| {
            let mut change = document.clone();
            ecrire(&mut change, &p.pointeur, json!(montant));
            empreinte(&juger(cadre, &change, jour)) != reference
        });
        // A rule that waits for something else of the funding reads its amounts once it knows.
        let attend = vu.manquants.iter().any(|m| m.0.starts_with(ligne))
            || vu.constats.iter().any(|c| {
                c.issue == Outcome::Undetermined
                    && (c.pointeur.starts_with("/financements")
                        || c.instance.contains(&format!("financeur={qui}")))
            });
        // A total past what can be computed is so whatever this amount is; a grant is due in full where all
        // was carried out, and where nothing was planned.
        let octroi = format!("financeur={qui};annee={}", v["annee"]);
        let lu =
            lu || (document["type"] == "bilan-formation"
                && vu.constats.iter().any(|c| c.instance == octroi))
                || vu.constats.iter().any(|c| {
                    c.issue == Outcome::Fail && c.pointeur.starts_with(&format!("{ligne}/"))
                });
        if lu || (attend && !(vu.settled && vu.decision == Decision::Admissible)) {
            continue;
        }
        let quoi = format!(
            "{} {qui} {} {}",
            document["type"].as_str().unwrap_or_default(),
            v["annee"],
            v["dispositif"]
        );
        if !dit {
            essai.manquements.push(manque(
                format!(
                    "neither read nor named · {}",
                    document["type"].as_str().unwrap_or_default()
                ),
                format!("{quoi} at {ligne}"),
                json!({ "settled": false }),
            ));
        } else if vu.settled && vu.decision == Decision::Admissible && !ailleurs(vu, ligne) {
            essai.manquements.push(manque(
                "named as unread, admissible and settled",
                quoi,
                json!({ "settled": false }),
            ));
        }
    }
    essai
}

fn calcul(cadre: &Cadre, document: &Value, jour: Date) -> Essai {
    let mut essai = Essai::default();
    let calcul = cadre.appel.calculate_json(document.to_string(), jour).unwrap();
    if calcul.lines().len() == 0 {
        return essai;
    }
    let vu = juger(cadre, document, jour);
    let mut dire = |genre: String, detail: String, c: Option<&Constat>| {
        let attendu = c.map_or(json!({}), |c| attendu(c, c.issue.as_str()));
        essai.manquements.push(manque(genre, detail, attendu));
    };
    if *calcul.report() != vu.report {
        dire("another report".to_owned(), String::new(), None);
    }
    let mut epreuves = 0;
    for l in calcul.lines() {
        epreuves += 1;
        let instance = l.instance().unwrap_or_default();
        let conditions: Vec<String> =
            l.conditions().map(|f| f.instance().unwrap_or_default()).collect();
        let constats: Vec<&Constat> = vu
            .constats
            .iter()
            .filter(|c| {
                c.regle == l.rule() && c.instance == instance && !conditions.contains(&c.instance)
            })
            .collect();
        let [c] = constats.as_slice() else { continue };
        let quoi = format!(
            "[{instance}] asked {:?} between {:?} and {:?}, complete {}, open {}, finding {}",
            l.asked(),
            l.at_least(),
            l.at_most(),
            l.complete(),
            l.open(),
            c.issue.as_str()
        );
        let rate = (l.excess().is_some() || l.lacking().is_some()) && l.open();
        // A bound whose breach is for a person to judge is reviewed.
        if rate && !matches!(c.issue, Outcome::Fail | Outcome::NotApplicable | Outcome::Review) {
            dire(
                format!("{} · past a bound, finding {}", l.rule(), c.issue.as_str()),
                quoi.clone(),
                Some(c),
            );
        }
        if c.issue == Outcome::Fail
            && l.complete()
            && !rate
            && l.open()
            && l.proposed().is_none()
            && (l.at_least().is_some() || l.at_most().is_some())
        {
            dire(format!("{} · within the bounds, finding fails", l.rule()), quoi.clone(), Some(c));
        }
        if c.issue == Outcome::Undetermined && l.complete() && l.missing().is_empty() && l.open() {
            let attend = &c.repose;
            let d_argent = attend
                .iter()
                .all(|p| ["/financements", "/bases", "/budgets"].iter().any(|a| p.contains(a)));
            if !attend.is_empty() && d_argent {
                dire(
                    format!("{} · complete, finding undetermined", l.rule()),
                    format!("{quoi}, waits for {attend:?}"),
                    Some(c),
                );
            }
        }
    }
    for l in calcul.lines() {
        let montants: Vec<_> =
            l.terms().filter(|t| t.kind() == "asked").map(|t| t.amount()).collect();
        let zero = l.asked().is_some_and(|a| a.centimes() == 0);
        if zero && !montants.is_empty() && montants.iter().all(Option::is_none) {
            dire(
                format!("{} · unknown amounts asked as 0,00 €", l.rule()),
                l.instance().unwrap_or_default(),
                None,
            );
        }
    }
    let proratas: Vec<_> = vu
        .report
        .consequences()
        .filter(|c| c.code() == "prorata")
        .filter(|c| calcul.lines().any(|l| l.rule() == c.rule()))
        .filter_map(|c| c.amount())
        .collect();
    // Nothing follows where all is due.
    let entier = |l: &pdn_core::CalculationLine<'_>| l.withheld().is_some_and(|m| m.est_nul());
    let mut proposes: Vec<_> =
        calcul.lines().filter(|l| !entier(l)).filter_map(|l| l.proposed()).collect();
    let mut suites = proratas.clone();
    suites.sort();
    proposes.sort();
    // A pro rata of receipts is proposed by the report alone.
    if suites != proposes && !proposes.is_empty() {
        dire(
            "proposed amounts differ".to_owned(),
            format!("report {suites:?}, calculation {proposes:?}"),
            None,
        );
    }
    essai.epreuves = epreuves;
    essai
}

/// True of what says nothing, or that there is none, all through.
fn ne_donne_rien(v: &Value) -> bool {
    match v {
        Value::Object(champs) => champs.values().all(ne_donne_rien),
        v => v.is_null() || dit_aucun(v),
    }
}

fn phrases(cadre: &Cadre, document: &Value, jour: Date) -> Essai {
    let mut essai = Essai::default();
    let vu = juger(cadre, document, jour);
    essai.depart = Some((vu.decision, vu.settled));
    let zero_donne = |v: &Value| {
        let texte = v.to_string();
        texte.contains("\"0.00\"")
            || texte.contains("\"0\"")
            || texte.contains(":0,")
            || texte.contains(":0}")
    };
    for (f, c) in vu.report.findings().zip(&vu.constats) {
        if !c.issue.needs_attention() {
            continue;
        }
        let message = f.message(Langue::Fr);
        essai.epreuves += 1;
        if message.contains("le dossier n’en indique pas") {
            let la = document.pointer(&c.pointeur);
            if let Some(v) = la.filter(|v| !ne_donne_rien(v)) {
                essai.manquements.push(manque(
                    format!("« n’en indique pas » · {} · {}", c.regle, c.issue.as_str()),
                    format!("{} is {v}: {message}", c.pointeur),
                    attendu(c, c.issue.as_str()),
                ));
            }
        }
        if message.contains("pièce absente du dossier")
            && let Some(id) = c.instance.strip_prefix("piece=")
        {
            let pieces = document["pieces"].as_array().into_iter().flatten();
            if pieces.clone().any(|p| p["id"] == id) {
                essai.manquements.push(manque(
                    format!("« pièce absente » · {}", c.regle),
                    message.clone(),
                    attendu(c, c.issue.as_str()),
                ));
            }
        }
        let nul = message.match_indices("0,00\u{a0}€").any(|(ou, _)| {
            !message[..ou].ends_with(|d: char| d.is_ascii_digit() || d == '\u{202f}')
        });
        // What is worked out may come to nothing.
        let attendu_nul =
            f.expected().is_some_and(|v| matches!(v, pdn_core::Value::Amount(m) if m.est_nul()));
        if nul && c.issue == Outcome::Undetermined && !zero_donne(document) && !attendu_nul {
            essai.manquements.push(manque(
                format!("0,00 € · {}", c.regle),
                message.clone(),
                attendu(c, c.issue.as_str()),
            ));
        }
    }
    essai
}

fn voisins_de_codes(
    cadre: &Cadre,
    document: &Value,
    jour: Date,
    rejoue: Option<&Gestes>,
    h: &mut Hasard,
) -> Essai {
    let mut essai = Essai::default();
    let gestes: Gestes = match rejoue {
        Some(gestes) => gestes.clone(),
        None => {
            let places = places(document);
            let mut des_codes: Vec<(String, String, String)> = Vec::new();
            for p in &places {
                let Some(v) = document.pointer(&p.pointeur).and_then(Value::as_str) else {
                    continue;
                };
                if let Forme::Choix(mots) = p.forme {
                    if let Some(m) = mots.iter().find(|m| m.code == v) {
                        des_codes.push((p.pointeur.clone(), m.code.to_owned(), m.fr.to_owned()));
                    }
                } else if let Some((code, libelle)) =
                    codes(cadre, p).and_then(|c| c.iter().find(|(c, _)| c == v))
                {
                    des_codes.push((p.pointeur.clone(), code.clone(), libelle.clone()));
                }
            }
            if des_codes.is_empty() {
                return essai;
            }
            (0..3)
                .map(|_| {
                    let (pointeur, code, libelle) = h.un(&des_codes);
                    let valeur = h.un(&voisins(code, libelle)).clone();
                    vec![Geste::Ecrire(pointeur.clone(), json!(valeur))]
                })
                .collect()
        }
    };
    for geste in gestes.iter().flatten() {
        let Geste::Ecrire(pointeur, valeur) = geste else { continue };
        // A document cut down no longer has the code at this place.
        if document.pointer(pointeur).is_none_or(|v| !v.is_string()) {
            continue;
        }
        essai.epreuves += 1;
        let mut voisin = document.clone();
        ecrire(&mut voisin, pointeur, valeur.clone());
        let vu = juger(cadre, &voisin, jour);
        // Of a list that has another element that cannot be read, nothing is read.
        let liste = parent(pointeur).0;
        if vu.report.document_type().is_none()
            || vu.erreurs.iter().any(|(p, _)| p == liste || (p != pointeur && parent(p).0 == liste))
        {
            continue;
        }
        let ou = sorte(pointeur);
        if !vu.erreurs.iter().any(|(p, _)| p == pointeur) {
            essai.manquements.push(manque(
                format!("no error · {ou}"),
                format!("{valeur} at {pointeur}"),
                json!({ "input_errors": [{ "pointer": pointeur }] }),
            ));
            continue;
        }
        // As any other value in error; and as what is not said, where silence says nothing.
        let silence = place(vu.report.document_type().unwrap(), pointeur)
            .is_some_and(|p| p.champ.is_some_and(|c| c.silence || sans_effet(p.objet.nom, c.nom)));
        let inconnus = [json!({ "x": 1 }), Value::Null];
        let inconnus = if silence { &inconnus[..1] } else { &inconnus };
        if vu.decision == Decision::Admissible && vu.settled {
            essai.manquements.push(manque(
                format!("admissible, settled · {ou}"),
                valeur.to_string(),
                json!({ "settled": false }),
            ));
        }
        let issues = |v: &Vu| -> Vec<(String, Outcome)> {
            // Without the instances: what an object is called by may be the very value in error.
            let mut issues: Vec<_> =
                v.constats.iter().map(|c| (c.regle.clone(), c.issue)).collect();
            issues.sort();
            issues
        };
        for inconnu in inconnus {
            let mut sans = document.clone();
            ecrire(&mut sans, pointeur, inconnu.clone());
            let sans = juger(cadre, &sans, jour);
            let (avec, sans_issues) = (issues(&vu), issues(&sans));
            if avec != sans_issues || vu.decision != sans.decision {
                let diff = avec.iter().find(|i| !sans_issues.contains(i));
                let regle = diff.or(sans_issues.iter().find(|i| !avec.contains(i)));
                let regle = regle.map_or("", |d| d.0.as_str());
                let comme = if inconnu.is_null() { "not said" } else { "in error" };
                essai.manquements.push(manque(
                    format!("not judged as {comme} · {ou} · {regle}"),
                    format!("{valeur} at {pointeur}: {diff:?}"),
                    json!({ "input_errors": [{ "pointer": pointeur }] }),
                ));
                break;
            }
        }
    }
    essai.gestes = gestes;
    essai
}

fn ecriture(cadre: &Cadre, document: &Value, jour: Date) -> Essai {
    let mut essai = Essai { epreuves: 1, ..Essai::default() };
    let texte = document.to_string();
    let report = cadre.appel.evaluate_json(&texte, jour).unwrap();
    let calcul = cadre.appel.calculate_json(&texte, jour).unwrap();
    for langue in [Langue::Fr, Langue::En] {
        let json = report.to_json(langue);
        let lu: Result<Value, _> = serde_json::from_str(&json);
        let textes = [report.to_text(langue), calcul.to_text(langue)];
        if lu.is_err() || textes.iter().any(String::is_empty) {
            essai.manquements.push(manque("not written", langue.code(), json!({})));
        }
        let calcul: Result<Value, _> = serde_json::from_str(&calcul.to_json(langue));
        if calcul.is_err() {
            essai.manquements.push(manque("calculation not written", langue.code(), json!({})));
        }
    }
    essai
}
