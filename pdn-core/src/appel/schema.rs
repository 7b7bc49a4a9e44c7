//! The JSON Schema of the format of a call, for editors that complete and check as one types.

use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};

use super::format::{
    Acteur, Bareme, Condition, DateLimite, Depenses, EnTete, Lacune, Libelle, Parametre, Pieces,
    Points, Question, Seuil,
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
    "depot.canal" => DepotCanal,
    "depot.unicite" => DepotUnicite,
    "pieces.exercice-recent" => PiecesExerciceRecent,
    "financement.fonjep-possible" => FonjepPossible,
    "financement.estimation" => FinancementEstimation,
    "coordination.rencontres" => CoordinationRencontres,
    "calendrier.appel" => CalendrierAppel,
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
    /// Values with a name, which values and sentences write {name}.
    parametres: Option<ParCle<UneOuPlusieurs<Parametre>>>,
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
    /// Kinds of expense, by rule.
    depenses: Option<ParCle<UneOuPlusieurs<Depenses>>>,
    /// Amounts that are worked out, by rule.
    baremes: Option<ParCle<UneOuPlusieurs<Bareme>>>,
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
        .with_transform(CommeOnLEcrit)
        .into_generator()
        .into_root_schema_for::<FichierDAppel>();
    let mut texte = serde_json::to_string_pretty(&schema).unwrap_or_default();
    texte.push('\n');
    texte
}

/// Lets the schema take what the loader takes.
#[derive(Clone)]
struct CommeOnLEcrit;

impl Transform for CommeOnLEcrit {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        comme_on_l_ecrit(schema);
    }
}

/// What the loader takes as well: one word where a list is asked for, `"oui"` and `"non"`.
fn comme_on_l_ecrit(schema: &mut Schema) {
    let Some(objet) = schema.as_object_mut() else { return };
    // TOML has no null: a key that may be left out is left out.
    if let Some(serde_json::Value::Array(types)) = objet.get_mut("type") {
        types.retain(|t| t != "null");
        if let [seul] = types.as_slice() {
            let seul = seul.clone();
            objet.insert("type".to_owned(), seul);
        }
    }
    // Validators know no format of numbers: `uint32` says no more than its minimum.
    if matches!(objet.get("type").and_then(|t| t.as_str()), Some("integer" | "number")) {
        objet.remove("format");
    }
    if let Some(serde_json::Value::Array(types)) = objet.get("type") {
        let chacun = types.iter().map(|t| serde_json::json!({ "type": t })).collect();
        objet.remove("type");
        objet.insert("anyOf".to_owned(), serde_json::Value::Array(chacun));
    }
    match objet.get("type").and_then(|t| t.as_str()) {
        Some("array") => {
            let Some(element) = objet.get("items").cloned() else { return };
            let description = objet.remove("description");
            let liste = std::mem::take(objet);
            objet.extend(description.map(|d| ("description".to_owned(), d)));
            objet.insert("anyOf".to_owned(), serde_json::json!([element, liste]));
        }
        // Or the name of a value.
        Some("integer" | "number") => {
            let description = objet.remove("description");
            let nombre = std::mem::take(objet);
            objet.extend(description.map(|d| ("description".to_owned(), d)));
            let nom = serde_json::json!({ "type": "string", "pattern": r"^\{[a-z0-9-]+\}$" });
            objet.insert("anyOf".to_owned(), serde_json::json!([nombre, nom]));
        }
        Some("boolean") => {
            objet.remove("type");
            objet.insert("enum".to_owned(), serde_json::json!([true, false, "oui", "non"]));
        }
        _ => {}
    }
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
