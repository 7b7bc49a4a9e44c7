//! `financement.*`: what is asked of the funding as a whole. CANTAL §4.

use super::{Constat, Contexte, Outcome, Raison};
use crate::appel::formules::FinancementEstimation;
use crate::dossier::forme::Lieu;
use crate::dossier::{Document, FinancementChamp, PlanFinancementChamp, Reponse};
use crate::value::Value;
use crate::values::Montant;

/// `financement.estimation`: the plan against the low estimate; less is for a person to judge.
/// CANTAL §4, Indication estimatoire basse pour 2018.
pub(super) fn estimation(ctx: &mut Contexte<'_>, p: &FinancementEstimation) {
    let (Document::PlanFinancement(plan), Some(annee), Some(estimation)) =
        (ctx.doc, &p.annee, &p.total)
    else {
        return;
    };
    let liste = Lieu::RACINE.puis(PlanFinancementChamp::financements.into());
    let couverte = plan
        .annees
        .liste()
        .is_none_or(|annees| annees.iter().any(|a| u32::from(a.get()) == annee.valeur));
    if !couverte {
        ctx.emettre(Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::HorsDesAnnees));
        return;
    }
    let Some(lignes) = plan.financements.liste() else {
        ctx.emettre(
            Constat::nouveau(Outcome::Undetermined, liste).raison(Raison::SansEffet).attend(liste),
        );
        return;
    };
    let mut total = Some(Montant::ZERO);
    let mut attend: Vec<Lieu> = Vec::new();
    for (rang, ligne) in lignes.iter().enumerate() {
        let lieu = liste.rang(rang);
        match ligne.annee.donnee() {
            Some(a) if u32::from(a.get()) != annee.valeur => continue,
            Some(_) => {}
            None => attend.push(lieu.puis(FinancementChamp::annee.into())),
        }
        match &ligne.montant {
            Reponse::Donnee(m) => total = total.and_then(|t| t.plus(*m)),
            Reponse::Aucune => {}
            Reponse::Inconnue => attend.push(lieu.puis(FinancementChamp::montant.into())),
        }
    }
    let constat = match total {
        None => Constat::nouveau(Outcome::Review, liste).raison(Raison::TropGrand),
        Some(total) => {
            let constat = if total >= estimation.valeur {
                Constat::nouveau(Outcome::Pass, liste)
            } else if attend.is_empty() {
                Constat::nouveau(Outcome::Review, liste).raison(Raison::SousLEstimation)
            } else {
                Constat::nouveau(Outcome::Undetermined, liste)
                    .raison(Raison::SansEffet)
                    .attend_tous(attend)
            };
            constat.observe(Value::Amount(total))
        }
    };
    ctx.emettre(constat);
}
