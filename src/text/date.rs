//! Dates with the precision of the text: a year, a month of a year, or a day (ISO 8601, XSD `gYear`, `gYearMonth`, `date`).
use std::fmt;
use std::str::FromStr;

/// A calendar date that knows no more than its text said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// Year of the Gregorian calendar, 1–9999.
    pub year: u16,
    /// Month 1–12, 0 when unknown.
    pub month: u8,
    /// Day 1–31, 0 when unknown.
    pub day: u8,
}

impl PartialDate {
    /// A date to the year.
    #[must_use]
    pub fn year(year: u16) -> Self {
        Self { year, month: 0, day: 0 }
    }

    /// Checks the parts against the calendar; `month` and `day` may be 0 for "not said".
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let longest = match month {
            0 => 0,
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        ((1..=9999).contains(&year) && day <= longest).then_some(Self { year, month, day })
    }

    /// The XSD datatype of [`fmt::Display`]'s form, as a CURIE.
    #[must_use]
    pub fn datatype(self) -> &'static str {
        match (self.month, self.day) {
            (0, _) => "xsd:gYear",
            (_, 0) => "xsd:gYearMonth",
            _ => "xsd:date",
        }
    }

    /// True when `other` lies inside the period that this date names (2023 covers 2023-08).
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.year == other.year
            && (self.month == 0 || self.month == other.month)
            && (self.day == 0 || self.day == other.day)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.month > 0 && self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

/// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything after a `T` is ignored.
impl FromStr for PartialDate {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        let day_part = s.trim().split('T').next().unwrap_or_default();
        let mut parts = day_part.split('-');
        let mut next = |width: usize| match parts.next() {
            None => Ok(0),
            Some(p) if p.len() == width && p.bytes().all(|b| b.is_ascii_digit()) => p.parse::<u16>().map_err(|_| ()),
            Some(_) => Err(()),
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        if parts.next().is_some() {
            return Err(());
        }
        Self::new(year, month as u8, day as u8).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_kept() {
        for (text, datatype) in [("1955", "xsd:gYear"), ("2023-08", "xsd:gYearMonth"), ("2025-11-20", "xsd:date")] {
            let date: PartialDate = text.parse().unwrap();
            assert_eq!((date.to_string().as_str(), date.datatype()), (text, datatype));
        }
    }

    #[test]
    fn impossible_days_are_refused() {
        for text in ["2023-02-30", "2023-13", "23", "2023-1", "2023-01-01-01", "", "0000"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_year_covers_its_months() {
        assert!(PartialDate::year(2023).covers("2023-08".parse().unwrap()));
        assert!(!PartialDate::new(2023, 8, 0).unwrap().covers(PartialDate::year(2023)));
    }
}
