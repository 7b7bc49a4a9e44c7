//! The rules of the engine that no kind can say, each with its parameters. A call switches one on by
//! its id, under `[regles."<id>"]`; `rules/` judges it. After its id, each says what it can judge.

use compact_str::CompactString;

use super::format::Commun;
use super::tableau::{LireToml, Situe, table};
use crate::dossier::{Annee, TypeDeDocument};
use crate::lecture::{Lecteur, Noeud};
use crate::value::{Range, Value};
use crate::values::{Date, Montant};

macro_rules! formules {
    ($($(#[$doc:meta])* $variante:ident, $id:literal $(, $alias:literal)* : $($document:ident),* $(; $par:literal)?;)*) => {
        /// A formula and its parameters.
        #[derive(Debug, Clone)]
        #[allow(dead_code, reason = "some formulas have no parameter of their own")]
        pub(crate) enum Formule { $($(#[$doc])* $variante($variante),)* }

        /// The ids of the formulas.
        pub(crate) const IDS: &[&str] = &[$($id, $($alias,)*)*];

        impl Formule {
            /// Reads the table of a formula; `None` when no formula has the id.
            pub fn lire(
                id: &str,
                noeud: &Noeud<'_>,
                lecteur: &mut Lecteur<'_>,
            ) -> Option<(Self, Commun)> {
                match id {
                    $($id $(| $alias)* => {
                        let lue = $variante::lire_toml(noeud, lecteur)?;
                        let commun = lue.commun.clone();
                        Some((Self::$variante(lue), commun))
                    })*
                    _ => None,
                }
            }

            /// The documents that the formula can judge; none of one that is about the call itself.
            pub fn documents(&self) -> &'static [TypeDeDocument] {
                match self { $(Self::$variante(_) => &[$(TypeDeDocument::$document),*],)* }
            }

            /// The object of which each is judged, where it is not the whole document.
            pub fn par(&self) -> Option<&'static str> {
                match self { $(Self::$variante(_) => [$($par)?].first().copied(),)* }
            }

            /// The keys of the formula's own.
            fn cles(&self) -> &'static [&'static str] {
                match self { $(Self::$variante(_) => $variante::CLES,)* }
            }
        }
    };
}

formules! {
    /// The module and the départements exist in the call.
    DepotModule, "depot.module": Candidature;
    /// Sent to every addressee, by one channel.
    DepotCanal, "depot.canal": Candidature;
    /// One application of an operator to a module.
    DepotUnicite, "depot.unicite": Lot;
    /// The most recent accounts and report.
    PiecesExerciceRecent, "pieces.exercice-recent": Candidature;
    /// A grant that the coordinator's contract opens, worth asking for.
    FonjepPossible, "financement.fonjep-possible": PlanFinancement;
    /// The low estimate of the funding, term by term.
    FinancementEstimation, "financement.estimation": PlanFinancement;
    /// Departmental meetings, every year.
    CoordinationRencontres, "coordination.rencontres": BilanCoordination;
    /// The dates of the call itself.
    CalendrierAppel, "calendrier.appel": ;
    /// A budget forecast for each year.
    PiecesBudgets, "pieces.budgets": Candidature;
    /// Each budget balances.
    BudgetEquilibre, "budget.equilibre": Candidature;
    /// The budgets show what is asked.
    BudgetCoherence, "budget.coherence-demande": Candidature;
    /// One training for each theme.
    FormationThematiques, "formation.thematiques": Candidature;
    /// The parts of each training.
    FormationParties, "formation.parties": Candidature, BilanFormation; "formation";
    /// The seniority asked of participants.
    FormationAnciennete, "formation.public.anciennete": Candidature, BilanFormation; "formation";
    /// The ages that content is about.
    FormationAges, "formation.public.ages": Candidature, BilanFormation; "formation";
    /// The same face-to-face session in each département.
    BidepartementaleEgalite, "formation.bidepartementale.egalite": Candidature; "formation";
    /// Enough participants, or cancelled and postponed.
    SessionMinimum, "session.minimum": Session;
    /// The new date of a cancelled session.
    SessionReport, "session.report": Session;
    /// No more participants than places.
    SessionCapacite, "session.capacite": Session;
    /// Participants engaged for long enough.
    ParticipantAnciennete, "session.participant.anciennete": Session; "participant";
    /// Attendance certificates.
    SessionAttestations, "session.attestations": Session;
    /// Deliverables handed over.
    SessionLivrables, "session.livrables": Session;
    /// The prorata.
    Prorata, "financement.prorata": BilanFormation;
    /// Changes approved.
    BilanModifications, "bilan.modifications": BilanFormation;
    /// Both trainings held.
    BilanRealisation, "bilan.realisation": BilanFormation;
    /// A professional of a sector.
    PromeneurProfessionnel, "charte.promeneur.professionnel": Promeneur;
    /// Mandated by the employer.
    PromeneurMandat, "charte.promeneur.mandat": Promeneur;
    /// On working time.
    TempsDeTravail, "charte.promeneur.temps-de-travail": Promeneur;
    /// Breaches of what is forbidden, by kind.
    Interdits, "charte.conduite.interdits", "charte.conduite.contenus": Promeneur;
    /// The procedure of an exclusion.
    ExclusionProcedure, "charte.exclusion.procedure": Promeneur;
    /// The gravest cases may be reported.
    ExclusionSignalement, "charte.exclusion.signalement": Promeneur;
    /// The structure signed before it took part.
    StructureAdhesion, "charte.structure.adhesion": Structure;
}

table! {
    /// [regles."depot.module"]
    DepotModule, commun {
        /// The modules that the call knows.
        modules: Vec<Situe<String>>,
        /// The départements that may be applied for.
        departements: Vec<Situe<String>>,
    }
}
table! {
    /// [regles."depot.canal"]
    DepotCanal, commun {
        /// To whom it is sent, each of them.
        destinataires: Vec<Situe<String>>,
        /// By which channels.
        canaux: Vec<Situe<String>>,
    }
}
table! {
    /// [regles."depot.unicite"]
    DepotUnicite, commun {}
}
table! {
    /// [regles."pieces.exercice-recent"]
    PiecesExerciceRecent, commun {
        /// The documents that are to be the most recent ones.
        pieces: Vec<Situe<String>>,
    }
}
table! {
    /// [regles."financement.fonjep-possible"]
    FonjepPossible, commun {
        /// The scheme of the grant.
        dispositif: Situe<String>,
        /// The contract that opens it.
        contrat: Situe<String>,
        /// The year for which it opens.
        annee: Situe<Annee>,
        /// How much it is.
        montant: Situe<Montant>,
    }
}
table! {
    /// One term of an estimate: an amount, times numbers.
    Terme {
        /// What it is.
        texte: String,
        /// What it is, in English.
        texte_en: String,
        /// The amount.
        montant: Situe<Montant>,
        /// Times these numbers.
        fois: Vec<Situe<u32>>,
    }
}
table! {
    /// [regles."financement.estimation"]
    FinancementEstimation, commun {
        /// The year that is estimated.
        annee: Situe<Annee>,
        /// What the terms add up to.
        total: Situe<Montant>,
        /// The terms, in the text's order.
        termes: Vec<Situe<Terme>>,
    }
}
table! {
    /// [regles."coordination.rencontres"]
    CoordinationRencontres, commun {
        /// The least number of meetings in a calendar year.
        au_moins: Situe<u32>,
        /// The months of a year that the missions must cover for it to be judged.
        mois_au_moins: Situe<u32>,
    }
}
table! {
    /// [regles."calendrier.appel"]
    CalendrierAppel, commun {
        /// The day on which the call was published.
        publication: Situe<Date>,
        /// The day on which the choice is notified.
        notification: Situe<Date>,
        /// The day on which the missions start.
        debut_des_missions: Situe<Date>,
    }
}
table! {
    /// [regles."pieces.budgets"]
    PiecesBudgets, commun {
        /// One budget for each of these years.
        annees: Vec<Situe<Annee>>,
    }
}
table! {
    /// [regles."budget.equilibre"]
    BudgetEquilibre, commun {}
}
table! {
    /// [regles."budget.coherence-demande"]
    BudgetCoherence, commun {
        /// The funders whose grants are compared.
        financeurs: Vec<Situe<String>>,
    }
}
table! {
    /// [regles."formation.thematiques"]
    FormationThematiques, commun {
        /// The themes: one training for each.
        thematiques: Vec<Situe<String>>,
    }
}
table! {
    /// [regles."formation.parties"]
    FormationParties, commun {
        /// The least number of parts.
        au_moins: Situe<u32>,
        /// The kinds of parts that must be there.
        natures: Vec<Situe<String>>,
    }
}
table! {
    /// [regles."formation.public.anciennete"]
    FormationAnciennete, commun {
        /// Months of engagement asked of participants (strictly more than).
        plus_de_mois: Situe<u32>,
    }
}
table! {
    /// [regles."formation.public.ages"]
    FormationAges, commun {
        /// The youngest age.
        au_moins: Situe<u32>,
        /// The oldest age.
        au_plus: Situe<u32>,
    }
}
table! {
    /// [regles."formation.bidepartementale.egalite"]
    BidepartementaleEgalite, commun {}
}
table! {
    /// [regles."session.minimum"]
    SessionMinimum, commun {
        /// The least number of participants.
        au_moins: Situe<u32>,
        /// The last day on which a session can be held.
        au: Situe<Date>,
    }
}
table! {
    /// [regles."session.report"]
    SessionReport, commun {
        /// The first day on which a session can be held.
        du: Situe<Date>,
        /// The last day on which a session can be held.
        au: Situe<Date>,
    }
}
table! {
    /// [regles."session.capacite"]
    SessionCapacite, commun {
        /// The smallest capacity that a training may have.
        au_moins: Situe<u32>,
        /// The largest capacity that a training may have.
        au_plus: Situe<u32>,
    }
}
table! {
    /// [regles."session.participant.anciennete"]
    ParticipantAnciennete, commun {
        /// Months of engagement (strictly more than).
        plus_de_mois: Situe<u32>,
    }
}
table! {
    /// [regles."session.attestations"]
    SessionAttestations, commun {}
}
table! {
    /// [regles."session.livrables"]
    SessionLivrables, commun {
        /// What is handed to the participants.
        livrables: Vec<Situe<String>>,
    }
}
table! {
    /// [regles."financement.prorata"]
    Prorata, commun {
        /// The funders whose grants may be prorated.
        financeurs: Vec<Situe<String>>,
    }
}
table! {
    /// [regles."bilan.modifications"]
    BilanModifications, commun {
        /// Those of whom one at least approves.
        valideurs: Vec<Situe<String>>,
    }
}
table! {
    /// [regles."bilan.realisation"]
    BilanRealisation, commun {
        /// The themes: one training held for each.
        thematiques: Vec<Situe<String>>,
        /// The least number of participants of a session that was held.
        au_moins: Situe<u32>,
        /// The first day of the period.
        du: Situe<Date>,
        /// The last day of the period.
        au: Situe<Date>,
    }
}
table! {
    /// [regles."charte.promeneur.professionnel"]
    PromeneurProfessionnel, commun {
        /// The sectors that the text names.
        secteurs: Vec<Situe<String>>,
    }
}
table! {
    /// [regles."charte.promeneur.mandat"]
    PromeneurMandat, commun {}
}
table! {
    /// [regles."charte.promeneur.temps-de-travail"]
    TempsDeTravail, commun {}
}
table! {
    /// [regles."charte.conduite.interdits"], [regles."charte.conduite.contenus"]
    Interdits, commun {
        /// The kinds of breaches.
        natures: Vec<Situe<String>>,
    }
}
table! {
    /// [regles."charte.exclusion.procedure"]
    ExclusionProcedure, commun {
        /// Who decides.
        instance: Situe<String>,
        /// The commitments of which a breach is a ground for exclusion.
        engagements: Vec<Situe<String>>,
    }
}
table! {
    /// [regles."charte.exclusion.signalement"]
    ExclusionSignalement, commun {
        /// What the ids of the breaches concerned begin with.
        manquements: Vec<Situe<String>>,
    }
}
table! {
    /// [regles."charte.structure.adhesion"]
    StructureAdhesion, commun {}
}

fn choix(liste: Option<&Vec<Situe<String>>>, nom: &'static str) -> Value {
    Value::choices(liste.into_iter().flatten().map(|s| s.valeur.as_str()), nom)
}

fn bornes(min: Option<Value>, max: Option<Value>) -> Value {
    Value::Range(Box::new(Range { min, max, ..Range::default() }))
}

fn compte(n: Option<&Situe<u32>>, unite: &'static str) -> Option<Value> {
    n.map(|s| Value::count(s.valeur, unite))
}

fn mois(n: Option<&Situe<u32>>) -> Option<Value> {
    n.map(|s| {
        let valeur = Value::number(s.valeur, "mois");
        Value::Range(Box::new(Range { strict_min: Some(valeur), ..Range::default() }))
    })
}

fn periode(du: Option<&Situe<Date>>, au: Option<&Situe<Date>>) -> Option<Value> {
    Some(Value::Period(du?.valeur, au?.valeur))
}

/// What a parameter looks like, for those who forgot it.
pub(crate) fn exemple(cle: &str) -> &'static str {
    match cle {
        "annee" => "annee = 2030",
        "contrat" => "contrat = \"cdi\"",
        "dispositif" => "dispositif = \"mon-dispositif\"",
        "montant" => "montant = \"1 500 €\"",
        "annees" => "annees = [2030, 2031]",
        "au" => "au = 2031-06-30",
        "au_moins" => "au_moins = 7",
        "au_plus" => "au_plus = 20",
        "canaux" => "canaux = [\"courriel\", \"poste\"]",
        "destinataires" => "destinataires = [\"caf-99\"]",
        "mois_au_moins" => "mois_au_moins = 6",
        "pieces" => "pieces = [\"comptes\"]",
        "termes" => "termes = [{ texte = \"…\", montant = \"1 500 €\" }]",
        "total" => "total = \"1 500 €\"",
        "departements" => "departements = [\"03\", \"63\"]",
        "du" => "du = 2030-10-01",
        "engagements" => "engagements = [\"charte.promeneur.regularite\"]",
        "financeurs" => "financeurs = [\"caf-99\"]",
        "instance" => "instance = \"comite-de-pilotage\"",
        "livrables" => "livrables = [\"compte-rendu\"]",
        "manquements" => "manquements = [\"charte.conduite.\"]",
        "modules" => "modules = [\"1\", \"2\"]",
        "natures" => "natures = [\"connaissances\", \"outils\"]",
        "plus_de_mois" => "plus_de_mois = 12",
        "secteurs" => "secteurs = [\"mon-secteur\"]",
        "thematiques" => "thematiques = [\"1\", \"2\"]",
        "valideurs" => "valideurs = [\"caf-99\"]",
        _ => "… = …",
    }
}

impl Terme {
    /// The amount, times its numbers.
    pub fn total(&self) -> Option<Montant> {
        let unitaire = self.montant.as_ref()?.valeur;
        self.fois.iter().flatten().try_fold(unitaire, |total, n| total.fois(n.valeur))
    }
}

impl Formule {
    /// The parameters that are not given, and without which the formula judges nothing.
    pub fn manquent(&self, noeud: &Noeud<'_>) -> Vec<&'static str> {
        let facultatives: &[&str] = match self {
            Self::SessionMinimum(_) => &["au"],
            Self::BilanRealisation(_) => &["du", "au"],
            Self::FormationParties(_) => &["au_moins"],
            Self::CalendrierAppel(_) => CalendrierAppel::CLES,
            Self::CoordinationRencontres(_) => &["mois_au_moins"],
            _ => &[],
        };
        let cles = self.cles().iter().copied();
        cles.filter(|c| !facultatives.contains(c) && noeud.cle(c).is_none()).collect()
    }

    /// The codes among the parameters, each with the list of the call that names it.
    pub fn codes(&self) -> Vec<(Vec<&Situe<String>>, &'static str)> {
        fn liste(codes: &Option<Vec<Situe<String>>>) -> Vec<&Situe<String>> {
            codes.iter().flatten().collect()
        }
        match self {
            Self::DepotModule(p) => {
                vec![(liste(&p.modules), "modules"), (liste(&p.departements), "departements")]
            }
            Self::DepotCanal(p) => vec![(liste(&p.destinataires), "acteurs")],
            Self::FonjepPossible(p) => vec![(p.dispositif.iter().collect(), "dispositifs")],
            Self::FormationThematiques(p) => vec![(liste(&p.thematiques), "thematiques")],
            Self::BilanRealisation(p) => vec![(liste(&p.thematiques), "thematiques")],
            Self::SessionLivrables(p) => vec![(liste(&p.livrables), "livrables")],
            Self::PromeneurProfessionnel(p) => vec![(liste(&p.secteurs), "secteurs")],
            Self::BudgetCoherence(p) => vec![(liste(&p.financeurs), "acteurs")],
            Self::Prorata(p) => vec![(liste(&p.financeurs), "acteurs")],
            Self::BilanModifications(p) => vec![(liste(&p.valideurs), "acteurs")],
            Self::ExclusionProcedure(p) => vec![(p.instance.iter().collect(), "acteurs")],
            _ => Vec::new(),
        }
    }

    /// What is expected, in the terms of the report, for the sentences and the list of parameters.
    pub fn attendu(&self) -> Option<Value> {
        match self {
            Self::DepotModule(p) => Some(Value::List(
                [
                    choix(p.modules.as_ref(), "modules"),
                    choix(p.departements.as_ref(), "departements"),
                ]
                .into_iter()
                .filter_map(|v| match v {
                    Value::List(l) => Some(l),
                    _ => None,
                })
                .flatten()
                .collect(),
            )),
            Self::PiecesBudgets(p) => Some(Value::List(
                p.annees
                    .iter()
                    .flatten()
                    .map(|a| Value::Text(CompactString::new(a.valeur.get().to_string())))
                    .collect(),
            )),
            Self::FormationThematiques(p) => Some(choix(p.thematiques.as_ref(), "thematiques")),
            Self::FormationParties(p) => Some(choix(p.natures.as_ref(), "natures")),
            Self::FormationAnciennete(p) => mois(p.plus_de_mois.as_ref()),
            Self::FormationAges(p) => {
                Some(bornes(compte(p.au_moins.as_ref(), "ans"), compte(p.au_plus.as_ref(), "ans")))
            }
            Self::SessionMinimum(p) => {
                Some(bornes(compte(p.au_moins.as_ref(), "participants"), None))
            }
            Self::SessionReport(p) => periode(p.du.as_ref(), p.au.as_ref()),
            Self::SessionCapacite(p) => {
                Some(bornes(None, compte(p.au_plus.as_ref(), "participants")))
            }
            Self::ParticipantAnciennete(p) => mois(p.plus_de_mois.as_ref()),
            Self::SessionLivrables(p) => Some(choix(p.livrables.as_ref(), "livrables")),
            Self::BilanModifications(p) => Some(choix(p.valideurs.as_ref(), "acteurs")),
            Self::BilanRealisation(p) => Some(choix(p.thematiques.as_ref(), "thematiques")),
            Self::PromeneurProfessionnel(p) => Some(choix(p.secteurs.as_ref(), "secteurs")),
            Self::ExclusionProcedure(p) => {
                p.instance.as_ref().map(|i| Value::choice(&i.valeur, "acteurs"))
            }
            Self::DepotCanal(p) => Some(choix(p.destinataires.as_ref(), "acteurs")),
            Self::FonjepPossible(p) => p.montant.as_ref().map(|m| Value::Amount(m.valeur)),
            Self::FinancementEstimation(p) => {
                Some(bornes(p.total.as_ref().map(|t| Value::Amount(t.valeur)), None))
            }
            Self::CoordinationRencontres(p) => {
                Some(bornes(compte(p.au_moins.as_ref(), "rencontres"), None))
            }
            Self::BudgetEquilibre(_)
            | Self::DepotUnicite(_)
            | Self::PiecesExerciceRecent(_)
            | Self::CalendrierAppel(_)
            | Self::BudgetCoherence(_)
            | Self::BidepartementaleEgalite(_)
            | Self::SessionAttestations(_)
            | Self::Prorata(_)
            | Self::PromeneurMandat(_)
            | Self::TempsDeTravail(_)
            | Self::Interdits(_)
            | Self::ExclusionSignalement(_)
            | Self::StructureAdhesion(_) => None,
        }
    }
}
