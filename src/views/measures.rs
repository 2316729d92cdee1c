//! Measures of a view as triples, in a graph of their own: what the shape says of entities, and which claims are bridges.
use oxigraph::model::Literal;
use oxigraph::model::vocab::xsd;

use crate::graph::{Bases, Quads};
use crate::views::graph_view::GraphView;

/// The triples of all nodes and edges of a view.
#[must_use]
pub fn measure_quads(view: &GraphView<'_>, bases: &Bases) -> Quads {
    let mut quads = Quads::new(bases, &bases.measures_graph());
    for node in view.graph.node_weights() {
        let (id, measures) = (quads.name(&node.thing.id), &node.measures);
        for (property, value) in [
            ("ent:claimCount", whole(measures.claims)),
            ("ent:degree", whole(measures.degree)),
            ("ent:betweenness", decimal(measures.betweenness)),
            ("ent:pagerank", decimal(measures.pagerank)),
            ("ent:component", whole(measures.component)),
            ("ent:community", whole(measures.community)),
            ("ent:strainedTriangles", whole(measures.strained)),
        ] {
            quads.add(&id, property, value);
        }
    }
    for edge in view.graph.edge_weights() {
        let id = quads.name(&edge.claim.id);
        quads.add(&id, "ent:bridge", Literal::from(edge.bridge));
        quads.add(&id, "ent:strainedTriangles", whole(edge.strained));
    }
    quads
}

fn whole(count: usize) -> Literal {
    Literal::from(count as u64)
}

/// Measures have six decimals; stores keep `0.5` as it is and would rewrite `0.500000`.
fn decimal(value: f64) -> Literal {
    Literal::new_typed_literal(format!("{value}"), xsd::DECIMAL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::fixture;

    #[test]
    fn every_node_and_claim_of_the_view_is_measured_in_a_graph_of_its_own() {
        let records = fixture::records();
        let view = fixture::view(&records, true);
        let lines = measure_quads(&view, &Bases::default()).to_lines();
        assert_eq!(lines.len(), 7 * view.graph.node_count() + 2 * view.graph.edge_count());
        assert!(lines.iter().all(|line| line.contains("/graph/measures>")));
        let degree = "country/japan> <https://w3id.org/entente/ontology#degree> \"7\"";
        assert!(lines.iter().any(|line| line.contains(degree)), "{lines:#?}");
        assert!(lines.iter().any(|line| line.contains("claim/c14>") && line.contains("#bridge> \"true\"")));
    }
}
