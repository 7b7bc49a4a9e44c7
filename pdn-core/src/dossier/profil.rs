//! The online profile of a promeneur.

use super::{Compte, Phase, Photo, Texte};
use crate::values::Url;

fiche! {
    /// An online profile. CHARTE art. 3.
    Profil, ProfilChamp, "profil", document {
        /// The call's id; absent, the charter judges.
        appel: Texte, "Appel à candidatures", "Call";
        /// The office's own number, given back in the report.
        reference: Texte, "Référence du dossier", "Reference";
        /// How far the dossier has come.
        phase: Phase, "Phase du dossier", "Phase";
        /// The network, by name: the list is open. CHARTE art. 3.
        reseau: Texte, "Réseau social", "Network";
        /// Kind of account. CHARTE art. 3.
        compte: Compte, "Compte", "Account";
        /// First name shown. CHARTE art. 3.
        prenom: Texte, "Prénom affiché", "First name shown";
        /// Structure shown. CHARTE art. 3.
        structure: Texte, "Structure affichée", "Structure shown";
        /// Photo. CHARTE art. 3.
        photo: Photo, "Photo du profil", "Photo";
        /// The PdN logo is shown. CHARTE art. 3.
        logo: bool, "Logo Promeneurs du Net", "Logo";
        /// The PdN banner is shown. CHARTE art. 3.
        bandeau: bool, "Bandeau Promeneurs du Net", "Banner";
        /// What is said of the initiative. CHARTE art. 3.
        presentation_demarche: Texte, "Présentation de la démarche", "Presentation of the initiative";
        /// How to get in touch. CHARTE art. 3.
        contact: Texte, "Modalités d’entrée en relation", "How to get in touch";
        /// Link to the departmental directory. CHARTE art. 3.
        annuaire: Url, "Lien vers l’annuaire départemental", "Link to the directory";
    }
}
