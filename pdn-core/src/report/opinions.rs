//! What people recorded of the points that are theirs to judge, counted. It never changes the decision.

use super::Report;
use crate::dossier::Avis;
use crate::rules::Outcome;

/// How many of the points that a person judges have each opinion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Opinions {
    /// In favour.
    pub favourable: usize,
    /// In favour with reservations.
    pub reserved: usize,
    /// Against.
    pub unfavourable: usize,
    /// Still to be judged.
    pub pending: usize,
}

impl Opinions {
    /// How many points a person has judged.
    #[must_use]
    pub fn given(&self) -> usize {
        self.favourable.saturating_add(self.reserved).saturating_add(self.unfavourable)
    }
}

impl Report {
    /// The opinions recorded on the points left to a person, and how many of these are still to be judged.
    ///
    /// ```
    /// use pdn_core::Appel;
    ///
    /// let appel = Appel::builtin("puy-de-dome-allier-2024-module-2")?;
    /// let document = r#"{ "type": "candidature", "formations": [{ "id": "F1",
    ///     "appreciations": { "formation.objectifs": { "avis": "favorable" } } }] }"#;
    /// let report = appel.evaluate_json(document, "2024-07-01".parse()?)?;
    /// assert_eq!(report.opinions().favourable, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn opinions(&self) -> Opinions {
        let points = self.constats.iter().filter(|c| c.outcome == Outcome::Review);
        points.fold(Opinions::default(), |mut n, constat| {
            let case = match self.appreciation(constat).and_then(|a| a.avis) {
                Some(Avis::Favorable) => &mut n.favourable,
                Some(Avis::Reserve) => &mut n.reserved,
                Some(Avis::Defavorable) => &mut n.unfavourable,
                None => &mut n.pending,
            };
            *case = case.saturating_add(1);
            n
        })
    }
}
