//! Definite descriptions: "the Japanese government", "this article", "the U.S. president", "the agreement", "the country".
use super::nouns::is_state;
use super::phrase::{determiner, is_plural};
use super::resolve::Resolver;
use super::roles::role_at;
use super::{EntityId, MentionKind, Standing};
use crate::lexicon::gazetteer::RecordKind;
use crate::syntax::{Relation, TokenId, Upos};

type Found = Option<(EntityId, &'static str, f32)>;

/// Nouns for the text itself.
const TEXTS: &[&str] = &[
    "article",
    "paper",
    "report",
    "essay",
    "speech",
    "statement",
    "document",
    "brief",
    "commentary",
    "chapter",
    "analysis",
    "study",
    "address",
    "testimony",
    "remark",
    "op-ed",
    "memo",
    "communique",
    "communiqué",
];

/// Sentences in which a short form may look back for a description, not a name.
const WINDOW: usize = 8;

/// "the Chinese government", "the government of Japan", "the Soviet leadership": the country; "the government" alone: the last one spoken of.
pub(super) fn government(resolver: &mut Resolver<'_, '_>, index: usize) -> Found {
    let mention = &resolver.reading.mentions[index];
    let (sentence, head) = (mention.sentence, mention.head);
    let tree = &resolver.reading.sentences[sentence];
    let lemma = tree.token(head).lemma.to_lowercase();
    if !matches!(lemma.as_str(), "government" | "leadership" | "authority")
        || (is_plural(tree, head) && lemma != "authority")
    {
        return None;
    }
    let modifiers: Vec<TokenId> = modifiers(resolver, sentence, head);
    let country = modifiers
        .iter()
        .find_map(|m| resolver.entity_at(sentence, *m).or_else(|| held(resolver, sentence, *m)))
        .filter(|e| is_country(resolver, *e));
    let bare = modifiers.iter().all(|m| {
        held(resolver, sentence, *m).is_some()
            || resolver.entity_at(sentence, *m).is_some()
            || matches!(resolver.word(sentence, *m).as_str(), "new" | "current" | "central" | "national")
    });
    if let Some(country) = country.filter(|_| bare) {
        return Some((country, "government", 0.85));
    }
    None
}

fn held(resolver: &Resolver<'_, '_>, sentence: usize, id: TokenId) -> Option<EntityId> {
    resolver.reading.holder(sentence, id).and_then(|h| resolver.reading.mentions[h].entity)
}

/// Owners, adjectives, compounds and "of …" of a noun.
fn modifiers(resolver: &Resolver<'_, '_>, sentence: usize, head: TokenId) -> Vec<TokenId> {
    let tree = &resolver.reading.sentences[sentence];
    let wanted = |c: &TokenId| {
        matches!(
            tree.token(*c).relation,
            Relation::NmodPoss | Relation::Amod | Relation::Compound | Relation::Nmod | Relation::NmodDesc
        )
    };
    tree.children(head).iter().copied().filter(wanted).collect()
}

fn is_country(resolver: &Resolver<'_, '_>, entity: EntityId) -> bool {
    resolver.reading.entity(entity).class == resolver.reading.classes.country
}

/// "this article", "this report".
pub(super) fn this_document(resolver: &mut Resolver<'_, '_>, index: usize) -> Found {
    let mention = &resolver.reading.mentions[index];
    let tree = &resolver.reading.sentences[mention.sentence];
    let lemma = tree.token(mention.head).lemma.to_lowercase();
    let article = determiner(resolver.reading.document, tree, mention.head);
    if matches!(lemma.as_str(), "author" | "writer")
        && article.as_deref() == Some("the")
        && tree.child(mention.head, Relation::Nmod).is_none()
    {
        return resolver.voice.author.map(|a| (a, "the-author", 0.8));
    }
    let this = determiner(resolver.reading.document, tree, mention.head).as_deref() == Some("this");
    let earlier = resolver.history.back(mention.sentence, 2).any(|p| {
        let past = &resolver.reading.mentions[p.mention];
        past.kind == MentionKind::Nominal
            && resolver.reading.sentences[past.sentence].token(past.head).lemma == lemma.as_str()
    });
    let own = this && TEXTS.contains(&lemma.as_str()) && !is_plural(tree, mention.head) && !earlier;
    resolver.voice.document.filter(|_| own).map(|d| (d, "this-document", 0.85))
}

/// A post without a name: who was said to hold it, or who is known to have held it at the document's date.
pub(super) fn role(resolver: &mut Resolver<'_, '_>, index: usize) -> Found {
    let mention = &resolver.reading.mentions[index];
    let (sentence, head) = (mention.sentence, mention.head);
    let tree = &resolver.reading.sentences[sentence];
    let role = role_at(resolver.reading, sentence, head).filter(|r| !r.plural)?;
    let article = determiner(resolver.reading.document, tree, head);
    if matches!(article.as_deref(), Some("a" | "an" | "any" | "every" | "each" | "no" | "another"))
        || tree.child(head, Relation::Cop).is_some()
    {
        return None;
    }
    let name = resolver.reading.gazetteer.role(role.number).role.clone();
    let of = role.of_token.and_then(|t| resolver.entity_at(sentence, t).or_else(|| held(resolver, sentence, t)));
    let status = role.former || role.deputy;
    if let Some(person) = said_to_hold(resolver, sentence, &name, of).filter(|_| !status) {
        return Some((person, "role-in-text", 0.8));
    }
    let definite = of.is_some() || article.as_deref() == Some("the");
    let of = of.or(resolver.voice.party.filter(|_| definite))?;
    let record = resolver.reading.entity(of).record.filter(|_| !status)?;
    let date = resolver.reading.document.published?;
    let person = resolver.reading.gazetteer.holder(record, &name, date)?;
    Some((resolver.reading.known(person), "role-by-date", 0.85))
}

/// The latest person whose name stood beside this post, for the same country where both are known.
fn said_to_hold(resolver: &Resolver<'_, '_>, sentence: usize, role: &str, of: Option<EntityId>) -> Option<EntityId> {
    let held = resolver.held.iter().rev().filter(|h| h.sentence <= sentence && !h.former);
    let mut fitting = held.filter(|h| h.role == role && (of.is_none() || h.of.is_none() || h.of == of));
    let first = fitting.next()?;
    let rival = fitting.any(|h| h.person != first.person && of.is_none() && h.sentence + 3 >= sentence);
    (!rival).then_some(first.person)
}

/// "the agreement", "this alliance", "the country", "the group": the latest thing of that kind.
pub(super) fn short_form(resolver: &mut Resolver<'_, '_>, index: usize) -> Found {
    let mention = &resolver.reading.mentions[index];
    let (sentence, head, class) = (mention.sentence, mention.head, mention.class);
    let tree = &resolver.reading.sentences[sentence];
    let lemma = tree.token(head).lemma.to_lowercase();
    let article = determiner(resolver.reading.document, tree, head);
    let owner = tree.child(head, Relation::NmodPoss);
    if is_state(&lemma) && !is_plural(tree, head) && lemma != "power" && lemma != "ally" {
        return state(resolver, sentence, head, article.as_deref(), owner);
    }
    if !matches!(article.as_deref(), Some("the" | "this" | "that" | "these" | "those"))
        || owner.is_some()
        || is_extended(resolver, sentence, head)
    {
        return None;
    }
    let own: Vec<String> =
        modifiers(resolver, sentence, head).into_iter().map(|m| resolver.word(sentence, m)).collect();
    let plural = is_plural(tree, head);
    let candidates: Vec<(usize, EntityId, MentionKind)> = resolver
        .history
        .past
        .iter()
        .rev()
        .filter(|p| p.entities.len() == 1)
        .map(|p| (p.sentence, p.entities[0], p.kind))
        .collect();
    let mut seen: Vec<EntityId> = Vec::new();
    for (at, entity, kind) in candidates {
        if seen.contains(&entity) || kind == MentionKind::Pronoun {
            continue;
        }
        seen.push(entity);
        let named = resolver.reading.entity(entity).standing != Standing::Described;
        if !named && at + WINDOW < sentence {
            continue;
        }
        if is_short_for(resolver, entity, &lemma, class, &own, plural) {
            return Some((entity, "short-form", if named { 0.8 } else { 0.7 }));
        }
    }
    None
}

/// The phrase says more than a back reference would: a clause or a complement of its own.
fn is_extended(resolver: &Resolver<'_, '_>, sentence: usize, head: TokenId) -> bool {
    let tree = &resolver.reading.sentences[sentence];
    tree.children(head).iter().any(|c| {
        let token = tree.token(*c);
        let after = *c > head
            && matches!(token.relation, Relation::Nmod | Relation::Acl | Relation::AclRelcl | Relation::Appos);
        let number = token.relation == Relation::Nummod;
        let another = matches!(
            token.lemma.as_str(),
            "other" | "new" | "next" | "first" | "second" | "last" | "previous" | "future" | "whole"
        );
        after || number || (another && token.upos == Upos::Adj)
    })
}

/// The longer name or description contains the short form's noun and all its modifiers, or is named and of its very class.
fn is_short_for(
    resolver: &Resolver<'_, '_>,
    entity: EntityId,
    lemma: &str,
    class: crate::lexicon::ClassId,
    own: &[String],
    plural: bool,
) -> bool {
    let reading = &resolver.reading;
    let known = reading.entity(entity);
    if known.plural == plural && own.is_empty() && is_body_called(resolver, entity, lemma) {
        return true;
    }
    if known.plural != plural || !resolver.may_be(class, entity) {
        return false;
    }
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric() && c != '\'')
            .map(|w| w.to_lowercase())
            .filter(|w| !w.is_empty())
            .collect()
    };
    let names: Vec<Vec<String>> =
        std::iter::once(known.label.as_str()).chain(known.aliases.iter().map(String::as_str)).map(words).collect();
    let has = |name: &Vec<String>, word: &str| name.iter().any(|w| w == word || w.trim_end_matches('s') == word);
    if names.iter().any(|n| has(n, lemma) && own.iter().all(|o| has(n, o))) {
        return true;
    }
    let specific = known.standing != Standing::Described && own.is_empty();
    let families = &reading.families;
    let kind =
        families.arrangement.contains(class) || families.policy.contains(class) || class == reading.classes.initiative;
    let place = known.record.map(|r| reading.gazetteer.record(r)).filter(|r| r.kind == RecordKind::Place);
    let typed = place.is_some_and(|r| r.detail.as_deref() == Some(lemma));
    specific
        && (typed || (kind && known.class != reading.classes.arrangement && reading.ontology.is_a(known.class, class)))
}

/// "the alliance" for NATO, "the movement" for an armed group: nouns that name a body by its kind.
fn is_body_called(resolver: &Resolver<'_, '_>, entity: EntityId, lemma: &str) -> bool {
    let classes = &resolver.reading.classes;
    let known = resolver.reading.entity(entity);
    let kind = match lemma {
        "alliance" | "bloc" | "organization" | "organisation" | "body" | "forum" => {
            known.class == classes.international
        }
        "group" | "movement" | "militia" => known.class == classes.non_state,
        _ => false,
    };
    kind && known.standing != Standing::Described && known.record.is_some()
}

/// "the country", "our nation", "his country".
fn state(
    resolver: &mut Resolver<'_, '_>,
    sentence: usize,
    head: TokenId,
    article: Option<&str>,
    owner: Option<TokenId>,
) -> Found {
    if let Some(owner) = owner {
        let word = resolver.word(sentence, owner);
        if matches!(word.as_str(), "our" | "my") {
            return resolver.speakers(sentence, owner).map(|e| (e, "own-country", 0.8));
        }
        let possessor = resolver.entity_at(sentence, owner)?;
        let person = resolver.reading.entity(possessor).class == resolver.reading.classes.person;
        return resolver.country_entity(possessor).filter(|_| person).map(|e| (e, "own-country", 0.75));
    }
    let plain = matches!(article, Some("the" | "that" | "this"))
        && modifiers(resolver, sentence, head).is_empty()
        && !is_extended(resolver, sentence, head);
    if !plain {
        return None;
    }
    let recent: Vec<(i32, EntityId)> = resolver
        .history
        .back(sentence, 3)
        .filter(|p| p.entities.len() == 1 && is_country(resolver, p.entities[0]))
        .map(|p| (p.prominence - 9 * (sentence - p.sentence) as i32, p.entities[0]))
        .collect();
    let best = recent.iter().max_by_key(|(score, _)| *score);
    let rival = best.and_then(|b| recent.iter().filter(|(_, e)| *e != b.1).map(|(s, _)| *s).max());
    let clear = best.filter(|b| rival.is_none_or(|r| b.0 > r + 2)).map(|b| (b.1, "the-country", 0.7));
    clear.or_else(|| resolver.voice.party.map(|party| (party, "own-country", 0.6)))
}

/// Bare "the country", "my government", "the two leaders": words that only point to something, which nothing was found for.
pub(super) fn only_points(resolver: &Resolver<'_, '_>, index: usize) -> bool {
    const POINTERS: &[&str] = &[
        "country",
        "nation",
        "state",
        "government",
        "president",
        "leader",
        "minister",
        "side",
        "party",
        "man",
        "woman",
        "person",
        "one",
        "other",
    ];
    let mention = &resolver.reading.mentions[index];
    let tree = &resolver.reading.sentences[mention.sentence];
    let token = tree.token(mention.head);
    let article = determiner(resolver.reading.document, tree, mention.head);
    let own = tree.child(mention.head, Relation::NmodPoss).map(|o| resolver.word(mention.sentence, o));
    let pointing = matches!(article.as_deref(), Some("the" | "this" | "that" | "these" | "those" | "both"))
        || matches!(own.as_deref(), Some("my" | "our"));
    let modified = modifiers(resolver, mention.sentence, mention.head).into_iter().any(|m| {
        let modifier = tree.token(m);
        modifier.relation != Relation::Det
            && modifier.relation != Relation::Nummod
            && modifier.relation != Relation::NmodPoss
    });
    POINTERS.contains(&token.lemma.to_lowercase().as_str())
        && pointing
        && !modified
        && !is_extended(resolver, mention.sentence, mention.head)
}
