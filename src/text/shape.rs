//! What a line looks like: heading, name, affiliation, tags, waste. Pure judgements on one line, without its neighbours.

/// Small words that stay lower-case inside a title.
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "de", "for", "from", "in", "into", "la", "nor", "of", "on", "onto",
    "or", "over", "per", "the", "to", "under", "v", "via", "vs", "with", "within", "without", "after", "before",
    "between", "beyond", "during", "its", "is", "than", "that",
];

/// Honorifics and offices before a name; not part of its normal form.
const HONORIFICS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "amb",
    "ambassador",
    "gen",
    "general",
    "admiral",
    "adm",
    "col",
    "colonel",
    "capt",
    "captain",
    "lt",
    "maj",
    "rear",
    "vice-admiral",
    "hon",
    "rt",
    "lord",
    "lady",
    "rev",
];

/// Words that name a post or an institution: on a line of their own they tell the author's affiliation.
const POSTS: &[&str] = &[
    "president",
    "director",
    "fellow",
    "professor",
    "institute",
    "institut",
    "institution",
    "centre",
    "center",
    "university",
    "research",
    "foundation",
    "council",
    "ministry",
    "scholar",
    "analyst",
    "ambassador",
    "minister",
    "chair",
    "chairman",
    "editor",
    "correspondent",
    "school",
    "college",
    "programme",
    "program",
    "department",
    "researcher",
    "lecturer",
    "academy",
    "forum",
    "society",
    "association",
    "head",
    "secretary",
    "adviser",
    "advisor",
    "officer",
    "observatory",
    "lab",
    "laboratory",
    "think",
    "desk",
    "unit",
    "commissioner",
    "representative",
    "economist",
    "historian",
    "journalist",
    "senator",
    "governor",
    "envoy",
    "delegate",
    "partner",
    "counsel",
];

/// Capitalised words of titles and institutions that never stand in the name of a person.
const NO_NAMES: &[&str] = &[
    "policy",
    "security",
    "review",
    "strategy",
    "relations",
    "war",
    "peace",
    "crisis",
    "report",
    "analysis",
    "commentary",
    "brief",
    "briefing",
    "statement",
    "politics",
    "affairs",
    "world",
    "news",
    "press",
    "release",
    "fact",
    "sheet",
    "remarks",
    "treaty",
    "agreement",
    "alliance",
    "partnership",
    "cooperation",
    "summit",
    "conference",
    "office",
    "house",
    "state",
    "states",
    "united",
    "nations",
    "introduction",
    "conclusion",
    "background",
    "key",
    "takeaways",
    "summary",
    "executive",
    "opinion",
    "order",
    "future",
    "new",
    "joint",
    "international",
    "national",
    "global",
    "regional",
    "government",
    "congress",
    "union",
    "sanctions",
    "defense",
    "defence",
    "military",
    "nuclear",
    "trade",
    "history",
    "speech",
    "address",
    "message",
    "annual",
    "sea",
    "ocean",
    "region",
    "north",
    "south",
    "east",
    "west",
    "european",
    "american",
    "asian",
    "african",
    "chapter",
    "section",
    "part",
    "room",
    "street",
    "avenue",
    "my",
    "our",
    "your",
    "what",
    "why",
    "how",
    "when",
    "who",
    "where",
    "no",
    "not",
    "all",
    "one",
    "two",
    "first",
];

/// Bare words of a line: split at white space, punctuation at both ends dropped.
pub fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty())
}

/// True when `word` is in the list, whatever its case.
#[must_use]
pub fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|l| l.eq_ignore_ascii_case(word))
}

/// True for a word that titles write small.
#[must_use]
pub fn is_small(word: &str) -> bool {
    is_one_of(word, SMALL)
}

fn is_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}

/// Capitalised words in percent of those that a title would capitalise.
#[must_use]
pub fn title_case(line: &str) -> usize {
    let counted: Vec<bool> =
        words(line).enumerate().filter(|(i, w)| *i == 0 || !is_small(w)).map(|(_, w)| is_capital(w)).collect();
    counted.iter().filter(|c| **c).count() * 100 / counted.len().max(1)
}

/// True for letters that are all capitals.
#[must_use]
pub fn all_capitals(line: &str) -> bool {
    line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase)
}

/// True for a short line that reads as a heading: no final stop, begins with a capital or figure.
#[must_use]
pub fn is_heading(line: &str) -> bool {
    let count = words(line).count();
    if count == 0
        || count > 16
        || !line.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“\"‘'¿*".contains(c))
    {
        return false;
    }
    if line.ends_with(':') {
        return title_case(line) >= 75 || all_capitals(line);
    }
    let stopped = line.ends_with(['.', ',', ';', '—', '–', '-']) && !ends_in_abbreviation(line);
    let asks = line.ends_with(['?', '!', '”', '"', ')']);
    !stopped && (!asks || title_case(line) >= 75) && (count <= 10 || title_case(line) >= 60)
}

/// True for a line fit to be the title: like a heading, but up to thirty words and with a question mark if it likes.
#[must_use]
pub fn is_title(line: &str) -> bool {
    let count = words(line).count();
    let stopped = line.ends_with(['.', ',', ';', ':', '!', '—']) && !ends_in_abbreviation(line);
    (1..=30).contains(&count)
        && (!stopped || all_capitals(line))
        && line.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“\"‘'".contains(c))
}

fn ends_in_abbreviation(line: &str) -> bool {
    ["U.S.", "D.C.", "U.N.", "U.K.", "Jr.", "Sr."].iter().any(|a| line.ends_with(a))
}

/// True for lines that nobody reads for content: rules, page numbers, addresses on the web, copyright, navigation.
#[must_use]
pub fn is_waste(line: &str) -> bool {
    let lower = line.to_lowercase();
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let starts = |list: &[&str]| list.iter().any(|s| lower.starts_with(s));
    letters == 0
        || is_bare_address(line)
        || line.ends_with(">>")
        || line.matches('|').count() >= 3
        || line.matches('\t').count() >= 2
        || starts(&[
            "©",
            "copyright",
            "(c) ",
            "all rights reserved",
            "read more",
            "share this",
            "subscribe",
            "click here",
        ])
        || starts(&[
            "photo:",
            "image:",
            "photo credit",
            "image credit",
            "share on ",
            "follow us",
            "download pdf",
            "print this",
        ])
        || lower.contains("all rights reserved")
}

fn is_bare_address(line: &str) -> bool {
    let web = |w: &str| w.starts_with("http://") || w.starts_with("https://") || w.starts_with("www.");
    let mut words = line.split_whitespace();
    let (mut addresses, mut others) = (0, 0);
    words.by_ref().for_each(|w| if web(w) { addresses += 1 } else { others += 1 });
    addresses > 0 && others <= 3
}

/// True for a remark of the stenographer that stands alone: "(Applause.)".
#[must_use]
pub fn is_stage_note(line: &str) -> bool {
    (line.starts_with('(') && line.ends_with(')') || line.starts_with('[') && line.ends_with(']'))
        && line.len() < 60
        && line[1..line.len() - 1].find(['(', '[', ')', ']']).is_none()
}

/// True for tag lines and breadcrumbs: "#Japan #Korea", "Topics: …", "Home › Research".
#[must_use]
pub fn is_tags(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let tagged =
        words.clone().next().is_some_and(|w| w.len() > 1 && w.starts_with('#') && !w[1..].starts_with(['#', ' ']))
            && words.all(|w| {
                w.starts_with('#') || w.starts_with(char::is_uppercase) || w == "and" || w == "of" || w == "&"
            });
    let lower = line.to_lowercase();
    let listed = ["tags:", "topics:", "keywords:", "filed under", "categories:", "related topics"];
    let count = line.split_whitespace().count();
    tagged
        || count <= 25 && listed.iter().any(|l| lower.starts_with(l))
        || count <= 15 && ["›", " » ", " > "].iter().any(|s| line.matches(s).count() >= 1) && !line.ends_with('.')
}

/// True when the line names posts and institutions and is no sentence.
#[must_use]
pub fn is_affiliation(line: &str) -> bool {
    let count = words(line).count();
    (1..=40).contains(&count) && !line.ends_with(['.', ':', '?', '!']) && title_case(line) >= 60 && names_post(line)
}

/// True when a word of the line names a post or institution.
#[must_use]
pub fn names_post(line: &str) -> bool {
    words(line).any(|w| is_one_of(w, POSTS))
}

/// The normal form of a person's name when the words are one: honorifics dropped, all-caps family names lowered.
#[must_use]
pub fn person(line: &str) -> Option<String> {
    let mut parts: Vec<&str> = line.split_whitespace().collect();
    while parts.first().is_some_and(|w| is_one_of(w.trim_end_matches('.'), HONORIFICS)) {
        parts.remove(0);
    }
    let named = (2..=5).contains(&parts.len())
        && parts.iter().all(|w| is_name_part(w))
        && parts.first().is_some_and(|w| is_capital(w))
        && parts.last().is_some_and(|w| is_capital(w) && w.chars().count() > 1);
    let shouted = parts.iter().all(|w| all_capitals(w));
    named.then(|| parts.iter().map(|w| calm(w, shouted)).collect::<Vec<_>>().join(" "))
}

/// True when the line opens with an honorific.
#[must_use]
pub fn has_honorific(line: &str) -> bool {
    line.split_whitespace().next().is_some_and(|w| is_one_of(w.trim_end_matches('.'), HONORIFICS))
}

fn is_name_part(word: &str) -> bool {
    let particle =
        ["de", "van", "von", "der", "den", "la", "le", "al", "bin", "ibn", "da", "di", "du", "dos", "el", "ter", "y"];
    let lettered =
        word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c)) && !word.ends_with("'s") && !word.ends_with("’s");
    let dotted = word.contains('.') && word.trim_end_matches('.').chars().count() > 2 && !matches!(word, "Jr." | "Sr.");
    lettered
        && !dotted
        && (is_capital(word) || particle.contains(&word))
        && !is_one_of(word, NO_NAMES)
        && !is_one_of(word, POSTS)
        && (!is_small(word) || particle.contains(&word))
}

/// "TOKUCHI" becomes "Tokuchi", "LEE-KIM" "Lee-Kim"; initials and short all-caps given names stay.
fn calm(word: &str, shouted: bool) -> String {
    if !all_capitals(word) || word.contains('.') || (word.chars().count() < 3 && !shouted) {
        return word.to_owned();
    }
    let mut first = true;
    word.chars()
        .flat_map(|c| {
            let kept = first;
            first = !c.is_alphabetic();
            let lowered: Vec<char> = if kept { vec![c] } else { c.to_lowercase().collect() };
            lowered
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        for line in [
            "Introduction",
            "Key Takeaways:",
            "What has been lost",
            "The London Naval Conference, 1930",
            "IV. A GROWING ECONOMY",
        ] {
            assert!(is_heading(line), "{line}");
        }
        for line in ["This includes:", "We will.", "Mr. President,", "and so on", "What follows?", ""] {
            assert!(!is_heading(line), "{line}");
        }
    }

    #[test]
    fn names() {
        for (line, name) in [
            ("Mr. Hideshi TOKUCHI", Some("Hideshi Tokuchi")),
            ("Professor Kwabena Asante-Lindqvist", Some("Kwabena Asante-Lindqvist")),
            ("Tobias R. Lindqvist-Mora", Some("Tobias R. Lindqvist-Mora")),
            ("LAURA VAN DYCK", Some("Laura Van Dyck")),
            ("Ursula von der Leyen", Some("Ursula von der Leyen")),
            ("Japanese Security Policy", None),
            ("Autonomy by Default", None),
            ("Japan", None),
        ] {
            assert_eq!(person(line).as_deref(), name, "{line}");
        }
    }

    #[test]
    fn waste_and_tags() {
        for line in ["# # #", "10-55122 14", "https://example.org/a", "© 2024 The Institute", "WEB RESOURCES >>"] {
            assert!(is_waste(line), "{line}");
        }
        for line in ["#Japan", "#South Korea", "#a #b", "Topics: Asia, Defence", "Home › Research"] {
            assert!(is_tags(line), "{line}");
        }
        assert!(!is_tags("Exports rose > 5 percent."));
    }
}
