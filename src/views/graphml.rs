//! GraphML, as NetworkX, igraph, Gephi and graphology read it: directed, one edge a claim, typed keys.
use std::fmt::Write;

use petgraph::visit::EdgeRef;

use crate::views::attributes::{self, Attribute, Kind};
use crate::views::graph_view::GraphView;
use crate::views::xml::escape;

/// Writes a view as GraphML. Ids of nodes are IRIs of entities, ids of edges those of claims.
#[must_use]
pub fn write(view: &GraphView<'_>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns \
         http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
    );
    out.push_str("  <key id=\"g_title\" for=\"graph\" attr.name=\"title\" attr.type=\"string\"/>\n");
    out.push_str("  <key id=\"g_account\" for=\"graph\" attr.name=\"account\" attr.type=\"string\"/>\n");
    keys(&mut out, "node", "n_", attributes::NODE);
    keys(&mut out, "edge", "e_", attributes::EDGE);
    out.push_str("  <graph id=\"entente\" edgedefault=\"directed\">\n");
    let _ = writeln!(out, "    <data key=\"g_title\">{}</data>", escape(&view.title));
    let _ = writeln!(out, "    <data key=\"g_account\">{}</data>", escape(&view.account.sentences().join(" ")));
    for node in view.graph.node_weights() {
        let _ = writeln!(out, "    <node id=\"{}\">", escape(&node.thing.id));
        values(&mut out, "n_", attributes::of_node(node));
        out.push_str("    </node>\n");
    }
    for edge in view.graph.edge_references() {
        let _ = writeln!(
            out,
            "    <edge id=\"{}\" source=\"{}\" target=\"{}\">",
            escape(&edge.weight().claim.id),
            escape(&view.graph[edge.source()].thing.id),
            escape(&view.graph[edge.target()].thing.id)
        );
        values(&mut out, "e_", attributes::of_edge(view, edge.weight()));
        out.push_str("    </edge>\n");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

fn keys(out: &mut String, owner: &str, prefix: &str, declared: &[(&str, Kind)]) {
    for (name, kind) in declared {
        let kind = match kind {
            Kind::Text => "string",
            Kind::Integer => "int",
            Kind::Number => "double",
            Kind::Boolean => "boolean",
        };
        let _ =
            writeln!(out, "  <key id=\"{prefix}{name}\" for=\"{owner}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>");
    }
}

fn values(out: &mut String, prefix: &str, values: Vec<Attribute>) {
    for (name, value) in values {
        let _ = writeln!(out, "      <data key=\"{prefix}{name}\">{}</data>", escape(&attributes::plain(&value)));
    }
}
