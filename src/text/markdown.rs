//! Markdown (CommonMark): the document text is what a reader of the rendered page sees, block by block.
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::front_matter::{self, FrontMatterError};
use super::layout;
use super::lines::{Markup, Piece, trimmed};
use super::plain::Layout;

/// Reads Markdown with or without front matter.
///
/// # Errors
/// When the front matter is not sound.
pub fn read(source: &str) -> Result<Layout, FrontMatterError> {
    let (front, body) = front_matter::read(source)?.unwrap_or_default();
    let mut page = Page::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(source[body..].trim_start_matches('\u{feff}'), options) {
        page.event(event);
    }
    page.close();
    let head = layout::arrange(&page.text, &page.pieces, &front.authors);
    Ok(Layout { text: page.text, head, front })
}

/// The rendered text as it grows.
#[derive(Default)]
struct Page {
    text: String,
    pieces: Vec<Piece>,
    /// Where the open piece began.
    start: usize,
    /// Enclosing lists, quotations and skipped parts.
    items: usize,
    quotes: usize,
    skipped: usize,
    /// Images and raw HTML leave no words.
    silent: usize,
    heading: bool,
}

impl Page {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Code(words) => self.say(&words),
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => {
                self.close();
                self.gap("\n");
            }
            Event::Rule => self.close(),
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.close();
                self.heading = true;
            }
            Tag::Item => {
                self.close();
                self.items += 1;
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) | Tag::Table(_) | Tag::FootnoteDefinition(_) => {
                self.close();
                self.skipped += 1;
            }
            Tag::Image { .. } | Tag::HtmlBlock => self.silent += 1,
            Tag::Paragraph | Tag::List(_) | Tag::TableRow | Tag::TableHead => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.close();
                self.heading = false;
            }
            TagEnd::Item => {
                self.close();
                self.items -= 1;
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes -= 1;
            }
            TagEnd::CodeBlock | TagEnd::Table | TagEnd::FootnoteDefinition => {
                self.close();
                self.skipped -= 1;
            }
            TagEnd::Image | TagEnd::HtmlBlock => self.silent -= 1,
            TagEnd::Paragraph | TagEnd::List(_) | TagEnd::TableRow | TagEnd::TableHead => self.close(),
            TagEnd::TableCell => self.say(" "),
            _ => {}
        }
    }

    fn say(&mut self, words: &str) {
        if self.silent == 0 {
            self.text.push_str(words);
        }
    }

    /// Ends the open piece.
    fn close(&mut self) {
        let range: Range<usize> = trimmed(&self.text, self.start..self.text.len());
        if !range.is_empty() {
            let markup = match () {
                () if self.skipped > 0 => Markup::Skipped,
                () if self.heading => Markup::Heading,
                () if self.items > 0 => Markup::Item,
                () if self.quotes > 0 => Markup::Quote,
                () => Markup::Bare,
            };
            let apart = !self.text[..range.start].ends_with('\n') || self.text[..range.start].ends_with("\n\n");
            self.pieces.push(Piece { range, markup, apart: apart || self.pieces.is_empty() });
            self.gap(if markup == Markup::Item { "\n" } else { "\n\n" });
        }
        self.start = self.text.len();
    }

    fn gap(&mut self, gap: &str) {
        let kept = self.text.trim_end().len();
        self.text.truncate(kept);
        if kept > 0 {
            self.text.push_str(gap);
        }
        self.start = self.text.len();
    }
}
