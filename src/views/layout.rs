//! Where things stand in a drawing: layered from left to right, room kept for every word on a line, components packed in rows.
//!
//! Crate `dagre` does the layering; it was the only one tried that keeps labels of edges clear of nodes and of each other.
use dagre::graph::{Graph, GraphOptions};
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir};

use crate::views::font::Ruler;
use crate::views::picture::{Line, Picture, Shape};
use crate::views::vocabulary::Family;

/// A point; x to the right, y down, in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// A box by its middle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Middle.
    pub middle: Point,
    /// Full width.
    pub width: f64,
    /// Full height.
    pub height: f64,
}

/// The way of a line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Route {
    /// From the border of the subject's box to that of the object's.
    pub points: Vec<Point>,
    /// Room for its words.
    pub label: Option<Rect>,
}

/// A picture laid out; the upper left corner is at 0, 0.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// Full width.
    pub width: f64,
    /// Full height.
    pub height: f64,
    /// A box for each shape.
    pub boxes: Vec<Rect>,
    /// A route for each line.
    pub routes: Vec<Route>,
}

/// Sizes of letters, in points.
pub const NODE_SIZE: f64 = 12.0;
/// Of hubs.
pub const HUB_SIZE: f64 = 15.0;
/// Of dates in nodes.
pub const DETAIL_SIZE: f64 = 10.0;
/// Of words on lines.
pub const WORD_SIZE: f64 = 10.0;
/// Distance of lines of text, as a share of their size.
pub const LEADING: f64 = 1.22;

/// Lays out a picture.
#[must_use]
pub fn layout(picture: &Picture) -> Layout {
    let ruler = Ruler::default();
    let mut whole =
        Layout { boxes: boxes(picture), routes: vec![Route::default(); picture.edges.len()], ..Layout::default() };
    let parts: Vec<Part> =
        components(picture).iter().map(|members| lay_part(&ruler, picture, &whole.boxes, members)).collect();
    pack(&mut whole, parts);
    whole
}

/// The size of each shape, its middle at 0, 0.
#[must_use]
pub fn boxes(picture: &Picture) -> Vec<Rect> {
    let ruler = Ruler::default();
    picture.nodes.iter().map(|node| node_box(&ruler, node)).collect()
}

/// Width and height of a node with its label.
fn node_box(ruler: &Ruler, node: &Shape) -> Rect {
    let size = if node.hub { HUB_SIZE } else { NODE_SIZE };
    let lines = node.lines.iter().map(|line| ruler.width(line, size, node.hub)).fold(0.0, f64::max);
    let detail = node.detail.as_ref().map_or(0.0, |text| ruler.width(text, DETAIL_SIZE, false));
    let text_height =
        node.lines.len() as f64 * size * LEADING + node.detail.as_ref().map_or(0.0, |_| DETAIL_SIZE * LEADING);
    let (wide, high) = match node.family {
        Family::Person | Family::Place => (26.0, 16.0),
        Family::Threat | Family::Event | Family::Initiative | Family::Measure => (30.0, 12.0),
        _ => (20.0, 12.0),
    };
    Rect { width: (lines.max(detail) + wide).max(44.0), height: text_height + high, ..Rect::default() }
}

fn label_box(ruler: &Ruler, edge: &Line) -> (f64, f64) {
    let width = edge.lines.iter().map(|line| ruler.width(line, WORD_SIZE, false)).fold(0.0, f64::max);
    if edge.lines.is_empty() { (0.0, 0.0) } else { (width + 8.0, edge.lines.len() as f64 * WORD_SIZE * LEADING + 3.0) }
}

/// Shapes that hang together, each group sorted, the largest group first.
fn components(picture: &Picture) -> Vec<Vec<usize>> {
    let mut label: Vec<usize> = (0..picture.nodes.len()).collect();
    fn root(label: &mut [usize], mut node: usize) -> usize {
        while label[node] != node {
            label[node] = label[label[node]];
            node = label[node];
        }
        node
    }
    for edge in &picture.edges {
        let (a, b) = (root(&mut label, edge.from), root(&mut label, edge.to));
        label[a.max(b)] = a.min(b);
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); picture.nodes.len()];
    for node in 0..picture.nodes.len() {
        let home = root(&mut label, node);
        groups[home].push(node);
    }
    groups.retain(|group| !group.is_empty());
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group[0]));
    groups
}

/// One component laid out on its own.
struct Part {
    members: Vec<usize>,
    edges: Vec<usize>,
    graph: Graph<NodeLabel, EdgeLabel>,
    corner: Point,
    width: f64,
    height: f64,
}

fn lay_part(ruler: &Ruler, picture: &Picture, boxes: &[Rect], members: &[usize]) -> Part {
    let mut graph: Graph<NodeLabel, EdgeLabel> =
        Graph::with_options(GraphOptions { directed: true, multigraph: true, compound: true });
    for &node in members {
        let label = NodeLabel { width: boxes[node].width, height: boxes[node].height, ..NodeLabel::default() };
        graph.set_node(node.to_string(), Some(label));
    }
    let inside = |edge: &Line| members.binary_search(&edge.from).is_ok();
    let edges: Vec<usize> = (0..picture.edges.len()).filter(|e| inside(&picture.edges[*e])).collect();
    for &number in &edges {
        let edge = &picture.edges[number];
        let (width, height) = label_box(ruler, edge);
        let weight = if edge.from == edge.to { 0 } else { 1 };
        let label = EdgeLabel {
            width,
            height,
            weight,
            labelpos: dagre::layout::types::LabelPos::Center,
            ..EdgeLabel::default()
        };
        graph.set_edge(edge.from.to_string(), edge.to.to_string(), Some(label), Some(&number.to_string()));
    }
    let options =
        LayoutOptions { rankdir: RankDir::LR, nodesep: 14.0, edgesep: 10.0, ranksep: 56.0, ..LayoutOptions::default() };
    dagre::layout(&mut graph, Some(options));
    let mut part = Part { members: members.to_vec(), edges, graph, corner: Point::default(), width: 0.0, height: 0.0 };
    part.measure(picture, boxes);
    part
}

impl Part {
    fn node(&self, node: usize) -> Point {
        let place = self.graph.node(&node.to_string());
        Point { x: place.and_then(|n| n.x).unwrap_or(0.0), y: place.and_then(|n| n.y).unwrap_or(0.0) }
    }

    fn edge(&self, picture: &Picture, number: usize) -> Option<&EdgeLabel> {
        let edge = &picture.edges[number];
        self.graph.edge(&edge.from.to_string(), &edge.to.to_string(), Some(&number.to_string()))
    }

    /// Bounds over boxes, words and bends.
    fn measure(&mut self, picture: &Picture, boxes: &[Rect]) {
        let mut low = Point { x: f64::MAX, y: f64::MAX };
        let mut high = Point { x: f64::MIN, y: f64::MIN };
        let mut take = |x: f64, y: f64, width: f64, height: f64| {
            low = Point { x: low.x.min(x - width / 2.0), y: low.y.min(y - height / 2.0) };
            high = Point { x: high.x.max(x + width / 2.0), y: high.y.max(y + height / 2.0) };
        };
        for &node in &self.members {
            let place = self.node(node);
            take(place.x, place.y, boxes[node].width, boxes[node].height);
        }
        for &number in &self.edges {
            let Some(label) = self.edge(picture, number) else { continue };
            for point in &label.points {
                take(point.x, point.y, 2.0, 2.0);
            }
            if let (Some(x), Some(y)) = (label.x, label.y) {
                take(x, y, label.width, label.height);
            }
        }
        self.corner = low;
        self.width = high.x - low.x;
        self.height = high.y - low.y;
    }
}

/// Puts the parts in rows under the first, none wider than the widest part or a page.
fn pack(whole: &mut Layout, parts: Vec<Part>) {
    const GAP: f64 = 40.0;
    let widest = parts.iter().map(|part| part.width).fold(900.0, f64::max);
    let (mut x, mut y, mut row) = (0.0, 0.0, 0.0_f64);
    for part in parts {
        if x > 0.0 && x + part.width > widest {
            (x, y, row) = (0.0, y + row + GAP, 0.0);
        }
        place(whole, &part, Point { x: x - part.corner.x, y: y - part.corner.y });
        row = row.max(part.height);
        whole.width = whole.width.max(x + part.width);
        whole.height = whole.height.max(y + part.height);
        x += part.width + GAP;
    }
}

fn place(whole: &mut Layout, part: &Part, shift: Point) {
    for &node in &part.members {
        let at = part.node(node);
        whole.boxes[node].middle = Point { x: at.x + shift.x, y: at.y + shift.y };
    }
    for &number in &part.edges {
        // The same edge is looked up by its ends and number, as it was set.
        let found = part.graph.edges().into_iter().find(|e| e.name.as_deref() == Some(&number.to_string()));
        let Some(label) = found.and_then(|e| part.graph.edge_by_obj(&e).cloned()) else { continue };
        let points = label.points.iter().map(|p| Point { x: p.x + shift.x, y: p.y + shift.y }).collect();
        let middle = label.x.zip(label.y).map(|(x, y)| Point { x: x + shift.x, y: y + shift.y });
        let words = middle.filter(|_| label.width > 0.0);
        whole.routes[number] =
            Route { points, label: words.map(|middle| Rect { middle, width: label.width, height: label.height }) };
    }
}
