//! `formation.*`: what no kind can say of the trainings offered. MODULE2 §2.b, §2.c, §2.e.

use smallvec::SmallVec;

use super::contexte::Objet;
use super::{Action, Constat, Contexte, Outcome, Raison};
use crate::appel::formules::{
    FormationAges, FormationAnciennete, FormationParties, FormationThematiques,
};
use crate::dossier::absence::Trois;
use crate::dossier::forme::Lieu;
use crate::dossier::{
    CandidatureChamp, Document, Formation, FormationChamp, Modalite, NatureDePartie, PartieChamp,
    PublicChamp, Reponse, SessionPrevue, SessionPrevueChamp, Texte,
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
    let mut repetes = 0_usize;
    let mut attend: SmallVec<[Lieu; 2]> = SmallVec::new();
    let mut douteuses = 0_usize;
    // What the call funds comes first, whatever the order of the list; then what another pays for.
    let ou_finance = |rang| lieu.rang(rang).puis(FormationChamp::financeur_complementaire.into());
    let finance = |f: &Formation| match &f.financeur_complementaire {
        // Silence announces no other funder.
        Reponse::Inconnue => false,
        autre => autre.donnee().is_some() || autre.est_fautive(),
    };
    let retenues = liste.iter().enumerate().filter(|(_, f)| !finance(f));
    let ajoutees = liste.iter().enumerate().filter(|(_, f)| finance(f));
    for (rang, f) in retenues.chain(ajoutees) {
        match theme(f, lieu.rang(rang)) {
            Ok(Some(theme)) => {
                let nouveau = demandees().any(|d| d == theme) && !vues.contains(&theme);
                if !nouveau && !finance(f) {
                    repetes = repetes.saturating_add(1);
                }
                if !nouveau && f.financeur_complementaire.est_fautive() {
                    attend.push(ou_finance(rang));
                }
                vues.push(theme);
            }
            Ok(None) => {}
            Err(ou) => {
                douteuses = douteuses.saturating_add(1);
                attend.push(ou);
            }
        }
    }
    let manquantes: SmallVec<[&str; 4]> = demandees().filter(|d| !vues.contains(d)).collect();
    let observe = Value::choices(vues.iter().copied(), "thematiques");
    // A theme that no training can still answer to fails whatever the rest.
    let constat = if manquantes.len() > douteuses {
        let absentes = Value::choices(manquantes, "thematiques");
        Constat::nouveau(Outcome::Fail, lieu).observe(observe).remede(
            Action::Add,
            Some(absentes),
            None,
        )
    } else if !attend.is_empty() {
        Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(attend)
    } else if repetes > 0 {
        Constat::nouveau(Outcome::Review, lieu).observe(observe).raison(Raison::FormationEnPlus)
    } else {
        Constat::nouveau(Outcome::Pass, lieu).observe(observe)
    };
    ctx.emettre(constat);
}

/// The theme that a training answers to: its main theme, or the only one that it touches; none where it
/// says that it has none. The error is the place that would tell.
pub(super) fn theme(f: &Formation, lieu: Lieu) -> Result<Option<&str>, Lieu> {
    match (&f.thematique_principale, &f.thematiques) {
        (Reponse::Donnee(t), _) => Ok(Some(t.as_str())),
        (Reponse::Aucune, _) => Ok(None),
        (Reponse::Fautive, _) => Err(lieu.puis(FormationChamp::thematique_principale.into())),
        (Reponse::Inconnue, Reponse::Donnee(l)) => match l.split_first() {
            None => Ok(None),
            // A theme written twice is one theme.
            Some((seule, autres)) if autres.iter().all(|autre| autre == seule) => {
                Ok(Some(seule.as_str()))
            }
            Some(_) => Err(lieu.puis(FormationChamp::thematique_principale.into())),
        },
        (Reponse::Inconnue, Reponse::Aucune) => Ok(None),
        (Reponse::Inconnue, Reponse::Fautive) => Err(lieu.puis(FormationChamp::thematiques.into())),
        (Reponse::Inconnue, Reponse::Inconnue) => {
            Err(lieu.puis(FormationChamp::thematique_principale.into()))
        }
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
        Reponse::Inconnue | Reponse::Fautive => {
            Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu)
        }
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
    let (min, max) = (age_min.donnee().copied(), age_max.donnee().copied());
    let a_l_envers = matches!((min, max), (Some(a), Some(b)) if b < a);
    let hors = min.is_some_and(|a| a > haut) || max.is_some_and(|b| b < bas) || a_l_envers;
    let aucun = age_min.est_aucune() && age_max.est_aucune();
    let inconnus = age_min.est_inconnue() || age_max.est_inconnue();
    let constat = if hors || aucun {
        // What else is said of them says nothing of their age.
        let ou = if aucun { lieu.puis(PublicChamp::age_min.into()) } else { lieu };
        let voulue = Range { min: Some(ans(bas)), max: Some(ans(haut)), ..Range::default() };
        Constat::nouveau(Outcome::Fail, ou).observe((!aucun).then_some(tranche)).remede(
            Action::Set,
            Some(Value::Range(Box::new(voulue))),
            None,
        )
    } else if inconnus {
        Constat::nouveau(Outcome::Undetermined, lieu)
            .attend_si(age_min.est_inconnue(), lieu.puis(PublicChamp::age_min.into()))
            .attend_si(age_max.est_inconnue(), lieu.puis(PublicChamp::age_max.into()))
    } else if min.is_some_and(|min| min >= bas) && max.is_some_and(|max| max <= haut) {
        Constat::nouveau(Outcome::Pass, lieu).observe(tranche)
    } else {
        // Without a bound on a side, it goes beyond on that side.
        Constat::nouveau(Outcome::Review, lieu).observe(tranche).raison(Raison::DebordeDeLaTranche)
    };
    ctx.emettre_sur(objet, constat);
}

/// `formation.bidepartementale.egalite`: a face-to-face session in one département has its twin in
/// each other one applied for. Sessions of one title are the same session, and one without a title is
/// the training's own, the same as any of them.
pub(super) fn egalite<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>) {
    let (Document::Candidature(c), Some(f)) = (ctx.doc, formation(ctx, objet)) else { return };
    let lieu = objet.lieu.puis(FormationChamp::sessions.into());
    let lieu_departements = Lieu::RACINE.puis(CandidatureChamp::departements.into());
    let (Some(demandes), Some(sessions)) = (c.departements.liste(), f.sessions.liste()) else {
        let constat = Constat::nouveau(Outcome::Undetermined, lieu)
            .attend_si(c.departements.est_inconnue(), lieu_departements)
            .attend_si(f.sessions.est_inconnue(), lieu);
        ctx.emettre_sur(objet, constat);
        return;
    };
    let mut departements: SmallVec<[&str; 4]> = SmallVec::new();
    for d in demandes.iter().map(|d| d.code()).filter(|d| ctx.appel.couvre(d)) {
        if !departements.contains(&d) {
            departements.push(d);
        }
    }
    let toutes: Vec<Jumelle<'_>> = sessions
        .iter()
        .enumerate()
        .filter_map(|(rang, s)| Jumelle::de(s, lieu.rang(rang), &departements))
        .collect();
    let sure = |s: &&Jumelle<'_>| s.attend.is_empty();
    let a_jumelle = |s: &Jumelle<'_>, d: &str| {
        toutes.iter().filter(sure).any(|autre| autre.est_en(d) && autre.peut_etre_la_meme(s))
    };
    if toutes.is_empty() {
        let constat = Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::AucunObjet);
        ctx.emettre_sur(objet, constat);
        return;
    }
    let mut manquants: Vec<&str> = Vec::new();
    let mut attend: Vec<Lieu> = Vec::new();
    for s in &toutes {
        let sans: SmallVec<[&str; 4]> =
            departements.iter().copied().filter(|d| !s.est_en(d) && !a_jumelle(s, d)).collect();
        // Wherever it is, it has its twins.
        let partout = departements.iter().all(|d| a_jumelle(s, d));
        if sans.is_empty() && (s.attend.is_empty() || partout) {
            continue;
        }
        let possibles = || toutes.iter().filter(|a| !a.attend.is_empty() && a.peut_etre_la_meme(s));
        if s.attend.is_empty() && sans.len() > possibles().count() {
            manquants.extend(
                sans.iter().copied().filter(|d| !manquants.contains(d)).collect::<Vec<_>>(),
            );
        } else {
            attend.extend(s.attend.iter().chain(possibles().flat_map(|a| &a.attend)).copied());
        }
    }
    let lieux = toutes.iter().filter(sure).filter_map(|s| s.departement);
    let observe = Value::choices(lieux, "departements");
    attend.sort_unstable();
    attend.dedup();
    let constat = if !manquants.is_empty() {
        let manquants = Value::choices(manquants, "departements");
        Constat::nouveau(Outcome::Fail, lieu).observe(observe).remede(
            Action::Add,
            Some(manquants),
            None,
        )
    } else if attend.is_empty() {
        Constat::nouveau(Outcome::Pass, lieu)
    } else {
        Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(attend)
    };
    ctx.emettre_sur(objet, constat);
}

/// A session that is face to face, or may be: each is to have its twin.
struct Jumelle<'a> {
    /// Where it takes place, as far as is known.
    departement: Option<&'a str>,
    /// Its title, where it has one.
    titre: Option<&'a str>,
    /// What is not known of it.
    attend: SmallVec<[Lieu; 2]>,
}

impl<'a> Jumelle<'a> {
    /// `None` of a remote session, and of one in a département that is not applied for.
    fn de(s: &'a SessionPrevue, lieu: Lieu, departements: &[&str]) -> Option<Self> {
        let mut attend: SmallVec<[Lieu; 2]> = SmallVec::new();
        let modalite = lieu.puis(SessionPrevueChamp::modalite.into());
        match Trois::de(&s.modalite, modalite, |m| *m == Modalite::Presentiel) {
            Trois::Vrai => {}
            Trois::Faux => return None,
            Trois::Inconnu(lieux) => attend.extend(lieux),
        }
        let departement = s.departement.donnee().map(|d| d.code());
        match departement {
            Some(d) if !departements.contains(&d) => return None,
            Some(_) => {}
            None if s.departement.est_aucune() => return None,
            None => attend.push(lieu.puis(SessionPrevueChamp::departement.into())),
        }
        if s.titre.est_fautive() {
            attend.push(lieu.puis(SessionPrevueChamp::titre.into()));
        }
        Some(Self { departement, titre: s.titre.donnee().map(Texte::as_str), attend })
    }

    fn est_en(&self, departement: &str) -> bool {
        self.departement == Some(departement)
    }

    fn peut_etre_la_meme(&self, autre: &Self) -> bool {
        self.titre.is_none() || autre.titre.is_none() || self.titre == autre.titre
    }
}
