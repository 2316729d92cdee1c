//! Reading files and records into documents: encodings, names, and errors that say where and what to do.
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::front_matter::FrontMatterError;
use super::plain::Layout;
use super::{Author, Document, PartialDate, markdown, plain};

/// Why an input could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// The input as it was named.
    pub name: String,
    /// Line and column, from 1, when the fault has a place.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.name)?;
        if let Some((line, column)) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}; {}", self.problem, self.remedy)
    }
}

impl std::error::Error for ReadError {}

/// Reads a file: Markdown when its name ends in `.md` or `.markdown`, plain text otherwise. `name` is what output calls it.
///
/// # Errors
/// When the file is missing, unreadable, binary, not UTF-8, or its front matter is not sound.
pub fn read_path(path: &Path, name: &str) -> Result<Document, ReadError> {
    let bytes = fs::read(path).map_err(|e| unreadable(name, &e))?;
    read_bytes(name, bytes)
}

/// The same for content that is in memory already.
///
/// # Errors
/// When it is binary, not UTF-8, or its front matter is not sound.
pub fn read_bytes(name: &str, bytes: Vec<u8>) -> Result<Document, ReadError> {
    let sha256 = hexadecimal(&Sha256::digest(&bytes));
    let text = decode(name, bytes)?;
    let markdown = [".md", ".markdown"].iter().any(|end| name.to_ascii_lowercase().ends_with(end));
    let layout =
        if markdown { markdown::read(&text).map_err(|e| in_front_matter(name, e))? } else { plain::read(text) };
    Ok(document(name, sha256, layout))
}

/// Makes a document of a plain text that came without a file, such as a JSON Lines record; what is given wins over what the text says.
#[must_use]
pub fn read_text(name: &str, text: String, title: Option<String>, published: Option<PartialDate>) -> Document {
    let sha256 = hexadecimal(&Sha256::digest(text.as_bytes()));
    let mut document = document(name, sha256, plain::read(text));
    document.title = title.or(document.title);
    document.published = published.or(document.published);
    document
}

fn document(name: &str, sha256: String, layout: Layout) -> Document {
    let Layout { text, head, front } = layout;
    let signed = |name: String| {
        let normal = super::shape::person(&name).unwrap_or(name);
        Author { name: normal, span: None }
    };
    let authors: Vec<Author> = front.authors.into_iter().map(signed).collect();
    Document {
        slug: slug(name, &sha256),
        path: name.to_owned(),
        record: None,
        text,
        sha256,
        title: front.title.or(head.title),
        authors: if authors.is_empty() { head.authors } else { authors },
        published: front.published.or(head.published),
        blocks: head.blocks,
    }
}

/// The last part of a document's IRI: the file's stem in lower-case letters, figures and hyphens.
#[must_use]
pub fn slug(name: &str, sha256: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file
        .rsplit_once('.')
        .filter(|(s, e)| !s.is_empty() && e.len() <= 8 && !e.contains(' '))
        .map_or(file, |(s, _)| s);
    let mut slug = String::new();
    for c in stem.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { format!("text-{}", &sha256[..12.min(sha256.len())]) } else { slug.to_owned() }
}

fn hexadecimal(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string");
        text
    })
}

fn unreadable(name: &str, error: &io::Error) -> ReadError {
    let (problem, remedy) = match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file".to_owned(), "check the path"),
        io::ErrorKind::PermissionDenied => ("permission denied".to_owned(), "make the file readable"),
        io::ErrorKind::IsADirectory => ("this is a folder".to_owned(), "name the files in it"),
        _ => (error.to_string(), "check the file and its disk"),
    };
    ReadError { name: name.to_owned(), place: None, problem, remedy: remedy.to_owned() }
}

fn in_front_matter(name: &str, error: FrontMatterError) -> ReadError {
    ReadError {
        name: name.to_owned(),
        place: Some((error.line, error.column)),
        problem: error.problem,
        remedy: error.remedy,
    }
}

/// Bytes to text; refuses what is no UTF-8 text and says where.
fn decode(name: &str, bytes: Vec<u8>) -> Result<String, ReadError> {
    let fault = |at: usize, bytes: &[u8], problem: String, remedy: &str| ReadError {
        name: name.to_owned(),
        place: Some(place(bytes, at)),
        problem,
        remedy: remedy.to_owned(),
    };
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(fault(0, &bytes, "this is UTF-16".to_owned(), "save it as UTF-8"));
    }
    if let Some(at) = bytes.iter().position(|b| *b == 0) {
        let problem = format!("a zero byte at offset {at}: this is not a text");
        return Err(fault(
            at,
            &bytes,
            problem,
            "give plain text or Markdown, and turn other formats into one of them first",
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let problem = format!("not UTF-8: byte 0x{:02X} at offset {at}", error.as_bytes()[at]);
        fault(at, error.as_bytes(), problem, "save it as UTF-8")
    })
}

/// Line and column (in characters, as far as the line is UTF-8) of a byte.
fn place(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = &bytes[..at];
    let line = before.iter().filter(|b| **b == b'\n').count() + 1;
    let start = before.iter().rposition(|b| *b == b'\n').map_or(0, |p| p + 1);
    (line, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
}
