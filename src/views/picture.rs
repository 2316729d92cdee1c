//! A view as it is drawn: wrapped labels, parallel claims folded into one line, words for title, notes and legend.
use std::collections::{BTreeMap, BTreeSet};

use petgraph::visit::EdgeRef;

use crate::claims::record::ClaimRecord;
use crate::views::analytics::Measures;
use crate::views::attributes::DATES;
use crate::views::filter::FALLBACK;
use crate::views::graph_view::{Edge, GraphView, Node, counted, lexical};
use crate::views::material::title;
use crate::views::stroke::Stroke;
use crate::views::vocabulary::{Family, words};
use crate::views::wrap::{shorten, wrap};

/// What DOT, SVG, PNG and Mermaid draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Title.
    pub title: String,
    /// Where it comes from, under the title.
    pub source: String,
    /// What is shown and what is left out.
    pub notes: Vec<String>,
    /// Boxes.
    pub nodes: Vec<Shape>,
    /// Lines.
    pub edges: Vec<Line>,
}

/// A node as drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// IRI.
    pub id: String,
    /// Label, wrapped.
    pub lines: Vec<String>,
    /// A line in small print: the date of an agreement or event.
    pub detail: Option<String>,
    /// Form and colour.
    pub family: Family,
    /// Among the best linked: larger and bold.
    pub hub: bool,
    /// What the shape of the graph says of it.
    pub measures: Measures,
    /// What a pointer shows.
    pub tooltip: String,
}

/// One or more claims as drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// IRIs of the claims, sorted.
    pub claims: Vec<String>,
    /// Index of the subject's shape.
    pub from: usize,
    /// Index of the object's shape.
    pub to: usize,
    /// Kind of statement.
    pub stroke: Stroke,
    /// Holds both ways.
    pub both: bool,
    /// True when nothing else connects what lies at its two ends.
    pub bridge: bool,
    /// Number of strained triangles that its ends are a side of.
    pub strained: usize,
    /// Words on the line; empty when the legend explains it.
    pub lines: Vec<String>,
    /// What a pointer shows: claims with their sentences.
    pub tooltip: String,
}

/// Lines of words on one line of the drawing.
const WORDS: usize = 3;

impl Picture {
    /// Draws up a view.
    #[must_use]
    pub fn new(view: &GraphView<'_>) -> Self {
        let threshold = hub_threshold(view);
        let nodes = view.graph.node_weights().map(|node| shape(node, threshold)).collect();
        let mut folds: BTreeMap<(usize, usize, Stroke, bool), Vec<&Edge<'_>>> = BTreeMap::new();
        for edge in view.graph.edge_references() {
            let claim = edge.weight().claim;
            let stroke = Stroke::of(view.vocabulary.tone(&claim.predicate), claim.modality, claim.polarity);
            let both = view.vocabulary.symmetric(&claim.predicate);
            let (mut from, mut to) = (edge.source().index(), edge.target().index());
            if both && from > to {
                (from, to) = (to, from);
            }
            folds.entry((from, to, stroke, both)).or_default().push(edge.weight());
        }
        let edges = folds.into_iter().map(|((from, to, stroke, both), edges)| Line {
            claims: claim_ids(&edges),
            from,
            to,
            stroke,
            both,
            bridge: edges.iter().any(|edge| edge.bridge),
            strained: edges.iter().map(|edge| edge.strained).max().unwrap_or(0),
            lines: if stroke.has_words() { relation_words(&edges) } else { Vec::new() },
            tooltip: tooltip(view, &edges),
        });
        let mut picture =
            Self { title: view.title.clone(), source: source(view), notes: Vec::new(), edges: edges.collect(), nodes };
        picture.notes = picture.signs().into_iter().chain(view.account.sentences()).collect();
        picture
    }

    /// What the legend's samples do not show, as far as it occurs: bold boxes, dates, counts, double heads.
    fn signs(&self) -> Option<String> {
        let counted = |edge: &Line| edge.lines.iter().any(|words| words.contains('×'));
        let both_signs = |edge: &Line| {
            let rest = edge.lines.iter().filter_map(|words| words.strip_prefix('✗'));
            rest.into_iter().any(|words| !words.starts_with(' '))
        };
        let found = [
            (self.nodes.iter().any(|node| node.hub), "bold boxes are the best linked"),
            (
                self.nodes.iter().any(|node| node.detail.is_some()),
                "a date in a box: when concluded or when it took place",
            ),
            (self.edges.iter().any(counted), "×2: two claims say so"),
            (self.edges.iter().any(both_signs), "✗!, ✗?, …: should not, may not, …"),
            (self.edges.iter().any(|edge| edge.both), "two heads: it holds both ways"),
        ];
        let said: Vec<&str> = found.iter().filter(|(occurs, _)| *occurs).map(|(_, words)| *words).collect();
        (!said.is_empty()).then(|| format!("Signs: {}.", said.join("; ")))
    }

    /// Families that occur, in the order of the legend.
    #[must_use]
    pub fn families(&self) -> Vec<Family> {
        let present: BTreeSet<Family> = self.nodes.iter().map(|node| node.family).collect();
        Family::ALL.into_iter().filter(|family| present.contains(family)).collect()
    }

    /// Strokes that occur, in the order of the legend.
    #[must_use]
    pub fn strokes(&self) -> Vec<Stroke> {
        let present: BTreeSet<Stroke> = self.edges.iter().map(|edge| edge.stroke).collect();
        Stroke::ALL.into_iter().filter(|stroke| present.contains(stroke)).collect()
    }
}

/// The degree from which a node counts as a hub: that of the best linked tenth, at least 4.
fn hub_threshold(view: &GraphView<'_>) -> usize {
    let mut degrees: Vec<usize> = view.graph.node_weights().map(|node| node.measures.degree).collect();
    degrees.sort_unstable_by(|a, b| b.cmp(a));
    degrees.get(degrees.len() / 10).copied().unwrap_or(0).max(4)
}

fn shape(node: &Node<'_>, threshold: usize) -> Shape {
    let label = &node.thing.label;
    Shape {
        id: node.thing.id.clone(),
        lines: wrap(label, 4),
        detail: date_of(node),
        family: node.family,
        hub: node.measures.degree >= threshold,
        measures: node.measures,
        tooltip: format!(
            "{} ({}): {}",
            shorten(label, 200),
            words(&node.thing.class),
            counted(node.measures.claims, "claim", "claims")
        ),
    }
}

/// The date an agreement was concluded or an event occurred, as its earliest claim has it.
fn date_of(node: &Node<'_>) -> Option<String> {
    let dates = node.values.iter().filter(|claim| DATES.contains(&claim.predicate.as_str()));
    dates.map(|claim| lexical(&claim.object).to_owned()).min()
}

fn claim_ids(edges: &[&Edge<'_>]) -> Vec<String> {
    let sorted: BTreeSet<&str> = edges.iter().map(|edge| edge.claim.id.as_str()).collect();
    sorted.into_iter().map(str::to_owned).collect()
}

/// Properties in words, the most frequent first; a folded line tells how many claims it stands for.
fn relation_words(edges: &[&Edge<'_>]) -> Vec<String> {
    // Names that differ only in case ("President", "president") are one.
    let mut counts: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for edge in edges {
        let name = Stroke::signs(edge.claim.modality, edge.claim.polarity) + &relation(edge.claim);
        counts.entry(name.to_lowercase()).or_insert((name, 0)).1 += 1;
    }
    let mut order: Vec<(String, usize)> = counts.into_values().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let shown = if order.len() > WORDS { WORDS - 1 } else { WORDS };
    let more = order.len().saturating_sub(shown);
    let mut lines: Vec<String> = order
        .into_iter()
        .take(shown)
        .map(|(name, count)| {
            let times = if count > 1 { format!(" ×{count}") } else { String::new() };
            format!("{name}{times}")
        })
        .collect();
    if more > 0 {
        lines.push(format!("+{more} more"));
    }
    lines
}

fn relation(claim: &ClaimRecord) -> String {
    match (claim.predicate.as_str(), claim.qualifiers.get("role"), claim.qualifiers.get("verb")) {
        ("ent:leads" | "ent:holdsOfficeIn", Some(role), _) => shorten(lexical(role), 22),
        (FALLBACK, _, Some(verb)) => shorten(lexical(verb), 22),
        _ => words(&claim.predicate),
    }
}

/// At most five claims, each with its sentence.
fn tooltip(view: &GraphView<'_>, edges: &[&Edge<'_>]) -> String {
    let told = edges.iter().take(5).map(|edge| {
        let claim = edge.claim;
        let (subject, object) = (view.catalogue.label(&claim.subject), view.catalogue.label(lexical(&claim.object)));
        let sentence = shorten(&claim.evidence.text, 240);
        format!("{subject} {} {object}: “{sentence}”", words(&claim.predicate))
    });
    let mut text: Vec<String> = told.collect();
    if edges.len() > 5 {
        text.push(format!("and {} more", edges.len() - 5));
    }
    text.join("\n")
}

/// Documents and their dates, and what the filter lets through.
fn source(view: &GraphView<'_>) -> String {
    [vec![documents(view)], view.choice.clone()].concat().join(" · ")
}

fn documents(view: &GraphView<'_>) -> String {
    match view.documents[..] {
        [] => "from no document".into(),
        [only] => {
            let date = only.published.as_ref().map_or(String::new(), |date| format!(", {date}"));
            let whole = title(only) == view.title;
            let name = if whole { "one document".into() } else { format!("“{}”", shorten(title(only), 90)) };
            format!("from {name}{date}")
        }
        [..] => {
            let mut dates: Vec<&str> = view.documents.iter().filter_map(|d| d.published.as_deref()).collect();
            dates.sort_unstable();
            let year = |date: &&str| date.get(..4).unwrap_or(date).to_owned();
            let span = match (dates.first().map(year), dates.last().map(year)) {
                (Some(first), Some(last)) if first == last => format!(", {first}"),
                (Some(first), Some(last)) => format!(", {first}–{last}"),
                _ => String::new(),
            };
            format!("from {}{span}", counted(view.documents.len(), "document", "documents"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::fixture;
    use crate::views::options::{Filter, ViewOptions};

    fn picture(all: bool) -> Picture {
        let records = fixture::records();
        let options = ViewOptions { filter: Filter { all, ..Filter::default() }, ..ViewOptions::default() };
        Picture::new(&GraphView::new(records.material(), &options, None).unwrap())
    }

    #[test]
    fn parallel_claims_fold_into_one_line_with_their_number() {
        let picture = picture(false);
        let words: Vec<&[String]> = picture.edges.iter().map(|edge| edge.lines.as_slice()).collect();
        assert!(words.contains(&["supports ×2".to_owned()].as_slice()), "{words:?}");
        let folded: usize = picture.edges.iter().map(|edge| edge.claims.len()).sum();
        assert_eq!(folded, fixture::PLAIN_CLAIMS - 1, "one claim is a date");
    }

    #[test]
    fn dates_stand_in_the_node_and_signs_on_the_line() {
        let picture = picture(true);
        assert!(picture.nodes.iter().any(|node| node.detail.as_deref() == Some("2023-08")));
        let signs: BTreeSet<&str> = picture.edges.iter().map(|edge| edge.stroke.sign().trim()).collect();
        assert_eq!(signs, BTreeSet::from(["", "→", "!", "»", "?", "if", "✗"]));
    }
}
