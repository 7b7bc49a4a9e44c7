//! `[conditions]`: what fields must hold, or must not.

use compact_str::CompactString;

use super::super::format::{Condition, ParChamp, Sinon};
use super::super::regle::{Cible, Clause, Exigence, ExigenceDeCondition, Test};
use super::super::tableau::{Brut, Situe};
use super::champs::FabriqueDeTest;
use super::{Compilation, Lue, Portee};
use crate::dossier::Forme;
use crate::lecture::{CodeDeFaute, Plie};
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
        if let Some(champs) = &c.contient {
            let textes = self.des_textes(champs, p);
            for clause in self.clauses(&textes, p, contient) {
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
                &["exige", "exige_tous", "exclut", "contient", "renseigne", "au_moins_un"],
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

    /// Those of the fields that take any text: the others are compared with words.
    fn des_textes(&mut self, champs: &ParChamp, p: Portee) -> ParChamp {
        let mut textes = ParChamp::default();
        for (nom, mots) in &champs.0 {
            let Some((champ, forme)) = self.cible(nom, p) else { continue };
            if forme != Forme::Texte || !self.mots_du_champ(&champ, nom, p).is_empty() {
                self.pas_un_texte(nom);
                continue;
            }
            for mot in mots.iter().filter(|mot| mot.valeur.texte().is_empty()) {
                self.mot_vide(mot);
            }
            textes.0.push((nom.clone(), mots.clone()));
        }
        textes
    }

    fn pas_un_texte(&mut self, nom: &Situe<String>) {
        self.l.faute_d_appel(
            nom,
            CodeDeFaute::WrongType,
            &nom.valeur,
            format!(
                "\"{}\" n’est pas un texte libre\u{a0}: pour en demander un mot, écrire exige = {{ \"{}\" = [\"…\"] }}\u{a0}; une quantité ou une date se bornent.",
                nom.valeur, nom.valeur
            ),
            format!(
                "\"{}\" is no free text: to ask for one of its words, write exige = {{ \"{}\" = [\"…\"] }}; a quantity or a date is bounded.",
                nom.valeur, nom.valeur
            ),
        );
    }

    fn mot_vide(&mut self, mot: &Situe<Brut>) {
        self.l.faute_d_appel(
            mot,
            CodeDeFaute::Incomplete,
            "",
            "Écrire le mot que le texte doit contenir.".to_owned(),
            "Write the word that the text must contain.".to_owned(),
        );
    }
}

fn contient(mots: Vec<CompactString>) -> Test {
    Test::Contient(mots.iter().map(|mot| Plie::de(mot)).collect())
}
