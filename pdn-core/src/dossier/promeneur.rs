//! The professional, examined together with the employer.

use super::{Jour, Phase, StatutDePromeneur, Texte};
use crate::values::{Date, Heure, Heures};

fiche! {
    /// A Promeneur du Net. CHARTE art. 2 to 4 and 6; CANTAL annexe 1.
    Promeneur, PromeneurChamp, "promeneur", document {
        /// The call's id; absent, the charter judges.
        appel: Texte, "Appel à candidatures", "Call";
        /// The office's own number, given back in the report.
        reference: Texte, "Référence du dossier", "Reference";
        /// How far the dossier has come.
        phase: Phase, "Phase du dossier", "Phase";
        /// Name; never repeated in a report.
        nom: Texte, "Nom", "Name";
        /// First name. CHARTE art. 3.
        prenom: Texte, "Prénom", "First name";
        /// Profession. CHARTE art. 2.
        metier: Texte, "Métier", "Profession";
        /// Sector of the structure. CHARTE art. 2.
        secteur: Texte, "Secteur de la structure", "Sector of the structure" near Secteurs;
        /// Employed or volunteer. CHARTE art. 2.
        statut: StatutDePromeneur, "Statut du promeneur", "Employed or volunteer";
        /// The employer. CHARTE art. 3.
        structure: StructureEmployeuse, "Structure employeuse", "Employer";
        /// The mandate given by the employer. CANTAL §1, annexe 1.
        mandat: Mandat, "Mandat", "Mandate";
        /// Hours online each week. CHARTE art. 3.
        heures_en_ligne_hebdo: Heures, "Heures de présence en ligne par semaine", "Hours online each week";
        /// Hours worked each week. CANTAL annexe 1.
        heures_de_travail_hebdo: Heures, "Heures de travail par semaine", "Hours worked each week";
        /// Slots of presence. CANTAL annexe 1; CHARTE art. 3.
        creneaux: Vec<Creneau>, "Créneaux de présence", "Slots";
        /// Announced online hours. CANTAL annexe 1.
        permanences: Vec<Creneau>, "Permanences en ligne", "Announced online hours";
        /// Breaches on record. CHARTE art. 3, art. 6.
        manquements: Vec<Manquement>, "Manquements constatés", "Breaches on record";
        /// The exclusion, where one was decided. CHARTE art. 3.
        exclusion: Exclusion, "Exclusion", "Exclusion", silence;
    }
}

fiche! {
    /// The employer of a promeneur. CHARTE art. 3.
    StructureEmployeuse, StructureEmployeuseChamp, "structure" {
        /// Name.
        nom: Texte, "Nom de la structure", "Name of the structure";
        /// Day on which it signed the charter. CHARTE art. 3.
        charte_signee_le: Date, "Date de signature de la charte par la structure", "Charter signed by the structure on", fait;
    }
}

fiche! {
    /// The mandate given by the employer. CANTAL §1, annexe 1.
    Mandat, MandatChamp, "mandat" {
        /// First day.
        debut: Date, "Début du mandat", "Start of the mandate";
        /// Last day.
        fin: Date, "Fin du mandat", "End of the mandate";
        /// Given within an agreement.
        convention: bool, "Convention de mandat", "Agreement of the mandate";
    }
    ordre { debut <= fin }
}

fiche! {
    /// A slot of presence online. CANTAL annexe 1.
    Creneau, CreneauChamp, "creneau" {
        /// Day of the week.
        jour: Jour, "Jour du créneau", "Day of the slot";
        /// Start.
        debut: Heure, "Début du créneau", "Start of the slot";
        /// End.
        fin: Heure, "Fin du créneau", "End of the slot";
        /// Imposed by the employer. CANTAL annexe 1.
        impose: bool, "Créneau imposé", "Imposed slot";
        /// On working time. CANTAL annexe 1.
        sur_temps_de_travail: bool, "Créneau sur le temps de travail", "Slot on working time";
    }
}

fiche! {
    /// A breach on record: recorded by a person, never classified here. CHARTE art. 3, art. 6.
    Manquement, ManquementChamp, "manquement" {
        /// The commitment breached, by rule id and kind.
        engagement: Texte, "Engagement non respecté", "Commitment breached" in Engagements;
        /// Day.
        le: Date, "Date du manquement", "Day of the breach";
        /// What was seen; never repeated in a report.
        constat: Texte, "Constat", "What was seen";
    }
}

fiche! {
    /// The exclusion of a promeneur. CHARTE art. 3.
    Exclusion, ExclusionChamp, "exclusion" {
        /// Day of the decision.
        decidee_le: Date, "Date de la décision d’exclusion", "Decided on";
        /// Who decided.
        par: Texte, "Instance qui a décidé l’exclusion", "Decided by" near Acteurs;
        /// Day on which the structure was notified.
        notifiee_le: Date, "Date de notification à la structure", "Notified on", fait;
    }
    ordre { decidee_le <= notifiee_le }
}
