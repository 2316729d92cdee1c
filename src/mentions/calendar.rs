//! Arithmetic on dates of partial precision.
use super::value::Value;
use crate::text::PartialDate;

/// Units in which texts count time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
    Decade,
}

impl Unit {
    /// The unit by its singular noun.
    pub fn named(noun: &str) -> Option<Self> {
        Some(match noun {
            "day" => Self::Day,
            "week" => Self::Week,
            "month" => Self::Month,
            "year" => Self::Year,
            "decade" => Self::Decade,
            _ => return None,
        })
    }
}

/// The years from first to last.
pub(super) fn period(from: u16, to: u16) -> Value {
    Value::Period { from: Some(PartialDate::year(from)), to: Some(PartialDate::year(to)) }
}

/// The date to the precision that a distance in this unit leaves; `None` when the date is coarser than the unit.
pub(super) fn coarse(date: PartialDate, unit: Unit) -> Option<PartialDate> {
    match unit {
        Unit::Year | Unit::Decade => Some(PartialDate::year(date.year)),
        Unit::Month if date.month > 0 => PartialDate::new(date.year, date.month, 0),
        Unit::Day | Unit::Week if date.day > 0 => Some(date),
        _ => None,
    }
}

/// A date moved by whole units; `None` when it leaves the calendar.
pub(super) fn moved(date: PartialDate, unit: Unit, by: i32) -> Option<PartialDate> {
    let in_years = |n: i32| u16::try_from(i32::from(date.year) + n).ok().filter(|y| *y > 0);
    match unit {
        Unit::Year => PartialDate::new(in_years(by)?, date.month, date.day),
        Unit::Decade => PartialDate::new(in_years(by * 10)?, date.month, date.day),
        Unit::Month => {
            let months = i32::from(date.year) * 12 + i32::from(date.month) - 1 + by;
            PartialDate::new(u16::try_from(months.div_euclid(12)).ok()?, months.rem_euclid(12) as u8 + 1, 0)
        }
        Unit::Week => moved(date, Unit::Day, by * 7),
        Unit::Day => {
            let days = jiff::Span::new().try_days(i64::from(by)).ok()?;
            let day = civil(date)?.checked_add(days).ok()?;
            PartialDate::new(u16::try_from(day.year()).ok()?, day.month() as u8, day.day() as u8)
        }
    }
}

/// Day of the week, Monday being 0; `None` when the day is not known.
pub(super) fn weekday_of(date: PartialDate) -> Option<i32> {
    civil(date).map(|d| i32::from(d.weekday().to_monday_zero_offset()))
}

fn civil(date: PartialDate) -> Option<jiff::civil::Date> {
    jiff::civil::Date::new(i16::try_from(date.year).ok()?, date.month as i8, date.day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_days_carry_over() {
        let date = |t: &str| t.parse::<PartialDate>().unwrap();
        assert_eq!(moved(date("2025-01"), Unit::Month, -1), Some(date("2024-12")));
        assert_eq!(moved(date("2024-03-01"), Unit::Day, -1), Some(date("2024-02-29")));
        assert_eq!(moved(date("2024-02-29"), Unit::Year, 1), None);
        assert_eq!(moved(date("0001"), Unit::Decade, -1), None);
        assert_eq!(weekday_of(date("2025-11-20")), Some(3));
        assert_eq!(coarse(date("2025"), Unit::Month), None);
    }
}
