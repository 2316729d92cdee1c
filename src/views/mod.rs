//! Views of the graph: one file per format, all from one [`GraphView`].
//!
//! # Steps
//! [`Material`] (records of the store) → [`GraphView`] (chosen, filtered, measured) → [`Picture`] (folded, worded) for what is
//! drawn, or straight to a file for what other programs read.
pub mod analytics;
mod curve;
mod dot;
mod error;
mod filter;
#[cfg(test)]
mod fixture;
mod font;
mod format;
mod graph_view;
mod layout;
mod material;
mod options;
mod outline;
mod picture;
mod png;
mod selection;
mod stroke;
mod svg;
mod vocabulary;
mod wrap;

pub use error::ViewError;
pub use format::{Format, export};
pub use graph_view::{Account, Edge, GraphView, Node, Period};
pub use material::{Catalogue, Material, Thing};
pub use options::{Filter, PICTURE_LIMIT, Selection, Theme, ViewOptions, ego, path};
pub use picture::Picture;
