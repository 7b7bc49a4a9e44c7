//! `pieces.*`: what is asked of documents beyond their being there.

use compact_str::{CompactString, format_compact};

use super::{Constat, Contexte, Outcome, Raison};
use crate::appel::formules::PiecesExerciceRecent;
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
    let depot = ctx.date(lieu_du_depot, &c.depot.puis(|d| d.date));
    let creation = ctx.date(lieu_de_creation, &c.structure.puis(|s| s.creee_le));
    let annee_du_depot = depot.donnee().map(|d| d.annee());
    let nouvelle = match (annee_du_depot, creation.donnee()) {
        (Some(depot), Some(creation)) => creation.annee() >= depot,
        _ => false,
    };
    for id in p.pieces.iter().flatten().map(|p| p.valeur.as_str()) {
        let mut instance = CompactString::const_new("piece=");
        instance.push_str(id);
        let trouvee = fournies
            .iter()
            .enumerate()
            .filter(|(_, piece)| piece.id.donnee().is_some_and(|i| i.as_str() == id))
            .max_by_key(|(_, piece)| piece.exercice.donnee().copied());
        let lieu =
            trouvee.map_or(liste, |(rang, _)| liste.rang(rang).puis(PieceChamp::exercice.into()));
        let exercice = trouvee.map(|(_, piece)| piece.exercice.donnee().map(|a| a.get()));
        let constat = match (exercice, annee_du_depot) {
            (None, _) => Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AucunObjet),
            // An association of the year has no earlier accounts.
            _ if nouvelle => {
                Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::CreeeDansLAnnee)
            }
            (Some(Some(exercice)), Some(depot)) => {
                let voulue = depot.saturating_sub(1);
                let vu = annee(i32::from(exercice));
                let constat = if i32::from(exercice) >= voulue {
                    Constat::nouveau(Outcome::Pass, lieu)
                } else {
                    Constat::nouveau(Outcome::Review, lieu).raison(Raison::ExerciceAncien)
                };
                let attendu = Range { min: Some(annee(voulue)), ..Range::default() };
                constat.observe(vu).attendu(Value::Range(Box::new(attendu)))
            }
            (Some(exercice), depot) => {
                let mut constat =
                    Constat::nouveau(Outcome::Undetermined, lieu).raison(Raison::SansEffet);
                if exercice.is_none() {
                    constat.attendre([lieu]);
                }
                if depot.is_none() {
                    constat.attendre([lieu_du_depot]);
                }
                constat
            }
        };
        ctx.emettre(constat.instance(instance));
    }
}

fn annee(annee: i32) -> Value {
    Value::Text(format_compact!("{annee}"))
}
