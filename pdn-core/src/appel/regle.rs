//! A rule as a loaded call holds it: what the text says, and what is judged.

use compact_str::CompactString;
use serde::Serialize;

use super::chemin::Chemin;
use super::format::{Absence, Demande, Gravite, Regime, TypeDeReponse};
use super::formules::Formule;
use super::tableau::Situe;
use crate::dossier::{Descripteur, Phase, TypeDeDocument};
use crate::lecture::{Genre, Plie};
use crate::value::{Range, Value};
use crate::values::{Date, Duree, Heure, JourDeLAnnee, Langue, Montant};

/// A text in French, and in English where there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bilingue {
    pub fr: String,
    pub en: Option<String>,
}

impl Bilingue {
    /// The text in each language that it is written in.
    pub fn textes(&self) -> impl Iterator<Item = &str> + Clone {
        [Some(&self.fr), self.en.as_ref()].into_iter().flatten().map(String::as_str)
    }

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
    /// Where the file of the call has it.
    pub pointeur: String,
    /// What the file does not say, and the catalogue does.
    pub reprise: Reprise,
}

/// What a rule has from the catalogue, and not from the file of the call.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reprise {
    pub gravite: bool,
    pub phase: bool,
    pub sujets: bool,
    pub phrase: bool,
}

/// One way in which a rule is judged on one type of document.
#[derive(Debug, Clone)]
pub(crate) struct Jugement {
    /// Rank of the rule in the call.
    pub regle: u16,
    pub phase: Option<Phase>,
    /// Who owes this instance, where it is not who owes the rule.
    pub du_par: Option<String>,
    /// Where the texts say so, of this instance.
    pub citations: Vec<Citation>,
    /// The name of this instance, where the rule has several: `element=remise`.
    pub instance: CompactString,
    /// The objects that it is judged on, one finding for each.
    pub par: Option<Chemin>,
    pub quand: Vec<Clause>,
    pub valable: Jours,
    /// What follows where it fails, by the call's own codes.
    pub suites: Vec<CompactString>,
    /// What is said where its conditions leave it aside.
    pub reporte: Option<Bilingue>,
    /// What is expected, said once for all findings.
    pub attendu: Option<Value>,
    pub exigence: Exigence,
}

/// A field that must hold, or not, one of some words.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    pub champ: Cible,
    pub test: Test,
    /// The words of the test, as the report shows them.
    pub dites: Vec<Value>,
}

impl Clause {
    /// A clause that compares with no word.
    pub fn sans_mots(champ: Cible, test: Test) -> Self {
        Self { champ, test, dites: Vec::new() }
    }
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
    /// A text that has one of these in it.
    Contient(Vec<Plie>),
    /// Given and not empty.
    Renseigne,
    /// Several elements, each of them once; of words, only these count, where there are any.
    Plusieurs(Vec<CompactString>),
    /// A quantity within bounds.
    Quantite(Box<QuantiteBornee>),
}

/// A quantity, or a sum over the lines of a list, and its bounds.
#[derive(Debug, Clone)]
pub(crate) struct QuantiteBornee {
    pub bornes: Range,
    /// For a sum: the lines, and which of them count.
    pub lignes: Option<Lignes>,
}

/// The lines of a list that are added up, and which of them count.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lignes {
    pub objets: Chemin,
    /// Ways from a line.
    pub montant: Chemin,
    /// Where each line has a list of its own, which is added up.
    pub detail: Option<Detail>,
    pub financeur: Option<Chemin>,
    pub annee: Option<Chemin>,
    pub dispositif: Option<Chemin>,
    /// Only these funders, with the département that each acts for; none means all.
    pub parmi: Vec<(CompactString, Option<CompactString>)>,
    /// None of these funders, nor the lines of none.
    pub sauf_parmi: Vec<CompactString>,
    /// Only these years; none means all.
    pub annees: Vec<u32>,
    /// Only these schemes.
    pub dispositifs: Vec<CompactString>,
    /// The schemes that another rule of the call reads: their lines are not these.
    pub autres_dispositifs: Vec<CompactString>,
}

/// The list of a line, and the ways from one of its elements.
#[derive(Debug, Clone)]
pub(crate) struct Detail {
    pub lignes: Chemin,
    pub montant: Chemin,
    pub compte: Option<Chemin>,
    /// Only the accounts that begin so; none means all, contributions in kind (86 and 87) apart.
    pub comptes: Vec<CompactString>,
}

/// A field of the object that is judged, a field of the whole document, or a fact of the call.
#[derive(Debug, Clone)]
pub(crate) enum Cible {
    Objet(Chemin),
    Document(Chemin),
    /// A question of the call, by its rank, answered in the object's declarations or the document's.
    Question(u16),
}

impl Cible {
    /// True of the field of a name, on the document itself.
    pub fn est(&self, racine: &'static Descripteur, nom: &str) -> bool {
        match self {
            Self::Objet(chemin) | Self::Document(chemin) => {
                Chemin::vers(racine, nom).is_some_and(|(voulu, _)| voulu == *chemin)
            }
            Self::Question(_) => false,
        }
    }
}

/// What a rule demands.
#[derive(Debug, Clone)]
pub(crate) enum Exigence {
    Absente(Absence),
    Date(Box<ExigenceDeDate>),
    Seuil(Box<ExigenceDeSeuil>),
    Somme(Box<ExigenceDeSomme>),
    Condition(ExigenceDeCondition),
    Pieces(ExigenceDePieces),
    Depenses(ExigenceDeDepenses),
    Declaration(ExigenceDeclaree),
    /// So many points of a list.
    AuChoix(Choisies),
    Appreciation {
        numero: u16,
    },
    Formule(Box<super::formules::Formule>),
}

#[derive(Debug, Clone)]
pub(crate) struct ExigenceDeDate {
    pub champs: Vec<Cible>,
    pub limite: Limite,
    pub a_apprecier: bool,
}

/// Where a date must fall.
#[derive(Debug, Clone)]
pub(crate) enum Limite {
    /// Between two days, both included.
    Jours {
        du: Option<Date>,
        au: Option<Date>,
        /// A closing time on the last day.
        heure: Option<Heure>,
    },
    /// Between two days of every year.
    ChaqueAnnee { du: Option<JourDeLAnnee>, au: Option<JourDeLAnnee> },
    /// Before or after another date, by so much.
    Ecart { autre: Cible, avant: bool, bornes: Box<BornesDeDuree> },
    /// In one of several rounds.
    Tours(Vec<TourDeDepot>),
}

/// How long before or after another date.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct BornesDeDuree {
    pub au_moins: Option<Duree>,
    pub plus_de: Option<Duree>,
    pub au_plus: Option<Duree>,
    pub moins_de: Option<Duree>,
}

impl BornesDeDuree {
    /// True when the time from one day to a later one is within the bounds.
    pub fn tenues(&self, de: Date, a: Date) -> bool {
        // Past the years that a date can have, the end is later than any date.
        let fin = |duree: Option<Duree>| duree.map(|d| d.apres(de));
        de <= a
            && fin(self.au_moins).is_none_or(|fin| fin.is_some_and(|fin| fin <= a))
            && fin(self.plus_de).is_none_or(|fin| fin.is_some_and(|fin| fin < a))
            && fin(self.au_plus).is_none_or(|fin| fin.is_none_or(|fin| a <= fin))
            && fin(self.moins_de).is_none_or(|fin| fin.is_none_or(|fin| a < fin))
    }
}

/// One of several rounds.
#[derive(Debug, Clone)]
pub(crate) struct TourDeDepot {
    pub nom: CompactString,
    pub du: Option<Date>,
    pub au: Date,
    pub heure: Option<Heure>,
}

#[derive(Debug, Clone)]
pub(crate) struct ExigenceDeSeuil {
    pub champ: Cible,
    /// The quantity of which the bounds are shares; none where they are quantities themselves.
    pub base: Option<Cible>,
    pub bornes: Range,
    /// What the quantity is a multiple of.
    pub pas: Option<Value>,
    pub unite: CompactString,
    pub ouvert: bool,
    pub a_apprecier: bool,
}

/// A sum of amounts, and what bounds it.
#[derive(Debug, Clone)]
pub(crate) struct ExigenceDeSomme {
    pub lignes: Lignes,
    pub groupement: Groupement,
    pub mesure: Mesure,
    pub acteur_du_departement: bool,
    pub a_apprecier: bool,
    /// A dossier that gives neither base nor grant asks for nothing, and is not concerned.
    pub si_demande: bool,
    /// The grants are proposed in proportion where the sum is more than its base.
    pub prorata: bool,
}

/// One sum for each of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Groupement {
    /// One sum over all lines.
    Tout,
    /// One for each funder, each year, or each funder and year.
    Par { financeur: bool, annee: bool },
    /// One for each object, over a list of its own.
    Objet,
}

/// What bounds a sum.
#[derive(Debug, Clone)]
pub(crate) enum Mesure {
    /// Amounts.
    Montants(Range),
    /// Shares of a base.
    Parts { bornes: Range, base: Assiette },
    /// An amount that is worked out.
    Bareme(Box<Bareme>),
}

/// What a share is a share of.
#[derive(Debug, Clone)]
pub(crate) enum Assiette {
    /// A base that the dossier gives.
    Declaree { id: CompactString },
    /// The costs of the budgets, contributions in kind (86) apart or not, without the kinds of expense that
    /// a rule leaves out.
    Charges { depenses: Option<ExigenceDeDepenses>, contributions: bool },
}

/// An amount that is worked out: so much for each, with a floor and a ceiling.
#[derive(Debug, Clone)]
pub(crate) struct Bareme {
    pub montant: Montant,
    /// Multiplied; for each object, and added up.
    pub fois: Vec<Cible>,
    /// The objects, and the way to their year.
    pub objets: Option<(Chemin, Option<Chemin>)>,
    pub plancher: Option<Montant>,
    pub plafond: Option<Montant>,
    pub demande: Demande,
}

#[derive(Debug, Clone)]
pub(crate) struct ExigenceDeCondition {
    pub clauses: Vec<Clause>,
    /// At least one of these yes/no fields is a yes.
    pub au_moins_un: Vec<Cible>,
    pub a_apprecier: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct ExigenceDePieces {
    pub liste: Vec<PieceExigee>,
    /// How many of them; `None` is all.
    pub combien: Option<u32>,
}

#[derive(Debug, Clone)]
pub(crate) struct PieceExigee {
    pub id: CompactString,
    pub ou: Vec<CompactString>,
    pub quand: Vec<Clause>,
    pub si_existe: bool,
    /// Any document will do, of those that none of these lists names.
    pub autres: bool,
    pub exercice: Option<u32>,
    /// Its age on the day of filing.
    pub age: Option<BornesDeDuree>,
    pub echeance: Option<Date>,
}

/// Kinds of expense, and how they are treated.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ExigenceDeDepenses {
    pub liste: Vec<CompactString>,
    pub regime: Regime,
}

impl ExigenceDeDepenses {
    /// True of an expense that counts in a base.
    pub fn compte(&self, nature: &str) -> bool {
        let citee = self.liste.iter().any(|d| d == nature);
        match self.regime {
            Regime::Comprise => true,
            Regime::Exclue | Regime::HorsAssiette => !citee,
            Regime::SeuleAdmise => citee,
        }
    }
}

/// So many of these points must be a yes.
#[derive(Debug, Clone)]
pub(crate) struct Choisies {
    pub numeros: Vec<u16>,
    pub combien: u32,
}

#[derive(Debug, Clone)]
pub(crate) struct ExigenceDeclaree {
    /// The number of the point among what may be declared.
    pub numero: u16,
    pub refus_en_toute_phase: bool,
    pub manquement: bool,
    pub motif_d_exclusion: bool,
    /// The points of which only so many are due.
    pub au_choix: Option<Choisies>,
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
    Question {
        type_: TypeDeReponse,
        choix: Vec<MotDeChoix>,
        /// True where the answer is a list of these words.
        plusieurs: bool,
        unite: String,
        /// The objects that carry the answer; none, the document.
        par: Option<CompactString>,
        /// The documents that carry it.
        sujets: Vec<TypeDeDocument>,
    },
}

/// A word among which a question is answered, and its label where it has one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MotDeChoix {
    pub code: String,
    pub libelle: Option<Bilingue>,
}

impl MotDeChoix {
    /// What people read: the label, or the word itself.
    pub fn texte(&self, langue: Langue) -> String {
        self.libelle.as_ref().map_or_else(|| self.code.clone(), |libelle| libelle.texte(langue))
    }
}

impl Exigence {
    /// True where a person judges what is not met: nothing fails.
    pub fn a_apprecier(&self) -> bool {
        match self {
            Self::Date(e) => e.a_apprecier,
            Self::Seuil(e) => e.a_apprecier,
            Self::Somme(e) => e.a_apprecier,
            Self::Condition(e) => e.a_apprecier,
            _ => false,
        }
    }

    /// True of what a document can fail.
    pub fn peut_echouer(&self) -> bool {
        !self.a_apprecier() && !matches!(self, Self::Appreciation { .. } | Self::Absente(_))
    }

    /// True of what can be left to a person: a point that only a person judges, or a rule one of whose
    /// outcomes is `review`.
    pub fn peut_s_apprecier(&self) -> bool {
        match self {
            Self::Appreciation { .. } | Self::Pieces(_) => true,
            // A share may fall between two cents.
            Self::Seuil(e) => e.a_apprecier || e.ouvert || e.base.is_some(),
            // So may that of a sum, and a funder act for another département.
            Self::Somme(_) => true,
            Self::Date(_) | Self::Condition(_) => self.a_apprecier(),
            Self::Depenses(e) => e.regime != Regime::SeuleAdmise,
            Self::Formule(f) => matches!(
                **f,
                Formule::DepotCanal(_)
                    | Formule::DepotUnicite(_)
                    | Formule::PiecesExerciceRecent(_)
                    | Formule::FinancementEstimation(_)
                    | Formule::FormationThematiques(_)
                    | Formule::FormationAnciennete(_)
                    | Formule::FormationAges(_)
                    | Formule::BidepartementaleEgalite(_)
                    | Formule::Prorata(_)
                    | Formule::BilanModifications(_)
                    | Formule::PromeneurProfessionnel(_)
                    | Formule::ExclusionSignalement(_)
            ),
            Self::Absente(_) | Self::AuChoix(_) | Self::Declaration(_) => false,
        }
    }

    /// Moves the numbers of what is declared, where another call takes the rule over.
    pub fn decaler(&mut self, decalage: u16) {
        let choisies = |c: &mut Choisies| {
            for numero in &mut c.numeros {
                *numero = numero.saturating_add(decalage);
            }
        };
        match self {
            Self::Declaration(d) => {
                d.numero = d.numero.saturating_add(decalage);
                if let Some(c) = &mut d.au_choix {
                    choisies(c);
                }
            }
            Self::AuChoix(c) => choisies(c),
            Self::Appreciation { numero } => *numero = numero.saturating_add(decalage),
            _ => {}
        }
    }
}

impl Declarable {
    /// What an answer is, as JSON has it.
    pub fn genre(&self) -> Genre {
        match &self.nature {
            NatureDeclarable::Question { plusieurs: true, .. } => Genre::Liste,
            NatureDeclarable::Question { type_, .. } => match type_ {
                TypeDeReponse::OuiNon => Genre::Booleen,
                TypeDeReponse::Nombre | TypeDeReponse::Montant => Genre::Nombre,
                TypeDeReponse::Date => Genre::Date,
                TypeDeReponse::Choix | TypeDeReponse::Texte => Genre::Texte,
            },
            NatureDeclarable::Point | NatureDeclarable::Appreciation => Genre::Booleen,
        }
    }

    /// The words among which it is answered.
    pub fn mots(&self) -> &[MotDeChoix] {
        match &self.nature {
            NatureDeclarable::Question { choix, .. } => choix,
            _ => &[],
        }
    }

    /// True of an answer that is a list of words.
    pub fn est_une_liste(&self) -> bool {
        matches!(self.nature, NatureDeclarable::Question { plusieurs: true, .. })
    }

    /// A word of an answer, as the report shows it: one of a list, or with a label, knows its question.
    pub fn en_valeur(&self, mot: &str) -> Value {
        let connu = self.mots().iter().find(|m| m.code == mot);
        match connu.filter(|m| self.est_une_liste() || m.libelle.is_some()) {
            Some(_) => Value::Answer(Box::new((CompactString::new(mot), self.id.clone()))),
            None => Value::Text(CompactString::new(mot)),
        }
    }
}

/// The first and the last day on which something holds; none where it has no such day.
pub(crate) type Jours = (Option<Date>, Option<Date>);

/// A value with a name, and the rules that it stands in.
#[derive(Debug, Clone, Default)]
pub(crate) struct ParametreConnu {
    pub id: String,
    pub titre: Option<Bilingue>,
    pub lecture: Option<Bilingue>,
    /// In words, with the days on which each holds.
    pub valeurs: Vec<(Bilingue, Jours)>,
    pub sources: Vec<Situe<String>>,
    pub citations: Vec<Citation>,
    /// The ids of the entries that name it.
    pub emplois: Vec<String>,
}

/// Something that the file of a call does not hold.
#[derive(Debug, Clone)]
pub(crate) struct Lacune {
    pub id: String,
    pub texte: Bilingue,
    pub du_par: String,
    pub absence: Option<Absence>,
    /// When it matters, for each type of document: the call then has no rule for it.
    pub quand: Vec<(TypeDeDocument, Vec<Clause>)>,
}
