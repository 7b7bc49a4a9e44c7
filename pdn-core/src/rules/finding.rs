//! What a rule found at one place of one dossier, as codes and parameters. Sentences are written
//! from it on demand.

use compact_str::CompactString;
use rustc_hash::FxHashSet;

use super::contexte::Objet;
use crate::appel::Absence;
use crate::dossier::Phase;
use crate::dossier::forme::Lieu;
use crate::value::{Range, Value};
use crate::values::{Date, Montant};

/// The outcome of a rule at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// The rule is met.
    Pass,
    /// It is not, and no missing value can undo that.
    Fail,
    /// A value that it needs is absent.
    Undetermined,
    /// It does not apply here.
    NotApplicable,
    /// A person decides.
    Review,
}

impl Outcome {
    /// Every outcome, in order.
    pub const ALL: [Self; 5] =
        [Self::Pass, Self::Fail, Self::Undetermined, Self::NotApplicable, Self::Review];

    /// True of what somebody is to look at: neither `pass` nor `not_applicable`.
    #[must_use]
    pub fn needs_attention(self) -> bool {
        !matches!(self, Self::Pass | Self::NotApplicable)
    }

    /// The word of the report: `pass`, `fail`, `undetermined`, `not_applicable`, `review`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Undetermined => "undetermined",
            Self::NotApplicable => "not_applicable",
            Self::Review => "review",
        }
    }
}

/// Why a rule does not apply, why a person must look, or what precisely failed, where the values
/// do not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Raison {
    #[default]
    Aucune,
    /// Due from a later phase on.
    Phase(Phase),
    /// The condition of the rule is not met.
    Condition,
    /// There is no such object in the dossier.
    AucunObjet,
    /// The call holds no value.
    Absence(Absence),
    /// Not due yet and not given.
    PasEncoreDu,
    /// The session was not held, or is not over.
    SessionNonTenue,
    /// The participant withdrew before the session began.
    Desistement,
    /// The participant was not present.
    NonPresent,
    /// The session is neither cancelled nor postponed.
    NonAnnulee,
    /// No exclusion in the dossier.
    SansExclusion,
    /// No breach of the kind on record.
    SansManquement,
    /// Not known, but it could only be left to a person: it never weighs.
    SansEffet,
    /// A breach on record.
    Manquement,
    /// A declared no.
    Refus,
    /// A quantity that the text leaves open.
    QuantiteOuverte,
    /// No multiple of the step that the call sets.
    HorsDuPas,
    /// The funder acts for a département that is not applied for.
    AutreDepartement,
    /// The exact amount is no whole number of cents.
    EntreDeuxCentimes,
    /// A further training that nobody else pays for.
    FormationEnPlus,
    /// A value outside the range on a side.
    DebordeDeLaTranche,
    /// More than is asked.
    PlusQueDemande,
    /// Approved after it took effect.
    ValideeApres,
    /// No date is left for the session.
    PlusDeDate,
    /// Only a person judges it.
    AJuger,
    /// A sector that the text does not name.
    SecteurNonCite,
    /// Certificate given to someone absent.
    AttestationSansPresence,
    /// More hours online than hours worked.
    AuDelaDuTravail,
    /// Signed after it took part.
    SigneeApres,
    /// No breach that is a ground for exclusion.
    SansMotif,
    /// The prorata is proposed.
    ProrataPropose,
    /// The grant is only asked for.
    DemandeSeulement,
    /// Left for later, as the call says.
    Reporte,
    /// None of the years that the rule is about is one of the plan's.
    HorsDesAnnees,
    /// Nothing is asked for.
    RienDemande,
    /// A total past what can be computed.
    TropGrand,
    /// The other date is said to be none.
    SansReference,
    /// Other points of the list will do.
    AuChoix,
    /// A point that is not met, of a list of which only so many are due.
    ParmiDAutres,
    /// Asked for only if there is one.
    SIlExiste,
    /// Older than it may be.
    TropAncienne,
    /// Of a document: of a later day than the filing.
    DateeApres,
    /// Of a day by which something must have happened: it has not come.
    AVenir,
    /// After the closing time of the last day.
    HeurePassee,
    /// Received after it was due.
    RecueApres,
    /// An association that was created in the year of filing.
    CreeeDansLAnnee,
    /// About an older year than the last one before filing.
    ExerciceAncien,
    /// Less than the estimate.
    SousLEstimation,
    /// Part by one channel, part by another.
    CanauxMeles,
    /// Another application of the same operator.
    AutreCandidature,
    /// The missions hardly cover the year.
    AnneeIncomplete,
    /// The report does not cover the whole year.
    AnneeNonCouverte,
    /// The year is not over.
    AnneeEnCours,
    /// A kind of expense that the call does not name.
    NatureInconnue,
    /// No element of a list is what is asked.
    AucunNeConvient,
    /// A date of the call, against the day of the examination.
    Calendrier(DateDeLAppel),
}

/// The dates of a call, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateDeLAppel {
    Publication,
    Cloture,
    Notification,
    DebutDesMissions,
}

impl DateDeLAppel {
    /// The name of the date in the report's instances.
    pub fn code(self) -> &'static str {
        match self {
            Self::Publication => "publication",
            Self::Cloture => "cloture",
            Self::Notification => "notification",
            Self::DebutDesMissions => "debut-des-missions",
        }
    }
}

/// What mends a failure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Remede {
    pub action: Action,
    pub vers: Option<Value>,
    pub de: Option<Value>,
    /// The value to reach is that of a total of several amounts.
    pub total: bool,
}

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Lower to a value.
    Lower,
    /// Raise to a value.
    Raise,
    /// Put a value in place of another.
    Set,
    /// Add what is lacking.
    Add,
    /// Take away what may not be.
    Remove,
    /// Move a date.
    Move,
    /// Declare a commitment.
    Declare,
    /// As the rule's own wording says.
    Mend,
}

impl Action {
    /// Every action, for the schema of a report.
    pub const TOUTES: &'static [Self] = &[
        Self::Lower,
        Self::Raise,
        Self::Set,
        Self::Add,
        Self::Remove,
        Self::Move,
        Self::Declare,
        Self::Mend,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::Raise => "raise",
            Self::Set => "set",
            Self::Add => "add",
            Self::Remove => "remove",
            Self::Move => "move",
            Self::Declare => "declare",
            Self::Mend => "mend",
        }
    }
}

/// One finding, in memory: small, since there are many and most of them pass.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Constat {
    /// Rank of the judgement in the call: it knows the rule, and what is expected.
    pub jugement: u16,
    pub outcome: Outcome,
    pub raison: Raison,
    /// How many steps of the place lead to the object that was judged, where it is one of a list.
    pub profondeur: u8,
    pub lieu: Lieu,
    pub observe: Option<Value>,
    plus: Option<Box<Plus>>,
}

/// What only some findings have.
#[derive(Debug, Clone, PartialEq, Default)]
struct Plus {
    /// The object that was judged, where the place is not within it.
    objet: Option<Lieu>,
    instance: CompactString,
    attendu: Option<Value>,
    remede: Option<Remede>,
    attend: Vec<Lieu>,
    /// What could still change it, though it is decided.
    repose: Vec<Lieu>,
    /// What a share was compared with.
    base: Option<Value>,
}

impl Constat {
    #[inline]
    pub fn nouveau(outcome: Outcome, lieu: Lieu) -> Self {
        Self {
            jugement: 0,
            outcome,
            raison: Raison::Aucune,
            profondeur: 0,
            lieu,
            observe: None,
            plus: None,
        }
    }

    /// The same finding, with another outcome.
    pub fn devient(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }

    fn plus(&mut self) -> &mut Plus {
        self.plus.get_or_insert_default()
    }

    /// The object that was judged.
    #[inline]
    pub fn sur(mut self, objet: &Objet<'_>) -> Self {
        self.situer(objet);
        self
    }

    /// Says which object was judged.
    #[inline]
    pub fn situer(&mut self, objet: &Objet<'_>) {
        if objet.de_liste {
            if self.lieu.commence_par(objet.lieu) {
                self.profondeur = objet.lieu.longueur();
            } else {
                self.plus().objet = Some(objet.lieu);
            }
        }
    }

    /// An instance that no place says.
    pub fn instance(mut self, instance: impl Into<CompactString>) -> Self {
        self.plus().instance = instance.into();
        self
    }

    #[inline]
    pub fn raison(mut self, raison: Raison) -> Self {
        self.raison = raison;
        self
    }

    #[inline]
    pub fn observe(mut self, valeur: impl Into<Option<Value>>) -> Self {
        self.observe = valeur.into();
        self
    }

    /// What this finding expected, where the rule does not say it for all.
    pub fn attendu(mut self, valeur: Value) -> Self {
        self.plus().attendu = Some(valeur);
        self
    }

    /// The day of what was to be done, which has not come.
    pub fn a_venir(jour: Date, lieu: Lieu, on: Date) -> Self {
        let attendu = Range { max: Some(Value::Date(on)), ..Range::default() };
        Self::nouveau(Outcome::Fail, lieu)
            .observe(Value::Date(jour))
            .attendu(Value::Range(Box::new(attendu)))
            .raison(Raison::AVenir)
    }

    /// The same, where there is one.
    pub fn attendu_si(self, valeur: Option<Value>) -> Self {
        match valeur {
            Some(valeur) => self.attendu(valeur),
            None => self,
        }
    }

    pub fn remede(mut self, action: Action, vers: Option<Value>, de: Option<Value>) -> Self {
        self.plus().remede = Some(Remede { action, vers, de, total: false });
        self
    }

    /// By how much it is to change is not known.
    pub fn sans_ecart(mut self) -> Self {
        if let Some(remede) = &mut self.plus().remede {
            remede.de = None;
        }
        self
    }

    /// What mends it is said of a total of several amounts.
    pub fn du_total(mut self) -> Self {
        if let Some(remede) = &mut self.plus().remede {
            remede.total = true;
        }
        self
    }

    /// What a share was compared with.
    pub fn base(mut self, base: Option<Value>) -> Self {
        if base.is_some() {
            self.plus().base = base;
        }
        self
    }

    pub fn la_base(&self) -> Option<&Value> {
        self.plus.as_ref()?.base.as_ref()
    }

    /// What it waits for.
    pub fn attend(mut self, lieu: Lieu) -> Self {
        self.plus().attend.push(lieu);
        self
    }

    /// What it waits for, where that is not known.
    pub fn attend_si(self, inconnu: bool, lieu: Lieu) -> Self {
        if inconnu { self.attend(lieu) } else { self }
    }

    /// All that it waits for.
    pub fn attend_tous(mut self, lieux: impl IntoIterator<Item = Lieu>) -> Self {
        self.attendre(lieux);
        self
    }

    /// Waits for more.
    pub fn attendre(&mut self, lieux: impl IntoIterator<Item = Lieu>) {
        self.plus().attend.extend(lieux);
    }

    /// Rests on places that a later answer could change.
    pub fn repose(mut self, lieux: impl IntoIterator<Item = Lieu>) -> Self {
        self.plus().repose.extend(lieux);
        self
    }

    /// What could still change it: what it waits for, or rests on.
    pub fn reposes(&self) -> &[Lieu] {
        self.plus.as_ref().map_or(&[], |p| &p.repose)
    }

    /// Rests on one more place.
    pub fn reposer(&mut self, lieu: Lieu) {
        self.plus().repose.push(lieu);
    }

    /// True where nothing was observed.
    pub fn rien_d_observe(&self) -> bool {
        match &self.observe {
            None => true,
            Some(Value::List(liste)) => liste.is_empty(),
            Some(Value::Text(texte)) => texte.trim().is_empty(),
            Some(_) => false,
        }
    }

    /// Waits for whether the rule applies at all. What could only be left to a person still could.
    pub fn suspendre(&mut self, lieux: &[Lieu]) {
        self.raison = match self.outcome {
            Outcome::Review => Raison::SansEffet,
            Outcome::Undetermined => self.raison,
            _ => Raison::Aucune,
        };
        self.outcome = Outcome::Undetermined;
        let plus = self.plus();
        plus.remede = None;
        let attendus = std::mem::take(&mut plus.attend);
        let deja: FxHashSet<&Lieu> = lieux.iter().collect();
        plus.attend.extend_from_slice(lieux);
        plus.attend.extend(attendus.into_iter().filter(|l| !deja.contains(l)));
    }

    /// The object that was judged, where it is one of a list.
    pub fn objet(&self) -> Option<Lieu> {
        match self.profondeur {
            0 => self.plus.as_ref()?.objet,
            n => Some(self.lieu.debut(n)),
        }
    }

    pub fn instance_propre(&self) -> &str {
        self.plus.as_ref().map_or("", |p| p.instance.as_str())
    }

    pub fn attendu_propre(&self) -> Option<&Value> {
        self.plus.as_ref()?.attendu.as_ref()
    }

    pub fn le_remede(&self) -> Option<&Remede> {
        self.plus.as_ref()?.remede.as_ref()
    }

    pub fn attendus(&self) -> &[Lieu] {
        self.plus.as_ref().map_or(&[], |p| &p.attend)
    }
}

/// What the texts attach to an outcome.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Suite {
    pub regle: u16,
    pub lieu: Lieu,
    pub effet: Effet,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Effet {
    /// Cancel and postpone, to this day at the latest; `None` when no day is left.
    AnnulationEtReport { au_plus_tard: Option<Date> },
    /// The participants who wait, by order of enrolment, and the days of enrolment that would tell who
    /// else does.
    ListeDAttente { participants: Vec<CompactString>, attend: Vec<Lieu> },
    /// The proposed amount.
    Prorata {
        financeur: CompactString,
        annee: Option<u16>,
        accorde: Montant,
        montant: Montant,
        unite: &'static crate::dossier::Choix,
        realise: u32,
        prevu: u32,
    },
    /// The proposed amount, where more is received than the action costs.
    ProrataDesRecettes {
        financeur: CompactString,
        annee: Option<u16>,
        accorde: Montant,
        montant: Montant,
        cout: Montant,
        recettes: Montant,
    },
    /// What the call says to follow, by its code in the list of its own.
    DeLAppel(CompactString),
    /// A ground for exclusion is met; the exclusion is never pronounced here.
    MotifDExclusion,
}

impl Effet {
    pub fn code(&self) -> &'static str {
        match self {
            Self::AnnulationEtReport { .. } => "annulation-et-report",
            Self::ListeDAttente { .. } => "liste-d-attente",
            Self::Prorata { .. } | Self::ProrataDesRecettes { .. } => "prorata",
            Self::DeLAppel(_) => "suite",
            Self::MotifDExclusion => "motif-d-exclusion",
        }
    }
}
