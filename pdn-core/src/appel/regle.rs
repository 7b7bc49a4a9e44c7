//! A rule as a loaded call holds it: what the text says, and what is judged.

use compact_str::CompactString;
use serde::Serialize;

use super::chemin::Chemin;
use super::format::{Absence, Gravite, TypeDeReponse};
use crate::dossier::{Phase, TypeDeDocument};
use crate::value::{Range, Value};
use crate::values::{Date, Langue, Montant};

/// A text in French, and in English where there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bilingue {
    pub fr: String,
    pub en: Option<String>,
}

impl Bilingue {
    /// The text in a language. Without an English wording, the French one is shown, marked as such.
    pub fn texte(&self, langue: Langue) -> String {
        match (langue, &self.en) {
            (Langue::Fr, _) => self.fr.clone(),
            (Langue::En, Some(en)) => en.clone(),
            (Langue::En, None) if self.fr.is_empty() => String::new(),
            (Langue::En, None) => format!("[fr] {}", self.fr),
        }
    }
}

/// Where a text says something: the short name of the document, and the place in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// Short name of the document: `MODULE2`, `CHARTE`…
    pub document: String,
    /// Place in it: `§2.b Les formations`.
    pub place: String,
}

/// What the text and the catalogue say of a rule; what judges it is apart.
#[derive(Debug, Clone)]
pub(crate) struct Regle {
    pub id: String,
    pub nature: String,
    pub gravite: Gravite,
    pub phase: Option<Phase>,
    pub du_par: String,
    pub sujets: Vec<TypeDeDocument>,
    pub citations: Vec<Citation>,
    pub lecture: Option<Bilingue>,
    pub titre: Bilingue,
    pub exigence: Bilingue,
    pub remede: Option<Bilingue>,
    /// What the call's parameters are, for those who read about the rule.
    pub parametres: Vec<(String, Value)>,
    /// A person's labels for the kinds of breaches.
    pub natures: Vec<(String, Bilingue)>,
}

/// One way in which a rule is judged on one type of document.
#[derive(Debug, Clone)]
pub(crate) struct Jugement {
    /// Rank of the rule in the call.
    pub regle: u16,
    pub phase: Option<Phase>,
    /// The name of this instance, where the rule has several: `element=remise`.
    pub instance: CompactString,
    /// The objects that it is judged on, one finding for each.
    pub par: Option<Chemin>,
    pub quand: Vec<Clause>,
    pub valable: (Option<Date>, Option<Date>),
    /// What is expected, said once for all findings.
    pub attendu: Option<Value>,
    pub exigence: Exigence,
}

/// A field that must hold, or not, one of some words.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    pub champ: Cible,
    pub test: Test,
}

/// What a clause asks of a field.
#[derive(Debug, Clone)]
pub(crate) enum Test {
    /// One of these words.
    Parmi(Vec<CompactString>),
    /// None of these words.
    AucunParmi(Vec<CompactString>),
    /// All of these words.
    Tous(Vec<CompactString>),
    /// Given and not empty.
    Renseigne,
    /// Several elements.
    Plusieurs,
}

/// A field of the object that is judged, a field of the whole document, or a fact of the call.
#[derive(Debug, Clone)]
pub(crate) enum Cible {
    Objet(Chemin),
    Document(Chemin),
    /// A question of the call, by its rank, answered in the object's declarations or the document's.
    Question(u16),
}

/// What a rule demands.
#[derive(Debug, Clone)]
pub(crate) enum Exigence {
    Absente(Absence),
    Date(ExigenceDeDate),
    Seuil(Box<ExigenceDeSeuil>),
    Somme(Box<ExigenceDeSomme>),
    Condition(ExigenceDeCondition),
    Pieces(Vec<PieceExigee>),
    Declaration(ExigenceDeclaree),
    Appreciation { numero: u16 },
    Formule(Box<super::formules::Formule>),
}

#[derive(Debug, Clone)]
pub(crate) struct ExigenceDeDate {
    pub champs: Vec<Cible>,
    pub du: Option<Date>,
    pub au: Option<Date>,
    /// For a closing time on the last day: the field that holds the time, and the time.
    pub heure: Option<(Chemin, crate::values::Heure)>,
}

#[derive(Debug, Clone)]
pub(crate) struct ExigenceDeSeuil {
    pub champ: Cible,
    pub bornes: Range,
    pub unite: CompactString,
    pub ouvert: bool,
    pub a_apprecier: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct ExigenceDeSomme {
    /// The lines that are added up.
    pub objets: Chemin,
    pub montant: Chemin,
    pub groupe: Chemin,
    pub annee: Chemin,
    /// The values of the group that count, with the département that the actor acts for.
    pub parmi: Vec<(CompactString, Option<CompactString>)>,
    pub annees: Vec<u32>,
    pub maximum: Option<(Montant, Borne)>,
    pub minimum: Option<(Montant, Borne)>,
    pub acteur_du_departement: bool,
    pub a_apprecier: bool,
}

/// Whether a bound is itself allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Borne {
    Incluse,
    Stricte,
}

#[derive(Debug, Clone)]
pub(crate) struct ExigenceDeCondition {
    pub clauses: Vec<Clause>,
    /// At least one of these yes/no fields is a yes.
    pub au_moins_un: Vec<Cible>,
    pub a_apprecier: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct PieceExigee {
    pub id: CompactString,
    pub ou: Vec<CompactString>,
    pub quand: Vec<Clause>,
}

#[derive(Debug, Clone)]
pub(crate) struct ExigenceDeclaree {
    /// The number of the point among what may be declared.
    pub numero: u16,
    pub refus_en_toute_phase: bool,
    pub manquement: bool,
    pub motif_d_exclusion: bool,
}

/// What a document may declare or a person judge: a point, or a question of the call.
#[derive(Debug, Clone)]
pub(crate) struct Declarable {
    pub id: CompactString,
    pub titre: Bilingue,
    pub nature: NatureDeclarable,
}

#[derive(Debug, Clone)]
pub(crate) enum NatureDeclarable {
    /// A point that the dossier declares.
    Point,
    /// A point that a person judges.
    Appreciation,
    /// A question of the call.
    Question { type_: TypeDeReponse, choix: Vec<String> },
}

/// Something that the file of a call does not hold.
#[derive(Debug, Clone)]
pub(crate) struct Lacune {
    pub id: String,
    pub texte: Bilingue,
    pub du_par: String,
    /// When it matters, for each type of document: the call then has no rule for it.
    pub quand: Vec<(TypeDeDocument, Vec<Clause>)>,
}
