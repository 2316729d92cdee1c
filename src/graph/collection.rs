//! What many documents say together: their records, each entity described once. This is what views are drawn from.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::claims::record::{ClaimRecord, DocumentRecord, EntityRecord, Extraction, SentenceRecord};

/// The records of many documents, in an order that does not depend on the order of reading.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Collection {
    /// Sorted by IRI.
    pub documents: Vec<DocumentRecord>,
    /// Sorted by document, then in order of the text. Empty when the ledger was not kept.
    pub sentences: Vec<SentenceRecord>,
    /// Sorted by IRI, each IRI once; what several documents say of one entity is merged.
    pub entities: Vec<EntityRecord>,
    /// Sorted by document, then by place in the text, then by IRI.
    pub claims: Vec<ClaimRecord>,
}

impl Collection {
    /// Joins the answers for single documents.
    #[must_use]
    pub fn from_extractions(extractions: impl IntoIterator<Item = Extraction>) -> Self {
        let mut collection = Self::default();
        let mut descriptions = Descriptions::default();
        for extraction in extractions {
            collection.documents.push(extraction.document);
            collection.sentences.extend(extraction.sentences);
            collection.claims.extend(extraction.claims);
            extraction.entities.into_iter().for_each(|entity| descriptions.add(entity));
        }
        collection.entities = descriptions.merged();
        collection.sort();
        collection
    }

    fn sort(&mut self) {
        self.documents.sort_by(|a, b| a.id.cmp(&b.id));
        self.sentences.sort_by(|a, b| (&a.doc, a.start, a.end).cmp(&(&b.doc, b.start, b.end)));
        self.claims.sort_by(|a, b| place(a).cmp(&place(b)));
    }

    /// The entity of this IRI.
    #[must_use]
    pub fn entity(&self, iri: &str) -> Option<&EntityRecord> {
        self.entities.binary_search_by(|e| e.id.as_str().cmp(iri)).ok().map(|at| &self.entities[at])
    }

    /// The document of this IRI.
    #[must_use]
    pub fn document(&self, iri: &str) -> Option<&DocumentRecord> {
        self.documents.binary_search_by(|d| d.id.as_str().cmp(iri)).ok().map(|at| &self.documents[at])
    }

    /// The words for a node: an entity's label, a document's title, or else the IRI itself.
    #[must_use]
    pub fn label<'a>(&'a self, iri: &'a str) -> &'a str {
        let entity = self.entity(iri).map(|e| e.label.as_str());
        let title = || self.document(iri).and_then(|d| d.title.as_deref());
        entity.or_else(title).unwrap_or(iri)
    }
}

/// Where a claim stands: the key of the order in which claims are listed.
fn place(claim: &ClaimRecord) -> (&str, usize, usize, &str) {
    (&claim.doc, claim.evidence.start, claim.evidence.end, &claim.id)
}

/// What several documents say of the same entities, counted, so that a description can also be withdrawn.
#[derive(Debug, Clone, Default)]
pub struct Descriptions {
    by_entity: BTreeMap<String, BTreeMap<EntityKey, usize>>,
}

/// A description that can be compared: label and class first.
type EntityKey = (String, String, Vec<String>, Vec<String>, Vec<(String, String)>, Vec<String>);

impl Descriptions {
    /// Counts one description.
    pub fn add(&mut self, entity: EntityRecord) {
        let (id, key) = split(entity);
        *self.by_entity.entry(id).or_default().entry(key).or_default() += 1;
    }

    /// Takes one description back; an entity without any is forgotten.
    pub fn withdraw(&mut self, entity: EntityRecord) {
        let (id, key) = split(entity);
        let Some(known) = self.by_entity.get_mut(&id) else { return };
        if let Some(count) = known.get_mut(&key) {
            *count -= 1;
            if *count == 0 {
                known.remove(&key);
            }
        }
        if known.is_empty() {
            self.by_entity.remove(&id);
        }
    }

    /// Each entity once, sorted by IRI: label and class as most documents have them (the lesser in byte order when they
    /// tie), everything else united.
    #[must_use]
    pub fn merged(&self) -> Vec<EntityRecord> {
        self.by_entity.iter().map(|(id, known)| merge(id, known)).collect()
    }
}

fn split(mut entity: EntityRecord) -> (String, EntityKey) {
    for list in [&mut entity.aliases, &mut entity.exact_match, &mut entity.members] {
        list.sort();
        list.dedup();
    }
    let codes = entity.codes.into_iter().collect();
    (entity.id, (entity.label, entity.class, entity.aliases, entity.exact_match, codes, entity.members))
}

fn merge(id: &str, known: &BTreeMap<EntityKey, usize>) -> EntityRecord {
    let label = most_frequent(known.iter().map(|(key, count)| (key.0.as_str(), *count)));
    let class = most_frequent(known.iter().map(|(key, count)| (key.1.as_str(), *count)));
    let united = |list: fn(&EntityKey) -> &Vec<String>| {
        let mut all: Vec<String> = known.keys().flat_map(|key| list(key).iter().cloned()).collect();
        all.sort();
        all.dedup();
        all
    };
    let other_labels = known.keys().map(|key| &key.0).filter(|other| **other != label).cloned();
    let mut aliases: Vec<String> = united(|key| &key.2).into_iter().chain(other_labels).collect();
    aliases.retain(|alias| *alias != label);
    aliases.sort();
    aliases.dedup();
    EntityRecord {
        id: id.to_owned(),
        class,
        label,
        aliases,
        exact_match: united(|key| &key.3),
        codes: known.keys().rev().flat_map(|key| key.4.iter().cloned()).collect(),
        members: united(|key| &key.5),
    }
}

fn most_frequent<'a>(counted: impl Iterator<Item = (&'a str, usize)>) -> String {
    let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
    for (text, count) in counted {
        *totals.entry(text).or_default() += count;
    }
    let best = totals.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    best.map(|(text, _)| (*text).to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(label: &str, aliases: &[&str]) -> EntityRecord {
        EntityRecord {
            id: "x".into(),
            class: "ent:Country".into(),
            label: label.into(),
            aliases: aliases.iter().map(ToString::to_string).collect(),
            exact_match: Vec::new(),
            codes: BTreeMap::new(),
            members: Vec::new(),
        }
    }

    #[test]
    fn the_commoner_label_wins_and_the_other_stays_known() {
        let mut descriptions = Descriptions::default();
        for label in ["Türkiye", "Turkey", "Türkiye"] {
            descriptions.add(entity(label, &["Ankara"]));
        }
        let merged = descriptions.merged();
        assert_eq!(
            (merged[0].label.as_str(), merged[0].aliases.clone()),
            ("Türkiye", vec!["Ankara".into(), "Turkey".into()])
        );
    }

    #[test]
    fn what_is_withdrawn_leaves_no_trace() {
        let mut descriptions = Descriptions::default();
        descriptions.add(entity("Japan", &[]));
        let before = descriptions.merged();
        descriptions.add(entity("Nippon", &["Tokyo"]));
        descriptions.withdraw(entity("Nippon", &["Tokyo"]));
        assert_eq!(descriptions.merged(), before);
        descriptions.withdraw(entity("Japan", &[]));
        assert!(descriptions.merged().is_empty());
    }
}
