//! A Cypher script that builds the view in Neo4j or Memgraph; running it twice changes nothing.
use std::fmt::Write;

use petgraph::visit::EdgeRef;
use serde_json::Value;

use crate::views::attributes::{Attribute, of_edge, of_node};
use crate::views::graph_view::GraphView;
use crate::views::table::{labels, relationship};

/// Writes a view as Cypher statements, one a line.
#[must_use]
pub fn write(view: &GraphView<'_>) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "// {}", view.title.replace(char::is_control, " "));
    for sentence in view.account.sentences() {
        let _ = writeln!(out, "// {sentence}");
    }
    out.push_str("CREATE CONSTRAINT entity_iri IF NOT EXISTS FOR (n:Entity) REQUIRE n.iri IS UNIQUE;\n");
    for node in view.graph.node_weights() {
        let names: Vec<String> =
            labels(view.vocabulary, &node.thing.class).iter().skip(1).map(|name| format!("n:`{name}`")).collect();
        let _ = writeln!(
            out,
            "MERGE (n:Entity {{iri: {}}}) SET {}, n += {};",
            quoted(&node.thing.id),
            names.join(", "),
            map(of_node(node))
        );
    }
    for edge in view.graph.edge_references() {
        let claim = edge.weight().claim;
        let _ = writeln!(
            out,
            "MATCH (a:Entity {{iri: {}}}) MATCH (b:Entity {{iri: {}}}) MERGE (a)-[r:`{}` {{claim: {}}}]->(b) SET r += {};",
            quoted(&view.graph[edge.source()].thing.id),
            quoted(&view.graph[edge.target()].thing.id),
            relationship(&claim.predicate),
            quoted(&claim.id),
            map(of_edge(view, edge.weight()))
        );
    }
    out
}

fn map(attributes: Vec<Attribute>) -> String {
    let entries = attributes.into_iter().map(|(name, value)| match value {
        Value::String(text) => format!("`{name}`: {}", quoted(&text)),
        other => format!("`{name}`: {other}"),
    });
    format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
}

/// A Cypher string on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter if letter.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::fixture;

    #[test]
    fn every_statement_is_one_line() {
        let records = fixture::records();
        let view = fixture::view(&records, true);
        let script = write(&view);
        let statements = script.lines().filter(|line| !line.starts_with("//"));
        assert!(statements.clone().all(|line| line.ends_with(';')));
        assert_eq!(statements.count(), 1 + view.graph.node_count() + view.graph.edge_count());
    }

    #[test]
    fn strings_cannot_end_early() {
        assert_eq!(quoted("a\"b\\\n\u{7}"), "\"a\\\"b\\\\\\n\\u0007\"");
    }
}
