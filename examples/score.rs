//! Scores the language layer on treebanks: `cargo run --release --example score -- segmentation|parsing FILE.conllu…`.
//!
//! `segmentation` reads each paragraph's raw text (the `# text` lines joined by spaces) and compares words and sentences by
//! their characters. `parsing` takes the gold words and compares what is predicted on them; punctuation counts.
//! `--errors N` prints the first N differences.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use entente::syntax::Analyser;
use entente::syntax::conllu::{self, Entry};
use entente::syntax::segment::segment;
use entente::syntax::tokenize::tokenize;

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut errors = 0;
    if let Some(at) = arguments.iter().position(|a| a == "--errors") {
        errors = arguments[at + 1].parse().expect("a number after --errors");
        arguments.drain(at..at + 2);
    }
    let (mode, files) = arguments.split_first().expect("segmentation or parsing, then files");
    for file in files {
        let entries = conllu::read(&fs::read_to_string(file).expect(file)).expect(file);
        println!("{}", file.rsplit('/').next().unwrap_or(file));
        match mode.as_str() {
            "segmentation" => segmentation(&entries, errors),
            "parsing" => parsing(entries, errors),
            other => panic!("unknown mode {other}"),
        }
    }
}

/// Hits, gold and found units.
#[derive(Default, Clone, Copy)]
struct Score {
    hits: usize,
    gold: usize,
    found: usize,
}

impl Score {
    fn of<T: Ord>(gold: &BTreeSet<T>, found: &BTreeSet<T>) -> Self {
        Self { hits: gold.intersection(found).count(), gold: gold.len(), found: found.len() }
    }

    fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.gold += other.gold;
        self.found += other.found;
    }

    fn f1(self) -> f64 {
        200.0 * self.hits as f64 / (self.gold + self.found).max(1) as f64
    }
}

fn text_of(entry: &Entry) -> &str {
    entry.comments.iter().find_map(|c| c.strip_prefix("# text = ")).unwrap_or_default()
}

/// The genre of a GUM document, the source of an EWT one.
fn genre(entry: &Entry) -> Option<String> {
    let id = entry.comments.iter().find_map(|c| c.strip_prefix("# newdoc id = "))?;
    let mut parts = id.split(['_', '-']);
    let first = parts.next()?;
    Some(if first == "GUM" { parts.next()?.to_owned() } else { first.to_owned() })
}

fn segmentation(entries: &[Entry], mut errors: usize) {
    let mut scores: BTreeMap<String, [Score; 2]> = BTreeMap::new();
    let mut current = String::new();
    let mut at = 0;
    while at < entries.len() {
        current = genre(&entries[at]).unwrap_or(current);
        let opens = |e: &Entry| e.comments.iter().any(|c| c.starts_with("# newpar") || c.starts_with("# newdoc"));
        let end = (at + 1..entries.len()).find(|i| opens(&entries[*i])).unwrap_or(entries.len());
        let [words, sentences] = paragraph(&entries[at..end], &mut errors);
        for name in [current.as_str(), "ALL"] {
            let slot = scores.entry(name.to_owned()).or_default();
            slot[0].add(words);
            slot[1].add(sentences);
        }
        at = end;
    }
    for (name, [words, sentences]) in scores {
        println!("  {name:12} words {:6.2}  sentences {:6.2}  ({} words)", words.f1(), sentences.f1(), words.gold);
    }
}

fn paragraph(entries: &[Entry], errors: &mut usize) -> [Score; 2] {
    let mut text = String::new();
    let mut gold_words = BTreeSet::new();
    let mut gold_sentences = BTreeSet::new();
    for entry in entries {
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(text_of(entry));
        gold_sentences.insert((start, text.len()));
        let mut at = start;
        for word in &entry.words {
            let Some(found) = locate(&text, at, &word.form) else { continue };
            gold_words.insert(found);
            at = found.1;
        }
    }
    let mut tokens = Vec::new();
    tokenize(&text, 0..text.len(), &mut tokens);
    let ranges = segment(&text, &tokens);
    let span = |t: &entente::text::Span<entente::text::Bytes>| (t.start as usize, t.end as usize);
    let words: BTreeSet<_> = tokens.iter().map(span).collect();
    let sentences: BTreeSet<_> =
        ranges.iter().map(|r| (span(&tokens[r.start]).0, span(&tokens[r.end - 1]).1)).collect();
    show(&text, "word", &gold_words, &words, errors);
    show(&text, "sentence", &gold_sentences, &sentences, errors);
    [Score::of(&gold_words, &words), Score::of(&gold_sentences, &sentences)]
}

/// Where the form of the next word stands: white space is skipped.
fn locate(text: &str, from: usize, form: &str) -> Option<(usize, usize)> {
    let start = from + text[from..].len() - text[from..].trim_start().len();
    if text[start..].starts_with(form) {
        return Some((start, start + form.len()));
    }
    text[start..].find(form).filter(|at| *at < 20).map(|at| (start + at, start + at + form.len()))
}

fn show(text: &str, what: &str, gold: &BTreeSet<(usize, usize)>, found: &BTreeSet<(usize, usize)>, errors: &mut usize) {
    for (sign, set, other) in [('-', gold, found), ('+', found, gold)] {
        for (start, end) in set.difference(other) {
            if *errors == 0 {
                return;
            }
            *errors -= 1;
            let (from, to) = (floor(text, start.saturating_sub(15)), floor(text, (end + 15).min(text.len())));
            let slice = &text[*start..*end];
            let shown = if what == "word" { format!("{slice}  in  {}", &text[from..to]) } else { slice.to_owned() };
            println!("    {sign} {what}: {shown}");
        }
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

const RELATIONS: &[&str] = &[
    "nsubj",
    "nsubj:pass",
    "obj",
    "obl",
    "obl:agent",
    "conj",
    "ccomp",
    "xcomp",
    "advcl",
    "acl",
    "acl:relcl",
    "appos",
    "nmod",
    "nmod:poss",
    "aux",
    "aux:pass",
    "cop",
    "compound",
    "flat",
    "case",
    "mark",
    "parataxis",
    "root",
];
const FUNCTIONAL: &[&str] = &["aux", "cop", "mark", "det", "clf", "case", "cc", "punct"];

fn parsing(gold: Vec<Entry>, mut errors: usize) {
    let mut found = gold.clone();
    Analyser::new().annotate(&mut found);
    let (mut words, mut tags, mut feats, mut lemmas, mut heads, mut arcs) = (0, 0, 0, 0, 0, 0);
    let (mut content, mut content_hits) = (0, 0);
    let mut relations: BTreeMap<&str, Score> = BTreeMap::new();
    let pairs = gold.iter().zip(&found).flat_map(|(g, f)| g.words.iter().zip(&f.words));
    for (g, f) in pairs {
        let same_head = g.head == f.head;
        let same_arc = same_head && universal(&g.deprel) == universal(&f.deprel);
        words += 1;
        tags += usize::from(g.upos == f.upos);
        feats += usize::from(g.feats == f.feats || (g.feats.is_empty() && f.feats == "_"));
        lemmas += usize::from(g.lemma == f.lemma);
        heads += usize::from(same_head);
        arcs += usize::from(same_arc);
        if !FUNCTIONAL.contains(&universal(&g.deprel)) {
            content += 1;
            content_hits += usize::from(same_arc);
        }
        relations.entry(&g.deprel).or_default().gold += 1;
        relations.entry(&f.deprel).or_default().found += 1;
        relations.entry(&g.deprel).or_default().hits += usize::from(same_head && g.deprel == f.deprel);
        if g.lemma != f.lemma && errors > 0 {
            errors -= 1;
            println!("    {} {} {}: {} not {}", g.form, f.upos, f.feats, g.lemma, f.lemma);
        }
    }
    let percent = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
    let of_words = |n: usize| percent(n, words);
    println!(
        "  UPOS {:.2}  features {:.2}  lemma {:.2}  UAS {:.2}  LAS {:.2}  CLAS recall {:.2}  ({words} words)",
        of_words(tags),
        of_words(feats),
        of_words(lemmas),
        of_words(heads),
        of_words(arcs),
        percent(content_hits, content)
    );
    let shown: Vec<String> =
        RELATIONS.iter().map(|r| format!("{r} {:.1}", relations.get(r).copied().unwrap_or_default().f1())).collect();
    println!("  F1: {}", shown.join("  "));
}

fn universal(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}
