//! What Rust makes of every case, for another language to be held to it, to the byte:
//!
//!     cargo run -p pdn-core --example conformance -- FILE
//!
//! One case a line: its path, the bytes of its document in base64 (none where the call itself is
//! examined), then the SHA-256 of its report in French and in English, or its error.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "without a case there is nothing to write"
)]

#[path = "../../pdn-core/tests/cas/mod.rs"]
mod cas;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pdn_core::values::{Date, Langue};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

fn main() -> std::io::Result<()> {
    let Some(file) = std::env::args().nth(1) else { panic!("conformance FILE") };
    let lines: String = cas::cas().iter().map(|c| format!("{}\n", report(c))).collect();
    std::fs::write(file, lines)
}

fn report(c: &cas::Cas) -> Value {
    let appel = cas::appel(&c.contenu).unwrap();
    let on: Date = c.contenu["on"].as_str().unwrap().parse().unwrap();
    let mut line = json!({ "case": c.chemin });
    let judged = if c.contenu["examine"] == true {
        Ok(appel.examine(on))
    } else {
        let document = cas::entree(&c.contenu);
        line["document"] = STANDARD.encode(&document).into();
        appel.evaluate_json(document, on)
    };
    match judged {
        Ok(report) => {
            line["fr"] = digest(&report.to_json(Langue::Fr)).into();
            line["en"] = digest(&report.to_json(Langue::En)).into();
        }
        Err(e) => {
            let (line_number, column) = e.position();
            line["error"] = json!({
                "code": e.code(), "line": line_number, "column": column,
                "fr": e.texte(Langue::Fr), "en": e.texte(Langue::En),
            });
        }
    }
    line
}

fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
