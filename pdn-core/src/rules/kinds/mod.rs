//! The kinds of rules that a call writes as data, one module a kind, named as its table in the file of
//! a call; and what they share: three-valued tests, bounds.

mod conditions;
mod dates;
mod depenses;
mod pieces;
mod points;
mod seuils;
pub(super) mod sommes;

use std::cmp::Ordering;

use compact_str::CompactString;
use smallvec::SmallVec;

use super::contexte::Objet;
use super::{Action, Constat, Contexte};
use crate::appel::{Cible, Clause, Test};
use crate::dossier::Champ;
use crate::dossier::absence::{Lieux, Trois};
use crate::dossier::forme::{Lieu, ListeVue, Vue};
use crate::lecture::Plie;
use crate::value::{Range, Value};
use crate::values::Montant;

pub(super) use conditions::condition;
pub(super) use dates::date;
pub(super) use depenses::depenses;
pub(super) use pieces::{pieces, pieces_ecartees};
pub(super) use points::{appreciation, au_choix, declaration};
pub(super) use seuils::seuil;
pub(super) use sommes::somme;

/// What testing a clause found.
pub(crate) struct Epreuve {
    pub verdict: Trois,
    /// Where the finding points.
    pub lieu: Lieu,
}

/// A value of a document, as the report shows it.
pub(crate) fn valeur(vue: &Vue<'_>, liste: &'static str, unite: &str) -> Option<Value> {
    Some(match vue {
        Vue::Inconnue | Vue::Fautive | Vue::Aucune | Vue::Code | Vue::Fiche(_) => return None,
        Vue::Booleen(b) => Value::Boolean(*b),
        Vue::Compte(n) => Value::count(*n, unite),
        Vue::Nombre(n) => Value::number(*n, unite),
        Vue::Montant(m) => Value::Amount(*m),
        Vue::Part(p) => Value::Share(*p),
        Vue::Date(d) => Value::Date(*d),
        Vue::Heure(h) => Value::Time(*h),
        Vue::Texte(t) => Value::choice(t, liste),
        Vue::Choix(c) => Value::Word(c),
        Vue::Liste(l) => Value::List(
            (0..l.longueur()).filter_map(|i| valeur(&l.element(i), liste, unite)).collect(),
        ),
    })
}

/// The field of a clause.
fn champ_de(ctx: &Contexte<'_>, cible: &Cible, objet: &Objet<'_>) -> Option<&'static Champ> {
    match cible {
        Cible::Objet(chemin) => match objet.vue {
            Vue::Fiche(f) => chemin.arrivee(f.descripteur()),
            _ => None,
        },
        Cible::Document(chemin) => chemin.arrivee(ctx.racine.descripteur()),
        Cible::Question(_) => None,
    }
}

/// Shows each value of a clause's field, a list of words by its elements.
#[inline]
fn mots_vus<'a>(
    ctx: &Contexte<'a>,
    clause: &Clause,
    objet: &Objet<'a>,
    mut voir: impl FnMut(Lieu, Vue<'a>),
) {
    let entiere = matches!(clause.test, Test::Renseigne | Test::Plusieurs(_));
    ctx.valeurs(&clause.champ, objet, |lieu, vue| match vue {
        Vue::Liste(l) if !entiere => {
            for rang in 0..l.longueur() {
                voir(lieu, l.element(rang));
            }
        }
        vue => voir(lieu, vue),
    });
}

/// True of a value that is one of some words.
fn parmi(mots: &[CompactString], vue: &Vue<'_>) -> bool {
    let parmi = |m: &str| mots.iter().any(|attendu| attendu == m);
    match vue {
        Vue::Texte(t) => parmi(t),
        Vue::Choix(c) => parmi(c.code),
        Vue::Booleen(b) => parmi(if *b { "true" } else { "false" }),
        Vue::Compte(n) => parmi(&n.to_string()),
        Vue::Nombre(n) => parmi(&n.normalize().to_string()),
        _ => false,
    }
}

/// True of a known value that alone answers a test: one of its words is there, something is given,
/// there are several. « All of these » takes more than one value.
#[inline]
fn repond(test: &Test, vue: &Vue<'_>) -> bool {
    match (test, vue) {
        (Test::Parmi(mots) | Test::AucunParmi(mots), vue) => parmi(mots, vue),
        (Test::Contient(mots), Vue::Texte(texte)) => {
            let texte = Plie::de(texte);
            mots.iter().any(|mot| texte.cite(mot))
        }
        (Test::Contient(_), _) => false,
        (Test::Renseigne, Vue::Liste(l)) => {
            (0..l.longueur()).any(|rang| !matches!(l.element(rang), Vue::Aucune))
        }
        (Test::Renseigne, vue) => !matches!(vue, Vue::Aucune),
        (Test::Plusieurs(parmi), vue) => {
            matches!(vue, Vue::Liste(l) if plusieurs_mots(*l, parmi))
        }
        (Test::Tous(_) | Test::Quantite(_), _) => false,
    }
}

/// True of a list that holds several words, each of them counted once, and only those that count.
fn plusieurs_mots(liste: &dyn ListeVue, parmi: &[CompactString]) -> bool {
    let mut premier: Option<&str> = None;
    for rang in 0..liste.longueur() {
        match liste.element(rang) {
            Vue::Texte(mot) if !parmi.is_empty() && parmi.iter().all(|p| p != mot) => {}
            Vue::Texte(mot) if premier.is_none_or(|premier| premier == mot) => {
                premier = Some(mot);
            }
            Vue::Aucune => {}
            Vue::Texte(_) => return true,
            // Objects are told apart by their ranks.
            _ => return liste.longueur() > 1,
        }
    }
    false
}

/// Tests a clause on a field of one value, the most common by far.
#[inline]
fn eprouver_seule<'a>(ctx: &Contexte<'a>, clause: &Clause, objet: &Objet<'a>) -> Option<Epreuve> {
    if let Test::Quantite(q) = &clause.test {
        let verdict = sommes::quantite(ctx, &clause.champ, q, objet);
        return Some(Epreuve { verdict, lieu: ctx.lieu_de_cible(&clause.champ, objet) });
    }
    if matches!(clause.champ, Cible::Question(_)) {
        return None;
    }
    let (lieu, vue) = ctx.valeur(&clause.champ, objet)?;
    let tenue = match (&clause.test, vue) {
        (_, Vue::Inconnue) => {
            return Some(Epreuve { verdict: Trois::inconnu(lieu), lieu });
        }
        (Test::Tous(_), _) => return None,
        (Test::Parmi(_) | Test::AucunParmi(_), Vue::Liste(_)) => return None,
        (Test::AucunParmi(_), vue) => !repond(&clause.test, &vue),
        (_, vue) => repond(&clause.test, &vue),
    };
    Some(Epreuve { verdict: if tenue { Trois::Vrai } else { Trois::Faux }, lieu })
}

/// Tests a clause on an object.
pub(crate) fn eprouver<'a>(ctx: &Contexte<'a>, clause: &Clause, objet: &Objet<'a>) -> Epreuve {
    if let Some(epreuve) = eprouver_seule(ctx, clause, objet) {
        return epreuve;
    }
    let mut inconnus = Lieux::new();
    // The first value that decides, and for "all of these" the words that are still to be seen.
    let mut decisive: Option<Lieu> = None;
    let mut manquants: SmallVec<[&CompactString; 8]> = match &clause.test {
        Test::Tous(mots) => mots.iter().collect(),
        _ => SmallVec::new(),
    };
    mots_vus(ctx, clause, objet, |lieu, vue| {
        if matches!(vue, Vue::Inconnue) {
            inconnus.push(lieu);
            return;
        }
        let decide = match &clause.test {
            Test::Tous(_) => {
                manquants.retain(|mot| !parmi(std::slice::from_ref(*mot), &vue));
                manquants.is_empty()
            }
            test => repond(test, &vue),
        };
        if decide && decisive.is_none() {
            decisive = Some(lieu);
        }
    });
    let interdit = matches!(clause.test, Test::AucunParmi(_));
    let verdict = match (decisive, inconnus.is_empty()) {
        (Some(_), _) if interdit => Trois::Faux,
        (Some(_), _) => Trois::Vrai,
        (None, false) => Trois::Inconnu(inconnus),
        (None, true) if interdit => Trois::Vrai,
        (None, true) => Trois::Faux,
    };
    let lieu = match decisive {
        Some(coupable) if interdit => coupable,
        _ => ctx.lieu_de_cible(&clause.champ, objet),
    };
    Epreuve { verdict, lieu }
}

/// What was seen in a clause's field, as the report shows it.
fn vu<'a>(ctx: &Contexte<'a>, clause: &Clause, objet: &Objet<'a>) -> Option<Value> {
    if matches!(clause.test, Test::Renseigne | Test::Plusieurs(_)) {
        return None;
    }
    // A field has the name of the list that its words come from.
    let liste = champ_de(ctx, &clause.champ, objet).map_or("", |c| c.nom);
    let mut en_liste = false;
    ctx.valeurs(&clause.champ, objet, |_, vue| en_liste |= matches!(vue, Vue::Liste(_)));
    let mut vues = Vec::new();
    mots_vus(ctx, clause, objet, |_, vue| {
        vues.extend(mot_d_une_question(ctx, clause, &vue).or_else(|| valeur(&vue, liste, "")));
    });
    match vues.len() {
        0 => None,
        1 if !en_liste => vues.pop(),
        _ => Some(Value::List(vues)),
    }
}

/// A word of the answer to a question, where it knows its question.
fn mot_d_une_question(ctx: &Contexte<'_>, clause: &Clause, vue: &Vue<'_>) -> Option<Value> {
    let (Cible::Question(rang), Vue::Texte(mot)) = (&clause.champ, vue) else { return None };
    let question = ctx.appel.contenu().declarables.get(usize::from(*rang))?;
    Some(question.en_valeur(mot)).filter(|valeur| matches!(valeur, Value::Answer(_)))
}

/// The one value of a clause's field, if it is no list: a list that is right is not shown again.
fn vu_seul<'a>(ctx: &Contexte<'a>, clause: &Clause, objet: &Objet<'a>) -> Option<Value> {
    let mut seule = None;
    let mut nombre = 0_usize;
    ctx.valeurs(&clause.champ, objet, |_, vue| {
        nombre = nombre.saturating_add(1);
        seule = Some(vue);
    });
    match seule.filter(|_| nombre == 1)? {
        Vue::Liste(_) => None,
        vue @ Vue::Texte(_) => {
            let liste = champ_de(ctx, &clause.champ, objet).map_or("", |c| c.nom);
            mot_d_une_question(ctx, clause, &vue).or_else(|| valeur(&vue, liste, ""))
        }
        vue => valeur(&vue, "", ""),
    }
}

/// On which side of its bounds a value is: below, within, above.
fn cote(valeur: &Value, bornes: &Range) -> Ordering {
    let compare = |borne: &Option<Value>| borne.as_ref().and_then(|b| valeur.comparer(b));
    if compare(&bornes.min) == Some(Ordering::Less)
        || compare(&bornes.strict_min).is_some_and(Ordering::is_le)
    {
        Ordering::Less
    } else if compare(&bornes.max) == Some(Ordering::Greater)
        || compare(&bornes.strict_max).is_some_and(Ordering::is_ge)
    {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}

/// What separates two values of one kind.
fn ecart(grande: &Value, petite: &Value) -> Option<Value> {
    match (grande, petite) {
        (Value::Amount(g), Value::Amount(p)) => g.moins(*p).map(Value::Amount),
        (Value::Count(g, unite), Value::Count(p, _)) => {
            g.checked_sub(*p).map(|n| Value::Count(n, unite.clone()))
        }
        (Value::Number(g), Value::Number(p)) => {
            g.0.checked_sub(p.0).map(|n| Value::number(n, &g.1))
        }
        _ => None,
    }
}

/// The nearest allowed value to a bound: the bound itself, or the next value where it is strict.
pub(super) fn borne_atteinte(bornes: &Range, cote: Ordering) -> Option<Value> {
    let (incluse, stricte) = match cote {
        Ordering::Less => (&bornes.min, &bornes.strict_min),
        _ => (&bornes.max, &bornes.strict_max),
    };
    if let Some(b) = incluse {
        return Some(b.clone());
    }
    let centime = Montant::from_centimes(1);
    match (stricte.as_ref()?, cote) {
        (Value::Amount(m), Ordering::Less) => m.plus(centime).map(Value::Amount),
        (Value::Amount(m), _) => m.moins(centime).map(Value::Amount),
        (Value::Count(n, u), Ordering::Less) => {
            n.checked_add(1).map(|n| Value::Count(n, u.clone()))
        }
        (Value::Count(n, u), _) => n.checked_sub(1).map(|n| Value::Count(n, u.clone())),
        (Value::Date(d), Ordering::Less) => d.plus_jours(1).map(Value::Date),
        (Value::Date(d), _) => d.plus_jours(-1).map(Value::Date),
        (autre, _) => Some(autre.clone()),
    }
}

/// A finding on the wrong side of its bounds, with what mends it.
fn hors_bornes(constat: Constat, valeur: &Value, bornes: &Range, cote: Ordering) -> Constat {
    let Some(cible) = borne_atteinte(bornes, cote) else { return constat };
    // A strict bound on a number has no nearest value: what is lacking is not said.
    let sans_ecart = matches!(cible, Value::Number(_))
        && match cote {
            Ordering::Less => bornes.min.is_none(),
            _ => bornes.max.is_none(),
        };
    let (action, de) = match cote {
        Ordering::Less => (Action::Raise, ecart(&cible, valeur)),
        _ => (Action::Lower, ecart(valeur, &cible)),
    };
    let de = de.filter(|_| !sans_ecart);
    constat.remede(action, Some(cible), de)
}
