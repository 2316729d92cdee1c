//! The graph of claims: collections of records, vocabulary, quads from records and back.
pub mod collection;
pub mod vocabulary;

pub use collection::Collection;
pub use vocabulary::Bases;
