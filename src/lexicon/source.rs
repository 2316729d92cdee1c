//! Where the ontology folder comes from: the copy embedded in the binary, or a folder given with `--ontology`.
use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/ontology");

/// The ontology folder: `entente.ttl`, `shapes.ttl`, `lexicon/`, `rules/`, `queries/`.
#[derive(Debug, Clone, Default)]
pub enum Source {
    /// The copy inside the binary.
    #[default]
    Embedded,
    /// A folder on disk.
    Folder(PathBuf),
}

impl Source {
    /// The text of a file, by its path inside the folder (`lexicon/countries.tsv`).
    ///
    /// # Errors
    /// When the file is missing, unreadable or not UTF-8.
    pub fn read(&self, path: &str) -> Result<Cow<'static, str>, LoadError> {
        match self {
            Self::Embedded => EMBEDDED
                .get_file(path)
                .and_then(include_dir::File::contents_utf8)
                .map(Cow::Borrowed)
                .ok_or_else(|| LoadError::file(path, "not in the embedded ontology", "rebuild the binary")),
            Self::Folder(folder) => std::fs::read_to_string(folder.join(path)).map(Cow::Owned).map_err(|e| {
                LoadError::file(path, &format!("cannot be read: {e}"), "point --ontology at a full copy of ontology/")
            }),
        }
    }

    /// Paths of the files of one subfolder (not deeper), sorted; empty when there is no such folder.
    #[must_use]
    pub fn list(&self, folder: &str) -> Vec<String> {
        let mut paths: Vec<String> = match self {
            Self::Embedded => EMBEDDED
                .get_dir(folder)
                .map(|d| d.files().map(|f| f.path().to_string_lossy().into_owned()).collect())
                .unwrap_or_default(),
            Self::Folder(root) => std::fs::read_dir(root.join(folder))
                .map(|entries| {
                    let files = entries.flatten().filter(|e| e.path().is_file());
                    files.map(|e| format!("{folder}/{}", e.file_name().to_string_lossy())).collect()
                })
                .unwrap_or_default(),
        };
        paths.sort();
        paths
    }

    /// True when the folder exists (always, for the embedded copy).
    #[must_use]
    pub fn exists(&self) -> bool {
        match self {
            Self::Embedded => true,
            Self::Folder(folder) => Path::new(folder).is_dir(),
        }
    }
}

/// A fault in a file of the ontology folder: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    /// Path inside the ontology folder.
    pub file: String,
    /// Line, from 1; 0 when the fault is the file's.
    pub line: usize,
    /// Column in code points, from 1; 0 when the fault is the line's.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl LoadError {
    /// A fault of a whole file.
    #[must_use]
    pub fn file(file: &str, message: &str, remedy: &str) -> Self {
        Self::at(file, 0, 0, message, remedy)
    }

    /// A fault at a place.
    #[must_use]
    pub fn at(file: &str, line: usize, column: usize, message: &str, remedy: &str) -> Self {
        Self { file: file.into(), line, column, message: message.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ontology/{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.line > 0 && self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        write!(f, ": {}; {}", self.message, self.remedy)
    }
}

impl std::error::Error for LoadError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_copy_has_the_ontology() {
        assert!(Source::Embedded.read("entente.ttl").unwrap().contains("ent:Claim"));
        assert!(Source::Embedded.read("nothing.ttl").is_err());
    }

    #[test]
    fn a_folder_on_disk_lists_like_the_embedded_copy() {
        let folder = Source::Folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology"));
        for name in ["queries", "lexicon", "rules"] {
            assert_eq!(folder.list(name), Source::Embedded.list(name));
        }
    }
}
