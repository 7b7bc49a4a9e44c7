//! The engine's own list of rules, with their wording: what a known id brings to a call.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::format::Gravite;
use super::regle::Bilingue;
use super::tableau::{LireToml, ParCle, Situe, table};
use crate::dossier::{Phase, TypeDeDocument};
use crate::lecture::{Faute, Lecteur, lire_toml};

table! {
    /// [regles.<id>] of the catalogue.
    EntreeDeCatalogue {
        /// The tables of a call under which it is written.
        tables: Vec<String>,
        /// What is examined.
        sujets: Vec<String>,
        /// What kind of rule it is.
        nature: String,
        /// How grave a failure is, unless the call says otherwise.
        gravite: Gravite,
        /// The phase from which it is due.
        phase: Phase,
        /// The rule of which it is a point.
        parent: String,
        /// Title in French.
        titre: String,
        /// Title in English.
        title: String,
        /// What is required, in French.
        exigence: String,
        /// What is required, in English.
        requirement: String,
        /// What mends it, in French.
        remede: String,
        /// What mends it, in English.
        remedy: String,
        /// Labels of the kinds of breaches, in French.
        natures: ParCle<String>,
        /// Labels of the kinds of breaches, in English.
        kinds: ParCle<String>,
    }
}

table! {
    /// The catalogue.
    Fichier {
        /// Every rule.
        regles: ParCle<EntreeDeCatalogue>,
    }
}

/// What the catalogue says of a rule.
#[derive(Debug, Clone)]
pub(crate) struct Fiche {
    pub id: String,
    /// The tables of a call under which it is written: its sentence says what they can ask.
    pub tables: Vec<String>,
    pub sujets: Vec<String>,
    pub nature: String,
    pub gravite: Gravite,
    pub phase: Option<Phase>,
    pub titre: Bilingue,
    pub exigence: Bilingue,
    pub remede: Option<Bilingue>,
    pub natures: Vec<(String, Bilingue)>,
}

impl Fiche {
    /// The types of documents that the rule examines, of those that the engine reads.
    pub fn documents(&self) -> Vec<TypeDeDocument> {
        self.sujets.iter().filter_map(|s| TypeDeDocument::du_code(s)).collect()
    }
}

/// Every rule that the engine knows, in the order of the texts.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    pub fiches: Vec<Fiche>,
    rangs: HashMap<String, usize>,
    pub fautes: Vec<Faute>,
}

const TEXTE: &str = include_str!("../../referentiels/catalogue.toml");

/// The catalogue, read once.
pub(crate) fn catalogue() -> &'static Catalogue {
    static LU: OnceLock<Catalogue> = OnceLock::new();
    LU.get_or_init(lire)
}

impl Catalogue {
    pub fn fiche(&self, id: &str) -> Option<&Fiche> {
        self.rangs.get(id).and_then(|rang| self.fiches.get(*rang))
    }
}

fn bilingue(fr: Option<String>, en: Option<String>) -> Bilingue {
    Bilingue { fr: fr.unwrap_or_default(), en }
}

fn lire() -> Catalogue {
    let (noeud, fautes) = lire_toml(TEXTE);
    let mut lecteur = Lecteur::nouveau(TEXTE, true);
    lecteur.fautes = fautes;
    let fichier = Fichier::lire_toml(&noeud, &mut lecteur).unwrap_or_default();
    let mut catalogue = Catalogue::default();
    for (Situe { valeur: id, .. }, e) in fichier.regles.unwrap_or_default().0 {
        let parent = e.parent.as_deref().and_then(|p| catalogue.fiche(p)).cloned();
        let anglaises: HashMap<String, String> =
            e.kinds.unwrap_or_default().0.into_iter().map(|(cle, en)| (cle.valeur, en)).collect();
        let natures = e.natures.unwrap_or_default().0.into_iter().map(|(cle, fr)| {
            let en = anglaises.get(&cle.valeur).cloned();
            (cle.valeur, Bilingue { fr, en })
        });
        let fiche = Fiche {
            id: id.clone(),
            tables: e
                .tables
                .or_else(|| parent.as_ref().map(|p| p.tables.clone()))
                .unwrap_or_default(),
            sujets: e
                .sujets
                .or_else(|| parent.as_ref().map(|p| p.sujets.clone()))
                .unwrap_or_default(),
            nature: e
                .nature
                .or_else(|| parent.as_ref().map(|p| p.nature.clone()))
                .unwrap_or_default(),
            gravite: e
                .gravite
                .or_else(|| parent.as_ref().map(|p| p.gravite))
                .unwrap_or(Gravite::ACorriger),
            phase: e.phase.or_else(|| parent.as_ref().and_then(|p| p.phase)),
            titre: bilingue(e.titre, e.title),
            exigence: bilingue(e.exigence, e.requirement),
            remede: e
                .remede
                .map(|fr| Bilingue { fr, en: e.remedy })
                .or_else(|| parent.as_ref().and_then(|p| p.remede.clone())),
            natures: natures.collect(),
        };
        catalogue.rangs.insert(id, catalogue.fiches.len());
        catalogue.fiches.push(fiche);
    }
    catalogue.fautes = lecteur.fautes;
    catalogue
}
