//! Documents to supply.

use compact_str::CompactString;

use super::super::{Action, Constat, Contexte, Outcome, Raison};
use crate::appel::{ExigenceDePieces, PieceExigee};
use crate::dossier::absence::Trois;
use crate::dossier::forme::Lieu;
use crate::dossier::{CandidatureChamp, DepotChamp, Document, Liste, Piece, PieceChamp, Reponse};
use crate::value::{Range, Value};
use crate::values::Date;

/// Documents to supply: one finding for each, in the call's order; or one for the list, where only
/// so many of it are asked for.
pub(in crate::rules) fn pieces(ctx: &mut Contexte<'_>, e: &ExigenceDePieces) {
    let Document::Candidature(candidature) = ctx.doc else { return };
    let lieu = Lieu::RACINE.puis(CandidatureChamp::pieces.into());
    let Some(fournies) = candidature.pieces.liste() else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu));
        return;
    };
    let constats: Vec<Constat> = e
        .liste
        .iter()
        .map(|exigee| {
            let constat = une(ctx, exigee, fournies, lieu);
            // The list is what the rule expects; each of its findings, the one document.
            match constat.attendu_propre() {
                Some(_) => constat,
                None => constat.attendu(Value::choice(&exigee.id, "pieces")),
            }
        })
        .collect();
    let Some(voulues) = e.combien else {
        for (constat, exigee) in constats.into_iter().zip(&e.liste) {
            let mut instance = CompactString::const_new("piece=");
            instance.push_str(&exigee.id);
            ctx.emettre(constat.instance(instance));
        }
        return;
    };
    let nombre = |outcome: Outcome| {
        let trouves = constats.iter().filter(|c| c.outcome == outcome).count();
        u32::try_from(trouves).unwrap_or(u32::MAX)
    };
    let (la, inconnues) = (nombre(Outcome::Pass), nombre(Outcome::Undetermined));
    let observe = Value::count(la, "pieces");
    let attendu = Value::Range(Box::new(Range {
        min: Some(Value::count(voulues, "pieces")),
        ..Range::default()
    }));
    let constat = if la >= voulues {
        Constat::nouveau(Outcome::Pass, lieu)
    } else if la.saturating_add(inconnues) >= voulues {
        let mut constat = Constat::nouveau(Outcome::Undetermined, lieu);
        let attend = constats.iter().filter(|c| c.outcome == Outcome::Undetermined);
        constat.attendre(attend.flat_map(|c| c.attendus().iter().copied()));
        constat
    } else {
        let manquent: Vec<&str> = e
            .liste
            .iter()
            .zip(&constats)
            .filter(|(_, c)| c.outcome == Outcome::Fail)
            .map(|(exigee, _)| exigee.id.as_str())
            .collect();
        let manquent = Value::choices(manquent, "pieces");
        Constat::nouveau(Outcome::Fail, lieu).remede(Action::Add, Some(manquent), None)
    };
    ctx.emettre(constat.observe(observe).attendu(attendu));
}

/// Documents that are left aside, the conditions of the rule not being met.
pub(in crate::rules) fn pieces_ecartees(ctx: &mut Contexte<'_>) {
    let Some(jugement) = ctx.jugement() else { return };
    let crate::appel::Exigence::Pieces(e) = &jugement.exigence else { return };
    let raison = super::super::raison_d_ecart(jugement);
    let lieu = Lieu::RACINE.puis(CandidatureChamp::pieces.into());
    let ecarte = || Constat::nouveau(Outcome::NotApplicable, lieu).raison(raison);
    if e.combien.is_some() {
        ctx.emettre(ecarte());
        return;
    }
    for exigee in &e.liste {
        let mut instance = CompactString::const_new("piece=");
        instance.push_str(&exigee.id);
        ctx.emettre(ecarte().instance(instance));
    }
}

/// What is found of one document.
fn une(ctx: &Contexte<'_>, exigee: &PieceExigee, fournies: &[Piece], liste: Lieu) -> Constat {
    let convient = |p: &Piece| {
        let Some(id) = p.id.donnee().map(crate::dossier::Texte::as_str) else { return false };
        if exigee.autres {
            return id == exigee.id || !ctx.appel.connait(Liste::Pieces, id);
        }
        id == exigee.id || exigee.ou.iter().any(|o| id == o)
    };
    let due = ctx.condition(&exigee.quand, &ctx.document());
    if due == Trois::Faux {
        return Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::Condition);
    }
    // Of several that do, the first that has nothing against it.
    let mut trouvee: Option<Constat> = None;
    for (rang, piece) in fournies.iter().enumerate().filter(|(_, p)| convient(p)) {
        let constat = fournie(ctx, exigee, piece, liste.rang(rang));
        if trouvee.as_ref().is_none_or(|deja| merite(constat.outcome) > merite(deja.outcome)) {
            trouvee = Some(constat);
        }
    }
    // One whose id is not known may be it, and right.
    let sans_id: Vec<Lieu> = fournies
        .iter()
        .enumerate()
        .filter(|(_, p)| p.id.est_inconnue())
        .map(|(rang, _)| liste.rang(rang).puis(PieceChamp::id.into()))
        .collect();
    if let Some(mut constat) = trouvee {
        if !sans_id.is_empty() && constat.outcome != Outcome::Pass {
            constat = match constat.outcome {
                Outcome::Review => {
                    Constat::nouveau(Outcome::Undetermined, constat.lieu).raison(Raison::SansEffet)
                }
                _ => Constat::nouveau(Outcome::Undetermined, constat.lieu)
                    .attend_tous(constat.attendus().iter().copied()),
            };
            constat.attendre(sans_id);
        }
        return constat;
    }
    let piece = Value::choice(&exigee.id, "pieces");
    let absente = || {
        Constat::nouveau(Outcome::Fail, liste).attendu(piece.clone()).remede(
            Action::Add,
            Some(piece.clone()),
            None,
        )
    };
    match (due, sans_id.is_empty()) {
        (Trois::Faux, _) => {
            Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::Condition)
        }
        (Trois::Inconnu(lieux), _) => {
            Constat::nouveau(Outcome::Undetermined, liste).attend_tous(lieux)
        }
        (Trois::Vrai, false) => Constat::nouveau(Outcome::Undetermined, liste).attend_tous(sans_id),
        (Trois::Vrai, true) if exigee.si_existe => {
            Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::SIlExiste)
        }
        (Trois::Vrai, true) if exigee.echeance.is_some_and(|jour| ctx.on <= jour) => {
            Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::PasEncoreDu)
        }
        (Trois::Vrai, true) => absente(),
    }
}

/// Which of two findings on the same document is kept.
fn merite(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Pass => 4,
        Outcome::Review => 3,
        Outcome::Undetermined => 2,
        Outcome::NotApplicable => 1,
        Outcome::Fail => 0,
    }
}

/// What is found of a document that is there: its year, its age, when it came.
fn fournie(ctx: &Contexte<'_>, exigee: &PieceExigee, piece: &Piece, lieu: Lieu) -> Constat {
    let mut ici = lieu;
    let mut vu = None;
    if let Some(voulu) = exigee.exercice {
        let ou = lieu.puis(PieceChamp::exercice.into());
        let attendu = Value::Text(compact_str::format_compact!("{voulu}"));
        match &piece.exercice {
            Reponse::Inconnue | Reponse::Fautive => {
                return Constat::nouveau(Outcome::Undetermined, ou).attendu(attendu).attend(ou);
            }
            Reponse::Donnee(a) if u32::from(a.get()) == voulu => {
                ici = ou;
                vu = Some(attendu);
            }
            autre => {
                let vu = autre
                    .donnee()
                    .map(|a| Value::Text(compact_str::format_compact!("{}", a.get())));
                return Constat::nouveau(Outcome::Fail, ou)
                    .observe(vu)
                    .attendu(attendu.clone())
                    .remede(Action::Set, Some(attendu), None);
            }
        }
    }
    if let Some(age) = &exigee.age {
        let ou = lieu.puis(PieceChamp::date.into());
        let depot = match ctx.doc {
            Document::Candidature(c) => c.depot.puis(|d| d.date),
            _ => Reponse::Inconnue,
        };
        let lieu_du_depot =
            Lieu::RACINE.puis(CandidatureChamp::depot.into()).puis(DepotChamp::date.into());
        match (&piece.date, &depot) {
            (Reponse::Aucune, _) => return Constat::nouveau(Outcome::Fail, ou),
            (Reponse::Donnee(date), Reponse::Donnee(depot)) => {
                if !age.tenues(*date, *depot) {
                    let nom = Value::choice(&exigee.id, "pieces");
                    let raison = match date > depot {
                        true => Raison::DateeApres,
                        false => Raison::TropAncienne,
                    };
                    return Constat::nouveau(Outcome::Fail, ou)
                        .observe(Value::Date(*date))
                        .attendu(nom.clone())
                        .raison(raison)
                        .remede(Action::Add, Some(nom), None);
                }
                ici = ou;
                vu = Some(Value::Date(*date));
            }
            // Without a day of filing there is no age to go by.
            (_, Reponse::Aucune) => {
                let constat = Constat::nouveau(Outcome::Review, ou).raison(Raison::AJuger);
                return constat.observe(piece.date.donnee().map(|date| Value::Date(*date)));
            }
            (date, depot) => {
                return Constat::nouveau(Outcome::Undetermined, ou)
                    .attend_si(date.est_inconnue(), ou)
                    .attend_si(depot.est_inconnue(), lieu_du_depot);
            }
        }
    }
    // The text seldom says whether a document may come after the closing date: it is shown.
    let recue_le = lieu.puis(PieceChamp::recue_le.into());
    let tard = match exigee.echeance {
        Some(echeance) => Trois::de_silence(&piece.recue_le, recue_le, |recue| *recue > echeance),
        None => apres_la_cloture(ctx, piece, recue_le),
    };
    match tard {
        Trois::Faux => Constat::nouveau(Outcome::Pass, ici).observe(vu),
        Trois::Vrai => Constat::nouveau(Outcome::Review, recue_le)
            .observe(piece.recue_le.donnee().map(|recue| Value::Date(*recue)))
            .raison(Raison::RecueApres),
        Trois::Inconnu(lieux) => Constat::nouveau(Outcome::Undetermined, recue_le)
            .raison(Raison::SansEffet)
            .attend_tous(lieux),
    }
}

/// Whether a document came after the closing of the round that the application was filed in, or of the
/// last one there is.
fn apres_la_cloture(ctx: &Contexte<'_>, piece: &Piece, recue_le: Lieu) -> Trois {
    let depots = &ctx.appel.contenu().depots;
    let derniere = depots.iter().map(|(_, au)| *au).max();
    let premiere = depots.iter().map(|(_, au)| *au).min();
    let (Some(premiere), Some(derniere)) = (premiere, derniere) else { return Trois::Faux };
    let depot = match ctx.doc {
        Document::Candidature(c) => c.depot.puis(|d| d.date),
        _ => Reponse::Inconnue,
    };
    let cloture = match &depot {
        Reponse::Donnee(jour) => {
            let ouvert =
                |du: &Option<Date>, au: Date| du.is_none_or(|du| du <= *jour) && *jour <= au;
            let du_tour = depots.iter().filter(|(du, au)| ouvert(du, *au));
            du_tour.map(|(_, au)| *au).min().unwrap_or(derniere)
        }
        _ => derniere,
    };
    let lieu_du_depot =
        Lieu::RACINE.puis(CandidatureChamp::depot.into()).puis(DepotChamp::date.into());
    match piece.recue_le.donnee() {
        // In one round or another, the answer may not be the same.
        Some(recue) if depot.est_inconnue() && premiere < *recue && *recue <= derniere => {
            Trois::inconnu(lieu_du_depot)
        }
        _ => Trois::de_silence(&piece.recue_le, recue_le, |recue| *recue > cloture),
    }
}
