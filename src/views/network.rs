//! The shape of a view in words: who is central, what hangs together, which links are bridges, where balance is strained.
use std::cmp::Reverse;
use std::fmt::Write;

use crate::views::analytics::{adjacency, bridges};
use crate::views::balance::Balance;
use crate::views::graph_view::{GraphView, Node, counted};
use crate::views::wrap::shorten;

/// Names in each list.
const SHOWN: usize = 8;

/// A report for `entente stats`, a few lines with a heading each.
#[must_use]
pub fn network(view: &GraphView<'_>) -> String {
    let nodes: Vec<&Node<'_>> = view.graph.node_weights().collect();
    let name = |place: usize| shorten(&nodes[place].thing.label, 40);
    let mut out = String::new();
    let components = nodes.iter().map(|node| node.measures.component + 1).max().unwrap_or(0);
    let _ = writeln!(
        out,
        "{} linked by {}, in {}, {}",
        counted(nodes.len(), "entity", "entities"),
        counted(view.graph.edge_count(), "asserted claim", "asserted claims"),
        counted(components, "part", "parts"),
        counted(nodes.iter().map(|n| n.measures.community + 1).max().unwrap_or(0), "community", "communities"),
    );
    let mut rank = |title: &str, value: &dyn Fn(&Node<'_>) -> f64, digits: usize| {
        let mut order: Vec<usize> = (0..nodes.len()).collect();
        order.sort_by(|a, b| value(nodes[*b]).total_cmp(&value(nodes[*a])).then(a.cmp(b)));
        let best = order.iter().take(SHOWN).filter(|n| value(nodes[**n]) > 0.0);
        let named: Vec<String> = best.map(|n| format!("{} {:.digits$}", name(*n), value(nodes[*n]))).collect();
        let _ = writeln!(out, "{title}: {}", if named.is_empty() { "none".into() } else { named.join(", ") });
    };
    rank("most linked", &|node| node.measures.degree as f64, 0);
    rank("most between", &|node| node.measures.betweenness, 3);
    rank("PageRank", &|node| node.measures.pagerank, 3);
    let links = bridges(&adjacency(&view.graph));
    let mut inner: Vec<(usize, usize)> = links.iter().map(|(a, b)| (a.index(), b.index())).collect();
    // A bridge to a leaf only tells that the leaf has one link.
    inner.retain(|(a, b)| nodes[*a].measures.degree > 1 && nodes[*b].measures.degree > 1);
    inner.sort_by_key(|(a, b)| (Reverse(nodes[*a].measures.degree + nodes[*b].measures.degree), *a, *b));
    let named: Vec<String> = inner.iter().take(SHOWN).map(|(a, b)| format!("{} – {}", name(*a), name(*b))).collect();
    let _ = writeln!(out, "bridges: {} of {} not to a leaf{}", inner.len(), links.len(), listed(&named));
    let balance = Balance::of(&view.graph, view.vocabulary);
    let _ = writeln!(
        out,
        "balance: {}, {} among {} of actors",
        counted(balance.balanced.len(), "balanced triangle", "balanced triangles"),
        counted(balance.strained.len(), "strained one", "strained ones"),
        counted(balance.ties.len(), "signed tie", "signed ties"),
    );
    let triangles = balance.strained.iter().take(SHOWN).map(|t| t.map(name).join(" – "));
    let named: Vec<String> = triangles.collect();
    let _ = writeln!(out, "strained: {}", if named.is_empty() { "none".into() } else { named.join("; ") });
    let caught: Vec<String> =
        balance.caught().iter().take(SHOWN).map(|(node, count)| format!("{} ({count})", name(*node))).collect();
    let _ =
        writeln!(out, "caught between camps: {}", if caught.is_empty() { "none".into() } else { caught.join(", ") });
    out
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!(": {}", names.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::fixture;

    #[test]
    fn the_report_names_the_centre() {
        let records = fixture::records();
        let text = network(&fixture::view(&records, false));
        assert!(text.contains("most linked: Japan 3"), "{text}");
        assert!(text.starts_with("6 entities linked by 8 asserted claims, in 2 parts"), "{text}");
    }
}
