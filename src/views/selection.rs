//! The choice of a part of the graph: around one entity, between two, one subject matter, the best linked.
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};

use crate::claims::record::ClaimRecord;
use crate::views::error::ViewError;
use crate::views::graph_view::node_of;
use crate::views::material::Catalogue;
use crate::views::options::{Answer, Selection, Theme};
use crate::views::vocabulary::Vocabulary;

/// What was chosen.
pub struct Choice<'e, 'a> {
    /// Claims to draw as edges, in the order given.
    pub edges: Vec<&'a ClaimRecord>,
    /// IRIs of the nodes: ends of edges, and whatever was asked for by name.
    pub nodes: BTreeSet<&'e str>,
    /// Claims outside the part.
    pub unselected: usize,
    /// Claims inside the part, but not between the best linked.
    pub beyond_top: usize,
    /// Links between entities that a query made and no claim states.
    pub unsaid: usize,
}

type Neighbours<'e> = BTreeMap<&'e str, BTreeSet<&'e str>>;

/// Chooses among claims whose objects are nodes.
///
/// # Errors
/// When a named entity is unknown or ambiguous, or when no path connects the two asked for.
pub fn choose<'e, 'a: 'e>(
    edges: &[&'a ClaimRecord],
    catalogue: &'e Catalogue,
    vocabulary: Vocabulary<'_>,
    selection: &Selection,
    top: Option<usize>,
) -> Result<Choice<'e, 'a>, ViewError> {
    let mut asked: BTreeSet<&'e str> = BTreeSet::new();
    let inside: Vec<&'a ClaimRecord> = match selection {
        Selection::Whole => edges.to_vec(),
        Selection::Ego { entity, hops } => {
            let centre = catalogue.find(entity)?.id.as_str();
            asked.insert(centre);
            let near = within(&neighbours(edges), centre, *hops);
            keep(edges, |claim| near.contains(claim.subject.as_str()) && near.contains(object(claim)))
        }
        Selection::Path { from, to } => {
            let (from, to) = (catalogue.find(from)?, catalogue.find(to)?);
            asked.extend([from.id.as_str(), to.id.as_str()]);
            let steps = between(edges, &from.id, &to.id);
            if steps.is_empty() && from.id != to.id {
                return Err(ViewError::Unconnected { from: from.label.clone(), to: to.label.clone() });
            }
            keep(edges, |claim| steps.contains(&pair(&claim.subject, object(claim))))
        }
        Selection::Theme(theme) => keep(edges, |claim| belongs(claim, *theme, catalogue, vocabulary)),
        Selection::Answer(answer) => keep(edges, |claim| {
            answer.claims.contains(&claim.id)
                || (answer.entities.contains(&claim.subject) && answer.entities.contains(object(claim)))
                || answer.links.contains(&link(claim))
        }),
    };
    let unselected = edges.len() - inside.len();
    let chosen = match top {
        Some(limit) => best_linked(&inside, limit, &asked),
        None => inside.clone(),
    };
    let mut nodes = asked;
    nodes.extend(chosen.iter().flat_map(|claim| [claim.subject.as_str(), object(claim)]));
    let unsaid = match selection {
        Selection::Answer(answer) => unsaid(answer, &inside, catalogue),
        _ => 0,
    };
    Ok(Choice { unselected, beyond_top: inside.len() - chosen.len(), unsaid, edges: chosen, nodes })
}

fn link(claim: &ClaimRecord) -> (String, String, String) {
    (claim.subject.clone(), claim.predicate.clone(), object(claim).to_owned())
}

/// Links between entities that are in an answer and that none of the claims states.
fn unsaid(answer: &Answer, said: &[&ClaimRecord], catalogue: &Catalogue) -> usize {
    let said: BTreeSet<_> = said.iter().map(|claim| link(claim)).collect();
    let known = |iri: &str| catalogue.get(iri).is_some();
    answer.links.iter().filter(|link| known(&link.0) && known(&link.2) && !said.contains(*link)).count()
}

fn object(claim: &ClaimRecord) -> &str {
    node_of(&claim.object).unwrap_or_default()
}

fn keep<'a>(edges: &[&'a ClaimRecord], wanted: impl Fn(&ClaimRecord) -> bool) -> Vec<&'a ClaimRecord> {
    edges.iter().copied().filter(|claim| wanted(claim)).collect()
}

fn pair<'e>(a: &'e str, b: &'e str) -> (&'e str, &'e str) {
    if a <= b { (a, b) } else { (b, a) }
}

fn neighbours<'e>(edges: &[&'e ClaimRecord]) -> Neighbours<'e> {
    let mut found: Neighbours<'e> = BTreeMap::new();
    for claim in edges {
        found.entry(&claim.subject).or_default().insert(object(claim));
        found.entry(object(claim)).or_default().insert(&claim.subject);
    }
    found
}

fn within<'e>(neighbours: &Neighbours<'e>, centre: &'e str, hops: usize) -> BTreeSet<&'e str> {
    distances(neighbours, centre).into_iter().filter(|(_, steps)| *steps <= hops).map(|(id, _)| id).collect()
}

fn distances<'e>(neighbours: &Neighbours<'e>, start: &'e str) -> BTreeMap<&'e str, usize> {
    let mut reached = BTreeMap::from([(start, 0)]);
    let mut queue = VecDeque::from([start]);
    while let Some(here) = queue.pop_front() {
        let steps = reached[here] + 1;
        for next in neighbours.get(here).into_iter().flatten() {
            if !reached.contains_key(next) {
                reached.insert(next, steps);
                queue.push_back(next);
            }
        }
    }
    reached
}

/// Pairs of neighbours on any shortest path, and on the path whose steps have most claims.
fn between<'e>(edges: &[&'e ClaimRecord], from: &'e str, to: &'e str) -> BTreeSet<(&'e str, &'e str)> {
    let around = neighbours(edges);
    let (ahead, behind) = (distances(&around, from), distances(&around, to));
    let Some(length) = ahead.get(to) else { return BTreeSet::new() };
    let mut steps = most_evidenced(edges, &around, from, to);
    for claim in edges {
        let (a, b) = (claim.subject.as_str(), object(claim));
        for (near, far) in [(a, b), (b, a)] {
            if let (Some(start), Some(rest)) = (ahead.get(near), behind.get(far))
                && a != b
                && start + 1 + rest == *length
            {
                steps.insert(pair(a, b));
            }
        }
    }
    steps
}

/// Dijkstra, where a step between two entities with `n` sentences costs `1000 / n` plus 1.
fn most_evidenced<'e>(
    edges: &[&'e ClaimRecord],
    around: &Neighbours<'e>,
    from: &'e str,
    to: &'e str,
) -> BTreeSet<(&'e str, &'e str)> {
    let mut sentences: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for claim in edges {
        *sentences.entry(pair(&claim.subject, object(claim))).or_default() += 1 + claim.also_at.len() as u64;
    }
    let mut best: BTreeMap<&str, (u64, &str)> = BTreeMap::from([(from, (0, from))]);
    let mut open = BinaryHeap::from([Reverse((0, from))]);
    while let Some(Reverse((cost, here))) = open.pop() {
        if here == to {
            break;
        }
        for next in around.get(here).into_iter().flatten() {
            let total = cost + 1 + 1000 / sentences.get(&pair(here, next)).copied().unwrap_or(1);
            if best.get(next).is_none_or(|(known, _)| total < *known) {
                best.insert(next, (total, here));
                open.push(Reverse((total, next)));
            }
        }
    }
    let mut steps = BTreeSet::new();
    let mut here = to;
    while here != from {
        let Some((_, previous)) = best.get(here) else { break };
        steps.insert(pair(here, previous));
        here = previous;
    }
    steps
}

fn belongs(claim: &ClaimRecord, theme: Theme, catalogue: &Catalogue, vocabulary: Vocabulary<'_>) -> bool {
    let property = claim.predicate.as_str();
    let class = |id: &str| catalogue.get(id).map_or("", |thing| thing.class.as_str());
    let (subject, object) = (class(&claim.subject), class(object(claim)));
    let either = |broader: &str| vocabulary.is_a(subject, broader) || vocabulary.is_a(object, broader);
    let formal = vocabulary.bond(property) == "membership";
    match theme {
        Theme::Agreements => {
            either("ent:Agreement") && either("ent:Actor") && vocabulary.bond(property) != "containment"
                || formal && vocabulary.theme(property) == "Arrangement"
        }
        Theme::Threats => {
            let hostile = ["THREATEN", "ASSAULT", "MOBILIZE", "COERCE", "FIGHT"];
            either("ent:Threat") || hostile.contains(&vocabulary.event(property))
        }
        // What a person wrote, studied or works at tells nothing of leading.
        Theme::Leaders => {
            let private = ["ent:authorOf", "ent:educatedAt", "ent:affiliatedWith"];
            either("ent:Person") && !private.contains(&property)
        }
        Theme::Alliances => {
            ["ent:alliedWith", "ent:partnersWith", "ent:protects"].contains(&property)
                || either("ent:Partnership")
                || formal && vocabulary.is_a(object, "ent:Organization")
        }
    }
}

/// Claims among the `limit` entities with most linked others; entities that would stand alone make room for the next.
fn best_linked<'a>(edges: &[&'a ClaimRecord], limit: usize, asked: &BTreeSet<&str>) -> Vec<&'a ClaimRecord> {
    let around = neighbours(edges);
    if around.len() <= limit {
        return edges.to_vec();
    }
    let mut claims: BTreeMap<&str, usize> = BTreeMap::new();
    for claim in edges {
        *claims.entry(claim.subject.as_str()).or_default() += 1;
        *claims.entry(object(claim)).or_default() += 1;
    }
    let mut order: Vec<&str> = around.keys().copied().collect();
    order.sort_by_key(|id| (!asked.contains(id), Reverse(around[id].len()), Reverse(claims[id]), *id));
    let mut chosen: BTreeSet<&str> = order.iter().copied().take(limit).collect();
    let mut rest = order.iter().copied().skip(limit);
    loop {
        let alone: Vec<&str> = chosen
            .iter()
            .copied()
            .filter(|id| !asked.contains(id) && around[id].iter().all(|n| n == id || !chosen.contains(n)))
            .collect();
        if alone.is_empty() {
            break;
        }
        for id in alone {
            chosen.remove(id);
            chosen.extend(rest.by_ref().find(|next| around[next].iter().any(|n| n != next && chosen.contains(n))));
        }
    }
    keep(edges, |claim| chosen.contains(claim.subject.as_str()) && chosen.contains(object(claim)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::fixture;
    use crate::views::graph_view::GraphView;
    use crate::views::options::{Filter, ViewOptions};

    fn labels(selection: Selection, top: Option<usize>) -> Vec<String> {
        let records = fixture::records();
        let filter = Filter { all: true, ..Filter::default() };
        let options = ViewOptions { selection, filter, top, title: None };
        let view = GraphView::new(records.material(), &options, None).unwrap();
        view.graph.node_weights().map(|node| node.thing.label.clone()).collect()
    }

    #[test]
    fn the_neighbourhood_grows_with_hops() {
        let near = |hops| labels(Selection::Ego { entity: "joint drills".into(), hops }, None).len();
        assert_eq!((near(1), near(2), near(3)), (2, 5, 9));
    }

    #[test]
    fn a_path_holds_its_ends_and_what_lies_between() {
        let path = Selection::Path { from: "joint drills".into(), to: "rules-based order".into() };
        assert_eq!(labels(path, None), ["Japan", "South Korea", "joint drills", "rules-based order"]);
    }

    #[test]
    fn the_best_linked_come_first_and_none_stands_alone() {
        assert_eq!(labels(Selection::Whole, Some(2)), ["Japan", "South Korea"]);
        assert_eq!(labels(Selection::Whole, Some(4)).len(), 4);
    }

    #[test]
    fn an_answer_shows_its_claims_its_links_and_what_lies_between_its_entities() {
        let iri = |key: &str| format!("https://w3id.org/entente/id/{key}");
        let answer = |claims: &[&str], entities: &[&str], links: &[[&str; 3]]| {
            let links = links.iter().map(|[s, p, o]| (iri(s), (*p).to_owned(), iri(o))).collect();
            let set = |keys: &[&str]| keys.iter().map(|key| iri(key)).collect();
            Selection::Answer(Answer { claims: set(claims), entities: set(entities), links })
        };
        assert_eq!(labels(answer(&["claim/c09"], &[], &[]), None), ["South Korea", "joint drills"]);
        let two = ["country/north", "country/korea"];
        assert_eq!(labels(answer(&[], &two, &[]), None), ["South Korea", "North Korea"]);
        let link = ["person/mori", "ent:leads", "country/japan"];
        assert_eq!(labels(answer(&[], &[], &[link]), None), ["Japan", "Hana \"Quill\" Mori"]);
        let records = fixture::records();
        let made = ["country/japan", "ent:trusts", "country/korea"];
        let options = ViewOptions { selection: answer(&[], &[], &[link, made]), ..ViewOptions::default() };
        let account = GraphView::new(records.material(), &options, None).unwrap().account;
        assert_eq!((account.edges_shown, account.unsaid), (1, 1));
    }

    #[test]
    fn unconnected_ends_are_an_error() {
        let records = fixture::records();
        let selection = Selection::Path { from: "Nowhere".into(), to: "Japan".into() };
        let error = GraphView::new(records.material(), &ViewOptions { selection, ..Default::default() }, None);
        assert!(matches!(error, Err(ViewError::Unconnected { .. })));
    }
}
