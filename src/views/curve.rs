//! The course of lines: where they leave and reach boxes, smooth curves between, and arrowheads.
use std::collections::BTreeMap;
use std::fmt::Write;

use crate::views::layout::{Layout, Point};
use crate::views::outline::{n, reach};
use crate::views::picture::Picture;
use crate::views::stroke::Head;

/// A curve ready to draw.
pub struct Curve {
    /// SVG path data.
    pub path: String,
    /// End at the object, and the direction there as a vector of length 1.
    pub end: (Point, Point),
    /// Start at the subject, and the direction into it.
    pub start: (Point, Point),
}

/// Spreads the ends of lines over the sides of their boxes, in the order of what they lead to, so that none share a point,
/// and keeps lines level where they cross a column.
pub fn spread_ends(picture: &Picture, layout: &mut Layout) {
    let mut sides: BTreeMap<(usize, bool), Vec<(usize, bool)>> = BTreeMap::new();
    for (number, edge) in picture.edges.iter().enumerate() {
        let points = &layout.routes[number].points;
        if edge.from == edge.to || points.len() < 2 {
            continue;
        }
        let rightward = points[points.len() - 1].x >= points[0].x;
        sides.entry((edge.from, rightward)).or_default().push((number, true));
        sides.entry((edge.to, !rightward)).or_default().push((number, false));
    }
    for ((node, right), mut ends) in sides {
        let at = layout.boxes[node];
        let next = |&(number, first): &(usize, bool)| {
            let points = &layout.routes[number].points;
            let (near, far) =
                if first { (points[1], points[points.len() - 1]) } else { (points[points.len() - 2], points[0]) };
            // By the slope to the next bend, then by where the line leads.
            (near.y, far.y, number)
        };
        ends.sort_by(|a, b| next(a).partial_cmp(&next(b)).unwrap_or(std::cmp::Ordering::Equal));
        let step = (at.height * 0.8 / ends.len() as f64).min(12.0);
        for (place, (number, first)) in ends.iter().enumerate() {
            let dy = (place as f64 - (ends.len() as f64 - 1.0) / 2.0) * step;
            let dx = reach(picture.nodes[node].family, at, dy);
            let end = Point { x: at.middle.x + if right { dx } else { -dx }, y: at.middle.y + dy };
            let points = &mut layout.routes[*number].points;
            let last = points.len() - 1;
            points[if *first { 0 } else { last }] = end;
        }
    }
    for (edge, route) in picture.edges.iter().zip(&mut layout.routes) {
        if edge.from != edge.to {
            route.points = layout.columns[route.part].level(&route.points);
        }
    }
}

/// The curve of line number `number`.
#[must_use]
pub fn curve(picture: &Picture, layout: &Layout, number: usize) -> Option<Curve> {
    let edge = &picture.edges[number];
    let points = &layout.routes[number].points;
    if edge.from == edge.to { Some(self_loop(layout, edge.from, number)) } else { through(points) }
}

/// A loop under the box, as deep as its words.
fn self_loop(layout: &Layout, node: usize, number: usize) -> Curve {
    let at = layout.boxes[node];
    let bottom = at.middle.y + at.height / 2.0;
    let words = layout.routes[number].label;
    let half = words.map_or(0.0, |label| label.width / 2.0 + 6.0).max(16.0).min(at.width * 0.42);
    let (left, right) = (at.middle.x - half, at.middle.x + half);
    // The lowest point of the curve is three quarters of the way to its control points.
    let deep = bottom + words.map_or(20.0, |label| label.middle.y - bottom) / 0.75;
    let path =
        format!("M{} {b}C{} {d} {} {d} {} {b}", n(left), n(left), n(right), n(right), b = n(bottom), d = n(deep));
    let up = Point { x: 0.0, y: -1.0 };
    Curve { path, end: (Point { x: right, y: bottom }, up), start: (Point { x: left, y: bottom }, up) }
}

/// A smooth curve through points that advance in x (Fritsch and Carlson's monotone cubic, as in d3's `curveMonotoneX`).
fn through(points: &[Point]) -> Option<Curve> {
    let (first, last) = (*points.first()?, *points.last()?);
    if points.len() < 2 {
        return None;
    }
    let slopes = tangents(points);
    let mut path = format!("M{} {}", n(first.x), n(first.y));
    let mut controls = Vec::new();
    for (index, pair) in points.windows(2).enumerate() {
        let third = (pair[1].x - pair[0].x) / 3.0;
        let one = Point { x: pair[0].x + third, y: pair[0].y + third * slopes[index] };
        let two = Point { x: pair[1].x - third, y: pair[1].y - third * slopes[index + 1] };
        let _ = write!(path, "C{} {} {} {} {} {}", n(one.x), n(one.y), n(two.x), n(two.y), n(pair[1].x), n(pair[1].y));
        controls.push((one, two));
    }
    let toward = |from: Point, to: Point| unit(Point { x: to.x - from.x, y: to.y - from.y });
    let (out, into) = (controls.first()?.0, controls.last()?.1);
    Some(Curve { path, end: (last, toward(into, last)), start: (first, toward(out, first)) })
}

fn tangents(points: &[Point]) -> Vec<f64> {
    let secant = |a: Point, b: Point| if (b.x - a.x).abs() < 1e-6 { 0.0 } else { (b.y - a.y) / (b.x - a.x) };
    let secants: Vec<f64> = points.windows(2).map(|pair| secant(pair[0], pair[1])).collect();
    let count = points.len();
    let mut slopes = vec![0.0; count];
    for inner in 1..count - 1 {
        let (a, b) = (secants[inner - 1], secants[inner]);
        slopes[inner] = if a * b <= 0.0 { 0.0 } else { 2.0 * a * b / (a + b) };
    }
    // Lines leave and reach boxes almost level: that keeps their ends apart.
    slopes[0] = secants[0] * 0.4;
    slopes[count - 1] = secants[count - 2] * 0.4;
    slopes
}

/// The vector of length 1 in a direction.
fn unit(way: Point) -> Point {
    let length = (way.x * way.x + way.y * way.y).sqrt();
    if length > 0.0 { Point { x: way.x / length, y: way.y / length } } else { Point { x: 1.0, y: 0.0 } }
}

/// An arrowhead at a point, turned to a direction: path data, and whether it is filled with its colour.
#[must_use]
pub fn head(kind: Head, (at, way): (Point, Point)) -> (String, bool) {
    let turn = |x: f64, y: f64| {
        let (sine, cosine) = (way.y, way.x);
        format!("{} {}", n(at.x + x * cosine - y * sine), n(at.y + x * sine + y * cosine))
    };
    match kind {
        Head::Full => (format!("M{}L{}L{}Z", turn(0.0, 0.0), turn(-8.5, -3.4), turn(-8.5, 3.4)), true),
        Head::Hollow => (format!("M{}L{}L{}Z", turn(-0.5, 0.0), turn(-9.0, -3.6), turn(-9.0, 3.6)), false),
        Head::Open => (format!("M{}L{}L{}", turn(-8.0, -4.0), turn(-0.5, 0.0), turn(-8.0, 4.0)), false),
        Head::Bar => (
            format!(
                "M{}L{}L{}ZM{}L{}L{}L{}Z",
                turn(-2.5, 0.0),
                turn(-10.0, -3.4),
                turn(-10.0, 3.4),
                turn(-2.5, -4.6),
                turn(0.0, -4.6),
                turn(0.0, 4.6),
                turn(-2.5, 4.6)
            ),
            true,
        ),
        Head::Disc => {
            (format!("M{}L{}L{}L{}Z", turn(0.0, 0.0), turn(-3.0, -3.0), turn(-6.0, 0.0), turn(-3.0, 3.0)), true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::fixture;
    use crate::views::layout::{Rect, layout};

    fn apart(one: Rect, other: Rect) -> bool {
        (one.middle.x - other.middle.x).abs() >= (one.width + other.width) / 2.0 - 0.2
            || (one.middle.y - other.middle.y).abs() >= (one.height + other.height) / 2.0 - 0.2
    }

    /// A monotone curve stays within the box of two neighbouring points.
    fn steps(points: &[Point]) -> impl Iterator<Item = Rect> {
        points.windows(2).map(|pair| Rect {
            middle: Point { x: (pair[0].x + pair[1].x) / 2.0, y: (pair[0].y + pair[1].y) / 2.0 },
            width: (pair[0].x - pair[1].x).abs(),
            height: (pair[0].y - pair[1].y).abs(),
        })
    }

    #[test]
    fn on_a_dense_picture_nothing_overlaps_and_no_line_runs_behind_what_it_does_not_touch() {
        for (entities, claims) in [(10, 14), (40, 60), (100, 200)] {
            let records = fixture::dense(entities, claims);
            let picture = Picture::new(&fixture::view(&records, true));
            let mut plan = layout(&picture);
            spread_ends(&picture, &mut plan);
            let labels: Vec<(usize, Rect)> =
                plan.routes.iter().enumerate().filter_map(|(edge, route)| route.label.map(|at| (edge, at))).collect();
            for (place, one) in plan.boxes.iter().enumerate() {
                assert!(plan.boxes[..place].iter().all(|other| apart(*one, *other)), "boxes of {entities}");
                let on: Vec<_> = labels
                    .iter()
                    .filter(|(_, at)| !apart(*one, *at))
                    .map(|(e, at)| (&picture.edges[*e].lines, picture.edges[*e].from, picture.edges[*e].to, at))
                    .collect();
                assert!(on.is_empty(), "words on box {place} {one:?} of {entities}: {on:?}");
            }
            for (place, (_, one)) in labels.iter().enumerate() {
                assert!(labels[..place].iter().all(|(_, other)| apart(*one, *other)), "words on words of {entities}");
            }
            for (number, (edge, route)) in picture.edges.iter().zip(&plan.routes).enumerate() {
                if edge.from == edge.to {
                    continue;
                }
                let foreign = plan.boxes.iter().enumerate().filter(|(node, _)| *node != edge.from && *node != edge.to);
                let others = labels.iter().filter(|(other, _)| *other != number).map(|(_, at)| at);
                let behind = foreign.map(|(_, at)| at).chain(others);
                let crossed = behind.filter(|at| steps(&route.points).any(|step| !apart(step, **at))).count();
                assert_eq!(
                    crossed, 0,
                    "line {number} of {entities} entities runs behind something: {:?}",
                    route.points
                );
            }
        }
    }

    #[test]
    fn a_curve_starts_and_ends_where_its_points_do() {
        let at = |x, y| Point { x, y };
        let curve = through(&[at(0.0, 0.0), at(10.0, 5.0), at(20.0, 0.0)]).unwrap();
        assert!(curve.path.starts_with("M0 0C") && curve.path.ends_with("20 0"), "{}", curve.path);
        assert!(through(&[at(0.0, 0.0)]).is_none());
    }
}
