//! A structure that takes part in the initiative.

use super::{Phase, Texte};
use crate::values::{Date, Siret};

fiche! {
    /// A structure that takes part. CHARTE chapeau, art. 3, art. 5.
    Structure, StructureChamp, "structure", document {
        /// The call's id; absent, the charter judges.
        appel: Texte, "Appel à candidatures", "Call";
        /// The office's own number, given back in the report.
        reference: Texte, "Référence du dossier", "Reference";
        /// How far the dossier has come.
        phase: Phase, "Phase du dossier", "Phase";
        /// Name.
        nom: Texte, "Nom de la structure", "Name of the structure";
        /// SIRET number.
        siret: Siret, "Numéro SIRET", "SIRET number";
        /// Day on which it signed the charter. CHARTE chapeau.
        charte_signee_le: Date, "Date de signature de la charte", "Charter signed on", fait;
        /// Day from which it takes part. CHARTE chapeau.
        participe_depuis: Date, "Date de début de participation", "Takes part since";
        /// Professionals assigned to the presence online. CHARTE art. 3.
        professionnels_missionnes: u32, "Professionnels missionnés", "Professionals assigned";
    }
}
