//! The documents of `examples/dossiers`, each with the day that its README gives.

use std::path::{Path, PathBuf};

use pdn_core::values::Date;

/// Name (without its extension), bytes, and the day of the examination.
pub fn dossiers() -> Vec<(String, Vec<u8>, Date)> {
    let texte = std::fs::read_to_string(chemin("README.md")).unwrap();
    texte
        .lines()
        .filter_map(|ligne| {
            let mut cases = ligne.strip_prefix("| `")?.split('|');
            let nom = cases.next()?.trim().strip_suffix(".json`")?.to_owned();
            let on = cases.next()?.trim().parse().ok()?;
            let document = dossier(&nom);
            Some((nom, document, on))
        })
        .collect()
}

/// One of them, by its name.
pub fn dossier(nom: &str) -> Vec<u8> {
    std::fs::read(chemin(&format!("{nom}.json"))).unwrap()
}

fn chemin(fichier: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/dossiers").join(fichier)
}
