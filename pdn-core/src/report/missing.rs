//! What is still to be supplied, what can settle the decision first.

use std::collections::HashMap;

use super::Report;
use crate::appel::{Citation, Severity};
use crate::dossier::forme::Lieu;
use crate::rules::{Constat, Effet, EnReserve, Outcome, Raison};

/// A value that rules wait for.
#[derive(Clone)]
pub struct Missing<'r> {
    pub(crate) report: &'r Report,
    pub(crate) lieu: Lieu,
    regles: Vec<u16>,
    rang: u8,
    /// The finding of the rule that asks for it: one that bears on the value itself, where there is one.
    pub(crate) demande: &'r Constat,
    rang_de_la_demande: u8,
}

impl<'r> Missing<'r> {
    /// JSON Pointer to where it would be.
    #[must_use]
    pub fn pointer(&self) -> String {
        self.report.pointeur(self.lieu)
    }

    /// Ids of the rules that wait for it.
    #[must_use]
    pub fn rules(&self) -> Vec<&'r str> {
        self.regles.iter().map(|r| self.report.appel.regle(*r).id.as_str()).collect()
    }

    /// Where the text says so, of the rule that asks for it.
    #[must_use]
    pub fn citations(&self) -> &'r [Citation] {
        self.report.appel.citations(self.demande.jugement)
    }

    /// True when a blocking or correctable rule waits for it.
    #[must_use]
    pub fn decides(&self) -> bool {
        self.rang < 2
    }

    /// True where the rule that asks bears on the value; false where the value only says whether it applies.
    pub(crate) fn pour_elle_meme(&self) -> bool {
        distance(self.demande, self.lieu) < 2
    }
}

/// How far a rule is from a value that it waits for: 0 on its way, 1 in the same part of the document, or the
/// whole of it, 2 elsewhere.
fn distance(constat: &Constat, lieu: Lieu) -> u8 {
    let sien = constat.lieu;
    if sien.longueur() == 0 {
        1
    } else if sien.commence_par(lieu) || lieu.commence_par(sien) {
        0
    } else if sien.debut(1) == lieu.debut(1) {
        1
    } else {
        2
    }
}

impl Report {
    /// What is still to be supplied, each value once: what a blocking rule waits for, then a
    /// correctable one, then the rest; within each, in the order of the call's text.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing<'_>> {
        let mut demandes = Demandes {
            report: self,
            manquants: Vec::new(),
            places: HashMap::new(),
            fautifs: self.objets_fautifs(),
        };
        for constat in self.constats.iter().filter(|c| c.outcome == Outcome::Undetermined) {
            let regle = self.appel.regle(self.appel.regle_du_jugement(constat.jugement));
            let rang = match Severity::from(regle.gravite) {
                _ if constat.raison == Raison::SansEffet
                    || !self.appel.compte(self.type_, self.appel.du_par(constat.jugement)) =>
                {
                    2
                }
                Severity::Blocking => 0,
                Severity::Correctable => 1,
                Severity::Advisory => 2,
            };
            for lieu in constat.attendus() {
                demandes.demander(constat, *lieu, rang);
            }
        }
        // What tells who else waits for a place.
        for suite in &self.suites {
            let Effet::ListeDAttente { attend, .. } = &suite.effet else { continue };
            let du = |c: &&Constat| self.appel.regle_du_jugement(c.jugement) == suite.regle;
            let Some(constat) = self.constats.iter().find(du) else { continue };
            for lieu in attend {
                demandes.demander(constat, *lieu, 2);
            }
        }
        // What tells whether the call holds rules for the document at all, or for a line of it.
        for reserve in &self.reserves {
            let (du, rang) = match reserve.quoi {
                EnReserve::Appel => (None, 0),
                EnReserve::Ligne(jugement) => (jugement, 1),
                EnReserve::Jugement(_) | EnReserve::Lignes => continue,
            };
            let constats = &self.constats;
            let Some(constat) = constats
                .iter()
                .find(|c| Some(c.jugement) == du)
                .or(constats.first())
                .filter(|_| !demandes.places.contains_key(&reserve.lieu))
            else {
                continue;
            };
            demandes.demander(constat, reserve.lieu, rang);
        }
        demandes.manquants.sort_by_key(|m| m.rang);
        demandes.manquants
    }

    /// The objects that are in error as wholes.
    fn objets_fautifs(&self) -> Vec<Lieu> {
        let Some(type_) = self.type_ else { return Vec::new() };
        let lieux = self.fautes.iter().filter_map(|faute| {
            let (lieu, hors_du_document) = self.appel.lieu_du_pointeur(type_, faute.pointer());
            hors_du_document.is_none().then_some(lieu)
        });
        lieux.filter(|lieu| lieu.longueur() > 0 && self.appel.est_un_objet(type_, *lieu)).collect()
    }
}

/// What is asked for, each place once.
struct Demandes<'r> {
    report: &'r Report,
    manquants: Vec<Missing<'r>>,
    places: HashMap<Lieu, usize>,
    /// The objects that are in error as wholes: nothing in them can be supplied without them.
    fautifs: Vec<Lieu>,
}

impl<'r> Demandes<'r> {
    /// Asks for a value, on behalf of a finding.
    fn demander(&mut self, constat: &'r Constat, lieu: Lieu, rang: u8) {
        let lieu = self.fautifs.iter().find(|f| lieu.commence_par(**f)).copied().unwrap_or(lieu);
        let regle = self.report.appel.regle_du_jugement(constat.jugement);
        let place = *self.places.entry(lieu).or_insert(self.manquants.len());
        match self.manquants.get_mut(place) {
            Some(deja) => {
                let demande = (distance(deja.demande, lieu), deja.rang_de_la_demande);
                if (distance(constat, lieu), rang) < demande {
                    deja.demande = constat;
                    deja.rang_de_la_demande = rang;
                }
                deja.rang = deja.rang.min(rang);
                if !deja.regles.contains(&regle) {
                    deja.regles.push(regle);
                }
            }
            None => self.manquants.push(Missing {
                report: self.report,
                lieu,
                regles: vec![regle],
                rang,
                demande: constat,
                rang_de_la_demande: rang,
            }),
        }
    }
}
