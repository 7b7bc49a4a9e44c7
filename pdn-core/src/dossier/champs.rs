//! How the simple types of a field are read and seen.

use std::fmt::Display;
use std::num::NonZeroU32;

use compact_str::CompactString;
use serde::{Deserialize, Deserializer, Serialize};

use super::forme::{Donnee, Forme, Lieu, Visiteur, Vue};
use crate::lecture::{Contenu, Genre, Lecteur, Motif, Noeud, Plie};
use crate::values::{
    Bic, CodePostal, CompteDeCharge, CompteDeProduit, Courriel, Date, Departement, ErreurDeValeur,
    Etp, Heure, Heures, Iban, Montant, Part, Quantite, Raison, Rna, Siret, Telephone, Url, Valeur,
    ValeurNumerique,
};

/// Free text, never blank: blank is said to be none.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Texte(CompactString);

impl Texte {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Texte {
    fn from(texte: &str) -> Self {
        Self(CompactString::new(texte))
    }
}

impl From<&str> for super::Reponse<Texte> {
    fn from(texte: &str) -> Self {
        if dit_aucun(texte) { Self::Aucune } else { Self::Donnee(Texte::from(texte)) }
    }
}

impl<'de> Deserialize<'de> for Texte {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl serde::de::Visitor<'_> for V {
            type Value = Texte;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("text")
            }
            fn visit_str<E: serde::de::Error>(self, t: &str) -> Result<Texte, E> {
                if dit_aucun(t) || dit_presque_aucun(t) {
                    return Err(E::custom("said to be none, or nearly"));
                }
                Ok(Texte(CompactString::new(t)))
            }
        }
        d.deserialize_str(V)
    }
}

/// True of the words that say that there is none.
pub(crate) fn dit_aucun(texte: &str) -> bool {
    match texte.as_bytes().first() {
        None => true,
        Some(b'a') => texte == "aucun",
        Some(b) if b.is_ascii_whitespace() || !b.is_ascii() => texte.trim().is_empty(),
        Some(_) => false,
    }
}

/// True of the words that people write to say so, and that are not the contract's: « Aucune », « néant ».
fn dit_presque_aucun(texte: &str) -> bool {
    // Most texts start with something else.
    let premier = texte.as_bytes().first();
    if !premier.is_some_and(|b| matches!(b, b'a' | b'A' | b'n' | b'N') || !b.is_ascii_graphic()) {
        return false;
    }
    let net = texte.trim();
    net.len() < 8
        && matches!(net.as_bytes().first(), Some(b'a' | b'A' | b'n' | b'N'))
        && texte != "aucun"
        && matches!(Plie::de(net).as_str(), "aucun" | "aucune" | "aucuns" | "aucunes" | "neant")
}

impl Donnee for Texte {
    const FORME: Forme = Forme::Texte;
    fn lire(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        if let Contenu::Texte(t) = &noeud.contenu {
            if dit_presque_aucun(t) {
                lecteur.faute(noeud.debut, Motif::PresqueAucun { trouve: t.to_string() });
                return None;
            }
            return lecteur.texte_sain(noeud.debut, t).then(|| Self(CompactString::new(t)));
        }
        lecteur.mauvais_type(noeud, Genre::Texte);
        None
    }
    fn mots<'a>(&'a self, lieu: Lieu, voir: &mut dyn FnMut(Lieu, &'a str)) {
        // Said of an element of a list, none is no code.
        voir(lieu, &self.0);
    }
    #[inline]
    fn vue(&self) -> Vue<'_> {
        Vue::Texte(&self.0)
    }
    fn vue_d_un_element(&self) -> Vue<'_> {
        if dit_aucun(&self.0) { Vue::Aucune } else { self.vue() }
    }
}

impl Donnee for bool {
    const FORME: Forme = Forme::Booleen;
    fn lire(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        match &noeud.contenu {
            Contenu::Booleen(b) => Some(*b),
            Contenu::Texte(t) if lecteur.souple => match t.trim().to_lowercase().as_str() {
                "oui" | "vrai" => Some(true),
                "non" | "faux" => Some(false),
                _ => {
                    lecteur.mauvais_type(noeud, Genre::Booleen);
                    None
                }
            },
            _ => {
                lecteur.mauvais_type(noeud, Genre::Booleen);
                None
            }
        }
    }
    fn vue(&self) -> Vue<'_> {
        Vue::Booleen(*self)
    }
}

fn lire_entier(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>, forme: Forme) -> Option<u32> {
    let (minimum, exemple) = (forme.minimum().unwrap_or_default(), forme.entier_en_exemple());
    let brut = match &noeud.contenu {
        Contenu::Nombre(n) => n,
        Contenu::Texte(t) if lecteur.souple => t,
        Contenu::Texte(t) => {
            let trouve = format!("\"{}\"", t.chars().take(40).collect::<String>());
            let ecrire = entier_compris(t).filter(|n| *n >= minimum);
            lecteur.faute(noeud.debut, Motif::PasEntier { trouve, ecrire, exemple });
            return None;
        }
        _ => {
            lecteur.mauvais_type(noeud, Genre::NombreEntier);
            return None;
        }
    };
    let trouve: String = brut.chars().take(40).collect();
    let chiffres = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    // Less nothing is nothing.
    let net = match brut.trim() {
        "-0" => "0",
        net => net,
    };
    match net.parse::<u32>() {
        Ok(n) if n >= minimum => return Some(n),
        Ok(_) => lecteur.faute(noeud.debut, Motif::TropPetit { trouve, minimum }),
        Err(_) if brut.strip_prefix('-').is_some_and(chiffres) => {
            lecteur.faute(noeud.debut, Motif::TropPetit { trouve, minimum });
        }
        Err(_) if chiffres(brut) => {
            lecteur.faute(noeud.debut, Motif::TropGrand { trouve, maximum: u32::MAX });
        }
        Err(_) => {
            let ecrire = entier_compris(brut).filter(|n| *n >= minimum && !lecteur.souple);
            lecteur.faute(noeud.debut, Motif::PasEntier { trouve, ecrire, exemple });
        }
    }
    None
}

/// The whole number that a text says in another form: `"15"`, `15.0`, `1 000`; `None` for `1.000`, which may be a
/// thousand.
fn entier_compris(texte: &str) -> Option<u32> {
    let decimales = texte.trim().rsplit_once(['.', ',']).map_or(0, |(_, d)| d.len());
    let nombre = Quantite::saisi(texte).ok().filter(|_| decimales != 3)?.decimal();
    nombre.is_integer().then(|| u32::try_from(nombre).ok()).flatten()
}

impl Donnee for u32 {
    const FORME: Forme = Forme::Compte { minimum: 0 };
    fn lire(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        lire_entier(noeud, lecteur, Self::FORME)
    }
    fn vue(&self) -> Vue<'_> {
        Vue::Compte(*self)
    }
}

impl Donnee for NonZeroU32 {
    const FORME: Forme = Forme::Compte { minimum: 1 };
    fn lire(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        lire_entier(noeud, lecteur, Self::FORME).and_then(NonZeroU32::new)
    }
    fn vue(&self) -> Vue<'_> {
        Vue::Compte(self.get())
    }
}

/// A year, from 1900 to 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Annee(u16);

impl Annee {
    pub(crate) const PREMIERE: u16 = 1900;
    pub(crate) const DERNIERE: u16 = 2199;

    /// A year, where it is one that a dossier can name.
    #[must_use]
    pub fn new(annee: u16) -> Option<Self> {
        (Self::PREMIERE..=Self::DERNIERE).contains(&annee).then_some(Self(annee))
    }

    /// The year.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Annee {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        u16::deserialize(d)
            .and_then(|a| Self::new(a).ok_or_else(|| serde::de::Error::custom("not a year")))
    }
}

impl Donnee for Annee {
    const FORME: Forme = Forme::Annee;
    fn lire(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        let annee = lire_entier(noeud, lecteur, Self::FORME)?;
        let lue = u16::try_from(annee).ok().and_then(Self::new);
        if lue.is_none() {
            let (trouve, maximum) = (annee.to_string(), Annee::DERNIERE.into());
            lecteur.faute(noeud.debut, Motif::TropGrand { trouve, maximum });
        }
        lue
    }
    fn vue(&self) -> Vue<'_> {
        Vue::Compte(u32::from(self.0))
    }
}

/// Reads a value that is written as text.
fn lire_texte<V: Valeur + Display>(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<V> {
    let lue = match &noeud.contenu {
        Contenu::Texte(t) if lecteur.souple => V::saisi(t),
        Contenu::Texte(t) => V::du_contrat(t),
        Contenu::Date(d) if lecteur.souple => V::saisi(d),
        Contenu::Nombre(n) if lecteur.souple => V::saisi(n),
        // The text that the number stands for, with the zeros that a number cannot start with.
        Contenu::Nombre(n) => {
            let forme = match V::saisi(n) {
                _ if V::SORTE.est_bancaire() => None,
                Ok(valeur) => Some(valeur.to_string()),
                Err(erreur) if erreur.raison() == &Raison::SpreadsheetDay => {
                    return garder(Err(erreur.dans_le_contrat()), noeud, lecteur);
                }
                Err(erreur) => erreur.ecrire().map(ToOwned::to_owned),
            };
            let ecrire = forme.map(|forme| CompactString::new(format!("\"{forme}\"")));
            lecteur.mauvais_type_a_ecrire(noeud, Genre::Texte, ecrire);
            return None;
        }
        _ => {
            lecteur.mauvais_type(noeud, Genre::Texte);
            return None;
        }
    };
    garder(lue, noeud, lecteur)
}

/// Reads a value that is written as text or as a number.
fn lire_nombre<V: Valeur + Display>(
    noeud: &Noeud<'_>,
    lecteur: &mut Lecteur<'_>,
    du_nombre: impl FnOnce(&str) -> Result<V, ErreurDeValeur>,
) -> Option<V> {
    match &noeud.contenu {
        Contenu::Nombre(n) => {
            let lue = du_nombre(n);
            garder(lue, noeud, lecteur)
        }
        Contenu::Texte(_) => lire_texte(noeud, lecteur),
        _ => {
            lecteur.mauvais_type(noeud, Genre::Nombre);
            None
        }
    }
}

fn garder<V>(
    lue: Result<V, ErreurDeValeur>,
    noeud: &Noeud<'_>,
    lecteur: &mut Lecteur<'_>,
) -> Option<V> {
    match lue {
        Ok(v) => Some(v),
        Err(e) => {
            lecteur.faute(noeud.debut, Motif::Valeur(Box::new(e)));
            None
        }
    }
}

macro_rules! donnee_texte {
    ($($type:ty, $forme:expr, |$v:ident| $vue:expr;)*) => {$(
        impl Donnee for $type {
            const FORME: Forme = $forme;
            fn lire(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
                lire_texte(noeud, lecteur)
            }
            fn vue(&self) -> Vue<'_> {
                let $v = self;
                $vue
            }
        }
    )*};
}

donnee_texte! {
    Date, Forme::Date, |v| Vue::Date(*v);
    Heure, Forme::Heure, |v| Vue::Heure(*v);
    Siret, Forme::Code("siret"), |_v| Vue::Code;
    Rna, Forme::Code("rna"), |_v| Vue::Code;
    Iban, Forme::Code("iban"), |_v| Vue::Code;
    Bic, Forme::Code("bic"), |_v| Vue::Code;
    Departement, Forme::Code("departement"), |v| Vue::Texte(v.code());
    CodePostal, Forme::Code("code_postal"), |_v| Vue::Code;
    CompteDeCharge, Forme::Code("compte_de_charge"), |v| Vue::Texte(v.as_str());
    CompteDeProduit, Forme::Code("compte_de_produit"), |v| Vue::Texte(v.as_str());
    Courriel, Forme::Code("courriel"), |_v| Vue::Code;
    Telephone, Forme::Code("telephone"), |_v| Vue::Code;
    Url, Forme::Code("url"), |_v| Vue::Code;
}

macro_rules! donnee_nombre {
    ($($type:ty, $forme:expr, |$v:ident| $vue:expr;)*) => {$(
        impl Donnee for $type {
            const FORME: Forme = $forme;
            fn lire(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
                lire_nombre(noeud, lecteur, <$type>::du_nombre_json)
            }
            fn vue(&self) -> Vue<'_> {
                let $v = self;
                $vue
            }
        }
    )*};
}

donnee_nombre! {
    Montant, Forme::Montant, |v| Vue::Montant(*v);
    Part, Forme::Part, |v| Vue::Part(*v);
    Etp, Forme::Etp, |v| Vue::Nombre(v.decimal());
    Heures, Forme::Heures, |v| Vue::Nombre(v.decimal());
}

/// The list of one value that stands without its brackets, as documents write it: `["63"]`.
fn liste_d_un_seul<T: Donnee>(noeud: &Noeud<'_>) -> Option<CompactString> {
    let entre_guillemets = |texte: &str| serde_json::to_string(texte).ok();
    let tel_quel = match &noeud.contenu {
        Contenu::Texte(t) => entre_guillemets(t),
        Contenu::Nombre(n) => Some(n.to_string()),
        _ => return None,
    };
    let mut essai = Lecteur::nouveau("", false);
    let lu = T::lire(noeud, &mut essai).is_some();
    let seul = match essai.fautes.first().map(|faute| &faute.motif) {
        None => tel_quel.filter(|_| lu),
        Some(Motif::MauvaisType { ecrire, .. }) => ecrire.as_ref().map(ToString::to_string),
        Some(Motif::Valeur(e)) => e.ecrire().and_then(entre_guillemets),
        Some(Motif::ChoixInconnu { proche, .. }) => proche.as_deref().and_then(entre_guillemets),
        Some(Motif::PasEntier { ecrire, .. }) => ecrire.map(|n| n.to_string()),
        Some(_) => None,
    };
    seul.map(|seul| CompactString::new(format!("[{seul}]")))
}

impl<T: Donnee> Donnee for Vec<T> {
    const FORME: Forme = Forme::Liste(&T::FORME);
    fn lire(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        let Contenu::Liste(elements) = &noeud.contenu else {
            let ecrire = liste_d_un_seul::<T>(noeud).filter(|_| !lecteur.souple);
            lecteur.mauvais_type_a_ecrire(noeud, Genre::Liste, ecrire);
            return None;
        };
        let mut liste = Vec::with_capacity(elements.len());
        let mut entiere = true;
        for (rang, element) in elements.iter().enumerate() {
            let lu = lecteur.dans(rang.to_string(), |l| match element.contenu {
                Contenu::Nul => {
                    l.mauvais_type(element, genre(T::FORME));
                    None
                }
                _ => T::lire(element, l),
            });
            match lu.or_else(T::fautive) {
                Some(valeur) => liste.push(valeur),
                None => entiere = false,
            }
        }
        entiere.then_some(liste)
    }
    fn fauter(&mut self, pas: &[u32]) -> bool {
        let Some((rang, reste)) = pas.split_first() else { return false };
        let element = usize::try_from(*rang).ok().and_then(|rang| self.get_mut(rang));
        element.is_some_and(|element| element.fauter(reste))
    }
    fn mots<'a>(&'a self, lieu: Lieu, voir: &mut dyn FnMut(Lieu, &'a str)) {
        for (rang, element) in self.iter().enumerate() {
            element.mots(lieu.rang(rang), voir);
        }
    }
    fn vue(&self) -> Vue<'_> {
        Vue::Liste(self)
    }
    fn visiter<'a>(&'a self, lieu: Lieu, visiteur: &mut dyn Visiteur<'a>) {
        for (rang, element) in self.iter().enumerate() {
            element.visiter(lieu.rang(rang), visiteur);
        }
    }
}

/// The kind of thing that a form is written as.
pub(crate) fn genre(forme: Forme) -> Genre {
    match forme {
        Forme::Booleen => Genre::Booleen,
        Forme::Compte { .. } | Forme::Annee => Genre::NombreEntier,
        Forme::Montant | Forme::Part | Forme::Etp | Forme::Heures | Forme::Nombre => Genre::Nombre,
        Forme::Date => Genre::Date,
        Forme::Heure | Forme::Texte | Forme::Code(_) | Forme::Choix(_) => Genre::Texte,
        Forme::Fiche(_) | Forme::Declarations | Forme::Appreciations => Genre::Objet,
        Forme::Liste(_) => Genre::Liste,
    }
}
