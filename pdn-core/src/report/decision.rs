//! The decision, and whether what is missing could still change it. DESIGN: a refusal never comes
//! from silence, and an acceptance never from emptiness.

use super::Report;
use crate::appel::{Absence, Severity};
use crate::dossier::forme::Lieu;
use crate::lecture::{CodeDeFaute, Faute};
use crate::rules::{EnReserve, Outcome, Raison};

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

/// What counts for the decision: what findings are, and what each could still become once all that is
/// missing is supplied.
#[derive(Default)]
struct Poids {
    bloquant_echoue: bool,
    corrigeable_echoue: bool,
    bloquant_en_attente: bool,
    corrigeable_en_attente: bool,
    /// Failures that nothing missing could undo.
    bloquant_perdu: bool,
    corrigeable_perdu: bool,
    /// What does not fail, and may come to.
    bloquant_menace: bool,
    corrigeable_menace: bool,
    /// The call may hold no rule for the document at all.
    sans_regle_peut_etre: bool,
    lacune: bool,
}

/// Places that are missing, so that what rests on one of them is found at once.
struct Manquants(Vec<Lieu>);

impl Manquants {
    /// True of a place whose value an answer to one of these would supply: that place, one above it or one
    /// below.
    fn touchent(&self, lieu: Lieu) -> bool {
        let suivant = self.0.partition_point(|autre| *autre < lieu);
        let dessous = self.0.get(suivant).is_some_and(|autre| autre.commence_par(lieu));
        dessous || (0..=lieu.longueur()).any(|n| self.0.binary_search(&lieu.debut(n)).is_ok())
    }
}

impl Report {
    /// Every place that something waits for.
    fn manquants(&self) -> Manquants {
        let en_attente = self.constats.iter().filter(|c| c.outcome == Outcome::Undetermined);
        let mut lieux: Vec<Lieu> = en_attente.flat_map(|c| c.attendus()).copied().collect();
        lieux.sort_unstable();
        lieux.dedup();
        Manquants(lieux)
    }

    fn poids(&self) -> Poids {
        let mut poids = Poids::default();
        // Hardly any finding rests on something: what is missing is only gathered for those.
        let mut manquants: Option<Manquants> = None;
        for constat in &self.constats {
            let regle = self.appel.regle(self.appel.regle_du_jugement(constat.jugement));
            if !self.appel.compte(self.type_, self.appel.du_par(constat.jugement)) {
                continue;
            }
            if constat.raison == Raison::SansEffet {
                continue;
            }
            let gravite = Severity::from(regle.gravite);
            if matches!(constat.raison, Raison::Absence(_))
                && constat.outcome == Outcome::Undetermined
            {
                // A blank of the call is not the applicant's, but nothing is settled before it is filled.
                poids.lacune |= gravite != Severity::Advisory;
                continue;
            }
            let change = !constat.reposes().is_empty() && {
                let manquants = manquants.get_or_insert_with(|| self.manquants());
                constat.reposes().iter().any(|lieu| manquants.touchent(*lieu))
            };
            let bloquant = gravite == Severity::Blocking;
            if gravite == Severity::Advisory {
                continue;
            }
            match constat.outcome {
                Outcome::Fail => {
                    poids.note(bloquant, |p| (&mut p.bloquant_echoue, &mut p.corrigeable_echoue));
                    if !change {
                        poids.note(bloquant, |p| (&mut p.bloquant_perdu, &mut p.corrigeable_perdu));
                    }
                }
                Outcome::Undetermined => poids.note(bloquant, |p| {
                    (&mut p.bloquant_en_attente, &mut p.corrigeable_en_attente)
                }),
                Outcome::Pass | Outcome::NotApplicable | Outcome::Review if change => {
                    poids.note(bloquant, |p| (&mut p.bloquant_menace, &mut p.corrigeable_menace))
                }
                Outcome::Pass | Outcome::NotApplicable | Outcome::Review => {}
            }
        }
        for reserve in &self.reserves {
            match reserve.quoi {
                EnReserve::Appel => poids.sans_regle_peut_etre = true,
                EnReserve::Ligne(_) => poids.corrigeable_menace = true,
                EnReserve::Lignes => {
                    let manquants = manquants.get_or_insert_with(|| self.manquants());
                    poids.corrigeable_menace |= manquants.touchent(reserve.lieu);
                }
                EnReserve::Jugement(jugement) => {
                    let regle = self.appel.regle(self.appel.regle_du_jugement(jugement));
                    if self.appel.compte(self.type_, self.appel.du_par(jugement)) {
                        match Severity::from(regle.gravite) {
                            Severity::Blocking => poids.bloquant_menace = true,
                            Severity::Correctable => poids.corrigeable_menace = true,
                            Severity::Advisory => {}
                        }
                    }
                }
            }
        }
        // What no rule read, and may matter, is to be put right: but for what turns out to be nothing.
        for non_lue in self.non_lues.iter().filter(|n| n.pese) {
            poids.corrigeable_echoue = true;
            poids.corrigeable_perdu |=
                !self.reserves.iter().any(|r| r.lieu.commence_par(non_lue.lieu));
        }
        poids
    }

    /// The decision.
    #[must_use]
    pub fn decision(&self) -> Decision {
        self.decider(&self.poids())
    }

    fn decider(&self, poids: &Poids) -> Decision {
        if self.places.is_some() {
            return if self.a_completer() { Decision::Incomplete } else { Decision::Admissible };
        }
        if self.sans_regle || self.type_.is_none() || self.constats.is_empty() {
            return Decision::NotApplicable;
        }
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

    /// True when supplying what [`Report::missing`] lists, or putting right what
    /// [`Report::input_errors`] does, could not change the decision.
    #[must_use]
    pub fn settled(&self) -> bool {
        if self.places.is_some() {
            return true;
        }
        let poids = self.poids();
        match self.decider(&poids) {
            Decision::Inadmissible => poids.bloquant_perdu && !poids.sans_regle_peut_etre,
            Decision::Incomplete => {
                !poids.bloquant_en_attente
                    && !poids.bloquant_menace
                    && poids.corrigeable_perdu
                    && !poids.sans_regle_peut_etre
            }
            Decision::Admissible => {
                self.fautes.is_empty()
                    && !poids.lacune
                    && !poids.bloquant_menace
                    && !poids.corrigeable_menace
                    && !poids.sans_regle_peut_etre
            }
            // Of a document of no known type, or that another call is to judge, nothing is.
            Decision::NotApplicable => {
                self.sans_regle || (self.type_.is_some() && self.renvoi().is_none())
            }
        }
    }

    /// Why the document is not this call's to judge: it names another, or none.
    pub(crate) fn renvoi(&self) -> Option<CodeDeFaute> {
        let codes = [CodeDeFaute::OtherCall, CodeDeFaute::NoCall];
        let du_document = |f: &&Faute| codes.contains(&f.code()) && f.pointer() == "/appel";
        let faute = self.fautes.iter().find(du_document);
        faute.map(Faute::code).filter(|_| self.constats.is_empty())
    }
}

impl Poids {
    /// Notes one thing of a blocking rule, or of a correctable one.
    fn note(&mut self, bloquant: bool, cases: impl FnOnce(&mut Self) -> (&mut bool, &mut bool)) {
        let (du_bloquant, du_corrigeable) = cases(self);
        *(if bloquant { du_bloquant } else { du_corrigeable }) = true;
    }
}
