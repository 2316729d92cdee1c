//! Every rule's own examples: what they demand is found by that rule, what they forbid is not.
use std::collections::BTreeMap;
use std::sync::LazyLock;

use entente::claims::Pipeline;
use entente::claims::record::{ClaimRecord, Extraction, Modality, Polarity, Term};
use entente::lexicon::Source;
use entente::rules::rule::{Example, Expected, Rule};
use entente::text::reading::read_text;

/// Traced: a rule finds what its examples say, whatever the learnt weights make of it.
static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let mut pipeline = Pipeline::load(&Source::Embedded).unwrap();
    pipeline.trace();
    pipeline
});

/// Examples that the parser or the mentions do not yet read as the rule writer meant, with the reason. A name here whose examples pass fails the test.
const KNOWN_FAILURES: &str = include_str!("rules/known-failures.tsv");

fn known_failures() -> BTreeMap<&'static str, &'static str> {
    let lines = KNOWN_FAILURES.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.map(|l| l.split_once('\t').expect("rule, tab, reason")).collect()
}

fn label<'a>(extraction: &'a Extraction, iri: &'a str) -> &'a str {
    extraction.entities.iter().find(|e| e.id == iri).map_or(iri, |e| e.label.as_str())
}

fn shown(extraction: &Extraction, claim: &ClaimRecord) -> Expected {
    let object = match &claim.object {
        Term::Text(iri) => label(extraction, iri).to_owned(),
        Term::Literal { value, .. } => value.clone(),
    };
    let modality = serde_json::to_value(claim.modality).unwrap().as_str().unwrap().to_owned();
    Expected {
        property: claim.predicate.trim_start_matches("ent:").to_owned(),
        subject: label(extraction, &claim.subject).to_owned(),
        object,
        modality: (claim.modality != Modality::Asserted).then_some(modality),
        negative: claim.polarity == Polarity::Negative,
    }
}

/// A found claim meets an expected one; a label may be longer than what the example names ("treaty between Egypt and Israel" for "treaty").
fn same(expected: &Expected, found: &Expected) -> bool {
    let key = |e: &Expected| (e.property.clone(), e.modality.clone(), e.negative);
    let names =
        |whole: &str, part: &str| format!(" {} ", whole.to_lowercase()).contains(&format!(" {} ", part.to_lowercase()));
    key(expected) == key(found) && names(&found.subject, &expected.subject) && names(&found.object, &expected.object)
}

/// What is wrong with an example, or nothing.
fn fault(rule: &Rule, example: &Example) -> Option<String> {
    let extraction = PIPELINE.extract(&read_text("example.txt", example.text.clone(), None, None));
    let found: Vec<Expected> =
        extraction.claims.iter().filter(|c| c.rule == rule.name.as_str()).map(|c| shown(&extraction, c)).collect();
    let wrong = if example.never && example.expected.is_empty() {
        !found.is_empty()
    } else if example.never {
        example.expected.iter().any(|e| found.iter().any(|f| same(e, f)))
    } else {
        !example.expected.iter().all(|e| found.iter().any(|f| same(e, f)))
    };
    let list = |claims: &[Expected]| {
        let one = |c: &Expected| {
            let modality = c.modality.as_deref().unwrap_or("");
            format!("{modality} {}{}({}; {})", if c.negative { "not " } else { "" }, c.property, c.subject, c.object)
        };
        claims.iter().map(one).collect::<Vec<_>>().join(" & ")
    };
    let place = format!("ontology/{}:{}", rule.place.0, example.line);
    wrong.then(|| format!("{place}: {}: `{}` gave [{}]", rule.name, example.text, list(&found)))
}

#[test]
fn every_example_of_every_rule_holds() {
    let mut known = known_failures();
    let mut faults = Vec::new();
    for rule in &PIPELINE.book.rules {
        let wrong: Vec<String> = rule.examples.iter().filter_map(|e| fault(rule, e)).collect();
        match known.remove(rule.name.as_str()) {
            Some(_) if wrong.is_empty() => faults.push(format!("{} passes; take it off the known failures", rule.name)),
            Some(_) => {}
            None => faults.extend(wrong),
        }
    }
    faults.extend(known.keys().map(|name| format!("{name} is a known failure, but no rule has that name")));
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_property_has_a_rule() {
    let stated: Vec<_> = PIPELINE.book.rules.iter().flat_map(|r| &r.statements).map(|s| s.property).collect();
    // What has no theme describes claims. `hasMember` and the fallback come from the engine, without a rule of their own.
    let contract =
        PIPELINE.ontology.properties().iter().filter(|p| p.theme.as_deref().is_some_and(|t| t != "Fallback"));
    let missing: Vec<&str> = contract
        .filter(|p| !stated.contains(&PIPELINE.ontology.property(&p.name).unwrap()))
        .map(|p| p.name.as_str())
        .filter(|name| *name != "hasMember")
        .collect();
    assert!(missing.is_empty(), "no rule states: {missing:?}");
}
