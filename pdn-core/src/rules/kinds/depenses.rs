//! Kinds of expense of the budgets.

use super::super::contexte::Objet;
use super::super::{Action, Constat, Contexte, Outcome, Raison};
use crate::appel::{ExigenceDeDepenses, Regime};
use crate::dossier::forme::Vue;
use crate::dossier::{BudgetChamp, ChargeChamp, Liste, Reponse};
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
            // Contributions in kind stand apart.
            if charge.compte.donnee().is_some_and(|c| c.as_str().starts_with("86")) {
                continue;
            }
            let ligne = lieu.rang(rang);
            let ou = ligne.puis(ChargeChamp::depense.into());
            let nature = charge.depense.donnee().map(crate::dossier::Texte::as_str);
            let citee = nature.is_some_and(|n| e.liste.iter().any(|d| d == n));
            let constat = match (e.regime, &charge.depense) {
                (_, Reponse::Inconnue) => Constat::nouveau(Outcome::Undetermined, ou).attend(ou),
                (Regime::Exclue, _) if citee => Constat::nouveau(Outcome::Fail, ou).remede(
                    Action::Remove,
                    nature.map(nommer),
                    None,
                ),
                (Regime::SeuleAdmise, _) if !citee => Constat::nouveau(Outcome::Fail, ou).remede(
                    Action::Remove,
                    nature.map(nommer),
                    None,
                ),
                // A kind that the call has no name for may be one of those that it excludes.
                (Regime::Exclue | Regime::HorsAssiette, Reponse::Donnee(n))
                    if ctx.appel.codes_de(Liste::Depenses).next().is_some()
                        && !ctx.appel.connait(Liste::Depenses, n.as_str()) =>
                {
                    Constat::nouveau(Outcome::Review, ou).raison(Raison::NatureInconnue)
                }
                (Regime::Comprise, Reponse::Donnee(_)) if !citee => {
                    Constat::nouveau(Outcome::Review, ou).raison(Raison::AJuger)
                }
                _ => continue,
            };
            en_ordre = false;
            let objet = Objet { lieu: ligne, vue: Vue::Code, de_liste: true };
            ctx.emettre_sur(&objet, constat.observe(nature.map(nommer)));
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
