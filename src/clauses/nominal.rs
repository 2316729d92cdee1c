//! Roles of nouns: possessor, modifiers, prepositional complements.
use super::proposition::{Argument, Proposition, Role};
use super::verbal::preposition;
use crate::syntax::{Relation, Sentence, TokenId, Upos};

/// Fills in the roles that the noun's own dependents hold.
pub(super) fn roles(sentence: &Sentence, p: &mut Proposition) {
    for &child in sentence.children(p.head) {
        let token = sentence.token(child);
        let role = match token.relation {
            Relation::NmodPoss => Role::Possessor,
            Relation::Nmod | Relation::Obl => Role::Oblique(preposition(sentence, child)),
            Relation::NmodUnmarked | Relation::NmodDesc | Relation::Compound => Role::Modifier,
            Relation::Amod if matches!(token.upos, Upos::Adj | Upos::Propn) => Role::Modifier,
            _ => continue,
        };
        if role == Role::Modifier {
            pair(sentence, p, child);
        }
        p.arguments.push(Argument { role, token: child, own: true });
    }
}

/// "the Japan-Korea-U.S. partnership": what is joined by hyphens before a noun modifies it together.
fn pair(sentence: &Sentence, p: &mut Proposition, last: TokenId) {
    for &first in sentence.children(last) {
        let token = sentence.token(first);
        let parts = matches!(
            token.relation,
            Relation::Compound | Relation::NmodUnmarked | Relation::Conj | Relation::Amod | Relation::Dep
        );
        let hyphen = sentence
            .tokens
            .get(first.index() + 1)
            .is_some_and(|t| t.upos == Upos::Punct && t.span.start == token.span.end);
        if first < last && parts && hyphen && matches!(token.upos, Upos::Propn | Upos::Adj | Upos::Noun) {
            pair(sentence, p, first);
            p.arguments.push(Argument { role: Role::Modifier, token: first, own: true });
        }
    }
}
