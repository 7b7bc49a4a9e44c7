//! The tree that both formats are read into, and the errors that leave no tree.

use std::borrow::Cow;

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Faute, Motif, sans_moities};
use crate::values::Langue;

/// The largest text that is read, in bytes: 16 MiB.
pub const TAILLE_MAX: usize = 16 * 1024 * 1024;
/// The deepest nesting that is read.
pub const PROFONDEUR_MAX: usize = 128;

/// A node of the tree, with the byte where it starts.
#[derive(Debug, Clone)]
pub(crate) struct Noeud<'a> {
    pub debut: usize,
    pub contenu: Contenu<'a>,
}

/// What a node holds. Numbers stay as written: they are read exactly, by the type that wants them.
#[derive(Debug, Clone)]
pub(crate) enum Contenu<'a> {
    Nul,
    Booleen(bool),
    Nombre(Cow<'a, str>),
    Texte(Cow<'a, str>),
    /// A TOML date, as written.
    Date(String),
    Liste(Vec<Noeud<'a>>),
    Table(Vec<Entree<'a>>),
}

/// A key of a table, where it stands, and its value.
#[derive(Debug, Clone)]
pub(crate) struct Entree<'a> {
    pub cle: Cow<'a, str>,
    pub debut: usize,
    pub noeud: Noeud<'a>,
}

impl<'a> Noeud<'a> {
    /// The same tree, which holds its own text.
    pub fn detacher(self) -> Noeud<'static> {
        let seul = |texte: Cow<'a, str>| Cow::Owned(texte.into_owned());
        let contenu = match self.contenu {
            Contenu::Nul => Contenu::Nul,
            Contenu::Booleen(b) => Contenu::Booleen(b),
            Contenu::Nombre(n) => Contenu::Nombre(seul(n)),
            Contenu::Texte(t) => Contenu::Texte(seul(t)),
            Contenu::Date(d) => Contenu::Date(d),
            Contenu::Liste(l) => Contenu::Liste(l.into_iter().map(Noeud::detacher).collect()),
            Contenu::Table(t) => {
                let entrees = t.into_iter().map(|e| Entree {
                    cle: seul(e.cle),
                    debut: e.debut,
                    noeud: e.noeud.detacher(),
                });
                Contenu::Table(entrees.collect())
            }
        };
        Noeud { debut: self.debut, contenu }
    }

    /// The value of a key, the last one where it is given twice.
    pub fn cle(&self, nom: &str) -> Option<&Noeud<'a>> {
        match &self.contenu {
            Contenu::Table(entrees) => {
                entrees.iter().rev().find(|e| e.cle == nom).map(|e| &e.noeud)
            }
            _ => None,
        }
    }

    /// Where a JSON Pointer leads: the byte of the value, or of the last key; of the deepest node on
    /// the way where it leads nowhere.
    pub fn place_au_pointeur(&self, pointeur: &str, de_la_cle: bool) -> usize {
        let mut noeud = self;
        let mut place = self.debut;
        for pas in pointeur.split('/').skip(1) {
            let suivant = match &noeud.contenu {
                Contenu::Liste(l) => {
                    pas.parse::<usize>().ok().and_then(|i| l.get(i)).map(|n| (n.debut, n))
                }
                Contenu::Table(entrees) => {
                    let cle = pas.replace("~1", "/").replace("~0", "~");
                    entrees
                        .iter()
                        .rfind(|e| e.cle == cle)
                        .map(|e| (if de_la_cle { e.debut } else { e.noeud.debut }, &e.noeud))
                }
                _ => None,
            };
            match suivant {
                Some((debut, n)) => (place, noeud) = (debut, n),
                None => break,
            }
        }
        place
    }
}

/// Why a text could not be read as a document at all: the only case without a report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.texte(Langue::Fr))]
#[non_exhaustive]
pub enum ErreurDeTexte {
    /// The text is not JSON.
    PasDuJson {
        /// Line of the fault, from 1.
        ligne: u32,
        /// Column of the fault, in characters, from 1.
        colonne: u32,
    },
    /// The text ends before the document does.
    Tronque {
        /// Line of the end, from 1.
        ligne: u32,
        /// Column of the end, in characters, from 1.
        colonne: u32,
    },
    /// The bytes are not UTF-8.
    PasDeLUtf8 {
        /// Line of the first wrong byte, from 1.
        ligne: u32,
        /// Column of the first wrong byte, in characters, from 1.
        colonne: u32,
    },
    /// The text is larger than [`TAILLE_MAX`].
    TropGrand {
        /// Its size in bytes.
        octets: usize,
    },
    /// Nesting goes past [`PROFONDEUR_MAX`].
    TropProfond {
        /// Line of the first level too many, from 1.
        ligne: u32,
        /// Column of the first level too many, in characters, from 1.
        colonne: u32,
    },
}

impl ErreurDeTexte {
    /// The code of the error: `not-json`, `not-utf8`, `too-large` or `too-deep`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::PasDuJson { .. } | Self::Tronque { .. } => "not-json",
            Self::PasDeLUtf8 { .. } => "not-utf8",
            Self::TropGrand { .. } => "too-large",
            Self::TropProfond { .. } => "too-deep",
        }
    }

    /// Line and column of the fault, from 1; (1, 1) for a text that is too large.
    #[must_use]
    pub fn position(&self) -> (u32, u32) {
        match *self {
            Self::PasDuJson { ligne, colonne }
            | Self::Tronque { ligne, colonne }
            | Self::PasDeLUtf8 { ligne, colonne }
            | Self::TropProfond { ligne, colonne } => (ligne, colonne),
            Self::TropGrand { .. } => (1, 1),
        }
    }

    /// The same error, of a text that starts at a line of a longer one: of a file of one document a line.
    ///
    /// ```
    /// use pdn_core::Appel;
    ///
    /// let erreur = Appel::of_document("{").unwrap_err().at_line(12);
    /// assert_eq!(erreur.position().0, 12);
    /// ```
    #[must_use]
    pub fn at_line(mut self, line: u32) -> Self {
        match &mut self {
            Self::PasDuJson { ligne, .. }
            | Self::Tronque { ligne, .. }
            | Self::PasDeLUtf8 { ligne, .. }
            | Self::TropProfond { ligne, .. } => {
                *ligne = ligne.saturating_add(line).saturating_sub(1);
            }
            Self::TropGrand { .. } => {}
        }
        self
    }

    /// The error as a sentence: where it stands and what to do.
    #[must_use]
    pub fn texte(&self, langue: Langue) -> String {
        let (l, c) = self.position();
        match (self, langue) {
            (Self::PasDuJson { .. }, Langue::Fr) => format!(
                "Ligne {l}, colonne {c}\u{a0}: le texte n’est pas du JSON. Vérifier à cet endroit les guillemets, les virgules et les accolades."
            ),
            (Self::PasDuJson { .. }, Langue::En) => format!(
                "Line {l}, column {c}: the text is not JSON. Check the quotes, commas and braces there."
            ),
            (Self::Tronque { .. }, Langue::Fr) => format!(
                "Ligne {l}, colonne {c}\u{a0}: le texte s’arrête avant la fin du document. Reprendre le fichier complet."
            ),
            (Self::Tronque { .. }, Langue::En) => format!(
                "Line {l}, column {c}: the text ends before the document does. Take the complete file."
            ),
            (Self::PasDeLUtf8 { .. }, Langue::Fr) => format!(
                "Ligne {l}, colonne {c}\u{a0}: le fichier n’est pas en UTF-8. L’enregistrer de nouveau avec l’encodage UTF-8."
            ),
            (Self::PasDeLUtf8 { .. }, Langue::En) => {
                format!("Line {l}, column {c}: the file is not UTF-8. Save it again as UTF-8.")
            }
            (Self::TropGrand { octets }, Langue::Fr) => format!(
                "Le texte fait {octets} octets\u{a0}; la limite est de {TAILLE_MAX} octets (16\u{a0}Mio). Le partager en plusieurs documents."
            ),
            (Self::TropGrand { octets }, Langue::En) => format!(
                "The text is {octets} bytes long; the limit is {TAILLE_MAX} bytes (16 MiB). Split it into several documents."
            ),
            (Self::TropProfond { .. }, Langue::Fr) => format!(
                "Ligne {l}, colonne {c}\u{a0}: plus de {PROFONDEUR_MAX} niveaux d’imbrication. Aucun document attendu n’est aussi profond\u{a0}: vérifier les accolades et les crochets."
            ),
            (Self::TropProfond { .. }, Langue::En) => format!(
                "Line {l}, column {c}: more than {PROFONDEUR_MAX} levels of nesting. No expected document is that deep: check braces and brackets."
            ),
        }
    }
}

/// Lines and columns of a text, from 1; columns count characters. Places asked for in order are
/// found in one pass over the text, however many they are.
#[derive(Debug)]
pub(crate) struct Positions<'t> {
    texte: &'t str,
    /// The last place found: its byte, how many line ends come before, and how many characters of
    /// its line.
    derniere: (usize, usize, usize),
}

impl<'t> Positions<'t> {
    pub fn nouvelles(texte: &'t str) -> Self {
        Self { texte, derniere: (0, 0, 0) }
    }

    /// Line and column of a byte.
    pub fn de(&mut self, octet: usize) -> (u32, u32) {
        let (debut, lignes, colonnes) = match self.derniere {
            derniere if derniere.0 <= octet => derniere,
            _ => (0, 0, 0),
        };
        let fin = octet.min(self.texte.len());
        let passe = self.texte.get(debut..fin).unwrap_or_default();
        let ends = passe.bytes().filter(|b| *b == b'\n').count();
        let reste = passe.rsplit('\n').next().map_or(0, |l| l.chars().count());
        let colonnes = if ends == 0 { colonnes.saturating_add(reste) } else { reste };
        let lignes = lignes.saturating_add(ends);
        self.derniere = (fin.max(debut), lignes, colonnes);
        let vers = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).saturating_add(1);
        (vers(lignes), vers(colonnes))
    }
}

/// Line and column, from 1, of one byte of the text.
pub(crate) fn position(texte: &str, octet: usize) -> (u32, u32) {
    Positions::nouvelles(texte).de(octet)
}

/// The text of some bytes, no more of them than are read, without a byte order mark; true where there
/// was one.
pub(crate) fn texte(octets: &[u8]) -> Result<(&str, bool), ErreurDeTexte> {
    if octets.len() > TAILLE_MAX {
        return Err(ErreurDeTexte::TropGrand { octets: octets.len() });
    }
    let sans_marque = octets.strip_prefix(b"\xef\xbb\xbf");
    Ok((en_utf8(sans_marque.unwrap_or(octets))?, sans_marque.is_some()))
}

/// The same, of JSON that can be read.
pub(crate) fn texte_json(octets: &[u8]) -> Result<&str, ErreurDeTexte> {
    let (texte, _) = texte(octets)?;
    lire_json(texte)?;
    Ok(texte)
}

/// Says why a text is not JSON, if it is not, or goes past a limit.
pub(crate) fn verifier_json(texte: &str) -> Result<(), ErreurDeTexte> {
    if let Err(e) = serde_json::from_str::<serde::de::IgnoredAny>(texte) {
        let ligne = u32::try_from(e.line()).unwrap_or(u32::MAX).max(1);
        // serde_json counts a column in bytes.
        let debut = texte.split('\n').nth(e.line().saturating_sub(1)).unwrap_or_default();
        let octets = e.column().saturating_sub(1);
        let colonne = debut.char_indices().take_while(|(i, _)| *i < octets).count();
        let colonne = u32::try_from(colonne).unwrap_or(u32::MAX).saturating_add(1);
        return Err(if e.is_eof() {
            ErreurDeTexte::Tronque { ligne, colonne }
        } else {
            ErreurDeTexte::PasDuJson { ligne, colonne }
        });
    }
    Ok(())
}

/// JSON as its standard has it, and nothing more.
pub(crate) const OPTIONS_JSON: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads JSON into a tree.
pub(crate) fn lire_json(texte: &str) -> Result<Noeud<'_>, ErreurDeTexte> {
    verifier_json(texte)?;
    // Before anything is read: each level takes of the stack, and a telephone gives little.
    if let Some(octet) = premier_niveau_de_trop(texte) {
        let (ligne, colonne) = position(texte, octet);
        return Err(ErreurDeTexte::TropProfond { ligne, colonne });
    }
    // Half a pair of surrogates is JSON all the same: what holds it is at fault, and nothing else.
    match sans_moities(texte) {
        Cow::Borrowed(texte) => arbre(texte),
        Cow::Owned(texte) => arbre(&texte).map(Noeud::detacher),
    }
}

fn arbre(texte: &str) -> Result<Noeud<'_>, ErreurDeTexte> {
    let lu = parse_to_ast(texte, &CollectOptions::default(), &OPTIONS_JSON);
    let valeur = match lu {
        Ok(lu) => lu.value,
        Err(e) => {
            let (ligne, colonne) = position(texte, e.range().start);
            return Err(ErreurDeTexte::PasDuJson { ligne, colonne });
        }
    };
    let Some(valeur) = valeur else {
        return Err(ErreurDeTexte::PasDuJson { ligne: 1, colonne: 1 });
    };
    Ok(depuis_json(valeur))
}

/// Of a text that is JSON: where nesting goes past [`PROFONDEUR_MAX`].
fn premier_niveau_de_trop(texte: &str) -> Option<usize> {
    let (mut niveau, mut chaine, mut echappe) = (0_usize, false, false);
    texte.bytes().position(|octet| {
        match octet {
            _ if echappe => echappe = false,
            b'"' => chaine = !chaine,
            b'\\' => echappe = chaine,
            b'[' | b'{' if !chaine => niveau = niveau.saturating_add(1),
            b']' | b'}' if !chaine => niveau = niveau.saturating_sub(1),
            _ => {}
        }
        niveau > PROFONDEUR_MAX
    })
}

fn depuis_json(valeur: Value<'_>) -> Noeud<'_> {
    let debut = valeur.range().start;
    let contenu = match valeur {
        Value::NullKeyword(_) => Contenu::Nul,
        Value::BooleanLit(b) => Contenu::Booleen(b.value),
        Value::NumberLit(n) => Contenu::Nombre(Cow::Borrowed(n.value)),
        Value::StringLit(s) => Contenu::Texte(s.value),
        Value::Array(a) => Contenu::Liste(a.elements.into_iter().map(depuis_json).collect()),
        Value::Object(o) => Contenu::Table(
            o.properties
                .into_iter()
                .map(|p| Entree {
                    debut: p.name.range().start,
                    cle: Cow::Owned(p.name.into_string()),
                    noeud: depuis_json(p.value),
                })
                .collect(),
        ),
    };
    Noeud { debut, contenu }
}

/// Reads TOML into a tree, keeping what can be read beside the faults of syntax.
pub(crate) fn lire_toml(texte: &str) -> (Noeud<'_>, Vec<Faute>) {
    let (table, erreurs) = DeTable::parse_recoverable(texte);
    let mut positions = Positions::nouvelles(texte);
    let fautes = erreurs
        .into_iter()
        .map(|e| {
            let octet = e.span().map_or(0, |s| s.start);
            let message = e.message().to_owned();
            Faute::nouvelle(Motif::Syntaxe(message), String::new()).au(positions.de(octet))
        })
        .collect();
    (Noeud { debut: 0, contenu: depuis_table(table.into_inner()) }, fautes)
}

fn depuis_table(table: DeTable<'_>) -> Contenu<'_> {
    let mut entrees: Vec<_> = table
        .into_iter()
        .map(|(cle, valeur)| Entree {
            debut: cle.span().start,
            cle: cle.into_inner(),
            noeud: depuis_toml(valeur),
        })
        .collect();
    entrees.sort_by_key(|e| e.debut);
    Contenu::Table(entrees)
}

fn depuis_toml(valeur: Spanned<DeValue<'_>>) -> Noeud<'_> {
    let debut = valeur.span().start;
    let contenu = match valeur.into_inner() {
        DeValue::String(s) => Contenu::Texte(s),
        // In another base, it is the number that counts.
        DeValue::Integer(i) => Contenu::Nombre(Cow::Owned(match i.radix() {
            10 => i.as_str().to_owned(),
            base => u64::from_str_radix(i.as_str(), base)
                .map_or_else(|_| i.to_string(), |nombre| nombre.to_string()),
        })),
        DeValue::Float(f) => Contenu::Nombre(Cow::Owned(f.as_str().to_owned())),
        DeValue::Boolean(b) => Contenu::Booleen(b),
        DeValue::Datetime(d) => Contenu::Date(d.to_string()),
        DeValue::Array(a) => Contenu::Liste(a.into_iter().map(depuis_toml).collect()),
        DeValue::Table(t) => depuis_table(t),
    };
    Noeud { debut, contenu }
}

/// The text of some bytes, or where they stop being UTF-8.
fn en_utf8(octets: &[u8]) -> Result<&str, ErreurDeTexte> {
    simdutf8::compat::from_utf8(octets).map_err(|e| {
        let bon = octets.get(..e.valid_up_to()).unwrap_or_default();
        let texte = String::from_utf8_lossy(bon);
        let (ligne, colonne) = position(&texte, texte.len());
        ErreurDeTexte::PasDeLUtf8 { ligne, colonne }
    })
}
