//! Propositions: the tree undone into predicates with roles, the layer that rules match on.
//!
//! Voice, relative clauses, control and shared subjects are undone here, so that "the treaty that both had signed", "signed by both" and "both
//! pledged to sign the treaty" all give the predicate *sign* with the same subject and object. Nouns are predicates too, with possessor,
//! modifiers and prepositions for roles. No meaning of a word is known here but the few that syntax itself needs.
mod build;
mod circumstance;
mod nominal;
pub mod proposition;
mod sharing;
#[cfg(test)]
mod tests;
mod verbal;

pub use proposition::{Argument, Clauses, Kind, Link, Proposition, PropositionId, Role};
