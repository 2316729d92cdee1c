//! Propositions: the tree undone into predicates with roles, the layer that rules match on.
