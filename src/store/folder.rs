//! Files of a store: where they lie, how they are written whole or not at all, how leftovers are swept away.
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::fault::StoreError;

/// Kinds of files that a store keeps, each in a folder of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A document's graph.
    Documents,
    /// A document's text.
    Texts,
    /// A document's ledger of sentences.
    Ledger,
    /// The graph of entities.
    Entities,
}

/// All kinds.
pub const KINDS: [Kind; 4] = [Kind::Documents, Kind::Texts, Kind::Ledger, Kind::Entities];

impl Kind {
    /// Name of the folder.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Texts => "texts",
            Self::Ledger => "ledger",
            Self::Entities => "entities",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Documents | Self::Entities => "nq",
            Self::Texts => "txt",
            Self::Ledger => "jsonl",
        }
    }
}

/// The folder of a store.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The store under an output folder (`out` → `out/store`).
    #[must_use]
    pub fn under(output: &Path) -> Self {
        Self { root: output.join("store") }
    }

    /// The store's own folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Path of a file by kind and name.
    #[must_use]
    pub fn path(&self, kind: Kind, name: &str) -> PathBuf {
        self.root.join(kind.folder()).join(format!("{name}.{}", kind.extension()))
    }

    /// Path of the manifest.
    #[must_use]
    pub fn manifest(&self) -> PathBuf {
        self.root.join("manifest.jsonl")
    }

    /// Path of the lock.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }

    /// Creates the folders that are missing.
    ///
    /// # Errors
    /// When the system does not let us.
    pub fn create(&self) -> Result<(), StoreError> {
        for kind in KINDS {
            let path = self.root.join(kind.folder());
            fs::create_dir_all(&path).map_err(|e| StoreError::io(&path, "create the folder", &e))?;
        }
        Ok(())
    }

    /// The text of a file.
    ///
    /// # Errors
    /// When it is missing or not UTF-8.
    pub fn read(&self, kind: Kind, name: &str) -> Result<String, StoreError> {
        let path = self.path(kind, name);
        fs::read_to_string(&path).map_err(|e| StoreError::io(&path, "read the file", &e))
    }

    /// Deletes every file that is not in use, those of interrupted writers among them.
    pub fn sweep(&self, in_use: &BTreeSet<PathBuf>) {
        for kind in KINDS {
            let files = fs::read_dir(self.root.join(kind.folder())).into_iter().flatten().flatten();
            for file in files.map(|entry| entry.path()).filter(|path| !in_use.contains(path)) {
                // A file that cannot be deleted is tried again by the next writer; no reader looks at it.
                let _ = fs::remove_file(file);
            }
        }
    }
}

/// Writes a file next to its place and moves it there: readers see the old content or the new, never a part.
///
/// # Errors
/// When the disk is full or the folder does not let us.
pub fn write_whole(path: &Path, content: &[u8]) -> Result<(), StoreError> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let fault = |e: &std::io::Error| StoreError::io(path, "write the file", e);
    let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(folder).map_err(|e| fault(&e))?;
    file.write_all(content).map_err(|e| fault(&e))?;
    file.as_file().sync_all().map_err(|e| fault(&e))?;
    open_to_others(file.as_file());
    file.persist(path).map_err(|e| fault(&e.error))?;
    sync_folder(folder);
    Ok(())
}

/// Temporary files are private; a finished one has the rights that files usually have.
fn open_to_others(file: &File) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = file.set_permissions(fs::Permissions::from_mode(0o644));
    }
    #[cfg(not(unix))]
    let _ = file;
}

/// Makes renames in a folder last through a loss of power, where the system offers it.
pub fn sync_folder(folder: &Path) {
    if let Ok(handle) = File::open(folder) {
        let _ = handle.sync_all();
    }
}
