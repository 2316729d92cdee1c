//! Dates in running text: days, months, years, periods and relative dates, resolved against the document and the date before.
use super::calendar::{Unit, coarse, moved, period, weekday_of};
use super::phrase::{MONTHS, head_of, is_capitalised, lower};
use super::reading::Reading;
use super::value::Value;
use crate::syntax::{Feature, Relation, TokenId, Upos};
use crate::text::{PartialDate, Span};

const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const SEASONS: &[&str] = &["spring", "summer", "autumn", "fall", "winter"];
const NUMBER_WORDS: &[&str] =
    &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const ORDINALS: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];
const DASHES: &[&str] = &["-", "–", "—"];

/// Sentences for which a date that was spoken of lends its year to a bare month or day.
const ANCHOR_HOLDS: usize = 12;
/// Sentences for which "two years later" counts from it.
const STORY_HOLDS: usize = 2;

/// A date found: the token after it, and what it means.
struct Found {
    end: usize,
    value: Value,
    rule: &'static str,
}

/// Finds the dates of all sentences.
pub(super) fn find(reading: &mut Reading<'_>) {
    let mut said: Option<(PartialDate, usize)> = None;
    for sentence in 0..reading.sentences.len() {
        let tree = &reading.sentences[sentence];
        let words: Vec<String> = tree.ids().map(|id| lower(reading.document, tree, id)).collect();
        let mut at = 0;
        while at < words.len() {
            let near = said.filter(|(_, at)| at + ANCHOR_HOLDS >= sentence).map(|(date, _)| date);
            let anchor = near.or(reading.document.published);
            let scan = Scan {
                reading,
                sentence,
                words: &words,
                anchor,
                said: said.filter(|(_, at)| at + STORY_HOLDS >= sentence),
            };
            let Some(found) = scan.date_at(at) else {
                at += 1;
                continue;
            };
            let ahead = scan.looks_ahead(at, found.end);
            if let Value::Date(date) = found.value
                && !ahead
            {
                said = Some((date, sentence));
            }
            let value = scan.bounded(at, found.value);
            let tokens = Span::new(at, found.end);
            reading.add_value(sentence, tokens, head_of(tree, tokens), value, found.rule);
            at = found.end;
        }
    }
}

struct Scan<'r, 'a> {
    reading: &'r Reading<'a>,
    sentence: usize,
    words: &'r [String],
    /// The date last spoken of, or that of the document.
    anchor: Option<PartialDate>,
    /// The date just spoken of, for "two years later".
    said: Option<(PartialDate, usize)>,
}

impl Scan<'_, '_> {
    fn date_at(&self, at: usize) -> Option<Found> {
        if self.word(at).starts_with(|c: char| c.is_ascii_digit()) {
            return self
                .day_month(at)
                .or_else(|| self.iso(at))
                .or_else(|| self.decade(at))
                .or_else(|| self.range(at))
                .or_else(|| self.year(at))
                .or_else(|| self.century(at))
                .or_else(|| self.some_time_ago(at));
        }
        self.month(at)
            .or_else(|| self.season(at))
            .or_else(|| self.fiscal(at))
            .or_else(|| self.century(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.some_time_ago(at))
            .or_else(|| self.weekday(at))
    }

    /// "by 2030", "the 2030 Agenda": a target, which the story has not come to.
    fn looks_ahead(&self, at: usize, end: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |b| self.word(b));
        matches!(before, "by" | "until" | "beyond" | "towards" | "toward" | "agenda" | "vision")
            || matches!(self.word(end), "agenda" | "goals" | "targets" | "vision")
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    fn capitalised(&self, at: usize) -> bool {
        is_capitalised(self.reading.form(self.sentence, TokenId(at as u32)))
    }

    fn upos(&self, at: usize) -> Upos {
        self.reading.sentences[self.sentence].tokens.get(at).map_or(Upos::X, |t| t.upos)
    }

    /// The year 1000–2100 at this token.
    fn year_number(&self, at: usize) -> Option<u16> {
        let word = self.word(at);
        let number = (word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok());
        number.flatten().filter(|y| (1000..=2100).contains(y))
    }

    fn day_number(&self, at: usize) -> Option<u8> {
        let word = self.word(at);
        let digits = without_ordinal(word).unwrap_or(word);
        if digits.len() > 2 { None } else { digits.parse().ok().filter(|d| (1..=31).contains(d)) }
    }

    fn month_number(&self, at: usize) -> Option<u8> {
        let word = self.word(at).trim_end_matches('.');
        let short = (3..=4).contains(&word.len()) && word != "mar";
        let found = MONTHS.iter().position(|m| *m == word || (short && m.starts_with(word)))?;
        let used = self.capitalised(at) && !matches!(self.upos(at), Upos::Aux | Upos::Verb);
        used.then_some(found as u8 + 1)
    }

    /// "August 27, 1928", "Aug. 27", "April of 1927", "May 2023", "June", "June 13–14, 2021".
    fn month(&self, at: usize) -> Option<Found> {
        let month = self.month_number(at)?;
        let day = self.day_number(at + 1);
        let mut end = at + 1 + usize::from(day.is_some());
        let last = if day.is_some() && DASHES.contains(&self.word(end)) { self.day_number(end + 1) } else { None };
        end += if last.is_some() { 2 } else { 0 };
        let year = self.year_after(end);
        let of = |d: Option<u8>| self.dated(month, d.unwrap_or(0), year.map(|(y, _)| y));
        let value = if last.is_some() { Value::Period { from: of(day), to: of(last) } } else { Value::Date(of(day)?) };
        Some(Found { end: year.map_or(end, |(_, e)| e), value, rule: "date" })
    }

    /// "27 August 1928", "27 August", "13-14 June 2021".
    fn day_month(&self, at: usize) -> Option<Found> {
        let day = self.day_number(at)?;
        let joined = DASHES.contains(&self.word(at + 1)) || self.word(at + 1) == "and";
        let last = if joined { self.day_number(at + 2) } else { None };
        let next = if last.is_some() { at + 3 } else { at + 1 + usize::from(self.word(at + 1) == "of") };
        let month = self.month_number(next)?;
        let year = self.year_after(next + 1);
        let of = |d| self.dated(month, d, year.map(|(y, _)| y));
        let value = match last {
            Some(last) => Value::Period { from: of(day), to: of(last) },
            None => Value::Date(of(day)?),
        };
        Some(Found { end: year.map_or(next + 1, |(_, e)| e), value, rule: "date" })
    }

    /// A year that completes a day or month: "1928", ", 1928", "of 1928", with the token after it.
    fn year_after(&self, at: usize) -> Option<(u16, usize)> {
        let skip = usize::from(matches!(self.word(at), "," | "of"));
        self.year_number(at + skip).map(|y| (y, at + skip + 1))
    }

    /// A day or month without a year takes the year of the date before, or the one nearest to the document's date.
    fn dated(&self, month: u8, day: u8, year: Option<u16>) -> Option<PartialDate> {
        if let Some(year) = year {
            return PartialDate::new(year, month, day);
        }
        let anchor = self.anchor?;
        let Some(now) = self.reading.document.published.filter(|p| anchor.year + 1 >= p.year) else {
            return PartialDate::new(anchor.year, month, day);
        };
        let year = match (now.month, self.is_future()) {
            (0, _) => now.year,
            (this, false) if month > this => now.year - 1,
            (this, true) if month < this => now.year + 1,
            _ => now.year,
        };
        PartialDate::new(year, month, day)
    }

    /// The sentence speaks of what will be.
    fn is_future(&self) -> bool {
        let tree = &self.reading.sentences[self.sentence];
        tree.tokens.iter().any(|t| t.upos == Upos::Aux && matches!(t.lemma.as_str(), "will" | "shall"))
            || self.words.iter().any(|w| w == "next" || w == "upcoming" || w == "coming")
    }

    fn iso(&self, at: usize) -> Option<Found> {
        let date = self.word(at).parse().ok().filter(|d: &PartialDate| d.month > 0)?;
        Some(Found { end: at + 1, value: Value::Date(date), rule: "date" })
    }

    /// "1990s", "the 1930s", "the 1800s".
    fn decade(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        let split = matches!(self.word(at + 1), "s" | "'s" | "’s") && word.ends_with('0');
        let digits = word.strip_suffix('s').unwrap_or(word).trim_end_matches(['\'', '’']);
        let year: u16 =
            digits.parse().ok().filter(|y| digits.len() == 4 && y % 10 == 0 && (1000..=2100).contains(y))?;
        if digits.len() == word.len() && !split {
            return None;
        }
        let years = if year.is_multiple_of(100) && year < 2000 { 99 } else { 9 };
        let end = at + 1 + usize::from(digits.len() == word.len());
        Some(Found { end, value: period(year, year + years), rule: "decade" })
    }

    /// "1949-1966", "1941–45", "from 1949 to 1966", "between 1949 and 1951".
    fn range(&self, at: usize) -> Option<Found> {
        let from = self.year_number(at)?;
        let opener = at.checked_sub(1).map_or("", |b| self.word(b));
        let joined = match self.word(at + 1) {
            "to" | "until" | "through" => opener == "from",
            "and" => opener == "between",
            word => DASHES.contains(&word),
        };
        let short = || {
            let two: u16 = self.word(at + 2).parse().ok().filter(|_| self.word(at + 2).len() == 2)?;
            Some(from / 100 * 100 + two)
        };
        let to = if joined { self.year_number(at + 2).or_else(short) } else { None };
        let to = to.filter(|to| *to > from)?;
        Some(Found { end: at + 3, value: period(from, to), rule: "date-range" })
    }

    /// A bare year, unless it counts something.
    fn year(&self, at: usize) -> Option<Found> {
        let year = self.year_number(at)?;
        let tree = &self.reading.sentences[self.sentence];
        let token = &tree.tokens[at];
        let counted =
            token.head.filter(|h| h.index() > at && token.relation == Relation::Nummod).map(|h| tree.token(h));
        let counts = counted.is_some_and(|h| h.upos == Upos::Noun && h.features.is(Feature::Number, "Plur"));
        let before = at.checked_sub(1).map_or("", |b| self.word(b));
        let numbered = matches!(
            before,
            "$" | "€"
                | "£"
                | "¥"
                | "no."
                | "resolution"
                | "section"
                | "order"
                | "u.s.c."
                | "u.s.c"
                | "c.f.r."
                | "stat."
                | "§"
                | "§§"
                | "article"
                | "sec."
                | "page"
                | "p."
                | "pp."
                | "room"
                | "suite"
                | "highway"
                | "route"
        );
        (!counts && !numbered).then(|| Found { end: at + 1, value: Value::Date(PartialDate::year(year)), rule: "year" })
    }

    /// "spring 1989", "the summer of 2021".
    fn season(&self, at: usize) -> Option<Found> {
        let (year, end) = if SEASONS.contains(&self.word(at)) { self.year_after(at + 1)? } else { return None };
        Some(Found { end, value: Value::Date(PartialDate::year(year)), rule: "season" })
    }

    /// "fiscal year 2025", "FY2025", "FY 2025".
    fn fiscal(&self, at: usize) -> Option<Found> {
        let (digits, end) = match (self.word(at), self.word(at + 1)) {
            ("fiscal", "year") => (self.word(at + 2), at + 3),
            ("fiscal" | "fy", digits) => (digits, at + 2),
            (word, _) => (word.strip_prefix("fy")?, at + 1),
        };
        let year = digits.parse().ok().filter(|y| (1000..=2100).contains(y))?;
        Some(Found { end, value: Value::Date(PartialDate::year(year)), rule: "fiscal-year" })
    }

    /// "the 19th century", "the twenty-first century".
    fn century(&self, at: usize) -> Option<Found> {
        let (number, after) = match (self.word(at), self.word(at + 1), self.word(at + 2)) {
            ("twenty", "-", "first") => (21, at + 3),
            ("twenty-first", ..) => (21, at + 1),
            (word, ..) => {
                let spelled = ORDINALS.iter().position(|o| *o == word).map(|i| i as u16 + 1);
                (spelled.or_else(|| without_ordinal(word)?.parse().ok())?, at + 1)
            }
        };
        let after = after + usize::from(self.word(after) == "-");
        let is_century = self.word(after) == "century" && (11..=21).contains(&number);
        is_century.then(|| Found {
            end: after + 1,
            value: period((number - 1) * 100, (number - 1) * 100 + 99),
            rule: "century",
        })
    }

    /// "today", "last month", "this year", "that year", "the following year".
    fn relative(&self, at: usize) -> Option<Found> {
        let now = self.reading.document.published;
        let today = now.filter(|d| d.day > 0);
        let (words, date) = match (self.word(at), self.word(at + 1), self.word(at + 2)) {
            ("today" | "tonight", ..) => (1, today?),
            ("yesterday", ..) => (1, moved(today?, Unit::Day, -1)?),
            ("tomorrow", ..) => (1, moved(today?, Unit::Day, 1)?),
            ("last", unit, _) => (2, shifted(now?, unit, -1)?),
            ("this" | "current", unit, _) => (2, shifted(now?, unit, 0)?),
            ("next" | "coming", unit, _) => (2, shifted(now?, unit, 1)?),
            ("that", unit @ ("year" | "month"), _) => (2, shifted(self.anchor?, unit, 0)?),
            ("the", "same", unit @ ("year" | "month" | "day")) => (3, shifted(self.anchor?, unit, 0)?),
            ("the", "following", unit @ ("year" | "month" | "day")) => (3, shifted(self.anchor?, unit, 1)?),
            ("the", "previous" | "preceding", unit @ ("year" | "month" | "day")) => {
                (3, shifted(self.anchor?, unit, -1)?)
            }
            _ => return None,
        };
        Some(Found { end: at + words, value: Value::Date(date), rule: "relative-date" })
    }

    /// "two years ago", "three months later", "a decade earlier".
    fn some_time_ago(&self, at: usize) -> Option<Found> {
        let number = match self.word(at) {
            "a" | "an" => 1,
            word => {
                let spelled = NUMBER_WORDS.iter().position(|n| *n == word).map(|n| n as i32);
                spelled.or_else(|| word.parse().ok()).filter(|n| (1..1000).contains(n))?
            }
        };
        let unit = Unit::named(self.word(at + 1).trim_end_matches('s'))?;
        let ends = matches!(self.word(at + 3), "" | "," | "." | ";" | ":");
        let (from, sign) = match self.word(at + 2) {
            "ago" => (self.reading.document.published?, -1),
            "earlier" | "previously" => (self.said?.0, -1),
            "later" | "afterwards" | "afterward" => (self.said?.0, 1),
            "before" if ends => (self.said?.0, -1),
            "after" if ends => (self.said?.0, 1),
            _ => return None,
        };
        let date = moved(coarse(from, unit)?, unit, sign * number)?;
        Some(Found { end: at + 3, value: Value::Date(date), rule: "relative-date" })
    }

    /// "on Monday": the latest before the document's date, or the next when the sentence speaks of the future.
    fn weekday(&self, at: usize) -> Option<Found> {
        let wanted = WEEKDAYS.iter().position(|w| *w == self.word(at)).filter(|_| self.capitalised(at))? as i32;
        let now = self.reading.document.published.filter(|d| d.day > 0)?;
        let back = (weekday_of(now)? - wanted).rem_euclid(7);
        let shift = if self.is_future() { (7 - back) % 7 } else { -back };
        Some(Found { end: at + 1, value: Value::Date(moved(now, Unit::Day, shift)?), rule: "weekday" })
    }

    /// "since 1992" and "until 2030" are periods with one open end.
    fn bounded(&self, at: usize, value: Value) -> Value {
        let Value::Date(date) = value else { return value };
        let skipped = |w: &&String| {
            !matches!(w.as_str(), "the" | "early" | "late" | "mid" | "-" | "around" | "about" | "at" | "least")
        };
        match self.words[..at].iter().rev().find(skipped).map(String::as_str) {
            Some("since") => Value::Period { from: Some(date), to: None },
            Some("until" | "till" | "through") => Value::Period { from: None, to: Some(date) },
            _ => Value::Date(date),
        }
    }
}

/// "27th" without its ending.
fn without_ordinal(word: &str) -> Option<&str> {
    ["st", "nd", "rd", "th"].iter().find_map(|s| word.strip_suffix(s)).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))
}

/// A date moved by units, to the unit's precision; a month's name or a season counts as a unit.
fn shifted(from: PartialDate, unit: &str, by: i32) -> Option<PartialDate> {
    if let Some(month) = MONTHS.iter().position(|m| *m == unit) {
        let month = month as u8 + 1;
        let year = match by {
            -1 if month >= from.month => from.year.checked_sub(1)?,
            1 if month <= from.month => from.year + 1,
            _ => from.year,
        };
        return PartialDate::new(year, month, 0);
    }
    match unit {
        "year" => moved(PartialDate::year(from.year), Unit::Year, by),
        "month" if from.month > 0 => moved(PartialDate::new(from.year, from.month, 0)?, Unit::Month, by),
        "week" if from.day > 0 && by != 0 => {
            let day = moved(from, Unit::Week, by)?;
            PartialDate::new(day.year, day.month, 0)
        }
        "day" if from.day > 0 => moved(from, Unit::Day, by),
        "spring" | "summer" | "autumn" | "fall" | "winter" => {
            let before = by < 0 && (1..9).contains(&from.month) && !matches!(unit, "spring" | "winter");
            Some(PartialDate::year(from.year - u16::from(before && from.year > 1)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mentions::testing::{gazetteer, parsed};

    /// Values of a flat text; every token hangs on the first.
    fn values(text: &str) -> Vec<String> {
        let word = |(i, w): (usize, &str)| {
            let tag = if w.bytes().all(|b| b.is_ascii_digit()) { "NUM" } else { "NOUN" };
            let (head, relation) = if i == 0 { (0, "root") } else { (1, "dep") };
            format!("{w}/{}/{head}/{relation}", if w == "will" { "AUX" } else { tag })
        };
        let line = text.split_whitespace().enumerate().map(word).collect::<Vec<_>>().join(" ");
        let (document, sentences) = parsed(&line);
        let (gazetteer, ontology) = gazetteer();
        let mut reading = Reading::new(&document, &sentences, gazetteer, ontology);
        find(&mut reading);
        let show = |d: Option<PartialDate>| d.map_or("?".to_owned(), |d| d.to_string());
        let written = |value: &Value| match value {
            Value::Date(d) => d.to_string(),
            Value::Period { from, to } => format!("{}/{}", show(*from), show(*to)),
            other => format!("{other:?}"),
        };
        reading.mentions.iter().filter_map(|m| m.value.as_ref()).map(written).collect()
    }

    #[test]
    fn calendar_dates() {
        for (text, date) in [
            ("signed on August 27 , 1928 .", "1928-08-27"),
            ("signed on 27 August 1928 .", "1928-08-27"),
            ("in April of 1927 .", "1927-04"),
            ("in April 1927 .", "1927-04"),
            ("in 1927 .", "1927"),
            ("the spring of 1989", "1989"),
            ("in fiscal year 2026", "2026"),
            ("on 2024-05-06", "2024-05-06"),
            ("on 3 June", "2025-06-03"),
            ("on December 3", "2024-12-03"),
            ("will meet on December 3", "2025-12-03"),
        ] {
            assert_eq!(values(text), [date], "{text}");
        }
    }

    #[test]
    fn periods() {
        for (text, period) in [
            ("in the 1930s", "1930/1939"),
            ("in the 1800s", "1800/1899"),
            ("in the 19th century", "1800/1899"),
            ("from 1949 to 1966", "1949/1966"),
            ("in 1941 – 45", "1941/1945"),
            ("since 1992", "1992/?"),
            ("until March 2030", "?/2030-03"),
            ("on 13 - 14 June 2021", "2021-06-13/2021-06-14"),
        ] {
            assert_eq!(values(text), [period], "{text}");
        }
    }

    #[test]
    fn relative_dates_count_from_the_document_or_the_date_before() {
        for (text, dates) in [
            ("today", vec!["2025-11-20"]),
            ("last month", vec!["2025-10"]),
            ("next year", vec!["2026"]),
            ("last May", vec!["2025-05"]),
            ("two years ago", vec!["2023"]),
            ("in 1990 ; two years later , they", vec!["1990", "1992"]),
            ("on 3 March 1990 ; the following month", vec!["1990-03-03", "1990-04"]),
            ("on Tuesday", vec!["2025-11-18"]),
            ("yesterday", vec!["2025-11-19"]),
        ] {
            assert_eq!(values(text), dates, "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_dates() {
        for text in ["may 5 men", "the 5th fleet", "a march", "two years before the war", "resolution 1701"] {
            assert!(values(text).is_empty(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "([a-zA-Z0-9,.–-]{1,9} ){1,12}") {
            let _ = values(&text);
        }
    }
}
