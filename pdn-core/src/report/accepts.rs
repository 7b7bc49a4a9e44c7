//! What a missing value takes: the form of its field, with the call's own words where it has a list.

use super::{Missing, Report};
use crate::appel::format::TypeDeReponse;
use crate::appel::{MotDeChoix, NatureDeclarable};
use crate::dossier::forme::Lieu;
use crate::dossier::{Champ, Descripteur, Forme, TypeDeDocument};
use crate::values::Langue;

/// What a value takes. Whatever it says, the reader takes.
///
/// ```
/// use pdn_core::{Appel, values::Langue};
///
/// let appel = Appel::builtin("puy-de-dome-allier-2024-module-2")?;
/// let report = appel.evaluate_json(r#"{ "type": "candidature" }"#, "2024-07-01".parse()?)?;
/// let missing = report.missing();
/// let module = missing.iter().find(|m| m.pointer() == "/module").expect("it is asked for");
/// assert_eq!(module.accepts().kind(), "choice");
/// assert_eq!(module.accepts().choices(Langue::Fr)[1].value, "2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Accepts<'r> {
    report: &'r Report,
    forme: Forme,
    mots: Mots<'r>,
    unite: Option<&'r str>,
    /// Of a year of a plan’s line: the first and the last that the plan covers.
    annees: Option<(u32, u32)>,
}

/// Where the words of a choice come from.
#[derive(Clone, Copy)]
enum Mots<'r> {
    Aucun,
    /// The words of the contract's own list.
    Contrat(&'static [crate::dossier::Choix]),
    /// The call's words for a field.
    Champ(&'static Descripteur, &'static Champ),
    /// The words of a question of the call.
    Question(&'r [MotDeChoix]),
}

/// One of the words among which a value is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedWord {
    /// The word, as documents write it.
    pub value: String,
    /// What people read.
    pub label: String,
}

impl<'r> Accepts<'r> {
    /// The kind of value, as the report writes it: `boolean`, `count`, `amount`, `share`, `number`, `date`,
    /// `time`, `text`, `choice`, `list` or `object`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.forme {
            Forme::Texte | Forme::Code(_) if !matches!(self.mots, Mots::Aucun) => "choice",
            forme => forme.kind(),
        }
    }

    /// Of a count: the least that can be.
    #[must_use]
    pub fn minimum(&self) -> Option<u32> {
        self.annees.map(|(premiere, _)| premiere).or_else(|| self.forme.minimum())
    }

    /// Of a count or a number: the most that can be, where there is such a bound.
    #[must_use]
    pub fn maximum(&self) -> Option<u32> {
        self.annees.map(|(_, derniere)| derniere).or_else(|| self.forme.maximum())
    }

    /// Of a number: its unit, where it has one.
    #[must_use]
    pub fn unit(&self) -> Option<&'r str> {
        self.unite.or_else(|| self.forme.unit())
    }

    /// Of a text: its form, where it has one (`siret`, `iban`, `courriel`…).
    #[must_use]
    pub fn format(&self) -> Option<&'static str> {
        match self.forme {
            Forme::Code(format) if self.kind() == "text" => Some(format),
            _ => None,
        }
    }

    /// Of a choice: its words, in order; none of anything else.
    #[must_use]
    pub fn choices(&self, langue: Langue) -> Vec<AcceptedWord> {
        let mot =
            |value: &str, label: &str| AcceptedWord { value: value.into(), label: label.into() };
        if self.kind() != "choice" {
            return Vec::new();
        }
        match self.mots {
            Mots::Aucun => Vec::new(),
            Mots::Contrat(mots) => {
                mots.iter().map(|c| mot(c.code, langue.choisir(c.fr, c.en))).collect()
            }
            Mots::Champ(objet, champ) => {
                let mots = self.report.appel.mots_du_champ(objet, champ, langue).into_iter();
                mots.map(|(value, label)| AcceptedWord { value, label }).collect()
            }
            Mots::Question(mots) => mots.iter().map(|m| mot(&m.code, &m.texte(langue))).collect(),
        }
    }

    /// Of a list: what each of its elements takes.
    #[must_use]
    pub fn of(&self) -> Option<Self> {
        match self.forme {
            Forme::Liste(element) => Some(Self { forme: *element, ..self.clone() }.avec_ses_mots()),
            _ => None,
        }
    }

    fn avec_ses_mots(mut self) -> Self {
        if let Forme::Choix(mots) = self.forme {
            self.mots = Mots::Contrat(mots);
        }
        self
    }
}

/// Fields whose list is only a part of what they take: other funders and other diplomas are written in full.
const OUVERTS: [&str; 2] = ["financeur", "diplomes"];

impl<'r> Missing<'r> {
    /// What it takes.
    #[must_use]
    pub fn accepts(&self) -> Accepts<'r> {
        self.report.ce_que_prend(self.lieu)
    }
}

impl Report {
    fn ce_que_prend(&self, lieu: Lieu) -> Accepts<'_> {
        let parcours = self.appel.parcourir(self.type_, lieu);
        let simple =
            |forme| Accepts { report: self, forme, mots: Mots::Aucun, unite: None, annees: None };
        match parcours.declarable.map(|d| &d.nature) {
            Some(NatureDeclarable::Question { type_, choix, plusieurs, unite, .. }) => {
                let unite = Some(unite.as_str()).filter(|u| !u.is_empty());
                match type_ {
                    TypeDeReponse::OuiNon => simple(Forme::Booleen),
                    TypeDeReponse::Nombre => Accepts { unite, ..simple(Forme::Nombre) },
                    TypeDeReponse::Montant => simple(Forme::Montant),
                    TypeDeReponse::Date => simple(Forme::Date),
                    TypeDeReponse::Choix => {
                        let forme = match plusieurs {
                            true => Forme::Liste(&Forme::Texte),
                            false => Forme::Texte,
                        };
                        Accepts { mots: Mots::Question(choix), ..simple(forme) }
                    }
                    TypeDeReponse::Texte => simple(Forme::Texte),
                }
            }
            Some(_) => simple(Forme::Booleen),
            None => match (parcours.objet, parcours.champ) {
                (Some(objet), Some(champ)) => {
                    let forme = match (champ.forme, parcours.element) {
                        (Forme::Liste(element), true) => *element,
                        (forme, _) => forme,
                    };
                    let du_contrat =
                        matches!(champ.forme, Forme::Choix(_) | Forme::Liste(Forme::Choix(_)));
                    let ferme = !du_contrat
                        && !OUVERTS.contains(&champ.nom)
                        && !self.appel.mots_du_champ(objet, champ, Langue::Fr).is_empty();
                    let mots = if ferme { Mots::Champ(objet, champ) } else { Mots::Aucun };
                    let annees = self.annees.filter(|_| champ.forme == Forme::Annee);
                    Accepts { mots, annees, ..simple(forme) }.avec_ses_mots()
                }
                _ => {
                    let type_ = self.type_.unwrap_or(TypeDeDocument::Candidature);
                    simple(Forme::Fiche(type_.descripteur()))
                }
            },
        }
    }
}
