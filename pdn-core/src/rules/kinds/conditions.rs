//! What fields must hold, or must not.

use super::super::contexte::Objet;
use super::super::{Action, Constat, Contexte, Outcome, Raison};
use super::{Trois, champ_de, eprouver, vu, vu_seul};
use crate::appel::{Cible, Clause, ExigenceDeCondition, Test};
use crate::dossier::forme::{Lieu, Vue};
use crate::value::Value;

/// What a document must hold in its fields, or must not.
pub(in crate::rules) fn condition<'a>(
    ctx: &mut Contexte<'a>,
    objet: &Objet<'a>,
    e: &ExigenceDeCondition,
) {
    if !e.au_moins_un.is_empty() {
        au_moins_un(ctx, objet, e);
        return;
    }
    let manque = if e.a_apprecier { Outcome::Review } else { Outcome::Fail };
    let renseigner = e.clauses.iter().all(|c| matches!(c.test, Test::Renseigne));
    if renseigner {
        let mut complet = true;
        let mut ou = objet.lieu;
        for clause in &e.clauses {
            let epreuve = eprouver(ctx, clause, objet);
            ou = epreuve.lieu;
            let constat = match epreuve.verdict {
                Trois::Vrai => match a_venir(ctx, clause, objet) {
                    Some(constat) => constat,
                    None => continue,
                },
                Trois::Faux => Constat::nouveau(manque, epreuve.lieu)
                    .raison(if e.a_apprecier { Raison::AJuger } else { Raison::Aucune })
                    .remede(Action::Add, None, None),
                Trois::Inconnu(lieux) => {
                    Constat::nouveau(Outcome::Undetermined, epreuve.lieu).attend_tous(lieux)
                }
            };
            complet = false;
            ctx.emettre_sur(objet, constat);
        }
        if complet {
            let lieu = if e.clauses.len() == 1 { ou } else { objet.lieu };
            ctx.emettre_sur(objet, Constat::nouveau(Outcome::Pass, lieu));
        }
        return;
    }
    let mut inconnus: Vec<Lieu> = Vec::new();
    let mut premier: Option<(&Clause, Lieu)> = None;
    let mut ou = None;
    let mut manquent = false;
    for clause in &e.clauses {
        let mut epreuve = eprouver(ctx, clause, objet);
        match &mut epreuve.verdict {
            Trois::Faux => {
                let vu = vu(ctx, clause, objet);
                let aucun = vu.is_none() && plusieurs_valeurs(ctx, clause, objet);
                let remede = remede_de(clause, vu.as_ref());
                let mut constat = Constat::nouveau(manque, epreuve.lieu).sur(objet).observe(vu);
                if e.a_apprecier {
                    constat = constat.raison(Raison::AJuger);
                } else if aucun {
                    constat = constat.raison(Raison::AucunNeConvient);
                }
                if let (false, Some((action, vers))) = (e.a_apprecier, remede) {
                    constat = constat.remede(action, Some(vers), None);
                }
                manquent = true;
                ctx.emettre(constat);
            }
            Trois::Inconnu(lieux) => {
                ou = ou.or(Some(epreuve.lieu));
                inconnus.append(lieux);
            }
            Trois::Vrai => {}
        }
        if premier.is_none() {
            premier = Some((clause, epreuve.lieu));
        }
    }
    let Some((premiere, lieu)) = premier.filter(|_| !manquent) else { return };
    let constat = if inconnus.is_empty() {
        Constat::nouveau(Outcome::Pass, lieu).observe(vu_seul(ctx, premiere, objet))
    } else {
        let constat = Constat::nouveau(Outcome::Undetermined, ou.unwrap_or(lieu));
        constat.raison(sans_effet(e)).attend_tous(inconnus)
    };
    ctx.emettre_sur(objet, constat);
}

/// What is found of the day of what was to be done by now, where it has not come.
fn a_venir<'a>(ctx: &Contexte<'a>, clause: &Clause, objet: &Objet<'a>) -> Option<Constat> {
    champ_de(ctx, &clause.champ, objet).filter(|champ| champ.fait)?;
    match ctx.valeur(&clause.champ, objet)? {
        (lieu, Vue::Date(jour)) if jour > ctx.on => Some(Constat::a_venir(jour, lieu, ctx.on)),
        _ => None,
    }
}

/// True where there is a list to look in, and it is not empty.
fn plusieurs_valeurs<'a>(ctx: &Contexte<'a>, clause: &Clause, objet: &Objet<'a>) -> bool {
    let (Cible::Objet(chemin) | Cible::Document(chemin)) = &clause.champ else { return false };
    let mut nombre = 0_usize;
    ctx.valeurs(&clause.champ, objet, |lieu, _| {
        nombre = nombre
            .saturating_add(usize::from(lieu.longueur() > chemin.lieu(objet.lieu).longueur()));
    });
    chemin.par_liste() && nombre > 0
}

/// What cannot fail does not weigh when it is not known.
fn sans_effet(e: &ExigenceDeCondition) -> Raison {
    if e.a_apprecier { Raison::SansEffet } else { Raison::Aucune }
}

/// The smallest change that makes a clause hold.
fn remede_de(clause: &Clause, vu: Option<&Value>) -> Option<(Action, Value)> {
    match &clause.test {
        Test::Tous(_) => {
            if let Some(Value::Boolean(vu)) = vu {
                return Some((Action::Set, Value::Boolean(!vu)));
            }
            let deja = match vu {
                Some(Value::List(l)) => l.as_slice(),
                Some(seule) => std::slice::from_ref(seule),
                None => &[],
            };
            let manquants = clause.dites.iter().filter(|m| !deja.contains(m)).cloned();
            Some((Action::Add, Value::List(manquants.collect())))
        }
        Test::AucunParmi(mots) => {
            // Only what is there is to be taken away.
            let vus = match vu {
                Some(Value::List(l)) => l.clone(),
                Some(v) => vec![v.clone()],
                None => Vec::new(),
            };
            // Of a yes or a no there is but one other.
            if let [Value::Boolean(vu)] = vus.as_slice() {
                return Some((Action::Set, Value::Boolean(!vu)));
            }
            let interdits = vus.into_iter().filter(|v| match v {
                Value::Word(c) => mots.iter().any(|m| m == c.code),
                Value::Choice(m, _) | Value::Text(m) => mots.contains(m),
                Value::Answer(reponse) => mots.contains(&reponse.0),
                Value::Count(n, _) => mots.iter().any(|m| m.parse() == Ok(*n)),
                _ => false,
            });
            Some((Action::Remove, Value::List(interdits.collect())))
        }
        Test::Parmi(_) | Test::Contient(_) => {
            let valeur = match clause.dites.as_slice() {
                [seule] => seule.clone(),
                plusieurs => Value::List(plusieurs.to_vec()),
            };
            // The text stays, with the word in it.
            let reste = matches!(clause.test, Test::Contient(_));
            let ajouter = reste || matches!(vu, Some(Value::List(_)));
            Some((if ajouter { Action::Add } else { Action::Set }, valeur))
        }
        Test::Renseigne | Test::Plusieurs(_) | Test::Quantite(_) => None,
    }
}

fn au_moins_un<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, e: &ExigenceDeCondition) {
    let mut inconnus: Vec<Lieu> = Vec::new();
    let (mut oui, mut non) = (None, None);
    for cible in &e.au_moins_un {
        ctx.valeurs(cible, objet, |lieu, vue| match vue {
            Vue::Inconnue => inconnus.push(lieu),
            Vue::Booleen(false) => non = non.or(Some(lieu)),
            Vue::Aucune | Vue::Compte(0) => {}
            Vue::Liste(l) if l.longueur() == 0 => {}
            _ => oui = oui.or(Some(lieu)),
        });
    }
    let lieu = e.au_moins_un.first().map_or(objet.lieu, |c| ctx.lieu_de_cible(c, objet));
    let constat = match oui {
        Some(oui) => Constat::nouveau(Outcome::Pass, oui),
        None if !inconnus.is_empty() => {
            let lieu = inconnus.first().copied().unwrap_or(lieu);
            Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(inconnus)
        }
        None if e.a_apprecier => Constat::nouveau(Outcome::Review, lieu).raison(Raison::AJuger),
        None => {
            // All that would do, for the sentence to name.
            let tous = e.au_moins_un.iter().map(|c| ctx.lieu_de_cible(c, objet));
            let constat = Constat::nouveau(Outcome::Fail, lieu).attend_tous(tous);
            // Of what was answered no, one yes will do.
            match non.filter(|non| *non == lieu) {
                Some(_) => constat.remede(Action::Set, Some(Value::Boolean(true)), None),
                None => constat.remede(Action::Add, None, None),
            }
        }
    };
    ctx.emettre_sur(objet, constat);
}
