//! `coordination.*`: the report on the coordination. CANTAL §1.

use std::collections::BTreeSet;

use compact_str::format_compact;

use super::{Constat, Contexte, Outcome, Raison};
use crate::appel::formules::CoordinationRencontres;
use crate::dossier::forme::Lieu;
use crate::dossier::{
    BilanCoordinationChamp, Document, PeriodeDeBilanChamp, RencontreChamp, Reponse,
};
use crate::value::Value;
use crate::values::Date;

/// `coordination.rencontres`: so many days of meeting in each calendar year, since the missions began;
/// a year that is not over never fails, and one that the missions hardly cover, or that the report
/// does not cover to its end, is not judged. CANTAL §1.
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
    let du = bilan.periode.puis(|p| p.debut);
    let au = bilan.periode.puis(|p| p.fin);
    let depuis = &bilan.debut_des_missions;
    if [&du, &au, depuis].into_iter().any(Reponse::est_aucune) {
        // Without a period, or missions that began, there is no year to count in.
        ctx.emettre(Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AucunObjet));
        return;
    }
    let (Some(rencontres), Some(du), Some(au), Some(premier)) = (
        bilan.rencontres.liste(),
        du.donnee().copied(),
        au.donnee().copied(),
        depuis.donnee().copied(),
    ) else {
        let constat = Constat::nouveau(Outcome::Undetermined, liste)
            .attend_si(bilan.rencontres.est_inconnue(), liste)
            .attend_si(du.est_inconnue(), debut)
            .attend_si(au.est_inconnue(), fin)
            .attend_si(depuis.est_inconnue(), missions);
        ctx.emettre(constat);
        return;
    };
    if au < premier.max(du) {
        ctx.emettre(Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AucunObjet));
        return;
    }
    // One meeting a day, held since the missions began.
    let jours: BTreeSet<Date> = rencontres
        .iter()
        .filter_map(|r| r.date.donnee().copied())
        .filter(|jour| (premier..=ctx.on).contains(jour))
        .collect();
    let non_datees: Vec<Lieu> = rencontres
        .iter()
        .enumerate()
        .filter(|(_, r)| r.date.est_inconnue())
        .map(|(rang, _)| liste.rang(rang).puis(RencontreChamp::date.into()))
        .collect();
    for annee in premier.max(du).annee()..=au.annee() {
        let (Some(janvier), Some(decembre)) = (Date::new(annee, 1, 1), Date::new(annee, 12, 31))
        else {
            continue;
        };
        let tenues = jours.range(janvier..=decembre).count();
        let tenues = u32::try_from(tenues).unwrap_or(u32::MAX);
        let vu = Value::count(tenues, "rencontres");
        let entiere = du <= premier.max(janvier) && decembre <= au;
        let possibles = tenues.saturating_add(u32::try_from(non_datees.len()).unwrap_or(u32::MAX));
        let voulues = minimum.valeur;
        let constat = if tenues >= voulues {
            Constat::nouveau(Outcome::Pass, liste)
        } else if mois_couverts(annee, premier) < p.mois_au_moins.as_ref().map_or(0, |m| m.valeur) {
            Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AnneeIncomplete)
        } else if !terminee(annee, ctx.on) {
            Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AnneeEnCours)
        } else if !entiere {
            Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AnneeNonCouverte)
        } else if possibles >= voulues {
            Constat::nouveau(Outcome::Undetermined, liste).attend_tous(non_datees.iter().copied())
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

/// The whole months of a year from a day on.
fn mois_couverts(annee: i32, du: Date) -> u32 {
    let (Some(premier), Some(au)) = (Date::new(annee, 1, 1), Date::new(annee, 12, 31)) else {
        return 0;
    };
    let du = du.max(premier);
    // A month is covered once the day before its end is within.
    (1..=12)
        .take_while(|n| du.plus_mois(*n).and_then(|d| d.plus_jours(-1)).is_some_and(|d| d <= au))
        .count()
        .try_into()
        .unwrap_or(0)
}
