//! `[conditions]`: what fields must hold, or must not.

use super::super::format::{Condition, ParChamp, Sinon};
use super::super::regle::{Cible, Clause, Exigence, ExigenceDeCondition, Test};
use super::super::tableau::Situe;
use super::champs::FabriqueDeTest;
use super::{Compilation, Lue, Portee};
use crate::lecture::CodeDeFaute;
use crate::value::Value;

impl Compilation<'_, '_, '_> {
    pub(super) fn condition(&mut self, id: &Situe<String>, c: &Condition, p: Portee) -> Lue {
        let mut clauses = Vec::new();
        let mut attendu = Vec::new();
        let tests: [(&Option<ParChamp>, FabriqueDeTest); 3] =
            [(&c.exige, Test::Parmi), (&c.exige_tous, Test::Tous), (&c.exclut, Test::AucunParmi)];
        for (champs, test) in tests {
            let Some(champs) = champs else { continue };
            for clause in self.clauses(champs, p, test) {
                attendu.extend(clause.dites.iter().cloned());
                clauses.push(clause);
            }
        }
        for nom in c.renseigne.iter().flatten() {
            if let Some((champ, _)) = self.cible(nom, p) {
                clauses.push(Clause::sans_mots(champ, Test::Renseigne));
            }
        }
        let au_moins_un: Vec<Cible> = c
            .au_moins_un
            .iter()
            .flatten()
            .filter_map(|nom| self.cible(nom, p).map(|(cible, _)| cible))
            .collect();
        if let (Some(premier), false) =
            (c.au_moins_un.as_ref().and_then(|noms| noms.first()), clauses.is_empty())
        {
            self.l.faute_d_appel(
                premier,
                CodeDeFaute::OutOfOrder,
                "au_moins_un",
                "\"au_moins_un\" ne se mêle pas à d’autres exigences\u{a0}: écrire une autre entrée, chacune avec son nom, instance = \"…\".".to_owned(),
                "\"au_moins_un\" does not go with other requirements: write another entry, each with its name, instance = \"…\".".to_owned(),
            );
        }
        if clauses.is_empty() && au_moins_un.is_empty() {
            self.l.manque_une_de(
                &id.pointeur,
                id.debut,
                &["exige", "exige_tous", "exclut", "renseigne", "au_moins_un"],
                "exige = { forme = [\"association\"] }",
            );
        }
        // Several yes/no fields are expected to say the same: that is said once.
        let attendu = match attendu.as_slice() {
            [] => None,
            [Value::Boolean(b), reste @ ..] if reste.iter().all(|v| *v == Value::Boolean(*b)) => {
                Some(Value::Boolean(*b))
            }
            _ => Some(Value::List(attendu)),
        };
        let a_apprecier = c.sinon == Some(Sinon::AApprecier);
        (Exigence::Condition(ExigenceDeCondition { clauses, au_moins_un, a_apprecier }), attendu)
    }
}
