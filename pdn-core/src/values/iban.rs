//! Bank details: the IBAN of a French account, and the BIC.

use super::erreur::masquer;
use super::{
    CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, est_blanc, est_espace, pays,
    sans_separateurs, valeur_en_texte, visible,
};
use compact_str::CompactString;
use iban::{IbanLike, ParseBaseIbanError, ParseIbanError};
use std::fmt;

/// The most characters of an IBAN (ISO 13616).
const LONGUEUR_MAX: usize = 34;

/// The bank account of a structure: an IBAN of France or Monaco whose check digits (ISO 13616) *and* whose RIB key are
/// right.
///
/// `Display` and `Debug` mask it; [`Iban::en_clair`] gives it whole, and serde writes it whole, in a document of the
/// owner's. The IBAN of another country is refused with a reason of its own, which says whether it is a valid one.
/// Spaces are accepted; people also part the number with hyphens, every four signs or as on the bank details (RIB).
///
/// ```
/// use pdn_core::values::{Iban, Raison, Valeur};
///
/// let iban = Iban::du_contrat("FR14 2004 1010 0505 0001 3M02 606")?;
/// assert_eq!(iban.to_string(), "FR14 •••• 606");
/// assert_eq!(iban.en_clair(), "FR1420041010050500013M02606");
///
/// let refus = Iban::du_contrat("DE89 3704 0044 0532 0130 00").unwrap_err();
/// assert_eq!(refus.raison(), &Raison::ForeignIban { country: "DE".into(), valid: true });
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Iban(iban::Iban);

impl Iban {
    /// The whole number, without spaces. Whoever calls this answers for where it goes.
    #[must_use]
    pub fn en_clair(&self) -> &str {
        self.0.electronic_str()
    }

    /// Reads an account from its text without spaces, in capitals.
    fn lire(net: &str) -> Result<Self, (CodeDeValeur, Raison)> {
        let fausse = (CodeDeValeur::Impossible, Raison::BadCheckDigit);
        let lu: Result<iban::Iban, ParseIbanError> = net.parse();
        let Some(pays) = net.get(..2).filter(|p| p.bytes().all(|c| c.is_ascii_uppercase())) else {
            return Err((CodeDeValeur::Forme, Raison::Unreadable));
        };
        match (pays, lu) {
            ("FR" | "MC", Ok(iban)) if cle_rib(iban.bban()) => Ok(Self(iban)),
            ("FR" | "MC", Ok(_)) => Err((CodeDeValeur::Impossible, Raison::RibKey)),
            ("FR" | "MC", Err(refus)) => Err(match refus {
                ParseIbanError::InvalidBaseIban { source: ParseBaseIbanError::InvalidFormat } => {
                    (CodeDeValeur::Forme, Raison::Unreadable)
                }
                // Letters where the bank, the branch and the key have digits.
                ParseIbanError::InvalidBban(_) => {
                    let count = net.bytes().enumerate().filter(|(rang, c)| {
                        !c.is_ascii_digit() && !(matches!(rang, 0 | 1 | 14..=24))
                    });
                    (CodeDeValeur::Forme, Raison::LettersInDigits { count: count.count() })
                }
                _ => fausse,
            }),
            (autre, lu) => {
                let (country, valid) = (CompactString::new(autre), lu.is_ok());
                let raison = if pays::existe(autre) {
                    Raison::ForeignIban { country, valid }
                } else {
                    Raison::NoSuchCountry { country }
                };
                Err((CodeDeValeur::Impossible, raison))
            }
        }
    }

    #[cold]
    fn refuser(code: CodeDeValeur, raison: Raison, texte: &str) -> ErreurDeValeur {
        let net = visible(texte);
        let signes = net.chars().filter(|c| !est_blanc(*c)).count();
        let etrangers =
            net.chars().filter(|c| !est_blanc(*c) && !c.is_ascii_alphanumeric()).count();
        let francais = net
            .get(..2)
            .is_some_and(|pays| pays.eq_ignore_ascii_case("FR") || pays.eq_ignore_ascii_case("MC"));
        let (code, raison) = if signes == 0 {
            (CodeDeValeur::Forme, Raison::Empty)
        } else if etrangers > 0 {
            (CodeDeValeur::Forme, Raison::LettersInDigits { count: etrangers })
        } else if francais && signes != 27 {
            (CodeDeValeur::Impossible, Raison::WrongLength { expected: &[27], found: signes })
        } else {
            (code, raison)
        };
        ErreurDeValeur::new(Sorte::Iban, code, raison, texte)
    }
}

/// The text without `separateur`, in a buffer on the stack; `None` if it is longer than any IBAN or not ASCII.
struct Tampon([u8; LONGUEUR_MAX], usize);

impl Tampon {
    fn remplir(texte: &str, separateur: impl Fn(char) -> bool, capitales: bool) -> Option<Self> {
        let mut tampon = Self([0; LONGUEUR_MAX], 0);
        for c in texte.chars().filter(|c| !separateur(*c)) {
            let octet = u8::try_from(c).ok().filter(u8::is_ascii_alphanumeric)?;
            if octet.is_ascii_lowercase() && !capitales {
                return None;
            }
            *tampon.0.get_mut(tampon.1)? = octet.to_ascii_uppercase();
            tampon.1 = tampon.1.saturating_add(1);
        }
        Some(tampon)
    }

    fn texte(&self) -> &str {
        self.0.get(..self.1).and_then(|octets| std::str::from_utf8(octets).ok()).unwrap_or_default()
    }
}

/// Whether the key of a French account agrees: 97 less what 89 × bank + 15 × branch + 3 × account leaves of 97, the
/// letters of the account standing for digits.
fn cle_rib(bban: &str) -> bool {
    let champ = |debut: usize, fin: usize| {
        bban.get(debut..fin)?
            .bytes()
            .try_fold(0_u64, |n, c| n.checked_mul(10)?.checked_add(chiffre_rib(c)?))
    };
    let attendue = || {
        let banque = champ(0, 5)?.checked_mul(89)?;
        let guichet = champ(5, 10)?.checked_mul(15)?;
        let compte = champ(10, 21)?.checked_mul(3)?;
        let reste = banque.checked_add(guichet)?.checked_add(compte)? % 97;
        97_u64.checked_sub(reste)
    };
    bban.len() == 23 && attendue().is_some_and(|cle| champ(21, 23) == Some(cle))
}

/// The digit that a character of an account stands for: A and J are 1, B, K and S are 2, up to I, R and Z, 9.
fn chiffre_rib(c: u8) -> Option<u64> {
    match c {
        b'0'..=b'9' => c.checked_sub(b'0'),
        b'A'..=b'I' => c.checked_sub(b'A').and_then(|n| n.checked_add(1)),
        b'J'..=b'R' => c.checked_sub(b'J').and_then(|n| n.checked_add(1)),
        b'S'..=b'Z' => c.checked_sub(b'S').and_then(|n| n.checked_add(2)),
        _ => None,
    }
    .map(u64::from)
}

impl Valeur for Iban {
    const SORTE: Sorte = Sorte::Iban;

    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        match Tampon::remplir(texte, est_espace, false).map(|tampon| Self::lire(tampon.texte())) {
            Some(Ok(iban)) => Ok(iban),
            _ => Err(match Self::saisi(texte) {
                Ok(iban) => ErreurDeValeur::autre_forme::<Self>(texte, iban.en_clair()),
                Err(erreur) => erreur.dans_le_contrat(),
            }),
        }
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        let net = visible(texte);
        let net = match net.get(..4) {
            Some(mot) if mot.eq_ignore_ascii_case("iban") => {
                net.get(4..).unwrap_or_default().trim_start_matches(|c| est_blanc(c) || c == ':')
            }
            _ => &net,
        };
        let groupes = |place: usize| place.is_multiple_of(4) || matches!(place, 9 | 14 | 25);
        let lu = sans_separateurs(net, |place| place > 0 && groupes(place))
            .and_then(|net| Tampon::remplir(&net, |_| false, true))
            .map_or(Err((CodeDeValeur::Forme, Raison::Unreadable)), |tampon| {
                Self::lire(tampon.texte())
            });
        lu.map_err(|(code, raison)| Self::refuser(code, raison, net))
    }
}

impl fmt::Display for Iban {
    /// The number with its middle hidden: `FR14 •••• 606`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&masquer(self.en_clair()))
    }
}

impl fmt::Debug for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Iban({self})")
    }
}

impl PartialOrd for Iban {
    fn partial_cmp(&self, autre: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(autre))
    }
}

impl Ord for Iban {
    fn cmp(&self, autre: &Self) -> std::cmp::Ordering {
        self.en_clair().cmp(autre.en_clair())
    }
}

impl serde::Serialize for Iban {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.en_clair())
    }
}

valeur_en_texte!(Iban);

/// The identifier of a bank (ISO 9362): four letters, the two of the country, two characters of the place, and
/// sometimes three of the branch. The country is one of ISO 3166, or `XK`.
///
/// Masked in `Display` and `Debug`, like every bank number; [`Bic::en_clair`] gives it whole.
///
/// ```
/// use pdn_core::values::{Bic, Valeur};
///
/// assert_eq!(Bic::saisi("psst fr pp lyo")?.en_clair(), "PSSTFRPPLYO");
/// assert_eq!(Bic::du_contrat("PSSTFRPP")?.to_string(), "••••");
/// assert!(Bic::du_contrat("PSSTFRPPX").is_err());
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bic(CompactString);

impl Bic {
    /// The whole identifier. Whoever calls this answers for where it goes.
    #[must_use]
    pub fn en_clair(&self) -> &str {
        &self.0
    }

    fn defaut(texte: &str) -> Option<(CodeDeValeur, Raison)> {
        if texte.is_empty() {
            return Some((CodeDeValeur::Forme, Raison::Empty));
        }
        let etrangers = texte
            .chars()
            .enumerate()
            .filter(|(rang, c)| !(c.is_ascii_uppercase() || (*rang >= 6 && c.is_ascii_digit())))
            .count();
        if etrangers > 0 {
            return Some((CodeDeValeur::Forme, Raison::LettersInDigits { count: etrangers }));
        }
        if !matches!(texte.len(), 8 | 11) {
            let raison = Raison::WrongLength { expected: &[8, 11], found: texte.len() };
            return Some((CodeDeValeur::Impossible, raison));
        }
        let country = texte.get(4..6).unwrap_or_default();
        (!pays::existe(country))
            .then(|| (CodeDeValeur::Impossible, Raison::NoSuchCountry { country: country.into() }))
    }
}

impl Valeur for Bic {
    const SORTE: Sorte = Sorte::Bic;

    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        match Self::defaut(texte) {
            None => Ok(Self(CompactString::new(texte))),
            Some(_) => Err(match Self::saisi(texte) {
                Ok(bic) => ErreurDeValeur::autre_forme::<Self>(texte, &bic.0),
                Err(erreur) => erreur.dans_le_contrat(),
            }),
        }
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        let net = visible(texte).to_uppercase();
        // A word before it, where it is no part of it.
        let seul =
            net.strip_prefix("BIC").filter(|suite| suite.starts_with(|c| est_blanc(c) || c == ':'));
        let net =
            super::sans_blancs(seul.map_or(&*net, |suite| suite.trim_start_matches([' ', ':'])));
        match Self::defaut(&net) {
            None => Ok(Self(CompactString::new(net))),
            Some((code, raison)) => Err(ErreurDeValeur::new(Self::SORTE, code, raison, texte)),
        }
    }
}

impl fmt::Display for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&masquer(&self.0))
    }
}

impl fmt::Debug for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bic({self})")
    }
}

impl serde::Serialize for Bic {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

valeur_en_texte!(Bic);

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "a test may stop")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const JUSTE: &str = "FR1420041010050500013M02606";

    fn refus(texte: &str) -> (CodeDeValeur, Raison) {
        let e = Iban::du_contrat(texte).unwrap_err();
        (e.code(), e.raison().clone())
    }

    /// The check digits that make an IBAN of a country and an account.
    fn iban_de(pays: &str, bban: &str) -> String {
        let reste = format!("{bban}{pays}00").bytes().fold(0_u32, |n, c| match c {
            b'0'..=b'9' => (n * 10 + u32::from(c - b'0')) % 97,
            _ => (n * 100 + u32::from(c - b'A') + 10) % 97,
        });
        format!("{pays}{:02}{bban}", 98 - reste)
    }

    #[test]
    fn spaces_and_typed_forms() {
        for texte in [
            JUSTE,
            "FR14 2004 1010 0505 0001 3M02 606",
            "FR14\u{a0}2004\u{202f}1010 0505 0001 3M02 606",
        ] {
            assert_eq!(Iban::du_contrat(texte).unwrap().en_clair(), JUSTE);
        }
        for texte in [
            "fr14 2004 1010 0505 0001 3m02 606",
            "IBAN : FR14 2004 1010 0505 0001 3M02 606",
            "FR14-2004-1010-0505-0001-3M02-606",
            "FR14-20041-01005-0500013M026-06",
        ] {
            assert_eq!(Iban::saisi(texte).unwrap().en_clair(), JUSTE);
            assert_eq!(refus(texte), (CodeDeValeur::Forme, Raison::OtherForm));
        }
        let invisible = format!("\u{feff}{JUSTE}");
        assert_eq!(refus(&invisible), (CodeDeValeur::Forme, Raison::InvisibleSigns));
        for texte in
            ["FR14200410100505000-13M02606", "FR1420041010050500013M0260.6", "-FR14", "FR14--2004"]
        {
            assert!(Iban::saisi(texte).is_err(), "{texte}");
        }
    }

    #[test]
    fn an_account_that_cannot_exist_is_refused() {
        use CodeDeValeur::{Forme, Impossible};
        assert_eq!(refus(""), (Forme, Raison::Empty));
        assert_eq!(refus("FR1520041010050500013M02606"), (Impossible, Raison::BadCheckDigit));
        assert_eq!(
            refus("FR142004101005050001"),
            (Impossible, Raison::WrongLength { expected: &[27], found: 20 })
        );
        assert_eq!(
            refus("FR14 2004 1010 0505 0001 3M02 60€"),
            (Forme, Raison::LettersInDigits { count: 1 })
        );
        assert_eq!(refus("relevé joint"), (Forme, Raison::LettersInDigits { count: 1 }));
        assert_eq!(refus(&"9".repeat(100)), (Forme, Raison::Unreadable));
    }

    #[test]
    fn the_rib_key_is_checked_apart() {
        // The key 07 instead of 06, with IBAN check digits that agree with it.
        let fausse = iban_de("FR", "20041010050500013M02607");
        assert!(fausse.parse::<iban::Iban>().is_ok());
        assert_eq!(refus(&fausse), (CodeDeValeur::Impossible, Raison::RibKey));
        assert_eq!(iban_de("FR", "20041010050500013M02606"), JUSTE);
        let monaco = iban_de("MC", "20041010050500013M02606");
        assert_eq!(Iban::du_contrat(&monaco).unwrap().en_clair(), monaco);
    }

    #[test]
    fn a_foreign_account_has_a_sentence_of_its_own() {
        for (texte, pays) in [
            ("DE89370400440532013000", "DE"),
            ("BE68539007547034", "BE"),
            ("GB82 WEST 1234 5698 7654 32", "GB"),
        ] {
            assert_eq!(
                refus(texte),
                (
                    CodeDeValeur::Impossible,
                    Raison::ForeignIban { country: pays.into(), valid: true }
                )
            );
        }
        // A wrong key, a digit too few, a country without IBAN.
        for (texte, pays) in [
            ("DE88370400440532013000", "DE"),
            ("DE8937040044053201300", "DE"),
            ("US12345678901234", "US"),
        ] {
            let raison = Raison::ForeignIban { country: pays.into(), valid: false };
            assert_eq!(refus(texte), (CodeDeValeur::Impossible, raison), "{texte}");
        }
        // The check digits are right, and there is no such country.
        assert_eq!(
            refus("QQ93 1234 5678"),
            (CodeDeValeur::Impossible, Raison::NoSuchCountry { country: "QQ".into() })
        );
        assert_eq!(refus("1234567890"), (CodeDeValeur::Forme, Raison::Unreadable));
    }

    #[test]
    fn nothing_shows_the_account() {
        let iban = Iban::du_contrat(JUSTE).unwrap();
        assert_eq!(format!("{iban} {iban:?}"), "FR14 •••• 606 Iban(FR14 •••• 606)");
        assert_eq!(format!("{:?}", Bic::du_contrat("PSSTFRPPLYO").unwrap()), "Bic(••••)");
        let e = Bic::du_contrat("PSSTFRPPLYOX").unwrap_err();
        assert_eq!(e.raison(), &Raison::WrongLength { expected: &[8, 11], found: 12 });
        assert!(!format!("{e:?} {e}").contains("PSST"));
    }

    #[test]
    fn bic_has_eight_or_eleven_characters() {
        for texte in ["PSSTFRPP", "PSSTFRPPLYO", "AGRIFRPP868", "BNPAFRP1"] {
            assert_eq!(Bic::du_contrat(texte).unwrap().en_clair(), texte);
        }
        for texte in [
            "PSSTFRP",
            "PSSTFRPPL",
            "PSSTFRPPLYO1",
            "PSST1RPP",
            "P5STFRPP",
            "",
            "psstfrpp",
            "PSSTFRPÉ",
        ] {
            assert!(Bic::du_contrat(texte).is_err(), "{texte}");
        }
    }

    #[test]
    fn the_country_of_a_bic_exists() {
        for texte in ["PSSTFRPP", "BNPAGPGX", "CMCIMCM1", "TESTXKXX"] {
            assert!(Bic::du_contrat(texte).is_ok(), "{texte}");
        }
        for (texte, pays) in [("INCONNUE", "NN"), ("PSSTQQPP", "QQ"), ("PSSTEUPPLYO", "EU")] {
            let e = Bic::du_contrat(texte).unwrap_err();
            assert_eq!(e.raison(), &Raison::NoSuchCountry { country: pays.into() });
            assert_eq!(e.code(), CodeDeValeur::Impossible);
        }
        let e = Bic::du_contrat("PSSTFRPP\u{200b}").unwrap_err();
        assert_eq!(e.raison(), &Raison::InvisibleSigns);
    }

    proptest! {
        #[test]
        fn every_account_has_one_key(banque in 0u32..100_000, guichet in 0u32..100_000, compte in "[0-9A-Z]{11}") {
            let justes: Vec<String> = (1..=97)
                .map(|cle| format!("{banque:05}{guichet:05}{compte}{cle:02}"))
                .filter(|bban| cle_rib(bban))
                .collect();
            prop_assert_eq!(justes.len(), 1);
            let texte = iban_de("FR", justes.first().unwrap());
            let iban = Iban::du_contrat(&texte).unwrap();
            prop_assert_eq!(Iban::du_contrat(iban.en_clair()), Ok(iban));
            prop_assert!(!iban.to_string().contains(&compte));
        }

        #[test]
        fn no_text_panics(texte in any::<String>(), presque in "[FRfr]{2}[0-9A-Za-z é.-]{0,40}") {
            let _ = (Iban::saisi(&texte), Iban::du_contrat(&texte), Bic::saisi(&texte), Bic::du_contrat(&texte));
            let _ = (Iban::saisi(&presque), Iban::du_contrat(&presque), Bic::saisi(&presque));
        }
    }
}
