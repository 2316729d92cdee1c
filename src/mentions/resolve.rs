//! From the first mention to the last: each gets the entity it means, or stays open.
use std::collections::HashMap;

use super::history::{History, Past, prominence};
use super::phrase::{is_plural, lower};
use super::reading::Reading;
use super::roles::{Held, next_to};
use super::voice::Voice;
use super::{EntityId, MentionKind, Standing, definites, described, groups, pronouns};
use crate::lexicon::gazetteer::RecordKind;
use crate::syntax::{Relation, Sentence, TokenId};

pub(super) struct Resolver<'r, 'a> {
    pub reading: &'r mut Reading<'a>,
    pub history: History,
    pub voice: Voice,
    /// For each sentence and token, the mention with that head (index + 1).
    pub heads: &'r [Vec<u32>],
    /// Described entities of this document by their normalised words.
    pub described: HashMap<String, EntityId>,
    /// Posts that stand beside names.
    pub held: Vec<Held>,
}

impl<'r, 'a> Resolver<'r, 'a> {
    pub fn new(reading: &'r mut Reading<'a>, heads: &'r [Vec<u32>], voice: Voice, held: Vec<Held>) -> Self {
        Self { reading, history: History::default(), voice, heads, described: HashMap::new(), held }
    }

    /// Resolves every mention in order of the text.
    pub fn run(&mut self) {
        for index in 0..self.reading.mentions.len() {
            if self.reading.mentions[index].entity.is_none() {
                self.resolve(index);
            }
            self.remember(index);
        }
    }

    fn resolve(&mut self, index: usize) {
        let found = match self.reading.mentions[index].kind {
            MentionKind::Pronoun => pronouns::resolve(self, index),
            MentionKind::Nominal => self.nominal(index),
            MentionKind::Name | MentionKind::Value => None,
        };
        if let Some((entity, rule, certainty)) = found {
            self.settle(index, entity, rule, certainty);
        }
    }

    /// The strictest reading first.
    fn nominal(&mut self, index: usize) -> Option<(EntityId, &'static str, f32)> {
        self.apposition(index)
            .or_else(|| definites::government(self, index))
            .or_else(|| definites::this_document(self, index))
            .or_else(|| groups::resolve(self, index))
            .or_else(|| definites::role(self, index))
            .or_else(|| definites::short_form(self, index))
            .or_else(|| if definites::only_points(self, index) { None } else { described::entity(self, index) })
    }

    fn settle(&mut self, index: usize, entity: EntityId, rule: &'static str, certainty: f32) {
        let class = self.reading.entity(entity).class;
        let mention = &mut self.reading.mentions[index];
        mention.entity = Some(entity);
        mention.rule = rule;
        mention.certainty = certainty;
        mention.class = class;
        if mention.kind == MentionKind::Nominal {
            let (sentence, tokens) = (mention.sentence, mention.tokens);
            let words = self.reading.words(sentence, tokens).to_owned();
            if self.reading.entity(entity).standing == Standing::Described {
                self.reading.also_called(entity, &words);
            }
        }
    }

    /// Makes a mention a candidate of later references, and a coordination that it completes.
    fn remember(&mut self, index: usize) {
        let mention = &self.reading.mentions[index];
        let Some(entity) = mention.entity.filter(|_| mention.kind != MentionKind::Value) else { return };
        let (sentence, head, kind, end) = (mention.sentence, mention.head, mention.kind, mention.tokens.end as usize);
        let tree = &self.reading.sentences[sentence];
        let plural = self.reading.entity(entity).plural || (kind == MentionKind::Nominal && is_plural(tree, head));
        let past = Past {
            mention: index,
            sentence,
            head,
            end,
            entities: vec![entity],
            kind,
            prominence: prominence(tree, head),
            plural,
        };
        self.history.add(past);
        self.coordination(sentence, head, end);
    }

    /// "A, B and C" once C is known.
    fn coordination(&mut self, sentence: usize, last: TokenId, end: usize) {
        let tree = &self.reading.sentences[sentence];
        if tree.token(last).relation != Relation::Conj {
            return;
        }
        let Some(first) = tree.token(last).head else { return };
        let mut conjuncts: Vec<TokenId> = vec![first];
        conjuncts.extend(tree.children_by(first, Relation::Conj));
        if conjuncts.last() != Some(&last) {
            return;
        }
        let members: Option<Vec<EntityId>> = conjuncts.iter().map(|c| self.entity_at(sentence, *c)).collect();
        let Some(mut members) = members else { return };
        members.dedup();
        let actors = members.iter().all(|m| self.reading.families.actor.contains(self.reading.entity(*m).class));
        if members.len() < 2 || !actors {
            return;
        }
        let Some(mention) = self.mention_at(sentence, first) else { return };
        let prominence = prominence(tree, first) + 2;
        self.history.add(Past {
            mention,
            sentence,
            head: first,
            end,
            entities: members,
            kind: MentionKind::Name,
            prominence,
            plural: true,
        });
    }

    /// A nominal beside a name that says the same: "X, the foreign minister", "the Pact, an agreement to …".
    fn apposition(&mut self, index: usize) -> Option<(EntityId, &'static str, f32)> {
        let mention = &self.reading.mentions[index];
        let (sentence, head) = (mention.sentence, mention.head);
        let tree = &self.reading.sentences[sentence];
        let name = self.beside(sentence, head).or_else(|| self.mention_at(sentence, apposed(tree, head)?))?;
        let named = &self.reading.mentions[name];
        let entity = named.entity.filter(|_| named.kind == MentionKind::Name)?;
        let plural = is_plural(tree, head);
        let fits =
            self.may_be(self.reading.mentions[index].class, entity) && plural == self.reading.entity(entity).plural;
        fits.then_some((entity, "apposition", 0.85))
    }

    /// A person's name that this noun stands beside.
    fn beside(&self, sentence: usize, noun: TokenId) -> Option<usize> {
        let reading = &self.reading;
        let start = reading.mentions.partition_point(|m| m.sentence < sentence);
        let here = (start..reading.mentions.len()).take_while(|i| reading.mentions[*i].sentence == sentence);
        let mut persons = here.filter(|i| {
            let mention = &reading.mentions[*i];
            mention.kind == MentionKind::Name && mention.class == reading.classes.person
        });
        persons.find(|i| next_to(reading, sentence, reading.mentions[*i].tokens).contains(&noun))
    }

    /// A noun of this class may describe the entity.
    pub fn may_be(&self, class: crate::lexicon::ClassId, entity: EntityId) -> bool {
        let reading = &self.reading;
        let meant = reading.entity(entity).class;
        let same_family = |set: crate::lexicon::ClassSet| set.contains(class) && set.contains(meant);
        let f = &reading.families;
        if meant == reading.classes.person {
            return class == reading.classes.person || class == reading.classes.actor;
        }
        if meant == reading.classes.country {
            return class == reading.classes.country
                || class == reading.classes.group
                || class == reading.classes.place;
        }
        reading.ontology.is_a(meant, class)
            || reading.ontology.is_a(class, meant)
            || same_family(f.organization)
            || same_family(f.arrangement)
            || same_family(f.policy)
            || same_family(f.event)
            || same_family(f.threat)
    }

    /// The mention with this head.
    pub fn mention_at(&self, sentence: usize, head: TokenId) -> Option<usize> {
        (self.heads[sentence][head.index()] as usize).checked_sub(1)
    }

    /// What the mention with this head means.
    pub fn entity_at(&self, sentence: usize, head: TokenId) -> Option<EntityId> {
        self.reading.mentions[self.mention_at(sentence, head)?].entity
    }

    /// One entity for one or more: a coordination becomes a group.
    pub fn one(&mut self, entities: &[EntityId]) -> EntityId {
        match entities {
            [entity] => *entity,
            members => groups::group(self.reading, members),
        }
    }

    /// Who says "I" here: the quoted speaker, else the author.
    pub fn speaker(&self, sentence: usize, head: TokenId) -> Option<EntityId> {
        match self.quoted(sentence, head) {
            Some(quoted) => quoted.filter(|e| self.reading.entity(*e).class == self.reading.classes.person),
            None => self.voice.author,
        }
    }

    /// For whom "we" speaks here: the country or body of the quoted speaker, else that of the document.
    pub fn speakers(&self, sentence: usize, head: TokenId) -> Option<EntityId> {
        match self.quoted(sentence, head) {
            Some(quoted) => quoted.and_then(|e| self.represented(e)),
            None => self.voice.party,
        }
    }

    /// The country or body for which somebody speaks.
    pub fn represented(&self, entity: EntityId) -> Option<EntityId> {
        let reading = &self.reading;
        let class = reading.entity(entity).class;
        if class != reading.classes.person {
            let speaks = class == reading.classes.country || reading.families.organization.contains(class);
            return speaks.then_some(entity);
        }
        let record = reading.entity(entity).record?;
        let country = reading.country_of(record)?;
        let path = reading.gazetteer.record(country).iri_path();
        reading.entities.iter().position(|e| e.iri_path == path).map(|i| EntityId(i as u32))
    }

    /// The speaker of the quotation around a token: `Some(None)` when it is quoted from nobody known.
    fn quoted(&self, sentence: usize, head: TokenId) -> Option<Option<EntityId>> {
        let tree = &self.reading.sentences[sentence];
        let opened = tree.ids().take(head.index()).filter(|i| is_quote(self.reading.form(sentence, *i))).count();
        if opened % 2 == 0 {
            return None;
        }
        let mut at = Some(head);
        let mut steps = 0;
        while let Some(id) = at.filter(|_| steps < tree.tokens.len()) {
            steps += 1;
            if pronouns::SAYING.contains(&tree.token(id).lemma.as_str()) {
                let subject = tree
                    .children(id)
                    .iter()
                    .copied()
                    .find(|c| tree.token(*c).relation == Relation::Nsubj && !tree.dominates(*c, head));
                if let Some(subject) = subject {
                    return Some(self.entity_at(sentence, subject));
                }
            }
            let said = tree
                .children_by(id, Relation::Parataxis)
                .find(|c| pronouns::SAYING.contains(&tree.token(*c).lemma.as_str()));
            if let Some(subject) = said.and_then(|v| tree.child(v, Relation::Nsubj)) {
                return Some(self.entity_at(sentence, subject));
            }
            at = tree.token(id).head;
        }
        Some(None)
    }

    /// The country named by a record, as an entity.
    pub fn country_entity(&mut self, entity: EntityId) -> Option<EntityId> {
        let record = self.reading.entity(entity).record?;
        let country = self.reading.country_of(record)?;
        (self.reading.gazetteer.record(country).kind == RecordKind::Country).then(|| self.reading.known(country))
    }

    /// The latest coordination or group of so many members.
    pub fn latest_group(&mut self, sentence: usize, number: Option<usize>) -> Option<EntityId> {
        let found = self.history.back(sentence, 1).find(|p| {
            let members =
                if p.entities.len() == 1 { self.reading.entity(p.entities[0]).members.len() } else { p.entities.len() };
            members > 1 && number.is_none_or(|n| n == members)
        });
        let entities = found?.entities.clone();
        Some(self.one(&entities))
    }

    pub fn word(&self, sentence: usize, id: TokenId) -> String {
        lower(self.reading.document, &self.reading.sentences[sentence], id)
    }
}

fn is_quote(form: &str) -> bool {
    matches!(form, "\"" | "“" | "”" | "``" | "''")
}

/// The token on the other side of an apposition.
fn apposed(tree: &Sentence, head: TokenId) -> Option<TokenId> {
    let token = tree.token(head);
    if token.relation == Relation::Appos {
        return token.head;
    }
    tree.child(head, Relation::Appos)
}
