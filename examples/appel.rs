//! Checks the file of a call and says what was understood of it.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use pdn_core::values::{Date, Langue};
use pdn_core::{Appel, AppelError, Decision, Outcome, Report, Role, Value};

/// Vérifie le fichier d’un appel à candidatures et dit ce qu’il a compris.
#[derive(Parser)]
#[command(
    name = "appel",
    version,
    after_help = "\
Exemples :
  appel mon-appel.toml
  appel --le 2025-03-05 --lang en examples/appels/ville-montbrelle-2025.toml

Codes de sortie : 0 le fichier est bon, 1 il a des fautes, 3 il ne peut être lu,
64 commande mal utilisée."
)]
struct Arguments {
    /// Fichier TOML de l’appel.
    #[arg(value_name = "FICHIER")]
    fichier: PathBuf,
    /// Langue des phrases.
    #[arg(long, value_enum, default_value = "fr")]
    lang: LangueChoisie,
    /// Jour auquel le calendrier est comparé, AAAA-MM-JJ ; à défaut, aujourd’hui.
    #[arg(long, value_name = "DATE")]
    le: Option<Date>,
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
            // A wrong use of the command leaves with 64.
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
    let (texte, code) = match lire(&arguments.fichier, langue) {
        Ok(Ok(appel)) => {
            let mut texte = appel.render(langue, peindre);
            texte.push_str(&calendrier(&appel.examine(on), langue));
            (texte, 0)
        }
        Ok(Err(fautes)) => (fautes, 1),
        Err(message) => {
            eprintln!("{}\u{a0}: {message}", arguments.fichier.display());
            return ExitCode::from(3);
        }
    };
    // A closed pipe (`appel … | head`) is not our reader's fault: stop quietly.
    let _ = anstream::AutoStream::auto(std::io::stdout()).write_all(texte.as_bytes());
    ExitCode::from(code)
}

/// The call, or the faults of its file; or why it cannot be read.
fn lire(fichier: &Path, langue: Langue) -> Result<Result<Appel, String>, String> {
    let octets = std::fs::read(fichier).map_err(|e| match (langue, e.kind()) {
        (Langue::Fr, ErrorKind::NotFound) => "ce fichier n’existe pas.".to_owned(),
        (Langue::Fr, _) => format!("lecture impossible ({e})."),
        (Langue::En, _) => format!("cannot be read ({e})."),
    })?;
    match Appel::from_toml(octets) {
        Ok(appel) => Ok(Ok(appel)),
        Err(AppelError::Text(e)) => Err(e.texte(langue)),
        Err(e) => Ok(Err(fautes(&e, langue))),
    }
}

/// Every fault with its place, then how many.
fn fautes(erreur: &AppelError, langue: Langue) -> String {
    let mut texte = String::new();
    for f in erreur.faults() {
        let (l, c) = (f.line().unwrap_or(1), f.column().unwrap_or(1));
        let phrase = f.texte(langue);
        texte.push_str(&match langue {
            Langue::Fr => format!("Ligne {l}, colonne {c}\u{a0}: {phrase}\n"),
            Langue::En => format!("Line {l}, column {c}: {phrase}\n"),
        });
    }
    let nombre = erreur.faults().len();
    texte.push_str(&match (langue, nombre) {
        (Langue::Fr, 1) => "\nUne faute.\n".to_owned(),
        (Langue::Fr, n) => format!("\n{n} fautes.\n"),
        (Langue::En, 1) => "\nOne fault.\n".to_owned(),
        (Langue::En, n) => format!("\n{n} faults.\n"),
    });
    texte
}

/// Where the day stands in the calendar, and whether anything is left to the Caf.
fn calendrier(report: &Report, langue: Langue) -> String {
    let appel = report.appel();
    let jour = Value::Date(report.on()).text(appel, langue);
    let titre = match langue {
        Langue::Fr => format!("Au {jour}"),
        Langue::En => format!("On {jour}"),
    };
    let mut texte = format!("\n{}\n", peindre(Role::Heading, &titre));
    let dates = report.findings().filter(|f| {
        f.instance().is_some_and(|i| i.starts_with("date="))
            && matches!(f.outcome(), Outcome::Pass | Outcome::Review)
    });
    let dates: Vec<String> = dates.map(|date| format!("  {}\n", date.message(langue))).collect();
    texte.push_str(&dates.concat());
    if dates.is_empty() {
        texte.push_str(match langue {
            Langue::Fr => "  Le fichier ne donne aucune date de clôture.\n",
            Langue::En => "  The file gives no closing date.\n",
        });
    }
    let role = match report.decision() {
        Decision::Admissible => Role::Admissible,
        _ => Role::Incomplete,
    };
    let etat = match langue {
        Langue::Fr => "État de l’appel\u{a0}: ",
        Langue::En => "State of the call: ",
    };
    texte.push_str(&format!("  {etat}{}\n", peindre(role, &report.decision_text(langue))));
    texte
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
