//! Roles of nouns: possessor, modifiers, prepositional complements.
use super::proposition::{Argument, Proposition, Role};
use super::verbal::preposition;
use crate::syntax::{Relation, Sentence, Upos};

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
        p.arguments.push(Argument { role, token: child, own: true });
    }
}
