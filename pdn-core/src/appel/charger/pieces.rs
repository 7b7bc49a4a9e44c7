//! `[pieces]`: documents to supply.

use std::collections::HashSet;

use compact_str::CompactString;

use super::super::format::{PieceDemandee, Pieces};
use super::super::regle::{Bilingue, Clause, Exigence, PieceExigee, Test};
use super::super::tableau::Situe;
use super::{Compilation, Lue, Portee};
use crate::dossier::TypeDeDocument;
use crate::lecture::CodeDeFaute;
use crate::value::Value;

impl Compilation<'_, '_, '_> {
    pub(super) fn pieces(
        &mut self,
        id: &Situe<String>,
        p: &Pieces,
        sujet: TypeDeDocument,
    ) -> Option<Lue> {
        if sujet != TypeDeDocument::Candidature {
            self.l.faute_d_appel(
                id,
                CodeDeFaute::UnknownReference,
                sujet.code(),
                "Des pièces ne se demandent qu’à une candidature\u{a0}: écrire sujet = [\"candidature\"], ou retirer \"sujet\".".to_owned(),
                "Documents are asked of an application only: write sujet = [\"candidature\"], or remove \"sujet\".".to_owned(),
            );
            return None;
        }
        let Some(liste) = p.liste.as_ref().filter(|l| !l.is_empty()) else {
            let ecrire = "liste = [{ id = \"statuts\", texte = \"Statuts\" }]";
            self.l.manque(&id.pointeur, id.debut, "liste", ecrire);
            return None;
        };
        let racine = sujet.descripteur();
        let portee = Portee { objet: racine, racine };
        let mut exigees: Vec<PieceExigee> = Vec::new();
        let mut vues: HashSet<&str> = HashSet::new();
        for (lieu, piece) in liste.iter().map(|s| (s, &s.valeur)) {
            let PieceDemandee { id: code, texte, texte_en, ou, quand, quand_renseigne } = piece;
            let Some(code) = code else {
                let ecrire = "{ id = \"statuts\", texte = \"Statuts\" }";
                self.l.manque(&lieu.pointeur, lieu.debut, "id", ecrire);
                continue;
            };
            let Some(texte) = texte else {
                let ecrire = "texte = \"Statuts de l’association\"";
                self.l.manque(&lieu.pointeur, lieu.debut, "texte", ecrire);
                continue;
            };
            if !vues.insert(&code.valeur) {
                self.l.doublon(code);
                continue;
            }
            let libelle = Bilingue { fr: texte.valeur.clone(), en: texte_en.clone() };
            self.sortie.libelle("pieces", &code.valeur, libelle);
            let mut clauses =
                quand.as_ref().map_or_else(Vec::new, |q| self.clauses(q, portee, Test::Parmi));
            for nom in quand_renseigne.iter().flatten() {
                if let Some((champ, _)) = self.cible(nom, portee) {
                    clauses.push(Clause { champ, test: Test::Renseigne });
                }
            }
            exigees.push(PieceExigee {
                id: CompactString::new(&code.valeur),
                ou: ou.iter().flatten().map(|o| CompactString::new(&o.valeur)).collect(),
                quand: clauses,
            });
        }
        let attendu = Value::choices(exigees.iter().map(|e| e.id.as_str()), "pieces");
        Some((Exigence::Pieces(exigees), Some(attendu)))
    }
}
