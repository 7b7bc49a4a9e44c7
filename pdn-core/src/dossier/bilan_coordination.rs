//! The report on the coordination of a département's network.

use super::{Coordinateur, PeriodeDeBilan, Phase, Photo, Texte};
use crate::values::{Courriel, Date, Telephone};

fiche! {
    /// A report on the coordination. CANTAL §1, §2, §5, annexe 2.
    BilanCoordination, BilanCoordinationChamp, "bilan-coordination", document {
        /// The call's id.
        appel: Texte, "Appel à candidatures", "Call";
        /// The office's own number, given back in the report.
        reference: Texte, "Référence du dossier", "Reference";
        /// How far the dossier has come.
        phase: Phase, "Phase du dossier", "Phase";
        /// The period reported on. CANTAL §1.
        periode: PeriodeDeBilan, "Période du bilan", "Period";
        /// Day on which the missions began. CANTAL §5 Le calendrier.
        debut_des_missions: Date, "Début des missions", "Start of the missions";
        /// The coordinator. CANTAL §1, §3.
        coordinateur: Coordinateur, "Coordinateur", "Coordinator";
        /// Departmental meetings held. CANTAL §1 La structure de coordination.
        rencontres: Vec<Rencontre>, "Rencontres départementales", "Departmental meetings";
        /// Promeneurs du Net under agreement. CANTAL §1 Les missions du coordinateur.
        promeneurs_conventionnes: u32, "Promeneurs du Net conventionnés", "Promeneurs du Net under agreement";
        /// The inventory of digital practices. CANTAL §1 Les missions du coordinateur.
        etat_des_lieux: EtatDesLieux, "État des lieux", "Inventory";
        /// Phases of the citizen-engagement support point. CANTAL §2 La mise en place des missions.
        phases: Vec<PhaseDeMission>, "Phases du point d’appui", "Phases of the support point";
        /// The departmental directory. CANTAL annexe 1, annexe 2 Administration des outils.
        annuaire: Vec<FicheDAnnuaire>, "Annuaire départemental", "Departmental directory";
    }
}

fiche! {
    /// A departmental meeting. CANTAL §1 La structure de coordination.
    Rencontre, RencontreChamp, "rencontre" {
        /// Its day.
        date: Date, "Date de la rencontre", "Date of the meeting";
        /// What it was about.
        objet: Texte, "Objet de la rencontre", "Subject of the meeting";
    }
}

fiche! {
    /// The inventory of digital practices. CANTAL §1 Les missions du coordinateur.
    EtatDesLieux, EtatDesLieuxChamp, "etat-des-lieux" {
        /// First day.
        debut: Date, "Début de l’état des lieux", "Start of the inventory";
        /// Last day.
        fin: Date, "Fin de l’état des lieux", "End of the inventory";
    }
    ordre { debut <= fin }
}

fiche! {
    /// A phase of the support point. CANTAL §2 La mise en place des missions.
    PhaseDeMission, PhaseDeMissionChamp, "phase" {
        /// Its id in the call.
        id: Texte, "Phase", "Phase" in Phases;
        /// First day.
        debut: Date, "Début de la phase", "Start of the phase";
        /// Last day.
        fin: Date, "Fin de la phase", "End of the phase";
    }
    ordre { debut <= fin }
}

fiche! {
    /// What the directory holds of a Promeneur du Net. CANTAL annexe 1, annexe 2.
    FicheDAnnuaire, FicheDAnnuaireChamp, "promeneur" {
        /// Name; never repeated in a report.
        nom: Texte, "Nom dans l’annuaire", "Name in the directory";
        /// First name. CANTAL annexe 1.
        prenom: Texte, "Prénom dans l’annuaire", "First name in the directory";
        /// E-mail.
        courriel: Courriel, "Courriel dans l’annuaire", "E-mail in the directory";
        /// Telephone.
        telephone: Telephone, "Téléphone dans l’annuaire", "Telephone in the directory";
        /// Structure.
        structure: Texte, "Structure dans l’annuaire", "Organisation in the directory";
        /// Name of the online profile.
        profil: Texte, "Nom de profil dans l’annuaire", "Profile name in the directory";
        /// Profession. CANTAL annexe 1.
        metier: Texte, "Profession dans l’annuaire", "Profession in the directory";
        /// Own photo, or the structure's. CANTAL annexe 1.
        photo: Photo, "Photo dans l’annuaire", "Photo in the directory";
    }
}
