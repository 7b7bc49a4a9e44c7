//! Numbers of accounts of the French chart of accounts: those of the costs of a budget, and those of its income.

use super::{
    CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, entier_de_tableur, est_blanc, est_trait,
    valeur_en_texte, visible,
};
use compact_str::CompactString;
use std::fmt;

/// What people write before the number.
const MOTS: [&str; 8] = ["COMPTE", "COMPTES", "CPTE", "CPT", "ACCOUNT", "N°", "NO", "C/"];

/// How many digits an account has, at least and at most.
pub(crate) const CHIFFRES: (usize, usize) = (2, 10);

fn est_un_numero(texte: &str) -> bool {
    let (min, max) = CHIFFRES;
    // The classes of the chart are numbered from 1.
    let chiffres = texte.bytes().all(|b| b.is_ascii_digit()) && !texte.starts_with('0');
    chiffres && (min..=max).contains(&texte.len())
}

/// The number that people type, whatever account it is of.
fn numero_saisi(texte: &str) -> Option<CompactString> {
    let net = visible(texte).to_uppercase();
    let mut reste = net.trim_matches(est_blanc);
    while let Some(apres) = MOTS.iter().find_map(|mot| reste.strip_prefix(mot)) {
        reste = apres.trim_start_matches(|c| est_blanc(c) || matches!(c, '.' | ':'));
    }
    let entier = entier_de_tableur(reste).unwrap_or(reste);
    let fin = entier.find(|c: char| !c.is_ascii_digit()).unwrap_or(entier.len());
    let (compte, libelle) = entier.split_at_checked(fin).unwrap_or((entier, ""));
    // What follows is the label of the account, where it cannot be more digits of the number.
    let a_part = |c: char| est_blanc(c) || est_trait(c) || matches!(c, ':' | '.');
    let separe = libelle.is_empty()
        || (libelle.starts_with(a_part) && !libelle.contains(|c: char| c.is_ascii_digit()));
    let compte = compte.trim_start_matches('0');
    (separe && est_un_numero(compte)).then(|| CompactString::new(compte))
}

macro_rules! compte {
    ($(#[$doc:meta])* $nom:ident, $classe:literal, $en_nature:literal) => {
        $(#[$doc])*
        ///
        /// Two digits, or more of an account below (`641`, `7478`). What people write beside it ("Compte 86",
        /// "60 - Achats") is no part of it: rules tell the accounts apart by their first digits.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $nom(CompactString);

        impl $nom {
            /// The class of the chart, and the account of the contributions in kind.
            pub(crate) const DEBUTS: (&'static str, &'static str) = ($classe, $en_nature);

            /// The digits.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            fn est_le_sien(numero: &str) -> bool {
                numero.starts_with($classe) || numero.starts_with($en_nature)
            }
        }

        impl Valeur for $nom {
            const SORTE: Sorte = Sorte::$nom;

            #[inline]
            fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
                if est_un_numero(texte) && Self::est_le_sien(texte) {
                    return Ok(Self(CompactString::new(texte)));
                }
                Err(match Self::saisi(texte) {
                    Ok(compte) => ErreurDeValeur::autre_forme::<Self>(texte, &compte.0),
                    Err(erreur) => erreur.dans_le_contrat(),
                })
            }

            fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
                let (code, raison) = match numero_saisi(texte) {
                    Some(numero) if Self::est_le_sien(&numero) => return Ok(Self(numero)),
                    Some(_) => (CodeDeValeur::Impossible, Raison::OtherAccounts),
                    None if visible(texte).is_empty() => (CodeDeValeur::Forme, Raison::Empty),
                    None => (CodeDeValeur::Forme, Raison::Unreadable),
                };
                Err(ErreurDeValeur::new(Self::SORTE, code, raison, texte))
            }
        }

        impl AsRef<str> for $nom {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $nom {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl serde::Serialize for $nom {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(&self.0)
            }
        }

        valeur_en_texte!($nom);
    };
}

compte! {
    /// The number of an account of costs (plan comptable), as budgets are laid out by: 60 to 69, and 86 for the uses
    /// of contributions in kind.
    ///
    /// ```
    /// use pdn_core::values::{CompteDeCharge, Valeur};
    ///
    /// assert_eq!(CompteDeCharge::du_contrat("641")?.as_str(), "641");
    /// assert_eq!(CompteDeCharge::du_contrat("Compte 86").unwrap_err().ecrire(), Some("86"));
    /// assert!(CompteDeCharge::du_contrat("74").is_err());
    /// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
    /// ```
    CompteDeCharge, "6", "86"
}

compte! {
    /// The number of an account of income (plan comptable), as budgets are laid out by: 70 to 79, and 87 for
    /// contributions in kind.
    ///
    /// ```
    /// use pdn_core::values::{CompteDeProduit, Valeur};
    ///
    /// assert_eq!(CompteDeProduit::du_contrat("7478")?.as_str(), "7478");
    /// assert!(CompteDeProduit::du_contrat("60").is_err());
    /// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
    /// ```
    CompteDeProduit, "7", "87"
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_and_nothing_else() {
        for texte in ["60", "69", "86", "641", "606300", "6234567890", "861"] {
            assert_eq!(CompteDeCharge::du_contrat(texte).unwrap().to_string(), texte);
        }
        for texte in ["70", "79", "87", "7478", "870"] {
            assert_eq!(CompteDeProduit::du_contrat(texte).unwrap().to_string(), texte);
        }
        for texte in ["", "6", "62345678901", "00", "six", "6A", "٨٦"] {
            let erreur = CompteDeCharge::du_contrat(texte).unwrap_err();
            assert_eq!((erreur.code(), erreur.ecrire()), (CodeDeValeur::Forme, None), "{texte}");
        }
    }

    #[test]
    fn each_side_has_its_accounts() {
        let charge = ["87", "74", "99", "10", "85", "59", "Compte 74", "74 - Subventions"];
        let refus = charge.map(|texte| (texte, CompteDeCharge::du_contrat(texte).unwrap_err()));
        let produit = ["60", "86", "99", "10", "88", "compte 641"];
        let autres = produit.map(|texte| (texte, CompteDeProduit::du_contrat(texte).unwrap_err()));
        for (texte, erreur) in refus.into_iter().chain(autres) {
            assert_eq!(
                (erreur.code(), erreur.raison(), erreur.ecrire()),
                (CodeDeValeur::Impossible, &Raison::OtherAccounts, None),
                "{texte}"
            );
        }
    }

    #[test]
    fn what_people_and_spreadsheets_write() {
        for (texte, forme) in [
            (" 86", Some("86")),
            ("86\u{a0}", Some("86")),
            ("86.0", Some("86")),
            ("086", Some("86")),
            ("8\u{200b}6", Some("86")),
            ("Compte 86", Some("86")),
            ("cpte. 641", Some("641")),
            ("60 - Achats", Some("60")),
            ("60 – Achats", Some("60")),
            // Which of them is not known.
            ("86 87", None),
            ("60/61", None),
            ("64.1", None),
            ("86.5", None),
            ("Achats 2024", None),
            ("60 Achats 2024", None),
            ("6 0", None),
        ] {
            assert_eq!(CompteDeCharge::du_contrat(texte).unwrap_err().ecrire(), forme, "{texte}");
        }
        for (texte, forme) in [("compte n° 7478", "7478"), ("74 : subventions", "74")] {
            assert_eq!(CompteDeProduit::du_contrat(texte).unwrap_err().ecrire(), Some(forme));
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(texte in any::<String>(), presque in "(compte |n°|c/)?[0-9 .–-]{0,12}") {
            let _ = (CompteDeCharge::saisi(&texte), CompteDeProduit::du_contrat(&presque));
        }
    }
}
