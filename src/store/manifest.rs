//! The manifest: which files are the store. One line for the whole, then one line a document, sorted by IRI.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::fault::StoreError;
use super::folder::{Folder, Kind, write_whole};
use crate::graph::Bases;

const FORMAT: &str = "entente-store-1";
const REMEDY: &str = "restore the file from a copy, or delete the store and build it again";

/// What the store holds at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Namespaces under which the graphs are written.
    pub bases: Bases,
    /// Name of the graph of entities; none while no document names any.
    pub entities: Option<String>,
    /// Documents by IRI.
    pub documents: BTreeMap<String, Entry>,
}

/// One document of the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// IRI.
    pub document: String,
    /// Name of its files.
    pub name: String,
    /// Path of the source, relative.
    pub path: String,
    /// SHA-256 of the source's bytes.
    pub sha256: String,
    /// Tool and resources that read it.
    pub reader: String,
    /// True when the text is kept.
    pub text: bool,
    /// Number of claims.
    pub claims: usize,
}

#[derive(Serialize, Deserialize)]
struct Head {
    format: String,
    ontology: String,
    instances: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    entities: Option<String>,
}

impl Manifest {
    /// An empty store.
    #[must_use]
    pub fn new(bases: Bases) -> Self {
        Self { bases, entities: None, documents: BTreeMap::new() }
    }

    /// Reads the manifest of a store; none when there is no store yet.
    ///
    /// # Errors
    /// When it is there but cannot be read or understood.
    pub fn load(folder: &Folder) -> Result<Option<Self>, StoreError> {
        let path = folder.manifest();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(StoreError::io(&path, "read the manifest", &e)),
        };
        let fault =
            |line: usize, message: String| StoreError::new(format!("{}:{line}", path.display()), message, REMEDY);
        let mut lines = text.lines().zip(1..);
        let (first, _) = lines.next().ok_or_else(|| fault(1, "the manifest is empty".to_owned()))?;
        let head: Head = serde_json::from_str(first).map_err(|e| fault(1, e.to_string()))?;
        if head.format != FORMAT {
            return Err(fault(1, format!("the store has format {}, this program knows {FORMAT}", head.format)));
        }
        let bases = Bases { ontology: head.ontology, instances: head.instances };
        let mut manifest = Self { bases, entities: head.entities, documents: BTreeMap::new() };
        for (line, number) in lines {
            let entry: Entry = serde_json::from_str(line).map_err(|e| fault(number, e.to_string()))?;
            manifest.documents.insert(entry.document.clone(), entry);
        }
        Ok(Some(manifest))
    }

    /// Replaces the manifest on disk: the step that commits.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self, folder: &Folder) -> Result<(), StoreError> {
        write_whole(&folder.manifest(), self.to_lines().as_bytes())
    }

    fn to_lines(&self) -> String {
        let head = Head {
            format: FORMAT.to_owned(),
            ontology: self.bases.ontology.clone(),
            instances: self.bases.instances.clone(),
            entities: self.entities.clone(),
        };
        let mut text = serde_json::to_string(&head).unwrap_or_default();
        text.push('\n');
        for entry in self.documents.values() {
            text.push_str(&serde_json::to_string(entry).unwrap_or_default());
            text.push('\n');
        }
        text
    }

    /// Paths of all files that belong to the store.
    #[must_use]
    pub fn files(&self, folder: &Folder) -> BTreeSet<PathBuf> {
        let mut files: BTreeSet<PathBuf> = BTreeSet::new();
        files.extend(self.entities.iter().map(|name| folder.path(Kind::Entities, name)));
        for entry in self.documents.values() {
            files.insert(folder.path(Kind::Documents, &entry.name));
            files.insert(folder.path(Kind::Ledger, &entry.name));
            if entry.text {
                files.insert(folder.path(Kind::Texts, &entry.name));
            }
        }
        files
    }

    /// The document that a user means: by IRI, by the last part of the IRI, by name of the files, or by path.
    #[must_use]
    pub fn find(&self, words: &str) -> Option<&Entry> {
        let exact = self.documents.get(words);
        exact.or_else(|| {
            let slug = |entry: &&Entry| entry.document.rsplit('/').next() == Some(words);
            let named = |entry: &&Entry| entry.name == words || entry.path == words;
            let entries = || self.documents.values();
            entries().find(slug).or_else(|| entries().find(named))
        })
    }
}
