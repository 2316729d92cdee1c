//! How far a reading is to be trusted: learnt weights of its features, summed in integers, and a curve from the sum to a confidence.
//!
//! The weights stand in `ontology/confidence.tsv`, a readable table that `training/claims/` writes. Integers make the sum the same on every machine.
use std::collections::HashMap;

use smol_str::SmolStr;

use crate::lexicon::{LoadError, Source};

const FILE: &str = "confidence.tsv";

/// The weights and the curve of one ontology folder.
#[derive(Debug, Default)]
pub(super) struct Trust {
    bias: i32,
    weights: HashMap<SmolStr, i32>,
    /// Sum and share of right readings there, both rising.
    curve: Vec<(i32, f32)>,
    /// Readings less certain than this make no claim.
    pub least: f32,
}

impl Trust {
    /// Reads the table.
    ///
    /// # Errors
    /// When it is missing, or a line of it is not understood.
    pub fn load(source: &Source) -> Result<Self, LoadError> {
        let text = source.read(FILE)?;
        let mut trust = Self::default();
        for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            trust.line(line).ok_or_else(|| {
                let remedy = "write `feature<TAB>weight`, `@bias<TAB>weight`, `@least<TAB>confidence` or `@curve<TAB>sum<TAB>confidence`, rising";
                LoadError::at(FILE, number + 1, 1, "not understood", remedy)
            })?;
        }
        Ok(trust)
    }

    fn line(&mut self, line: &str) -> Option<()> {
        let fields: Vec<&str> = line.split('\t').collect();
        match fields.as_slice() {
            ["@bias", weight] => self.bias = weight.parse().ok()?,
            ["@least", share] => self.least = share.parse().ok().filter(|s| (0.0..=1.0).contains(s))?,
            ["@curve", sum, share] => {
                let point: (i32, f32) = (sum.parse().ok()?, share.parse().ok()?);
                if self.curve.last().is_some_and(|last| last.0 >= point.0 || last.1 > point.1)
                    || !(0.0..=1.0).contains(&point.1)
                {
                    return None;
                }
                self.curve.push(point);
            }
            [feature, weight] if !feature.starts_with('@') => {
                self.weights.insert(SmolStr::new(feature), weight.parse().ok()?);
            }
            _ => return None,
        }
        Some(())
    }

    /// The confidence of a reading with these features, each given once.
    pub fn of(&self, features: &[SmolStr]) -> f32 {
        let weights = features.iter().filter_map(|f| self.weights.get(f));
        self.share(weights.fold(self.bias, |sum, weight| sum.saturating_add(*weight)))
    }

    /// Between two points of the curve, on the straight line; beyond its ends, the end.
    fn share(&self, sum: i32) -> f32 {
        let above = self.curve.iter().position(|(x, _)| sum < *x);
        let share = match above {
            Some(0) => self.curve[0].1,
            Some(above) => {
                let ((x0, y0), (x1, y1)) = (self.curve[above - 1], self.curve[above]);
                y0 + (y1 - y0) * (f64::from(sum - x0) / f64::from(x1 - x0)) as f32
            }
            None => self.curve.last().map_or(0.5, |last| last.1),
        };
        share.clamp(0.01, 0.99)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trust(lines: &[&str]) -> Option<Trust> {
        let mut trust = Trust::default();
        lines.iter().try_for_each(|l| trust.line(l)).map(|()| trust)
    }

    #[test]
    fn weights_add_up_and_the_curve_is_followed() {
        let trust =
            trust(&["@bias\t-100", "kind=name\t300", "kind=pronoun\t-300", "@curve\t-400\t0.1", "@curve\t600\t0.9"]);
        let trust = trust.expect("the lines are understood");
        let confidence =
            |names: &[&'static str]| trust.of(&names.iter().map(|n| SmolStr::new_static(n)).collect::<Vec<_>>());
        assert!((confidence(&["kind=name"]) - 0.58).abs() < 1e-5);
        assert!((confidence(&["kind=name", "unheard=of"]) - 0.58).abs() < 1e-5);
        assert!((confidence(&["kind=pronoun"]) - 0.1).abs() < 1e-5);
    }

    #[test]
    fn a_falling_curve_or_a_strange_line_is_refused() {
        assert!(trust(&["@curve\t0\t0.5", "@curve\t-1\t0.6"]).is_none());
        assert!(trust(&["@curve\t0\t0.5", "@curve\t1\t0.4"]).is_none());
        assert!(trust(&["kind=name"]).is_none());
        assert!(trust(&["@least\t2"]).is_none());
    }

    #[test]
    fn the_shipped_table_loads() {
        let trust = Trust::load(&Source::Embedded).expect("ontology/confidence.tsv is in order");
        assert!(trust.weights.len() > 100 && trust.curve.len() > 2 && trust.least > 0.0);
    }
}
