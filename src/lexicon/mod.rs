//! What is known beforehand: the ontology and the gazetteer, loaded once and read-only.
pub mod ontology;
pub mod source;

pub use ontology::{ClassId, ClassSet, Ontology, PropertyId};
pub use source::{LoadError, Source};
