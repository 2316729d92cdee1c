//! Dates as the head of a text writes them: "November 20, 2025", "3 December 2025", "Nov. 2025", "2025-11-20".
use super::date::PartialDate;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The first date in a line that names at least month and year, with the number of words it takes.
#[must_use]
pub fn find(line: &str) -> Option<(PartialDate, usize)> {
    let words: Vec<&str> = line.split([' ', '\t', '\u{a0}', '\n']).filter(|w| !w.is_empty()).collect();
    (0..words.len()).find_map(|at| at_words(&words[at..]))
}

fn at_words(words: &[&str]) -> Option<(PartialDate, usize)> {
    let bare = |i: usize| words.get(i).map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    let first = bare(0)?;
    if let Some(date) = first.parse::<PartialDate>().ok().filter(|d| d.month > 0) {
        return Some((date, 1));
    }
    if let Some(month) = month(first) {
        if let (Some(day), Some(year)) = (bare(1).and_then(day), bare(2).and_then(year)) {
            return Some((PartialDate::new(year, month, day)?, 3));
        }
        return Some((PartialDate::new(bare(1).and_then(year)?, month, 0)?, 2));
    }
    let (day, month, year) = (day(first)?, bare(1).and_then(month)?, bare(2).and_then(year)?);
    Some((PartialDate::new(year, month, day)?, 3))
}

/// 1–12 for a month's name or its abbreviation of three letters or more.
fn month(word: &str) -> Option<u8> {
    let word = word.to_ascii_lowercase();
    let found = MONTHS.iter().position(|m| m.starts_with(&word) && (word.len() >= 3 || *m == word))?;
    u8::try_from(found + 1).ok().filter(|_| word.len() >= 3)
}

fn day(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    matches!(suffix, "" | "st" | "nd" | "rd" | "th").then(|| digits.parse().ok())?.filter(|d| (1..=31).contains(d))
}

fn year(word: &str) -> Option<u16> {
    (word.len() == 4).then(|| word.parse().ok())?.filter(|y| (1500..=2200).contains(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_head_lines() {
        for (line, date) in [
            ("November 20, 2025", "2025-11-20"),
            ("Published 12 June 2025", "2025-06-12"),
            ("Commentary | 3rd October 2025", "2025-10-03"),
            ("Washington, Sept. 2021", "2021-09"),
            ("2024-02-29", "2024-02-29"),
            ("THE WHITE HOUSE, April 15, 2021.", "2021-04-15"),
        ] {
            assert_eq!(find(line).map(|(d, _)| d.to_string()).as_deref(), Some(date), "{line}");
        }
        for line in ["The War of 1812", "February 30, 2021", "May 5", "Ma 2025", "Article 4 at One"] {
            assert_eq!(find(line), None, "{line}");
        }
    }
}
