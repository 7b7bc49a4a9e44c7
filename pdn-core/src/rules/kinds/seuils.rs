//! A bound on a quantity.

use super::super::contexte::Objet;
use super::super::{Action, Constat, Contexte, Outcome, Raison};
use super::{borne_atteinte, cote, hors_bornes, valeur};
use std::cmp::Ordering;

use crate::appel::{Cible, ExigenceDeSeuil};
use crate::dossier::forme::Vue;
use crate::value::Value;

/// A bound on a quantity.
pub(in crate::rules) fn seuil<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, e: &ExigenceDeSeuil) {
    let (lieu, ou, vue) = match (&e.champ, ctx.valeur(&e.champ, objet)) {
        (Cible::Objet(_) | Cible::Document(_), Some((lieu, vue))) => (lieu, lieu, vue),
        _ => {
            let lieu = ctx.lieu_de_cible(&e.champ, objet);
            let (mut ou, mut vue) = (lieu, Vue::Inconnue);
            ctx.valeurs(&e.champ, objet, |l, v| (ou, vue) = (l, v));
            (lieu, ou, vue)
        }
    };
    let constat = match vue {
        Vue::Inconnue => Constat::nouveau(Outcome::Undetermined, lieu)
            .raison(if e.a_apprecier { Raison::SansEffet } else { Raison::Aucune })
            .attend(ou),
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
                Ordering::Equal => Constat::nouveau(Outcome::Pass, lieu).observe(vu),
                _ if e.a_apprecier => {
                    Constat::nouveau(Outcome::Review, lieu).observe(vu).raison(Raison::AJuger)
                }
                _ if e.ouvert && !nul(&vu) => Constat::nouveau(Outcome::Review, lieu)
                    .observe(vu)
                    .raison(Raison::QuantiteOuverte),
                cote => {
                    let constat = Constat::nouveau(Outcome::Fail, lieu).observe(vu.clone());
                    hors_bornes(constat, &vu, &e.bornes, cote)
                }
            }
        }
    };
    ctx.emettre_sur(objet, constat);
}

fn nul(valeur: &Value) -> bool {
    match valeur {
        Value::Count(n, _) => *n == 0,
        Value::Number(n) => n.0.is_zero(),
        Value::Amount(m) => m.est_nul(),
        _ => false,
    }
}
