//! The end-of-mission report of trainings.

use std::num::NonZeroU32;

use super::{
    Changement, Financement, Formation, ObjetDeModification, ObjetEvalue, Phase, Texte,
    UniteDeRealisation,
};
use crate::values::{Date, Montant};

fiche! {
    /// The report on the trainings carried out. MODULE2 §2.d, §2.f.
    BilanFormation, BilanFormationChamp, "bilan-formation", document {
        /// The call's id.
        appel: Texte, "Appel à candidatures", "Call";
        /// The office's own number, given back in the report.
        reference: Texte, "Référence du dossier", "Reference";
        /// How far the dossier has come.
        phase: Phase, "Phase du dossier", "Phase";
        /// The period reported on. MODULE2 §2.f.
        periode: PeriodeDeBilan, "Période du bilan", "Period";
        /// The trainings, with their sessions. MODULE2 §2.b.
        formations: Vec<Formation>, "Formations", "Trainings";
        /// What was carried out, against what was planned. MODULE2 §2.f.
        realisation: Realisation, "Réalisation", "What was carried out";
        /// Grants. MODULE2 §2.f.
        financements: Vec<Financement>, "Financements", "Grants";
        /// Grants of other institutions. MODULE2 §2.f.
        financements_complementaires: Vec<FinancementComplementaire>, "Financements complémentaires", "Complementary grants";
        /// The evaluation. MODULE2 §2.d.
        evaluation: Evaluation, "Évaluation", "Evaluation";
        /// Changes made along the way. MODULE2 §2.d.
        modifications: Vec<Modification>, "Modifications apportées", "Changes made";
    }
}

fiche! {
    /// The period that a report is about.
    PeriodeDeBilan, PeriodeDeBilanChamp, "periode" {
        /// First day.
        debut: Date, "Début de la période", "Start of the period";
        /// Last day.
        fin: Date, "Fin de la période", "End of the period";
    }
    ordre { debut <= fin }
}

fiche! {
    /// What was carried out, against what was planned. MODULE2 §2.f.
    Realisation, RealisationChamp, "realisation" {
        /// The unit counted; the text names none.
        unite: UniteDeRealisation, "Unité comptée", "Unit counted";
        /// How many were planned; at least one.
        prevu: NonZeroU32, "Nombre prévu", "Planned";
        /// How many were carried out.
        realise: u32, "Nombre réalisé", "Carried out";
    }
}

fiche! {
    /// A grant of another institution. MODULE2 §2.f.
    FinancementComplementaire, FinancementComplementaireChamp, "financement-complementaire" {
        /// Who pays.
        financeur: Texte, "Financeur complémentaire", "Complementary funder" near Acteurs;
        /// How much, in euros.
        montant: Montant, "Montant", "Amount";
        /// What it changes of the offer. MODULE2 §2.f.
        change: Vec<Changement>, "Ce que le financement modifie", "What the grant changes";
    }
}

fiche! {
    /// The evaluation of the mission. MODULE2 §2.d.
    Evaluation, EvaluationChamp, "evaluation" {
        /// Day of its delivery.
        remise_le: Date, "Date de remise de l’évaluation", "Evaluation delivered on", fait;
        /// What the participants evaluated.
        par_les_participants: Vec<ObjetEvalue>, "Objets évalués par les participants", "Evaluated by the participants";
    }
}

fiche! {
    /// A change of content, speakers or access. MODULE2 §2.d.
    Modification, ModificationChamp, "modification" {
        /// What was changed.
        objet: ObjetDeModification, "Objet de la modification", "What was changed";
        /// Day from which it holds.
        effet_le: Date, "Date d’effet de la modification", "In effect from";
        /// Day of its approval.
        validee_le: Date, "Date de validation de la modification", "Approved on", fait;
        /// Who approved it.
        validee_par: Vec<Texte>, "Auteurs de la validation", "Approved by" near Acteurs;
    }
}
