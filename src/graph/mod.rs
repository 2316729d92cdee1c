//! The graph of claims: collections of records, vocabulary, quads from records and back.
pub mod collection;
pub mod description;
pub mod difference;
pub mod inference;
pub mod moving;
pub mod naming;
pub mod positions;
pub mod provenance;
pub mod quads;
pub mod reading;
pub mod scheme;
pub mod serialization;
pub mod shapes;
pub mod soundness;
pub mod vocabulary;

pub use collection::{Collection, Descriptions};
pub use moving::moved;
pub use naming::Naming;
pub use provenance::Provenance;
pub use quads::Quads;
pub use vocabulary::Bases;
