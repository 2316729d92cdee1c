//! Which files a command is to read: files named, folders walked, duplicates and clashes of names settled.
//!
//! What the graph calls a file does not depend on the machine: a file that was named is called by its file name, a file
//! found in a folder by its path inside that folder.
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    /// What the graph calls it.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// The files that arguments name.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Sorted by name, then by path; none twice.
    pub files: Vec<InputFile>,
    /// Messages on folders that could not be read.
    pub faults: Vec<String>,
    /// Number of files in folders that are no texts by their extension.
    pub passed_over: usize,
}

const TEXTS: &[&str] = &["txt", "text", "md", "markdown"];

impl Inputs {
    /// Looks at every argument.
    #[must_use]
    pub fn collect(arguments: &[PathBuf]) -> Self {
        let mut inputs = Self::default();
        for argument in arguments {
            if argument.is_dir() {
                inputs.walk(argument, argument);
            } else {
                let name = argument.file_name().map_or_else(|| argument.to_string_lossy(), |n| n.to_string_lossy());
                inputs.files.push(InputFile { name: name.into_owned(), path: argument.clone() });
            }
        }
        inputs.files.sort();
        inputs.files.dedup_by(|a, b| a.path == b.path);
        inputs
    }

    fn walk(&mut self, root: &Path, folder: &Path) {
        let entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(e) => {
                let remedy = "check the permissions; the other inputs were read";
                return self.faults.push(format!("{}: cannot read the folder: {e}; {remedy}", folder.display()));
            }
        };
        for entry in entries {
            let (path, hidden) = (entry.path(), entry.file_name().to_string_lossy().starts_with('.'));
            // A link to a folder may lead back up, so only real folders are walked.
            let folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if hidden {
                continue;
            } else if folder {
                self.walk(root, &path);
            } else if is_text(&path) {
                let inside = path.strip_prefix(root).unwrap_or(&path);
                let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
                self.files.push(InputFile { name: parts.join("/"), path });
            } else {
                self.passed_over += 1;
            }
        }
    }
}

fn is_text(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    TEXTS.contains(&extension.as_str())
}

/// A file that was looked into: what its document will be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The file.
    pub file: InputFile,
    /// Last part of the document's IRI.
    pub slug: String,
    /// SHA-256 of the content.
    pub sha256: String,
}

/// Keeps texts apart that would get one IRI: of equal ones all but the first go, different ones get a part of their hash.
/// Returns the names of those that went. The result does not depend on the order of the documents.
pub fn settle_names(listed: &mut Vec<Listed>) -> Vec<String> {
    listed.sort_by(|a, b| (&a.slug, &a.file, &a.sha256).cmp(&(&b.slug, &b.file, &b.sha256)));
    let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut repeated = Vec::new();
    listed.retain(|one| {
        let known = seen.entry(one.slug.clone()).or_default();
        let again = known.contains(&one.sha256);
        if again {
            repeated.push(one.file.path.display().to_string());
        } else {
            known.push(one.sha256.clone());
        }
        !again
    });
    for one in listed.iter_mut().filter(|one| seen.get(&one.slug).is_some_and(|all| all.len() > 1)) {
        one.slug = format!("{}-{}", one.slug, one.sha256.get(..8).unwrap_or_default());
    }
    repeated
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(name: &str, slug: &str, sha256: &str) -> Listed {
        let file = InputFile { name: name.to_owned(), path: PathBuf::from(name) };
        Listed { file, slug: slug.to_owned(), sha256: sha256.to_owned() }
    }

    #[test]
    fn names_do_not_depend_on_where_a_folder_lies() {
        let folder = tempfile::TempDir::new().unwrap();
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        for name in ["a/b/one.txt", "two.md", ".hidden.txt", "picture.png"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let inputs = Inputs::collect(&[folder.path().to_owned(), folder.path().join("two.md")]);
        let names: Vec<&str> = inputs.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!((names, inputs.passed_over), (vec!["a/b/one.txt", "two.md"], 1));
    }

    #[test]
    fn clashing_names_are_told_apart_whatever_the_order() {
        let texts = [
            ("a/x.txt", "x", "11111111"),
            ("b/x.txt", "x", "22222222"),
            ("c/x.txt", "x", "11111111"),
            ("y.txt", "y", "1"),
        ];
        let mut forward: Vec<Listed> = texts.iter().map(|(name, slug, hash)| listed(name, slug, hash)).collect();
        let mut backward: Vec<Listed> = forward.iter().rev().cloned().collect();
        assert_eq!(settle_names(&mut forward), ["c/x.txt"]);
        assert_eq!(settle_names(&mut backward), ["c/x.txt"]);
        assert_eq!(forward, backward);
        let slugs: Vec<&str> = forward.iter().map(|one| one.slug.as_str()).collect();
        assert_eq!(slugs, ["x-11111111", "x-22222222", "y"]);
    }
}
