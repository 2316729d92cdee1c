//! Base forms known from treebanks and prose: where the ending of a form leads to one of them, that is its lemma.
//!
//! The three tables are made by `training/lemmas.py`.
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use smol_str::{SmolStr, format_smolstr};

/// Words, one a line.
fn words(text: &'static str) -> HashSet<&'static str> {
    text.lines().filter(|l| !l.is_empty()).collect()
}

static VERBS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| words(include_str!("lemmas/verbs.txt")));
static NOUNS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| words(include_str!("lemmas/nouns.txt")));
static IRREGULAR: LazyLock<HashMap<(&'static str, bool), &'static str>> = LazyLock::new(|| {
    let rows = include_str!("lemmas/irregular.tsv").lines().filter_map(|l| {
        let mut cells = l.split('\t');
        Some((cells.next()?, cells.next()?, cells.next()?))
    });
    rows.map(|(form, kind, lemma)| ((form, kind == "VERB"), lemma)).collect()
});

/// Endings of verbs, and what stands in their place.
const VERB_ENDINGS: &[(&str, &[&str])] = &[
    ("ies", &["y", "ie"]),
    ("ied", &["y", "ie"]),
    ("ying", &["ie", "y"]),
    ("sses", &["ss"]),
    ("es", &["e", ""]),
    ("s", &[""]),
    ("ed", &["e", ""]),
    ("ing", &["e", ""]),
];
/// Endings of plurals.
const NOUN_ENDINGS: &[(&str, &[&str])] =
    &[("ies", &["y", "ie"]), ("ves", &["f", "fe", "ve"]), ("es", &["e", "", "is"]), ("s", &[""])];

/// The base form that an inflected lower-case form of a verb, or of a noun in the plural, is known to have.
pub fn known_base(lower: &str, verb: bool) -> Option<SmolStr> {
    match IRREGULAR.get(&(lower, verb)) {
        Some(lemma) => Some(SmolStr::new_static(lemma)),
        None => regular(lower, verb),
    }
}

/// The first known base form to which the endings lead. A base form that looks inflected ("need") stays what it is.
fn regular(form: &str, verb: bool) -> Option<SmolStr> {
    let (bases, endings) = if verb { (&*VERBS, VERB_ENDINGS) } else { (&*NOUNS, NOUN_ENDINGS) };
    if verb && bases.contains(form) {
        return Some(form.into());
    }
    for (ending, replacements) in endings {
        let Some(stem) = form.strip_suffix(ending) else { continue };
        for replacement in *replacements {
            let candidate = format_smolstr!("{stem}{replacement}");
            if bases.contains(candidate.as_str()) {
                return Some(candidate);
            }
        }
        let doubled = stem.len() > 2 && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2];
        if verb && matches!(*ending, "ed" | "ing") && doubled && bases.contains(&stem[..stem.len() - 1]) {
            return Some(stem[..stem.len() - 1].into());
        }
    }
    None
}
