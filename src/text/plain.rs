//! Plain text: the document text is the file's content, unchanged; the layout is read off its lines.
use super::front_matter::{self, FrontMatter};
use super::head::Head;
use super::{Block, BlockKind, Span, layout, lines};

/// What a reader finds in a text, before it becomes a document.
#[derive(Debug, Default)]
pub struct Layout {
    /// The document text.
    pub text: String,
    /// Title, authors, date, blocks.
    pub head: Head,
    /// What the front matter says; it wins over the head.
    pub front: FrontMatter,
}

/// Reads plain text. A front matter that is not sound is read as text.
#[must_use]
pub fn read(text: String) -> Layout {
    let (front, body) = front_matter::read(&text).ok().flatten().unwrap_or_default();
    let mut head = layout::arrange(&text, &lines::pieces(&text, body), &front.authors);
    if body > 0 {
        let range = lines::trimmed(&text, 0..body);
        head.blocks.insert(0, Block { kind: BlockKind::Boilerplate, span: Span::new(range.start, range.end) });
    }
    Layout { text, head, front }
}
