//! What a report says is missing, supplied; what it says is in error, put right.

use std::collections::BTreeMap;

use pdn_core::dossier::Forme;
use pdn_core::values::Date;
use pdn_core::{Decision, Outcome, Report, Severity};
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
}

/// A report, as the laws compare it.
pub struct Vu {
    pub report: Report,
    pub decision: Decision,
    pub settled: bool,
    pub constats: Vec<Constat>,
    /// Pointer, what is accepted, and the first rule that asks.
    pub manquants: Vec<(String, Forme, String)>,
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
        })
        .collect();
    let manquants = report
        .missing()
        .iter()
        .map(|m| (m.pointer(), m.accepts(), m.rules().first().copied().unwrap_or("").to_owned()))
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
        avant
            .constats
            .iter()
            .map(|c| {
                let cle = (c.regle.as_str(), c.instance.as_str());
                let rang = rangs.entry(cle).or_default();
                let meme = par_nom.get(&cle).and_then(|v| v.get(*rang)).copied();
                *rang += 1;
                let meme = meme.or_else(|| {
                    self.constats.iter().find(|d| d.regle == c.regle && d.pointeur == c.pointeur)
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
        let gestes = match &mut source {
            Source::Hasard(h) => gestes(cadre, &document, vu, choix, tour, h),
            Source::Rejoue(tous) => {
                let permis = |p: &str| {
                    vu.manquants.iter().any(|m| m.0 == p) || vu.erreurs.iter().any(|e| e.0 == p)
                };
                let Some(ceux_ci) = tous.get(tour) else { break };
                ceux_ci.iter().filter(|g| permis(g.pointeur())).cloned().collect()
            }
        };
        if gestes.is_empty() {
            break;
        }
        for geste in &gestes {
            geste.appliquer(&mut document);
        }
        let vu = juger(cadre, &document, jour);
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
        let la = place(type_, pointeur);
        match (*code, la) {
            ("unknown-key" | "duplicate-key" | "unknown-reference", _) | (_, None) => {
                gestes.push(Geste::Retirer(pointeur.clone()));
            }
            (_, Some(_)) if h.chance(15) => gestes.push(Geste::Retirer(pointeur.clone())),
            (_, Some(la)) if h.chance(12) && !est_element(pointeur) => {
                gestes.push(Geste::Ecrire(pointeur.clone(), nulle(la.forme, h)));
            }
            (_, Some(la)) => {
                let valeur = selon_l_appel(cadre, type_, &la, h);
                gestes.push(Geste::Ecrire(pointeur.clone(), valeur));
            }
        }
    }
    for (pointeur, forme, _) in &vu.manquants {
        if gestes.iter().any(|g| g.pointeur() == pointeur) || dit_nul(document, pointeur) {
            continue;
        }
        // Not everything at once: what is decided on a part must hold on the whole.
        if tour < 3 && choix == Choix::SelonLAppel && h.chance(25) && vu.manquants.len() > 1 {
            continue;
        }
        let deja = matches!(document.pointer(pointeur), Some(Value::Array(a)) if !a.is_empty());
        let connue = place(type_, pointeur);
        let la = Place {
            pointeur: pointeur.clone(),
            forme: *forme,
            champ: connue.as_ref().and_then(|p| p.champ),
            objet: connue.map_or(type_.descripteur(), |p| p.objet),
        };
        if let (true, Forme::Liste(de)) = (deja, forme) {
            let lignes = lignes(cadre, type_.code(), &Place { forme: **de, ..la }, tour, h);
            gestes.push(Geste::Ajouter(pointeur.clone(), lignes));
            continue;
        }
        let valeur = match (choix, forme) {
            _ if h.chance(10) => nulle(*forme, h),
            (Choix::SelonLAppel, _) => selon_l_appel(cadre, type_, &la, h),
            (_, Forme::Texte) => json!("Une réponse en toutes lettres"),
            (_, Forme::Nombre) => json!(h.entre(0, 40)),
            (_, Forme::Liste(Forme::Texte)) => json!(["Une réponse en toutes lettres"]),
            _ => juste(cadre, &la, type_.code(), 92, 0, 0, h),
        };
        gestes.push(Geste::Ecrire(pointeur.clone(), valeur));
    }
    gestes
}

/// Lines for a list that is already there and lacks some: any at first, then one for each year and code.
fn lignes(cadre: &Cadre, type_: &str, element: &Place, tour: usize, h: &mut Hasard) -> Vec<Value> {
    if tour < 2 && h.chance(60) {
        return vec![juste(cadre, element, type_, 97, 0, 0, h)];
    }
    let Forme::Fiche(objet) = element.forme else {
        return vec![juste(cadre, element, type_, 97, 0, 0, h)];
    };
    let codes = ["financeur", "id"].iter().find_map(|nom| {
        let (_, champ) = objet.champ(nom)?;
        let place = Place { champ: Some(champ), objet, ..element.clone() };
        Some((*nom, super::generateur::codes(cadre, &place)?))
    });
    let mut lignes = Vec::new();
    for annee in &cadre.moisson.annees {
        let mut ajouter = |code: Option<(&str, &str)>| {
            let mut ligne = juste(cadre, element, type_, 97, 0, 0, h);
            if objet.champ("annee").is_some() {
                ligne["annee"] = json!(annee);
            }
            if objet.champ("montant").is_some() {
                ligne["montant"] = super::generateur::montant(cadre, h);
            }
            if let Some((nom, code)) = code {
                ligne[nom] = json!(code);
            }
            lignes.push(ligne);
        };
        match codes {
            Some((nom, codes)) => codes.iter().for_each(|c| ajouter(Some((nom, &c.0)))),
            None => ajouter(None),
        }
    }
    lignes
}

pub fn est_element(pointeur: &str) -> bool {
    parent(pointeur).1.parse::<usize>().is_ok()
}
