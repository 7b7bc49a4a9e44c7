//! The report on a call itself: its calendar against the day, what the Caf has still to fill in, what
//! its file does not hold.

use compact_str::format_compact;

use crate::appel::formules::{CalendrierAppel, Formule};
use crate::appel::tableau::Situe;
use crate::appel::{Absence, Appel, Exigence, Jugement, Limite};
use crate::dossier::TypeDeDocument;
use crate::dossier::forme::Lieu;
use crate::report::Report;
use crate::rules::{Constat, DateDeLAppel, Outcome, Raison};
use crate::value::Value;
use crate::values::Date;

impl Appel {
    /// Examines the call itself, on a day: where that day stands in its calendar, which values the
    /// Caf has still to fill in, what the file declares that it does not hold.
    ///
    /// The report is of type `appel`; its pointers lead into the call's file. A closing on a Sunday is
    /// pointed out for a person to judge.
    ///
    /// ```
    /// use pdn_core::Appel;
    ///
    /// let report = Appel::builtin("cantal-2017")?.examine("2017-11-01".parse()?);
    /// let cloture = report.findings().find(|f| f.instance().as_deref() == Some("date=cloture"));
    /// assert!(cloture.is_some_and(|f| f.pointer() == "/dates/depot.delai/le"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn examine(&self, on: Date) -> Report {
        let mut examen = Examen { appel: self, on, constats: Vec::new(), places: Vec::new() };
        let jugements = || (0_u16..).zip(&self.contenu().jugements);
        let calendrier = jugements().find_map(|(rang, (sujet, j))| match (sujet, &j.exigence) {
            (None, Exigence::Formule(f)) => match &**f {
                Formule::CalendrierAppel(c) => Some((rang, c)),
                _ => None,
            },
            _ => None,
        });
        let mut vues: Vec<u16> = Vec::new();
        for (rang, (_, jugement)) in jugements() {
            match &jugement.exigence {
                Exigence::Absente(absence) if !vues.contains(&jugement.regle) => {
                    vues.push(jugement.regle);
                    examen.absence(rang, jugement, *absence);
                }
                _ if calendrier.is_none() => examen.cloture(rang, rang, jugement),
                _ => {}
            }
        }
        if let Some((rang, dates)) = calendrier {
            examen.calendrier(rang, dates);
        }
        let lacunes = (0_u16..).zip(&self.contenu().lacunes).map(|(rang, _)| rang).collect();
        Report {
            appel: self.clone(),
            type_: None,
            places: Some(examen.places),
            reference: None,
            on,
            constats: examen.constats,
            suites: Vec::new(),
            fautes: Vec::new(),
            fautes_par_pointeur: Vec::new(),
            hypotheses: Vec::new(),
            appreciations: Vec::new(),
            noms: Vec::new(),
            objets: Vec::new(),
            non_lues: Vec::new(),
            lacunes,
            sans_regle: false,
            reserves: Vec::new(),
            annees: None,
        }
    }
}

struct Examen<'a> {
    appel: &'a Appel,
    on: Date,
    constats: Vec<Constat>,
    places: Vec<String>,
}

impl Examen<'_> {
    /// A place of the call's file.
    fn place(&mut self, pointeur: String) -> Lieu {
        self.places.push(pointeur);
        Lieu::RACINE.rang(self.places.len().saturating_sub(1))
    }

    fn emettre(&mut self, rang: u16, mut constat: Constat) {
        constat.jugement = rang;
        self.constats.push(constat);
    }

    /// A rule for which the call holds no value.
    fn absence(&mut self, rang: u16, jugement: &Jugement, absence: Absence) {
        let outcome = match absence {
            Absence::NonPrevue => Outcome::NotApplicable,
            Absence::ACompleter | Absence::Inconnue => Outcome::Undetermined,
        };
        let regle = self.appel.regle(jugement.regle);
        let lieu = self.place(format!("{}/absence", regle.pointeur));
        self.emettre(rang, Constat::nouveau(outcome, lieu).raison(Raison::Absence(absence)));
    }

    /// The dates of the call, in their order.
    fn calendrier(&mut self, rang: u16, dates: &CalendrierAppel) {
        self.date(rang, DateDeLAppel::Publication, dates.publication.as_ref());
        let jugements = (0_u16..).zip(&self.appel.contenu().jugements);
        for (celui_ci, (_, jugement)) in jugements {
            self.cloture(rang, celui_ci, jugement);
        }
        self.date(rang, DateDeLAppel::Notification, dates.notification.as_ref());
        self.date(rang, DateDeLAppel::DebutDesMissions, dates.debut_des_missions.as_ref());
    }

    fn date(&mut self, rang: u16, quelle: DateDeLAppel, date: Option<&Situe<Date>>) {
        let Some(date) = date else { return };
        self.dater(rang, quelle, date.valeur, date.pointeur.clone(), "");
    }

    /// The closing days of a rule on the day of filing, reported under a rule.
    fn cloture(&mut self, sous: u16, rang: u16, jugement: &Jugement) {
        let Some((Some(type_), _)) = self.appel.contenu().jugements.get(usize::from(rang)) else {
            return;
        };
        let Exigence::Date(e) = &jugement.exigence else { return };
        let depot = e.champs.iter().any(|c| c.est(type_.descripteur(), "depot.date"));
        if *type_ != TypeDeDocument::Candidature || !depot {
            return;
        }
        let regle = self.appel.regle(jugement.regle).pointeur.clone();
        match &e.limite {
            Limite::Jours { au: Some(au), du, .. } => {
                let cle = if du.is_some() { "au" } else { "le" };
                self.dater(sous, DateDeLAppel::Cloture, *au, format!("{regle}/{cle}"), "");
            }
            Limite::Tours(tours) => {
                for (n, tour) in tours.iter().enumerate() {
                    let place = format!("{regle}/tours/{n}/au");
                    self.dater(sous, DateDeLAppel::Cloture, tour.au, place, &tour.nom);
                }
            }
            Limite::ChaqueAnnee { au: Some(au), .. } => {
                // The next time that it comes round.
                let annee = self.on.annee();
                let prochaine = [Some(annee), annee.checked_add(1)]
                    .into_iter()
                    .filter_map(|annee| au.dans(annee?))
                    .find(|jour| *jour >= self.on);
                if let Some(jour) = prochaine {
                    let place = format!("{regle}/chaque_annee/au");
                    self.dater(sous, DateDeLAppel::Cloture, jour, place, "");
                }
            }
            _ => {}
        }
    }

    fn dater(&mut self, rang: u16, quelle: DateDeLAppel, jour: Date, place: String, tour: &str) {
        let dimanche = jour.jour_de_semaine() == chrono::Weekday::Sun;
        let outcome = if quelle == DateDeLAppel::Cloture && dimanche {
            Outcome::Review
        } else {
            Outcome::Pass
        };
        let instance = match tour {
            "" => format_compact!("date={}", quelle.code()),
            tour => format_compact!("date={};tour={tour}", quelle.code()),
        };
        let lieu = self.place(place);
        let constat = Constat::nouveau(outcome, lieu)
            .observe(Value::Date(jour))
            .raison(Raison::Calendrier(quelle))
            .instance(instance);
        self.emettre(rang, constat);
    }
}
