//! The graph at rest: one N-Quads file a document, loaded into oxigraph when it is opened; SPARQL.
