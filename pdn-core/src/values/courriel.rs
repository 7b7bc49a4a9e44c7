//! E-mail addresses.

use super::{
    CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, est_blanc, valeur_en_texte, visible,
};
use compact_str::CompactString;
use email_address::EmailAddress;
use std::fmt;

/// One e-mail address, as RFC 5321 and 5322 have them, of at most 254 bytes, without a displayed name. Its domain has
/// two parts at least, of letters, digits and hyphens, and the last one has two signs or more, of which a letter. Whether it receives anything,
/// only a message can tell.
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
            boite.split('.').all(mot)
                && domaine.split('.').all(mot)
                && domaine.rsplit_once('.').is_some_and(|(_, fin)| {
                    fin.len() > 1 && fin.bytes().any(|o| o.is_ascii_alphabetic())
                })
        })
}

/// The most bytes that an address can have, between the brackets of RFC 5321.
const LONGUEUR_MAX: usize = 254;

/// True of the names that a machine on the Internet can have: labels of letters, digits and hyphens, at least two of
/// them, the last of which has two signs or more, of which a letter.
pub(super) fn est_un_domaine(nom: &str) -> bool {
    let etiquette = |mot: &str| {
        (1..=63).contains(&mot.len())
            && !mot.starts_with('-')
            && !mot.ends_with('-')
            && mot.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    nom.len() <= 253
        && nom.split('.').all(etiquette)
        && nom.rsplit_once('.').is_some_and(|(_, fin)| {
            fin.chars().nth(1).is_some() && fin.chars().any(char::is_alphabetic)
        })
}

fn est_valide(texte: &str) -> bool {
    est_courant(texte) || est_permis(texte)
}

fn est_permis(texte: &str) -> bool {
    let signe_interdit =
        |c: char| est_blanc(c) || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"');
    texte.rsplit_once('@').is_some_and(|(boite, domaine)| {
        texte.len() <= LONGUEUR_MAX
            && !texte.contains(signe_interdit)
            && est_un_domaine(domaine)
            && EmailAddress::is_valid_local_part(boite)
            && EmailAddress::is_valid_domain(domaine)
    })
}

/// What is wrong with an address that is not valid.
fn raison(net: &str) -> Raison {
    match net.rsplit_once('@') {
        _ if net.is_empty() => Raison::Empty,
        // A list of addresses is long, and is no address.
        Some((boite, _)) if net.len() > LONGUEUR_MAX && !boite.contains(['@', ' ', ';', ',']) => {
            Raison::TooLong { max: LONGUEUR_MAX }
        }
        Some((boite, domaine))
            if EmailAddress::is_valid_local_part(boite) && !est_un_domaine(domaine) =>
        {
            Raison::NoSuchHost
        }
        _ => Raison::Unreadable,
    }
}

impl Valeur for Courriel {
    const SORTE: Sorte = Sorte::Courriel;

    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        if est_valide(texte) {
            return Ok(Self(CompactString::new(texte)));
        }
        Err(match Self::saisi(texte) {
            Ok(courriel) => ErreurDeValeur::autre_forme::<Self>(texte, &courriel.0),
            Err(erreur) => erreur.dans_le_contrat(),
        })
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        let visible = visible(texte);
        let net = visible.strip_prefix("mailto:").unwrap_or(&visible);
        // A link to an address may go on with a subject.
        let fin = net
            .find('@')
            .and_then(|debut| net.get(debut..)?.find('?').and_then(|fin| debut.checked_add(fin)));
        let net = fin.and_then(|fin| net.get(..fin)).unwrap_or(net);
        if est_valide(net) {
            return Ok(Self(CompactString::new(net)));
        }
        Err(ErreurDeValeur::new(Self::SORTE, CodeDeValeur::Forme, raison(net), texte))
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
#[allow(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "a test may stop")]
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
            ["contact@association.fr", "prenom.nom+pdn@caf63.caf.fr", "é@exemple.fr", "a@b.co"]
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
            "contact@asso/exemple.fr",
            "contact@asso_exemple.fr",
            "contact@127.0.0.1",
            "contact@exemple.fr#x",
            "a@ex.f",
            "a@b.c",
        ] {
            assert_eq!(
                Courriel::du_contrat(texte).unwrap_err().code(),
                CodeDeValeur::Forme,
                "{texte}"
            );
        }
        assert_eq!(Courriel::du_contrat(" a@b.fr\u{a0}").unwrap_err().ecrire(), Some("a@b.fr"));
        assert_eq!(Courriel::saisi("mailto:a@b.fr").unwrap().as_str(), "a@b.fr");
        for texte in [
            "a@b.fr?subject=x",
            "mailto:a@b.fr?subject=x",
            "a@b\u{200b}.fr",
            "\u{202a}a@b.fr\u{202c}",
        ] {
            assert_eq!(
                Courriel::du_contrat(texte).unwrap_err().ecrire(),
                Some("a@b.fr"),
                "{texte}"
            );
        }
        let host = Courriel::du_contrat("contact@asso/exemple.fr").unwrap_err();
        assert_eq!((host.raison(), host.ecrire()), (&Raison::NoSuchHost, None));
        for texte in ["a@été.fr", "a@xn--t-bgab.fr", "a@b.3fr", "a/b=c?d@e.fr"] {
            assert!(Courriel::du_contrat(texte).is_ok(), "{texte}");
        }
    }

    #[test]
    fn an_address_has_at_most_254_bytes() {
        let de = |longueur: usize| {
            let etiquette = "a".repeat(61);
            let debut = format!("x@{etiquette}.{etiquette}.{etiquette}.");
            format!("{debut}{}.fr", "b".repeat(longueur - debut.len() - 3))
        };
        assert!(Courriel::du_contrat(&de(254)).is_ok());
        let e = Courriel::du_contrat(&de(255)).unwrap_err();
        assert_eq!(e.raison(), &Raison::TooLong { max: 254 });
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
