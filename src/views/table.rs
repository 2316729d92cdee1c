//! Tables: edges and nodes as CSV for spreadsheets, pandas and Gephi, and the headers that Neo4j's importer wants.
use petgraph::visit::EdgeRef;

use crate::views::attributes::{self, Attribute, Kind};
use crate::views::error::ViewError;
use crate::views::graph_view::GraphView;
use crate::views::vocabulary::{Vocabulary, local};

/// Edges, one row a claim.
///
/// # Errors
/// Never in practice: writing to memory.
pub fn edges(view: &GraphView<'_>) -> Result<Vec<u8>, ViewError> {
    let head = ["Source", "Target", "Type", "Id", "Subject", "Object"].map(str::to_owned);
    let columns = attributes::EDGE.iter().map(|(name, _)| title_case(name));
    let rows = view.graph.edge_references().map(|edge| {
        let (from, to) = (&view.graph[edge.source()].thing, &view.graph[edge.target()].thing);
        let first = [&from.id, &to.id, "Directed", &edge.weight().claim.id, &from.label, &to.label].map(str::to_owned);
        row(first, attributes::EDGE, attributes::of_edge(view, edge.weight()))
    });
    csv("CSV", head.into_iter().chain(columns).collect(), rows)
}

/// Nodes, one row an entity.
///
/// # Errors
/// Never in practice: writing to memory.
pub fn nodes(view: &GraphView<'_>) -> Result<Vec<u8>, ViewError> {
    let columns = attributes::NODE.iter().map(|(name, _)| title_case(name));
    let rows =
        view.graph.node_weights().map(|node| row([node.thing.id.clone()], attributes::NODE, attributes::of_node(node)));
    csv("CSV", ["Id".to_owned()].into_iter().chain(columns).collect(), rows)
}

/// Relationships for `neo4j-admin database import`.
///
/// # Errors
/// Never in practice: writing to memory.
pub fn neo4j_relationships(view: &GraphView<'_>) -> Result<Vec<u8>, ViewError> {
    let head = [":START_ID", ":END_ID", ":TYPE"].map(str::to_owned);
    let rows = view.graph.edge_references().map(|edge| {
        let (from, to) = (&view.graph[edge.source()].thing, &view.graph[edge.target()].thing);
        let first = [from.id.clone(), to.id.clone(), relationship(&edge.weight().claim.predicate)];
        row(first, attributes::EDGE, attributes::of_edge(view, edge.weight()))
    });
    csv("Neo4j CSV", head.into_iter().chain(typed(attributes::EDGE)).collect(), rows)
}

/// Nodes for `neo4j-admin database import`.
///
/// # Errors
/// Never in practice: writing to memory.
pub fn neo4j_nodes(view: &GraphView<'_>) -> Result<Vec<u8>, ViewError> {
    let head = ["iri:ID", ":LABEL"].map(str::to_owned);
    let rows = view.graph.node_weights().map(|node| {
        let first = [node.thing.id.clone(), labels(view.vocabulary, &node.thing.class).join(";")];
        row(first, attributes::NODE, attributes::of_node(node))
    });
    csv("Neo4j CSV", head.into_iter().chain(typed(attributes::NODE)).collect(), rows)
}

/// Neo4j's labels of a class: `Entity`, every broader class, the class.
#[must_use]
pub fn labels<'c>(vocabulary: Vocabulary<'c>, class: &'c str) -> Vec<&'c str> {
    ["Entity"].into_iter().chain(vocabulary.lineage(class)).collect()
}

/// Neo4j's name of a relationship: `CONSULTS_WITH`.
#[must_use]
pub fn relationship(predicate: &str) -> String {
    let mut name = String::new();
    for letter in local(predicate).chars() {
        if letter.is_uppercase() {
            name.push('_');
        }
        name.extend(letter.to_uppercase());
    }
    name
}

fn typed(declared: &'static [(&str, Kind)]) -> impl Iterator<Item = String> {
    declared.iter().map(|(name, kind)| match kind {
        Kind::Text => (*name).to_owned(),
        Kind::Integer => format!("{name}:int"),
        Kind::Number => format!("{name}:double"),
        Kind::Boolean => format!("{name}:boolean"),
    })
}

fn row<const N: usize>(first: [String; N], declared: &[(&str, Kind)], values: Vec<Attribute>) -> Vec<String> {
    let cell = |name: &str| {
        let found = values.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| attributes::plain(value)).unwrap_or_default()
    };
    first.into_iter().chain(declared.iter().map(|(name, _)| cell(name))).collect()
}

fn title_case(name: &str) -> String {
    format!("{}{}", name[..1].to_uppercase(), &name[1..])
}

fn csv(format: &'static str, head: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, ViewError> {
    let failed = |message: String| ViewError::Encoding { format, message };
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&head).map_err(|e| failed(e.to_string()))?;
    for row in rows {
        writer.write_record(&row).map_err(|e| failed(e.to_string()))?;
    }
    writer.into_inner().map_err(|e| failed(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::fixture;

    #[test]
    fn names_for_neo4j() {
        assert_eq!(relationship("ent:mobilizesAgainst"), "MOBILIZES_AGAINST");
        let vocabulary = fixture::vocabulary();
        assert_eq!(labels(vocabulary, "ent:Treaty"), ["Entity", "Agreement", "Arrangement", "Treaty"]);
        assert_eq!(labels(vocabulary, "ent:Place"), ["Entity", "Place"]);
    }

    #[test]
    fn awkward_cells_come_back_whole() {
        let records = fixture::records();
        let view = fixture::view(&records, true);
        let bytes = nodes(&view).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let labels: Vec<String> = reader.records().map(|row| row.unwrap()[1].to_owned()).collect();
        assert!(labels.contains(&"Traité <d'État> & \"paix\",\nannexe ; ünïcode 日本\t|#".to_owned()));
        assert_eq!(labels.len(), view.graph.node_count());
    }
}
