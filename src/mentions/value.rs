//! What a date or amount in running text means.
use crate::text::PartialDate;

/// A value mention, normalised.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A point in time with the text's precision.
    Date(PartialDate),
    /// A period; an open end is `None`. Decades and centuries are periods too.
    Period {
        /// First day, month or year.
        from: Option<PartialDate>,
        /// Last day, month or year, inclusive.
        to: Option<PartialDate>,
    },
    /// "every year", "three months": a length or frequency, as written.
    Duration(String),
    /// A percentage, as "2%" with its base when said: "2% of GDP".
    Percentage(String),
    /// A sum of money, as written.
    Money(String),
    /// A count or measure with its unit, as written.
    Count(String),
}

impl Value {
    /// The date, when the value is a single one.
    #[must_use]
    pub fn date(&self) -> Option<PartialDate> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }
}
