//! Places for nodes on a free canvas: springs and repulsion from several spirals, boxes pushed apart and off foreign lines; of
//! the drawings so found the one with the fewest crossings and hidden words.
//!
//! Only additions, products, quotients and square roots, which IEEE 754 rounds the same on every machine.
use crate::views::layout::{Point, Rect, boxes};
use crate::views::picture::Picture;

const ROUNDS: usize = 400;
/// Cosine and sine of the golden angle.
const TURN: (f64, f64) = (-0.737_368_878_078_319_9, 0.675_490_294_261_523_6);

/// Spirals to start from.
const STARTS: usize = 24;

/// The middle of each node.
#[must_use]
pub fn scatter(picture: &Picture) -> Vec<Point> {
    let boxes = boxes(picture);
    let mut springs: Vec<(usize, usize)> =
        picture.edges.iter().filter(|e| e.from != e.to).map(|e| (e.from.min(e.to), e.from.max(e.to))).collect();
    springs.sort_unstable();
    springs.dedup();
    let found = (0..STARTS).map(|start| {
        let at = settle(spiral(picture, start), &boxes, &springs);
        (faults(&at, &boxes, &springs), at)
    });
    // Of equals the first.
    found.min_by_key(|(faults, _)| *faults).map(|(_, at)| at).unwrap_or_default()
}

/// Words on a line, as wide and high as they usually are.
const WORDS: (f64, f64) = (62.0, 16.0);

/// What a reader stumbles over: lines that cross, lines behind boxes, words behind boxes or on other words.
fn faults(at: &[Point], boxes: &[Rect], springs: &[(usize, usize)]) -> usize {
    let middle = |(a, b): (usize, usize)| Point { x: (at[a].x + at[b].x) / 2.0, y: (at[a].y + at[b].y) / 2.0 };
    let hides = |one: Point, other: Point, width: f64, height: f64| {
        (one.x - other.x).abs() < width / 2.0 && (one.y - other.y).abs() < height / 2.0
    };
    let mut count = 0;
    for (place, &one) in springs.iter().enumerate() {
        for &other in &springs[..place] {
            count += usize::from(cross(at, one, other));
            count += 3 * usize::from(hides(middle(one), middle(other), 2.0 * WORDS.0, 2.0 * WORDS.1));
        }
        for (node, size) in boxes.iter().enumerate().filter(|(node, _)| *node != one.0 && *node != one.1) {
            count += 4 * usize::from(across(at, boxes, one, node).is_some_and(|(far, _, reach)| far < reach));
            let (width, height) = (size.width + WORDS.0, size.height + WORDS.1);
            count += 3 * usize::from(hides(middle(one), at[node], width, height));
        }
    }
    count
}

/// True when two lines without a common end cross.
fn cross(at: &[Point], (a, b): (usize, usize), (c, d): (usize, usize)) -> bool {
    let side = |p: usize, q: usize, r: usize| {
        (at[q].x - at[p].x) * (at[r].y - at[p].y) - (at[q].y - at[p].y) * (at[r].x - at[p].x) > 0.0
    };
    let apart = a != c && a != d && b != c && b != d;
    apart && side(a, b, c) != side(a, b, d) && side(c, d, a) != side(c, d, b)
}

fn settle(mut at: Vec<Point>, boxes: &[Rect], springs: &[(usize, usize)]) -> Vec<Point> {
    // A hub needs room for the words on all its lines.
    let rest = 160.0 + 3.0 * most_links(springs, at.len()) as f64;
    for round in 0..ROUNDS {
        let heat = 60.0 * (1.0 - round as f64 / ROUNDS as f64) + 1.0;
        let mut moves = vec![Point::default(); at.len()];
        repel(&at, boxes, &mut moves);
        for &(a, b) in springs {
            let (dx, dy) = (at[b].x - at[a].x, at[b].y - at[a].y);
            let far = (dx * dx + dy * dy).sqrt() + 1.0;
            let pull = (far - rest) * 0.045 / far;
            shift(&mut moves, a, b, dx * pull, dy * pull);
        }
        // Not before the tangle has come apart: lines that boxes cannot pass would keep it.
        if round > ROUNDS * 2 / 5 {
            springs.iter().for_each(|spring| clear(&at, boxes, *spring, &mut moves));
        }
        for (place, step) in at.iter_mut().zip(&mut moves) {
            step.x -= place.x * 0.020;
            step.y -= place.y * 0.011;
            let length = (step.x * step.x + step.y * step.y).sqrt() + 1e-9;
            let most = length.min(heat) / length;
            place.x += step.x * most;
            place.y += step.y * most;
        }
    }
    at
}

/// The largest number of springs at one node.
fn most_links(springs: &[(usize, usize)], count: usize) -> usize {
    let mut links = vec![0; count];
    for (a, b) in springs {
        links[*a] += 1;
        links[*b] += 1;
    }
    links.into_iter().max().unwrap_or(0)
}

/// Best linked nodes in the middle; every start turns the others further round and deals them out in another order.
fn spiral(picture: &Picture, start: usize) -> Vec<Point> {
    let mut links = vec![0_usize; picture.nodes.len()];
    for edge in &picture.edges {
        links[edge.from] += 1;
        links[edge.to] += 1;
    }
    let mut order: Vec<usize> = (0..links.len()).collect();
    order.sort_by_key(|node| (std::cmp::Reverse(links[*node]), *node));
    let mut at = vec![Point::default(); links.len()];
    let outer = order.len().saturating_sub(3);
    if outer > 0 {
        order[3..].rotate_left(start * 5 % outer);
    }
    let (mut cosine, mut sine) = (1.0, 0.0);
    for _ in 0..start {
        (cosine, sine) = (cosine * TURN.0 - sine * TURN.1, cosine * TURN.1 + sine * TURN.0);
    }
    for (rank, node) in order.into_iter().enumerate() {
        let radius = 90.0 * (rank as f64).sqrt();
        at[node] = Point { x: radius * cosine * 1.4, y: radius * sine };
        (cosine, sine) = (cosine * TURN.0 - sine * TURN.1, cosine * TURN.1 + sine * TURN.0);
    }
    at
}

fn repel(at: &[Point], boxes: &[Rect], moves: &mut [Point]) {
    for a in 0..at.len() {
        for b in 0..a {
            let dx = if at[a].x == at[b].x { (a - b) as f64 * 0.01 } else { at[a].x - at[b].x };
            let dy = if at[a].y == at[b].y { 0.01 } else { at[a].y - at[b].y };
            let near = (dx * dx * 0.64 + dy * dy * 1.69).sqrt() + 1.0;
            let push = 40_000.0 / (near * near * near);
            shift(moves, a, b, dx * push, dy * push);
            let over_x = (boxes[a].width + boxes[b].width) / 2.0 + 34.0 - dx.abs();
            let over_y = (boxes[a].height + boxes[b].height) / 2.0 + 22.0 - dy.abs();
            if over_x > 0.0 && over_y > 0.0 {
                let (x, y) = if over_x < over_y { (over_x.copysign(dx), 0.0) } else { (0.0, over_y.copysign(dy)) };
                shift(moves, a, b, x / 2.0, y / 2.0);
            }
        }
    }
}

/// How far a box stands from a line between two others, which way, and how far it reaches across; none beyond its ends.
fn across(at: &[Point], boxes: &[Rect], (a, b): (usize, usize), c: usize) -> Option<(f64, Point, f64)> {
    let (dx, dy) = (at[b].x - at[a].x, at[b].y - at[a].y);
    let square = dx * dx + dy * dy + 1.0;
    let along = ((at[c].x - at[a].x) * dx + (at[c].y - at[a].y) * dy) / square;
    if !(0.05..=0.95).contains(&along) {
        return None;
    }
    let (x, y) = (at[c].x - at[a].x - along * dx, at[c].y - at[a].y - along * dy);
    let (far, length) = ((x * x + y * y).sqrt(), square.sqrt());
    let way = if far < 0.5 { Point { x: -dy / length, y: dx / length } } else { Point { x: x / far, y: y / far } };
    Some((far, way, (boxes[c].width * dy.abs() + boxes[c].height * dx.abs()) / (2.0 * length)))
}

/// Pushes boxes off a line between two others, with a little air, so that neither its words nor its course are hidden.
fn clear(at: &[Point], boxes: &[Rect], (a, b): (usize, usize), moves: &mut [Point]) {
    for c in (0..at.len()).filter(|c| *c != a && *c != b) {
        let Some((far, way, reach)) = across(at, boxes, (a, b), c) else { continue };
        let push = (reach + 16.0 - far) * 0.5;
        if push > 0.0 {
            for (node, share) in [(c, 1.0), (a, -0.3), (b, -0.3)] {
                moves[node].x += way.x * push * share;
                moves[node].y += way.y * push * share;
            }
        }
    }
}

/// Moves `a` one way and `b` the other.
fn shift(moves: &mut [Point], a: usize, b: usize, x: f64, y: f64) {
    moves[a].x += x;
    moves[a].y += y;
    moves[b].x -= x;
    moves[b].y -= y;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::fixture;

    #[test]
    fn boxes_do_not_overlap() {
        let records = fixture::records();
        let picture = Picture::new(&fixture::view(&records, true));
        let (boxes, at) = (boxes(&picture), scatter(&picture));
        for a in 0..at.len() {
            for b in 0..a {
                let apart_x = (at[a].x - at[b].x).abs() > (boxes[a].width + boxes[b].width) / 2.0;
                let apart_y = (at[a].y - at[b].y).abs() > (boxes[a].height + boxes[b].height) / 2.0;
                assert!(apart_x || apart_y, "{:?} on {:?}", picture.nodes[a].lines, picture.nodes[b].lines);
            }
        }
    }
}
