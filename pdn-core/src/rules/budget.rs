//! `budget.*` and `pieces.budgets`: the budget forecasts, in the layout of CERFA 12156.

use compact_str::{CompactString, ToCompactString};

use super::{Action, Constat, Contexte, Outcome, Raison, financement};
use crate::appel::Exigence;
use crate::appel::formules::{BudgetCoherence, Formule, PiecesBudgets};
use crate::dossier::absence::{Total, Trois};
use crate::dossier::forme::Lieu;
use crate::dossier::{
    Budget, BudgetChamp, CandidatureChamp, ChargeChamp, Document, ProduitChamp, Reponse, Texte,
};
use crate::value::{Range, Value};
use crate::values::Montant;

fn lieu_des_budgets() -> Lieu {
    Lieu::RACINE.puis(CandidatureChamp::budgets.into())
}

/// `pieces.budgets`: a budget for each year that the call names. MODULE2 §2.f; CANTAL §5.
pub(super) fn pieces(ctx: &mut Contexte<'_>, p: &PiecesBudgets) {
    let Document::Candidature(c) = ctx.doc else { return };
    let lieu = lieu_des_budgets();
    let pas_encore =
        ctx.jugement().filter(|j| ctx.avant_sa_phase(j) == Trois::Vrai).and_then(|j| j.phase);
    for annee in p.annees.iter().flatten().map(|a| a.valeur) {
        let voulue = annee.get().to_compact_string();
        let instance: CompactString = ["annee=", &voulue].into_iter().collect();
        let voulue = Value::Text(voulue);
        let liste = c.budgets.liste();
        let donne = match liste {
            None => Trois::inconnu(lieu),
            Some(budgets) => budgets.iter().enumerate().fold(Trois::Faux, |donne, (rang, b)| {
                let ou = lieu.rang(rang).puis(BudgetChamp::annee.into());
                donne.ou(Trois::de(&b.annee, ou, |a| *a == annee))
            }),
        };
        let constat = match (donne, pas_encore) {
            (Trois::Vrai, _) => Constat::nouveau(Outcome::Pass, lieu),
            // A list that is not due yet, and that is there all the same, is looked at.
            (Trois::Inconnu(lieux), _) if c.budgets.est_fautive() => {
                Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(lieux)
            }
            (_, Some(due)) => {
                Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::Phase(due))
            }
            (Trois::Inconnu(lieux), None) => {
                Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(lieux)
            }
            (Trois::Faux, None) => Constat::nouveau(Outcome::Fail, lieu).remede(
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
    if let Some(budgets) = c.budgets.liste() {
        if budgets.is_empty() {
            ctx.emettre(Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::AucunObjet));
            return None;
        }
        return Some(budgets);
    }
    let constat = match if c.budgets.est_fautive() { Trois::Vrai } else { dus(ctx) } {
        Trois::Faux => Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::PasEncoreDu),
        Trois::Vrai => Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu),
        Trois::Inconnu(lieux) => {
            Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(lieux).attend(lieu)
        }
    };
    ctx.emettre(constat);
    None
}

/// Whether the call already asks for budgets, in this phase.
fn dus(ctx: &Contexte<'_>) -> Trois {
    let demandent = ctx.appel.contenu().jugements.iter().map(|(_, j)| j);
    let demandent = demandent.filter(|j| match &j.exigence {
        Exigence::Formule(f) => matches!(**f, Formule::PiecesBudgets(_)),
        _ => false,
    });
    let mut dus: Option<Trois> = None;
    for jugement in demandent {
        let du = !ctx.avant_sa_phase(jugement);
        dus = Some(dus.map_or(du.clone(), |autre| autre.ou(du)));
    }
    // A call that asks for none looks at those that there are.
    dus.unwrap_or(Trois::Vrai)
}

/// Whether a line is of the accounts of contributions in kind, balanced apart: 86 and 87, and those
/// below.
pub(super) fn en_nature(compte: &Reponse<impl AsRef<str>>, lieu: Lieu) -> Trois {
    Trois::de(compte, lieu, |c| c.as_ref().starts_with("86") || c.as_ref().starts_with("87"))
}

/// `budget.equilibre`: costs and income are equal, to the cent; 86 and 87 apart.
pub(super) fn equilibre(ctx: &mut Contexte<'_>) {
    let Some(budgets) = budgets(ctx) else { return };
    for (rang, budget) in budgets.iter().enumerate() {
        let lieu = lieu_des_budgets().rang(rang);
        let instance = ctx.instance(lieu);
        let lieu_charges = lieu.puis(BudgetChamp::charges.into());
        let lieu_produits = lieu.puis(BudgetChamp::produits.into());
        if budget.charges.est_inconnue() || budget.produits.est_inconnue() {
            let constat = Constat::nouveau(Outcome::Undetermined, lieu)
                .instance(instance)
                .attend_si(budget.charges.est_inconnue(), lieu_charges)
                .attend_si(budget.produits.est_inconnue(), lieu_produits);
            ctx.emettre(constat);
            continue;
        }
        let (mut charges, mut produits) = (Total::default(), Total::default());
        let (mut emplois, mut contributions) = (Total::default(), Total::default());
        for (rang, ligne) in budget.charges.liste().unwrap_or_default().iter().enumerate() {
            let ici = lieu_charges.rang(rang);
            let montant = ici.puis(ChargeChamp::montant.into());
            let apart = en_nature(&ligne.compte, ici.puis(ChargeChamp::compte.into()));
            let cotes = (&mut emplois, &mut charges);
            Total::partager(cotes, apart, montant, &ligne.montant);
        }
        for (rang, ligne) in budget.produits.liste().unwrap_or_default().iter().enumerate() {
            let ici = lieu_produits.rang(rang);
            let montant = ici.puis(ProduitChamp::montant.into());
            let apart = en_nature(&ligne.compte, ici.puis(ProduitChamp::compte.into()));
            let cotes = (&mut contributions, &mut produits);
            Total::partager(cotes, apart, montant, &ligne.montant);
        }
        ctx.emettre(comparer(lieu, &charges, &produits).instance(instance.clone()));
        let lignes = [&emplois, &contributions];
        if lignes.iter().any(|cote| cote.lignes > 0 || !cote.attend.is_empty()) {
            let mut apart = instance;
            apart.push_str(";comptes=86-87");
            ctx.emettre(comparer(lieu, &emplois, &contributions).instance(apart));
        }
    }
}

/// A total as it is seen: the amount, or the least that it is.
fn vu(total: &Total) -> Option<Value> {
    let certain = Value::Amount(total.certain?);
    Some(match total.connu() {
        Some(_) => certain,
        // Nothing that is known is not nothing.
        None if total.certain?.est_nul() => return None,
        None => Value::Range(Box::new(Range { min: Some(certain), ..Range::default() })),
    })
}

/// Compares two sides.
fn comparer(lieu: Lieu, charges: &Total, produits: &Total) -> Constat {
    let observe = vu(charges).zip(vu(produits)).map(|(c, p)| Value::List(vec![c, p]));
    match charges.egale(produits) {
        Trois::Inconnu(lieux) => Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(lieux),
        Trois::Vrai => {
            let constat = Constat::nouveau(Outcome::Pass, lieu).observe(observe);
            constat.attendu_si(charges.connu().map(Value::Amount))
        }
        Trois::Faux => {
            // Of a side of which nothing is certain, nothing is shown.
            let observe = observe.or_else(|| vu(charges).or_else(|| vu(produits)));
            let constat = Constat::nouveau(Outcome::Fail, lieu).observe(observe);
            // What mends it exactly is known once both sides are.
            match (charges.connu(), produits.connu()) {
                (Some(charges), Some(produits)) => {
                    let (action, ecart) = ecart(produits, charges);
                    let attendu = Value::Amount(charges);
                    constat.attendu(attendu.clone()).remede(action, Some(attendu), ecart)
                }
                _ => constat.remede(Action::Mend, None, None),
            }
        }
    }
}

/// What brings an amount to another: up or down, and by how much.
fn ecart(de: Montant, vers: Montant) -> (Action, Option<Value>) {
    if vers > de {
        (Action::Raise, vers.moins(de).map(Value::Amount))
    } else {
        (Action::Lower, de.moins(vers).map(Value::Amount))
    }
}

/// `budget.coherence-demande`: what the budgets show of each funder is what is asked of it.
pub(super) fn coherence(ctx: &mut Contexte<'_>, p: &BudgetCoherence) {
    let Document::Candidature(c) = ctx.doc else { return };
    let Some(budgets) = budgets(ctx) else { return };
    let lieu = lieu_des_budgets();
    if c.financements.est_inconnue() {
        let liste = Lieu::RACINE.puis(CandidatureChamp::financements.into());
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, lieu).attend(liste));
        return;
    }
    let mut compares = 0_usize;
    for financeur in p.financeurs.iter().flatten().map(|f| f.valeur.as_str()) {
        let inscrit = inscrit(ctx, budgets, financeur);
        let demande = financement::demande(ctx, financeur);
        if [&inscrit, &demande].iter().all(|t| t.lignes == 0 && t.attend.is_empty()) {
            continue;
        }
        compares = compares.saturating_add(1);
        let mut instance = CompactString::const_new("financeur=");
        instance.push_str(financeur);
        let constat = match inscrit.egale(&demande) {
            Trois::Vrai => Constat::nouveau(Outcome::Pass, lieu),
            Trois::Inconnu(lieux) => {
                Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(lieux)
            }
            Trois::Faux => {
                let constat = Constat::nouveau(Outcome::Fail, lieu);
                match (inscrit.connu(), demande.connu()) {
                    (Some(inscrit), Some(demande)) => {
                        let (action, ecart) = ecart(inscrit, demande);
                        constat.remede(action, Some(Value::Amount(demande)), ecart)
                    }
                    _ => constat.remede(Action::Mend, None, None),
                }
            }
        };
        let constat = constat.observe(vu(&inscrit)).attendu_si(vu(&demande));
        ctx.emettre(constat.instance(instance));
    }
    if compares == 0 {
        ctx.emettre(Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::AucunObjet));
    }
}

/// What the budgets of the call's years show of a funder. A subsidy (74) is of a funder, whom it may not
/// name; of another receipt, silence says that it has none.
fn inscrit(ctx: &Contexte<'_>, budgets: &[Budget], financeur: &str) -> Total {
    let annees = ctx.appel.annees_d_une_somme();
    let mut inscrit = Total::default();
    for (rang, budget) in budgets.iter().enumerate() {
        let ici = lieu_des_budgets().rang(rang);
        let de_l_annee = Trois::de(&budget.annee, ici.puis(BudgetChamp::annee.into()), |a| {
            annees.is_empty() || annees.contains(&a.get().into())
        });
        let lieu = ici.puis(BudgetChamp::produits.into());
        let Some(produits) = budget.produits.liste() else {
            if de_l_annee != Trois::Faux {
                inscrit.ouvrir(lieu);
            }
            continue;
        };
        for (rang, ligne) in produits.iter().enumerate() {
            let ici = lieu.rang(rang);
            let ou = ici.puis(ProduitChamp::financeur.into());
            let est = |f: &Texte| f.as_str() == financeur;
            let subvention = match &ligne.compte {
                Reponse::Donnee(compte) => compte.as_str().starts_with("74"),
                Reponse::Aucune => false,
                Reponse::Inconnue | Reponse::Fautive => true,
            };
            let sien = if subvention {
                Trois::de(&ligne.financeur, ou, est)
            } else {
                Trois::de_silence(&ligne.financeur, ou, est)
            };
            let montant = ici.puis(ProduitChamp::montant.into());
            inscrit.ajouter(sien.et(de_l_annee.clone()), montant, &ligne.montant);
        }
    }
    inscrit
}
