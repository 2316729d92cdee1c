//! What follows from asserted claims: triples of a graph of their own, each with the claims it follows from.
//!
//! Rules: a property implies its broader ones; symmetric and inverse properties hold the other way; transitive ones hold
//! along chains; a node belongs to the broader classes of its class; what the current head of a country does to or with
//! another actor, the country does; what a group with known members does, each member does. The last two hold for
//! properties of events only. Nothing follows from what is denied, pledged, urged, forecast or attributed to others.
use std::collections::{BTreeMap, BTreeSet};

use super::collection::Collection;
use super::provenance::short_hash;
use super::quads::{Quads, is_iri, is_plain};
use super::scheme::Scheme;
use super::vocabulary::Bases;
use crate::claims::record::{ClaimRecord, Term};

/// A triple between nodes, by IRI and CURIE.
pub type Triple = (String, String, String);

/// Triples, and the claims that each follows from.
pub type Inferred = BTreeMap<Triple, BTreeSet<String>>;

/// A chain of more steps than this is cut: the ontology's own chains are shorter.
const ROUNDS: usize = 12;

/// All that follows from the collection and was not asserted.
#[must_use]
pub fn infer(collection: &Collection, scheme: &Scheme) -> Inferred {
    let asserted = asserted(collection);
    let roles = Roles::new(collection, &asserted);
    let mut known = asserted.clone();
    for _ in 0..ROUNDS {
        let mut added = Inferred::new();
        let index = by_subject(&known);
        for (triple, grounds) in &known {
            for follows in roles.step(triple, scheme) {
                add(&known, &mut added, follows.0, grounds.union(&follows.1).cloned().collect());
            }
            if scheme.transitive.contains(&triple.1) {
                for (next, more) in index.get(&(triple.2.as_str(), triple.1.as_str())).into_iter().flatten() {
                    let chained = (triple.0.clone(), triple.1.clone(), (*next).to_owned());
                    add(&known, &mut added, chained, grounds.union(more).cloned().collect());
                }
            }
        }
        if added.is_empty() {
            break;
        }
        known.extend(added);
    }
    known.retain(|triple, _| !asserted.contains_key(triple));
    known
}

/// Keeps the grounds that were found first: they are the shortest.
fn add(known: &Inferred, added: &mut Inferred, triple: Triple, grounds: BTreeSet<String>) {
    if triple.0 != triple.2 && !known.contains_key(&triple) {
        added.entry(triple).or_insert(grounds);
    }
}

type Index<'a> = BTreeMap<(&'a str, &'a str), Vec<(&'a str, &'a BTreeSet<String>)>>;

fn by_subject(known: &Inferred) -> Index<'_> {
    let mut index = Index::new();
    for ((subject, property, object), grounds) in known {
        index.entry((subject, property)).or_default().push((object, grounds));
    }
    index
}

/// What the documents' authors assert, by triple.
fn asserted(collection: &Collection) -> Inferred {
    let mut found = Inferred::new();
    for claim in &collection.claims {
        let plain = collection.document(&claim.doc).is_some_and(|document| is_plain(claim, document));
        if let Some(object) = node(claim).filter(|_| plain) {
            let triple = (claim.subject.clone(), claim.predicate.clone(), object.to_owned());
            found.entry(triple).or_default().insert(claim.id.clone());
        }
    }
    found
}

fn node(claim: &ClaimRecord) -> Option<&str> {
    match &claim.object {
        Term::Text(text) if is_iri(text) => Some(text),
        _ => None,
    }
}

/// Who acts for whom: current heads for their countries, groups for their members.
struct Roles {
    heads: BTreeMap<String, Vec<(String, String)>>,
    members: BTreeMap<String, Vec<String>>,
}

impl Roles {
    fn new(collection: &Collection, asserted: &Inferred) -> Self {
        let mut heads: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        let country = |iri: &str| collection.entity(iri).is_some_and(|e| e.class == "ent:Country");
        for claim in collection.claims.iter().filter(|claim| claim.predicate == "ent:leads") {
            let ended = claim.qualifiers.contains_key("to")
                || claim.qualifiers.get("status") == Some(&Term::Text("former".to_owned()));
            let Some(object) = node(claim).filter(|object| country(object) && !ended) else { continue };
            let triple = (claim.subject.clone(), claim.predicate.clone(), object.to_owned());
            if asserted.contains_key(&triple) {
                heads.entry(claim.subject.clone()).or_default().push((object.to_owned(), claim.id.clone()));
            }
        }
        let groups = collection.entities.iter().filter(|e| e.class == "ent:CountryGroup" && !e.members.is_empty());
        Self { heads, members: groups.map(|e| (e.id.clone(), e.members.clone())).collect() }
    }

    /// What follows from one triple alone, with the further claims it takes.
    fn step(&self, (subject, property, object): &Triple, scheme: &Scheme) -> Vec<(Triple, BTreeSet<String>)> {
        let mut follows = Vec::new();
        let none = BTreeSet::new;
        for broader in scheme.broader.get(property).into_iter().flatten() {
            follows.push(((subject.clone(), broader.clone(), object.clone()), none()));
        }
        if scheme.symmetric.contains(property) {
            follows.push(((object.clone(), property.clone(), subject.clone()), none()));
        }
        for inverse in scheme.inverse.get(property).into_iter().flatten() {
            follows.push(((object.clone(), inverse.clone(), subject.clone()), none()));
        }
        if scheme.events.contains(property) {
            for (country, claim) in self.heads.get(subject).into_iter().flatten() {
                let triple = (country.clone(), property.clone(), object.clone());
                follows.push((triple, BTreeSet::from([claim.clone()])));
            }
            for member in self.members.get(subject).into_iter().flatten() {
                follows.push(((member.clone(), property.clone(), object.clone()), none()));
            }
        }
        follows
    }
}

/// The graph of inferred triples: the triples, a statement for each with its grounds, and the broader classes of nodes.
#[must_use]
pub fn inferred_quads(collection: &Collection, scheme: &Scheme, bases: &Bases) -> Quads {
    let mut quads = Quads::new(bases, &bases.inferred_graph());
    for ((subject, property, object), grounds) in infer(collection, scheme) {
        let (from, to) = (quads.name(&subject), quads.name(&object));
        let statement = quads.instance("inferred", &short_hash(&[&subject, &property, &object]));
        quads.add(&from, &property, to.clone());
        quads.add(&statement, "rdf:type", quads.name("rdf:Statement"));
        quads.add(&statement, "rdf:subject", from);
        quads.add(&statement, "rdf:predicate", quads.name(&property));
        quads.add(&statement, "rdf:object", to);
        for claim in grounds {
            quads.add(&statement, "ent:inferredFrom", quads.name(&claim));
        }
    }
    for entity in &collection.entities {
        let id = quads.name(&entity.id);
        broader_classes(&entity.class, scheme).iter().for_each(|class| quads.add(&id, "rdf:type", quads.name(class)));
    }
    quads
}

fn broader_classes(class: &str, scheme: &Scheme) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![class.to_owned()];
    while let Some(class) = open.pop() {
        for broader in scheme.broader_class.get(&class).into_iter().flatten() {
            if found.insert(broader.clone()) {
                open.push(broader.clone());
            }
        }
    }
    found
}
