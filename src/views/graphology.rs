//! graphology's serialized form, for graphology and sigma.
use petgraph::visit::EdgeRef;
use serde_json::{Value, json};

use crate::views::attributes::{object, of_edge, of_node};
use crate::views::graph_view::GraphView;
use crate::views::json;

/// Writes a view for `graphology`'s `Graph.from`.
#[must_use]
pub fn write(view: &GraphView<'_>) -> String {
    let nodes = view.graph.node_weights().map(|node| {
        let mut attributes = object(&[], of_node(node));
        attributes.insert("color".into(), node.family.colours().1.into());
        json!({"key": node.thing.id, "attributes": attributes})
    });
    let edges = view.graph.edge_references().map(|edge| {
        json!({
            "key": edge.weight().claim.id,
            "source": view.graph[edge.source()].thing.id,
            "target": view.graph[edge.target()].thing.id,
            "attributes": Value::Object(object(&[], of_edge(view, edge.weight()))),
        })
    });
    json::lines(&[
        ("attributes", json!({"name": view.title, "account": view.account.sentences().join(" ")})),
        ("options", json!({"type": "directed", "multi": true, "allowSelfLoops": true})),
        ("nodes", nodes.collect()),
        ("edges", edges.collect()),
    ])
}
