//! `suite`: what follows where a rule fails.

use compact_str::CompactString;

use super::super::format::Commun;
use super::super::regle::{Assiette, Exigence, Mesure};
use super::super::tableau::Situe;
use super::Compilation;
use crate::lecture::{CodeDeFaute, plus_proche};

/// What is worked out, of a budget against its costs.
const PRORATA: &str = "prorata";

/// The list of the call's own.
const LISTE: &str = "suites";

impl Compilation<'_, '_, '_> {
    /// What follows by the codes of the call; a prorata is worked out with the sum.
    pub(super) fn suites(
        &mut self,
        commun: &Commun,
        exigence: &mut Exigence,
    ) -> Vec<CompactString> {
        let mut suites = Vec::new();
        for suite in commun.suite.iter().flatten() {
            if suite.valeur == PRORATA {
                match exigence {
                    Exigence::Somme(e) if sur_des_charges(&e.mesure) => e.prorata = true,
                    _ => self.l.faute_d_appel(
                        suite,
                        CodeDeFaute::Incomplete,
                        &suite.valeur,
                        "Le prorata se calcule sur des charges\u{a0}: ajouter base = \"charges\"."
                            .to_owned(),
                        "A prorata is worked out on costs: add base = \"charges\".".to_owned(),
                    ),
                }
            } else if !exigence.peut_echouer() {
                self.jamais_suivie(suite);
            } else if self.sortie.libelle_de(LISTE, &suite.valeur).is_some() {
                suites.push(CompactString::new(&suite.valeur));
            } else {
                self.suite_inconnue(suite);
            }
        }
        suites
    }

    fn jamais_suivie(&mut self, suite: &Situe<String>) {
        self.l.faute_d_appel(
            suite,
            CodeDeFaute::OutOfOrder,
            &suite.valeur,
            "Cette règle n’échoue jamais, et rien ne la suit\u{a0}: retirer \"suite\".".to_owned(),
            "This rule never fails, and nothing follows it: remove \"suite\".".to_owned(),
        );
    }

    fn suite_inconnue(&mut self, suite: &Situe<String>) {
        let connues = self.sortie.codes.iter().filter(|(liste, _)| liste == LISTE);
        let proche = plus_proche(&suite.valeur, connues.map(|(_, code)| code.as_str()));
        let (fr, en) = match &proche {
            Some(p) => (format!(" Écrire sans doute \"{p}\"."), format!(" Probably \"{p}\".")),
            None => (String::new(), String::new()),
        };
        self.l.faute_d_appel(
            suite,
            CodeDeFaute::UnknownReference,
            &suite.valeur,
            format!("\"{}\" n’est pas une suite de cet appel\u{a0}: la nommer sous [listes.suites].{fr}", suite.valeur),
            format!("\"{}\" is no consequence of this call: name it under [listes.suites].{en}", suite.valeur),
        );
    }
}

fn sur_des_charges(mesure: &Mesure) -> bool {
    matches!(mesure, Mesure::Parts { base: Assiette::Charges { .. }, .. })
}
