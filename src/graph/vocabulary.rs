//! Namespaces and terms of the graph, and the two bases that a user may replace by their own.
use std::borrow::Cow;

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
    /// The full IRI of a CURIE (`ent:Country`); anything else is taken for an IRI and moved to the instance base.
    #[must_use]
    pub fn expand<'a>(&self, name: &'a str) -> Cow<'a, str> {
        if let Some(local) = name.strip_prefix(INSTANCES) {
            return if self.instances == INSTANCES { name.into() } else { format!("{}{local}", self.instances).into() };
        }
        let Some((prefix, local)) = name.split_once(':') else { return name.into() };
        if prefix == "ent" {
            return format!("{}{local}", self.ontology).into();
        }
        match PREFIXES.binary_search_by(|(known, _)| (*known).cmp(prefix)) {
            Ok(at) if !local.starts_with("//") => format!("{}{local}", PREFIXES[at].1).into(),
            _ => name.into(),
        }
    }

    /// The CURIE of an IRI of a known vocabulary; an instance is moved back to the default base.
    #[must_use]
    pub fn compact<'a>(&self, iri: &'a str) -> Cow<'a, str> {
        if let Some(local) = iri.strip_prefix(self.instances.as_str()) {
            return if self.instances == INSTANCES { iri.into() } else { format!("{INSTANCES}{local}").into() };
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
    match modality {
        Modality::Asserted => "asserted",
        Modality::Committed => "committed",
        Modality::Recommended => "recommended",
        Modality::Predicted => "predicted",
        Modality::Possible => "possible",
        Modality::Hypothetical => "hypothetical",
    }
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
        let bases = Bases { ontology: "urn:o#".into(), instances: "http://example.org/".into() };
        assert_eq!(bases.expand("https://w3id.org/entente/id/country/japan"), "http://example.org/country/japan");
        assert_eq!(bases.compact("http://example.org/country/japan"), "https://w3id.org/entente/id/country/japan");
        assert_eq!(bases.compact(&bases.expand("ent:supports")), "ent:supports");
    }

    #[test]
    fn prefixes_are_sorted() {
        assert!(PREFIXES.is_sorted());
    }
}
