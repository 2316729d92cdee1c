//! What a build did, in a few lines: read, found, covered, skipped, and where it all is.
use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::census::Census;
use super::streams::complain;
use crate::graph::vocabulary::modality_word;

/// Counts of a build.
#[derive(Debug, Default)]
pub struct Tally {
    /// Documents read.
    pub read: usize,
    /// Documents that had not changed.
    pub unchanged: usize,
    /// Inputs that could not be read.
    pub failures: usize,
    /// Files of folders that are no texts.
    pub passed_over: usize,
    /// Files with the content of another one of the same name.
    pub repeated: Vec<String>,
}

impl Tally {
    /// Reports an input that could not be read.
    pub fn fail(&mut self, message: String) {
        self.failures += 1;
        complain(&format!("error: {message}"));
    }
}

/// The summary.
#[must_use]
pub fn summary(out: &Path, census: &Census, tally: &Tally, written: &[PathBuf]) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "read      {}", counted(tally.read, "document") + &skipped(tally));
    let (documents, sentences) = (census.documents, census.sentences.values().sum());
    let _ = writeln!(text, "store     {}, {}", counted(documents, "document"), counted(sentences, "sentence"));
    let (claims, entities) = (census.claims.values().sum(), census.entities);
    let _ = writeln!(
        text,
        "found     {} about {}{}",
        counted(claims, "claim"),
        entity_count(entities),
        by_modality(census)
    );
    let _ = writeln!(text, "coverage  {}", census.coverage_line());
    let _ = writeln!(text, "where     {}", out.join("store").display());
    for path in written {
        let about = match path.extension().and_then(|extension| extension.to_str()) {
            Some("html") => "  (open it in a browser: search, claims, sentences)",
            Some("svg") => "  (the picture)",
            _ => "",
        };
        let _ = writeln!(text, "          {}{about}", path.display());
    }
    text
}

fn skipped(tally: &Tally) -> String {
    let mut parts = Vec::new();
    for (count, what) in [
        (tally.unchanged, "unchanged"),
        (tally.failures, "could not be read"),
        (tally.repeated.len(), "repeated"),
        (tally.passed_over, "not a text"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

fn by_modality(census: &Census) -> String {
    let parts: Vec<String> =
        census.claims.iter().map(|(modality, count)| format!("{count} {}", modality_word(*modality))).collect();
    if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn entity_count(count: usize) -> String {
    if count == 1 { "1 entity".to_owned() } else { format!("{count} entities") }
}
