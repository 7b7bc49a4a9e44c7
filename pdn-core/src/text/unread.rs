//! What no rule read, in a sentence or two.

use crate::report::{RaisonNonLue, Unread};
use crate::values::Langue;

impl Unread<'_> {
    /// What it is, why no rule read it, and what that means for the decision.
    #[must_use]
    pub fn text(&self, langue: Langue) -> String {
        let mut out = self.title(langue);
        let (pourquoi, why) = match self.non_lue.raison {
            RaisonNonLue::Annee => (
                "aucune règle de l’appel ne porte sur cette année.",
                "no rule of the call is about this year.",
            ),
            RaisonNonLue::Financeur => (
                "aucune règle de l’appel ne porte sur ce financeur.",
                "no rule of the call is about this funder.",
            ),
            RaisonNonLue::SansFinanceur => {
                ("aucun financeur n’est indiqué.", "no funder is given.")
            }
            RaisonNonLue::Dispositif => (
                "aucune règle de l’appel ne porte sur ce dispositif pour ce financeur.",
                "no rule of the call is about this scheme for this funder.",
            ),
            RaisonNonLue::Piece => {
                ("l’appel ne demande pas cette pièce.", "the call does not ask for this document.")
            }
            RaisonNonLue::Destinataire => {
                ("l’appel ne nomme pas ce destinataire.", "the call does not name this addressee.")
            }
            RaisonNonLue::Base => (
                "aucune part n’est calculée sur cette assiette.",
                "no share is worked out on this base.",
            ),
            RaisonNonLue::Place => (
                "aucune règle de l’appel ne lit cette réponse à cet endroit du dossier.",
                "no rule of the call reads this answer at this place of the dossier.",
            ),
            RaisonNonLue::AutreDocument => (
                "cette information relève d’un autre document.",
                "this belongs to another document.",
            ),
        };
        out.push_str(langue.choisir("\u{a0}: ", ": "));
        out.push_str(langue.choisir(pourquoi, why));
        out.push_str(match self.weighs() {
            true => langue.choisir(
                " À corriger ou à retirer\u{a0}: la décision n’en tient pas compte.",
                " To be corrected or taken out: the decision leaves it out.",
            ),
            false => {
                langue.choisir(" Sans effet sur la décision.", " Without effect on the decision.")
            }
        });
        out
    }
}

#[cfg(test)]
mod tests {
    use crate::Appel;
    use crate::dossier::forme::Lieu;
    use crate::dossier::{CandidatureChamp, Document, FinancementChamp, lire_vite};
    use crate::report::{NonLue, RaisonNonLue};
    use crate::values::Langue;

    #[test]
    fn a_line_that_no_rule_read_is_named_and_explained() {
        let texte = r#"{ "type": "candidature", "financements": [
            { "financeur": "caf-63", "annee": 2026, "montant": "99999.00" } ] }"#;
        let appel = Appel::builtin("puy-de-dome-allier-2024-module-2").unwrap();
        let on = "2024-07-01".parse().unwrap();
        let mut report = appel.evaluate_json(texte, on).unwrap();
        let ligne = Lieu::RACINE.puis(CandidatureChamp::financements.into()).rang(0);
        report.non_lues = vec![
            NonLue { lieu: ligne, raison: RaisonNonLue::Annee, pese: true },
            NonLue {
                lieu: ligne.puis(FinancementChamp::montant.into()),
                raison: RaisonNonLue::Financeur,
                pese: false,
            },
        ];
        let Some(Document::Candidature(document)) = lire_vite(texte) else { panic!() };
        report.nommer_les_objets(&document);
        let textes = |langue| report.unread().map(|u| u.text(langue)).collect::<Vec<_>>();
        assert_eq!(
            textes(Langue::Fr),
            [
                "Montant demandé à la Caf du Puy-de-Dôme pour 2026\u{a0}: aucune règle de l’appel ne porte sur cette année. À corriger ou à retirer\u{a0}: la décision n’en tient pas compte.",
                "Montant demandé à la Caf du Puy-de-Dôme pour 2026\u{a0}: aucune règle de l’appel ne porte sur ce financeur. Sans effet sur la décision.",
            ]
        );
        assert_eq!(
            textes(Langue::En),
            [
                "Amount asked of the Caf of Puy-de-Dôme for 2026: no rule of the call is about this year. To be corrected or taken out: the decision leaves it out.",
                "Amount asked of the Caf of Puy-de-Dôme for 2026: no rule of the call is about this funder. Without effect on the decision.",
            ]
        );
        let pointeurs: Vec<String> = report.unread().map(|u| u.pointer()).collect();
        assert_eq!(pointeurs, ["/financements/0", "/financements/0/montant"]);
    }
}
