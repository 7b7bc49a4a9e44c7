//! The kinds of rules that a call writes as data: a bound, a sum, a date, a condition, a list of
//! documents, a declared point, a point that a person judges.

use std::cmp::Ordering;

use compact_str::CompactString;
use smallvec::SmallVec;

use super::contexte::Objet;
use super::{Action, Constat, Contexte, Effet, Outcome, Raison};
use crate::appel::{
    Borne, Cible, Clause, ExigenceDeCondition, ExigenceDeDate, ExigenceDeSeuil, ExigenceDeSomme,
    ExigenceDeclaree, PieceExigee, Test,
};
use crate::dossier::forme::{Lieu, Vue};
use crate::dossier::{CandidatureChamp, Champ, Declaration, Document, Forme, Piece, PieceChamp};
use crate::value::{Range, Value};
use crate::values::{Date, Montant};

/// Yes, no, or not known, with the places that would tell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Trois {
    Vrai,
    Faux,
    Inconnu(Vec<Lieu>),
}

/// What testing a clause found.
pub(crate) struct Epreuve {
    pub verdict: Trois,
    /// Where the finding points.
    pub lieu: Lieu,
}

/// A value of a document, as the report shows it.
pub(crate) fn valeur(vue: &Vue<'_>, liste: &'static str, unite: &str) -> Option<Value> {
    Some(match vue {
        Vue::Inconnue | Vue::Aucune | Vue::Code | Vue::Fiche(_) => return None,
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
    let entiere = matches!(clause.test, Test::Renseigne | Test::Plusieurs);
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
fn repond(test: &Test, vue: &Vue<'_>) -> bool {
    match (test, vue) {
        (Test::Parmi(mots) | Test::AucunParmi(mots), vue) => parmi(mots, vue),
        (Test::Renseigne, Vue::Liste(l)) => l.longueur() > 0,
        (Test::Renseigne, vue) => !matches!(vue, Vue::Aucune),
        (Test::Plusieurs, vue) => matches!(vue, Vue::Liste(l) if l.longueur() > 1),
        (Test::Tous(_), _) => false,
    }
}

/// Tests a clause on a field of one value, the most common by far.
#[inline]
fn eprouver_seule<'a>(ctx: &Contexte<'a>, clause: &Clause, objet: &Objet<'a>) -> Option<Epreuve> {
    if matches!(clause.champ, Cible::Question(_)) {
        return None;
    }
    let (lieu, vue) = ctx.valeur(&clause.champ, objet)?;
    let tenue = match (&clause.test, vue) {
        (_, Vue::Inconnue) => {
            return Some(Epreuve { verdict: Trois::Inconnu(vec![lieu]), lieu });
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
    let mut inconnus: Vec<Lieu> = Vec::new();
    // The first value that decides, and for "all of these" the words that were seen.
    let mut decisive: Option<Lieu> = None;
    let mut vus = 0_u64;
    mots_vus(ctx, clause, objet, |lieu, vue| {
        if matches!(vue, Vue::Inconnue) {
            inconnus.push(lieu);
            return;
        }
        let decide = match &clause.test {
            Test::Tous(mots) => {
                for (rang, m) in mots.iter().enumerate() {
                    if parmi(std::slice::from_ref(m), &vue) {
                        vus |= 1_u64.wrapping_shl(u32::try_from(rang).unwrap_or(0));
                    }
                }
                vus.count_ones() == u32::try_from(mots.len()).unwrap_or(u32::MAX)
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
    if matches!(clause.test, Test::Renseigne | Test::Plusieurs) {
        return None;
    }
    // A field has the name of the list that its words come from.
    let liste = champ_de(ctx, &clause.champ, objet).map_or("", |c| c.nom);
    let mut en_liste = false;
    ctx.valeurs(&clause.champ, objet, |_, vue| en_liste |= matches!(vue, Vue::Liste(_)));
    let mut vues = Vec::new();
    mots_vus(ctx, clause, objet, |_, vue| vues.extend(valeur(&vue, liste, "")));
    match vues.len() {
        0 => None,
        1 if !en_liste => vues.pop(),
        _ => Some(Value::List(vues)),
    }
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
            valeur(&vue, liste, "")
        }
        vue => valeur(&vue, "", ""),
    }
}

/// What a document must hold in its fields, or must not.
pub(super) fn condition<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, e: &ExigenceDeCondition) {
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
                Trois::Vrai => continue,
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
    for clause in &e.clauses {
        let mut epreuve = eprouver(ctx, clause, objet);
        match &mut epreuve.verdict {
            Trois::Faux => {
                let vu = vu(ctx, clause, objet);
                let remede = remede_de(ctx, clause, objet, vu.as_ref());
                let mut constat = Constat::nouveau(manque, epreuve.lieu).sur(objet).observe(vu);
                if e.a_apprecier {
                    constat = constat.raison(Raison::AJuger);
                } else if let Some((action, vers)) = remede {
                    constat = constat.remede(action, Some(vers), None);
                }
                ctx.emettre(constat);
                return;
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
    let Some((premiere, lieu)) = premier else { return };
    let constat = if inconnus.is_empty() {
        Constat::nouveau(Outcome::Pass, lieu).observe(vu_seul(ctx, premiere, objet))
    } else {
        let constat = Constat::nouveau(Outcome::Undetermined, ou.unwrap_or(lieu));
        constat.raison(sans_effet(e)).attend_tous(inconnus)
    };
    ctx.emettre_sur(objet, constat);
}

/// What cannot fail does not weigh when it is not known.
pub(super) fn sans_effet(e: &ExigenceDeCondition) -> Raison {
    if e.a_apprecier { Raison::SansEffet } else { Raison::Aucune }
}

/// The smallest change that makes a clause hold.
fn remede_de(
    ctx: &Contexte<'_>,
    clause: &Clause,
    objet: &Objet<'_>,
    vu: Option<&Value>,
) -> Option<(Action, Value)> {
    let champ = champ_de(ctx, &clause.champ, objet);
    let liste = champ.map_or("", |c| c.nom);
    let choix = champ.map_or(&[][..], |c| match c.forme {
        Forme::Choix(choix) => choix,
        Forme::Liste(Forme::Choix(choix)) => *choix,
        _ => &[],
    });
    let dire = |m: &CompactString| match m.as_str() {
        "true" => Value::Boolean(true),
        "false" => Value::Boolean(false),
        _ => match choix.iter().find(|c| c.code == m.as_str()) {
            Some(mot) => Value::Word(mot),
            None => Value::choice(m, liste),
        },
    };
    match &clause.test {
        Test::Tous(mots) => {
            let deja = match vu {
                Some(Value::List(l)) => l.as_slice(),
                Some(seule) => std::slice::from_ref(seule),
                None => &[],
            };
            let manquants = mots.iter().map(dire).filter(|m| !deja.contains(m));
            Some((Action::Add, Value::List(manquants.collect())))
        }
        Test::AucunParmi(mots) => {
            // Only what is there is to be taken away.
            let vus = match vu {
                Some(Value::List(l)) => l.clone(),
                Some(v) => vec![v.clone()],
                None => Vec::new(),
            };
            let interdits = vus.into_iter().filter(|v| match v {
                Value::Word(c) => mots.iter().any(|m| m == c.code),
                Value::Choice(m, _) => mots.contains(m),
                _ => false,
            });
            Some((Action::Remove, Value::List(interdits.collect())))
        }
        Test::Parmi(mots) => {
            let mots: Vec<Value> = mots.iter().map(dire).collect();
            let valeur = match <[Value; 1]>::try_from(mots) {
                Ok([seule]) => seule,
                Err(plusieurs) => Value::List(plusieurs),
            };
            let liste = matches!(vu, Some(Value::List(_)));
            Some((if liste { Action::Add } else { Action::Set }, valeur))
        }
        Test::Renseigne | Test::Plusieurs => None,
    }
}

fn au_moins_un<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, e: &ExigenceDeCondition) {
    let mut inconnus: Vec<Lieu> = Vec::new();
    let mut oui = None;
    for cible in &e.au_moins_un {
        ctx.valeurs(cible, objet, |lieu, vue| match vue {
            Vue::Inconnue => inconnus.push(lieu),
            Vue::Booleen(false) | Vue::Aucune => {}
            _ => oui = oui.or(Some(lieu)),
        });
    }
    let lieu = e.au_moins_un.first().map_or(objet.lieu, |c| ctx.lieu_de_cible(c, objet));
    let constat = match oui {
        Some(_) => Constat::nouveau(Outcome::Pass, lieu),
        None if !inconnus.is_empty() => {
            Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(inconnus)
        }
        None if e.a_apprecier => Constat::nouveau(Outcome::Review, lieu).raison(Raison::AJuger),
        None => Constat::nouveau(Outcome::Fail, lieu).remede(Action::Add, None, None),
    };
    ctx.emettre_sur(objet, constat);
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
fn borne_atteinte(bornes: &Range, cote: Ordering) -> Option<Value> {
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
        (autre, _) => Some(autre.clone()),
    }
}

/// A finding on the wrong side of its bounds, with what mends it.
fn hors_bornes(constat: Constat, valeur: &Value, bornes: &Range, cote: Ordering) -> Constat {
    let Some(cible) = borne_atteinte(bornes, cote) else { return constat };
    let (action, de) = match cote {
        Ordering::Less => (Action::Raise, ecart(&cible, valeur)),
        _ => (Action::Lower, ecart(valeur, &cible)),
    };
    constat.remede(action, Some(cible), de)
}

/// A bound on a quantity.
pub(super) fn seuil<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, e: &ExigenceDeSeuil) {
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
        Vue::Inconnue => Constat::nouveau(Outcome::Undetermined, lieu).attend(ou),
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

/// What one group of a sum adds up to, as far as is known.
struct Groupe {
    nom: CompactString,
    total: Option<Montant>,
    inconnus: SmallVec<[Lieu; 2]>,
    annees: SmallVec<[u32; 4]>,
    /// A line without a year stands for the whole period.
    sans_annee: bool,
    dernier: Lieu,
}

/// A sum of amounts, one for each group, on intervals: an amount that is not known is at least zero.
pub(super) fn somme(ctx: &mut Contexte<'_>, e: &ExigenceDeSomme) {
    let par = &e.objets;
    let mut anonyme = false;
    let mut liste = Lieu::RACINE;
    let mut objets: SmallVec<[(Lieu, Vue<'_>); 8]> = SmallVec::new();
    par.suivre(ctx.racine, Lieu::RACINE, &mut |lieu, vue| objets.push((lieu, vue)));
    let mut groupes: SmallVec<[Groupe; 2]> = SmallVec::new();
    for (lieu, vue) in objets {
        let Vue::Fiche(_) = vue else {
            liste = lieu;
            let constat = match vue {
                Vue::Inconnue => Constat::nouveau(Outcome::Undetermined, liste).attend(liste),
                _ => Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AucunObjet),
            };
            ctx.emettre(constat);
            return;
        };
        let (ou, nom) = e.groupe.valeur(vue, lieu).unwrap_or((lieu, Vue::Inconnue));
        let code = match nom {
            Vue::Texte(t) => t,
            _ => {
                // Who pays is not known: it may be any of them.
                ctx.emettre(Constat::nouveau(Outcome::Undetermined, ou).attend(ou));
                anonyme = true;
                continue;
            }
        };
        if !e.parmi.is_empty() && e.parmi.iter().all(|(c, _)| c != code) {
            continue;
        }
        let (lieu_montant, montant) = e.montant.valeur(vue, lieu).unwrap_or((lieu, Vue::Inconnue));
        let annee = match e.annee.valeur(vue, lieu) {
            Some((_, Vue::Compte(a))) => Some(a),
            _ => None,
        };
        let rang = groupes.iter().position(|g| g.nom == code);
        let groupe = match rang.and_then(|r| groupes.get_mut(r)) {
            Some(groupe) => groupe,
            None => {
                groupes.push(Groupe {
                    nom: CompactString::new(code),
                    total: Some(Montant::ZERO),
                    inconnus: SmallVec::new(),
                    annees: SmallVec::new(),
                    sans_annee: false,
                    dernier: lieu_montant,
                });
                let Some(groupe) = groupes.last_mut() else { continue };
                groupe
            }
        };
        groupe.dernier = lieu_montant;
        match annee {
            Some(a) => groupe.annees.push(a),
            None => groupe.sans_annee = true,
        }
        match montant {
            Vue::Montant(m) => groupe.total = groupe.total.and_then(|t| t.plus(m)),
            Vue::Aucune => {}
            _ => groupe.inconnus.push(lieu_montant),
        }
    }
    if groupes.is_empty() && !anonyme {
        let lieu = par.lieu(liste);
        ctx.emettre(Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::AucunObjet));
    }
    for groupe in groupes {
        let instance = {
            let mut i = CompactString::const_new("financeur=");
            i.push_str(&groupe.nom);
            i
        };
        let constat = juger_groupe(ctx, e, par, &groupe);
        ctx.emettre(constat.instance(instance));
    }
}

fn juger_groupe(
    ctx: &Contexte<'_>,
    e: &ExigenceDeSomme,
    par: &crate::appel::chemin::Chemin,
    groupe: &Groupe,
) -> Constat {
    let lieu = groupe.dernier;
    let liste = par.lieu(Lieu::RACINE);
    let Some(total) = groupe.total else {
        return Constat::nouveau(Outcome::Fail, lieu);
    };
    let vu = Value::Amount(total);
    let bornes = e.bornes();
    let complet = groupe.inconnus.is_empty()
        && (groupe.sans_annee || e.annees.iter().all(|a| groupe.annees.contains(a)));
    let cote = cote(&vu, &bornes);
    let echec = if e.a_apprecier { Outcome::Review } else { Outcome::Fail };
    if cote == Ordering::Greater {
        let constat = Constat::nouveau(echec, lieu).observe(vu.clone());
        return hors_bornes(constat, &vu, &bornes, cote);
    }
    if !complet && (e.maximum.is_some() || cote == Ordering::Less) {
        let mut constat = Constat::nouveau(Outcome::Undetermined, lieu).observe(vu);
        if groupe.inconnus.is_empty() {
            constat.attendre([liste]);
        } else {
            constat.attendre(groupe.inconnus.iter().copied());
        }
        return constat;
    }
    if cote == Ordering::Less {
        let constat = Constat::nouveau(echec, lieu).observe(vu.clone());
        return hors_bornes(constat, &vu, &bornes, cote);
    }
    if e.acteur_du_departement && !total.est_nul() {
        let departement =
            e.parmi.iter().find(|(c, _)| *c == groupe.nom).and_then(|(_, d)| d.as_ref());
        if let (Some(departement), Document::Candidature(c)) = (departement, ctx.doc) {
            match c.departements.liste() {
                None => {}
                Some(demandes) if demandes.iter().any(|d| d.code() == departement.as_str()) => {}
                Some(_) => {
                    return Constat::nouveau(Outcome::Review, lieu)
                        .observe(vu)
                        .raison(Raison::AutreDepartement);
                }
            }
        }
    }
    Constat::nouveau(Outcome::Pass, lieu).observe(vu)
}

impl ExigenceDeSomme {
    fn bornes(&self) -> Range {
        let valeur = |borne: Option<(Montant, Borne)>, voulue| {
            borne.filter(|(_, b)| *b == voulue).map(|(m, _)| Value::Amount(m))
        };
        Range {
            min: valeur(self.minimum, Borne::Incluse),
            max: valeur(self.maximum, Borne::Incluse),
            strict_min: valeur(self.minimum, Borne::Stricte),
            strict_max: valeur(self.maximum, Borne::Stricte),
        }
    }
}

/// The first of the dates, with its place, where each is given, alone in its field and within: what
/// most dossiers have.
fn dates_tenues<'a>(
    ctx: &Contexte<'a>,
    objet: &Objet<'a>,
    e: &ExigenceDeDate,
    dehors: impl Fn(Date) -> bool,
) -> Option<(Lieu, Date)> {
    let mut premiere = None;
    for champ in &e.champs {
        match ctx.valeur(champ, objet)? {
            (lieu, Vue::Date(d)) if !dehors(d) => premiere = premiere.or(Some((lieu, d))),
            _ => return None,
        }
    }
    premiere
}

/// A day, or a window of days.
pub(super) fn date<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, e: &ExigenceDeDate) {
    let dehors = |d: Date| e.du.is_some_and(|du| d < du) || e.au.is_some_and(|au| au < d);
    if e.heure.is_none()
        && let Some((lieu, jour)) = dates_tenues(ctx, objet, e, dehors)
    {
        ctx.emettre_sur(objet, Constat::nouveau(Outcome::Pass, lieu).observe(Value::Date(jour)));
        return;
    }
    let mut dates: SmallVec<[(Lieu, Date); 2]> = SmallVec::new();
    let mut inconnus: Vec<Lieu> = Vec::new();
    let mut aucune = None;
    for champ in &e.champs {
        ctx.valeurs(champ, objet, |lieu, vue| match vue {
            Vue::Date(d) => dates.push((lieu, d)),
            Vue::Aucune => aucune = aucune.or(Some(lieu)),
            _ => inconnus.push(lieu),
        });
    }
    let premier = e.champs.first().map_or(objet.lieu, |c| ctx.lieu_de_cible(c, objet));
    let deplacer = |constat: Constat| match (e.du, e.au) {
        // A window can be met by moving the date; a closing date that is past cannot.
        (Some(du), Some(au)) => constat.remede(Action::Move, Some(Value::Period(du, au)), None),
        _ => constat,
    };
    let constat = if let Some((lieu, jour)) = dates.iter().find(|(_, d)| dehors(*d)) {
        deplacer(Constat::nouveau(Outcome::Fail, *lieu).observe(Value::Date(*jour)))
    } else if let Some(lieu) = aucune {
        deplacer(Constat::nouveau(Outcome::Fail, lieu))
    } else if !inconnus.is_empty() {
        let lieu = inconnus.first().copied().unwrap_or(premier);
        Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(inconnus)
    } else {
        let jour = dates.first().map(|(_, d)| Value::Date(*d));
        match heure_depassee(ctx, e, &dates) {
            Some(constat) => constat,
            None => Constat::nouveau(Outcome::Pass, premier).observe(jour),
        }
    };
    ctx.emettre_sur(objet, constat);
}

/// On the last day, a closing time.
fn heure_depassee(
    ctx: &Contexte<'_>,
    e: &ExigenceDeDate,
    dates: &[(Lieu, Date)],
) -> Option<Constat> {
    let (chemin, limite) = e.heure.as_ref()?;
    if !dates.iter().any(|(_, d)| Some(*d) == e.au) {
        return None;
    }
    let mut constat = None;
    chemin.suivre(ctx.racine, Lieu::RACINE, &mut |lieu, vue| {
        constat = match vue {
            Vue::Heure(h) if h > *limite => {
                Some(Constat::nouveau(Outcome::Fail, lieu).observe(Value::Time(h)))
            }
            Vue::Heure(_) => None,
            _ => Some(Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu)),
        };
    });
    constat
}

/// Documents to supply: one finding for each, in the call's order.
pub(super) fn pieces(ctx: &mut Contexte<'_>, exigees: &[PieceExigee]) {
    let Document::Candidature(candidature) = ctx.doc else { return };
    let lieu = Lieu::RACINE.puis(CandidatureChamp::pieces.into());
    let Some(fournies) = candidature.pieces.liste() else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu));
        return;
    };
    let document = ctx.document();
    let douteuse = fournies.iter().position(|p: &Piece| p.id.est_inconnue());
    for exigee in exigees {
        let mut instance = CompactString::const_new("piece=");
        instance.push_str(&exigee.id);
        let due = ctx.condition(&exigee.quand, &document);
        let place = fournies.iter().position(|p| {
            p.id.donnee().is_some_and(|id| {
                id.as_str() == exigee.id || exigee.ou.iter().any(|o| id.as_str() == o)
            })
        });
        let constat = match (due, place, douteuse) {
            (_, Some(rang), _) => Constat::nouveau(Outcome::Pass, lieu.rang(rang)),
            (Trois::Faux, None, _) => {
                Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::Condition)
            }
            (Trois::Inconnu(lieux), None, _) => {
                Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(lieux)
            }
            (Trois::Vrai, None, Some(rang)) => Constat::nouveau(Outcome::Undetermined, lieu)
                .attend(lieu.rang(rang).puis(PieceChamp::id.into())),
            (Trois::Vrai, None, None) => {
                let piece = Value::choice(&exigee.id, "pieces");
                Constat::nouveau(Outcome::Fail, lieu).attendu(piece.clone()).remede(
                    Action::Add,
                    Some(piece),
                    None,
                )
            }
        };
        ctx.emettre(constat.instance(instance));
    }
}

/// A point that the dossier declares.
pub(super) fn declaration<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, e: &ExigenceDeclaree) {
    let lieu = ctx.lieu_declare(e.numero, objet);
    if e.manquement && manquements(ctx, e.motif_d_exclusion) {
        return;
    }
    let pas_encore = ctx.jugement().and_then(|j| j.phase).filter(|due| ctx.phase < *due);
    let reponse = ctx.declaration(e.numero, objet).map(|(_, r)| r);
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
    let lieux: SmallVec<[Lieu; 2]> = super::charte::manquements(ctx)
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
pub(super) fn appreciation<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>) {
    let lieu = ctx.lieu_apprecie(objet);
    ctx.emettre_sur(objet, Constat::nouveau(Outcome::Review, lieu).raison(Raison::AJuger));
}
