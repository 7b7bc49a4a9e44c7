//! The financing plan of an action, over one year or several.

use super::absence::Trois;
use super::forme::Lieu;
use super::{
    Annee, Base, BaseChamp, Budget, BudgetChamp, Coordinateur, Financement, FinancementChamp,
    Phase, Texte,
};

fiche! {
    /// A financing plan. CANTAL §4; MODULE2 §2.f.
    PlanFinancement, PlanFinancementChamp, "plan-financement", document {
        /// The call's id.
        appel: Texte, "Appel à candidatures", "Call";
        /// The office's own number, given back in the report.
        reference: Texte, "Référence du dossier", "Reference";
        /// How far the dossier has come.
        phase: Phase, "Phase du dossier", "Phase";
        /// The years that the plan covers. CANTAL §4.
        annees: Vec<Annee>, "Années du plan", "Years of the plan";
        /// The coordinator, whose contract opens some grants. CANTAL §4 Année 2018.
        coordinateur: Coordinateur, "Coordinateur", "Coordinator";
        /// What a share is a share of. CANTAL §4 Année 2018.
        bases: Vec<Base>, "Assiettes", "Bases";
        /// Grants asked for, granted or paid. CANTAL §4; MODULE2 §2.f.
        financements: Vec<Financement>, "Financements", "Grants";
        /// Civic trainings, each with its volunteers. CANTAL §4 Année 2018.
        formations_civiques: Vec<FormationCivique>, "Formations civiques et citoyennes", "Civic trainings";
        /// Budget forecasts, in the layout of CERFA 12156. CANTAL §5; MODULE2 §2.f.
        budgets: Vec<Budget>, "Budgets prévisionnels", "Budget forecasts";
    }
}

impl PlanFinancement {
    /// The years of its lines, each with its place.
    pub(crate) fn annees_des_lignes(&self) -> impl Iterator<Item = (Lieu, Annee)> {
        let a = |champ: PlanFinancementChamp, rang: usize, annee: u32| {
            Lieu::RACINE.puis(champ.into()).rang(rang).puis(annee)
        };
        macro_rules! annees {
            ($liste:ident, $champ:ident) => {
                self.$liste.liste().unwrap_or_default().iter().enumerate().filter_map(
                    move |(rang, ligne)| {
                        let lieu = a(PlanFinancementChamp::$liste, rang, $champ::annee.into());
                        ligne.annee.donnee().map(|annee| (lieu, *annee))
                    },
                )
            };
        }
        annees!(bases, BaseChamp)
            .chain(annees!(financements, FinancementChamp))
            .chain(annees!(formations_civiques, FormationCiviqueChamp))
            .chain(annees!(budgets, BudgetChamp))
    }

    /// Whether it covers a year: it names it, or one of its lines is of that year.
    pub(crate) fn couvre(&self, annee: u32) -> Trois {
        let est = |a: Annee| u32::from(a.get()) == annee;
        let liste = Lieu::RACINE.puis(PlanFinancementChamp::annees.into());
        if self.annees_des_lignes().any(|(_, a)| est(a)) {
            return Trois::Vrai;
        }
        Trois::de(&self.annees, liste, |annees| annees.iter().any(|a| est(*a)))
    }
}

fiche! {
    /// One session of civic training (FCC). CANTAL §4 Année 2018.
    FormationCivique, FormationCiviqueChamp, "formation-civique" {
        /// Its year.
        annee: Annee, "Année de la formation civique", "Year of the civic training";
        /// Volunteers trained.
        volontaires: u32, "Volontaires formés", "Volunteers trained";
    }
}
