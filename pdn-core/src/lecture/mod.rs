//! Reading with places: one tree for JSON and TOML, every fault kept with where it stands.
//!
//! A document is first read straight into its type, which is fast and stops at the first anomaly.
//! Only then is it read again through this module, which never stops, keeps what is right and
//! lists every fault. The TOML of a call always comes this way.

mod arbre;
mod codes;
mod decodage;
mod faute;
mod lecteur;
mod proche;

pub(crate) use arbre::{Contenu, Entree, Noeud, Positions};
pub use arbre::{ErreurDeTexte, PROFONDEUR_MAX, TAILLE_MAX};
pub(crate) use arbre::{OPTIONS_JSON, lire_json, lire_toml, texte, texte_json};
pub(crate) use codes::{ListeDeCodes, Voulu};
pub(crate) use decodage::{a_des_textes_abimes, est_abime, est_perdu, reparer, sans_moities};
pub use faute::{CodeDeFaute, Faute};
pub(crate) use faute::{Genre, Motif, a_ecrire, entier_a_ecrire, liste_de_mots};
pub(crate) use lecteur::Lecteur;
pub(crate) use proche::{Plie, plus_proche};
