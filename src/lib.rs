//! Entente reads texts on international relations and extracts claims that link countries, leaders, agreements and threats.
//!
//! # Steps
//! Data flows one way, in the order of these modules; a module imports only from those above it.
pub mod text;

pub mod lexicon;

pub mod syntax;

pub mod clauses;

pub mod mentions;

pub mod rules;

pub mod claims;

pub mod graph;

pub mod store;

pub mod views;

pub mod serve;

pub mod cli;
