//! Words a second of each stage of the language layer, on the seeds: `cargo bench --bench language`.
//!
//! One thread, so that the figures are those of one core. `ENTENTE_BENCH=DIR` takes other texts.
use std::path::{Path, PathBuf};

use divan::Bencher;
use divan::counter::ItemsCount;
use entente::syntax::segment::segment;
use entente::syntax::tokenize::tokenize;
use entente::syntax::{Analyser, conllu};
use entente::text::{Bytes, CharIndex, Document, Span, read_bytes, read_path};

fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("one pool");
    divan::main();
}

fn paths() -> Vec<PathBuf> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let folder = std::env::var_os("ENTENTE_BENCH").map_or(seeds, PathBuf::from);
    let mut paths: Vec<PathBuf> = folder.read_dir().expect("a folder").map(|e| e.expect("an entry").path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "md" || e == "txt"));
    paths.sort();
    paths
}

fn documents() -> Vec<Document> {
    paths().iter().filter_map(|p| read_path(p, &p.to_string_lossy()).ok()).collect()
}

fn words(document: &Document) -> Vec<Span<Bytes>> {
    let mut tokens = Vec::new();
    for block in &document.blocks {
        tokenize(&document.text, block.span.range(), &mut tokens);
    }
    tokens
}

fn count(documents: &[Document]) -> ItemsCount {
    ItemsCount::new(documents.iter().map(|d| words(d).len()).sum::<usize>())
}

#[divan::bench]
fn reading_and_layout(bencher: Bencher<'_, '_>) {
    let documents = documents();
    let sources: Vec<(String, Vec<u8>)> =
        documents.iter().map(|d| (d.path.clone(), std::fs::read(&d.path).expect("read before"))).collect();
    bencher
        .counter(count(&documents))
        .bench(|| sources.iter().map(|(n, s)| read_bytes(n, s.clone()).map_or(0, |d| d.blocks.len())).sum::<usize>());
}

#[divan::bench]
fn tokens(bencher: Bencher<'_, '_>) {
    let documents = documents();
    bencher.counter(count(&documents)).bench(|| documents.iter().map(|d| words(d).len()).sum::<usize>());
}

#[divan::bench]
fn sentences(bencher: Bencher<'_, '_>) {
    let documents = documents();
    let tokens: Vec<Vec<Span<Bytes>>> = documents.iter().map(words).collect();
    bencher
        .counter(count(&documents))
        .bench(|| documents.iter().zip(&tokens).map(|(d, t)| segment(&d.text, t).len()).sum::<usize>());
}

#[divan::bench]
fn everything_with_trees(bencher: Bencher<'_, '_>) {
    let documents = documents();
    let analyser = Analyser::new();
    bencher.counter(count(&documents)).bench(|| documents.iter().map(|d| analyser.analyse(d).len()).sum::<usize>());
}

#[divan::bench]
fn writing_conllu(bencher: Bencher<'_, '_>) {
    let documents = documents();
    let analysed: Vec<_> = documents.iter().map(|d| (d, CharIndex::new(&d.text), Analyser::new().analyse(d))).collect();
    bencher.counter(count(&documents)).bench(|| {
        let lengths = analysed.iter().flat_map(|(d, index, sentences)| {
            sentences.iter().zip(1..).map(move |(s, n)| conllu::entry(d, index, s, n).to_string().len())
        });
        lengths.sum::<usize>()
    });
}
