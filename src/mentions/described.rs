//! Entities that are only described: the same head with the same modifiers is the same thing within a document.
use super::identity::slug;
use super::nouns::sense;
use super::phrase::{Reach, determiner, extent, is_plural, of_complement};
use super::reading::Reading;
use super::resolve::Resolver;
use super::{EntityId, Gender, Mention, MentionKind, Standing};
use crate::lexicon::gazetteer::NounKind;
use crate::syntax::{Relation, TokenId, Upos};
use crate::text::Span;

/// The entity of a description; every nominal has one.
pub(super) fn entity(resolver: &mut Resolver<'_, '_>, index: usize) -> Option<(EntityId, &'static str, f32)> {
    let key = key(resolver, index);
    if let Some(entity) = resolver.described.get(&key) {
        return Some((*entity, "same-words", 0.75));
    }
    let label = label(resolver, index);
    let class = resolver.reading.mentions[index].class;
    let kind = resolver.reading.path_kind(class);
    let path = if is_general(resolver, index) {
        format!("{kind}/{}", slug(&label))
    } else {
        format!("{kind}/{}/{}", resolver.reading.document.slug, slug(&label))
    };
    let path = free_path(resolver, path, &key);
    let entity = resolver.reading.described(path, class, &label, Standing::Described);
    let mention = &resolver.reading.mentions[index];
    let tree = &resolver.reading.sentences[mention.sentence];
    let (plural, gender) = (is_plural(tree, mention.head), gender(&tree.token(mention.head).lemma));
    let known = &mut resolver.reading.entities[entity.0 as usize];
    known.plural = plural;
    if known.class == resolver.reading.classes.person {
        known.gender = gender;
    }
    resolver.described.insert(key, entity);
    Some((entity, "description", 0.6))
}

/// Gender of a noun for a person.
fn gender(lemma: &str) -> Gender {
    match lemma {
        "woman" | "girl" | "mother" | "sister" | "wife" | "daughter" | "queen" | "princess" | "empress" | "actress"
        | "grandmother" | "aunt" | "niece" | "widow" | "chairwoman" | "spokeswoman" | "congresswoman"
        | "businesswoman" => Gender::Feminine,
        "man" | "boy" | "father" | "brother" | "husband" | "son" | "king" | "prince" | "emperor" | "actor"
        | "grandfather" | "uncle" | "nephew" | "chairman" | "spokesman" | "congressman" | "businessman" | "pope"
        | "sultan" | "shah" | "tsar" => Gender::Masculine,
        _ => Gender::Unknown,
    }
}

/// Two descriptions whose labels make one slug stay two things.
fn free_path(resolver: &Resolver<'_, '_>, path: String, key: &str) -> String {
    let used = resolver.described.values().any(|e| resolver.reading.entity(*e).iri_path == path);
    if used { format!("{path}-{}", slug(key)) } else { path }
}

/// Normalised words: the head's lemma, then the others sorted; owners and country adjectives count as what they mean.
fn key(resolver: &Resolver<'_, '_>, index: usize) -> String {
    let reading = &resolver.reading;
    let mention = &reading.mentions[index];
    let tree = &reading.sentences[mention.sentence];
    let mut words: Vec<String> = Vec::new();
    let mut last_held = None;
    for at in mention.tokens.range() {
        let id = TokenId(at as u32);
        let token = tree.token(id);
        if id == mention.head || matches!(token.upos, Upos::Punct | Upos::Part | Upos::Adp | Upos::Cconj) {
            continue;
        }
        let held = reading.holder(mention.sentence, id);
        let meant = held
            .and_then(|h| reading.mentions[h].entity)
            .or_else(|| resolver.entity_at(mention.sentence, id).filter(|_| token.upos == Upos::Pron));
        match meant {
            Some(_) if held.is_some() && held == last_held => {}
            Some(entity) => words.push(format!("@{}", reading.entity(entity).iri_path)),
            None if token.upos == Upos::Det && is_article(&resolver.word(mention.sentence, id)) => {}
            None if token.upos == Upos::Pron => words.push(format!("?{}", index)),
            None => words.push(token.lemma.to_lowercase()),
        }
        last_held = held;
    }
    words.sort();
    let number = if is_plural(tree, mention.head) { "+" } else { "" };
    format!("{}{number}|{}", tree.token(mention.head).lemma.to_lowercase(), words.join(" "))
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "this" | "that" | "these" | "those")
}

/// The words without article; an owner's pronoun is replaced by the owner's name, and a sentence's capital is undone.
fn label(resolver: &Resolver<'_, '_>, index: usize) -> String {
    let reading = &resolver.reading;
    let mention = &reading.mentions[index];
    let (sentence, tokens) = (mention.sentence, mention.tokens);
    let tree = &reading.sentences[sentence];
    let first = TokenId(tokens.start);
    let words = reading.words(sentence, tokens).split_whitespace().collect::<Vec<_>>().join(" ");
    let token = tree.token(first);
    if token.upos == Upos::Pron {
        let owner = resolver.entity_at(sentence, first).map(|e| reading.entity(e).label.clone());
        if let (Some(owner), Some((_, rest))) = (owner, words.split_once(' ')) {
            let ending = if owner.ends_with('s') { "’" } else { "’s" };
            return format!("{owner}{ending} {rest}");
        }
    }
    let words = match shared_complement(reading, mention) {
        Some(complement) => format!("{words} {complement}"),
        None => words,
    };
    let ordinary = token.upos != Upos::Propn && reading.holder(sentence, first).is_none();
    let shouted = words.chars().nth(1).is_some_and(char::is_uppercase);
    if ordinary && tokens.start == 0 && !shouted { decapitalised(&words) } else { words }
}

/// "the recognition, punishment and prevention of genocide": "of genocide", which the last of several nouns has for all.
fn shared_complement(reading: &Reading<'_>, mention: &Mention) -> Option<String> {
    let tree = &reading.sentences[mention.sentence];
    let after = |id: TokenId| tree.children_by(id, Relation::Nmod).find(|c| *c > id);
    if after(mention.head).is_some() {
        return None;
    }
    let first =
        if tree.token(mention.head).relation == Relation::Conj { tree.token(mention.head).head? } else { mention.head };
    let last = tree.children_by(first, Relation::Conj).last().filter(|l| *l > mention.head)?;
    let plain = |id: TokenId| {
        tree.child(id, Relation::NmodPoss).is_none() && tree.child(id, Relation::Case).is_none_or(|c| c < first)
    };
    let complement = of_complement(reading.document, tree, last)
        .filter(|_| plain(last) && tree.child(last, Relation::Det).is_none())?;
    let of = tree.child(complement, Relation::Case).filter(|of| of.index() == last.index() + 1)?;
    let words = extent(reading.document, tree, complement, Reach::Of);
    Some(
        reading
            .words(mention.sentence, Span::new(of.index(), words.end as usize))
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    )
}

fn decapitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect()
}

/// One thing wherever it is spoken of: ideas and dangers without article or owner, and descriptions that contain a name.
fn is_general(resolver: &Resolver<'_, '_>, index: usize) -> bool {
    let reading = &resolver.reading;
    let mention = &reading.mentions[index];
    let tree = &reading.sentences[mention.sentence];
    let owned = mention.tokens.range().any(|i| tree.tokens[i].upos == Upos::Pron);
    let counted = mention.tokens.range().any(|i| tree.tokens[i].upos == Upos::Num);
    if owned || counted {
        return false;
    }
    let names = mention.tokens.range().any(|i| {
        let held = reading.holder(mention.sentence, TokenId(i as u32));
        held.is_some_and(|h| reading.mentions[h].kind == MentionKind::Name)
    });
    let article = determiner(reading.document, tree, mention.head);
    let indefinite = matches!(
        article.as_deref(),
        Some("a" | "an" | "another" | "some" | "this" | "that" | "these" | "those" | "such" | "any")
    );
    let kind = sense(reading, tree, mention.head).map(|s| s.kind);
    let idea = reading.families.general.contains(mention.class) && kind != Some(NounKind::Act);
    let happening = reading.families.event.contains(mention.class) || mention.class == reading.classes.measure;
    (names && !indefinite && !happening) || (idea && article.is_none())
}
