//! `pieces.*`: what is asked of documents beyond their being there.

use compact_str::{CompactString, format_compact};

use super::{Constat, Contexte, Outcome, Raison};
use crate::appel::formules::PiecesExerciceRecent;
use crate::dossier::absence::Trois;
use crate::dossier::forme::Lieu;
use crate::dossier::{CandidatureChamp, DepotChamp, Document, PieceChamp, StructureCandidateChamp};
use crate::value::{Range, Value};

/// `pieces.exercice-recent`: older than the calendar year before filing, a person looks. CANTAL §5.
pub(super) fn exercice_recent(ctx: &mut Contexte<'_>, p: &PiecesExerciceRecent) {
    let Document::Candidature(c) = ctx.doc else { return };
    let liste = Lieu::RACINE.puis(CandidatureChamp::pieces.into());
    let Some(fournies) = c.pieces.liste() else {
        ctx.emettre(
            Constat::nouveau(Outcome::Undetermined, liste).raison(Raison::SansEffet).attend(liste),
        );
        return;
    };
    let lieu_du_depot =
        Lieu::RACINE.puis(CandidatureChamp::depot.into()).puis(DepotChamp::date.into());
    let lieu_de_creation = Lieu::RACINE
        .puis(CandidatureChamp::structure.into())
        .puis(StructureCandidateChamp::creee_le.into());
    let depot = c.depot.puis(|d| d.date);
    let creation = c.structure.puis(|s| s.creee_le);
    let annee_du_depot = depot.donnee().map(|d| d.annee());
    // An association of the year has no earlier accounts; silence does not say that it is one.
    let nouvelle = match annee_du_depot {
        Some(depot) => {
            Trois::de_silence(&creation, lieu_de_creation, |creation| creation.annee() >= depot)
        }
        None => Trois::Faux,
    };
    let sans_id: Vec<Lieu> = fournies
        .iter()
        .enumerate()
        .filter(|(_, piece)| piece.id.est_inconnue())
        .map(|(rang, _)| liste.rang(rang).puis(PieceChamp::id.into()))
        .collect();
    for id in p.pieces.iter().flatten().map(|p| p.valeur.as_str()) {
        let mut instance = CompactString::const_new("piece=");
        instance.push_str(id);
        let les_siennes = || {
            let fournies = fournies.iter().enumerate();
            fournies.filter(|(_, piece)| piece.id.donnee().is_some_and(|i| i.as_str() == id))
        };
        let ou = |rang: usize| liste.rang(rang).puis(PieceChamp::exercice.into());
        let sans_annee: Vec<Lieu> = les_siennes()
            .filter(|(_, piece)| piece.exercice.est_inconnue())
            .map(|(rang, _)| ou(rang))
            .collect();
        let trouvee = les_siennes()
            .filter_map(|(rang, piece)| Some((rang, piece.exercice.donnee()?.get())))
            .max_by_key(|(_, exercice)| *exercice);
        let lieu = trouvee
            .map_or_else(|| sans_annee.first().copied().unwrap_or(liste), |(rang, _)| ou(rang));
        let undetermined = |lieux: &[Lieu]| {
            Constat::nouveau(Outcome::Undetermined, lieu)
                .raison(Raison::SansEffet)
                .attend_tous(lieux.iter().copied())
        };
        let constat = match (trouvee, annee_du_depot, &nouvelle) {
            (None, ..) if sans_annee.is_empty() && sans_id.is_empty() => {
                Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AucunObjet)
            }
            (_, _, Trois::Vrai) => {
                Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::CreeeDansLAnnee)
            }
            // Without a day of filing there is no year to go by.
            _ if depot.est_aucune() => {
                Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::SansReference)
            }
            (_, None, _) => undetermined(&sans_annee).attend(lieu_du_depot),
            (None, ..) => undetermined(&sans_annee).attend_tous(sans_id.iter().copied()),
            (Some((_, exercice)), Some(depot), nouvelle) => {
                let voulue = depot.saturating_sub(1);
                let vu = annee(i32::from(exercice));
                let constat = if i32::from(exercice) >= voulue {
                    Constat::nouveau(Outcome::Pass, lieu)
                } else if !sans_annee.is_empty() || !sans_id.is_empty() {
                    // Another of them may be of a later year.
                    undetermined(&sans_annee).attend_tous(sans_id.iter().copied())
                } else if let Trois::Inconnu(lieux) = nouvelle {
                    undetermined(lieux)
                } else {
                    Constat::nouveau(Outcome::Review, lieu).raison(Raison::ExerciceAncien)
                };
                let attendu = Range { min: Some(annee(voulue)), ..Range::default() };
                constat.observe(vu).attendu(Value::Range(Box::new(attendu)))
            }
        };
        ctx.emettre(constat.instance(instance));
    }
}

fn annee(annee: i32) -> Value {
    Value::Text(format_compact!("{annee}"))
}
