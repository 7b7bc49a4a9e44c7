//! Telephone numbers.

use super::{
    CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, entier_de_tableur, est_blanc, est_espace,
    est_trait, valeur_en_texte, visible,
};
use compact_str::{CompactString, format_compact};
use std::fmt;

/// A telephone number: ten French digits, a short number (`3230`, `116 006`, `119`), or `+` and the country code.
///
/// French numbers are kept in one form, with their country code: `04 73 00 00 00` and `+33 4 73 00 00 00` are equal.
/// Numbers of the overseas départements and territories get theirs (`0262…` is `+262 262…`), by the numbering plan in
/// force (Arcep, decision 2018-0881 as amended, and the ranges opened under it). Spaces are accepted; points, hyphens,
/// slashes and brackets between groups of digits are what people type. Whether the number is in use is not checked.
///
/// ```
/// use pdn_core::values::{Telephone, Valeur};
///
/// assert_eq!(Telephone::du_contrat("04 73 00 00 00")?.to_string(), "+33473000000");
/// assert_eq!(Telephone::saisi("04.73.00.00.00")?, Telephone::saisi("+33 (0)4 73 00 00 00")?);
/// assert!(Telephone::saisi("04 73 00 00").is_err());
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Telephone(CompactString);

/// The numbers of the French plan that another country code than 33 reaches: what they start with.
const OUTRE_MER: [(&str, &[&str]); 5] = [
    (
        "262",
        &[
            "0262", "0263", "0268", "0269", "0639", "0692", "0693", "07092", "070935", "070936",
            "070937", "070938", "070939", "09398", "09399", "09478", "09479", "09762", "09763",
            "09769",
        ],
    ),
    (
        "590",
        &["0587", "0590", "0690", "0691", "07090", "09395", "09475", "09760", "09761", "09768"],
    ),
    (
        "594",
        &[
            "0588", "0594", "0694", "070930", "070931", "070932", "070933", "070934", "09396",
            "09476", "09764", "09765",
        ],
    ),
    ("596", &["0589", "0596", "0696", "0697", "07091", "09397", "09477", "09766", "09767"]),
    ("508", &["07084", "07085"]),
];

/// The country codes of the International Telecommunication Union, in the order of text.
#[rustfmt::skip]
const INDICATIFS: [&str; 215] = [
    "1", "20", "211", "212", "213", "216", "218", "220", "221", "222", "223", "224", "225", "226",
    "227", "228", "229", "230", "231", "232", "233", "234", "235", "236", "237", "238", "239",
    "240", "241", "242", "243", "244", "245", "246", "247", "248", "249", "250", "251", "252",
    "253", "254", "255", "256", "257", "258", "260", "261", "262", "263", "264", "265", "266",
    "267", "268", "269", "27", "290", "291", "297", "298", "299", "30", "31", "32", "33", "34",
    "350", "351", "352", "353", "354", "355", "356", "357", "358", "359", "36", "370", "371", "372",
    "373", "374", "375", "376", "377", "378", "380", "381", "382", "383", "385", "386", "387",
    "389", "39", "40", "41", "420", "421", "423", "43", "44", "45", "46", "47", "48", "49", "500",
    "501", "502", "503", "504", "505", "506", "507", "508", "509", "51", "52", "53", "54", "55",
    "56", "57", "58", "590", "591", "592", "593", "594", "595", "596", "597", "598", "599", "60",
    "61", "62", "63", "64", "65", "66", "670", "672", "673", "674", "675", "676", "677", "678",
    "679", "680", "681", "682", "683", "685", "686", "687", "688", "689", "690", "691", "692", "7",
    "800", "808", "81", "82", "84", "850", "852", "853", "855", "856", "86", "870", "878", "880",
    "881", "882", "883", "886", "888", "90", "91", "92", "93", "94", "95", "960", "961", "962",
    "963", "964", "965", "966", "967", "968", "970", "971", "972", "973", "974", "975", "976",
    "977", "979", "98", "992", "993", "994", "995", "996", "998",
];

/// The short numbers of two and three digits.
const COURTS: [&str; 11] =
    ["110", "112", "114", "115", "119", "15", "17", "18", "191", "196", "197"];

/// The lengths of an international number.
const LONGUEURS: &[usize] = &[8, 9, 10, 11, 12, 13, 14, 15];

/// What a text holds once its separators are off.
struct Lu {
    /// True after `+` or `00`.
    international: bool,
    chiffres: CompactString,
    /// How many digits stand before the first separator, after `+` or `00`.
    premier_groupe: usize,
    etrangers: usize,
}

/// Why there is no number, and the number to write where there can be but one.
struct Refus(CodeDeValeur, Raison, Option<CompactString>);

impl From<(CodeDeValeur, Raison)> for Refus {
    fn from((code, raison): (CodeDeValeur, Raison)) -> Self {
        Self(code, raison, None)
    }
}

fn demonter(texte: &str, separateur: impl Fn(char) -> bool) -> Lu {
    let net = texte.trim_matches(&separateur);
    let suite =
        net.strip_prefix('+').or_else(|| net.strip_prefix("00").filter(|suite| !suite.is_empty()));
    let (international, suite) =
        (suite.is_some(), suite.unwrap_or(net).trim_start_matches(&separateur));
    let premier_groupe = suite.bytes().take_while(u8::is_ascii_digit).count();
    let signes: CompactString = suite.chars().filter(|c| !separateur(*c)).collect();
    let etrangers = signes.chars().filter(|c| !c.is_ascii_digit()).count();
    Lu { international, chiffres: signes, premier_groupe, etrangers }
}

/// The country codes that are not of French numbers.
pub(crate) fn indicatifs_etrangers() -> impl Iterator<Item = &'static str> {
    INDICATIFS.into_iter().filter(|i| *i != "33" && !NEUF_CHIFFRES.contains(i))
}

/// The country codes of overseas numbers of nine digits.
const NEUF_CHIFFRES: [&str; 4] = ["262", "590", "594", "596"];

/// The country code that an international number starts with.
fn indicatif(chiffres: &str) -> Option<&'static str> {
    (1..=3).find_map(|longueur| {
        let rang = INDICATIFS.binary_search(&chiffres.get(..longueur)?).ok()?;
        INDICATIFS.get(rang).copied()
    })
}

/// The country code of ten French digits.
fn indicatif_francais(national: &str) -> &'static str {
    OUTRE_MER
        .iter()
        .find(|(_, debuts)| debuts.iter().any(|debut| national.starts_with(debut)))
        .map_or("33", |(indicatif, _)| indicatif)
}

/// Ten digits, of which the first is 0 and the second is not.
fn national(chiffres: &str) -> Option<Telephone> {
    let suite =
        chiffres.strip_prefix('0').filter(|suite| suite.len() == 9 && !suite.starts_with('0'))?;
    Some(Telephone(format_compact!("+{}{suite}", indicatif_francais(chiffres))))
}

impl Telephone {
    /// The number: `+33473000000`, or `3230`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn lire(texte: &str, separateur: impl Fn(char) -> bool) -> Result<Self, Refus> {
        let lu = demonter(texte, separateur);
        let chiffres = lu.chiffres.as_str();
        if lu.etrangers > 0 {
            return Err(
                (CodeDeValeur::Forme, Raison::LettersInDigits { count: lu.etrangers }).into()
            );
        }
        if chiffres.is_empty() {
            return Err((CodeDeValeur::Forme, Raison::Empty).into());
        }
        if chiffres.bytes().all(|c| c == b'0') {
            return Err((CodeDeValeur::Impossible, Raison::AllZeros).into());
        }
        if lu.international {
            return Self::international(chiffres, lu.premier_groupe);
        }
        let court = match chiffres.len() {
            2 | 3 => COURTS.contains(&chiffres),
            4 => chiffres.starts_with('3') || chiffres.starts_with("10"),
            6 => chiffres.starts_with("116") || chiffres.starts_with("118"),
            _ => false,
        };
        match (court, national(chiffres), chiffres.len()) {
            (true, ..) => Ok(Self(lu.chiffres)),
            (false, Some(numero), _) => Ok(numero),
            (false, None, 2 | 3 | 4 | 6 | 10) => {
                Err((CodeDeValeur::Impossible, Raison::NoSuchNumber).into())
            }
            (false, None, found) => {
                // A spreadsheet drops the zero that a number starts with, and the + before the country code.
                let entier = national(&format!("0{chiffres}")).or_else(|| {
                    chiffres.strip_prefix("33").and_then(|suite| national(&format!("0{suite}")))
                });
                let raison = Raison::WrongLength { expected: &[10], found };
                Err(Refus(CodeDeValeur::Impossible, raison, entier.map(|numero| numero.0)))
            }
        }
    }

    fn international(chiffres: &str, premier_groupe: usize) -> Result<Self, Refus> {
        let Some(indicatif) = indicatif(chiffres).filter(|i| i.len() <= premier_groupe) else {
            return Err((CodeDeValeur::Impossible, Raison::NoSuchCountryCode).into());
        };
        let suite = chiffres.get(indicatif.len()..).unwrap_or_default();
        let longueur = |expected| {
            let raison = Raison::WrongLength { expected, found: chiffres.len() };
            Refus::from((CodeDeValeur::Impossible, raison))
        };
        match indicatif {
            // The zero of "+33 (0)4" is not dialled.
            _ if indicatif == "33" || NEUF_CHIFFRES.contains(&indicatif) => {
                let suite = suite.strip_prefix('0').filter(|net| net.len() == 9).unwrap_or(suite);
                if suite.len() != 9 {
                    return Err(longueur(if indicatif == "33" { &[11] } else { &[12] }));
                }
                if suite.starts_with('0') {
                    return Err((CodeDeValeur::Impossible, Raison::NoSuchNumber).into());
                }
                match national(&format!("0{suite}")) {
                    // +33 does not reach a number that another country code has.
                    Some(numero) if indicatif == "33" && !numero.0.starts_with("+33") => {
                        Err(Refus(CodeDeValeur::Forme, Raison::OtherForm, Some(numero.0)))
                    }
                    _ => Ok(Self(format_compact!("+{indicatif}{suite}"))),
                }
            }
            _ if LONGUEURS.contains(&chiffres.len()) => Ok(Self(format_compact!("+{chiffres}"))),
            _ => Err(longueur(LONGUEURS)),
        }
    }
}

/// What people type, with spaces in place of what they put between groups of digits; as it is where a point, a hyphen,
/// a slash or a bracket stands elsewhere.
fn sans_groupes(texte: &str) -> CompactString {
    let net = visible(texte);
    let parties = net.replace("(0)", " ");
    let separateur = |c: char| est_trait(c) || matches!(c, '.' | '/' | '(' | ')');
    let entre = parties.trim_start_matches(separateur);
    let indicatif = entre.starts_with('+') || entre.starts_with("00");
    let nombre = entre.split(separateur).count();
    let permis = entre.split(separateur).enumerate().all(|(rang, groupe)| {
        match groupe.chars().filter(|c| !est_blanc(*c)).count() {
            0 => false,
            // One digit may stand alone after the country code.
            1 => indicatif && rang == 1,
            _ => true,
        }
    });
    // One point alone is that of a number with decimals.
    if !permis || (nombre == 2 && !indicatif && entre.contains('.')) {
        return CompactString::new(net);
    }
    entre.chars().map(|c| if separateur(c) { ' ' } else { c }).collect()
}

impl Valeur for Telephone {
    const SORTE: Sorte = Sorte::Telephone;

    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::lire(texte, est_espace).map_err(|_| match Self::saisi(texte) {
            Ok(telephone) => ErreurDeValeur::autre_forme::<Self>(texte, &telephone.0),
            Err(erreur) => erreur.dans_le_contrat(),
        })
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        let net = sans_groupes(texte);
        let net = entier_de_tableur(&net).map_or(net.clone(), CompactString::new);
        Self::lire(&net, est_blanc).map_err(|Refus(code, raison, forme)| {
            let erreur = ErreurDeValeur::new(Self::SORTE, code, raison, texte);
            match forme {
                Some(forme) => erreur.avec_forme(&forme),
                None => erreur,
            }
        })
    }
}

impl fmt::Display for Telephone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl serde::Serialize for Telephone {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

valeur_en_texte!(Telephone);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_number_has_one_form() {
        for texte in [
            "0473000000",
            "04 73 00 00 00",
            "+33473000000",
            "+33 4 73 00 00 00",
            "0033 4 73 00 00 00",
            "04\u{a0}73 00 00 00",
        ] {
            assert_eq!(Telephone::du_contrat(texte).unwrap().as_str(), "+33473000000", "{texte}");
        }
        for texte in ["04.73.00.00.00", "04-73-00-00-00", "+33 (0)4 73 00 00 00"] {
            assert_eq!(Telephone::saisi(texte).unwrap().as_str(), "+33473000000", "{texte}");
            assert_eq!(Telephone::du_contrat(texte).unwrap_err().ecrire(), Some("+33473000000"));
        }
        assert_eq!(Telephone::du_contrat("+41 22 730 51 11").unwrap().as_str(), "+41227305111");
        for texte in [
            "04/73/00/00/00",
            "(04) 73 00 00 00",
            "+33.4.73.00.00.00",
            "+33-4-73-00-00-00",
            "00 33 (0)4.73.00.00.00",
            "04\u{2011}73\u{2011}00\u{2011}00\u{2011}00",
            "\u{202d}04 73 00 00 00\u{202c}",
        ] {
            assert_eq!(Telephone::saisi(texte).unwrap().as_str(), "+33473000000", "{texte}");
        }
    }

    #[test]
    fn the_plan_says_which_country_code_reaches_a_number() {
        for (texte, numero) in [
            ("0262 12 34 56", "+262262123456"),
            ("0639 01 23 45", "+262639012345"),
            ("06 38 01 23 45", "+33638012345"),
            ("0692 12 34 56", "+262692123456"),
            ("0693 12 34 56", "+262693123456"),
            ("0690 00 12 34", "+590690001234"),
            ("0691 22 12 34", "+590691221234"),
            ("0694 20 12 34", "+594694201234"),
            ("06 95 20 12 34", "+33695201234"),
            ("0696 20 12 34", "+596696201234"),
            ("0697 20 12 34", "+596697201234"),
            ("06 98 20 12 34", "+33698201234"),
            ("07 09 00 12 34", "+590709001234"),
            ("07 09 10 12 34", "+596709101234"),
            ("07 09 20 12 34", "+262709201234"),
            ("07 09 30 12 34", "+594709301234"),
            ("07 09 35 12 34", "+262709351234"),
            ("07 08 40 12 34", "+508708401234"),
            ("07 00 00 12 34", "+33700001234"),
            ("07 30 00 12 34", "+33730001234"),
            ("0976 61 23 45", "+596976612345"),
            ("09 72 61 23 45", "+33972612345"),
            ("3230", "3230"),
            ("1014", "1014"),
            ("116 006", "116006"),
            ("118 712", "118712"),
            ("119", "119"),
            ("112", "112"),
        ] {
            assert_eq!(Telephone::du_contrat(texte).unwrap().as_str(), numero, "{texte}");
        }
        assert_eq!(
            Telephone::du_contrat("07.09.00.12.34").unwrap_err().ecrire(),
            Some("+590709001234")
        );
        // +33 does not reach them.
        let e = Telephone::du_contrat("+33 6 90 00 12 34").unwrap_err();
        assert_eq!((e.code(), e.ecrire()), (CodeDeValeur::Forme, Some("+590690001234")));
        assert_eq!(
            Telephone::du_contrat("+590 (0)690 00 12 34").unwrap_err().ecrire(),
            Some("+590690001234")
        );
    }

    #[test]
    fn what_a_spreadsheet_drops_is_found() {
        for (texte, forme) in [
            ("473000000", Some("+33473000000")),
            ("473000000.0", Some("+33473000000")),
            ("690001234", Some("+590690001234")),
            ("33473000000", Some("+33473000000")),
            ("0473000000.0", Some("+33473000000")),
            ("04730000.00", None),
            ("4730000000", None),
            ("073000000", None),
        ] {
            assert_eq!(Telephone::du_contrat(texte).unwrap_err().ecrire(), forme, "{texte}");
        }
    }

    #[test]
    fn a_refusal_gives_its_true_reason() {
        for (texte, raison) in [
            ("", Raison::Empty),
            ("+", Raison::Empty),
            ("0000000000", Raison::AllZeros),
            ("00 00 00 00 00", Raison::AllZeros),
            ("1234567890", Raison::NoSuchNumber),
            ("4730", Raison::NoSuchNumber),
            ("117 006", Raison::NoSuchNumber),
            ("113", Raison::NoSuchNumber),
            ("16", Raison::NoSuchNumber),
            ("+2 123456789", Raison::NoSuchCountryCode),
            ("+21 2123456789", Raison::NoSuchCountryCode),
            ("+210 123456789", Raison::NoSuchCountryCode),
            ("+999 12345678", Raison::NoSuchCountryCode),
            ("+0123456789", Raison::NoSuchCountryCode),
            ("+33 4 73 00 00", Raison::WrongLength { expected: &[11], found: 9 }),
            ("04 73 00 00", Raison::WrongLength { expected: &[10], found: 8 }),
            ("04 73 00 00 0O", Raison::LettersInDigits { count: 1 }),
        ] {
            assert_eq!(Telephone::du_contrat(texte).unwrap_err().raison(), &raison, "{texte}");
        }
        assert!(INDICATIFS.is_sorted());
        assert_eq!(Telephone::du_contrat("+212 123456789").unwrap().as_str(), "+212123456789");
    }

    #[test]
    fn other_texts_are_refused() {
        for texte in [
            "04 73 00 00 00 0",
            "0012",
            "+331234567890",
            "standard",
            "+1234567",
            "+1234567890123456",
            "04.73.00.00.0.0",
            "04 73 00 00 00 / 06 12 34 56 78",
            "04 73 00 00 00.",
        ] {
            assert!(Telephone::du_contrat(texte).is_err(), "{texte}");
            assert!(Telephone::saisi(texte).is_err(), "{texte}");
        }
    }

    proptest! {
        #[test]
        fn display_and_contract_agree(texte in "0[1-9][0-9]{8}|\\+(1|32|44|212|376)[0-9]{7,12}") {
            let telephone = Telephone::du_contrat(&texte).unwrap();
            prop_assert_eq!(Telephone::du_contrat(&telephone.to_string()), Ok(telephone));
        }

        #[test]
        fn no_text_panics(texte in any::<String>(), presque in "[+0-9 .()]{0,20}") {
            let _ = (Telephone::saisi(&texte), Telephone::du_contrat(&texte), Telephone::saisi(&presque));
        }
    }
}
