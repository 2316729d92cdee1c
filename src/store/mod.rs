//! The graph at rest: one N-Quads file a document, loaded into oxigraph when it is opened; SPARQL.
//!
//! ```text
//! store/manifest.jsonl          which files are the store; replacing it is the one step that commits a change
//!       documents/<name>.nq     a document's graph: canonical, sorted N-Quads
//!       texts/<name>.txt        the text that was read, so that evidence can be shown and verified
//!       ledger/<name>.jsonl     what became of each sentence, and the entities that the document names
//!       entities/<name>.nq      the graph of those entities, once for all documents
//!       lock                    held by the one process that writes
//! ```
//! Names end in a hash of the content, so no file is ever changed: a writer adds files, then replaces the manifest, then
//! deletes what the manifest no longer names. Whoever is killed in between leaves the old store or the new one.
pub mod fault;
pub mod folder;
pub mod graph;
#[cfg(feature = "rocksdb")]
pub mod index;
pub mod manifest;
pub mod named;
pub mod reader;
pub mod writer;

pub use fault::StoreError;
pub use graph::GraphStore;
#[cfg(feature = "rocksdb")]
pub use index::Index;
pub use manifest::{Entry, Manifest};
pub use reader::StoreReader;
pub use writer::{Prepared, StoreWriter};
