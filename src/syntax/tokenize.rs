//! Words as Universal Dependencies parts them (EWT and GUM practice): clitics and hyphenated words split, abbreviations whole.
//!
//! White space parts chunks; inside a chunk a cursor takes the longest token at each place. Every character that is not white
//! space ends up in exactly one token.
use std::ops::Range;

use super::abbreviations::{self, Abbreviation};
use super::hyphens;
use crate::text::{Bytes, Span};

/// Appends the tokens of `text[range]` to `tokens`; spans count from the start of `text`.
pub fn tokenize(text: &str, range: Range<usize>, tokens: &mut Vec<Span<Bytes>>) {
    let mut chunker = Tokenizer { text, end: range.end, tokens };
    let mut at = range.start;
    while let Some(start) = chunker.skip_blank(at) {
        let (end, plain) = chunker.chunk_end(start);
        if plain && !fused(&text[start..end]) {
            chunker.push(start, end);
        } else {
            chunker.chunk(start, end);
        }
        at = end;
    }
}

struct Tokenizer<'t> {
    text: &'t str,
    /// End of the range to be read.
    end: usize,
    tokens: &'t mut Vec<Span<Bytes>>,
}

/// White space and the invisible characters that count as such.
#[must_use]
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}')
}

/// Characters of words: letters, figures, and the marks that ride on them.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    c.is_alphanumeric() || is_mark(c)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{2bc}')
}

/// Words written as one that the treebanks split.
const FUSED: &[(&str, usize)] =
    &[("cannot", 3), ("gonna", 3), ("gotta", 3), ("wanna", 3), ("gimme", 3), ("lemme", 3), ("dunno", 2)];

fn fused(word: &str) -> bool {
    (5..=6).contains(&word.len()) && fused_at(word).is_some()
}

fn fused_at(word: &str) -> Option<usize> {
    FUSED.iter().find(|(w, _)| w.eq_ignore_ascii_case(word)).map(|(_, at)| *at)
}

impl<'t> Tokenizer<'t> {
    fn push(&mut self, start: usize, end: usize) {
        self.tokens.push(Span::new(start, end));
    }

    fn char_at(&self, at: usize) -> Option<char> {
        if at >= self.end {
            return None;
        }
        match self.text.as_bytes()[at] {
            b if b < 0x80 => Some(b as char),
            _ => self.text[at..self.end].chars().next(),
        }
    }

    fn skip_blank(&self, mut at: usize) -> Option<usize> {
        while let Some(c) = self.char_at(at) {
            if !is_blank(c) {
                return Some(at);
            }
            at += c.len_utf8();
        }
        None
    }

    /// The end of the chunk, and whether it is all ASCII letters.
    fn chunk_end(&self, start: usize) -> (usize, bool) {
        let bytes = self.text.as_bytes();
        let mut at = start;
        while at < self.end && bytes[at].is_ascii_alphabetic() {
            at += 1;
        }
        let letters = at;
        while let Some(c) = self.char_at(at) {
            if is_blank(c) {
                break;
            }
            at += c.len_utf8();
        }
        (at, letters == at)
    }

    fn chunk(&mut self, start: usize, end: usize) {
        let mut at = start;
        let addressed = self.text[start..end].contains(['@', ':']) || self.text[start..end].contains("www.");
        while at < end {
            let c = self.char_at(at).unwrap_or(' ');
            let fresh = at == start || !self.text[..at].ends_with(is_word);
            if addressed
                && fresh
                && let Some(length) = address(&self.text[at..end])
            {
                self.push(at, at + length);
                at += length;
                continue;
            }
            let stop = if is_word(c) { self.word(at, end) } else { self.sign(start, at, end) };
            match fused_at(&self.text[at..stop]) {
                Some(middle) => {
                    self.push(at, at + middle);
                    self.push(at + middle, stop);
                }
                None => self.push(at, stop),
            }
            at = stop;
        }
    }

    /// End of the token of signs at `at`.
    fn sign(&self, chunk: usize, at: usize, end: usize) -> usize {
        let text = &self.text[at..end];
        let c = text.chars().next().unwrap_or(' ');
        let one = at + c.len_utf8();
        let after_word = at > chunk && self.text[..at].ends_with(is_word);
        let run = |set: &[char]| at + text.len() - text.trim_start_matches(set).len();
        match c {
            '.' | '…' => run(&['.', '…']),
            '!' | '?' => run(&['!', '?']),
            '-' | '*' | '=' | '~' | '<' | '>' | '$' | '+' | '#' if text[1..].starts_with(c) => run(&[c]),
            '`' if text.starts_with("``") => at + 2,
            '\'' if text.starts_with("''") => at + 2,
            '[' if text.starts_with("[...]") => at + 5,
            '\'' | '’' | '\u{2bc}' => self.apostrophe(at, end, after_word).unwrap_or(one),
            '#' | '@' if !after_word => self.tag(one, end).unwrap_or(one),
            '+' if at == chunk && text[1..].starts_with(|c: char| c.is_ascii_digit()) => self.word(at + 1, end),
            _ => {
                let rest = &self.text[one..end];
                one + rest.len() - rest.trim_start_matches(is_mark).len()
            }
        }
    }

    /// End of a hashtag or handle whose name begins at `at`.
    fn tag(&self, at: usize, end: usize) -> Option<usize> {
        let rest = &self.text[at..end];
        rest.starts_with(char::is_alphabetic).then(|| at + rest.len() - rest.trim_start_matches(is_word).len())
    }

    /// End of a token that begins with an apostrophe: a clitic, a shortened year, a shortened word.
    fn apostrophe(&self, at: usize, end: usize, after_word: bool) -> Option<usize> {
        let quote = self.char_at(at)?.len_utf8();
        let rest = &self.text[at + quote..end];
        let letters = rest.len() - rest.trim_start_matches(is_word).len();
        let word = &rest[..letters];
        let stop = at + quote + letters;
        if after_word
            || self.text[..at].ends_with(['.', ')', '”', '"', '%'])
            || self.text[..at].ends_with(is_blank)
            || at == 0
        {
            let clitic = is_clitic(word) && (after_word || letters == rest.len() || word.len() < 3);
            if clitic && (after_word || word.eq_ignore_ascii_case("s")) {
                return Some(stop);
            }
        }
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let year = digits == 2 && matches!(&word[2..], "" | "s");
        let short = ["em", "til", "cause", "n", "bout", "tis", "twas"].iter().any(|s| s.eq_ignore_ascii_case(word));
        (!after_word && (year || short)).then_some(stop)
    }

    /// End of the word at `start`.
    fn word(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        while at < end {
            let c = self.char_at(at).unwrap_or(' ');
            if is_word(c) {
                at += c.len_utf8();
                continue;
            }
            match self.joint(start, at, c, end) {
                Joint::Goes => at += c.len_utf8(),
                Joint::EndsAt(stop) => return stop,
                Joint::Stops => break,
            }
        }
        self.unit(start, at)
    }

    /// What a sign inside a word does.
    fn joint(&self, start: usize, at: usize, c: char, end: usize) -> Joint {
        let left = &self.text[start..at];
        let right = &self.text[at + c.len_utf8()..end];
        let next = right.chars().next();
        let figures = left.ends_with(|c: char| c.is_ascii_digit()) && next.is_some_and(|n| n.is_ascii_digit());
        match c {
            '.' => self.full_stop(left, right, figures, at),
            ',' => {
                let group = right.bytes().take_while(u8::is_ascii_digit).count();
                Joint::goes_if(figures && group == 3)
            }
            ':' => Joint::goes_if(figures),
            '/' => Joint::goes_if(slash_inside(left, right)),
            '&' => {
                let short = |s: &str| s.chars().take_while(|c| is_word(*c)).count() <= 4;
                let plain = left.len() <= 4 && left.chars().all(|c| c.is_uppercase() || c == 'p' || c == 'l');
                Joint::goes_if(plain && next.is_some_and(is_word) && short(right))
            }
            '$' => {
                let money = ["US", "U", "C", "A", "HK", "NT", "NZ", "CA", "AU", "S", "R"].contains(&left);
                if money { Joint::EndsAt(at + 1) } else { Joint::Stops }
            }
            c if is_apostrophe(c) => self.inner_apostrophe(start, at, left, right),
            '-' | '\u{2010}' | '\u{2011}' => Joint::goes_if(hyphens::keeps(left, right)),
            _ => Joint::Stops,
        }
    }

    fn full_stop(&self, left: &str, right: &str, figures: bool, at: usize) -> Joint {
        let next = right.chars().next();
        if !next.is_some_and(is_word) {
            return if self.keeps_stop(left, at) { Joint::EndsAt(at + 1) } else { Joint::Stops };
        }
        if let Some(length) = web_name(left, right) {
            return Joint::EndsAt(at + 1 + length);
        }
        let last = left.rsplit('.').next().unwrap_or(left);
        let single = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
        let run = right.chars().take_while(|c| is_word(*c)).count();
        let dotted = (single || last == "Ph" || last == "M")
            && next.is_some_and(char::is_alphabetic)
            && (run == 1 || right.chars().nth(1).is_some_and(|c| c == '.' || c == 'c'));
        let lower = last.chars().count() > 1
            && left.chars().all(|c| c.is_lowercase() || c == '.')
            && next.is_some_and(char::is_lowercase);
        let version = left.contains(|c: char| c.is_ascii_digit()) && next.is_some_and(|n| n.is_ascii_digit());
        Joint::goes_if(figures || dotted || lower || version)
    }

    /// True when the full stop behind `form` belongs to it.
    fn keeps_stop(&self, form: &str, at: usize) -> bool {
        if abbreviations::is_dotted(form) {
            return true;
        }
        let behind = self.text[at + 1..self.end].trim_start();
        let next = behind.chars().next();
        if form.chars().count() == 1 {
            return self.is_initial(form, behind);
        }
        abbreviations::of(form).any(|kind| match kind {
            Abbreviation::Leading => next.is_some(),
            Abbreviation::Closing => next.is_some() || form != "Co",
            Abbreviation::Numbering => next.is_some_and(|n| n.is_ascii_digit() || (n.is_uppercase() && roman(behind))),
            Abbreviation::Naming => next.is_some_and(|n| n.is_uppercase() || n == ','),
        }) || self.is_numbering_letter(form, next)
    }

    /// "p. 5", "c. 1800"
    fn is_numbering_letter(&self, form: &str, next: Option<char>) -> bool {
        matches!(form, "p" | "c" | "b" | "d") && next.is_some_and(|n| n.is_ascii_digit())
    }

    /// A letter before a name: "John F. Kennedy".
    fn is_initial(&self, form: &str, behind: &str) -> bool {
        if self.is_numbering_letter(form, behind.chars().next())
            || form == "v" && behind.starts_with(char::is_uppercase)
        {
            return true;
        }
        let word = behind.split(|c: char| !is_word(c) && c != '.').next().unwrap_or_default();
        let before = self.tokens.last().map_or("", |t| &self.text[t.range()]);
        let named = before.is_empty() || before.starts_with(char::is_uppercase) || !before.starts_with(is_word);
        form.starts_with(char::is_uppercase)
            && (word.starts_with(char::is_uppercase) && !abbreviations::OPENERS.contains(&word)
                || behind.starts_with(','))
            && (form != "I" || named)
            || form.starts_with(char::is_uppercase) && is_initial_token(before)
    }

    fn inner_apostrophe(&self, start: usize, at: usize, left: &str, right: &str) -> Joint {
        let letters = right.len() - right.trim_start_matches(is_word).len();
        let word = &right[..letters];
        if word.eq_ignore_ascii_case("t") && left.ends_with(['n', 'N']) {
            let quote = self.char_at(at).map_or(1, char::len_utf8);
            // At the clitic itself the whole of "n't" is the token; before it, the verb ends.
            return Joint::EndsAt(if left.len() == 1 { at + quote + 1 } else { at - 1 });
        }
        if is_clitic(word) {
            let decade =
                word == "s" && left.len() <= 4 && left.ends_with('0') && left.bytes().all(|b| b.is_ascii_digit());
            return Joint::goes_if(decade);
        }
        Joint::goes_if(letters > 0 && !self.text[start..at].bytes().all(|b| b.is_ascii_digit()))
    }

    /// Splits a unit from its number: "5km", "$2.6bn", "11am".
    fn unit(&self, start: usize, end: usize) -> usize {
        let token = &self.text[start..end];
        if !token.starts_with(|c: char| c.is_ascii_digit()) {
            return end;
        }
        let letters = token.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':'));
        const UNITS: &[&str] = &[
            "km", "m", "mm", "cm", "kg", "g", "lb", "lbs", "ft", "k", "K", "M", "MM", "bn", "mn", "tn", "b", "B", "am",
            "pm", "AM", "PM", "a.m.", "p.m.", "mph", "kt", "MW", "GW", "GB", "MB", "TB", "GHz", "MHz", "hrs", "min",
            "x", "nm", "billion", "million",
        ];
        if UNITS.contains(&letters) { end - letters.len() } else { end }
    }
}

/// What a sign inside a word does to it.
enum Joint {
    /// Belongs to the word, which goes on.
    Goes,
    /// The word ends at this byte.
    EndsAt(usize),
    /// The word ends before the sign.
    Stops,
}

impl Joint {
    fn goes_if(goes: bool) -> Self {
        if goes { Self::Goes } else { Self::Stops }
    }
}

/// True for a letter with its full stop.
fn is_initial_token(token: &str) -> bool {
    token.len() == 2 && token.ends_with('.') && token.starts_with(|c: char| c.is_ascii_uppercase())
}

/// True for what follows the apostrophe of a clitic.
fn is_clitic(word: &str) -> bool {
    ["s", "m", "d", "ll", "re", "ve"].iter().any(|c| c.eq_ignore_ascii_case(word))
}

fn roman(word: &str) -> bool {
    let first = word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    !first.is_empty() && first.bytes().all(|b| b"IVXLC".contains(&b))
}

/// Dates and fractions in figures, and abbreviations of single letters: "9/11", "1/2", "w/o", "s/he".
fn slash_inside(left: &str, right: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit() || b == b'/');
    let behind: &str = right.split(|c: char| !is_word(c)).next().unwrap_or_default();
    let figures = digits(left) && digits(behind) && left.len() <= 5 && behind.len() <= 4;
    let letter = |s: &str| s.len() == 1 && s.bytes().all(|b| b.is_ascii_lowercase());
    figures || letter(left) && (letter(behind) || left == "w" || left == "s") && !behind.is_empty()
}

/// Endings of names on the web and of files.
const ENDINGS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "int", "mil", "info", "io", "eu", "uk", "de", "jp", "cn", "ru", "fr", "ch",
    "us", "doc", "xls", "pdf", "txt", "html", "htm", "jpg", "png", "docx", "xlsx", "csv",
];

/// Length of the rest of a name on the web or of a file whose first part is `left`.
fn web_name(left: &str, right: &str) -> Option<usize> {
    let name = right.len() - right.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "._-/".contains(c)).len();
    let name = right[..name].trim_end_matches(['.', '-', '/']);
    let host = name.split('/').next()?;
    let last = host.rsplit('.').next()?;
    let known = ENDINGS.contains(&last.to_ascii_lowercase().as_str());
    (known && left.len() > 1 && !left.contains('\'')).then_some(name.len())
}

/// Length of an address of the web or of mail with which the chunk begins.
fn address(chunk: &str) -> Option<usize> {
    let web = ["http://", "https://", "www.", "ftp://", "mailto:"].iter().any(|p| chunk.starts_with(p));
    let mail = chunk.find('@').is_some_and(|at| {
        let host = &chunk[at + 1..];
        at > 0
            && chunk[..at].bytes().all(|b| b.is_ascii_alphanumeric() || b"._-+%".contains(&b))
            && host.contains('.')
            && host.starts_with(|c: char| c.is_ascii_alphanumeric())
    });
    if !web && !mail {
        return None;
    }
    let inside = |c: char| c.is_ascii_alphanumeric() || "._-+%@:/?&=#~,;!'()[]*$".contains(c);
    let length = chunk.len() - chunk.trim_start_matches(inside).len();
    let mut end = chunk[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']']).len();
    if chunk[..end].ends_with(')') && !chunk[..end].contains('(') {
        end = chunk[..end].trim_end_matches([')', '.', ',']).len();
    }
    (end > 0).then_some(end)
}
