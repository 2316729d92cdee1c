//! Sentences: where a run of tokens ends, by its punctuation, abbreviations and what follows.
use std::ops::Range;

use super::abbreviations::{self, Abbreviation};
use crate::text::{Bytes, Span};

/// Longer sentences are parted at a semicolon, else a comma, else anywhere, so that parsing stays bounded.
pub const LONGEST: usize = 200;

/// Parts the tokens of one block into sentences: ranges of `tokens`, in order, without gaps.
#[must_use]
pub fn segment(text: &str, tokens: &[Span<Bytes>]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let end = if ends_here(text, tokens, at) { with_closers(text, tokens, at + 1) } else { at + 1 };
        if ends_here(text, tokens, at) && opens_after(text, tokens, at, end) {
            push(text, tokens, start..end, &mut sentences);
            start = end;
        }
        at = end;
    }
    push(text, tokens, start..tokens.len(), &mut sentences);
    sentences
}

fn form<'t>(text: &'t str, tokens: &[Span<Bytes>], at: usize) -> &'t str {
    tokens.get(at).map_or("", |t| &text[t.range()])
}

/// True when nothing stands between the tokens `at - 1` and `at`.
fn glued(tokens: &[Span<Bytes>], at: usize) -> bool {
    at > 0 && tokens.get(at).is_some_and(|t| t.start == tokens[at - 1].end)
}

/// True when a sentence may end with this token.
fn ends_here(text: &str, tokens: &[Span<Bytes>], at: usize) -> bool {
    let form = form(text, tokens, at);
    let Some(stem) = form.strip_suffix(['.', '!', '?', '…', '。']) else { return false };
    let mark = stem.is_empty() || stem.chars().all(|c| matches!(c, '.' | '!' | '?' | '…'));
    mark || form.ends_with('.') && may_close(stem)
}

fn may_close(stem: &str) -> bool {
    abbreviations::is_dotted(stem) && !matches!(stem, "e.g" | "i.e")
        || abbreviations::of(stem).any(|kind| kind == Abbreviation::Closing)
}

/// Quotation marks, brackets and note numbers that close the sentence with its stop.
fn with_closers(text: &str, tokens: &[Span<Bytes>], mut at: usize) -> usize {
    while glued(tokens, at) || form(text, tokens, at) == "[" {
        let next = form(text, tokens, at);
        let closes = matches!(next, "”" | "’" | "\"" | "'" | "''" | ")" | "]" | "»" | "*" | "**");
        let noted = next == "["
            && form(text, tokens, at + 2) == "]"
            && form(text, tokens, at + 1).bytes().all(|b| b.is_ascii_digit());
        let note = next.len() <= 3 && next.bytes().all(|b| b.is_ascii_digit()) && !glued(tokens, at + 1);
        match () {
            () if noted => at += 3,
            () if closes || note => at += 1,
            () => break,
        }
    }
    at.min(tokens.len())
}

/// True when what follows can open a sentence after the stop at `stop`.
fn opens_after(text: &str, tokens: &[Span<Bytes>], stop: usize, end: usize) -> bool {
    if end >= tokens.len() {
        return true;
    }
    let stop_form = form(text, tokens, stop);
    if form(text, tokens, end).starts_with(['.', ',', ';', ':', ')', ']', '”', '…']) {
        return false;
    }
    let first = first_word(text, tokens, end);
    let starts_upper = first.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let mark = !stop_form.starts_with(char::is_alphabetic);
    if glued(tokens, end) && !(mark && first.starts_with(char::is_uppercase) && glued_sentence(text, tokens, stop)) {
        return false;
    }
    if !mark {
        return opens_after_abbreviation(stop_form, first, form(text, tokens, end));
    }
    if stop_form.starts_with("..") || stop_form == "…" {
        return first.starts_with(char::is_uppercase);
    }
    if stop_form.starts_with(['!', '?']) || end > stop + 1 {
        return starts_upper || (end == stop + 1 && first.starts_with(char::is_lowercase));
    }
    starts_upper || !first.starts_with(char::is_lowercase) || begins_lower_sentence(text, tokens, stop)
}

/// "talks.The": the stop follows a word of letters and a capital comes at once.
fn glued_sentence(text: &str, tokens: &[Span<Bytes>], stop: usize) -> bool {
    let before = if stop > 0 { form(text, tokens, stop - 1) } else { "" };
    before.chars().count() > 1 && (before.ends_with(char::is_lowercase) || matches!(before, "”" | "\"" | ")"))
}

/// A true full stop before a lower-case word: careless writers begin sentences small.
fn begins_lower_sentence(text: &str, tokens: &[Span<Bytes>], stop: usize) -> bool {
    let before = if stop > 0 { form(text, tokens, stop - 1) } else { "" };
    before.chars().count() > 2 && before.chars().all(|c| c.is_lowercase())
}

fn opens_after_abbreviation(stop_form: &str, first: &str, next: &str) -> bool {
    let time = matches!(stop_form, "a.m." | "p.m." | "A.M." | "P.M.");
    let zone = time && first.len() <= 4 && first.chars().all(char::is_uppercase);
    let free = time || stop_form == "etc.";
    if free {
        return first.starts_with(char::is_uppercase) && !zone;
    }
    abbreviations::OPENERS.contains(&first) || matches!(next, "“" | "‘") && first.starts_with(char::is_uppercase)
}

/// The first token from `at` that is a word.
fn first_word<'t>(text: &'t str, tokens: &[Span<Bytes>], at: usize) -> &'t str {
    (at..tokens.len().min(at + 4))
        .map(|i| form(text, tokens, i))
        .find(|f| f.starts_with(char::is_alphanumeric))
        .unwrap_or("")
}

/// Adds a sentence, parted when it is too long.
fn push(text: &str, tokens: &[Span<Bytes>], range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let Range { mut start, end } = range;
    while end - start > LONGEST {
        let window = start + LONGEST / 4..start + LONGEST;
        let behind = |sign: &str| window.clone().rev().find(|i| form(text, tokens, *i) == sign).map(|i| i + 1);
        let cut = behind(";").or_else(|| behind(",")).unwrap_or(start + LONGEST);
        sentences.push(start..cut);
        start = cut;
    }
    if start < end {
        sentences.push(start..end);
    }
}
