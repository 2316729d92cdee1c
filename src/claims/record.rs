//! The JSON Lines of the contract's section 3: the one shape in which extraction, store, views and outside tools exchange results.
//!
//! Field order is the order of the keys in the output. Spans count Unicode code points of the document text, end-exclusive.
//! Names of classes and properties are CURIEs (`ent:Country`); IRIs are full.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One line of output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
#[expect(
    clippy::large_enum_variant,
    reason = "records are written one at a time as they come; boxing claims would cost more than it saves"
)]
pub enum Record {
    /// Opens the answer for one document.
    Document(DocumentRecord),
    /// One sentence and what became of it.
    Sentence(SentenceRecord),
    /// One thing spoken of.
    Entity(EntityRecord),
    /// One place where a thing is spoken of.
    Mention(MentionRecord),
    /// One statement.
    Claim(ClaimRecord),
}

/// A document that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// IRI.
    pub id: String,
    /// The id of the JSON Lines record it came as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// Path as given, relative.
    pub path: String,
    /// SHA-256 of the source bytes, hexadecimal.
    pub sha256: String,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// IRIs of the authors.
    #[serde(default)]
    pub authors: Vec<String>,
    /// Date of publication: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Length in code points.
    pub characters: usize,
    /// Number of sentences.
    pub sentences: usize,
}

/// What became of a sentence: the coverage ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SentenceRecord {
    /// IRI of the document.
    pub doc: String,
    /// First code point.
    pub start: usize,
    /// End, exclusive.
    pub end: usize,
    /// The ledger's verdict.
    pub disposition: Disposition,
    /// The predicate that no rule matched, the reference that stayed open, …
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The ledger's verdict on a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disposition {
    /// At least one claim.
    Claims,
    /// Fewer than two things that could be related.
    NoRelation,
    /// A reference that could not be resolved.
    Unresolved,
    /// Things were found, but no rule matched their predicate.
    Unmatched,
    /// Heading, tag line, navigation.
    Boilerplate,
}

/// A thing spoken of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntityRecord {
    /// IRI.
    pub id: String,
    /// Class, `ent:Country`.
    pub class: String,
    /// Preferred label.
    pub label: String,
    /// Other names, sorted.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// IRIs of the same thing elsewhere.
    #[serde(default)]
    pub exact_match: Vec<String>,
    /// Codes by scheme: `iso3166`.
    #[serde(default)]
    pub codes: BTreeMap<String, String>,
    /// IRIs of known members of a group.
    #[serde(default)]
    pub members: Vec<String>,
}

/// A place where a thing is spoken of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MentionRecord {
    /// IRI of the document.
    pub doc: String,
    /// IRI of the entity.
    pub entity: String,
    /// First code point.
    pub start: usize,
    /// End, exclusive.
    pub end: usize,
    /// The words.
    pub text: String,
    /// How it is spoken of.
    pub kind: MentionKind,
    /// What found it.
    pub rule: String,
}

/// How a thing is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// By name.
    Name,
    /// By a common noun.
    Nominal,
    /// By a pronoun.
    Pronoun,
    /// A date or amount.
    Value,
}

/// A statement found in a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimRecord {
    /// IRI.
    pub id: String,
    /// IRI of the document.
    pub doc: String,
    /// IRI of the subject.
    pub subject: String,
    /// Property, `ent:supports`.
    pub predicate: String,
    /// IRI of an entity, or a literal.
    pub object: Term,
    /// Stated or denied.
    pub polarity: Polarity,
    /// How it is put forward.
    pub modality: Modality,
    /// IRI of who holds it: the first author, or the document where no author is known, unless the text attributes it.
    pub source: String,
    /// The chain between, outermost last.
    #[serde(rename = "reportedBy", default)]
    pub reported_by: Vec<String>,
    /// Qualifiers by name (`role`, `from`, `amount`, …).
    #[serde(default)]
    pub qualifiers: BTreeMap<String, Term>,
    /// PLOVER category of the property, when it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// The sentence and the words.
    pub evidence: EvidenceRecord,
    /// Further sentences that say the same.
    #[serde(rename = "alsoAt", default, skip_serializing_if = "Vec::is_empty")]
    pub also_at: Vec<EvidenceRecord>,
    /// Name of the rule.
    pub rule: String,
    /// In (0, 1].
    pub confidence: f64,
    /// What the confidence was judged by, from a traced pipeline only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<String>,
}

/// An entity, a plain text, or a typed literal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Term {
    /// A typed literal.
    Literal {
        /// Lexical form.
        value: String,
        /// Datatype, `xsd:gYear`.
        datatype: String,
    },
    /// An IRI where the field holds a node; a plain text where a qualifier holds text. An IRI starts with `http`.
    Text(String),
}

/// The sentence that states a claim, and the words in it that license its parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidenceRecord {
    /// First code point of the sentence.
    pub start: usize,
    /// End, exclusive.
    pub end: usize,
    /// The sentence.
    pub text: String,
    /// Words for the subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<[usize; 2]>,
    /// Words for the predicate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicate: Option<[usize; 2]>,
    /// Words for the object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<[usize; 2]>,
}

/// Stated or denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// Stated.
    #[default]
    Positive,
    /// Denied.
    Negative,
}

/// How a claim is put forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// As a fact.
    #[default]
    Asserted,
    /// As a pledge, plan, intention or agreement to do.
    Committed,
    /// As what should be.
    Recommended,
    /// As a forecast.
    Predicted,
    /// As what may be.
    Possible,
    /// As what would be.
    Hypothetical,
}

impl Modality {
    /// What the contract calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Committed => "committed",
            Self::Recommended => "recommended",
            Self::Predicted => "predicted",
            Self::Possible => "possible",
            Self::Hypothetical => "hypothetical",
        }
    }

    /// The modality that the contract calls so.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        serde_json::from_value(name.into()).ok()
    }
}

/// All that extraction says of one document, in the order in which it is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// The document.
    pub document: DocumentRecord,
    /// In order of the text.
    pub sentences: Vec<SentenceRecord>,
    /// Sorted by IRI; every IRI that a mention or claim uses is here (the document itself excepted).
    pub entities: Vec<EntityRecord>,
    /// In order of the text.
    pub mentions: Vec<MentionRecord>,
    /// In order of the text, then by IRI.
    pub claims: Vec<ClaimRecord>,
}

impl Extraction {
    /// The lines of one document, document line first.
    pub fn into_records(self) -> impl Iterator<Item = Record> {
        std::iter::once(Record::Document(self.document))
            .chain(self.sentences.into_iter().map(Record::Sentence))
            .chain(self.entities.into_iter().map(Record::Entity))
            .chain(self.mentions.into_iter().map(Record::Mention))
            .chain(self.claims.into_iter().map(Record::Claim))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_and_a_node_keep_their_form() {
        let literal = r#"{"value":"2023-08","datatype":"xsd:gYearMonth"}"#;
        let node = r#""https://w3id.org/entente/id/country/japan""#;
        for text in [literal, node] {
            let term: Term = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&term).unwrap(), text);
        }
    }

    #[test]
    fn the_type_comes_first() {
        let line = Record::Sentence(SentenceRecord {
            doc: "d".into(),
            start: 0,
            end: 9,
            disposition: Disposition::NoRelation,
            note: String::new(),
        });
        let text = serde_json::to_string(&line).unwrap();
        assert_eq!(text, r#"{"type":"sentence","doc":"d","start":0,"end":9,"disposition":"no-relation"}"#);
    }
}
