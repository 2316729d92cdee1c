//! Where things stand in a drawing: layered from left to right, room kept for every word on a line, components packed in rows.
//!
//! Crate `dagre` does the layering; it was the only one tried that keeps labels of edges clear of nodes and of each other.
use std::collections::BTreeMap;

use dagre::graph::{Graph, GraphOptions};
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir};

use crate::views::columns::Columns;
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
    /// Which part of the drawing it is in.
    pub part: usize,
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
    /// The columns of each part.
    pub columns: Vec<Columns>,
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

/// Height that each line end on one side of a box takes.
const LINE_ROOM: f64 = 7.5;
/// Height of a box for the sake of line ends, at most.
const MOST_ROOM: f64 = 180.0;

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

/// The size of each shape, its middle at 0, 0: its label, and height enough for the ends of its lines to be told apart.
#[must_use]
pub fn boxes(picture: &Picture) -> Vec<Rect> {
    let ruler = Ruler::default();
    let mut ends = vec![(0_usize, 0_usize); picture.nodes.len()];
    for edge in picture.edges.iter().filter(|edge| edge.from != edge.to) {
        ends[edge.from].0 += 1;
        ends[edge.to].1 += 1;
    }
    let sized = picture.nodes.iter().zip(ends).map(|(node, (out, into))| {
        let plain = node_box(&ruler, node);
        let room = (out.max(into) as f64 * LINE_ROOM).min(MOST_ROOM);
        Rect { height: plain.height.max(room), ..plain }
    });
    sized.collect()
}

/// Width and height of a node with its label.
fn node_box(ruler: &Ruler, node: &Shape) -> Rect {
    let size = if node.hub { HUB_SIZE } else { NODE_SIZE };
    let lines = node.lines.iter().map(|line| ruler.width(line, size, node.hub)).fold(0.0, f64::max);
    let detail = node.detail.as_ref().map_or(0.0, |text| ruler.width(text, DETAIL_SIZE, false));
    let text_height =
        node.lines.len() as f64 * size * LEADING + node.detail.as_ref().map_or(0.0, |_| DETAIL_SIZE * LEADING);
    let more = node.lines.len().saturating_sub(1) as f64;
    let (wide, high) = match node.family {
        // The more lines, the farther the first and last stand from the middle, where an ellipse is wide.
        Family::Person | Family::Place => (26.0 + 12.0 * more, 16.0 + 6.0 * more),
        Family::Threat | Family::Event | Family::Initiative | Family::Measure => (30.0, 12.0),
        // The folded corner is kept free.
        Family::Arrangement | Family::Policy => (28.0, 12.0),
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
    loops: BTreeMap<usize, Loops>,
    graph: Graph<NodeLabel, EdgeLabel>,
    corner: Point,
    width: f64,
    height: f64,
}

fn lay_part(ruler: &Ruler, picture: &Picture, boxes: &[Rect], members: &[usize]) -> Part {
    let mut graph: Graph<NodeLabel, EdgeLabel> =
        Graph::with_options(GraphOptions { directed: true, multigraph: true, compound: true });
    let inside = |edge: &Line| members.binary_search(&edge.from).is_ok();
    let edges: Vec<usize> = (0..picture.edges.len()).filter(|e| inside(&picture.edges[*e])).collect();
    let loops = loops(ruler, picture, boxes, &edges);
    for &node in members {
        let (width, room) = loops.get(&node).map_or((0.0, 0.0), |hung| (hung.width, hung.room));
        let label = NodeLabel {
            width: boxes[node].width.max(width),
            height: boxes[node].height + room,
            ..NodeLabel::default()
        };
        graph.set_node(node.to_string(), Some(label));
    }
    for &number in &edges {
        let edge = &picture.edges[number];
        if edge.from == edge.to {
            continue;
        }
        let (width, height) = label_box(ruler, edge);
        let label = EdgeLabel {
            width,
            height,
            weight: 1,
            labelpos: dagre::layout::types::LabelPos::Center,
            ..EdgeLabel::default()
        };
        graph.set_edge(edge.from.to_string(), edge.to.to_string(), Some(label), Some(&number.to_string()));
    }
    // Many lines between two columns need room to fan out.
    let ranksep = 56.0 + (0.5 * edges.len() as f64).min(90.0);
    let options =
        LayoutOptions { rankdir: RankDir::LR, nodesep: 14.0, edgesep: 10.0, ranksep, ..LayoutOptions::default() };
    dagre::layout(&mut graph, Some(options));
    let corner = Point::default();
    let mut part = Part { members: members.to_vec(), edges, loops, graph, corner, width: 0.0, height: 0.0 };
    part.measure(picture);
    part
}

/// What hangs under a box: lines that lead back to it.
#[derive(Default)]
struct Loops {
    /// The widest of their words, with the line around them.
    width: f64,
    /// Height of all.
    room: f64,
    /// Lines, with the boxes of their words; their middles are measured from the foot of the box.
    lines: Vec<(usize, Rect)>,
}

fn loops(ruler: &Ruler, picture: &Picture, boxes: &[Rect], edges: &[usize]) -> BTreeMap<usize, Loops> {
    let mut found: BTreeMap<usize, Loops> = BTreeMap::new();
    for &number in edges.iter().filter(|number| picture.edges[**number].from == picture.edges[**number].to) {
        let edge = &picture.edges[number];
        let (width, height) = label_box(ruler, edge);
        let hung = found.entry(edge.from).or_default();
        let middle = Point { x: 0.0, y: hung.room + 15.0 + height / 2.0 };
        hung.width = hung.width.max(width.max(boxes[edge.from].width / 2.0) + 24.0);
        hung.room += 17.0 + height;
        hung.lines.push((number, Rect { middle, width, height }));
    }
    found
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
    fn measure(&mut self, picture: &Picture) {
        let mut low = Point { x: f64::MAX, y: f64::MAX };
        let mut high = Point { x: f64::MIN, y: f64::MIN };
        let mut take = |x: f64, y: f64, width: f64, height: f64| {
            low = Point { x: low.x.min(x - width / 2.0), y: low.y.min(y - height / 2.0) };
            high = Point { x: high.x.max(x + width / 2.0), y: high.y.max(y + height / 2.0) };
        };
        for &node in &self.members {
            if let Some(place) = self.graph.node(&node.to_string()) {
                take(place.x.unwrap_or(0.0), place.y.unwrap_or(0.0), place.width, place.height);
            }
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
        let (at, hung) = (part.node(node), part.loops.get(&node));
        let room = hung.map_or(0.0, |hung| hung.room);
        let middle = Point { x: at.x + shift.x, y: at.y + shift.y - room / 2.0 };
        whole.boxes[node].middle = middle;
        let foot = middle.y + whole.boxes[node].height / 2.0;
        for (number, words) in hung.iter().flat_map(|hung| &hung.lines) {
            let at = Rect { middle: Point { x: middle.x, y: foot + words.middle.y }, ..*words };
            whole.routes[*number].label = Some(at);
        }
    }
    let number_of_part = whole.columns.len();
    for &number in &part.edges {
        whole.routes[number].part = number_of_part;
        // The same edge is looked up by its ends and number, as it was set.
        let found = part.graph.edges().into_iter().find(|e| e.name.as_deref() == Some(&number.to_string()));
        let Some(label) = found.and_then(|e| part.graph.edge_by_obj(&e).cloned()) else { continue };
        let points = label.points.iter().map(|p| Point { x: p.x + shift.x, y: p.y + shift.y }).collect();
        let middle = label.x.zip(label.y).map(|(x, y)| Point { x: x + shift.x, y: y + shift.y });
        let words = middle.filter(|_| label.width > 0.0);
        let label = words.map(|middle| Rect { middle, width: label.width, height: label.height });
        whole.routes[number] = Route { points, label, part: number_of_part };
    }
    let boxes = part.members.iter().map(|node| whole.boxes[*node]);
    let labels = part.edges.iter().filter_map(|number| whole.routes[*number].label);
    let columns = Columns::of(boxes.chain(labels));
    whole.columns.push(columns);
}
