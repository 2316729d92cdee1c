//! Sentences, tokens and dependency trees, as Universal Dependencies has them.
pub mod features;
pub mod model;
pub mod relation;
pub mod sentence;

pub use features::{Feature, Features, Upos};
pub use relation::Relation;
pub use sentence::{Sentence, Token, TokenId};
