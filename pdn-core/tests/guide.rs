//! The guide to writing a call says what is so: every block of `docs/ecrire-un-appel.md` is run.
//!
//! The word after the language of a fence says what its block is:
//!
//! | fence | the block |
//! |---|---|
//! | `toml etape` | a step of the worked example: after each, the file loads |
//! | `toml appel` | the worked example whole, which the steps make |
//! | `text appel` | what the program `appel` says of it |
//! | `json dossier` | an application to it |
//! | `text rapport` | its report, on the day of the comment before it, `<!-- le 2025-03-10 -->` |
//! | `toml en-tete` | the heading of the entries that follow |
//! | `toml entree` | an entry, or a few, which load under the heading |
//! | `toml faute` | the same with faults |
//! | `text reponse` | what the loader answers to the block before it, a sentence a line |
//! | `toml ancien` | lines of the worked example, each of which it has once |
//! | `toml nouveau` | what stands in the place of each, the year after |
//! | `text comparaison` | what differs between the two |
//! | `text` | a text to be read |

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod tenir;

use std::collections::BTreeMap;

use pdn_core::values::Langue;
use pdn_core::{Appel, AppelError};
use tenir::tenir;

const GUIDE: &str = include_str!("../../docs/ecrire-un-appel.md");

/// A block between fences.
struct Bloc {
    sorte: String,
    contenu: String,
    /// The last line of text before it.
    annonce: String,
}

/// The guide's text between the blocks, and the blocks: one text more than blocks.
fn lire(guide: &str) -> (Vec<String>, Vec<Bloc>) {
    let (mut textes, mut blocs) = (vec![String::new()], Vec::new());
    let mut lignes = guide.split_inclusive('\n');
    while let Some(ligne) = lignes.next() {
        let Some(sorte) = ligne.strip_prefix("```") else {
            textes.last_mut().unwrap().push_str(ligne);
            continue;
        };
        let annonce =
            textes.last().unwrap().trim_end().lines().last().unwrap_or_default().to_owned();
        let contenu = lignes.by_ref().take_while(|l| *l != "```\n").collect();
        blocs.push(Bloc { sorte: sorte.trim_end().to_owned(), contenu, annonce });
        textes.push(String::new());
    }
    (textes, blocs)
}

fn charger(texte: &str) -> Appel {
    Appel::from_toml(texte).unwrap_or_else(|e| panic!("{texte}\n{e}"))
}

/// The sentences that a file with faults gets, a line each, without their places.
fn phrases(texte: &str) -> String {
    match Appel::from_toml(texte) {
        Err(AppelError::Faults { faults }) => {
            faults.iter().map(|f| f.texte(Langue::Fr) + "\n").collect()
        }
        autre => panic!("{texte}\n{autre:?}"),
    }
}

/// The guide with every block that a program answers as it answers now.
fn a_jour(guide: &str) -> String {
    let (textes, mut blocs) = lire(guide);
    let (mut etapes, mut appel, mut dossier) = (String::new(), String::new(), String::new());
    let (mut en_tete, mut attendues) = (String::new(), None);
    let (mut ancien, mut suivant) = (String::new(), String::new());
    for bloc in &mut blocs {
        let contenu = &mut bloc.contenu;
        if bloc.sorte != "text reponse" {
            assert!(attendues.is_none(), "no answer before\n{contenu}");
        }
        match bloc.sorte.as_str() {
            "text" => {}
            "toml etape" => {
                etapes.push_str(contenu);
                charger(&etapes);
            }
            "toml appel" => {
                assert_eq!(*contenu, etapes, "the steps do not make the file");
                appel.clone_from(contenu);
            }
            "text appel" => {
                *contenu = charger(&appel).to_text(Langue::Fr).trim_end().to_owned() + "\n"
            }
            "json dossier" => dossier.clone_from(contenu),
            "text rapport" => {
                let le = bloc.annonce.strip_prefix("<!-- le ").and_then(|l| l.strip_suffix(" -->"));
                let le = le.unwrap_or_else(|| panic!("no day before\n{contenu}")).parse().unwrap();
                let report = charger(&appel).evaluate_json(&dossier, le).unwrap();
                assert!(report.input_errors().is_empty(), "{dossier}");
                *contenu = report.to_text(Langue::Fr).trim_end().to_owned() + "\n";
            }
            "toml ancien" => ancien.clone_from(contenu),
            "toml nouveau" => {
                assert_eq!(ancien.lines().count(), contenu.lines().count(), "{contenu}");
                suivant.clone_from(&appel);
                for (ancienne, nouvelle) in ancien.lines().zip(contenu.lines()) {
                    assert_eq!(suivant.matches(&format!("{ancienne}\n")).count(), 1, "{ancienne}");
                    suivant = suivant.replace(ancienne, nouvelle);
                }
            }
            "text comparaison" => {
                *contenu = charger(&appel).compare(&charger(&suivant)).to_text(Langue::Fr);
            }
            "toml en-tete" => {
                charger(contenu);
                en_tete = format!("{contenu}\n");
            }
            "toml entree" => drop(charger(&format!("{en_tete}{contenu}"))),
            "toml faute" => attendues = Some(phrases(&format!("{en_tete}{contenu}"))),
            "text reponse" => {
                *contenu = attendues.take().unwrap_or_else(|| panic!("an answer to nothing"))
            }
            sorte => panic!("a block of an unknown kind, {sorte}"),
        }
    }
    let mut rendu = textes[0].clone();
    for (bloc, texte) in blocs.iter().zip(&textes[1..]) {
        rendu.push_str(&format!("```{}\n{}```\n{texte}", bloc.sorte, bloc.contenu));
    }
    rendu
}

#[test]
fn every_block_of_the_guide_is_so() {
    tenir("../docs/ecrire-un-appel.md", &a_jour(GUIDE));
}

/// A fence that loses its word would no longer be run.
#[test]
fn the_guide_has_blocks_of_every_kind() {
    let mut nombres: BTreeMap<&str, usize> = BTreeMap::new();
    let (_, blocs) = lire(GUIDE);
    for bloc in &blocs {
        *nombres.entry(&bloc.sorte).or_default() += 1;
    }
    for (sorte, au_moins) in [
        ("toml etape", 9),
        ("toml appel", 1),
        ("text appel", 1),
        ("json dossier", 1),
        ("text rapport", 1),
        ("toml ancien", 1),
        ("toml nouveau", 1),
        ("text comparaison", 1),
        ("toml en-tete", 1),
        ("toml entree", 40),
        ("toml faute", 10),
        ("text reponse", 10),
    ] {
        let nombre = nombres.get(sorte).copied().unwrap_or_default();
        assert!(nombre >= au_moins, "{nombre} blocks are {sorte}");
    }
}
