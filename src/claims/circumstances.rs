//! What a clause says besides its arguments: when, where, how much.
use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::draft::End;
use crate::clauses::{Kind, Proposition, PropositionId, Role};
use crate::lexicon::Ontology;
use crate::mentions::Value;
use crate::rules::engine::dates_of;
use crate::rules::{Filler, Finding, Scene};

/// Qualifiers that the clause gives to every claim found in it; those that the rule filled come first and stay.
pub(super) fn qualifiers(scene: Scene<'_>, ontology: &Ontology, finding: &Finding) -> BTreeMap<SmolStr, End> {
    let mut found: BTreeMap<SmolStr, End> = BTreeMap::new();
    for (name, filler) in &finding.qualifiers {
        found.insert(name.clone(), end(scene, filler));
    }
    let clause = clause_of(scene, finding);
    let literal = ontology.describe(finding.property).literal;
    if !literal && let Some((date, _)) = dates_of(scene, scene.clauses.get(clause).head).next() {
        found.entry("date".into()).or_insert(End::Date(date));
    }
    if let Some(place) = place(scene, ontology, finding, scene.clauses.get(clause)) {
        found.entry("place".into()).or_insert(place);
    }
    found
}

fn end(scene: Scene<'_>, filler: &Filler) -> End {
    match filler {
        Filler::Mention(id, entity) => match &scene.mentions.mention(*id).value {
            Some(Value::Percentage(text) | Value::Money(text) | Value::Count(text) | Value::Duration(text)) => {
                End::Text(text.clone())
            }
            Some(Value::Date(date)) => End::Date(*date),
            _ => End::Entity(*entity),
        },
        Filler::Words(words) => End::Text(words_of(scene, *words)),
        Filler::Date(date, _) => End::Date(*date),
    }
}

/// The lemmas of a span: only a fall-back, the caller that has the document puts the words themselves.
fn words_of(scene: Scene<'_>, words: crate::text::Span<crate::text::Tokens>) -> String {
    let lemmas: Vec<&str> = scene.sentence.tokens[words.range()].iter().map(|t| t.lemma.as_str()).collect();
    lemmas.join(" ")
}

/// The clause that dates the finding: the verb itself, the light verb, or for a noun the noun.
fn clause_of(scene: Scene<'_>, finding: &Finding) -> PropositionId {
    match (finding.support, scene.clauses.get(finding.proposition).kind) {
        (Some(verb), Kind::Noun) => verb,
        _ => finding.proposition,
    }
}

/// "in Geneva", "at Camp David": a place under a local preposition that is no argument of the finding.
fn place(scene: Scene<'_>, ontology: &Ontology, finding: &Finding, clause: &Proposition) -> Option<End> {
    let places = ontology.set(&["Place"]);
    let local = clause.arguments.iter().filter(|a| matches!(&a.role, Role::Oblique(p) if p == "in" || p == "at"));
    local.filter(|a| a.own).find_map(|argument| {
        let mention = scene.mentions.at(scene.number, argument.token)?;
        let entity = scene.mentions.mention(mention).entity?;
        let used =
            [&finding.subject, &finding.object].into_iter().any(|f| matches!(f, Filler::Mention(_, e) if *e == entity));
        (places.contains(scene.mentions.entity(entity).class) && !used).then_some(End::Entity(entity))
    })
}
