//! The lines of which it is not known to what group they belong: a funder, a year or a scheme that is
//! not given. Each may add to a group, and may open one.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::groupes::{Financeur, Somme};
use crate::appel::{ExigenceDeSomme, Groupement};
use crate::dossier::absence::Lieux;
use crate::dossier::forme::{Lieu, Vue};

/// How many of the places that would tell a group names: all are named once, beside the groups.
const LIEUX_PAR_GROUPE: usize = 10;

/// Such lines, added up by what is known of them.
#[derive(Default)]
pub(super) struct Eventuelles<'a> {
    /// Of any funder, by year.
    anonymes: Vec<Somme<'a>>,
    /// Of a funder that is known, or of none, by year.
    connues: FxHashMap<Option<CompactString>, Vec<Somme<'a>>>,
    lieux: Lieux,
}

impl<'a> Eventuelles<'a> {
    /// A line; `lieu` would tell, and `annee` is `None` where it may be any year's.
    pub fn ajouter(
        &mut self,
        lieu: Lieu,
        financeur: Financeur<'_>,
        annee: Option<u32>,
        montant: Vue<'_>,
    ) {
        self.lieux.push(lieu);
        let sommes = match financeur {
            Financeur::Inconnu(_) => &mut self.anonymes,
            connu => self.connues.entry(connu.code().map(CompactString::new)).or_default(),
        };
        let rang = sommes.iter().position(|s| s.annee == annee).unwrap_or_else(|| {
            sommes.push(Somme::nouvelle(None, annee, None, lieu));
            sommes.len().saturating_sub(1)
        });
        if let Some(somme) = sommes.get_mut(rang) {
            somme.total.ajouter_peut_etre(&[lieu], montant);
        }
    }

    /// Adds to a group what may be its own.
    pub fn ajouter_a(&self, groupe: &mut Somme<'_>) {
        let connues = self.connues.get(&groupe.financeur).into_iter().flatten();
        let annee = groupe.annee;
        for somme in self.anonymes.iter().chain(connues).filter(|s| peut_etre(s.annee, annee)) {
            groupe.reprendre(somme, LIEUX_PAR_GROUPE);
        }
    }

    /// One group for each year in which a funder without a line of its own, or a year without one,
    /// may be that of such lines.
    pub fn groupes_possibles(
        &self,
        e: &ExigenceDeSomme,
        annees: &[u32],
        groupes: &[Somme<'a>],
    ) -> Vec<Somme<'a>> {
        let Groupement::Par { financeur: par_financeur, annee: par_annee } = e.groupement else {
            return Vec::new();
        };
        if self.lieux.is_empty() {
            return Vec::new();
        }
        let toutes = || self.anonymes.iter().chain(self.connues.values().flatten());
        let mut possibles: Vec<Option<u32>> = match () {
            () if !par_annee => vec![None],
            // A funder that is asked for something is judged on each of the years.
            () if !annees.is_empty() => annees.iter().copied().map(Some).collect(),
            () => toutes().map(|s| s.annee).collect(),
        };
        possibles.sort_unstable();
        possibles.dedup();
        let deja: FxHashSet<(Option<&str>, Option<u32>)> =
            groupes.iter().map(|g| (g.financeur.as_deref(), g.annee)).collect();
        let parmi = &e.lignes.parmi;
        possibles.retain(|annee| {
            let tous = if par_financeur {
                !parmi.is_empty() && parmi.iter().all(|(c, _)| deja.contains(&(Some(c), *annee)))
            } else {
                deja.contains(&(None, *annee))
            };
            !tous
        });
        let groupe = |annee: Option<u32>| {
            let mut groupe = Somme::nouvelle(None, annee, None, e.lignes.objets.lieu(Lieu::RACINE));
            for somme in toutes().filter(|s| peut_etre(s.annee, annee)) {
                groupe.reprendre(somme, 0);
            }
            // Even a line of no amount, or of another year, is one of a funder that is then judged; and
            // the amount of a year that it does not give is not known.
            if annee.is_some() && !toutes().all(|s| s.annee == annee) {
                groupe.total.eventuel = None;
            }
            groupe.total.attend.clone_from(&self.lieux);
            groupe
        };
        possibles.into_iter().map(groupe).collect()
    }
}

/// True of two years that may be the same.
fn peut_etre(une: Option<u32>, autre: Option<u32>) -> bool {
    une.is_none() || autre.is_none() || une == autre
}
