//! Company and establishment numbers: SIREN and SIRET.

use super::nombre::est_exponentiel;
use super::{
    CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, entier_de_tableur, est_espace,
    sans_separateurs, valeur_en_texte, visible,
};
use compact_str::format_compact;
use std::fmt;

/// The SIREN of La Poste, whose establishments have their own check.
const LA_POSTE: u32 = 356_000_000;

/// The number of a company or an association in the Sirene directory: 9 digits, the last a Luhn check digit.
///
/// ```
/// use pdn_core::values::{Siren, Valeur};
///
/// assert_eq!(Siren::saisi("732 829 320")?.to_string(), "732829320");
/// assert!(Siren::saisi("732 829 321").is_err());
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Siren(u32);

/// The number of an establishment: the 9 digits of its SIREN and 5 more, with a Luhn check digit over all 14.
///
/// Its SIREN has a check digit of its own, which every SIREN keeps. The establishments of La Poste (SIREN
/// 356 000 000) are numbered otherwise: a multiple of 5 as the sum of their digits is right too. Nothing else is
/// exempt. Spaces are accepted; people also part a number with points or hyphens, between its groups (`732.829.320`).
/// A number that cannot exist is refused; whether it *does* exist, and whose it is, only the Sirene directory can say.
///
/// ```
/// use pdn_core::values::{CodeDeValeur, Siret, Valeur};
///
/// let siret = Siret::du_contrat("732 829 320 00074")?;
/// assert_eq!(siret.to_string(), "73282932000074");
/// assert_eq!(siret.siren().to_string(), "732829320");
///
/// let refus = Siret::du_contrat("732 829 320 00075").unwrap_err();
/// assert_eq!(refus.code(), CodeDeValeur::Impossible);
/// // A spreadsheet took the number for an amount, and dropped its first zero.
/// let refus = Siret::du_contrat("6374256300024.0").unwrap_err();
/// assert_eq!(refus.ecrire(), Some("06374256300024"));
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Siret(u64);

/// What the digits of a text add up to.
struct Lu {
    nombre: u64,
    chiffres: usize,
    etrangers: usize,
    luhn: bool,
    somme: u32,
}

/// Reads the digits of a text from the last to the first, leaving `separateur` out.
#[inline]
fn lire(texte: &str, separateur: impl Fn(char) -> bool) -> Lu {
    let mut lu = Lu { nombre: 0, chiffres: 0, etrangers: 0, luhn: false, somme: 0 };
    let mut poids: u64 = 1;
    let mut total: u32 = 0;
    let mut double = false;
    for c in texte.chars().rev() {
        let Some(chiffre) = c.to_digit(10) else {
            if !separateur(c) {
                lu.etrangers = lu.etrangers.saturating_add(1);
            }
            continue;
        };
        lu.chiffres = lu.chiffres.saturating_add(1);
        lu.nombre = lu.nombre.saturating_add(poids.saturating_mul(chiffre.into()));
        poids = poids.saturating_mul(10);
        lu.somme = lu.somme.saturating_add(chiffre);
        let compte = match (double, chiffre) {
            (false, c) => c,
            (true, c @ 0..=4) => c.saturating_mul(2),
            (true, c) => c.saturating_mul(2).saturating_sub(9),
        };
        total = total.saturating_add(compte);
        double = !double;
    }
    lu.luhn = total.is_multiple_of(10);
    lu
}

/// The first fault, if any, of a number that should have this many digits.
#[inline]
fn fautes(lu: &Lu, longueur: &'static [usize], cle: bool) -> Result<(), (CodeDeValeur, Raison)> {
    if lu.etrangers > 0 {
        return Err((CodeDeValeur::Forme, Raison::LettersInDigits { count: lu.etrangers }));
    }
    if lu.chiffres == 0 {
        return Err((CodeDeValeur::Forme, Raison::Empty));
    }
    if !longueur.contains(&lu.chiffres) {
        return Err((
            CodeDeValeur::Impossible,
            Raison::WrongLength { expected: longueur, found: lu.chiffres },
        ));
    }
    if lu.nombre == 0 {
        return Err((CodeDeValeur::Impossible, Raison::AllZeros));
    }
    if cle { Ok(()) } else { Err((CodeDeValeur::Impossible, Raison::BadCheckDigit)) }
}

/// Whether nine digits keep the check of a SIREN.
fn est_un_siren(nombre: u64) -> bool {
    nombre != 0 && lire(&format_compact!("{nombre:09}"), |_| false).luhn
}

/// What people type, without what they put between the groups; as it is where something stands elsewhere.
fn sans_groupes(texte: &str, places: &[usize]) -> String {
    let net = visible(texte);
    sans_separateurs(&net, |place| places.contains(&place)).unwrap_or_else(|| net.into_owned())
}

/// The refusal of a number that should have `longueur` digits. Spreadsheets drop the zeros that a number starts with
/// and add decimals: where the digits that are left make a right number, the error says so.
#[cold]
fn refuser<T: Valeur + fmt::Display>(
    (code, raison): (CodeDeValeur, Raison),
    texte: &str,
    attendue: &'static [usize],
) -> ErreurDeValeur {
    let longueur = attendue.first().copied().unwrap_or_default();
    let net: String = visible(texte).chars().filter(|c| !est_espace(*c)).collect();
    if est_exponentiel(&net) {
        return ErreurDeValeur::new(T::SORTE, CodeDeValeur::Forme, Raison::Exponent, texte);
    }
    let decimales = entier_de_tableur(&net);
    let chiffres = decimales.unwrap_or(&net);
    let erreur = match decimales {
        Some(entiers) if entiers.len() == longueur => {
            ErreurDeValeur::new(T::SORTE, CodeDeValeur::Forme, Raison::OtherForm, texte)
        }
        Some(entiers) => {
            let raison = Raison::WrongLength { expected: attendue, found: entiers.len() };
            ErreurDeValeur::new(T::SORTE, CodeDeValeur::Impossible, raison, texte)
        }
        None => ErreurDeValeur::new(T::SORTE, code, raison, texte),
    };
    let zeros = longueur.checked_sub(chiffres.len()).filter(|zeros| *zeros <= 3);
    let change = decimales.is_some() || zeros != Some(0);
    if zeros.is_none() || !change || !chiffres.bytes().all(|c| c.is_ascii_digit()) {
        return erreur;
    }
    match T::du_contrat(&format!("{chiffres:0>longueur$}")) {
        Ok(valeur) => erreur.avec_forme(&valeur.to_string()),
        Err(_) => erreur,
    }
}

impl Siren {
    fn lire(
        texte: &str,
        separateur: impl Fn(char) -> bool,
    ) -> Result<Self, (CodeDeValeur, Raison)> {
        let lu = lire(texte, separateur);
        fautes(&lu, &[9], lu.luhn)?;
        u32::try_from(lu.nombre).map(Self).map_err(|_| (CodeDeValeur::Forme, Raison::Unreadable))
    }
}

impl Siret {
    /// The SIREN that the number starts with.
    #[must_use]
    pub fn siren(self) -> Siren {
        // Nine digits are left of fourteen.
        Siren(u32::try_from(self.0 / 100_000).unwrap_or_default())
    }

    #[inline]
    fn lire(
        texte: &str,
        separateur: impl Fn(char) -> bool,
    ) -> Result<Self, (CodeDeValeur, Raison)> {
        let lu = lire(texte, separateur);
        let siren = lu.nombre / 100_000;
        let poste = siren == u64::from(LA_POSTE) && lu.somme.is_multiple_of(5);
        fautes(&lu, &[14], lu.luhn || poste)?;
        if est_un_siren(siren) {
            Ok(Self(lu.nombre))
        } else {
            Err((CodeDeValeur::Impossible, Raison::BadSiren))
        }
    }
}

impl Valeur for Siren {
    const SORTE: Sorte = Sorte::Siren;

    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::lire(texte, est_espace).map_err(|_| contrat(texte, Self::saisi(texte)))
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::lire(&sans_groupes(texte, &[3, 6]), |_| false)
            .map_err(|faute| refuser::<Self>(faute, texte, &[9]))
    }
}

impl Valeur for Siret {
    const SORTE: Sorte = Sorte::Siret;

    #[inline]
    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::lire(texte, est_espace).map_err(|_| contrat(texte, Self::saisi(texte)))
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::lire(&sans_groupes(texte, &[3, 6, 9]), |_| false)
            .map_err(|faute| refuser::<Self>(faute, texte, &[14]))
    }
}

#[cold]
fn contrat<T: Valeur + fmt::Display>(
    texte: &str,
    saisi: Result<T, ErreurDeValeur>,
) -> ErreurDeValeur {
    match saisi {
        Ok(valeur) => ErreurDeValeur::autre_forme::<T>(texte, &valeur.to_string()),
        Err(erreur) => erreur.dans_le_contrat(),
    }
}

impl fmt::Display for Siren {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:09}", self.0)
    }
}

impl fmt::Display for Siret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:014}", self.0)
    }
}

impl serde::Serialize for Siren {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl serde::Serialize for Siret {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

valeur_en_texte!(Siren);
valeur_en_texte!(Siret);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn raison(texte: &str) -> Raison {
        Siret::du_contrat(texte).unwrap_err().raison().clone()
    }

    #[test]
    fn spaces_are_accepted_and_normalised() {
        for texte in [
            "73282932000074",
            "732 829 320 00074",
            "732\u{a0}829\u{202f}320 00074",
            " 73282932000074 ",
        ] {
            assert_eq!(Siret::du_contrat(texte).unwrap().to_string(), "73282932000074");
        }
        assert_eq!(Siret::saisi("732.829.320-00074").unwrap().to_string(), "73282932000074");
        assert_eq!(
            Siret::du_contrat("732.829.320.00074").unwrap_err().ecrire(),
            Some("73282932000074")
        );
    }

    #[test]
    fn a_number_that_cannot_exist_is_refused() {
        assert_eq!(raison("73282932000075"), Raison::BadCheckDigit);
        assert_eq!(raison("7328293200007"), Raison::WrongLength { expected: &[14], found: 13 });
        assert_eq!(raison("732829320000740"), Raison::WrongLength { expected: &[14], found: 15 });
        assert_eq!(raison("7328293200OO74"), Raison::LettersInDigits { count: 2 });
        assert_eq!(raison("00000000000000"), Raison::AllZeros);
        assert_eq!(raison(""), Raison::Empty);
        assert_eq!(raison(&"7".repeat(1000)), Raison::WrongLength { expected: &[14], found: 1000 });
        assert_eq!(
            Siret::du_contrat("73282932000075").unwrap_err().code(),
            CodeDeValeur::Impossible
        );
        assert_eq!(Siret::du_contrat("7328293200OO74").unwrap_err().code(), CodeDeValeur::Forme);
    }

    #[test]
    fn la_poste_has_a_rule_of_its_own() {
        // The head office agrees with Luhn; an establishment, with the sum of its digits.
        assert!(Siret::du_contrat("35600000000048").is_ok());
        let etablissement = "35600000049837";
        assert!(!lire(etablissement, |_| false).luhn);
        assert_eq!(Siret::du_contrat(etablissement).unwrap().to_string(), etablissement);
        assert_eq!(raison("35600000049838"), Raison::BadCheckDigit);
        assert!(Siren::du_contrat("356000000").is_ok());
        // The sum is La Poste's alone: 7+3+2+8+2+9+3+2+0+0+0+0+7+2 = 45.
        assert_eq!(raison("73282932000072"), Raison::BadCheckDigit);
    }

    #[test]
    fn a_siren_that_cannot_exist_makes_no_siret() {
        // Fourteen digits that keep the check of a SIRET, after nine that are no SIREN.
        for texte in ["11122233344455", "22040000000000", "00000000000018"] {
            assert!(lire(texte, |_| false).luhn, "{texte}");
            assert_eq!(raison(texte), Raison::BadSiren, "{texte}");
        }
        assert_eq!(Siret::du_contrat("73282932000074").unwrap().siren().to_string(), "732829320");
    }

    #[test]
    fn a_zero_lost_in_a_spreadsheet_is_found() {
        for (texte, forme) in [
            ("6374256300024", Some("06374256300024")),
            ("6374256300024.0", Some("06374256300024")),
            ("6374256300024,00", Some("06374256300024")),
            ("06374256300024.0", Some("06374256300024")),
            ("73282932000074.0", Some("73282932000074")),
            ("\u{200b}73282932000074", Some("73282932000074")),
            // Nothing right can be made of these.
            ("6374256300025.0", None),
            ("6374256300024.5", None),
            ("637425630002.40", None),
            ("6374256300024-0", None),
            ("7328293200007.4", None),
            ("7,3282932000074E+13", None),
        ] {
            assert_eq!(Siret::du_contrat(texte).unwrap_err().ecrire(), forme, "{texte}");
        }
        assert_eq!(raison("6374256300024"), Raison::WrongLength { expected: &[14], found: 13 });
        assert_eq!(raison("7,32829E+13"), Raison::Exponent);
        assert_eq!(Siren::du_contrat("5520045.0").unwrap_err().ecrire(), None);
        assert_eq!(Siren::du_contrat("732829320.0").unwrap_err().ecrire(), Some("732829320"));
    }

    #[test]
    fn points_and_hyphens_stand_between_the_groups() {
        for texte in [
            "732.829.320.00074",
            "732-829-320-00074",
            "732 829 320 - 00074",
            "732829320\u{2011}00074",
        ] {
            assert_eq!(Siret::saisi(texte).unwrap().to_string(), "73282932000074", "{texte}");
        }
        for texte in ["73.282932000074", "7328293200007.4", "732..829320.00074", "73282932000074."]
        {
            assert!(Siret::saisi(texte).is_err(), "{texte}");
        }
    }

    #[test]
    fn siren_has_nine_digits() {
        assert!(Siren::du_contrat("732829320").is_ok());
        assert!(Siren::du_contrat("732829321").is_err());
        assert!(Siren::du_contrat("73282932").is_err());
        assert!(Siren::du_contrat("7328293200").is_err());
        assert!(Siren::du_contrat("000000000").is_err());
    }

    proptest! {
        #[test]
        fn one_digit_in_ten_is_right_after_a_siren(debut in 1u64..10_000_000_000_000) {
            let justes: Vec<Siret> = (0..10).filter_map(|c| Siret::du_contrat(&format!("{debut:013}{c}")).ok()).collect();
            prop_assert_eq!(justes.is_empty(), !est_un_siren(debut / 10_000));
            for siret in justes {
                prop_assert_eq!(Siret::du_contrat(&siret.to_string()), Ok(siret));
            }
        }

        #[test]
        fn no_text_panics(texte in any::<String>()) {
            let _ = (Siret::saisi(&texte), Siret::du_contrat(&texte), Siren::saisi(&texte), Siren::du_contrat(&texte));
        }
    }
}
