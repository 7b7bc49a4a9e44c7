//! Several applications at once, for the rules across them.

use super::{Candidature, Phase, Texte};

fiche! {
    /// A batch of applications. MODULE2 §1, §2.e.
    Lot, LotChamp, "lot", document {
        /// The call's id.
        appel: Texte, "Appel à candidatures", "Call";
        /// The office's own number, given back in the report.
        reference: Texte, "Référence du lot", "Reference";
        /// How far the dossiers have come.
        phase: Phase, "Phase des dossiers", "Phase";
        /// The applications.
        candidatures: Vec<Candidature>, "Candidatures", "Applications";
    }
}
