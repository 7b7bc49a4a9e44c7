//! `calendrier.appel`: the dates of the call itself, which stand in order.

use super::super::format::{Commun, DateLimite};
use super::super::formules::CalendrierAppel;
use super::super::formules::Formule;
use super::super::regle::{Exigence, Jugement};
use super::super::tableau::Situe;
use super::Compilation;
use super::fichier::{Corps, Ecrite};
use crate::values::Date;

impl Compilation<'_, '_, '_> {
    pub(super) fn calendrier(&mut self, regle: u16, commun: &Commun, c: &CalendrierAppel) {
        let fichier = self.fichier;
        let publication = ("publication", c.publication.as_ref());
        let suivantes = [
            ("notification", c.notification.as_ref()),
            ("debut_des_missions", c.debut_des_missions.as_ref()),
        ];
        let [notification, debut] = suivantes;
        let suite = suivantes.into_iter().find(|(_, date)| date.is_some());
        let clotures = clotures(&fichier.entrees);
        for cloture in &clotures {
            let cloture = ("date limite", Some(*cloture));
            self.dans_l_ordre(publication, cloture);
            if let Some(suite) = suite {
                self.dans_l_ordre(cloture, suite);
            }
        }
        if let (true, Some(suite)) = (clotures.is_empty(), suite) {
            self.dans_l_ordre(publication, suite);
        }
        self.dans_l_ordre(notification, debut);
        let formule = Exigence::Formule(Box::new(Formule::CalendrierAppel(c.clone())));
        self.sortie.jugements.push((
            None,
            Jugement {
                regle,
                phase: None,
                du_par: None,
                citations: self.citations(commun.source.as_deref()),
                instance: compact_str::CompactString::default(),
                par: None,
                quand: Vec::new(),
                valable: (commun.valable_du.as_ref().map(|d| d.valeur), None),
                suites: Vec::new(),
                reporte: None,
                attendu: None,
                exigence: formule,
            },
        ));
    }
}

/// The entries that say when an application may be filed.
fn dates_de_depot(entrees: &[Ecrite]) -> impl Iterator<Item = &DateLimite> {
    entrees.iter().filter_map(|e| match &e.corps {
        Corps::Date(d) if d.de.iter().flatten().any(|nom| nom.valeur == "depot.date") => Some(&**d),
        _ => None,
    })
}

/// The last days on which an application may be filed.
fn clotures(entrees: &[Ecrite]) -> Vec<&Situe<Date>> {
    let derniers_jours = dates_de_depot(entrees).filter_map(|d| {
        let tour = d.tours.as_ref().and_then(|t| t.last()?.valeur.au.as_ref());
        d.le.as_ref().or(d.au.as_ref()).or(tour)
    });
    derniers_jours.collect()
}

/// The periods in which an application may be filed, each with its last day.
pub(super) fn depots(entrees: &[Ecrite]) -> Vec<(Option<Date>, Date)> {
    let mut periodes = Vec::new();
    let jour = |d: &Option<Situe<Date>>| d.as_ref().map(|s| s.valeur);
    for d in dates_de_depot(entrees) {
        periodes.extend(jour(&d.le).or(jour(&d.au)).map(|au| (jour(&d.du), au)));
        let tours = d.tours.iter().flatten().map(|t| &t.valeur);
        periodes.extend(tours.filter_map(|t| Some((jour(&t.du), jour(&t.au)?))));
    }
    periodes
}
