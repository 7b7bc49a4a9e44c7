//! The two macros that declare what documents hold: one declaration gives the type, both readings,
//! the view by field name, and what schemas and sentences say of it.

/// Declares a closed list of words: `Variant = "code", "français", "English"`.
macro_rules! choix {
    ($(#[$doc:meta])* $nom:ident { $($(#[$vdoc:meta])* $variante:ident = $code:literal, $fr:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $nom { $($(#[$vdoc])* $variante,)+ }

        impl $nom {
            /// Every word of the list, in order.
            pub const CHOIX: &'static [crate::dossier::Choix] =
                &[$(crate::dossier::Choix { code: $code, fr: $fr, en: $en },)+];

            /// The word as documents write it, and its labels.
            #[must_use]
            pub fn choix(self) -> &'static crate::dossier::Choix {
                match self { $(Self::$variante => {
                    const MOT: crate::dossier::Choix = crate::dossier::Choix { code: $code, fr: $fr, en: $en };
                    &MOT
                })+ }
            }

            /// The word as documents write it.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variante => $code,)+ }
            }

            pub(crate) fn du_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variante),)+ _ => None }
            }
        }

        impl serde::Serialize for $nom {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $nom {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                struct V;
                impl serde::de::Visitor<'_> for V {
                    type Value = $nom;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a word of the list")
                    }
                    fn visit_str<E: serde::de::Error>(self, t: &str) -> Result<$nom, E> {
                        $nom::du_code(t).ok_or_else(|| E::custom("not in the list"))
                    }
                }
                d.deserialize_str(V)
            }
        }

        impl crate::dossier::forme::Donnee for $nom {
            const FORME: crate::dossier::Forme = crate::dossier::Forme::Choix(Self::CHOIX);
            fn lire(
                noeud: &crate::lecture::Noeud<'_>,
                lecteur: &mut crate::lecture::Lecteur<'_>,
            ) -> Option<Self> {
                let lu = crate::dossier::lire::lire_choix(noeud, lecteur, Self::CHOIX)?;
                Self::du_code(lu.code)
            }
            fn vue(&self) -> crate::dossier::forme::Vue<'_> {
                crate::dossier::forme::Vue::Choix(self.choix())
            }
        }
    };
}

/// Declares an object of the documents.
///
/// ```text
/// fiche! {
///     /// doc
///     Formation, FormationChamp, "formation" {
///         /// What it is. MODULE2 §2.b.
///         capacite: NonZeroU32, "Capacité", "Places";
///     }
///     ordre { debut <= fin }
/// }
/// ```
///
/// Every object also has `declarations` and `appreciations`. `document` before the brace makes it a
/// whole document, whose keys `type` and `$schema` are accepted too. `silence` after a field: what a
/// dossier does not say of it is said to be none, where everything else unsaid is not known; `fait`:
/// the day of what was done, which no day to come is.
/// `in Bases`: a code of that list of the call; `near Acteurs`: such a code, or another word.
macro_rules! fiche {
    ($(#[doc = $doc:literal])+ $nom:ident, $champ_enum:ident, $singulier:literal $(, $document:ident)? {
        $($(#[doc = $cdoc:literal])+ $champ:ident : $type:ty, $fr:literal, $en:literal $(, $marque:ident)* $(in $liste:ident)? $(near $proche:ident)?;)*
    } $(ordre { $($avant:ident <= $apres:ident),+ $(,)? })?) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $nom {
            $($(#[doc = $cdoc])+ pub $champ: crate::dossier::Reponse<$type>,)*
            /// Answers to declared points and to the call's own questions.
            pub declarations: crate::dossier::Declarations,
            /// What a person has judged.
            pub appreciations: crate::dossier::Appreciations,
        }

        /// The rank of each field.
        #[allow(non_camel_case_types, reason = "one name for a field everywhere: its key")]
        #[derive(Clone, Copy)]
        pub(crate) enum $champ_enum { $($champ,)* declarations, appreciations }

        impl From<$champ_enum> for u32 {
            fn from(champ: $champ_enum) -> u32 {
                champ as u32
            }
        }

        impl $nom {
            /// What the object is made of.
            pub const DESCRIPTEUR: &'static crate::dossier::Descripteur = &crate::dossier::Descripteur {
                nom: $singulier,
                doc: concat!($($doc, "\n"),+),
                champs: &[
                    $(crate::dossier::Champ {
                        nom: stringify!($champ),
                        fr: $fr,
                        en: $en,
                        doc: concat!($($cdoc, "\n"),+),
                        forme: <$type as crate::dossier::forme::Donnee>::FORME,
                        codes: crate::dossier::listes::codes(
                            &[$(crate::dossier::Liste::$liste)?],
                            &[$(crate::dossier::Liste::$proche)?],
                        ),
                        silence: crate::dossier::forme::Marque::silence.est_parmi(&[$(crate::dossier::forme::Marque::$marque),*]),
                        fait: crate::dossier::forme::Marque::fait.est_parmi(&[$(crate::dossier::forme::Marque::$marque),*]),
                    },)*
                    crate::dossier::Champ {
                        nom: "declarations",
                        fr: "Déclarations",
                        en: "Declarations",
                        doc: "Answers to declared points and to the call's own questions, by id.",
                        forme: crate::dossier::Forme::Declarations,
                        codes: None,
                        silence: false,
                        fait: false,
                    },
                    crate::dossier::Champ {
                        nom: "appreciations",
                        fr: "Appréciations",
                        en: "Assessments",
                        doc: "What a person has judged, by point id.",
                        forme: crate::dossier::Forme::Appreciations,
                        codes: None,
                        silence: false,
                        fait: false,
                    },
                ],
            };
        }

        const _: () = {
            use crate::dossier::forme::{Donnee, Fiche, Forme, Lieu, Marque, Visiteur, Vue};
            use crate::dossier::lire::{lire_champs, lire_reponse};
            use crate::lecture::{Lecteur, Noeud};

            #[allow(non_camel_case_types, reason = "one name for a field everywhere: its key")]
            #[derive(serde::Deserialize, Clone, Copy)]
            #[serde(field_identifier)]
            enum Cle {
                $($champ,)*
                declarations,
                appreciations,
                $(#[doc = stringify!($document)] r#type, #[serde(rename = "$schema")] schema,)?
            }

            impl<'de> serde::Deserialize<'de> for $nom {
                fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                    struct V;
                    impl<'de> serde::de::Visitor<'de> for V {
                        type Value = $nom;
                        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                            f.write_str("an object")
                        }
                        fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<$nom, A::Error> {
                            $nom::des_cles(map)
                        }
                    }
                    d.deserialize_map(V)
                }
            }

            impl $nom {
                /// Reads what is left of an object, key by key.
                pub(crate) fn des_cles<'de, A: serde::de::MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
                    let mut lue = Self::default();
                    let mut vues = 0_u64;
                    while let Some(cle) = map.next_key::<Cle>()? {
                        let marque = 1_u64.wrapping_shl(cle as u32);
                        if vues & marque != 0 {
                            return Err(serde::de::Error::custom("duplicate key"));
                        }
                        vues |= marque;
                        match cle {
                            $(Cle::$champ => lue.$champ = map.next_value()?,)*
                            Cle::declarations => lue.declarations = map.next_value()?,
                            Cle::appreciations => lue.appreciations = map.next_value()?,
                            $(Cle::r#type | Cle::schema => {
                                let _: &str = stringify!($document);
                                map.next_value::<serde::de::IgnoredAny>()?;
                            })?
                        }
                    }
                    Ok(lue)
                }
            }

            impl serde::Serialize for $nom {
                fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                    use serde::ser::SerializeMap;
                    let mut map = s.serialize_map(None)?;
                    $(let _: &str = stringify!($document); map.serialize_entry("type", $singulier)?;)?
                    $(if !self.$champ.est_inconnue() {
                        map.serialize_entry(stringify!($champ), &self.$champ)?;
                    })*
                    if !self.declarations.is_empty() {
                        map.serialize_entry("declarations", &self.declarations)?;
                    }
                    if !self.appreciations.is_empty() {
                        map.serialize_entry("appreciations", &self.appreciations)?;
                    }
                    map.end()
                }
            }

            impl Donnee for $nom {
                const FORME: Forme = Forme::Fiche($nom::DESCRIPTEUR);
                fn lire(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
                    const DOCUMENT: bool = Marque::document.est_parmi(&[$(Marque::$document)?]);
                    let mut lue = Self::default();
                    let lu = lire_champs(noeud, lecteur, Self::DESCRIPTEUR, DOCUMENT, &mut |rang, noeud, l| {
                        $(if rang == $champ_enum::$champ as u32 {
                            lue.$champ = lire_reponse(noeud, l);
                        })*
                        if rang == $champ_enum::declarations as u32 {
                            lue.declarations = lire_reponse(noeud, l).donnee().cloned().unwrap_or_default();
                        }
                        if rang == $champ_enum::appreciations as u32 {
                            lue.appreciations = lire_reponse(noeud, l).donnee().cloned().unwrap_or_default();
                        }
                    });
                    lu.then_some(lue)
                }
                fn fautive() -> Option<Self> {
                    Some(Self { $($champ: crate::dossier::Reponse::Fautive,)* ..Self::default() })
                }
                fn fauter(&mut self, pas: &[u32]) -> bool {
                    let Some((rang, reste)) = pas.split_first() else {
                        return Self::fautive().is_some_and(|fautive| {
                            *self = fautive;
                            true
                        });
                    };
                    $(if *rang == $champ_enum::$champ as u32 {
                        self.$champ.fauter(reste);
                    })*
                    true
                }
                fn vue(&self) -> Vue<'_> {
                    Vue::Fiche(self)
                }
                fn visiter<'a>(&'a self, lieu: Lieu, visiteur: &mut dyn Visiteur<'a>) {
                    const NOMMEE: bool = crate::dossier::forme::est_nommee($nom::DESCRIPTEUR);
                    const PROPRE: bool = crate::dossier::forme::est_nommee_en_propre($nom::DESCRIPTEUR);
                    if NOMMEE {
                        visiteur.nom(lieu, self.champ(0), PROPRE);
                    }
                    if !self.declarations.is_empty() {
                        visiteur.declarations(lieu.puis($champ_enum::declarations.into()), &self.declarations.0);
                    }
                    if !self.appreciations.is_empty() {
                        visiteur.appreciations(lieu.puis($champ_enum::appreciations.into()), &self.appreciations.0);
                    }
                    $($(visiteur.ordre(
                        (stringify!($avant), lieu.puis($champ_enum::$avant.into()), &self.$avant),
                        (stringify!($apres), lieu.puis($champ_enum::$apres.into()), &self.$apres),
                    );)+)?
                    $(if let Some(v) = self.$champ.donnee() {
                        const CODES: Option<crate::dossier::Codes> = crate::dossier::listes::codes(
                            &[$(crate::dossier::Liste::$liste)?],
                            &[$(crate::dossier::Liste::$proche)?],
                        );
                        if let Some(codes) = CODES {
                            v.mots(lieu.puis($champ_enum::$champ.into()), &mut |lieu, mot| {
                                visiteur.code(lieu, codes, mot);
                            });
                        }
                        v.visiter(lieu.puis($champ_enum::$champ.into()), visiteur);
                    })*
                }
            }

            impl Fiche for $nom {
                fn descripteur(&self) -> &'static crate::dossier::Descripteur {
                    Self::DESCRIPTEUR
                }
                fn champ(&self, rang: u32) -> Vue<'_> {
                    $(if rang == $champ_enum::$champ as u32 {
                        return match &self.$champ {
                            crate::dossier::Reponse::Inconnue => {
                                const TU: bool = Marque::silence.est_parmi(&[$(Marque::$marque),*]);
                                if TU { Vue::Aucune } else { Vue::Inconnue }
                            }
                            crate::dossier::Reponse::Fautive => Vue::Fautive,
                            crate::dossier::Reponse::Aucune => Vue::Aucune,
                            crate::dossier::Reponse::Donnee(v) => v.vue(),
                        };
                    })*
                    Vue::Inconnue
                }
            }
        };
    };
}

pub(crate) use choix;
