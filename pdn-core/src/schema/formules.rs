//! Which fields each of the engine's own rules reads, for the schemas.

use crate::appel::formules::Formule;

/// The fields that a formula demands something of, then those that it only looks at; names from the
/// top of the document, lists left out.
pub(super) type Champs = (&'static [&'static str], &'static [&'static str]);

/// The fields that a formula reads.
pub(super) fn champs(formule: &Formule) -> Champs {
    match formule {
        Formule::DepotModule(_) => (&["module", "departements"], &[]),
        Formule::DepotCanal(_) => {
            (&["depot.envois"], &["depot.envois.destinataire", "depot.envois.canal"])
        }
        Formule::DepotUnicite(_) => (
            &["candidatures"],
            &["candidatures.structure.siret", "candidatures.module", "candidatures.departements"],
        ),
        Formule::PiecesExerciceRecent(_) => {
            (&["pieces.exercice"], &["pieces.id", "depot.date", "structure.creee_le"])
        }
        Formule::FonjepPossible(_) => (
            &["financements"],
            &["financements.dispositif", "financements.annee", "coordinateur.contrat"],
        ),
        Formule::FinancementEstimation(_) => {
            (&["financements"], &["financements.annee", "financements.montant"])
        }
        Formule::CoordinationRencontres(_) => (
            &["rencontres"],
            &["rencontres.date", "periode.debut", "periode.fin", "debut_des_missions"],
        ),
        Formule::CalendrierAppel(_) => (&[], &[]),
        Formule::PiecesBudgets(_) => (&["budgets"], &["budgets.annee"]),
        Formule::BudgetEquilibre(_) => (
            &["budgets"],
            &[
                "budgets.charges.compte",
                "budgets.charges.montant",
                "budgets.produits.compte",
                "budgets.produits.montant",
            ],
        ),
        Formule::BudgetCoherence(_) => (
            &["budgets.produits"],
            &[
                "budgets.produits.financeur",
                "budgets.produits.montant",
                "financements.financeur",
                "financements.montant",
            ],
        ),
        Formule::FormationThematiques(_) => (
            &["formations", "formations.thematiques"],
            &["formations.thematique_principale", "formations.financeur_complementaire"],
        ),
        Formule::FormationParties(_) => (&["formations.parties"], &["formations.parties.nature"]),
        Formule::FormationAnciennete(_) => (&["formations.public.anciennete_mois"], &[]),
        Formule::FormationAges(_) => {
            (&["formations.public.age_min", "formations.public.age_max"], &[])
        }
        Formule::BidepartementaleEgalite(_) => (
            &["formations.sessions"],
            &[
                "formations.sessions.departement",
                "formations.sessions.modalite",
                "formations.sessions.titre",
                "departements",
            ],
        ),
        Formule::SessionMinimum(_) => {
            (&["participants"], &["participants.desiste_le", "debut", "statut", "nouvelle_date"])
        }
        Formule::SessionReport(_) => (&["nouvelle_date"], &["statut"]),
        Formule::SessionCapacite(_) => (
            &["participants"],
            &["formation.capacite", "participants.desiste_le", "participants.inscrit_le", "debut"],
        ),
        Formule::ParticipantAnciennete(_) => (&["participants.engage_depuis"], &["debut"]),
        Formule::SessionAttestations(_) => {
            (&["participants.attestation_le"], &["participants.present", "statut", "debut", "fin"])
        }
        Formule::SessionLivrables(_) => (&["livrables_remis"], &["statut", "debut", "fin"]),
        Formule::Prorata(_) => (
            &["realisation"],
            &[
                "realisation.unite",
                "realisation.prevu",
                "realisation.realise",
                "financements.financeur",
                "financements.annee",
                "financements.montant",
                "financements.statut",
            ],
        ),
        Formule::BilanModifications(_) => (
            &["modifications.validee_le", "modifications.validee_par"],
            &["modifications.objet", "modifications.effet_le"],
        ),
        Formule::BilanRealisation(_) => (
            &["formations"],
            &[
                "formations.thematiques",
                "formations.thematique_principale",
                "formations.sessions.statut",
                "formations.sessions.inscrits",
                "formations.sessions.debut",
            ],
        ),
        Formule::PromeneurProfessionnel(_) => (&["statut", "secteur"], &[]),
        Formule::PromeneurMandat(_) => {
            (&["mandat.debut", "mandat.convention", "structure.charte_signee_le"], &[])
        }
        Formule::TempsDeTravail(_) => (
            &["heures_en_ligne_hebdo", "creneaux.sur_temps_de_travail"],
            &["heures_de_travail_hebdo", "creneaux.impose"],
        ),
        Formule::Interdits(_) | Formule::ExclusionSignalement(_) => {
            (&["manquements"], &["manquements.engagement"])
        }
        Formule::ExclusionProcedure(_) => (
            &["exclusion.decidee_le", "exclusion.par", "exclusion.notifiee_le"],
            &["manquements.engagement"],
        ),
        Formule::StructureAdhesion(_) => (&["charte_signee_le"], &["participe_depuis"]),
    }
}

#[cfg(test)]
mod tests {
    use super::champs;
    use crate::appel::chemin::Chemin;
    use crate::appel::{Appel, Exigence};

    #[test]
    fn every_field_of_a_formula_is_one() {
        for id in Appel::ids() {
            let appel = Appel::builtin(id).unwrap();
            for (type_, jugement) in &appel.contenu().jugements {
                let (Some(type_), Exigence::Formule(f)) = (type_, &jugement.exigence) else {
                    continue;
                };
                let (demandes, regardes) = champs(f);
                for champ in demandes.iter().chain(regardes) {
                    let trouve = Chemin::vers(type_.descripteur(), champ);
                    let regle = &appel.regle(jugement.regle).id;
                    assert!(trouve.is_some(), "{regle} reads {champ} of {}", type_.code());
                }
            }
        }
    }
}
