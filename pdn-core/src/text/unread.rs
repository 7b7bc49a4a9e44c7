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
            RaisonNonLue::Dispositif => (
                "aucune règle de l’appel ne porte sur ce dispositif.",
                "no rule of the call is about this scheme.",
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
            RaisonNonLue::AutreDocument => (
                "cette information relève d’un autre document.",
                "this belongs to another document.",
            ),
        };
        out.push_str(langue.choisir("\u{a0}: ", ": "));
        out.push_str(langue.choisir(pourquoi, why));
        out.push_str(match self.weighs() {
            true => langue.choisir(
                " À vérifier\u{a0}: la décision n’en tient pas compte et n’est pas acquise.",
                " To be checked: the decision leaves it out, and is not settled.",
            ),
            false => {
                langue.choisir(" Sans effet sur la décision.", " Without effect on the decision.")
            }
        });
        out
    }
}
