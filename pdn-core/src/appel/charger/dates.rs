//! `[dates]`: a day, a time, a window.

use super::super::chemin::Chemin;
use super::super::format::DateLimite;
use super::super::regle::{Cible, Exigence, ExigenceDeDate};
use super::super::tableau::Situe;
use super::{Compilation, Lue, Portee, champs};
use crate::dossier::Forme;
use crate::lecture::{CodeDeFaute, Motif};
use crate::value::{Range, Value};
use crate::values::Date;

impl Compilation<'_, '_, '_> {
    pub(super) fn date(&mut self, id: &Situe<String>, d: &DateLimite, p: Portee) -> Option<Lue> {
        let mut cibles: Vec<Cible> = Vec::new();
        for nom in d.de.iter().flatten() {
            let Some((cible, forme)) = self.cible(nom, p) else { continue };
            if champs::element(forme) == Forme::Date {
                cibles.push(cible);
            } else {
                self.pas_une_date(nom);
            }
        }
        if d.de.is_none() {
            self.l.manque(&id.pointeur, id.debut, "de", "de = [\"depot.date\"]");
        }
        if d.le.is_some()
            && let Some(trop) = d.du.as_ref().or(d.au.as_ref())
        {
            self.l.faute_d_appel(
                trop,
                CodeDeFaute::OutOfOrder,
                "",
                "\"le\" donne déjà le dernier jour\u{a0}: garder \"le\", ou une période avec \"du\" et \"au\".".to_owned(),
                "\"le\" is the last day already: keep \"le\", or a period with \"du\" and \"au\"."
                    .to_owned(),
            );
        }
        self.dans_l_ordre(("du", d.du.as_ref()), ("au", d.au.as_ref()));
        let du = d.du.as_ref().map(|s| s.valeur);
        let au = d.au.as_ref().or(d.le.as_ref()).map(|s| s.valeur);
        if du.is_none() && au.is_none() {
            self.l.manque_une_de(
                &id.pointeur,
                id.debut,
                &["le", "du", "au", "absence"],
                "le = 2025-11-06",
            );
            return None;
        }
        let heure = d.heure.as_ref().and_then(|h| {
            Chemin::vers(p.racine, "depot.heure").map(|(chemin, _)| (chemin, h.valeur))
        });
        if let Some(h) = &d.heure
            && (heure.is_none() || !d.de.iter().flatten().any(|nom| nom.valeur == "depot.date"))
        {
            self.l.faute_d_appel(
                h,
                CodeDeFaute::UnknownReference,
                &h.valeur.to_string(),
                "Seul le dépôt a une heure\u{a0}: retirer \"heure\", ou écrire de = [\"depot.date\"]."
                    .to_owned(),
                "Only filing has a time: remove \"heure\", or write de = [\"depot.date\"].".to_owned(),
            );
        }
        let attendu = match (du, au) {
            (Some(du), Some(au)) => Value::Period(du, au),
            (min, max) => Value::Range(Box::new(Range {
                min: min.map(Value::Date),
                max: max.map(Value::Date),
                ..Range::default()
            })),
        };
        let exigence = Exigence::Date(ExigenceDeDate { champs: cibles, du, au, heure });
        Some((exigence, Some(attendu)))
    }

    /// Two dates, the second not before the first.
    pub(super) fn dans_l_ordre(
        &mut self,
        (avant, debut): (&'static str, Option<&Situe<Date>>),
        (apres, fin): (&'static str, Option<&Situe<Date>>),
    ) {
        if let (Some(debut), Some(fin)) = (debut, fin)
            && fin.valeur < debut.valeur
        {
            let motif =
                Motif::Ordre { avant, date_avant: debut.valeur, apres, date_apres: fin.valeur };
            self.l.faute_au(&fin.pointeur, fin.debut, motif);
        }
    }

    fn pas_une_date(&mut self, nom: &Situe<String>) {
        self.l.faute_d_appel(
            nom,
            CodeDeFaute::WrongType,
            &nom.valeur,
            format!(
                "\"{}\" n’est pas une date\u{a0}: écrire un champ de date, par exemple \"depot.date\"\u{a0}; une quantité se borne sous [seuils].",
                nom.valeur
            ),
            format!(
                "\"{}\" is no date: write a date field, for example \"depot.date\"; a quantity is bounded under [seuils].",
                nom.valeur
            ),
        );
    }
}
