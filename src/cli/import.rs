//! `entente import`: takes extractions made elsewhere into the store.
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use sha2::{Digest, Sha256};

use super::fault::{Fault, Outcome};
use super::places::{Namespaces, StorePlace};
use super::streams::complain;
use crate::claims::record::{Extraction, Record};
use crate::graph::provenance::hexadecimal;
use crate::graph::{Provenance, moved};
use crate::store::{Prepared, StoreWriter};

/// Take in what `entente extract` wrote, here or on other machines
///
/// A text is kept with its claims when the file that a document names lies beside the records and is still the same.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  entente extract articles/*.txt > claims.jsonl\n  entente import claims.jsonl -o out"
)]
pub struct Arguments {
    /// JSON Lines as `entente extract` writes them; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    namespaces: Namespaces,
    #[command(flatten)]
    store: StorePlace,
}

/// Reads all files, then stores what they hold; a file that cannot be read is left out and named.
///
/// # Errors
/// When a file could not be read, or the store cannot be written.
pub fn run(arguments: &Arguments) -> Outcome {
    let bases = arguments.namespaces.of_store(&arguments.store.out)?;
    let mut writer = StoreWriter::open(&arguments.store.out, &bases)?;
    let provenance = Provenance::new("imported".to_owned());
    let mut failed = false;
    let mut prepared: BTreeMap<String, Prepared> = BTreeMap::new();
    for file in &arguments.files {
        match read(file) {
            Ok(extractions) => {
                for extraction in extractions {
                    let extraction = moved(extraction, &bases);
                    let text = text_beside(file, &extraction);
                    let document = Prepared::new(&extraction, text, &bases, &provenance);
                    prepared.insert(extraction.document.id.clone(), document);
                }
            }
            Err(fault) => {
                failed = true;
                fault.report();
            }
        }
    }
    let count = prepared.len();
    writer.stage(prepared.into_values().collect())?;
    writer.commit()?;
    complain(&format!("imported {count} documents into {}", arguments.store.out.join("store").display()));
    if failed { Err(Fault::SomeInputs) } else { Ok(()) }
}

fn read(file: &Path) -> Result<Vec<Extraction>, Fault> {
    let place = file.display().to_string();
    let unreadable =
        |e: io::Error| Fault::Input(format!("{place}: cannot be read: {e}; check the path and the encoding (UTF-8)"));
    let text = if file == Path::new("-") {
        let mut text = String::new();
        io::stdin().lock().read_to_string(&mut text).map_err(unreadable)?;
        text
    } else {
        fs::read_to_string(file).map_err(unreadable)?
    };
    parse(&text, &place)
}

/// Extractions of a stream of records; a document's line opens its answer.
///
/// # Errors
/// At the first line that is no record, with its place.
pub fn parse(text: &str, place: &str) -> Result<Vec<Extraction>, Fault> {
    let mut extractions: Vec<Extraction> = Vec::new();
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let record = serde_json::from_str(line).map_err(|e| {
            Fault::Input(format!(
                "{place}:{number}:{}: {e}; expected a record as `entente extract` writes it",
                e.column()
            ))
        })?;
        let current = extractions.last_mut();
        match (record, current) {
            (Record::Document(document), _) => extractions.push(Extraction {
                document,
                sentences: Vec::new(),
                entities: Vec::new(),
                mentions: Vec::new(),
                claims: Vec::new(),
            }),
            (Record::Sentence(sentence), Some(current)) => current.sentences.push(sentence),
            (Record::Entity(entity), Some(current)) => current.entities.push(entity),
            (Record::Mention(mention), Some(current)) => current.mentions.push(mention),
            (Record::Claim(claim), Some(current)) => current.claims.push(claim),
            (_, None) => {
                let message = "a record before any document; the first line of an answer is its document";
                return Err(Fault::Input(format!("{place}:{number}:1: {message}")));
            }
        }
    }
    Ok(extractions)
}

fn text_beside(file: &Path, extraction: &Extraction) -> Option<String> {
    let path = file.parent()?.join(&extraction.document.path);
    let text = fs::read_to_string(path).ok()?;
    (hexadecimal(&Sha256::digest(text.as_bytes())) == extraction.document.sha256).then_some(text)
}
