//! Cytoscape JSON, for cytoscape.js and Cytoscape Desktop; NetworkX reads it too, because of `value`, `name` and `key`.
use petgraph::visit::EdgeRef;
use serde_json::{Value, json};

use crate::views::attributes::{object, of_edge, of_node};
use crate::views::graph_view::GraphView;

/// Writes a view as Cytoscape JSON.
#[must_use]
pub fn write(view: &GraphView<'_>) -> String {
    let nodes: Vec<String> = view
        .graph
        .node_weights()
        .map(|node| {
            let id = node.thing.id.as_str();
            let first = [("id", id), ("value", id), ("name", node.thing.label.as_str())];
            json!({"data": Value::Object(object(&first, of_node(node)))}).to_string()
        })
        .collect();
    let edges: Vec<String> = view
        .graph
        .edge_references()
        .map(|edge| {
            let id = edge.weight().claim.id.as_str();
            let first = [
                ("id", id),
                ("source", view.graph[edge.source()].thing.id.as_str()),
                ("target", view.graph[edge.target()].thing.id.as_str()),
                ("key", id),
            ];
            json!({"data": Value::Object(object(&first, of_edge(view, edge.weight())))}).to_string()
        })
        .collect();
    let about = json!({"name": view.title, "account": view.account.sentences().join(" ")});
    format!(
        "{{\n\"data\": {about},\n\"directed\": true,\n\"multigraph\": true,\n\"elements\": {{\n\"nodes\": [\n{}\n],\n\"edges\": [\n{}\n]}}\n}}\n",
        nodes.join(",\n"),
        edges.join(",\n")
    )
}
