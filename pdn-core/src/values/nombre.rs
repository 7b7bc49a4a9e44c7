//! How decimal values are read: the contract's form, what people type, the text of a JSON number, floats.
//!
//! Here only the form is checked; [`Decimal::from_str_exact`] reads the digits, exactly or not at all.

use super::{CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, est_blanc, est_trait, visible};
use rust_decimal::Decimal;
use std::fmt;

/// Why a number is refused, before the error knows the text found.
#[derive(Debug)]
pub struct Refus {
    code: CodeDeValeur,
    raison: Raison,
    forme: Option<String>,
}

impl Refus {
    pub(super) fn forme(raison: Raison) -> Self {
        Self { code: CodeDeValeur::Forme, raison, forme: None }
    }

    pub(super) fn impossible(raison: Raison) -> Self {
        Self { code: CodeDeValeur::Impossible, raison, forme: None }
    }

    pub(super) fn avec_forme(self, forme: String) -> Self {
        Self { forme: Some(forme), ..self }
    }

    #[cold]
    fn sur(self, sorte: Sorte, trouve: &str) -> ErreurDeValeur {
        let erreur = ErreurDeValeur::new(sorte, self.code, self.raison, trouve);
        match self.forme {
            Some(forme) => erreur.avec_forme(&forme),
            None => erreur,
        }
    }
}

/// What a decimal type allows. The module is private: no other crate can add one.
pub trait Borne: Valeur + fmt::Display {
    /// The most digits before the point.
    const ENTIERS: usize;
    /// The most digits after the point.
    const DECIMALES: u8;
    /// The greatest value, in the contract's form.
    const MAX: &'static str;
    /// What people write before or after the number, in lower case, the longest first.
    const SYMBOLES: &'static [&'static str];

    /// The value, if it is within bounds; `nombre` is not negative and has no more digits than allowed, before and
    /// after the point.
    ///
    /// # Errors
    /// Where the number is over the greatest.
    fn borner(nombre: Decimal) -> Result<Self, Refus>;

    /// The number inside.
    fn nombre(&self) -> Decimal;

    /// Reads what people type.
    ///
    /// # Errors
    /// Where the text is no such number.
    fn saisir(texte: &str) -> Result<Self, Refus> {
        let bas = texte.to_lowercase();
        Self::borner(decimal_saisi::<Self>(sans_symbole(&bas, Self::SYMBOLES), Self::DECIMALES)?)
    }
}

/// A value that a JSON number can hold as well as text: amounts, shares, hours, full-time equivalents.
///
/// It cannot be implemented outside this crate.
///
/// ```
/// use pdn_core::values::{CodeDeValeur, Montant, ValeurNumerique};
///
/// assert_eq!(Montant::du_nombre_json("3000.50")?.to_string(), "3000.50");
/// assert_eq!(Montant::du_nombre_json("1e3").unwrap_err().code(), CodeDeValeur::Forme);
/// assert_eq!(Montant::du_nombre_json("-1").unwrap_err().code(), CodeDeValeur::Impossible);
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
pub trait ValeurNumerique: Borne {
    /// Reads the raw text of a JSON number, exactly. Zeros that end the decimals do not count: `3000.000` is exact to
    /// the cent.
    ///
    /// # Errors
    /// [`CodeDeValeur::Forme`] for an exponent or too many decimals, [`CodeDeValeur::Impossible`] for a number that
    /// is negative or too large.
    fn du_nombre_json(brut: &str) -> Result<Self, ErreurDeValeur> {
        decimal_json::<Self>(brut)
            .and_then(Self::borner)
            .map_err(|refus| refus.sur(Self::SORTE, brut).dans_le_contrat())
    }

    /// Reads a float by its shortest decimal text: `0.1` is 0.10. How it was written (`1e3`) is lost; a reader that
    /// holds the text uses [`ValeurNumerique::du_nombre_json`].
    ///
    /// # Errors
    /// As [`ValeurNumerique::du_nombre_json`]; a float that is not a number is unreadable.
    ///
    /// ```
    /// use pdn_core::values::{Montant, ValeurNumerique};
    ///
    /// assert_eq!(Montant::d_un_flottant(0.1)?.to_string(), "0.10");
    /// assert!(Montant::d_un_flottant(0.1 + 0.2).is_err());
    /// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
    /// ```
    fn d_un_flottant(nombre: f64) -> Result<Self, ErreurDeValeur> {
        Self::du_nombre_json(&nombre.to_string())
    }

    /// Takes a whole number.
    ///
    /// # Errors
    /// [`CodeDeValeur::Impossible`] for a number that is negative or too large.
    ///
    /// ```
    /// use pdn_core::values::{Heures, ValeurNumerique};
    ///
    /// assert_eq!(Heures::d_un_entier(14)?.to_string(), "14");
    /// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
    /// ```
    fn d_un_entier(nombre: i128) -> Result<Self, ErreurDeValeur> {
        let trop_long = nombre
            .unsigned_abs()
            .checked_ilog10()
            .is_some_and(|rang| usize::try_from(rang).is_ok_and(|rang| rang >= Self::ENTIERS));
        let lu = match Decimal::try_from_i128_with_scale(nombre, 0) {
            _ if nombre < 0 => Err(Refus::impossible(Raison::Negative)),
            Ok(decimal) if !trop_long => Self::borner(decimal),
            _ => Err(Refus::impossible(Raison::TooLarge { max: Self::MAX })),
        };
        lu.map_err(|refus| refus.sur(Self::SORTE, &nombre.to_string()).dans_le_contrat())
    }

    /// The number itself, exactly.
    ///
    /// ```
    /// use pdn_core::values::{Montant, Valeur, ValeurNumerique};
    /// use rust_decimal::Decimal;
    ///
    /// assert_eq!(Montant::du_contrat("1500.50")?.decimal(), Decimal::new(150_050, 2));
    /// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
    /// ```
    fn decimal(&self) -> Decimal {
        self.nombre()
    }
}

impl<T: Borne> ValeurNumerique for T {}

/// `Valeur::du_contrat` of decimal types.
#[inline]
pub(super) fn du_contrat<T: Borne>(texte: &str) -> Result<T, ErreurDeValeur> {
    match decimal_du_contrat(texte, T::ENTIERS, T::DECIMALES).map(T::borner) {
        Some(Ok(valeur)) => Ok(valeur),
        Some(Err(refus)) => Err(refus.sur(T::SORTE, texte).dans_le_contrat()),
        None => Err(autre_forme::<T>(texte)),
    }
}

/// `Valeur::saisi` of decimal types.
pub(super) fn saisi<T: Borne>(texte: &str) -> Result<T, ErreurDeValeur> {
    saisir::<T>(texte).map_err(|refus| refus.sur(T::SORTE, texte))
}

fn saisir<T: Borne>(texte: &str) -> Result<T, Refus> {
    let net = visible(texte);
    if net.is_empty() { Err(Refus::forme(Raison::Empty)) } else { T::saisir(&net) }
}

#[cold]
fn autre_forme<T: Borne>(texte: &str) -> ErreurDeValeur {
    match saisir::<T>(texte) {
        Ok(valeur) => ErreurDeValeur::autre_forme::<T>(texte, &valeur.to_string()),
        Err(refus) => refus.sur(T::SORTE, texte).dans_le_contrat(),
    }
}

/// The decimals of a text that count. Columns of databases write more of them, all zeros. Three decimals may be the
/// thousands of `3.000`: they are refused.
#[inline]
fn decimales_utiles(decimales: &str, max: u8) -> Option<&str> {
    match decimales.split_at_checked(usize::from(max)) {
        None | Some((_, "")) => Some(decimales),
        Some((utiles, zeros)) => {
            (decimales.len() > 3 && zeros.bytes().all(|c| c == b'0')).then_some(utiles)
        }
    }
}

/// Digits, and a point with more digits; no zero in front of another digit.
#[inline]
fn decimal_du_contrat(texte: &str, entiers_max: usize, decimales_max: u8) -> Option<Decimal> {
    let point = texte.bytes().position(|c| c == b'.');
    let (entiers, suite) = texte.split_at_checked(point.unwrap_or(texte.len()))?;
    let decimales = suite.get(1..).unwrap_or_default();
    if suite == "." {
        return None;
    }
    let zero_de_trop = matches!(entiers.as_bytes(), [b'0', _, ..]);
    if entiers.is_empty()
        || entiers.len() > entiers_max
        || zero_de_trop
        || !en_chiffres(entiers)
        || !en_chiffres(decimales)
    {
        return None;
    }
    let zeros = decimales.len().checked_sub(decimales_utiles(decimales, decimales_max)?.len())?;
    Decimal::from_str_exact(texte.get(..texte.len().checked_sub(zeros)?)?).ok()
}

/// The raw text of a JSON number.
fn decimal_json<T: Borne>(brut: &str) -> Result<Decimal, Refus> {
    if let Some(positif) = brut.strip_prefix('-') {
        return zero_ou_refus(positif, decimal_json::<T>);
    }
    if est_exponentiel(brut) {
        // Zero is zero, whatever its exponent.
        let zero = brut
            .split(['e', 'E'])
            .next()
            .is_some_and(|m| m.bytes().all(|c| matches!(c, b'0' | b'.')));
        return if zero { Ok(Decimal::ZERO) } else { Err(Refus::forme(Raison::Exponent)) };
    }
    let (entiers, decimales) = brut.split_once('.').unwrap_or((brut, ""));
    if entiers.is_empty() || !en_chiffres(entiers) || !en_chiffres(decimales) {
        return Err(Refus::forme(Raison::Unreadable));
    }
    recomposer::<T>(entiers, decimales.trim_end_matches('0'), T::DECIMALES)
}

/// What people type, in lower case, its symbol taken off: `3 000,00`.
pub(super) fn decimal_saisi<T: Borne>(texte: &str, decimales_max: u8) -> Result<Decimal, Refus> {
    let net = texte.trim_matches(est_blanc);
    if let Some(positif) = net.strip_prefix(est_trait) {
        let positif = positif.trim_start_matches(est_blanc);
        return zero_ou_refus(positif, |positif| decimal_saisi::<T>(positif, decimales_max));
    }
    if est_exponentiel(net) {
        return Err(Refus::forme(Raison::Exponent));
    }
    let (groupes, decimales) = net.split_once([',', '.']).unwrap_or((net, ""));
    let entiers = sans_milliers(groupes).ok_or_else(|| Refus::forme(Raison::Unreadable))?;
    if !en_chiffres(decimales) || (entiers.is_empty() && decimales.is_empty()) {
        return Err(Refus::forme(Raison::Unreadable));
    }
    let utiles = decimales_utiles(decimales, decimales_max).unwrap_or(decimales);
    recomposer::<T>(&entiers, utiles, decimales_max)
}

/// The text without the symbol that stands before or after the number.
pub(super) fn sans_symbole<'a>(bas: &'a str, symboles: &[&str]) -> &'a str {
    let net = bas.trim_matches(est_blanc);
    symboles
        .iter()
        .find_map(|symbole| net.strip_suffix(symbole).or_else(|| net.strip_prefix(symbole)))
        .unwrap_or(net)
}

fn recomposer<T: Borne>(
    entiers: &str,
    decimales: &str,
    decimales_max: u8,
) -> Result<Decimal, Refus> {
    let entiers = entiers.trim_start_matches('0');
    if entiers.len() > T::ENTIERS {
        return Err(Refus::impossible(Raison::TooLarge { max: T::MAX }));
    }
    if decimales.len() > usize::from(decimales_max) {
        return Err(Refus::forme(Raison::TooManyDecimals { max: T::DECIMALES }));
    }
    let mut texte = String::with_capacity(24);
    texte.push_str(if entiers.is_empty() { "0" } else { entiers });
    if !decimales.is_empty() {
        texte.push('.');
        texte.push_str(decimales);
    }
    Decimal::from_str_exact(&texte).map_err(|_| Refus::forme(Raison::Unreadable))
}

/// The digits without their thousands separators, if these are spaces before groups of three.
fn sans_milliers(groupes: &str) -> Option<String> {
    let mut morceaux = groupes.split(est_blanc).filter(|morceau| !morceau.is_empty());
    let premier = morceaux.next().unwrap_or_default();
    let mut entiers = premier.to_owned();
    let mut seul = true;
    for morceau in morceaux {
        seul = false;
        if morceau.len() != 3 {
            return None;
        }
        entiers.push_str(morceau);
    }
    let groupe = seul || (1..=3).contains(&premier.len());
    (groupe && en_chiffres(&entiers)).then_some(entiers)
}

/// What stands after a minus sign: nothing is less than zero, and less nothing is zero.
fn zero_ou_refus(
    positif: &str,
    lire: impl FnOnce(&str) -> Result<Decimal, Refus>,
) -> Result<Decimal, Refus> {
    if !positif.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return Err(Refus::forme(Raison::Unreadable));
    }
    let lu = lire(positif).ok().filter(Decimal::is_zero);
    lu.ok_or_else(|| Refus::impossible(Raison::Negative))
}

pub(super) fn est_exponentiel(texte: &str) -> bool {
    texte.split_once(['e', 'E']).is_some_and(|(mantisse, exposant)| {
        let exposant = exposant.strip_prefix(['+', '-']).unwrap_or(exposant);
        let chiffres = |c: char| c.is_ascii_digit();
        mantisse.contains(chiffres)
            && mantisse.chars().all(|c| chiffres(c) || matches!(c, '.' | ','))
            && !exposant.is_empty()
            && en_chiffres(exposant)
    })
}

#[inline]
fn en_chiffres(texte: &str) -> bool {
    texte.bytes().all(|c| c.is_ascii_digit())
}

/// The traits that decimal types share.
macro_rules! valeur_numerique {
    ($t:ident) => {
        impl $crate::values::Valeur for $t {
            const SORTE: $crate::values::Sorte = $crate::values::Sorte::$t;

            #[inline]
            fn du_contrat(texte: &str) -> Result<Self, $crate::values::ErreurDeValeur> {
                $crate::values::nombre::du_contrat(texte)
            }

            fn saisi(texte: &str) -> Result<Self, $crate::values::ErreurDeValeur> {
                $crate::values::nombre::saisi(texte)
            }
        }

        impl std::str::FromStr for $t {
            type Err = $crate::values::ErreurDeValeur;

            fn from_str(texte: &str) -> Result<Self, Self::Err> {
                <Self as $crate::values::Valeur>::saisi(texte)
            }
        }

        impl serde::Serialize for $t {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $t {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                $crate::values::serde_valeur::lire_nombre(d)
            }
        }

        impl TryFrom<rust_decimal::Decimal> for $t {
            type Error = $crate::values::ErreurDeValeur;

            /// Takes a decimal that the type can hold exactly.
            fn try_from(nombre: rust_decimal::Decimal) -> Result<Self, Self::Error> {
                $crate::values::ValeurNumerique::du_nombre_json(&nombre.to_string())
            }
        }
    };
}
pub(super) use valeur_numerique;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{Heures, Montant, Quantite};

    #[test]
    fn thousands_are_spaces_before_three_digits() {
        assert_eq!(sans_milliers("3 000").as_deref(), Some("3000"));
        assert_eq!(sans_milliers("1\u{202f}000\u{a0}000").as_deref(), Some("1000000"));
        assert_eq!(sans_milliers("3000").as_deref(), Some("3000"));
        assert_eq!(sans_milliers("3 0"), None);
        assert_eq!(sans_milliers("3000 000"), None);
        assert_eq!(sans_milliers("3 000 €"), None);
    }

    #[test]
    fn less_nothing_is_zero() {
        for brut in ["-0e5", "-0e1", "-0.0E-3", "0e5"] {
            assert!(Montant::du_nombre_json(brut).is_ok_and(|m| m.est_nul()), "{brut}");
        }
        for brut in ["-0", "-0.0", "-0.00"] {
            assert!(Montant::du_nombre_json(brut).is_ok_and(|m| m.est_nul()), "{brut}");
            assert!(Heures::du_nombre_json(brut).is_ok_and(|h| h.to_string() == "0"), "{brut}");
            // In text the contract has no sign: the form to write is zero.
            assert!(Montant::du_contrat(brut).is_err_and(|e| e.ecrire() == Some("0.00")), "{brut}");
        }
        for typed in ["-0,00 €", "\u{2212}0", "- 0"] {
            assert!(Montant::saisi(typed).is_ok_and(|m| m.est_nul()), "{typed}");
        }
        assert!(Montant::d_un_flottant(-0.0).is_ok_and(|m| m.est_nul()));
        for brut in ["-0.01", "-1", "-0.001"] {
            let refus = Montant::du_nombre_json(brut);
            assert!(refus.is_err_and(|e| e.raison() == &Raison::Negative), "{brut}");
        }
        assert!(Montant::saisi(&"-".repeat(1_000_000)).is_err());
    }

    #[test]
    fn zeros_after_the_cents_change_nothing() {
        for texte in
            ["3000.0000", "3000.00000000000000000000000000000000", "0.0000000000", "3.0000"]
        {
            assert!(Montant::du_contrat(texte).is_ok(), "{texte}");
        }
        assert!(Montant::saisi("3 000,0000 €").is_ok_and(|m| m.to_string() == "3000.00"));
        assert!(Quantite::du_contrat("1.1234560").is_ok_and(|q| q.to_string() == "1.123456"));
        // Three decimals may be thousands.
        for texte in ["3.000", "3000.000", "3.500", "3000.0010", "3000.00001"] {
            let refus = Montant::du_contrat(texte);
            assert!(
                refus.is_err_and(|e| e.raison() == &Raison::TooManyDecimals { max: 2 }),
                "{texte}"
            );
        }
    }

    #[test]
    fn exponents_are_told_from_words() {
        assert!(est_exponentiel("1e3"));
        assert!(est_exponentiel("1.5E+3"));
        assert!(!est_exponentiel("e3"));
        assert!(!est_exponentiel("1e"));
        assert!(!est_exponentiel("une"));
    }
}
