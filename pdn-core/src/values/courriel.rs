//! E-mail addresses.

use super::{CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, est_blanc, valeur_en_texte};
use compact_str::CompactString;
use email_address::EmailAddress;
use std::fmt;

/// One e-mail address, as RFC 5321 and 5322 have them, with a domain of two parts at least and without a displayed
/// name. Whether it receives anything, only a message can tell.
///
/// ```
/// use pdn_core::values::{Courriel, Valeur};
///
/// assert_eq!(Courriel::du_contrat("contact@association.fr")?.as_str(), "contact@association.fr");
/// assert!(Courriel::du_contrat("contact@association").is_err());
/// assert!(Courriel::saisi("a@exemple.fr ; b@exemple.fr").is_err());
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Courriel(CompactString);

impl Courriel {
    /// The address as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands after the `@`.
    ///
    /// ```
    /// use pdn_core::values::{Courriel, Valeur};
    ///
    /// assert_eq!(Courriel::du_contrat("contact@association.fr")?.domaine(), "association.fr");
    /// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
    /// ```
    #[must_use]
    pub fn domaine(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domaine)| domaine)
    }
}

/// True of the addresses that nearly everyone has: short, of letters, digits, dots and hyphens. The
/// grammar of all the others costs more to check than the rest of a dossier's codes together.
fn est_courant(texte: &str) -> bool {
    let mot = |mot: &str| {
        let octets = mot.as_bytes();
        octets.first().is_some_and(u8::is_ascii_alphanumeric)
            && octets.last().is_some_and(u8::is_ascii_alphanumeric)
            && octets.iter().all(|o| o.is_ascii_alphanumeric() || *o == b'-')
    };
    texte.len() <= 63
        && texte.split_once('@').is_some_and(|(boite, domaine)| {
            boite.split('.').all(mot) && domaine.contains('.') && domaine.split('.').all(mot)
        })
}

fn est_valide(texte: &str) -> bool {
    est_courant(texte) || est_permis(texte)
}

fn est_permis(texte: &str) -> bool {
    let signe_interdit =
        |c: char| est_blanc(c) || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"');
    texte.rsplit_once('@').is_some_and(|(boite, domaine)| {
        domaine.contains('.')
            && !texte.contains(signe_interdit)
            && !domaine.starts_with('[')
            && EmailAddress::is_valid_local_part(boite)
            && EmailAddress::is_valid_domain(domaine)
    })
}

impl Valeur for Courriel {
    const SORTE: Sorte = Sorte::Courriel;

    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        if est_valide(texte) {
            return Ok(Self(CompactString::new(texte)));
        }
        Err(match Self::saisi(texte) {
            Ok(courriel) => ErreurDeValeur::autre_forme(Self::SORTE, texte, &courriel.0),
            Err(erreur) => erreur.dans_le_contrat(),
        })
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        let net = texte.trim_matches(est_blanc);
        let net = net.strip_prefix("mailto:").unwrap_or(net);
        if est_valide(net) {
            return Ok(Self(CompactString::new(net)));
        }
        let raison = if net.is_empty() { Raison::Empty } else { Raison::Unreadable };
        Err(ErreurDeValeur::new(Self::SORTE, CodeDeValeur::Forme, raison, texte))
    }
}

impl fmt::Display for Courriel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl serde::Serialize for Courriel {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

valeur_en_texte!(Courriel);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_short_way_takes_only_what_the_grammar_does(texte in "[a-zA-Z0-9.-]{0,12}@[a-z0-9.-]{0,12}") {
            prop_assert!(!est_courant(&texte) || est_permis(&texte));
        }
    }

    #[test]
    fn one_whole_address() {
        for texte in
            ["contact@association.fr", "prenom.nom+pdn@caf63.caf.fr", "é@exemple.fr", "a@b.c"]
        {
            assert_eq!(Courriel::du_contrat(texte).unwrap().to_string(), texte);
        }
        for texte in [
            "",
            "contact",
            "contact@",
            "@association.fr",
            "contact@association",
            "a@b@c.fr",
            "a b@c.fr",
            "a\u{a0}b@c.fr",
            "a@exemple.fr;b@exemple.fr",
            "a@exemple.fr, b@exemple.fr",
            "Nom <a@exemple.fr>",
            "a@[127.0.0.1]",
            "a..b@c.fr",
            "a@.fr",
            "a@b..fr",
            "a@-b.fr",
            "a@b.fr.",
            "contact at association.fr",
            "\"a b\"@c.fr",
        ] {
            assert_eq!(
                Courriel::du_contrat(texte).unwrap_err().code(),
                CodeDeValeur::Forme,
                "{texte}"
            );
        }
        assert_eq!(Courriel::du_contrat(" a@b.fr\u{a0}").unwrap_err().ecrire(), Some("a@b.fr"));
        assert_eq!(Courriel::saisi("mailto:a@b.fr").unwrap().as_str(), "a@b.fr");
    }

    proptest! {
        #[test]
        fn display_and_contract_agree(texte in "[a-z0-9]{1,20}@[a-z0-9]{1,20}\\.[a-z]{2,5}") {
            prop_assert_eq!(Courriel::du_contrat(&texte).unwrap().to_string(), texte);
        }

        #[test]
        fn no_text_panics(texte in any::<String>(), presque in "\\PC{0,10}@\\PC{0,10}") {
            let _ = (Courriel::saisi(&texte), Courriel::du_contrat(&texte), Courriel::du_contrat(&presque));
        }
    }
}
