//! Signed balance of the cooperation–conflict graph among actors: which triangles are strained, who is caught between camps.
//!
//! After Cartwright and Harary (1956): a triangle is balanced when the product of its signs is positive.
use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::DiGraph;
use petgraph::visit::EdgeRef;

use crate::claims::record::{Modality, Polarity};
use crate::views::graph_view::{Edge, Node};
use crate::views::vocabulary::Vocabulary;

/// The balance of a view.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Balance {
    /// Pairs of actors (lower index first) with the number of friendly less that of hostile claims; never 0.
    pub ties: BTreeMap<(usize, usize), i64>,
    /// Triangles of ties, indices ascending, whose product of signs is positive.
    pub balanced: Vec<[usize; 3]>,
    /// Those whose product is negative.
    pub strained: Vec<[usize; 3]>,
}

impl Balance {
    /// Weighs the asserted, positive claims between actors.
    #[must_use]
    pub fn of(graph: &DiGraph<Node<'_>, Edge<'_>>, vocabulary: Vocabulary<'_>) -> Self {
        let mut ties: BTreeMap<(usize, usize), i64> = BTreeMap::new();
        for edge in graph.edge_references() {
            let claim = edge.weight().claim;
            let (a, b) = (edge.source(), edge.target());
            let among_actors = a != b && [a, b].iter().all(|n| vocabulary.is_a(&graph[*n].thing.class, "ent:Actor"));
            if among_actors && claim.polarity == Polarity::Positive && claim.modality == Modality::Asserted {
                *ties.entry((a.index().min(b.index()), a.index().max(b.index()))).or_default() +=
                    vocabulary.sign(&claim.predicate);
            }
        }
        ties.retain(|_, sum| *sum != 0);
        let (balanced, strained) = triangles(&ties).into_iter().partition(|t| product(&ties, t) > 0);
        Self { ties, balanced, strained }
    }

    /// Actors friendly with two that are hostile to one another, and in how many triangles; the most caught first.
    #[must_use]
    pub fn caught(&self) -> Vec<(usize, usize)> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for triangle in &self.strained {
            let hostile = pairs(triangle).into_iter().filter(|pair| self.ties[pair] < 0).collect::<Vec<_>>();
            if let [(a, b)] = hostile[..]
                && let Some(between) = triangle.iter().find(|node| **node != a && **node != b)
            {
                *counts.entry(*between).or_default() += 1;
            }
        }
        let mut order: Vec<(usize, usize)> = counts.into_iter().collect();
        order.sort_by_key(|(node, count)| (std::cmp::Reverse(*count), *node));
        order
    }

    /// Pairs of actors (lower index first) with the number of strained triangles that they are a side of.
    #[must_use]
    pub fn strained_ties(&self) -> BTreeMap<(usize, usize), usize> {
        let mut counts = BTreeMap::new();
        for pair in self.strained.iter().flat_map(pairs) {
            *counts.entry(pair).or_default() += 1;
        }
        counts
    }

    /// For each of `count` nodes, the number of strained triangles it is in.
    #[must_use]
    pub fn strain(&self, count: usize) -> Vec<usize> {
        let mut strain = vec![0; count];
        for node in self.strained.iter().flatten() {
            strain[*node] += 1;
        }
        strain
    }
}

fn triangles(ties: &BTreeMap<(usize, usize), i64>) -> Vec<[usize; 3]> {
    let mut above: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (a, b) in ties.keys() {
        above.entry(*a).or_default().insert(*b);
    }
    let mut found = Vec::new();
    for (a, b) in ties.keys() {
        let (Some(of_a), Some(of_b)) = (above.get(a), above.get(b)) else { continue };
        found.extend(of_a.intersection(of_b).map(|c| [*a, *b, *c]));
    }
    found
}

fn pairs(t: &[usize; 3]) -> [(usize, usize); 3] {
    [(t[0], t[1]), (t[0], t[2]), (t[1], t[2])]
}

fn product(ties: &BTreeMap<(usize, usize), i64>, triangle: &[usize; 3]) -> i64 {
    pairs(triangle).iter().map(|pair| ties[pair].signum()).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn balance(ties: &[(usize, usize, i64)]) -> Balance {
        let ties: BTreeMap<(usize, usize), i64> = ties.iter().map(|(a, b, s)| ((*a, *b), *s)).collect();
        let (balanced, strained) = triangles(&ties).into_iter().partition(|t| product(&ties, t) > 0);
        Balance { ties, balanced, strained }
    }

    #[test]
    fn a_common_foe_is_balanced_and_a_divided_friendship_is_not() {
        assert_eq!(balance(&[(0, 1, 2), (0, 2, -1), (1, 2, -3)]).balanced, [[0, 1, 2]]);
        let divided = balance(&[(0, 1, 2), (0, 2, 1), (1, 2, -3)]);
        assert_eq!((divided.strained.len(), divided.caught()), (1, vec![(0, 1)]));
        assert_eq!(divided.strain(3), [1, 1, 1]);
        assert_eq!(divided.strained_ties(), BTreeMap::from([((0, 1), 1), ((0, 2), 1), ((1, 2), 1)]));
    }
}
