//! The application to a call.

use std::num::NonZeroU32;

use super::{
    Annee, Canal, ChampDeCompetence, Contrat, Convention, FormeJuridique, Modalite, NatureDePartie,
    Phase, StatutDeFinancement, StatutDeSession, Texte,
};
use crate::values::{
    Bic, CodePostal, CompteDeCharge, CompteDeProduit, Courriel, Date, Departement, Etp, Heure,
    Heures, Iban, Montant, Rna, Siret, Telephone,
};

fiche! {
    /// An application, as a Caf receives it.
    Candidature, CandidatureChamp, "candidature", document {
        /// The call's id. MODULE2 page de garde; CANTAL page de garde.
        appel: Texte, "Appel à candidatures", "Call";
        /// The office's own number, given back in the report.
        reference: Texte, "Référence du dossier", "Reference";
        /// How far the dossier has come; absent, it is being filed. MODULE2 §2.d, §2.f.
        phase: Phase, "Phase du dossier", "Phase";
        /// Module applied for. MODULE2 §1.
        module: Texte, "Module demandé", "Module" in Modules;
        /// Départements applied for. MODULE2 §1, §2.e.
        departements: Vec<Departement>, "Départements demandés", "Départements";
        /// How and when the application was sent. CANTAL §5 Constitution du dossier.
        depot: Depot, "Dépôt du dossier", "Filing";
        /// The structure that applies. MODULE2 §2.e; CANTAL §5 Constitution du dossier.
        structure: StructureCandidate, "Structure candidate", "Applicant";
        /// The other structures behind the application. MODULE2 §1, §2.e.
        partenaires: Vec<Partenaire>, "Autres structures représentées", "Other structures";
        /// The trainings offered. MODULE2 §2.b.
        formations: Vec<Formation>, "Formations proposées", "Trainings";
        /// Trainers and speakers. MODULE2 §2.d.
        intervenants: Vec<Intervenant>, "Formateurs et intervenants", "Trainers and speakers";
        /// The intended coordinator. CANTAL §1, §3, §5.
        coordinateur: Coordinateur, "Coordinateur pressenti", "Intended coordinator";
        /// The documents supplied. CANTAL §5 Constitution du dossier.
        pieces: Vec<Piece>, "Pièces fournies", "Documents supplied";
        /// Grants asked for, granted or paid. MODULE2 §2.f; CANTAL §4.
        financements: Vec<Financement>, "Financements", "Grants";
        /// What a share is a share of. CANTAL §4.
        bases: Vec<Base>, "Assiettes", "Bases";
        /// Budget forecasts, in the layout of CERFA 12156. MODULE2 §2.f; CANTAL §5.
        budgets: Vec<Budget>, "Budgets prévisionnels", "Budget forecasts";
    }
}

fiche! {
    /// How and when an application was sent. CANTAL §5.
    Depot, DepotChamp, "depot" {
        /// Day of sending. CANTAL §5 Le calendrier.
        date: Date, "Date de dépôt", "Filing date";
        /// Time of sending, on Paris clocks. CANTAL §5 Le calendrier.
        heure: Heure, "Heure de dépôt", "Filing time";
        /// To whom it was sent, and how. CANTAL §5 Constitution du dossier.
        envois: Vec<Envoi>, "Envois", "Sendings";
    }
}

fiche! {
    /// One sending. CANTAL §5 Constitution du dossier.
    Envoi, EnvoiChamp, "envoi" {
        /// Whom it was sent to.
        destinataire: Texte, "Destinataire", "Addressee" near Acteurs;
        /// How it was sent.
        canal: Canal, "Canal d’envoi", "Channel";
    }
}

fiche! {
    /// The structure that applies. MODULE2 §2.e; CANTAL §5 Constitution du dossier.
    StructureCandidate, StructureCandidateChamp, "structure" {
        /// Name. CANTAL §5.
        nom: Texte, "Nom de la structure", "Name of the structure";
        /// Legal form. MODULE2 §2.e.
        forme: FormeJuridique, "Forme juridique", "Legal form";
        /// SIRET number. CANTAL §5.
        siret: Siret, "Numéro SIRET", "SIRET number";
        /// RNA number of an association; those of Bas-Rhin, Haut-Rhin and Moselle, under local law, have none. CANTAL §5
        /// (récépissé de déclaration).
        rna: Rna, "Numéro RNA (SIRET en Alsace-Moselle)", "RNA number (SIRET in Alsace-Moselle)";
        /// Day of creation. CANTAL §5.
        creee_le: Date, "Date de création", "Created on";
        /// Fields that it belongs to. MODULE2 §2.e.
        champs_de_competence: Vec<ChampDeCompetence>, "Champs de compétences", "Fields";
        /// Qualiopi certification. MODULE2 §2.e.
        qualiopi: bool, "Certification Qualiopi", "Qualiopi certification";
        /// Postal address. CANTAL §5.
        adresse: Adresse, "Adresse", "Address";
        /// Contact person. CANTAL §5.
        contact: Contact, "Personne à contacter", "Contact person";
        /// IBAN of the bank details. CANTAL §5 (RIB).
        iban: Iban, "IBAN", "IBAN";
        /// BIC of the bank details. CANTAL §5 (RIB).
        bic: Bic, "BIC", "BIC";
        /// Day on which the charter was signed. CANTAL §5; CHARTE chapeau.
        charte_signee_le: Date, "Date de signature de la charte", "Charter signed on", fait;
    }
}

fiche! {
    /// A postal address. CANTAL §5 Constitution du dossier.
    Adresse, AdresseChamp, "adresse" {
        /// Number and street.
        voie: Texte, "Voie", "Street";
        /// Postcode.
        code_postal: CodePostal, "Code postal", "Postcode";
        /// Town.
        commune: Texte, "Commune", "Town";
    }
}

fiche! {
    /// A contact person. CANTAL §5 Constitution du dossier.
    Contact, ContactChamp, "contact" {
        /// Name.
        nom: Texte, "Nom de la personne à contacter", "Contact’s name";
        /// Function.
        fonction: Texte, "Fonction de la personne à contacter", "Contact’s function";
        /// E-mail.
        courriel: Courriel, "Courriel", "E-mail";
        /// Telephone.
        telephone: Telephone, "Téléphone", "Telephone";
    }
}

fiche! {
    /// Another structure behind the application. MODULE2 §1, §2.e.
    Partenaire, PartenaireChamp, "partenaire" {
        /// Name.
        nom: Texte, "Nom de la structure", "Name of the structure";
        /// Legal form. MODULE2 §2.e.
        forme: FormeJuridique, "Forme juridique de la structure associée", "Legal form of the other structure";
        /// SIRET number.
        siret: Siret, "Numéro SIRET", "SIRET number";
        /// Its role. MODULE2 §1.
        role: Texte, "Rôle de la structure", "Role of the structure";
        /// What it contributes. MODULE2 §1.
        apports: Texte, "Apports de la structure", "Contribution of the structure";
        /// The costs attached to it, in euros. MODULE2 §1.
        charges: Montant, "Charges rattachées à la structure", "Costs of the structure";
    }
}

fiche! {
    /// A training offered. MODULE2 §2.b.
    Formation, FormationChamp, "formation" {
        /// Its id in the dossier.
        id: Texte, "Identifiant de la formation", "Id of the training";
        /// Title. MODULE2 §2.b.
        titre: Texte, "Titre de la formation", "Title of the training";
        /// Themes that it touches. MODULE2 §2.b La mission.
        thematiques: Vec<Texte>, "Thématiques abordées", "Themes" in Thematiques;
        /// The theme it answers to. MODULE2 §2.b Les formations.
        thematique_principale: Texte, "Thématique principale", "Main theme" in Thematiques;
        /// Number of participants it can take. MODULE2 §2.b Les formations.
        capacite: NonZeroU32, "Capacité d’accueil", "Places";
        /// Objectives and teaching content. MODULE2 §2.b La mission.
        objectifs: Texte, "Objectifs et contenus pédagogiques", "Objectives and content";
        /// Its parts: knowledge, tools. MODULE2 §2.b Les formations.
        parties: Vec<Partie>, "Parties de la formation", "Parts";
        /// Arrangements that widen access. MODULE2 §2.b Les formations.
        modalites_acces: Vec<Texte>, "Modalités favorisant l’accès", "Access arrangements";
        /// Length in hours. MODULE2 §2.b Les formations.
        duree_heures: Heures, "Durée en heures", "Length in hours";
        /// How often it takes place. MODULE2 §2.b Les formations.
        periodicite: Texte, "Périodicité", "Frequency";
        /// Who it is for. MODULE2 §2.c.
        public: Public, "Public visé", "Audience";
        /// What is handed to the participants. MODULE2 §2.b Les livrables.
        livrables: Vec<Texte>, "Livrables", "Deliverables" near Livrables;
        /// Its dated sessions. MODULE2 §2.b Durée de la mission.
        sessions: Vec<SessionPrevue>, "Sessions", "Sessions";
        /// Another institution that pays for it. MODULE2 §2.f.
        financeur_complementaire: Texte, "Financeur complémentaire", "Complementary funder" near Acteurs;
    }
}

fiche! {
    /// A part of a training. MODULE2 §2.b Les formations.
    Partie, PartieChamp, "partie" {
        /// Title.
        titre: Texte, "Titre de la partie", "Title of the part";
        /// Knowledge or tools. MODULE2 §2.b Les formations.
        nature: NatureDePartie, "Nature de la partie", "Kind of part";
        /// Length in hours.
        heures: Heures, "Durée de la partie en heures", "Hours of the part";
    }
}

fiche! {
    /// Who a training is for. MODULE2 §2.c.
    Public, PublicChamp, "public" {
        /// Least age of the young people whose issues it is about. MODULE2 §2.c.
        age_min: u32, "Âge le plus jeune du public concerné", "Youngest age";
        /// Greatest age of the young people whose issues it is about. MODULE2 §2.c.
        age_max: u32, "Âge le plus élevé du public concerné", "Oldest age";
        /// Months of engagement asked of participants (strictly more than). MODULE2 §2.c.
        anciennete_mois: u32, "Ancienneté demandée aux participants, en mois", "Months of engagement asked";
    }
}

fiche! {
    /// A dated session of a training. MODULE2 §2.b.
    SessionPrevue, SessionPrevueChamp, "session" {
        /// Title, where sessions differ.
        titre: Texte, "Titre de la session", "Title of the session";
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
        /// People enrolled and not withdrawn before it began. MODULE2 §2.b « A noter ».
        inscrits: u32, "Nombre d’inscrits", "People enrolled";
        /// People who were there.
        presents: u32, "Nombre de présents", "People present";
    }
    ordre { debut <= fin }
}

fiche! {
    /// A trainer or speaker. MODULE2 §2.d.
    Intervenant, IntervenantChamp, "intervenant" {
        /// Name.
        nom: Texte, "Nom de l’intervenant", "Speaker’s name";
        /// References. MODULE2 §2.d.
        references: Texte, "Références de l’intervenant", "Speaker’s references";
        /// Trainings where they speak, by id.
        formations: Vec<Texte>, "Formations de l’intervenant", "Speaker’s trainings";
    }
}

fiche! {
    /// The coordinator. CANTAL §1, §3, §5.
    Coordinateur, CoordinateurChamp, "coordinateur" {
        /// Name.
        nom: Texte, "Nom du coordinateur", "Coordinator’s name";
        /// Contract. CANTAL §4 Année 2018.
        contrat: Contrat, "Contrat du coordinateur", "Coordinator’s contract";
        /// Full-time equivalent for PdN coordination. CANTAL §1.
        etp_pdn: Etp, "Temps de coordination PdN, en ETP", "FTE for PdN coordination";
        /// Full-time equivalent for citizen engagement. CANTAL §2.
        etp_paec: Etp, "Temps d’engagement citoyen, en ETP", "FTE for citizen engagement";
        /// Diplomas. CANTAL §3.
        diplomes: Vec<Texte>, "Diplômes du coordinateur", "Coordinator’s diplomas" near Diplomes;
        /// Recruitment announced for after the filing; unsaid, none is. CANTAL §5 Éléments attendus.
        recrutement_apres_depot: bool, "Recrutement après le dépôt", "Recruited after filing", silence;
        /// Day on which the coordinator signed the charter. CANTAL §5 Éléments attendus.
        charte_signee_le: Date, "Signature de la charte par le coordinateur", "Charter signed by the coordinator on", fait;
    }
}

fiche! {
    /// A document supplied. CANTAL §5 Constitution du dossier.
    Piece, PieceChamp, "piece" {
        /// Its id in the call's list.
        id: Texte, "Pièce fournie", "Document supplied" near Pieces;
        /// Its own date.
        date: Date, "Date de la pièce", "Date of the document";
        /// The year that it is about. CANTAL §5 (compte de résultats le plus récent).
        exercice: Annee, "Exercice de la pièce", "Year of the document";
        /// Day of reception. CANTAL §5.
        recue_le: Date, "Date de réception de la pièce", "Received on", silence;
    }
}

fiche! {
    /// A grant. MODULE2 §2.f; CANTAL §4.
    Financement, FinancementChamp, "financement" {
        /// Who pays.
        financeur: Texte, "Financeur", "Funder" near Acteurs;
        /// For which year.
        annee: Annee, "Année du financement", "Year of the grant";
        /// How much, in euros.
        montant: Montant, "Montant", "Amount";
        /// Asked for, granted or paid.
        statut: StatutDeFinancement, "Statut du financement", "Status of the grant";
        /// Under which scheme; unsaid, none. CANTAL §4.
        dispositif: Texte, "Dispositif de financement", "Funding scheme", silence in Dispositifs;
        /// Units of it. CANTAL §4 (FONJEP).
        unites: u32, "Nombre d’unités", "Units";
        /// Kind of agreement. CANTAL §4; MODULE2 §2.f.
        convention: Convention, "Convention", "Agreement";
    }
}

fiche! {
    /// What a share is a share of. CANTAL §4 Année 2018.
    Base, BaseChamp, "base" {
        /// Its id in the call.
        id: Texte, "Assiette", "Base" in Bases;
        /// For which year.
        annee: Annee, "Année de l’assiette", "Year of the base";
        /// How much, in euros.
        montant: Montant, "Montant de l’assiette", "Amount of the base";
    }
}

fiche! {
    /// A budget forecast, in the layout of CERFA 12156. MODULE2 §2.f; CANTAL §5.
    Budget, BudgetChamp, "budget" {
        /// Its year.
        annee: Annee, "Année du budget", "Year of the budget";
        /// Costs, by account (60 to 69, 86).
        charges: Vec<Charge>, "Charges du budget", "Costs of the budget";
        /// Income, by account (70 to 79, 87).
        produits: Vec<Produit>, "Produits du budget", "Income of the budget";
    }
}

fiche! {
    /// A cost of a budget. MODULE2 §2.f.
    Charge, ChargeChamp, "charge" {
        /// Account (60 to 69, 86).
        compte: CompteDeCharge, "Compte", "Account";
        /// Label.
        libelle: Texte, "Libellé", "Label";
        /// How much, in euros.
        montant: Montant, "Montant de la charge", "Amount of the cost";
        /// Kind of expense. MODULE2 §2.f.
        depense: Texte, "Nature de la dépense", "Kind of expense" near Depenses;
    }
}

fiche! {
    /// An income of a budget. MODULE2 §2.f.
    Produit, ProduitChamp, "produit" {
        /// Account (70 to 79, 87).
        compte: CompteDeProduit, "Compte", "Account";
        /// Label.
        libelle: Texte, "Libellé", "Label";
        /// How much, in euros.
        montant: Montant, "Montant du produit", "Amount of the income";
        /// Who pays.
        financeur: Texte, "Financeur du produit", "Funder of the income" near Acteurs;
    }
}
