//! The floor that the benchmark measures against: the same bytes, checked as UTF-8 and read by
//! `serde_json` into structs with all the fields of those of [`pdn_core::dossier`], and nothing more.
//! Text is borrowed where the JSON has no escape in it; amounts, dates, codes and words of closed
//! lists stay text. No rule, no validation.

#![allow(dead_code, reason = "the fields are there to be filled")]

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

/// Reads a document, as little as can be.
pub(crate) fn read<'a, D: Deserialize<'a>>(json: &'a [u8]) -> Result<D, Box<dyn Error>> {
    Ok(serde_json::from_str(std::str::from_utf8(json)?)?)
}

/// `Option<Cow<str>>` always allocates: serde borrows a `Cow` only where it is the field itself.
#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Text<'_> {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// True where nothing was allocated.
    pub(crate) fn is_borrowed(&self) -> bool {
        matches!(self.0, Cow::Borrowed(_))
    }
}

/// An answer by id: yes or no, a number or a text.
pub(crate) enum Answer<'a> {
    Boolean(bool),
    Number(f64),
    Text(Cow<'a, str>),
}

impl<'de: 'a, 'a> Deserialize<'de> for Answer<'a> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = Answer<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true, false, a number or a text")
            }
            fn visit_bool<E>(self, b: bool) -> Result<Self::Value, E> {
                Ok(Answer::Boolean(b))
            }
            fn visit_u64<E>(self, n: u64) -> Result<Self::Value, E> {
                Ok(Answer::Number(n as f64))
            }
            fn visit_f64<E>(self, n: f64) -> Result<Self::Value, E> {
                Ok(Answer::Number(n))
            }
            fn visit_borrowed_str<E>(self, t: &'de str) -> Result<Self::Value, E> {
                Ok(Answer::Text(Cow::Borrowed(t)))
            }
            fn visit_str<E>(self, t: &str) -> Result<Self::Value, E> {
                Ok(Answer::Text(Cow::Owned(t.to_owned())))
            }
        }
        d.deserialize_any(V)
    }
}

/// A map in the order of the document: cheaper to fill than any map of the standard library.
pub(crate) struct ById<'a, T>(pub(crate) Vec<(Text<'a>, T)>);

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for ById<'a, T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for V<T> {
            type Value = ById<'de, T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("answers by id")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(ById(entries))
            }
        }
        d.deserialize_map(V(PhantomData))
    }
}

type Answers<'a> = Option<ById<'a, Option<Answer<'a>>>>;
type Assessments<'a> = Option<ById<'a, Option<Appreciation<'a>>>>;

#[derive(Deserialize)]
pub(crate) struct Appreciation<'a> {
    #[serde(borrow)]
    avis: Option<Text<'a>>,
    #[serde(borrow)]
    commentaire: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(crate) struct Candidature<'a> {
    #[serde(borrow, rename = "type")]
    type_: Option<Text<'a>>,
    #[serde(borrow)]
    appel: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) reference: Option<Text<'a>>,
    #[serde(borrow)]
    phase: Option<Text<'a>>,
    #[serde(borrow)]
    module: Option<Text<'a>>,
    #[serde(borrow)]
    departements: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    depot: Option<Depot<'a>>,
    #[serde(borrow)]
    structure: Option<StructureCandidate<'a>>,
    #[serde(borrow)]
    partenaires: Option<Vec<Partenaire<'a>>>,
    #[serde(borrow)]
    pub(crate) formations: Option<Vec<Formation<'a>>>,
    #[serde(borrow)]
    intervenants: Option<Vec<Intervenant<'a>>>,
    #[serde(borrow)]
    coordinateur: Option<Coordinateur<'a>>,
    #[serde(borrow)]
    pieces: Option<Vec<Piece<'a>>>,
    #[serde(borrow)]
    pub(crate) financements: Option<Vec<Financement<'a>>>,
    #[serde(borrow)]
    bases: Option<Vec<Base<'a>>>,
    #[serde(borrow)]
    budgets: Option<Vec<Budget<'a>>>,
    #[serde(borrow)]
    pub(crate) declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct PlanFinancement<'a> {
    #[serde(borrow, rename = "type")]
    type_: Option<Text<'a>>,
    #[serde(borrow)]
    appel: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) reference: Option<Text<'a>>,
    #[serde(borrow)]
    phase: Option<Text<'a>>,
    annees: Option<Vec<u16>>,
    #[serde(borrow)]
    coordinateur: Option<Coordinateur<'a>>,
    #[serde(borrow)]
    bases: Option<Vec<Base<'a>>>,
    #[serde(borrow)]
    pub(crate) financements: Option<Vec<Financement<'a>>>,
    #[serde(borrow)]
    pub(crate) formations_civiques: Option<Vec<FormationCivique<'a>>>,
    #[serde(borrow)]
    budgets: Option<Vec<Budget<'a>>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Lot<'a> {
    #[serde(borrow, rename = "type")]
    type_: Option<Text<'a>>,
    #[serde(borrow)]
    appel: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) reference: Option<Text<'a>>,
    #[serde(borrow)]
    phase: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) candidatures: Option<Vec<Candidature<'a>>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Depot<'a> {
    #[serde(borrow)]
    date: Option<Text<'a>>,
    #[serde(borrow)]
    heure: Option<Text<'a>>,
    #[serde(borrow)]
    envois: Option<Vec<Envoi<'a>>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Envoi<'a> {
    #[serde(borrow)]
    destinataire: Option<Text<'a>>,
    #[serde(borrow)]
    canal: Option<Text<'a>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct StructureCandidate<'a> {
    #[serde(borrow)]
    nom: Option<Text<'a>>,
    #[serde(borrow)]
    forme: Option<Text<'a>>,
    #[serde(borrow)]
    siret: Option<Text<'a>>,
    #[serde(borrow)]
    rna: Option<Text<'a>>,
    #[serde(borrow)]
    creee_le: Option<Text<'a>>,
    #[serde(borrow)]
    champs_de_competence: Option<Vec<Text<'a>>>,
    qualiopi: Option<bool>,
    #[serde(borrow)]
    adresse: Option<Adresse<'a>>,
    #[serde(borrow)]
    contact: Option<Contact<'a>>,
    #[serde(borrow)]
    iban: Option<Text<'a>>,
    #[serde(borrow)]
    bic: Option<Text<'a>>,
    #[serde(borrow)]
    charte_signee_le: Option<Text<'a>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Adresse<'a> {
    #[serde(borrow)]
    voie: Option<Text<'a>>,
    #[serde(borrow)]
    code_postal: Option<Text<'a>>,
    #[serde(borrow)]
    commune: Option<Text<'a>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Contact<'a> {
    #[serde(borrow)]
    nom: Option<Text<'a>>,
    #[serde(borrow)]
    fonction: Option<Text<'a>>,
    #[serde(borrow)]
    courriel: Option<Text<'a>>,
    #[serde(borrow)]
    telephone: Option<Text<'a>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Partenaire<'a> {
    #[serde(borrow)]
    nom: Option<Text<'a>>,
    #[serde(borrow)]
    forme: Option<Text<'a>>,
    #[serde(borrow)]
    siret: Option<Text<'a>>,
    #[serde(borrow)]
    role: Option<Text<'a>>,
    #[serde(borrow)]
    apports: Option<Text<'a>>,
    #[serde(borrow)]
    charges: Option<Text<'a>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Formation<'a> {
    #[serde(borrow)]
    id: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) titre: Option<Text<'a>>,
    #[serde(borrow)]
    thematiques: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    thematique_principale: Option<Text<'a>>,
    capacite: Option<u32>,
    #[serde(borrow)]
    objectifs: Option<Text<'a>>,
    #[serde(borrow)]
    parties: Option<Vec<Partie<'a>>>,
    #[serde(borrow)]
    modalites_acces: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    duree_heures: Option<Text<'a>>,
    #[serde(borrow)]
    periodicite: Option<Text<'a>>,
    #[serde(borrow)]
    public: Option<Public<'a>>,
    #[serde(borrow)]
    livrables: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    pub(crate) sessions: Option<Vec<SessionPrevue<'a>>>,
    #[serde(borrow)]
    financeur_complementaire: Option<Text<'a>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Partie<'a> {
    #[serde(borrow)]
    titre: Option<Text<'a>>,
    #[serde(borrow)]
    nature: Option<Text<'a>>,
    #[serde(borrow)]
    heures: Option<Text<'a>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Public<'a> {
    age_min: Option<u32>,
    age_max: Option<u32>,
    anciennete_mois: Option<u32>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct SessionPrevue<'a> {
    #[serde(borrow)]
    titre: Option<Text<'a>>,
    #[serde(borrow)]
    debut: Option<Text<'a>>,
    #[serde(borrow)]
    fin: Option<Text<'a>>,
    #[serde(borrow)]
    departement: Option<Text<'a>>,
    #[serde(borrow)]
    modalite: Option<Text<'a>>,
    #[serde(borrow)]
    lieu: Option<Text<'a>>,
    #[serde(borrow)]
    heures: Option<Text<'a>>,
    #[serde(borrow)]
    statut: Option<Text<'a>>,
    inscrits: Option<u32>,
    presents: Option<u32>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Intervenant<'a> {
    #[serde(borrow)]
    nom: Option<Text<'a>>,
    #[serde(borrow)]
    references: Option<Text<'a>>,
    #[serde(borrow)]
    formations: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Coordinateur<'a> {
    #[serde(borrow)]
    nom: Option<Text<'a>>,
    #[serde(borrow)]
    contrat: Option<Text<'a>>,
    #[serde(borrow)]
    etp_pdn: Option<Text<'a>>,
    #[serde(borrow)]
    etp_paec: Option<Text<'a>>,
    #[serde(borrow)]
    diplomes: Option<Vec<Text<'a>>>,
    recrutement_apres_depot: Option<bool>,
    #[serde(borrow)]
    charte_signee_le: Option<Text<'a>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Piece<'a> {
    #[serde(borrow)]
    id: Option<Text<'a>>,
    #[serde(borrow)]
    date: Option<Text<'a>>,
    exercice: Option<u16>,
    #[serde(borrow)]
    recue_le: Option<Text<'a>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Financement<'a> {
    #[serde(borrow)]
    pub(crate) financeur: Option<Text<'a>>,
    annee: Option<u16>,
    #[serde(borrow)]
    montant: Option<Text<'a>>,
    #[serde(borrow)]
    statut: Option<Text<'a>>,
    #[serde(borrow)]
    dispositif: Option<Text<'a>>,
    unites: Option<u32>,
    #[serde(borrow)]
    convention: Option<Text<'a>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Base<'a> {
    #[serde(borrow)]
    id: Option<Text<'a>>,
    annee: Option<u16>,
    #[serde(borrow)]
    montant: Option<Text<'a>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct FormationCivique<'a> {
    annee: Option<u16>,
    pub(crate) volontaires: Option<u32>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Budget<'a> {
    annee: Option<u16>,
    #[serde(borrow)]
    charges: Option<Vec<Charge<'a>>>,
    #[serde(borrow)]
    produits: Option<Vec<Produit<'a>>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Charge<'a> {
    #[serde(borrow)]
    compte: Option<Text<'a>>,
    #[serde(borrow)]
    libelle: Option<Text<'a>>,
    #[serde(borrow)]
    montant: Option<Text<'a>>,
    #[serde(borrow)]
    depense: Option<Text<'a>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Produit<'a> {
    #[serde(borrow)]
    compte: Option<Text<'a>>,
    #[serde(borrow)]
    libelle: Option<Text<'a>>,
    #[serde(borrow)]
    montant: Option<Text<'a>>,
    #[serde(borrow)]
    financeur: Option<Text<'a>>,
    #[serde(borrow)]
    declarations: Answers<'a>,
    #[serde(borrow)]
    appreciations: Assessments<'a>,
}
