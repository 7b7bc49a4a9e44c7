//! Answers to declared points and to a call's own questions, and what a person has judged.

use compact_str::CompactString;
use rust_decimal::Decimal;
use serde::de::{MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::forme::{Donnee, Forme, ListeVue, Vue};
use crate::lecture::{Contenu, Genre, Lecteur, Motif, Noeud};
use crate::values::{Langue, Quantite, ValeurNumerique};

/// One answer: yes or no to a point, or the value of a fact that the call asks for.
///
/// What the answer must be is the call's to say: it is checked when the document is judged.
#[derive(Debug, Clone, PartialEq)]
pub enum Declaration {
    /// Yes or no.
    Booleen(bool),
    /// A number, exactly as written.
    Nombre(Decimal),
    /// A text, a date, an amount or a word of a list, as written.
    Texte(CompactString),
    /// Words of a list, as written; `None` where one could not be read.
    Liste(Vec<Option<CompactString>>),
    /// In error: what is answered is not known.
    Fautive,
}

impl From<bool> for Declaration {
    fn from(reponse: bool) -> Self {
        Self::Booleen(reponse)
    }
}

impl Serialize for Declaration {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Booleen(b) => s.serialize_bool(*b),
            Self::Nombre(n) => match u64::try_from(*n) {
                Ok(entier) if n.is_integer() => s.serialize_u64(entier),
                _ => s.serialize_str(&n.to_string()),
            },
            Self::Texte(t) => s.serialize_str(t),
            Self::Liste(mots) => mots.serialize(s),
            Self::Fautive => s.serialize_none(),
        }
    }
}

impl<'de> Deserialize<'de> for Declaration {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = Declaration;
            fn visit_seq<A: SeqAccess<'de>>(self, mut mots: A) -> Result<Declaration, A::Error> {
                let mut lus = Vec::new();
                while let Some(mot) = mots.next_element::<CompactString>()? {
                    lus.push(Some(mot));
                }
                Ok(Declaration::Liste(lus))
            }
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("true, false or a value")
            }
            fn visit_bool<E>(self, b: bool) -> Result<Declaration, E> {
                Ok(Declaration::Booleen(b))
            }
            fn visit_u64<E>(self, n: u64) -> Result<Declaration, E> {
                Ok(Declaration::Nombre(Decimal::from(n)))
            }
            fn visit_str<E>(self, t: &str) -> Result<Declaration, E> {
                Ok(Declaration::Texte(CompactString::new(t)))
            }
        }
        d.deserialize_any(V)
    }
}

impl Declaration {
    /// What stands for an answer that cannot be read.
    fn fautive() -> Option<Self> {
        Some(Self::Fautive)
    }

    /// True of an answer that says that there is none: to a question, a no says so too.
    pub(crate) fn dit_aucune(&self) -> bool {
        match self {
            Self::Booleen(oui) => !oui,
            Self::Texte(t) => super::champs::dit_aucun(t),
            Self::Liste(mots) => mots.is_empty(),
            Self::Nombre(_) | Self::Fautive => false,
        }
    }

    fn lire(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        match &noeud.contenu {
            Contenu::Booleen(b) => Some(Self::Booleen(*b)),
            Contenu::Texte(t) => {
                lecteur.texte_sain(noeud.debut, t).then(|| Self::Texte(CompactString::new(t)))
            }
            Contenu::Nombre(n) => match Decimal::from_str_exact(n) {
                Ok(d) => Some(Self::Nombre(d)),
                Err(_) => match Quantite::du_nombre_json(n) {
                    Ok(quantite) => Some(Self::Nombre(quantite.decimal())),
                    Err(e) => {
                        lecteur.faute(noeud.debut, Motif::Valeur(Box::new(e)));
                        None
                    }
                },
            },
            // Whether a list is an answer at all is for its question to say.
            Contenu::Liste(elements) => {
                let mots = elements.iter().enumerate().map(|(rang, mot)| {
                    lecteur.dans(rang.to_string(), |l| match &mot.contenu {
                        Contenu::Texte(t) => {
                            l.texte_sain(mot.debut, t).then(|| CompactString::new(t))
                        }
                        _ => {
                            l.mauvais_type(mot, Genre::Texte);
                            None
                        }
                    })
                });
                Some(Self::Liste(mots.collect()))
            }
            _ => {
                lecteur.mauvais_type(noeud, Genre::Booleen);
                None
            }
        }
    }
}

impl ListeVue for Vec<Option<CompactString>> {
    fn longueur(&self) -> usize {
        self.len()
    }
    fn element(&self, rang: usize) -> Vue<'_> {
        let mot = self.get(rang).and_then(Option::as_ref);
        mot.map_or(Vue::Inconnue, |mot| Vue::Texte(mot))
    }
}

choix! {
    /// What a person who judged a point thinks of it.
    Avis {
        /// In favour.
        Favorable = "favorable", "favorable", "in favour";
        /// In favour with reservations.
        Reserve = "reserve", "réservé", "with reservations";
        /// Against.
        Defavorable = "defavorable", "défavorable", "against";
    }
}

/// What a person has recorded of a point that only a person can judge. It comes back beside the
/// point in the report, and never changes the decision.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Appreciation {
    /// The opinion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avis: Option<Avis>,
    /// In the person's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commentaire: Option<CompactString>,
}

impl Appreciation {
    /// The opinion's label in a language.
    #[must_use]
    pub fn libelle(&self, langue: Langue) -> Option<&'static str> {
        self.avis.map(|a| match langue {
            Langue::Fr => a.choix().fr,
            Langue::En => a.choix().en,
        })
    }

    /// An assessment that cannot be read says nothing.
    fn fautive() -> Option<Self> {
        None
    }

    fn lire(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        let Contenu::Table(entrees) = &noeud.contenu else {
            lecteur.mauvais_type(noeud, Genre::Objet);
            return None;
        };
        let mut lue = Self::default();
        for e in entrees {
            lecteur.dans(e.cle.to_string(), |l| match (e.cle.as_ref(), &e.noeud.contenu) {
                (_, Contenu::Nul) => {}
                ("avis", _) => lue.avis = Avis::lire(&e.noeud, l),
                ("commentaire", Contenu::Texte(t)) => {
                    let sain = l.texte_sain(e.noeud.debut, t);
                    lue.commentaire = sain.then(|| CompactString::new(t));
                }
                ("commentaire", _) => l.mauvais_type(&e.noeud, Genre::Texte),
                (cle, _) => {
                    let proche = crate::lecture::plus_proche(cle, ["avis", "commentaire"]);
                    l.faute(e.debut, Motif::CleInconnue { cle: cle.to_owned(), proche });
                }
            });
        }
        Some(lue)
    }
}

impl<'de> Deserialize<'de> for Appreciation {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Brute {
            #[serde(default)]
            avis: Option<Avis>,
            #[serde(default)]
            commentaire: Option<CompactString>,
        }
        // An object and nothing else: a derived struct would take a list for one.
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = Appreciation;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Appreciation, A::Error> {
                let b = Brute::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Appreciation { avis: b.avis, commentaire: b.commentaire })
            }
        }
        d.deserialize_map(V)
    }
}

/// A number that ids seldom share.
fn melange(id: &str) -> u32 {
    use std::hash::BuildHasher;
    let melange = rustc_hash::FxBuildHasher.hash_one(id) >> 58;
    u32::try_from(melange).unwrap_or(0)
}

/// Answers by id, in the order of the document.
macro_rules! par_id {
    ($(#[$doc:meta])* $nom:ident, $valeur:ident, $forme:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $nom(pub Vec<(CompactString, $valeur)>);

        impl $nom {
            /// The answer of an id.
            #[must_use]
            pub fn get(&self, id: &str) -> Option<&$valeur> {
                self.0.iter().find(|(cle, _)| cle == id).map(|(_, v)| v)
            }

            /// True when nothing is said.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl<I: Into<CompactString>, V: Into<$valeur>> FromIterator<(I, V)> for $nom {
            fn from_iter<T: IntoIterator<Item = (I, V)>>(entrees: T) -> Self {
                Self(entrees.into_iter().map(|(i, v)| (i.into(), v.into())).collect())
            }
        }

        impl Serialize for $nom {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_map(self.0.iter().map(|(cle, v)| (cle, v)))
            }
        }

        impl<'de> Deserialize<'de> for $nom {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                struct V;
                impl<'de> Visitor<'de> for V {
                    type Value = $nom;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("answers by id")
                    }
                    fn visit_unit<E>(self) -> Result<$nom, E> {
                        Ok($nom::default())
                    }
                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$nom, A::Error> {
                        let mut lues: Vec<(CompactString, $valeur)> = Vec::with_capacity(16);
                        let mut vues = 0_u64;
                        while let Some((cle, valeur)) =
                            map.next_entry::<CompactString, Option<$valeur>>()?
                        {
                            // A key given twice is left to the second reading, which says where.
                            // Most ids are alone with their mark: no other can be the same.
                            let marque = 1_u64.wrapping_shl(melange(&cle));
                            if vues & marque != 0 && lues.iter().any(|(c, _)| *c == cle) {
                                return Err(serde::de::Error::custom("duplicate key"));
                            }
                            if let Some(valeur) = valeur {
                                vues |= marque;
                                lues.push((cle, valeur));
                            }
                        }
                        Ok($nom(lues))
                    }
                }
                d.deserialize_any(V)
            }
        }

        impl Donnee for $nom {
            const FORME: Forme = $forme;
            fn lire(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
                let Contenu::Table(entrees) = &noeud.contenu else {
                    lecteur.mauvais_type(noeud, Genre::Objet);
                    // An answer to nothing in particular may be to anything.
                    return $valeur::fautive().map(|fautive| Self(vec![(CompactString::default(), fautive)]));
                };
                let mut lues: Vec<(CompactString, $valeur)> = Vec::new();
                for e in entrees {
                    lecteur.dans(e.cle.to_string(), |l| {
                        if let Some(deja) = lues.iter_mut().find(|(c, _)| *c == *e.cle) {
                            l.faute(e.debut, Motif::CleEnDouble { cle: e.cle.to_string() });
                            // Which of the two is meant is not known.
                            if let Some(fautive) = $valeur::fautive() {
                                deja.1 = fautive;
                            }
                        } else if !matches!(e.noeud.contenu, Contenu::Nul)
                            && let Some(v) = $valeur::lire(&e.noeud, l).or_else($valeur::fautive)
                        {
                            lues.push((CompactString::new(&e.cle), v));
                        }
                    });
                }
                Some(Self(lues))
            }
            fn vue(&self) -> Vue<'_> {
                Vue::Code
            }
        }
    };
}

par_id! {
    /// Answers to declared points and to a call's own questions, by id.
    Declarations, Declaration, Forme::Declarations
}
par_id! {
    /// What a person has judged, by point id.
    Appreciations, Appreciation, Forme::Appreciations
}
