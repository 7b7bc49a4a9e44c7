//! `session.*`: one training session, before and after it is held. MODULE2 §2.b, §2.c, §2.d.

use compact_str::CompactString;

use super::contexte::Objet;
use super::{Action, Constat, Contexte, Effet, Outcome, Raison};
use crate::appel::formules::{
    ParticipantAnciennete, SessionCapacite, SessionLivrables, SessionMinimum, SessionReport,
};
use crate::dossier::absence::{Compte, Trois};
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

/// Whether a participant withdrew before the session began; who says nothing of it did not.
fn desiste(s: &Session, rang: usize, p: &Participant) -> Trois {
    let lieu = participant(rang, ParticipantChamp::desiste_le);
    match (&p.desiste_le, &s.debut) {
        // A session that has no day did not begin.
        (Reponse::Donnee(_), Reponse::Aucune) => Trois::Vrai,
        (Reponse::Donnee(le), debut) => {
            Trois::de(debut, champ(SessionChamp::debut), |debut| le < debut)
        }
        (desiste, _) => Trois::de_silence(desiste, lieu, |_| true),
    }
}

/// Whether an object is a participant who withdrew before the session began.
pub(super) fn desistement(ctx: &Contexte<'_>, objet: &Objet<'_>) -> Trois {
    let (Some(s), [_, rang]) = (session(ctx), objet.lieu.pas()) else { return Trois::Faux };
    if !objet.lieu.pas().starts_with(champ(SessionChamp::participants).pas()) {
        return Trois::Faux;
    }
    let rang = usize::try_from(*rang).unwrap_or(usize::MAX);
    let personne = s.participants.liste().and_then(|p| p.get(rang));
    personne.map_or(Trois::Faux, |p| desiste(s, rang, p))
}

/// Those enrolled and not withdrawn before the session began; `None` where the list is not known.
fn inscrits(s: &Session) -> Option<Compte> {
    let mut compte = Compte::default();
    for (rang, p) in s.participants.liste()?.iter().enumerate() {
        compte.ajouter(!desiste(s, rang, p));
    }
    Some(compte)
}

/// Whether the session was cancelled, or postponed.
fn annulee(s: &Session) -> Trois {
    Trois::de(&s.statut, champ(SessionChamp::statut), |statut| {
        matches!(statut, StatutDeSession::Annulee | StatutDeSession::Reportee)
    })
}

/// `session.minimum`: enough participants, or the session is cancelled and postponed.
pub(super) fn minimum(ctx: &mut Contexte<'_>, p: &SessionMinimum) {
    let (Some(s), Some(minimum)) = (session(ctx), &p.au_moins) else { return };
    let minimum = minimum.valeur;
    let lieu = champ(SessionChamp::participants);
    let Some(inscrits) = inscrits(s) else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu));
        return;
    };
    let vu = Value::count(inscrits.haut, "participants");
    let nouvelle_date = Trois::de(&s.nouvelle_date, champ(SessionChamp::nouvelle_date), |_| true);
    let tenue = inscrits.au_moins(minimum).ou(annulee(s).et(nouvelle_date));
    match tenue {
        Trois::Vrai => ctx.emettre(Constat::nouveau(Outcome::Pass, lieu).observe(vu)),
        Trois::Inconnu(lieux) => {
            let constat = Constat::nouveau(Outcome::Undetermined, lieu).observe(vu);
            ctx.emettre(constat.attend_tous(lieux));
        }
        Trois::Faux => {
            let vers = Value::count(minimum, "participants");
            let de = inscrits.ecart(minimum).map(|n| Value::count(n, "participants"));
            ctx.emettre(Constat::nouveau(Outcome::Fail, lieu).observe(vu).remede(
                Action::Raise,
                Some(vers),
                de,
            ));
            let au_plus_tard = p.au.as_ref().map(|au| au.valeur).filter(|au| ctx.on <= *au);
            ctx.suite(lieu, Effet::AnnulationEtReport { au_plus_tard });
        }
    }
}

/// `session.report`: a cancelled session has a new date, inside the mission's period.
pub(super) fn report(ctx: &mut Contexte<'_>, p: &SessionReport) {
    let (Some(s), Some(du), Some(au)) = (session(ctx), &p.du, &p.au) else { return };
    let (du, au) = (du.valeur, au.valeur);
    let lieu = champ(SessionChamp::nouvelle_date);
    let constat = match annulee(s) {
        Trois::Inconnu(lieux) => Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(lieux),
        Trois::Faux => Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::NonAnnulee),
        Trois::Vrai => {
            let reste = au >= ctx.on;
            let possible = |constat: Constat| {
                if reste {
                    constat.remede(Action::Move, Some(Value::Period(du.max(ctx.on), au)), None)
                } else {
                    constat.raison(Raison::PlusDeDate)
                }
            };
            match s.nouvelle_date {
                Reponse::Inconnue | Reponse::Fautive => {
                    Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu)
                }
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
    let (Some(s), Some(au)) = (session(ctx), &p.au_plus) else { return };
    let lieu = champ(SessionChamp::participants);
    let Some(inscrits) = inscrits(s) else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu));
        return;
    };
    let lieu_capacite =
        champ(SessionChamp::formation).puis(FormationDeSessionChamp::capacite.into());
    // The places are the training's; where it says that it has none of its own, the call's.
    let places = match s.formation.puis(|f| f.capacite) {
        Reponse::Donnee(capacite) => Some(capacite.get()),
        Reponse::Aucune => Some(au.valeur),
        Reponse::Inconnue | Reponse::Fautive => None,
    };
    let vu = Value::count(inscrits.haut, "participants");
    let Some(places) = places else {
        // There is one place at least.
        let constat = if inscrits.haut <= 1 {
            Constat::nouveau(Outcome::Pass, lieu)
        } else {
            let mut constat = Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu_capacite);
            constat.attendre(inscrits.attend);
            constat
        };
        ctx.emettre(constat.observe(vu));
        return;
    };
    let attendu = Value::Range(Box::new(Range {
        max: Some(Value::count(places, "participants")),
        ..Range::default()
    }));
    let constat = match !inscrits.au_moins(places.saturating_add(1)) {
        Trois::Vrai => Constat::nouveau(Outcome::Pass, lieu),
        Trois::Inconnu(lieux) => Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(lieux),
        Trois::Faux => Constat::nouveau(Outcome::Fail, lieu).remede(
            Action::Lower,
            Some(Value::count(places, "participants")),
            inscrits.ecart(places).map(|n| Value::count(n, "participants")),
        ),
    };
    let echoue = constat.outcome == Outcome::Fail;
    ctx.emettre(constat.observe(vu).attendu(attendu));
    if echoue {
        liste_d_attente(ctx, s, usize::try_from(places).unwrap_or(usize::MAX));
    }
}

/// Who waits, by order of enrolment; who says that there was no day of enrolment comes last, in the order
/// of the list. Whose day is not known may come anywhere: only those who wait all the same are named.
fn liste_d_attente(ctx: &mut Contexte<'_>, s: &Session, places: usize) {
    let participants = s.participants.liste().unwrap_or_default();
    let inscrits = participants.iter().enumerate();
    let inscrits = inscrits.filter(|(rang, p)| desiste(s, *rang, p) == Trois::Faux);
    let (connus, inconnus): (Vec<_>, Vec<_>) =
        inscrits.partition(|(_, p)| !p.inscrit_le.est_inconnue());
    // Where no day is known at all, the list itself is the order.
    let (mut ordre, attend) = match connus.as_slice() {
        [] if !inconnus.iter().any(|(_, p)| p.inscrit_le.est_fautive()) => (inconnus, Vec::new()),
        _ => (connus, inconnus),
    };
    ordre.sort_by_key(|(rang, p)| {
        (p.inscrit_le.donnee().is_none(), p.inscrit_le.donnee().copied(), *rang)
    });
    let attendent = ordre
        .into_iter()
        .skip(places)
        .map(|(rang, p)| match p.id.donnee() {
            Some(id) => CompactString::new(id.as_str()),
            None => CompactString::new(rang.saturating_add(1).to_string()),
        })
        .collect();
    let attend =
        attend.iter().map(|(rang, _)| participant(*rang, ParticipantChamp::inscrit_le)).collect();
    let lieu = champ(SessionChamp::participants);
    ctx.suite(lieu, Effet::ListeDAttente { participants: attendent, attend });
}

/// `session.participant.anciennete`: strictly more than so many months as a PdN, on the session's
/// first day.
pub(super) fn anciennete<'a>(ctx: &mut Contexte<'a>, objet: &Objet<'a>, p: &ParticipantAnciennete) {
    let (Some(s), Some(mois)) = (session(ctx), &p.plus_de_mois) else { return };
    let rang = objet.lieu.pas().get(1).and_then(|r| usize::try_from(*r).ok());
    let participants = s.participants.liste().unwrap_or_default();
    let Some(personne) = rang.and_then(|r| participants.get(r)) else { return };
    let lieu = objet.lieu.puis(ParticipantChamp::engage_depuis.into());
    let constat = match (&personne.engage_depuis, &s.debut) {
        (Reponse::Aucune, _) => {
            Constat::nouveau(Outcome::Fail, lieu).remede(Action::Mend, None, None)
        }
        // Without a first day there is none to count to.
        (_, Reponse::Aucune) => {
            Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::SansReference)
        }
        (Reponse::Donnee(depuis), Reponse::Donnee(debut)) => {
            let anniversaire = i32::try_from(mois.valeur).ok().and_then(|m| depuis.plus_mois(m));
            let tenue = anniversaire.is_some_and(|anniversaire| anniversaire < *debut);
            let constat = Constat::nouveau(Outcome::Pass, lieu).observe(Value::Date(*depuis));
            if tenue {
                constat
            } else {
                constat.devient(Outcome::Fail).remede(Action::Mend, None, None)
            }
        }
        (depuis, debut) => Constat::nouveau(Outcome::Undetermined, lieu)
            .attend_si(depuis.est_inconnue(), lieu)
            .attend_si(debut.est_inconnue(), champ(SessionChamp::debut)),
    };
    ctx.emettre_sur(objet, constat);
}

/// What is found where the session was not held, or its last day is not past.
fn pas_encore_tenue(ctx: &Contexte<'_>, s: &Session, lieu: Lieu) -> Option<Constat> {
    let passe = |jour: &Date| *jour < ctx.on;
    let passee = match (&s.debut, &s.fin) {
        // Not before its first day is past.
        (Reponse::Donnee(debut), _) if !passe(debut) => Trois::Faux,
        // A session that says no last day of its own has one day.
        (debut, Reponse::Aucune) => Trois::de(debut, champ(SessionChamp::debut), passe),
        (_, fin) => Trois::de(fin, champ(SessionChamp::fin), passe),
    };
    let tenue = Trois::de(&s.statut, champ(SessionChamp::statut), |statut| {
        *statut == StatutDeSession::Tenue
    });
    match passee.et(tenue) {
        Trois::Vrai => None,
        Trois::Faux => {
            let constat = Constat::nouveau(Outcome::NotApplicable, lieu);
            Some(constat.raison(Raison::SessionNonTenue))
        }
        Trois::Inconnu(lieux) => {
            Some(Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(lieux))
        }
    }
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
        let constat = match (
            Trois::de(&personne.present, present, |present| *present),
            &personne.attestation_le,
        ) {
            (Trois::Inconnu(lieux), _) => {
                Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(lieux)
            }
            (Trois::Vrai, Reponse::Donnee(jour)) if *jour > ctx.on => {
                Constat::a_venir(*jour, lieu, ctx.on)
            }
            (Trois::Vrai, Reponse::Donnee(_)) => Constat::nouveau(Outcome::Pass, lieu),
            (Trois::Vrai, Reponse::Aucune) => {
                Constat::nouveau(Outcome::Fail, lieu).remede(Action::Add, None, None)
            }
            (Trois::Vrai, Reponse::Inconnue) | (_, Reponse::Fautive) => {
                Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu)
            }
            (Trois::Faux, Reponse::Donnee(_)) => Constat::nouveau(Outcome::Fail, lieu)
                .raison(Raison::AttestationSansPresence)
                .remede(Action::Remove, vu.clone(), None),
            // Of someone who was not there, silence says that there is no certificate.
            (Trois::Faux, Reponse::Inconnue | Reponse::Aucune) => {
                Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::NonPresent)
            }
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
