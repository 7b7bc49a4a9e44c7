//! The laws: what holds of every document and every call.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use pdn_core::dossier::Forme;
use pdn_core::values::{Date, Langue};
use pdn_core::{Decision, Outcome, Severity};
use serde_json::{Value, json};

use super::completion::{Choix, Constat, Geste, Gestes, Source, Vu, completer, juger};
use super::generateur::{codes, voisins};
use super::hasard::Hasard;
use super::moisson::Cadre;
use super::places::{dit_aucun, dit_nul, ecrire, place, places, retirer, sorte, type_de};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Loi {
    /// A settled decision survives every completion.
    DecisionArretee,
    /// So does every decided outcome.
    IssueDecidee,
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
    /// Every report is written, in every form and language.
    Ecriture,
}

impl Loi {
    pub const TOUTES: [Self; 9] = [
        Self::DecisionArretee,
        Self::IssueDecidee,
        Self::Demandes,
        Self::Remedes,
        Self::MontantsLus,
        Self::Calcul,
        Self::Phrases,
        Self::Voisins,
        Self::Ecriture,
    ];

    pub fn enonce(self) -> &'static str {
        match self {
            Self::DecisionArretee => "a settled decision survives every completion",
            Self::IssueDecidee => "a decided outcome survives every completion",
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
    /// How many times the law had something to hold.
    pub epreuves: usize,
    pub completions: usize,
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

fn completions(
    cadre: &Cadre,
    document: &Value,
    jour: Date,
    rejoue: Option<&Gestes>,
    h: &mut Hasard,
    comparer: fn(&Vu, &Vu, &mut Essai),
) -> Essai {
    let depart = juger(cadre, document, jour);
    let source = match rejoue {
        Some(gestes) => Source::Rejoue(gestes),
        None => Source::Hasard(h),
    };
    let etapes = completer(cadre, document, &depart, jour, Choix::SelonLAppel, source);
    let mut essai = Essai { completions: etapes.len(), ..Essai::default() };
    let mut avant = &depart;
    for etape in &etapes {
        comparer(&depart, &etape.vu, &mut essai);
        if !std::ptr::eq(avant, &depart) {
            // A breach of a later round is one of its own document: it is looked for from there.
            comparer(avant, &etape.vu, &mut Essai::default());
        }
        avant = &etape.vu;
    }
    essai.gestes = etapes.into_iter().map(|e| e.gestes).collect();
    essai
}

fn decision_arretee(avant: &Vu, apres: &Vu, essai: &mut Essai) {
    if !avant.settled {
        return;
    }
    essai.epreuves += 1;
    if avant.decision != apres.decision {
        // The rules that made the difference.
        let changees: BTreeSet<String> = apres
            .devenus(avant)
            .into_iter()
            .filter(|(c, _)| c.gravite != Severity::Advisory)
            .filter_map(|(c, d)| {
                let d = d.map_or("gone", |d| d.issue.as_str());
                (d != c.issue.as_str() && (d == "fail" || c.issue == Outcome::Fail))
                    .then(|| format!("{} {} → {d}", c.regle, c.issue.as_str()))
            })
            .collect();
        let nouvelles = apres.constats.iter().filter(|c| c.issue == Outcome::Fail);
        let nouvelles = nouvelles.filter(|c| !avant.constats.iter().any(|a| a.regle == c.regle));
        let changees: Vec<String> = changees
            .into_iter()
            .chain(nouvelles.map(|c| format!("{} new: fail", c.regle)))
            .take(2)
            .collect();
        essai.manquements.push(manque(
            format!(
                "{} → {} · {}",
                avant.decision.as_str(),
                apres.decision.as_str(),
                changees.join(", ")
            ),
            "settled, and a completion changes the decision",
            json!({ "settled": false }),
        ));
    }
}

/// The changes that a completion may bring to a decided outcome, each with its reason:
///
/// - a rule that is met passes whether or not it applies: `pass` may turn out not to apply, or to bear on
///   nothing;
/// - what does not apply may bear on nothing;
/// - a document that turns out to be outside the call has no finding that counts.
fn toleree(avant: Outcome, apres: Option<Outcome>, decision: Decision) -> bool {
    match (avant, apres) {
        (_, None) if decision == Decision::NotApplicable => true,
        (Outcome::Pass, None | Some(Outcome::NotApplicable)) => true,
        (Outcome::NotApplicable, None) => true,
        (avant, apres) => apres == Some(avant),
    }
}

fn issue_decidee(avant: &Vu, apres: &Vu, essai: &mut Essai) {
    for (c, devenu) in apres.devenus(avant) {
        if c.issue == Outcome::Undetermined {
            continue;
        }
        essai.epreuves += 1;
        let issue = devenu.map(|d| d.issue);
        if !toleree(c.issue, issue, apres.decision) {
            let apres = issue.map_or("gone", Outcome::as_str);
            essai.manquements.push(manque(
                format!("{} · {} → {apres}", c.regle, c.issue.as_str()),
                format!("{} [{}] at {}", c.regle, c.instance, c.pointeur),
                attendu(c, "undetermined"),
            ));
        }
    }
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
    let depart = juger(cadre, document, jour);
    let source = match rejoue {
        Some(gestes) => Source::Rejoue(gestes),
        None => Source::Hasard(h),
    };
    let etapes = completer(cadre, document, &depart, jour, Choix::SelonLeRapport, source);
    let mut essai = Essai { completions: etapes.len(), ..Essai::default() };
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
                    *code != "out-of-order"
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
                if document.pointer(pointeur).is_none() {
                    essai.manquements.push(manque(
                        format!("nowhere · {}", sorte(pointeur)),
                        pointeur.clone(),
                        json!({ "missing": [pointeur] }),
                    ));
                }
            }
        }
        for (pointeur, _, regle) in &vu.manquants {
            let en_faute = vu.erreurs.iter().any(|(p, _)| p.starts_with(pointeur.as_str()));
            if dit_nul(document, pointeur) {
                essai.manquements.push(manque(
                    format!("asked for what is none · {} · {regle}", sorte(pointeur)),
                    format!("{pointeur} is {}", document.pointer(pointeur).unwrap_or(&Value::Null)),
                    json!({}),
                ));
            } else if !en_faute
                && donnees.contains_key(pointeur)
                && !matches!(document.pointer(pointeur), Some(Value::Array(_)))
            {
                essai.manquements.push(manque(
                    format!("asked again · {} · {regle}", sorte(pointeur)),
                    format!("{pointeur} is {}", document.pointer(pointeur).unwrap_or(&Value::Null)),
                    json!({}),
                ));
            }
        }
        avant = Some(vu);
    }
    if rejoue.is_none() || etapes.len() >= super::completion::TOURS {
        let fin = etapes.last().map_or(&depart, |e| &e.vu);
        if let Some((pointeur, _, regle)) = fin.manquants.first()
            && !dit_nul(etapes.last().map_or(document, |e| &e.document), pointeur)
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

fn remedes(cadre: &Cadre, document: &Value, jour: Date) -> Essai {
    let mut essai = Essai::default();
    let avant = juger(cadre, document, jour);
    let Some(type_) = type_de(document) else { return essai };
    for (f, c) in avant.report.findings().zip(&avant.constats) {
        if c.issue != Outcome::Fail {
            continue;
        }
        let Some(remede) = f.remedy() else { continue };
        let pointeur = c.pointeur.as_str();
        let forme = place(type_, pointeur).map(|p| p.forme);
        let vers = remede.to().and_then(|v| en_document(v, forme));
        let mut change = document.clone();
        let fait = match (remede.action(), vers) {
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
    let json: Value = serde_json::from_str(&vu.report.to_json(Langue::Fr)).unwrap();
    let liste = json["unread"].as_array().into_iter().flatten();
    liste.filter_map(|u| u["pointer"].as_str()).map(str::to_owned).collect()
}

fn montants_lus(cadre: &Cadre, document: &Value, jour: Date) -> Essai {
    let mut essai = Essai::default();
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
        if lu {
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
        } else if vu.settled && vu.decision == Decision::Admissible {
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
        if rate && !matches!(c.issue, Outcome::Fail | Outcome::NotApplicable) {
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
            let attend: Vec<&str> =
                vu.manquants.iter().filter(|m| m.2 == l.rule()).map(|m| m.0.as_str()).collect();
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
    let proratas: Vec<_> = vu
        .report
        .consequences()
        .filter(|c| c.code() == "prorata")
        .filter_map(|c| c.amount())
        .collect();
    let mut proposes: Vec<_> = calcul.lines().filter_map(|l| l.proposed()).collect();
    let mut suites = proratas.clone();
    suites.sort();
    proposes.sort();
    if suites != proposes {
        dire(
            "proposed amounts differ".to_owned(),
            format!("report {suites:?}, calculation {proposes:?}"),
            None,
        );
    }
    essai.epreuves = epreuves;
    essai
}

fn phrases(cadre: &Cadre, document: &Value, jour: Date) -> Essai {
    let mut essai = Essai::default();
    let vu = juger(cadre, document, jour);
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
            if let Some(v) = la.filter(|v| !v.is_null() && !dit_aucun(v) && **v != json!({})) {
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
        if nul && c.issue == Outcome::Undetermined && !zero_donne(document) {
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
        if vu.report.document_type().is_none() {
            continue;
        }
        let ou = sorte(pointeur);
        let mut cas = voisin.clone();
        cas["_"] = Value::Null;
        if !vu.erreurs.iter().any(|(p, _)| p == pointeur) {
            essai.manquements.push(manque(
                format!("no error · {ou}"),
                format!("{valeur} at {pointeur}"),
                json!({ "input_errors": [{ "pointer": pointeur }] }),
            ));
            continue;
        }
        let mut inconnu = document.clone();
        ecrire(&mut inconnu, pointeur, Value::Null);
        let sans = juger(cadre, &inconnu, jour);
        if vu.decision == Decision::Admissible && vu.settled {
            essai.manquements.push(manque(
                format!("admissible, settled · {ou}"),
                valeur.to_string(),
                json!({ "settled": false }),
            ));
        }
        let issues = |v: &Vu| -> Vec<(String, String, Outcome)> {
            v.constats.iter().map(|c| (c.regle.clone(), c.instance.clone(), c.issue)).collect()
        };
        let (avec, sans_issues) = (issues(&vu), issues(&sans));
        if avec != sans_issues || vu.decision != sans.decision {
            let diff = avec.iter().find(|i| !sans_issues.contains(i));
            let regle = diff.map_or("", |d| d.0.as_str());
            essai.manquements.push(manque(
                format!("not judged as unknown · {ou} · {regle}"),
                format!("{valeur} at {pointeur}: {diff:?}"),
                json!({ "input_errors": [{ "pointer": pointeur }] }),
            ));
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
