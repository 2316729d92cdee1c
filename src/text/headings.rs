//! Numbered headings, also those glued to the sentence behind them: "2. Shift in the Environment The current strategy was …".
use super::shape::{all_capitals, is_heading, is_small, title_case, words};

/// Words that can open a sentence and are never capitalised inside a title.
const OPENERS: &[&str] = &[
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "As",
    "With",
    "For",
    "From",
    "By",
    "To",
    "Of",
    "While",
    "When",
    "Since",
    "If",
    "It",
    "Its",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "He",
    "She",
    "They",
    "We",
    "I",
    "You",
    "However",
    "Although",
    "Though",
    "Because",
    "Despite",
    "During",
    "After",
    "Before",
    "Under",
    "Over",
    "Between",
    "Among",
    "Against",
    "Through",
    "Until",
    "Unlike",
    "Like",
    "Such",
    "Some",
    "Many",
    "Most",
    "Both",
    "Each",
    "Every",
    "All",
    "Another",
    "One",
    "Today",
    "Now",
    "Then",
    "Thus",
    "Moreover",
    "Furthermore",
    "Meanwhile",
    "Nevertheless",
    "Yet",
    "But",
    "And",
    "Or",
    "So",
    "Given",
    "According",
    "Even",
    "Also",
    "Here",
    "Once",
    "Instead",
    "Indeed",
    "Finally",
    "What",
    "Where",
    "Why",
    "How",
    "Who",
    "Our",
    "Their",
    "His",
    "Her",
    "My",
    "No",
    "Not",
    "Rather",
    "Recently",
    "Following",
    "Amid",
    "Across",
    "Beyond",
    "Without",
];

/// Headings that often stand before a sentence without any sign between.
const KNOWN: &[&str] =
    &["Introduction", "Conclusion", "Conclusions", "Background", "Summary", "Overview", "Recommendations"];

/// Length of a section number with the white space behind it: "1. ", "2.3 ", "IV. ", "Section 3. ".
#[must_use]
pub fn section_number(line: &str) -> Option<usize> {
    let label =
        ["Section ", "Chapter ", "Article ", "Part "].iter().find(|l| line.starts_with(**l)).map_or(0, |l| l.len());
    let number = line[label..].split_whitespace().next()?;
    let core = number.trim_end_matches(['.', ':']);
    let figures = !core.is_empty()
        && core.len() <= 6
        && core.split('.').all(|p| !p.is_empty() && p.len() <= 2 && p.bytes().all(|b| b.is_ascii_digit()));
    let roman = (1..=5).contains(&core.len()) && core.bytes().all(|b| b"IVX".contains(&b));
    let letter = core.len() == 1 && core.bytes().all(|b| b.is_ascii_uppercase());
    let dotted = number.len() > core.len();
    let good = figures && (dotted || core.contains('.')) || (roman || letter) && dotted;
    let end = label + number.len();
    let blank = line[end..].len() - line[end..].trim_start().len();
    let bare_decimal = !dotted && !line[end..].trim_start().starts_with(char::is_uppercase);
    (good && !bare_decimal && blank > 0 && end + blank < line.len()).then_some(end + blank)
}

/// What a numbered line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbered {
    /// A heading as a whole.
    Heading,
    /// A heading up to this byte, then a sentence.
    Glued(usize),
    /// A list item whose text begins at this byte.
    Item(usize),
}

/// Judges a line that begins with a section number.
#[must_use]
pub fn numbered(line: &str) -> Option<Numbered> {
    let at = section_number(line)?;
    let rest = &line[at..];
    if is_heading(rest) {
        return Some(Numbered::Heading);
    }
    Some(glued(rest).map_or(Numbered::Item(at), |end| Numbered::Glued(at + end)))
}

/// Where the sentence begins that is glued to a heading in title case.
fn glued(rest: &str) -> Option<usize> {
    let known = KNOWN.iter().find(|k| rest.starts_with(**k) && rest[k.len()..].starts_with(' '));
    if let Some(known) = known {
        let sentence = rest[known.len()..].trim_start();
        return sentence.starts_with(char::is_uppercase).then_some(rest.len() - sentence.len());
    }
    let starts: Vec<(usize, &str)> = word_starts(rest).collect();
    let run = starts.iter().position(|(_, w)| is_plain(w))?;
    let sentence = (2..run).rev().find(|i| opens_sentence(&starts, *i))?;
    Some(starts[sentence].0)
}

/// A capitalised function word opens a sentence when the word before it can end a heading.
fn opens_sentence(starts: &[(usize, &str)], at: usize) -> bool {
    let (_, word) = starts[at];
    let (_, before) = starts[at - 1];
    let bare = before.trim_matches(|c: char| !c.is_alphanumeric());
    OPENERS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()))
        && !bare.is_empty()
        && !is_small(bare)
        && !before.ends_with([',', ':', ';', '-'])
        && !all_capitals(word.get(..2).unwrap_or("a"))
}

/// A lower-case word that a title would have capitalised.
fn is_plain(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.starts_with(char::is_lowercase) && !is_small(bare)
}

fn word_starts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |w| (w.as_ptr() as usize - text.as_ptr() as usize, w))
}

/// Length in bytes of a run-in label with its colon: "Urgency of Japan-Korea Cooperation: The …".
///
/// In an item a few words will do; in a paragraph they must be in title case or capitals.
#[must_use]
pub fn run_in_label(line: &str, item: bool) -> Option<usize> {
    let colon = line.find(": ").filter(|c| *c <= 100)?;
    let label = &line[..colon];
    let behind = line[colon + 2..].trim_start();
    let count = words(label).count();
    let titled = title_case(label) >= 75 && (count >= 2 || all_capitals(label)) || all_capitals(label);
    let brief = item && count <= 6 && !label.contains([',', '“', '"']);
    let opens = behind.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“\"‘".contains(c));
    let sound = (1..=12).contains(&count)
        && !label.contains(['.', '?', '!', ';', '(', '“']) | label.contains("U.S.")
        && label.starts_with(char::is_uppercase)
        && behind.split_whitespace().count() >= 3;
    (sound && opens && (titled || brief)).then_some(colon + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(line: &str) -> Option<(&str, &str)> {
        match numbered(line)? {
            Numbered::Glued(at) => Some((line[..at].trim_end(), &line[at..])),
            _ => None,
        }
    }

    #[test]
    fn glued_headings_are_found() {
        for (heading, sentence) in [
            ("1. Opening of the Talks on the Northern Border", "With the arrival of the new envoy, the talks began."),
            ("2. Change in the Balance Involving Chile in Recent Years", "The present treaty was signed in 1984."),
            ("3. Outlook for the Main Lines of the Policy", "In recent years, policy has rested on two pillars."),
            ("4. The Chile-Peru Accord", "As both sides are wary, a closer accord is needed."),
            ("5. Conclusion", "Peru must act."),
        ] {
            let line = format!("{heading} {sentence}");
            assert_eq!(split(&line), Some((heading, sentence)));
        }
    }

    #[test]
    fn plain_numbered_lines() {
        assert_eq!(numbered("3. The Saudi question"), Some(Numbered::Heading));
        assert_eq!(numbered("1. The Parties shall consult in The Hague every year."), Some(Numbered::Item(3)));
        assert_eq!(numbered("IV. A GROWING ECONOMY"), Some(Numbered::Heading));
        for line in ["I came. I saw.", "2024 was a hard year.", "U.S. forces left.", "1.5 million people fled."] {
            assert_eq!(numbered(line), None, "{line}");
        }
    }

    #[test]
    fn labels() {
        let label = |line: &'static str, item| run_in_label(line, item).map(|at| &line[..at]);
        assert_eq!(label("Urgency of Port Access: The two ports are closed.", false), Some("Urgency of Port Access:"));
        assert_eq!(label("Port access: The two ports are closed.", true), Some("Port access:"));
        assert_eq!(label("Port access: The two ports are closed.", false), None);
        assert_eq!(label("The treaty had one aim: The ports had to open.", false), None);
        assert_eq!(label("At 10:30 They left the hall.", true), None);
    }
}
