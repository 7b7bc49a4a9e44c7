//! What people read for the codes of a report: outcomes, severities, decisions, assumptions.

use super::nombres::{self, Liaison};
use crate::appel::Severity;
use crate::lecture::CodeDeFaute;
use crate::report::{Assumption, Decision, Opinions, Report};
use crate::rules::Outcome;
use crate::values::Langue;

impl Outcome {
    /// What people read for it.
    #[must_use]
    pub fn label(self, langue: Langue) -> &'static str {
        let (fr, en) = match self {
            Self::Pass => ("conforme", "met"),
            Self::Fail => ("non conforme", "not met"),
            Self::Undetermined => ("en attente d’information", "awaiting information"),
            Self::NotApplicable => ("sans objet", "not applicable"),
            Self::Review => ("à apprécier", "to be judged"),
        };
        langue.choisir(fr, en)
    }
}

impl Severity {
    /// What people read for it.
    #[must_use]
    pub fn label(self, langue: Langue) -> &'static str {
        let (fr, en) = match self {
            Self::Blocking => ("bloquant", "blocking"),
            Self::Correctable => ("à corriger", "to be corrected"),
            Self::Advisory => ("conseil", "advice"),
        };
        langue.choisir(fr, en)
    }
}

impl Decision {
    /// What people read for it on a document of a type, or on the call itself; the report's own sentence
    /// ([`Report::decision_text`]) also says how many points are left to a person.
    #[must_use]
    pub fn label(self, subject: Option<&str>, langue: Langue) -> &'static str {
        let (fr, en) = match (subject.unwrap_or_default(), self) {
            (_, Self::NotApplicable) => ("Sans objet", "Not applicable"),
            ("structure" | "promeneur" | "profil", Self::Admissible) => ("Conforme", "Compliant"),
            ("structure" | "promeneur" | "profil", Self::Incomplete) => {
                ("À mettre en conformité", "To be brought into compliance")
            }
            ("session", Self::Admissible) => ("Peut se tenir", "Can be held"),
            ("session", Self::Incomplete) => ("À régulariser", "To be put in order"),
            ("session", Self::Inadmissible) => ("Ne peut se tenir", "Cannot be held"),
            ("plan-financement" | "bilan-coordination" | "bilan-formation", Self::Admissible) => {
                ("Conforme", "Compliant")
            }
            ("plan-financement" | "bilan-coordination" | "bilan-formation", Self::Incomplete) => {
                ("À compléter ou à corriger", "To be completed or corrected")
            }
            ("lot" | "appel", Self::Admissible) => ("Sans remarque", "No remarks"),
            ("appel", Self::Incomplete) => ("À compléter par la Caf", "To be completed by the Caf"),
            ("candidature" | "lot" | "appel" | "", Self::Inadmissible) => {
                ("Irrecevable", "Inadmissible")
            }
            (_, Self::Inadmissible) => ("Non conforme", "Not compliant"),
            (_, Self::Incomplete) => ("À compléter", "To be completed"),
            (_, Self::Admissible) => ("Recevable", "Admissible"),
        };
        langue.choisir(fr, en)
    }
}

/// What a document of a type is called.
pub(crate) fn nom_du_document(sujet: Option<&str>, langue: Langue) -> &'static str {
    let (fr, en) = match sujet.unwrap_or_default() {
        "candidature" => ("Candidature", "Application"),
        "session" => ("Session de formation", "Training session"),
        "bilan-formation" => ("Bilan des formations", "Report on the trainings"),
        "promeneur" => ("Promeneur du Net", "Promeneur du Net"),
        "profil" => ("Profil en ligne", "Online profile"),
        "structure" => ("Structure", "Organisation"),
        "plan-financement" => ("Plan de financement", "Financing plan"),
        "bilan-coordination" => ("Bilan de la coordination", "Report on the coordination"),
        "lot" => ("Lot de candidatures", "Batch of applications"),
        "appel" => ("Appel à candidatures", "Call for applications"),
        _ => ("Document", "Document"),
    };
    langue.choisir(fr, en)
}

impl Report {
    /// The decision in words, with what is left to a person and what a person has judged:
    /// `Recevable (sous réserve de 2 points à apprécier)`, `Recevable (2 avis favorables)`.
    #[must_use]
    pub fn decision_text(&self, langue: Langue) -> String {
        let decision = self.decision();
        let mot = decision.label(self.subject(), langue);
        let code = self.subject().unwrap_or_default();
        match (decision, code) {
            (Decision::NotApplicable, "") => langue
                .choisir(
                    "Sans objet\u{a0}: le type du document n’est pas connu",
                    "Not applicable: the type of the document is not known",
                )
                .to_owned(),
            (Decision::NotApplicable, _) if self.renvoi() == Some(CodeDeFaute::OtherCall) => langue
                .choisir(
                    "Non examiné\u{a0}: le document répond à un autre appel",
                    "Not examined: the document answers another call",
                )
                .to_owned(),
            (Decision::NotApplicable, _) if self.renvoi().is_some() => langue
                .choisir(
                    "Non examiné\u{a0}: le document ne dit pas à quel appel il répond",
                    "Not examined: the document does not say which call it answers",
                )
                .to_owned(),
            (Decision::NotApplicable, _) => langue
                .choisir(
                    "Sans objet\u{a0}: l’appel ne contient pas de règle pour ce document",
                    "Not applicable: the call holds no rule for this document",
                )
                .to_owned(),
            (Decision::Admissible, "candidature" | "lot" | "appel") => {
                let opinions = self.opinions();
                let (un, plusieurs) = match code {
                    "candidature" => langue.choisir(
                        (
                            "sous réserve d’un point à apprécier",
                            "sous réserve de {n} points à apprécier",
                        ),
                        ("subject to 1 point to be judged", "subject to {n} points to be judged"),
                    ),
                    _ => langue.choisir(
                        ("1 point à apprécier", "{n} points à apprécier"),
                        ("1 point to be judged", "{n} points to be judged"),
                    ),
                };
                let reste = match opinions.pending {
                    0 => None,
                    1 => Some(un.to_owned()),
                    n => Some(plusieurs.replace("{n}", &n.to_string())),
                };
                let suite: Vec<String> =
                    [reste, opinions.text(langue)].into_iter().flatten().collect();
                let suite = suite.join(langue.choisir("\u{a0}; ", "; "));
                match code {
                    _ if suite.is_empty() => mot.to_owned(),
                    "candidature" => format!("{mot} ({suite})"),
                    _ => suite,
                }
            }
            _ => mot.to_owned(),
        }
    }
}

impl Opinions {
    /// What was judged, in words: `2 avis favorables et 1 défavorable`; `None` where nothing was.
    #[must_use]
    pub fn text(self, langue: Langue) -> Option<String> {
        let sortes = [
            (
                self.favourable,
                langue.choisir(("favorable", "favorables"), ("in favour", "in favour")),
            ),
            (
                self.reserved,
                langue.choisir(("réservé", "réservés"), ("with reservations", "with reservations")),
            ),
            (
                self.unfavourable,
                langue.choisir(("défavorable", "défavorables"), ("against", "against")),
            ),
        ];
        let mut donnes: Vec<String> = Vec::new();
        for (nombre, (un, plusieurs)) in sortes.into_iter().filter(|(nombre, _)| *nombre > 0) {
            // The noun once, with the first of them.
            let nom = match (langue, donnes.is_empty(), nombre) {
                (_, false, _) => "",
                (Langue::Fr, ..) => " avis",
                (Langue::En, _, 1) => " opinion",
                (Langue::En, ..) => " opinions",
            };
            donnes.push(format!("{nombre}{nom} {}", if nombre == 1 { un } else { plusieurs }));
        }
        if donnes.is_empty() {
            return None;
        }
        let mut out = String::new();
        nombres::enumerer(&mut out, &donnes, Liaison::Et, langue);
        Some(out)
    }
}

impl Assumption {
    /// What was taken for granted, in a sentence.
    #[must_use]
    pub fn text(&self, langue: Langue) -> String {
        match (self.pointer, self.value) {
            ("/phase", "depot") => langue
                .choisir(
                    "Le dossier n’indique pas sa phase\u{a0}: il est examiné au stade du dépôt.",
                    "The document does not state its phase: it is examined as being filed.",
                )
                .to_owned(),
            (_, "BOM") => langue
                .choisir(
                    "Le fichier commence par une marque d’ordre des octets, qui a été ignorée.",
                    "The file begins with a byte order mark, which was left out.",
                )
                .to_owned(),
            (_, valeur) => langue.choisir(
                format!("Faute d’indication dans le dossier, la valeur retenue est «\u{a0}{valeur}\u{a0}»."),
                format!("As the document does not say, the value taken is “{valeur}”."),
            ),
        }
    }
}
