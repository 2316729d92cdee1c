//! Columns of boxes and words: lines cross them level, so that they run beside what stands there and never behind it.
use std::collections::BTreeMap;

use crate::views::layout::{Point, Rect};

/// Distance that a crossing line keeps from the sides of a column.
const CLEAR: f64 = 3.0;
/// Length of the level piece at either end of a line, beyond its column: room for an arrowhead.
const STUB: f64 = 11.0;

/// The columns of one part of a drawing: their middles in tenths of a point, and half of the widest thing in each.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns(BTreeMap<i64, f64>);

impl Columns {
    /// The columns that these boxes stand in; boxes of one column have one middle.
    pub fn of(boxes: impl Iterator<Item = Rect>) -> Self {
        let mut columns = BTreeMap::new();
        for at in boxes {
            let half: &mut f64 = columns.entry(tenths(at.middle.x)).or_default();
            *half = half.max(at.width / 2.0);
        }
        Self(columns)
    }

    /// A line through the same points that is level wherever it crosses a column, its own ends' columns included.
    #[must_use]
    pub fn level(&self, points: &[Point]) -> Vec<Point> {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
        let way = if last.x >= first.x { 1.0 } else { -1.0 };
        let mut level = vec![*first];
        let mut advance = |point: Point| {
            if level.last().is_none_or(|before| (point.x - before.x) * way > 0.5) {
                level.push(point);
            }
        };
        if let Some((middle, half)) = self.around(*first) {
            advance(Point { x: middle + way * (half + STUB), y: first.y });
        }
        for point in points.iter().skip(1).take(points.len().saturating_sub(2)) {
            let half = self.0.get(&tenths(point.x)).map_or(0.0, |half| half + CLEAR);
            advance(Point { x: point.x - way * half, y: point.y });
            advance(Point { x: point.x + way * half, y: point.y });
        }
        if let Some((middle, half)) = self.around(*last) {
            advance(Point { x: middle - way * (half + STUB), y: last.y });
        }
        advance(*last);
        level
    }

    /// The column that a point on the side of a box is in.
    fn around(&self, point: Point) -> Option<(f64, f64)> {
        let near = self.0.iter().map(|(middle, half)| (*middle as f64 / 10.0, *half));
        let within = near.filter(|(middle, half)| (point.x - middle).abs() <= half + 0.5);
        within.min_by(|a, b| (point.x - a.0).abs().total_cmp(&(point.x - b.0).abs()))
    }
}

fn tenths(x: f64) -> i64 {
    (x * 10.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    #[test]
    fn a_line_is_level_beside_the_widest_thing_of_a_column() {
        let rect = |x: f64, width: f64| Rect { middle: at(x, 0.0), width, height: 10.0 };
        let columns =
            Columns::of([rect(0.0, 40.0), rect(0.0, 100.0), rect(100.0, 30.0), rect(200.0, 40.0)].into_iter());
        let level = columns.level(&[at(20.0, 5.0), at(100.0, 90.0), at(180.0, 50.0)]);
        assert_eq!(
            level,
            [at(20.0, 5.0), at(61.0, 5.0), at(82.0, 90.0), at(118.0, 90.0), at(169.0, 50.0), at(180.0, 50.0)]
        );
        let back = columns.level(&[at(180.0, 50.0), at(100.0, 90.0), at(20.0, 5.0)]);
        assert_eq!(back.len(), level.len());
    }

    #[test]
    fn nothing_stays_nothing() {
        assert!(Columns::default().level(&[]).is_empty());
        assert_eq!(Columns::default().level(&[at(0.0, 0.0), at(9.0, 9.0)]), [at(0.0, 0.0), at(9.0, 9.0)]);
    }
}
