//! How a line tells what kind of statement it stands for: colour, dashes, arrowhead and a sign in its words, never colour alone.
use crate::claims::record::{Modality, Polarity};
use crate::views::vocabulary::Tone;

/// The kind of statement a line stands for; the order is that of the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stroke {
    /// Asserted: member, party, signatory.
    Structural,
    /// Asserted: part of, located in.
    Containment,
    /// Asserted, between friends or neither.
    Neutral,
    /// Asserted, against one another.
    Conflict,
    /// Pledged or planned.
    Committed,
    /// Urged.
    Recommended,
    /// Forecast.
    Predicted,
    /// Held possible.
    Possible,
    /// Supposed.
    Hypothetical,
    /// Denied, however put forward.
    Negated,
}

/// The head of an arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// Filled triangle.
    Full,
    /// Outlined triangle.
    Hollow,
    /// Two strokes.
    Open,
    /// A bar across.
    Bar,
    /// A filled disc.
    Disc,
}

impl Stroke {
    /// All, in the order of the legend.
    pub const ALL: [Self; 10] = [
        Self::Structural,
        Self::Containment,
        Self::Neutral,
        Self::Conflict,
        Self::Committed,
        Self::Recommended,
        Self::Predicted,
        Self::Possible,
        Self::Hypothetical,
        Self::Negated,
    ];

    /// The line for a statement.
    #[must_use]
    pub fn of(tone: Tone, modality: Modality, polarity: Polarity) -> Self {
        match (polarity, modality, tone) {
            (Polarity::Negative, ..) => Self::Negated,
            (_, Modality::Committed, _) => Self::Committed,
            (_, Modality::Recommended, _) => Self::Recommended,
            (_, Modality::Predicted, _) => Self::Predicted,
            (_, Modality::Possible, _) => Self::Possible,
            (_, Modality::Hypothetical, _) => Self::Hypothetical,
            (_, Modality::Asserted, Tone::Structural) => Self::Structural,
            (_, Modality::Asserted, Tone::Containment) => Self::Containment,
            (_, Modality::Asserted, Tone::Neutral) => Self::Neutral,
            (_, Modality::Asserted, Tone::Conflict) => Self::Conflict,
        }
    }

    /// Colour (after Okabe and Ito, darkened to a contrast of 4.5 on white).
    #[must_use]
    pub fn colour(self) -> &'static str {
        match self {
            Self::Structural => "#00784F",
            Self::Containment => "#7A7F87",
            Self::Neutral => "#2B3440",
            Self::Conflict | Self::Negated => "#B33C00",
            Self::Committed => "#0060A0",
            Self::Recommended => "#8A5A00",
            Self::Predicted => "#93366F",
            Self::Possible | Self::Hypothetical => "#5C6270",
        }
    }

    /// Lengths of dashes and gaps, empty for an unbroken line.
    #[must_use]
    pub fn dashes(self) -> &'static str {
        match self {
            Self::Structural | Self::Neutral | Self::Conflict => "",
            Self::Containment => "1 3",
            Self::Committed => "9 3",
            Self::Recommended => "6 4",
            Self::Predicted => "10 3 2 3",
            Self::Possible => "2 4",
            Self::Hypothetical => "1 5",
            Self::Negated => "4 3",
        }
    }

    /// Width in points.
    #[must_use]
    pub fn width(self) -> f64 {
        match self {
            Self::Conflict => 2.0,
            Self::Containment => 1.1,
            _ => 1.4,
        }
    }

    /// Arrowhead.
    #[must_use]
    pub fn head(self) -> Head {
        match self {
            Self::Structural | Self::Neutral => Head::Full,
            Self::Conflict | Self::Negated => Head::Bar,
            Self::Containment => Head::Disc,
            Self::Committed | Self::Recommended => Head::Hollow,
            Self::Predicted | Self::Possible | Self::Hypothetical => Head::Open,
        }
    }

    /// The sign before the words, empty for what is asserted.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Structural | Self::Containment | Self::Neutral | Self::Conflict => "",
            Self::Committed => "→ ",
            Self::Recommended => "! ",
            Self::Predicted => "» ",
            Self::Possible => "? ",
            Self::Hypothetical => "if ",
            Self::Negated => "✗ ",
        }
    }

    /// The sign of a statement: that of its line, and for what is denied that of its modality as well (`✗! `: should not).
    #[must_use]
    pub fn signs(modality: Modality, polarity: Polarity) -> String {
        let line = Self::of(Tone::Neutral, modality, polarity);
        match (line, modality) {
            (Self::Negated, modality) if modality != Modality::Asserted => {
                line.sign().trim_end().to_owned() + Self::of(Tone::Neutral, modality, Polarity::Positive).sign()
            }
            _ => line.sign().to_owned(),
        }
    }

    /// True when the line bears words.
    #[must_use]
    pub fn has_words(self) -> bool {
        !matches!(self, Self::Structural | Self::Containment)
    }

    /// The words of the legend.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Structural => "member of, party to, signed",
            Self::Containment => "part of, located in",
            Self::Neutral => "stated as fact",
            Self::Conflict => "stated as fact: conflict, danger",
            Self::Committed => "pledged or planned",
            Self::Recommended => "urged: should happen",
            Self::Predicted => "forecast",
            Self::Possible => "held possible",
            Self::Hypothetical => "supposed: if, would",
            Self::Negated => "denied: is not, should not, …",
        }
    }

    /// Names of graphviz: line style and arrowhead.
    #[must_use]
    pub fn graphviz(self) -> (&'static str, &'static str) {
        match self {
            Self::Structural | Self::Neutral => ("solid", "normal"),
            Self::Containment => ("dotted", "dot"),
            Self::Conflict => ("bold", "tee"),
            Self::Committed | Self::Recommended => ("dashed", "empty"),
            Self::Predicted => ("dashed", "vee"),
            Self::Possible | Self::Hypothetical => ("dotted", "vee"),
            Self::Negated => ("dashed", "tee"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_should_not_be_is_no_denial() {
        assert_eq!(Stroke::signs(Modality::Recommended, Polarity::Negative), "✗! ");
        assert_eq!(Stroke::signs(Modality::Asserted, Polarity::Negative), "✗ ");
        assert_eq!(Stroke::signs(Modality::Asserted, Polarity::Positive), "");
    }

    /// Two kinds never look alike without their colour: dashes, head or sign tell them apart.
    #[test]
    fn colour_is_never_alone() {
        for (place, one) in Stroke::ALL.iter().enumerate() {
            for other in &Stroke::ALL[..place] {
                let form = |s: &Stroke| (s.dashes(), s.head(), s.sign(), s.has_words());
                assert_ne!(form(one), form(other), "{one:?} and {other:?}");
            }
        }
    }
}
