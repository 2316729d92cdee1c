//! Who says what about a matter, and where what is said does not go together.
use std::collections::BTreeSet;

use super::collection::Collection;
use super::scheme::Scheme;
use crate::claims::record::{ClaimRecord, Modality, Polarity, Term};

/// The entities that words name: by IRI, by a name, or by a word of a name.
#[must_use]
pub fn entities<'a>(collection: &'a Collection, words: &str) -> BTreeSet<&'a str> {
    let wanted = words.trim().to_lowercase();
    let names = |e: &'a crate::claims::record::EntityRecord| std::iter::once(&e.label).chain(&e.aliases);
    let exact: BTreeSet<&str> = collection
        .entities
        .iter()
        .filter(|e| {
            e.id == words || e.id.rsplit('/').next() == Some(words) || names(e).any(|n| n.to_lowercase() == wanted)
        })
        .map(|e| e.id.as_str())
        .collect();
    if !exact.is_empty() || wanted.is_empty() {
        return exact;
    }
    let holds = |name: &String| format!(" {} ", spaced(name)).contains(&format!(" {} ", spaced(&wanted)));
    collection.entities.iter().filter(|e| names(e).any(holds)).map(|e| e.id.as_str()).collect()
}

fn spaced(name: &str) -> String {
    let letters = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    name.to_lowercase().chars().map(letters).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Claims with one of these as subject, object or topic, in the collection's order.
#[must_use]
pub fn about<'a>(collection: &'a Collection, entities: &BTreeSet<&str>) -> Vec<&'a ClaimRecord> {
    let names = |value: &Term| matches!(value, Term::Text(text) if entities.contains(text.as_str()));
    let concerns = |claim: &&ClaimRecord| {
        entities.contains(claim.subject.as_str()) || names(&claim.object) || claim.qualifiers.values().any(names)
    };
    collection.claims.iter().filter(concerns).collect()
}

/// Why two claims do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conflict {
    /// One states what the other denies.
    Denied,
    /// Two values where only one can be right.
    Values,
    /// Two relations that exclude one another.
    Opposed,
}

impl Conflict {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Denied => "stated and denied",
            Self::Values => "two values, one right",
            Self::Opposed => "opposed relations",
        }
    }
}

/// Pairs of claims that do not go together. Like is compared with like: an assertion with an assertion, advice with
/// advice. Nothing is resolved; dates and holders may explain the difference.
#[must_use]
pub fn conflicts<'a>(claims: &[&'a ClaimRecord], scheme: &Scheme) -> Vec<(Conflict, &'a ClaimRecord, &'a ClaimRecord)> {
    let mut sorted: Vec<&ClaimRecord> = claims.to_vec();
    sorted.sort_by(|a, b| (&a.subject, &a.id).cmp(&(&b.subject, &b.id)));
    let mut found = Vec::new();
    for same_subject in sorted.chunk_by(|a, b| a.subject == b.subject) {
        for (at, one) in same_subject.iter().enumerate() {
            for other in &same_subject[at + 1..] {
                if let Some(conflict) = conflict(one, other, scheme) {
                    found.push((conflict, *one, *other));
                }
            }
        }
    }
    found
}

fn conflict(one: &ClaimRecord, other: &ClaimRecord, scheme: &Scheme) -> Option<Conflict> {
    if one.modality != other.modality || matches!(one.modality, Modality::Possible | Modality::Hypothetical) {
        return None;
    }
    let both_positive = one.polarity == Polarity::Positive && other.polarity == Polarity::Positive;
    let same_property = one.predicate == other.predicate;
    if one.object == other.object {
        let opposed = scheme.opposed.get(&one.predicate).is_some_and(|all| all.contains(&other.predicate));
        return match (same_property, one.polarity == other.polarity) {
            (true, false) => Some(Conflict::Denied),
            (false, _) if opposed && both_positive => Some(Conflict::Opposed),
            _ => None,
        };
    }
    let exclusive = same_property && both_positive && scheme.exclusive.contains(&one.predicate);
    (exclusive && !contains(&one.object, &other.object)).then_some(Conflict::Values)
}

/// True when one value is the other said less precisely: 2023 and 2023-08.
fn contains(one: &Term, other: &Term) -> bool {
    let text = |term: &Term| match term {
        Term::Text(text) => text.clone(),
        Term::Literal { value, .. } => value.clone(),
    };
    let (one, other) = (text(one), text(other));
    one.starts_with(&other) || other.starts_with(&one)
}
