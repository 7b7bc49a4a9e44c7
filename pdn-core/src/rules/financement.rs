//! `financement.*`: what is asked of the funding as a whole. CANTAL §4.

use super::{Action, Constat, Contexte, Outcome, Raison};
use crate::appel::formules::{FinancementEstimation, FonjepPossible};
use crate::dossier::forme::Lieu;
use crate::dossier::{
    CoordinateurChamp, Document, FinancementChamp, PlanFinancementChamp, Reponse,
};
use crate::value::Value;
use crate::values::Montant;

/// `financement.fonjep-possible`: the coordinator's contract opens a grant that the plan does not ask
/// for. CANTAL §4 Année 2018.
pub(super) fn fonjep_possible(ctx: &mut Contexte<'_>, p: &FonjepPossible) {
    let (Document::PlanFinancement(plan), Some(dispositif), Some(contrat), Some(annee)) =
        (ctx.doc, &p.dispositif, &p.contrat, &p.annee)
    else {
        return;
    };
    let liste = Lieu::RACINE.puis(PlanFinancementChamp::financements.into());
    let lieu_du_contrat = Lieu::RACINE
        .puis(PlanFinancementChamp::coordinateur.into())
        .puis(CoordinateurChamp::contrat.into());
    if !plan.couvre(annee.valeur.get().into()) {
        let constat = Constat::nouveau(Outcome::NotApplicable, liste);
        ctx.emettre(constat.raison(Raison::HorsDesAnnees));
        return;
    }
    let signe = plan.coordinateur.puis(|c| c.contrat);
    let ouvert = signe.donnee().map(|c| c.code() == contrat.valeur);
    let demande = plan.financements.liste().map(|lignes| {
        lignes.iter().position(|l| {
            l.dispositif.donnee().is_some_and(|d| d.as_str() == dispositif.valeur)
                && l.annee.donnee().is_none_or(|a| *a == annee.valeur)
        })
    });
    // A scheme that cannot be taken as written may be this one.
    let douteux = (0..plan.financements.liste().map_or(0, <[_]>::len))
        .map(|rang| liste.rang(rang).puis(FinancementChamp::dispositif.into()))
        .find(|lieu| ctx.fautif(*lieu));
    let constat = match (ouvert, demande) {
        (Some(false), _) => {
            Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::Condition)
        }
        (None, _) if signe.est_aucune() => {
            Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::Condition)
        }
        (_, Some(Some(rang))) => {
            let lieu = liste.rang(rang).puis(FinancementChamp::dispositif.into());
            Constat::nouveau(Outcome::Pass, lieu)
        }
        (Some(true), Some(None)) if douteux.is_some() => {
            Constat::nouveau(Outcome::Undetermined, liste).attend_tous(douteux)
        }
        (Some(true), Some(None)) => {
            let montant = p.montant.as_ref().map(|m| Value::Amount(m.valeur));
            Constat::nouveau(Outcome::Fail, liste).raison(Raison::AucunNeConvient).remede(
                Action::Add,
                montant,
                None,
            )
        }
        (ouvert, demande) => {
            let mut constat = Constat::nouveau(Outcome::Undetermined, liste);
            if ouvert.is_none() {
                constat.attendre([lieu_du_contrat]);
            }
            if demande.is_none() {
                constat.attendre([liste]);
            }
            constat
        }
    };
    ctx.emettre(constat);
}

/// `financement.estimation`: the plan against the low estimate; less is for a person to judge.
/// CANTAL §4, Indication estimatoire basse pour 2018.
pub(super) fn estimation(ctx: &mut Contexte<'_>, p: &FinancementEstimation) {
    let (Document::PlanFinancement(plan), Some(annee), Some(estimation)) =
        (ctx.doc, &p.annee, &p.total)
    else {
        return;
    };
    let liste = Lieu::RACINE.puis(PlanFinancementChamp::financements.into());
    if !plan.couvre(annee.valeur.get().into()) {
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
            Some(a) if *a != annee.valeur => continue,
            Some(_) => {}
            // It may be another year's.
            None => {
                attend.push(lieu.puis(FinancementChamp::annee.into()));
                continue;
            }
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
