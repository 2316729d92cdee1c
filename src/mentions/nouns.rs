//! What a common noun denotes: the lexicon's sense with the most fitting words, or a class by the noun's form.
use super::phrase::{is_plural, lower, of_complement};
use super::reading::Reading;
use crate::lexicon::ClassId;
use crate::lexicon::gazetteer::{NounKind, NounSense};
use crate::syntax::{Sentence, TokenId, Upos};
use crate::text::Document;

/// Class and kind of a noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Denoted {
    pub class: ClassId,
    pub kind: NounKind,
}

/// What the phrase headed by `id` denotes; `None` for times, units and nouns that say nothing by themselves.
pub(super) fn denoted(reading: &Reading<'_>, sentence: usize, id: TokenId) -> Option<Denoted> {
    let tree = &reading.sentences[sentence];
    let Some(sense) = sense(reading, tree, id) else {
        return Some(by_form(reading, tree, id));
    };
    match (sense.class, sense.kind) {
        (_, NounKind::Time | NounKind::Unit) => None,
        (None, _) => of_what(reading, sentence, id),
        (Some(class), kind) => {
            let plural = is_plural(tree, id);
            let class = sense.plural_class.filter(|_| plural).unwrap_or(class);
            Some(Denoted { class: if plural { class } else { single(reading, tree, id, class, kind) }, kind })
        }
    }
}

/// The class of one where the lexicon gives that of several: one state of a group of states, one person of many.
fn single(reading: &Reading<'_>, tree: &Sentence, id: TokenId, class: ClassId, kind: NounKind) -> ClassId {
    let classes = &reading.classes;
    if class == classes.group {
        return if is_state(&tree.token(id).lemma) { classes.country } else { classes.actor };
    }
    let collective = matches!(tree.token(id).lemma.as_str(), "side" | "party" | "people" | "public");
    if class == classes.actor && kind == NounKind::Person && !collective { classes.person } else { class }
}

/// "a series of strikes" denotes what its complement denotes.
fn of_what(reading: &Reading<'_>, sentence: usize, id: TokenId) -> Option<Denoted> {
    let tree = &reading.sentences[sentence];
    let complement = of_complement(reading.document, tree, id)?;
    if let Some(name) = reading.holder(sentence, complement) {
        let class = reading.mentions[name].class;
        let place = class == reading.classes.country || class == reading.classes.place;
        return place.then_some(Denoted { class: reading.classes.place, kind: NounKind::Thing });
    }
    let sense = sense(reading, tree, complement);
    match sense.map(|s| (s.class, s.kind)) {
        Some((Some(class), kind)) => Some(Denoted { class, kind }),
        Some((None, _)) => None,
        None => Some(by_form(reading, tree, complement)),
    }
}

/// The longest sense of the lexicon whose words stand around the head.
pub(super) fn sense<'g>(reading: &Reading<'g>, tree: &Sentence, id: TokenId) -> Option<&'g NounSense> {
    let document = reading.document;
    let lemma = &tree.token(id).lemma;
    let form = tree.form(document, id);
    let lowered = lemma.to_lowercase();
    let candidates = [lemma.as_str(), lowered.as_str(), form];
    let senses = candidates.iter().map(|c| reading.gazetteer.nouns(c)).find(|s| !s.is_empty())?;
    senses.iter().find(|s| fits(document, tree, id, s))
}

fn fits(document: &Document, tree: &Sentence, id: TokenId, sense: &NounSense) -> bool {
    let is = |at: usize, word: &str| {
        tree.tokens
            .get(at)
            .is_some_and(|t| t.lemma.eq_ignore_ascii_case(word) || lower(document, tree, TokenId(at as u32)) == word)
    };
    let mut at = id.index();
    for word in sense.before.iter().rev() {
        let Some(previous) = previous_word(tree, at) else { return false };
        if !is(previous, word) {
            return false;
        }
        at = previous;
    }
    sense.after.iter().enumerate().all(|(i, word)| is(id.index() + 1 + i, word))
}

/// The token before, hyphens left out.
fn previous_word(tree: &Sentence, at: usize) -> Option<usize> {
    (0..at).rev().find(|i| tree.tokens[*i].upos != Upos::Punct)
}

fn by_form(reading: &Reading<'_>, tree: &Sentence, id: TokenId) -> Denoted {
    let lemma = tree.token(id).lemma.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|e| lemma.len() > e.len() + 2 && lemma.ends_with(e));
    if ends(&["tion", "sion", "ment", "ing", "al"]) {
        return Denoted { class: reading.classes.measure, kind: NounKind::Act };
    }
    if matches!(
        lemma.as_str(),
        "man" | "woman" | "boy" | "girl" | "wife" | "husband" | "son" | "daughter" | "mother" | "father"
    ) {
        let class = if is_plural(tree, id) { reading.classes.actor } else { reading.classes.person };
        return Denoted { class, kind: NounKind::Person };
    }
    if ends(&["er", "or", "ist", "man", "men", "woman", "ian", "ee"]) {
        return Denoted { class: reading.classes.actor, kind: NounKind::Person };
    }
    Denoted { class: reading.classes.principle, kind: NounKind::Thing }
}

/// Nouns that denote one state in the singular.
pub(super) fn is_state(lemma: &str) -> bool {
    matches!(
        lemma.to_lowercase().as_str(),
        "country" | "nation" | "state" | "republic" | "kingdom" | "neighbour" | "neighbor" | "superpower" | "democracy"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mentions::testing::{gazetteer, parsed};

    fn class(lines: &str, head: u32) -> Option<String> {
        let (document, sentences) = parsed(lines);
        let (gazetteer, ontology) = gazetteer();
        let reading = Reading::new(&document, &sentences, gazetteer, ontology);
        denoted(&reading, 0, TokenId(head)).map(|d| ontology.class_name(d.class).to_owned())
    }

    #[test]
    fn the_longest_sense_wins() {
        assert_eq!(class("rule/NOUN/0/root of/ADP/3/case law/NOUN/1/nmod", 0).as_deref(), Some("Principle"));
        assert_eq!(class("the/DET/2/det war/NOUN/0/root", 1).as_deref(), Some("ArmedConflict"));
        assert_eq!(class("a/DET/2/det country/NOUN/0/root", 1).as_deref(), Some("Country"));
        assert_eq!(class("country/NOUN/2/dep countries/country/NOUN/0/root", 1).as_deref(), Some("CountryGroup"));
        assert_eq!(class("the/DET/2/det year/NOUN/0/root", 1), None);
    }

    #[test]
    fn empty_nouns_denote_their_complement() {
        let series = "a/DET/2/det series/series/NOUN/0/root of/ADP/4/case sanctions/NOUN/2/nmod";
        assert_eq!(class(series, 1).as_deref(), Some("Measure"));
        assert_eq!(class("the/DET/2/det series/series/NOUN/0/root", 1), None);
    }
}
