//! `[conditions]`: what fields must hold, or must not.

use compact_str::CompactString;

use super::super::format::{Condition, ParChamp, Sinon};
use super::super::regle::{Cible, Clause, Exigence, ExigenceDeCondition, Test};
use super::super::tableau::Situe;
use super::champs::{FabriqueDeTest, element};
use super::{Compilation, Lue, Portee};
use crate::dossier::Forme;
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
                if let Test::Parmi(mots) | Test::Tous(mots) | Test::AucunParmi(mots) = &clause.test
                {
                    attendu.extend(dire(&clause.champ, mots, p));
                }
                clauses.push(clause);
            }
        }
        for nom in c.renseigne.iter().flatten() {
            if let Some((champ, _)) = self.cible(nom, p) {
                clauses.push(Clause { champ, test: Test::Renseigne });
            }
        }
        let au_moins_un: Vec<Cible> = c
            .au_moins_un
            .iter()
            .flatten()
            .filter_map(|nom| self.cible(nom, p).map(|(cible, _)| cible))
            .collect();
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

/// Words as the report shows them: with the label of the list that the field takes them from.
fn dire(champ: &Cible, mots: &[CompactString], p: Portee) -> Vec<Value> {
    let arrivee = match champ {
        Cible::Objet(chemin) => chemin.arrivee(p.objet),
        Cible::Document(chemin) => chemin.arrivee(p.racine),
        Cible::Question(_) => None,
    };
    let Some(arrivee) = arrivee else {
        return mots
            .iter()
            .map(|m| match m.as_str() {
                "true" => Value::Boolean(true),
                "false" => Value::Boolean(false),
                _ => Value::Text(m.clone()),
            })
            .collect();
    };
    mots.iter()
        .map(|m| match element(arrivee.forme) {
            Forme::Booleen => Value::Boolean(m == "true"),
            Forme::Choix(choix) => choix
                .iter()
                .find(|c| c.code == m.as_str())
                .map_or_else(|| Value::Text(m.clone()), Value::Word),
            _ => Value::choice(m, arrivee.nom),
        })
        .collect()
}
