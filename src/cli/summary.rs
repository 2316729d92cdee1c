//! What a build did, in a few lines: read, found, covered, skipped, and where it all is.
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::streams::complain;
use crate::claims::record::{Disposition, SentenceRecord};
use crate::graph::Collection;
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
pub fn summary(out: &Path, collection: &Collection, tally: &Tally, written: &[PathBuf]) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "read      {}", counted(tally.read, "document") + &skipped(tally));
    let (documents, sentences) = (collection.documents.len(), collection.sentences.len());
    let _ = writeln!(text, "store     {}, {}", counted(documents, "document"), counted(sentences, "sentence"));
    let (claims, entities) = (collection.claims.len(), collection.entities.len());
    let _ = writeln!(
        text,
        "found     {} about {}{}",
        counted(claims, "claim"),
        entity_count(entities),
        by_modality(collection)
    );
    let _ = writeln!(text, "coverage  {}", coverage_line(&collection.sentences));
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

fn by_modality(collection: &Collection) -> String {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for claim in &collection.claims {
        *counts.entry(claim.modality).or_default() += 1;
    }
    let parts: Vec<String> =
        counts.iter().map(|(modality, count)| format!("{count} {}", modality_word(*modality))).collect();
    if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) }
}

/// How many of the sentences that could state a relation yield a claim, and what became of the others.
#[must_use]
pub fn coverage_line(sentences: &[SentenceRecord]) -> String {
    let count = |wanted: Disposition| sentences.iter().filter(|s| s.disposition == wanted).count();
    let claims = count(Disposition::Claims);
    let (unmatched, unresolved) = (count(Disposition::Unmatched), count(Disposition::Unresolved));
    let relational = claims + unmatched + unresolved;
    let share = if relational == 0 { 0.0 } else { 100.0 * claims as f64 / relational as f64 };
    format!(
        "{claims} of {relational} sentences with a relation yield claims ({share:.0} %); {unmatched} unmatched, {unresolved} unresolved, {} without a relation, {} boilerplate",
        count(Disposition::NoRelation),
        count(Disposition::Boilerplate),
    )
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn entity_count(count: usize) -> String {
    if count == 1 { "1 entity".to_owned() } else { format!("{count} entities") }
}
