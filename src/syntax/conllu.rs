//! CoNLL-U, the exchange format of Universal Dependencies: sentences out, gold tokens in.
use std::fmt::{self, Write as _};

use super::{Sentence, TokenId};
use crate::text::{CharIndex, Document, Span};

/// One sentence of a CoNLL-U file, as far as it is kept: comments, words, multiword lines. Empty nodes are dropped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Comment lines with their `#`.
    pub comments: Vec<String>,
    /// Words in order.
    pub words: Vec<Row>,
    /// Lines of multiword tokens.
    pub multiwords: Vec<Multiword>,
}

/// One word line; an empty string for `_`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Form, which may hold spaces.
    pub form: String,
    /// Lemma.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: String,
    /// Features as written.
    pub feats: String,
    /// Number of the governor, from 1; 0 for the root, `None` for `_`.
    pub head: Option<usize>,
    /// Relation to the governor.
    pub deprel: String,
    /// The last column.
    pub misc: String,
}

/// A line `3-4` that tells the surface form of several words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Multiword {
    /// Number of the first word, from 1.
    pub first: usize,
    /// Number of the last word.
    pub last: usize,
    /// Surface form.
    pub form: String,
    /// The last column.
    pub misc: String,
}

/// A line that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConlluError {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for ConlluError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}; {}", self.line, self.column, self.problem, self.remedy)
    }
}

impl std::error::Error for ConlluError {}

/// Reads a CoNLL-U file.
///
/// # Errors
/// At the first line that has not ten columns, whose number is out of order, or whose head is none.
pub fn read(text: &str) -> Result<Vec<Entry>, ConlluError> {
    let mut entries = Vec::new();
    let mut entry = Entry::default();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            finish(&mut entry, &mut entries, number)?;
        } else if line.starts_with('#') {
            entry.comments.push(line.to_owned());
        } else {
            entry.line(line, number + 1)?;
        }
    }
    finish(&mut entry, &mut entries, text.lines().count())?;
    Ok(entries)
}

fn finish(entry: &mut Entry, entries: &mut Vec<Entry>, line: usize) -> Result<(), ConlluError> {
    if entry.words.is_empty() {
        return Ok(());
    }
    let count = entry.words.len();
    if let Some(at) = entry.words.iter().position(|w| w.head.is_some_and(|h| h > count)) {
        let problem = format!("word {} has a head beyond the last word, {count}", at + 1);
        return Err(fault(line, 1, problem, "give a head of the same sentence, 0 or `_`"));
    }
    entries.push(std::mem::take(entry));
    Ok(())
}

impl Entry {
    fn line(&mut self, line: &str, number: usize) -> Result<(), ConlluError> {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, _, feats, head, deprel, _, misc] = columns.as_slice() else {
            let problem = format!("{} columns instead of ten", columns.len());
            return Err(fault(number, 1, problem, "part the ten columns of CoNLL-U by tabs"));
        };
        if id.contains('.') {
            return Ok(());
        }
        let read_number = |text: &str| text.parse::<usize>().ok().filter(|n| *n > 0);
        if let Some((first, last)) = id.split_once('-') {
            let (Some(first), Some(last)) = (read_number(first), read_number(last)) else {
                return Err(fault(number, 1, format!("`{id}` is no range of words"), "write it like 3-4"));
            };
            self.multiwords.push(Multiword { first, last, form: form.to_owned(), misc: misc.to_owned() });
            return Ok(());
        }
        if read_number(id) != Some(self.words.len() + 1) {
            let problem = format!("word number `{id}` instead of {}", self.words.len() + 1);
            return Err(fault(
                number,
                1,
                problem,
                "number the words of a sentence from 1, and part sentences by an empty line",
            ));
        }
        let blank = |s: &str| if s == "_" { String::new() } else { s.to_owned() };
        let head = match head {
            "_" => None,
            _ => Some(head.parse().map_err(|_| {
                let column = columns[..6].iter().map(|c| c.chars().count() + 1).sum::<usize>() + 1;
                fault(number, column, format!("`{head}` is no head"), "give the number of a word, 0 or `_`")
            })?),
        };
        let lemma = if lemma == "_" && form != "_" { String::new() } else { lemma.to_owned() };
        self.words.push(Row {
            form: form.to_owned(),
            lemma,
            upos: blank(upos),
            feats: blank(feats),
            head,
            deprel: blank(deprel),
            misc: blank(misc),
        });
        Ok(())
    }
}

fn fault(line: usize, column: usize, problem: String, remedy: &str) -> ConlluError {
    ConlluError { line, column, problem, remedy: remedy.to_owned() }
}

/// Writes the entry with its comments and multiword lines.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for comment in &self.comments {
            writeln!(f, "{comment}")?;
        }
        let or_blank = |s: &str| if s.is_empty() { "_".to_owned() } else { s.to_owned() };
        for (at, word) in self.words.iter().enumerate() {
            for range in self.multiwords.iter().filter(|m| m.first == at + 1) {
                let Multiword { first, last, form, misc } = range;
                writeln!(f, "{first}-{last}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{}", or_blank(misc))?;
            }
            let [lemma, upos, feats, deprel, misc] =
                [&word.lemma, &word.upos, &word.feats, &word.deprel, &word.misc].map(|s| or_blank(s));
            let head = word.head.map_or_else(|| "_".to_owned(), |h| h.to_string());
            writeln!(f, "{}\t{}\t{lemma}\t{upos}\t_\t{feats}\t{head}\t{deprel}\t_\t{misc}", at + 1, word.form)?;
        }
        writeln!(f)
    }
}

/// The analysed sentence as an entry: text and number in its comments, clitics under multiword lines, spans in `TokenRange`.
#[must_use]
pub fn entry(document: &Document, index: &CharIndex, sentence: &Sentence, number: usize) -> Entry {
    let one_line = document.slice(sentence.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let comments = vec![format!("# sent_id = {number}"), format!("# text = {one_line}")];
    let ids: Vec<TokenId> = sentence.ids().collect();
    let spaced = |id: TokenId| {
        let next = sentence.tokens.get(id.index() + 1);
        next.is_none_or(|n| n.span.start > sentence.token(id).span.end)
    };
    let words = ids.iter().map(|id| row(document, index, sentence, *id, spaced(*id))).collect();
    let multiwords = multiwords(document, sentence, &spaced);
    Entry { comments, words, multiwords }
}

fn row(document: &Document, index: &CharIndex, sentence: &Sentence, id: TokenId, spaced: bool) -> Row {
    let token = sentence.token(id);
    let range = index.chars(&document.text, token.span);
    let mut misc = if spaced { String::new() } else { "SpaceAfter=No|".to_owned() };
    write!(misc, "TokenRange={}:{}", range.start, range.end).expect("writing to a string");
    let feats = token.features.to_string();
    Row {
        form: sentence.form(document, id).to_owned(),
        lemma: token.lemma.to_string(),
        upos: token.upos.to_string(),
        feats: if feats == "_" { String::new() } else { feats },
        head: Some(token.head.map_or(0, |h| h.index() + 1)),
        deprel: token.relation.to_string(),
        misc,
    }
}

/// Words written together with a clitic: "it's", "don't", "states'", "cannot".
fn multiwords(document: &Document, sentence: &Sentence, spaced: &dyn Fn(TokenId) -> bool) -> Vec<Multiword> {
    let mut found: Vec<Multiword> = Vec::new();
    for id in sentence.ids().skip(1) {
        let before = TokenId(id.0 - 1);
        let host = sentence.form(document, before);
        if spaced(before) || !is_clitic(sentence, id, host, sentence.form(document, id)) {
            continue;
        }
        let misc = if spaced(id) { "_" } else { "SpaceAfter=No" }.to_owned();
        let first = match found.last() {
            Some(last) if last.last == id.index() => found.pop().map_or(id.index(), |m| m.first),
            _ => id.index(),
        };
        let span = Span::new(sentence.tokens[first - 1].span.start as usize, sentence.token(id).span.end as usize);
        found.push(Multiword { first, last: id.index() + 1, form: document.slice(span).to_owned(), misc });
    }
    found
}

fn is_clitic(sentence: &Sentence, id: TokenId, host: &str, form: &str) -> bool {
    let lower = form.to_ascii_lowercase().replace('’', "'");
    let lettered = host.ends_with(|c: char| c.is_alphanumeric() || c == '.');
    match lower.as_str() {
        "'s" | "'m" | "'d" | "'ll" | "'re" | "'ve" | "n't" => lettered,
        "'" => lettered && sentence.token(id).upos == super::Upos::Part,
        "not" | "na" | "ta" | "me" => {
            matches!(host.to_ascii_lowercase().as_str(), "can" | "gon" | "wan" | "got" | "gim" | "lem")
        }
        _ => false,
    }
}
