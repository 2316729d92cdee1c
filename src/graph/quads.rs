//! Records as quads: the canonical, sorted N-Quads of a document and of the entities that documents name.
//!
//! What a claim costs: its type, the triple term with its three parts spelled out (no store indexes triple terms, and
//! RDF 1.1 has none), polarity, modality, source, sentence, rule, confidence, run, and up to three spans of words for
//! each of its sentences. A sentence is described once for all its claims. A chain of more than one reporter is spelled
//! out as a list, whose cells are named after the claim. Mentions, sentences without claims and entities that no claim uses are
//! no part of the graph.
use std::collections::BTreeSet;
use std::io::{self, Write};

use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term as RdfTerm, Triple};

use super::provenance::Provenance;
use super::vocabulary::{Bases, modality_word, polarity_word};
use crate::claims::record::{
    ClaimRecord, DocumentRecord, EntityRecord, EvidenceRecord, Extraction, Modality, Polarity, Term,
};

/// The scheme whose codes are plain strings; SKOS names every other one by the datatype of the notation.
pub const PLAIN_SCHEME: &str = "iso3166";

/// Properties for the words of subject, predicate and object in the sentence of the evidence.
pub const WORDS: [&str; 3] = ["ent:subjectWords", "ent:predicateWords", "ent:objectWords"];

/// The same for further sentences.
pub const ALSO_WORDS: [&str; 3] = ["ent:alsoSubjectWords", "ent:alsoPredicateWords", "ent:alsoObjectWords"];

/// Canonical N-Quads of one extraction: the document, its run, its claims and their evidence.
#[must_use]
pub fn document_quads(extraction: &Extraction, bases: &Bases, provenance: &Provenance) -> Quads {
    let mut quads = Quads::new(bases, &extraction.document.id);
    quads.document(&extraction.document);
    quads.run(&extraction.document, provenance);
    let run = quads.instance("run", &provenance.run(&extraction.document.sha256));
    extraction.claims.iter().for_each(|claim| quads.claim(claim, &extraction.document, &run));
    quads
}

/// Canonical N-Quads of entities, in their own graph: what several documents name must have one label and one class, and
/// what no document names any more must go, so descriptions are merged and belong to no single document.
#[must_use]
pub fn entity_quads<'a>(entities: impl IntoIterator<Item = &'a EntityRecord>, bases: &Bases) -> Quads {
    let mut quads = Quads::new(bases, &bases.entities_graph());
    entities.into_iter().for_each(|entity| quads.entity(entity));
    quads
}

/// The entities that a document uses in its head and claims, members of groups included.
#[must_use]
pub fn entities_in_use(extraction: &Extraction) -> Vec<EntityRecord> {
    let used = used_entities(extraction);
    extraction.entities.iter().filter(|e| used.contains(e.id.as_str())).cloned().collect()
}

/// IRIs of all entities that a claim or the document's head uses, and of the members of those.
fn used_entities(extraction: &Extraction) -> BTreeSet<&str> {
    let mut used: BTreeSet<&str> = extraction.document.authors.iter().map(String::as_str).collect();
    for claim in &extraction.claims {
        used.extend([claim.subject.as_str(), claim.source.as_str()]);
        used.extend(claim.reported_by.iter().map(String::as_str));
        let values = std::iter::once(&claim.object).chain(claim.qualifiers.values());
        used.extend(values.filter_map(|value| match value {
            Term::Text(text) => Some(text.as_str()),
            Term::Literal { .. } => None,
        }));
    }
    loop {
        let before = used.len();
        let groups = extraction.entities.iter().filter(|e| used.contains(e.id.as_str()));
        let members: Vec<&str> = groups.flat_map(|e| e.members.iter().map(String::as_str)).collect();
        used.extend(members);
        if used.len() == before {
            return used;
        }
    }
}

/// Quads of one graph, in the making.
#[derive(Debug, Clone)]
pub struct Quads {
    bases: Bases,
    graph: NamedNode,
    quads: Vec<Quad>,
}

impl Quads {
    /// An empty graph of this name.
    #[must_use]
    pub fn new(bases: &Bases, graph: &str) -> Self {
        Self { bases: bases.clone(), graph: node(&bases.expand(graph)), quads: Vec::new() }
    }

    /// The quads as they were added.
    #[must_use]
    pub fn into_vec(self) -> Vec<Quad> {
        self.quads
    }

    /// One quad a line, sorted by bytes, none twice.
    #[must_use]
    pub fn to_lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.quads.iter().map(|quad| format!("{quad} .\n")).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// The canonical N-Quads file.
    #[must_use]
    pub fn to_nquads(&self) -> String {
        self.to_lines().concat()
    }

    /// Writes the canonical N-Quads.
    ///
    /// # Errors
    /// When `out` does not take them.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        self.to_lines().iter().try_for_each(|line| out.write_all(line.as_bytes()))
    }

    /// An IRI under the instance base.
    #[must_use]
    pub fn instance(&self, kind: &str, local: &str) -> NamedNode {
        node(&format!("{}{kind}/{local}", self.bases.instances))
    }

    /// The node that a CURIE or IRI names.
    #[must_use]
    pub fn name(&self, name: &str) -> NamedNode {
        node(&self.bases.expand(name))
    }

    /// Adds a triple to the graph.
    pub fn add(&mut self, subject: &NamedNode, predicate: &str, object: impl Into<RdfTerm>) {
        let predicate = self.name(predicate);
        self.quads.push(Quad::new(subject.clone(), predicate, object, GraphName::NamedNode(self.graph.clone())));
    }

    fn document(&mut self, document: &DocumentRecord) {
        let id = self.name(&document.id);
        self.add(&id, "rdf:type", self.name("ent:Document"));
        self.add(&id, "dcterms:source", text(&document.path));
        self.add(&id, "schema:sha256", text(&document.sha256));
        self.add(&id, "nif:endIndex", Literal::from(document.characters as u64));
        if let Some(title) = &document.title {
            self.add(&id, "dcterms:title", text(title));
        }
        if let Some(record) = &document.record {
            self.add(&id, "dcterms:identifier", text(record));
        }
        if let Some(date) = &document.published {
            self.add(&id, "dcterms:issued", self.literal(date, date_type(date)));
        }
        for author in &document.authors {
            self.add(&id, "dcterms:creator", self.name(author));
        }
    }

    fn run(&mut self, document: &DocumentRecord, provenance: &Provenance) {
        let run = self.instance("run", &provenance.run(&document.sha256));
        self.add(&run, "rdf:type", self.name("prov:Activity"));
        self.add(&run, "prov:used", self.name(&document.id));
        self.add(
            &run,
            "prov:used",
            self.instance("resources", &provenance.resources[..provenance.resources.len().min(16)]),
        );
        self.add(&run, "prov:wasAssociatedWith", self.instance("software", &provenance.software));
    }

    fn entity(&mut self, entity: &EntityRecord) {
        let id = self.name(&entity.id);
        self.add(&id, "rdf:type", self.name(&entity.class));
        self.add(&id, "skos:prefLabel", text(&entity.label));
        entity.aliases.iter().filter(|a| !a.trim().is_empty()).for_each(|a| self.add(&id, "skos:altLabel", text(a)));
        entity.exact_match.iter().for_each(|same| self.add(&id, "skos:exactMatch", node(same)));
        entity.members.iter().for_each(|member| self.add(&id, "ent:hasMember", self.name(member)));
        for (scheme, code) in &entity.codes {
            let scheme_node = self.instance("scheme", scheme);
            let plain = scheme == PLAIN_SCHEME;
            let notation = if plain { text(code) } else { Literal::new_typed_literal(code, scheme_node) };
            self.add(&id, "skos:notation", notation);
        }
    }

    fn claim(&mut self, claim: &ClaimRecord, document: &DocumentRecord, run: &NamedNode) {
        let id = self.name(&claim.id);
        let (subject, predicate) = (self.name(&claim.subject), self.name(&claim.predicate));
        let object = self.value(&claim.object);
        let statement = Triple::new(subject.clone(), predicate.clone(), object.clone());
        if is_plain(claim, document) {
            self.add(&subject, &claim.predicate, object.clone());
        }
        self.add(&id, "rdf:type", self.name("ent:Claim"));
        self.add(&id, "rdf:reifies", RdfTerm::from(statement));
        self.add(&id, "rdf:subject", subject);
        self.add(&id, "rdf:predicate", predicate);
        self.add(&id, "rdf:object", object);
        self.add(&id, "ent:polarity", text(polarity_word(claim.polarity)));
        self.add(&id, "ent:modality", text(modality_word(claim.modality)));
        self.add(&id, "ent:source", self.name(&claim.source));
        self.reporters(&id, &claim.reported_by);
        for (qualifier, value) in &claim.qualifiers {
            self.add(&id, &format!("ent:{qualifier}"), self.value(value));
        }
        self.add(&id, "ent:rule", text(&claim.rule));
        self.add(&id, "ent:confidence", confidence(claim.confidence));
        self.add(&id, "prov:wasGeneratedBy", run.clone());
        self.evidence(&id, claim);
    }

    /// Who passes a claim on, and in which order where that is a question.
    fn reporters(&mut self, claim: &NamedNode, chain: &[String]) {
        chain.iter().for_each(|by| self.add(claim, "ent:reportedBy", self.name(by)));
        if chain.len() < 2 {
            return;
        }
        let cells: Vec<NamedNode> =
            (1..=chain.len()).map(|number| node(&format!("{}#chain-{number}", claim.as_str()))).collect();
        self.add(claim, "ent:reportingChain", cells[0].clone());
        for (number, by) in chain.iter().enumerate() {
            let rest = cells.get(number + 1).cloned().unwrap_or_else(|| self.name("rdf:nil"));
            self.add(&cells[number], "rdf:first", self.name(by));
            self.add(&cells[number], "rdf:rest", rest);
        }
    }

    fn evidence(&mut self, claim: &NamedNode, record: &ClaimRecord) {
        let sentence = self.sentence(&record.doc, &record.evidence);
        self.add(claim, "ent:evidence", sentence);
        self.words(claim, WORDS, &record.evidence);
        for further in &record.also_at {
            let sentence = self.sentence(&record.doc, further);
            self.add(claim, "ent:alsoAt", sentence);
            self.words(claim, ALSO_WORDS, further);
        }
    }

    /// Where the words of subject, predicate and object stand.
    fn words(&mut self, claim: &NamedNode, properties: [&str; 3], evidence: &EvidenceRecord) {
        for (property, words) in properties.into_iter().zip([evidence.subject, evidence.predicate, evidence.object]) {
            if let Some([start, end]) = words {
                self.add(claim, property, text(&format!("{start},{end}")));
            }
        }
    }

    /// Describes a sentence, which is named by its place as RFC 5147 has it.
    fn sentence(&mut self, document: &str, evidence: &EvidenceRecord) -> NamedNode {
        let context = self.name(document);
        let id = node(&format!("{}#char={},{}", context.as_str(), evidence.start, evidence.end));
        self.add(&id, "rdf:type", self.name("nif:Sentence"));
        self.add(&id, "nif:beginIndex", Literal::from(evidence.start as u64));
        self.add(&id, "nif:endIndex", Literal::from(evidence.end as u64));
        self.add(&id, "nif:anchorOf", text(&evidence.text));
        self.add(&id, "nif:referenceContext", context);
        id
    }

    fn value(&self, value: &Term) -> RdfTerm {
        match value {
            Term::Text(words) if is_iri(words) => self.name(words).into(),
            Term::Text(words) => text(words).into(),
            Term::Literal { value, datatype } => self.literal(value, datatype).into(),
        }
    }

    fn literal(&self, value: &str, datatype: &str) -> Literal {
        match datatype {
            "xsd:string" => text(value),
            "xsd:integer" => value.parse::<i64>().map_or_else(|_| text(value), Literal::from),
            _ => Literal::new_typed_literal(value, self.name(datatype)),
        }
    }
}

/// The plain triple of a claim is stored only when the document itself, or one of its authors, asserts it.
#[must_use]
pub fn is_plain(claim: &ClaimRecord, document: &DocumentRecord) -> bool {
    let own_voice = claim.source == document.id || document.authors.contains(&claim.source);
    let asserted = claim.polarity == Polarity::Positive && claim.modality == Modality::Asserted;
    own_voice && asserted && claim.predicate != "ent:relatedTo"
}

fn text(words: &str) -> Literal {
    Literal::new_simple_literal(words)
}

fn date_type(date: &str) -> &'static str {
    match date.len() {
        0..=4 => "xsd:gYear",
        5..=7 => "xsd:gYearMonth",
        _ => "xsd:date",
    }
}

/// A decimal in (0, 1] with at most four places, in the one form that stores keep.
fn confidence(value: f64) -> Literal {
    let ten_thousandths = if value.is_finite() { (value * 10_000.0).round().clamp(1.0, 10_000.0) } else { 1.0 };
    let digits = format!("{}", ten_thousandths / 10_000.0);
    Literal::new_typed_literal(digits, oxigraph::model::vocab::xsd::DECIMAL)
}

/// True of a text that names a node.
#[must_use]
pub fn is_iri(words: &str) -> bool {
    (words.starts_with("http://") || words.starts_with("https://")) && NamedNode::new(words).is_ok()
}

/// A node of this IRI; characters that no IRI may hold are percent-encoded, so that this never fails.
fn node(iri: &str) -> NamedNode {
    NamedNode::new(iri).unwrap_or_else(|_| {
        let mut encoded = String::with_capacity(iri.len() + 8);
        for c in iri.chars() {
            if c.is_alphanumeric() || "-._~:/?#@!$&'()*+,;=".contains(c) {
                encoded.push(c);
            } else {
                let mut buffer = [0; 4];
                c.encode_utf8(&mut buffer).bytes().for_each(|byte| encoded.push_str(&format!("%{byte:02X}")));
            }
        }
        NamedNode::new(&encoded)
            .unwrap_or_else(|_| NamedNode::new_unchecked(format!("urn:entente:{}", encoded.replace('#', "%23"))))
    })
}
