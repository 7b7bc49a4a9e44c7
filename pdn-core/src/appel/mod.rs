//! A call: one call's rules as data, loaded once, judged any number of times.

mod acteurs;
mod catalogue;
mod charger;
pub(crate) mod chemin;
mod codes;
pub(crate) mod format;
pub(crate) mod formules;
mod regle;
#[cfg(feature = "schema")]
mod schema;
pub(crate) mod tableau;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

pub(crate) use catalogue::catalogue;
pub(crate) use format::{Absence, Demande, Regime};
pub use regle::Citation;
pub(crate) use regle::{
    Assiette, Bareme, Bilingue, BornesDeDuree, Choisies, Cible, Clause, Declarable, Detail,
    Exigence, ExigenceDeCondition, ExigenceDeDate, ExigenceDeDepenses, ExigenceDePieces,
    ExigenceDeSeuil, ExigenceDeSomme, ExigenceDeclaree, Groupement, Jugement, Lacune, Lignes,
    Limite, Mesure, MotDeChoix, NatureDeclarable, ParametreConnu, PieceExigee, QuantiteBornee,
    Regle, Reprise, Test, TourDeDepot,
};
#[cfg(feature = "schema")]
pub use schema::call_format_schema;

use crate::dossier::forme::Lieu;
use crate::dossier::{Descripteur, Forme, TypeDeDocument};
use crate::lecture::{ErreurDeTexte, Faute};
use crate::value::Value;
use crate::values::{Langue, montrer};

/// How grave it is that a rule fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The dossier cannot be accepted as it stands.
    Blocking,
    /// Something is to be supplied or put right.
    Correctable,
    /// Advice, never held against anyone.
    Advisory,
}

impl Severity {
    /// The word of the report.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blocking => "blocking",
            Self::Correctable => "correctable",
            Self::Advisory => "advisory",
        }
    }
}

impl From<format::Gravite> for Severity {
    fn from(gravite: format::Gravite) -> Self {
        match gravite {
            format::Gravite::Bloquant => Self::Blocking,
            format::Gravite::ACorriger => Self::Correctable,
            format::Gravite::Conseil => Self::Advisory,
        }
    }
}

/// Why a call does not load.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AppelError {
    /// No built-in call has this id.
    #[error("no built-in call is called \"{id}\"; the built-in calls are {}", Appel::ids().join(", "))]
    Unknown {
        /// The id asked for.
        id: String,
    },
    /// The text could not be read at all.
    #[error("{0}")]
    Text(#[from] ErreurDeTexte),
    /// The file has faults: all of them, in the order of the file.
    #[error("{}", .faults.iter().map(|f| ligne(f, Langue::Fr)).collect::<Vec<_>>().join("\n"))]
    Faults {
        /// Every fault, with its line and column.
        faults: Vec<Faute>,
    },
}

impl AppelError {
    /// The error in a language: one sentence, or one line for each fault of the file.
    #[must_use]
    pub fn texte(&self, langue: Langue) -> String {
        match self {
            Self::Unknown { id } => {
                let (id, connus) = (montrer(id.clone()), Appel::ids().join(", "));
                langue.choisir(
                    format!(
                        "Aucun appel intégré ne s’appelle «\u{a0}{id}\u{a0}». Appels intégrés\u{a0}: {connus}."
                    ),
                    format!("No built-in call is called “{id}”. The built-in calls are {connus}."),
                )
            }
            Self::Text(e) => e.texte(langue),
            Self::Faults { faults } => {
                faults.iter().map(|f| ligne(f, langue)).collect::<Vec<_>>().join("\n")
            }
        }
    }

    /// The faults of the file, in its order; empty for the other errors.
    #[must_use]
    pub fn faults(&self) -> &[Faute] {
        match self {
            Self::Faults { faults } => faults,
            _ => &[],
        }
    }
}

fn ligne(f: &Faute, langue: Langue) -> String {
    let (l, c) = (f.line().unwrap_or(1), f.column().unwrap_or(1));
    let texte = f.texte(langue);
    langue.choisir(
        format!("Ligne {l}, colonne {c}\u{a0}: {texte}"),
        format!("Line {l}, column {c}: {texte}"),
    )
}

/// One call (or the charter): its rules as data, ready to judge.
///
/// Cheap to clone and to share between threads: what it holds never changes.
///
/// ```
/// use pdn_core::Appel;
///
/// let appel = Appel::builtin("puy-de-dome-allier-2024-module-2")?;
/// assert_eq!(appel.charter().map(|c| c.0), Some("charte-2016"));
/// # Ok::<(), pdn_core::AppelError>(())
/// ```
#[derive(Clone)]
pub struct Appel(Arc<Contenu>);

impl std::fmt::Debug for Appel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Appel({} {})", self.id(), self.edition())
    }
}

/// Two calls are the same when their text is.
impl PartialEq for Appel {
    fn eq(&self, autre: &Self) -> bool {
        Arc::ptr_eq(&self.0, &autre.0)
            || (self.0.sha256 == autre.0.sha256 && self.0.charte == autre.0.charte)
    }
}

/// What a loaded call holds.
#[derive(Debug, Default)]
pub(crate) struct Contenu {
    pub id: String,
    pub edition: String,
    pub sha256: String,
    pub titre: Bilingue,
    pub partiel: bool,
    pub departements: Vec<String>,
    pub textes: Vec<(String, String)>,
    pub acteurs: Vec<ActeurConnu>,
    pub charte: Option<Appel>,
    pub regles: Vec<Regle>,
    /// Every judgement with its document; none for what is judged of the call itself.
    pub jugements: Vec<(Option<TypeDeDocument>, Jugement)>,
    /// Ranks of the judgements of each type of document, in the order of the text.
    pub par_type: HashMap<Option<TypeDeDocument>, Vec<u16>>,
    pub declarables: Vec<Declarable>,
    /// For each judgement, the number of its objects: found once in a document for all its rules.
    pub groupes: Vec<usize>,
    rangs_declarables: FxHashMap<CompactString, u16>,
    rangs_regles: FxHashMap<String, u16>,
    libelles: HashMap<(String, String), Bilingue>,
    /// The codes that have a label, each with its list, in the order of the file.
    codes: Vec<(String, String)>,
    /// Other ways to write a code of a list, which are proposed the code.
    aussi: Vec<(String, String, String)>,
    /// The same, as documents' words are looked up.
    listes: codes::CodesConnus,
    /// What the rules read of each type of document, in the order of the types.
    pub lectures: Vec<crate::rules::Lectures>,
    pub lacunes: Vec<Lacune>,
    pub parametres: Vec<ParametreConnu>,
    pub sans_nom: Vec<charger::parametres::SansNom>,
    /// The periods in which an application may be filed, each with its last day.
    pub depots: Vec<(Option<crate::values::Date>, crate::values::Date)>,
    /// Documents that do as well as one that is asked for.
    pub pieces_de_rechange: Vec<CompactString>,
}

/// An actor of a call, and the département that it acts for.
#[derive(Debug, Clone)]
pub(crate) struct ActeurConnu {
    pub id: CompactString,
    pub departement: Option<CompactString>,
    pub roles: Vec<format::RoleDActeur>,
}

impl Contenu {
    /// The years that the call's sums cover.
    pub fn annees_d_une_somme(&self) -> Vec<u32> {
        let somme = self.jugements.iter().find_map(|(_, j)| match &j.exigence {
            Exigence::Somme(s) if !s.lignes.annees.is_empty() => Some(s.lignes.annees.clone()),
            _ => None,
        });
        somme.unwrap_or_default()
    }

    /// The label of a code, as the call gives it.
    fn libelle_de(&self, liste: &str, code: &str) -> Option<&Bilingue> {
        self.libelles.get(&(liste.to_owned(), code.to_owned()))
    }

    fn libelle(&mut self, liste: &str, code: &str, libelle: Bilingue) {
        let cle = (liste.to_owned(), code.to_owned());
        if self.libelles.insert(cle.clone(), libelle).is_none() {
            self.codes.push(cle);
        }
    }

    /// Takes the charter's rules in, where the call does not hold them itself, and builds the indexes.
    fn achever(mut self, sha256: String) -> Self {
        self.sha256 = sha256;
        if let Some(charte) = self.charte.clone() {
            self.reprendre(&charte.0);
        }
        let n = |rang: usize| u16::try_from(rang).unwrap_or(u16::MAX);
        for (rang, (type_, _)) in self.jugements.iter().enumerate() {
            self.par_type.entry(*type_).or_default().push(n(rang));
        }
        let mut chemins: Vec<&chemin::Chemin> = Vec::new();
        self.groupes = self
            .jugements
            .iter()
            .map(|(_, j)| match &j.par {
                None => 0,
                Some(par) => chemins.iter().position(|c| *c == par).unwrap_or_else(|| {
                    chemins.push(par);
                    chemins.len().saturating_sub(1)
                }),
            })
            .collect();
        self.rangs_declarables =
            self.declarables.iter().enumerate().map(|(r, d)| (d.id.clone(), n(r))).collect();
        self.rangs_regles =
            self.regles.iter().enumerate().map(|(r, d)| (d.id.clone(), n(r))).collect();
        self.lectures = crate::rules::lectures(&self);
        self.listes = codes::CodesConnus::de(&self, &crate::rules::engagements(&self));
        self
    }

    fn reprendre(&mut self, charte: &Self) {
        let propres: Vec<String> = self.regles.iter().map(|r| r.id.clone()).collect();
        let mut rangs: HashMap<u16, u16> = HashMap::new();
        let decalage = u16::try_from(self.declarables.len()).unwrap_or(u16::MAX);
        self.declarables.extend(charte.declarables.iter().cloned());
        for (ancien, regle) in charte.regles.iter().enumerate() {
            if propres.contains(&regle.id) {
                continue;
            }
            let nouveau = u16::try_from(self.regles.len()).unwrap_or(u16::MAX);
            rangs.insert(u16::try_from(ancien).unwrap_or(u16::MAX), nouveau);
            self.regles.push(regle.clone());
        }
        for (type_, jugement) in &charte.jugements {
            let Some(regle) = rangs.get(&jugement.regle) else { continue };
            let mut jugement = jugement.clone();
            jugement.regle = *regle;
            jugement.exigence.decaler(decalage);
            self.jugements.push((*type_, jugement));
        }
        for cle in &charte.codes {
            if let (false, Some(libelle)) =
                (self.libelles.contains_key(cle), charte.libelles.get(cle))
            {
                self.libelle(&cle.0, &cle.1, libelle.clone());
            }
        }
        self.aussi.extend(charte.aussi.iter().cloned());
        for texte in &charte.textes {
            if !self.textes.contains(texte) {
                self.textes.push(texte.clone());
            }
        }
    }
}

/// The id of the charter.
pub(crate) const CHARTE: &str = "charte-2016";

const INTEGRES: &[(&str, &str)] = &[
    ("cantal-2017", include_str!("../../referentiels/cantal-2017.toml")),
    (CHARTE, include_str!("../../referentiels/charte-2016.toml")),
    (
        "puy-de-dome-allier-2024-module-2",
        include_str!("../../referentiels/puy-de-dome-allier-2024-module-2.toml"),
    ),
];

/// What the rules see of a call.
impl Appel {
    pub(crate) fn contenu(&self) -> &Contenu {
        &self.0
    }

    pub(crate) fn regle(&self, rang: u16) -> &Regle {
        static VIDE: OnceLock<Regle> = OnceLock::new();
        self.0.regles.get(usize::from(rang)).unwrap_or_else(|| {
            VIDE.get_or_init(|| Regle {
                id: String::new(),
                nature: String::new(),
                gravite: format::Gravite::Conseil,
                phase: None,
                du_par: String::new(),
                sujets: Vec::new(),
                citations: Vec::new(),
                lecture: None,
                titre: Bilingue::default(),
                exigence: Bilingue::default(),
                remede: None,
                parametres: Vec::new(),
                natures: Vec::new(),
                pointeur: String::new(),
                reprise: Reprise::default(),
            })
        })
    }

    pub(crate) fn jugement(&self, rang: u16) -> Option<&Jugement> {
        self.0.jugements.get(usize::from(rang)).map(|(_, j)| j)
    }

    pub(crate) fn regle_du_jugement(&self, rang: u16) -> u16 {
        self.jugement(rang).map_or(0, |j| j.regle)
    }

    /// Where the texts say what a judgement asks.
    pub(crate) fn citations(&self, jugement: u16) -> &[Citation] {
        self.jugement(jugement).map(|j| j.citations.as_slice()).unwrap_or_default()
    }

    /// Who owes what a judgement asks.
    pub(crate) fn du_par(&self, jugement: u16) -> &str {
        let sien = self.jugement(jugement).and_then(|j| j.du_par.as_deref());
        sien.unwrap_or_else(|| &self.regle(self.regle_du_jugement(jugement)).du_par)
    }

    /// The instance of an object, in the terms of the report: `formation=F1;session=2`. Each element
    /// of a list on the way is called by its own name, or its rank from 1.
    pub(crate) fn instance(
        &self,
        type_: TypeDeDocument,
        lieu: Lieu,
        noms: &[(Lieu, CompactString)],
    ) -> CompactString {
        let mut instance = CompactString::const_new("");
        let mut ici = Some(Forme::Fiche(type_.descripteur()));
        let mut place = Lieu::RACINE;
        for pas in lieu.pas() {
            place = place.puis(*pas);
            ici = match ici {
                Some(Forme::Fiche(d)) => {
                    usize::try_from(*pas).ok().and_then(|p| d.champs.get(p)).map(|c| c.forme)
                }
                Some(Forme::Liste(element)) => {
                    if let Forme::Fiche(d) = element {
                        if !instance.is_empty() {
                            instance.push(';');
                        }
                        instance.push_str(d.nom);
                        instance.push('=');
                        match noms.binary_search_by_key(&place, |(lieu, _)| *lieu) {
                            Ok(rang) => instance.push_str(noms.get(rang).map_or("", |(_, n)| n)),
                            Err(_) => instance.push_str(&pas.saturating_add(1).to_string()),
                        }
                    }
                    Some(*element)
                }
                _ => None,
            };
        }
        instance
    }

    pub(crate) fn attendu(&self, jugement: u16) -> Option<&Value> {
        self.jugement(jugement)?.attendu.as_ref()
    }

    /// True when what this party owes counts in the decision on such a document: what another owes
    /// is reported, and not held against an applicant, a structure, a promeneur or a session.
    pub(crate) fn compte(&self, type_: Option<TypeDeDocument>, du_par: &str) -> bool {
        match type_ {
            // What is examined is the whole action: everyone's part counts.
            Some(
                TypeDeDocument::BilanFormation
                | TypeDeDocument::PlanFinancement
                | TypeDeDocument::BilanCoordination
                | TypeDeDocument::Lot,
            ) => true,
            Some(TypeDeDocument::Candidature | TypeDeDocument::Session) => {
                matches!(du_par, "candidat" | "coordinateur" | "structure")
            }
            // A promeneur is examined together with the employer.
            _ => matches!(du_par, "promeneur" | "structure"),
        }
    }

    /// True of a département that the call covers; of all, where it names none.
    pub(crate) fn couvre(&self, departement: &str) -> bool {
        let couverts = &self.0.departements;
        couverts.is_empty() || couverts.iter().any(|d| d == departement)
    }

    pub(crate) fn declarable(&self, id: &str) -> Option<(u16, &Declarable)> {
        let rang = *self.0.rangs_declarables.get(id)?;
        Some((rang, self.0.declarables.get(usize::from(rang))?))
    }

    /// The years that the call's sums cover.
    pub(crate) fn annees_d_une_somme(&self) -> Vec<u32> {
        self.0.annees_d_une_somme()
    }

    pub(crate) fn rang_de_regle(&self, id: &str) -> Option<u16> {
        self.0.rangs_regles.get(id).copied()
    }

    /// True of a rule on which a person can give an opinion: see [`Exigence::peut_s_apprecier`].
    pub(crate) fn s_apprecie(&self, regle: u16) -> bool {
        self.regle(regle).nature == "appreciation"
            || (self.0.jugements.iter())
                .any(|(_, j)| j.regle == regle && j.exigence.peut_s_apprecier())
    }

    /// The step that stands for a rule under `appreciations`: after all that may be declared.
    pub(crate) fn place_d_appreciation(&self, regle: u16) -> u32 {
        u32::try_from(self.0.declarables.len()).unwrap_or(0).saturating_add(u32::from(regle))
    }

    /// The label of a code of one of the call's lists (`acteurs`, `pieces`, `thematiques`…).
    pub(crate) fn libelle(&self, liste: &str, code: &str, langue: Langue) -> Option<String> {
        let liste = liste_du_champ(liste);
        self.0.libelle_de(liste, code).map(|l| l.texte(langue))
    }

    /// The codes of the list of a field, in the order of the call's file; none where it leaves the list open.
    pub(crate) fn codes<'a>(&'a self, champ: &'a str) -> impl Iterator<Item = &'a str> {
        let liste = liste_du_champ(champ);
        self.0.codes.iter().filter(move |(l, _)| l == liste).map(|(_, code)| code.as_str())
    }

    /// The ids that the call names for objects of a kind: an id is named after the list of its objects.
    pub(crate) fn codes_des_ids<'a>(&'a self, objet: &'a str) -> impl Iterator<Item = &'a str> {
        let codes = self.0.codes.iter();
        codes.filter(move |(l, _)| l.strip_suffix('s') == Some(objet)).map(|(_, c)| c.as_str())
    }

    /// Walks a place from the document down: the name of each step, and the field where it ends.
    pub(crate) fn parcourir(&self, type_: Option<TypeDeDocument>, lieu: Lieu) -> Parcours<'_> {
        let mut parcours = Parcours::default();
        let Some(type_) = type_ else { return parcours };
        let mut ici: Option<Forme> = Some(Forme::Fiche(type_.descripteur()));
        for pas in lieu.pas() {
            parcours.pointeur.push('/');
            match ici {
                Some(Forme::Fiche(d)) => {
                    let champ = usize::try_from(*pas).ok().and_then(|p| d.champs.get(p));
                    parcours.pointeur.push_str(champ.map_or("", |c| c.nom));
                    parcours.objet = Some(d);
                    parcours.element = false;
                    parcours.champ = champ;
                    ici = champ.map(|c| c.forme);
                }
                Some(Forme::Liste(element)) => {
                    parcours.pointeur.push_str(&pas.to_string());
                    parcours.element = true;
                    ici = Some(*element);
                }
                Some(Forme::Declarations | Forme::Appreciations) => {
                    let place = usize::try_from(*pas).unwrap_or(usize::MAX);
                    let d = self.0.declarables.get(place);
                    let regle = place
                        .checked_sub(self.0.declarables.len())
                        .and_then(|rang| self.0.regles.get(rang));
                    let id =
                        d.map_or_else(|| regle.map_or("", |r| r.id.as_str()), |d| d.id.as_str());
                    parcours.pointeur.push_str(&id.replace('~', "~0").replace('/', "~1"));
                    parcours.declarable = d;
                    parcours.regle = regle;
                    ici = None;
                }
                _ => parcours.pointeur.push_str(&pas.to_string()),
            }
        }
        parcours
    }

    /// True of the place of an object.
    pub(crate) fn est_un_objet(&self, type_: TypeDeDocument, lieu: Lieu) -> bool {
        let parcours = self.parcourir(Some(type_), lieu);
        match parcours.champ.map(|champ| champ.forme) {
            Some(Forme::Fiche(_)) => true,
            Some(Forme::Liste(Forme::Fiche(_))) => parcours.element,
            _ => false,
        }
    }

    pub(crate) fn pointeur(&self, type_: Option<TypeDeDocument>, lieu: Lieu) -> String {
        self.parcourir(type_, lieu).pointeur
    }

    pub(crate) fn titre_du_champ(
        &self,
        type_: Option<TypeDeDocument>,
        lieu: Lieu,
        langue: Langue,
    ) -> String {
        let parcours = self.parcourir(type_, lieu);
        match (parcours.declarable, parcours.champ) {
            (Some(d), _) => d.titre.texte(langue),
            (None, Some(champ)) => match parcours.regle {
                Some(regle) => regle.titre.texte(langue),
                None => champ.titre(langue).to_owned(),
            },
            (None, None) => "Document".to_owned(),
        }
    }

    /// The place of a JSON Pointer of a document, and the last of its steps where it leads out of what
    /// the document can hold: a key that no object has.
    pub(crate) fn lieu_du_pointeur(
        &self,
        type_: TypeDeDocument,
        pointeur: &str,
    ) -> (Lieu, Option<String>) {
        let mut lieu = Lieu::RACINE;
        let mut ici = Some(Forme::Fiche(type_.descripteur()));
        for cle in pointeur.split('/').skip(1) {
            let cle = cle.replace("~1", "/").replace("~0", "~");
            let suite = match ici {
                Some(Forme::Fiche(d)) => {
                    d.champ(&cle).map(|(rang, champ)| (rang, Some(champ.forme)))
                }
                Some(Forme::Liste(element)) => cle.parse().ok().map(|rang| (rang, Some(*element))),
                Some(Forme::Declarations) => {
                    self.declarable(&cle).map(|(rang, _)| (u32::from(rang), None))
                }
                Some(Forme::Appreciations) => {
                    self.rang_de_regle(&cle).map(|regle| (self.place_d_appreciation(regle), None))
                }
                _ => None,
            };
            let Some((pas, forme)) = suite else { return (lieu, Some(cle)) };
            lieu = lieu.puis(pas);
            ici = forme;
        }
        (lieu, None)
    }
}

/// The list of the call whose codes a field takes: a field is named in the plural or the singular, a
/// list in the plural.
fn liste_du_champ(champ: &str) -> &str {
    match champ {
        "financeur" | "destinataire" | "validee_par" | "par" => "acteurs",
        "thematique_principale" => "thematiques",
        "departement" => "departements",
        "module" => "modules",
        "secteur" => "secteurs",
        "dispositif" => "dispositifs",
        "depense" => "depenses",
        "livrables_remis" => "livrables",
        autre => autre,
    }
}

/// What a place goes through, and where it ends.
#[derive(Default)]
pub(crate) struct Parcours<'a> {
    pub pointeur: String,
    /// The object that holds the field.
    pub objet: Option<&'static Descripteur>,
    pub champ: Option<&'static crate::dossier::Champ>,
    /// True of an element of that field, a list.
    pub element: bool,
    /// What is declared there.
    pub declarable: Option<&'a Declarable>,
    /// The rule that a person judges there.
    pub regle: Option<&'a Regle>,
}

impl Appel {
    /// The ids of the built-in calls, and of the charter.
    #[must_use]
    pub fn ids() -> Vec<&'static str> {
        INTEGRES.iter().map(|(id, _)| *id).collect()
    }

    /// A built-in call, by its id.
    ///
    /// # Errors
    /// [`AppelError::Unknown`], which names the built-in calls, when there is none of that id.
    pub fn builtin(id: &str) -> Result<Self, AppelError> {
        Self::integre(id).cloned()
    }

    /// The TOML file of a built-in call, as it is written: what one starts next year's from.
    ///
    /// # Errors
    /// [`AppelError::Unknown`], which names the built-in calls, when there is none of that id.
    ///
    /// ```
    /// use pdn_core::Appel;
    ///
    /// let toml = Appel::builtin_toml("cantal-2017")?;
    /// assert_eq!(Appel::from_toml(toml)?, Appel::builtin("cantal-2017")?);
    /// # Ok::<(), pdn_core::AppelError>(())
    /// ```
    pub fn builtin_toml(id: &str) -> Result<&'static str, AppelError> {
        let inconnu = || AppelError::Unknown { id: id.to_owned() };
        INTEGRES.iter().find(|(nom, _)| *nom == id).map(|(_, texte)| *texte).ok_or_else(inconnu)
    }

    pub(crate) fn integre(id: &str) -> Result<&'static Self, AppelError> {
        static CHARGES: OnceLock<Vec<(&'static str, OnceLock<Appel>)>> = OnceLock::new();
        let charges =
            CHARGES.get_or_init(|| INTEGRES.iter().map(|(id, _)| (*id, OnceLock::new())).collect());
        let inconnu = || AppelError::Unknown { id: id.to_owned() };
        let (_, case) = charges.iter().find(|(nom, _)| *nom == id).ok_or_else(inconnu)?;
        if let Some(appel) = case.get() {
            return Ok(appel);
        }
        let appel = Self::from_toml(Self::builtin_toml(id)?)?;
        Ok(case.get_or_init(|| appel))
    }

    /// Loads a call from its TOML, as text or as bytes: the file of a Caf goes through the same door
    /// as the built-in ones.
    ///
    /// # Errors
    /// Every fault of the file, with its line and column ([`AppelError::Faults`]); or why it is no
    /// text at all.
    ///
    /// ```
    /// use pdn_core::Appel;
    ///
    /// let erreur = Appel::from_toml("[apel]\n").unwrap_err();
    /// assert!(erreur.to_string().starts_with("Ligne 1"));
    /// ```
    pub fn from_toml(texte: impl AsRef<[u8]>) -> Result<Self, AppelError> {
        let texte = crate::lecture::texte(texte.as_ref())?.0.replace("\r\n", "\n");
        let contenu = charger::charger(&texte, |id| {
            // The charter itself refers to none: no cycle.
            (id == CHARTE).then(|| Self::builtin(id).ok()).flatten()
        })
        .map_err(|faults| AppelError::Faults { faults })?;
        let mut empreinte = String::with_capacity(64);
        for octet in Sha256::digest(texte.as_bytes()) {
            use std::fmt::Write;
            let _ = write!(empreinte, "{octet:02x}");
        }
        Ok(Self(Arc::new(contenu.achever(empreinte))))
    }

    /// The built-in call that a document asks to be judged by: the one that it names, or the
    /// charter for a profile, a promeneur or a structure that names none.
    ///
    /// A document that is no document, or names no call that is known, gets the charter: its report
    /// then says what is wrong.
    ///
    /// # Errors
    /// Only where the text is no JSON at all, or passes a limit.
    pub fn of_document(texte: impl AsRef<[u8]>) -> Result<Self, ErreurDeTexte> {
        let (texte, _) = crate::lecture::texte(texte.as_ref())?;
        let noeud = crate::lecture::lire_json(texte)?;
        let nomme = match noeud.cle("appel").map(|n| &n.contenu) {
            Some(crate::lecture::Contenu::Texte(id)) => Self::builtin(id).ok(),
            _ => None,
        };
        Ok(nomme.or_else(|| Self::builtin(CHARTE).ok()).unwrap_or_else(|| Self(Arc::default())))
    }

    /// The call's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The edition of the call's file.
    #[must_use]
    pub fn edition(&self) -> &str {
        &self.0.edition
    }

    /// SHA-256 of the call's TOML, line ends as LF, in lower-case hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.0.sha256
    }

    /// The title of the call.
    #[must_use]
    pub fn title(&self, langue: Langue) -> String {
        self.0.titre.texte(langue)
    }

    /// Id and hash of the charter that the call refers to.
    #[must_use]
    pub fn charter(&self) -> Option<(&str, &str)> {
        self.0.charte.as_ref().map(|c| (c.id(), c.sha256()))
    }

    /// The départements that the call covers.
    #[must_use]
    pub fn departements(&self) -> &[String] {
        &self.0.departements
    }

    /// True when the file declares that it does not hold all of its text's rules.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.0.partiel
    }

    /// The texts that citations name: short name and title.
    #[must_use]
    pub fn texts(&self) -> Vec<(&str, &str)> {
        self.0.textes.iter().map(|(nom, titre)| (nom.as_str(), titre.as_str())).collect()
    }
}

/// The title of a rule that the engine knows, whatever the call.
#[must_use]
pub fn rule_title(id: &str, langue: Langue) -> Option<String> {
    catalogue().fiche(id).map(|f| f.titre.texte(langue))
}

/// The ids of every rule that the engine knows, in the order of the texts, points included.
#[must_use]
pub fn rule_ids() -> Vec<&'static str> {
    catalogue().fiches.iter().map(|f| f.id.as_str()).collect()
}
