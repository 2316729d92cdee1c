//! The way through the tree from one word to another, as a name that rules and features share.
use smol_str::SmolStr;

use crate::syntax::{Relation, Sentence, TokenId};

/// Longest chain of relations that is spelt out.
const LONGEST_PATH: usize = 4;
/// The name of every longer way.
pub const FAR: &str = "far";

/// Relations from one token up to the common ancestor and down to the other: `^nsubj v obl:in`.
pub fn path(sentence: &Sentence, from: TokenId, to: TokenId) -> SmolStr {
    let up = ancestors(sentence, from);
    let down = ancestors(sentence, to);
    let Some((i, j)) = up.iter().enumerate().find_map(|(i, a)| down.iter().position(|b| a == b).map(|j| (i, j))) else {
        return SmolStr::new_static(FAR);
    };
    if i + j > LONGEST_PATH {
        return SmolStr::new_static(FAR);
    }
    let mut steps = String::new();
    for token in &up[..i] {
        steps.push('^');
        steps.push_str(&step(sentence, *token));
    }
    for token in down[..j].iter().rev() {
        steps.push('/');
        steps.push_str(&step(sentence, *token));
    }
    steps.into()
}

/// The token's relation, with its preposition.
fn step(sentence: &Sentence, token: TokenId) -> String {
    let relation = sentence.token(token).relation;
    let marked = matches!(relation, Relation::Nmod | Relation::Obl | Relation::Advcl | Relation::Acl);
    let case =
        sentence.child(token, Relation::Case).or_else(|| sentence.child(token, Relation::Mark)).filter(|_| marked);
    match case {
        Some(case) => format!("{}:{}", relation.name(), sentence.token(case).lemma),
        None => relation.name().to_owned(),
    }
}

/// The token and its heads, up to the root.
fn ancestors(sentence: &Sentence, token: TokenId) -> Vec<TokenId> {
    std::iter::successors(Some(token), |t| sentence.token(*t).head).take(2 * LONGEST_PATH).collect()
}
