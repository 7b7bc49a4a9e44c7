//! How values are written in documents: the expressions and examples that both profiles share.

use rust_decimal::Decimal;

use super::motif::Forme;
use crate::values::{
    Borne, CHIFFRES_D_UN_COMPTE, CompteDeCharge, CompteDeProduit, Etp, Heures, Montant, Part,
    Quantite, Sorte, codes_de_pays, indicatifs_etrangers,
};

/// A decimal number that is written as text.
pub(super) struct Ecriture {
    pub forme: Forme,
    pub exemple: &'static str,
}

/// How a kind of decimal number is written.
pub(super) fn ecriture(sorte: Sorte) -> Ecriture {
    match sorte {
        Sorte::Montant => Ecriture { forme: forme::<Montant>(), exemple: "1500.00" },
        Sorte::Part => Ecriture { forme: forme::<Part>(), exemple: "0.25" },
        Sorte::Etp => Ecriture { forme: forme::<Etp>(), exemple: "0.25" },
        Sorte::Heures => Ecriture { forme: forme::<Heures>(), exemple: "3.5" },
        _ => Ecriture { forme: forme::<Quantite>(), exemple: "20" },
    }
}

fn forme<T: Borne>() -> Forme {
    let max = T::MAX.split_whitespace().next().and_then(|max| max.parse().ok());
    Forme { decimales: T::DECIMALES.into(), min: Decimal::ZERO, max: max.unwrap_or_default() }
}

/// A text of a known form.
pub(super) struct Code {
    /// As `Forme::Code` names it.
    pub nom: &'static str,
    pub sorte: Sorte,
    pub exemple: &'static str,
}

pub(super) const CODES: &[Code] = &[
    Code { nom: "siret", sorte: Sorte::Siret, exemple: "732 829 320 00074" },
    Code { nom: "rna", sorte: Sorte::Rna, exemple: "W632001234" },
    Code { nom: "iban", sorte: Sorte::Iban, exemple: "FR14 2004 1010 0505 0001 3M02 606" },
    Code { nom: "bic", sorte: Sorte::Bic, exemple: "PSSTFRPPCLE" },
    Code { nom: "departement", sorte: Sorte::Departement, exemple: "2A" },
    Code { nom: "code_postal", sorte: Sorte::CodePostal, exemple: "69001" },
    Code { nom: "compte_de_charge", sorte: Sorte::CompteDeCharge, exemple: "60" },
    Code { nom: "compte_de_produit", sorte: Sorte::CompteDeProduit, exemple: "74" },
    Code { nom: "courriel", sorte: Sorte::Courriel, exemple: "contact@association.fr" },
    Code { nom: "telephone", sorte: Sorte::Telephone, exemple: "04 73 00 00 00" },
    Code { nom: "url", sorte: Sorte::Url, exemple: "https://www.promeneursdunet.fr" },
];

/// Spaces of any width may stand between the signs of a SIRET, an IBAN, a telephone number.
const ESPACES: &str = "[ \\u00a0\\u202f\\u2009]*";

/// Signs that no address has, for nobody sees them.
const INVISIBLES: &str = "\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff\\ufff9-\\ufffb";

impl Code {
    /// The expression for texts of this form.
    pub fn motif(&self) -> String {
        let e = ESPACES;
        match self.sorte {
            Sorte::Siret => format!("^({e}[0-9]){{14}}{e}$"),
            Sorte::Rna => "^W[0-9][0-9A-Z][0-9]{7}$".to_owned(),
            Sorte::Iban => format!("^{e}(F{e}R|M{e}C)({e}[0-9A-Z]){{25}}{e}$"),
            Sorte::Bic => {
                format!("^[A-Z]{{4}}{}[A-Z0-9]{{2}}([A-Z0-9]{{3}})?$", l_un_de(codes_de_pays()))
            }
            Sorte::Departement => {
                "^(0[1-9]|1[0-9]|2[1-9AB]|[3-8][0-9]|9[0-5]|97[12346])$".to_owned()
            }
            Sorte::CodePostal => {
                "^((0[1-9]|[1-8][0-9]|9[0-5])[0-9]|97[1-8]|98[04678])[0-9]{2}$".to_owned()
            }
            Sorte::CompteDeCharge => compte(CompteDeCharge::DEBUTS),
            Sorte::CompteDeProduit => compte(CompteDeProduit::DEBUTS),
            Sorte::Courriel => {
                let lettre = "A-Za-z\\u00a1-\\uffff";
                format!(
                    "^[^\\s@\"<>,;{INVISIBLES}]+@([0-9{lettre}]([0-9{lettre}-]*[0-9{lettre}])?\\.)+([0-9-]+[{lettre}]|[{lettre}][0-9{lettre}-])[0-9{lettre}-]*$"
                )
            }
            Sorte::Telephone => telephone(),
            Sorte::Url => {
                format!("^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#{INVISIBLES}]+[^\\s{INVISIBLES}]*$")
            }
            _ => String::new(),
        }
    }
}

/// The accounts of a class, and those of contributions in kind.
fn compte((classe, en_nature): (&str, &str)) -> String {
    let suite = |debut: &str| {
        let (min, max) = CHIFFRES_D_UN_COMPTE;
        (min.saturating_sub(debut.len()), max.saturating_sub(debut.len()))
    };
    let [(un, dix), (zero, huit)] = [suite(classe), suite(en_nature)];
    format!("^({classe}[0-9]{{{un},{dix}}}|{en_nature}[0-9]{{{zero},{huit}}})$")
}

/// Ten digits, a short number, a French number with its country code, another one.
fn telephone() -> String {
    let e = ESPACES;
    let autres = [(1, 7, 14), (2, 6, 13), (3, 5, 12)].map(|(longueur, min, max)| {
        let codes = l_un_de(indicatifs_etrangers().filter(|i| i.len() == longueur));
        format!("{codes}({e}[0-9]){{{min},{max}}}")
    });
    let autres = autres.join("|");
    format!(
        "^{e}(0{e}[1-9]({e}[0-9]){{8}}|3({e}[0-9]){{3}}|1{e}0({e}[0-9]){{2}}|1{e}1{e}[68]({e}[0-9]){{3}}|1{e}([578]|1{e}[02459]|9{e}[167])|(\\+|00){e}((33|262|59[046]){e}(0{e})?[1-9]({e}[0-9]){{8}}|{autres})){e}$"
    )
}

/// One of some codes, in their order: those that differ by their last sign together.
fn l_un_de<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    let mut voies: Vec<(&str, String)> = Vec::new();
    for code in codes {
        let (debut, fin) =
            code.split_at_checked(code.len().saturating_sub(1)).unwrap_or((code, ""));
        match voies.last_mut() {
            Some((commun, fins)) if *commun == debut => fins.push_str(fin),
            _ => voies.push((debut, fin.to_owned())),
        }
    }
    let voies: Vec<String> = voies.iter().map(|(debut, fins)| format!("{debut}[{fins}]")).collect();
    format!("({})", voies.join("|"))
}

/// The code that a field takes.
pub(super) fn code(nom: &str) -> Option<&'static Code> {
    CODES.iter().find(|c| c.nom == nom)
}

/// A time of day.
pub(super) const HEURE: &str = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
/// A day of the years that documents speak of.
pub(super) const DATE: &str = "^(19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}$";
