//! JSON Graph Format, version 2 (<https://jsongraphformat.info>).
use petgraph::visit::EdgeRef;
use serde_json::{Map, Value, json};

use crate::views::attributes::{object, of_edge, of_node};
use crate::views::graph_view::GraphView;
use crate::views::json;
use crate::views::vocabulary::{local, words};

/// Writes a view as JSON Graph Format.
#[must_use]
pub fn write(view: &GraphView<'_>) -> String {
    let nodes = view.graph.node_weights().map(|node| {
        let about = json!({"label": node.thing.label, "metadata": object(&[], of_node(node))});
        (node.thing.id.clone(), about)
    });
    let edges = view.graph.edge_references().map(|edge| {
        let claim = edge.weight().claim;
        json!({
            "id": claim.id,
            "source": view.graph[edge.source()].thing.id,
            "target": view.graph[edge.target()].thing.id,
            "relation": local(&claim.predicate),
            "directed": true,
            "label": words(&claim.predicate),
            "metadata": Value::Object(object(&[], of_edge(view, edge.weight()))),
        })
    });
    let graph = json!({
        "directed": true,
        "type": "entente",
        "label": view.title,
        "metadata": {"account": view.account.sentences().join(" ")},
        "nodes": nodes.collect::<Map<String, Value>>(),
        "edges": edges.collect::<Vec<Value>>(),
    });
    json::lines(&[("graph", graph)])
}
