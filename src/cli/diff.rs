//! `entente diff`: what changed between two stores, and why.
use std::path::{Path, PathBuf};

use clap::Args;

use super::fault::{Fault, Outcome};
use super::places::OntologyPlace;
use super::streams::{Output, complain};
use crate::claims::record::{ClaimRecord, Term};
use crate::graph::Collection;
use crate::graph::difference::{Change, changes};
use crate::graph::vocabulary::{modality_word, polarity_word};
use crate::store::{Entry, Manifest, StoreReader};

/// Show which claims appeared, disappeared or changed between two stores, and why
///
/// A line begins with + (only in B), - (only in A) or ~ (said in another way). The exit code is 1 when anything differs.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  entente diff out-last-week out")]
pub struct Arguments {
    /// Output folder of the first store
    #[arg(value_name = "A")]
    before: PathBuf,
    /// Output folder of the second store
    #[arg(value_name = "B")]
    after: PathBuf,
}

/// One of the two stores.
struct Side {
    manifest: Manifest,
    collection: Collection,
}

impl Side {
    fn open(folder: &Path, ontology: &OntologyPlace) -> Result<Self, Fault> {
        let store = StoreReader::open(folder)?;
        let collection = store.collection(&ontology.load()?)?;
        Ok(Self { manifest: store.manifest().clone(), collection })
    }
}

/// Prints the differences.
///
/// # Errors
/// When there are any, or a store cannot be read.
pub fn run(arguments: &Arguments, ontology: &OntologyPlace) -> Outcome {
    let before = Side::open(&arguments.before, ontology)?;
    let after = Side::open(&arguments.after, ontology)?;
    let changes = changes(&before.collection.claims, &after.collection.claims);
    let lines: String = changes.iter().map(|change| line(change, &before, &after)).collect();
    Output::open(None)?.put(lines.as_bytes())?;
    let count = |wanted: fn(&Change<'_>) -> bool| changes.iter().filter(|c| wanted(c)).count();
    complain(&format!(
        "{} appeared, {} disappeared, {} altered",
        count(|c| matches!(c, Change::Appeared(_))),
        count(|c| matches!(c, Change::Disappeared(_))),
        count(|c| matches!(c, Change::Altered(..))),
    ));
    if changes.is_empty() { Ok(()) } else { Err(Fault::Findings) }
}

fn line(change: &Change<'_>, before: &Side, after: &Side) -> String {
    let (sign, claim, side, note) = match change {
        Change::Appeared(claim) => ('+', *claim, after, String::new()),
        Change::Disappeared(claim) => ('-', *claim, before, String::new()),
        Change::Altered(one, other, fields) => ('~', *other, after, altered(one, other, fields)),
    };
    let reason = reason(before.manifest.documents.get(&claim.doc), after.manifest.documents.get(&claim.doc));
    format!("{sign}\t{}\t{}\t{reason}{note}\n", claim.id, wording(claim, &side.collection))
}

/// Why the claims of a document differ.
fn reason(before: Option<&Entry>, after: Option<&Entry>) -> &'static str {
    match (before, after) {
        (None, _) => "document added",
        (_, None) => "document removed",
        (Some(a), Some(b)) if a.sha256 != b.sha256 => "document changed",
        (Some(a), Some(b)) if a.reader != b.reader => "rules, lexicon or version changed",
        _ => "same document, same reader",
    }
}

fn altered(one: &ClaimRecord, other: &ClaimRecord, fields: &[&str]) -> String {
    let mut notes = Vec::new();
    for field in fields {
        notes.push(match *field {
            "polarity" => format!("polarity {} → {}", polarity_word(one.polarity), polarity_word(other.polarity)),
            "modality" => format!("modality {} → {}", modality_word(one.modality), modality_word(other.modality)),
            "source" => format!("source {} → {}", one.source, other.source),
            "rule" => format!("rule {} → {}", one.rule, other.rule),
            field => field.to_owned(),
        });
    }
    format!("; {}", notes.join("; "))
}

fn wording(claim: &ClaimRecord, collection: &Collection) -> String {
    let object = match &claim.object {
        Term::Text(text) => collection.label(text),
        Term::Literal { value, .. } => value,
    };
    let (subject, property) = (collection.label(&claim.subject), claim.predicate.trim_start_matches("ent:"));
    let words = format!("{subject} {property} {object}").replace(['\n', '\t'], " ");
    format!("{words} ({}, {})", polarity_word(claim.polarity), modality_word(claim.modality))
}
