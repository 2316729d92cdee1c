//! The rule language: files under `ontology/rules/` and the engine that runs them.
pub mod engine;
pub mod language;
pub mod paths;
pub mod rule;

pub use engine::{Filler, Finding, Outcome, RuleBook, Scene};
pub use language::WordLists;
pub use rule::{RoleName, Rule, Slot, Statement, Trigger};
