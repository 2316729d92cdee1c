//! What changed between two collections of claims: new, gone, and said in another way, each with its reason.
use std::collections::{BTreeMap, BTreeSet};

use crate::claims::record::{ClaimRecord, Term};

/// A change.
#[derive(Debug, Clone, PartialEq)]
pub enum Change<'a> {
    /// Only in the second.
    Appeared(&'a ClaimRecord),
    /// Only in the first.
    Disappeared(&'a ClaimRecord),
    /// The same statement of the same sentence, put another way: which fields differ.
    Altered(&'a ClaimRecord, &'a ClaimRecord, Vec<&'static str>),
}

/// What a statement is, whatever its modality: document, sentence, subject, property, object.
type Key<'a> = (&'a str, &'a str, &'a str, &'a str, &'a Term);

fn key(claim: &ClaimRecord) -> Key<'_> {
    (&claim.doc, &claim.evidence.text, &claim.subject, &claim.predicate, &claim.object)
}

/// All changes, by document and place in the text.
#[must_use]
pub fn changes<'a>(before: &'a [ClaimRecord], after: &'a [ClaimRecord]) -> Vec<Change<'a>> {
    let (old, new) = (grouped(before), grouped(after));
    let keys: BTreeSet<&Key<'a>> = old.keys().chain(new.keys()).collect();
    let mut changes = Vec::new();
    let none = Vec::new();
    for key in keys {
        let (old, new) = (old.get(key).unwrap_or(&none), new.get(key).unwrap_or(&none));
        let pairs = old.len().min(new.len());
        for (one, other) in old.iter().zip(new) {
            let fields = differing(one, other);
            if !fields.is_empty() {
                changes.push(Change::Altered(one, other, fields));
            }
        }
        changes.extend(old[pairs..].iter().map(|claim| Change::Disappeared(claim)));
        changes.extend(new[pairs..].iter().map(|claim| Change::Appeared(claim)));
    }
    changes
}

fn grouped(claims: &[ClaimRecord]) -> BTreeMap<Key<'_>, Vec<&ClaimRecord>> {
    let mut groups: BTreeMap<Key<'_>, Vec<&ClaimRecord>> = BTreeMap::new();
    claims.iter().for_each(|claim| groups.entry(key(claim)).or_default().push(claim));
    groups.values_mut().for_each(|group| group.sort_by_key(|claim| (claim.polarity, claim.modality, claim.id.clone())));
    groups
}

fn differing(one: &ClaimRecord, other: &ClaimRecord) -> Vec<&'static str> {
    let checks = [
        ("polarity", one.polarity != other.polarity),
        ("modality", one.modality != other.modality),
        ("source", one.source != other.source),
        ("reportedBy", one.reported_by != other.reported_by),
        ("qualifiers", one.qualifiers != other.qualifiers),
        ("rule", one.rule != other.rule),
    ];
    checks.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}
