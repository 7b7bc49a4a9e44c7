//! What the objects that a report has to name are called: it keeps no document, and only these words of
//! it, for the places that something waits on, that no rule read or that are at fault.

use compact_str::CompactString;

use super::Report;
use crate::dossier::Choix;
use crate::dossier::forme::{Fiche, Lieu, Vue};
use crate::rules::Effet;

/// An element of a list, as the document describes it. People are never in it but by their ids.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Objet {
    pub lieu: Lieu,
    /// Its id, its year for a budget, its reference for an application.
    pub nom: CompactString,
    /// Its title, or the name of an organisation.
    pub titre: CompactString,
    /// Who funds, or is sent something.
    pub acteur: CompactString,
    pub annee: Option<u32>,
    pub statut: Option<&'static Choix>,
}

impl Objet {
    fn de(fiche: &dyn Fiche, lieu: Lieu) -> Self {
        let mut objet = Self { lieu, ..Self::default() };
        let d = fiche.descripteur();
        for (champ, rang) in d.champs.iter().zip(0_u32..) {
            let case = match (d.nom, champ.nom) {
                (_, "id") | ("candidature", "reference") => &mut objet.nom,
                ("formation" | "partie", "titre") | ("partenaire", "nom") => &mut objet.titre,
                (_, "financeur" | "destinataire") => &mut objet.acteur,
                ("financement" | "base" | "budget", "annee") => {
                    if let Vue::Compte(annee) = fiche.champ(rang) {
                        objet.annee = Some(annee);
                    }
                    continue;
                }
                ("financement", "statut") => {
                    if let Vue::Choix(statut) = fiche.champ(rang) {
                        objet.statut = Some(statut);
                    }
                    continue;
                }
                _ => continue,
            };
            if let Vue::Texte(texte) = fiche.champ(rang) {
                *case = CompactString::new(texte.trim());
            }
        }
        objet
    }

    /// True of another object of the same list that is described alike.
    pub fn se_confond(&self, autre: &Self) -> bool {
        self.lieu != autre.lieu
            && self.lieu.longueur() == autre.lieu.longueur()
            && self.lieu.parent() == autre.lieu.parent()
            && (&self.nom, &self.titre, &self.acteur, self.annee)
                == (&autre.nom, &autre.titre, &autre.acteur, autre.annee)
    }
}

impl Report {
    /// Keeps what the objects that the report has to name are called.
    pub(crate) fn nommer_les_objets(&mut self, document: &dyn Fiche) {
        let mut objets: Vec<Objet> = Vec::new();
        for lieu in self.places_a_nommer() {
            noter(document, lieu, &mut objets);
        }
        objets.sort_unstable_by_key(|o| o.lieu);
        objets.dedup_by_key(|o| o.lieu);
        self.objets = objets;
    }

    fn places_a_nommer(&self) -> Vec<Lieu> {
        let attendues = self.constats.iter().flat_map(|c| c.attendus());
        let mut places: Vec<Lieu> = attendues.copied().collect();
        places.extend(self.non_lues.iter().map(|n| n.lieu));
        places.extend(self.reserves.iter().map(|reserve| reserve.lieu));
        for suite in &self.suites {
            if let Effet::ListeDAttente { attend, .. } = &suite.effet {
                places.extend(attend);
            }
        }
        if let Some(type_) = self.type_ {
            let fautives = self.fautes.iter();
            places.extend(fautives.map(|f| self.appel.lieu_du_pointeur(type_, f.pointer()).0));
        }
        places.sort_unstable();
        places.dedup();
        places
    }

    /// What an element of a list is called by.
    pub(crate) fn objet(&self, lieu: Lieu) -> Option<&Objet> {
        let rang = self.objets.binary_search_by_key(&lieu, |o| o.lieu).ok()?;
        self.objets.get(rang)
    }
}

/// Notes every element of a list on the way to a place.
fn noter(document: &dyn Fiche, place: Lieu, objets: &mut Vec<Objet>) {
    let mut ici = Vue::Fiche(document);
    let mut lieu = Lieu::RACINE;
    for pas in place.pas() {
        lieu = lieu.puis(*pas);
        ici = match ici {
            Vue::Fiche(fiche) => fiche.champ(*pas),
            Vue::Liste(liste) => {
                let element = usize::try_from(*pas).map_or(Vue::Inconnue, |r| liste.element(r));
                if let Vue::Fiche(fiche) = element
                    && objets.last().is_none_or(|o| o.lieu != lieu)
                {
                    objets.push(Objet::de(fiche, lieu));
                }
                element
            }
            _ => return,
        };
    }
}
