//! The report: every finding of every rule, the decision, what is missing, what follows.
//!
//! A report holds codes and parameters; sentences are written when they are asked for.

mod accepts;
mod calculation;
mod decision;
mod finding;
mod input_error;
mod missing;
mod objets;
mod opinions;
mod unread;

pub use accepts::{AcceptedWord, Accepts};
pub use calculation::{Calculation, CalculationLine, Estimate, EstimateTerm, Term};
pub(crate) use calculation::{LigneCalculee, ProrataCalcule, Terme};
pub use decision::Decision;
pub use finding::{Finding, Remedy};
pub use input_error::InputError;
pub use missing::Missing;
pub(crate) use objets::Objet;
pub use opinions::Opinions;
pub use unread::Unread;
pub(crate) use unread::{NonLue, RaisonNonLue};

use compact_str::CompactString;

use crate::appel::{Absence, Appel};
use crate::dossier::forme::Lieu;
use crate::dossier::{Appreciation, Document, TypeDeDocument};
use crate::lecture::Faute;
use crate::rules::{Constat, Effet, Outcome, Raison, Reserve, Suite};
use crate::values::{Date, Langue, Montant};

/// What examining one document found.
///
/// The same document, call and day give the same report, to the byte.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub(crate) appel: Appel,
    pub(crate) type_: Option<TypeDeDocument>,
    /// In a report on the call itself: the places of its file that findings point at.
    pub(crate) places: Option<Vec<String>>,
    pub(crate) reference: Option<CompactString>,
    pub(crate) on: Date,
    pub(crate) constats: Vec<Constat>,
    pub(crate) suites: Vec<Suite>,
    pub(crate) fautes: Vec<Faute>,
    /// The ranks of the faults, in the order of their pointers.
    pub(crate) fautes_par_pointeur: Vec<usize>,
    pub(crate) hypotheses: Vec<Hypothese>,
    /// What a person recorded, by the rank of the declarable point and its object.
    pub(crate) appreciations: Vec<(u16, Lieu, Appreciation)>,
    /// What the elements of the document's lists are called by.
    pub(crate) noms: Vec<(Lieu, CompactString)>,
    /// What the objects that the report names are called, in the order of their places.
    pub(crate) objets: Vec<Objet>,
    /// What no rule read, in the order of the document.
    pub(crate) non_lues: Vec<NonLue>,
    /// Ranks of the call's gaps that matter for this document.
    pub(crate) lacunes: Vec<u16>,
    /// True when a gap leaves the call without rules for this document.
    pub(crate) sans_regle: bool,
    /// What may still come into play, once a place is known.
    pub(crate) reserves: Vec<Reserve>,
    /// The first and the last year of a plan that says which it covers.
    pub(crate) annees: Option<(u32, u32)>,
}

/// Something taken for granted, because the document does not say it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Hypothese {
    /// The dossier is being filed.
    PhaseDepot,
    /// A byte order mark stood before the document.
    MarqueDOctets,
}

/// How many findings have each outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rules that are met.
    pub pass: usize,
    /// Rules that are not.
    pub fail: usize,
    /// Rules that wait for a value.
    pub undetermined: usize,
    /// Rules that do not apply.
    pub not_applicable: usize,
    /// Points left to a person.
    pub review: usize,
}

impl Report {
    /// The report on a document that another call is to judge: its faults alone.
    pub(crate) fn sans_verdict(
        appel: &Appel,
        document: &Document,
        on: Date,
        hypotheses: Vec<Hypothese>,
        fautes: Vec<Faute>,
    ) -> Self {
        Self {
            type_: Some(document.type_de_document()),
            reference: document.reference().donnee().map(|r| r.as_str().into()),
            ..Self::sans_document(appel, on, hypotheses, fautes)
        }
    }

    /// The report on something that is no document: its faults alone.
    pub(crate) fn sans_document(
        appel: &Appel,
        on: Date,
        hypotheses: Vec<Hypothese>,
        fautes: Vec<Faute>,
    ) -> Self {
        Self {
            appel: appel.clone(),
            type_: None,
            places: None,
            reference: None,
            on,
            constats: Vec::new(),
            suites: Vec::new(),
            fautes_par_pointeur: Vec::new(),
            fautes,
            hypotheses,
            appreciations: Vec::new(),
            noms: Vec::new(),
            objets: Vec::new(),
            non_lues: Vec::new(),
            lacunes: Vec::new(),
            sans_regle: false,
            reserves: Vec::new(),
            annees: None,
        }
    }

    /// True of a pointer to something at fault.
    pub(crate) fn fautif(&self, pointeur: &str) -> bool {
        let de = |rang: &usize| self.fautes.get(*rang).map_or("", Faute::pointer);
        self.fautes_par_pointeur.binary_search_by(|rang| de(rang).cmp(pointeur)).is_ok()
    }

    /// What a person recorded of a finding's rule, on the same object.
    pub(crate) fn appreciation(&self, constat: &Constat) -> Option<&Appreciation> {
        let regle_du_constat = self.appel.regle_du_jugement(constat.jugement);
        self.appreciations
            .iter()
            .filter(|(regle, lieu, _)| {
                // The object that carries the record holds what was judged.
                let porteur = lieu.pas().split_last().map_or(&[][..], |(_, reste)| reste);
                *regle == regle_du_constat && constat.lieu.pas().starts_with(porteur)
            })
            .max_by_key(|(_, lieu, _)| lieu.pas().len())
            .map(|(_, _, a)| a)
    }

    /// The same report, of a document that was no text: its input errors have no line and no column.
    ///
    /// ```
    /// use pdn_core::Appel;
    ///
    /// let appel = Appel::builtin("charte-2016")?;
    /// let report = appel.evaluate_json(r#"{ "type": "profil", "nom": "" }"#, "2024-07-01".parse()?)?;
    /// assert_eq!(report.input_errors()[0].line(), Some(1));
    /// assert_eq!(report.without_positions().input_errors()[0].line(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn without_positions(mut self) -> Self {
        for faute in &mut self.fautes {
            faute.position = None;
        }
        self
    }

    /// The call that judged.
    #[must_use]
    pub fn appel(&self) -> &Appel {
        &self.appel
    }

    /// What is examined, as the report writes it: the type of the document, or `appel` for the call
    /// itself; `None` for a document of no known type.
    #[must_use]
    pub fn subject(&self) -> Option<&'static str> {
        match self.places {
            Some(_) => Some("appel"),
            None => self.type_.map(TypeDeDocument::code),
        }
    }

    /// The type of the document; `None` where it has none that is known.
    #[must_use]
    pub fn document_type(&self) -> Option<TypeDeDocument> {
        self.type_
    }

    /// The office's own number, as the document gives it.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
    }

    /// The day of the examination.
    #[must_use]
    pub fn on(&self) -> Date {
        self.on
    }

    /// Every finding, in the order of the call's text.
    pub fn findings(&self) -> impl ExactSizeIterator<Item = Finding<'_>> {
        self.constats.iter().map(|constat| Finding { report: self, constat })
    }

    /// The exit code of a program that examined this document alone: 3 where it has no type that is known.
    ///
    /// ```
    /// use pdn_core::Appel;
    ///
    /// let appel = Appel::builtin("charte-2016")?;
    /// let on = "2024-07-01".parse()?;
    /// assert_eq!(appel.evaluate_json("{}", on)?.exit_code(), 3);
    /// assert_eq!(appel.evaluate_json(r#"{ "type": "profil" }"#, on)?.exit_code(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        self.subject().map_or(3, |_| self.decision().exit_code())
    }

    /// What needs attention: neither `pass` nor `not_applicable`.
    pub fn attention(&self) -> impl Iterator<Item = Finding<'_>> {
        self.findings().filter(|f| f.outcome().needs_attention())
    }

    /// What the texts attach to the outcomes.
    pub fn consequences(&self) -> impl ExactSizeIterator<Item = Consequence<'_>> {
        self.suites.iter().map(|suite| Consequence { report: self, suite })
    }

    /// What the call does not hold, where that matters for this document: the gaps that its file
    /// declares, then the rules for which it has no value.
    pub fn gaps(&self) -> impl Iterator<Item = Gap<'_>> {
        let declarees = self.lacunes.iter().filter_map(|rang| self.appel.gap(*rang));
        let blancs = self.findings().filter_map(|f| match f.constat.raison {
            Raison::Absence(absence) if f.outcome() == Outcome::Undetermined => Some(Gap {
                id: f.rule(),
                owed_by: f.owed_by(),
                absence: Some(absence),
                texte: TexteDeLacune::Regle(f),
            }),
            _ => None,
        });
        declarees.chain(blancs)
    }

    /// What was taken for granted, because the document does not say it.
    pub fn assumptions(&self) -> impl ExactSizeIterator<Item = Assumption> {
        self.hypotheses.iter().map(|h| match h {
            Hypothese::PhaseDepot => Assumption { pointer: "/phase", value: "depot" },
            Hypothese::MarqueDOctets => Assumption { pointer: "", value: "BOM" },
        })
    }

    /// How many findings have each outcome.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.constats.iter().fold(Counts::default(), |mut c, f| {
            let case = match f.outcome {
                Outcome::Pass => &mut c.pass,
                Outcome::Fail => &mut c.fail,
                Outcome::Undetermined => &mut c.undetermined,
                Outcome::NotApplicable => &mut c.not_applicable,
                Outcome::Review => &mut c.review,
            };
            *case = case.saturating_add(1);
            c
        })
    }

    /// JSON Pointer of a place of the document.
    pub(crate) fn pointeur(&self, lieu: Lieu) -> String {
        if let Some(places) = &self.places {
            let place =
                lieu.pas().first().and_then(|rang| places.get(usize::try_from(*rang).ok()?));
            return place.cloned().unwrap_or_default();
        }
        self.appel.pointeur(self.type_, lieu)
    }

    /// Title of the field at a place: what a form would call it.
    pub(crate) fn titre_du_champ(&self, lieu: Lieu, langue: Langue) -> String {
        self.appel.titre_du_champ(self.type_, lieu, langue)
    }
}

/// Something that the texts attach to an outcome.
#[derive(Clone, Copy)]
pub struct Consequence<'r> {
    pub(crate) report: &'r Report,
    pub(crate) suite: &'r Suite,
}

impl<'r> Consequence<'r> {
    /// `annulation-et-report`, `liste-d-attente`, `prorata`, `motif-d-exclusion`, or `suite`: one of the call's own.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.suite.effet.code()
    }

    /// Id of the rule that it follows from.
    #[must_use]
    pub fn rule(&self) -> &'r str {
        &self.report.appel.regle(self.suite.regle).id
    }

    /// JSON Pointer to what it follows from.
    #[must_use]
    pub fn pointer(&self) -> String {
        self.report.pointeur(self.suite.lieu)
    }

    /// Of one of the call's own, its code in `[listes.suites]`.
    #[must_use]
    pub fn suite(&self) -> Option<&'r str> {
        match &self.suite.effet {
            Effet::DeLAppel(code) => Some(code),
            _ => None,
        }
    }

    /// The last possible day of a postponed session.
    #[must_use]
    pub fn latest(&self) -> Option<Date> {
        match self.suite.effet {
            Effet::AnnulationEtReport { au_plus_tard } => au_plus_tard,
            _ => None,
        }
    }

    /// Who waits, by order of enrolment.
    #[must_use]
    pub fn participants(&self) -> &'r [CompactString] {
        match &self.suite.effet {
            Effet::ListeDAttente { participants, .. } => participants,
            _ => &[],
        }
    }

    /// The proposed amount of a prorata, in euros, rounded once, to the cent, half up.
    #[must_use]
    pub fn amount(&self) -> Option<Montant> {
        match self.suite.effet {
            Effet::Prorata { montant, .. } | Effet::ProrataDesRecettes { montant, .. } => {
                Some(montant)
            }
            _ => None,
        }
    }
}

/// Something that the file of the call does not hold.
#[derive(Debug, Clone)]
pub struct Gap<'r> {
    /// Its id.
    pub id: &'r str,
    /// Who could fill it.
    pub owed_by: &'r str,
    pub(crate) absence: Option<Absence>,
    texte: TexteDeLacune<'r>,
}

/// Where the sentence of a gap comes from.
#[derive(Debug, Clone)]
enum TexteDeLacune<'r> {
    Declaree(&'r crate::appel::Bilingue),
    Regle(Finding<'r>),
}

impl Appel {
    fn gap(&self, rang: u16) -> Option<Gap<'_>> {
        let lacune = self.contenu().lacunes.get(usize::from(rang))?;
        Some(Gap {
            id: &lacune.id,
            owed_by: &lacune.du_par,
            absence: lacune.absence,
            texte: TexteDeLacune::Declaree(&lacune.texte),
        })
    }
}

impl Gap<'_> {
    /// What is missing, in a language.
    #[must_use]
    pub fn text(&self, langue: Langue) -> String {
        match &self.texte {
            TexteDeLacune::Declaree(texte) => texte.texte(langue),
            TexteDeLacune::Regle(finding) => finding.message(langue),
        }
    }

    /// True of a gap that the file declares; false of a rule for which it has no value.
    #[must_use]
    pub fn declared(&self) -> bool {
        matches!(self.texte, TexteDeLacune::Declaree(_))
    }

    /// Why it is missing, in words: the text states none, the Caf has still to fill it in, it is not
    /// known; `None` where the file does not say.
    #[must_use]
    pub fn absence(&self, langue: Langue) -> Option<&'static str> {
        self.absence.map(|a| langue.choisir(a.choix().fr, a.choix().en))
    }
}

/// Something taken for granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assumption {
    /// Where the document would say it.
    pub pointer: &'static str,
    /// The value taken.
    pub value: &'static str,
}
