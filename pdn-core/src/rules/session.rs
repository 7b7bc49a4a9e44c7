//! `session.*`: one training session, before and after it is held. MODULE2 §2.b, §2.c, §2.d.

use compact_str::CompactString;

use super::contexte::Objet;
use super::{Action, Constat, Contexte, Effet, Outcome, Raison};
use crate::appel::formules::{
    ParticipantAnciennete, SessionCapacite, SessionLivrables, SessionMinimum, SessionReport,
};
use crate::dossier::forme::Lieu;
use crate::dossier::{
    Document, FormationDeSessionChamp, Participant, ParticipantChamp, Reponse, Session,
    SessionChamp, StatutDeSession,
};
use crate::value::{Range, Value};
use crate::values::Date;

fn session<'a>(ctx: &Contexte<'a>) -> Option<&'a Session> {
    match ctx.doc {
        Document::Session(s) => Some(s),
        _ => None,
    }
}

fn champ(champ: SessionChamp) -> Lieu {
    Lieu::RACINE.puis(champ.into())
}

fn participant(rang: usize, quoi: ParticipantChamp) -> Lieu {
    champ(SessionChamp::participants).rang(rang).puis(quoi.into())
}

/// True when a participant withdrew before the session began; not known without its first day.
fn desiste(p: &Participant, debut: Option<Date>) -> Option<bool> {
    match (p.desiste_le.donnee(), debut) {
        (None, _) => Some(false),
        (Some(le), Some(debut)) => Some(*le < debut),
        (Some(_), None) => None,
    }
}

/// True of a participant who withdrew before the session began.
pub(super) fn desistement(ctx: &Contexte<'_>, objet: &Objet<'_>) -> bool {
    let (Some(s), [_, rang]) = (session(ctx), objet.lieu.pas()) else { return false };
    if !objet.lieu.pas().starts_with(champ(SessionChamp::participants).pas()) {
        return false;
    }
    let rang = usize::try_from(*rang).unwrap_or(usize::MAX);
    let personne = s.participants.liste().and_then(|p| p.get(rang));
    personne.is_some_and(|p| desiste(p, s.debut.donnee().copied()) == Some(true))
}

/// Those enrolled and not withdrawn before the session began: at least, and at most.
fn inscrits(participants: &[Participant], debut: Option<Date>) -> (u32, u32) {
    participants.iter().fold((0_u32, 0_u32), |(bas, haut), p| match desiste(p, debut) {
        Some(true) => (bas, haut),
        Some(false) => (bas.saturating_add(1), haut.saturating_add(1)),
        None => (bas, haut.saturating_add(1)),
    })
}

/// The new date of the session, unless it cannot be taken.
fn nouvelle_date(ctx: &Contexte<'_>, s: &Session) -> Reponse<Date> {
    ctx.date(champ(SessionChamp::nouvelle_date), &s.nouvelle_date)
}

fn annulee(s: &Session) -> bool {
    matches!(s.statut, Reponse::Donnee(StatutDeSession::Annulee | StatutDeSession::Reportee))
}

/// `session.minimum`: enough participants, or the session is cancelled and postponed.
pub(super) fn minimum(ctx: &mut Contexte<'_>, p: &SessionMinimum) {
    let (Some(s), Some(minimum)) = (session(ctx), &p.au_moins) else { return };
    let minimum = minimum.valeur;
    let lieu = champ(SessionChamp::participants);
    let Some(participants) = s.participants.liste() else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu));
        return;
    };
    let (bas, haut) = inscrits(participants, s.debut.donnee().copied());
    let vu = Value::count(haut, "participants");
    if bas >= minimum {
        ctx.emettre(Constat::nouveau(Outcome::Pass, lieu).observe(vu));
        return;
    }
    if haut >= minimum {
        ctx.emettre(
            Constat::nouveau(Outcome::Undetermined, lieu).attend(champ(SessionChamp::debut)),
        );
        return;
    }
    if annulee(s) {
        match nouvelle_date(ctx, s) {
            Reponse::Donnee(_) => {
                ctx.emettre(Constat::nouveau(Outcome::Pass, lieu).observe(vu));
                return;
            }
            Reponse::Inconnue => {
                ctx.emettre(
                    Constat::nouveau(Outcome::Undetermined, lieu)
                        .observe(vu)
                        .attend(champ(SessionChamp::nouvelle_date)),
                );
                return;
            }
            Reponse::Aucune => {}
        }
    }
    let vers = Value::count(minimum, "participants");
    let de = Value::count(minimum.saturating_sub(haut), "participants");
    ctx.emettre(Constat::nouveau(Outcome::Fail, lieu).observe(vu).remede(
        Action::Raise,
        Some(vers),
        Some(de),
    ));
    let au_plus_tard = p.au.as_ref().map(|au| au.valeur).filter(|au| ctx.on <= *au);
    ctx.suite(lieu, Effet::AnnulationEtReport { au_plus_tard });
}

/// `session.report`: a cancelled session has a new date, inside the mission's period.
pub(super) fn report(ctx: &mut Contexte<'_>, p: &SessionReport) {
    let (Some(s), Some(du), Some(au)) = (session(ctx), &p.du, &p.au) else { return };
    let (du, au) = (du.valeur, au.valeur);
    let lieu = champ(SessionChamp::nouvelle_date);
    let constat = match s.statut {
        Reponse::Inconnue => {
            Constat::nouveau(Outcome::Undetermined, lieu).attend(champ(SessionChamp::statut))
        }
        _ if !annulee(s) => {
            Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::NonAnnulee)
        }
        _ => {
            let reste = au >= ctx.on;
            let possible = |constat: Constat| {
                if reste {
                    constat.remede(Action::Move, Some(Value::Period(du.max(ctx.on), au)), None)
                } else {
                    constat.raison(Raison::PlusDeDate)
                }
            };
            match nouvelle_date(ctx, s) {
                Reponse::Inconnue => Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu),
                Reponse::Aucune => possible(Constat::nouveau(Outcome::Fail, lieu)),
                Reponse::Donnee(le) => {
                    let constat = Constat::nouveau(Outcome::Pass, lieu).observe(Value::Date(le));
                    if du <= le && le <= au {
                        constat
                    } else {
                        possible(constat.devient(Outcome::Fail))
                    }
                }
            }
        }
    };
    ctx.emettre(constat);
}

/// `session.capacite`: no more participants than places; the last to enrol wait.
pub(super) fn capacite(ctx: &mut Contexte<'_>, p: &SessionCapacite) {
    let (Some(s), Some(du), Some(au)) = (session(ctx), &p.au_moins, &p.au_plus) else { return };
    let lieu = champ(SessionChamp::participants);
    let Some(participants) = s.participants.liste() else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu));
        return;
    };
    let debut = s.debut.donnee().copied();
    let (bas, haut) = inscrits(participants, debut);
    let capacite = s.formation.puis(|f| f.capacite).donnee().map(|c| c.get());
    let lieu_capacite =
        champ(SessionChamp::formation).puis(FormationDeSessionChamp::capacite.into());
    // The places are the training's; without them, the call's own bounds tell what they may be.
    let (places_min, places_max) = capacite.map_or((du.valeur, au.valeur), |c| (c, c));
    let attendu = Value::Range(Box::new(Range {
        max: Some(Value::count(places_max, "participants")),
        ..Range::default()
    }));
    let vu = Value::count(haut, "participants");
    let constat = if bas > places_max {
        let de = Value::count(bas.saturating_sub(places_max), "participants");
        Constat::nouveau(Outcome::Fail, lieu).observe(vu).remede(
            Action::Lower,
            Some(Value::count(places_max, "participants")),
            Some(de),
        )
    } else if haut <= places_min {
        Constat::nouveau(Outcome::Pass, lieu).observe(vu)
    } else if capacite.is_none() {
        Constat::nouveau(Outcome::Undetermined, lieu).observe(vu).attend(lieu_capacite)
    } else {
        Constat::nouveau(Outcome::Undetermined, lieu).observe(vu).attend(champ(SessionChamp::debut))
    };
    let echoue = constat.outcome == Outcome::Fail;
    ctx.emettre(constat.attendu(attendu));
    let Some(places) = capacite.filter(|_| echoue) else { return };
    // By order of enrolment; without a date, by the order of the list, last.
    let mut ordre: Vec<(usize, &Participant)> =
        participants.iter().enumerate().filter(|(_, p)| desiste(p, debut) == Some(false)).collect();
    ordre.sort_by_key(|(rang, p)| {
        (p.inscrit_le.donnee().is_none(), p.inscrit_le.donnee().copied(), *rang)
    });
    let attendent = ordre
        .into_iter()
        .skip(usize::try_from(places).unwrap_or(usize::MAX))
        .map(|(rang, p)| match p.id.donnee() {
            Some(id) => CompactString::new(id.as_str()),
            None => CompactString::new(rang.saturating_add(1).to_string()),
        })
        .collect();
    ctx.suite(lieu, Effet::ListeDAttente { participants: attendent });
}

/// `session.participant.anciennete`: strictly more than so many months as a PdN, on the session's
/// first day.
pub(super) fn anciennete<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, p: &ParticipantAnciennete) {
    let (Some(s), Some(mois)) = (session(ctx), &p.plus_de_mois) else { return };
    let rang = objet.lieu.pas().get(1).and_then(|r| usize::try_from(*r).ok());
    let participants = s.participants.liste().unwrap_or_default();
    let Some(personne) = rang.and_then(|r| participants.get(r)) else { return };
    let lieu = objet.lieu.puis(ParticipantChamp::engage_depuis.into());
    let debut = s.debut.donnee().copied();
    let constat = match (personne.engage_depuis, debut) {
        (Reponse::Aucune, _) => {
            Constat::nouveau(Outcome::Fail, lieu).remede(Action::Mend, None, None)
        }
        (Reponse::Donnee(depuis), Some(debut)) => {
            let anniversaire = i32::try_from(mois.valeur).ok().and_then(|m| depuis.plus_mois(m));
            let outcome = match anniversaire {
                Some(anniversaire) if anniversaire < debut => Outcome::Pass,
                _ => Outcome::Fail,
            };
            let constat = Constat::nouveau(outcome, lieu).observe(Value::Date(depuis));
            if outcome == Outcome::Fail {
                constat.remede(Action::Mend, None, None)
            } else {
                constat
            }
        }
        (depuis, debut) => {
            let mut attend: Vec<Lieu> = Vec::new();
            if depuis.est_inconnue() {
                attend.push(lieu);
            }
            if debut.is_none() {
                attend.push(champ(SessionChamp::debut));
            }
            Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(attend)
        }
    };
    ctx.emettre_sur(objet, constat);
}

/// What is found where the session was not held, or its last day is not past.
fn pas_encore_tenue(ctx: &Contexte<'_>, s: &Session, lieu: Lieu) -> Option<Constat> {
    let sans_objet =
        || Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::SessionNonTenue);
    let fin = ctx.date(champ(SessionChamp::fin), &s.fin);
    let dernier = fin.donnee().or(s.debut.donnee());
    if dernier.is_some_and(|d| ctx.on <= *d) {
        return Some(sans_objet());
    }
    let mut attend: Vec<Lieu> = Vec::new();
    match s.statut {
        Reponse::Donnee(StatutDeSession::Tenue) => {}
        Reponse::Inconnue => attend.push(champ(SessionChamp::statut)),
        _ => return Some(sans_objet()),
    }
    if dernier.is_none() {
        attend.push(champ(SessionChamp::fin));
    }
    if attend.is_empty() {
        return None;
    }
    Some(Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(attend))
}

/// `session.attestations`: everyone who was present gets a certificate; nobody absent does.
pub(super) fn attestations(ctx: &mut Contexte<'_>) {
    let Some(s) = session(ctx) else { return };
    let liste = champ(SessionChamp::participants);
    if let Some(constat) = pas_encore_tenue(ctx, s, liste) {
        ctx.emettre(constat);
        return;
    }
    let Some(participants) = s.participants.liste() else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, liste).attend(liste));
        return;
    };
    if participants.is_empty() {
        ctx.emettre(Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AucunObjet));
    }
    for (rang, personne) in participants.iter().enumerate() {
        let lieu = participant(rang, ParticipantChamp::attestation_le);
        let present = participant(rang, ParticipantChamp::present);
        let instance = ctx.instance(liste.rang(rang));
        let vu = personne.attestation_le.donnee().map(|d| Value::Date(*d));
        let constat = match (personne.present, personne.attestation_le) {
            (Reponse::Donnee(true), Reponse::Donnee(_)) => Constat::nouveau(Outcome::Pass, lieu),
            (Reponse::Donnee(true), Reponse::Aucune) => {
                Constat::nouveau(Outcome::Fail, lieu).remede(Action::Add, None, None)
            }
            (Reponse::Donnee(true), Reponse::Inconnue) => {
                Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu)
            }
            (Reponse::Donnee(false) | Reponse::Aucune, Reponse::Donnee(_)) => {
                Constat::nouveau(Outcome::Fail, lieu)
                    .raison(Raison::AttestationSansPresence)
                    .remede(Action::Remove, vu.clone(), None)
            }
            (Reponse::Donnee(false) | Reponse::Aucune, _) => {
                Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::NonPresent)
            }
            (Reponse::Inconnue, _) => Constat::nouveau(Outcome::Undetermined, lieu).attend(present),
        };
        ctx.emettre(constat.observe(vu).instance(instance));
    }
}

/// `session.livrables`: what the call names was handed to the participants.
pub(super) fn livrables(ctx: &mut Contexte<'_>, p: &SessionLivrables) {
    let Some(s) = session(ctx) else { return };
    let lieu = champ(SessionChamp::livrables_remis);
    if let Some(constat) = pas_encore_tenue(ctx, s, lieu) {
        ctx.emettre(constat);
        return;
    }
    let constat = match s.livrables_remis.liste() {
        None => Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu),
        Some(remis) => {
            let manquants: Vec<&str> = p
                .livrables
                .iter()
                .flatten()
                .map(|l| l.valeur.as_str())
                .filter(|l| !remis.iter().any(|r| r.as_str() == *l))
                .collect();
            let vu = Value::choices(remis.iter().map(crate::dossier::Texte::as_str), "livrables");
            if manquants.is_empty() {
                Constat::nouveau(Outcome::Pass, lieu).observe(vu)
            } else {
                let manquants = Value::choices(manquants, "livrables");
                Constat::nouveau(Outcome::Fail, lieu).observe(vu).remede(
                    Action::Add,
                    Some(manquants),
                    None,
                )
            }
        }
    };
    ctx.emettre(constat);
}
