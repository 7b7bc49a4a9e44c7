//! Kinds of expense of the budgets.

use super::super::contexte::Objet;
use super::super::{Action, Constat, Contexte, Outcome, Raison};
use crate::appel::{ExigenceDeDepenses, Regime};
use crate::dossier::absence::Trois;
use crate::dossier::forme::Vue;
use crate::dossier::{BudgetChamp, ChargeChamp, Liste};
use crate::rules::budget::en_nature;
use crate::value::Value;

/// Each line of the budgets that is of a kind that it may not be; one pass where none is.
pub(in crate::rules) fn depenses(ctx: &mut Contexte<'_>, e: &ExigenceDeDepenses) {
    let Some((budgets, liste)) = ctx.doc.budgets() else { return };
    let Some(budgets) = budgets.liste() else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, liste).attend(liste));
        return;
    };
    if budgets.is_empty() {
        ctx.emettre(Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AucunObjet));
        return;
    }
    let mut en_ordre = true;
    for (rang, budget) in budgets.iter().enumerate() {
        let lieu = liste.rang(rang).puis(BudgetChamp::charges.into());
        let Some(charges) = budget.charges.liste() else {
            en_ordre = false;
            ctx.emettre(Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu));
            continue;
        };
        for (rang, charge) in charges.iter().enumerate() {
            let ligne = lieu.rang(rang);
            // Contributions in kind stand apart.
            let apart = en_nature(&charge.compte, ligne.puis(ChargeChamp::compte.into()));
            if apart == Trois::Vrai {
                continue;
            }
            let ou = ligne.puis(ChargeChamp::depense.into());
            let nature = charge.depense.donnee().map(crate::dossier::Texte::as_str);
            let citee = nature.is_some_and(|n| e.liste.iter().any(|d| d == n));
            let retirer = || {
                let constat = Constat::nouveau(Outcome::Fail, ou);
                constat.remede(Action::Remove, nature.map(nommer), None)
            };
            let mut constat = match e.regime {
                _ if charge.depense.est_inconnue() => {
                    Constat::nouveau(Outcome::Undetermined, ou).attend(ou)
                }
                Regime::Exclue if citee => retirer(),
                Regime::SeuleAdmise if !citee => retirer(),
                // A kind that the call has no name for may be one of those that it excludes.
                Regime::Exclue | Regime::HorsAssiette
                    if nature.is_some_and(|n| ctx.appel.hors_liste(Liste::Depenses, n)) =>
                {
                    Constat::nouveau(Outcome::Review, ou).raison(Raison::NatureInconnue)
                }
                Regime::Comprise if nature.is_some() && !citee => {
                    Constat::nouveau(Outcome::Review, ou).raison(Raison::AJuger)
                }
                _ => continue,
            };
            if let Trois::Inconnu(lieux) = apart {
                constat.suspendre(&lieux);
            }
            en_ordre = false;
            let objet = Objet { lieu: ligne, vue: Vue::Code, de_liste: true };
            let constat = constat.observe(nature.map(nommer));
            ctx.emettre_sur(&objet, constat);
        }
    }
    if en_ordre {
        ctx.emettre(Constat::nouveau(Outcome::Pass, liste));
    }
}

/// A kind of expense, by its label.
fn nommer(nature: &str) -> Value {
    Value::choice(nature, "depenses")
}
