//! What the shape of a view says: degree, betweenness, PageRank, components, communities, bridges.
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use serde_json::Value;

use crate::views::balance::Balance;
use crate::views::graph_view::{Edge, Node};
use crate::views::vocabulary::Vocabulary;

/// Measures of one node, on the simple undirected graph under the view unless said otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Measures {
    /// Number of claims, in either direction.
    pub claims: usize,
    /// Claims made about it as subject.
    pub out_claims: usize,
    /// Claims made about it as object.
    pub in_claims: usize,
    /// Number of other entities it is linked to.
    pub degree: usize,
    /// Share of shortest paths between others that run through it, 0–1.
    pub betweenness: f64,
    /// PageRank of the directed multigraph, damping 0.85; all sum to 1.
    pub pagerank: f64,
    /// Number of its connected component, 0 the largest.
    pub component: usize,
    /// Number of its community, 0 the largest.
    pub community: usize,
    /// Number of strained triangles of the cooperation–conflict graph it is in.
    pub strained: usize,
}

impl Measures {
    /// Names and values, in the order of every file format.
    #[must_use]
    pub fn named(&self) -> [(&'static str, Value); 9] {
        [
            ("claims", self.claims.into()),
            ("outClaims", self.out_claims.into()),
            ("inClaims", self.in_claims.into()),
            ("degree", self.degree.into()),
            ("betweenness", self.betweenness.into()),
            ("pagerank", self.pagerank.into()),
            ("component", self.component.into()),
            ("community", self.community.into()),
            ("strained", self.strained.into()),
        ]
    }
}

/// Fills the measures of every node and edge.
pub fn measure(graph: &mut DiGraph<Node<'_>, Edge<'_>>, vocabulary: Vocabulary<'_>) {
    let around = adjacency(graph);
    let between = betweenness(&around);
    let ranks = pagerank(graph);
    let components = components(&around);
    let communities = communities(&around);
    let balance = Balance::of(graph, vocabulary);
    let strain = balance.strain(graph.node_count());
    measure_edges(graph, &bridges(&around), &balance);
    for node in graph.node_indices() {
        let place = node.index();
        let out_claims = graph.edges(node).count();
        let in_claims = graph.edges_directed(node, petgraph::Direction::Incoming).count();
        graph[node].measures = Measures {
            claims: out_claims + in_claims,
            out_claims,
            in_claims,
            degree: around[place].len(),
            betweenness: between[place],
            pagerank: ranks[place],
            component: components[place],
            community: communities[place],
            strained: strain[place],
        };
    }
}

fn measure_edges(
    graph: &mut DiGraph<Node<'_>, Edge<'_>>,
    bridges: &BTreeSet<(NodeIndex, NodeIndex)>,
    balance: &Balance,
) {
    let strained = balance.strained_ties();
    for edge in graph.edge_indices() {
        let Some((a, b)) = graph.edge_endpoints(edge) else { continue };
        let pair = (a.min(b), a.max(b));
        graph[edge].bridge = bridges.contains(&pair);
        graph[edge].strained = strained.get(&(pair.0.index(), pair.1.index())).copied().unwrap_or(0);
    }
}

/// Neighbours by index, with the number of claims between, self-loops dropped.
pub type Adjacency = Vec<BTreeMap<usize, usize>>;

/// The simple undirected graph under a view.
#[must_use]
pub fn adjacency(graph: &DiGraph<Node<'_>, Edge<'_>>) -> Adjacency {
    let mut around: Adjacency = vec![BTreeMap::new(); graph.node_count()];
    for edge in graph.edge_references() {
        let (a, b) = (edge.source().index(), edge.target().index());
        if a != b {
            *around[a].entry(b).or_default() += 1;
            *around[b].entry(a).or_default() += 1;
        }
    }
    around
}

/// Start nodes of betweenness; larger graphs are estimated from so many, evenly spread (Brandes and Pich 2007).
const STARTS: usize = 2_000;

/// Brandes (2001), normalised by the number of pairs.
fn betweenness(around: &Adjacency) -> Vec<f64> {
    let count = around.len();
    let mut score = vec![0.0; count];
    let stride = count.div_ceil(STARTS).max(1);
    let starts = count.div_ceil(stride);
    for start in (0..count).step_by(stride) {
        let (mut paths, mut steps) = (vec![0.0_f64; count], vec![usize::MAX; count]);
        let (mut order, mut queue) = (Vec::new(), VecDeque::from([start]));
        (paths[start], steps[start]) = (1.0, 0);
        while let Some(here) = queue.pop_front() {
            order.push(here);
            for &next in around[here].keys() {
                if steps[next] == usize::MAX {
                    steps[next] = steps[here] + 1;
                    queue.push_back(next);
                }
                if steps[next] == steps[here] + 1 {
                    paths[next] += paths[here];
                }
            }
        }
        let mut share = vec![0.0; count];
        for &here in order.iter().rev() {
            for &next in around[here].keys().filter(|next| steps[**next] == steps[here].wrapping_add(1)) {
                share[here] += paths[here] / paths[next] * (1.0 + share[next]);
            }
            if here != start {
                score[here] += share[here];
            }
        }
    }
    let pairs = if count > 2 { ((count - 1) * (count - 2)) as f64 } else { 1.0 };
    let scale = count as f64 / starts.max(1) as f64 / pairs;
    score.iter().map(|s| rounded(s * scale)).collect()
}

/// Power iteration until the change is below 1e-10, at most 200 rounds.
fn pagerank(graph: &DiGraph<Node<'_>, Edge<'_>>) -> Vec<f64> {
    let count = graph.node_count();
    if count == 0 {
        return Vec::new();
    }
    let fanout: Vec<usize> = graph.node_indices().map(|n| graph.edges(n).count()).collect();
    let mut rank = vec![1.0 / count as f64; count];
    for _ in 0..200 {
        let sunk: f64 = (0..count).filter(|n| fanout[*n] == 0).map(|n| rank[n]).sum();
        let mut next = vec![(0.15 + 0.85 * sunk) / count as f64; count];
        for edge in graph.edge_references() {
            let (a, b) = (edge.source().index(), edge.target().index());
            next[b] += 0.85 * rank[a] / fanout[a] as f64;
        }
        let change: f64 = rank.iter().zip(&next).map(|(a, b)| (a - b).abs()).sum();
        rank = next;
        if change < 1e-10 {
            break;
        }
    }
    rank.into_iter().map(rounded).collect()
}

/// Six decimals: enough to rank, too few for the order of additions to show.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

fn components(around: &Adjacency) -> Vec<usize> {
    let mut label = vec![usize::MAX; around.len()];
    for start in 0..around.len() {
        if label[start] != usize::MAX {
            continue;
        }
        let mut open = vec![start];
        while let Some(here) = open.pop() {
            if label[here] == usize::MAX {
                label[here] = start;
                open.extend(around[here].keys());
            }
        }
    }
    by_size(&label)
}

/// Louvain's first phase, repeated on the same nodes until no move raises modularity (at most 50 rounds).
fn communities(around: &Adjacency) -> Vec<usize> {
    let weight: Vec<f64> = around.iter().map(|n| n.values().sum::<usize>() as f64).collect();
    let total: f64 = weight.iter().sum::<f64>().max(1.0);
    let mut home: Vec<usize> = (0..around.len()).collect();
    let mut held = weight.clone();
    for _ in 0..50 {
        let mut moved = false;
        for node in 0..around.len() {
            let mut links: BTreeMap<usize, f64> = BTreeMap::from([(home[node], 0.0)]);
            for (next, claims) in &around[node] {
                *links.entry(home[*next]).or_default() += *claims as f64;
            }
            held[home[node]] -= weight[node];
            let gain = |c: usize, inside: f64| inside - held[c] * weight[node] / total;
            let mut best = (home[node], gain(home[node], links[&home[node]]));
            for (candidate, inside) in links {
                let value = gain(candidate, inside);
                if value > best.1 + 1e-9 {
                    best = (candidate, value);
                }
            }
            held[best.0] += weight[node];
            moved |= best.0 != home[node];
            home[node] = best.0;
        }
        if !moved {
            break;
        }
    }
    by_size(&home)
}

/// Renumbers groups: 0 the largest, equals by their first member.
fn by_size(label: &[usize]) -> Vec<usize> {
    let mut members: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (place, group) in label.iter().enumerate() {
        members.entry(*group).or_insert((0, place)).0 += 1;
    }
    let mut order: Vec<(usize, usize, usize)> = members.iter().map(|(g, (size, first))| (*size, *first, *g)).collect();
    order.sort_by_key(|(size, first, _)| (std::cmp::Reverse(*size), *first));
    let numbers: BTreeMap<usize, usize> = order.iter().enumerate().map(|(number, (_, _, g))| (*g, number)).collect();
    label.iter().map(|group| numbers[group]).collect()
}

/// Pairs of nodes whose link, if cut, would split their component (Tarjan), lower index first.
#[must_use]
pub fn bridges(around: &Adjacency) -> BTreeSet<(NodeIndex, NodeIndex)> {
    let mut found = BTreeSet::new();
    let (mut seen, mut low) = (vec![0_usize; around.len()], vec![0_usize; around.len()]);
    let mut clock = 0;
    for root in 0..around.len() {
        if seen[root] > 0 {
            continue;
        }
        let mut stack: Vec<(usize, usize, Vec<usize>)> = Vec::new();
        clock += 1;
        (seen[root], low[root]) = (clock, clock);
        stack.push((root, usize::MAX, around[root].keys().copied().collect()));
        while let Some((here, parent, mut open)) = stack.pop() {
            let Some(next) = open.pop() else {
                if parent != usize::MAX {
                    low[parent] = low[parent].min(low[here]);
                    if low[here] > seen[parent] {
                        found.insert((NodeIndex::new(here.min(parent)), NodeIndex::new(here.max(parent))));
                    }
                }
                continue;
            };
            stack.push((here, parent, open));
            if next == parent {
                continue;
            }
            if seen[next] > 0 {
                low[here] = low[here].min(seen[next]);
            } else {
                clock += 1;
                (seen[next], low[next]) = (clock, clock);
                stack.push((next, here, around[next].keys().copied().collect()));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undirected(count: usize, pairs: &[(usize, usize)]) -> Adjacency {
        let mut around: Adjacency = vec![BTreeMap::new(); count];
        for (a, b) in pairs {
            around[*a].insert(*b, 1);
            around[*b].insert(*a, 1);
        }
        around
    }

    #[test]
    fn the_middle_of_a_chain_lies_between_all_others() {
        let chain = undirected(3, &[(0, 1), (1, 2)]);
        assert_eq!(betweenness(&chain), [0.0, 1.0, 0.0]);
    }

    #[test]
    fn two_triangles_joined_by_a_link_are_two_communities_and_one_bridge() {
        let two = undirected(6, &[(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5), (3, 5)]);
        assert_eq!(communities(&two), [0, 0, 0, 1, 1, 1]);
        assert_eq!(components(&two), [0; 6]);
        assert_eq!(bridges(&two), BTreeSet::from([(NodeIndex::new(2), NodeIndex::new(3))]));
    }

    #[test]
    fn components_are_numbered_by_size() {
        assert_eq!(components(&undirected(4, &[(1, 2), (2, 3)])), [1, 0, 0, 0]);
    }
}
