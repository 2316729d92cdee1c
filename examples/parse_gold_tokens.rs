//! Replaces the annotation of CoNLL-U on standard input by the network's, token by token: what `training/score.py` scores.
//!
//! `cargo run --release --example parse_gold_tokens < gold.conllu > system.conllu`; words a second go to standard error.
use std::io::{self, BufWriter, Read, Write};
use std::time::Instant;

use entente::syntax::model::{Analysis, Model, Scratch};

fn main() -> io::Result<()> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let model = Model::embedded();
    let (mut scratch, mut analyses) = (Scratch::default(), Vec::new());
    let mut out = BufWriter::new(io::stdout().lock());
    let sentences: Vec<Vec<&str>> = text.split("\n\n").map(forms).filter(|s| !s.is_empty()).collect();
    let words: usize = sentences.iter().map(Vec::len).sum();
    let began = Instant::now();
    let mut all = Vec::with_capacity(words);
    for forms in &sentences {
        model.analyse(forms, &mut scratch, &mut analyses);
        all.append(&mut analyses);
    }
    let seconds = began.elapsed().as_secs_f64();
    eprintln!("{words} words, {:.0} words/s ({})", words as f64 / seconds, model.kernels());
    let mut analyses = all.iter();
    for forms in &sentences {
        for ((i, form), analysis) in forms.iter().enumerate().zip(&mut analyses) {
            write_row(&mut out, i, form, analysis)?;
        }
        writeln!(out)?;
    }
    out.flush()
}

/// Forms of the basic tokens of one sentence.
fn forms(sentence: &str) -> Vec<&str> {
    let rows = sentence.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| {
        let (id, rest) = row.split_once('\t')?;
        id.parse::<u32>().ok()?;
        rest.split('\t').next()
    })
    .collect()
}

fn write_row(out: &mut impl Write, i: usize, form: &str, analysis: &Analysis) -> io::Result<()> {
    let Analysis { upos, features, relation, margin, .. } = analysis;
    let head = analysis.head.map_or(0, |h| h.0 + 1);
    let lemma = Model::embedded().lemma(form, analysis);
    writeln!(out, "{}\t{form}\t{lemma}\t{upos}\t_\t{features}\t{head}\t{relation}\t_\tMargin={margin}", i + 1)
}
