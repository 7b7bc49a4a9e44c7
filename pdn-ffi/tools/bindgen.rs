//! Writes the Kotlin or the Swift that carries `pdn-ffi`, from the library that it is in:
//!
//!     cargo run -p pdn-ffi --example bindgen -- kotlin LIBRARY FOLDER
//!     cargo run -p pdn-ffi --example bindgen -- swift LIBRARY FOLDER
//!
//! Kotlin's folder gets `sources/`, and `resources/` with the library where JNA looks for it in a jar.

use anyhow::{Context, Result, bail, ensure};
use camino::{Utf8Path, Utf8PathBuf};
use uniffi_bindgen::bindings::{GenerateOptions, TargetLanguage, generate_with_bindgen_paths};
use uniffi_bindgen::{BindgenPaths, BindgenPathsLayer};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [language, library, folder] = arguments.as_slice() else {
        bail!("bindgen kotlin|swift LIBRARY FOLDER");
    };
    let (library, folder) = (Utf8Path::new(library), Utf8Path::new(folder));
    match language.as_str() {
        "kotlin" => {
            kotlin(library, &folder.join("sources"))?;
            let resources = folder.join("resources").join(jna_folder());
            std::fs::create_dir_all(&resources)?;
            let name = library.file_name().context("no file name")?;
            std::fs::copy(library, resources.join(name))?;
        }
        "swift" => swift(library, folder)?,
        autre => bail!("no language is called {autre}: kotlin or swift"),
    }
    Ok(())
}

/// The Kotlin sources, `pdn/pdn.kt`.
pub fn kotlin(library: &Utf8Path, folder: &Utf8Path) -> Result<()> {
    generate(TargetLanguage::Kotlin, library, folder)?;
    let file = folder.join("pdn/pdn.kt");
    let text = std::fs::read_to_string(&file)?;
    std::fs::write(file, sentences(&text)?)?;
    Ok(())
}

/// The Swift sources `Pdn.swift`, the C header `PdnFFI.h` and its module map.
pub fn swift(library: &Utf8Path, folder: &Utf8Path) -> Result<()> {
    generate(TargetLanguage::Swift, library, folder)
}

fn generate(language: TargetLanguage, library: &Utf8Path, folder: &Utf8Path) -> Result<()> {
    let mut paths = BindgenPaths::default();
    paths.add_layer(ThisCrate);
    let options = GenerateOptions {
        languages: vec![language],
        source: library.to_owned(),
        out_dir: folder.to_owned(),
        ..GenerateOptions::default()
    };
    generate_with_bindgen_paths(options, paths)
}

/// Where `uniffi.toml` is.
struct ThisCrate;

impl BindgenPathsLayer for ThisCrate {
    fn get_crate_root(&self, name: &str) -> Option<Utf8PathBuf> {
        (name == "pdn_ffi").then(|| env!("CARGO_MANIFEST_DIR").into())
    }
}

/// UniFFI words an exception as the names and values of its fields: `detail=…, code=…`. Ours have their
/// sentence in `detail`, and that is what an exception says.
fn sentences(kotlin: &str) -> Result<String> {
    let mut worded = 0_usize;
    let lines: Vec<&str> = kotlin
        .lines()
        .map(|line| {
            if line.trim_start().starts_with("get() = \"detail=${ `detail` }") {
                worded = worded.saturating_add(1);
                "            get() = `detail`"
            } else {
                line
            }
        })
        .collect();
    let exceptions = kotlin.matches(") : PdnException() {").count();
    ensure!(worded == exceptions && worded > 0, "{worded} of {exceptions} exceptions are worded");
    Ok(lines.join("\n") + "\n")
}

/// The folder of a jar where JNA looks for the library of this machine.
fn jna_folder() -> String {
    let system = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let processor = match std::env::consts::ARCH {
        "x86_64" => "x86-64",
        other => other,
    };
    format!("{system}-{processor}")
}
