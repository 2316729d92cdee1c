//! The store: what goes in comes out, whatever the order; a step is done whole or not at all.
mod fixture;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use entente::claims::record::Extraction;
use entente::graph::{Bases, Provenance};
use entente::lexicon::{Ontology, Source};
use entente::store::{Prepared, StoreReader, StoreWriter};
use tempfile::TempDir;

fn prepared(extraction: &Extraction) -> Prepared {
    let provenance = Provenance::new("fixture".to_owned());
    Prepared::new(extraction, Some(fixture::text(extraction)), &Bases::default(), &provenance)
}

fn store(extractions: &[Extraction]) -> TempDir {
    let out = TempDir::new().unwrap();
    let mut writer = StoreWriter::open(out.path(), &Bases::default()).unwrap();
    writer.stage(extractions.iter().map(prepared).collect()).unwrap();
    assert!(writer.commit().unwrap());
    out
}

/// Content of every file but the lock, by path in the store.
fn files(out: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                walk(root, &path, found);
            } else if name != "lock" {
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&out.join("store"), &out.join("store"), &mut found);
    found
}

fn ontology() -> Ontology {
    Ontology::load(&Source::Embedded).unwrap()
}

#[test]
fn records_come_back_as_they_went_in() {
    let mut expected = fixture::extractions();
    let out = store(&expected);
    for extraction in &mut expected {
        extraction.mentions.clear();
        let used = serde_json::to_string(&(&extraction.claims, &extraction.document)).unwrap();
        extraction.entities.retain(|e| used.contains(&format!("\"{}\"", e.id)));
    }
    expected.sort_by(|a, b| a.document.id.cmp(&b.document.id));
    let found = StoreReader::open(out.path()).unwrap().extractions(&ontology()).unwrap();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found.document, expected.document);
        assert_eq!(found.sentences, expected.sentences);
        assert_eq!(found.entities, expected.entities);
        assert_eq!(found.claims, expected.claims);
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn the_order_of_a_chain_and_the_words_of_every_sentence_come_back() {
    let mut all = fixture::extractions();
    let entity = |name: &str| all[0].entities.iter().find(|e| e.id.ends_with(name)).unwrap().id.clone();
    let chain = vec![entity("/suderland"), entity("/norland"), entity("/suderland")];
    let others: Vec<_> = all[0].claims.iter().map(|claim| claim.evidence.clone()).collect();
    let claim = &mut all[0].claims[0];
    claim.reported_by.clone_from(&chain);
    claim.also_at = others.into_iter().filter(|e| e.start > claim.evidence.end && e.object.is_some()).collect();
    claim.also_at.dedup_by_key(|e| e.start);
    assert!(claim.also_at.len() > 1);
    claim.also_at[1].subject = None;
    let expected = claim.clone();
    let out = store(&all);
    let store = StoreReader::open(out.path()).unwrap();
    let collection = store.collection(&ontology()).unwrap();
    let found = collection.claims.iter().find(|claim| claim.id == expected.id).unwrap();
    assert_eq!((&found.reported_by, &found.also_at), (&chain, &expected.also_at));
    assert_eq!(*found, expected);
    let graph = entente::store::GraphStore::load(&store, &Source::Embedded).unwrap();
    let asked = format!("ASK {{ <{}> ent:reportingChain/rdf:rest/rdf:first <{}> }}", expected.id, chain[1]);
    let answer = graph.query(&asked, &entente::store::graph::cancel_after(None)).unwrap();
    assert!(matches!(answer, oxigraph::sparql::QueryResults::Boolean(true)));
}

#[test]
fn the_order_of_reading_leaves_no_trace() {
    let all = fixture::extractions();
    let forward = store(&all);
    let backward = store(&all.iter().rev().cloned().collect::<Vec<_>>());
    let one_by_one = TempDir::new().unwrap();
    for extraction in all.iter().rev() {
        let mut writer = StoreWriter::open(one_by_one.path(), &Bases::default()).unwrap();
        writer.stage(vec![prepared(extraction)]).unwrap();
        writer.commit().unwrap();
    }
    assert_eq!(files(forward.path()), files(backward.path()));
    assert_eq!(files(forward.path()), files(one_by_one.path()));
}

#[test]
fn graphs_are_sorted_without_blank_nodes_and_without_duplicates() {
    let out = store(&fixture::extractions());
    let graphs = files(out.path()).into_iter().filter(|(name, _)| name.ends_with(".nq"));
    let mut count = 0;
    for (name, bytes) in graphs {
        let text = String::from_utf8(bytes).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.is_sorted_by(|a, b| a < b), "{name}");
        assert!(lines.iter().all(|line| line.starts_with('<') && !line.contains(" _:")), "{name}");
        count += 1;
    }
    assert_eq!(count, 3);
}

#[test]
fn a_plain_triple_is_stored_only_for_what_the_author_asserts() {
    let out = store(&fixture::extractions());
    let quads = StoreReader::open(out.path()).unwrap().quads().unwrap();
    let ontology = "https://w3id.org/entente/ontology#";
    let mut plain: Vec<String> = quads
        .iter()
        .filter(|q| q.subject.to_string().contains("/id/") && !q.subject.to_string().contains("/id/claim/"))
        .filter_map(|q| q.predicate.as_str().strip_prefix(ontology).map(str::to_owned))
        .filter(|p| p != "hasMember")
        .collect();
    plain.sort();
    assert_eq!(plain, ["concludedOn", "criticizes", "ratifies", "signs", "signs", "supports"]);
}

#[test]
fn reading_the_same_again_changes_nothing() {
    let all = fixture::extractions();
    let out = store(&all);
    let before = files(out.path());
    let mut writer = StoreWriter::open(out.path(), &Bases::default()).unwrap();
    writer.stage(all.iter().map(prepared).collect()).unwrap();
    assert!(!writer.commit().unwrap());
    assert_eq!(files(out.path()), before);
}

#[test]
fn a_changed_document_leaves_the_files_of_others_alone() {
    let mut all = fixture::extractions();
    let out = store(&all);
    let before = files(out.path());
    all[0].claims.truncate(3);
    let mut writer = StoreWriter::open(out.path(), &Bases::default()).unwrap();
    writer.stage(vec![prepared(&all[0])]).unwrap();
    assert!(writer.commit().unwrap());
    let after = files(out.path());
    let changed: Vec<&String> = before.keys().filter(|name| after.get(*name) != before.get(*name)).collect();
    assert!(changed.iter().all(|name| !name.contains("a-note")), "{changed:?}");
    assert_eq!(after, files(store(&all).path()));
}

#[test]
fn a_removed_document_takes_along_the_entities_that_only_it_used() {
    let mut all = fixture::extractions();
    all[1].claims.retain(|claim| claim.predicate == "ent:faces");
    let out = store(&all);
    let mut writer = StoreWriter::open(out.path(), &Bases::default()).unwrap();
    assert!(writer.remove(&all[0].document.id).unwrap());
    assert!(!writer.remove("https://w3id.org/entente/id/document/none").unwrap());
    writer.commit().unwrap();
    assert_eq!(files(out.path()), files(store(&all[1..]).path()));
    let collection = StoreReader::open(out.path()).unwrap().collection(&ontology()).unwrap();
    let labels: Vec<&str> = collection.entities.iter().map(|e| e.id.rsplit('/').next().unwrap()).collect();
    assert_eq!(labels, ["coast-guard", "envoy", "grey-ice"]);
}

#[test]
fn an_entity_that_two_documents_call_differently_has_one_label() {
    let mut all = fixture::extractions();
    let accord = |e: &&mut entente::claims::record::EntityRecord| e.id.ends_with("/fjord-accord");
    all[1].entities.iter_mut().find(accord).unwrap().label = "The Accord of the Fjords".to_owned();
    let out = store(&all);
    let collection = StoreReader::open(out.path()).unwrap().collection(&ontology()).unwrap();
    let accord = collection.entity("https://w3id.org/entente/id/agreement/fjord-accord").unwrap();
    assert_eq!(
        (accord.label.as_str(), accord.aliases.clone()),
        ("Fjord Accord", vec!["The Accord of the Fjords".into()])
    );
    let quads = StoreReader::open(out.path()).unwrap().quads().unwrap();
    let labels = quads.iter().filter(|q| q.subject.to_string().ends_with("/fjord-accord>"));
    assert_eq!(labels.filter(|q| q.predicate.as_str().ends_with("#prefLabel")).count(), 1);
}

#[test]
fn what_is_not_committed_never_happened() {
    let all = fixture::extractions();
    let out = store(&all[..1]);
    let before = files(out.path());
    {
        let mut writer = StoreWriter::open(out.path(), &Bases::default()).unwrap();
        writer.stage(vec![prepared(&all[1])]).unwrap();
    }
    assert_eq!(StoreReader::open(out.path()).unwrap().manifest().documents.len(), 1);
    drop(StoreWriter::open(out.path(), &Bases::default()).unwrap());
    assert_eq!(files(out.path()), before);
}

#[test]
fn a_second_writer_is_told_who_writes() {
    let out = store(&fixture::extractions());
    let first = StoreWriter::open(out.path(), &Bases::default()).unwrap();
    let refused = StoreWriter::open(out.path(), &Bases::default()).unwrap_err().to_string();
    assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
    assert_eq!(StoreReader::open(out.path()).unwrap().extractions(&ontology()).unwrap().len(), 2);
    drop(first);
    assert!(StoreWriter::open(out.path(), &Bases::default()).is_ok());
}

#[test]
fn a_reader_follows_a_writer_that_takes_its_files_away() {
    let mut all = fixture::extractions();
    let out = store(&all);
    let reader = StoreReader::open(out.path()).unwrap();
    all[0].claims.truncate(2);
    let mut writer = StoreWriter::open(out.path(), &Bases::default()).unwrap();
    writer.stage(vec![prepared(&all[0])]).unwrap();
    writer.commit().unwrap();
    let claims: usize = reader.extractions(&ontology()).unwrap().iter().map(|e| e.claims.len()).sum();
    assert_eq!(claims, 4);
}

#[test]
fn a_broken_file_is_named_with_its_line() {
    let out = store(&fixture::extractions());
    let name = files(out.path()).into_keys().find(|name| name.starts_with("documents/a-note")).unwrap();
    let path = out.path().join("store").join(name);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen(" .\n", " \n", 2)).unwrap();
    let fault = StoreReader::open(out.path()).unwrap().quads().unwrap_err();
    assert!(fault.place.contains("a-note") && fault.place.ends_with(|c: char| c.is_ascii_digit()), "{fault}");
    assert!(!fault.remedy.is_empty());
}

#[test]
fn a_broken_manifest_is_a_fault_and_not_an_empty_store() {
    let out = store(&fixture::extractions());
    let path = out.path().join("store/manifest.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    for broken in ["", "{}\n", &text.replace("entente-store-1", "entente-store-9"), &text[..text.len() - 9]] {
        fs::write(&path, broken).unwrap();
        assert!(StoreReader::open(out.path()).is_err());
        assert!(StoreWriter::open(out.path(), &Bases::default()).is_err());
    }
}

#[test]
fn a_document_with_a_broken_ledger_can_be_built_again() {
    let all = fixture::extractions();
    let out = store(&all);
    let before = files(out.path());
    let name = before.keys().find(|name| name.starts_with("ledger/a-note")).unwrap();
    fs::remove_file(out.path().join("store").join(name)).unwrap();
    let mut writer = StoreWriter::open(out.path(), &Bases::default()).unwrap();
    writer.stage(vec![prepared(&all[1])]).unwrap();
    writer.commit().unwrap();
    assert_eq!(files(out.path()), before);
}
