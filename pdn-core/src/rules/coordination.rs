//! `coordination.*`: the report on the coordination. CANTAL §1.

use compact_str::format_compact;

use super::{Constat, Contexte, Outcome, Raison};
use crate::appel::formules::CoordinationRencontres;
use crate::dossier::forme::Lieu;
use crate::dossier::{BilanCoordinationChamp, Document, PeriodeDeBilanChamp, RencontreChamp};
use crate::value::Value;
use crate::values::Date;

/// `coordination.rencontres`: so many meetings in each calendar year of the period; a year that is
/// not over never fails, and one that the missions hardly cover is not judged. CANTAL §1.
pub(super) fn rencontres(ctx: &mut Contexte<'_>, p: &CoordinationRencontres) {
    let (Document::BilanCoordination(bilan), Some(minimum)) = (ctx.doc, &p.au_moins) else {
        return;
    };
    let liste = Lieu::RACINE.puis(BilanCoordinationChamp::rencontres.into());
    let periode = Lieu::RACINE.puis(BilanCoordinationChamp::periode.into());
    let (debut, fin) = (
        periode.puis(PeriodeDeBilanChamp::debut.into()),
        periode.puis(PeriodeDeBilanChamp::fin.into()),
    );
    let missions = Lieu::RACINE.puis(BilanCoordinationChamp::debut_des_missions.into());
    let du = ctx.date(debut, &bilan.periode.puis(|p| p.debut));
    let au = ctx.date(fin, &bilan.periode.puis(|p| p.fin));
    let debut_des_missions = ctx.date(missions, &bilan.debut_des_missions);
    let (Some(rencontres), Some(au), Some(premier)) = (
        bilan.rencontres.liste(),
        au.donnee().copied(),
        debut_des_missions.donnee().or(du.donnee()).copied(),
    ) else {
        let mut constat = Constat::nouveau(Outcome::Undetermined, liste);
        if bilan.rencontres.liste().is_none() {
            constat.attendre([liste]);
        }
        if au.donnee().is_none() {
            constat.attendre([fin]);
        }
        if debut_des_missions.donnee().is_none() && du.donnee().is_none() {
            constat.attendre([missions]);
        }
        ctx.emettre(constat);
        return;
    };
    // What is reported on begins with the missions, if they began later than the period.
    let du = du.donnee().map_or(premier, |du| premier.max(*du));
    if au < du {
        ctx.emettre(Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AucunObjet));
        return;
    }
    for annee in du.annee()..=au.annee() {
        let tenues =
            rencontres.iter().filter(|r| r.date.donnee().is_some_and(|d| d.annee() == annee));
        let tenues = u32::try_from(tenues.count()).unwrap_or(u32::MAX);
        let vu = Value::count(tenues, "rencontres");
        let non_datees = rencontres
            .iter()
            .enumerate()
            .filter(|(_, r)| r.date.est_inconnue())
            .map(|(rang, _)| liste.rang(rang).puis(RencontreChamp::date.into()));
        let non_datees: Vec<Lieu> = non_datees.collect();
        let possibles = tenues.saturating_add(u32::try_from(non_datees.len()).unwrap_or(u32::MAX));
        let voulues = minimum.valeur;
        let constat = if tenues >= voulues {
            Constat::nouveau(Outcome::Pass, liste)
        } else if mois_couverts(annee, du, au) < p.mois_au_moins.as_ref().map_or(0, |m| m.valeur) {
            Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AnneeIncomplete)
        } else if !terminee(annee, ctx.on) {
            Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AnneeEnCours)
        } else if possibles >= voulues {
            Constat::nouveau(Outcome::Undetermined, liste).attend_tous(non_datees)
        } else {
            // The year is over: nothing mends it.
            Constat::nouveau(Outcome::Fail, liste)
        };
        ctx.emettre(constat.observe(vu).instance(format_compact!("annee={annee}")));
    }
}

/// True where the year is over on the day of the examination.
fn terminee(annee: i32, on: Date) -> bool {
    on.annee() > annee
}

/// The whole months of a year that lie between two days.
fn mois_couverts(annee: i32, du: Date, au: Date) -> u32 {
    let (Some(premier), Some(dernier)) = (Date::new(annee, 1, 1), Date::new(annee, 12, 31)) else {
        return 0;
    };
    let (du, au) = (du.max(premier), au.min(dernier));
    // A month is covered once the day before its end is within.
    (1..=12)
        .take_while(|n| du.plus_mois(*n).and_then(|d| d.plus_jours(-1)).is_some_and(|d| d <= au))
        .count()
        .try_into()
        .unwrap_or(0)
}
