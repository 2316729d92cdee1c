//! From pieces to blocks: what each stretch of the text is for, decided by its shape and its neighbours.
use std::ops::Range;

use super::document::{Block, BlockKind};
use super::head::{self, Head};
use super::headings::{Numbered, numbered, run_in_label};
use super::lines::{Markup, Piece, item_marker, trimmed};
use super::shape::{self, all_capitals, is_heading, is_stage_note, is_tags, is_waste};
use super::span::Span;
use super::written_date;

/// Offices that open the label of a speaker.
const SPEAKERS: &[&str] = &[
    "president",
    "vice",
    "prime",
    "mr",
    "ms",
    "mrs",
    "dr",
    "secretary",
    "chancellor",
    "minister",
    "senator",
    "audience",
    "question",
    "answer",
    "reporter",
    "moderator",
    "host",
    "general",
    "gen",
    "ambassador",
    "king",
    "queen",
    "chairman",
    "speaker",
    "senior",
    "admiral",
    "governor",
    "congressman",
    "director",
    "administrator",
    "participant",
    "interviewer",
];

/// Headings behind which nothing is read but notes on the author.
const APPARATUS: &[&str] =
    &["notes", "references", "endnotes", "footnotes", "bibliography", "works cited", "sources", "further reading"];

/// Arranges the pieces of a text into blocks, head included; `signed` are authors that the front matter names.
#[must_use]
pub fn arrange(text: &str, pieces: &[Piece], signed: &[String]) -> Head {
    let mut head = head::read(text, pieces, signed);
    let body = &pieces[head.blocks.len()..];
    let mut arranger = Arranger { text, blocks: std::mem::take(&mut head.blocks), apparatus: false };
    for (at, piece) in body.iter().enumerate() {
        arranger.piece(piece, at + 1 == body.len());
    }
    head.blocks = arranger.blocks;
    mark_biographies(text, &mut head);
    if head.published.is_none() {
        head.published = closing_date(text, &mut head.blocks);
    }
    head
}

struct Arranger<'t> {
    text: &'t str,
    blocks: Vec<Block>,
    /// Behind the heading of the notes.
    apparatus: bool,
}

impl Arranger<'_> {
    fn add(&mut self, kind: BlockKind, range: Range<usize>) {
        let range = trimmed(self.text, range);
        if !range.is_empty() {
            self.blocks.push(Block { kind, span: Span::new(range.start, range.end) });
        }
    }

    fn piece(&mut self, piece: &Piece, last: bool) {
        let line = &self.text[piece.range.clone()];
        let range = piece.range.clone();
        if shape::is_one_of(line.trim_end_matches(':').trim_start_matches(['#', '*', ' ']), APPARATUS) {
            self.apparatus = true;
        }
        match piece.markup {
            Markup::Skipped => self.add(BlockKind::Boilerplate, range),
            Markup::Heading => self.add(BlockKind::Heading, range),
            _ if is_waste(line) || is_stage_note(line) => self.add(BlockKind::Boilerplate, range),
            _ if self.apparatus && !head::is_note_on_author(line) => self.add(BlockKind::Boilerplate, range),
            Markup::Item => self.labelled(range, BlockKind::ListItem),
            Markup::Quote => self.paragraph(range, BlockKind::Quote),
            Markup::Bare => self.bare(piece, last),
        }
    }

    /// A piece of plain text without any markup.
    fn bare(&mut self, piece: &Piece, last: bool) {
        let line = &self.text[piece.range.clone()];
        let Range { start, end } = piece.range.clone();
        if is_footnote(line) {
            return self.add(BlockKind::Boilerplate, start..end);
        }
        if let Some(marker) = item_marker(line) {
            let content = &line[marker..];
            if is_tags(content) {
                return self.add(BlockKind::Tags, start..end);
            }
            return self.labelled(start + marker..end, BlockKind::ListItem);
        }
        if is_tags(line) {
            return self.add(BlockKind::Tags, start..end);
        }
        if let Some(label) = speaker(line) {
            self.add(BlockKind::Speaker, start..start + label);
            return self.paragraph(start + label..end, BlockKind::Paragraph);
        }
        match numbered(line) {
            Some(Numbered::Heading) => return self.add(BlockKind::Heading, start..end),
            Some(Numbered::Glued(at)) => {
                self.add(BlockKind::Heading, start..start + at);
                return self.labelled(start + at..end, BlockKind::Paragraph);
            }
            Some(Numbered::Item(at)) => return self.labelled(start + at..end, BlockKind::ListItem),
            None => {}
        }
        if head::is_date_line(line) {
            return self.add(BlockKind::DateLine, start..end);
        }
        // The last line of a text introduces nothing.
        if !last && is_heading(line) && !is_name_and_post(line) {
            return self.add(BlockKind::Heading, start..end);
        }
        self.labelled(start..end, BlockKind::Paragraph);
    }

    /// A paragraph or item, its run-in label apart.
    fn labelled(&mut self, range: Range<usize>, kind: BlockKind) {
        let line = &self.text[range.clone()];
        match run_in_label(line, kind == BlockKind::ListItem) {
            Some(label) => {
                self.add(BlockKind::Label, range.start..range.start + label);
                self.paragraph(range.start + label..range.end, kind);
            }
            None => self.paragraph(range, kind),
        }
    }

    /// A paragraph, the stenographer's notes in it apart.
    fn paragraph(&mut self, range: Range<usize>, kind: BlockKind) {
        let text = self.text;
        let mut start = range.start;
        for (at, _) in text[range.clone()].match_indices('(') {
            let open = range.start + at;
            if let Some(length) = stage_note(&text[open..range.end])
                && open >= start
            {
                self.add(kind, start..open);
                self.add(BlockKind::Boilerplate, open..open + length);
                start = open + length;
            }
        }
        self.add(kind, start..range.end);
    }
}

/// Length of "(Applause.)" and its like at the start of `rest`.
fn stage_note(rest: &str) -> Option<usize> {
    const NOTES: &[&str] = &[
        "Applause",
        "Laughter",
        "Inaudible",
        "Crosstalk",
        "Cheers",
        "Laughs",
        "Standing",
        "Audience",
        "As interpreted",
        "Speaks",
    ];
    let inner = &rest[1..];
    NOTES.iter().any(|n| inner.starts_with(n)).then_some(())?;
    let close = rest.find(')').filter(|c| *c < 60)?;
    rest[..close].ends_with('.').then_some(close + 1)
}

/// Length of the label of a speaker: "THE PRESIDENT:", "MR. KIRBY:", "Q:", or "Q " before a capital.
fn speaker(line: &str) -> Option<usize> {
    if let Some(rest) = line.strip_prefix("Q ") {
        return rest.trim_start().starts_with(|c: char| c.is_uppercase() || "“\"(—".contains(c)).then_some(2);
    }
    let colon = line.find(':').filter(|c| (1..=60).contains(c))?;
    let label = &line[..colon];
    if matches!(label, "Q" | "A") {
        return Some(colon + 1);
    }
    let mut words = shape::words(label).map(str::to_lowercase).skip_while(|w| w == "the");
    let office = words.next().is_some_and(|w| SPEAKERS.contains(&w.as_str()));
    (office && all_capitals(label) && shape::words(label).count() <= 6).then_some(colon + 1)
}

/// "[3] See …", "12 Ibid., p. 4."
fn is_footnote(line: &str) -> bool {
    let bracketed = line.starts_with('[')
        && line[1..].split_once(']').is_some_and(|(n, rest)| {
            (1..=3).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with(' ')
        });
    let bare = line.split_once(' ').is_some_and(|(n, rest)| {
        n.len() <= 3
            && !n.is_empty()
            && n.bytes().all(|b| b.is_ascii_digit())
            && ["Ibid", "See ", "Cf. ", "“", "http"].iter().any(|s| rest.starts_with(s))
    });
    bracketed || bare
}

/// "Ana Brandt, Director of Operations, ITAC" in a list of those present.
fn is_name_and_post(line: &str) -> bool {
    line.split_once(", ").is_some_and(|(name, post)| shape::person(name).is_some() && shape::names_post(post))
}

/// The last paragraphs are a biography when they tell who the author is.
fn mark_biographies(text: &str, head: &mut Head) {
    let readable = |b: &Block| matches!(b.kind, BlockKind::Paragraph | BlockKind::Quote);
    let last: Vec<usize> = (0..head.blocks.len()).rev().filter(|i| readable(&head.blocks[*i])).take(3).collect();
    let paragraphs = head.blocks.iter().filter(|b| readable(b)).count();
    for at in last {
        let line = &text[head.blocks[at].span.range()];
        let by_author =
            head.authors.iter().any(|a| head::note_subject(line).and_then(shape::person).is_some_and(|p| p == a.name));
        let tells = by_author || head::is_note_on_author(line) && is_present_post(line);
        if !tells || paragraphs < 2 {
            break;
        }
        head.blocks[at].kind = BlockKind::Biography;
    }
}

/// "X is a fellow at …" and "The author …" tell of an author; "President Y was minister" need not.
fn is_present_post(line: &str) -> bool {
    let start: String = line.split_whitespace().take(9).collect::<Vec<_>>().join(" ");
    line.starts_with("The author")
        || ["is a ", "is an ", "is the ", "is Senior", "is Director", "is Professor"].iter().any(|s| start.contains(s))
}

/// The date in the last lines: "THE WHITE HOUSE, April 15, 2021."
fn closing_date(text: &str, blocks: &mut [Block]) -> Option<super::PartialDate> {
    blocks.iter_mut().rev().take(3).find_map(|block| {
        let line = &text[block.span.range()];
        let closing = block.kind == BlockKind::DateLine || head::is_date_line(line);
        let date = closing.then(|| written_date::find(line))??.0;
        block.kind = BlockKind::DateLine;
        Some(date)
    })
}
