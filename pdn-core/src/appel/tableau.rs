//! How the tables of a call are read: every key is known, every fault is kept with its place.

use std::collections::HashSet;

#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::dossier::Annee;
use crate::dossier::forme::Donnee;
use crate::lecture::{Contenu, Genre, Lecteur, Motif, Noeud};
use crate::values::{Date, Duree, Heure, JourDeLAnnee, Montant, Valeur};

/// A value and the byte where it is written, for the faults found later.
#[derive(Debug, Clone)]
pub(crate) struct Situe<T> {
    pub valeur: T,
    pub debut: usize,
    pub pointeur: String,
}

#[cfg(feature = "schema")]
impl<T: JsonSchema> JsonSchema for Situe<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }
    fn json_schema(generateur: &mut SchemaGenerator) -> Schema {
        T::json_schema(generateur)
    }
}

/// What can stand after a key of a call.
pub(crate) trait LireToml: Sized {
    /// True of what a list cannot hold twice: words, years.
    const UNE_FOIS: bool = false;
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self>;
}

impl<T: LireToml> LireToml for Situe<T> {
    const UNE_FOIS: bool = T::UNE_FOIS;
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        let pointeur = lecteur.pointeur();
        T::lire_toml(noeud, lecteur).map(|valeur| Self { valeur, debut: noeud.debut, pointeur })
    }
}

impl LireToml for String {
    const UNE_FOIS: bool = true;
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        match &noeud.contenu {
            Contenu::Texte(t) => Some(t.trim().to_owned()),
            _ => {
                lecteur.mauvais_type(noeud, Genre::Texte);
                None
            }
        }
    }
}

impl LireToml for bool {
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        <Self as Donnee>::lire(noeud, lecteur)
    }
}

impl LireToml for u32 {
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        <Self as Donnee>::lire(noeud, lecteur)
    }
}

impl LireToml for Annee {
    const UNE_FOIS: bool = true;
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        <Self as Donnee>::lire(noeud, lecteur)
    }
}

impl LireToml for Date {
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        if let Contenu::Booleen(_) | Contenu::Liste(_) | Contenu::Table(_) = noeud.contenu {
            lecteur.mauvais_type(noeud, Genre::Date);
            return None;
        }
        if let Contenu::Texte(t) = &noeud.contenu
            && let Ok(jour) = JourDeLAnnee::saisi(t)
        {
            let motif = Motif::Appel {
                code: crate::lecture::CodeDeFaute::WrongForm,
                trouve: t.to_string(),
                fr: format!(
                    "Il manque l’année\u{a0}: écrire \"{jour}/2030\" avec la bonne année\u{a0}; pour un jour de chaque année, chaque_annee = {{ au = \"{jour}\" }}."
                ),
                en: format!(
                    "The year is missing: write \"{jour}/2030\" with the right year; for a day of every year, chaque_annee = {{ au = \"{jour}\" }}."
                ),
            };
            lecteur.faute(noeud.debut, motif);
            return None;
        }
        <Self as Donnee>::lire(noeud, lecteur)
    }
}

impl LireToml for Heure {
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        <Self as Donnee>::lire(noeud, lecteur)
    }
}

/// Values that are only written as text.
macro_rules! valeur_de_toml {
    ($($type:ty),*) => {$(
        impl LireToml for $type {
            fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
                let texte = match &noeud.contenu {
                    Contenu::Texte(t) => t.to_string(),
                    Contenu::Nombre(n) => n.to_string(),
                    Contenu::Date(d) => d.clone(),
                    _ => {
                        lecteur.mauvais_type(noeud, Genre::Texte);
                        return None;
                    }
                };
                match <$type>::saisi(&texte) {
                    Ok(valeur) => Some(valeur),
                    Err(e) => {
                        lecteur.faute(noeud.debut, Motif::Valeur(Box::new(e)));
                        None
                    }
                }
            }
        }
    )*};
}

valeur_de_toml!(Duree, JourDeLAnnee, Montant);

/// One value, or a list of them.
impl<T: LireToml> LireToml for Vec<T> {
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        match &noeud.contenu {
            Contenu::Liste(elements) if elements.is_empty() => {
                liste_vide(noeud.debut, lecteur);
                None
            }
            Contenu::Liste(elements) => {
                let lire = |(rang, e): (usize, &Noeud<'_>)| {
                    lecteur.dans(rang.to_string(), |l| T::lire_toml(e, l))
                };
                let lus = elements.iter().enumerate().filter_map(lire).collect();
                if T::UNE_FOIS {
                    une_fois(elements, lecteur);
                }
                Some(lus)
            }
            _ => T::lire_toml(noeud, lecteur).map(|seul| vec![seul]),
        }
    }
}

/// A list that says nothing.
fn liste_vide(debut: usize, lecteur: &mut Lecteur<'_>) {
    let motif = Motif::Appel {
        code: crate::lecture::CodeDeFaute::Incomplete,
        trouve: "[]".to_owned(),
        fr: "Cette liste est vide\u{a0}: y écrire ce qu’elle doit contenir, ou retirer la clé."
            .to_owned(),
        en: "This list is empty: write what it is to hold, or remove the key.".to_owned(),
    };
    lecteur.faute(debut, motif);
}

/// Says what stands twice in a list.
fn une_fois(elements: &[Noeud<'_>], lecteur: &mut Lecteur<'_>) {
    let mut vus: HashSet<&str> = HashSet::new();
    for (rang, e) in elements.iter().enumerate() {
        if let Contenu::Texte(mot) | Contenu::Nombre(mot) = &e.contenu
            && !vus.insert(mot.trim())
        {
            let motif = Motif::Appel {
                code: crate::lecture::CodeDeFaute::DuplicateKey,
                trouve: mot.to_string(),
                fr: format!("\"{mot}\" est déjà dans cette liste\u{a0}: ne l’écrire qu’une fois."),
                en: format!("\"{mot}\" is in this list already: write it once."),
            };
            lecteur.dans(rang.to_string(), |l| l.faute(e.debut, motif));
        }
    }
}

/// A table whose keys are free: ids, codes, field names.
#[derive(Debug, Clone)]
pub(crate) struct ParCle<T>(pub Vec<(Situe<String>, T)>);

impl<T> Default for ParCle<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: LireToml> LireToml for ParCle<T> {
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        let Contenu::Table(entrees) = &noeud.contenu else {
            lecteur.mauvais_type(noeud, Genre::Objet);
            return None;
        };
        let lues = entrees.iter().filter_map(|e| {
            lecteur.dans(e.cle.to_string(), |l| {
                let cle =
                    Situe { valeur: e.cle.to_string(), debut: e.debut, pointeur: l.pointeur() };
                T::lire_toml(&e.noeud, l).map(|v| (cle, v))
            })
        });
        Some(Self(lues.collect()))
    }
}

#[cfg(feature = "schema")]
impl<T: JsonSchema> JsonSchema for ParCle<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("ParCle_{}", T::schema_name()).into()
    }
    fn json_schema(generateur: &mut SchemaGenerator) -> Schema {
        let valeur = generateur.subschema_for::<T>();
        schemars::json_schema!({ "type": "object", "additionalProperties": valeur })
    }
}

/// One value, as written, whatever its type: the rule that reads it knows what it must be.
#[derive(Debug, Clone)]
pub(crate) enum Brut {
    Booleen(bool),
    Nombre(String),
    Texte(String),
}

impl Brut {
    pub fn texte(&self) -> String {
        match self {
            Self::Booleen(b) => b.to_string(),
            Self::Nombre(t) | Self::Texte(t) => t.clone(),
        }
    }
}

impl LireToml for Brut {
    const UNE_FOIS: bool = true;
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        match &noeud.contenu {
            Contenu::Booleen(b) => Some(Self::Booleen(*b)),
            Contenu::Nombre(n) => Some(Self::Nombre(n.to_string())),
            Contenu::Texte(t) => Some(Self::Texte(t.trim().to_owned())),
            Contenu::Date(d) => Some(Self::Texte(d.clone())),
            Contenu::Table(entrees) if !entrees.is_empty() => {
                champ_sans_guillemets(noeud, entrees, lecteur);
                None
            }
            _ => {
                lecteur.mauvais_type(noeud, Genre::Texte);
                None
            }
        }
    }
}

/// `{ structure.forme = … }` without quotes is, to TOML, a table within a table.
fn champ_sans_guillemets(
    noeud: &Noeud<'_>,
    entrees: &[crate::lecture::Entree<'_>],
    lecteur: &mut Lecteur<'_>,
) {
    let pointeur = lecteur.pointeur();
    let avant = pointeur.rsplit('/').find(|mot| mot.parse::<u32>().is_err()).unwrap_or_default();
    let apres = entrees.first().map_or("", |e| e.cle.as_ref());
    let champ = format!("{avant}.{apres}");
    let motif = Motif::Appel {
        code: crate::lecture::CodeDeFaute::WrongForm,
        fr: format!(
            "Le nom du champ contient un point\u{a0}: le mettre entre guillemets, \"{champ}\" = …"
        ),
        en: format!("The name of the field holds a point: put it in quotes, \"{champ}\" = …"),
        trouve: champ,
    };
    lecteur.faute(noeud.debut, motif);
}

#[cfg(feature = "schema")]
impl JsonSchema for Brut {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Brut".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": ["string", "number", "boolean"] })
    }
}

/// Declares a table of a call: its keys, what each takes, and what an editor says of it.
macro_rules! table {
    ($(#[$doc:meta])* $nom:ident $(, $commun:ident)? { $($(#[$cdoc:meta])+ $cle:ident : $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
        #[allow(dead_code, reason = "some keys are only shown or checked")]
        pub(crate) struct $nom {
            $($(#[$cdoc])+ pub $cle: Option<$type>,)*
            $(#[cfg_attr(feature = "schema", schemars(flatten))] pub $commun: crate::appel::format::Commun,)?
        }

        impl $nom {
            /// The keys of the table.
            #[allow(dead_code, reason = "tables with common keys are asked through them")]
            pub(crate) const CLES: &'static [&'static str] =
                &[$(crate::appel::tableau::nom_de_cle(stringify!($cle)),)*];

            /// Reads one key; false when the table has no such key.
            #[allow(unused_variables, reason = "a table without keys reads none")]
            pub(crate) fn lire_cle(
                &mut self,
                cle: &str,
                noeud: &crate::lecture::Noeud<'_>,
                lecteur: &mut crate::lecture::Lecteur<'_>,
            ) -> bool {
                $(if cle == const { crate::appel::tableau::nom_de_cle(stringify!($cle)) } {
                    self.$cle = crate::appel::tableau::LireToml::lire_toml(noeud, lecteur);
                    return true;
                })*
                $(if self.$commun.lire_cle(cle, noeud, lecteur) {
                    return true;
                })?
                false
            }
        }

        impl crate::appel::tableau::LireToml for $nom {
            fn lire_toml(
                noeud: &crate::lecture::Noeud<'_>,
                lecteur: &mut crate::lecture::Lecteur<'_>,
            ) -> Option<Self> {
                let mut lue = Self::default();
                let cles = [Self::CLES, $({
                    let _: &str = stringify!($commun);
                    crate::appel::format::Commun::CLES
                })?].concat();
                crate::appel::tableau::lire_cles(noeud, lecteur, &cles, &mut |cle, noeud, l| {
                    lue.lire_cle(cle, noeud, l)
                })
                .then_some(lue)
            }
        }
    };
}
pub(crate) use table;

/// Gives `lire` each key of a table; one that it does not take is a fault. False where there is no table.
pub(crate) fn lire_cles(
    noeud: &Noeud<'_>,
    lecteur: &mut Lecteur<'_>,
    connues: &[&str],
    lire: &mut dyn FnMut(&str, &Noeud<'_>, &mut Lecteur<'_>) -> bool,
) -> bool {
    let Contenu::Table(entrees) = &noeud.contenu else {
        lecteur.mauvais_type(noeud, Genre::Objet);
        return false;
    };
    for e in entrees {
        lecteur.dans(e.cle.to_string(), |l| {
            if !lire(&e.cle, &e.noeud, l) {
                cle_inconnue(&e.cle, e.debut, connues, l);
            }
        });
    }
    true
}

/// The key of a field, whose name may be a word that Rust keeps for itself.
pub(crate) const fn nom_de_cle(champ: &str) -> &str {
    match champ.as_bytes() {
        [b'r', b'#', ..] => champ.split_at(2).1,
        _ => champ,
    }
}

/// Says that a key is not known here: the table that it belongs to, the nearest one, or those that
/// there are.
pub(crate) fn cle_inconnue(cle: &str, debut: usize, connues: &[&str], lecteur: &mut Lecteur<'_>) {
    let cle = cle.to_owned();
    let proche = crate::lecture::plus_proche(&cle, connues.iter().copied());
    let tables = super::format::tables_de(&cle);
    let communes = super::format::Commun::CLES;
    let commune = communes.contains(&cle.as_str());
    // Within an item of a list, the keys of a table are those of another place.
    let dans_un_element = lecteur.pointeur().split('/').skip(4).any(|p| p.parse::<u32>().is_ok());
    let tables = if dans_un_element && commune { Vec::new() } else { tables };
    let commune = commune && !dans_un_element;
    let motif = match (tables.as_slice(), proche) {
        ([table], _) => Motif::CleAilleurs { cle, table: (*table).to_owned() },
        ([], Some(proche)) => Motif::CleInconnue { cle, proche: Some(proche) },
        (tables, _) => {
            let (fr, en) = if !tables.is_empty() {
                (
                    format!("l’écrire sous [{}]", tables.join("] ou [")),
                    format!("write it under [{}]", tables.join("] or [")),
                )
            } else if commune {
                (
                    "elle va avec une règle, sous [dates.\"…\"], [seuils.\"…\"], [conditions.\"…\"], [pieces.\"…\"] ou [points.\"…\"]".to_owned(),
                    "it goes with a rule, under [dates.\"…\"], [seuils.\"…\"], [conditions.\"…\"], [pieces.\"…\"] or [points.\"…\"]".to_owned(),
                )
            } else {
                // The keys that every rule takes are many: a few stand for them.
                let propre = |c: &&str| dans_un_element || !communes.contains(c);
                let propres: Vec<&str> = connues.iter().copied().filter(propre).collect();
                let (fr, en) = if propres.len() < connues.len() {
                    (
                        " ou une clé de toute règle (gravite, source, texte, quand…)",
                        " or a key of any rule (gravite, source, texte, quand…)",
                    )
                } else {
                    ("", "")
                };
                let propres = propres.join(", ");
                (
                    format!("la retirer, ou écrire l’une de celles-ci\u{a0}: {propres}{fr}"),
                    format!("remove it, or write one of these: {propres}{en}"),
                )
            };
            Motif::Appel {
                code: crate::lecture::CodeDeFaute::UnknownKey,
                fr: format!("La clé \"{cle}\" n’existe pas à cet endroit\u{a0}: {fr}."),
                en: format!("There is no key \"{cle}\" here: {en}."),
                trouve: cle,
            }
        }
    };
    lecteur.faute(debut, motif);
}

impl Lecteur<'_> {
    /// Records a fault that only a call can have.
    pub(crate) fn faute_d_appel<T>(
        &mut self,
        lieu: &Situe<T>,
        code: crate::lecture::CodeDeFaute,
        trouve: &str,
        fr: String,
        en: String,
    ) {
        let motif = Motif::Appel { code, trouve: trouve.to_owned(), fr, en };
        self.faute_au(&lieu.pointeur, lieu.debut, motif);
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for Annee {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Annee".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let (minimum, maximum) = (Self::PREMIERE, Self::DERNIERE);
        schemars::json_schema!({ "type": "integer", "minimum": minimum, "maximum": maximum })
    }
}

macro_rules! schema_de_texte {
    ($($type:ty, $motif:expr;)*) => {$(
        #[cfg(feature = "schema")]
        impl JsonSchema for $type {
            fn inline_schema() -> bool { true }
            fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($type).into() }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                schemars::json_schema!({ "type": "string", "description": $motif })
            }
        }
    )*};
}

schema_de_texte! {
    Date, "Un jour : 2024-01-20 ou \"20/01/2024\"";
    Heure, "Une heure : \"12:00\" ou \"12h00\"";
    Duree, "Une durée : \"15 jours\", \"3 mois\", \"1 an\"";
    JourDeLAnnee, "Un jour de chaque année : \"31/03\"";
    Montant, "Un montant : \"1 500 €\"";
}
