//! Field names of a call, resolved once, when it is loaded, into ranks.

use smallvec::SmallVec;

use crate::dossier::forme::{Fiche, Lieu, Vue};
use crate::dossier::{Descripteur, Forme};

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pas {
    Champ(u32),
    Chaque,
}

/// A way through a document, by ranks of fields; a list on the way means each of its elements.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Chemin {
    pub pas: SmallVec<[Pas; 4]>,
    /// True where what is not said at the end of the way is said to be none.
    silence: bool,
}

impl Chemin {
    /// The way from an object to a field, by name (`public.age_min`, `sessions.modalite`), and what
    /// the field takes.
    pub fn vers(racine: &'static Descripteur, nom: &str) -> Option<(Self, Forme)> {
        let mut chemin = Self::default();
        let mut ici = Some(racine);
        let mut forme = Forme::Fiche(racine);
        for mot in nom.split('.') {
            if let Forme::Liste(element) = forme {
                chemin.pas.push(Pas::Chaque);
                forme = *element;
                ici = descripteur(forme);
            }
            let (rang, champ) = ici?.champ(mot)?;
            chemin.pas.push(Pas::Champ(rang));
            chemin.silence = champ.silence;
            forme = champ.forme;
            ici = descripteur(forme);
        }
        Some((chemin, forme))
    }

    /// The way from a document to the objects of a name: `formation`, `session`, `participant`.
    pub fn vers_objets(
        racine: &'static Descripteur,
        nom: &str,
    ) -> Option<(Self, &'static Descripteur)> {
        if racine.nom == nom {
            return Some((Self::default(), racine));
        }
        racine.champs.iter().zip(0_u32..).find_map(|(champ, rang)| {
            let (liste, element) = match champ.forme {
                Forme::Fiche(d) => (false, d),
                Forme::Liste(Forme::Fiche(d)) => (true, *d),
                _ => return None,
            };
            let (reste, arrivee) = Self::vers_objets(element, nom)?;
            let mut pas: SmallVec<[Pas; 4]> = SmallVec::new();
            pas.push(Pas::Champ(rang));
            if liste {
                pas.push(Pas::Chaque);
            }
            pas.extend(reste.pas);
            Some((Self { pas, silence: false }, arrivee))
        })
    }

    /// Shows every value at the end of the way, with its place. A list or an object that is not
    /// known, said to be none, or empty is shown itself.
    pub fn suivre<'a>(
        &self,
        depart: &'a dyn Fiche,
        lieu: Lieu,
        voir: &mut dyn FnMut(Lieu, Vue<'a>),
    ) {
        suivre(&self.pas, Vue::Fiche(depart), lieu, voir);
    }

    /// The one value at the end of the way, with its place; `None` where a list is on it.
    #[inline]
    pub fn valeur<'a>(&self, depart: Vue<'a>, lieu: Lieu) -> Option<(Lieu, Vue<'a>)> {
        let (pas, vue, lieu) = avancer(&self.pas, depart, lieu);
        match (pas, vue) {
            ([], Vue::Fautive) => Some((lieu, Vue::Inconnue)),
            ([], _) => Some((lieu, vue)),
            (_, Vue::Inconnue | Vue::Fautive | Vue::Aucune) => {
                Some((jusqu_a_une_liste(pas, lieu), self.tue(pas, vue)))
            }
            _ => None,
        }
    }

    /// What is not known on the way, as it is taken: an object that is not there says nothing of its
    /// own silent fields; a list that is not there may hold anything.
    fn tue<'a>(&self, reste: &[Pas], vue: Vue<'a>) -> Vue<'a> {
        match vue {
            Vue::Inconnue if self.silence && !reste.contains(&Pas::Chaque) => Vue::Aucune,
            Vue::Fautive => Vue::Inconnue,
            vue => vue,
        }
    }

    /// The same, from an object that may not be known.
    pub fn suivre_vue<'a>(&self, depart: Vue<'a>, lieu: Lieu, voir: &mut dyn FnMut(Lieu, Vue<'a>)) {
        suivre(&self.pas, depart, lieu, voir);
    }

    /// True where a list is on the way.
    pub fn par_liste(&self) -> bool {
        self.pas.contains(&Pas::Chaque)
    }

    /// The way to the objects of the last list, the way on from one of them, and what they are made
    /// of; `None` where no list is on the way.
    pub fn couper(
        &self,
        depart: &'static Descripteur,
    ) -> Option<(Self, Self, &'static Descripteur)> {
        let liste = self.pas.iter().rposition(|p| *p == Pas::Chaque)?;
        let (avant, reste) = self.pas.split_at_checked(liste.checked_add(1)?)?;
        let objets = Self { pas: avant.into(), silence: false };
        let objet = match objets.arrivee(depart)?.forme {
            Forme::Liste(Forme::Fiche(d)) => *d,
            _ => return None,
        };
        Some((objets, Self { pas: reste.into(), silence: self.silence }, objet))
    }

    /// The place where the way leads, from a place: a list on the way stops it.
    pub fn lieu(&self, depart: Lieu) -> Lieu {
        jusqu_a_une_liste(&self.pas, depart)
    }

    /// The field where the way ends, from an object of this description.
    pub fn arrivee(&self, depart: &'static Descripteur) -> Option<&'static crate::dossier::Champ> {
        self.champs(depart).try_fold(None, |_, champ| champ.map(Some)).flatten()
    }

    /// The way, as calls write it: `structure.forme`.
    pub fn nom(&self, depart: &'static Descripteur) -> String {
        let noms: Vec<&str> = self.champs(depart).flatten().map(|c| c.nom).collect();
        noms.join(".")
    }

    /// The fields on the way; none for a step that leads nowhere.
    fn champs(
        &self,
        depart: &'static Descripteur,
    ) -> impl Iterator<Item = Option<&'static crate::dossier::Champ>> {
        let rangs = self.pas.iter().filter_map(|pas| match pas {
            Pas::Champ(rang) => usize::try_from(*rang).ok(),
            Pas::Chaque => None,
        });
        let mut ici = Some(depart);
        rangs.map(move |rang| {
            let champ = ici.and_then(|d| d.champs.get(rang));
            ici = match champ.map(|c| c.forme) {
                Some(Forme::Fiche(d)) => Some(d),
                Some(Forme::Liste(Forme::Fiche(d))) => Some(*d),
                _ => None,
            };
            champ
        })
    }
}

fn jusqu_a_une_liste(pas: &[Pas], mut lieu: Lieu) -> Lieu {
    for pas in pas {
        let Pas::Champ(rang) = pas else { break };
        lieu = lieu.puis(*rang);
    }
    lieu
}

/// From object to object, as far as there is one: the steps that are left, and what was reached.
#[inline]
fn avancer<'a, 'p>(
    mut pas: &'p [Pas],
    mut vue: Vue<'a>,
    mut lieu: Lieu,
) -> (&'p [Pas], Vue<'a>, Lieu) {
    while let ([Pas::Champ(rang), reste @ ..], Vue::Fiche(fiche)) = (pas, vue) {
        vue = fiche.champ(*rang);
        lieu = lieu.puis(*rang);
        pas = reste;
    }
    (pas, vue, lieu)
}

fn suivre<'a>(pas: &[Pas], vue: Vue<'a>, lieu: Lieu, voir: &mut dyn FnMut(Lieu, Vue<'a>)) {
    let (pas, vue, lieu) = avancer(pas, vue, lieu);
    let vue = if matches!(vue, Vue::Fautive) { Vue::Inconnue } else { vue };
    match (pas.split_first(), vue) {
        (None, _) => voir(lieu, vue),
        (Some((Pas::Chaque, reste)), Vue::Liste(liste)) if liste.longueur() > 0 => {
            for rang in 0..liste.longueur() {
                suivre(reste, liste.element(rang), lieu.rang(rang), voir);
            }
        }
        // Unknown or none on the way: the place of the field that was asked for, where it is fixed.
        (Some(_), Vue::Inconnue | Vue::Aucune) => {
            voir(jusqu_a_une_liste(pas, lieu), vue);
        }
        (Some((Pas::Chaque, _)), _) => voir(lieu, Vue::Aucune),
        (Some((Pas::Champ(_), _)), _) => voir(lieu, vue),
    }
}

/// The objects that a form is made of.
pub(crate) fn descripteur(forme: Forme) -> Option<&'static Descripteur> {
    match forme {
        Forme::Fiche(d) => Some(d),
        _ => None,
    }
}
