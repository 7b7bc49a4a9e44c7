//! Lengths of time.

use super::{CodeDeValeur, Date, ErreurDeValeur, Raison, Sorte, Valeur, est_blanc, visible};
use std::fmt;

/// The units that a length of time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UniteDeTemps {
    /// Days.
    Jours,
    /// Weeks.
    Semaines,
    /// Months, from date to date.
    Mois,
    /// Years, from date to date.
    Ans,
}

/// The words of each unit; the first is the one that is written.
const MOTS: [(UniteDeTemps, &[&str]); 4] = [
    (UniteDeTemps::Jours, &["jours", "jour"]),
    (UniteDeTemps::Semaines, &["semaines", "semaine"]),
    (UniteDeTemps::Mois, &["mois"]),
    (UniteDeTemps::Ans, &["ans", "an", "années", "année", "annees", "annee"]),
];

/// A length of time: `15 jours`, `3 mois`, `1 an`.
///
/// ```
/// use pdn_core::values::{Date, Duree, Valeur};
///
/// let trois_mois = Duree::saisi("3 mois")?;
/// assert_eq!(Date::new(2024, 11, 30).and_then(|d| trois_mois.apres(d)), Date::new(2025, 3, 1));
/// assert!(Duree::saisi("trois").is_err());
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duree {
    nombre: u16,
    unite: UniteDeTemps,
}

impl Duree {
    /// How many.
    #[must_use]
    pub fn nombre(self) -> u16 {
        self.nombre
    }

    /// Of what.
    #[must_use]
    pub fn unite(self) -> UniteDeTemps {
        self.unite
    }

    /// The day so much later; a day that does not exist becomes the first of the month after it.
    /// `None` outside 1900–2199.
    #[must_use]
    pub fn apres(self, jour: Date) -> Option<Date> {
        let nombre = i32::from(self.nombre);
        match self.unite {
            UniteDeTemps::Jours => jour.plus_jours(nombre),
            UniteDeTemps::Semaines => jour.plus_jours(nombre.checked_mul(7)?),
            UniteDeTemps::Mois => jour.plus_mois(nombre),
            UniteDeTemps::Ans => jour.plus_mois(nombre.checked_mul(12)?),
        }
    }

    /// The latest day from which so much ends on a day or before, or strictly
    /// before. `None` outside 1900–2199.
    #[must_use]
    pub(crate) fn avant(self, jour: Date, strictement: bool) -> Option<Date> {
        let nombre = i32::from(self.nombre).checked_neg()?;
        let depart = match self.unite {
            UniteDeTemps::Jours => jour.plus_jours(nombre),
            UniteDeTemps::Semaines => jour.plus_jours(nombre.checked_mul(7)?),
            UniteDeTemps::Mois => jour.plus_mois(nombre),
            UniteDeTemps::Ans => jour.plus_mois(nombre.checked_mul(12)?),
        }?;
        // Months differ by three days at most: the day is that near.
        (-4..=4).rev().filter_map(|ecart| depart.plus_jours(ecart)).find(|debut| {
            self.apres(*debut).is_some_and(|fin| if strictement { fin < jour } else { fin <= jour })
        })
    }
}

impl Valeur for Duree {
    const SORTE: Sorte = Sorte::Duree;

    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::saisi(texte)
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        let refus =
            |raison| Err(ErreurDeValeur::new(Self::SORTE, CodeDeValeur::Forme, raison, texte));
        let net = &*visible(texte).to_lowercase();
        if net.is_empty() {
            return refus(Raison::Empty);
        }
        let fin = net.find(|c: char| !c.is_ascii_digit()).unwrap_or(net.len());
        let (nombre, unite) = net.split_at_checked(fin).unwrap_or_default();
        let unite = unite.trim_matches(est_blanc);
        let unite = MOTS.iter().find(|(_, mots)| mots.contains(&unite)).map(|(u, _)| *u);
        match (nombre.parse::<u16>(), unite) {
            (Ok(nombre), Some(unite)) => Ok(Self { nombre, unite }),
            _ => refus(Raison::Unreadable),
        }
    }
}

impl fmt::Display for Duree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mot = match (self.unite, self.nombre) {
            (UniteDeTemps::Jours, 0 | 1) => "jour",
            (UniteDeTemps::Jours, _) => "jours",
            (UniteDeTemps::Semaines, 0 | 1) => "semaine",
            (UniteDeTemps::Semaines, _) => "semaines",
            (UniteDeTemps::Mois, _) => "mois",
            (UniteDeTemps::Ans, 0 | 1) => "an",
            (UniteDeTemps::Ans, _) => "ans",
        };
        write!(f, "{} {mot}", self.nombre)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    #[test]
    fn people_write_a_number_and_a_unit() {
        for (texte, ecrit) in [
            ("3 mois", "3 mois"),
            ("3\u{a0}mois", "3 mois"),
            ("15 Jours", "15 jours"),
            ("1 jour", "1 jour"),
            ("2semaines", "2 semaines"),
            ("1 an", "1 an"),
            ("5 années", "5 ans"),
        ] {
            assert_eq!(Duree::saisi(texte).unwrap().to_string(), ecrit);
        }
        for texte in ["", "mois", "3", "3 lunes", "-3 mois", "1,5 mois", "70000 jours"] {
            assert!(Duree::saisi(texte).is_err(), "{texte}");
        }
    }

    #[test]
    fn it_ends_on_a_day() {
        let le = |a, m, j| Date::new(a, m, j).unwrap();
        let apres = |texte, jour| Duree::saisi(texte).unwrap().apres(jour).unwrap();
        assert_eq!(apres("15 jours", le(2024, 2, 20)), le(2024, 3, 6));
        assert_eq!(apres("2 semaines", le(2024, 12, 25)), le(2025, 1, 8));
        assert_eq!(apres("6 mois", le(2024, 8, 31)), le(2025, 3, 1));
        assert_eq!(apres("1 an", le(2024, 2, 29)), le(2025, 3, 1));
        assert_eq!(Duree::saisi("300 ans").unwrap().apres(le(2024, 1, 1)), None);
        for texte in ["1 jour", "2 semaines", "1 mois", "3 mois", "6 mois", "1 an"] {
            let duree = Duree::saisi(texte).unwrap();
            for jour in (0..800).filter_map(|n| le(2023, 12, 1).plus_jours(n)) {
                let debut = duree.avant(jour, false).unwrap();
                assert!(duree.apres(debut).unwrap() <= jour, "{texte} {jour}");
                assert!(
                    duree.apres(debut.plus_jours(1).unwrap()).unwrap() > jour,
                    "{texte} {jour}"
                );
            }
        }
    }
}
