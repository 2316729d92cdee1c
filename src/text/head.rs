//! The head of a text: title, by-lines, date line, tags, and what they say of title, authors and date.
use std::ops::Range;

use super::date::PartialDate;
use super::document::{Author, Block, BlockKind};
use super::lines::{Markup, Piece};
use super::shape::{
    self, has_honorific, is_affiliation, is_stage_note, is_tags, is_title, is_waste, names_post, person,
};
use super::span::Span;
use super::written_date;

/// What the head says.
#[derive(Debug, Default)]
pub struct Head {
    /// The title, subtitle joined with a colon.
    pub title: Option<String>,
    /// Who signs.
    pub authors: Vec<Author>,
    /// The date of the date line.
    pub published: Option<PartialDate>,
    /// One block for each piece read.
    pub blocks: Vec<Block>,
}

/// A head is no longer than this many pieces.
const LONGEST: usize = 16;
/// Verbs that name the author at the end of a standfirst.
const SAYING: &[&str] = &["argues", "writes", "explains", "asks", "warns", "says", "suggests"];

/// Reads the pieces of the head; the number of blocks is the number of pieces consumed. `signed` are authors known beforehand.
#[must_use]
pub fn read(text: &str, pieces: &[Piece], signed: &[String]) -> Head {
    let mut reader = Reader { text, pieces, signed, head: Head::default(), named: false };
    if pieces.len() > 1 {
        reader.titles();
    }
    while reader.at() < pieces.len().min(LONGEST) && reader.piece() {}
    reader.head
}

struct Reader<'t> {
    text: &'t str,
    pieces: &'t [Piece],
    signed: &'t [String],
    head: Head,
    /// The piece before told a name, so that an affiliation may follow.
    named: bool,
}

impl<'t> Reader<'t> {
    fn at(&self) -> usize {
        self.head.blocks.len()
    }

    fn line(&self, at: usize) -> &'t str {
        self.pieces.get(at).map_or("", |p| &self.text[p.range.clone()])
    }

    fn take(&mut self, kind: BlockKind) {
        let range = &self.pieces[self.at()].range;
        self.head.blocks.push(Block { kind, span: Span::new(range.start, range.end) });
    }

    /// Title and subtitle: the first piece when it looks like one, and what follows it without an empty line.
    fn titles(&mut self) {
        while is_waste(self.line(self.at())) && self.at() + 1 < self.pieces.len() {
            self.take(BlockKind::Boilerplate);
        }
        let at = self.at();
        if !self.fits_title(at) || self.piece_kind(at).is_some() {
            return;
        }
        let mut title = unmarked(self.line(at));
        let marked = self.pieces[at].markup == Markup::Heading;
        self.take(BlockKind::Title);
        let next = self.at();
        let below = self.pieces.get(next).is_some_and(|p| !p.apart && p.markup == Markup::Bare);
        if below && !marked && self.fits_title(next) && !self.tells_name(next) && self.piece_kind(next).is_none() {
            let joint = if title.ends_with(['?', '!', ':']) { " " } else { ": " };
            title = format!("{title}{joint}{}", unmarked(self.line(next)));
            self.take(BlockKind::Title);
        }
        self.head.title = Some(title);
    }

    fn fits_title(&self, at: usize) -> bool {
        let bare = matches!(self.pieces.get(at).map(|p| p.markup), Some(Markup::Bare | Markup::Heading));
        bare && is_title(&unmarked(self.line(at)))
            && super::headings::section_number(self.line(at)).is_none()
            && super::lines::item_marker(self.line(at)).is_none()
    }

    /// Reads one piece after the titles; false when the body begins.
    fn piece(&mut self) -> bool {
        let at = self.at();
        if self.pieces[at].markup == Markup::Heading || self.pieces[at].markup == Markup::Quote {
            return false;
        }
        let Some(kind) = self.piece_kind(at) else { return self.standfirst() };
        match kind {
            BlockKind::DateLine => {
                self.head.published = self.head.published.or(written_date::find(self.line(at)).map(|d| d.0))
            }
            BlockKind::Byline | BlockKind::Biography => self.sign(at),
            _ => {}
        }
        self.named = matches!(kind, BlockKind::Byline);
        self.take(kind);
        true
    }

    /// What a piece of the head is, titles apart.
    fn piece_kind(&self, at: usize) -> Option<BlockKind> {
        let line = self.line(at);
        let content = super::lines::item_marker(line).map_or(line, |m| &line[m..]);
        if is_waste(line) {
            return Some(BlockKind::Boilerplate);
        }
        if is_tags(content) {
            return Some(BlockKind::Tags);
        }
        if is_stage_note(line) {
            return Some(BlockKind::Boilerplate);
        }
        if is_date_line(line) {
            return Some(BlockKind::DateLine);
        }
        if self.pieces[at].markup != Markup::Bare || content.len() < line.len() {
            return None;
        }
        if signed_by(line).is_some() || self.tells_name(at) || self.named && is_affiliation(line) {
            return Some(BlockKind::Byline);
        }
        (self.at() > 0 && is_note_on_author(line) && self.is_note_here(at)).then_some(BlockKind::Biography)
    }

    /// In the head, a note tells of an author who has signed, or stands before the date line; else it is the first paragraph.
    fn is_note_here(&self, at: usize) -> bool {
        let line = self.line(at);
        let known = |name: &str| {
            self.head.authors.iter().any(|a| a.name == name)
                || self.signed.iter().any(|s| person(s).as_deref() == Some(name))
        };
        let authors = !self.head.authors.is_empty() || !self.signed.is_empty();
        match note_subject(line).and_then(person) {
            Some(name) => known(&name) || is_date_line(self.line(at + 1)),
            None => authors || is_date_line(self.line(at + 1)),
        }
    }

    /// A line that is a name, or a name and a post, where an author's name would stand.
    fn tells_name(&self, at: usize) -> bool {
        let line = self.line(at);
        if at == 0 || line.ends_with(['.', ':', '?']) {
            return false;
        }
        if let Some((name, post)) = line.split_once(", ") {
            return person(name).is_some() && names_post(post) && shape::words(line).count() <= 30;
        }
        let followed = |next: usize| is_date_line(self.line(next)) || is_affiliation(self.line(next));
        let initial = line.split_whitespace().any(|w| w.len() == 2 && w.ends_with('.'));
        person(line).is_some() && (has_honorific(line) || initial || followed(at + 1))
    }

    /// A line between title and date that is neither: a subtitle, or "…, argues Ana Brandt".
    fn standfirst(&mut self) -> bool {
        let at = self.at();
        let short = shape::words(self.line(at)).count() <= 40 && self.pieces[at].markup == Markup::Bare;
        let head_goes_on = (at + 1..at + 3).any(|next| {
            next < self.pieces.len() && matches!(self.piece_kind(next), Some(BlockKind::DateLine | BlockKind::Byline))
        });
        let signed = argued_by(self.line(at)).is_some();
        if at == 0 || self.head.title.is_none() || !short || !(head_goes_on || signed) {
            return false;
        }
        let whole = self.line(at).ends_with(['.', '!']);
        self.sign(at);
        self.take(if whole || signed { BlockKind::Paragraph } else { BlockKind::Title });
        true
    }

    /// Notes the names that a piece signs with.
    fn sign(&mut self, at: usize) {
        let line = self.line(at);
        let names = signed_by(line)
            .or_else(|| argued_by(line))
            .or_else(|| note_subject(line))
            .or_else(|| Some(line.split(", ").next()?).filter(|n| person(n).is_some()))
            .unwrap_or_default();
        for name in names_in(names) {
            let range = offset_in(self.text, name);
            let normal = person(name).unwrap_or_else(|| name.to_owned());
            if self.head.authors.iter().all(|a| a.name != normal) {
                self.head.authors.push(Author { name: normal, span: Some(Span::new(range.start, range.end)) });
            }
        }
    }
}

fn offset_in(text: &str, part: &str) -> Range<usize> {
    let start = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
    start..start + part.len()
}

/// The line without the signs of Markdown that plain texts sometimes keep.
fn unmarked(line: &str) -> String {
    line.trim_matches(['*', '_', '#', ' ']).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True for a line that gives a date and little else.
#[must_use]
pub fn is_date_line(line: &str) -> bool {
    let words = line.split_whitespace().count();
    if line.len() > 80 || line.ends_with(['?', '!', ':']) {
        return false;
    }
    match written_date::find(line) {
        Some((date, length)) => date.day > 0 && words <= length + 4 || words <= length + 1 && words <= 4,
        None => is_clock_line(line),
    }
}

/// "3:55 P.M. EDT"
fn is_clock_line(line: &str) -> bool {
    line.len() <= 24
        && line.starts_with(|c: char| c.is_ascii_digit())
        && ["A.M.", "P.M.", "a.m.", "p.m."].iter().any(|m| line.contains(m))
}

/// The names behind "By", "Commentary by", "Written by".
fn signed_by(line: &str) -> Option<&str> {
    if line.split_whitespace().count() > 40 || line.ends_with(['.', '?', '!', ':']) && !line.ends_with("Jr.") {
        return None;
    }
    let first = line.split_whitespace().next()?;
    let rest = match first.to_ascii_lowercase().as_str() {
        "by" => &line[first.len()..],
        "author:" | "authors:" => &line[first.len()..],
        "commentary" | "written" | "analysis" | "opinion" | "essay" | "report" | "op-ed" | "prepared" => {
            &line[line.find(" by ")? + 3..]
        }
        _ => return None,
    };
    Some(rest.trim_start()).filter(|r| r.starts_with(char::is_uppercase) && !names_in(r).is_empty())
}

/// The name at the end of "…, argues Ana Brandt".
fn argued_by(line: &str) -> Option<&str> {
    let (_, tail) = line.rsplit_once(", ")?;
    let (verb, name) = tail.trim_end_matches('.').split_once(' ')?;
    (SAYING.contains(&verb) && person(name).is_some()).then_some(name)
}

/// A sentence that tells who wrote the text: "Ana Brandt is a fellow at …", "The author heads …".
#[must_use]
pub fn is_note_on_author(line: &str) -> bool {
    let author = ["The author", "The writer", "About the author", "The authors"].iter().any(|a| line.starts_with(a));
    line.split_whitespace().count() <= 150 && (author || note_subject(line).is_some() && names_post(line))
}

/// The person whom a note on the author is about.
#[must_use]
pub fn note_subject(line: &str) -> Option<&str> {
    const VERBS: &[&str] = &[
        "is",
        "was",
        "served",
        "serves",
        "holds",
        "teaches",
        "works",
        "heads",
        "directs",
        "has",
        "leads",
        "writes",
        "specializes",
    ];
    let words: Vec<&str> = line.split_whitespace().take(8).collect();
    let verb = words.iter().position(|w| VERBS.contains(w)).filter(|at| *at >= 2)?;
    let end = offset_in(line, words[verb]).start;
    Some(line[..end].trim_end()).filter(|name| person(name).is_some())
}

/// The persons of "Ana Brandt and Noor Haddad, Fellow, Institute X"; a body that signs counts when no person does.
fn names_in(line: &str) -> Vec<&str> {
    let line = line.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    let mut names = Vec::new();
    for part in line.split(", ").flat_map(|p| p.split(" and ")).flat_map(|p| p.split(" & ")) {
        let part = part.trim().trim_start_matches("and ");
        let part = part.split(" (").next().unwrap_or(part);
        if person(part).is_some() {
            names.push(part);
        }
    }
    if names.is_empty() && shape::title_case(line) == 100 && shape::words(line).count() <= 8 {
        names.extend(line.split(", ").next());
    }
    names
}
