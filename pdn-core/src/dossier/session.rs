//! A training session, before or after it was held.

use std::num::NonZeroU32;

use super::{Modalite, Phase, StatutDeSession, Texte};
use crate::values::{Date, Departement, Heures};

fiche! {
    /// A training session. MODULE2 §2.b.
    Session, SessionChamp, "session", document {
        /// The call's id.
        appel: Texte, "Appel à candidatures", "Call";
        /// The office's own number, given back in the report.
        reference: Texte, "Référence du dossier", "Reference";
        /// How far the dossier has come.
        phase: Phase, "Phase du dossier", "Phase";
        /// The training that it belongs to. MODULE2 §2.b.
        formation: FormationDeSession, "Formation", "Training";
        /// First day. MODULE2 §2.b Durée de la mission.
        debut: Date, "Premier jour de la session", "First day";
        /// Last day. MODULE2 §2.b Durée de la mission.
        fin: Date, "Dernier jour de la session", "Last day";
        /// Département where it takes place. MODULE2 §2.e.
        departement: Departement, "Département de la session", "Département of the session";
        /// Face to face or remote. MODULE2 §2.b Les formations.
        modalite: Modalite, "Modalité de la session", "Face to face or remote";
        /// Place.
        lieu: Texte, "Lieu de la session", "Place of the session";
        /// Length in hours.
        heures: Heures, "Durée de la session en heures", "Hours of the session";
        /// Where it stands. MODULE2 §2.b « A noter ».
        statut: StatutDeSession, "Statut de la session", "Status of the session";
        /// Day of its cancellation. MODULE2 §2.b « A noter ».
        annulee_le: Date, "Date d’annulation", "Cancelled on";
        /// New date of a cancelled session. MODULE2 §2.b « A noter ».
        nouvelle_date: Date, "Nouvelle date de la session", "New date";
        /// Enrolment is voluntary. MODULE2 §2.b « A noter ».
        volontariat: bool, "Inscription sur la base du volontariat", "Voluntary enrolment";
        /// People enrolled. MODULE2 §2.b « A noter », §2.c.
        participants: Vec<Participant>, "Participants inscrits", "Participants enrolled";
        /// What was handed to the participants. MODULE2 §2.b Les livrables.
        livrables_remis: Vec<Texte>, "Livrables remis", "Deliverables handed over" near Livrables;
    }
    ordre { debut <= fin, debut <= nouvelle_date }
}

fiche! {
    /// The training of a session. MODULE2 §2.b.
    FormationDeSession, FormationDeSessionChamp, "formation" {
        /// Its id in the application.
        id: Texte, "Identifiant de la formation", "Id of the training";
        /// Title.
        titre: Texte, "Titre de la formation", "Title of the training";
        /// The theme it answers to. MODULE2 §2.b Les formations.
        thematique_principale: Texte, "Thématique principale", "Main theme" in Thematiques;
        /// Number of participants it can take. MODULE2 §2.b Les formations.
        capacite: NonZeroU32, "Capacité d’accueil", "Places";
    }
}

fiche! {
    /// Someone enrolled in a session. MODULE2 §2.c.
    Participant, ParticipantChamp, "participant" {
        /// Id in the session.
        id: Texte, "Identifiant du participant", "Id of the participant";
        /// Name; never repeated in a report.
        nom: Texte, "Nom du participant", "Participant’s name";
        /// Day of enrolment. MODULE2 §2.b.
        inscrit_le: Date, "Date d’inscription", "Enrolled on";
        /// Start of the agreement or mandate as a PdN. MODULE2 §2.c.
        engage_depuis: Date, "Date d’engagement comme Promeneur du Net", "Promeneur du Net since";
        /// A youth professional. MODULE2 §2.c.
        professionnel_jeunesse: bool, "Professionnel de la jeunesse", "Youth professional";
        /// Has the basics on social networks. MODULE2 §2.c.
        bases_reseaux_sociaux: bool, "Bases sur l’utilisation des réseaux sociaux", "Basics on social networks";
        /// Day of withdrawal. MODULE2 §2.b « A noter ».
        desiste_le: Date, "Date de désistement", "Withdrew on", silence;
        /// Was there. MODULE2 §2.d.
        present: bool, "Présence à la session", "Was present";
        /// Day of the attendance certificate. MODULE2 §2.d.
        attestation_le: Date, "Date de l’attestation de présence", "Certificate issued on", fait;
    }
}
