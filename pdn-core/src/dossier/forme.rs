//! What documents are made of, described once: for reading, for judging by field name, for saying
//! what is missing, for the schemas.

use compact_str::CompactString;
use rust_decimal::Decimal;

use crate::lecture::{Lecteur, Noeud};
use crate::values::{Date, Heure, Montant, Part};

use super::{Appreciation, Declaration, Reponse};

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Forme {
    /// Yes or no.
    Booleen,
    /// A whole number, with the least that can be.
    Compte {
        /// The least that can be.
        minimum: u32,
    },
    /// A year.
    Annee,
    /// Euros, to the cent.
    Montant,
    /// A share, from 0 to 1.
    Part,
    /// Full-time equivalents.
    Etp,
    /// Hours.
    Heures,
    /// A number of anything: the answer to a question of the call.
    Nombre,
    /// A day.
    Date,
    /// A time of day, on Paris clocks.
    Heure,
    /// Free text.
    Texte,
    /// Text of a known form: `siret`, `rna`, `iban`, `bic`, `departement`, `code_postal`, `compte_de_charge`,
    /// `compte_de_produit`, `courriel`, `url`, `telephone`.
    Code(&'static str),
    /// One word of a closed list.
    Choix(&'static [Choix]),
    /// An object.
    Fiche(&'static Descripteur),
    /// A list.
    Liste(&'static Forme),
    /// Answers to declared points and to a call's own questions, by id.
    Declarations,
    /// What a person has judged, by point id.
    Appreciations,
}

impl Forme {
    /// The kind of value, as the report writes it.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Booleen => "boolean",
            Self::Compte { .. } | Self::Annee => "count",
            Self::Montant => "amount",
            Self::Part => "share",
            Self::Etp | Self::Heures | Self::Nombre => "number",
            Self::Date => "date",
            Self::Heure => "time",
            Self::Texte | Self::Code(_) => "text",
            Self::Choix(_) => "choice",
            Self::Liste(_) => "list",
            Self::Fiche(_) | Self::Declarations | Self::Appreciations => "object",
        }
    }

    /// Of a count: the least that can be.
    #[must_use]
    pub fn minimum(self) -> Option<u32> {
        match self {
            Self::Compte { minimum } => Some(minimum),
            Self::Annee => Some(super::Annee::PREMIERE.into()),
            _ => None,
        }
    }

    /// A whole number that would do.
    pub(crate) fn entier_en_exemple(self) -> u32 {
        if self == Self::Annee { 2030 } else { 12 }
    }

    /// Of a count or a number: the most that can be, where there is such a bound.
    #[must_use]
    pub fn maximum(self) -> Option<u32> {
        match self {
            Self::Annee => Some(super::Annee::DERNIERE.into()),
            // Nobody works more than full time.
            Self::Etp => Some(1),
            _ => None,
        }
    }

    /// Of a number: its unit, where it has one.
    #[must_use]
    pub fn unit(self) -> Option<&'static str> {
        match self {
            Self::Etp => Some("ETP"),
            Self::Heures => Some("heures"),
            _ => None,
        }
    }
}

/// One word of a closed list, as the contract writes it and as people read it.
#[derive(Debug, PartialEq, Eq)]
pub struct Choix {
    /// The word in documents.
    pub code: &'static str,
    /// Shown in French.
    pub fr: &'static str,
    /// Shown in English.
    pub en: &'static str,
}

/// An object of the documents: its name in the singular, and its fields in order.
#[derive(Debug)]
pub struct Descripteur {
    /// Name of one such object, as calls write it (`par = ["formation"]`).
    pub nom: &'static str,
    /// What it is, and the place of the text that asks for it.
    pub doc: &'static str,
    /// Fields, in the order of the contract.
    pub champs: &'static [Champ],
}

impl PartialEq for Descripteur {
    fn eq(&self, autre: &Self) -> bool {
        std::ptr::eq(self, autre)
    }
}

impl Descripteur {
    /// A field and its rank, by name.
    #[must_use]
    pub fn champ(&self, nom: &str) -> Option<(u32, &'static Champ)> {
        let rang = self.champs.iter().position(|c| c.nom == nom)?;
        Some((u32::try_from(rang).ok()?, self.champs.get(rang)?))
    }
}

/// A field of an object.
#[derive(Debug)]
pub struct Champ {
    /// Key in documents.
    pub nom: &'static str,
    /// Title in French.
    pub fr: &'static str,
    /// Title in English.
    pub en: &'static str,
    /// What it is, and the place of the text that asks for it.
    pub doc: &'static str,
    /// What it takes.
    pub forme: Forme,
    /// The list of the call that its codes are of, where the call has such a list.
    pub codes: Option<super::Codes>,
    /// True where what a dossier does not say is said to be none: silence announces nothing.
    pub silence: bool,
    /// True of the day of what was done: a day to come says that it is not.
    pub fait: bool,
}

/// What a declaration says of an object, or of a field after its titles.
#[allow(non_camel_case_types, reason = "one name for a mark everywhere: as declarations write it")]
#[derive(Clone, Copy)]
pub(crate) enum Marque {
    document,
    silence,
    fait,
}

impl Marque {
    pub const fn est_parmi(self, marques: &[Self]) -> bool {
        let mut reste = marques;
        while let Some((premiere, suite)) = reste.split_first() {
            if *premiere as u8 == self as u8 {
                return true;
            }
            reste = suite;
        }
        false
    }
}

impl Champ {
    /// The title in a language.
    #[must_use]
    pub fn titre(&self, langue: crate::values::Langue) -> &'static str {
        match langue {
            crate::values::Langue::Fr => self.fr,
            crate::values::Langue::En => self.en,
        }
    }
}

/// A value of a document as the kinds of rules see it.
#[derive(Clone, Copy)]
pub(crate) enum Vue<'a> {
    Inconnue,
    /// In error: at the end of a way it is not known, whatever silence would mean there.
    Fautive,
    Aucune,
    Booleen(bool),
    Compte(u32),
    Nombre(Decimal),
    Montant(Montant),
    Part(Part),
    Date(Date),
    Heure(Heure),
    Texte(&'a str),
    /// A code that is not kept as plain text (a SIRET, a bank number): given, and no more is said.
    Code,
    Choix(&'static Choix),
    Fiche(&'a dyn Fiche),
    Liste(&'a dyn ListeVue),
}

/// A list, element by element.
pub(crate) trait ListeVue {
    fn longueur(&self) -> usize;
    fn element(&self, rang: usize) -> Vue<'_>;
}

impl<T: Donnee> ListeVue for Vec<T> {
    fn longueur(&self) -> usize {
        self.len()
    }
    fn element(&self, rang: usize) -> Vue<'_> {
        self.get(rang).map_or(Vue::Inconnue, Donnee::vue_d_un_element)
    }
}

/// A type that a field can hold.
pub(crate) trait Donnee: Sized {
    const FORME: Forme;
    /// Reads a node; `None` when it is at fault, which the reader then knows.
    fn lire(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self>;
    /// What stands in a list for an element at fault, so that places stay right.
    fn fautive() -> Option<Self> {
        None
    }
    /// Puts what stands at a place below in error; false where it is for what holds it to be.
    fn fauter(&mut self, _pas: &[u32]) -> bool {
        false
    }
    fn vue(&self) -> Vue<'_>;
    /// The same of an element of a list, which may say that it is none.
    fn vue_d_un_element(&self) -> Vue<'_> {
        self.vue()
    }
    /// Shows each word of it, with its place.
    fn mots<'a>(&'a self, _lieu: Lieu, _voir: &mut dyn FnMut(Lieu, &'a str)) {}
    /// Shows every object that carries declarations or has dates in order.
    fn visiter<'a>(&'a self, _lieu: Lieu, _visiteur: &mut dyn Visiteur<'a>) {}
}

#[allow(private_bounds, reason = "only the crate puts values in error")]
impl<T: Donnee> Reponse<T> {
    /// Puts what stands at a place below, or the answer itself, in error.
    pub(crate) fn fauter(&mut self, pas: &[u32]) {
        let dedans = match self {
            Self::Donnee(valeur) if !pas.is_empty() => valeur.fauter(pas),
            _ => false,
        };
        if !dedans {
            *self = Self::Fautive;
        }
    }
}

/// An object of a document.
pub(crate) trait Fiche {
    fn descripteur(&self) -> &'static Descripteur;
    fn champ(&self, rang: u32) -> Vue<'_>;
}

/// True of the objects that are called by their first field: an id, or a budget's year.
pub(crate) const fn est_nommee(descripteur: &Descripteur) -> bool {
    match descripteur.champs {
        [premier, ..] => {
            matches!(premier.nom.as_bytes(), b"id")
                || (matches!(premier.nom.as_bytes(), b"annee")
                    && matches!(descripteur.nom.as_bytes(), b"budget"))
        }
        [] => false,
    }
}

/// True of the objects whose id is their own, and no code of the call.
pub(crate) const fn est_nommee_en_propre(descripteur: &Descripteur) -> bool {
    match descripteur.champs {
        [premier, ..] => matches!(premier.nom.as_bytes(), b"id") && premier.codes.is_none(),
        [] => false,
    }
}

/// Sees what the whole document carries beside its fields.
pub(crate) trait Visiteur<'a> {
    fn declarations(&mut self, lieu: Lieu, declarations: &'a [(CompactString, Declaration)]);
    fn appreciations(&mut self, lieu: Lieu, appreciations: &'a [(CompactString, Appreciation)]);
    /// What an element of a list is called by, an id or its year; whether no other element of it can be called so.
    fn nom(&mut self, lieu: Lieu, nom: Vue<'a>, en_propre: bool);
    /// A code of a list of the call.
    fn code(&mut self, lieu: Lieu, codes: super::Codes, code: &'a str);
    /// Two dates that must stand in this order, each with its name and its place.
    fn ordre(
        &mut self,
        avant: (&'static str, Lieu, &Reponse<Date>),
        apres: (&'static str, Lieu, &Reponse<Date>),
    );
}

/// A place in a document: ranks of fields and of list elements, from the top. Small and `Copy`: the
/// JSON Pointer is written from it on demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub(crate) struct Lieu {
    pas: [u32; 8],
    nombre: u8,
}

impl Lieu {
    pub const RACINE: Self = Self { pas: [0; 8], nombre: 0 };

    /// One step down; past eight steps (no document is that deep) the place stays where it is.
    #[inline]
    #[must_use]
    pub fn puis(mut self, pas: u32) -> Self {
        if let Some(case) = self.pas.get_mut(usize::from(self.nombre)) {
            *case = pas;
            self.nombre = self.nombre.saturating_add(1);
        }
        self
    }

    /// One step down to an element of a list.
    #[inline]
    #[must_use]
    pub fn rang(self, rang: usize) -> Self {
        self.puis(u32::try_from(rang).unwrap_or(u32::MAX))
    }

    /// How many steps there are.
    #[inline]
    pub fn longueur(self) -> u8 {
        self.nombre
    }

    /// The place of so many first steps.
    #[must_use]
    pub fn debut(mut self, nombre: u8) -> Self {
        for pas in self.pas.iter_mut().skip(usize::from(nombre)) {
            *pas = 0;
        }
        self.nombre = self.nombre.min(nombre);
        self
    }

    /// The place that this one is a step below of.
    #[must_use]
    pub fn parent(self) -> Self {
        self.debut(self.nombre.saturating_sub(1))
    }

    /// True below a place, or at it.
    #[inline]
    pub fn commence_par(&self, autre: Self) -> bool {
        // Places are short: a loop costs less than comparing memory.
        self.nombre >= autre.nombre && self.pas.iter().zip(autre.pas()).all(|(a, b)| a == b)
    }

    #[inline]
    pub fn pas(&self) -> &[u32] {
        self.pas.get(..usize::from(self.nombre)).unwrap_or_default()
    }
}
