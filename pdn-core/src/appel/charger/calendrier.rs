//! `calendrier.appel`: the dates of the call itself, which stand in order.

use super::super::format::Commun;
use super::super::formules::CalendrierAppel;
use super::super::formules::Formule;
use super::super::regle::{Exigence, Jugement};
use super::super::tableau::Situe;
use super::Compilation;
use super::fichier::Corps;
use crate::values::Date;

impl Compilation<'_, '_, '_> {
    pub(super) fn calendrier(&mut self, regle: u16, commun: &Commun, c: &CalendrierAppel) {
        let fichier = self.fichier;
        let mut precedente: Option<(&'static str, &Situe<Date>)> = None;
        let cloture = cloture(&fichier.entrees);
        for (nom, date) in [
            ("publication", c.publication.as_ref()),
            ("date limite", cloture),
            ("notification", c.notification.as_ref()),
            ("debut_des_missions", c.debut_des_missions.as_ref()),
        ] {
            let Some(date) = date else { continue };
            if let Some((avant, jour)) = precedente {
                self.dans_l_ordre((avant, Some(jour)), (nom, Some(date)));
            }
            precedente = Some((nom, date));
        }
        let formule = Exigence::Formule(Box::new(Formule::CalendrierAppel(c.clone())));
        self.sortie.jugements.push((
            None,
            Jugement {
                regle,
                phase: None,
                du_par: None,
                instance: compact_str::CompactString::default(),
                par: None,
                quand: Vec::new(),
                valable: (commun.valable_du.as_ref().map(|d| d.valeur), None),
                reporte: None,
                attendu: None,
                exigence: formule,
            },
        ));
    }
}

/// The last day on which an application may be filed.
pub(super) fn cloture(entrees: &[super::fichier::Ecrite]) -> Option<&Situe<Date>> {
    entrees.iter().find_map(|e| match &e.corps {
        Corps::Date(d) if d.de.iter().flatten().any(|nom| nom.valeur == "depot.date") => {
            let tour = d.tours.as_ref().and_then(|t| t.last()?.valeur.au.as_ref());
            d.le.as_ref().or(d.au.as_ref()).or(tour)
        }
        _ => None,
    })
}
