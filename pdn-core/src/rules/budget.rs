//! `budget.*` and `pieces.budgets`: the budget forecasts, in the layout of CERFA 12156.

use compact_str::{CompactString, format_compact};
use smallvec::SmallVec;

use super::{Action, Constat, Contexte, Outcome, Raison};
use crate::appel::formules::{BudgetCoherence, PiecesBudgets};
use crate::dossier::forme::Lieu;
use crate::dossier::{
    Budget, BudgetChamp, CandidatureChamp, ChargeChamp, Document, FinancementChamp, ProduitChamp,
    Reponse, Texte,
};
use crate::value::Value;
use crate::values::Montant;

fn lieu_des_budgets() -> Lieu {
    Lieu::RACINE.puis(CandidatureChamp::budgets.into())
}

/// `pieces.budgets`: a budget for each year that the call names. MODULE2 §2.f; CANTAL §5.
pub(super) fn pieces(ctx: &mut Contexte<'_>, p: &PiecesBudgets) {
    let Document::Candidature(c) = ctx.doc else { return };
    let lieu = lieu_des_budgets();
    let pas_encore = ctx.jugement().and_then(|j| j.phase).filter(|due| ctx.phase < *due);
    for annee in p.annees.iter().flatten().map(|a| a.valeur) {
        let instance = format_compact!("annee={}", annee.get());
        let voulue = Value::Text(format_compact!("{}", annee.get()));
        let trouvee = c
            .budgets
            .liste()
            .map(|budgets| budgets.iter().any(|b| b.annee.donnee().is_some_and(|a| *a == annee)));
        let sans_annee = c
            .budgets
            .liste()
            .and_then(|budgets| budgets.iter().position(|b| b.annee.est_inconnue()));
        let constat = match (trouvee, sans_annee, pas_encore) {
            (Some(true), ..) => Constat::nouveau(Outcome::Pass, lieu),
            (_, _, Some(due)) => {
                Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::Phase(due))
            }
            (None, ..) => Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu),
            (Some(false), Some(rang), None) => Constat::nouveau(Outcome::Undetermined, lieu)
                .attend(lieu.rang(rang).puis(BudgetChamp::annee.into())),
            (Some(false), None, None) => Constat::nouveau(Outcome::Fail, lieu).remede(
                Action::Add,
                Some(voulue.clone()),
                None,
            ),
        };
        ctx.emettre(constat.attendu(voulue).instance(instance));
    }
}

/// The budgets to judge. Without any, says what follows: not due yet, said to be none, or awaited.
fn budgets<'a>(ctx: &mut Contexte<'a>) -> Option<&'a [Budget]> {
    let Document::Candidature(c) = ctx.doc else { return None };
    let lieu = lieu_des_budgets();
    let constat = match c.budgets.liste() {
        Some([]) => Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::AucunObjet),
        Some(budgets) => return Some(budgets),
        None if !dus(ctx) => {
            Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::PasEncoreDu)
        }
        None => Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu),
    };
    ctx.emettre(constat);
    None
}

/// True when the call already asks for budgets, in this phase.
fn dus(ctx: &Contexte<'_>) -> bool {
    ctx.appel
        .rang_de_regle("pieces.budgets")
        .is_none_or(|rang| ctx.appel.regle(rang).phase.is_none_or(|due| ctx.phase >= due))
}

/// One side of a budget, as far as is known.
#[derive(Default)]
struct Cote {
    total: Montant,
    inconnus: SmallVec<[Lieu; 2]>,
    lignes: usize,
    deborde: bool,
}

impl Cote {
    fn ajouter(&mut self, montant: &Reponse<Montant>, lieu: Lieu) {
        self.lignes = self.lignes.saturating_add(1);
        match montant {
            Reponse::Donnee(m) => match self.total.plus(*m) {
                Some(total) => self.total = total,
                None => self.deborde = true,
            },
            Reponse::Aucune => {}
            Reponse::Inconnue => self.inconnus.push(lieu),
        }
    }
}

/// True of the accounts of contributions in kind, balanced apart: 86 and 87, and those below.
fn en_nature(compte: &Reponse<Texte>) -> bool {
    compte.donnee().is_some_and(|c| c.as_str().starts_with("86") || c.as_str().starts_with("87"))
}

/// `budget.equilibre`: costs and income are equal, to the cent; 86 and 87 apart.
pub(super) fn equilibre(ctx: &mut Contexte<'_>) {
    let Some(budgets) = budgets(ctx) else { return };
    for (rang, budget) in budgets.iter().enumerate() {
        let lieu = lieu_des_budgets().rang(rang);
        let instance = ctx.instance(lieu);
        let lieu_charges = lieu.puis(BudgetChamp::charges.into());
        let lieu_produits = lieu.puis(BudgetChamp::produits.into());
        let mut attend: Vec<Lieu> = Vec::new();
        if budget.charges.est_inconnue() {
            attend.push(lieu_charges);
        }
        if budget.produits.est_inconnue() {
            attend.push(lieu_produits);
        }
        if !attend.is_empty() {
            let mut constat = Constat::nouveau(Outcome::Undetermined, lieu).instance(instance);
            constat.attendre(attend);
            ctx.emettre(constat);
            continue;
        }
        let (mut charges, mut produits) = (Cote::default(), Cote::default());
        let (mut emplois, mut contributions) = (Cote::default(), Cote::default());
        for (rang, ligne) in budget.charges.liste().unwrap_or_default().iter().enumerate() {
            let cote = if en_nature(&ligne.compte) { &mut emplois } else { &mut charges };
            cote.ajouter(&ligne.montant, lieu_charges.rang(rang).puis(ChargeChamp::montant.into()));
        }
        for (rang, ligne) in budget.produits.liste().unwrap_or_default().iter().enumerate() {
            let cote = if en_nature(&ligne.compte) { &mut contributions } else { &mut produits };
            cote.ajouter(
                &ligne.montant,
                lieu_produits.rang(rang).puis(ProduitChamp::montant.into()),
            );
        }
        ctx.emettre(comparer(lieu, &charges, &produits).instance(instance.clone()));
        if emplois.lignes.saturating_add(contributions.lignes) > 0 {
            let mut apart = instance;
            apart.push_str(";comptes=86-87");
            ctx.emettre(comparer(lieu, &emplois, &contributions).instance(apart));
        }
    }
}

/// Compares two sides: a side that already exceeds the other, wholly known, cannot be mended by
/// what is not known of it.
fn comparer(lieu: Lieu, charges: &Cote, produits: &Cote) -> Constat {
    let observe = Value::List(vec![Value::Amount(charges.total), Value::Amount(produits.total)]);
    let attendu = Value::Amount(charges.total);
    let trop = (charges.total > produits.total && produits.inconnus.is_empty())
        || (produits.total > charges.total && charges.inconnus.is_empty())
        || charges.deborde
        || produits.deborde;
    if trop {
        let (action, ecart) = if charges.total > produits.total {
            (Action::Raise, charges.total.moins(produits.total))
        } else {
            (Action::Lower, produits.total.moins(charges.total))
        };
        return Constat::nouveau(Outcome::Fail, lieu)
            .observe(observe)
            .attendu(attendu.clone())
            .remede(action, Some(attendu), ecart.map(Value::Amount));
    }
    if charges.inconnus.is_empty() && produits.inconnus.is_empty() {
        return Constat::nouveau(Outcome::Pass, lieu).observe(observe).attendu(attendu);
    }
    let mut constat = Constat::nouveau(Outcome::Undetermined, lieu);
    constat.attendre(charges.inconnus.iter().chain(&produits.inconnus).copied());
    constat
}

/// `budget.coherence-demande`: what the budgets show of each funder is what is asked of it.
pub(super) fn coherence(ctx: &mut Contexte<'_>, p: &BudgetCoherence) {
    let Document::Candidature(c) = ctx.doc else { return };
    let Some(budgets) = budgets(ctx) else { return };
    let lieu_financements = Lieu::RACINE.puis(CandidatureChamp::financements.into());
    let Some(financements) = c.financements.liste() else {
        ctx.emettre(
            Constat::nouveau(Outcome::Undetermined, lieu_des_budgets()).attend(lieu_financements),
        );
        return;
    };
    let mut compares = 0_usize;
    for financeur in p.financeurs.iter().flatten().map(|f| f.valeur.as_str()) {
        let est = |f: &Reponse<Texte>| f.donnee().is_some_and(|f| f.as_str() == financeur);
        let (mut inscrit, mut demande) = (Cote::default(), Cote::default());
        let mut annees: SmallVec<[u32; 4]> = SmallVec::new();
        for (rang, budget) in budgets.iter().enumerate() {
            let lieu = lieu_des_budgets().rang(rang).puis(BudgetChamp::produits.into());
            match budget.produits.liste() {
                None => inscrit.inconnus.push(lieu),
                Some(produits) => {
                    for (rang, ligne) in
                        produits.iter().enumerate().filter(|(_, l)| est(&l.financeur))
                    {
                        inscrit.ajouter(
                            &ligne.montant,
                            lieu.rang(rang).puis(ProduitChamp::montant.into()),
                        );
                    }
                }
            }
        }
        for (rang, ligne) in financements.iter().enumerate().filter(|(_, l)| est(&l.financeur)) {
            let lieu = lieu_financements.rang(rang).puis(FinancementChamp::montant.into());
            demande.ajouter(&ligne.montant, lieu);
            annees.extend(ligne.annee.donnee().map(|a| u32::from(a.get())));
        }
        // The amount of a year that the call names, and that no line gives, is not known.
        let attendues = ctx.appel.annees_d_une_somme();
        if !annees.is_empty() && !attendues.iter().all(|a| annees.contains(a)) {
            demande.inconnus.push(lieu_financements);
        }
        if inscrit.lignes.saturating_add(demande.lignes) == 0 {
            continue;
        }
        compares = compares.saturating_add(1);
        let mut instance = CompactString::const_new("financeur=");
        instance.push_str(financeur);
        let (action, ecart) = if inscrit.total > demande.total {
            (Action::Lower, inscrit.total.moins(demande.total))
        } else {
            (Action::Raise, demande.total.moins(inscrit.total))
        };
        let attendu = Value::Amount(demande.total);
        let certain = (inscrit.total > demande.total && demande.inconnus.is_empty())
            || (demande.total > inscrit.total && inscrit.inconnus.is_empty());
        let mut constat = if certain {
            Constat::nouveau(Outcome::Fail, lieu_des_budgets()).remede(
                action,
                Some(attendu.clone()),
                ecart.map(Value::Amount),
            )
        } else if inscrit.inconnus.is_empty() && demande.inconnus.is_empty() {
            Constat::nouveau(Outcome::Pass, lieu_des_budgets())
        } else {
            let mut constat = Constat::nouveau(Outcome::Undetermined, lieu_des_budgets());
            constat.attendre(inscrit.inconnus.iter().chain(&demande.inconnus).copied());
            constat
        };
        constat = constat.observe(Value::Amount(inscrit.total)).attendu(attendu);
        ctx.emettre(constat.instance(instance));
    }
    if compares == 0 {
        ctx.emettre(
            Constat::nouveau(Outcome::NotApplicable, lieu_des_budgets()).raison(Raison::AucunObjet),
        );
    }
}
