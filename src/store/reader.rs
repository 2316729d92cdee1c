//! Reading a store: its manifest, its records, the texts behind them.
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use oxigraph::model::Quad;
use rayon::prelude::*;

use super::fault::StoreError;
use super::folder::{Folder, Kind};
use super::manifest::{Entry, Manifest};
use crate::claims::record::{DocumentRecord, EntityRecord, Extraction, Record, SentenceRecord};
use crate::graph::Collection;
use crate::graph::reading::{Reading, parse_nquads};
use crate::lexicon::Ontology;

/// What became of a document's sentences, and the entities that it names.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    /// The document.
    pub document: Option<DocumentRecord>,
    /// In order of the text.
    pub sentences: Vec<SentenceRecord>,
    /// Sorted by IRI.
    pub entities: Vec<EntityRecord>,
}

/// The ledger as JSON Lines.
#[must_use]
pub fn ledger_text(document: &DocumentRecord, sentences: &[SentenceRecord], entities: &[EntityRecord]) -> String {
    let head = std::iter::once(Record::Document(document.clone()));
    let rest = sentences.iter().cloned().map(Record::Sentence);
    let records = head.chain(rest).chain(entities.iter().cloned().map(Record::Entity));
    records.filter_map(|record| serde_json::to_string(&record).ok()).map(|line| line + "\n").collect()
}

/// Reads a ledger.
///
/// # Errors
/// At the first line that is no record.
pub fn parse_ledger(text: &str, path: &Path) -> Result<Ledger, StoreError> {
    let mut ledger = Ledger { document: None, sentences: Vec::new(), entities: Vec::new() };
    for (line, number) in text.lines().zip(1..) {
        match serde_json::from_str(line) {
            Ok(Record::Document(document)) => ledger.document = Some(document),
            Ok(Record::Sentence(sentence)) => ledger.sentences.push(sentence),
            Ok(Record::Entity(entity)) => ledger.entities.push(entity),
            Ok(Record::Mention(_) | Record::Claim(_)) => {}
            Err(e) => {
                let place = format!("{}:{number}:{}", path.display(), e.column());
                return Err(StoreError::new(place, e.to_string(), "build the document again"));
            }
        }
    }
    Ok(ledger)
}

/// A store as it was at one moment. Readers need no lock: files never change, and a writer that replaces them meanwhile
/// makes us start over with the new manifest.
#[derive(Debug, Clone)]
pub struct StoreReader {
    folder: Folder,
    manifest: Manifest,
}

impl StoreReader {
    /// Opens the store under an output folder.
    ///
    /// # Errors
    /// When there is none, or its manifest cannot be read.
    pub fn open(output: &Path) -> Result<Self, StoreError> {
        let folder = Folder::under(output);
        let missing = || StoreError::io(folder.root(), "open the store", &io::ErrorKind::NotFound.into());
        let manifest = Manifest::load(&folder)?.ok_or_else(missing)?;
        Ok(Self { folder, manifest })
    }

    /// What the store holds.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Does something with the files, again from the start when a writer took them away meanwhile.
    ///
    /// # Errors
    /// What `action` gives, or when the files keep vanishing.
    pub fn consistently<T>(&self, action: impl Fn(&Self) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut seen = self.clone();
        loop {
            match action(&seen) {
                Err(fault) => match Manifest::load(&seen.folder)? {
                    Some(newer) if newer != seen.manifest => seen.manifest = newer,
                    _ => return Err(fault),
                },
                done => return done,
            }
        }
    }

    /// The N-Quads files of all documents and of the entities, as they are.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn files(&self) -> Vec<(Kind, &str)> {
        let documents = self.manifest.documents.values().map(|entry| (Kind::Documents, entry.name.as_str()));
        documents.chain(self.manifest.entities.iter().map(|name| (Kind::Entities, name.as_str()))).collect()
    }

    /// All graphs by IRI, with the kinds and names of the files that hold them.
    #[must_use]
    pub fn graphs(&self) -> BTreeMap<String, (Kind, String)> {
        let bases = &self.manifest.bases;
        let documents = self.manifest.documents.iter();
        let mut graphs: BTreeMap<String, (Kind, String)> = documents
            .map(|(document, entry)| (bases.expand(document).into_owned(), (Kind::Documents, entry.name.clone())))
            .collect();
        if let Some(name) = &self.manifest.entities {
            graphs.insert(bases.entities_graph(), (Kind::Entities, name.clone()));
        }
        graphs
    }

    /// The folder of the store.
    #[must_use]
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The text of a document, when the store keeps it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn text(&self, entry: &Entry) -> Result<Option<String>, StoreError> {
        if !entry.text {
            return Ok(None);
        }
        self.folder.read(Kind::Texts, &entry.name).map(Some)
    }

    /// The records of one document: its claims and entities from the graph, its sentences from the ledger.
    ///
    /// # Errors
    /// When a file is missing or broken.
    pub fn extraction(&self, entry: &Entry, reading: &Reading) -> Result<Extraction, StoreError> {
        let quads = self.quads_of(Kind::Documents, &entry.name)?;
        let mut extraction = reading.extraction(&quads).ok_or_else(|| {
            let path = self.folder.path(Kind::Documents, &entry.name).display().to_string();
            StoreError::new(path, "the graph describes no document", "build the document again")
        })?;
        let ledger =
            parse_ledger(&self.folder.read(Kind::Ledger, &entry.name)?, &self.folder.path(Kind::Ledger, &entry.name))?;
        extraction.sentences = ledger.sentences;
        extraction.entities.extend(ledger.entities);
        extraction.entities.sort_by(|a, b| a.id.cmp(&b.id));
        if let Some(document) = ledger.document {
            extraction.document = document;
        }
        Ok(extraction)
    }

    /// The records of all documents, in order of their IRIs.
    ///
    /// # Errors
    /// When a file is missing or broken.
    pub fn extractions(&self, ontology: &Ontology) -> Result<Vec<Extraction>, StoreError> {
        self.consistently(|store| {
            let reading = Reading::new(&store.manifest.bases, ontology);
            let entries: Vec<&Entry> = store.manifest.documents.values().collect();
            entries.into_par_iter().map(|entry| store.extraction(entry, &reading)).collect()
        })
    }

    /// All quads of all documents and of the entities.
    ///
    /// # Errors
    /// When a file is missing or broken.
    pub fn quads(&self) -> Result<Vec<Quad>, StoreError> {
        self.consistently(|store| {
            let files: Result<Vec<Vec<Quad>>, StoreError> =
                store.files().into_par_iter().map(|(kind, name)| store.quads_of(kind, name)).collect();
            Ok(files?.concat())
        })
    }

    /// The quads of one file.
    ///
    /// # Errors
    /// When it is missing or broken.
    pub fn quads_of(&self, kind: Kind, name: &str) -> Result<Vec<Quad>, StoreError> {
        parse_nquads(&self.folder.read(kind, name)?).map_err(|e| {
            let place = format!("{}:{}:{}", self.folder.path(kind, name).display(), e.line, e.column);
            StoreError::new(place, e.message, "build the document again, or restore the file from a copy")
        })
    }

    /// All records, each entity described once: what views are drawn from.
    ///
    /// # Errors
    /// When a file is missing or broken.
    pub fn collection(&self, ontology: &Ontology) -> Result<Collection, StoreError> {
        Ok(Collection::from_extractions(self.extractions(ontology)?))
    }
}
