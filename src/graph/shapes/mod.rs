//! A checker for the part of SHACL Core that `ontology/shapes.ttl` uses, and its nearest neighbours.
//!
//! Targets by class (declared or implicit), node, subject and object; property shapes, also inside one another, whose path
//! is one predicate; `sh:minCount`, `sh:maxCount`, `sh:class`, `sh:datatype`, `sh:nodeKind`, `sh:in`, `sh:pattern`;
//! `sh:deactivated`. After the W3C recommendation of 20 July 2017, whose own tests of this part CI runs
//! (`tests/shacl.rs`). Anything else in a shape is a fault of the file, never silently skipped.
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Quad, Term};

mod constraint;
mod index;

pub use index::{Index, term_key};

use super::vocabulary::Bases;
use constraint::Constraint;
use index::iri;

const SH: &str = "http://www.w3.org/ns/shacl#";
const CLASS: &str = "http://www.w3.org/2000/01/rdf-schema#Class";

/// Shapes that were read.
#[derive(Debug, Clone, Default)]
pub struct Shapes {
    shapes: Vec<TargetedShape>,
}

/// A shape with the nodes that it is about.
#[derive(Debug, Clone)]
struct TargetedShape {
    targets: Vec<Target>,
    shape: Shape,
}

#[derive(Debug, Clone)]
enum Target {
    Class(String),
    Node(Term),
    SubjectsOf(String),
    ObjectsOf(String),
}

/// What is asked of a node, or, with a path, of the values that the path leads to.
#[derive(Debug, Clone, Default)]
struct Shape {
    path: Option<NamedNode>,
    message: Option<String>,
    least: Option<usize>,
    most: Option<usize>,
    constraints: Vec<Constraint>,
    properties: Vec<Shape>,
}

/// A node that breaks a shape.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The node.
    pub node: String,
    /// The property; empty when the node itself is at fault.
    pub path: String,
    /// Local name of the constraint component, `MinCountConstraintComponent`.
    pub component: &'static str,
    /// The value at fault, when it is one value.
    pub value: Option<String>,
    /// What the shape says about it.
    pub message: String,
}

impl Shapes {
    /// Reads shapes in Turtle; `ent:` is moved to the base of the graph.
    ///
    /// # Errors
    /// When the file is no Turtle, or uses a part of SHACL that this checker does not know.
    pub fn parse(turtle: &str, bases: &Bases) -> Result<Self, String> {
        Self::read(&Index::new(&parse_turtle(&bases.renamed(turtle))?))
    }

    /// Reads the shapes of a graph.
    ///
    /// # Errors
    /// When one uses a part of SHACL that this checker does not know.
    pub fn read(index: &Index) -> Result<Self, String> {
        let mut shapes = Vec::new();
        for (id, _) in index.nodes() {
            let targets = targets(index, id);
            if !targets.is_empty() {
                shapes.push(TargetedShape { targets, shape: Shape::read(index, id, 0)? });
            }
        }
        Ok(Self { shapes })
    }

    /// Checks a graph; its ontology belongs to it, for the classes below the ones that shapes name.
    #[must_use]
    pub fn check(&self, index: &Index) -> Vec<Violation> {
        let mut violations = BTreeSet::new();
        for TargetedShape { targets, shape } in &self.shapes {
            let checked = Checked::new(shape, index);
            let nodes = targets.iter().flat_map(|target| target.nodes(index));
            let focus: BTreeMap<String, Term> = nodes.map(|node| (node.to_string(), node)).collect();
            focus.values().for_each(|node| checked.check(node, index, &mut violations));
        }
        violations.into_iter().collect()
    }
}

/// What a shape is about; a shape that is a class is about its members.
fn targets(index: &Index, id: &str) -> Vec<Target> {
    let get = |local: &str| index.values(id, &format!("{SH}{local}"));
    let names = |local: &str| get(local).iter().filter_map(iri).map(str::to_owned);
    let mut targets: Vec<Target> = get("targetClass").iter().map(|class| Target::Class(term_key(class))).collect();
    targets.extend(get("targetNode").iter().cloned().map(Target::Node));
    targets.extend(names("targetSubjectsOf").map(Target::SubjectsOf));
    targets.extend(names("targetObjectsOf").map(Target::ObjectsOf));
    let types = index.values(id, rdf::TYPE.as_str());
    let is = |class: &str| types.iter().filter_map(iri).any(|t| t == class);
    if is(CLASS) && (is(&format!("{SH}NodeShape")) || is(&format!("{SH}PropertyShape"))) {
        targets.push(Target::Class(id.to_owned()));
    }
    targets
}

impl Target {
    fn nodes(&self, index: &Index) -> Vec<Term> {
        let with = |property: &str| {
            let property = property.to_owned();
            index.nodes().filter_map(move |(node, properties)| Some((node, properties.get(&property)?)))
        };
        match self {
            Self::Class(class) => {
                let classes = index.below(class);
                index.nodes().filter(|(node, _)| index.is_a(node, &classes)).map(|(node, _)| term(node)).collect()
            }
            Self::Node(node) => vec![node.clone()],
            Self::SubjectsOf(property) => with(property).map(|(node, _)| term(node)).collect(),
            Self::ObjectsOf(property) => with(property).flat_map(|(_, values)| values.iter().cloned()).collect(),
        }
    }
}

/// The node of a subject's key.
fn term(key: &str) -> Term {
    match key.strip_prefix("_:") {
        Some(label) => oxigraph::model::BlankNode::new_unchecked(label).into(),
        None => NamedNode::new_unchecked(key).into(),
    }
}

/// Shapes inside one another that are followed; a shape that contains itself is cut here.
const DEEPEST: usize = 16;

impl Shape {
    fn read(index: &Index, id: &str, depth: usize) -> Result<Self, String> {
        refuse_unknown(index, id)?;
        if depth > DEEPEST {
            return Err(format!("{id}: shapes inside one another go too deep"));
        }
        if text(index, id, "deactivated") == Some("true") {
            return Ok(Self::default());
        }
        let get = |local: &str| index.values(id, &format!("{SH}{local}"));
        let path = match get("path") {
            [] if depth == 0 => None,
            [Term::NamedNode(path)] => Some(path.clone()),
            _ => return Err(format!("{id}: sh:path must be one property")),
        };
        let number = |local: &str| {
            let number = text(index, id, local).map(str::parse::<usize>).transpose();
            number.map_err(|_| format!("{id}: sh:{local} must be a number"))
        };
        let properties = get("property").iter().map(|property| Self::read(index, &term_key(property), depth + 1));
        Ok(Self {
            path,
            message: text(index, id, "message").map(str::to_owned),
            least: number("minCount")?,
            most: number("maxCount")?,
            constraints: Constraint::read(index, id)?,
            properties: properties.collect::<Result<_, _>>()?,
        })
    }
}

fn refuse_unknown(index: &Index, id: &str) -> Result<(), String> {
    const KNOWN: &[&str] = &[
        "targetClass",
        "targetNode",
        "targetSubjectsOf",
        "targetObjectsOf",
        "property",
        "path",
        "minCount",
        "maxCount",
        "severity",
        "message",
        "name",
        "deactivated",
    ];
    let mut used = index.properties(id).filter_map(|(p, _)| p.strip_prefix(SH));
    let unknown = used.find(|local| !KNOWN.contains(local) && !constraint::NAMES.contains(local));
    unknown.map_or(Ok(()), |local| Err(format!("{id}: sh:{local} is not known to this checker")))
}

/// The text that a shape gives for a parameter.
fn text<'a>(index: &'a Index, id: &str, local: &str) -> Option<&'a str> {
    index.values(id, &format!("{SH}{local}")).first().and_then(|term| match term {
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    })
}

/// A shape with the classes it asks for looked up once.
struct Checked<'a> {
    shape: &'a Shape,
    classes: Vec<BTreeSet<String>>,
    properties: Vec<Checked<'a>>,
}

impl<'a> Checked<'a> {
    fn new(shape: &'a Shape, index: &Index) -> Self {
        Self {
            shape,
            classes: shape.constraints.iter().map(|constraint| constraint.classes(index)).collect(),
            properties: shape.properties.iter().map(|property| Checked::new(property, index)).collect(),
        }
    }

    fn check(&self, node: &Term, index: &Index, violations: &mut BTreeSet<Violation>) {
        let key = term_key(node);
        let values = match &self.shape.path {
            Some(path) => index.values(&key, path.as_str()),
            None => std::slice::from_ref(node),
        };
        let mut report = |component: &'static str, value: Option<&Term>| {
            violations.insert(Violation {
                node: key.clone(),
                path: self.shape.path.as_ref().map(|path| path.as_str().to_owned()).unwrap_or_default(),
                component,
                value: value.map(ToString::to_string),
                message: self.shape.message.clone().unwrap_or_default(),
            });
        };
        if self.shape.least.is_some_and(|least| values.len() < least) {
            report("MinCountConstraintComponent", None);
        }
        if self.shape.most.is_some_and(|most| values.len() > most) {
            report("MaxCountConstraintComponent", None);
        }
        for (constraint, classes) in self.shape.constraints.iter().zip(&self.classes) {
            let wrong = values.iter().filter(|value| !constraint.allows(value, index, classes));
            wrong.for_each(|value| report(constraint.component(), Some(value)));
        }
        for property in &self.properties {
            values.iter().for_each(|value| property.check(value, index, violations));
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
