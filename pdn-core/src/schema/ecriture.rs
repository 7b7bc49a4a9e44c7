//! How values are written in documents: the expressions and examples that both profiles share.

use rust_decimal::Decimal;

use super::motif::Forme;
use crate::values::{Borne, Etp, Heures, Montant, Part, Quantite, Sorte};

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
    pub motif: &'static str,
    pub exemple: &'static str,
}

/// Spaces of any width may stand between the signs of a SIRET, an IBAN, a telephone number.
pub(super) const CODES: &[Code] = &[
    Code {
        nom: "siret",
        sorte: Sorte::Siret,
        motif: "^([ \\u00a0\\u202f\\u2009]*[0-9]){14}[ \\u00a0\\u202f\\u2009]*$",
        exemple: "732 829 320 00074",
    },
    Code {
        nom: "rna",
        sorte: Sorte::Rna,
        motif: "^W[0-9][0-9A-Z][0-9]{7}$",
        exemple: "W632001234",
    },
    Code {
        nom: "iban",
        sorte: Sorte::Iban,
        motif: "^[ \\u00a0\\u202f\\u2009]*(F[ \\u00a0\\u202f\\u2009]*R|M[ \\u00a0\\u202f\\u2009]*C)([ \\u00a0\\u202f\\u2009]*[0-9A-Z]){25}[ \\u00a0\\u202f\\u2009]*$",
        exemple: "FR14 2004 1010 0505 0001 3M02 606",
    },
    Code {
        nom: "bic",
        sorte: Sorte::Bic,
        motif: "^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$",
        exemple: "PSSTFRPPCLE",
    },
    Code {
        nom: "departement",
        sorte: Sorte::Departement,
        motif: "^(0[1-9]|1[0-9]|2[1-9AB]|[3-8][0-9]|9[0-5]|97[12346])$",
        exemple: "2A",
    },
    Code {
        nom: "courriel",
        sorte: Sorte::Courriel,
        motif: "^[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+$",
        exemple: "contact@association.fr",
    },
    Code {
        nom: "telephone",
        sorte: Sorte::Telephone,
        motif: "^[ \\u00a0\\u202f\\u2009]*\\+?([ \\u00a0\\u202f\\u2009]*[0-9]){4,17}[ \\u00a0\\u202f\\u2009]*$",
        exemple: "04 73 00 00 00",
    },
    Code {
        nom: "url",
        sorte: Sorte::Url,
        motif: "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#]+[^\\s]*$",
        exemple: "https://www.promeneursdunet.fr",
    },
];

/// The code that a field takes.
pub(super) fn code(nom: &str) -> Option<&'static Code> {
    CODES.iter().find(|c| c.nom == nom)
}

/// A time of day.
pub(super) const HEURE: &str = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
/// A day of the years that documents speak of.
pub(super) const DATE: &str = "^(19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}$";
