//! The decision, and whether what is missing could still change it. DESIGN: a refusal never comes
//! from silence, and an acceptance never from emptiness.

use super::Report;
use crate::appel::{Absence, Severity};
use crate::rules::{Outcome, Raison};

/// What follows for the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Decision {
    /// It can be accepted as it stands.
    Admissible,
    /// Something is to be supplied or put right.
    Incomplete,
    /// It cannot be accepted as it stands.
    Inadmissible,
    /// The call holds no rules for it.
    NotApplicable,
}

impl Decision {
    /// The word of the report.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Admissible => "admissible",
            Self::Incomplete => "incomplete",
            Self::Inadmissible => "inadmissible",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// The exit code of a program that examined one such document.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Admissible => 0,
            Self::Incomplete | Self::NotApplicable => 1,
            Self::Inadmissible => 2,
        }
    }
}

/// What counts for the decision: findings by severity and outcome.
#[derive(Default)]
struct Poids {
    bloquant_echoue: bool,
    bloquant_en_attente: bool,
    corrigeable_echoue: bool,
    corrigeable_en_attente: bool,
    lacune: bool,
}

impl Report {
    fn poids(&self) -> Poids {
        let mut poids = Poids::default();
        for constat in &self.constats {
            let regle = self.appel.regle(self.appel.regle_du_jugement(constat.jugement));
            if !self.appel.compte(self.type_, self.appel.du_par(constat.jugement)) {
                continue;
            }
            if constat.raison == Raison::SansEffet {
                continue;
            }
            if matches!(constat.raison, Raison::Absence(_))
                && constat.outcome == Outcome::Undetermined
            {
                // A blank of the call is not the applicant's, but nothing is settled before it is filled.
                poids.lacune |= Severity::from(regle.gravite) != Severity::Advisory;
                continue;
            }
            let case = match (Severity::from(regle.gravite), constat.outcome) {
                (Severity::Blocking, Outcome::Fail) => &mut poids.bloquant_echoue,
                (Severity::Blocking, Outcome::Undetermined) => &mut poids.bloquant_en_attente,
                (Severity::Correctable, Outcome::Fail) => &mut poids.corrigeable_echoue,
                (Severity::Correctable, Outcome::Undetermined) => &mut poids.corrigeable_en_attente,
                _ => continue,
            };
            *case = true;
        }
        poids
    }

    /// The decision.
    #[must_use]
    pub fn decision(&self) -> Decision {
        if self.places.is_some() {
            return if self.a_completer() { Decision::Incomplete } else { Decision::Admissible };
        }
        if self.sans_regle || self.type_.is_none() || self.constats.is_empty() {
            return Decision::NotApplicable;
        }
        let poids = self.poids();
        if poids.bloquant_echoue {
            Decision::Inadmissible
        } else if poids.bloquant_en_attente
            || poids.corrigeable_en_attente
            || poids.corrigeable_echoue
        {
            Decision::Incomplete
        } else {
            Decision::Admissible
        }
    }

    /// True of a call that leaves something for the Caf to fill in.
    fn a_completer(&self) -> bool {
        self.gaps().any(|g| g.absence == Some(Absence::ACompleter))
    }

    /// True when supplying what [`Report::missing`] lists could not change the decision.
    #[must_use]
    pub fn settled(&self) -> bool {
        if self.places.is_some() {
            return true;
        }
        let poids = self.poids();
        match self.decision() {
            Decision::Inadmissible => true,
            Decision::NotApplicable => self.fautes.is_empty(),
            Decision::Admissible => self.fautes.is_empty() && !poids.lacune,
            Decision::Incomplete => {
                !poids.bloquant_en_attente
                    && (!poids.corrigeable_en_attente || poids.corrigeable_echoue)
            }
        }
    }
}
