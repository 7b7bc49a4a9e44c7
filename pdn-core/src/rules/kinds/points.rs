//! What the dossier declares, or a person judges.

use smallvec::SmallVec;

use super::super::contexte::Objet;
use super::super::{Action, Constat, Contexte, Effet, Outcome, Raison};
use crate::appel::{Choisies, ExigenceDeclaree};
use crate::dossier::Declaration;
use crate::dossier::absence::{Compte, Trois};
use crate::dossier::forme::Lieu;
use crate::value::Value;

/// A point that the dossier declares.
pub(in crate::rules) fn declaration<'a>(
    ctx: &mut Contexte<'a>,
    objet: &Objet<'a>,
    e: &ExigenceDeclaree,
) {
    let lieu = ctx.lieu_declare(e.numero, objet);
    // A breach on record overrides a yes; of which commitment one is may not be known.
    let manque = if e.manquement { manquements(ctx, e.motif_d_exclusion) } else { Trois::Faux };
    if manque == Trois::Vrai {
        return;
    }
    let silence = super::super::charte::manquements_tus(ctx);
    let jugement = ctx.jugement();
    let pas_encore =
        jugement.filter(|j| ctx.avant_sa_phase(j) == Trois::Vrai).and_then(|j| j.phase);
    let repondue = ctx.repondue(e.numero, objet).map(|(_, r)| r);
    let reponse = repondue.flatten().map(oui);
    // An answer in error may be a no, which counts in any phase.
    let en_erreur = repondue == Some(None);
    if let Some(choisies) = &e.au_choix
        && reponse != Some(true)
    {
        // Only so many of the list are due: the rule of the list judges, this one shows the line.
        let assez = compter(ctx, objet, choisies).au_moins(choisies.combien);
        let constat = match reponse {
            None if matches!(assez, Trois::Inconnu(_)) && pas_encore.is_none() => {
                Constat::nouveau(Outcome::Undetermined, lieu).raison(Raison::SansEffet).attend(lieu)
            }
            _ => {
                let assez = assez == Trois::Vrai;
                let raison = if assez { Raison::AuChoix } else { Raison::ParmiDAutres };
                Constat::nouveau(Outcome::NotApplicable, lieu).raison(raison)
            }
        };
        ctx.emettre_sur(objet, constat);
        return;
    }
    let constat = match (reponse, pas_encore) {
        (Some(true), _) => match manque {
            // No list of breaches says of none: what is declared holds until there is one.
            Trois::Inconnu(lieux) if silence => {
                Constat::nouveau(Outcome::Pass, lieu).observe(Value::Boolean(true)).repose(lieux)
            }
            Trois::Inconnu(lieux) => {
                Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(lieux)
            }
            _ => Constat::nouveau(Outcome::Pass, lieu).observe(Value::Boolean(true)),
        },
        (Some(false), None) => refus(lieu),
        (Some(false), Some(_)) if e.refus_en_toute_phase => refus(lieu),
        (None, Some(_)) if en_erreur && e.refus_en_toute_phase => {
            Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu)
        }
        (_, Some(due)) => Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::Phase(due)),
        (None, None) => Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu),
    };
    ctx.emettre_sur(objet, constat);
}

/// A yes or a no: said to be none is a no.
fn oui(reponse: &Declaration) -> bool {
    matches!(reponse, Declaration::Booleen(true))
}

fn refus(lieu: Lieu) -> Constat {
    Constat::nouveau(Outcome::Fail, lieu)
        .observe(Value::Boolean(false))
        .raison(Raison::Refus)
        .remede(Action::Declare, Some(Value::Boolean(true)), None)
}

/// Breaches on record override a yes: one failure for each.
fn manquements(ctx: &mut Contexte<'_>, motif: bool) -> Trois {
    let id = ctx.id();
    let lieux: SmallVec<[Lieu; 2]> = super::super::charte::manquements(ctx)
        .into_iter()
        .flatten()
        .filter(|(_, m)| m.engagement.donnee().is_some_and(|e| e.as_str() == id))
        .map(|(lieu, _)| lieu)
        .collect();
    for lieu in &lieux {
        ctx.emettre(Constat::nouveau(Outcome::Fail, *lieu).raison(Raison::Manquement));
        if motif {
            ctx.suite(*lieu, Effet::MotifDExclusion);
        }
    }
    if !lieux.is_empty() {
        return Trois::Vrai;
    }
    super::super::charte::manquement_a(ctx, |e| e == id)
}

/// A point that only a person can judge: never decided here.
pub(in crate::rules) fn appreciation<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>) {
    let lieu = ctx.lieu_apprecie(objet);
    ctx.emettre_sur(objet, Constat::nouveau(Outcome::Review, lieu).raison(Raison::AJuger));
}

/// How many points of a list are a yes, and which are not answered.
fn compter(ctx: &Contexte<'_>, objet: &Objet<'_>, choisies: &Choisies) -> Compte {
    let mut compte = Compte::default();
    for numero in &choisies.numeros {
        compte.ajouter(match ctx.declaration(*numero, objet) {
            Some((_, reponse)) => oui(reponse).into(),
            None => Trois::inconnu(ctx.lieu_declare(*numero, objet)),
        });
    }
    compte
}

/// So many points of a list must be a yes.
pub(in crate::rules) fn au_choix<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, e: &Choisies) {
    let compte = compter(ctx, objet, e);
    let observe = Value::count(compte.bas, "points");
    let constat = match compte.au_moins(e.combien) {
        Trois::Vrai => Constat::nouveau(Outcome::Pass, objet.lieu),
        Trois::Inconnu(lieux) => {
            Constat::nouveau(Outcome::Undetermined, objet.lieu).attend_tous(lieux)
        }
        Trois::Faux => {
            let manquent = e.combien.saturating_sub(compte.bas);
            Constat::nouveau(Outcome::Fail, objet.lieu).remede(
                Action::Raise,
                Some(Value::count(e.combien, "points")),
                Some(Value::count(manquent, "points")),
            )
        }
    };
    ctx.emettre_sur(objet, constat.observe(observe));
}
