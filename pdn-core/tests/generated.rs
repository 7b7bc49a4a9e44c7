//! Files of the project that are generated: stale ones fail, and `REWRITE=1` rewrites them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod tenir;

use std::fmt::Write;
use std::path::Path;

use pdn_core::dossier::{Phase, TypeDeDocument};
use pdn_core::values::Langue;
use pdn_core::{Appel, Draft, Severity, call_format_schema, report_schema, rule_ids, rule_title};
use tenir::tenir;

#[test]
fn the_schema_of_the_call_format_is_fresh() {
    tenir("schemas/appel.schema.json", &call_format_schema());
}

/// The schemas of the built-in calls, as form builders and validators load them.
#[test]
fn the_schemas_of_the_built_in_calls_are_fresh() {
    for id in Appel::ids() {
        let appel = Appel::builtin(id).unwrap();
        let juges = |type_: &TypeDeDocument| {
            appel.rules(Langue::Fr).iter().any(|r| r.subjects.contains(type_))
        };
        for type_ in TypeDeDocument::TOUS.iter().filter(|t| juges(t)) {
            for langue in [Langue::Fr, Langue::En] {
                let fichier = |profil: &str| {
                    format!("schemas/{id}/{}.{profil}.{}.json", type_.code(), langue.code())
                };
                for draft in Draft::TOUS {
                    tenir_json(&fichier(draft.code()), &appel.schema(*type_, *draft, langue));
                }
                tenir_json(&fichier("ui"), &appel.ui_schema(*type_, langue));
            }
        }
    }
}

#[test]
fn the_schema_of_the_report_is_fresh() {
    for langue in [Langue::Fr, Langue::En] {
        tenir_json(
            &format!("schemas/report.2020-12.{}.json", langue.code()),
            &report_schema(langue),
        );
    }
}

fn tenir_json(chemin: &str, contenu: &serde_json::Value) {
    let mut texte = serde_json::to_string_pretty(contenu).unwrap();
    texte.push('\n');
    tenir(chemin, &texte);
}

#[test]
fn the_list_of_rules_is_fresh() {
    tenir("../REGLES.md", &regles());
}

/// What the README shows of a command or of a schema is what comes out.
#[test]
fn the_readme_shows_what_comes_out() {
    let racine = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let texte = std::fs::read_to_string(racine.join("README.md")).unwrap();
    let texte = montrer(&texte, "prints", "text", |marque| {
        let (fichier, jour) = marque.split_once(' ').unwrap();
        let document = std::fs::read(racine.join("examples/dossiers").join(fichier)).unwrap();
        let appel = Appel::of_document(&document).unwrap();
        let report = appel.evaluate_json(document, jour.parse().unwrap()).unwrap();
        report.to_text(Langue::Fr)
    });
    let texte = montrer(&texte, "schema", "json", |marque| {
        let mots: Vec<&str> = marque.split(' ').collect();
        let appel = Appel::builtin(mots[0]).unwrap();
        let schema = appel.schema(mots[1].parse().unwrap(), Draft::Draft07, Langue::Fr);
        serde_json::to_string_pretty(schema.pointer(mots[2]).unwrap()).unwrap()
    });
    tenir("../README.md", &texte);
}

/// The text with each block after `<!-- sorte: … -->` made anew.
fn montrer(texte: &str, sorte: &str, langage: &str, sortie: impl Fn(&str) -> String) -> String {
    let mut rendu = String::new();
    let marque = format!("<!-- {sorte}: ");
    let mut morceaux = texte.split(&marque);
    rendu.push_str(morceaux.next().unwrap());
    for morceau in morceaux {
        let (quoi, reste) = morceau.split_once(&format!(" -->\n```{langage}\n")).unwrap();
        let (_, suite) = reste.split_once("```\n").unwrap();
        let contenu = sortie(quoi);
        let contenu = contenu.trim_end();
        write!(rendu, "{marque}{quoi} -->\n```{langage}\n{contenu}\n```\n{suite}").unwrap();
    }
    rendu
}

#[test]
fn every_rule_of_a_call_is_cited_and_worded() {
    for id in Appel::ids() {
        let appel = Appel::builtin(id).unwrap();
        for (fr, en) in appel.rules(Langue::Fr).into_iter().zip(appel.rules(Langue::En)) {
            assert!(!fr.citations.is_empty(), "{} has no citation in {id}", fr.id);
            for texte in [&fr.title, &fr.requirement, &en.title, &en.requirement] {
                assert!(!texte.trim().is_empty(), "{} lacks wording in {id}", fr.id);
                assert!(!texte.contains('{'), "{} leaves a place unfilled: {texte}", fr.id);
            }
            assert!(!en.title.starts_with("[fr]"), "{} has no English wording", fr.id);
            assert!(fr.reading.is_none() == en.reading.is_none());
            assert!(
                !en.reading.is_some_and(|r| r.starts_with("[fr]")),
                "{} has no English reading",
                fr.id
            );
            assert!(rule_ids().contains(&fr.id), "{} is not in the catalogue", fr.id);
        }
    }
}

fn regles() -> String {
    let appels: Vec<Appel> =
        Appel::ids().into_iter().map(|id| Appel::builtin(id).unwrap()).collect();
    let mut t = String::from(
        "# Règles\n\n\
         Toutes les règles des appels intégrés et de la charte, dans l’ordre des textes : ce qu’elles exigent, avec les\n\
         valeurs de chaque appel, l’endroit du texte qui le dit et, quand le texte est ambigu, la lecture retenue. Une\n\
         gravité est elle-même une lecture : aucun texte ne dit ce qui rend un dossier irrecevable.\n\n\
         Fichier généré : `REWRITE=1 cargo test -p pdn-core --test generated`.\n",
    );
    let mut theme = String::new();
    for id in rule_ids() {
        let vues: Vec<_> = appels
            .iter()
            .filter_map(|a| {
                // A call shows its own rules; the charter's are shown once, under the charter.
                let regle = a.rules(Langue::Fr).into_iter().find(|r| r.id == id)?;
                let de_la_charte = a.charter().is_some()
                    && appels.iter().any(|c| {
                        c.charter().is_none() && c.rules(Langue::Fr).iter().any(|r| r.id == id)
                    });
                (!de_la_charte).then_some((a, regle))
            })
            .collect();
        let points: Vec<String> = rule_ids()
            .into_iter()
            .filter(|autre| autre.strip_prefix(id).is_some_and(|suite| suite.starts_with('.')))
            .map(|point| format!("`{point}`"))
            .collect();
        assert!(!vues.is_empty() || !points.is_empty(), "no built-in call has the rule {id}");
        let ici = id.split('.').next().unwrap_or(id);
        if ici != theme {
            theme = ici.to_owned();
            let _ = write!(t, "\n## {theme}\n");
        }
        let titre = rule_title(id, Langue::Fr).unwrap_or_default();
        let _ = write!(t, "\n### `{id}`\n\n**{titre}**\n");
        if vues.is_empty() {
            let _ = write!(
                t,
                "\nCette règle est faite de points, jugés un par un : {}.\n",
                points.join(", ")
            );
        }
        if let Some(ecrite) = vues.iter().find_map(|(appel, _)| ecrite(appel, id)) {
            let _ = write!(t, "\nDans un appel :\n\n```toml\n{ecrite}\n```\n");
        }
        for (appel, r) in &vues {
            let gravite = match r.severity {
                Severity::Blocking => "bloquant",
                Severity::Correctable => "à corriger",
                Severity::Advisory => "conseil",
            };
            let phase = match r.phase {
                Some(Phase::Retenu) => ", dû une fois la candidature retenue",
                Some(Phase::Bilan) => ", dû au bilan",
                Some(Phase::Depot) | None => "",
            };
            let sujets: Vec<&str> = r.subjects.iter().map(|s| s.code()).collect();
            let citations: Vec<String> =
                r.citations.iter().map(|c| format!("{} {}", c.document, c.place)).collect();
            let _ = write!(
                t,
                "\n- `{}` ({}; {gravite}{phase}) : {}\n  Source : {}.\n",
                appel.id(),
                sujets.join(", "),
                r.requirement,
                citations.join(" ; ").trim_end_matches('.')
            );
            if let Some(lecture) = &r.reading {
                let _ = writeln!(t, "  Lecture : {lecture}");
            }
        }
    }
    t.push_str("\n## Valeurs nommées\n\nUn appel écrit une fois ce que plusieurs de ses règles emploient.\n");
    for appel in &appels {
        let page = appel.to_text(Langue::Fr);
        let Some((_, suite)) = page.split_once("\nValeurs nommées (") else { continue };
        let lignes = suite.lines().skip(1).take_while(|l| !l.is_empty());
        let lignes: Vec<&str> = lignes.map(|l| l.strip_prefix("  ").unwrap_or(l)).collect();
        let _ = write!(t, "\n### {}\n\n{}\n", appel.id(), lignes.join("\n"));
    }
    t.push_str("\n## Ce que les appels laissent ouvert\n");
    for appel in &appels {
        // The day matters for the calendar only, which is not shown here.
        let examen = appel.examine("2024-07-01".parse().unwrap());
        let lacunes: Vec<_> = examen.gaps().collect();
        if lacunes.is_empty() {
            continue;
        }
        let _ = write!(t, "\n### {}\n\n", appel.id());
        for lacune in lacunes {
            let absence = lacune.absence(Langue::Fr).unwrap_or("non précisé");
            let _ = writeln!(t, "- `{}` ({absence}) : {}", lacune.id, lacune.text(Langue::Fr));
        }
    }
    t
}

/// How a call switches a rule of the engine on: its keys, as a built-in call has them.
fn ecrite(appel: &Appel, id: &str) -> Option<String> {
    let toml = Appel::builtin_toml(appel.id()).ok()?;
    let (_, suite) = toml.split_once(&format!("[regles.\"{id}\"]\n"))?;
    let des_mots = ["titre", "texte", "lecture", "source", "gravite", "#"];
    let cles = suite.lines().take_while(|l| !l.starts_with('['));
    let cles = cles.filter(|l| !l.is_empty() && !des_mots.iter().any(|mot| l.starts_with(mot)));
    let cles: Vec<&str> = cles.collect();
    Some(format!("[regles.\"{id}\"]\n{}", cles.join("\n")).trim_end().to_owned())
}
