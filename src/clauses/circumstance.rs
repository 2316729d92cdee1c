//! What surrounds a predicate in its own clause: negation, modal, mark, voice, mood, adverbs.
use smol_str::SmolStr;

use super::proposition::Proposition;
use crate::syntax::{Feature, Relation, Sentence, TokenId, Upos};

/// Negative words; "no" counts as a determiner of an argument, which the rules look at.
const NEGATIVE: &[&str] = &["not", "n't", "never", "nor", "neither", "hardly", "barely", "scarcely", "nowhere"];

/// Fills in what the predicate's own dependents say.
pub(super) fn read(sentence: &Sentence, p: &mut Proposition, form: &dyn Fn(TokenId) -> SmolStr) {
    let own = sentence.token(p.head).features;
    p.infinitive = own.is(Feature::VerbForm, "Inf");
    p.present = own.is(Feature::VerbForm, "Fin") && own.is(Feature::Tense, "Pres");
    p.imperative = own.is(Feature::Mood, "Imp") && sentence.child(p.head, Relation::Nsubj).is_none();
    p.passive = sentence.child(p.head, Relation::NsubjPass).is_some() || is_bare_passive(sentence, p);
    for &child in sentence.children(p.head) {
        let token = sentence.token(child);
        match token.relation {
            Relation::Aux => auxiliary(p, &token.lemma, token.features.is(Feature::Tense, "Pres")),
            Relation::AuxPass => {
                p.passive = true;
                p.present |= token.features.is(Feature::VerbForm, "Fin") && token.features.is(Feature::Tense, "Pres");
            }
            Relation::Cop => p.present |= token.features.is(Feature::Tense, "Pres"),
            Relation::Mark => mark(sentence, p, child, form),
            Relation::Advmod => adverb(sentence, p, child, form),
            Relation::CcPreconj if form(child) == "neither" => p.negated = true,
            Relation::Cc if form(child) == "nor" => p.negated = true,
            Relation::Det if form(child) == "no" && p.kind != super::Kind::Verb => p.negated = true,
            Relation::Case if form(child) == "without" => p.negated = true,
            _ => {}
        }
    }
}

/// A past participle without auxiliary, subject and object. Beside a subject or an object of its own the form is a finite past that the tagger took
/// for a participle.
fn is_bare_passive(sentence: &Sentence, p: &Proposition) -> bool {
    let token = sentence.token(p.head);
    let dependent =
        matches!(token.relation.base(), "acl" | "advcl" | "amod" | "conj" | "xcomp" | "ccomp" | "parataxis");
    let active = [Relation::Nsubj, Relation::Obj, Relation::Aux].iter().any(|r| sentence.child(p.head, *r).is_some());
    token.features.is(Feature::Voice, "Pass") && dependent && !active
}

fn auxiliary(p: &mut Proposition, lemma: &SmolStr, present: bool) {
    match lemma.as_str() {
        "be" | "have" | "do" | "get" => p.present |= present,
        _ => p.modal = Some(lemma.clone()),
    }
}

fn mark(sentence: &Sentence, p: &mut Proposition, child: TokenId, form: &dyn Fn(TokenId) -> SmolStr) {
    let mut word = form(child).to_string();
    for part in sentence.children_by(child, Relation::Fixed) {
        word.push('_');
        word.push_str(&form(part));
    }
    p.negated |= word == "without";
    if word == "to" {
        p.infinitive = true;
    }
    if p.mark.is_none() || p.mark.as_deref() == Some("to") {
        p.mark = Some(word.into());
    }
}

fn adverb(sentence: &Sentence, p: &mut Proposition, child: TokenId, form: &dyn Fn(TokenId) -> SmolStr) {
    let word = form(child);
    let no = |t: TokenId| sentence.children(t).iter().any(|c| matches!(form(*c).as_str(), "no" | "not"));
    if NEGATIVE.contains(&word.as_str()) {
        let only = sentence.children(child).iter().any(|c| form(*c) == "only") || next_is_only(sentence, child, form);
        p.negated |= !only;
    } else if matches!(word.as_str(), "longer" | "more") && no(child) {
        p.negated = true;
        p.ended = true;
    } else {
        p.adverbs.push(child);
        if sentence.token(child).upos == Upos::Adv && no(child) {
            p.negated = true;
        }
    }
}

/// "not only … but also" denies nothing.
fn next_is_only(sentence: &Sentence, not: TokenId, form: &dyn Fn(TokenId) -> SmolStr) -> bool {
    let next = TokenId(not.0 + 1);
    next.index() < sentence.tokens.len() && matches!(form(next).as_str(), "only" | "just" | "merely" | "simply")
}
