//! What a report says is missing, supplied; what it says is in error, put right.

use std::collections::BTreeMap;

use pdn_core::dossier::Forme;
use pdn_core::values::{Date, Langue};
use pdn_core::{Accepts, Decision, Outcome, Report, Severity};
use serde_json::{Value, json};

use super::generateur::{juste, nulle, selon_l_appel};
use super::hasard::Hasard;
use super::moisson::Cadre;
use super::places::{Place, dit_nul, ecrire, parent, place, retirer, type_de};

/// One finding, as the laws compare it.
#[derive(Clone)]
pub struct Constat {
    pub regle: String,
    pub instance: String,
    pub issue: Outcome,
    pub gravite: Severity,
    pub pointeur: String,
    /// Places whose values could still change it.
    pub repose: Vec<String>,
}

/// What a missing value takes, as the report says it.
#[derive(Clone)]
pub struct Prend {
    pub genre: &'static str,
    pub minimum: Option<u32>,
    pub format: Option<&'static str>,
    /// True of what has a unit of the contract: hours, full-time equivalents.
    pub unite: bool,
    pub mots: Vec<String>,
    pub element: Option<Box<Prend>>,
}

impl Prend {
    fn lire(accepts: &Accepts<'_>) -> Self {
        Self {
            genre: accepts.kind(),
            minimum: accepts.minimum(),
            format: accepts.format(),
            unite: matches!(accepts.unit(), Some("heures" | "ETP")),
            mots: accepts.choices(Langue::Fr).into_iter().map(|m| m.value).collect(),
            element: accepts.of().map(|a| Box::new(Self::lire(&a))),
        }
    }

    /// A value made of what is said here alone; `None` for an object, which only the document describes.
    fn valeur(&self, cadre: &Cadre, la: &Place, h: &mut Hasard) -> Option<Value> {
        let de = |forme| Place { forme, champ: None, ..la.clone() };
        let forme = match self.genre {
            "boolean" => Forme::Booleen,
            "count" if la.forme == Forme::Annee => Forme::Annee,
            "count" => Forme::Compte { minimum: self.minimum.unwrap_or(0) },
            "amount" => Forme::Montant,
            "share" => Forme::Part,
            "date" => Forme::Date,
            "time" => Forme::Heure,
            "number" if self.unite => return Some(json!(h.un(&["0", "0.5", "1"]))),
            "number" => return Some(json!(h.entre(0, 40))),
            "choice" => return Some(json!(h.un(&self.mots))),
            "text" => match self.format {
                Some(format) => Forme::Code(format),
                None => return Some(json!("Une réponse en toutes lettres")),
            },
            "list" => {
                let element = self.element.as_ref()?;
                let Forme::Liste(forme) = la.forme else { return None };
                let la = Place { forme: *forme, ..la.clone() };
                return (0..h.entre(1, 2)).map(|_| element.valeur(cadre, &la, h)).collect();
            }
            _ => return None,
        };
        Some(juste(cadre, &de(forme), "", 90, 0, 2, h))
    }
}

/// A report, as the laws compare it.
pub struct Vu {
    pub report: Report,
    pub decision: Decision,
    pub settled: bool,
    pub constats: Vec<Constat>,
    /// Pointer, what is accepted, and the first rule that asks.
    pub manquants: Vec<(String, Prend, String)>,
    /// Pointer and code.
    pub erreurs: Vec<(String, &'static str)>,
}

pub fn juger(cadre: &Cadre, document: &Value, jour: Date) -> Vu {
    let report = cadre.appel.evaluate_json(document.to_string(), jour).unwrap();
    let constats = report
        .findings()
        .map(|f| Constat {
            regle: f.rule().to_owned(),
            instance: f.instance().unwrap_or_default(),
            issue: f.outcome(),
            gravite: f.severity(),
            pointeur: f.pointer(),
            repose: f.rests_on(),
        })
        .collect();
    let manquants = report
        .missing()
        .iter()
        .map(|m| {
            (
                m.pointer(),
                Prend::lire(&m.accepts()),
                m.rules().first().copied().unwrap_or("").to_owned(),
            )
        })
        .collect();
    let erreurs =
        report.input_errors().iter().map(|e| (e.pointer().to_owned(), e.code().as_str())).collect();
    Vu {
        decision: report.decision(),
        settled: report.settled(),
        constats,
        manquants,
        erreurs,
        report,
    }
}

impl Vu {
    /// What each finding of another report has become here: the same rule and instance, or, where a name
    /// has changed with what was supplied, the same rule at the same place.
    pub fn devenus<'a>(&'a self, avant: &'a Vu) -> Vec<(&'a Constat, Option<&'a Constat>)> {
        let mut par_nom: BTreeMap<(&str, &str), Vec<&Constat>> = BTreeMap::new();
        for c in &self.constats {
            par_nom.entry((&c.regle, &c.instance)).or_default().push(c);
        }
        let mut rangs: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let ailleurs = |c: &Constat, d: &Constat| {
            avant.constats.iter().any(|a| a.pointeur == d.pointeur && a.regle == d.regle)
                && d.pointeur != c.pointeur
        };
        avant
            .constats
            .iter()
            .map(|c| {
                let cle = (c.regle.as_str(), c.instance.as_str());
                let rang = rangs.entry(cle).or_default();
                let memes = par_nom.get(&cle).map_or(&[][..], Vec::as_slice);
                let mut ici = memes.iter().filter(|d| d.pointeur == c.pointeur);
                let meme = match (ici.next(), ici.next()) {
                    (Some(seul), None) => Some(*seul),
                    // Several at one place, or none there any more: by their rank.
                    (Some(_), Some(_)) => memes.get(*rang).copied(),
                    (None, _) => memes.get(*rang).copied().filter(|d| !ailleurs(c, d)),
                };
                *rang += 1;
                let meme = meme.or_else(|| {
                    // Of the same part of the rule, where it has several.
                    let partie = |i: &str| {
                        let parties = ["element=", "comptes="];
                        let partie = |p: &&str| parties.iter().any(|de| p.starts_with(de));
                        i.split(';').find(partie).map(str::to_owned)
                    };
                    let de_la_regle = || {
                        let meme = |d: &&Constat| {
                            d.regle == c.regle && partie(&d.instance) == partie(&c.instance)
                        };
                        self.constats.iter().filter(meme)
                    };
                    // Judged of the whole at first, then of what the whole turns out to hold.
                    de_la_regle().find(|d| d.pointeur == c.pointeur).or_else(|| {
                        de_la_regle().find(|d| {
                            c.instance.is_empty() && !d.instance.is_empty() && d.issue == c.issue
                        })
                    })
                });
                (c, meme)
            })
            .collect()
    }
}

/// One change to a document.
#[derive(Clone, Debug)]
pub enum Geste {
    Ecrire(String, Value),
    Retirer(String),
    /// More lines, at the end of a list.
    Ajouter(String, Vec<Value>),
}

impl Geste {
    pub fn pointeur(&self) -> &str {
        match self {
            Self::Ecrire(p, _) | Self::Retirer(p) | Self::Ajouter(p, _) => p,
        }
    }

    pub fn appliquer(&self, document: &mut Value) -> bool {
        match self {
            Self::Ecrire(p, v) => ecrire(document, p, v.clone()),
            Self::Retirer(p) => retirer(document, p),
            Self::Ajouter(p, lignes) => match document.pointer_mut(p) {
                Some(Value::Array(a)) => {
                    a.extend(lignes.iter().cloned());
                    true
                }
                _ => false,
            },
        }
    }
}

/// What is done, step by step.
pub type Gestes = Vec<Vec<Geste>>;

/// Where the values of a completion come from.
pub enum Source<'a> {
    Hasard(&'a mut Hasard),
    /// What was done before, where the report still asks for it.
    Rejoue(&'a Gestes),
}

/// How values are chosen.
#[derive(Clone, Copy, PartialEq)]
pub enum Choix {
    /// As the report says that the place accepts, and nothing else.
    SelonLeRapport,
    /// As the call says too: its codes, its choices.
    SelonLAppel,
}

/// One round of completion.
pub struct Etape {
    pub document: Value,
    pub vu: Vu,
    pub gestes: Vec<Geste>,
}

/// Most rounds of a completion.
pub const TOURS: usize = 12;

/// Completes a document until nothing is missing and nothing is in error; each round with the document
/// and the report that came of it.
pub fn completer(
    cadre: &Cadre,
    document: &Value,
    depart: &Vu,
    jour: Date,
    choix: Choix,
    mut source: Source<'_>,
) -> Vec<Etape> {
    let mut etapes: Vec<Etape> = Vec::new();
    let mut document = document.clone();
    for tour in 0..TOURS {
        let vu = etapes.last().map_or(depart, |e| &e.vu);
        if vu.manquants.is_empty() && vu.erreurs.is_empty() {
            break;
        }
        let mut gestes = match &mut source {
            Source::Hasard(h) => gestes(cadre, &document, vu, choix, tour, h),
            Source::Rejoue(tous) => {
                let permis = |p: &str| {
                    vu.manquants.iter().any(|m| m.0 == p) || vu.erreurs.iter().any(|e| e.0 == p)
                };
                let Some(ceux_ci) = tous.get(tour) else { break };
                ceux_ci.iter().filter(|g| permis(g.pointeur())).cloned().collect()
            }
        };
        // A completion that contradicts something else of the document (dates out of order, a year given
        // twice) completes nothing: what contradicts is left out.
        let mut suite = None;
        for _ in 0..3 {
            if gestes.is_empty() {
                break;
            }
            let mut complete = document.clone();
            for geste in &gestes {
                geste.appliquer(&mut complete);
            }
            let apres = juger(cadre, &complete, jour);
            let contredits: Vec<&str> = apres
                .erreurs
                .iter()
                .filter(|e| !vu.erreurs.contains(e))
                .filter(|e| {
                    choix == Choix::SelonLAppel
                        || matches!(e.1, "out-of-order" | "duplicate-key")
                        || !gestes.iter().any(|g| e.0.starts_with(g.pointeur()))
                })
                .map(|e| parent(&e.0).0)
                .collect();
            if contredits.is_empty() {
                suite = Some((complete, apres));
                break;
            }
            let avant = gestes.len();
            gestes.retain(|g| {
                let p = g.pointeur();
                !contredits.iter().any(|c| parent(p).0 == *c || c.starts_with(p))
            });
            if gestes.len() == avant {
                break;
            }
        }
        let Some((complete, vu)) = suite else { break };
        document = complete;
        etapes.push(Etape { document: document.clone(), vu, gestes });
    }
    etapes
}

fn gestes(
    cadre: &Cadre,
    document: &Value,
    vu: &Vu,
    choix: Choix,
    tour: usize,
    h: &mut Hasard,
) -> Vec<Geste> {
    let Some(type_) = type_de(document) else { return Vec::new() };
    let mut gestes = Vec::new();
    // The last first, so that taking away an element moves none that is still to be put right.
    for (pointeur, code) in vu.erreurs.iter().rev() {
        if gestes.iter().any(|g: &Geste| g.pointeur() == pointeur) {
            continue;
        }
        let geste = match (*code, place(type_, pointeur)) {
            // An element that turns out to be another: taken out, it would change the ranks of the rest.
            ("duplicate-key", _) if document.pointer(pointeur).is_some_and(Value::is_object) => {
                Geste::Ecrire(format!("{pointeur}/id"), json!(format!("autre-{}", gestes.len())))
            }
            ("other-call", _) => Geste::Ecrire(pointeur.clone(), json!(cadre.appel.id())),
            ("unknown-key" | "duplicate-key" | "unknown-reference", _) | (_, None) => {
                Geste::Retirer(pointeur.clone())
            }
            ("out-of-order", _) => en_ordre(document, pointeur),
            (_, Some(_)) if h.chance(15) && !est_element(pointeur) => {
                Geste::Retirer(pointeur.clone())
            }
            (_, Some(la)) if h.chance(12) && !est_element(pointeur) => {
                Geste::Ecrire(pointeur.clone(), nulle(la.forme, h))
            }
            (_, Some(la)) => {
                let valeur = selon_l_appel(cadre, type_, &la, h);
                Geste::Ecrire(pointeur.clone(), dans_le_plan(document, &la, valeur, h))
            }
        };
        gestes.push(geste);
    }
    for (pointeur, prend, _) in &vu.manquants {
        // What is written whole at this round is not written in part too.
        let deja_ecrit = |g: &Geste| {
            g.pointeur() == pointeur || pointeur.starts_with(&format!("{}/", g.pointeur()))
        };
        if gestes.iter().any(deja_ecrit) || dit_nul(document, pointeur) {
            continue;
        }
        // Not everything at once: what is decided on a part must hold on the whole.
        if tour < 3 && choix == Choix::SelonLAppel && h.chance(25) && vu.manquants.len() > 1 {
            continue;
        }
        let Some(la) = place(type_, pointeur) else { continue };
        if let (Some(Value::Array(deja)), Forme::Liste(de)) = (document.pointer(pointeur), la.forme)
            && !deja.is_empty()
        {
            let element = Place { forme: *de, ..la };
            let lignes = lignes(cadre, type_.code(), &element, deja, (tour, choix), h);
            if !lignes.is_empty() {
                gestes.push(Geste::Ajouter(pointeur.clone(), lignes));
            }
            continue;
        }
        let valeur = if h.chance(10) {
            match (la.pointeur.contains("/declarations/"), prend.genre) {
                (true, "boolean") => json!(false),
                (true, _) => json!(""),
                _ => nulle(la.forme, h),
            }
        } else {
            let du_rapport = match choix {
                Choix::SelonLeRapport => prend.valeur(cadre, &la, h),
                Choix::SelonLAppel => None,
            };
            let valeur = du_rapport.unwrap_or_else(|| selon_l_appel(cadre, type_, &la, h));
            dans_le_plan(document, &la, valeur, h)
        };
        gestes.push(Geste::Ecrire(pointeur.clone(), valeur));
    }
    gestes
}

/// A date that stands after the others of its object.
fn en_ordre(document: &Value, pointeur: &str) -> Geste {
    let (objet, nom) = parent(pointeur);
    let dates = document.pointer(objet).and_then(Value::as_object).into_iter().flatten();
    let mut dates: Vec<&str> = dates
        .filter(|(cle, _)| **cle != nom)
        .filter_map(|(_, v)| v.as_str())
        .filter(|v| v.parse::<Date>().is_ok())
        .collect();
    dates.sort_unstable();
    let au = if nom.contains("debut") { dates.first() } else { dates.last() };
    match au {
        Some(date) => Geste::Ecrire(pointeur.to_owned(), json!(date)),
        None => Geste::Retirer(pointeur.to_owned()),
    }
}

/// A year that is one of the plan's: another is an error, of the document and not of the place.
fn dans_le_plan(document: &Value, la: &Place, valeur: Value, h: &mut Hasard) -> Value {
    let annees = document["annees"].as_array().filter(|_| la.forme == Forme::Annee);
    let annees: Vec<&Value> = annees.into_iter().flatten().filter(|a| a.is_number()).collect();
    if annees.is_empty() { valeur } else { (*h.un(&annees)).clone() }
}

/// Lines for a list that is already there and lacks some: for the years that the call names, each funder
/// or code of the call that the list does not hold; some of them at first, then all.
fn lignes(
    cadre: &Cadre,
    type_: &str,
    element: &Place,
    deja: &[Value],
    (tour, choix): (usize, Choix),
    h: &mut Hasard,
) -> Vec<Value> {
    let une = |h: &mut Hasard| {
        let mut ligne = juste(cadre, element, type_, 97, 0, 2, h);
        for cle in ["declarations", "appreciations"] {
            ligne.as_object_mut().map(|o| o.shift_remove(cle));
        }
        ligne
    };
    let Forme::Fiche(objet) = element.forme else { return vec![une(h)] };
    if objet.champ("annee").is_none() {
        return vec![une(h)];
    }
    let codes: Option<(&str, Vec<&String>)> = if objet.champ("financeur").is_some() {
        Some(("financeur", cadre.moisson.financeurs.iter().collect()))
    } else {
        objet.champ("id").and_then(|(_, champ)| {
            let place = Place { champ: Some(champ), objet, ..element.clone() };
            let codes = super::generateur::codes(cadre, &place)?;
            Some(("id", codes.iter().map(|(c, _)| c).collect()))
        })
    };
    let mut lignes: Vec<Value> = Vec::new();
    // A year that the list has is judged on the lines it has; those that the report asks for may be of it.
    let nouvelle =
        |annee: &&i64| choix == Choix::SelonLeRapport || deja.iter().all(|l| l["annee"] != **annee);
    for annee in cadre.moisson.annees.iter().filter(nouvelle) {
        let mut ajouter = |code: Option<(&str, &str)>| {
            if tour < 3 && h.chance(50) {
                return;
            }
            let mut ligne = une(h);
            ligne["annee"] = json!(annee);
            if objet.champ("montant").is_some() {
                ligne["montant"] = super::generateur::montant(cadre, h);
            }
            // What silence says to be none: the line of no scheme in particular.
            for champ in objet.champs.iter().filter(|c| c.silence) {
                let la = Place { champ: Some(champ), objet, ..element.clone() };
                if tour.is_multiple_of(2) || super::generateur::codes(cadre, &la).is_none() {
                    ligne.as_object_mut().map(|o| o.shift_remove(champ.nom));
                }
            }
            if let Some((nom, code)) = code {
                ligne[nom] = json!(code);
            }
            let meme = |autre: &Value| {
                ["annee", "financeur", "id", "dispositif"]
                    .iter()
                    .all(|cle| autre[cle] == ligne[cle])
            };
            if !deja.iter().any(meme) && !lignes.iter().any(meme) {
                lignes.push(ligne);
            }
        };
        match &codes {
            Some((nom, codes)) if codes.is_empty() => ajouter(Some((nom, "Ville de Montbrelle"))),
            Some((nom, codes)) => codes.iter().for_each(|c| ajouter(Some((nom, c)))),
            None => ajouter(None),
        }
    }
    lignes
}

pub fn est_element(pointeur: &str) -> bool {
    parent(pointeur).1.parse::<usize>().is_ok()
}
