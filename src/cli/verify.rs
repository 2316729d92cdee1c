//! `entente verify`: whether the store is sound, from the bytes of its files to the words behind each claim.
use std::collections::BTreeMap;

use clap::Args;
use oxigraph::model::Quad;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::fault::{Fault, Outcome};
use super::places::{OntologyPlace, StorePlace};
use super::streams::{Output, complain};
use crate::claims::record::ClaimRecord;
use crate::graph::provenance::hexadecimal;
use crate::graph::shapes::{Index, Shapes, parse_turtle};
use crate::graph::soundness::{Finding, dangling, domains, duplicates, words};
use crate::graph::{Bases, Collection};
use crate::lexicon::Source;
use crate::store::StoreReader;

/// Check the store: words stand where claims say, shapes hold, nothing dangles, domains and ranges are kept
///
/// Every finding is a line of its own. The exit code is 1 when there are findings.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  entente verify -o out && echo sound")]
pub struct Arguments {
    #[command(flatten)]
    store: StorePlace,
}

/// Runs every check.
///
/// # Errors
/// When there are findings, or the store cannot be read.
pub fn run(arguments: &Arguments, ontology: &OntologyPlace) -> Outcome {
    let store = arguments.store.open()?;
    let vocabulary = ontology.load()?;
    let collection = store.collection(&vocabulary)?;
    let quads = store.quads()?;
    let mut findings = texts(&store, &collection)?;
    findings.extend(canonical(&store)?);
    findings.extend(shapes(&quads, &ontology.source(), &store.manifest().bases)?);
    findings.extend(dangling(&collection));
    findings.extend(duplicates(&collection));
    findings.extend(domains(&collection, &vocabulary));
    let lines: String = findings.iter().map(|f| format!("{}\t{}\t{}\n", f.check, f.place, f.message)).collect();
    Output::open(None)?.put(lines.as_bytes())?;
    let (documents, claims) = (collection.documents.len(), collection.claims.len());
    complain(&format!("verified {claims} claims of {documents} documents: {} findings", findings.len()));
    if findings.is_empty() { Ok(()) } else { Err(Fault::Findings) }
}

/// The words of all claims, document by document, against the texts that the store keeps.
fn texts(store: &StoreReader, collection: &Collection) -> Result<Vec<Finding>, Fault> {
    let mut by_document: BTreeMap<&str, Vec<&ClaimRecord>> = BTreeMap::new();
    for claim in &collection.claims {
        by_document.entry(&claim.doc).or_default().push(claim);
    }
    let entries: Vec<_> = store.manifest().documents.values().collect();
    let checked: Result<Vec<Vec<Finding>>, Fault> = entries
        .into_par_iter()
        .map(|entry| {
            let claims = by_document.get(entry.document.as_str()).map_or(&[][..], Vec::as_slice);
            let Some(text) = store.text(entry)? else {
                return Ok(vec![Finding::new("text", &entry.document, "the store does not keep its text")]);
            };
            let mut findings = words(claims, &text);
            let markdown =
                entry.path.to_lowercase().ends_with(".md") || entry.path.to_lowercase().ends_with(".markdown");
            if !markdown && hexadecimal(&Sha256::digest(text.as_bytes())) != entry.sha256 {
                findings.push(Finding::new("text", &entry.document, "the text is not the one that was read"));
            }
            Ok(findings)
        })
        .collect();
    Ok(checked?.concat())
}

/// Every graph is in its canonical form: lines sorted, none twice, no blank node.
fn canonical(store: &StoreReader) -> Result<Vec<Finding>, Fault> {
    let mut findings = Vec::new();
    for (kind, name) in store.files() {
        let text = store.folder().read(kind, name)?;
        let lines: Vec<&str> = text.lines().collect();
        if !lines.is_sorted_by(|a, b| a < b) || lines.iter().any(|line| line.starts_with("_:") || line.contains(" _:"))
        {
            let place = store.folder().path(kind, name).display().to_string();
            findings.push(Finding::new("canonical", &place, "the lines are not sorted, or name a blank node"));
        }
    }
    Ok(findings)
}

fn shapes(quads: &[Quad], source: &Source, bases: &Bases) -> Result<Vec<Finding>, Fault> {
    let fault = |file: &str, message: String| Fault::Input(format!("ontology/{file}: {message}; correct the file"));
    let shapes = Shapes::parse(&source.read("shapes.ttl")?, bases).map_err(|e| fault("shapes.ttl", e))?;
    let ontology = source.read("entente.ttl")?;
    let mut all = parse_turtle(&bases.renamed(&ontology)).map_err(|e| fault("entente.ttl", e))?;
    all.extend_from_slice(quads);
    let violations = shapes.check(&Index::new(&all));
    let finding = |v: crate::graph::shapes::Violation| {
        let value = v.value.map(|value| format!(" (value {value})")).unwrap_or_default();
        let path = bases.compact(&v.path).into_owned();
        Finding::new("shape", &v.node, format!("{path}: {}{value} [{}]", v.message, v.component))
    };
    Ok(violations.into_iter().map(finding).collect())
}
