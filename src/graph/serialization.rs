//! Quads as files: Turtle, TriG, N-Triples, N-Quads, JSON-LD and RDF/XML, in RDF 1.2 or cut down to RDF 1.1.
//!
//! Every file is sorted, so that equal graphs give equal bytes. Formats without graph names hold the union of all graphs.
use std::io;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::{GraphName, Quad, Term};

use super::vocabulary::Bases;

/// A syntax of RDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Syntax {
    /// Turtle.
    Turtle,
    /// TriG: Turtle with named graphs.
    Trig,
    /// N-Triples.
    NTriples,
    /// N-Quads.
    NQuads,
    /// JSON-LD 1.1, expanded.
    JsonLd,
    /// RDF/XML.
    RdfXml,
}

impl Syntax {
    /// All, by their names on the command line.
    pub const ALL: [(&'static str, Self); 6] = [
        ("turtle", Self::Turtle),
        ("trig", Self::Trig),
        ("nquads", Self::NQuads),
        ("ntriples", Self::NTriples),
        ("jsonld", Self::JsonLd),
        ("rdfxml", Self::RdfXml),
    ];

    /// The syntax of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, syntax)| *syntax)
    }

    /// The syntax that files with this extension have.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "ttl" => Some(Self::Turtle),
            "trig" => Some(Self::Trig),
            "nt" => Some(Self::NTriples),
            "nq" => Some(Self::NQuads),
            "jsonld" => Some(Self::JsonLd),
            "rdf" | "owl" => Some(Self::RdfXml),
            _ => None,
        }
    }

    /// True when the syntax can name graphs.
    #[must_use]
    pub fn has_graphs(self) -> bool {
        matches!(self, Self::Trig | Self::NQuads | Self::JsonLd)
    }

    /// True when the syntax can hold triple terms. JSON-LD has none; for RDF/XML few readers know them.
    #[must_use]
    pub fn has_triple_terms(self) -> bool {
        !matches!(self, Self::JsonLd | Self::RdfXml)
    }

    /// As oxigraph names it.
    #[must_use]
    pub fn format(self) -> RdfFormat {
        match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::Trig => RdfFormat::TriG,
            Self::NTriples => RdfFormat::NTriples,
            Self::NQuads => RdfFormat::NQuads,
            Self::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
            Self::RdfXml => RdfFormat::RdfXml,
        }
    }
}

/// How much of RDF a file may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Profile {
    /// Triple terms, where the syntax has them.
    #[default]
    Rdf12,
    /// Without `rdf:reifies`; subject, predicate and object of a claim stay.
    Rdf11,
}

/// Writes quads in a syntax.
///
/// # Errors
/// When a quad has no form in the syntax.
pub fn serialize(mut quads: Vec<Quad>, syntax: Syntax, profile: Profile, bases: &Bases) -> io::Result<Vec<u8>> {
    if profile == Profile::Rdf11 || !syntax.has_triple_terms() {
        quads.retain(|quad| !matches!(quad.object, Term::Triple(_)));
    }
    if !syntax.has_graphs() {
        quads.iter_mut().for_each(|quad| quad.graph_name = GraphName::DefaultGraph);
    }
    if matches!(syntax, Syntax::NQuads | Syntax::NTriples) {
        let mut lines: Vec<String> = quads.iter().map(|quad| format!("{quad} .\n")).collect();
        lines.sort_unstable();
        lines.dedup();
        return Ok(lines.concat().into_bytes());
    }
    quads.sort_by_cached_key(order);
    quads.dedup();
    let mut serializer = RdfSerializer::from_format(syntax.format());
    if syntax != Syntax::JsonLd {
        for (prefix, iri) in bases.prefixes() {
            serializer = serializer.with_prefix(prefix, iri).map_err(io::Error::other)?;
        }
    }
    let mut writer = serializer.for_writer(Vec::new());
    quads.iter().try_for_each(|quad| writer.serialize_quad(quad))?;
    writer.finish()
}

/// By graph, subject, predicate (the type first) and object.
fn order(quad: &Quad) -> (String, String, bool, String, String) {
    let typed = quad.predicate == oxigraph::model::vocab::rdf::TYPE;
    let names = (quad.graph_name.to_string(), quad.subject.to_string());
    (names.0, names.1, !typed, quad.predicate.to_string(), quad.object.to_string())
}
