//! `financement.*`: what is asked of the funding as a whole. CANTAL §4.

use smallvec::SmallVec;

use super::{Action, Constat, Contexte, Outcome, Raison};
use crate::appel::formules::{FinancementEstimation, FonjepPossible};
use crate::dossier::absence::{Total, Trois};
use crate::dossier::forme::Lieu;
use crate::dossier::{
    CoordinateurChamp, Document, Financement, FinancementChamp, PlanFinancementChamp,
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
    let couverte = plan.couvre(annee.valeur.get().into());
    let contrat = Trois::de(&plan.coordinateur.puis(|c| c.contrat), lieu_du_contrat, |c| {
        c.code() == contrat.valeur
    });
    let ouvert = couverte.clone().et(contrat);
    if ouvert == Trois::Faux {
        let constat = Constat::nouveau(Outcome::NotApplicable, liste);
        ctx.emettre(match couverte {
            Trois::Faux => constat.raison(Raison::HorsDesAnnees),
            _ => constat.raison(Raison::Condition),
        });
        return;
    }
    let mut ou = liste;
    let demande = match plan.financements.liste() {
        None => Trois::inconnu(liste),
        Some(lignes) => lignes.iter().enumerate().fold(Trois::Faux, |demande, (rang, ligne)| {
            let ici = liste.rang(rang);
            let dispositif_de_la_ligne = ici.puis(FinancementChamp::dispositif.into());
            let sienne = Trois::de_silence(&ligne.dispositif, dispositif_de_la_ligne, |d| {
                d.as_str() == dispositif.valeur
            })
            .et(Trois::de(
                &ligne.annee,
                ici.puis(FinancementChamp::annee.into()),
                |a| *a == annee.valeur,
            ));
            if sienne == Trois::Vrai && demande != Trois::Vrai {
                ou = dispositif_de_la_ligne;
            }
            demande.ou(sienne)
        }),
    };
    let constat = match (demande, ouvert) {
        (Trois::Vrai, _) => Constat::nouveau(Outcome::Pass, ou),
        (Trois::Faux, Trois::Vrai) => {
            let montant = p.montant.as_ref().map(|m| Value::Amount(m.valeur));
            // The lines of a year may still come.
            let constat = Constat::nouveau(Outcome::Fail, liste).repose([liste]);
            constat.remede(Action::Add, montant, None)
        }
        (demande, ouvert) => {
            let mut constat = Constat::nouveau(Outcome::Undetermined, liste);
            for trois in [ouvert, demande] {
                if let Trois::Inconnu(lieux) = trois {
                    constat.attendre(lieux);
                }
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
    let couverte = plan.couvre(annee.valeur.get().into());
    if couverte == Trois::Faux {
        ctx.emettre(Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::HorsDesAnnees));
        return;
    }
    let Some(lignes) = plan.financements.liste() else {
        ctx.emettre(
            Constat::nouveau(Outcome::Undetermined, liste).raison(Raison::SansEffet).attend(liste),
        );
        return;
    };
    let mut total = Total::default();
    for (rang, ligne) in lignes.iter().enumerate() {
        let ici = liste.rang(rang);
        // What is asked of nobody funds nothing.
        if ligne.financeur.est_aucune() {
            continue;
        }
        let de_l_annee = Trois::de(&ligne.annee, ici.puis(FinancementChamp::annee.into()), |a| {
            *a == annee.valeur
        });
        total.ajouter(de_l_annee, ici.puis(FinancementChamp::montant.into()), &ligne.montant);
    }
    let assez = |montant: Option<Montant>| montant.is_none_or(|m| m >= estimation.valeur);
    let mut constat = if assez(total.certain) {
        Constat::nouveau(Outcome::Pass, liste)
    } else if !assez(total.au_plus()) {
        Constat::nouveau(Outcome::Review, liste).raison(Raison::SousLEstimation).repose([liste])
    } else {
        Constat::nouveau(Outcome::Undetermined, liste)
            .raison(Raison::SansEffet)
            .attend_tous(total.attend.iter().copied())
    };
    if let (Trois::Inconnu(lieux), false) = (couverte, constat.outcome == Outcome::Pass) {
        constat.suspendre(&lieux);
    }
    // Nothing that is known is not nothing.
    let vu = total.certain.filter(|m| !m.est_nul() || total.attend.is_empty());
    ctx.emettre(constat.observe(vu.map(Value::Amount)));
}

/// What is asked of a funder over the years of the call, as every rule reckons it: the amount of a year
/// that no line of the funder gives is not known.
pub(super) fn demande(ctx: &Contexte<'_>, financeur: &str) -> Total {
    let mut demande = Total::default();
    let Some((financements, liste)) = ctx.doc.financements() else { return demande };
    let Some(lignes) = financements.liste() else {
        demande.ouvrir(liste);
        return demande;
    };
    let annees = ctx.appel.annees_d_une_somme();
    let mut donnees: SmallVec<[u32; 4]> = SmallVec::new();
    for (rang, ligne) in lignes.iter().enumerate() {
        let ici = liste.rang(rang);
        let sienne = appartient(ligne, ici, financeur, &annees);
        if sienne == Trois::Vrai {
            donnees.extend(ligne.annee.donnee().map(|a| u32::from(a.get())));
        }
        demande.ajouter(sienne, ici.puis(FinancementChamp::montant.into()), &ligne.montant);
    }
    if demande.lignes > 0 && !annees.iter().all(|a| donnees.contains(a)) {
        demande.ouvrir(liste);
    }
    demande
}

/// Whether a line is of a funder, for one of the years; no year means any.
pub(super) fn appartient(
    ligne: &Financement,
    lieu: Lieu,
    financeur: &str,
    annees: &[u32],
) -> Trois {
    let ou = lieu.puis(FinancementChamp::financeur.into());
    let sien = Trois::de(&ligne.financeur, ou, |f| f.as_str() == financeur);
    if annees.is_empty() {
        return sien;
    }
    let ou = lieu.puis(FinancementChamp::annee.into());
    sien.et(Trois::de(&ligne.annee, ou, |a| annees.contains(&a.get().into())))
}
