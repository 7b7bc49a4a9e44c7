//! A bound on a quantity.

use super::super::contexte::Objet;
use super::super::{Action, Constat, Contexte, Outcome, Raison};
use super::sommes::{arrondi, parts_de};
use super::{borne_atteinte, cote, hors_bornes, valeur};
use std::borrow::Cow;
use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::appel::{Cible, ExigenceDeSeuil};
use crate::dossier::absence::{Etendue, Trois};
use crate::dossier::forme::{Lieu, Vue};
use crate::value::{Range, Value};
use crate::values::{Montant, ValeurNumerique};

/// A bound on a quantity.
pub(in crate::rules) fn seuil<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, e: &ExigenceDeSeuil) {
    if let Some(base) = &e.base {
        let constat = part(ctx, objet, e, base);
        ctx.emettre_sur(objet, constat);
        return;
    }
    let (lieu, ou, vue) = lue(ctx, &e.champ, objet);
    let constat = match vue {
        Vue::Inconnue => Constat::nouveau(Outcome::Undetermined, lieu)
            .raison(if e.a_apprecier { Raison::SansEffet } else { Raison::Aucune })
            .attend(ou),
        // Nothing is a multiple of anything.
        Vue::Aucune if e.bornes == Range::default() => Constat::nouveau(Outcome::Pass, lieu),
        Vue::Aucune if e.a_apprecier => {
            Constat::nouveau(Outcome::Review, lieu).raison(Raison::AJuger)
        }
        Vue::Aucune => {
            let constat = Constat::nouveau(Outcome::Fail, lieu);
            match borne_atteinte(&e.bornes, Ordering::Less) {
                Some(minimum) => constat.remede(Action::Raise, Some(minimum), None),
                None => constat,
            }
        }
        vue => {
            let vu = match vue {
                Vue::Liste(l) => {
                    Some(Value::count(u32::try_from(l.longueur()).unwrap_or(u32::MAX), &e.unite))
                }
                _ => valeur(&vue, "", &e.unite),
            };
            let Some(vu) = vu else { return };
            match cote(&vu, &e.bornes) {
                Ordering::Equal if !au_pas(e, &vu) => hors_du_pas(e, &e.bornes, lieu, vu),
                Ordering::Equal => Constat::nouveau(Outcome::Pass, lieu).observe(vu),
                _ if e.a_apprecier => {
                    Constat::nouveau(Outcome::Review, lieu).observe(vu).raison(Raison::AJuger)
                }
                _ if e.ouvert && !nul(&vu) => Constat::nouveau(Outcome::Review, lieu)
                    .observe(vu)
                    .raison(Raison::QuantiteOuverte),
                cote => {
                    let constat = Constat::nouveau(Outcome::Fail, lieu).observe(vu.clone());
                    match atteignables(e, &e.bornes) {
                        Some(bornes) => hors_bornes(constat, &vu, &bornes, cote),
                        None => constat,
                    }
                }
            }
        }
    };
    ctx.emettre_sur(objet, constat);
}

/// True of a multiple of the step, where there is one.
fn au_pas(e: &ExigenceDeSeuil, vu: &Value) -> bool {
    let Some(pas) = &e.pas else { return true };
    vu.multiples(pas).is_some_and(|(dessous, dessus)| dessous == dessus)
}

/// The bounds that can be reached: multiples of the step, where there is one.
fn atteignables<'b>(e: &ExigenceDeSeuil, bornes: &'b Range) -> Option<Cow<'b, Range>> {
    match &e.pas {
        None => Some(Cow::Borrowed(bornes)),
        Some(pas) => bornes.au_pas(pas).map(Cow::Owned),
    }
}

/// A quantity between two multiples of the step: either will do that is within the bounds.
fn hors_du_pas(e: &ExigenceDeSeuil, bornes: &Range, lieu: Lieu, vu: Value) -> Constat {
    let voisins = e.pas.as_ref().and_then(|pas| vu.multiples(pas));
    let voisins = voisins.into_iter().flat_map(|(dessous, dessus)| [dessous, dessus]);
    let permis: Vec<Value> = voisins.filter(|v| cote(v, bornes) == Ordering::Equal).collect();
    let constat = Constat::nouveau(Outcome::Fail, lieu).observe(vu).raison(Raison::HorsDuPas);
    match (e.a_apprecier, permis.as_slice()) {
        (true, _) => constat.devient(Outcome::Review),
        (false, []) => constat,
        (false, [seul]) => constat.remede(Action::Set, Some(seul.clone()), None),
        (false, _) => constat.remede(Action::Set, Some(Value::List(permis)), None),
    }
}

/// Where a quantity is looked for, where it stands, and what stands there.
fn lue<'a>(ctx: &Contexte<'a>, champ: &Cible, objet: &Objet<'a>) -> (Lieu, Lieu, Vue<'a>) {
    match (champ, ctx.valeur(champ, objet)) {
        (Cible::Objet(_) | Cible::Document(_), Some((lieu, vue))) => (lieu, lieu, vue),
        _ => {
            let lieu = ctx.lieu_de_cible(champ, objet);
            let (mut ou, mut vue) = (lieu, Vue::Inconnue);
            ctx.valeurs(champ, objet, |l, v| (ou, vue) = (l, v));
            (lieu, ou, vue)
        }
    }
}

/// A bound on a quantity that is a share of another.
fn part<'a>(ctx: &Contexte<'a>, objet: &Objet<'a>, e: &ExigenceDeSeuil, base: &Cible) -> Constat {
    let (lieu, ou, vue) = lue(ctx, &e.champ, objet);
    let (_, ou_est_la_base, vue_de_la_base) = lue(ctx, base, objet);
    let quantite = Etendue::de(ou, vue);
    let base = Etendue::de(ou_est_la_base, vue_de_la_base);
    let sans_effet = if e.a_apprecier { Raison::SansEffet } else { Raison::Aucune };
    // What is said to be none is of the kind of the other.
    let montant = [vue, vue_de_la_base].iter().any(|vue| matches!(vue, Vue::Montant(_)));
    let entier = matches!(vue, Vue::Compte(_) | Vue::Liste(_));
    let vu = |quantite: Decimal| match (montant, entier) {
        (true, _) => Montant::d_un_decimal(quantite).map(Value::Amount),
        (false, true) => quantite.to_u32().map(|n| Value::count(n, &e.unite)),
        (false, false) => Some(Value::number(quantite, &e.unite)),
    };
    // What can be reached: whole cents, whole numbers of what is counted.
    let atteignable = |exact: Decimal, vers_le_haut| match (montant, entier) {
        (true, _) => arrondi(exact, vers_le_haut),
        (false, true) => vu(if vers_le_haut { exact.ceil() } else { exact.floor() }),
        (false, false) => vu(exact),
    };
    let observe = quantite.connue().and_then(vu);
    let parts = base.connue().and_then(|connue| parts_de(&e.bornes, connue, atteignable));
    let verdict = tenue(&quantite, &base, &e.bornes);
    if let (Some(vu), true) = (&observe, verdict != Trois::Faux)
        && !au_pas(e, vu)
    {
        let bornes = parts.filter(|(_, sans_valeur)| !sans_valeur).map(|(bornes, _)| bornes);
        return hors_du_pas(e, &bornes.unwrap_or_default(), lieu, vu.clone());
    }
    match verdict {
        // Whether it is a multiple is not known before it is.
        Trois::Vrai if e.pas.is_some() && observe.is_none() => {
            return Constat::nouveau(Outcome::Undetermined, lieu).raison(sans_effet).attend(ou);
        }
        Trois::Vrai => return Constat::nouveau(Outcome::Pass, lieu).observe(observe),
        Trois::Inconnu(lieux) => {
            let constat = Constat::nouveau(Outcome::Undetermined, lieu);
            return constat.raison(sans_effet).attend_tous(lieux);
        }
        Trois::Faux => {}
    }
    let constat = Constat::nouveau(Outcome::Fail, lieu).observe(observe.clone());
    let constat = constat.base(base.connue().and_then(|connue| match montant {
        true => Montant::d_un_decimal(connue).map(Value::Amount),
        false => Some(Value::number(connue, "")),
    }));
    match (observe, parts) {
        (Some(vu), Some((bornes, true))) if montant && cote(&vu, &bornes) == Ordering::Equal => {
            constat.devient(Outcome::Review).raison(Raison::EntreDeuxCentimes)
        }
        _ if e.a_apprecier => constat.devient(Outcome::Review).raison(Raison::AJuger),
        (Some(vu), Some((bornes, false))) => {
            let cote = cote(&vu, &bornes);
            match atteignables(e, &bornes) {
                Some(bornes) => hors_bornes(constat, &vu, &bornes, cote),
                None => constat,
            }
        }
        // No number that can be written would do, or which would is not known.
        _ => constat,
    }
}

/// Whether a quantity is within bounds that are shares of another.
fn tenue(quantite: &Etendue, base: &Etendue, bornes: &Range) -> Trois {
    let atteint = |part: &Option<Value>, strictement| match part {
        Some(Value::Share(p)) => Some(quantite.atteint(p.decimal(), base, strictement)),
        _ => None,
    };
    let basses = [atteint(&bornes.min, false), atteint(&bornes.strict_min, true)];
    let hautes = [atteint(&bornes.max, true), atteint(&bornes.strict_max, false)];
    let hautes = hautes.into_iter().flatten().map(|depassee| !depassee);
    basses.into_iter().flatten().chain(hautes).fold(Trois::Vrai, Trois::et)
}

fn nul(valeur: &Value) -> bool {
    match valeur {
        Value::Count(n, _) => *n == 0,
        Value::Number(n) => n.0.is_zero(),
        Value::Amount(m) => m.est_nul(),
        _ => false,
    }
}
