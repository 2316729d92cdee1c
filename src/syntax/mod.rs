//! Sentences, tokens and dependency trees, as Universal Dependencies has them.
mod abbreviations;
pub mod analyse;
mod bases;
pub mod conllu;
pub mod features;
mod hyphens;
mod lemma;
pub mod model;
pub mod relation;
pub mod segment;
pub mod sentence;
mod spelling;
pub mod tokenize;

pub use analyse::Analyser;
pub use features::{Feature, Features, Upos};
pub use relation::Relation;
pub use sentence::{Sentence, Token, TokenId};
