//! A day, a window, a day of every year, a time before or after another date, rounds.

use compact_str::format_compact;
use smallvec::SmallVec;

use super::super::contexte::Objet;
use super::super::{Action, Constat, Contexte, Outcome, Raison};
use crate::appel::{BornesDeDuree, Cible, ExigenceDeDate, Limite, TourDeDepot};
use crate::dossier::forme::{Lieu, Vue};
use crate::dossier::{CandidatureChamp, DepotChamp, Document, Reponse};
use crate::value::{Range, Value};
use crate::values::{Date, Heure, JourDeLAnnee};

/// The dates of a rule, and those that are not there.
#[derive(Default)]
struct Dates {
    donnees: SmallVec<[(Lieu, Date); 2]>,
    inconnues: Vec<Lieu>,
    aucune: Option<Lieu>,
}

fn dates<'a>(ctx: &Contexte<'a>, objet: &Objet<'a>, champs: &[Cible]) -> Dates {
    let mut dates = Dates::default();
    for champ in champs {
        ctx.valeurs(champ, objet, |lieu, vue| match vue {
            Vue::Date(d) => dates.donnees.push((lieu, d)),
            Vue::Aucune => dates.aucune = dates.aucune.or(Some(lieu)),
            _ => dates.inconnues.push(lieu),
        });
    }
    dates
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

/// A date where it must fall.
pub(in crate::rules) fn date<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, e: &ExigenceDeDate) {
    let mut constat = match &e.limite {
        Limite::Jours { du, au, heure } => jours(ctx, objet, e, (*du, *au), *heure),
        Limite::ChaqueAnnee { du, au } => chaque_annee(ctx, objet, e, *du, *au),
        Limite::Ecart { autre, avant, bornes } => ecart(ctx, objet, e, autre, *avant, bornes),
        Limite::Tours(tours) => tour(ctx, objet, e, tours),
    };
    if e.a_apprecier && constat.outcome == Outcome::Fail {
        constat = Constat::nouveau(Outcome::Review, constat.lieu)
            .observe(constat.observe)
            .raison(Raison::AJuger);
    } else if e.a_apprecier && constat.outcome == Outcome::Undetermined {
        constat = constat.raison(Raison::SansEffet);
    }
    ctx.emettre_sur(objet, constat);
}

/// In one of several rounds; with a closing time on its last day, or in the next one where that is
/// open already.
fn tour<'a>(
    ctx: &Contexte<'a>,
    objet: &Objet<'a>,
    e: &ExigenceDeDate,
    tours: &[TourDeDepot],
) -> Constat {
    let ouvert = |t: &&TourDeDepot, d: Date| d <= t.au && t.du.is_none_or(|du| du <= d);
    let constat = situer(ctx, objet, e, |d| !tours.iter().any(|t| ouvert(&t, d)));
    let Some(Value::Date(jour)) = constat.observe else { return constat };
    let Some(tour) = tours.iter().find(|t| ouvert(t, jour)) else {
        // Before the next round opens: the date can be moved there, if that round is still to come.
        let prochain = tours.iter().find(|t| t.du.is_some_and(|du| jour < du) && t.au >= ctx.on);
        return match prochain.and_then(|t| Some(Value::Period(t.du?, t.au))) {
            Some(periode) => {
                constat.attendu(periode.clone()).remede(Action::Move, Some(periode), None)
            }
            None => constat,
        };
    };
    if constat.outcome != Outcome::Pass {
        return constat;
    }
    let du_tour = |tour: &TourDeDepot, constat: Constat| {
        constat.instance(format_compact!("tour={}", tour.nom))
    };
    let limite = tour.heure.filter(|_| jour == tour.au);
    let Some(tard) = limite.and_then(|limite| heure_depassee(ctx, limite)) else {
        return du_tour(tour, constat);
    };
    let suivant = tours.iter().find(|t| t.au > tour.au && ouvert(t, jour));
    match (tard.outcome, suivant) {
        // Too late for one round, or not: in time for the next.
        (Outcome::Fail, Some(suivant)) => du_tour(suivant, constat),
        _ => du_tour(tour, tard),
    }
}

/// What is found where a date alone decides.
fn situer<'a>(
    ctx: &Contexte<'a>,
    objet: &Objet<'a>,
    e: &ExigenceDeDate,
    dehors: impl Fn(Date) -> bool,
) -> Constat {
    let dates = dates(ctx, objet, &e.champs);
    let premier = e.champs.first().map_or(objet.lieu, |c| ctx.lieu_de_cible(c, objet));
    if let Some((lieu, jour)) = dates.donnees.iter().find(|(_, d)| dehors(*d)) {
        Constat::nouveau(Outcome::Fail, *lieu).observe(Value::Date(*jour))
    } else if let Some(lieu) = dates.aucune {
        Constat::nouveau(Outcome::Fail, lieu)
    } else if let Some(lieu) = dates.inconnues.first() {
        Constat::nouveau(Outcome::Undetermined, *lieu).attend_tous(dates.inconnues)
    } else {
        let jour = dates.donnees.first().map(|(_, d)| Value::Date(*d));
        Constat::nouveau(Outcome::Pass, premier).observe(jour)
    }
}

/// Between two days.
fn jours<'a>(
    ctx: &Contexte<'a>,
    objet: &Objet<'a>,
    e: &ExigenceDeDate,
    (du, au): (Option<Date>, Option<Date>),
    heure: Option<Heure>,
) -> Constat {
    let dehors = |d: Date| du.is_some_and(|du| d < du) || au.is_some_and(|au| au < d);
    if heure.is_none()
        && let Some((lieu, jour)) = dates_tenues(ctx, objet, e, dehors)
    {
        return Constat::nouveau(Outcome::Pass, lieu).observe(Value::Date(jour));
    }
    let constat = situer(ctx, objet, e, dehors);
    match (constat.outcome, du.zip(au)) {
        // A window can be met by moving the date; a closing date that is past cannot.
        (Outcome::Fail, Some((du, au))) => {
            constat.remede(Action::Move, Some(Value::Period(du, au)), None)
        }
        (Outcome::Pass, _) => {
            let dernier = matches!(constat.observe, Some(Value::Date(d)) if Some(d) == au);
            let tard = heure.filter(|_| dernier).and_then(|limite| heure_depassee(ctx, limite));
            tard.unwrap_or(constat)
        }
        _ => constat,
    }
}

/// On the last day, a closing time.
fn heure_depassee(ctx: &Contexte<'_>, limite: Heure) -> Option<Constat> {
    let Document::Candidature(c) = ctx.doc else { return None };
    let lieu = Lieu::RACINE.puis(CandidatureChamp::depot.into()).puis(DepotChamp::heure.into());
    match c.depot.puis(|d| d.heure) {
        Reponse::Donnee(h) if h > limite => {
            let attendu = Range { max: Some(Value::Time(limite)), ..Range::default() };
            let constat = Constat::nouveau(Outcome::Fail, lieu).observe(Value::Time(h));
            let constat = constat.attendu(Value::Range(Box::new(attendu)));
            Some(constat.raison(Raison::HeurePassee))
        }
        Reponse::Donnee(_) => None,
        // On the last day, without a time, a person sees whether it came in time.
        Reponse::Aucune => Some(Constat::nouveau(Outcome::Review, lieu).raison(Raison::AJuger)),
        Reponse::Inconnue | Reponse::Fautive => {
            Some(Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu))
        }
    }
}

/// Between two days of every year; a period that ends before it starts runs over the new year.
fn chaque_annee<'a>(
    ctx: &Contexte<'a>,
    objet: &Objet<'a>,
    e: &ExigenceDeDate,
    du: Option<JourDeLAnnee>,
    au: Option<JourDeLAnnee>,
) -> Constat {
    let a_cheval = matches!((du, au), (Some(du), Some(au)) if au < du);
    let dehors = |d: Date| {
        let jour = JourDeLAnnee::de(d);
        let (tot, tard) = (du.is_some_and(|du| jour < du), au.is_some_and(|au| au < jour));
        if a_cheval { tot && tard } else { tot || tard }
    };
    let constat = situer(ctx, objet, e, dehors);
    // The days of the year that the date is in, or of the one that it would be in.
    let annee = match constat.observe {
        Some(Value::Date(d)) => d.annee(),
        _ => ctx.on.annee(),
    };
    let jour = |j: Option<JourDeLAnnee>, annee| j.and_then(|j| j.dans(annee));
    let attendu = match (jour(du, annee), jour(au, annee)) {
        (Some(du), Some(au)) if a_cheval => Value::Period(du, jour_suivant(au).unwrap_or(au)),
        (Some(du), Some(au)) => Value::Period(du, au),
        (min, max) => Value::Range(Box::new(Range {
            min: min.map(Value::Date),
            max: max.map(Value::Date),
            ..Range::default()
        })),
    };
    let constat = constat.attendu(attendu.clone());
    match (constat.outcome, &attendu) {
        (Outcome::Fail, Value::Period(_, fin)) if *fin >= ctx.on => {
            constat.remede(Action::Move, Some(attendu), None)
        }
        _ => constat,
    }
}

/// The same day, a year later.
fn jour_suivant(jour: Date) -> Option<Date> {
    jour.plus_mois(12)
}

/// Before or after another date, by so much.
fn ecart<'a>(
    ctx: &Contexte<'a>,
    objet: &Objet<'a>,
    e: &ExigenceDeDate,
    autre: &Cible,
    avant: bool,
    bornes: &BornesDeDuree,
) -> Constat {
    let reference = dates(ctx, objet, std::slice::from_ref(autre));
    let Some((_, reference_donnee)) = reference.donnees.first() else {
        let constat = situer(ctx, objet, e, |_| false);
        if constat.outcome == Outcome::Fail {
            return constat;
        }
        let lieu = e.champs.first().map_or(objet.lieu, |c| ctx.lieu_de_cible(c, objet));
        return match reference.aucune {
            // Without the other date there is nothing to be before or after.
            Some(_) => Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::SansReference),
            None => {
                let mut constat = Constat::nouveau(Outcome::Undetermined, lieu);
                constat.attendre(reference.inconnues);
                constat
            }
        };
    };
    let reference = *reference_donnee;
    let tenue = |d: Date| {
        if avant { bornes.tenues(d, reference) } else { bornes.tenues(reference, d) }
    };
    let constat = situer(ctx, objet, e, |d| !tenue(d));
    match attendu(bornes, reference, avant) {
        Some(attendu) => constat.attendu(attendu),
        None => constat,
    }
}

/// The days between which a date must fall, with the other date known.
fn attendu(bornes: &BornesDeDuree, reference: Date, avant: bool) -> Option<Value> {
    let jour = |d: Date| Some(Value::Date(d));
    let veille = |d: Date| d.plus_jours(-1);
    let lendemain = |d: Date| d.plus_jours(1);
    let range = if avant {
        let debut = |duree: crate::values::Duree, strict: bool| duree.avant(reference, strict);
        Range {
            min: bornes
                .au_plus
                .and_then(|b| lendemain(debut(b, true)?))
                .or_else(|| bornes.moins_de.and_then(|b| lendemain(debut(b, false)?)))
                .and_then(jour),
            max: bornes
                .au_moins
                .and_then(|b| debut(b, false))
                .or_else(|| bornes.plus_de.and_then(|b| debut(b, true)))
                .or(Some(reference))
                .and_then(jour),
            ..Range::default()
        }
    } else {
        Range {
            min: bornes
                .au_moins
                .and_then(|b| b.apres(reference))
                .or_else(|| bornes.plus_de.and_then(|b| lendemain(b.apres(reference)?)))
                .or(Some(reference))
                .and_then(jour),
            max: bornes
                .au_plus
                .and_then(|b| b.apres(reference))
                .or_else(|| bornes.moins_de.and_then(|b| veille(b.apres(reference)?)))
                .and_then(jour),
            ..Range::default()
        }
    };
    Some(match (&range.min, &range.max) {
        (Some(Value::Date(du)), Some(Value::Date(au))) => Value::Period(*du, *au),
        _ => Value::Range(Box::new(range)),
    })
}
