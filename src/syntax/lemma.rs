//! Dictionary forms of verbs and nouns: irregular forms from a table, regular ones by their endings where that leads to a known base form; for all else
//! the model's edit script stands. The tables are made by `training/lemmas.py`.
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use smol_str::{SmolStr, format_smolstr};

use super::{Feature, Features, Upos};

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

/// The lemma of a form; the model is asked only for what no rule settles.
pub fn checked(form: &str, upos: Upos, features: Features, model: impl FnOnce() -> SmolStr) -> SmolStr {
    if !matches!(upos, Upos::Verb | Upos::Noun) || !form.bytes().all(|b| b.is_ascii_alphabetic()) {
        return model();
    }
    let lower = form.to_ascii_lowercase();
    let verb = upos == Upos::Verb;
    if verb || features.is(Feature::Number, "Plur") {
        if let Some(lemma) = IRREGULAR.get(&(lower.as_str(), verb)) {
            return SmolStr::new_static(lemma);
        }
        if let Some(base) = regular(&lower, verb) {
            return base;
        }
    }
    let bases = if verb { &*VERBS } else { &*NOUNS };
    bases.get(lower.as_str()).map_or_else(model, |base| SmolStr::new_static(base))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma(form: &str, upos: Upos, features: &str) -> SmolStr {
        checked(form, upos, features.parse().unwrap(), || SmolStr::new_static("?"))
    }

    #[test]
    fn verbs_lose_their_endings() {
        let cases = [
            ("includes", "include"),
            ("ratified", "ratify"),
            ("controlled", "control"),
            ("signed", "sign"),
            ("Met", "meet"),
            ("withdrew", "withdraw"),
            ("ceding", "cede"),
            ("imposing", "impose"),
            ("needed", "need"),
            ("passes", "pass"),
        ];
        for (form, base) in cases {
            assert_eq!(lemma(form, Upos::Verb, "_"), base, "{form}");
        }
    }

    #[test]
    fn only_plurals_lose_theirs() {
        for (form, base) in [("treaties", "treaty"), ("crises", "crisis"), ("missiles", "missile"), ("men", "man")] {
            assert_eq!(lemma(form, Upos::Noun, "Number=Plur"), base, "{form}");
        }
        assert_eq!(lemma("crisis", Upos::Noun, "Number=Sing"), "crisis");
    }

    #[test]
    fn unknown_words_are_left_to_the_model() {
        assert_eq!(lemma("blorfed", Upos::Verb, "_"), "?");
        assert_eq!(lemma("Kennan", Upos::Propn, "_"), "?");
    }
}
