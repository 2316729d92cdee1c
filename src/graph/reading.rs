//! Quads back as records: what views, explanations and comparisons are made from.
use std::collections::BTreeMap;
use std::fmt;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Literal, NamedOrBlankNode, Quad, Term as RdfTerm};

use super::quads::{ALSO_WORDS, PLAIN_SCHEME, WORDS};
use super::vocabulary::{Bases, modality_from, polarity_from};
use crate::claims::record::{ClaimRecord, DocumentRecord, EntityRecord, EvidenceRecord, Extraction, Term};
use crate::lexicon::Ontology;

/// Turns graphs into records.
#[derive(Debug, Clone)]
pub struct Reading {
    bases: Bases,
    /// PLOVER category by CURIE of the property.
    events: BTreeMap<String, String>,
}

/// A fault in N-Quads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuadFault {
    /// Line, from 1; 0 when unknown.
    pub line: u64,
    /// Column, from 1; 0 when unknown.
    pub column: u64,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for QuadFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for QuadFault {}

/// Reads N-Quads.
///
/// # Errors
/// At the first line that is none.
pub fn parse_nquads(text: &str) -> Result<Vec<Quad>, QuadFault> {
    let parsed = RdfParser::from_format(RdfFormat::NQuads).for_slice(text.as_bytes());
    parsed
        .map(|quad| {
            quad.map_err(|e| {
                let place = e.location().map(|range| range.start);
                let (line, column) = place.map_or((0, 0), |at| (at.line + 1, at.column + 1));
                QuadFault { line, column, message: e.to_string() }
            })
        })
        .collect()
}

/// Reporters of a claim that are read at most.
const LONGEST_CHAIN: usize = 64;

/// The properties of one node, by CURIE.
type Properties = BTreeMap<String, Vec<RdfTerm>>;

impl Reading {
    /// Reads graphs written under these bases; the ontology knows the PLOVER categories.
    #[must_use]
    pub fn new(bases: &Bases, ontology: &Ontology) -> Self {
        let category = |p: &crate::lexicon::ontology::Property| Some((format!("ent:{}", p.name), p.event.clone()?));
        Self { bases: bases.clone(), events: ontology.properties().iter().filter_map(category).collect() }
    }

    /// The records of one graph. A graph without a document gives none; sentences and mentions are not in the graph.
    #[must_use]
    pub fn extraction(&self, quads: &[Quad]) -> Option<Extraction> {
        let nodes = self.nodes(quads);
        let of_class = |class: &str| {
            let class = class.to_owned();
            nodes.iter().filter(move |(_, properties)| types(&self.bases, properties).any(|t| t == class))
        };
        let (id, properties) = of_class("ent:Document").next()?;
        let document = self.document(id, properties);
        let mut claims: Vec<ClaimRecord> = of_class("ent:Claim")
            .filter_map(|(id, properties)| self.claim(id, properties, &nodes, &document.id))
            .collect();
        claims
            .sort_by(|a, b| (a.evidence.start, a.evidence.end, &a.id).cmp(&(b.evidence.start, b.evidence.end, &b.id)));
        Some(Extraction {
            document,
            sentences: Vec::new(),
            entities: self.described(&nodes),
            mentions: Vec::new(),
            claims,
        })
    }

    /// The entities that quads describe.
    #[must_use]
    pub fn entities(&self, quads: &[Quad]) -> Vec<EntityRecord> {
        self.described(&self.nodes(quads))
    }

    fn nodes(&self, quads: &[Quad]) -> BTreeMap<String, Properties> {
        let mut nodes: BTreeMap<String, Properties> = BTreeMap::new();
        for quad in quads {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
            let properties = nodes.entry(self.bases.compact(subject.as_str()).into_owned()).or_default();
            let predicate = self.bases.compact(quad.predicate.as_str()).into_owned();
            properties.entry(predicate).or_default().push(quad.object.clone());
        }
        nodes
    }

    fn described(&self, nodes: &BTreeMap<String, Properties>) -> Vec<EntityRecord> {
        nodes.iter().filter_map(|(id, properties)| self.entity(id, properties)).collect()
    }

    fn entity(&self, id: &str, properties: &Properties) -> Option<EntityRecord> {
        let label = first_text(properties, "skos:prefLabel")?;
        let class = types(&self.bases, properties).find(|t| t.starts_with("ent:"))?;
        let codes = values(properties, "skos:notation").filter_map(|value| match value {
            RdfTerm::Literal(code) => {
                let scheme = code.datatype().as_str().rsplit('/').next().filter(|s| !s.contains('#'));
                Some((scheme.unwrap_or(PLAIN_SCHEME).to_owned(), code.value().to_owned()))
            }
            _ => None,
        });
        Some(EntityRecord {
            id: id.to_owned(),
            class,
            label,
            aliases: sorted(texts(properties, "skos:altLabel")),
            exact_match: sorted(values(properties, "skos:exactMatch").filter_map(|v| match v {
                RdfTerm::NamedNode(iri) => Some(iri.as_str().to_owned()),
                _ => None,
            })),
            codes: codes.collect(),
            members: sorted(self.names(properties, "ent:hasMember")),
        })
    }

    fn document(&self, id: &str, properties: &Properties) -> DocumentRecord {
        DocumentRecord {
            id: id.to_owned(),
            record: first_text(properties, "dcterms:identifier"),
            path: first_text(properties, "dcterms:source").unwrap_or_default(),
            sha256: first_text(properties, "schema:sha256").unwrap_or_default(),
            title: first_text(properties, "dcterms:title"),
            authors: sorted(self.names(properties, "dcterms:creator")),
            published: first_text(properties, "dcterms:issued"),
            characters: number(properties, "nif:endIndex").unwrap_or_default(),
            sentences: 0,
        }
    }

    fn claim(
        &self,
        id: &str,
        properties: &Properties,
        nodes: &BTreeMap<String, Properties>,
        document: &str,
    ) -> Option<ClaimRecord> {
        let predicate = self.names(properties, "rdf:predicate").next()?;
        let mut evidence = self.sentences(properties, "ent:evidence", nodes).next()?;
        set_words(&mut evidence, |part| spans(properties, WORDS[part]).first().copied());
        let mut also_at: Vec<EvidenceRecord> = self.sentences(properties, "ent:alsoAt", nodes).collect();
        also_at.sort_by_key(|e| (e.start, e.end));
        let further = ALSO_WORDS.map(|property| spans(properties, property));
        for sentence in &mut also_at {
            let [start, end] = [sentence.start, sentence.end];
            let inside = |span: &&[usize; 2]| start <= span[0] && span[1] <= end;
            set_words(sentence, |part| further[part].iter().find(inside).copied());
        }
        Some(ClaimRecord {
            id: id.to_owned(),
            doc: document.to_owned(),
            subject: self.names(properties, "rdf:subject").next()?,
            object: self.object(values(properties, "rdf:object").next()?)?,
            polarity: polarity_from(&first_text(properties, "ent:polarity")?)?,
            modality: modality_from(&first_text(properties, "ent:modality")?)?,
            source: self.names(properties, "ent:source").next()?,
            reported_by: self.reporters(properties, nodes),
            qualifiers: self.qualifiers(properties),
            event: self.events.get(&predicate).cloned(),
            evidence,
            also_at,
            rule: first_text(properties, "ent:rule").unwrap_or_default(),
            confidence: first_text(properties, "ent:confidence").and_then(|c| c.parse().ok()).unwrap_or(1.0),
            features: Vec::new(),
            predicate,
        })
    }

    /// Who passes the claim on, in the order of the chain where the graph gives one.
    fn reporters(&self, properties: &Properties, nodes: &BTreeMap<String, Properties>) -> Vec<String> {
        let mut chain = Vec::new();
        let mut cell = self.names(properties, "ent:reportingChain").next();
        // A graph that somebody damaged may hold a list that bites its own tail.
        while let Some(properties) = cell.and_then(|cell| nodes.get(&cell)).filter(|_| chain.len() < LONGEST_CHAIN) {
            chain.extend(self.names(properties, "rdf:first").next());
            cell = self.names(properties, "rdf:rest").next();
        }
        if chain.is_empty() { sorted(self.names(properties, "ent:reportedBy")) } else { chain }
    }

    /// Every property of the vocabulary that is none of a claim's own parts.
    fn qualifiers(&self, properties: &Properties) -> BTreeMap<String, Term> {
        const PARTS: &[&str] = &[
            "alsoAt",
            "alsoObjectWords",
            "alsoPredicateWords",
            "alsoSubjectWords",
            "confidence",
            "evidence",
            "modality",
            "objectWords",
            "polarity",
            "predicateWords",
            "reportedBy",
            "reportingChain",
            "rule",
            "source",
            "subjectWords",
        ];
        let named = properties.iter().filter_map(|(name, values)| Some((name.strip_prefix("ent:")?, values)));
        let qualifiers = named.filter(|(name, _)| !PARTS.contains(name));
        qualifiers.filter_map(|(name, values)| Some((name.to_owned(), self.value(values.first()?)?))).collect()
    }

    fn sentences<'a>(
        &'a self,
        properties: &'a Properties,
        property: &'a str,
        nodes: &'a BTreeMap<String, Properties>,
    ) -> impl Iterator<Item = EvidenceRecord> + 'a {
        self.names(properties, property).filter_map(|id| {
            let sentence = nodes.get(&id)?;
            Some(EvidenceRecord {
                start: number(sentence, "nif:beginIndex")?,
                end: number(sentence, "nif:endIndex")?,
                text: first_text(sentence, "nif:anchorOf")?,
                subject: None,
                predicate: None,
                object: None,
            })
        })
    }

    /// The object of a claim: a text there has its datatype, unlike in a qualifier.
    fn object(&self, value: &RdfTerm) -> Option<Term> {
        match (value, self.value(value)?) {
            (RdfTerm::Literal(_), Term::Text(value)) => {
                Some(Term::Literal { value, datatype: "xsd:string".to_owned() })
            }
            (_, term) => Some(term),
        }
    }

    fn value(&self, value: &RdfTerm) -> Option<Term> {
        match value {
            RdfTerm::NamedNode(iri) => Some(Term::Text(self.bases.compact(iri.as_str()).into_owned())),
            RdfTerm::Literal(literal) => Some(self.literal(literal)),
            _ => None,
        }
    }

    fn literal(&self, literal: &Literal) -> Term {
        let datatype = self.bases.compact(literal.datatype().as_str()).into_owned();
        let value = literal.value().to_owned();
        if datatype == "xsd:string" { Term::Text(value) } else { Term::Literal { value, datatype } }
    }

    fn names<'a>(&'a self, properties: &'a Properties, property: &'a str) -> impl Iterator<Item = String> + 'a {
        values(properties, property).filter_map(|value| match value {
            RdfTerm::NamedNode(iri) => Some(self.bases.compact(iri.as_str()).into_owned()),
            _ => None,
        })
    }
}

fn types<'a>(bases: &'a Bases, properties: &'a Properties) -> impl Iterator<Item = String> + 'a {
    values(properties, "rdf:type").filter_map(|value| match value {
        RdfTerm::NamedNode(iri) => Some(bases.compact(iri.as_str()).into_owned()),
        _ => None,
    })
}

fn values<'a>(properties: &'a Properties, property: &str) -> impl Iterator<Item = &'a RdfTerm> + 'a {
    properties.get(property).into_iter().flatten()
}

fn texts<'a>(properties: &'a Properties, property: &str) -> impl Iterator<Item = String> + 'a {
    values(properties, property).filter_map(|value| match value {
        RdfTerm::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    })
}

fn first_text(properties: &Properties, property: &str) -> Option<String> {
    texts(properties, property).next()
}

fn number(properties: &Properties, property: &str) -> Option<usize> {
    first_text(properties, property)?.parse().ok()
}

/// All spans that a property gives, in order.
fn spans(properties: &Properties, property: &str) -> Vec<[usize; 2]> {
    let parse = |place: String| {
        let (start, end) = place.split_once(',')?;
        Some([start.parse().ok()?, end.parse().ok()?])
    };
    let mut all: Vec<[usize; 2]> = texts(properties, property).filter_map(parse).collect();
    all.sort_unstable();
    all
}

/// Sets the words of subject, predicate and object, numbered so.
fn set_words(evidence: &mut EvidenceRecord, words: impl Fn(usize) -> Option<[usize; 2]>) {
    [evidence.subject, evidence.predicate, evidence.object] = [words(0), words(1), words(2)];
}

fn sorted(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = items.collect();
    all.sort();
    all.dedup();
    all
}
