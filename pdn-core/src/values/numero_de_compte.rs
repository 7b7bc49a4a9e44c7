//! Numbers of accounts of the French chart of accounts.

use super::{
    CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, entier_de_tableur, est_blanc, est_trait,
    valeur_en_texte, visible,
};
use compact_str::CompactString;
use std::fmt;

/// The number of an account of the French chart of accounts (plan comptable), as budgets are laid out by: two digits
/// (`60`, `86`), or more of an account below (`641`, `7478`).
///
/// What people write beside it ("Compte 86", "60 - Achats") is no part of it: rules tell the accounts apart by their
/// first digits.
///
/// ```
/// use pdn_core::values::{NumeroDeCompte, Valeur};
///
/// assert_eq!(NumeroDeCompte::du_contrat("7478")?.as_str(), "7478");
/// assert_eq!(NumeroDeCompte::du_contrat("Compte 86").unwrap_err().ecrire(), Some("86"));
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NumeroDeCompte(CompactString);

/// What people write before the number.
const MOTS: [&str; 8] = ["COMPTE", "COMPTES", "CPTE", "CPT", "ACCOUNT", "N°", "NO", "C/"];

impl NumeroDeCompte {
    /// How many digits there are, at least and at most.
    pub(crate) const CHIFFRES: (usize, usize) = (2, 10);

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn lire(texte: &str) -> Option<Self> {
        let (min, max) = Self::CHIFFRES;
        // The classes of the chart are numbered from 1.
        let chiffres = texte.bytes().all(|b| b.is_ascii_digit()) && !texte.starts_with('0');
        (chiffres && (min..=max).contains(&texte.len())).then(|| Self(CompactString::new(texte)))
    }
}

impl Valeur for NumeroDeCompte {
    const SORTE: Sorte = Sorte::NumeroDeCompte;

    #[inline]
    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::lire(texte).ok_or_else(|| match Self::saisi(texte) {
            Ok(compte) => ErreurDeValeur::autre_forme(Self::SORTE, texte, compte.as_str()),
            Err(erreur) => erreur.dans_le_contrat(),
        })
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
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
        Self::lire(compte.trim_start_matches('0')).filter(|_| separe).ok_or_else(|| {
            let raison = if net.trim_matches(est_blanc).is_empty() {
                Raison::Empty
            } else {
                Raison::Unreadable
            };
            ErreurDeValeur::new(Self::SORTE, CodeDeValeur::Forme, raison, texte)
        })
    }
}

impl fmt::Display for NumeroDeCompte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for NumeroDeCompte {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

valeur_en_texte!(NumeroDeCompte);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_and_nothing_else() {
        for texte in ["60", "86", "641", "7478", "606300", "1234567890"] {
            assert_eq!(NumeroDeCompte::du_contrat(texte).unwrap().to_string(), texte);
        }
        for texte in ["", "6", "12345678901", "00", "six", "6A", "٨٦"] {
            let erreur = NumeroDeCompte::du_contrat(texte).unwrap_err();
            assert_eq!((erreur.code(), erreur.ecrire()), (CodeDeValeur::Forme, None), "{texte}");
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
            ("compte n° 7478", Some("7478")),
            ("cpte. 641", Some("641")),
            ("60 - Achats", Some("60")),
            ("60 – Achats", Some("60")),
            ("74 : subventions", Some("74")),
            // Which of them is not known.
            ("86 87", None),
            ("60/61", None),
            ("64.1", None),
            ("86.5", None),
            ("Achats 2024", None),
            ("60 Achats 2024", None),
            ("6 0", None),
        ] {
            assert_eq!(NumeroDeCompte::du_contrat(texte).unwrap_err().ecrire(), forme, "{texte}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(texte in any::<String>(), presque in "(compte |n°|c/)?[0-9 .–-]{0,12}") {
            let _ = (NumeroDeCompte::saisi(&texte), NumeroDeCompte::du_contrat(&presque));
        }
    }
}
