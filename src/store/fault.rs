//! What can go wrong with a store: the place, the fault, and what to do about it.
use std::fmt;
use std::io;
use std::path::Path;

/// A fault of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreError {
    /// File or folder, with line and column where they are known.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl StoreError {
    /// A fault at a place.
    #[must_use]
    pub fn new(place: impl Into<String>, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into(), remedy: remedy.into() }
    }

    /// A file or folder that the system would not read or write.
    #[must_use]
    pub fn io(path: &Path, doing: &str, error: &io::Error) -> Self {
        let remedy = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "free some space and run the command again; what was stored before is whole"
            }
            io::ErrorKind::PermissionDenied => "check the permissions, or choose another folder with -o DIR",
            io::ErrorKind::NotFound => "run `entente build` first, or name the folder with -o DIR",
            _ => "check the disk; what was stored before is whole",
        };
        Self::new(path.display().to_string(), format!("cannot {doing}: {error}"), remedy)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.message, self.remedy)
    }
}

impl std::error::Error for StoreError {}

impl From<oxigraph::store::StorageError> for StoreError {
    fn from(error: oxigraph::store::StorageError) -> Self {
        Self::new("index", error.to_string(), "check the disk; what was stored before is whole")
    }
}
