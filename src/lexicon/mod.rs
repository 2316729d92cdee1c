//! What is known beforehand: the ontology and the gazetteer, loaded once and read-only.
