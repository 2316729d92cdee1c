//! An index of the graph on disk, for collections that take too long to load (cargo feature `rocksdb`).
//!
//! ```text
//! index/state.jsonl   what is in the index: a fingerprint, then one graph a line with the file it was made from
//!       rocksdb/      the index itself; everything in it can be made again from the store's N-Quads files
//!       lock          shared by those who ask, held alone by the one who changes
//! ```
//! The state is taken away before a change and written after it. Whoever is killed in between leaves an index without a
//! state, which the next change builds anew.
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use oxigraph::model::NamedNode;
use oxigraph::store::Store;

use super::fault::StoreError;
use super::folder::{Kind, sync_folder, write_whole};
use super::graph::{GraphStore, ontology_quads, parsed};
use super::reader::StoreReader;
use crate::graph::provenance::short_hash;
use crate::lexicon::Source;

const REMEDY: &str = "delete the folder of the index and run `entente index` again; the store itself is whole";

/// Memory that a change may take, in megabytes.
const MEMORY: usize = 1024;

/// The folder of an index.
#[derive(Debug, Clone)]
pub struct Index {
    root: PathBuf,
}

/// Graphs by IRI, with the names of the files they come from.
type Graphs = BTreeMap<String, (Kind, String)>;

/// What a change did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changes {
    /// Graphs that were read.
    pub read: usize,
    /// Graphs that were dropped.
    pub dropped: usize,
    /// Graphs that were there already.
    pub kept: usize,
}

impl Index {
    /// The index beside a store (`out/store` → `out/index`).
    #[must_use]
    pub fn beside(reader: &StoreReader) -> Self {
        let output = reader.folder().root().parent().unwrap_or(Path::new("."));
        Self { root: output.join("index") }
    }

    /// True when there is an index, whatever its state.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.root.join("lock").exists()
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Opens the index, brought up to the store's state first; none when others are at work in it, or the store moved on
    /// meanwhile.
    ///
    /// # Errors
    /// When the index is damaged or the disk is full.
    pub fn open(&self, reader: &StoreReader, source: &Source) -> Result<Option<GraphStore>, StoreError> {
        let wanted = Wanted::new(reader, source)?;
        let lock = self.lock()?;
        if lock.try_lock_shared().is_err() {
            return Ok(None);
        }
        let current = self.fingerprint().as_ref() == Some(&wanted.fingerprint);
        // A shared lock is given back before one is asked for that nobody else may hold.
        drop(lock);
        if !current {
            self.try_update(reader, source)?;
        }
        let lock = self.lock()?;
        if lock.try_lock_shared().is_err() || self.fingerprint() != Some(wanted.fingerprint) {
            return Ok(None);
        }
        let store = Store::open_read_only(self.root.join("rocksdb")).map_err(|e| self.damaged(&e))?;
        Ok(Some(GraphStore::of(store, reader.manifest().bases.clone()).held_by(lock)))
    }

    /// Makes the index, or brings it up to the store's state.
    ///
    /// # Errors
    /// When others are at work in it, it is damaged, a file of the store is broken, or the disk is full.
    pub fn update(&self, reader: &StoreReader, source: &Source) -> Result<Changes, StoreError> {
        fs::create_dir_all(&self.root).map_err(|e| StoreError::io(&self.root, "create the folder", &e))?;
        let busy = || {
            let place = self.root.join("lock").display().to_string();
            StoreError::new(place, "the index is in use by another process", "wait until it has finished")
        };
        self.try_update(reader, source)?.ok_or_else(busy)
    }

    /// Nothing when others are at work in the index.
    fn try_update(&self, reader: &StoreReader, source: &Source) -> Result<Option<Changes>, StoreError> {
        let lock = self.lock()?;
        if lock.try_lock().is_err() {
            return Ok(None);
        }
        reader.consistently(|reader| self.bring_up(reader, &Wanted::new(reader, source)?)).map(Some)
    }

    fn bring_up(&self, reader: &StoreReader, wanted: &Wanted) -> Result<Changes, StoreError> {
        let present = self.present(wanted);
        if self.fingerprint().as_ref() == Some(&wanted.fingerprint) {
            return Ok(Changes { read: 0, dropped: 0, kept: wanted.graphs.len() });
        }
        let path = self.root.join("rocksdb");
        remove(&self.state(), |path| fs::remove_file(path))?;
        sync_folder(&self.root);
        if present.is_none() {
            remove(&path, |path| fs::remove_dir_all(path))?;
        }
        let present = present.unwrap_or_default();
        let store = Store::open(&path).map_err(|e| self.damaged(&e))?;
        let same = |graph: &String, name: &String| wanted.graphs.get(graph).is_some_and(|(_, file)| file == name);
        let gone: Vec<&String> = present.iter().filter(|(graph, name)| !same(graph, name)).map(|(g, _)| g).collect();
        for graph in &gone {
            store.remove_named_graph(&NamedNode::new_unchecked(graph.as_str())).map_err(|e| self.damaged(&e))?;
        }
        let due: Vec<(Kind, &str)> = wanted
            .graphs
            .iter()
            .filter(|(graph, (_, name))| present.get(*graph) != Some(name))
            .map(|(_, (kind, name))| (*kind, name.as_str()))
            .collect();
        self.load(&store, reader, &due, wanted, present.is_empty())?;
        store.flush().map_err(|e| self.damaged(&e))?;
        drop(store);
        self.write_state(wanted)?;
        let dropped = gone.iter().filter(|graph| !wanted.graphs.contains_key(**graph)).count();
        Ok(Changes { read: due.len(), dropped, kept: wanted.graphs.len() - due.len() })
    }

    fn load(
        &self,
        store: &Store,
        reader: &StoreReader,
        due: &[(Kind, &str)],
        wanted: &Wanted,
        fresh: bool,
    ) -> Result<(), StoreError> {
        let mut loader = store.bulk_loader().with_max_memory_size_in_megabytes(MEMORY).without_atomicity();
        if fresh {
            loader.load_quads(ontology_quads(reader, &wanted.source)?).map_err(|e| self.damaged(&e))?;
        }
        parsed(reader, due, |batches| {
            let quads = batches.into_iter().flat_map(|batch| match batch {
                Ok(quads) => quads.into_iter().map(Ok).collect(),
                Err(fault) => vec![Err(fault)],
            });
            loader.load_ok_quads::<StoreError, StoreError>(quads)?;
            loader.commit().map_err(|e| self.damaged(&e))
        })?;
        if fresh { store.optimize().map_err(|e| self.damaged(&e)) } else { Ok(()) }
    }

    fn lock(&self) -> Result<File, StoreError> {
        let path = self.root.join("lock");
        let options = fs::OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        options.map_err(|e| StoreError::io(&path, "open the lock", &e))
    }

    fn state(&self) -> PathBuf {
        self.root.join("state.jsonl")
    }

    /// The fingerprint of what is in the index; none when it is not known.
    fn fingerprint(&self) -> Option<String> {
        let line = BufReader::new(File::open(self.state()).ok()?).lines().next()?.ok()?;
        serde_json::from_str::<[String; 2]>(&line).ok().map(|[fingerprint, _]| fingerprint)
    }

    /// The graphs in the index, when it can serve as a beginning.
    fn present(&self, wanted: &Wanted) -> Option<BTreeMap<String, String>> {
        let text = fs::read_to_string(self.state()).ok()?;
        let mut lines = text.lines();
        let [_, base]: [String; 2] = serde_json::from_str(lines.next()?).ok()?;
        let graphs: Result<BTreeMap<String, String>, _> = lines.map(serde_json::from_str::<(String, String)>).collect();
        graphs.ok().filter(|_| base == wanted.base && self.root.join("rocksdb").is_dir())
    }

    fn write_state(&self, wanted: &Wanted) -> Result<(), StoreError> {
        let head = serde_json::to_string(&[&wanted.fingerprint, &wanted.base]);
        let graphs = wanted.graphs.iter().map(|(graph, (_, name))| serde_json::to_string(&(graph, name)));
        let lines: Result<Vec<String>, _> = std::iter::once(head).chain(graphs).collect();
        write_whole(&self.state(), (lines.unwrap_or_default().join("\n") + "\n").as_bytes())
    }

    fn damaged(&self, error: &dyn std::error::Error) -> StoreError {
        StoreError::new(self.root.display().to_string(), error.to_string(), REMEDY)
    }
}

fn remove(path: &Path, how: impl Fn(&Path) -> io::Result<()>) -> Result<(), StoreError> {
    match how(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(StoreError::io(path, "delete", &e)),
        _ => Ok(()),
    }
}

/// What an index should hold.
struct Wanted {
    /// Differs when anything differs.
    fingerprint: String,
    /// Differs when all graphs must be read anew: other namespaces, another ontology.
    base: String,
    graphs: Graphs,
    source: Source,
}

impl Wanted {
    fn new(reader: &StoreReader, source: &Source) -> Result<Self, StoreError> {
        let bases = &reader.manifest().bases;
        let ontology = source.read("entente.ttl").map_err(|e| StoreError::new(e.file, e.message, e.remedy))?;
        let graphs = reader.graphs();
        let base = short_hash(&["entente-index-1", &bases.ontology, &bases.instances, &ontology]);
        let mut parts: Vec<&str> = vec![&base];
        parts.extend(graphs.iter().flat_map(|(graph, (_, name))| [graph.as_str(), name.as_str()]));
        Ok(Self { fingerprint: short_hash(&parts), base, graphs, source: source.clone() })
    }
}
