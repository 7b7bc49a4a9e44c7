//! What the texts attach to an outcome, in a sentence or two.

use super::nombres::{self, Liaison, ecrire};
use super::{Lexique, minuscule, sur_une_ligne};
use crate::report::Consequence;
use crate::rules::Effet;
use crate::value::Value;
use crate::values::{Langue, Montant};

impl Consequence<'_> {
    /// What follows, in a sentence or two.
    #[must_use]
    pub fn text(&self, langue: Langue) -> String {
        let mut out = String::with_capacity(160);
        self.ecrire_texte(langue, &mut out);
        out
    }

    pub(super) fn ecrire_texte(&self, langue: Langue, out: &mut String) {
        let lex = Lexique::de(&self.report.appel, langue);
        match &self.suite.effet {
            Effet::AnnulationEtReport { au_plus_tard: Some(jour) } => {
                out.push_str(lex.dit("La session est à annuler et à reporter, au ", "The session is to be cancelled and postponed, to "));
                nombres::date(out, *jour, langue);
                out.push_str(lex.dit(" au plus tard.", " at the latest."));
            }
            Effet::AnnulationEtReport { au_plus_tard: None } => out.push_str(lex.dit(
                "La session est à annuler\u{a0}; il ne reste aucune date à laquelle la reporter dans la période de la mission.",
                "The session is to be cancelled; no date is left in the mission’s period to which it could be postponed.",
            )),
            Effet::ListeDAttente { participants, attend } => {
                let elements = Value::List(participants.iter().cloned().map(Value::Text).collect());
                out.push_str(match participants.len() {
                    0 => lex.dit(
                        "Une liste d’attente est à dresser, dans l’ordre d’inscription",
                        "A waiting list is to be drawn up, in order of enrolment",
                    ),
                    1 => lex.dit(
                        "Participant à placer sur la liste d’attente\u{a0}: ",
                        "Participant to be put on the waiting list: ",
                    ),
                    _ => lex.dit(
                        "Participants à placer sur la liste d’attente, dans l’ordre d’inscription\u{a0}: ",
                        "Participants to be put on the waiting list, in order of enrolment: ",
                    ),
                });
                if !participants.is_empty() {
                    ecrire(out, &elements, lex, Liaison::Et);
                }
                out.push('.');
                if !attend.is_empty() {
                    out.push_str(lex.dit(
                        " Elle n’est complète qu’une fois connues toutes les dates d’inscription.",
                        " It is complete only once every day of enrolment is known.",
                    ));
                }
            }
            Effet::Prorata { financeur, annee, accorde, montant, unite, realise, prevu } => {
                let prorata = Prorata {
                    accorde: *accorde,
                    montant: *montant,
                    unite: unite.code,
                    realise: *realise,
                    prevu: *prevu,
                };
                prorata.ecrire(out, financeur, *annee, lex);
            }
            Effet::ProrataDesRecettes { financeur, annee, accorde, montant, cout, recettes } => {
                let titre = Titre { financeur, annee: *annee };
                let caf = titre.ecrire(out, lex);
                nombres::montant(out, *accorde, langue);
                out.push_str("\u{a0}×\u{a0}");
                nombres::montant(out, *cout, langue);
                out.push_str(lex.dit(" de charges ÷\u{a0}", " of costs ÷\u{a0}"));
                nombres::montant(out, *recettes, langue);
                out.push_str(lex.dit(" de recettes, soit ", " of income, that is "));
                nombres::montant(out, *montant, langue);
                out.push_str(decision_du_financeur(langue, caf));
            }
            Effet::DeLAppel(code) => {
                let dite = lex.libelle("suites", code).unwrap_or_else(|| code.to_string());
                out.push_str(&dite);
                if !out.ends_with(['.', '!', '?']) {
                    out.push('.');
                }
            }
            Effet::MotifDExclusion => {
                out.push_str(lex.dit(
                    "Un manquement qui constitue un motif d’exclusion est constaté (",
                    "A breach that is a ground for exclusion is on record (",
                ));
                minuscule(out, &lex.texte(&self.report.appel.regle(self.suite.regle).titre));
                out.push_str(lex.dit(
                    "). L’exclusion n’est pas prononcée pour autant\u{a0}: seul le comité de pilotage peut en décider.",
                    "). No exclusion follows of itself: only the steering committee can decide on one.",
                ));
            }
        }
    }
}

struct Prorata {
    accorde: Montant,
    montant: Montant,
    unite: &'static str,
    realise: u32,
    prevu: u32,
}

impl Prorata {
    /// `Proposition de prorata, Caf du Puy-de-Dôme : 3 000,00 € × 1 ÷ 2 formations = 1 500,00 €.`
    fn ecrire(&self, out: &mut String, financeur: &str, annee: Option<u16>, lex: Lexique<'_>) {
        let langue = lex.langue;
        let caf = Titre { financeur, annee }.ecrire(out, lex);
        if self.accorde.ratio(self.realise, self.prevu) == Some(self.montant) {
            nombres::montant(out, self.accorde, langue);
            out.push_str("\u{a0}×\u{a0}");
            nombres::entier(out, self.realise, langue);
            out.push_str("\u{a0}÷\u{a0}");
            nombres::compte(out, self.prevu, self.unite, langue);
            let exact = self.montant.fois(self.prevu) == self.accorde.fois(self.realise);
            out.push_str(if exact { "\u{a0}=\u{a0}" } else { lex.dit(", soit ", ", that is ") });
            nombres::montant(out, self.montant, langue);
            if !exact {
                out.push_str(lex.dit(" après arrondi au centime", " rounded to the cent"));
            }
        } else {
            nombres::montant(out, self.montant, langue);
            out.push_str(" (");
            nombres::entier(out, self.realise, langue);
            out.push_str(lex.dit(" sur ", " of "));
            nombres::compte(out, self.prevu, self.unite, langue);
            out.push(')');
        }
        out.push_str(decision_du_financeur(langue, caf));
    }
}

/// Whose amount is proposed, and for which year.
struct Titre<'a> {
    financeur: &'a str,
    annee: Option<u16>,
}

impl Titre<'_> {
    /// `Proposition de prorata, Caf du Puy-de-Dôme, année 2024 : `; true of a Caf.
    fn ecrire(&self, out: &mut String, lex: Lexique<'_>) -> bool {
        let langue = lex.langue;
        let nom = lex.libelle("acteurs", self.financeur).unwrap_or_else(|| {
            let mut nom = String::new();
            sur_une_ligne(&mut nom, self.financeur);
            nom
        });
        out.push_str(lex.dit("Proposition de prorata, ", "Proposed prorated amount, "));
        out.push_str(&nom);
        if let Some(annee) = self.annee {
            out.push_str(&langue.choisir(format!(", année {annee}"), format!(", year {annee}")));
        }
        out.push_str(lex.dit("\u{a0}: ", ": "));
        nom.split(' ').next() == Some("Caf")
    }
}

/// Who decides on a proposal.
pub(super) fn decision_du_financeur(langue: Langue, caf: bool) -> &'static str {
    match (langue, caf) {
        (Langue::Fr, true) => ". La décision appartient à la Caf.",
        (Langue::Fr, false) => ". La décision appartient au financeur.",
        (Langue::En, true) => ". The decision is the Caf’s.",
        (Langue::En, false) => ". The decision is the funder’s.",
    }
}
