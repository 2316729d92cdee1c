//! `entente extract`: texts to claims, without a store: JSON Lines or N-Quads, record by record.
use std::io::{self, BufRead, Read, Write};
use std::path::PathBuf;

use clap::Args;
use rayon::prelude::*;
use serde::Deserialize;

use super::extraction::{Jobs, decide, load, look, read};
use super::fault::{Fault, Outcome};
use super::inputs::{Inputs, Listed, settle_names};
use super::places::{Namespaces, OntologyPlace};
use super::streams::{Output, complain};
use crate::claims::extract::Pipeline;
use crate::claims::record::Extraction;
use crate::graph::provenance::short_hash;
use crate::graph::quads::{document_quads, entities_in_use, entity_quads};
use crate::graph::{Bases, Naming, Provenance, moved};
use crate::text::Document;
use crate::text::reading::{read_bytes, read_text};

/// Records that are in work at a time: enough for every thread, and no more memory for a longer stream.
const CHUNK: usize = 64;

/// Find the claims of texts and print them, without a store
///
/// One JSON object a line: the document, its sentences, entities, mentions and claims.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  entente extract article.txt > claims.jsonl
  cat article.txt | entente extract -
  entente extract --jsonl-in < articles.jsonl > claims.jsonl
  entente extract --jsonl-in --nquads < articles.jsonl | sort -u > graph.nq")]
pub struct Arguments {
    /// Files and folders to read; - is one plain text on standard input
    #[arg(value_name = "FILE", required_unless_present = "jsonl_in", conflicts_with = "jsonl_in")]
    files: Vec<PathBuf>,
    /// Read records {"id", "text", "title", "published"} from standard input, one a line
    #[arg(long)]
    jsonl_in: bool,
    /// Write the documents' canonical N-Quads instead of JSON Lines
    #[arg(long)]
    nquads: bool,
    /// Keep every claim, however uncertain, with the features its confidence was judged by
    #[arg(long, conflicts_with = "nquads")]
    trace: bool,
    /// Decisions on identity to apply: lines of same, different and rename
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    #[command(flatten)]
    jobs: Jobs,
    #[command(flatten)]
    namespaces: Namespaces,
}

/// Extracts.
///
/// # Errors
/// When an input could not be read; the answers for the others are then written.
pub fn run(arguments: &Arguments, ontology: &OntologyPlace) -> Outcome {
    arguments.jobs.apply()?;
    let bases = arguments.namespaces.bases()?;
    let (mut pipeline, mut provenance) = load(ontology)?;
    if let Some(file) = &arguments.decisions {
        decide(file, &mut pipeline, &mut provenance)?;
    }
    if arguments.trace {
        pipeline.trace();
    }
    let writing = Writing { pipeline, provenance, bases, nquads: arguments.nquads };
    let mut out = Output::open(None)?;
    let clean = if arguments.jsonl_in {
        records(&writing, &mut out)?
    } else if arguments.files.as_slice() == [PathBuf::from("-")] {
        let document = standard_input()?;
        writing.answer(&mut out, &[Ok(document)])?
    } else {
        files(&arguments.files, &writing, &mut out)?
    };
    out.finish()?;
    if clean { Ok(()) } else { Err(Fault::SomeInputs) }
}

/// The pipeline, and the form of its answers.
struct Writing {
    pipeline: Pipeline,
    provenance: Provenance,
    bases: Bases,
    nquads: bool,
}

impl Writing {
    /// Writes the answers of a chunk in order; false when something in it could not be read.
    fn answer(&self, out: &mut Output, chunk: &[Result<Document, String>]) -> Result<bool, Fault> {
        let answers: Vec<Result<Vec<u8>, &String>> = chunk
            .par_iter()
            .map(|one| one.as_ref().map(|document| self.bytes(self.pipeline.extract(document))))
            .collect();
        let mut clean = true;
        for answer in answers {
            match answer {
                Ok(bytes) => out.write_all(&bytes).map_err(|e| Fault::output(&out.name(), &e))?,
                Err(message) => {
                    clean = false;
                    complain(&format!("error: {message}"));
                }
            }
        }
        out.flush().map_err(|e| Fault::output(&out.name(), &e))?;
        Ok(clean)
    }

    fn bytes(&self, extraction: Extraction) -> Vec<u8> {
        let extraction = moved(extraction, &self.bases);
        if self.nquads {
            let mut lines = document_quads(&extraction, &self.bases, &self.provenance).to_lines();
            let naming = Naming::new(&self.pipeline.gazetteer, &self.pipeline.ontology, &self.bases);
            let mut entities = entities_in_use(&extraction);
            entities.iter_mut().for_each(|entity| naming.settle(entity, &extraction.document));
            lines.extend(entity_quads(&entities, &self.bases).to_lines());
            lines.sort_unstable();
            return lines.concat().into_bytes();
        }
        let mut bytes = Vec::new();
        for record in extraction.into_records() {
            // Records are plain values with text keys: writing them to memory cannot fail.
            if serde_json::to_writer(&mut bytes, &record).is_ok() {
                bytes.push(b'\n');
            }
        }
        bytes
    }
}

fn files(arguments: &[PathBuf], writing: &Writing, out: &mut Output) -> Result<bool, Fault> {
    let inputs = Inputs::collect(arguments);
    inputs.faults.iter().for_each(|fault| complain(&format!("error: {fault}")));
    let mut clean = inputs.faults.is_empty();
    let mut listed = Vec::new();
    for outcome in inputs.files.par_iter().map(look).collect::<Vec<_>>() {
        match outcome {
            Ok(one) => listed.push(one),
            Err(e) => {
                clean = false;
                complain(&format!("error: {e}"));
            }
        }
    }
    settle_names(&mut listed);
    for chunk in listed.chunks(CHUNK) {
        let documents: Vec<Result<Document, String>> = chunk.iter().map(document).collect();
        clean &= writing.answer(out, &documents)?;
    }
    Ok(clean)
}

fn document(one: &Listed) -> Result<Document, String> {
    let mut document = read(&one.file).map_err(|e| e.to_string())?;
    document.slug.clone_from(&one.slug);
    Ok(document)
}

fn standard_input() -> Result<Document, Fault> {
    let mut bytes = Vec::new();
    let unreadable = |e: io::Error| Fault::Input(format!("standard input: cannot be read: {e}; pipe a text in"));
    io::stdin().lock().read_to_end(&mut bytes).map_err(unreadable)?;
    let document =
        read_bytes("-", bytes).map_err(|e| Fault::Input(e.to_string().replacen('-', "standard input", 1)))?;
    let slug = format!("text-{}", document.sha256.get(..12).unwrap_or_default());
    Ok(Document { slug, ..document })
}

/// One document of a stream.
#[derive(Deserialize)]
struct InputRecord {
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    published: Option<String>,
}

fn records(writing: &Writing, out: &mut Output) -> Result<bool, Fault> {
    let mut lines = io::stdin().lock().split(b'\n').zip(1..);
    let mut clean = true;
    loop {
        let (mut chunk, mut ended) = (Vec::new(), true);
        for (line, number) in lines.by_ref().take(CHUNK) {
            ended = false;
            let line = line.map_err(|e| Fault::Input(format!("standard input:{number}: {e}; pipe JSON Lines in")))?;
            if !line.iter().all(u8::is_ascii_whitespace) {
                chunk.push(record(&line, number));
            }
        }
        if ended {
            return Ok(clean);
        }
        clean &= writing.answer(out, &chunk)?;
    }
}

/// Reads one line of `--jsonl-in`.
///
/// # Errors
/// When it is no record; the message has the line's number.
pub fn record(line: &[u8], number: usize) -> Result<Document, String> {
    let record: InputRecord = serde_json::from_slice(line).map_err(|e| {
        let remedy = r#"expected {"id": …, "text": …} with an optional "title" and "published""#;
        format!("standard input:{number}:{}: {e}; {remedy}", e.column())
    })?;
    let id = match record.id {
        serde_json::Value::String(id) => id,
        other => other.to_string(),
    };
    let published = match record.published.as_deref().filter(|date| !date.trim().is_empty()) {
        None => None,
        Some(date) => Some(date.parse().map_err(|()| {
            format!("standard input:{number}: \"published\" is '{date}'; write YYYY, YYYY-MM or YYYY-MM-DD")
        })?),
    };
    let mut document = read_text(&id, record.text, record.title, published);
    document.slug = record_slug(&id);
    document.record = Some(id);
    Ok(document)
}

/// The last part of a record's IRI: its id where that is a plain word, else a readable form of it with a hash.
fn record_slug(id: &str) -> String {
    let mut slug = String::new();
    for c in id.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug: String = slug.trim_end_matches('-').chars().take(60).collect();
    if slug == id && !slug.is_empty() {
        slug
    } else {
        format!("{slug}-{}", &short_hash(&[id])[..8]).trim_start_matches('-').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_differ_give_iris_that_differ() {
        assert_eq!(record_slug("a-1"), "a-1");
        let slugs = ["doc.1", "doc.2", "Doc.1", "http://x.org/1", "日本", ""].map(record_slug);
        for (at, slug) in slugs.iter().enumerate() {
            assert!(!slugs[..at].contains(slug) && !slug.is_empty(), "{slug}");
            assert!(slug.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{slug}");
        }
    }

    #[test]
    fn a_record_that_is_none_is_named_with_its_line() {
        assert!(record(b"{\"id\":1}", 7).unwrap_err().starts_with("standard input:7:"));
        assert!(record(b"{\"id\":1,\"text\":\"x\",\"published\":\"soon\"}", 7).unwrap_err().contains("YYYY"));
        let document = record(b"{\"id\":1,\"text\":\"Oslo.\",\"title\":\"T\",\"published\":\"2024-05\"}", 7).unwrap();
        assert_eq!((document.record.as_deref(), document.title.as_deref()), (Some("1"), Some("T")));
    }
}
