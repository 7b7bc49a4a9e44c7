//! `formation.*`: what no kind can say of the trainings offered. MODULE2 §2.b, §2.c, §2.e.

use smallvec::SmallVec;

use super::contexte::Objet;
use super::{Action, Constat, Contexte, Outcome, Raison};
use crate::appel::formules::{
    FormationAges, FormationAnciennete, FormationParties, FormationThematiques,
};
use crate::dossier::forme::Lieu;
use crate::dossier::{
    CandidatureChamp, Document, Formation, FormationChamp, Modalite, NatureDePartie, PartieChamp,
    PublicChamp, Reponse, SessionPrevueChamp,
};
use crate::value::{Range, Value};

/// The trainings of the document.
pub(super) fn formations<'a>(ctx: &Contexte<'a>) -> Option<&'a Reponse<Vec<Formation>>> {
    match ctx.doc {
        Document::Candidature(c) => Some(&c.formations),
        Document::BilanFormation(b) => Some(&b.formations),
        _ => None,
    }
}

/// The training that an object is.
fn formation<'a>(ctx: &Contexte<'a>, objet: &Objet<'a>) -> Option<&'a Formation> {
    let rang = objet.lieu.pas().get(1).and_then(|r| usize::try_from(*r).ok())?;
    formations(ctx)?.liste()?.get(rang)
}

/// `formation.thematiques`: one training for each theme; a further one only where another funder
/// pays for it.
pub(super) fn thematiques(ctx: &mut Contexte<'_>, p: &FormationThematiques) {
    let lieu = Lieu::RACINE.puis(CandidatureChamp::formations.into());
    let Some(liste) = formations(ctx).and_then(Reponse::liste) else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu));
        return;
    };
    let demandees = || p.thematiques.iter().flatten().map(|t| t.valeur.as_str());
    let mut vues: SmallVec<[&str; 4]> = SmallVec::new();
    let mut en_plus = false;
    let mut attend: SmallVec<[Lieu; 2]> = SmallVec::new();
    // What the call funds comes first, whatever the order of the list; then what another pays for.
    let finance = |f: &Formation| matches!(f.financeur_complementaire, Reponse::Donnee(_));
    let retenues = liste.iter().enumerate().filter(|(_, f)| !finance(f));
    let ajoutees = liste.iter().enumerate().filter(|(_, f)| finance(f));
    for (rang, f) in retenues.chain(ajoutees) {
        match theme(f) {
            Reponse::Donnee(theme) => {
                let nouveau = demandees().any(|d| d == theme) && !vues.contains(&theme);
                en_plus |= !nouveau && !finance(f);
                vues.push(theme);
            }
            Reponse::Inconnue => {
                attend.push(lieu.rang(rang).puis(FormationChamp::thematique_principale.into()));
            }
            Reponse::Aucune => {}
        }
    }
    let manquantes: SmallVec<[&str; 4]> = demandees().filter(|d| !vues.contains(d)).collect();
    let observe = Value::choices(vues.iter().copied(), "thematiques");
    // A theme that no training can still answer to fails whatever the rest.
    let constat = if manquantes.len() > attend.len() {
        let absentes = Value::choices(manquantes, "thematiques");
        Constat::nouveau(Outcome::Fail, lieu).observe(observe).remede(
            Action::Add,
            Some(absentes),
            None,
        )
    } else if !attend.is_empty() {
        Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(attend)
    } else if en_plus {
        Constat::nouveau(Outcome::Review, lieu).observe(observe).raison(Raison::FormationEnPlus)
    } else {
        Constat::nouveau(Outcome::Pass, lieu).observe(observe)
    };
    ctx.emettre(constat);
}

/// The theme that a training answers to: its main theme, or the only one it touches.
pub(super) fn theme(f: &Formation) -> Reponse<&str> {
    match (&f.thematique_principale, &f.thematiques) {
        (Reponse::Donnee(t), _) => Reponse::Donnee(t.as_str()),
        (Reponse::Aucune, _) => Reponse::Aucune,
        (Reponse::Inconnue, Reponse::Donnee(l)) => match l.as_slice() {
            [seule] => Reponse::Donnee(seule.as_str()),
            [] => Reponse::Aucune,
            _ => Reponse::Inconnue,
        },
        (Reponse::Inconnue, Reponse::Aucune) => Reponse::Aucune,
        (Reponse::Inconnue, Reponse::Inconnue) => Reponse::Inconnue,
    }
}

/// `formation.parties`: at least so many parts, covering each kind.
pub(super) fn parties<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, p: &FormationParties) {
    let Some(f) = formation(ctx, objet) else { return };
    let lieu = objet.lieu.puis(FormationChamp::parties.into());
    let natures: SmallVec<[NatureDePartie; 4]> =
        p.natures.iter().flatten().filter_map(|n| NatureDePartie::du_code(&n.valeur)).collect();
    let minimum =
        usize::try_from(p.au_moins.as_ref().map_or(1, |m| m.valeur)).unwrap_or(usize::MAX);
    let constat = match f.parties.liste() {
        None => Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu),
        Some(parties) => {
            let inconnues: Vec<Lieu> = parties
                .iter()
                .enumerate()
                .filter(|(_, partie)| partie.nature.est_inconnue())
                .map(|(rang, _)| lieu.rang(rang).puis(PartieChamp::nature.into()))
                .collect();
            let manquantes: SmallVec<[NatureDePartie; 4]> = natures
                .iter()
                .copied()
                .filter(|n| !parties.iter().any(|partie| partie.nature.donnee() == Some(n)))
                .collect();
            let observe = Value::List(
                parties
                    .iter()
                    .filter_map(|partie| partie.nature.donnee())
                    .map(|n| Value::Word(n.choix()))
                    .collect(),
            );
            let a_ajouter =
                || Value::List(manquantes.iter().map(|n| Value::Word(n.choix())).collect());
            if parties.len() < minimum || manquantes.len() > inconnues.len() {
                Constat::nouveau(Outcome::Fail, lieu).observe(observe).remede(
                    Action::Add,
                    (!manquantes.is_empty()).then(a_ajouter),
                    None,
                )
            } else if manquantes.is_empty() {
                Constat::nouveau(Outcome::Pass, lieu).observe(observe)
            } else {
                Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(inconnues)
            }
        }
    };
    ctx.emettre_sur(objet, constat);
}

/// `formation.public.anciennete`: what is asked of participants. Less than the call asks fails;
/// more is for a person to judge.
pub(super) fn anciennete<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, p: &FormationAnciennete) {
    let (Some(f), Some(mois)) = (formation(ctx, objet), &p.plus_de_mois) else { return };
    let lieu =
        objet.lieu.puis(FormationChamp::public.into()).puis(PublicChamp::anciennete_mois.into());
    let vers = Value::number(mois.valeur, "mois");
    let constat = match f.public.puis(|public| public.anciennete_mois) {
        Reponse::Inconnue => Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu),
        Reponse::Aucune => {
            Constat::nouveau(Outcome::Fail, lieu).remede(Action::Set, Some(vers), None)
        }
        Reponse::Donnee(n) => {
            let constat = Constat::nouveau(Outcome::Pass, lieu).observe(Value::number(n, "mois"));
            match n.cmp(&mois.valeur) {
                std::cmp::Ordering::Equal => constat,
                std::cmp::Ordering::Less => {
                    let de = Value::number(mois.valeur.saturating_sub(n), "mois");
                    constat.devient(Outcome::Fail).remede(Action::Raise, Some(vers), Some(de))
                }
                std::cmp::Ordering::Greater => {
                    constat.devient(Outcome::Review).raison(Raison::PlusQueDemande)
                }
            }
        }
    };
    ctx.emettre_sur(objet, constat);
}

/// `formation.public.ages`: within the range passes, beyond it on a side is judged, apart fails.
pub(super) fn ages<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, p: &FormationAges) {
    let (Some(f), Some(bas), Some(haut)) = (formation(ctx, objet), &p.au_moins, &p.au_plus) else {
        return;
    };
    let lieu = objet.lieu.puis(FormationChamp::public.into());
    let (bas, haut) = (bas.valeur, haut.valeur);
    let age_min = f.public.puis(|public| public.age_min);
    let age_max = f.public.puis(|public| public.age_max);
    let ans = |n: u32| Value::count(n, "ans");
    let tranche = Value::Range(Box::new(Range {
        min: age_min.donnee().map(|n| ans(*n)),
        max: age_max.donnee().map(|n| ans(*n)),
        ..Range::default()
    }));
    let voulue = Value::Range(Box::new(Range {
        min: Some(ans(bas)),
        max: Some(ans(haut)),
        ..Range::default()
    }));
    let (min, max) = (age_min.donnee().copied(), age_max.donnee().copied());
    let a_l_envers = matches!((min, max), (Some(a), Some(b)) if b < a);
    let hors = min.is_some_and(|a| a > haut) || max.is_some_and(|b| b < bas) || a_l_envers;
    let aucun = age_min.est_aucune() && age_max.est_aucune();
    let constat = if hors || aucun {
        Constat::nouveau(Outcome::Fail, lieu).observe((!aucun).then_some(tranche)).remede(
            Action::Set,
            Some(voulue),
            None,
        )
    } else if let (Some(min), Some(max)) = (min, max) {
        if min >= bas && max <= haut {
            Constat::nouveau(Outcome::Pass, lieu).observe(tranche)
        } else {
            Constat::nouveau(Outcome::Review, lieu)
                .observe(tranche)
                .raison(Raison::DebordeDeLaTranche)
        }
    } else {
        let mut constat = Constat::nouveau(Outcome::Undetermined, lieu);
        if min.is_none() {
            constat.attendre([lieu.puis(PublicChamp::age_min.into())]);
        }
        if max.is_none() {
            constat.attendre([lieu.puis(PublicChamp::age_max.into())]);
        }
        constat
    };
    ctx.emettre_sur(objet, constat);
}

/// `formation.bidepartementale.egalite`: a face-to-face session in one département has its twin in
/// each other one applied for. Sessions of one title are the same session.
pub(super) fn egalite<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>) {
    let (Document::Candidature(c), Some(f)) = (ctx.doc, formation(ctx, objet)) else { return };
    let lieu = objet.lieu.puis(FormationChamp::sessions.into());
    let Some(demandes) = c.departements.liste() else {
        let departements = Lieu::RACINE.puis(CandidatureChamp::departements.into());
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, lieu).attend(departements).sur(objet));
        return;
    };
    let Some(sessions) = f.sessions.liste() else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu).sur(objet));
        return;
    };
    let mut attend: Vec<Lieu> = Vec::new();
    // For each title, how many face-to-face sessions each département has.
    let mut par_titre: Vec<(Option<&str>, Vec<&str>)> = Vec::new();
    for (rang, s) in sessions.iter().enumerate() {
        match s.modalite {
            Reponse::Donnee(Modalite::Presentiel) => {}
            Reponse::Inconnue => {
                attend.push(lieu.rang(rang).puis(SessionPrevueChamp::modalite.into()));
                continue;
            }
            _ => continue,
        }
        let Some(departement) = s.departement.donnee() else {
            attend.push(lieu.rang(rang).puis(SessionPrevueChamp::departement.into()));
            continue;
        };
        let titre = s.titre.donnee().map(crate::dossier::Texte::as_str);
        match par_titre.iter_mut().find(|(t, _)| *t == titre) {
            Some((_, departements)) => departements.push(departement.code()),
            None => par_titre.push((titre, vec![departement.code()])),
        }
    }
    let combien =
        |departements: &[&str], code: &str| departements.iter().filter(|d| **d == code).count();
    let mut manquants: Vec<&str> = Vec::new();
    let mut manque = 0_usize;
    for (_, departements) in &par_titre {
        let plus = demandes.iter().map(|d| combien(departements, d.code())).max().unwrap_or(0);
        for d in demandes {
            let manquantes = plus.saturating_sub(combien(departements, d.code()));
            manque = manque.saturating_add(manquantes);
            if manquantes > 0 && !manquants.contains(&d.code()) {
                manquants.push(d.code());
            }
        }
    }
    let constat = if manque > attend.len() {
        Constat::nouveau(Outcome::Fail, lieu).remede(
            Action::Add,
            Some(Value::choices(manquants, "departements")),
            None,
        )
    } else if attend.is_empty() {
        Constat::nouveau(Outcome::Pass, lieu)
    } else {
        Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(attend)
    };
    ctx.emettre_sur(objet, constat);
}
