//! `entente build`: reads texts into the store and draws the graph.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::*;

use super::census::Census;
use super::extraction::{Jobs, decide, load, look, read};
use super::fault::{Fault, Outcome};
use super::inputs::{Inputs, Listed, settle_names};
use super::places::{Namespaces, OntologyPlace, StorePlace, texts};
use super::progress::bar;
use super::streams::{Output, complain};
use super::summary::{Tally, summary};
use crate::claims::extract::Pipeline;
use crate::graph::serialization::{Profile, Syntax, serialize};
use crate::graph::{Bases, Provenance, moved};
use crate::lexicon::Ontology;
use crate::store::folder::write_whole;
use crate::store::{Prepared, StoreReader, StoreWriter};
use crate::views::{Format, Material, ViewOptions, explorer, export};

/// Documents that are stored in one step, at least; every step rewrites the graph of entities, so steps grow with the store.
/// A build that is interrupted keeps all steps it has finished.
const BATCH: usize = 256;

/// Claims of which the default views are drawn, at most: views hold the whole graph in memory.
const DRAWN: usize = 200_000;
/// The file of decisions that is looked for beside the store.
const DECISIONS: &str = "decisions.tsv";

/// Read texts into the store and draw the graph
///
/// Files and folders are read (.txt, .text, .md, .markdown in folders; whatever is named outright). A document that has not
/// changed is not read again, a changed one replaces what it said before. Beside the store lie graph.dot, graph.svg and
/// graph.ttl.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  entente build seeds
  entente build articles notes/today.md -o work/asia --jobs 4")]
pub struct Arguments {
    /// Files and folders to read
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Read every document again, even those that have not changed
    #[arg(long)]
    force: bool,
    /// Decisions on identity to apply: lines of same, different and rename; decisions.tsv beside the store without it, where there is one
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    #[command(flatten)]
    jobs: Jobs,
    #[command(flatten)]
    namespaces: Namespaces,
    #[command(flatten)]
    store: StorePlace,
}

/// Builds.
///
/// # Errors
/// When an input could not be read (the others are then stored), or the store cannot be written.
pub fn run(arguments: &Arguments, ontology: &OntologyPlace) -> Outcome {
    arguments.jobs.apply()?;
    let (mut pipeline, mut provenance) = load(ontology)?;
    let beside = Some(arguments.store.out.join(DECISIONS)).filter(|f| f.is_file());
    if let Some(file) = arguments.decisions.clone().or(beside) {
        decide(&file, &mut pipeline, &mut provenance)?;
    }
    let bases = arguments.namespaces.of_store(&arguments.store.out)?;
    let mut writer = StoreWriter::open(&arguments.store.out, &bases)?;
    let mut tally = Tally::default();
    let documents = list(&arguments.inputs, &mut tally);
    let due = due(&writer, documents, &provenance, arguments.force, &mut tally);
    let progress = bar(due.len(), "reading");
    let mut rest = due.as_slice();
    while !rest.is_empty() {
        let size = BATCH.max(writer.documents().len() / 8).min(rest.len());
        let (batch, later) = rest.split_at(size);
        rest = later;
        let prepared = batch.par_iter().map(|one| {
            let prepared = prepare(one, &pipeline, &bases, &provenance);
            progress.inc(1);
            prepared
        });
        let mut stage = Vec::new();
        for outcome in prepared.collect::<Vec<_>>() {
            match outcome {
                Ok(prepared) => stage.push(prepared),
                Err(message) => tally.fail(message),
            }
        }
        tally.read += stage.len();
        writer.stage(stage)?;
        writer.commit()?;
    }
    writer.commit()?;
    progress.finish_and_clear();
    drop(writer);
    finish(&arguments.store.out, &pipeline.ontology, &tally)
}

/// Looks into every input; what cannot be read is reported and left out.
fn list(inputs: &[PathBuf], tally: &mut Tally) -> Vec<Listed> {
    let inputs = Inputs::collect(inputs);
    inputs.faults.into_iter().for_each(|fault| tally.fail(fault));
    tally.passed_over = inputs.passed_over;
    let looked: Vec<_> = inputs.files.par_iter().map(look).collect();
    let mut listed = Vec::new();
    for outcome in looked {
        match outcome {
            Ok(one) => listed.push(one),
            Err(e) => tally.fail(e.to_string()),
        }
    }
    tally.repeated = settle_names(&mut listed);
    listed
}

/// The documents that the store does not hold in this very state.
fn due(
    writer: &StoreWriter,
    listed: Vec<Listed>,
    provenance: &Provenance,
    force: bool,
    tally: &mut Tally,
) -> Vec<Listed> {
    let (reader, bases) = (provenance.fingerprint(), &writer.manifest().bases);
    let known: BTreeMap<&str, _> = writer.documents().iter().map(|(iri, entry)| (iri.as_str(), entry)).collect();
    let (same, due): (Vec<Listed>, Vec<Listed>) = listed.into_iter().partition(|one| {
        let entry = known.get(format!("{}document/{}", bases.instances, one.slug).as_str());
        !force
            && entry.is_some_and(|e| e.sha256 == one.sha256 && e.reader == reader && e.path == one.file.name && e.text)
    });
    tally.unchanged = same.len();
    due
}

fn prepare(one: &Listed, pipeline: &Pipeline, bases: &Bases, provenance: &Provenance) -> Result<Prepared, String> {
    let mut document = read(&one.file).map_err(|e| e.to_string())?;
    document.slug.clone_from(&one.slug);
    let extraction = moved(pipeline.extract(&document), bases);
    Ok(Prepared::new(&extraction, Some(document.text), bases, provenance))
}

/// Draws what the store now holds and says what was done.
fn finish(out: &Path, ontology: &Ontology, tally: &Tally) -> Outcome {
    let store = StoreReader::open(out)?;
    let claims: usize = store.manifest().documents.values().map(|entry| entry.claims).sum();
    let (census, written) = if claims > DRAWN {
        let remedy = "to draw a part, build its documents into a folder of their own";
        complain(&format!("no views are drawn: {claims} claims are more than they take; {remedy}"));
        (Census::take(&store, ontology)?, Vec::new())
    } else {
        let collection = store.collection(ontology)?;
        (Census::of(&collection), draw(out, &store, Material::new(&collection, ontology))?)
    };
    Output::open(None)?.put(summary(out, &census, tally, &written).as_bytes())?;
    if tally.failures > 0 { Err(Fault::SomeInputs) } else { Ok(()) }
}

/// The default views beside the store.
fn draw(out: &Path, store: &StoreReader, material: Material<'_>) -> Result<Vec<PathBuf>, Fault> {
    let mut written = Vec::new();
    for (name, format) in [("graph.dot", Format::Dot), ("graph.svg", Format::Svg)] {
        match export(format, material, &ViewOptions::default()) {
            Ok(content) => {
                write_whole(&out.join(name), &content)?;
                written.push(out.join(name));
            }
            Err(e) => complain(&format!("{name} is not drawn: {e}")),
        }
    }
    match explorer(material, &texts(store)?, &ViewOptions::default()) {
        Ok(page) => {
            write_whole(&out.join("explorer.html"), page.as_bytes())?;
            written.push(out.join("explorer.html"));
        }
        Err(e) => complain(&format!("explorer.html is not made: {e}")),
    }
    let turtle = serialize(store.quads()?, Syntax::Turtle, Profile::Rdf12, &store.manifest().bases);
    write_whole(&out.join("graph.ttl"), &turtle.map_err(|e| Fault::output("graph.ttl", &e))?)?;
    written.push(out.join("graph.ttl"));
    Ok(written)
}
