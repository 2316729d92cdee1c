//! Whether what the graph says is sound: words where claims say they are, nodes described, domains and ranges kept.
use std::collections::{BTreeMap, BTreeSet};

use super::collection::Collection;
use crate::claims::record::{ClaimRecord, EvidenceRecord, Term};
use crate::lexicon::{ClassId, Ontology};

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Which check found it.
    pub check: &'static str,
    /// Where: a claim, an entity, a document.
    pub place: String,
    /// What is wrong.
    pub message: String,
}

impl Finding {
    /// A finding.
    #[must_use]
    pub fn new(check: &'static str, place: &str, message: impl Into<String>) -> Self {
        Self { check, place: place.to_owned(), message: message.into() }
    }
}

/// Checks that the words of claims stand in the document's text where they are said to.
#[must_use]
pub fn words(claims: &[&ClaimRecord], text: &str) -> Vec<Finding> {
    let chars: Vec<char> = text.chars().collect();
    let mut findings = Vec::new();
    for claim in claims {
        for evidence in std::iter::once(&claim.evidence).chain(&claim.also_at) {
            if let Some(message) = misplaced(evidence, &chars) {
                findings.push(Finding::new("words", &claim.id, message));
            }
        }
    }
    findings
}

fn misplaced(evidence: &EvidenceRecord, chars: &[char]) -> Option<String> {
    let EvidenceRecord { start, end, text, .. } = evidence;
    let Some(found) = chars.get(*start..*end) else {
        return Some(format!("the sentence {start}–{end} lies outside the text of {} characters", chars.len()));
    };
    if !found.iter().copied().eq(text.chars()) {
        return Some(format!("characters {start}–{end} are not the sentence of the claim"));
    }
    let parts = [("subject", evidence.subject), ("predicate", evidence.predicate), ("object", evidence.object)];
    for (name, span) in parts {
        let Some([from, to]) = span else { continue };
        let blank = || chars.get(from..to).is_none_or(|words| words.iter().all(|c| c.is_whitespace()));
        if from >= to || from < *start || to > *end || blank() {
            return Some(format!("the words {from}–{to} of the {name} are not words of the sentence {start}–{end}"));
        }
    }
    None
}

/// Checks that everything a claim names is described.
#[must_use]
pub fn dangling(collection: &Collection) -> Vec<Finding> {
    let known = |iri: &str| collection.entity(iri).is_some() || collection.document(iri).is_some();
    let mut findings = BTreeSet::new();
    for claim in &collection.claims {
        let values = std::iter::once(&claim.object).chain(claim.qualifiers.values());
        let nodes = values.filter_map(|value| match value {
            Term::Text(text) if super::quads::is_iri(text) => Some(text.as_str()),
            _ => None,
        });
        let named = [claim.subject.as_str(), claim.source.as_str()].into_iter().chain(nodes);
        for iri in named.chain(claim.reported_by.iter().map(String::as_str)).filter(|iri| !known(iri)) {
            findings.insert(Finding::new("dangling", iri, format!("{} names it, nothing describes it", claim.id)));
        }
    }
    for entity in &collection.entities {
        for member in entity.members.iter().filter(|member| !known(member)) {
            findings.insert(Finding::new(
                "dangling",
                member,
                format!("{} has it as a member, nothing describes it", entity.id),
            ));
        }
    }
    findings.into_iter().collect()
}

/// Checks that no two entities of one class have the same label. What a document only describes ("the talks") is known
/// by that document's name in its IRI, and no duplicate of another document's talks.
#[must_use]
pub fn duplicates(collection: &Collection) -> Vec<Finding> {
    let slugs: BTreeSet<&str> = collection.documents.iter().filter_map(|d| d.id.rsplit('/').next()).collect();
    let described = |iri: &str| iri.rsplit('/').nth(1).is_some_and(|parent| slugs.contains(parent));
    let mut by_label: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for entity in collection.entities.iter().filter(|e| !described(&e.id)) {
        by_label.entry((&entity.class, &entity.label)).or_default().push(&entity.id);
    }
    let shared = by_label.into_iter().filter(|(_, ids)| ids.len() > 1);
    shared
        .map(|((class, label), ids)| {
            Finding::new("duplicate", ids[0], format!("{class} “{label}” is also {}", ids[1..].join(", ")))
        })
        .collect()
}

/// Checks subjects and objects of claims against the domains and ranges of their properties.
#[must_use]
pub fn domains(collection: &Collection, ontology: &Ontology) -> Vec<Finding> {
    let class = |iri: &str| class_of(collection, ontology, iri);
    let mut findings = Vec::new();
    for claim in &collection.claims {
        let local = claim.predicate.strip_prefix("ent:").unwrap_or(&claim.predicate);
        let Some(property) = ontology.property(local).map(|id| ontology.describe(id)) else {
            findings.push(Finding::new(
                "property",
                &claim.id,
                format!("the ontology has no property {}", claim.predicate),
            ));
            continue;
        };
        let mut outside = |side: &str, iri: &str| {
            let label = collection.label(iri);
            let name = class(iri).map_or("unknown", |c| ontology.class_name(c));
            let message = format!("{label} is a {name}, which is outside the {side} of {}", claim.predicate);
            findings.push(Finding::new(if side == "domain" { "domain" } else { "range" }, &claim.id, message));
        };
        if class(&claim.subject).is_none_or(|c| !property.domain.contains(c)) {
            outside("domain", &claim.subject);
        }
        match &claim.object {
            Term::Text(iri) if super::quads::is_iri(iri) => {
                if class(iri).is_none_or(|c| !property.range.contains(c)) {
                    outside("range", iri);
                }
            }
            Term::Text(_) | Term::Literal { .. } if property.literal => {}
            _ => {
                let message = format!("the object of {} must be a node", claim.predicate);
                findings.push(Finding::new("range", &claim.id, message));
            }
        }
    }
    findings
}

fn class_of(collection: &Collection, ontology: &Ontology, iri: &str) -> Option<ClassId> {
    let named = collection.entity(iri).map(|e| e.class.as_str());
    let class = named.or_else(|| collection.document(iri).map(|_| "ent:Document"))?;
    ontology.class(class.strip_prefix("ent:").unwrap_or(class))
}
