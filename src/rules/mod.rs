//! The rule language: files under `ontology/rules/` and the engine that runs them.
