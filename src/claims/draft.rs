//! A claim before it has an identity: ends, stance and words in terms of the document's own mentions and entities.
use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::record::{Modality, Polarity};
use crate::lexicon::PropertyId;
use crate::mentions::EntityId;
use crate::text::{Bytes, PartialDate, Span};

/// What stands at the object end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    /// A thing.
    Entity(EntityId),
    /// Words of the source.
    Text(String),
    /// A date.
    Date(PartialDate),
}

/// A claim in the making.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub subject: EntityId,
    pub property: PropertyId,
    pub object: End,
    pub polarity: Polarity,
    pub modality: Modality,
    /// Who holds it, innermost first; empty for the text's own voice.
    pub holders: Vec<EntityId>,
    pub qualifiers: BTreeMap<SmolStr, End>,
    pub sentence: usize,
    pub subject_words: Option<Span<Bytes>>,
    pub predicate_words: Option<Span<Bytes>>,
    pub object_words: Option<Span<Bytes>>,
    pub rule: SmolStr,
    pub confidence: f32,
    /// What the confidence was judged by; kept only where a pipeline is traced.
    pub features: Vec<SmolStr>,
}
