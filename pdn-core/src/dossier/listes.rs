//! The lists of codes that a call writes, and that fields of documents take their words from.

use super::Choix;

macro_rules! listes {
    ($($(#[$doc:meta])* $nom:ident = $cle:literal;)*) => {
        /// A list of codes that a call names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Liste { $($(#[$doc])* $nom,)* }

        impl Liste {
            /// Every list.
            pub const TOUTES: &'static [Self] = &[$(Self::$nom,)*];

            /// The name of the list in the file of a call.
            #[must_use]
            pub fn nom(self) -> &'static str {
                match self { $(Self::$nom => $cle,)* }
            }
        }
    };
}

listes! {
    /// Those who take part: funders, addressees, signatories.
    Acteurs = "acteurs";
    /// Bases of shares.
    Bases = "bases";
    /// Kinds of expense.
    Depenses = "depenses";
    /// Diplomas.
    Diplomes = "diplomes";
    /// Funding schemes.
    Dispositifs = "dispositifs";
    /// Commitments that a breach can name.
    Engagements = "engagements";
    /// Deliverables of a training.
    Livrables = "livrables";
    /// Modules.
    Modules = "modules";
    /// Phases of a mission.
    Phases = "phases";
    /// Documents to supply.
    Pieces = "pieces";
    /// Sectors of a structure.
    Secteurs = "secteurs";
    /// Themes of trainings.
    Thematiques = "thematiques";
}

impl Liste {
    /// The word of an answer that is none of the list's, where its field has one: any word is free text for the engine.
    pub(crate) fn autre(self) -> Option<Choix> {
        match self {
            Self::Secteurs => {
                Some(Choix { code: "autre", fr: "Autre secteur", en: "Another sector" })
            }
            Self::Depenses => {
                Some(Choix { code: "autre", fr: "Autre dépense", en: "Another expense" })
            }
            _ => None,
        }
    }
}

/// A field's list of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Codes {
    /// The list of the call.
    pub liste: Liste,
    /// True where other words may be written as well: then only what is near a code, and is not one,
    /// is an error.
    pub ouverte: bool,
}

/// The list that a field is declared with.
pub(crate) const fn codes(fermee: &[Liste], ouverte: &[Liste]) -> Option<Codes> {
    match (fermee, ouverte) {
        ([liste, ..], _) => Some(Codes { liste: *liste, ouverte: false }),
        ([], [liste, ..]) => Some(Codes { liste: *liste, ouverte: true }),
        ([], []) => None,
    }
}
