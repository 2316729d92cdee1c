//! Groups whose members the text makes clear: "both countries", "the two leaders", "the three governments", "the two sides".
use super::history::Past;
use super::identity::slug;
use super::phrase::{determiner, is_plural};
use super::reading::Reading;
use super::resolve::Resolver;
use super::{EntityId, Standing};
use crate::syntax::{Relation, TokenId};

const STATES: &[&str] = &[
    "country",
    "nation",
    "state",
    "government",
    "side",
    "party",
    "power",
    "ally",
    "partner",
    "neighbour",
    "neighbor",
    "capital",
    "people",
    "rival",
    "adversary",
    "signatory",
    "democracy",
    "superpower",
];
/// Nouns that say what somebody is to another: without a number ("the allies") they need not be those just listed.
const RELATIONAL: &[&str] = &["ally", "partner", "neighbour", "neighbor", "rival", "adversary", "democracy", "people"];
const PERSONS: &[&str] = &[
    "leader",
    "president",
    "minister",
    "man",
    "woman",
    "statesman",
    "official",
    "head",
    "chancellor",
    "diplomat",
    "politician",
    "negotiator",
];
const NUMBERS: &[&str] = &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// How many sentences back the members may stand.
const WINDOW: usize = 4;

/// Resolves a plural that counts or repeats its members.
pub(super) fn resolve(resolver: &mut Resolver<'_, '_>, index: usize) -> Option<(EntityId, &'static str, f32)> {
    let mention = &resolver.reading.mentions[index];
    let (sentence, head) = (mention.sentence, mention.head);
    let tree = &resolver.reading.sentences[sentence];
    let lemma = tree.token(head).lemma.to_lowercase();
    let persons = PERSONS.contains(&lemma.as_str());
    if !is_plural(tree, head)
        || !(persons || STATES.contains(&lemma.as_str()))
        || is_restricted(resolver, sentence, head)
    {
        return None;
    }
    let determiner = determiner(resolver.reading.document, tree, head);
    let number =
        number(resolver, sentence, head).or(if determiner.as_deref() == Some("both") { Some(2) } else { None });
    let definite = matches!(determiner.as_deref(), Some("the" | "both" | "these" | "those" | "all"));
    if !definite {
        return None;
    }
    let members = match number {
        Some(number) => members(resolver, sentence, index, number, persons)?,
        None if RELATIONAL.contains(&lemma.as_str()) => return None,
        None => repeated(resolver, sentence, persons)?,
    };
    Some((resolver.one(&members), "group", if number.is_some() { 0.8 } else { 0.65 }))
}

/// "the countries of the region", "countries that …", "its two neighbours": not a repetition.
fn is_restricted(resolver: &Resolver<'_, '_>, sentence: usize, head: TokenId) -> bool {
    let tree = &resolver.reading.sentences[sentence];
    tree.children(head).iter().any(|c| {
        let token = tree.token(*c);
        match token.relation {
            Relation::Nmod | Relation::AclRelcl | Relation::Acl | Relation::NmodPoss => true,
            Relation::Amod | Relation::Compound => !matches!(
                token.lemma.as_str(),
                "same" | "foreign" | "prime" | "defense" | "defence" | "respective" | "national" | "first"
            ),
            _ => false,
        }
    })
}

fn number(resolver: &Resolver<'_, '_>, sentence: usize, head: TokenId) -> Option<usize> {
    let tree = &resolver.reading.sentences[sentence];
    let word = tree.children_by(head, Relation::Nummod).next().map(|n| resolver.word(sentence, n))?;
    NUMBERS.iter().position(|n| *n == word).or_else(|| word.parse().ok()).filter(|n| (2..=10).contains(n))
}

/// Exactly so many members of the kind, gathered backwards; a coordination or group of that size comes first.
fn members(
    resolver: &Resolver<'_, '_>,
    sentence: usize,
    index: usize,
    number: usize,
    persons: bool,
) -> Option<Vec<EntityId>> {
    let before = |p: &&Past| p.mention < index;
    let mut seen: Vec<EntityId> = Vec::new();
    let mut at = sentence;
    for past in resolver.history.back(sentence, WINDOW).filter(before) {
        if past.sentence < at && seen.len() >= number {
            break;
        }
        at = past.sentence;
        let listed = listed(resolver, past);
        if listed.len() == number && listed.iter().all(|e| is_kind(resolver, *e, persons)) {
            return Some(sorted(resolver, listed));
        }
        for entity in listed {
            if is_kind(resolver, entity, persons) && !seen.contains(&entity) {
                seen.push(entity);
            }
        }
    }
    if seen.len() == number {
        return Some(sorted(resolver, seen));
    }
    main_pair(resolver, &seen, number)
}

/// When more than so many were named: those that the document speaks of most, if they stand out.
fn main_pair(resolver: &Resolver<'_, '_>, seen: &[EntityId], number: usize) -> Option<Vec<EntityId>> {
    if seen.len() < number {
        return None;
    }
    let mut counted: Vec<(i32, EntityId)> = seen.iter().map(|e| (resolver.history.count(*e), *e)).collect();
    counted.sort_by_key(|(count, entity)| (-count, entity.0));
    let stands_out = counted[number - 1].0 >= 2 * counted[number].0.max(1);
    stands_out.then(|| sorted(resolver, counted[..number].iter().map(|(_, e)| *e).collect()))
}

/// "the countries", "the leaders": the last list or group of the kind in this or the sentence before.
fn repeated(resolver: &Resolver<'_, '_>, sentence: usize, persons: bool) -> Option<Vec<EntityId>> {
    let past = resolver.history.back(sentence, 2).find(|p| {
        let listed = listed(resolver, p);
        listed.len() > 1 && listed.iter().all(|e| is_kind(resolver, *e, persons))
    })?;
    Some(sorted(resolver, listed(resolver, past)))
}

/// Members of a coordination or known group; the thing itself otherwise.
fn listed(resolver: &Resolver<'_, '_>, past: &Past) -> Vec<EntityId> {
    match past.entities.as_slice() {
        [single] if !resolver.reading.entity(*single).members.is_empty() => {
            resolver.reading.entity(*single).members.clone()
        }
        many => many.to_vec(),
    }
}

fn is_kind(resolver: &Resolver<'_, '_>, entity: EntityId, persons: bool) -> bool {
    let entity = resolver.reading.entity(entity);
    let known = entity.standing != Standing::Described;
    let wanted = if persons { resolver.reading.classes.person } else { resolver.reading.classes.country };
    known && entity.class == wanted
}

fn sorted(resolver: &Resolver<'_, '_>, mut members: Vec<EntityId>) -> Vec<EntityId> {
    members.sort_by(|a, b| resolver.reading.entity(*a).iri_path.cmp(&resolver.reading.entity(*b).iri_path));
    members.dedup();
    members
}

/// The group of these members, made at its first use; its identity is its members'.
pub(super) fn group(reading: &mut Reading<'_>, members: &[EntityId]) -> EntityId {
    let mut members = members.to_vec();
    members.sort_by(|a, b| reading.entity(*a).iri_path.cmp(&reading.entity(*b).iri_path));
    members.dedup();
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let path: Vec<String> = members.iter().map(|m| last(&reading.entity(*m).iri_path)).collect();
    let labels: Vec<String> = members.iter().map(|m| reading.entity(*m).label.clone()).collect();
    let label = match labels.split_last() {
        Some((end, [])) => end.clone(),
        Some((end, first)) => format!("{} and {end}", first.join(", ")),
        None => String::new(),
    };
    let countries = members.iter().all(|m| reading.entity(*m).class == reading.classes.country);
    let class = if countries { reading.classes.group } else { reading.classes.actor };
    let entity = reading.described(format!("group/{}", slug(&path.join("-"))), class, &label, Standing::Named);
    let known = &mut reading.entities[entity.0 as usize];
    known.members = members;
    known.plural = true;
    entity
}
