//! What every file format says of a node and of an edge: one list of typed attributes, in one order.
use serde_json::{Map, Value};

use crate::views::graph_view::{Edge, GraphView, Node, Period, lexical};
use crate::views::material::title;
use crate::views::vocabulary::{local, words};

/// The type of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole number.
    Integer,
    /// Number.
    Number,
    /// True or false.
    Boolean,
}

/// Name, type and value; a value that is not known is left out.
pub type Attribute = (&'static str, Value);

/// Properties that say when something was concluded or took place.
pub const DATES: [&str; 2] = ["ent:concludedOn", "ent:occurredOn"];

/// Attributes of nodes, in their order.
pub const NODE: &[(&str, Kind)] = &[
    ("label", Kind::Text),
    ("class", Kind::Text),
    ("aliases", Kind::Text),
    ("exactMatch", Kind::Text),
    ("iso3166", Kind::Text),
    ("date", Kind::Text),
    ("characterizedAs", Kind::Text),
    ("claims", Kind::Integer),
    ("outClaims", Kind::Integer),
    ("inClaims", Kind::Integer),
    ("degree", Kind::Integer),
    ("betweenness", Kind::Number),
    ("pagerank", Kind::Number),
    ("component", Kind::Integer),
    ("community", Kind::Integer),
    ("strained", Kind::Integer),
];

/// Attributes of edges, in their order.
pub const EDGE: &[(&str, Kind)] = &[
    ("claim", Kind::Text),
    ("label", Kind::Text),
    ("predicate", Kind::Text),
    ("event", Kind::Text),
    ("modality", Kind::Text),
    ("polarity", Kind::Text),
    ("holder", Kind::Text),
    ("holderIri", Kind::Text),
    ("reportedBy", Kind::Text),
    ("document", Kind::Text),
    ("documentIri", Kind::Text),
    ("published", Kind::Text),
    ("date", Kind::Text),
    ("from", Kind::Text),
    ("to", Kind::Text),
    ("role", Kind::Text),
    ("status", Kind::Text),
    ("place", Kind::Text),
    ("amount", Kind::Text),
    ("deadline", Kind::Text),
    ("rank", Kind::Text),
    ("in", Kind::Text),
    ("recipient", Kind::Text),
    ("topic", Kind::Text),
    ("instrument", Kind::Text),
    ("verb", Kind::Text),
    ("sentence", Kind::Text),
    ("rule", Kind::Text),
    ("confidence", Kind::Number),
    ("weight", Kind::Integer),
    ("bridge", Kind::Boolean),
    ("strained", Kind::Integer),
];

/// The attributes of a node.
#[must_use]
pub fn of_node(node: &Node<'_>) -> Vec<Attribute> {
    let thing = &node.thing;
    let dates = values(node, &DATES);
    let found = [
        text("label", &thing.label),
        text("class", local(&thing.class)),
        joined("aliases", thing.aliases.iter().map(String::as_str)),
        joined("exactMatch", thing.exact_match.iter().map(String::as_str)),
        thing.codes.get("iso3166").and_then(|code| text("iso3166", code)),
        dates.first().and_then(|date| text("date", date)),
        joined("characterizedAs", values(node, &["ent:characterizedAs"]).into_iter()),
    ];
    found.into_iter().flatten().chain(node.measures.named()).collect()
}

/// The attributes of an edge.
#[must_use]
pub fn of_edge(view: &GraphView<'_>, edge: &Edge<'_>) -> Vec<Attribute> {
    let claim = edge.claim;
    let document = view.documents.iter().find(|d| d.id == claim.doc);
    let qualifier = |name: &'static str| {
        let term = claim.qualifiers.get(name).map(lexical)?;
        text(name, if term.starts_with("http") { view.catalogue.label(term) } else { term })
    };
    let Period { from, to } = edge.period;
    let found = [
        text("claim", &claim.id),
        text("label", &words(&claim.predicate)),
        text("predicate", local(&claim.predicate)),
        claim.event.as_ref().and_then(|event| text("event", event)),
        text("modality", &word(&claim.modality)),
        text("polarity", &word(&claim.polarity)),
        text("holder", view.catalogue.label(&claim.source)),
        text("holderIri", &claim.source),
        joined("reportedBy", claim.reported_by.iter().map(|iri| view.catalogue.label(iri))),
        document.and_then(|d| text("document", title(d))),
        text("documentIri", &claim.doc),
        document.and_then(|d| d.published.as_ref()).and_then(|date| text("published", date)),
        qualifier("date"),
        from.and_then(|date| text("from", &date.to_string())),
        to.and_then(|date| text("to", &date.to_string())),
        qualifier("role"),
        qualifier("status"),
        qualifier("place"),
        qualifier("amount"),
        qualifier("deadline"),
        qualifier("rank"),
        qualifier("in"),
        qualifier("recipient"),
        qualifier("topic"),
        qualifier("instrument"),
        qualifier("verb"),
        text("sentence", &claim.evidence.text),
        text("rule", &claim.rule),
        Some(("confidence", claim.confidence.into())),
        Some(("weight", edge.sentences.into())),
        Some(("bridge", edge.bridge.into())),
        Some(("strained", edge.strained.into())),
    ];
    found.into_iter().flatten().collect()
}

/// The name of a modality or polarity, as the records write it.
#[must_use]
pub fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A JSON object of attributes, after the ones given first.
#[must_use]
pub fn object(first: &[(&str, &str)], attributes: Vec<Attribute>) -> Map<String, Value> {
    let mut map = Map::new();
    for (name, value) in first {
        map.insert((*name).into(), Value::from(*value));
    }
    for (name, value) in attributes {
        map.entry(name).or_insert(value);
    }
    map
}

/// A value as a table cell or XML text.
#[must_use]
pub fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn text(name: &'static str, value: &str) -> Option<Attribute> {
    (!value.is_empty()).then(|| (name, Value::from(value)))
}

fn joined<'t>(name: &'static str, values: impl Iterator<Item = &'t str>) -> Option<Attribute> {
    text(name, &values.collect::<Vec<_>>().join("; "))
}

fn values<'n>(node: &'n Node<'_>, properties: &[&str]) -> Vec<&'n str> {
    let fitting = node.values.iter().filter(|claim| properties.contains(&claim.predicate.as_str()));
    let mut found: Vec<&str> = fitting.map(|claim| lexical(&claim.object)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::fixture;

    /// Tables and XML declare their columns from the constant lists; an attribute outside them would be lost there.
    #[test]
    fn every_attribute_is_declared_and_in_order() {
        let records = fixture::records();
        let view = fixture::view(&records, true);
        let follows = |found: Vec<Attribute>, declared: &[(&str, Kind)]| {
            let mut rest = declared.iter();
            found.iter().all(|(name, value)| {
                rest.any(|(known, kind)| known == name && (*kind == Kind::Text) == value.is_string())
            })
        };
        assert!(view.graph.node_weights().all(|node| follows(of_node(node), NODE)));
        assert!(view.graph.edge_weights().all(|edge| follows(of_edge(&view, edge), EDGE)));
    }

    #[test]
    fn a_missing_date_is_absent_not_empty() {
        let records = fixture::records();
        let view = fixture::view(&records, true);
        let dated = view.graph.edge_weights().filter(|e| of_edge(&view, e).iter().any(|(name, _)| *name == "from"));
        assert_eq!(dated.count(), 2);
    }
}
