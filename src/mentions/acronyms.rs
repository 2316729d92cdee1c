//! Acronyms that the text introduces in brackets: "Danube Policy Institute (DPI)", and names heard again by their last word.
use std::collections::HashMap;

use super::discovery::named;
use super::nouns::sense;
use super::phrase::head_of;
use super::reading::Reading;
use super::{EntityId, MentionKind, Standing};
use crate::syntax::{TokenId, Upos};
use crate::text::Span;

/// Learns bracketed acronyms and finds them wherever they stand free.
pub(super) fn find(reading: &mut Reading<'_>) {
    let learnt = learnt(reading);
    if learnt.is_empty() {
        return;
    }
    for sentence in 0..reading.sentences.len() {
        for id in reading.sentences[sentence].ids() {
            let Some(entity) = learnt.get(reading.form(sentence, id)).copied() else { continue };
            let free = reading.holder(sentence, id).is_none_or(|h| {
                let mention = &reading.mentions[h];
                mention.tokens.len() == 1 && mention.rule == "unknown-name"
            });
            if free {
                if let Some(held) = reading.holder(sentence, id) {
                    reading.withdraw(held);
                }
                reading.add_name(sentence, Span::new(id.index(), id.index() + 1), entity, "acronym", 0.9);
            }
        }
    }
}

fn learnt(reading: &mut Reading<'_>) -> HashMap<String, EntityId> {
    let mut learnt: HashMap<String, EntityId> = HashMap::new();
    for sentence in 0..reading.sentences.len() {
        let tree = &reading.sentences[sentence];
        for at in 2..tree.tokens.len().saturating_sub(1) {
            let [open, short, close] = [at - 1, at, at + 1].map(|i| reading.form(sentence, TokenId(i as u32)));
            if open != "(" || close != ")" || !is_acronym(short) {
                continue;
            }
            let taken = reading.gazetteer.names().exact(short).iter().any(|f| !f.ambiguous);
            if !taken {
                spelled_out(reading, sentence, at - 2, short);
            }
            let name = reading.holder(sentence, TokenId(at as u32 - 2));
            let entity =
                name.and_then(|n| reading.mentions[n].entity.filter(|_| reading.mentions[n].kind == MentionKind::Name));
            let Some(entity) = entity else { continue };
            let label = reading.words(sentence, reading.mentions[name.unwrap_or(0)].tokens);
            if !taken && abbreviates(short, label) {
                reading.also_called(entity, short);
                learnt.entry(short.to_owned()).or_insert(entity);
            }
        }
    }
    learnt
}

/// Makes a name of the capitalised words that end at `last` when their initials are the acronym's letters.
fn spelled_out(reading: &mut Reading<'_>, sentence: usize, last: usize, short: &str) {
    let mut letters: Vec<char> = short.chars().filter(|c| c.is_uppercase()).collect();
    let mut start = last + 1;
    while let Some(letter) = letters.last().copied() {
        let Some(at) = start.checked_sub(1) else { return };
        let form = reading.form(sentence, TokenId(at as u32));
        if form.starts_with(letter) {
            letters.pop();
        } else if !matches!(form, "of" | "the" | "and" | "for" | "on" | "in" | "to" | "-" | "&") {
            return;
        }
        start = at;
    }
    let tokens = Span::new(start, last + 1);
    let held: Vec<usize> = tokens.range().filter_map(|i| reading.holder(sentence, TokenId(i as u32))).collect();
    let whole = held.iter().any(|h| reading.mentions[*h].tokens.covers(tokens));
    let head = head_of(&reading.sentences[sentence], tokens);
    let class = sense(reading, &reading.sentences[sentence], head)
        .and_then(|s| s.class)
        .unwrap_or(reading.classes.organization);
    if whole || tokens.len() < 2 {
        return;
    }
    for inner in held {
        if reading.mentions[inner].tokens.start as usize >= start {
            reading.withdraw(inner);
        }
    }
    let label = reading.words(sentence, tokens).split_whitespace().collect::<Vec<_>>().join(" ");
    let entity = named(reading, class, &label);
    reading.add_name(sentence, tokens, entity, "spelled-out-name", 0.85);
}

fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=10).contains(&letters) && capitals >= 2 && capitals * 2 > letters
}

/// The first letter agrees, and every capital occurs in the name's letters in order.
fn abbreviates(short: &str, long: &str) -> bool {
    let mut letters = long.chars().flat_map(char::to_lowercase);
    let mut capitals = short.chars().filter(|c| c.is_uppercase()).flat_map(char::to_lowercase);
    let first = capitals.clone().next();
    first == long.chars().flat_map(char::to_lowercase).next() && capitals.all(|c| letters.any(|l| l == c))
}

/// Single capitalised words that are the first or last word of a person named in full.
pub(super) fn surnames(reading: &mut Reading<'_>) {
    let mut words: HashMap<String, Vec<EntityId>> = HashMap::new();
    for (i, entity) in reading.entities.iter().enumerate() {
        if entity.class != reading.classes.person || entity.standing == Standing::Described {
            continue;
        }
        for name in std::iter::once(&entity.label).chain(&entity.aliases).filter(|n| n.contains(' ')) {
            let parts = [name.split(' ').next_back(), name.split(' ').next()];
            for part in parts.into_iter().flatten() {
                let owners = words.entry(part.to_owned()).or_default();
                if owners.last() != Some(&EntityId(i as u32)) {
                    owners.push(EntityId(i as u32));
                }
            }
        }
    }
    for index in 0..reading.mentions.len() {
        let mention = &reading.mentions[index];
        let single = mention.kind == MentionKind::Name && mention.tokens.len() == 1 && mention.entity.is_some();
        if !single || !matches!(mention.rule, "unknown-name" | "titled-person" | "speaking-person" | "apposed-person") {
            continue;
        }
        let tree = &reading.sentences[mention.sentence];
        let propn = tree.token(mention.head).upos == Upos::Propn;
        let word = reading.words(mention.sentence, mention.tokens);
        if let Some([only]) = words.get(word).map(Vec::as_slice).filter(|_| propn) {
            let only = *only;
            let word = word.to_owned();
            let class = reading.classes.person;
            let mention = &mut reading.mentions[index];
            mention.entity = Some(only);
            mention.class = class;
            mention.rule = "surname";
            mention.certainty = 0.9;
            reading.also_called(only, &word);
        }
    }
}
