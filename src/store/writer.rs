//! Changes to a store: prepared anywhere, staged by the one writer, committed in one step.
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use rayon::prelude::*;

use super::fault::StoreError;
use super::folder::{Folder, Kind, write_whole};
use super::manifest::{Entry, Manifest};
use super::reader::{Ledger, ledger_text, parse_ledger};
use crate::claims::record::{EntityRecord, Extraction};
use crate::graph::provenance::short_hash;
use crate::graph::quads::{document_quads, entities_in_use, entity_quads};
use crate::graph::{Bases, Descriptions, Provenance};

/// The files of one document, ready to be written; made in parallel, as it depends on nothing but its input.
#[derive(Debug, Clone)]
pub struct Prepared {
    entry: Entry,
    quads: String,
    ledger: String,
    text: Option<String>,
    entities: Vec<EntityRecord>,
}

impl Prepared {
    /// Turns an extraction into files. `text` is the document's text, if it is known.
    #[must_use]
    pub fn new(extraction: &Extraction, text: Option<String>, bases: &Bases, provenance: &Provenance) -> Self {
        let quads = document_quads(extraction, bases, provenance).to_nquads();
        let entities = entities_in_use(extraction);
        let ledger = ledger_text(&extraction.document, &extraction.sentences, &entities);
        let document = &extraction.document;
        let hash = short_hash(&[&quads, &ledger, text.as_deref().unwrap_or_default()]);
        let entry = Entry {
            document: document.id.clone(),
            name: format!("{}-{}", file_slug(&document.id), &hash[..8]),
            path: document.path.clone(),
            sha256: document.sha256.clone(),
            reader: provenance.fingerprint(),
            text: text.is_some(),
            claims: extraction.claims.len(),
        };
        Self { entry, quads, ledger, text, entities }
    }

    /// What the manifest will say of the document.
    #[must_use]
    pub fn entry(&self) -> &Entry {
        &self.entry
    }
}

/// The last part of an IRI as a file name that every system takes: at most 80 of `a-z 0-9 . _ -`.
fn file_slug(iri: &str) -> String {
    let last = iri.trim_end_matches('/').rsplit(['/', '#']).next().unwrap_or_default();
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c.to_ascii_lowercase() } else { '-' };
    let slug: String = last.chars().map(plain).take(80).collect();
    let slug = slug.trim_matches(['.', '-']);
    if slug.is_empty() { "document".to_owned() } else { slug.to_owned() }
}

/// The one process that may change the store. Dropping it without [`StoreWriter::commit`] leaves the store as it was.
#[derive(Debug)]
pub struct StoreWriter {
    folder: Folder,
    /// Held until the writer is dropped; the system lets go of it even when the process is killed.
    _lock: File,
    committed: Manifest,
    pending: Manifest,
    descriptions: Option<Descriptions>,
    /// True while files may lie in the folder that no manifest names.
    unfinished: bool,
}

impl StoreWriter {
    /// Takes the lock of the store under an output folder, which is made if it is missing.
    ///
    /// # Errors
    /// When another process holds the lock, or the folder or its manifest is not usable.
    pub fn open(output: &Path, bases: &Bases) -> Result<Self, StoreError> {
        let folder = Folder::under(output);
        folder.create()?;
        let lock = take_lock(&folder)?;
        let committed = Manifest::load(&folder)?.unwrap_or_else(|| Manifest::new(bases.clone()));
        if !committed.documents.is_empty() && committed.bases != *bases {
            return Err(StoreError::new(
                folder.manifest().display().to_string(),
                format!("the store has other bases: {} and {}", committed.bases.ontology, committed.bases.instances),
                "give the same bases, or another folder with -o DIR",
            ));
        }
        let committed = Manifest { bases: bases.clone(), ..committed };
        folder.sweep(&committed.files(&folder));
        Ok(Self { folder, _lock: lock, pending: committed.clone(), committed, descriptions: None, unfinished: false })
    }

    /// The store as it will be after the next commit.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.pending
    }

    /// Adds documents, or replaces those of the same IRI.
    ///
    /// # Errors
    /// When a file cannot be written; nothing of this batch is then in the store.
    pub fn stage(&mut self, batch: Vec<Prepared>) -> Result<(), StoreError> {
        self.unfinished = true;
        batch.par_iter().try_for_each(|prepared| self.write_files(prepared))?;
        for prepared in batch {
            self.forget(&prepared.entry.document)?;
            let descriptions = self.descriptions()?;
            prepared.entities.into_iter().for_each(|entity| descriptions.add(entity));
            self.pending.documents.insert(prepared.entry.document.clone(), prepared.entry);
        }
        Ok(())
    }

    fn write_files(&self, prepared: &Prepared) -> Result<(), StoreError> {
        let name = &prepared.entry.name;
        let files = [
            (Kind::Documents, Some(&prepared.quads)),
            (Kind::Ledger, Some(&prepared.ledger)),
            (Kind::Texts, prepared.text.as_ref()),
        ];
        for (kind, content) in files {
            let path = self.folder.path(kind, name);
            if let Some(content) = content
                && !path.exists()
            {
                write_whole(&path, content.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Drops a document; false when the store has none of this IRI.
    ///
    /// # Errors
    /// When its ledger cannot be read.
    pub fn remove(&mut self, document: &str) -> Result<bool, StoreError> {
        self.forget(document)
    }

    /// Takes a document out and withdraws what it says of entities. A broken ledger does not stand in the way:
    /// descriptions are then counted anew from the ledgers that remain.
    fn forget(&mut self, document: &str) -> Result<bool, StoreError> {
        let Some(entry) = self.pending.documents.get(document).cloned() else { return Ok(false) };
        match read_ledger(&self.folder, &entry) {
            Ok(ledger) => {
                let descriptions = self.descriptions()?;
                ledger.entities.into_iter().for_each(|entity| descriptions.withdraw(entity));
                self.pending.documents.remove(document);
            }
            Err(_) => {
                self.pending.documents.remove(document);
                self.descriptions = None;
                self.descriptions()?;
            }
        }
        Ok(true)
    }

    /// What all documents of the pending store say of entities; read from the ledgers when first needed.
    fn descriptions(&mut self) -> Result<&mut Descriptions, StoreError> {
        if self.descriptions.is_none() {
            let entries: Vec<&Entry> = self.pending.documents.values().collect();
            let ledgers: Result<Vec<Ledger>, StoreError> =
                entries.into_par_iter().map(|entry| read_ledger(&self.folder, entry)).collect();
            let mut descriptions = Descriptions::default();
            ledgers?.into_iter().flat_map(|ledger| ledger.entities).for_each(|entity| descriptions.add(entity));
            self.descriptions = Some(descriptions);
        }
        Ok(self.descriptions.get_or_insert_default())
    }

    /// Makes all staged changes the store; false when there were none.
    ///
    /// # Errors
    /// When a file cannot be written; the store is then what it was.
    pub fn commit(&mut self) -> Result<bool, StoreError> {
        let exists = self.folder.manifest().exists();
        if exists && self.pending == self.committed {
            return Ok(false);
        }
        if self.descriptions.is_some() {
            self.pending.entities = self.write_entities()?;
        }
        self.pending.save(&self.folder)?;
        self.committed = self.pending.clone();
        self.folder.sweep(&self.committed.files(&self.folder));
        self.unfinished = false;
        Ok(true)
    }

    fn write_entities(&mut self) -> Result<Option<String>, StoreError> {
        let bases = self.pending.bases.clone();
        let entities = self.descriptions()?.merged();
        if entities.is_empty() {
            return Ok(None);
        }
        let quads = entity_quads(&entities, &bases).to_nquads();
        let name = format!("entities-{}", &short_hash(&[&quads])[..8]);
        let path = self.folder.path(Kind::Entities, &name);
        if !path.exists() {
            write_whole(&path, quads.as_bytes())?;
        }
        Ok(Some(name))
    }

    /// Documents of the committed store by IRI.
    #[must_use]
    pub fn documents(&self) -> &BTreeMap<String, Entry> {
        &self.committed.documents
    }
}

impl Drop for StoreWriter {
    /// What was written and not committed goes; on a full disk that makes room again.
    fn drop(&mut self) {
        if self.unfinished {
            self.folder.sweep(&self.committed.files(&self.folder));
        }
    }
}

fn read_ledger(folder: &Folder, entry: &Entry) -> Result<Ledger, StoreError> {
    let text = folder.read(Kind::Ledger, &entry.name)?;
    parse_ledger(&text, &folder.path(Kind::Ledger, &entry.name))
}

fn take_lock(folder: &Folder) -> Result<File, StoreError> {
    let path = folder.lock();
    let options = fs::OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
    let mut file = options.map_err(|e| StoreError::io(&path, "open the lock", &e))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(fs::TryLockError::WouldBlock) => return Err(locked(&mut file, &path)),
        Err(fs::TryLockError::Error(e)) => return Err(StoreError::io(&path, "take the lock", &e)),
    }
    // The number only helps people; the lock itself is the system's.
    let _ = file.set_len(0);
    let _ = file.seek(SeekFrom::Start(0));
    let _ = writeln!(file, "{}", std::process::id());
    Ok(file)
}

fn locked(file: &mut File, path: &Path) -> StoreError {
    let mut holder = String::new();
    let _ = file.read_to_string(&mut holder);
    let holder = if holder.trim().is_empty() { "another process" } else { &format!("process {}", holder.trim()) };
    StoreError::new(
        path.display().to_string(),
        format!("the store is being written by {holder}"),
        "wait until it has finished, or choose another folder with -o DIR",
    )
}
