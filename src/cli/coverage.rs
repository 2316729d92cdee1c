//! `entente coverage`: what became of each sentence, and which words no rule knew.
use std::collections::BTreeMap;

use clap::Args;

use super::census::Census;
use super::fault::Outcome;
use super::places::{OntologyPlace, StorePlace};
use super::streams::Output;
use super::table::render;
use crate::claims::record::{Disposition, SentenceRecord};
use crate::graph::Collection;

/// Show what became of each sentence: claims, or the reason why there are none
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  entente coverage --notes 30")]
pub struct Arguments {
    /// Also list the N most frequent reasons, such as verbs that no rule matches
    #[arg(long, value_name = "N", default_value_t = 10)]
    notes: usize,
    #[command(flatten)]
    store: StorePlace,
}

const ORDER: [(Disposition, &str); 5] = [
    (Disposition::Claims, "claims"),
    (Disposition::Unmatched, "unmatched"),
    (Disposition::Unresolved, "unresolved"),
    (Disposition::NoRelation, "no-relation"),
    (Disposition::Boilerplate, "boilerplate"),
];

/// Prints the ledger's sums.
///
/// # Errors
/// When the store cannot be read.
pub fn run(arguments: &Arguments, ontology: &OntologyPlace) -> Outcome {
    let store = arguments.store.open()?;
    let collection = store.collection(&ontology.load()?)?;
    let mut text = by_document(&collection);
    text.push_str(&format!("\n{}\n", Census::of(&collection).coverage_line()));
    if arguments.notes > 0 {
        text.push_str(&notes(&collection.sentences, arguments.notes));
    }
    Output::open(None)?.put(text.as_bytes())
}

fn by_document(collection: &Collection) -> String {
    let mut counts: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    for sentence in &collection.sentences {
        let column = ORDER.iter().position(|(d, _)| *d == sentence.disposition).unwrap_or(0);
        counts.entry(&sentence.doc).or_default()[column] += 1;
    }
    let rows: Vec<Vec<String>> = counts
        .iter()
        .map(|(document, counts)| {
            let name = document.rsplit('/').next().unwrap_or(document).to_owned();
            std::iter::once(name).chain(counts.iter().map(ToString::to_string)).collect()
        })
        .collect();
    let headings: Vec<String> =
        std::iter::once("document").chain(ORDER.iter().map(|(_, name)| *name)).map(str::to_owned).collect();
    render(&headings, &rows)
}

fn notes(sentences: &[SentenceRecord], limit: usize) -> String {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for sentence in sentences.iter().filter(|s| !s.note.is_empty()) {
        let name = ORDER.iter().find(|(d, _)| *d == sentence.disposition).map_or("", |(_, name)| *name);
        *counts.entry((name, sentence.note.as_str())).or_default() += 1;
    }
    if counts.is_empty() {
        return String::new();
    }
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let rows: Vec<Vec<String>> = sorted
        .into_iter()
        .take(limit)
        .map(|((disposition, note), count)| vec![disposition.to_owned(), note.to_owned(), count.to_string()])
        .collect();
    format!("\n{}", render(&["disposition", "note", "sentences"].map(str::to_owned), &rows))
}
