//! The documents of an office: applications alone or in a batch, sessions, reports, financing plans,
//! professionals, profiles, structures.
//!
//! Every field is optional, and says whether it is not known, said to be none, or given
//! ([`Reponse`]). A document comes from JSON text or is built in Rust:
//!
//! ```
//! use pdn_core::dossier::{Candidature, Formation};
//!
//! let candidature = Candidature {
//!     module: "2".into(),
//!     formations: vec![Formation { id: "F1".into(), ..Formation::default() }].into(),
//!     ..Candidature::default()
//! };
//! assert!(candidature.structure.est_inconnue());
//! ```

#[macro_use]
mod macros;

pub(crate) mod absence;
mod bilan_coordination;
mod bilan_formation;
mod candidature;
mod champs;
mod declaration;
mod document;
pub(crate) mod forme;
pub(crate) mod lire;
pub(crate) mod listes;
mod lot;
mod mots;
mod plan_financement;
mod profil;
mod promeneur;
mod reponse;
mod session;
mod structure;

pub(crate) use macros::choix;

pub use bilan_coordination::*;
pub use bilan_formation::*;
pub use candidature::*;
pub use champs::{Annee, Texte};
pub use declaration::{Appreciation, Appreciations, Avis, Declaration, Declarations};
pub use document::{Document, TypeDeDocument, UnknownType};
pub(crate) use document::{lire_tout, lire_vite};
pub use forme::{Champ, Choix, Descripteur, Forme};
pub use listes::{Codes, Liste};
pub use lot::*;
pub use mots::*;
pub use plan_financement::*;
pub use profil::*;
pub use promeneur::*;
pub use reponse::Reponse;
pub use session::*;
pub use structure::*;
