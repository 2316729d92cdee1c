//! A checker for the part of SHACL Core that `ontology/shapes.ttl` uses.
//!
//! `sh:targetClass`, `sh:property`, `sh:path` (one predicate), `sh:minCount`, `sh:maxCount`, `sh:class`, `sh:datatype`,
//! `sh:nodeKind`, `sh:in`, `sh:pattern`, after the W3C recommendation of 20 July 2017. Anything else in a shape is a fault
//! of the file, never silently skipped.
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};
use regex::Regex;

use super::vocabulary::Bases;

const SH: &str = "http://www.w3.org/ns/shacl#";
const SUBCLASS: &str = "http://www.w3.org/2000/01/rdf-schema#subClassOf";

/// Shapes that were read.
#[derive(Debug, Clone, Default)]
pub struct Shapes {
    shapes: Vec<NodeShape>,
}

#[derive(Debug, Clone)]
struct NodeShape {
    classes: Vec<Term>,
    properties: Vec<PropertyShape>,
}

#[derive(Debug, Clone)]
struct PropertyShape {
    path: NamedNode,
    message: Option<String>,
    constraints: Vec<Constraint>,
}

#[derive(Debug, Clone)]
enum Constraint {
    MinCount(usize),
    MaxCount(usize),
    Class(Term),
    Datatype(NamedNode),
    NodeKind(String),
    In(BTreeSet<String>),
    Pattern(Regex),
}

/// A node that breaks a shape.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The node.
    pub node: String,
    /// The property.
    pub path: String,
    /// Local name of the constraint component, `MinCountConstraintComponent`.
    pub component: &'static str,
    /// The value at fault, when it is one value.
    pub value: Option<String>,
    /// What the shape says about it.
    pub message: String,
}

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

    /// A class and all classes below it.
    fn below(&self, class: &str) -> BTreeSet<String> {
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

    fn is_a(&self, node: &str, classes: &BTreeSet<String>) -> bool {
        self.values(node, rdf::TYPE.as_str()).iter().filter_map(iri).any(|class| classes.contains(class))
    }

    fn list(&self, head: &Term) -> Vec<Term> {
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

fn term_key(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    }
}

fn iri(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

impl Shapes {
    /// Reads shapes in Turtle; `ent:` is moved to the base of the graph.
    ///
    /// # Errors
    /// When the file is no Turtle, or uses a part of SHACL that this checker does not know.
    pub fn parse(turtle: &str, bases: &Bases) -> Result<Self, String> {
        Self::read(&Index::new(&parse_turtle(&bases.renamed(turtle))?))
    }

    fn read(index: &Index) -> Result<Self, String> {
        let target = format!("{SH}targetClass");
        let mut shapes = Vec::new();
        for (id, properties) in index.nodes.iter().filter(|(_, properties)| properties.contains_key(&target)) {
            let known = ["targetClass", "property", "severity", "message"];
            refuse_unknown(id, properties, &known)?;
            let declared = index.values(id, &format!("{SH}property"));
            let read: Result<Vec<PropertyShape>, String> =
                declared.iter().map(|property| PropertyShape::read(index, &term_key(property))).collect();
            shapes.push(NodeShape { classes: properties[&target].clone(), properties: read? });
        }
        Ok(Self { shapes })
    }

    /// Checks a graph; its ontology belongs to it, for the classes below the ones that shapes name.
    #[must_use]
    pub fn check(&self, index: &Index) -> Vec<Violation> {
        let mut violations = BTreeSet::new();
        for shape in &self.shapes {
            let classes: BTreeSet<String> =
                shape.classes.iter().flat_map(|class| index.below(&term_key(class))).collect();
            let checked: Vec<Checked> = shape.properties.iter().map(|p| Checked::new(p, index)).collect();
            for node in index.nodes.keys().filter(|node| index.is_a(node, &classes)) {
                checked.iter().for_each(|property| property.check(node, index, &mut violations));
            }
        }
        violations.into_iter().collect()
    }
}

fn refuse_unknown(id: &str, properties: &BTreeMap<String, Vec<Term>>, known: &[&str]) -> Result<(), String> {
    let unknown = properties.keys().filter_map(|p| p.strip_prefix(SH)).find(|local| !known.contains(local));
    unknown.map_or(Ok(()), |local| Err(format!("{id}: sh:{local} is not known to this checker")))
}

impl PropertyShape {
    fn read(index: &Index, id: &str) -> Result<Self, String> {
        let known = [
            "path", "message", "severity", "name", "minCount", "maxCount", "class", "datatype", "nodeKind", "in",
            "pattern",
        ];
        let none = BTreeMap::new();
        let properties = index.nodes.get(id).unwrap_or(&none);
        refuse_unknown(id, properties, &known)?;
        let get = |local: &str| index.values(id, &format!("{SH}{local}"));
        let text = |local: &str| get(local).first().and_then(literal);
        let Some(Term::NamedNode(path)) = get("path").first() else {
            return Err(format!("{id}: sh:path must be one property"));
        };
        let mut constraints = Vec::new();
        for (local, make) in
            [("minCount", Constraint::MinCount as fn(usize) -> Constraint), ("maxCount", Constraint::MaxCount)]
        {
            if let Some(number) = text(local) {
                constraints.push(make(number.parse().map_err(|_| format!("{id}: sh:{local} must be a number"))?));
            }
        }
        constraints.extend(get("class").iter().cloned().map(Constraint::Class));
        constraints.extend(get("datatype").iter().filter_map(|t| match t {
            Term::NamedNode(node) => Some(Constraint::Datatype(node.clone())),
            _ => None,
        }));
        constraints
            .extend(get("nodeKind").iter().filter_map(iri).map(|kind| Constraint::NodeKind(kind.replace(SH, ""))));
        constraints.extend(
            get("in").iter().map(|head| Constraint::In(index.list(head).iter().map(ToString::to_string).collect())),
        );
        if let Some(pattern) = text("pattern") {
            constraints.push(Constraint::Pattern(Regex::new(pattern).map_err(|e| format!("{id}: sh:pattern: {e}"))?));
        }
        Ok(Self { path: path.clone(), message: text("message").map(str::to_owned), constraints })
    }
}

fn literal(term: &Term) -> Option<&str> {
    match term {
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    }
}

/// A property shape with the classes it asks for looked up once.
struct Checked<'a> {
    shape: &'a PropertyShape,
    classes: Vec<BTreeSet<String>>,
}

impl<'a> Checked<'a> {
    fn new(shape: &'a PropertyShape, index: &Index) -> Self {
        let classes = shape.constraints.iter().map(|constraint| match constraint {
            Constraint::Class(class) => index.below(&term_key(class)),
            _ => BTreeSet::new(),
        });
        Self { shape, classes: classes.collect() }
    }

    fn check(&self, node: &str, index: &Index, violations: &mut BTreeSet<Violation>) {
        let values = index.values(node, self.shape.path.as_str());
        let mut report = |component: &'static str, value: Option<&Term>| {
            violations.insert(Violation {
                node: node.to_owned(),
                path: self.shape.path.as_str().to_owned(),
                component,
                value: value.map(ToString::to_string),
                message: self.shape.message.clone().unwrap_or_default(),
            });
        };
        for (constraint, classes) in self.shape.constraints.iter().zip(&self.classes) {
            match constraint {
                Constraint::MinCount(least) if values.len() < *least => report("MinCountConstraintComponent", None),
                Constraint::MaxCount(most) if values.len() > *most => report("MaxCountConstraintComponent", None),
                Constraint::MinCount(_) | Constraint::MaxCount(_) => {}
                one => values
                    .iter()
                    .filter(|value| !one.allows(value, index, classes))
                    .for_each(|value| report(one.component(), Some(value))),
            }
        }
    }
}

impl Constraint {
    fn allows(&self, value: &Term, index: &Index, classes: &BTreeSet<String>) -> bool {
        match self {
            Self::MinCount(_) | Self::MaxCount(_) => true,
            Self::Class(_) => !matches!(value, Term::Literal(_)) && index.is_a(&term_key(value), classes),
            Self::Datatype(datatype) => {
                matches!(value, Term::Literal(literal) if literal.datatype() == datatype.as_ref())
            }
            Self::NodeKind(kind) => match value {
                Term::NamedNode(_) => kind.contains("IRI"),
                Term::BlankNode(_) => kind.contains("BlankNode"),
                Term::Literal(_) => kind.contains("Literal"),
                Term::Triple(_) => false,
            },
            Self::In(allowed) => allowed.contains(&value.to_string()),
            Self::Pattern(pattern) => match value {
                Term::NamedNode(node) => pattern.is_match(node.as_str()),
                Term::Literal(literal) => pattern.is_match(literal.value()),
                Term::BlankNode(_) | Term::Triple(_) => false,
            },
        }
    }

    fn component(&self) -> &'static str {
        match self {
            Self::MinCount(_) => "MinCountConstraintComponent",
            Self::MaxCount(_) => "MaxCountConstraintComponent",
            Self::Class(_) => "ClassConstraintComponent",
            Self::Datatype(_) => "DatatypeConstraintComponent",
            Self::NodeKind(_) => "NodeKindConstraintComponent",
            Self::In(_) => "InConstraintComponent",
            Self::Pattern(_) => "PatternConstraintComponent",
        }
    }
}

/// The triples of Turtle as quads of the default graph.
///
/// # Errors
/// When it is no Turtle.
pub fn parse_turtle(turtle: &str) -> Result<Vec<Quad>, String> {
    let parser = RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle.as_bytes());
    parser.map(|quad| quad.map_err(|e| e.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPES: &str = r#"
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://x/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:S a sh:NodeShape ; sh:targetClass :Thing ; sh:property
  [ sh:path :name ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ; sh:pattern "^[A-Z]" ],
  [ sh:path :kind ; sh:in ( "a" "b" ) ], [ sh:path :part ; sh:class :Thing ; sh:nodeKind sh:IRI ] ."#;

    fn components(data: &str) -> Vec<&'static str> {
        let head = "@prefix : <http://x/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . :Sub rdfs:subClassOf :Thing .";
        let index = Index::new(&parse_turtle(&format!("{head} {data}")).unwrap());
        Shapes::parse(SHAPES, &Bases::default()).unwrap().check(&index).iter().map(|v| v.component).collect()
    }

    #[test]
    fn a_sound_node_passes_and_every_constraint_bites() {
        assert!(components(r#":n a :Sub ; :name "N" ; :kind "a" ; :part :n ."#).is_empty());
        assert_eq!(components(":n a :Sub ."), ["MinCountConstraintComponent"]);
        assert_eq!(components(r#":n a :Sub ; :name "N", "M" ."#), ["MaxCountConstraintComponent"]);
        assert_eq!(components(r#":n a :Thing ; :name "n" ."#), ["PatternConstraintComponent"]);
        assert_eq!(
            components(r#":n a :Thing ; :name 5 ."#),
            ["DatatypeConstraintComponent", "PatternConstraintComponent"]
        );
        assert_eq!(components(r#":n a :Thing ; :name "N" ; :kind "c" ."#), ["InConstraintComponent"]);
        assert_eq!(components(r#":n a :Thing ; :name "N" ; :part :m ."#), ["ClassConstraintComponent"]);
        let literal = components(r#":n a :Thing ; :name "N" ; :part "m" ."#);
        assert_eq!(literal, ["ClassConstraintComponent", "NodeKindConstraintComponent"]);
    }

    #[test]
    fn what_the_checker_does_not_know_is_a_fault() {
        let unknown = SHAPES.replace("sh:maxCount 1", "sh:uniqueLang true");
        assert!(Shapes::parse(&unknown, &Bases::default()).unwrap_err().contains("uniqueLang"));
    }
}
