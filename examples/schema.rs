//! Prints the JSON Schema of a document of a call, for forms or for validation.

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use pdn_core::dossier::{TypeDeDocument, UnknownType};
use pdn_core::values::Langue;
use pdn_core::{Appel, AppelError, Draft, UnknownDraft};

/// Écrit le schéma JSON d’un document d’un appel : pour un formulaire, ou pour valider.
#[derive(Parser)]
#[command(
    name = "schema",
    version,
    after_help = "\
Exemples :
  schema charte-2016 profil
  schema mon-appel.toml candidature --draft 2020-12 --lang en
  schema mon-appel.toml candidature --ui

Codes de sortie : 0 le schéma est écrit, 1 le fichier de l’appel a des fautes,
64 commande mal utilisée."
)]
struct Arguments {
    /// Identifiant d’un appel intégré, ou fichier TOML.
    #[arg(value_name = "APPEL")]
    appel: String,
    /// Type du document.
    #[arg(value_name = "DOCUMENT", value_parser = document)]
    document: TypeDeDocument,
    /// draft-07 (formulaires) ou 2020-12 (validation).
    #[arg(long, default_value = "draft-07", value_parser = draft)]
    draft: Draft,
    /// Langue des titres et des messages.
    #[arg(long, value_enum, default_value = "fr")]
    lang: LangueChoisie,
    /// La mise en page pour react-jsonschema-form, à la place du schéma.
    #[arg(long, conflicts_with = "draft")]
    ui: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum LangueChoisie {
    Fr,
    En,
}

fn document(texte: &str) -> Result<TypeDeDocument, String> {
    texte.parse().map_err(|e: UnknownType| e.texte(Langue::Fr))
}

fn draft(texte: &str) -> Result<Draft, String> {
    texte.parse().map_err(|e: UnknownDraft| e.texte(Langue::Fr))
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(a) => a,
        Err(e) => {
            let _ = e.print();
            return ExitCode::from(if e.use_stderr() { 64 } else { 0 });
        }
    };
    let langue = match arguments.lang {
        LangueChoisie::Fr => Langue::Fr,
        LangueChoisie::En => Langue::En,
    };
    let appel = match choisir(&arguments.appel) {
        Ok(appel) => appel,
        Err((message, code)) => {
            eprintln!("{message}");
            return ExitCode::from(code);
        }
    };
    let schema = match arguments.ui {
        true => appel.ui_schema(arguments.document, langue),
        false => appel.schema(arguments.document, arguments.draft, langue),
    };
    // A closed pipe (`schema … | head`) is not our reader's fault: stop quietly.
    let _ = writeln!(std::io::stdout(), "{schema:#}");
    ExitCode::SUCCESS
}

/// A built-in call, or the one of a file; or what is wrong, and the exit code.
fn choisir(nom: &str) -> Result<Appel, (String, u8)> {
    if let Ok(appel) = Appel::builtin(nom) {
        return Ok(appel);
    }
    let octets = std::fs::read(nom).map_err(|_| {
        let connus = Appel::ids().join(", ");
        (format!("«\u{a0}{nom}\u{a0}» n’est ni un fichier, ni un appel intégré ({connus})."), 64)
    })?;
    Appel::from_toml(octets).map_err(|e| match e {
        AppelError::Text(e) => (e.texte(Langue::Fr), 1),
        e => (e.to_string(), 1),
    })
}
