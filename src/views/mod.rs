//! Views of the graph: one file per format, all from one [`GraphView`].
//!
//! # Steps
//! [`Collection`](crate::graph::collection::Collection) → [`Material`] (its records) → [`GraphView`] (chosen, filtered, measured)
//! → [`Picture`] (folded, worded) for what is drawn, or straight to a file for what other programs read.
pub mod analytics;
mod attributes;
mod balance;
mod columns;
mod curve;
mod cypher;
mod cytoscape;
mod dot;
mod error;
mod explorer;
mod filter;
#[cfg(test)]
mod fixture;
mod font;
mod format;
mod gexf;
mod graph_view;
mod graphml;
mod graphology;
mod jgf;
mod json;
mod layout;
mod markdown;
mod material;
mod measures;
mod mermaid;
mod network;
mod node_link;
mod options;
mod outline;
mod picture;
mod png;
mod scatter;
mod selection;
mod stroke;
mod svg;
mod table;
mod vocabulary;
mod wrap;
mod xml;
mod yed;

pub use error::ViewError;
pub use explorer::{Texts, explorer};
pub use format::{Format, export, export_folder};
pub use graph_view::{Account, Edge, GraphView, Node, Period};
pub use material::{Catalogue, Material, Thing};
pub use measures::measure_quads;
pub use network::network;
pub use options::{Answer, Filter, PICTURE_LIMIT, Selection, Theme, ViewOptions, ego, path};
pub use picture::Picture;
pub use vocabulary::Vocabulary;
