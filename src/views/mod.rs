//! Views of the graph: one file per format.
