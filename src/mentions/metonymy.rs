//! Whether the name of a capital or seat acts as a government in its clause, or is the place.
use super::phrase::lower;
use crate::syntax::{Relation, Sentence, TokenId, Upos};
use crate::text::Document;

/// Verbs of going to, taking or damaging a place: their object is the place.
const GOING: &[&str] = &[
    "visit",
    "leave",
    "reach",
    "enter",
    "tour",
    "capture",
    "take",
    "seize",
    "occupy",
    "bomb",
    "shell",
    "liberate",
    "besiege",
    "evacuate",
    "flee",
    "recapture",
    "retake",
    "surround",
    "bombard",
    "encircle",
    "burn",
    "cross",
    "rebuild",
    "locate",
    "situate",
    "hit",
    "strike",
];

/// Verbs and nouns of movement: "to Tokyo", "from Tokyo" after them is a place.
const MOVING: &[&str] = &[
    "go",
    "come",
    "travel",
    "fly",
    "return",
    "arrive",
    "march",
    "move",
    "drive",
    "head",
    "visit",
    "trip",
    "flight",
    "road",
    "journey",
    "tour",
    "travel",
    "walk",
    "sail",
    "withdraw",
    "bring",
    "take",
    "invite",
    "welcome",
    "back",
    "train",
    "route",
    "close",
    "near",
    "north",
    "south",
    "east",
    "west",
    "kilometre",
    "kilometer",
    "mile",
    "hour",
    "relocate",
    "flee",
    "evacuate",
    "escape",
    "depart",
    "hail",
    "extend",
    "stretch",
    "leave",
];

/// Prepositions of place.
const PLACING: &[&str] = &[
    "in",
    "at",
    "near",
    "outside",
    "around",
    "through",
    "throughout",
    "across",
    "into",
    "over",
    "inside",
    "within",
    "via",
    "beyond",
    "off",
    "onto",
    "above",
    "along",
    "past",
    "under",
    "of",
];

/// Nouns of dealings between parties: "a Washington official", "the Moscow line".
const DEALINGS: &[&str] = &[
    "official",
    "government",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "policymaker",
    "insider",
    "diplomat",
    "leadership",
    "administration",
    "regime",
    "policy",
    "aide",
    "adviser",
    "advisor",
    "line",
    "decision",
];

/// True when the place name at `head` is one who acts, possesses or is dealt with, not where something is.
pub(super) fn acts(document: &Document, sentence: &Sentence, head: TokenId) -> bool {
    let token = sentence.token(head);
    let Some(governor) = token.head else {
        return sentence.child(head, Relation::Cop).is_none() && !is_apposed_to_place(sentence, head);
    };
    let above = sentence.token(governor);
    let lemma = above.lemma.to_lowercase();
    if let Some(case) = sentence.child(head, Relation::Case).filter(|_| token.relation != Relation::NmodPoss) {
        return acts_after(&lower(document, sentence, case), above.upos, &lemma);
    }
    match token.relation {
        Relation::Nsubj | Relation::NsubjOuter => !is_place_predicate(sentence, governor),
        Relation::NsubjPass | Relation::Obj | Relation::Iobj => !GOING.contains(&lemma.as_str()),
        Relation::NmodPoss => !is_spot(&lemma),
        Relation::Conj => acts(document, sentence, governor),
        Relation::Compound => DEALINGS.contains(&lemma.as_str()),
        Relation::Appos
        | Relation::Flat
        | Relation::Amod
        | Relation::NmodDesc
        | Relation::NmodUnmarked
        | Relation::OblUnmarked => false,
        _ => true,
    }
}

fn acts_after(case: &str, upos: Upos, governor: &str) -> bool {
    match case {
        "to" | "from" | "for" => !MOVING.contains(&governor),
        "on" => {
            upos == Upos::Noun
                || matches!(governor, "rely" | "depend" | "call" | "press" | "count" | "lean" | "turn" | "impose")
        }
        case => !PLACING.contains(&case),
    }
}

/// A name in apposition below: "Paris, France" as a fragment.
fn is_apposed_to_place(sentence: &Sentence, head: TokenId) -> bool {
    sentence.child(head, Relation::Appos).is_some()
}

/// The clause says what the place is: "Tokyo is the capital", "Kyiv is home to".
fn is_place_predicate(sentence: &Sentence, predicate: TokenId) -> bool {
    sentence.child(predicate, Relation::Cop).is_some()
        && matches!(
            sentence.token(predicate).lemma.as_str(),
            "capital" | "city" | "home" | "port" | "seat" | "hub" | "site" | "town" | "venue"
        )
}

/// Nouns that a city has, not a government.
fn is_spot(lemma: &str) -> bool {
    matches!(
        lemma,
        "airport"
            | "street"
            | "square"
            | "suburb"
            | "outskirt"
            | "port"
            | "harbor"
            | "harbour"
            | "population"
            | "resident"
            | "mayor"
            | "centre"
            | "center"
            | "district"
            | "skyline"
            | "stadium"
            | "museum"
            | "university"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mentions::testing::parsed;

    fn verdict(text: &str, head: u32) -> bool {
        let (document, sentences) = parsed(text);
        acts(&document, &sentences[0], TokenId(head))
    }

    #[test]
    fn a_capital_acts_as_subject_owner_and_party() {
        assert!(verdict("Tokyo/PROPN/2/nsubj pledged/pledge/VERB/0/root aid/NOUN/2/obj", 0));
        assert!(verdict("Moscow/PROPN/3/nmod:poss 's/PART/1/case decision/NOUN/0/root", 0));
        assert!(verdict(
            "talks/NOUN/0/root between/ADP/3/case Paris/PROPN/1/nmod and/CCONJ/5/cc Rabat/PROPN/3/conj",
            4
        ));
        assert!(verdict(
            "They/PRON/2/nsubj urged/urge/VERB/0/root Kyiv/PROPN/2/obj to/PART/5/mark wait/VERB/2/xcomp",
            2
        ));
    }

    #[test]
    fn a_capital_is_a_place_where_things_happen() {
        assert!(!verdict("They/PRON/2/nsubj met/meet/VERB/0/root in/ADP/4/case Tokyo/PROPN/2/obl", 3));
        assert!(!verdict("Oslo/PROPN/4/nsubj is/AUX/4/cop the/DET/4/det capital/NOUN/0/root", 0));
        assert!(!verdict("Rome/PROPN/3/nmod:poss 's/PART/1/case airport/NOUN/0/root", 0));
        assert!(!verdict("the/DET/3/det Vienna/PROPN/3/compound summit/NOUN/0/root", 1));
    }
}
