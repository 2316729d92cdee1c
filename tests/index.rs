//! The index on disk answers as the graph in memory does, follows the store, and is made good after an accident.
#![cfg(feature = "rocksdb")]
mod fixture;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use entente::graph::{Bases, Provenance};
use entente::lexicon::Source;
use entente::store::graph::cancel_after;
use entente::store::named::NamedQuery;
use entente::store::{GraphStore, Index, Prepared, StoreReader, StoreWriter};
use oxigraph::sparql::QueryResults;
use tempfile::TempDir;

/// A store with the fixture in it, some times over under other names.
fn store(copies: usize) -> TempDir {
    let out = TempDir::new().unwrap();
    let mut writer = StoreWriter::open(out.path(), &Bases::default()).unwrap();
    let provenance = Provenance::new("fixture".to_owned());
    let mut batch = Vec::new();
    for copy in 0..copies {
        for extraction in fixture::extractions() {
            let text = serde_json::to_string(&extraction).unwrap();
            let named = text
                .replace("/document/", &format!("/document/copy-{copy}-"))
                .replace("/claim/", &format!("/claim/{copy}x"));
            let (extraction, kept) = (serde_json::from_str(&named).unwrap(), fixture::text(&extraction));
            batch.push(Prepared::new(&extraction, Some(kept), &Bases::default(), &provenance));
        }
    }
    writer.stage(batch).unwrap();
    writer.commit().unwrap();
    out
}

/// Rows of a query, in no order.
fn rows(graph: &GraphStore, query: &str) -> BTreeSet<String> {
    match graph.query(query, &cancel_after(None)).unwrap() {
        QueryResults::Boolean(value) => BTreeSet::from([value.to_string()]),
        QueryResults::Solutions(rows) => rows.map(|row| format!("{:?}", row.unwrap().values())).collect(),
        QueryResults::Graph(triples) => triples.map(|triple| triple.unwrap().to_string()).collect(),
    }
}

fn all(graph: &GraphStore) -> BTreeSet<String> {
    rows(graph, "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }")
}

fn open(out: &Path) -> (GraphStore, GraphStore) {
    let reader = StoreReader::open(out).unwrap();
    let indexed = Index::beside(&reader).open(&reader, &Source::Embedded).unwrap().expect("nobody else is at work");
    (indexed, GraphStore::load(&reader, &Source::Embedded).unwrap())
}

#[test]
fn every_question_has_the_same_answer() {
    let out = store(1);
    let reader = StoreReader::open(out.path()).unwrap();
    let changes = Index::beside(&reader).update(&reader, &Source::Embedded).unwrap();
    assert_eq!((changes.read, changes.dropped, changes.kept), (3, 0, 0));
    let (indexed, loaded) = open(out.path());
    assert_eq!(all(&indexed), all(&loaded));
    for question in NamedQuery::all(&Source::Embedded).unwrap() {
        assert_eq!(rows(&indexed, &question.text), rows(&loaded, &question.text), "{}", question.name);
    }
}

#[test]
fn the_index_follows_the_store_and_reads_only_what_changed() {
    let out = store(3);
    let reader = StoreReader::open(out.path()).unwrap();
    let index = Index::beside(&reader);
    index.update(&reader, &Source::Embedded).unwrap();
    remove_one(out.path());
    let reader = StoreReader::open(out.path()).unwrap();
    let changes = index.update(&reader, &Source::Embedded).unwrap();
    assert_eq!((changes.dropped, changes.read + changes.kept), (1, 6));
    assert!(changes.read <= 1, "only the graph of entities may have changed: {changes:?}");
    let (indexed, loaded) = open(out.path());
    assert_eq!(all(&indexed), all(&loaded));
    remove_one(out.path());
    let reader = StoreReader::open(out.path()).unwrap();
    let busy = index.open(&reader, &Source::Embedded).unwrap();
    assert!(busy.is_none(), "an index that somebody asks is not changed under their hands");
    assert_eq!(all(&GraphStore::open(&reader, &Source::Embedded).unwrap()).len(), all(&open_in_memory(&reader)).len());
    drop(indexed);
    let (indexed, loaded) = open(out.path());
    assert_eq!(all(&indexed), all(&loaded));
}

/// Takes the first document out of a store.
fn remove_one(out: &Path) {
    let mut writer = StoreWriter::open(out, &Bases::default()).unwrap();
    let document = writer.manifest().documents.keys().next().unwrap().clone();
    assert!(writer.remove(&document).unwrap());
    writer.commit().unwrap();
}

fn open_in_memory(reader: &StoreReader) -> GraphStore {
    GraphStore::load(reader, &Source::Embedded).unwrap()
}

#[test]
fn whoever_is_killed_leaves_an_index_that_is_made_good() {
    let out = store(60);
    let command = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_entente"));
        command.args(["index", "-o"]).arg(out.path()).stderr(Stdio::null());
        command
    };
    for wait in [5, 20, 40, 80, 120, 160] {
        let mut child = command().spawn().unwrap();
        thread::sleep(Duration::from_millis(wait));
        let _ = child.kill();
        child.wait().unwrap();
    }
    assert!(command().status().unwrap().success());
    let (indexed, loaded) = open(out.path());
    assert_eq!(all(&indexed), all(&loaded));
    drop(indexed);
    fs::remove_dir_all(out.path().join("index")).unwrap();
    let reader = StoreReader::open(out.path()).unwrap();
    assert!(!Index::beside(&reader).exists());
    assert_eq!(all(&GraphStore::open(&reader, &Source::Embedded).unwrap()), all(&loaded));
}

#[test]
fn a_damaged_index_is_an_error_that_says_what_to_do() {
    let out = store(1);
    let reader = StoreReader::open(out.path()).unwrap();
    let index = Index::beside(&reader);
    index.update(&reader, &Source::Embedded).unwrap();
    let manifest = fs::read_dir(out.path().join("index/rocksdb")).unwrap().flatten();
    for file in manifest.filter(|file| file.file_name().to_string_lossy().starts_with("MANIFEST")) {
        fs::write(file.path(), "nonsense").unwrap();
    }
    let fault = index.open(&reader, &Source::Embedded).err().expect("the index is broken").to_string();
    assert!(fault.contains("index") && fault.contains("delete the folder"), "{fault}");
}
