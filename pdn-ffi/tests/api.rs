//! The Kotlin and the Swift that are generated, held to what is checked in: an app that was written
//! against one must compile against the next. `REWRITE=1` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "its `main` is not called here")]
#[path = "../tools/bindgen.rs"]
mod bindgen;

use std::path::{Path, PathBuf};

use camino::{Utf8Path, Utf8PathBuf};

/// The library of this very build, beside the test.
fn library() -> Utf8PathBuf {
    use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
    let test = Utf8PathBuf::from_path_buf(std::env::current_exe().unwrap()).unwrap();
    test.with_file_name(format!("{DLL_PREFIX}pdn_ffi{DLL_SUFFIX}"))
}

fn folder(name: &str) -> Utf8PathBuf {
    let folder = Utf8Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn held(path: &str, generated: &str) {
    let file = here(path);
    if std::env::var_os("REWRITE").is_some() {
        std::fs::write(&file, generated).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let first = kept.lines().zip(generated.lines()).find(|(kept, new)| kept != new);
    assert!(
        kept == generated,
        "{path} is stale: {first:?}\nREWRITE=1 cargo test -p pdn-ffi --test api writes it anew"
    );
}

/// What the Kotlin declares for those who use it, one declaration a line, without its machinery.
#[test]
fn the_kotlin_api_is_the_one_that_is_kept() {
    let folder = folder("kotlin");
    bindgen::kotlin(&library(), &folder).unwrap();
    let kotlin = std::fs::read_to_string(folder.join("pdn/pdn.kt")).unwrap();
    let (_, api) = kotlin.split_once("// Public interface members begin here.").unwrap();
    let declares = [
        "class ",
        "constructor(`",
        "data class ",
        "enum class ",
        "fun `",
        "object ",
        "open class ",
        "public interface ",
        "public typealias ",
        "sealed class ",
        "val `",
    ];
    let machinery = ["Ffi", "Uniffi", "uniffi", "RustBuffer", "NoHandle"];
    let entry = |line: &str| {
        line.trim_end_matches([',', ';']).chars().all(|c| c.is_ascii_uppercase()) && line.len() > 1
    };
    // A declaration may follow the end of its documentation, or what it throws, on the same line.
    let bare = |line: &str| {
        let line = line.replacen("*/", "  ", 1).replacen("@Throws(PdnException::class) ", "", 1);
        line.trim_end_matches([' ', '{']).to_owned()
    };
    let listing: String = api
        .lines()
        .map(bare)
        .filter(|line| {
            let declared = declares.iter().any(|d| line.trim_start().starts_with(d));
            (declared || entry(line.trim())) && !machinery.iter().any(|m| line.contains(m))
        })
        .flat_map(|line| [line, "\n".to_owned()])
        .collect();
    for declared in [
        "fun `appels`(): List<kotlin.String>",
        "fun `builtin`(`id`: kotlin.String): Appel",
        "fun `evaluate`(`text`: kotlin.String, `on`: Day): Report",
        "fun `sentence`(`lang`: Lang?): kotlin.String",
        "object Boolean : Accepts()",
        "val `pointer`: kotlin.String",
    ] {
        assert!(listing.contains(declared), "the list lacks {declared}");
    }
    held("kotlin/api.txt", &listing);
}

/// Swift's package holds its sources, as a package that others depend on must.
#[test]
fn the_swift_sources_are_the_ones_that_are_kept() {
    let folder = folder("swift");
    bindgen::swift(&library(), &folder).unwrap();
    for (file, kept) in [
        ("Pdn.swift", "swift/Sources/Pdn/Pdn.swift"),
        ("PdnFFI.h", "swift/Sources/PdnFFI/PdnFFI.h"),
    ] {
        held(kept, &std::fs::read_to_string(folder.join(file)).unwrap());
    }
}

/// What is written above each item in Rust is read in KDoc and in Swift's documentation.
#[test]
fn the_documentation_goes_with_the_api() {
    let folder = folder("documentation");
    bindgen::kotlin(&library(), &folder).unwrap();
    bindgen::swift(&library(), &folder).unwrap();
    for file in ["pdn/pdn.kt", "Pdn.swift"] {
        let generated = std::fs::read_to_string(folder.join(file)).unwrap();
        let comments: String =
            generated.lines().map(str::trim).filter(|l| l.starts_with("* ")).collect();
        for (item, said) in [
            ("a function", "The ids of the built-in calls, and of the charter."),
            ("an object", "It never changes: one object serves"),
            ("a constructor", "All the faults of the file come at once, with line and column."),
            ("a method", "Judges a document, as JSON text, on a day."),
            ("a record", "What mends a failure."),
            ("a field", "The smallest change that mends it"),
            ("an enum", "What a field takes."),
            ("a case", "A whole number."),
            ("an error", "No built-in call has this id."),
        ] {
            assert!(comments.contains(said), "{file} does not say of {item}: {said}");
        }
    }
}

/// A `*/` in the documentation of Rust would end a comment in Kotlin and in Swift, and a `/*` open one.
#[test]
fn no_documentation_opens_or_ends_a_comment() {
    for file in std::fs::read_dir(here("src")).unwrap() {
        let file = file.unwrap().path();
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(!text.contains("*/") && !text.contains("/*"), "{}", file.display());
    }
}
