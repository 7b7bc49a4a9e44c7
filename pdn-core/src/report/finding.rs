//! One finding, seen through its report.

use super::Report;
use crate::appel::{Citation, Regle, Severity};
use crate::dossier::Appreciation;
use crate::dossier::forme::Lieu;
use crate::rules::{Constat, Outcome, Remede};
use crate::value::Value;
use crate::values::Langue;

/// The outcome of one rule at one place of the document.
#[derive(Clone, Copy)]
pub struct Finding<'r> {
    pub(crate) report: &'r Report,
    pub(crate) constat: &'r Constat,
}

impl std::fmt::Debug for Finding<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finding")
            .field("rule", &self.rule())
            .field("instance", &self.instance())
            .field("outcome", &self.outcome())
            .field("pointer", &self.pointer())
            .finish_non_exhaustive()
    }
}

impl<'r> Finding<'r> {
    pub(crate) fn regle(&self) -> &'r Regle {
        let appel = &self.report.appel;
        appel.regle(appel.regle_du_jugement(self.constat.jugement))
    }

    /// Id of the rule.
    #[must_use]
    pub fn rule(&self) -> &'r str {
        &self.regle().id
    }

    /// What the rule was judged on, where it bears on several things: `formation=F1;session=2`,
    /// `financeur=caf-63`. `None` when it is judged once on the document.
    #[must_use]
    pub fn instance(&self) -> Option<String> {
        let appel = &self.report.appel;
        let objet = match (self.report.type_, self.constat.objet()) {
            (Some(type_), Some(lieu)) => appel.instance(type_, lieu, &self.report.noms).into(),
            _ => self.constat.instance_propre().to_owned(),
        };
        let element = appel.jugement(self.constat.jugement).map_or("", |j| j.instance.as_str());
        let entre = if objet.is_empty() || element.is_empty() { "" } else { ";" };
        let instance = objet + entre + element;
        (!instance.is_empty()).then_some(instance)
    }

    /// The outcome.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.constat.outcome
    }

    /// How grave a failure is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.regle().gravite.into()
    }

    /// Who owes it: `candidat`, `structure`, `caf`…
    #[must_use]
    pub fn owed_by(&self) -> &'r str {
        self.report.appel.du_par(self.constat.jugement)
    }

    /// JSON Pointer to where the value is, or would be.
    #[must_use]
    pub fn pointer(&self) -> String {
        self.report.pointeur(self.constat.lieu)
    }

    /// JSON Pointers to the places whose values could still change it: what it waits for where it is
    /// undetermined, and what an outcome that stands for now rests on. Empty where nothing that is missing
    /// could: no document fills in what its call leaves blank (`Report::gaps`).
    ///
    /// ```
    /// use pdn_core::Appel;
    ///
    /// let appel = Appel::builtin("charte-2016")?;
    /// let report = appel.evaluate_json(r#"{ "type": "profil" }"#, "2024-07-01".parse()?)?;
    /// let photo = report.findings().find(|f| f.rule() == "charte.profil.photo");
    /// assert_eq!(photo.map(|f| f.rests_on()), Some(vec!["/photo".to_owned()]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn rests_on(&self) -> Vec<String> {
        let attendus: &[Lieu] = match self.constat.outcome {
            Outcome::Undetermined => self.constat.attendus(),
            _ => &[],
        };
        let lieux = attendus.iter().chain(self.constat.reposes());
        lieux.map(|lieu| self.report.pointeur(*lieu)).collect()
    }

    /// Title of the rule.
    #[must_use]
    pub fn title(&self, langue: Langue) -> String {
        self.regle().titre.texte(langue)
    }

    /// What was observed.
    #[must_use]
    pub fn observed(&self) -> Option<&'r Value> {
        self.constat.observe.as_ref()
    }

    /// What was expected.
    #[must_use]
    pub fn expected(&self) -> Option<&'r Value> {
        // What the rule expects of all, unless this finding has its own.
        self.constat.attendu_propre().or_else(|| self.report.appel.attendu(self.constat.jugement))
    }

    /// The smallest change that mends it; `None` where nothing does, or nothing is to be mended.
    #[must_use]
    pub fn remedy(&self) -> Option<Remedy<'r>> {
        self.constat.le_remede().map(|remede| Remedy { finding: *self, remede })
    }

    /// Where the texts say so.
    #[must_use]
    pub fn citations(&self) -> &'r [Citation] {
        self.report.appel.citations(self.constat.jugement)
    }

    /// Where the text is ambiguous, the reading taken.
    #[must_use]
    pub fn reading(&self, langue: Langue) -> Option<String> {
        self.regle().lecture.as_ref().map(|l| l.texte(langue))
    }

    /// What a person has recorded of this point.
    #[must_use]
    pub fn appreciation(&self) -> Option<&'r Appreciation> {
        self.report.appreciation(self.constat)
    }
}

/// What mends a failure.
#[derive(Clone, Copy)]
pub struct Remedy<'r> {
    pub(crate) finding: Finding<'r>,
    pub(crate) remede: &'r Remede,
}

impl<'r> Remedy<'r> {
    /// What to do: `lower`, `raise`, `set`, `add`, `remove`, `move`, `declare` or `mend`.
    #[must_use]
    pub fn action(&self) -> &'static str {
        self.remede.action.as_str()
    }

    /// The value to reach.
    #[must_use]
    pub fn to(&self) -> Option<&'r Value> {
        self.remede.vers.as_ref()
    }

    /// What it is said of: `value`, the one at the finding's place; or `total`, of several amounts, of which
    /// that place is the last.
    #[must_use]
    pub fn scope(&self) -> &'static str {
        if self.remede.total { "total" } else { "value" }
    }

    /// By how much, or what exactly.
    #[must_use]
    pub fn by(&self) -> Option<&'r Value> {
        self.remede.de.as_ref()
    }
}
