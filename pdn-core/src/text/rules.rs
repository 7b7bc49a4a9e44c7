//! The rules of a call, for those who want to read about them.

use crate::appel::{Appel, AppelError, CHARTE, Citation, Severity};
use crate::dossier::{Phase, TypeDeDocument};
use crate::value::Value;
use crate::values::Langue;

/// A rule as the call holds it, for those who want to read about it.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleInfo<'r> {
    /// Its id.
    pub id: &'r str,
    /// Its title.
    pub title: String,
    /// What it requires, with the call's values.
    pub requirement: String,
    /// `eligibilite`, `obligation`, `interdiction`, `plafond`, `plancher`, `delai`, `quantite`,
    /// `recommandation` or `appreciation`.
    pub nature: &'r str,
    /// How grave a failure is.
    pub severity: Severity,
    /// The phase from which it is due.
    pub phase: Option<Phase>,
    /// Who owes it.
    pub owed_by: &'r str,
    /// Where the texts say so.
    pub citations: &'r [Citation],
    /// Where the text is ambiguous, the reading taken.
    pub reading: Option<String>,
    /// The call's values.
    pub parameters: Vec<(&'r str, &'r Value)>,
    /// The documents that it examines.
    pub subjects: &'r [TypeDeDocument],
    /// The id of the call that was asked for it.
    pub appel: &'r str,
}

/// Every rule of the built-in calls, as each holds it: the charter's, then those of each call that are
/// not the charter's own.
///
/// # Errors
/// None that is to be expected: the built-in calls load.
///
/// ```
/// use pdn_core::values::Langue;
///
/// let rules = pdn_core::rules(Langue::En)?;
/// let caps: Vec<_> = rules.iter().filter(|r| r.id == "financement.plafond-caf").collect();
/// assert_eq!(caps[0].appel, "puy-de-dome-allier-2024-module-2");
/// # Ok::<(), pdn_core::AppelError>(())
/// ```
pub fn rules(langue: Langue) -> Result<Vec<RuleInfo<'static>>, AppelError> {
    let charte = Appel::integre(CHARTE)?.rules(langue);
    let mut regles = charte.clone();
    for id in Appel::ids().into_iter().filter(|id| *id != CHARTE) {
        let tenues = Appel::integre(id)?.rules(langue).into_iter();
        regles
            .extend(tenues.filter(|r| !charte.contains(&RuleInfo { appel: CHARTE, ..r.clone() })));
    }
    Ok(regles)
}

impl Appel {
    /// Every rule of the call, the charter's included, in the order of the texts.
    #[must_use]
    pub fn rules(&self, langue: Langue) -> Vec<RuleInfo<'_>> {
        self.contenu()
            .regles
            .iter()
            .map(|r| RuleInfo {
                id: &r.id,
                title: r.titre.texte(langue),
                requirement: super::exigence(self, r, langue),
                nature: &r.nature,
                severity: r.gravite.into(),
                phase: r.phase,
                owed_by: &r.du_par,
                citations: &r.citations,
                reading: r.lecture.as_ref().map(|l| l.texte(langue)),
                parameters: r.parametres.iter().map(|(nom, v)| (nom.as_str(), v)).collect(),
                subjects: &r.sujets,
                appel: self.id(),
            })
            .collect()
    }
}
