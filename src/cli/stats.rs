//! `entente stats`: how much of what the store holds.
use std::collections::BTreeMap;

use clap::Args;

use super::fault::Outcome;
use super::places::{OntologyPlace, StorePlace};
use super::streams::Output;
use super::table::render;
use crate::graph::Collection;
use crate::graph::vocabulary::{modality_word, polarity_word};
use crate::lexicon::Ontology;
use crate::views::{GraphView, Material, ViewOptions, network};

/// Count what the store holds: documents, entities by class, claims by property and modality, the network's shape
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  entente stats -o out")]
pub struct Arguments {
    #[command(flatten)]
    store: StorePlace,
}

/// Prints the counts.
///
/// # Errors
/// When the store cannot be read.
pub fn run(arguments: &Arguments, ontology: &OntologyPlace) -> Outcome {
    let store = arguments.store.open()?;
    let ontology = ontology.load()?;
    let collection = store.collection(&ontology)?;
    Output::open(None)?.put(report(&collection, &ontology).as_bytes())
}

fn report(collection: &Collection, ontology: &Ontology) -> String {
    let claims = &collection.claims;
    let own_voice = claims.iter().filter(|claim| {
        let document = collection.document(&claim.doc);
        document.is_some_and(|d| claim.source == d.id || d.authors.contains(&claim.source))
    });
    let totals = vec![
        row("documents", collection.documents.len()),
        row("sentences", collection.sentences.len()),
        row("entities", collection.entities.len()),
        row("claims", claims.len()),
        row("claims in the author's voice", own_voice.count()),
    ];
    // The default choice names nothing, so nothing can be missing.
    let view = GraphView::new(Material::new(collection, ontology), &ViewOptions::default(), None);
    let shape = view.map(|view| network(&view)).unwrap_or_default();
    [
        render(&headings("what", "count"), &totals),
        format!("network\n{shape}"),
        section("class", collection.entities.iter().map(|e| e.class.as_str())),
        section("property", claims.iter().map(|c| c.predicate.as_str())),
        section("modality", claims.iter().map(|c| modality_word(c.modality))),
        section("polarity", claims.iter().map(|c| polarity_word(c.polarity))),
    ]
    .join("\n")
}

/// Counts of one kind, the most frequent first.
fn section<'a>(name: &str, values: impl Iterator<Item = &'a str>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let mut sorted: Vec<(&str, usize)> = counts.into_iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let rows: Vec<Vec<String>> = sorted.into_iter().map(|(value, count)| row(value, count)).collect();
    render(&headings(name, "count"), &rows)
}

fn headings(first: &str, second: &str) -> Vec<String> {
    vec![first.to_owned(), second.to_owned()]
}

fn row(name: &str, count: usize) -> Vec<String> {
    vec![name.to_owned(), count.to_string()]
}
