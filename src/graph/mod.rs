//! Claims as quads: provenance, shapes, inference.
