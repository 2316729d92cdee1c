//! What reading texts takes: the pipeline with its resources, threads, and the fingerprint of both.
use std::path::Path;

use clap::Args;
use sha2::{Digest, Sha256};

use super::fault::{Fault, Outcome};
use super::inputs::{InputFile, Listed};
use super::places::OntologyPlace;
use crate::claims::extract::Pipeline;
use crate::graph::Provenance;
use crate::graph::provenance::hexadecimal;
use crate::lexicon::{LoadError, Source};
use crate::mentions::Decisions;
use crate::text::Document;
use crate::text::reading::{ReadError, read_path};

/// How many threads.
#[derive(Debug, Clone, Copy, Args)]
pub struct Jobs {
    /// Number of threads; as many as there are processors without it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

impl Jobs {
    /// Sets the number of threads for the rest of the process.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn apply(self) -> Result<(), Fault> {
        let Some(jobs) = self.jobs else { return Ok(()) };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build_global();
        pool.map_err(|e| Fault::Usage(format!("--jobs {jobs}: {e}; give a smaller number")))
    }
}

/// The pipeline and what it was made from.
///
/// # Errors
/// When a file of the ontology folder is broken.
pub fn load(ontology: &OntologyPlace) -> Result<(Pipeline, Provenance), Fault> {
    let source = ontology.source();
    let pipeline = Pipeline::load(&source)?;
    Ok((pipeline, Provenance::new(resources_hash(&source)?)))
}

/// Applies a file of decisions on identity from now on; what was read without them is read again.
///
/// # Errors
/// When the file cannot be read, or a line of it is no decision.
pub fn decide(file: &Path, pipeline: &mut Pipeline, provenance: &mut Provenance) -> Outcome {
    let name = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|e| Fault::Input(format!("{name}: {e}; give a file of decisions, fields parted by tabs")))?;
    let decisions = Decisions::read("", &text)
        .map_err(|e| Fault::Input(format!("{name}:{}: {}; {}", e.line, e.message, e.remedy)))?;
    pipeline.decide(decisions);
    let mut hash = Sha256::new();
    hash.update(provenance.resources.as_bytes());
    hash.update(text.as_bytes());
    provenance.resources = hexadecimal(&hash.finalize());
    Ok(())
}

/// SHA-256 over all files that decide what is found; the model belongs to the version of the program.
fn resources_hash(source: &Source) -> Result<String, LoadError> {
    let mut paths = vec!["entente.ttl".to_owned(), "confidence.tsv".to_owned()];
    for folder in ["lexicon", "rules", "rules/lists"] {
        paths.extend(source.list(folder));
    }
    let mut hash = Sha256::new();
    for path in paths {
        let text = source.read(&path)?;
        hash.update(format!("{path}\n{}\n", text.len()));
        hash.update(text.as_bytes());
    }
    Ok(hexadecimal(&hash.finalize()))
}

/// Reads a file into a document that is called by the file's portable name, while messages call it as the user did.
///
/// # Errors
/// When it cannot be read.
pub fn read(file: &InputFile) -> Result<Document, ReadError> {
    read_path(&file.path, &file.name).map_err(|e| ReadError { name: shown(&file.path), ..e })
}

/// What a file's document will be called.
///
/// # Errors
/// When it cannot be read.
pub fn look(file: &InputFile) -> Result<Listed, ReadError> {
    let document = read(file)?;
    Ok(Listed { file: file.clone(), slug: document.slug, sha256: document.sha256 })
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
