//! The explorer and SPARQL over HTTP.
