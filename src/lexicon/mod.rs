//! What is known beforehand: the ontology and the gazetteer, loaded once and read-only.
pub mod gazetteer;
pub mod ontology;
pub mod source;

pub use gazetteer::{Gazetteer, RecordId};
pub use ontology::{ClassId, ClassSet, Ontology, PropertyId};
pub use source::{LoadError, Source};
