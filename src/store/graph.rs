//! The store opened for SPARQL: every graph loaded into memory, queries over their union.
use std::fs::File;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Quad};
use oxigraph::sparql::{CancellationToken, QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use rayon::prelude::*;

use super::fault::StoreError;
use super::folder::Kind;
use super::reader::StoreReader;
use crate::graph::Bases;
use crate::lexicon::Source;

/// Files parsed at a time: their quads go into the store in the order of the manifest, so that answers have one order.
const CHUNK: usize = 32;

/// A loaded graph that answers queries.
pub struct GraphStore {
    store: Store,
    bases: Bases,
    /// Keeps others from changing what lies on disk while it is asked.
    _held: Option<File>,
}

impl GraphStore {
    /// A graph that was loaded elsewhere.
    #[must_use]
    pub fn of(store: Store, bases: Bases) -> Self {
        Self { store, bases, _held: None }
    }

    /// The same, with a lock that lasts as long as it does.
    #[must_use]
    pub fn held_by(self, lock: File) -> Self {
        Self { _held: Some(lock), ..self }
    }

    /// Opens the index on disk where there is one that can be used, and loads all graphs into memory otherwise.
    ///
    /// # Errors
    /// When a file is missing or broken.
    pub fn open(reader: &StoreReader, source: &Source) -> Result<Self, StoreError> {
        #[cfg(feature = "rocksdb")]
        {
            let index = super::Index::beside(reader);
            if index.exists()
                && let Some(open) = index.open(reader, source)?
            {
                return Ok(open);
            }
        }
        Self::load(reader, source)
    }

    /// Loads all graphs of a store, and the ontology into a graph of its own.
    ///
    /// # Errors
    /// When a file is missing or broken.
    pub fn load(reader: &StoreReader, source: &Source) -> Result<Self, StoreError> {
        reader.consistently(|reader| {
            let store = Store::new().map_err(|e| internal(&e))?;
            let ontology = ontology_quads(reader, source)?;
            parsed(reader, &reader.files(), |batches| {
                let mut loader = store.bulk_loader();
                loader.load_quads(ontology).map_err(|e| internal(&e))?;
                for batch in batches {
                    loader.load_quads(batch?).map_err(|e| internal(&e))?;
                }
                loader.commit().map_err(|e| internal(&e))
            })?;
            Ok(Self::of(store, reader.manifest().bases.clone()))
        })
    }

    /// The store itself, for dumps.
    #[must_use]
    pub fn inner(&self) -> &Store {
        &self.store
    }

    /// The namespaces of the graph.
    #[must_use]
    pub fn bases(&self) -> &Bases {
        &self.bases
    }

    /// Adds quads to what was loaded.
    ///
    /// # Errors
    /// When the store in memory refuses them.
    pub fn add(&self, quads: Vec<Quad>) -> Result<(), StoreError> {
        let mut loader = self.store.bulk_loader();
        loader.load_quads(quads).map_err(|e| internal(&e))?;
        loader.commit().map_err(|e| internal(&e))
    }

    /// Answers a query over the union of all graphs, with the usual prefixes known.
    ///
    /// # Errors
    /// When the query is no SPARQL, or needs what is not there (federation).
    pub fn query(&self, text: &str, cancel: &CancellationToken) -> Result<QueryResults<'static>, QueryFault> {
        let mut evaluator = SparqlEvaluator::new().with_cancellation_token(cancel.clone());
        for (prefix, iri) in self.bases.prefixes() {
            evaluator = evaluator.with_prefix(prefix, iri).map_err(|e| QueryFault { message: e.to_string() })?;
        }
        let mut query = evaluator.parse_query(text).map_err(|e| QueryFault { message: e.to_string() })?;
        query.dataset_mut().set_default_graph_as_union();
        query.on_store(&self.store).execute().map_err(|e| QueryFault { message: e.to_string() })
    }
}

/// Parses files on all processors and hands their quads over in the order of the files, a batch at a time.
pub(super) fn parsed<T>(
    reader: &StoreReader,
    files: &[(Kind, &str)],
    take: impl FnOnce(mpsc::Receiver<Result<Vec<Quad>, StoreError>>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let (sender, receiver) = mpsc::sync_channel(2);
    thread::scope(|scope| {
        scope.spawn(move || {
            for chunk in files.chunks(CHUNK) {
                let quads: Result<Vec<Vec<Quad>>, StoreError> =
                    chunk.par_iter().map(|(kind, name)| reader.quads_of(*kind, name)).collect();
                let broken = quads.is_err();
                // The receiver hangs up at the first fault; what comes after it does not matter.
                if sender.send(quads.map(|all| all.concat())).is_err() || broken {
                    return;
                }
            }
        });
        take(receiver)
    })
}

/// A query that could not be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryFault {
    /// What is wrong, with line and column where the text is at fault.
    pub message: String,
}

/// A token that cancels after a while.
#[must_use]
pub fn cancel_after(limit: Option<Duration>) -> CancellationToken {
    let token = CancellationToken::new();
    if let Some(limit) = limit {
        let token = token.clone();
        thread::spawn(move || {
            thread::sleep(limit);
            token.cancel();
        });
    }
    token
}

/// The ontology as quads of its own graph, moved to the store's bases.
pub(super) fn ontology_quads(reader: &StoreReader, source: &Source) -> Result<Vec<Quad>, StoreError> {
    let bases = &reader.manifest().bases;
    let fault =
        |message: String| StoreError::new("ontology/entente.ttl", message, "correct the file given with --ontology");
    let text = source.read("entente.ttl").map_err(|e| fault(e.message))?;
    let text = bases.renamed(&text);
    let graph = NamedNode::new(bases.ontology_graph()).map_err(|e| fault(e.to_string()))?;
    let parser = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(graph);
    parser.for_slice(text.as_bytes()).map(|quad| quad.map_err(|e| fault(e.to_string()))).collect()
}

fn internal(error: &dyn std::error::Error) -> StoreError {
    StoreError::new("store in memory", error.to_string(), "report this as a fault of the program")
}
