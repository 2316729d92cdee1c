//! The outlines of node shapes, as SVG path data, and where a line meets them.
use crate::views::layout::Rect;
use crate::views::vocabulary::Family;

/// Path data of a family's outline around a box.
#[must_use]
pub fn outline(family: Family, at: Rect) -> String {
    let (x, y, w, h) = (at.middle.x - at.width / 2.0, at.middle.y - at.height / 2.0, at.width, at.height);
    match family {
        Family::Country | Family::Group => rounded(x, y, w, h, 9.0_f64.min(h / 2.0)),
        Family::Organization | Family::Document => rounded(x, y, w, h, 1.5),
        Family::Person | Family::Place => format!(
            "M{} {}a{rx} {ry} 0 1 0 {w} 0a{rx} {ry} 0 1 0 -{w} 0Z",
            n(x),
            n(at.middle.y),
            rx = n(w / 2.0),
            ry = n(h / 2.0),
            w = n(w)
        ),
        Family::Arrangement | Family::Policy => {
            let f = 9.0;
            format!(
                "{}M{} {}v{f}h{f}",
                polygon(&[(x, y), (x + w - f, y), (x + w, y + f), (x + w, y + h), (x, y + h)]),
                n(x + w - f),
                n(y)
            )
        }
        Family::Threat => {
            let c = (h * 0.29).min(10.0);
            polygon(&[
                (x + c, y),
                (x + w - c, y),
                (x + w, y + c),
                (x + w, y + h - c),
                (x + w - c, y + h),
                (x + c, y + h),
                (x, y + h - c),
                (x, y + c),
            ])
        }
        Family::Event => {
            let c = 10.0;
            let m = at.middle.y;
            polygon(&[(x + c, y), (x + w - c, y), (x + w, m), (x + w - c, y + h), (x + c, y + h), (x, m)])
        }
        Family::Initiative => {
            let c = 10.0;
            polygon(&[(x, y), (x + w - c, y), (x + w, at.middle.y), (x + w - c, y + h), (x, y + h)])
        }
        Family::Measure => {
            let c = 8.0;
            polygon(&[(x + c, y), (x + w, y), (x + w - c, y + h), (x, y + h)])
        }
        Family::Capability => {
            let i = 5.0;
            format!("{}M{} {}v{h}M{} {}v{h}", rounded(x, y, w, h, 1.5), n(x + i), n(y), n(x + w - i), n(y), h = n(h))
        }
        Family::Principle => rounded(x, y, w, h, h / 2.0),
    }
}

/// How far right of the middle the outline stands at a height `dy` from the middle.
#[must_use]
pub fn reach(family: Family, at: Rect, dy: f64) -> f64 {
    let (half, high) = (at.width / 2.0, at.height / 2.0);
    let share = (dy / high).clamp(-1.0, 1.0);
    match family {
        Family::Person | Family::Place => half * (1.0 - share * share).sqrt(),
        Family::Principle => half - high + high * (1.0 - share * share).sqrt(),
        Family::Event => half - 10.0 * share.abs(),
        Family::Measure => half - 4.0,
        _ => half,
    }
}

fn rounded(x: f64, y: f64, w: f64, h: f64, r: f64) -> String {
    format!(
        "M{} {}h{}a{r} {r} 0 0 1 {r} {r}v{}a{r} {r} 0 0 1 -{r} {r}h-{}a{r} {r} 0 0 1 -{r} -{r}v-{}a{r} {r} 0 0 1 {r} -{r}Z",
        n(x + r),
        n(y),
        n(w - 2.0 * r),
        n(h - 2.0 * r),
        n(w - 2.0 * r),
        n(h - 2.0 * r),
        r = n(r),
    )
}

fn polygon(points: &[(f64, f64)]) -> String {
    let parts: Vec<String> = points.iter().map(|(x, y)| format!("{} {}", n(*x), n(*y))).collect();
    format!("M{}Z", parts.join("L"))
}

/// A number with at most one decimal: finer than a pixel, and the same on every machine.
#[must_use]
pub fn n(value: f64) -> String {
    let tenths = (value * 10.0).round();
    let tenths = if tenths == 0.0 { 0.0 } else { tenths };
    format!("{}", tenths / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!((n(1.0), n(-0.01), n(2.345)), ("1".into(), "0".into(), "2.3".into()));
    }
}
