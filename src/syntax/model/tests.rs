//! The network against the integer reference of `training/`, on every path, and on inputs that no treebank has.
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::*;

/// One line of the test vectors.
#[derive(Deserialize)]
struct Expected {
    forms: Vec<String>,
    /// SHA-256 of the states of the upper layer.
    encoding: String,
    heads: Vec<i64>,
    relations: Vec<String>,
    upos: Vec<String>,
    features: Vec<String>,
    scripts: Vec<String>,
    margins: Vec<u8>,
}

fn vectors() -> Vec<Expected> {
    include_str!("vectors.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_path_equals_the_reference_bit_for_bit() {
    let model = Model::embedded();
    let mut scratch = Scratch::default();
    let mut out = Vec::new();
    let vectors = vectors();
    assert!(vectors.len() >= 10);
    for expected in vectors {
        let forms: Vec<&str> = expected.forms.iter().map(String::as_str).collect();
        for kernels in kernels::all() {
            model.encode(kernels, &forms, &mut scratch);
            let digest: String = Sha256::digest(scratch.states()).iter().map(|b| format!("{b:02x}")).collect();
            assert_eq!(digest, expected.encoding, "{} {forms:?}", kernels.name);
            model.run(kernels, &forms, &mut scratch, &mut out);
            let heads: Vec<i64> = out.iter().map(|a| a.head.map_or(-1, |h| i64::from(h.0))).collect();
            assert_eq!(heads, expected.heads, "{} {forms:?}", kernels.name);
            let relations: Vec<&str> = out.iter().map(|a| a.relation.name()).collect();
            assert_eq!(relations, expected.relations, "{} {forms:?}", kernels.name);
            let upos: Vec<&str> = out.iter().map(|a| a.upos.name()).collect();
            assert_eq!(upos, expected.upos, "{} {forms:?}", kernels.name);
            assert_eq!(out.iter().map(|a| a.margin).collect::<Vec<_>>(), expected.margins);
            for ((analysis, features), script) in out.iter().zip(&expected.features).zip(&expected.scripts) {
                assert_eq!(analysis.features, features.parse().unwrap());
                let inventory = &model.contents.inventory;
                assert_eq!(inventory.scripts[usize::from(analysis.script)], lemma::Script::parse(script).unwrap());
            }
        }
    }
}

fn analyse(forms: &[&str]) -> Vec<Analysis> {
    let mut out = Vec::new();
    Model::embedded().analyse(forms, &mut Scratch::default(), &mut out);
    out
}

fn is_tree(analyses: &[Analysis]) -> bool {
    let reaches_root = |start: usize| {
        let (mut at, mut steps) = (start, 0);
        while let Some(head) = analyses[at].head {
            at = head.index();
            steps += 1;
            if steps > analyses.len() {
                return false;
            }
        }
        true
    };
    let roots = analyses.iter().filter(|a| a.head.is_none()).count();
    roots == 1 && (0..analyses.len()).all(reaches_root)
}

#[test]
fn a_plain_sentence_is_read_as_a_person_would() {
    let forms = ["Japan", "signed", "the", "treaty", "in", "1960", "."];
    let analyses = analyse(&forms);
    let relations: Vec<&str> = analyses.iter().map(|a| a.relation.name()).collect();
    assert_eq!(relations, ["nsubj", "root", "det", "obj", "case", "obl", "punct"]);
    assert_eq!(Model::embedded().lemma("signed", &analyses[1]), "sign");
    assert_eq!(Model::embedded().lemma("Japan", &analyses[0]), "Japan");
}

#[test]
fn odd_input_gives_one_tree() {
    assert!(analyse(&[]).is_empty());
    for forms in [
        &[""][..],
        &["", ""],
        &["İ", "ß", "東京", "🙂", "\u{301}"],
        &["."; 40],
        &["of"; 130],
        &["x".repeat(10_000).as_str()],
    ] {
        assert!(is_tree(&analyse(forms)), "{}", forms.len());
    }
}

#[test]
fn an_endless_sentence_is_still_one_tree() {
    let forms = ["Japan", "and"].repeat(1000);
    assert!(is_tree(&analyse(&forms)));
}

#[test]
fn a_spoilt_file_is_refused() {
    let whole: &'static [u8] = include_bytes!("english.bin");
    assert!(Model::read(whole).is_some());
    assert!(Model::read(&whole[..whole.len() - 1]).is_none());
    assert!(Model::read(&whole[1..]).is_none());
    assert!(Model::read(&[]).is_none());
}

#[test]
fn the_model_is_small() {
    assert!(include_bytes!("english.bin").len() < 10 << 20);
    assert!(!Model::embedded().provenance().is_empty());
}
