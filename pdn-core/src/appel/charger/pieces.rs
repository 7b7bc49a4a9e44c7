//! `[pieces]`: documents to supply.

use std::collections::HashSet;

use compact_str::CompactString;

use super::super::format::{CodeDit, PieceDemandee, Pieces};
use super::super::regle::{
    Bilingue, BornesDeDuree, Clause, Exigence, ExigenceDePieces, PieceExigee, Test,
};
use super::super::tableau::Situe;
use super::{Compilation, Lue, Portee, est_un_identifiant, identifiant};
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
            let ecrire = "liste = [{ id = \"projet\", texte = \"Projet éducatif\" }]";
            self.l.manque(&id.pointeur, id.debut, "liste", ecrire);
            return None;
        };
        let racine = sujet.descripteur();
        let portee = Portee { objet: racine, racine };
        let mut exigees: Vec<PieceExigee> = Vec::new();
        let mut vues: HashSet<&str> = HashSet::new();
        for (lieu, piece) in liste.iter().map(|s| (s, &s.valeur)) {
            let PieceDemandee { id: code, texte, texte_en, ou, quand, quand_renseigne, .. } = piece;
            let Some(code) = code else {
                let ecrire = "{ id = \"projet\", texte = \"Projet éducatif\" }";
                self.l.manque(&lieu.pointeur, lieu.debut, "id", ecrire);
                continue;
            };
            let Some(texte) = texte else {
                let ecrire = "texte = \"Projet éducatif\"";
                self.l.manque(&lieu.pointeur, lieu.debut, "texte", ecrire);
                continue;
            };
            if !est_un_identifiant(&code.valeur, &['-', '_']) {
                self.piece_mal_nommee(code);
                continue;
            }
            if !vues.insert(&code.valeur) {
                self.l.doublon(code);
                continue;
            }
            let libelle = Bilingue { fr: texte.valeur.clone(), en: texte_en.clone() };
            self.nommer_la_piece(code, libelle);
            let mut clauses =
                quand.as_ref().map_or_else(Vec::new, |q| self.clauses(q, portee, Test::Parmi));
            for nom in quand_renseigne.iter().flatten() {
                if let Some((champ, _)) = self.cible(nom, portee) {
                    clauses.push(Clause::sans_mots(champ, Test::Renseigne));
                }
            }
            for quantite in piece.quand_quantite.iter().flatten() {
                clauses.extend(self.quantite(quantite, portee));
            }
            if let (Some(_), Some(trop)) = (&piece.au_plus, &piece.moins_de) {
                self.une_seule(trop, "au_plus", "moins_de");
            }
            let mut rechanges: Vec<CompactString> = Vec::new();
            for autre in ou.iter().flatten() {
                let id = CompactString::new(&autre.id.valeur);
                if id == code.valeur {
                    self.rechange_d_elle_meme(&autre.id);
                }
                self.rechange(autre, rechanges.contains(&id));
                rechanges.push(id);
            }
            let age =
                (piece.moins_de.is_some() || piece.au_plus.is_some()).then(|| BornesDeDuree {
                    moins_de: piece.moins_de.as_ref().map(|d| d.valeur),
                    au_plus: piece.au_plus.as_ref().map(|d| d.valeur),
                    ..BornesDeDuree::default()
                });
            exigees.push(PieceExigee {
                id: CompactString::new(&code.valeur),
                ou: rechanges,
                quand: clauses,
                si_existe: piece.si_existe == Some(true),
                autres: piece.autres == Some(true),
                exercice: piece.exercice.as_ref().map(|e| e.valeur),
                age,
                echeance: piece.echeance.as_ref().map(|d| d.valeur),
            });
        }
        let combien = p.combien.as_ref().and_then(|c| c.valeur.0);
        if let (Some(voulues), Some(c)) = (combien, &p.combien)
            && usize::try_from(voulues).unwrap_or(usize::MAX) > liste.len()
        {
            self.trop_demander(c, liste.len());
        }
        let attendu = Value::choices(exigees.iter().map(|e| e.id.as_str()), "pieces");
        let exigence = Exigence::Pieces(ExigenceDePieces { liste: exigees, combien });
        Some((exigence, Some(attendu)))
    }

    /// A document is called one thing in the whole call.
    fn nommer_la_piece(&mut self, code: &Situe<String>, libelle: Bilingue) {
        if let Some(deja) = self.sortie.libelle_de("pieces", &code.valeur)
            && deja.fr != libelle.fr
        {
            let autre = deja.fr.clone();
            self.piece_de_deux_noms(code, &autre);
        }
        self.sortie.libelle("pieces", &code.valeur, libelle);
    }

    /// A document that does as well as one that is asked for.
    fn rechange(&mut self, autre: &CodeDit, deja: bool) {
        let Some(libelle) = &autre.libelle else {
            self.sortie.pieces_de_rechange.push(CompactString::new(&autre.id.valeur));
            return;
        };
        if deja {
            self.l.doublon(&autre.id);
        }
        if est_un_identifiant(&autre.id.valeur, &['-', '_']) {
            self.nommer_la_piece(&autre.id, libelle.clone());
        } else {
            self.piece_mal_nommee(&autre.id);
        }
    }

    fn rechange_d_elle_meme(&mut self, autre: &Situe<String>) {
        self.l.faute_d_appel(
            autre,
            CodeDeFaute::UnknownReference,
            &autre.valeur,
            format!(
                "\"{}\" ne peut pas se remplacer elle-même\u{a0}: écrire une autre pièce, ou retirer \"ou\".",
                autre.valeur
            ),
            format!(
                "\"{}\" cannot stand in for itself: write another document, or remove \"ou\".",
                autre.valeur
            ),
        );
    }

    fn piece_de_deux_noms(&mut self, code: &Situe<String>, autre: &str) {
        self.l.faute_d_appel(
            code,
            CodeDeFaute::DuplicateKey,
            &code.valeur,
            format!(
                "La pièce \"{}\" s’appelle déjà «\u{a0}{autre}\u{a0}»\u{a0}: écrire le même texte, ou un autre id.",
                code.valeur
            ),
            format!(
                "The document \"{}\" is called “{autre}” already: write the same text, or another id.",
                code.valeur
            ),
        );
    }

    fn piece_mal_nommee(&mut self, code: &Situe<String>) {
        let propose = identifiant(&code.valeur);
        self.l.faute_d_appel(
            code,
            CodeDeFaute::WrongForm,
            &code.valeur,
            format!("L’identifiant d’une pièce s’écrit en minuscules, chiffres et tirets\u{a0}: écrire id = \"{propose}\", et le nom de la pièce dans texte."),
            format!("The id of a document has lower-case letters, digits and hyphens: write id = \"{propose}\", and the document’s name in texte."),
        );
    }

    /// More of a list are asked for than it has.
    pub(super) fn trop_demander<T>(&mut self, combien: &Situe<T>, longueur: usize) {
        self.l.faute_d_appel(
            combien,
            CodeDeFaute::OutOfOrder,
            "",
            format!(
                "La liste n’en compte que {longueur}\u{a0}: diminuer \"combien\", ou compléter la liste."
            ),
            format!("The list has only {longueur}: lower \"combien\", or complete the list."),
        );
    }
}
