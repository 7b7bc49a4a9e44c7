//! Examines documents and prints what their call makes of them.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use pdn_core::values::{Date, Langue};
use pdn_core::{Appel, Decision, Report, Role};

/// Examine des dossiers Promeneurs du Net : décision, ce qui est à corriger, ce qui manque.
#[derive(Parser)]
#[command(
    name = "check",
    version,
    after_help = "\
Exemples :
  check examples/dossiers/candidature-incomplete.json
  check --le 2024-07-01 --json dossiers/*.json
  check --appel mon-appel.toml dossier.json
  check --calcul examples/dossiers/plan-2018.json

Codes de sortie : 0 recevable, 1 à compléter ou sans règle, 2 irrecevable, 3 illisible,
64 commande mal utilisée. Pour plusieurs fichiers, le plus élevé."
)]
struct Arguments {
    /// Documents JSON à examiner.
    #[arg(required = true, value_name = "FICHIER")]
    fichiers: Vec<PathBuf>,
    /// Identifiant d’un appel intégré, ou fichier TOML ; à défaut, l’appel que nomme le document.
    #[arg(long, value_name = "APPEL")]
    appel: Option<String>,
    /// Jour de l’examen, AAAA-MM-JJ ; à défaut, aujourd’hui.
    #[arg(long, value_name = "DATE")]
    le: Option<Date>,
    /// Langue des phrases.
    #[arg(long, value_enum, default_value = "fr")]
    lang: LangueChoisie,
    /// Pour un programme : un rapport JSON par ligne.
    #[arg(long)]
    json: bool,
    /// Montre aussi le calcul des financements, ligne par ligne.
    #[arg(long, conflicts_with = "json")]
    calcul: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum LangueChoisie {
    Fr,
    En,
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(a) => a,
        Err(e) => {
            let _ = e.print();
            // 2 is our word for inadmissible: a wrong use of the command leaves with 64.
            return ExitCode::from(if e.use_stderr() { 64 } else { 0 });
        }
    };
    let langue = match arguments.lang {
        LangueChoisie::Fr => Langue::Fr,
        LangueChoisie::En => Langue::En,
    };
    let on = arguments.le.or_else(|| Date::de_chrono(chrono::Local::now().date_naive()));
    let Some(on) = on else {
        eprintln!(
            "L’horloge de cette machine n’est pas à l’heure\u{a0}: donner le jour avec --le AAAA-MM-JJ."
        );
        return ExitCode::from(64);
    };
    let impose = match arguments.appel.as_deref().map(choisir) {
        None => None,
        Some(Ok(appel)) => Some(appel),
        Some(Err(message)) => {
            eprintln!("{message}");
            return ExitCode::from(64);
        }
    };
    let mut sortie = anstream::AutoStream::auto(std::io::stdout());
    let mut pire = 0;
    for (rang, fichier) in arguments.fichiers.iter().enumerate() {
        let code = match examiner(fichier, impose.as_ref(), on, langue, arguments.calcul) {
            Ok((report, calcul)) => {
                let code = report.exit_code();
                let texte = if arguments.json {
                    report.to_json(langue) + "\n"
                } else {
                    let titre = format!("── {} ──\n", fichier.display());
                    let entre = if rang > 0 { "\n" } else { "" };
                    let plusieurs = arguments.fichiers.len() > 1;
                    let titre = if plusieurs { titre } else { String::new() };
                    let page = report.render(langue, peindre);
                    format!("{entre}{titre}{page}{calcul}")
                };
                // A closed pipe (`check … | head`) is not our reader's fault: stop quietly.
                if sortie.write_all(texte.as_bytes()).is_err() {
                    return ExitCode::from(code.max(pire));
                }
                code
            }
            Err(message) => {
                eprintln!("{}\u{a0}: {message}", fichier.display());
                3
            }
        };
        pire = pire.max(code);
    }
    ExitCode::from(pire)
}

/// A built-in call, or a file.
fn choisir(nom: &str) -> Result<Appel, String> {
    if let Ok(appel) = Appel::builtin(nom) {
        return Ok(appel);
    }
    if !Path::new(nom).exists() {
        return Err(format!(
            "Aucun appel intégré ni aucun fichier ne s’appelle «\u{a0}{nom}\u{a0}». Appels intégrés\u{a0}: {}.",
            Appel::ids().join(", ")
        ));
    }
    let octets = std::fs::read(nom).map_err(|e| format!("{nom}\u{a0}: {}", illisible(&e)))?;
    Appel::from_toml(octets).map_err(|e| format!("{nom}\u{a0}:\n{e}"))
}

/// The report on a document and, where it is asked for, the page of its calculation.
fn examiner(
    fichier: &Path,
    impose: Option<&Appel>,
    on: Date,
    langue: Langue,
    avec_calcul: bool,
) -> Result<(Report, String), String> {
    let octets = std::fs::read(fichier).map_err(|e| illisible(&e))?;
    let appel = match impose {
        Some(appel) => appel.clone(),
        None => Appel::of_document(&octets).map_err(|e| e.texte(langue))?,
    };
    let (report, calcul) = if avec_calcul {
        let calcul = appel.calculate_json(octets, on).map_err(|e| e.texte(langue))?;
        (calcul.report().clone(), format!("\n{}", calcul.to_text(langue)))
    } else {
        (appel.evaluate_json(octets, on).map_err(|e| e.texte(langue))?, String::new())
    };
    if impose.is_none() && report.decision() == Decision::NotApplicable && appel.charter().is_none()
    {
        let connus = Appel::ids().join(", ");
        eprintln!(
            "{}",
            match langue {
                Langue::Fr => format!(
                    "Le document ne nomme aucun appel intégré\u{a0}: y écrire \"appel\", ou donner --appel ({connus}, ou un fichier TOML)."
                ),
                Langue::En => format!(
                    "The document names no built-in call: write \"appel\" in it, or give --appel ({connus}, or a TOML file)."
                ),
            }
        );
    }
    Ok((report, calcul))
}

/// Why a file cannot be read.
fn illisible(e: &std::io::Error) -> String {
    match e.kind() {
        std::io::ErrorKind::NotFound => "ce fichier n’existe pas.".to_owned(),
        std::io::ErrorKind::IsADirectory => "c’est un dossier, pas un fichier.".to_owned(),
        std::io::ErrorKind::PermissionDenied => "l’accès à ce fichier est refusé.".to_owned(),
        _ => format!("lecture impossible ({e})."),
    }
}

/// Colours; the stream drops them where it is not a terminal.
fn peindre(role: Role, texte: &str) -> String {
    use anstyle::{AnsiColor, Style};
    let couleur = |c: AnsiColor| Style::new().fg_color(Some(c.into()));
    let style = match role {
        Role::Title => Style::new().bold(),
        Role::Admissible => couleur(AnsiColor::Green).bold(),
        Role::Incomplete => couleur(AnsiColor::Yellow).bold(),
        Role::Inadmissible => couleur(AnsiColor::Red).bold(),
        Role::Heading => Style::new().bold().underline(),
        Role::Remedy => couleur(AnsiColor::Cyan),
        Role::Muted => Style::new().dimmed(),
    };
    format!("{style}{texte}{style:#}")
}
