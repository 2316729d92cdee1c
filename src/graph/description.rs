//! What a data set is, for catalogues: VoID counts, DCAT distributions, and the tool that made it (PROV-O, without a clock).
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, Quad, Term};

use super::provenance::{Provenance, short_hash};
use super::quads::Quads;
use super::vocabulary::Bases;

/// Syntaxes in which the data set is offered: name, media type.
const DISTRIBUTIONS: &[(&str, &str)] = &[
    ("turtle", "text/turtle"),
    ("trig", "application/trig"),
    ("nquads", "application/n-quads"),
    ("ntriples", "application/n-triples"),
    ("jsonld", "application/ld+json"),
    ("rdfxml", "application/rdf+xml"),
];

/// Describes the data set that quads make up.
#[must_use]
pub fn description(quads: &[Quad], bases: &Bases) -> Quads {
    let mut about = Quads::new(bases, &format!("{}graph/description", bases.instances));
    let set = about.instance("dataset", "entente");
    let text = |words: &str| Literal::new_simple_literal(words);
    for class in ["void:Dataset", "dcat:Dataset", "prov:Entity"] {
        about.add(&set, "rdf:type", about.name(class));
    }
    about.add(&set, "dcterms:title", text("Entente: claims on international relations"));
    about.add(&set, "dcterms:description", text("Claims that texts make about countries, leaders, agreements and threats, each with its holder, modality and words."));
    about.add(&set, "void:uriSpace", text(&bases.instances));
    for used in ["dcterms", "ent", "nif", "prov", "rdf", "skos"] {
        let iri = bases.prefixes().find(|(prefix, _)| *prefix == used).map_or("", |(_, iri)| iri);
        about.add(&set, "void:vocabulary", about.name(iri));
    }
    counts(&mut about, &set, quads);
    for (name, media) in DISTRIBUTIONS {
        let distribution = about.instance("distribution", name);
        about.add(&set, "dcat:distribution", distribution.clone());
        about.add(&distribution, "rdf:type", about.name("dcat:Distribution"));
        about.add(&distribution, "dcterms:title", text(&format!("entente export --format {name}")));
        about.add(
            &distribution,
            "dcat:mediaType",
            about.name(&format!("https://www.iana.org/assignments/media-types/{media}")),
        );
    }
    let software = about.instance("software", &Provenance::new(String::new()).software);
    about.add(&set, "prov:wasAttributedTo", software.clone());
    about.add(&software, "rdf:type", about.name("prov:SoftwareAgent"));
    about.add(&software, "dcterms:title", text(env!("CARGO_PKG_NAME")));
    about.add(&software, "schema:softwareVersion", text(env!("CARGO_PKG_VERSION")));
    about
}

/// Distinct triples, subjects, documents, and the use of each class and property.
fn counts(about: &mut Quads, set: &NamedNode, quads: &[Quad]) {
    let triples: BTreeSet<String> =
        quads.iter().map(|q| format!("{} {} {}", q.subject, q.predicate, q.object)).collect();
    let subjects: BTreeSet<String> = quads.iter().map(|q| q.subject.to_string()).collect();
    let mut classes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut properties: BTreeMap<String, usize> = BTreeMap::new();
    for quad in quads {
        *properties.entry(quad.predicate.as_str().to_owned()).or_default() += 1;
        if let (true, Term::NamedNode(class)) = (quad.predicate == rdf::TYPE, &quad.object) {
            classes.entry(class.as_str().to_owned()).or_default().insert(quad.subject.to_string());
        }
    }
    about.add(set, "void:triples", Literal::from(triples.len() as u64));
    about.add(set, "void:distinctSubjects", Literal::from(subjects.len() as u64));
    about.add(set, "void:classes", Literal::from(classes.len() as u64));
    about.add(set, "void:properties", Literal::from(properties.len() as u64));
    for (class, nodes) in classes {
        let part = about.instance("partition", &short_hash(&["class", &class]));
        about.add(set, "void:classPartition", part.clone());
        about.add(&part, "void:class", about.name(&class));
        about.add(&part, "void:entities", Literal::from(nodes.len() as u64));
    }
    for (property, count) in properties {
        let part = about.instance("partition", &short_hash(&["property", &property]));
        about.add(set, "void:propertyPartition", part.clone());
        about.add(&part, "void:property", about.name(&property));
        about.add(&part, "void:triples", Literal::from(count as u64));
    }
}
