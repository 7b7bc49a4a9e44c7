//! Values that cannot hold nonsense: amounts, shares, dates, hours, registration and bank numbers, addresses.
//!
//! Each type keeps its field private and has two ways in, both of the trait [`Valeur`]:
//!
//! - [`Valeur::du_contrat`] reads the one written form of the contract (`"3000.00"`, `"2024-06-14"`), fast;
//! - [`Valeur::saisi`] reads what people really type (`3 000,00 €`, `14/06/2024`, `80 %`), no-break spaces included.
//!
//! `FromStr` is `saisi`; `Display` writes the contract's form, except that bank numbers are masked; serde reads and
//! writes the contract's form. Every refusal is one [`ErreurDeValeur`], which says in one sentence, in French or in
//! English, what was found and what to write.
//!
//! Nothing is guessed or rounded: `3.000` is not read as three thousand, and an amount finer than a cent is refused.
//!
//! ```
//! use pdn_core::values::{Date, Langue, Montant, Valeur};
//!
//! assert_eq!(Montant::saisi("3 000,00 €"), Montant::du_contrat("3000.00"));
//!
//! let refus = Date::du_contrat("14/06/2024").unwrap_err();
//! assert!(refus.texte(Langue::En).ends_with("write \"2024-06-14\"."));
//! ```

mod code_postal;
mod compte;
mod courriel;
mod date;
mod departement;
mod duree;
mod erreur;
mod etp;
mod heure;
mod heures;
mod iban;
mod jour_de_l_annee;
mod langue;
mod montant;
mod nombre;
mod part;
mod pays;
mod periode;
mod quantite;
mod rna;
mod serde_valeur;
mod signes;
mod siret;
mod telephone;
mod url;

pub use code_postal::CodePostal;
pub use compte::{CompteDeCharge, CompteDeProduit};
pub use courriel::Courriel;
pub use date::Date;
pub use departement::Departement;
pub use duree::{Duree, UniteDeTemps};
pub use erreur::{CodeDeValeur, ErreurDeValeur, Raison, Sorte};
pub use etp::Etp;
pub use heure::Heure;
pub use heures::Heures;
pub use iban::{Bic, Iban};
pub use jour_de_l_annee::JourDeLAnnee;
pub use langue::Langue;
pub use montant::Montant;
pub(crate) use nombre::Borne;
pub use nombre::ValeurNumerique;
pub use part::Part;
pub use periode::Periode;
pub use quantite::Quantite;
pub use rna::Rna;
use signes::{a_des_invisibles, entier_de_tableur, est_espace, est_trait, sans_separateurs};
pub(crate) use signes::{
    est_blanc, est_invisible, montrable, montrer, montrer_bref, sans_blancs, visible,
};
pub use siret::{Siren, Siret};
pub use telephone::Telephone;
pub use url::Url;
#[cfg(feature = "schema")]
pub(crate) use {
    compte::CHIFFRES as CHIFFRES_D_UN_COMPTE, pays::codes as codes_de_pays,
    telephone::indicatifs_etrangers,
};

/// A value that a document or a call can hold.
///
/// ```
/// use pdn_core::values::{Departement, Valeur};
///
/// assert!(Departement::du_contrat("3").is_err());
/// assert_eq!(Departement::saisi("3")?.to_string(), "03");
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
pub trait Valeur: Sized {
    /// Which kind of value this is, as errors name it.
    const SORTE: Sorte;

    /// Reads the contract's one written form. Allocates nothing on success where the type holds no text of its own.
    ///
    /// # Errors
    /// [`CodeDeValeur::Forme`] when the text is written in another form (the error then gives the form to write, if
    /// the text could be understood), [`CodeDeValeur::Impossible`] when no such value can exist.
    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur>;

    /// Reads what people really type: spaces, U+00A0, U+202F, lower case, `3 000,00 €`, `14/06/2024`.
    ///
    /// # Errors
    /// As [`Valeur::du_contrat`], for text that cannot be understood without guessing.
    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur>;
}

/// Gives `FromStr` (what people type) and serde (the contract's form, as text) to a type.
macro_rules! valeur_en_texte {
    ($t:ident) => {
        impl std::str::FromStr for $t {
            type Err = $crate::values::ErreurDeValeur;

            fn from_str(texte: &str) -> Result<Self, Self::Err> {
                <Self as $crate::values::Valeur>::saisi(texte)
            }
        }

        impl<'de> serde::Deserialize<'de> for $t {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                $crate::values::serde_valeur::lire_texte(d)
            }
        }
    };
}
use valeur_en_texte;
