//! `[dates]`: a day, a time, a window, a day of every year, a time before or after another date, rounds.

use compact_str::CompactString;

use super::super::format::{DateLimite, Sinon, Tour};
use super::super::regle::{BornesDeDuree, Cible, Exigence, ExigenceDeDate, Limite, TourDeDepot};
use super::super::tableau::Situe;
use super::{Compilation, Lue, Portee, champs};
use crate::dossier::Forme;
use crate::lecture::{CodeDeFaute, Motif};
use crate::value::{Range, Value};
use crate::values::{Date, Duree};

/// The ways of saying where a date must fall: an entry takes one of them.
const LIMITES: &[&str] = &["le", "du", "au", "chaque_annee", "avant", "apres", "tours", "absence"];

impl Compilation<'_, '_, '_> {
    pub(super) fn date(&mut self, id: &Situe<String>, d: &DateLimite, p: Portee) -> Option<Lue> {
        let mut cibles: Vec<Cible> = Vec::new();
        for nom in d.de.iter().flatten() {
            cibles.extend(self.date_nommee(nom, p));
        }
        if d.de.is_none() {
            self.l.manque(&id.pointeur, id.debut, "de", "de = [\"depot.date\"]");
        }
        let (limite, attendu) = self.limite(id, d, p)?;
        let exigence = Exigence::Date(Box::new(ExigenceDeDate {
            champs: cibles,
            limite,
            a_apprecier: d.sinon == Some(Sinon::AApprecier),
        }));
        Some((exigence, attendu))
    }

    /// A field of the document, or a question, that holds a date.
    fn date_nommee(&mut self, nom: &Situe<String>, p: Portee) -> Option<Cible> {
        let (cible, forme) = self.cible(nom, p)?;
        if champs::element(forme) != Forme::Date {
            self.pas_une_date(nom);
            return None;
        }
        Some(cible)
    }

    fn limite(
        &mut self,
        id: &Situe<String>,
        d: &DateLimite,
        p: Portee,
    ) -> Option<(Limite, Option<Value>)> {
        let jours = d.le.as_ref().or(d.du.as_ref()).or(d.au.as_ref());
        let autre = d.avant.as_ref().or(d.apres.as_ref());
        if let (Some(_), Some(trop)) = (&d.avant, &d.apres) {
            self.une_seule_limite(&trop.pointeur, trop.debut);
        }
        let tour = d.tours.as_ref().and_then(|tours| tours.first());
        if let Some(jour) = jours
            && (d.chaque_annee.is_some() || autre.is_some() || tour.is_some())
        {
            self.une_seule_limite(&jour.pointeur, jour.debut);
        } else if let Some(autre) = autre
            && (d.chaque_annee.is_some() || tour.is_some())
        {
            self.une_seule_limite(&autre.pointeur, autre.debut);
        }
        // A day that is there, and at fault, has been spoken of already.
        let fautif = self.l.a_une_faute(&id.pointeur, &["le", "au", "tours"]);
        if let Some(heure) = d.heure.as_ref().filter(|_| jours.is_none() && !fautif) {
            self.heure_sans_jour(heure);
        }
        if let Some(chaque_annee) = &d.chaque_annee {
            let du = chaque_annee.valeur.du.as_ref().map(|j| j.valeur);
            let au = chaque_annee.valeur.au.as_ref().map(|j| j.valeur);
            if du.is_none() && au.is_none() {
                let ecrire = "chaque_annee = { au = \"31/03\" }";
                let Situe { pointeur, debut, .. } = chaque_annee;
                self.l.manque_une_de(pointeur, *debut, &["au", "du"], ecrire);
            }
            return Some((Limite::ChaqueAnnee { du, au }, None));
        }
        if let Some(autre) = autre {
            if d.de.iter().flatten().any(|nom| nom.valeur == autre.valeur) {
                self.compare_a_elle_meme(autre);
            }
            self.durees_possibles(d);
            let autre = self.date_nommee(autre, p);
            let bornes = BornesDeDuree {
                au_moins: d.au_moins.as_ref().map(|b| b.valeur),
                plus_de: d.plus_de.as_ref().map(|b| b.valeur),
                au_plus: d.au_plus.as_ref().map(|b| b.valeur),
                moins_de: d.moins_de.as_ref().map(|b| b.valeur),
            };
            let bornes = Box::new(bornes);
            return Some((Limite::Ecart { autre: autre?, avant: d.avant.is_some(), bornes }, None));
        }
        if let Some(duree) =
            [&d.au_moins, &d.plus_de, &d.au_plus, &d.moins_de].into_iter().flatten().next()
        {
            self.duree_seule(duree);
            if jours.is_none() && d.tours.is_none() {
                return None;
            }
        }
        if let Some(tours) = &d.tours {
            return Some((Limite::Tours(self.tours(id, tours)), None));
        }
        self.jours(id, d)
    }

    /// A day, or a window of days.
    fn jours(&mut self, id: &Situe<String>, d: &DateLimite) -> Option<(Limite, Option<Value>)> {
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
            self.l.manque_une_de(&id.pointeur, id.debut, LIMITES, "le = 2026-11-06");
            return None;
        }
        let fautif = self.l.a_une_faute(&id.pointeur, &["au"]);
        if let Some(h) = d.heure.as_ref().filter(|_| au.is_none() && !fautif) {
            self.l.faute_d_appel(
                h,
                CodeDeFaute::Incomplete,
                "heure",
                "L’heure est celle du dernier jour\u{a0}: ajouter \"au\", ou retirer \"heure\"."
                    .to_owned(),
                "The time is that of the last day: add \"au\", or remove \"heure\".".to_owned(),
            );
        }
        if let Some(h) = &d.heure
            && !d.de.iter().flatten().any(|nom| nom.valeur == "depot.date")
        {
            self.l.faute_d_appel(
                h,
                CodeDeFaute::UnknownReference,
                "heure",
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
        let heure = d.heure.as_ref().and_then(|h| h.valeur.0);
        Some((Limite::Jours { du, au, heure }, Some(attendu)))
    }

    fn tours(&mut self, id: &Situe<String>, ecrits: &[Situe<Tour>]) -> Vec<TourDeDepot> {
        let mut tours: Vec<TourDeDepot> = Vec::new();
        let mut precedent: Option<&Situe<Date>> = None;
        for (rang, ecrit) in ecrits.iter().enumerate() {
            let tour = &ecrit.valeur;
            let Some(au) = &tour.au else {
                let ecrire = "{ nom = \"printemps\", du = 2026-01-06, au = 2026-02-28 }";
                self.l.manque(&ecrit.pointeur, ecrit.debut, "au", ecrire);
                continue;
            };
            if let Some(nom) = &tour.nom
                && tours.iter().any(|t| t.nom == nom.valeur)
            {
                self.l.doublon(nom);
            }
            self.dans_l_ordre(("du", tour.du.as_ref()), ("au", Some(au)));
            // Each round closes before the next one opens.
            let debut = tour.du.as_ref().unwrap_or(au);
            if let Some(fin) = precedent
                && debut.valeur <= fin.valeur
            {
                self.dans_l_ordre_strict(("au", fin), ("du", debut));
            }
            precedent = Some(au);
            tours.push(TourDeDepot {
                nom: tour.nom.as_ref().map_or_else(
                    || CompactString::new(rang.saturating_add(1).to_string()),
                    |nom| CompactString::new(&nom.valeur),
                ),
                du: tour.du.as_ref().map(|d| d.valeur),
                au: au.valeur,
                heure: tour.heure.as_ref().and_then(|h| h.valeur.0),
            });
        }
        if ecrits.is_empty() {
            let ecrire = "tours = [{ nom = \"printemps\", du = 2026-01-06, au = 2026-02-28 }]";
            self.l.manque(&id.pointeur, id.debut, "tours", ecrire);
        }
        tours
    }

    fn dans_l_ordre_strict(
        &mut self,
        (avant, fin): (&'static str, &Situe<Date>),
        (apres, debut): (&'static str, &Situe<Date>),
    ) {
        let (fr, en) = (
            format!(
                "Ce tour commence avant la fin du précédent ({avant} = {})\u{a0}: repousser \"{apres}\", ou avancer la fin du tour précédent.",
                fin.valeur
            ),
            format!(
                "This round begins before the end of the one before ({avant} = {}): put \"{apres}\" later, or end the one before earlier.",
                fin.valeur
            ),
        );
        let trouve = debut.valeur.to_string();
        self.l.faute_d_appel(debut, CodeDeFaute::OutOfOrder, &trouve, fr, en);
    }

    /// The least and the most of a time before or after another date can be kept to together.
    fn durees_possibles(&mut self, d: &DateLimite) {
        for (un, autre, trop) in [
            ("au_moins", "plus_de", d.au_moins.as_ref().and(d.plus_de.as_ref())),
            ("au_plus", "moins_de", d.au_plus.as_ref().and(d.moins_de.as_ref())),
        ] {
            if let Some(trop) = trop {
                self.une_seule(trop, un, autre);
            }
        }
        let (Some(bas), Some(haut)) = (
            d.au_moins.as_ref().or(d.plus_de.as_ref()),
            d.au_plus.as_ref().or(d.moins_de.as_ref()),
        ) else {
            return;
        };
        let stricte = d.plus_de.is_some() || d.moins_de.is_some();
        // Months and years are not all as long: from whatever month it is counted.
        let jamais = (1..=12).filter_map(|mois| Date::new(2023, mois, 1)).all(|jour| {
            match (bas.valeur.apres(jour), haut.valeur.apres(jour)) {
                (Some(bas), Some(haut)) => bas > haut || (stricte && bas == haut),
                _ => false,
            }
        });
        if jamais {
            self.minimum_trop_grand(haut);
        }
    }

    fn compare_a_elle_meme(&mut self, autre: &Situe<String>) {
        self.l.faute_d_appel(
            autre,
            CodeDeFaute::UnknownReference,
            &autre.valeur,
            format!(
                "\"{}\" se compare ici à elle-même\u{a0}: écrire une autre date, ou limiter celle-ci avec \"le\".",
                autre.valeur
            ),
            format!(
                "\"{}\" is compared with itself here: write another date, or limit this one with \"le\".",
                autre.valeur
            ),
        );
    }

    fn heure_sans_jour<T>(&mut self, heure: &Situe<T>) {
        self.l.faute_d_appel(
            heure,
            CodeDeFaute::UnknownKey,
            "heure",
            "Une heure va avec un dernier jour\u{a0}: l’écrire avec \"le\" ou \"au\", ou dans chaque tour, { nom = \"printemps\", au = 2026-02-28, heure = \"12:00\" }.".to_owned(),
            "A time goes with a last day: write it with \"le\" or \"au\", or in each round, { nom = \"printemps\", au = 2026-02-28, heure = \"12:00\" }.".to_owned(),
        );
    }

    fn une_seule_limite(&mut self, pointeur: &str, octet: usize) {
        let motif = Motif::Appel {
            code: CodeDeFaute::OutOfOrder,
            trouve: String::new(),
            fr: "Une date se limite d’une seule façon\u{a0}: garder \"le\", \"du\" et \"au\", ou \"chaque_annee\", ou \"avant\" ou \"apres\", ou \"tours\"\u{a0}; pour deux limites, ouvrir deux fois [[dates.\"…\"]].".to_owned(),
            en: "A date is limited in one way: keep \"le\", \"du\" and \"au\", or \"chaque_annee\", or \"avant\" or \"apres\", or \"tours\"; for two limits, open [[dates.\"…\"]] twice.".to_owned(),
        };
        self.l.faute_au(pointeur, octet, motif);
    }

    fn duree_seule(&mut self, duree: &Situe<Duree>) {
        self.l.faute_d_appel(
            duree,
            CodeDeFaute::Incomplete,
            &duree.valeur.to_string(),
            format!(
                "\"{}\" avant ou après quelle date\u{a0}? Ajouter avant = \"depot.date\" ou apres = \"structure.creee_le\".",
                duree.valeur
            ),
            format!(
                "\"{}\" before or after which date? Add avant = \"depot.date\" or apres = \"structure.creee_le\".",
                duree.valeur
            ),
        );
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
