//! `[regles]`: the parameters of the engine's own rules, held to be possible.

use super::super::formules::{FinancementEstimation, Formule};
use super::super::tableau::Situe;
use super::Compilation;
use crate::dossier::{Canal, Choix, NatureDePartie};
use crate::lecture::CodeDeFaute;
use crate::values::Montant;

impl Compilation<'_, '_, '_> {
    pub(super) fn parametres(&mut self, f: &Formule) {
        match f {
            Formule::FormationAges(p) => self.pas_plus(p.au_moins.as_ref(), p.au_plus.as_ref()),
            Formule::SessionCapacite(p) => self.pas_plus(p.au_moins.as_ref(), p.au_plus.as_ref()),
            Formule::SessionReport(p) => {
                self.dans_l_ordre(("du", p.du.as_ref()), ("au", p.au.as_ref()));
            }
            Formule::BilanRealisation(p) => {
                self.dans_l_ordre(("du", p.du.as_ref()), ("au", p.au.as_ref()));
            }
            Formule::DepotCanal(p) => self.mots(&p.canaux, Canal::CHOIX),
            Formule::FinancementEstimation(p) => self.estimation(p),
            Formule::FormationParties(p) => self.mots(&p.natures, NatureDePartie::CHOIX),
            _ => {}
        }
        for (codes, liste) in f.codes() {
            for code in codes {
                self.code(code, liste);
            }
        }
    }

    /// Words of one of the contract's closed lists.
    fn mots(&mut self, mots: &Option<Vec<Situe<String>>>, connus: &'static [Choix]) {
        for mot in mots.iter().flatten() {
            if connus.iter().all(|c| c.code != mot.valeur) {
                self.l.inconnu(mot, connus.iter().map(|c| c.code));
            }
        }
    }

    /// The terms of an estimate add up to its total.
    fn estimation(&mut self, p: &FinancementEstimation) {
        let Some(total) = &p.total else { return };
        let somme = p
            .termes
            .iter()
            .flatten()
            .try_fold(Montant::ZERO, |somme, terme| somme.plus(terme.valeur.total()?));
        if somme == Some(total.valeur) {
            return;
        }
        let trouve = somme.map_or_else(|| "…".to_owned(), |s| s.to_string());
        self.l.faute_d_appel(
            total,
            CodeDeFaute::ImpossibleValue,
            &total.valeur.to_string(),
            format!(
                "Les termes donnent {trouve}\u{a0}€, et non {}\u{a0}€\u{a0}: corriger le total ou l’un des termes.",
                total.valeur
            ),
            format!(
                "The terms add up to €{trouve}, not €{}: correct the total or one of the terms.",
                total.valeur
            ),
        );
    }

    fn pas_plus(&mut self, minimum: Option<&Situe<u32>>, maximum: Option<&Situe<u32>>) {
        if let (Some(minimum), Some(maximum)) = (minimum, maximum)
            && minimum.valeur > maximum.valeur
        {
            self.minimum_trop_grand(maximum);
        }
    }

    /// A code that the call must name: one of its actors, or one of its lists.
    pub(super) fn code(&mut self, code: &Situe<String>, liste: &'static str) {
        let connus: Vec<String> = match liste {
            "acteurs" => self.sortie.acteurs.iter().map(|a| a.id.to_string()).collect(),
            _ => self.codes(liste),
        };
        if connus.contains(&code.valeur) {
            return;
        }
        let table = if liste == "acteurs" {
            format!("[acteurs.{}] et nom = \"…\"", code.valeur)
        } else {
            format!("\"{}\" = \"…\" sous [listes.{liste}]", code.valeur)
        };
        let table_en = if liste == "acteurs" {
            format!("[acteurs.{}] and nom = \"…\"", code.valeur)
        } else {
            format!("\"{}\" = \"…\" under [listes.{liste}]", code.valeur)
        };
        let proche = crate::lecture::plus_proche(&code.valeur, connus.iter().map(String::as_str));
        let (fr, en) = proche.map_or_else(
            || (String::new(), String::new()),
            |p| (format!(", ou corriger en \"{p}\""), format!(", or correct it to \"{p}\"")),
        );
        self.l.faute_d_appel(
            code,
            CodeDeFaute::UnknownReference,
            &code.valeur,
            format!(
                "\"{}\" n’a pas de nom dans cet appel\u{a0}: ajouter {table}{fr}.",
                code.valeur
            ),
            format!("\"{}\" has no name in this call: add {table_en}{en}.", code.valeur),
        );
    }
}
