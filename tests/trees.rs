//! The parser on our own genre: hand-checked trees of six seeds (`tests/trees/`), sound in themselves, and a floor under the scores.
use std::fs;
use std::path::{Path, PathBuf};

use entente::syntax::Analyser;
use entente::syntax::conllu::{self, Entry};

/// Measured, less half a point; raise them when the parser gets better.
const FLOOR_TAGS: f64 = 98.3;
const FLOOR_HEADS: f64 = 91.9;
const FLOOR_ARCS: f64 = 90.3;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn trees() -> Vec<(String, Vec<Entry>)> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(root().join("tests/trees")).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "conllu"));
    files.sort();
    let name = |f: &Path| f.file_stem().unwrap().to_string_lossy().into_owned();
    files.iter().map(|f| (name(f), conllu::read(&fs::read_to_string(f).unwrap()).unwrap())).collect()
}

/// Words, and how many have the right tag, head, and head with relation.
#[derive(Default, Clone, Copy)]
struct Score([usize; 4]);

impl Score {
    fn of(gold: &[Entry], found: &[Entry]) -> Self {
        let mut score = Self::default();
        for (g, f) in gold.iter().zip(found).flat_map(|(g, f)| g.words.iter().zip(&f.words)) {
            let head = g.head == f.head;
            let arc = head && g.deprel.split(':').next() == f.deprel.split(':').next();
            for (slot, hit) in score.0.iter_mut().zip([true, g.upos == f.upos, head, arc]) {
                *slot += usize::from(hit);
            }
        }
        score
    }

    fn add(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a += b);
    }

    /// Tags, heads and arcs in percent.
    fn percent(self) -> [f64; 3] {
        let [words, hits @ ..] = self.0;
        hits.map(|h| 100.0 * h as f64 / words.max(1) as f64)
    }
}

#[test]
fn the_parser_keeps_its_level_on_the_seeds() {
    let mut all = Score::default();
    for (name, gold) in trees() {
        let mut found = gold.clone();
        Analyser::new().annotate(&mut found);
        let score = Score::of(&gold, &found);
        let [tags, heads, arcs] = score.percent();
        println!("{name:36} {:5} words  UPOS {tags:.1}  UAS {heads:.1}  LAS {arcs:.1}", score.0[0]);
        all.add(score);
    }
    let [tags, heads, arcs] = all.percent();
    println!("{:36} {:5} words  UPOS {tags:.1}  UAS {heads:.1}  LAS {arcs:.1}", "all", all.0[0]);
    assert!(
        tags >= FLOOR_TAGS && heads >= FLOOR_HEADS && arcs >= FLOOR_ARCS,
        "UPOS {tags:.2} UAS {heads:.2} LAS {arcs:.2}"
    );
}

#[test]
fn the_trees_are_trees() {
    for (name, entries) in trees() {
        for entry in &entries {
            let place = format!("{name}: {}", entry.comments.join(" "));
            let heads: Vec<usize> = entry.words.iter().map(|w| w.head.expect(&place)).collect();
            assert_eq!(heads.iter().filter(|h| **h == 0).count(), 1, "{place}");
            for start in 0..heads.len() {
                let mut at = start;
                for _ in 0..heads.len() {
                    if heads[at] == 0 {
                        break;
                    }
                    at = heads[at] - 1;
                }
                assert_eq!(heads[at], 0, "a cycle above word {}: {place}", start + 1);
            }
            let relations = entry.words.iter().all(|w| w.deprel.parse::<entente::syntax::Relation>().is_ok());
            assert!(relations && entry.words.iter().all(|w| !w.upos.is_empty()), "{place}");
        }
    }
}

/// A changed seed needs its trees changed: each sentence still stands in the seed, word for word.
#[test]
fn the_trees_are_those_of_the_seeds() {
    for (name, entries) in trees() {
        let seed = ["md", "txt"].map(|e| root().join("seeds").join(format!("{name}.{e}")));
        let seed = seed.iter().find(|s| s.exists()).unwrap_or_else(|| panic!("no seed {name}"));
        let document = entente::text::read_path(seed, &name).unwrap_or_else(|e| panic!("{e}"));
        let document = match seed.extension() {
            Some(e) if e == "md" => entente::text::read_bytes("seed.md", fs::read(seed).unwrap()).unwrap(),
            _ => document,
        };
        let text: String = document.text.split_whitespace().collect::<Vec<_>>().join(" ");
        for entry in entries {
            let sentence = entry.comments.iter().find_map(|c| c.strip_prefix("# text = ")).unwrap();
            assert!(text.contains(sentence), "{name} no longer has: {sentence}");
            let written: String = entry.words.iter().map(|w| w.form.as_str()).collect();
            assert_eq!(written, sentence.replace(' ', ""), "{name}");
        }
    }
}
