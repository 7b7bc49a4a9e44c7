//! Company and establishment numbers: SIREN and SIRET.

use super::{
    CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, est_blanc, est_espace, valeur_en_texte,
};
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
/// The establishments of La Poste (SIREN 356 000 000) are numbered otherwise: a multiple of 5 as the sum of their
/// digits is right too. Spaces are accepted. A number that cannot exist is refused; whether it *does* exist, and whose
/// it is, only the Sirene directory can say.
///
/// ```
/// use pdn_core::values::{CodeDeValeur, Siret, Valeur};
///
/// let siret = Siret::du_contrat("732 829 320 00074")?;
/// assert_eq!(siret.to_string(), "73282932000074");
/// assert_eq!(siret.siren().map(|s| s.to_string()).as_deref(), Some("732829320"));
///
/// let refus = Siret::du_contrat("732 829 320 00075").unwrap_err();
/// assert_eq!(refus.code(), CodeDeValeur::Impossible);
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

impl Siren {
    fn lire(texte: &str, separateur: impl Fn(char) -> bool) -> Result<Self, ErreurDeValeur> {
        let lu = lire(texte, separateur);
        let verdict = fautes(&lu, &[9], lu.luhn);
        match (verdict, u32::try_from(lu.nombre)) {
            (Ok(()), Ok(nombre)) => Ok(Self(nombre)),
            (Err((code, raison)), _) => Err(ErreurDeValeur::new(Sorte::Siren, code, raison, texte)),
            (Ok(()), Err(_)) => Err(ErreurDeValeur::new(
                Sorte::Siren,
                CodeDeValeur::Forme,
                Raison::Unreadable,
                texte,
            )),
        }
    }
}

impl Siret {
    /// The SIREN that the number starts with; `None` where these nine digits fail their own check, which La Poste's
    /// rule and a lucky miscopy allow.
    #[must_use]
    pub fn siren(self) -> Option<Siren> {
        let nombre = u32::try_from(self.0 / 100_000).ok()?;
        lire(&format!("{nombre:09}"), |_| false).luhn.then_some(Siren(nombre))
    }

    #[inline]
    fn lire(texte: &str, separateur: impl Fn(char) -> bool) -> Result<Self, ErreurDeValeur> {
        let lu = lire(texte, separateur);
        match fautes(&lu, &[14], Self::cle(&lu)) {
            Ok(()) => Ok(Self(lu.nombre)),
            Err((code, raison)) => Err(Self::refuser(&lu, code, raison, texte)),
        }
    }

    fn cle(lu: &Lu) -> bool {
        lu.luhn || (lu.nombre / 100_000 == u64::from(LA_POSTE) && lu.somme.is_multiple_of(5))
    }

    /// Spreadsheets drop the zeros that a number starts with: where they would make it right, the error says so.
    #[cold]
    fn refuser(lu: &Lu, code: CodeDeValeur, raison: Raison, texte: &str) -> ErreurDeValeur {
        let erreur = ErreurDeValeur::new(Sorte::Siret, code, raison, texte);
        let zeros_perdus = lu.etrangers == 0 && (11..14).contains(&lu.chiffres) && Self::cle(lu);
        if zeros_perdus { erreur.avec_forme(&format!("{:014}", lu.nombre)) } else { erreur }
    }
}

impl Valeur for Siren {
    const SORTE: Sorte = Sorte::Siren;

    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::lire(texte, est_espace).map_err(|e| contrat(e, texte, Self::saisi(texte)))
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::lire(texte, est_separateur)
    }
}

impl Valeur for Siret {
    const SORTE: Sorte = Sorte::Siret;

    #[inline]
    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::lire(texte, est_espace).map_err(|e| contrat(e, texte, Self::saisi(texte)))
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::lire(texte, est_separateur)
    }
}

fn est_separateur(c: char) -> bool {
    est_blanc(c) || matches!(c, '.' | '-' | '\u{2011}' | '\u{2013}')
}

#[cold]
fn contrat<T: Valeur + fmt::Display>(
    erreur: ErreurDeValeur,
    texte: &str,
    saisi: Result<T, ErreurDeValeur>,
) -> ErreurDeValeur {
    match saisi {
        Ok(valeur) => ErreurDeValeur::autre_forme(T::SORTE, texte, &valeur.to_string()),
        Err(_) => erreur.dans_le_contrat(),
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
    fn a_zero_lost_in_a_spreadsheet_is_found() {
        let refus = Siret::du_contrat("5580120000010").unwrap_err();
        assert_eq!(refus.raison(), &Raison::WrongLength { expected: &[14], found: 13 });
        assert_eq!(refus.ecrire().is_some(), lire("5580120000010", |_| false).luhn);
        let avec_zero =
            (0..10).map(|c| format!("558012000001{c}")).find(|t| lire(t, |_| false).luhn).unwrap();
        assert_eq!(
            Siret::du_contrat(&avec_zero).unwrap_err().ecrire(),
            Some(format!("0{avec_zero}").as_str())
        );
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
        fn one_digit_in_ten_is_right(debut in 1u64..10_000_000_000_000) {
            let justes: Vec<Siret> = (0..10).filter_map(|c| Siret::du_contrat(&format!("{debut:013}{c}")).ok()).collect();
            prop_assert!(!justes.is_empty());
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
