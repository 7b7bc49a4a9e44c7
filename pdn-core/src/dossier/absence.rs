//! What is not known, and how rules combine it: in one place, and in no rule's own words.
//!
//! Not known, in error (not known either, and asked again), said to be none, given: a document says one
//! of these of each value. Here is what follows when values are tested, counted and added up: Kleene's
//! logic, intervals, and lines that may belong to a group.

use rust_decimal::Decimal;

use super::Reponse;
use super::forme::{Lieu, Vue};
use crate::values::{Montant, ValeurNumerique};

/// Places that would tell what is not known.
pub(crate) type Lieux = Vec<Lieu>;

/// Yes, no, or not known, with the places that would tell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Trois {
    Vrai,
    Faux,
    Inconnu(Lieux),
}

impl From<bool> for Trois {
    fn from(vrai: bool) -> Self {
        if vrai { Self::Vrai } else { Self::Faux }
    }
}

impl Trois {
    /// Not known, for want of one value.
    pub fn inconnu(lieu: Lieu) -> Self {
        Self::Inconnu(vec![lieu])
    }

    /// Whether a value is as asked: what is said to be none never is.
    #[inline]
    pub fn de<T>(reponse: &Reponse<T>, lieu: Lieu, comme: impl FnOnce(&T) -> bool) -> Self {
        match reponse {
            Reponse::Donnee(valeur) => comme(valeur).into(),
            Reponse::Aucune => Self::Faux,
            Reponse::Inconnue | Reponse::Fautive => Self::inconnu(lieu),
        }
    }

    /// The same of a value that silence says to be none.
    #[inline]
    pub fn de_silence<T>(reponse: &Reponse<T>, lieu: Lieu, comme: impl FnOnce(&T) -> bool) -> Self {
        match reponse {
            Reponse::Inconnue => Self::Faux,
            autre => Self::de(autre, lieu, comme),
        }
    }

    /// Both: a no decides, whatever the other is.
    #[inline]
    #[must_use]
    pub fn et(self, autre: Self) -> Self {
        match (self, autre) {
            (Self::Faux, _) | (_, Self::Faux) => Self::Faux,
            (Self::Vrai, autre) => autre,
            (inconnu, Self::Vrai) => inconnu,
            (Self::Inconnu(mut lieux), Self::Inconnu(autres)) => {
                lieux.extend(autres);
                Self::Inconnu(lieux)
            }
        }
    }

    /// One or the other: a yes decides, whatever the other is.
    #[inline]
    #[must_use]
    pub fn ou(self, autre: Self) -> Self {
        !(!self).et(!autre)
    }
}

impl std::ops::Not for Trois {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Vrai => Self::Faux,
            Self::Faux => Self::Vrai,
            inconnu => inconnu,
        }
    }
}

/// How many, at least and at most, and what would tell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Compte {
    pub bas: u32,
    pub haut: u32,
    pub attend: Lieux,
}

impl Compte {
    /// One more, where it counts.
    pub fn ajouter(&mut self, compte: Trois) {
        match compte {
            Trois::Faux => {}
            Trois::Vrai => {
                self.bas = self.bas.saturating_add(1);
                self.haut = self.haut.saturating_add(1);
            }
            Trois::Inconnu(lieux) => {
                self.haut = self.haut.saturating_add(1);
                self.attend.extend(lieux);
            }
        }
    }

    /// How far from so many, where how many there are is known.
    pub fn ecart(&self, vers: u32) -> Option<u32> {
        (self.bas == self.haut).then(|| self.bas.abs_diff(vers))
    }

    /// Whether there are at least so many.
    pub fn au_moins(&self, combien: u32) -> Trois {
        if self.bas >= combien {
            Trois::Vrai
        } else if self.haut < combien {
            Trois::Faux
        } else {
            Trois::Inconnu(self.attend.clone())
        }
    }
}

/// A quantity, which is never negative: at least, at most, and what would tell.
#[derive(Debug, Clone)]
pub(crate) struct Etendue {
    pub bas: Decimal,
    /// `None` where it may be any more.
    pub haut: Option<Decimal>,
    pub attend: Lieux,
}

impl Etendue {
    /// What stands at a place: of what is said to be none there is nothing.
    pub fn de(lieu: Lieu, vue: Vue<'_>) -> Self {
        let connue = match vue {
            Vue::Compte(n) => Decimal::from(n),
            Vue::Nombre(n) => n,
            Vue::Montant(m) => m.decimal(),
            Vue::Liste(l) => Decimal::from(l.longueur()),
            Vue::Inconnue | Vue::Fautive => {
                return Self { bas: Decimal::ZERO, haut: None, attend: vec![lieu] };
            }
            _ => Decimal::ZERO,
        };
        Self { bas: connue, haut: Some(connue), attend: Lieux::new() }
    }

    /// The quantity, where it is known.
    pub fn connue(&self) -> Option<Decimal> {
        self.haut.filter(|haut| *haut == self.bas)
    }

    /// Whether it is at least a share of another, or more than it.
    pub fn atteint(&self, part: Decimal, autre: &Self, strictement: bool) -> Trois {
        // A share and a quantity have too few digits together to be past what can be computed.
        let produit = |quantite: Decimal| part.saturating_mul(quantite);
        let haute = match autre.haut {
            None if part.is_zero() => Some(Decimal::ZERO),
            haut => haut.map(produit),
        };
        let depasse = |quantite: Decimal, borne: Decimal| {
            quantite > borne || (quantite == borne && !strictement)
        };
        if haute.is_some_and(|borne| depasse(self.bas, borne)) {
            Trois::Vrai
        } else if self.haut.is_some_and(|haut| !depasse(haut, produit(autre.bas))) {
            Trois::Faux
        } else {
            Trois::Inconnu(self.attend.iter().chain(&autre.attend).copied().collect())
        }
    }
}

/// What amounts add up to: amounts are never negative, so that what is not known can only add.
#[derive(Debug, Clone)]
pub(crate) struct Total {
    /// The least that it can be; `None` past what can be computed.
    pub certain: Option<Montant>,
    /// What may come on top of it; `None` where that may be any amount.
    pub eventuel: Option<Montant>,
    /// What would tell.
    pub attend: Lieux,
    /// How many lines surely count, and how many of them do not say that they are none.
    pub lignes: usize,
    pub donnees: usize,
}

impl Default for Total {
    fn default() -> Self {
        Self {
            certain: Some(Montant::ZERO),
            eventuel: Some(Montant::ZERO),
            attend: Lieux::new(),
            lignes: 0,
            donnees: 0,
        }
    }
}

impl Total {
    /// Adds a line that counts, or may.
    #[inline]
    pub fn ajouter(&mut self, compte: Trois, lieu: Lieu, montant: &Reponse<Montant>) {
        match compte {
            Trois::Faux => {}
            Trois::Vrai => self.ajouter_vue(lieu, vue(montant)),
            Trois::Inconnu(lieux) => self.ajouter_peut_etre(&lieux, vue(montant)),
        }
    }

    /// Adds a line to one of two totals, or perhaps to either.
    #[inline]
    pub fn partager(
        (oui, non): (&mut Self, &mut Self),
        compte: Trois,
        lieu: Lieu,
        montant: &Reponse<Montant>,
    ) {
        match compte {
            Trois::Vrai => oui.ajouter_vue(lieu, vue(montant)),
            Trois::Faux => non.ajouter_vue(lieu, vue(montant)),
            Trois::Inconnu(lieux) => {
                oui.ajouter_peut_etre(&lieux, vue(montant));
                non.ajouter_peut_etre(&lieux, vue(montant));
            }
        }
    }

    /// Adds a line that counts.
    #[inline]
    pub fn ajouter_vue(&mut self, lieu: Lieu, montant: Vue<'_>) {
        self.lignes = self.lignes.saturating_add(1);
        if matches!(montant, Vue::Aucune) {
            return;
        }
        self.donnees = self.donnees.saturating_add(1);
        match montant {
            Vue::Montant(m) => self.certain = self.certain.and_then(|t| t.plus(m)),
            _ => {
                self.eventuel = None;
                self.attend.push(lieu);
            }
        }
    }

    /// Adds a line that may count: `lieux` would tell.
    pub fn ajouter_peut_etre(&mut self, lieux: &[Lieu], montant: Vue<'_>) {
        self.eventuel = match montant {
            Vue::Aucune => return,
            Vue::Montant(m) if m.est_nul() => return,
            Vue::Montant(m) => self.eventuel.and_then(|e| e.plus(m)),
            _ => None,
        };
        self.attend.extend_from_slice(lieux);
    }

    /// There may be any amount more, that a place would tell.
    pub fn ouvrir(&mut self, lieu: Lieu) {
        self.eventuel = None;
        self.attend.push(lieu);
    }

    /// The most that it can be; `None` where there may be any amount more.
    pub fn au_plus(&self) -> Option<Montant> {
        self.certain?.plus(self.eventuel?)
    }

    /// The amount, where it is known.
    pub fn connu(&self) -> Option<Montant> {
        self.certain.filter(|certain| self.au_plus() == Some(*certain))
    }

    /// Whether two totals are equal: one that already exceeds the most that the other can be never is.
    pub fn egale(&self, autre: &Self) -> Trois {
        let depasse = |un: &Self, autre: &Self| match (un.certain, autre.au_plus()) {
            (Some(un), Some(autre)) => un > autre,
            // Past what can be computed is more than any amount that can.
            (None, Some(_)) => true,
            _ => false,
        };
        if depasse(self, autre) || depasse(autre, self) {
            return Trois::Faux;
        }
        match (self.connu(), autre.connu()) {
            (Some(un), Some(autre)) => (un == autre).into(),
            (None, None) if self.certain.is_none() && autre.certain.is_none() => Trois::Faux,
            _ => Trois::Inconnu(self.attend.iter().chain(&autre.attend).copied().collect()),
        }
    }
}

fn vue(montant: &Reponse<Montant>) -> Vue<'_> {
    match montant {
        Reponse::Donnee(m) => Vue::Montant(*m),
        Reponse::Aucune => Vue::Aucune,
        Reponse::Inconnue | Reponse::Fautive => Vue::Inconnue,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lieu(pas: u32) -> Lieu {
        Lieu::RACINE.puis(pas)
    }

    #[test]
    fn kleene() {
        let inconnu = || Trois::inconnu(lieu(1));
        assert_eq!(Trois::Faux.et(inconnu()), Trois::Faux);
        assert_eq!(inconnu().et(Trois::Faux), Trois::Faux);
        assert_eq!(Trois::Vrai.et(inconnu()), inconnu());
        assert_eq!(Trois::Vrai.ou(inconnu()), Trois::Vrai);
        assert_eq!(inconnu().ou(Trois::Faux), inconnu());
        assert_eq!(!inconnu(), inconnu());
    }

    #[test]
    fn silence_and_error_are_not_the_same() {
        let oui = |_: &bool| true;
        assert_eq!(Trois::de_silence(&Reponse::Inconnue, lieu(0), oui), Trois::Faux);
        assert_eq!(Trois::de_silence(&Reponse::Fautive, lieu(0), oui), Trois::inconnu(lieu(0)));
        assert_eq!(Trois::de(&Reponse::Inconnue, lieu(0), oui), Trois::inconnu(lieu(0)));
        assert_eq!(Trois::de(&Reponse::<bool>::Aucune, lieu(0), oui), Trois::Faux);
    }

    #[test]
    fn what_is_not_known_only_adds() {
        let euros = |n: u64| Reponse::Donnee(Montant::from_centimes(n));
        let mut un = Total::default();
        un.ajouter(Trois::Vrai, lieu(0), &euros(500));
        un.ajouter(Trois::inconnu(lieu(1)), lieu(2), &euros(300));
        assert_eq!(un.au_plus(), Some(Montant::from_centimes(800)));
        let mut autre = Total::default();
        autre.ajouter(Trois::Vrai, lieu(3), &euros(801));
        assert_eq!(un.egale(&autre), Trois::Faux);
        autre = Total::default();
        autre.ajouter(Trois::Vrai, lieu(3), &euros(800));
        assert_eq!(un.egale(&autre), Trois::inconnu(lieu(1)));
        // No amount may be any amount, and it is the amount that is waited for.
        un.ajouter(Trois::Vrai, lieu(4), &Reponse::Fautive);
        assert_eq!(un.au_plus(), None);
        assert_eq!(un.connu(), None);
        assert!(un.attend.contains(&lieu(4)));
    }
}
