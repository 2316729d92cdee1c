//! From a tree to propositions: one for every verb, predicate word and content noun, governors first.
use smol_str::SmolStr;

use super::proposition::{Clauses, Kind, Link, Proposition, PropositionId};
use super::{circumstance, nominal, sharing, verbal};
use crate::syntax::{Relation, Sentence, TokenId, Upos};

/// Undoes a tree; `form` gives a token's lower-cased form.
pub(super) fn clauses(sentence: &Sentence, form: &dyn Fn(TokenId) -> SmolStr) -> Clauses {
    let question = sentence.ids().next_back().is_some_and(|last| form(last) == "?");
    let propositions = sentence
        .ids()
        .filter_map(|id| kind(sentence, id).map(|k| proposition(sentence, id, k, question, form)))
        .collect();
    let mut clauses = Clauses::new(propositions, sentence.tokens.len());
    link(sentence, &mut clauses);
    sharing::supply_arguments(sentence, &mut clauses, form);
    clauses
}

fn kind(sentence: &Sentence, id: TokenId) -> Option<Kind> {
    let token = sentence.token(id);
    let said_of_subject = sentence.child(id, Relation::Cop).is_some() || is_predicate_complement(sentence, id);
    match token.upos {
        Upos::Noun | Upos::Propn if said_of_subject => Some(Kind::PredicateNoun),
        Upos::Noun | Upos::Propn => Some(Kind::Noun),
        Upos::Verb => Some(Kind::Verb),
        _ if said_of_subject => Some(Kind::PredicateAdjective),
        Upos::Adj => Some(Kind::Adjective),
        Upos::Aux if !is_auxiliary_arc(token.relation) => Some(Kind::Verb),
        _ => None,
    }
}

fn is_auxiliary_arc(relation: Relation) -> bool {
    matches!(relation, Relation::Aux | Relation::AuxPass | Relation::Cop)
}

/// "remains a threat", "became independent", "is considered essential": a noun or adjective as open complement of a verb, or in
/// coordination with a predicate word and without a copula of its own.
fn is_predicate_complement(sentence: &Sentence, id: TokenId) -> bool {
    let token = sentence.token(id);
    let Some(head) = token.head else { return false };
    match token.relation {
        Relation::Xcomp => sentence.token(head).upos == Upos::Verb,
        Relation::Conj => {
            sentence.child(head, Relation::Cop).is_some() && sentence.child(id, Relation::Case).is_none()
                || sentence.token(head).relation == Relation::Xcomp && is_predicate_complement(sentence, head)
        }
        _ => false,
    }
}

fn proposition(
    sentence: &Sentence,
    id: TokenId,
    kind: Kind,
    question: bool,
    form: &dyn Fn(TokenId) -> SmolStr,
) -> Proposition {
    let token = sentence.token(id);
    let mut proposition = Proposition {
        head: id,
        lemma: token.lemma.clone(),
        kind,
        arguments: Vec::new(),
        negated: false,
        ended: false,
        modal: None,
        mark: None,
        passive: false,
        infinitive: false,
        present: false,
        imperative: false,
        question,
        adverbs: Vec::new(),
        governor: None,
        link: Link::Root,
        margin: token.margin,
    };
    circumstance::read(sentence, &mut proposition, form);
    match kind {
        Kind::Verb | Kind::PredicateAdjective | Kind::Adjective => verbal::roles(sentence, &mut proposition),
        Kind::Noun => nominal::roles(sentence, &mut proposition),
        Kind::PredicateNoun => {
            nominal::roles(sentence, &mut proposition);
            verbal::roles(sentence, &mut proposition);
        }
    }
    proposition
}

/// Finds for every proposition the one that governs it and how.
fn link(sentence: &Sentence, clauses: &mut Clauses) {
    for id in clauses.ids() {
        let head = clauses.get(id).head;
        let (mut governor, mut link) = governor(sentence, clauses, head);
        // "noted in her speech that …": with a subordinator the clause completes the verb above, whatever noun the parser hung it on.
        if link == Link::Relative && clauses.get(id).mark.as_deref() == Some("that") {
            let verb = governor.and_then(|noun| clauses.at(sentence.token(clauses.get(noun).head).head?));
            if let Some(verb) = verb.filter(|v| clauses.get(*v).kind == Kind::Verb) {
                (governor, link) = (Some(verb), Link::Complement);
            }
        }
        let proposition = clauses.get_mut(id);
        proposition.governor = governor;
        proposition.link = link;
    }
}

fn governor(sentence: &Sentence, clauses: &Clauses, token: TokenId) -> (Option<PropositionId>, Link) {
    let link = match sentence.token(token).relation.base() {
        "root" => return (None, Link::Root),
        "ccomp" => Link::Complement,
        "xcomp" => Link::Open,
        "csubj" => Link::Subject,
        "advcl" => Link::Adverbial,
        "acl" if sentence.token(token).relation == Relation::AclRelcl => Link::Relative,
        "acl" => Link::Participle,
        "conj" => Link::Conjunct,
        "parataxis" => Link::Parataxis,
        _ => Link::Argument,
    };
    let mut at = sentence.token(token).head;
    let mut steps = sentence.tokens.len();
    while let Some(head) = at {
        if let Some(found) = clauses.at(head) {
            return (Some(found), link);
        }
        steps = steps.saturating_sub(1);
        if steps == 0 {
            break;
        }
        at = sentence.token(head).head;
    }
    (None, Link::Root)
}
