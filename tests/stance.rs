//! Polarity, modality and holder of claims, sentence by sentence: `tests/stance/table.txt`.
use std::collections::BTreeMap;
use std::sync::LazyLock;

use entente::claims::Pipeline;
use entente::claims::record::{ClaimRecord, Extraction, Modality, Polarity, Term};
use entente::lexicon::Source;
use entente::text::reading::read_text;

/// Traced: how a relation is put forward is asked of every candidate, whatever its confidence.
static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let mut pipeline = Pipeline::load(&Source::Embedded).unwrap();
    pipeline.trace();
    pipeline
});

const TABLE: &str = include_str!("stance/table.txt");

/// A line: what is said of a relation, who holds it, in which sentence.
struct Case {
    line: usize,
    property: String,
    negative: bool,
    modality: String,
    holder: String,
    known_wrong: bool,
    text: String,
}

fn cases() -> Vec<Case> {
    let lines = TABLE.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
    lines.map(|(number, line)| case(number + 1, line)).collect()
}

/// `[~] [not] modality property holder | sentence`; `-` is the text itself.
fn case(line: usize, written: &str) -> Case {
    let (head, text) = written.split_once('|').expect("a bar before the sentence");
    let mut words: Vec<&str> = head.split_whitespace().collect();
    let known_wrong = words.first() == Some(&"~");
    words.drain(..usize::from(known_wrong));
    let negative = words.first() == Some(&"not");
    words.drain(..usize::from(negative));
    let [modality, property, holder] = words.as_slice() else { panic!("line {line}: modality, property, holder") };
    Case {
        line,
        property: format!("ent:{property}"),
        negative,
        modality: (*modality).to_owned(),
        holder: holder.replace('_', " "),
        known_wrong,
        text: text.trim().to_owned(),
    }
}

fn label<'a>(extraction: &'a Extraction, iri: &'a str) -> &'a str {
    if iri == extraction.document.id {
        return "-";
    }
    extraction.entities.iter().find(|e| e.id == iri).map_or(iri, |e| e.label.as_str())
}

fn word(modality: Modality) -> String {
    serde_json::to_value(modality).unwrap().as_str().unwrap().to_owned()
}

fn shown(extraction: &Extraction, claim: &ClaimRecord) -> String {
    let object = match &claim.object {
        Term::Text(iri) => label(extraction, iri),
        Term::Literal { value, .. } => value,
    };
    format!(
        "{}{} {}({}; {object}) by {}",
        if claim.polarity == Polarity::Negative { "not " } else { "" },
        word(claim.modality),
        claim.predicate.trim_start_matches("ent:"),
        label(extraction, &claim.subject),
        label(extraction, &claim.source)
    )
}

/// What is wrong with a case: no claim of the property, or one that is put forward in another way.
fn fault(case: &Case) -> Option<String> {
    let extraction = PIPELINE.extract(&read_text("case.txt", case.text.clone(), None, None));
    let of_property: Vec<&ClaimRecord> = extraction.claims.iter().filter(|c| c.predicate == case.property).collect();
    let right = |c: &&ClaimRecord| {
        let negative = c.polarity == Polarity::Negative;
        negative == case.negative && word(c.modality) == case.modality && label(&extraction, &c.source) == case.holder
    };
    if !of_property.is_empty() && of_property.iter().all(right) {
        return None;
    }
    let all: Vec<String> = extraction.claims.iter().map(|c| shown(&extraction, c)).collect();
    Some(format!("line {}: `{}` gave [{}]", case.line, case.text, all.join(" & ")))
}

#[test]
fn every_sentence_is_put_forward_as_the_table_says() {
    let mut wrong = Vec::new();
    for case in cases() {
        match fault(&case) {
            Some(_) if case.known_wrong => {}
            Some(fault) => wrong.push(fault),
            None if case.known_wrong => wrong.push(format!("line {} is right now; take its mark off", case.line)),
            None => {}
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_table_covers_every_modality_in_both_polarities() {
    let mut seen: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for case in cases() {
        seen.entry(case.modality).or_default()[usize::from(case.negative)] += 1;
    }
    assert_eq!(seen.len(), 6, "{seen:?}");
    assert!(seen.values().all(|[positive, negative]| *positive > 0 && *negative > 0), "{seen:?}");
}
