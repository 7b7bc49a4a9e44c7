//! The JSON Schema of the format of a call, for editors that complete and check as one types.

use schemars::JsonSchema;

use super::format::{
    Acteur, Condition, DateLimite, EnTete, Lacune, Libelle, Pieces, Points, Question, Seuil,
};
use super::tableau::ParCle;

macro_rules! regles {
    ($($id:literal => $table:ident),* $(,)?) => {
        /// [regles]: rules of the engine, by id.
        #[derive(JsonSchema)]
        #[schemars(deny_unknown_fields)]
        #[allow(dead_code, non_snake_case, reason = "only the schema is asked for")]
        struct Regles {
            $(#[schemars(rename = $id)] $table: Option<super::formules::$table>,)*
            #[schemars(rename = "charte.conduite.contenus")]
            contenus: Option<super::formules::Interdits>,
        }
    };
}

regles! {
    "depot.module" => DepotModule,
    "pieces.budgets" => PiecesBudgets,
    "budget.equilibre" => BudgetEquilibre,
    "budget.coherence-demande" => BudgetCoherence,
    "formation.thematiques" => FormationThematiques,
    "formation.parties" => FormationParties,
    "formation.public.anciennete" => FormationAnciennete,
    "formation.public.ages" => FormationAges,
    "formation.bidepartementale.egalite" => BidepartementaleEgalite,
    "session.minimum" => SessionMinimum,
    "session.report" => SessionReport,
    "session.capacite" => SessionCapacite,
    "session.participant.anciennete" => ParticipantAnciennete,
    "session.attestations" => SessionAttestations,
    "session.livrables" => SessionLivrables,
    "financement.prorata" => Prorata,
    "bilan.modifications" => BilanModifications,
    "bilan.realisation" => BilanRealisation,
    "charte.promeneur.professionnel" => PromeneurProfessionnel,
    "charte.promeneur.mandat" => PromeneurMandat,
    "charte.promeneur.temps-de-travail" => TempsDeTravail,
    "charte.conduite.interdits" => Interdits,
    "charte.exclusion.procedure" => ExclusionProcedure,
    "charte.exclusion.signalement" => ExclusionSignalement,
    "charte.structure.adhesion" => StructureAdhesion,
}

/// One entry, or several instances of it.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "only the schema is asked for")]
enum UneOuPlusieurs<T> {
    Une(T),
    Plusieurs(Vec<T>),
}

/// The file of a call.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Appel")]
#[allow(dead_code, reason = "only the schema is asked for")]
struct FichierDAppel {
    /// Version of the format: 1.
    format: u32,
    /// What the call is.
    appel: EnTete,
    /// Short names of the documents that citations use, and their titles.
    textes: Option<ParCle<String>>,
    /// Funders, addressees, signatories, by id.
    acteurs: Option<ParCle<Acteur>>,
    /// Labels of codes, by list: thematiques, modules, departements, livrables…
    listes: Option<ParCle<ParCle<Libelle>>>,
    /// Facts that this call asks for, by id.
    questions: Option<ParCle<Question>>,
    /// Days, times, windows, by rule.
    dates: Option<ParCle<UneOuPlusieurs<DateLimite>>>,
    /// Bounds on quantities, by rule.
    seuils: Option<ParCle<UneOuPlusieurs<Seuil>>>,
    /// What fields must hold, or must not, by rule.
    conditions: Option<ParCle<UneOuPlusieurs<Condition>>>,
    /// Documents to supply, by rule.
    pieces: Option<ParCle<UneOuPlusieurs<Pieces>>>,
    /// What the dossier declares, or a person judges, by rule.
    points: Option<ParCle<UneOuPlusieurs<Points>>>,
    /// Rules of the engine that no other table can say, by id.
    regles: Option<Regles>,
    /// What this file does not hold.
    lacunes: Option<ParCle<Lacune>>,
}

/// The JSON Schema (draft 2020-12) of the TOML of a call. Editors with a TOML language server
/// complete and check a call with it.
#[must_use]
pub fn call_format_schema() -> String {
    let schema = schemars::generate::SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<FichierDAppel>();
    let mut texte = serde_json::to_string_pretty(&schema).unwrap_or_default();
    texte.push('\n');
    texte
}

#[cfg(test)]
mod tests {
    #[test]
    fn editors_know_every_formula() {
        let schema = super::call_format_schema();
        for id in super::super::formules::IDS {
            assert!(schema.contains(&format!("\"{id}\"")), "{id} is not in the schema");
        }
    }
}
