//! Plain text as pieces: one piece a paragraph, heading or list item; hard-wrapped lines are joined, glued bullets parted.
use std::ops::Range;

/// A stretch of the document that stands alone in its layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the document text, without white space at the ends.
    pub range: Range<usize>,
    /// What the source's markup says it is.
    pub markup: Markup,
    /// True when an empty line (or the start of the text) stands before it.
    pub apart: bool,
}

/// What the markup of the source says of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// Nothing: a line or paragraph of plain text.
    Bare,
    /// A heading.
    Heading,
    /// An item of a list; its marker is not part of the piece.
    Item,
    /// A quotation.
    Quote,
    /// Code, tables, footnotes: not to be read.
    Skipped,
}

/// No line of a hard-wrapped text is longer than this.
const WIDEST_WRAP: usize = 120;
/// Nor is its longest line shorter than this.
const NARROWEST_WRAP: usize = 50;

/// Cuts plain text from byte `from` into pieces.
#[must_use]
pub fn pieces(text: &str, from: usize) -> Vec<Piece> {
    let lines = lines(text, from);
    let width = wrap_width(text, &lines);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut previous: Option<&Range<usize>> = None;
    let mut apart = true;
    for line in &lines {
        if line.is_empty() {
            apart = true;
            previous = None;
            continue;
        }
        match (previous, pieces.last_mut()) {
            (Some(before), Some(piece)) if continues(&text[before.clone()], &text[line.clone()], width) => {
                piece.range.end = line.end;
            }
            _ => pieces.push(Piece { range: line.clone(), markup: Markup::Bare, apart }),
        }
        apart = false;
        previous = Some(line);
    }
    pieces.into_iter().flat_map(|piece| part_glued_items(text, piece)).collect()
}

/// The lines without white space at their ends; an empty range for an empty line.
fn lines(text: &str, from: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = from;
    for line in text[from..].split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']) {
        found.push(trimmed(text, start..start + line.len()));
        start += line.len();
    }
    found
}

/// The range without white space, byte order mark and zero-width characters at its ends.
#[must_use]
pub fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let blank = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{ad}');
    let slice = &text[range.clone()];
    let start = range.start + slice.len() - slice.trim_start_matches(blank).len();
    let end = range.start + slice.trim_end_matches(blank).len();
    start..end.max(start)
}

/// The column at which the text was wrapped, when it was.
fn wrap_width(text: &str, lines: &[Range<usize>]) -> Option<usize> {
    let widths = || lines.iter().filter(|l| !l.is_empty()).map(|l| text[l.clone()].chars().count());
    let total = widths().count();
    let wide = widths().filter(|w| *w > WIDEST_WRAP).count();
    if wide * 50 > total {
        return None;
    }
    let width = widths().filter(|w| *w <= WIDEST_WRAP).max()?;
    let full = widths().filter(|w| *w * 5 >= width * 4).count();
    (width >= NARROWEST_WRAP && full >= 3).then_some(width)
}

/// True when `line` goes on where the line above it broke off.
fn continues(above: &str, line: &str, width: Option<usize>) -> bool {
    if item_marker(line).is_some() || line.starts_with(['#', '|', '>']) || ends_label(line) {
        return false;
    }
    let open = !above.ends_with(['.', '!', '?', ':', ';', '”', '"', ')']);
    let lower = line.starts_with(char::is_lowercase);
    match width {
        // A greedy wrapper breaks only where the next word no longer fits; writers by hand leave a little more room.
        Some(width) => {
            let first_word = line.split_whitespace().next().map_or(0, |w| w.chars().count());
            above.chars().count() + 1 + first_word + 4 > width || (open && lower)
        }
        None => open && lower && above.chars().count() >= NARROWEST_WRAP,
    }
}

/// A speaker's label opens a new piece even in wrapped text.
fn ends_label(line: &str) -> bool {
    line.split_once(':').is_some_and(|(label, _)| {
        label.len() < 40 && label.chars().any(char::is_alphabetic) && !label.chars().any(char::is_lowercase)
    })
}

/// Length in bytes of a list marker with the white space behind it: `- `, `• `, `* `, `a) `, `(ii) `, `3) `.
#[must_use]
pub fn item_marker(line: &str) -> Option<usize> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let gap = |at: usize| {
        let rest = &line[at..];
        let blank = rest.len() - rest.trim_start().len();
        (blank > 0 && blank < rest.len()).then_some(at + blank)
    };
    match first {
        '-' | '–' | '—' | '*' | '+' | '·' | '‣' | '▪' | '◦' | '●' | '■' | '○' | '►' | '➢' | '✓' | '\u{f0b7}' => {
            gap(first.len_utf8())
        }
        '•' => gap(first.len_utf8()).or(Some(first.len_utf8()).filter(|at| *at < line.len())),
        '(' => {
            let close = line.find(')').filter(|c| (2..=5).contains(c))?;
            line[1..close].bytes().all(|b| b.is_ascii_alphanumeric()).then(|| gap(close + 1))?
        }
        _ if first.is_ascii_alphanumeric() => {
            let close = line.find(')').filter(|c| (1..=3).contains(c))?;
            line[..close].bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase()).then(|| gap(close + 1))?
        }
        _ => None,
    }
}

/// Parts a line in which list items follow one another: `… Act. - The Order … . - The Order …`, `… • …`.
fn part_glued_items(text: &str, piece: Piece) -> Vec<Piece> {
    let slice = &text[piece.range.clone()];
    let mut cuts: Vec<usize> = Vec::new();
    for (at, _) in slice.match_indices(" - ").filter(|(at, _)| glued_dash(slice, *at)) {
        cuts.push(at + 1);
    }
    cuts.extend(slice.match_indices(" • ").map(|(at, _)| at + 1));
    cuts.sort_unstable();
    let mut parts = Vec::new();
    let mut start = 0;
    for cut in cuts.into_iter().chain([slice.len()]) {
        let range = trimmed(text, piece.range.start + start..piece.range.start + cut);
        if !range.is_empty() {
            let apart = piece.apart && parts.is_empty();
            parts.push(Piece { range, markup: piece.markup, apart });
        }
        start = cut;
    }
    parts
}

/// A dash that opens an item: behind the end of a sentence or a colon, before a capital.
fn glued_dash(slice: &str, at: usize) -> bool {
    let opens = slice[at + 3..].chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '“' | '"' | '*'));
    opens && slice[..at].ends_with(['.', ':', ';', '!', '?', '”', '*'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        pieces(text, 0).into_iter().map(|p| &text[p.range]).collect()
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "Relations After the Summit\n\nThe two governments agreed in the spring that their navies would\n\
                    train together twice a year, and that an office in the capital would\nprepare the next round of talks.\n\
                    - A first item of the list that is long enough to be wrapped by the\n  writer of the text.\n- A second.\n";
        let found = cut(text);
        assert_eq!(found.len(), 4, "{found:#?}");
        assert!(found[1].starts_with("The two") && found[1].ends_with("talks."));
        assert!(found[2].ends_with("of the text."));
    }

    #[test]
    fn a_paragraph_a_line_stays_so() {
        let long = "Words that go on. ".repeat(20);
        let text = format!("Title\nBy Ana Brandt\n{long}\n{long}");
        assert_eq!(cut(&text).len(), 4);
    }

    #[test]
    fn glued_items_are_parted() {
        assert_eq!(
            cut("It does two things: - The Order adds limits. - The Order ends talks on a cease - fire."),
            ["It does two things:", "- The Order adds limits.", "- The Order ends talks on a cease - fire."]
        );
    }

    #[test]
    fn markers() {
        for (line, length) in [("- a", Some(2)), ("•#Japan", Some(3)), ("(ii) b", Some(5)), ("a) c", Some(3))] {
            assert_eq!(item_marker(line), length, "{line}");
        }
        for line in ["-5 degrees", "1. Heading", "(see above) yes", "U.S. (here)", "-", ""] {
            assert_eq!(item_marker(line), None, "{line}");
        }
    }
}
