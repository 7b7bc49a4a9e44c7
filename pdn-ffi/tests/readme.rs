//! The README's blocks of Kotlin and Swift are those of files that the tests of each language compile.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// What stands between `// README` and `// end` in a file, without its indent.
fn block(path: &str) -> String {
    let text = read(path);
    let lines = text.lines().skip_while(|l| l.trim() != "// README").skip(1);
    let lines: Vec<&str> = lines.take_while(|l| l.trim() != "// end").collect();
    let indents = lines.iter().filter(|l| !l.trim().is_empty());
    let indent = indents.map(|l| l.len().saturating_sub(l.trim_start().len())).min().unwrap();
    lines.iter().flat_map(|l| [l.get(indent..).unwrap_or_default(), "\n"]).collect()
}

fn held(language: &str, path: &str) {
    let readme = read("../README.md");
    let fenced = format!("```{language}\n{}```\n", block(path));
    assert!(readme.contains(&fenced), "the README should have this block, from {path}:\n{fenced}");
}

#[test]
fn the_kotlin_block_is_compiled() {
    held("kotlin", "kotlin/pdn/src/test/kotlin/pdn/ReadmeTest.kt");
}

#[test]
fn the_swift_block_is_compiled() {
    held("swift", "swift/Tests/PdnTests/ReadmeTests.swift");
}
