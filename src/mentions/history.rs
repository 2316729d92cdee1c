//! What has been spoken of so far, and how prominent it is: the candidates of later references.
use std::collections::HashMap;

use super::{EntityId, MentionKind};
use crate::syntax::{Relation, Sentence, TokenId};

/// Something spoken of earlier.
#[derive(Debug, Clone)]
pub(super) struct Past {
    /// Index of the mention; of a coordination, that of its first member.
    pub mention: usize,
    pub sentence: usize,
    pub head: TokenId,
    /// Token after its last.
    pub end: usize,
    /// One entity, or the members of a coordination.
    pub entities: Vec<EntityId>,
    pub kind: MentionKind,
    pub prominence: i32,
    pub plural: bool,
}

/// All that was spoken of, oldest first.
#[derive(Debug, Default)]
pub(super) struct History {
    pub past: Vec<Past>,
    counts: HashMap<EntityId, i32>,
}

impl History {
    pub fn add(&mut self, past: Past) {
        if let [entity] = past.entities.as_slice() {
            *self.counts.entry(*entity).or_default() += 1;
        }
        self.past.push(past);
    }

    /// How often an entity was spoken of so far.
    pub fn count(&self, entity: EntityId) -> i32 {
        self.counts.get(&entity).copied().unwrap_or(0)
    }

    /// Latest first, no further back than `sentences` sentences.
    pub fn back(&self, from: usize, sentences: usize) -> impl Iterator<Item = &Past> {
        self.past.iter().rev().take_while(move |p| p.sentence + sentences >= from)
    }
}

/// Prominence by grammatical role: subjects before objects before the rest.
pub(super) fn prominence(sentence: &Sentence, id: TokenId) -> i32 {
    let token = sentence.token(id);
    match token.relation {
        Relation::Nsubj | Relation::NsubjPass | Relation::NsubjOuter => {
            let main = token.head.is_some_and(|h| sentence.token(h).head.is_none());
            if main { 16 } else { 12 }
        }
        Relation::Root | Relation::Vocative | Relation::Dislocated => 10,
        Relation::Obj | Relation::Iobj => 9,
        Relation::OblAgent => 9,
        Relation::NmodPoss => 6,
        Relation::Obl => 5,
        Relation::Conj | Relation::Appos | Relation::Flat => {
            token.head.map_or(3, |h| if h == id { 3 } else { prominence_above(sentence, h) })
        }
        _ => 3,
    }
}

fn prominence_above(sentence: &Sentence, id: TokenId) -> i32 {
    match sentence.token(id).relation {
        Relation::Nsubj | Relation::NsubjPass => 12,
        Relation::Obj => 7,
        _ => 3,
    }
}
