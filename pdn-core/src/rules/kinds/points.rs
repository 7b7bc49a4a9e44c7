//! What the dossier declares, or a person judges.

use smallvec::SmallVec;

use super::super::contexte::Objet;
use super::super::{Action, Constat, Contexte, Effet, Outcome, Raison};
use crate::appel::{Choisies, ExigenceDeclaree};
use crate::dossier::Declaration;
use crate::dossier::forme::Lieu;
use crate::value::Value;

/// A point that the dossier declares.
pub(in crate::rules) fn declaration<'a>(
    ctx: &mut Contexte<'a>,
    objet: &Objet<'a>,
    e: &ExigenceDeclaree,
) {
    let lieu = ctx.lieu_declare(e.numero, objet);
    if e.manquement && manquements(ctx, e.motif_d_exclusion) {
        return;
    }
    let pas_encore = ctx.jugement().and_then(|j| j.phase).filter(|due| ctx.phase < *due);
    let reponse = ctx.declaration(e.numero, objet).map(|(_, r)| r);
    if let Some(choisies) = &e.au_choix
        && !matches!(reponse, Some(Declaration::Booleen(true)))
    {
        // Only so many of the list are due: the rule of the list judges, this one shows the line.
        let decide = compter(ctx, objet, choisies).decide(choisies.combien);
        let constat = match reponse {
            None if decide.is_none() && pas_encore.is_none() => {
                Constat::nouveau(Outcome::Undetermined, lieu).raison(Raison::SansEffet).attend(lieu)
            }
            _ => {
                let assez = decide == Some(true);
                let raison = if assez { Raison::AuChoix } else { Raison::ParmiDAutres };
                Constat::nouveau(Outcome::NotApplicable, lieu).raison(raison)
            }
        };
        ctx.emettre_sur(objet, constat);
        return;
    }
    let constat = match (reponse, pas_encore) {
        (Some(Declaration::Booleen(true)), _) => {
            Constat::nouveau(Outcome::Pass, lieu).observe(Value::Boolean(true))
        }
        (Some(Declaration::Booleen(false)), None) => refus(lieu),
        (Some(Declaration::Booleen(false)), Some(_)) if e.refus_en_toute_phase => refus(lieu),
        (_, Some(due)) => Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::Phase(due)),
        (_, None) => Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu),
    };
    ctx.emettre_sur(objet, constat);
}

fn refus(lieu: Lieu) -> Constat {
    Constat::nouveau(Outcome::Fail, lieu)
        .observe(Value::Boolean(false))
        .raison(Raison::Refus)
        .remede(Action::Declare, Some(Value::Boolean(true)), None)
}

/// Breaches on record override a yes: one failure for each. True when there are any.
fn manquements(ctx: &mut Contexte<'_>, motif: bool) -> bool {
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
    !lieux.is_empty()
}

/// A point that only a person can judge: never decided here.
pub(in crate::rules) fn appreciation<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>) {
    let lieu = ctx.lieu_apprecie(objet);
    ctx.emettre_sur(objet, Constat::nouveau(Outcome::Review, lieu).raison(Raison::AJuger));
}

/// How many points of a list are a yes, and which are not answered.
struct Compte {
    oui: u32,
    attend: Vec<Lieu>,
}

impl Compte {
    /// Whether there are enough, as soon as nothing can change it.
    fn decide(&self, combien: u32) -> Option<bool> {
        let possibles = u32::try_from(self.attend.len()).unwrap_or(u32::MAX);
        if self.oui >= combien {
            Some(true)
        } else if self.oui.saturating_add(possibles) < combien {
            Some(false)
        } else {
            None
        }
    }
}

fn compter(ctx: &Contexte<'_>, objet: &Objet<'_>, choisies: &Choisies) -> Compte {
    let mut compte = Compte { oui: 0, attend: Vec::new() };
    for numero in &choisies.numeros {
        match ctx.declaration(*numero, objet).map(|(_, r)| r) {
            Some(Declaration::Booleen(true)) => compte.oui = compte.oui.saturating_add(1),
            Some(_) => {}
            None => compte.attend.push(ctx.lieu_declare(*numero, objet)),
        }
    }
    compte
}

/// So many points of a list must be a yes.
pub(in crate::rules) fn au_choix<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, e: &Choisies) {
    let compte = compter(ctx, objet, e);
    let observe = Value::count(compte.oui, "points");
    let constat = match compte.decide(e.combien) {
        Some(true) => Constat::nouveau(Outcome::Pass, objet.lieu),
        None => Constat::nouveau(Outcome::Undetermined, objet.lieu).attend_tous(compte.attend),
        Some(false) => {
            let manquent = e.combien.saturating_sub(compte.oui);
            Constat::nouveau(Outcome::Fail, objet.lieu).remede(
                Action::Raise,
                Some(Value::count(e.combien, "points")),
                Some(Value::count(manquent, "points")),
            )
        }
    };
    ctx.emettre_sur(objet, constat.observe(observe));
}
