//! The cases of `tests/conformance`: how they are found and read.

use std::path::{Path, PathBuf};

use pdn_core::Appel;
use serde_json::Value;

fn racine() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/conformance")
}

fn fichiers(dossier: &Path, trouves: &mut Vec<PathBuf>) {
    let mut entrees: Vec<_> =
        std::fs::read_dir(dossier).unwrap().map(|e| e.unwrap().path()).collect();
    entrees.sort();
    for entree in entrees {
        if entree.is_dir() {
            fichiers(&entree, trouves);
        } else if entree.extension().is_some_and(|e| e == "json") {
            trouves.push(entree);
        }
    }
}

/// One case: its path, and what it holds.
pub struct Cas {
    pub chemin: String,
    pub contenu: Value,
}

/// Every case, in the order of its path.
pub fn cas() -> Vec<Cas> {
    let base = racine().join("cases");
    let mut trouves = Vec::new();
    fichiers(&base, &mut trouves);
    // CAS=formation/capacite runs the cases whose path holds that.
    let voulu = std::env::var("CAS").unwrap_or_default();
    trouves
        .into_iter()
        .filter(|chemin| {
            chemin.strip_prefix(&base).is_ok_and(|c| c.to_string_lossy().contains(&voulu))
        })
        .map(|chemin| {
            let texte = std::fs::read_to_string(&chemin).unwrap();
            let nom = chemin.strip_prefix(&base).unwrap().display().to_string();
            let contenu = serde_json::from_str(&texte).unwrap_or_else(|e| panic!("{nom}: {e}"));
            Cas { chemin: nom, contenu }
        })
        .collect()
}

/// The call that judges a case.
pub fn appel(cas: &Value) -> Result<Appel, String> {
    match &cas["call"] {
        Value::String(id) => Appel::builtin(id).map_err(|e| e.to_string()),
        fichier => {
            let nom = fichier["toml"].as_str().unwrap();
            let octets = std::fs::read(racine().join("calls").join(nom))
                .map_err(|e| format!("{nom}: {e}"))?;
            Appel::from_toml(octets).map_err(|e| format!("{nom} does not load:\n{e}"))
        }
    }
}

/// The bytes of the case's document.
pub fn entree(cas: &Value) -> Vec<u8> {
    if let Some(document) = cas.get("input") {
        return document.to_string().into_bytes();
    }
    if let Some(texte) = cas.get("input_text") {
        return texte.as_str().unwrap().as_bytes().to_vec();
    }
    if let Some(base64) = cas.get("input_base64") {
        use base64::Engine;
        let moteur = base64::engine::general_purpose::STANDARD;
        return moteur.decode(base64.as_str().unwrap()).unwrap();
    }
    let r = &cas["input_repeat"];
    let fois = usize::try_from(r["times"].as_u64().unwrap()).unwrap();
    let texte = |cle: &str| r[cle].as_str().unwrap().to_owned();
    (texte("before") + &texte("unit").repeat(fois) + &texte("after")).into_bytes()
}
