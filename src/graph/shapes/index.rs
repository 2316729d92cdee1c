//! Triples by subject and predicate, as a checker of shapes asks for them.
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedOrBlankNode, Quad, Term};

const SUBCLASS: &str = "http://www.w3.org/2000/01/rdf-schema#subClassOf";

/// Triples by subject and predicate, whatever their graph, each once.
#[derive(Debug, Clone, Default)]
pub struct Index {
    nodes: BTreeMap<String, BTreeMap<String, Vec<Term>>>,
}

impl Index {
    /// Indexes quads.
    #[must_use]
    pub fn new(quads: &[Quad]) -> Self {
        let mut index = Self::default();
        for quad in quads {
            let subject = index.nodes.entry(subject_key(&quad.subject)).or_default();
            let values = subject.entry(quad.predicate.as_str().to_owned()).or_default();
            if !values.contains(&quad.object) {
                values.push(quad.object.clone());
            }
        }
        index
    }

    /// Values of a property of a node.
    #[must_use]
    pub fn values(&self, node: &str, predicate: &str) -> &[Term] {
        self.nodes.get(node).and_then(|properties| properties.get(predicate)).map_or(&[], Vec::as_slice)
    }

    /// All subjects with their properties.
    pub(super) fn nodes(&self) -> impl Iterator<Item = (&String, &BTreeMap<String, Vec<Term>>)> {
        self.nodes.iter()
    }

    /// Properties of a node.
    pub(super) fn properties(&self, node: &str) -> impl Iterator<Item = (&String, &Vec<Term>)> {
        self.nodes.get(node).into_iter().flatten()
    }

    /// A class and all classes below it.
    pub(super) fn below(&self, class: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::from([class.to_owned()]);
        loop {
            let before = found.len();
            for (node, properties) in &self.nodes {
                let broader = properties.get(SUBCLASS).into_iter().flatten();
                if broader.filter_map(iri).any(|b| found.contains(b)) {
                    found.insert(node.clone());
                }
            }
            if found.len() == before {
                return found;
            }
        }
    }

    /// True of a node that has one of the classes.
    pub(super) fn is_a(&self, node: &str, classes: &BTreeSet<String>) -> bool {
        self.values(node, rdf::TYPE.as_str()).iter().filter_map(iri).any(|class| classes.contains(class))
    }

    /// The items of an RDF list.
    pub(super) fn list(&self, head: &Term) -> Vec<Term> {
        let (mut items, mut at) = (Vec::new(), head.clone());
        while let Some(first) = self.values(&term_key(&at), rdf::FIRST.as_str()).first() {
            items.push(first.clone());
            match self.values(&term_key(&at), rdf::REST.as_str()).first() {
                Some(rest) if items.len() < 10_000 => at = rest.clone(),
                _ => break,
            }
        }
        items
    }
}

fn subject_key(subject: &NamedOrBlankNode) -> String {
    match subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

/// The key of a node among subjects; no subject has the key of a literal.
#[must_use]
pub fn term_key(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    }
}

/// The IRI of a named node.
pub(super) fn iri(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}
