//! A source text as the pipeline sees it: the words, their blocks, and what the head of the text says about itself.
use super::date::PartialDate;
use super::span::{Bytes, Chars, Span};

/// One text that was read. `text` is the single coordinate system: every span of every later stage points into it.
#[derive(Debug, Clone)]
pub struct Document {
    /// Last part of the document's IRI: readable and derived from the file's name or the record's id, never from a machine path.
    pub slug: String,
    /// The path as it was given, or as the store keeps it, relative.
    pub path: String,
    /// The id of a JSON Lines record, when it came as one.
    pub record: Option<String>,
    /// Plain text: the file's content unchanged. Markdown: the rendered text.
    pub text: String,
    /// SHA-256 of the source bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Title from front matter, record or head of the text.
    pub title: Option<String>,
    /// Names of the authors or issuing bodies, as written.
    pub authors: Vec<Author>,
    /// Date of publication.
    pub published: Option<PartialDate>,
    /// The layout, in order; blocks do not overlap and cover every word.
    pub blocks: Vec<Block>,
}

/// One who signs the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The name in its normal form ("Hideo Tanaka").
    pub name: String,
    /// Where the text says so, when it does.
    pub span: Option<Span<Bytes>>,
}

/// A stretch of text with one function in the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What it is for.
    pub kind: BlockKind,
    /// Where it stands; white space at both ends is left out.
    pub span: Span<Bytes>,
}

/// Function of a block. Only paragraphs, list items, quotations and biographies are read for claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Title of the document.
    Title,
    /// Heading of a section, numbered or not.
    Heading,
    /// Running text.
    Paragraph,
    /// One item of a list, without its marker.
    ListItem,
    /// A short bold or run-in label before a colon at the start of an item ("Urgency of cooperation:").
    Label,
    /// Block quotation.
    Quote,
    /// Who wrote it, with office or institute.
    Byline,
    /// Date line.
    DateLine,
    /// Tags, breadcrumbs, navigation.
    Tags,
    /// Speaker label of a transcript ("THE PRESIDENT:").
    Speaker,
    /// Note on the author at the end.
    Biography,
    /// Copyright, footnotes, tables, links: not read.
    Boilerplate,
}

impl Document {
    /// The words that a span covers; empty when the span does not fit the text.
    #[must_use]
    pub fn slice(&self, span: Span<Bytes>) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

/// Turns byte offsets of one text into code-point offsets in constant time.
#[derive(Debug)]
pub struct CharIndex {
    /// Code points before byte `64 * i`.
    before: Vec<u32>,
    ascii: bool,
}

const STRIDE: usize = 64;

impl CharIndex {
    /// Counts the text once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let ascii = text.is_ascii();
        let mut before = Vec::new();
        if !ascii {
            let mut count = 0;
            for (i, byte) in text.bytes().enumerate() {
                if i % STRIDE == 0 {
                    before.push(count);
                }
                count += u32::from(byte & 0xC0 != 0x80);
            }
            before.push(count);
        }
        Self { before, ascii }
    }

    /// Code points before byte `at`.
    #[must_use]
    pub fn position(&self, text: &str, at: usize) -> usize {
        if self.ascii {
            return at.min(text.len());
        }
        let at = at.min(text.len());
        let block = at / STRIDE;
        let base = self.before[block.min(self.before.len() - 1)] as usize;
        base + text.as_bytes()[block * STRIDE..at].iter().filter(|b| **b & 0xC0 != 0x80).count()
    }

    /// The same stretch counted in code points.
    #[must_use]
    pub fn chars(&self, text: &str, span: Span<Bytes>) -> Span<Chars> {
        Span::new(self.position(text, span.start as usize), self.position(text, span.end as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_like_chars() {
        let text = "Élysée – “Türkiye” and the Côte d’Ivoire agreed. ".repeat(7);
        let index = CharIndex::new(&text);
        for (n, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(index.position(&text, at), n);
        }
        assert_eq!(index.position(&text, text.len()), text.chars().count());
    }
}
