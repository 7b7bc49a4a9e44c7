//! French départements.

use super::{
    CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, entier_de_tableur, valeur_en_texte,
    visible,
};
use crate::lecture::Plie;
use std::fmt;

/// The codes, in the order of text.
const CODES: [&str; 101] = [
    "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16",
    "17", "18", "19", "21", "22", "23", "24", "25", "26", "27", "28", "29", "2A", "2B", "30", "31",
    "32", "33", "34", "35", "36", "37", "38", "39", "40", "41", "42", "43", "44", "45", "46", "47",
    "48", "49", "50", "51", "52", "53", "54", "55", "56", "57", "58", "59", "60", "61", "62", "63",
    "64", "65", "66", "67", "68", "69", "70", "71", "72", "73", "74", "75", "76", "77", "78", "79",
    "80", "81", "82", "83", "84", "85", "86", "87", "88", "89", "90", "91", "92", "93", "94", "95",
    "971", "972", "973", "974", "976",
];

/// The names, in the order of the codes.
const NOMS: [&str; 101] = [
    "Ain",
    "Aisne",
    "Allier",
    "Alpes-de-Haute-Provence",
    "Hautes-Alpes",
    "Alpes-Maritimes",
    "Ardèche",
    "Ardennes",
    "Ariège",
    "Aube",
    "Aude",
    "Aveyron",
    "Bouches-du-Rhône",
    "Calvados",
    "Cantal",
    "Charente",
    "Charente-Maritime",
    "Cher",
    "Corrèze",
    "Côte-d’Or",
    "Côtes-d’Armor",
    "Creuse",
    "Dordogne",
    "Doubs",
    "Drôme",
    "Eure",
    "Eure-et-Loir",
    "Finistère",
    "Corse-du-Sud",
    "Haute-Corse",
    "Gard",
    "Haute-Garonne",
    "Gers",
    "Gironde",
    "Hérault",
    "Ille-et-Vilaine",
    "Indre",
    "Indre-et-Loire",
    "Isère",
    "Jura",
    "Landes",
    "Loir-et-Cher",
    "Loire",
    "Haute-Loire",
    "Loire-Atlantique",
    "Loiret",
    "Lot",
    "Lot-et-Garonne",
    "Lozère",
    "Maine-et-Loire",
    "Manche",
    "Marne",
    "Haute-Marne",
    "Mayenne",
    "Meurthe-et-Moselle",
    "Meuse",
    "Morbihan",
    "Moselle",
    "Nièvre",
    "Nord",
    "Oise",
    "Orne",
    "Pas-de-Calais",
    "Puy-de-Dôme",
    "Pyrénées-Atlantiques",
    "Hautes-Pyrénées",
    "Pyrénées-Orientales",
    "Bas-Rhin",
    "Haut-Rhin",
    "Rhône",
    "Haute-Saône",
    "Saône-et-Loire",
    "Sarthe",
    "Savoie",
    "Haute-Savoie",
    "Paris",
    "Seine-Maritime",
    "Seine-et-Marne",
    "Yvelines",
    "Deux-Sèvres",
    "Somme",
    "Tarn",
    "Tarn-et-Garonne",
    "Var",
    "Vaucluse",
    "Vendée",
    "Vienne",
    "Haute-Vienne",
    "Vosges",
    "Yonne",
    "Territoire de Belfort",
    "Essonne",
    "Hauts-de-Seine",
    "Seine-Saint-Denis",
    "Val-de-Marne",
    "Val-d’Oise",
    "Guadeloupe",
    "Martinique",
    "Guyane",
    "La Réunion",
    "Mayotte",
];

/// A French département by its code: `01` to `95`, `2A` and `2B`, `971` to `974` and `976`.
///
/// ```
/// use pdn_core::values::{Departement, Valeur};
///
/// assert_eq!(Departement::du_contrat("63")?.code(), "63");
/// assert_eq!(Departement::saisi("2a")?.code(), "2A");
/// assert!(Departement::saisi("20").is_err());
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Departement(&'static str);

impl Departement {
    /// The code: `"03"`, `"2A"`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// The name: `"Puy-de-Dôme"`.
    #[must_use]
    pub fn nom(self) -> &'static str {
        let rang = CODES.binary_search(&self.0).unwrap_or(CODES.len());
        NOMS.get(rang).copied().unwrap_or_default()
    }

    /// All départements, in the order of their codes.
    ///
    /// ```
    /// assert_eq!(pdn_core::values::Departement::tous().count(), 101);
    /// ```
    pub fn tous() -> impl Iterator<Item = Self> {
        CODES.into_iter().map(Self)
    }

    fn trouver(code: &str) -> Option<Self> {
        // Two digits tell their own place, give or take Corsica; the table has the last word.
        if let &[dizaine @ b'0'..=b'9', unite @ b'0'..=b'9'] = code.as_bytes() {
            let nombre = usize::from(dizaine & 0x0f)
                .saturating_mul(10)
                .saturating_add(usize::from(unite & 0x0f));
            let rang = nombre.saturating_sub(match nombre {
                0..=19 => 1,
                20..=29 => 2,
                _ => 0,
            });
            return CODES.get(rang).copied().filter(|trouve| *trouve == code).map(Self);
        }
        CODES.binary_search(&code).ok().and_then(|rang| CODES.get(rang)).copied().map(Self)
    }

    /// By its name, with its code or not: « Puy-de-Dôme », « Puy-de-Dôme (63) », « 63 – Puy-de-Dôme ».
    fn nomme(texte: &str) -> Option<Self> {
        let dit = Plie::de(texte);
        let du_code = |mot: &str| Self::trouver(&mot.to_uppercase());
        let du_nom = |mot: &&str| *mot != "departement" && du_code(mot).is_none();
        let nom: String = dit.mots().filter(du_nom).collect();
        let nomme = Self::tous().find(|d| Plie::de(d.nom()).as_str() == nom)?;
        dit.mots().filter_map(du_code).all(|code| code == nomme).then_some(nomme)
    }
}

impl Valeur for Departement {
    const SORTE: Sorte = Sorte::Departement;

    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::trouver(texte).ok_or_else(|| match Self::saisi(texte) {
            Ok(departement) => ErreurDeValeur::autre_forme::<Self>(texte, departement.0),
            Err(erreur) => erreur.dans_le_contrat(),
        })
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        let net = visible(texte).to_uppercase();
        let net = entier_de_tableur(&net).map_or(net.clone(), ToOwned::to_owned);
        let code = if net.len() == 1 { format!("0{net}") } else { net };
        Self::trouver(&code).or_else(|| Self::nomme(texte)).ok_or_else(|| {
            let (nature, raison) = if code.is_empty() {
                (CodeDeValeur::Forme, Raison::Empty)
            } else if code == "20" {
                (CodeDeValeur::Impossible, Raison::Corsica)
            } else if code.bytes().all(|c| c.is_ascii_digit())
                || matches!(code.as_bytes(), [b'0'..=b'9', b'A'..=b'Z'])
            {
                (CodeDeValeur::Impossible, Raison::NoSuchDepartement)
            } else {
                (CodeDeValeur::Forme, Raison::Unreadable)
            };
            ErreurDeValeur::new(Self::SORTE, nature, raison, texte)
        })
    }
}

impl fmt::Display for Departement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl serde::Serialize for Departement {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.0)
    }
}

valeur_en_texte!(Departement);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(CODES.is_sorted());
        for departement in Departement::tous() {
            assert_eq!(Departement::du_contrat(departement.code()), Ok(departement));
            assert!(!departement.nom().is_empty());
        }
        for (code, nom) in
            [("01", "Ain"), ("2B", "Haute-Corse"), ("63", "Puy-de-Dôme"), ("976", "Mayotte")]
        {
            assert_eq!(Departement::du_contrat(code).unwrap().nom(), nom);
        }
    }

    #[test]
    fn reads_both_sides_of_each_bound() {
        for texte in ["00", "20", "96", "99", "970", "975", "977", "2C", "1A", "0", "100", "003"] {
            assert_eq!(
                Departement::du_contrat(texte).unwrap_err().code(),
                CodeDeValeur::Impossible,
                "{texte}"
            );
        }
        for texte in ["01", "19", "21", "2A", "2B", "95", "971", "974", "976"] {
            assert!(Departement::du_contrat(texte).is_ok(), "{texte}");
        }
        for (texte, code) in [
            ("3", "03"),
            ("2a", "2A"),
            (" 63 ", "63"),
            ("2b\u{a0}", "2B"),
            ("3.0", "03"),
            ("63,00", "63"),
            ("6\u{200b}3", "63"),
        ] {
            assert_eq!(Departement::saisi(texte).unwrap().code(), code);
            assert_eq!(Departement::du_contrat(texte).unwrap_err().ecrire(), Some(code));
        }
        for (texte, code) in [
            ("Puy-de-Dôme", "63"),
            ("PUY DE DOME", "63"),
            ("Puy-de-Dôme (63)", "63"),
            ("63 – Puy-de-Dôme", "63"),
            ("63 Puy-de-Dôme", "63"),
            ("Allier", "03"),
            ("Loire", "42"),
            ("Haute-Loire", "43"),
            ("Corse-du-Sud (2A)", "2A"),
            ("département de l’Allier", "03"),
            ("La Réunion", "974"),
            ("Réunion", "974"),
        ] {
            assert_eq!(Departement::du_contrat(texte).unwrap_err().ecrire(), Some(code), "{texte}");
        }
        for texte in ["", "Auvergne", "Allier (63)", "Allier et Puy-de-Dôme", "63 03", "6 3", "é"]
        {
            assert_eq!(
                Departement::saisi(texte).unwrap_err().code(),
                CodeDeValeur::Forme,
                "{texte}"
            );
        }
        assert_eq!(Departement::saisi("20").unwrap_err().raison(), &Raison::Corsica);
    }

    proptest! {
        #[test]
        fn no_text_panics(texte in any::<String>()) {
            let _ = (Departement::saisi(&texte), Departement::du_contrat(&texte));
        }
    }
}
