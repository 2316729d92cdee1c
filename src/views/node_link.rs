//! Node-link JSON, as NetworkX (`node_link_graph`) and D3 read it.
use petgraph::visit::EdgeRef;
use serde_json::{Value, json};

use crate::views::attributes::{object, of_edge, of_node};
use crate::views::graph_view::GraphView;
use crate::views::json;

/// Writes a view as node-link JSON; the key of an edge is its claim.
#[must_use]
pub fn write(view: &GraphView<'_>) -> String {
    let nodes = view.graph.node_weights().map(|node| Value::Object(object(&[("id", &node.thing.id)], of_node(node))));
    let edges = view.graph.edge_references().map(|edge| {
        let ends = [
            ("source", view.graph[edge.source()].thing.id.as_str()),
            ("target", view.graph[edge.target()].thing.id.as_str()),
            ("key", edge.weight().claim.id.as_str()),
        ];
        Value::Object(object(&ends, of_edge(view, edge.weight())))
    });
    json::lines(&[
        ("directed", json!(true)),
        ("multigraph", json!(true)),
        ("graph", json!({"name": view.title, "account": view.account.sentences().join(" ")})),
        ("nodes", nodes.collect()),
        ("edges", edges.collect()),
    ])
}
