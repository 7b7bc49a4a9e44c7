//! What Rust makes of every case of `tests/conformance`, for another language to be held to it, to the byte:
//!
//!     cargo run -p pdn-ffi --example conformance -- FILE
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

use anyhow::{Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pdn_core::values::{Date, Langue};
use serde_json::json;
use sha2::{Digest, Sha256};

fn main() -> Result<()> {
    let Some(file) = std::env::args().nth(1) else { bail!("conformance FILE") };
    let mut lines = String::new();
    for c in cas::cas() {
        let appel = cas::appel(&c.contenu).map_err(anyhow::Error::msg)?;
        let on: Date = c.contenu["on"].as_str().unwrap().parse()?;
        let examine = c.contenu["examine"] == true;
        let document = if examine { Vec::new() } else { cas::entree(&c.contenu) };
        let judged =
            if examine { Ok(appel.examine(on)) } else { appel.evaluate_json(&document, on) };
        let mut line = json!({ "case": c.chemin });
        if !examine {
            line["document"] = STANDARD.encode(&document).into();
        }
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
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    Ok(std::fs::write(file, lines)?)
}

fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
