//! Who and what is spoken of: names, nominals, pronouns and values, resolved to entities with stable identities.
//!
//! [`find`] is the stage: sentences in, [`Mentions`] out. It is total; what cannot be resolved keeps `entity: None`.
mod acronyms;
mod amounts;
mod calendar;
mod classes;
mod dates;
mod decisions;
mod definites;
mod described;
mod discovery;
mod groups;
mod history;
mod identity;
mod metonymy;
mod names;
mod nominals;
mod nouns;
mod phrase;
mod pronouns;
mod reading;
mod resolve;
mod roles;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod value;
mod voice;

pub use decisions::Decisions;
pub use value::Value;

use std::collections::BTreeSet;

use smol_str::SmolStr;

use crate::lexicon::{ClassId, Gazetteer, Ontology, RecordId};
use crate::syntax::{Sentence, TokenId};
use crate::text::{Bytes, Document, PartialDate, Span, Tokens};
use reading::Reading;
use resolve::Resolver;

/// Index into [`Mentions::entities`] of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// Index into [`Mentions::mentions`] of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionId(pub u32);

/// How a thing is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// By name; an adjective or demonym of a country counts as one.
    Name,
    /// By a common noun.
    Nominal,
    /// By a pronoun.
    Pronoun,
    /// A date or amount.
    Value,
}

/// One place where something is spoken of.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Index of the sentence.
    pub sentence: usize,
    /// The words, without articles, relative clauses and appositions.
    pub tokens: Span<Tokens>,
    /// The syntactic head of the words.
    pub head: TokenId,
    /// The same words in the document.
    pub span: Span<Bytes>,
    /// Name, nominal, pronoun or value.
    pub kind: MentionKind,
    /// Class of what is meant, as far as the words tell.
    pub class: ClassId,
    /// What is meant; `None` when the reference stays open.
    pub entity: Option<EntityId>,
    /// The step that found or resolved it.
    pub rule: &'static str,
    /// In (0, 1].
    pub certainty: f32,
    /// The date or amount, when it is a value.
    pub value: Option<Value>,
}

/// Grammatical gender of a person's pronouns, as far as it is certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gender {
    /// Not known.
    #[default]
    Unknown,
    /// "he"
    Masculine,
    /// "she"
    Feminine,
}

/// How far an entity deserves a node of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Known beforehand: it has a record in the lexicon.
    Known,
    /// Named in the text.
    Named,
    /// Only described ("the stalled talks"): a node when a claim uses it.
    Described,
}

/// One thing spoken of in a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Path of its IRI below the base of instances: `country/japan`.
    pub iri_path: String,
    /// Most specific class.
    pub class: ClassId,
    /// Preferred label.
    pub label: String,
    /// Other names, those of the text and those of the lexicon.
    pub aliases: BTreeSet<String>,
    /// Wikidata IRIs of the same thing.
    pub exact_match: Vec<String>,
    /// ISO 3166 code of a country.
    pub iso: Option<SmolStr>,
    /// Known members of a group.
    pub members: Vec<EntityId>,
    /// Known, named or described.
    pub standing: Standing,
    /// Its record in the lexicon.
    pub record: Option<RecordId>,
    /// True when the words for it are plural.
    pub plural: bool,
    /// For persons.
    pub gender: Gender,
}

/// Whether a post is held at the date of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfficeStatus {
    /// Held when the text was written, or nothing to the contrary said.
    Current,
    /// "former", "ex-", "late", "then".
    Former,
    /// "acting", "interim".
    Acting,
    /// "designate", "-elect", "incoming", "candidate".
    Designate,
}

/// A post that the text says a person holds: "Japan's foreign minister, X", "former U.S. President X".
#[derive(Debug, Clone, PartialEq)]
pub struct Office {
    /// The person's mention.
    pub person: MentionId,
    /// The post as written, without the country: "Prime Minister".
    pub role: String,
    /// True when the holder heads the country or body.
    pub leads: bool,
    /// Country or body; `None` when neither the text nor the lexicon tells.
    pub of: Option<EntityId>,
    /// The mention of it, when the text has one.
    pub of_mention: Option<MentionId>,
    /// Current, former, acting or designate.
    pub status: Option<OfficeStatus>,
    /// Start of the term, when the text gives it.
    pub from: Option<PartialDate>,
    /// End of the term, when the text gives it.
    pub to: Option<PartialDate>,
    /// Sentence of the evidence.
    pub sentence: usize,
    /// The words of the post.
    pub tokens: Span<Tokens>,
    /// In (0, 1].
    pub certainty: f32,
}

/// A nominal that names a post ("the Japanese foreign minister"), for copulas and appointments: "X became president of Y".
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// The nominal.
    pub mention: MentionId,
    /// The post as written, without the country.
    pub role: String,
    /// True when its holder heads the country or body.
    pub leads: bool,
    /// Country or body.
    pub of: Option<EntityId>,
    /// The mention of it, when the text has one.
    pub of_mention: Option<MentionId>,
    /// Current, former, acting or designate.
    pub status: Option<OfficeStatus>,
}

/// All that one document speaks of.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// In order of the text.
    pub mentions: Vec<Mention>,
    /// In order of their first mention.
    pub entities: Vec<Entity>,
    /// Posts held.
    pub offices: Vec<Office>,
    /// Posts spoken of without a name beside them.
    pub roles: Vec<Role>,
    /// The document itself, as an entity.
    pub document: Option<EntityId>,
    /// Its authors, in order.
    pub authors: Vec<EntityId>,
    /// The country or body for which "we" speaks, when that is clear.
    pub voice: Option<EntityId>,
    /// For each sentence and token, the mention to which the token belongs as head (index + 1; 0 = none).
    heads: Vec<Vec<u32>>,
}

/// Finds everything that a document speaks of.
///
/// # Steps
/// Values, then names of the lexicon, then names by shape and acronyms; then common nouns and pronouns; then, in order of the
/// text, what each means.
#[must_use]
pub fn find(document: &Document, sentences: &[Sentence], gazetteer: &Gazetteer, ontology: &Ontology) -> Mentions {
    let mut reading = Reading::new(document, sentences, gazetteer, ontology);
    dates::find(&mut reading);
    amounts::find(&mut reading);
    let authors = voice::authors(&mut reading);
    names::find(&mut reading);
    discovery::find(&mut reading);
    acronyms::find(&mut reading);
    acronyms::surnames(&mut reading);
    let voice = voice::find(&mut reading, authors);
    nominals::find(&mut reading);
    reading.sort();
    let heads = reading.heads();
    let held = roles::held(&reading);
    let (authors, this, party) = (voice.authors.clone(), voice.document, voice.party);
    let mut resolver = Resolver::new(&mut reading, &heads, voice, held.clone());
    resolver.run();
    let mut found = Mentions { document: this, authors, voice: party, ..Mentions::default() };
    roles::offices(&mut reading, &held, &heads, &mut found);
    roles::roles(&reading, &heads, &mut found);
    found.heads = heads;
    found.mentions = reading.mentions;
    found.entities = reading.entities;
    found
}

impl Mentions {
    /// The mention whose syntactic head is this token.
    #[must_use]
    pub fn at(&self, sentence: usize, token: TokenId) -> Option<MentionId> {
        let index = *self.heads.get(sentence)?.get(token.index())?;
        index.checked_sub(1).map(MentionId)
    }

    /// Every mention whose words include this token, shortest first.
    #[must_use]
    pub fn covering(&self, sentence: usize, token: TokenId) -> Vec<MentionId> {
        let start = self.mentions.partition_point(|m| m.sentence < sentence);
        let mut found: Vec<MentionId> = (start..self.mentions.len())
            .take_while(|i| self.mentions[*i].sentence == sentence)
            .filter(|i| self.mentions[*i].tokens.contains(token.index()))
            .map(|i| MentionId(i as u32))
            .collect();
        found.sort_by_key(|m| (self.mention(*m).tokens.len(), m.0));
        found
    }

    /// The mention.
    #[must_use]
    pub fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id.0 as usize]
    }

    /// The entity.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// The entity that a mention means.
    #[must_use]
    pub fn meant(&self, id: MentionId) -> Option<&Entity> {
        self.mention(id).entity.map(|e| self.entity(e))
    }
}
