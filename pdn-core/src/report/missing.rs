//! What is still to be supplied, what can settle the decision first.

use super::Report;
use crate::appel::Severity;
use crate::dossier::Forme;
use crate::dossier::forme::Lieu;
use crate::rules::{Outcome, Raison};
use crate::values::Langue;

/// A value that rules wait for.
#[derive(Clone)]
pub struct Missing<'r> {
    pub(crate) report: &'r Report,
    pub(crate) lieu: Lieu,
    regles: Vec<u16>,
    rang: u8,
}

impl<'r> Missing<'r> {
    /// JSON Pointer to where it would be.
    #[must_use]
    pub fn pointer(&self) -> String {
        self.report.pointeur(self.lieu)
    }

    /// What a form would call it.
    #[must_use]
    pub fn title(&self, langue: Langue) -> String {
        self.report.titre_du_champ(self.lieu, langue)
    }

    /// What it takes.
    #[must_use]
    pub fn accepts(&self) -> Forme {
        self.report.appel.forme_du_champ(self.report.type_, self.lieu)
    }

    /// Ids of the rules that wait for it.
    #[must_use]
    pub fn rules(&self) -> Vec<&'r str> {
        self.regles.iter().map(|r| self.report.appel.regle(*r).id.as_str()).collect()
    }

    /// True when a blocking or correctable rule waits for it.
    #[must_use]
    pub fn decides(&self) -> bool {
        self.rang < 2
    }
}

impl Report {
    /// What is still to be supplied, each value once: what a blocking rule waits for, then a
    /// correctable one, then the rest; within each, in the order of the call's text.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing<'_>> {
        let mut manquants: Vec<Missing<'_>> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for constat in self.constats.iter().filter(|c| c.outcome == Outcome::Undetermined) {
            let rang_de_regle = self.appel.regle_du_jugement(constat.jugement);
            let regle = self.appel.regle(rang_de_regle);
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
                let place = *places.entry(*lieu).or_insert(manquants.len());
                match manquants.get_mut(place) {
                    Some(deja) => {
                        deja.rang = deja.rang.min(rang);
                        if deja.regles.last() != Some(&rang_de_regle) {
                            deja.regles.push(rang_de_regle);
                        }
                    }
                    None => manquants.push(Missing {
                        report: self,
                        lieu: *lieu,
                        regles: vec![rang_de_regle],
                        rang,
                    }),
                }
            }
        }
        manquants.sort_by_key(|m| m.rang);
        manquants
    }
}
