//! Namespaces and terms of the graph, and the two bases that a user may replace by their own.
use std::borrow::Cow;

use oxigraph::model::NamedNode;

use crate::claims::record::{Modality, Polarity};

/// Namespace of classes and properties.
pub const ONTOLOGY: &str = "https://w3id.org/entente/ontology#";
/// Namespace of instances.
pub const INSTANCES: &str = "https://w3id.org/entente/id/";

/// Prefixes of the vocabularies in use, sorted by name.
pub const PREFIXES: &[(&str, &str)] = &[
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("ent", ONTOLOGY),
    ("nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("void", "http://rdfs.org/ns/void#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The two namespaces under which a graph is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bases {
    /// Namespace of classes and properties.
    pub ontology: String,
    /// Namespace of instances.
    pub instances: String,
}

impl Default for Bases {
    fn default() -> Self {
        Self { ontology: ONTOLOGY.to_owned(), instances: INSTANCES.to_owned() }
    }
}

impl Bases {
    /// Namespaces of a user's own.
    ///
    /// # Errors
    /// When one is no IRI that names can be added to, or names would be taken for those of another vocabulary.
    pub fn new(ontology: &str, instances: &str) -> Result<Self, String> {
        for base in [ontology, instances] {
            if !base.starts_with("http") || !base.ends_with(['/', '#']) || NamedNode::new(base).is_err() {
                return Err(format!("'{base}' is no base: give an http IRI that ends in / or #"));
            }
            if PREFIXES.iter().any(|(prefix, taken)| *prefix != "ent" && base == *taken) {
                return Err(format!("'{base}' belongs to another vocabulary; give a namespace of your own"));
            }
        }
        if !instances.ends_with('/') {
            return Err(format!(
                "'{instances}' cannot be the base of instances, whose sentences are fragments; end it in /"
            ));
        }
        if ontology == instances {
            return Err(format!("'{ontology}' cannot be both bases; give two namespaces"));
        }
        Ok(Self { ontology: ontology.to_owned(), instances: instances.to_owned() })
    }

    /// Prefixes of the vocabularies in use, ours under its own base.
    pub fn prefixes(&self) -> impl Iterator<Item = (&'static str, &str)> {
        PREFIXES.iter().map(|(prefix, iri)| (*prefix, if *prefix == "ent" { self.ontology.as_str() } else { *iri }))
    }

    /// A text that names our vocabulary (ontology, shapes, query), with the names of this base.
    #[must_use]
    pub fn renamed<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.ontology == ONTOLOGY { text.into() } else { text.replace(ONTOLOGY, &self.ontology).into() }
    }

    /// An instance of the default base under this one; anything else stays.
    #[must_use]
    pub fn moved<'a>(&self, iri: &'a str) -> Cow<'a, str> {
        match iri.strip_prefix(INSTANCES) {
            Some(local) if self.instances != INSTANCES => format!("{}{local}", self.instances).into(),
            _ => iri.into(),
        }
    }

    /// The full IRI of a CURIE (`ent:Country`); anything else is taken for an IRI.
    #[must_use]
    pub fn expand<'a>(&self, name: &'a str) -> Cow<'a, str> {
        let Some((prefix, local)) = name.split_once(':') else { return name.into() };
        if prefix == "ent" {
            return format!("{}{local}", self.ontology).into();
        }
        match PREFIXES.binary_search_by(|(known, _)| (*known).cmp(prefix)) {
            Ok(at) if !local.starts_with("//") => format!("{}{local}", PREFIXES[at].1).into(),
            _ => name.into(),
        }
    }

    /// The CURIE of an IRI of a known vocabulary; any other IRI as it is.
    #[must_use]
    pub fn compact<'a>(&self, iri: &'a str) -> Cow<'a, str> {
        let (instances, ontology) = (&self.instances, &self.ontology);
        // One base may lie inside the other; the longer one decides.
        if iri.starts_with(instances) && (instances.len() > ontology.len() || !iri.starts_with(ontology)) {
            return iri.into();
        }
        if let Some(local) = iri.strip_prefix(self.ontology.as_str()) {
            return format!("ent:{local}").into();
        }
        let known = PREFIXES.iter().find_map(|(prefix, base)| iri.strip_prefix(base).map(|local| (prefix, local)));
        known.map_or(iri.into(), |(prefix, local)| format!("{prefix}:{local}").into())
    }

    /// The graph that describes entities of the lexicon.
    #[must_use]
    pub fn entities_graph(&self) -> String {
        format!("{}graph/entities", self.instances)
    }

    /// The graph that holds the ontology.
    #[must_use]
    pub fn ontology_graph(&self) -> String {
        format!("{}graph/ontology", self.instances)
    }

    /// The graph of inferred triples.
    #[must_use]
    pub fn inferred_graph(&self) -> String {
        format!("{}graph/inferred", self.instances)
    }

    /// The graph of measures of a view.
    #[must_use]
    pub fn measures_graph(&self) -> String {
        format!("{}graph/measures", self.instances)
    }
}

/// The word that data writes for a polarity.
#[must_use]
pub fn polarity_word(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Positive => "positive",
        Polarity::Negative => "negative",
    }
}

/// The word that data writes for a modality.
#[must_use]
pub fn modality_word(modality: Modality) -> &'static str {
    modality.name()
}

/// The polarity that a word of the data names.
#[must_use]
pub fn polarity_from(word: &str) -> Option<Polarity> {
    [Polarity::Positive, Polarity::Negative].into_iter().find(|p| polarity_word(*p) == word)
}

/// The modality that a word of the data names.
#[must_use]
pub fn modality_from(word: &str) -> Option<Modality> {
    use Modality::{Asserted, Committed, Hypothetical, Possible, Predicted, Recommended};
    let all = [Asserted, Committed, Recommended, Predicted, Possible, Hypothetical];
    all.into_iter().find(|m| modality_word(*m) == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_expand_and_compact() {
        let bases = Bases::default();
        for (name, iri) in [
            ("ent:supports", "https://w3id.org/entente/ontology#supports"),
            ("xsd:gYear", "http://www.w3.org/2001/XMLSchema#gYear"),
            ("https://w3id.org/entente/id/country/japan", "https://w3id.org/entente/id/country/japan"),
            ("http://www.wikidata.org/entity/Q17", "http://www.wikidata.org/entity/Q17"),
        ] {
            assert_eq!(bases.expand(name), iri);
            assert_eq!(bases.compact(iri), name);
        }
    }

    #[test]
    fn a_user_may_have_bases_of_their_own() {
        let bases = Bases::new("http://example.org/terms#", "http://example.org/").unwrap();
        assert_eq!(bases.moved("https://w3id.org/entente/id/country/japan"), "http://example.org/country/japan");
        assert_eq!(bases.moved("http://example.org/country/japan"), "http://example.org/country/japan");
        assert_eq!(bases.compact("http://example.org/country/japan"), "http://example.org/country/japan");
        assert_eq!(bases.compact(&bases.expand("ent:supports")), "ent:supports");
        let inside = Bases::new("http://example.org/", "http://example.org/id/").unwrap();
        assert_eq!(inside.compact("http://example.org/id/x"), "http://example.org/id/x");
        assert_eq!(inside.compact("http://example.org/supports"), "ent:supports");
    }

    #[test]
    fn what_is_no_base_is_refused() {
        let good = "http://example.org/";
        for bad in ["", "example", "urn:o#", "http://example.org", "http://a b/", "http://www.w3.org/ns/prov#", good] {
            assert!(Bases::new(bad, good).is_err(), "{bad}");
        }
    }

    #[test]
    fn prefixes_are_sorted() {
        assert!(PREFIXES.is_sorted());
    }
}
