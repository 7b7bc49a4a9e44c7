//! Web addresses.

use super::{
    CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, a_des_invisibles,
    courriel::est_un_domaine, valeur_en_texte, visible,
};
use compact_str::CompactString;
use iri_string::types::IriStr;
use std::fmt;
use std::net::Ipv4Addr;

/// The absolute address of a page on the web: `http` or `https`, with a host (RFC 3987: accents are allowed).
///
/// Its host is a name that can exist or an address in brackets, its port, where one is said, is from 1 to 65535, and
/// none of its signs is invisible. An address without its `https://` is refused rather than guessed; the error gives what it might be.
///
/// ```
/// use pdn_core::values::{Raison, Url, Valeur};
///
/// assert!(Url::du_contrat("https://www.promeneursdunet.fr/annuaire?dep=63").is_ok());
///
/// let refus = Url::saisi("www.promeneursdunet.fr").unwrap_err();
/// assert_eq!(refus.raison(), &Raison::NoScheme);
/// assert_eq!(refus.ecrire(), Some("https://www.promeneursdunet.fr"));
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Url(CompactString);

impl Url {
    /// The address as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host that the address names.
    ///
    /// ```
    /// use pdn_core::values::{Url, Valeur};
    ///
    /// assert_eq!(Url::du_contrat("https://www.caf.fr:443/x")?.hote(), "www.caf.fr");
    /// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
    /// ```
    #[must_use]
    pub fn hote(&self) -> &str {
        hote(&self.0).unwrap_or_default()
    }
}

fn hote(texte: &str) -> Option<&str> {
    let iri = IriStr::new(texte).ok()?;
    iri.authority_components().map(|autorite| autorite.host())
}

/// True of an address in brackets, of four numbers, and of a name that a machine on the Internet can have.
fn est_un_hote(hote: &str) -> bool {
    let nom = hote.strip_suffix('.').unwrap_or(hote);
    hote.starts_with('[') || hote.parse::<Ipv4Addr>().is_ok() || est_un_domaine(nom)
}

fn defaut(texte: &str) -> Option<Raison> {
    match IriStr::new(texte) {
        Ok(iri) if ["http", "https"].iter().any(|s| iri.scheme_str().eq_ignore_ascii_case(s)) => {
            match iri.authority_components() {
                None => Some(Raison::Unreadable),
                Some(autorite) if autorite.host().is_empty() => Some(Raison::Unreadable),
                Some(_) if a_des_invisibles(texte) => Some(Raison::InvisibleSigns),
                Some(autorite) if !est_un_hote(autorite.host()) => Some(Raison::NoSuchHost),
                Some(autorite) => {
                    let permis = autorite.port().is_none_or(|port| {
                        port.is_empty() || port.parse::<u16>().is_ok_and(|port| port > 0)
                    });
                    (!permis).then_some(Raison::NoSuchPort)
                }
            }
        }
        Ok(iri) if iri.authority_str().is_some() || iri.scheme_str() == "mailto" => {
            Some(Raison::OtherScheme)
        }
        _ if texte.is_empty() => Some(Raison::Empty),
        _ => Some(Raison::Unreadable),
    }
}

/// The address with `https://` before it, if that makes one.
fn complete(texte: &str) -> Option<String> {
    let complete = format!("https://{texte}");
    let sans_schema = !texte.contains("://") && !texte.contains('@');
    (sans_schema && defaut(&complete).is_none()).then_some(complete)
}

impl Valeur for Url {
    const SORTE: Sorte = Sorte::Url;

    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        if defaut(texte).is_none() {
            return Ok(Self(CompactString::new(texte)));
        }
        Err(match Self::saisi(texte) {
            Ok(url) => ErreurDeValeur::autre_forme::<Self>(texte, &url.0),
            Err(erreur) => erreur.dans_le_contrat(),
        })
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        let net = &*visible(texte);
        let Some(raison) = defaut(net) else { return Ok(Self(CompactString::new(net))) };
        let refus = |raison| ErreurDeValeur::new(Self::SORTE, CodeDeValeur::Forme, raison, texte);
        Err(match complete(net) {
            Some(forme) => refus(Raison::NoScheme).avec_forme(&forme),
            None => refus(raison),
        })
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl serde::Serialize for Url {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

valeur_en_texte!(Url);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn raison(texte: &str) -> Raison {
        Url::du_contrat(texte).unwrap_err().raison().clone()
    }

    #[test]
    fn the_web_and_nothing_else() {
        for texte in [
            "https://www.promeneursdunet.fr",
            "http://exemple.fr/a?b=c#d",
            "HTTPS://EXEMPLE.FR",
            "https://exemple.fr/été",
            "https://[::1]:8080/",
        ] {
            assert_eq!(Url::du_contrat(texte).unwrap().to_string(), texte);
        }
        for texte in ["ftp://exemple.fr", "file:///etc/passwd", "mailto:a@b.fr"] {
            assert_eq!(raison(texte), Raison::OtherScheme, "{texte}");
        }
        for texte in [
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https:exemple",
            "annuaire",
            "/annuaire",
            "https://a b.fr",
            "voir le site",
        ] {
            assert_eq!(raison(texte), Raison::Unreadable, "{texte}");
        }
        for texte in ["www.exemple.fr", "exemple.fr/annuaire", "exemple.fr:8080"] {
            assert_eq!(raison(texte), Raison::NoScheme, "{texte}");
        }
        assert_eq!(raison(""), Raison::Empty);
        for texte in [
            "https://exemple..fr",
            "https://-exemple.fr",
            "https://.fr",
            "https://ex!emple.fr",
            "https://999.1.1.1",
            "https://exemple.f",
            "https://ex_a.fr",
            "https://exemple",
            "https://localhost",
        ] {
            assert_eq!(raison(texte), Raison::NoSuchHost, "{texte}");
        }
        for texte in [
            "https://exemple.fr:1",
            "https://exemple.fr:65535/x",
            "https://exemple.fr./",
            "https://192.0.2.1/x",
            "https://été.fr",
        ] {
            assert!(Url::du_contrat(texte).is_ok(), "{texte}");
        }
        for texte in
            ["https://exemple.fr:0", "https://exemple.fr:65536", "https://exemple.fr:99999/x"]
        {
            assert_eq!(raison(texte), Raison::NoSuchPort, "{texte}");
        }
        for texte in
            ["https://a.fr/b\u{200b}", "https://a\u{ad}.fr/b", "\u{202a}https://a.fr/b\u{202c}"]
        {
            let e = Url::du_contrat(texte).unwrap_err();
            assert_eq!((e.raison(), e.ecrire()), (&Raison::InvisibleSigns, Some("https://a.fr/b")));
        }
        assert_eq!(Url::du_contrat(" https://a.fr ").unwrap_err().ecrire(), Some("https://a.fr"));
    }

    proptest! {
        #[test]
        fn display_and_contract_agree(texte in "https?://[a-z0-9]{1,20}\\.[a-z]{2,5}(/[a-z0-9]{0,9}){0,3}") {
            prop_assert_eq!(Url::du_contrat(&texte).unwrap().to_string(), texte);
        }

        #[test]
        fn no_text_panics(texte in any::<String>(), presque in "https?://\\PC{0,20}") {
            let _ = (Url::saisi(&texte), Url::du_contrat(&texte), Url::du_contrat(&presque));
        }
    }
}
