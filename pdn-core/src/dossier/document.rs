//! A whole document, whatever its type.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::forme::{Donnee, Fiche, Lieu, Visiteur};
use super::{
    Base, BilanCoordination, BilanFormation, Budget, Candidature, CandidatureChamp, Descripteur,
    Financement, Lot, Phase, PlanFinancement, PlanFinancementChamp, Profil, Promeneur, Reponse,
    Session, Structure, Texte,
};
use crate::lecture::{Contenu, Faute, Lecteur, Motif, Noeud, a_des_textes_abimes, plus_proche};

macro_rules! documents {
    ($($(#[$doc:meta])* $nom:ident, $code:literal;)*) => {
        /// The type of a document, which says what is examined.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum TypeDeDocument { $($(#[$doc])* $nom,)* }

        impl TypeDeDocument {
            /// Every type, in the contract's order.
            pub const TOUS: &'static [Self] = &[$(Self::$nom,)*];

            /// The type as documents write it.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$nom => $code,)* }
            }

            /// The type of a code.
            #[must_use]
            pub fn du_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$nom),)* _ => None }
            }

            /// What a document of this type is made of.
            #[must_use]
            pub fn descripteur(self) -> &'static Descripteur {
                match self { $(Self::$nom => $nom::DESCRIPTEUR,)* }
            }
        }

        impl std::str::FromStr for TypeDeDocument {
            type Err = UnknownType;

            fn from_str(code: &str) -> Result<Self, UnknownType> {
                Self::du_code(code).ok_or_else(|| UnknownType { found: code.to_owned() })
            }
        }

        /// A document of any type.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "one document at a time, moved once")]
        pub enum Document { $($(#[$doc])* $nom($nom),)* }

        $(impl From<$nom> for Document {
            fn from(document: $nom) -> Self {
                Self::$nom(document)
            }
        })*

        impl Document {
            /// The type of the document.
            #[must_use]
            pub fn type_de_document(&self) -> TypeDeDocument {
                match self { $(Self::$nom(_) => TypeDeDocument::$nom,)* }
            }

            pub(crate) fn fiche(&self) -> &dyn Fiche {
                match self { $(Self::$nom(d) => d,)* }
            }

            /// Puts what stands at a place in error: it is then not known.
            pub(crate) fn fauter(&mut self, lieu: Lieu) {
                match self { $(Self::$nom(d) => { d.fauter(lieu.pas()); })* }
            }

            pub(crate) fn visiter<'a>(&'a self, visiteur: &mut dyn Visiteur<'a>) {
                match self { $(Self::$nom(d) => d.visiter(Lieu::RACINE, visiteur),)* }
            }

            /// The call that the document names.
            #[must_use]
            pub fn appel(&self) -> &Reponse<Texte> {
                match self { $(Self::$nom(d) => &d.appel,)* }
            }

            /// The office's own number.
            #[must_use]
            pub fn reference(&self) -> &Reponse<Texte> {
                match self { $(Self::$nom(d) => &d.reference,)* }
            }

            /// The phase that the document says.
            #[must_use]
            pub fn phase(&self) -> &Reponse<Phase> {
                match self { $(Self::$nom(d) => &d.phase,)* }
            }

            fn lire(type_: TypeDeDocument, noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
                match type_ { $(TypeDeDocument::$nom => $nom::lire(noeud, lecteur).map(Self::$nom),)* }
            }

            fn des_cles<'de, A: MapAccess<'de>>(type_: TypeDeDocument, map: A) -> Result<Self, A::Error> {
                match type_ { $(TypeDeDocument::$nom => $nom::des_cles(map).map(Self::$nom),)* }
            }

            /// Reads a document whose type is known, from text.
            fn du_type(type_: TypeDeDocument, texte: &str) -> Result<Self, serde_json::Error> {
                match type_ { $(TypeDeDocument::$nom => serde_json::from_str::<$nom>(texte).map(Self::$nom),)* }
            }
        }

        impl Serialize for Document {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                match self { $(Self::$nom(d) => d.serialize(s),)* }
            }
        }
    };
}

/// What applications and plans both hold: where it is, and what is known of it.
impl Document {
    pub(crate) fn financements(&self) -> Option<(&Reponse<Vec<Financement>>, Lieu)> {
        match self {
            Self::Candidature(c) => Some((&c.financements, CandidatureChamp::financements.into())),
            Self::PlanFinancement(p) => {
                Some((&p.financements, PlanFinancementChamp::financements.into()))
            }
            _ => None,
        }
        .map(a_sa_place)
    }

    pub(crate) fn bases(&self) -> Option<(&Reponse<Vec<Base>>, Lieu)> {
        match self {
            Self::Candidature(c) => Some((&c.bases, CandidatureChamp::bases.into())),
            Self::PlanFinancement(p) => Some((&p.bases, PlanFinancementChamp::bases.into())),
            _ => None,
        }
        .map(a_sa_place)
    }

    /// The first and the last year of a plan that says which it covers.
    pub(crate) fn annees(&self) -> Option<(u32, u32)> {
        let Self::PlanFinancement(plan) = self else { return None };
        let annees = || plan.annees.liste().unwrap_or_default().iter().map(|a| u32::from(a.get()));
        Some((annees().min()?, annees().max()?))
    }

    pub(crate) fn budgets(&self) -> Option<(&Reponse<Vec<Budget>>, Lieu)> {
        match self {
            Self::Candidature(c) => Some((&c.budgets, CandidatureChamp::budgets.into())),
            Self::PlanFinancement(p) => Some((&p.budgets, PlanFinancementChamp::budgets.into())),
            _ => None,
        }
        .map(a_sa_place)
    }
}

/// A type that no document has.
///
/// ```
/// use pdn_core::dossier::TypeDeDocument;
///
/// let erreur = "candidatures".parse::<TypeDeDocument>().unwrap_err();
/// assert!(erreur.to_string().starts_with("No document is called \"candidatures\": write \"candidature\""));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.texte(crate::values::Langue::En))]
pub struct UnknownType {
    /// What was asked for.
    pub found: String,
}

impl UnknownType {
    /// What was asked for, and the types that there are.
    #[must_use]
    pub fn texte(&self, langue: crate::values::Langue) -> String {
        let found = crate::values::montrer(self.found.clone());
        let connus: Vec<String> =
            TypeDeDocument::TOUS.iter().map(|t| format!("\"{}\"", t.code())).collect();
        let connus = connus.join(", ");
        langue.choisir(
            format!("Aucun document ne s’appelle \"{found}\"\u{a0}: écrire {connus}."),
            format!("No document is called \"{found}\": write {connus}."),
        )
    }
}

fn a_sa_place<T>((liste, champ): (&Reponse<Vec<T>>, u32)) -> (&Reponse<Vec<T>>, Lieu) {
    (liste, Lieu::RACINE.puis(champ))
}

documents! {
    /// An application.
    Candidature, "candidature";
    /// A training session.
    Session, "session";
    /// An end-of-mission report of trainings.
    BilanFormation, "bilan-formation";
    /// A professional.
    Promeneur, "promeneur";
    /// An online profile.
    Profil, "profil";
    /// A structure.
    Structure, "structure";
    /// A financing plan.
    PlanFinancement, "plan-financement";
    /// A report on the coordination.
    BilanCoordination, "bilan-coordination";
    /// Several applications, for the rules across them.
    Lot, "lot";
}

/// The fast way in. `type` is nearly always the first key: the rest then goes straight into its
/// struct; otherwise a first pass finds it.
pub(crate) fn lire_vite(texte: &str) -> Option<Document> {
    if a_des_textes_abimes(texte) {
        return None;
    }
    struct Tete;
    impl<'de> Visitor<'de> for Tete {
        type Value = Option<Document>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a document")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            if map.next_key::<&str>()? == Some("type") {
                let code: &str = map.next_value()?;
                if let Some(type_) = TypeDeDocument::du_code(code) {
                    return Document::des_cles(type_, map).map(Some);
                }
            }
            Err(serde::de::Error::custom("the first key is not a known type"))
        }
    }
    let mut d = serde_json::Deserializer::from_str(texte);
    if let Ok(Some(document)) = d.deserialize_map(Tete)
        && d.end().is_ok()
    {
        return Some(document);
    }
    #[derive(Deserialize)]
    struct Type<'a> {
        #[serde(borrow, rename = "type")]
        type_: std::borrow::Cow<'a, str>,
    }
    let type_ = TypeDeDocument::du_code(&serde_json::from_str::<Type<'_>>(texte).ok()?.type_)?;
    Document::du_type(type_, texte).ok()
}

/// The second way in: reads all that can be read, and lists every fault.
pub(crate) fn lire_tout(noeud: &Noeud<'_>, texte: &str) -> (Option<Document>, Vec<Faute>) {
    let mut lecteur = Lecteur::nouveau(texte, false);
    let connus: Vec<&'static str> = TypeDeDocument::TOUS.iter().map(|t| t.code()).collect();
    let document = match (&noeud.contenu, noeud.cle("type")) {
        (Contenu::Table(_), type_) => {
            let (code, debut) = match type_.map(|n| (&n.contenu, n.debut)) {
                Some((Contenu::Texte(t), debut)) => (Some(t.to_string()), debut),
                Some((_, debut)) => (None, debut),
                None => (None, noeud.debut),
            };
            let connu = code.as_deref().and_then(TypeDeDocument::du_code);
            if connu.is_none() {
                let proche = code.as_deref().and_then(|c| plus_proche(c, connus.iter().copied()));
                let motif = Motif::TypeInconnu { trouve: code, proche, connus };
                lecteur.dans("type", |l| l.faute(debut, motif));
            }
            connu.and_then(|t| Document::lire(t, noeud, &mut lecteur))
        }
        _ => {
            let trouve = match noeud.contenu {
                Contenu::Liste(_) => crate::lecture::Genre::Liste,
                Contenu::Nul => crate::lecture::Genre::Nul,
                Contenu::Booleen(_) => crate::lecture::Genre::Booleen,
                Contenu::Nombre(_) => crate::lecture::Genre::Nombre,
                _ => crate::lecture::Genre::Texte,
            };
            lecteur.faute(noeud.debut, Motif::PasUnDocument { trouve });
            None
        }
    };
    (document, lecteur.fautes)
}
