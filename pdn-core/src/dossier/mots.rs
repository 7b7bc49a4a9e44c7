//! The closed lists of the contract.

choix! {
    /// How far the dossier has come: duties of the retained operator are due from `retenu` on.
    Phase {
        /// The application is being filed.
        Depot = "depot", "dépôt", "filing";
        /// The application was retained.
        Retenu = "retenu", "retenue", "retained";
        /// The action is being reported on.
        Bilan = "bilan", "bilan", "report";
    }
}
choix! {
    /// Legal form of a structure.
    FormeJuridique {
        /// Association.
        Association = "association", "association", "association";
        /// Company.
        Entreprise = "entreprise", "entreprise", "company";
        /// Local authority.
        Collectivite = "collectivite", "collectivité", "local authority";
        /// Public institution.
        EtablissementPublic = "etablissement-public", "établissement public", "public institution";
        /// Another form.
        Autre = "autre", "autre forme", "another form";
    }
}
choix! {
    /// Field that a structure belongs to (MODULE2 §2.e).
    ChampDeCompetence {
        /// The family branch.
        BrancheFamille = "branche-famille", "branche Famille", "the family branch";
        /// The associated partners.
        PartenairesAssocies = "partenaires-associes", "partenaires associés", "the associated partners";
        /// Another field.
        Autre = "autre", "autre champ", "another field";
    }
}
choix! {
    /// How an application is sent.
    Canal {
        /// By e-mail.
        Courriel = "courriel", "courriel", "e-mail";
        /// By post.
        Poste = "poste", "courrier postal", "post";
    }
}
choix! {
    /// What a part of a training brings (MODULE2 §2.b).
    NatureDePartie {
        /// General and specific knowledge.
        Connaissances = "connaissances", "connaissances générales et spécifiques", "general and specific knowledge";
        /// Tools or methods for working on the subject with young people.
        Outils = "outils", "outils ou méthodes d’animation", "tools or methods";
    }
}
choix! {
    /// Face to face or remote.
    Modalite {
        /// Face to face.
        Presentiel = "presentiel", "en présentiel", "face to face";
        /// Remote.
        Distanciel = "distanciel", "à distance", "remote";
    }
}
choix! {
    /// Contract of a coordinator.
    Contrat {
        /// Permanent.
        Cdi = "cdi", "CDI", "permanent contract";
        /// Fixed term.
        Cdd = "cdd", "CDD", "fixed-term contract";
    }
}
choix! {
    /// How far a grant has come.
    StatutDeFinancement {
        /// Asked for.
        Demande = "demande", "demandé", "asked for";
        /// Granted.
        Accorde = "accorde", "accordé", "granted";
        /// Paid.
        Verse = "verse", "versé", "paid";
    }
}
choix! {
    /// Kind of agreement.
    Convention {
        /// For one year.
        Annuelle = "annuelle", "annuelle", "annual";
        /// For several years.
        Pluriannuelle = "pluriannuelle", "pluriannuelle", "multi-year";
        /// For three years.
        Triennale = "triennale", "triennale", "three-year";
    }
}
choix! {
    /// Where a training session stands.
    StatutDeSession {
        /// Planned.
        Prevue = "prevue", "prévue", "planned";
        /// Cancelled.
        Annulee = "annulee", "annulée", "cancelled";
        /// Postponed.
        Reportee = "reportee", "reportée", "postponed";
        /// Held.
        Tenue = "tenue", "tenue", "held";
    }
}
choix! {
    /// Unit in which an action carried out is counted.
    UniteDeRealisation {
        /// Trainings.
        Formations = "formations", "formations", "trainings";
        /// Sessions.
        Sessions = "sessions", "sessions", "sessions";
        /// Participants.
        Participants = "participants", "participants", "participants";
        /// Hours.
        Heures = "heures", "heures", "hours";
    }
}
choix! {
    /// What a complementary grant changes (MODULE2 §2.f).
    Changement {
        /// Volumes: more people.
        Volume = "volume", "volume", "volume";
        /// Profiles of the people reached.
        Profils = "profils", "profils des bénéficiaires", "profiles of the beneficiaries";
        /// An added theme.
        Thematique = "thematique", "ajout d’une thématique", "an added theme";
        /// Objectives of the offer.
        Objectifs = "objectifs", "objectifs", "objectives";
        /// Content of the offer.
        Contenus = "contenus", "contenus", "content";
    }
}
choix! {
    /// What participants evaluated (MODULE2 §2.d).
    ObjetEvalue {
        /// Content.
        Contenus = "contenus", "contenus", "content";
        /// Contributions.
        Apports = "apports", "apports", "contributions";
        /// Organisation and facilitation.
        Organisation = "organisation", "organisation et animation", "organisation and facilitation";
    }
}
choix! {
    /// What was changed along the way (MODULE2 §2.d).
    ObjetDeModification {
        /// Content.
        Contenu = "contenu", "contenu", "content";
        /// Speakers.
        Intervenants = "intervenants", "intervenants", "speakers";
        /// Access arrangements.
        Acces = "acces", "modalités d’accès", "access arrangements";
    }
}
choix! {
    /// Whether a promeneur is employed.
    StatutDePromeneur {
        /// Employed.
        Salarie = "salarie", "salarié", "employed";
        /// Volunteer.
        Benevole = "benevole", "bénévole", "volunteer";
    }
}
choix! {
    /// Day of the week.
    Jour {
        /// Monday.
        Lundi = "lundi", "lundi", "Monday";
        /// Tuesday.
        Mardi = "mardi", "mardi", "Tuesday";
        /// Wednesday.
        Mercredi = "mercredi", "mercredi", "Wednesday";
        /// Thursday.
        Jeudi = "jeudi", "jeudi", "Thursday";
        /// Friday.
        Vendredi = "vendredi", "vendredi", "Friday";
        /// Saturday.
        Samedi = "samedi", "samedi", "Saturday";
        /// Sunday.
        Dimanche = "dimanche", "dimanche", "Sunday";
    }
}
choix! {
    /// Account of an online profile (CHARTE art. 3).
    Compte {
        /// A professional account.
        Professionnel = "professionnel", "compte professionnel", "professional account";
        /// A personal account.
        Personnel = "personnel", "compte personnel", "personal account";
        /// No account.
        Aucun = "aucun", "aucun compte", "no account";
    }
}
choix! {
    /// Photo of an online profile (CHARTE art. 3).
    Photo {
        /// The professional's own.
        Personnelle = "personnelle", "photo personnelle", "own photo";
        /// One that represents the structure.
        Structure = "structure", "photo de la structure", "photo of the structure";
        /// None.
        Aucune = "aucune", "aucune photo", "no photo";
    }
}
