//! The pipeline's order, kept: a module imports only from the stages before it.
use std::fs;
use std::path::{Path, PathBuf};

const STAGES: &[&str] =
    &["text", "lexicon", "syntax", "clauses", "mentions", "rules", "claims", "graph", "store", "views", "serve", "cli"];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Stages that a line of code names as `crate::stage`.
fn stages_named(line: &str) -> impl Iterator<Item = &str> {
    let code = line.split("//").next().unwrap_or_default();
    code.match_indices("crate::").map(|(at, found)| {
        let rest = &code[at + found.len()..];
        rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
    })
}

#[test]
fn imports_point_only_to_earlier_stages() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut forward = Vec::new();
    for (position, stage) in STAGES.iter().enumerate() {
        let files = rust_files(&src.join(stage));
        assert!(!files.is_empty(), "stage {stage} has no file");
        for file in files {
            for (number, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
                for named in stages_named(line) {
                    if STAGES.iter().position(|s| *s == named).is_some_and(|p| p > position) {
                        forward.push(format!("{}:{}: {stage} imports {named}", file.display(), number + 1));
                    }
                }
            }
        }
    }
    assert!(forward.is_empty(), "{}", forward.join("\n"));
}

#[test]
fn every_folder_is_a_stage_and_every_file_has_a_header() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(&src).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!path.is_dir() || STAGES.contains(&name.as_str()), "folder {name} is not in the list of stages");
    }
    for file in rust_files(&src) {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//! "), "{} does not say its job in its first line", file.display());
    }
}
