//! What the ontology says about properties beyond domain and range: inverses, transitivity, opposites, exclusiveness.
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedOrBlankNode, Term};

use super::shapes::parse_turtle;
use super::vocabulary::Bases;

/// Relations between properties, all by CURIE.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scheme {
    /// Inverse properties, in both directions.
    pub inverse: BTreeMap<String, BTreeSet<String>>,
    /// Properties that hold both ways.
    pub symmetric: BTreeSet<String>,
    /// Properties that hold along chains.
    pub transitive: BTreeSet<String>,
    /// Nearest broader properties.
    pub broader: BTreeMap<String, BTreeSet<String>>,
    /// Nearest broader classes.
    pub broader_class: BTreeMap<String, BTreeSet<String>>,
    /// Properties that exclude one another, in both directions.
    pub opposed: BTreeMap<String, BTreeSet<String>>,
    /// Properties with one right value.
    pub exclusive: BTreeSet<String>,
    /// Properties of events, which carry a PLOVER category.
    pub events: BTreeSet<String>,
}

impl Scheme {
    /// Reads the ontology in Turtle.
    ///
    /// # Errors
    /// When it is no Turtle.
    pub fn parse(turtle: &str) -> Result<Self, String> {
        let bases = Bases::default();
        let mut scheme = Self::default();
        for quad in parse_turtle(turtle)? {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
            let subject = bases.compact(subject.as_str()).into_owned();
            let object = match &quad.object {
                Term::NamedNode(node) => bases.compact(node.as_str()).into_owned(),
                Term::Literal(literal) => literal.value().to_owned(),
                _ => continue,
            };
            if subject.starts_with("ent:") {
                scheme.note(&bases.compact(quad.predicate.as_str()), subject, object);
            }
        }
        Ok(scheme)
    }

    fn note(&mut self, predicate: &str, subject: String, object: String) {
        let both = |map: &mut BTreeMap<String, BTreeSet<String>>, a: String, b: String| {
            map.entry(a.clone()).or_default().insert(b.clone());
            map.entry(b).or_default().insert(a);
        };
        match (predicate, object.as_str()) {
            ("owl:inverseOf", _) => both(&mut self.inverse, subject, object),
            ("ent:opposedTo", _) => both(&mut self.opposed, subject, object),
            ("rdf:type", "owl:SymmetricProperty") => drop(self.symmetric.insert(subject)),
            ("rdf:type", "owl:TransitiveProperty") => drop(self.transitive.insert(subject)),
            ("rdfs:subPropertyOf", _) if object.starts_with("ent:") => {
                self.broader.entry(subject).or_default().insert(object);
            }
            ("rdfs:subClassOf", _) if object.starts_with("ent:") => {
                self.broader_class.entry(subject).or_default().insert(object);
            }
            ("ent:exclusive", "true") => drop(self.exclusive.insert(subject)),
            ("skos:notation", _) => drop(self.events.insert(subject)),
            _ => {}
        }
    }
}
