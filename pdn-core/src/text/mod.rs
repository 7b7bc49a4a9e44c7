//! The sentences of a report, in French and in English, and its two written forms: JSON for
//! programs, plain text for people.
//!
//! Everything is written on demand from codes and values; no other module holds a sentence of a
//! finding. French follows the typography of official letters: U+00A0 before `: ; ! ? € %` and
//! inside `« »`, U+202F between thousands, `’` as the apostrophe.

mod appel;
mod calculation;
mod choix;
mod consequences;
mod fautes;
mod findings;
mod html;
mod instances;
mod json;
mod labels;
pub(crate) mod nombres;
mod objets;
mod plain;
mod reasons;
mod remedies;
mod requirements;
mod rules;
mod unread;

pub use appel::{Aspect, Change, Comparison, Difference, DifferenceKind, Subject};
pub use html::{IndexEntry, index_html};
pub(crate) use instances::nom_de_l_objet;
pub(crate) use labels::nom_du_document;
pub use plain::Role;
pub(crate) use requirements::{exigence, exigence_d_un_jugement};
pub use rules::{RuleInfo, rules};

use std::borrow::Cow;

use crate::appel::{Appel, Bilingue};
use crate::values::{Langue, montrable};

/// The language of a sentence, and the call whose labels it uses.
#[derive(Clone, Copy)]
pub(crate) struct Lexique<'a> {
    /// `None` only where codes are shown as they are.
    appel: Option<&'a Appel>,
    langue: Langue,
}

impl<'a> Lexique<'a> {
    /// Without a call, codes are shown as they are.
    pub fn sans_appel(langue: Langue) -> Self {
        Self { appel: None, langue }
    }

    pub fn de(appel: &'a Appel, langue: Langue) -> Self {
        Self { appel: Some(appel), langue }
    }

    pub(crate) fn dit(self, fr: &'static str, en: &'static str) -> &'static str {
        self.langue.choisir(fr, en)
    }

    /// The label of a word of one of the call's lists.
    pub(crate) fn libelle(self, liste: &str, code: &str) -> Option<String> {
        let libelle = self.appel?.libelle(liste, code, self.langue)?;
        // A name needs no translation: its French form is not marked.
        match libelle.strip_prefix("[fr] ").filter(|_| liste == "acteurs") {
            Some(nom) => Some(nom.to_owned()),
            None => Some(libelle),
        }
    }

    /// The text in the language; a French text without an English wording is marked as such.
    pub(crate) fn texte(self, texte: &Bilingue) -> Cow<'_, str> {
        match (self.langue, &texte.en) {
            (Langue::Fr, _) => Cow::Borrowed(&texte.fr),
            (Langue::En, Some(en)) => Cow::Borrowed(en),
            (Langue::En, None) => Cow::Owned(texte.texte(Langue::En)),
        }
    }
}

/// Text of a document, on one line: characters that would break the line, drive a terminal or turn
/// the direction of writing become spaces.
fn sur_une_ligne(out: &mut String, texte: &str) {
    out.extend(texte.trim().chars().map(montrable));
}

/// Makes the character at `debut` a capital.
pub(crate) fn majuscule(out: &mut String, debut: usize) {
    let Some(premier) = out.get(debut..).and_then(|s| s.chars().next()) else { return };
    if premier.is_lowercase() {
        let fin = debut.saturating_add(premier.len_utf8());
        out.replace_range(debut..fin, &premier.to_uppercase().to_string());
    }
}

/// Words that keep their capital inside a sentence.
const NOMS_PROPRES: [&str; 5] = ["Caf", "Cafs", "Promeneur", "Promeneurs", "Qualiopi"];

/// Writes a title or a sentence as it stands inside another one: without its capital, acronyms and
/// proper nouns excepted.
pub(crate) fn minuscule(out: &mut String, texte: &str) {
    let mut lettres = texte.chars();
    let (premiere, deuxieme) = (lettres.next(), lettres.clone().next());
    let mot = texte.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    match premiere {
        Some(c) if !NOMS_PROPRES.contains(&mot) && !deuxieme.is_some_and(char::is_uppercase) => {
            out.extend(c.to_lowercase());
            out.push_str(lettres.as_str());
        }
        _ => out.push_str(texte),
    }
}
