//! The ontology as the pipeline uses it: classes and properties as small numbers, with what each property may link.
use std::collections::BTreeMap;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};

use super::source::{LoadError, Source};

/// Namespace of the vocabulary, `ent:`.
pub const NAMESPACE: &str = "https://w3id.org/entente/ontology#";
const FILE: &str = "entente.ttl";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const OWL: &str = "http://www.w3.org/2002/07/owl#";
const NOTATION: &str = "http://www.w3.org/2004/02/skos/core#notation";

/// A class of the ontology.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub u8);

/// A property of the ontology.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PropertyId(pub u8);

/// A set of classes that is closed downwards: it holds every subclass of its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClassSet(u128);

impl ClassSet {
    /// Every class.
    pub const ANY: Self = Self(u128::MAX);

    /// True when the class is in the set.
    #[must_use]
    pub fn contains(self, class: ClassId) -> bool {
        self.0 >> class.0 & 1 == 1
    }

    /// Both sets.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both have.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The first without the second.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// A property and what it may link.
#[derive(Debug, Clone)]
pub struct Property {
    /// Local name, `supports`.
    pub name: String,
    /// Classes of the subject.
    pub domain: ClassSet,
    /// Classes of the object; empty when the object is a literal.
    pub range: ClassSet,
    /// True when the object is a date or a text.
    pub literal: bool,
    /// True when it holds both ways.
    pub symmetric: bool,
    /// PLOVER category.
    pub event: Option<String>,
    /// Theme under which it is filed, `Cooperation`; none for what describes claims rather than the world.
    pub theme: Option<String>,
    /// What it says of the bond between its two ends: `membership`, `containment`, `friendly`, `hostile`.
    pub bond: Option<String>,
    /// Broader properties, nearest first.
    pub broader: Vec<PropertyId>,
}

/// Classes and properties of `ontology/entente.ttl`.
#[derive(Debug, Clone)]
pub struct Ontology {
    classes: Vec<String>,
    below: Vec<ClassSet>,
    properties: Vec<Property>,
    class_index: BTreeMap<String, ClassId>,
    property_index: BTreeMap<String, PropertyId>,
}

type Triples = Vec<(String, String, Object)>;
enum Object {
    Iri(String),
    Text(String),
}

impl Ontology {
    /// Reads the ontology.
    ///
    /// # Errors
    /// When the file is missing, is not Turtle, or names a class that it does not define.
    pub fn load(source: &Source) -> Result<Self, LoadError> {
        let triples = parse(&source.read(FILE)?)?;
        let parents = parents_of_classes(&triples);
        let classes: Vec<String> = parents.keys().cloned().collect();
        if classes.len() > 128 {
            return Err(LoadError::file(FILE, "has more than 128 classes", "merge some"));
        }
        let class_index: BTreeMap<_, _> = classes.iter().cloned().zip((0..).map(ClassId)).collect();
        let below = classes.iter().map(|c| descendants(c, &classes, &parents)).collect();
        let mut ontology =
            Self { classes, below, properties: Vec::new(), class_index, property_index: BTreeMap::new() };
        ontology.add_properties(&triples)?;
        Ok(ontology)
    }

    fn add_properties(&mut self, triples: &Triples) -> Result<(), LoadError> {
        let mut facts: BTreeMap<&str, Vec<(&str, &Object)>> = BTreeMap::new();
        for (s, p, o) in triples {
            if let Some(name) = s.strip_prefix(NAMESPACE) {
                facts.entry(name).or_default().push((p, o));
            }
        }
        let is_property = |facts: &[(&str, &Object)]| {
            let kinds = ["ObjectProperty", "DatatypeProperty"];
            facts.iter().any(|(p, o)| {
                *p == RDF_TYPE && matches!(o, Object::Iri(i) if i.strip_prefix(OWL).is_some_and(|k| kinds.contains(&k)))
            })
        };
        facts.retain(|_, f| is_property(f));
        self.property_index = facts.keys().map(|n| (*n).to_owned()).zip((0..).map(PropertyId)).collect();
        for (name, facts) in facts {
            let property = self.property_from(name, &facts)?;
            self.properties.push(property);
        }
        Ok(())
    }

    fn property_from(&self, name: &str, facts: &[(&str, &Object)]) -> Result<Property, LoadError> {
        let mut property = Property {
            name: name.to_owned(),
            domain: ClassSet::default(),
            range: ClassSet::default(),
            literal: false,
            symmetric: false,
            event: None,
            theme: None,
            bond: None,
            broader: Vec::new(),
        };
        for (p, o) in facts {
            match (p.strip_prefix(NAMESPACE).or_else(|| p.strip_prefix(RDFS)).unwrap_or(p), o) {
                ("domainIncludes", Object::Iri(c)) => property.domain = property.domain.or(self.named_set(name, c)?),
                ("rangeIncludes", Object::Iri(c)) if c.starts_with("http://www.w3.org/2001/XMLSchema#") => {
                    property.literal = true;
                }
                ("rangeIncludes", Object::Iri(c)) => property.range = property.range.or(self.named_set(name, c)?),
                ("subPropertyOf", Object::Iri(b)) => {
                    property.broader.extend(b.strip_prefix(NAMESPACE).and_then(|b| self.property_index.get(b)));
                }
                ("inTheme", Object::Iri(theme)) => {
                    let name = theme.strip_prefix(NAMESPACE).unwrap_or(theme);
                    property.theme = Some(name.strip_suffix("Theme").unwrap_or(name).to_owned());
                }
                ("bond", Object::Text(bond)) => property.bond = Some(bond.clone()),
                (p, Object::Text(text)) if p == NOTATION => property.event = Some(text.clone()),
                (p, Object::Iri(kind)) if p == RDF_TYPE => {
                    property.symmetric |= kind.strip_prefix(OWL) == Some("SymmetricProperty");
                }
                _ => {}
            }
        }
        Ok(property)
    }

    fn named_set(&self, property: &str, iri: &str) -> Result<ClassSet, LoadError> {
        if iri.starts_with(OWL) || iri.starts_with(RDFS) {
            return Ok(ClassSet::ANY);
        }
        match iri.strip_prefix(NAMESPACE) {
            Some(name) => self.class(name).map(|c| self.below(c)).ok_or_else(|| {
                LoadError::file(
                    FILE,
                    &format!("{property} names the unknown class {name}"),
                    "define it or correct the name",
                )
            }),
            None => Ok(ClassSet::default()),
        }
    }

    /// The class with this local name.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<ClassId> {
        self.class_index.get(name).copied()
    }

    /// Local name of a class.
    #[must_use]
    pub fn class_name(&self, class: ClassId) -> &str {
        &self.classes[class.0 as usize]
    }

    /// Local names of all classes, sorted.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// The class and everything below it.
    #[must_use]
    pub fn below(&self, class: ClassId) -> ClassSet {
        self.below[class.0 as usize]
    }

    /// The classes named and everything below them; unknown names are left out.
    #[must_use]
    pub fn set(&self, names: &[&str]) -> ClassSet {
        names.iter().filter_map(|n| self.class(n)).fold(ClassSet::default(), |set, c| set.or(self.below(c)))
    }

    /// True when every `class` is a `broader`.
    #[must_use]
    pub fn is_a(&self, class: ClassId, broader: ClassId) -> bool {
        self.below(broader).contains(class)
    }

    /// Every class above a class, itself left out, sorted by name.
    #[must_use]
    pub fn above(&self, class: ClassId) -> Vec<&str> {
        let all = self.classes.iter().zip((0..).map(ClassId));
        all.filter(|(_, broader)| *broader != class && self.is_a(class, *broader))
            .map(|(name, _)| name.as_str())
            .collect()
    }

    /// The property with this local name.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<PropertyId> {
        self.property_index.get(name).copied()
    }

    /// What is known of a property.
    #[must_use]
    pub fn describe(&self, property: PropertyId) -> &Property {
        &self.properties[property.0 as usize]
    }

    /// All properties, sorted by name; [`PropertyId`] is the index.
    #[must_use]
    pub fn properties(&self) -> &[Property] {
        &self.properties
    }
}

fn parse(text: &str) -> Result<Triples, LoadError> {
    let mut triples = Vec::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes()) {
        let quad = quad.map_err(|e| {
            let (line, column) =
                e.location().map_or((0, 0), |r| (r.start.line as usize + 1, r.start.column as usize + 1));
            LoadError::at(FILE, line, column, &e.to_string(), "correct the Turtle")
        })?;
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else { continue };
        let object = match quad.object {
            Term::NamedNode(node) => Object::Iri(node.into_string()),
            Term::Literal(literal) => Object::Text(literal.value().to_owned()),
            _ => continue,
        };
        triples.push((subject.into_string(), quad.predicate.into_string(), object));
    }
    Ok(triples)
}

fn parents_of_classes(triples: &Triples) -> BTreeMap<String, Vec<String>> {
    let mut parents: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (s, p, o) in triples {
        let (Some(name), Object::Iri(iri)) = (s.strip_prefix(NAMESPACE), o) else { continue };
        if p == RDF_TYPE && (iri.strip_prefix(OWL) == Some("Class") || iri.strip_prefix(RDFS) == Some("Class")) {
            parents.entry(name.to_owned()).or_default();
        }
        if p.strip_prefix(RDFS) == Some("subClassOf")
            && let Some(parent) = iri.strip_prefix(NAMESPACE)
        {
            parents.entry(name.to_owned()).or_default().push(parent.to_owned());
        }
    }
    parents
}

fn descendants(class: &str, classes: &[String], parents: &BTreeMap<String, Vec<String>>) -> ClassSet {
    let reaches = |start: &String| {
        let (mut open, mut seen) = (vec![start], Vec::new());
        while let Some(at) = open.pop() {
            if at == class {
                return true;
            }
            if !seen.contains(&at) {
                seen.push(at);
                open.extend(parents.get(at).into_iter().flatten());
            }
        }
        false
    };
    ClassSet(classes.iter().enumerate().filter(|(_, c)| reaches(c)).fold(0, |set, (i, _)| set | 1 << i))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ontology() -> Ontology {
        Ontology::load(&Source::Embedded).unwrap()
    }

    #[test]
    fn classes_know_what_is_below_them() {
        let o = ontology();
        let [treaty, arrangement, actor, country] =
            ["Treaty", "Arrangement", "Actor", "Country"].map(|c| o.class(c).unwrap());
        assert!(o.is_a(treaty, arrangement) && o.is_a(country, actor) && !o.is_a(arrangement, treaty));
        assert_eq!(o.above(treaty), ["Agreement", "Arrangement"]);
    }

    #[test]
    fn properties_know_what_they_link() {
        let o = ontology();
        let leads = o.describe(o.property("leads").unwrap());
        assert!(
            leads.domain.contains(o.class("Person").unwrap()) && !leads.domain.contains(o.class("Country").unwrap())
        );
        assert!(leads.range.contains(o.class("GovernmentBody").unwrap()));
        assert_eq!(leads.broader, [o.property("holdsOfficeIn").unwrap()]);
        assert!(o.describe(o.property("concludedOn").unwrap()).literal);
        assert!(o.describe(o.property("alliedWith").unwrap()).symmetric);
        let supports = o.describe(o.property("supports").unwrap());
        assert_eq!(supports.event.as_deref(), Some("SUPPORT"));
        assert_eq!((supports.theme.as_deref(), supports.bond.as_deref()), (Some("Cooperation"), Some("friendly")));
    }

    #[test]
    fn a_broken_ontology_is_named_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "@prefix ent: <https://w3id.org/entente/ontology#> .\nent:A a ;\n")
            .unwrap();
        let fault = Ontology::load(&Source::Folder(folder.path().into())).unwrap_err();
        assert_eq!((fault.file.as_str(), fault.line), (FILE, 2));
    }
}
