//! `[points]`: what the dossier declares, or a person judges.

use compact_str::CompactString;

use super::super::catalogue::catalogue;
use super::super::format::{Commun, Points, ReponseAttendue};
use super::super::regle::{Declarable, Exigence, ExigenceDeclaree, NatureDeclarable};
use super::super::tableau::Situe;
use super::Compilation;
use crate::lecture::CodeDeFaute;

impl Compilation<'_, '_, '_> {
    pub(super) fn points(&mut self, id: &Situe<String>, p: &Points) {
        let declare = match p.reponse {
            Some(ReponseAttendue::LeDossierDeclare) => true,
            Some(ReponseAttendue::UnePersonneJuge) => false,
            None => {
                let ecrire = "reponse = \"le dossier déclare\"";
                self.l.manque(&id.pointeur, id.debut, "reponse", ecrire);
                // The rest of the entry is checked all the same.
                true
            }
        };
        let Some(liste) = &p.liste else {
            self.point(id, &p.commun, p, declare);
            return;
        };
        for suffixe in liste {
            let mut commun = p.commun.clone();
            commun.texte = suffixe.texte.clone().or(commun.texte);
            commun.texte_en = suffixe.texte_en.clone().or(commun.texte_en);
            let complet = Situe {
                valeur: format!("{}.{}", id.valeur, suffixe.id.valeur),
                debut: suffixe.id.debut,
                pointeur: suffixe.id.pointeur.clone(),
            };
            if commun.texte.is_none() && catalogue().fiche(&complet.valeur).is_none() {
                self.sans_texte(&suffixe.id);
                continue;
            }
            self.point(&complet, &commun, p, declare);
        }
    }

    /// A point that the catalogue does not know brings its own words.
    fn sans_texte(&mut self, suffixe: &Situe<String>) {
        let id = &suffixe.valeur;
        self.l.faute_d_appel(
            suffixe,
            CodeDeFaute::Incomplete,
            id,
            format!(
                "Le point \"{id}\" est propre à cet appel\u{a0}: l’écrire {{ id = \"{id}\", texte = \"…\" }}."
            ),
            format!("The point \"{id}\" is this call’s own: write {{ id = \"{id}\", texte = \"…\" }}."),
        );
    }

    fn point(&mut self, id: &Situe<String>, commun: &Commun, p: &Points, declare: bool) {
        if self.reponses.contains_key(id.valeur.as_str()) {
            self.l.doublon(id);
            return;
        }
        let Some(regle) = self.regle(id, commun) else { return };
        let titre = self.sortie.regles.get(usize::from(regle)).map(|r| r.titre.clone());
        let Some(numero) = self.declarable(Declarable {
            id: CompactString::new(&id.valeur),
            titre: titre.unwrap_or_default(),
            nature: if declare { NatureDeclarable::Point } else { NatureDeclarable::Appreciation },
        }) else {
            return;
        };
        for sujet in self.sujets(regle, commun) {
            let Some(objets) = self.objet(sujet, commun) else { continue };
            let exigence = if declare {
                Exigence::Declaration(ExigenceDeclaree {
                    numero,
                    refus_en_toute_phase: p.refus_en_toute_phase == Some(true),
                    manquement: p.manquement == Some(true),
                    motif_d_exclusion: p.motif_d_exclusion == Some(true),
                })
            } else {
                Exigence::Appreciation { numero }
            };
            self.juger(regle, sujet, commun, objets, (exigence, None));
        }
    }

    /// Adds what a document may answer; `None` when there are too many, which is said at the end.
    pub(super) fn declarable(&mut self, d: Declarable) -> Option<u16> {
        let numero = u16::try_from(self.sortie.declarables.len()).ok()?;
        self.reponses.insert(d.id.clone(), numero);
        self.sortie.declarables.push(d);
        Some(numero)
    }
}
