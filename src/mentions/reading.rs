//! The state of reading one document: mentions and entities so far, and which words are taken.
use std::collections::{BTreeSet, HashMap};

use super::classes::{Classes, Families, path_kind};
use super::phrase::head_of;
use super::{Entity, EntityId, Gender, Mention, MentionKind, Standing, Value};
use crate::lexicon::gazetteer::RecordKind;
use crate::lexicon::{ClassId, Gazetteer, Ontology, RecordId};
use crate::syntax::{Sentence, TokenId};
use crate::text::{BlockKind, Document, Span, Tokens};

const WIKIDATA: &str = "http://www.wikidata.org/entity/";

pub(super) struct Reading<'a> {
    pub document: &'a Document,
    pub sentences: &'a [Sentence],
    pub gazetteer: &'a Gazetteer,
    pub ontology: &'a Ontology,
    pub classes: Classes,
    pub families: Families,
    /// In the order found.
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
    of_record: HashMap<RecordId, EntityId>,
    of_path: HashMap<String, EntityId>,
    /// For each token, the name or value that holds it (index into `mentions` + 1).
    holder: Vec<Vec<u32>>,
}

impl<'a> Reading<'a> {
    pub fn new(
        document: &'a Document,
        sentences: &'a [Sentence],
        gazetteer: &'a Gazetteer,
        ontology: &'a Ontology,
    ) -> Self {
        Self {
            document,
            sentences,
            gazetteer,
            ontology,
            classes: Classes::new(ontology),
            families: Families::new(ontology),
            mentions: Vec::new(),
            entities: Vec::new(),
            of_record: HashMap::new(),
            of_path: HashMap::new(),
            holder: sentences.iter().map(|s| vec![0; s.tokens.len()]).collect(),
        }
    }

    /// The form of a token.
    pub fn form(&self, sentence: usize, id: TokenId) -> &'a str {
        self.sentences[sentence].form(self.document, id)
    }

    /// The words of a token range.
    pub fn words(&self, sentence: usize, tokens: Span<Tokens>) -> &'a str {
        self.document.slice(self.sentences[sentence].bytes(tokens))
    }

    /// The name or value mention (by index) that holds a token.
    pub fn holder(&self, sentence: usize, id: TokenId) -> Option<usize> {
        (self.holder[sentence][id.index()] as usize).checked_sub(1)
    }

    /// True when some name or value holds a token of the range.
    pub fn taken(&self, sentence: usize, tokens: Span<Tokens>) -> bool {
        self.holder[sentence][tokens.range()].iter().any(|h| *h > 0)
    }

    /// True for running text; titles, headings, by-lines and the like are read for known names only.
    pub fn is_prose(&self, sentence: usize) -> bool {
        let block = self.document.blocks.get(self.sentences[sentence].block);
        block.is_none_or(|b| {
            matches!(b.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote | BlockKind::Biography)
        })
    }

    /// Adds a mention whose words no other name may use.
    pub fn add_name(
        &mut self,
        sentence: usize,
        tokens: Span<Tokens>,
        entity: EntityId,
        rule: &'static str,
        certainty: f32,
    ) -> usize {
        let class = self.entities[entity.0 as usize].class;
        let index = self.add(sentence, tokens, MentionKind::Name, class, Some(entity), rule, certainty);
        self.hold(sentence, tokens, index);
        let words = self.words(sentence, tokens).to_owned();
        self.also_called(entity, &words);
        index
    }

    /// Adds a date or amount.
    pub fn add_value(
        &mut self,
        sentence: usize,
        tokens: Span<Tokens>,
        head: TokenId,
        value: Value,
        rule: &'static str,
    ) -> usize {
        let index = self.add(sentence, tokens, MentionKind::Value, self.classes.principle, None, rule, 1.0);
        self.mentions[index].value = Some(value);
        self.mentions[index].head = head;
        self.hold(sentence, tokens, index);
        index
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one mention, set in one place")]
    pub fn add(
        &mut self,
        sentence: usize,
        tokens: Span<Tokens>,
        kind: MentionKind,
        class: ClassId,
        entity: Option<EntityId>,
        rule: &'static str,
        certainty: f32,
    ) -> usize {
        let tree = &self.sentences[sentence];
        self.mentions.push(Mention {
            sentence,
            tokens,
            head: head_of(tree, tokens),
            span: tree.bytes(tokens),
            kind,
            class,
            entity,
            rule,
            certainty,
            value: None,
        });
        self.mentions.len() - 1
    }

    pub fn hold(&mut self, sentence: usize, tokens: Span<Tokens>, index: usize) {
        for slot in &mut self.holder[sentence][tokens.range()] {
            *slot = index as u32 + 1;
        }
    }

    /// Frees the words of a mention that turned out to be part of a longer name, and marks it as void.
    pub fn withdraw(&mut self, index: usize) {
        for sentence in &mut self.holder[self.mentions[index].sentence] {
            if *sentence == index as u32 + 1 {
                *sentence = 0;
            }
        }
        self.mentions[index].certainty = 0.0;
        self.mentions[index].entity = None;
    }

    /// Drops withdrawn mentions and puts the others in order of the text.
    pub fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.mentions.len()).filter(|i| self.mentions[*i].certainty > 0.0).collect();
        order.sort_by_key(|i| (self.mentions[*i].sentence, self.mentions[*i].head, self.mentions[*i].tokens));
        let mut place = vec![0u32; self.mentions.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new as u32 + 1;
        }
        for slot in self.holder.iter_mut().flatten().filter(|s| **s > 0) {
            *slot = place[*slot as usize - 1];
        }
        self.mentions = order.iter().map(|i| self.mentions[*i].clone()).collect();
    }

    /// For each sentence and token, the mention with that head (index + 1); a name before a nominal.
    pub fn heads(&self) -> Vec<Vec<u32>> {
        let mut heads: Vec<Vec<u32>> = self.sentences.iter().map(|s| vec![0; s.tokens.len()]).collect();
        for (i, mention) in self.mentions.iter().enumerate() {
            let slot = &mut heads[mention.sentence][mention.head.index()];
            if *slot == 0 || mention.kind == MentionKind::Name {
                *slot = i as u32 + 1;
            }
        }
        heads
    }

    /// The entity of a record, made at its first use.
    pub fn known(&mut self, record: RecordId) -> EntityId {
        if let Some(entity) = self.of_record.get(&record) {
            return *entity;
        }
        let known = self.gazetteer.record(record);
        let entity = Entity {
            iri_path: known.iri_path(),
            class: known.class,
            label: known.label.to_string(),
            aliases: known.aliases.iter().map(ToString::to_string).collect(),
            exact_match: known.wikidata.iter().map(|q| format!("{WIKIDATA}{q}")).collect(),
            iso: known.iso.clone(),
            members: Vec::new(),
            standing: Standing::Known,
            record: Some(record),
            plural: known.class == self.classes.group,
            gender: match known.gender {
                Some('m') => Gender::Masculine,
                Some('f') => Gender::Feminine,
                _ => Gender::Unknown,
            },
        };
        let id = self.push(entity);
        self.of_record.insert(record, id);
        if known.class == self.classes.group || known.kind == RecordKind::Event {
            let members: Vec<RecordId> = known.members.iter().map(|m| m.0).collect();
            let members = members.into_iter().map(|m| self.known(m)).collect();
            self.entities[id.0 as usize].members = if known.class == self.classes.group { members } else { Vec::new() };
        }
        id
    }

    /// The entity with this path, made from label and class at its first use.
    pub fn described(&mut self, path: String, class: ClassId, label: &str, standing: Standing) -> EntityId {
        if let Some(found) = self.of_path.get(&path) {
            let entity = &mut self.entities[found.0 as usize];
            entity.standing = entity.standing.min(standing);
            return *found;
        }
        self.push(Entity {
            iri_path: path,
            class,
            label: label.to_owned(),
            aliases: BTreeSet::new(),
            exact_match: Vec::new(),
            iso: None,
            members: Vec::new(),
            standing,
            record: None,
            plural: false,
            gender: Gender::Unknown,
        })
    }

    fn push(&mut self, entity: Entity) -> EntityId {
        let id = EntityId(self.entities.len() as u32);
        self.of_path.entry(entity.iri_path.clone()).or_insert(id);
        self.entities.push(entity);
        id
    }

    /// A name that nobody could place turns out to be a person's: "he" refers to it.
    pub fn now_person(&mut self, id: EntityId) {
        let (person, actor) = (self.classes.person, self.classes.actor);
        let entity = &mut self.entities[id.0 as usize];
        if entity.class != actor || entity.standing != Standing::Named {
            return;
        }
        entity.class = person;
        if let Some(name) = entity.iri_path.strip_prefix("actor/") {
            entity.iri_path = format!("person/{name}");
            self.of_path.entry(entity.iri_path.clone()).or_insert(id);
        }
        for mention in self.mentions.iter_mut().filter(|m| m.entity == Some(id)) {
            mention.class = person;
        }
    }

    /// Kind in the IRI of an entity of this class.
    pub fn path_kind(&self, class: ClassId) -> &'static str {
        path_kind(self.ontology, class)
    }

    /// Notes another name of an entity.
    pub fn also_called(&mut self, entity: EntityId, words: &str) {
        let entity = &mut self.entities[entity.0 as usize];
        if entity.label != words && !words.is_empty() {
            entity.aliases.insert(words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// The country that a record belongs to: itself, a body's country, a person's nationality.
    pub fn country_of(&self, record: RecordId) -> Option<RecordId> {
        let known = self.gazetteer.record(record);
        match known.kind {
            RecordKind::Country => Some(record),
            _ => known.of.iter().copied().find(|o| self.gazetteer.record(*o).kind == RecordKind::Country),
        }
    }
}
