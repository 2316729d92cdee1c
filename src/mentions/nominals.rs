//! Common-noun phrases and pronouns as mentions, before anything is known of what they mean.
use super::MentionKind;
use super::nouns::{denoted, sense};
use super::phrase::{Reach, extent, is_noun, lower};
use super::reading::Reading;
use super::roles::role_at;
use crate::syntax::{Feature, Relation, TokenId, Upos};
use crate::text::Span;

/// Adds a mention for every noun that heads a phrase and for every pronoun that may refer.
pub(super) fn find(reading: &mut Reading<'_>) {
    for sentence in 0..reading.sentences.len() {
        if !reading.is_prose(sentence) {
            continue;
        }
        let inner = inside_terms(reading, sentence);
        for id in reading.sentences[sentence].ids() {
            if reading.holder(sentence, id).is_some() || inner[id.index()] {
                continue;
            }
            if is_noun(&reading.sentences[sentence], id) {
                nominal(reading, sentence, id);
            } else {
                pronoun(reading, sentence, id);
            }
        }
    }
}

/// Nouns inside a term of several words ("law" in "rule of law", "state" in "head of state") are no mentions of their own.
fn inside_terms(reading: &Reading<'_>, sentence: usize) -> Vec<bool> {
    let tree = &reading.sentences[sentence];
    let mut inner = vec![false; tree.tokens.len()];
    for id in tree.ids().filter(|id| is_noun(tree, *id)) {
        let term = sense(reading, tree, id).map_or(0, |s| s.after.len());
        let role = role_at(reading, sentence, id).map_or(id.index() + 1, |r| r.tokens.end as usize);
        let end = (id.index() + 1 + term).max(role);
        inner[(id.index() + 1).min(end)..end].fill(true);
    }
    inner
}

fn nominal(reading: &mut Reading<'_>, sentence: usize, id: TokenId) {
    let tree = &reading.sentences[sentence];
    let part = matches!(
        tree.token(id).relation,
        Relation::Compound
            | Relation::NmodDesc
            | Relation::Flat
            | Relation::Fixed
            | Relation::Goeswith
            | Relation::Amod
            | Relation::Case
            | Relation::Cc
            | Relation::Mark
            | Relation::CompoundPrt
            | Relation::Discourse
    );
    if part || !reading.form(sentence, id).chars().any(char::is_alphabetic) {
        return;
    }
    let Some(denoted) = denoted(reading, sentence, id) else { return };
    let mut tokens = extent(reading.document, tree, id, Reach::Complements);
    while tokens.len() > 1 && tree.tokens[tokens.start as usize].upos == Upos::Punct {
        tokens = Span::new(tokens.start as usize + 1, tokens.end as usize);
    }
    let index = reading.add(sentence, tokens, MentionKind::Nominal, denoted.class, None, "nominal", 0.6);
    reading.mentions[index].head = id;
}

fn pronoun(reading: &mut Reading<'_>, sentence: usize, id: TokenId) {
    let tree = &reading.sentences[sentence];
    let token = tree.token(id);
    let refers = match token.upos {
        Upos::Pron => {
            token.relation != Relation::Expl
                && (token.features.is(Feature::PronType, "Prs")
                    || token.features.is(Feature::PronType, "Rel")
                    || is_personal(&lower(reading.document, tree, id))
                    || is_relative(reading, sentence, id))
        }
        Upos::Det => {
            matches!(lower(reading.document, tree, id).as_str(), "both" | "all") && heads_phrase(token.relation)
        }
        _ => false,
    };
    if refers && !is_honorific(reading, sentence, id) {
        let tokens = Span::new(id.index(), id.index() + 1);
        let class = pronoun_class(reading, &lower(reading.document, tree, id));
        reading.add(sentence, tokens, MentionKind::Pronoun, class, None, "open-pronoun", 0.1);
    }
}

/// "His Majesty", "Her Excellency": part of a title.
fn is_honorific(reading: &Reading<'_>, sentence: usize, id: TokenId) -> bool {
    let next = TokenId(id.0 + 1);
    next.index() < reading.sentences[sentence].tokens.len()
        && matches!(
            reading.form(sentence, next),
            "Majesty"
                | "Majesties"
                | "Excellency"
                | "Excellencies"
                | "Highness"
                | "Holiness"
                | "Royal"
                | "Serene"
                | "Eminence"
                | "Honour"
                | "Honor"
        )
}

fn heads_phrase(relation: Relation) -> bool {
    !matches!(relation, Relation::Det | Relation::DetPredet | Relation::CcPreconj | Relation::Advmod)
}

/// "which", "who" and "that" under a relative clause.
fn is_relative(reading: &Reading<'_>, sentence: usize, id: TokenId) -> bool {
    let tree = &reading.sentences[sentence];
    matches!(lower(reading.document, tree, id).as_str(), "which" | "who" | "whom" | "whose" | "that")
        && super::pronouns::relative_antecedent(tree, id).is_some()
}

pub(super) fn is_personal(word: &str) -> bool {
    matches!(
        word,
        "he" | "him"
            | "his"
            | "himself"
            | "she"
            | "her"
            | "hers"
            | "herself"
            | "it"
            | "its"
            | "itself"
            | "they"
            | "them"
            | "their"
            | "theirs"
            | "themselves"
            | "we"
            | "us"
            | "our"
            | "ours"
            | "ourselves"
            | "i"
            | "me"
            | "my"
            | "mine"
            | "myself"
            | "both"
    )
}

fn pronoun_class(reading: &Reading<'_>, word: &str) -> crate::lexicon::ClassId {
    match word {
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" | "i" | "me" | "my" | "mine"
        | "myself" | "who" | "whom" => reading.classes.person,
        _ => reading.classes.actor,
    }
}
