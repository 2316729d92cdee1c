//! Whether the name of a capital or seat acts as a government in its clause, or is the place.
use super::phrase::lower;
use crate::syntax::{Relation, Sentence, TokenId, Upos};
use crate::text::Document;

/// Verbs whose object, or whose `with`/`to`/`on` phrase, is one who acts.
const ADDRESSING: &[&str] = &[
    "accuse",
    "aid",
    "alarm",
    "anger",
    "appease",
    "arm",
    "ask",
    "assist",
    "assure",
    "back",
    "blame",
    "challenge",
    "coerce",
    "condemn",
    "confront",
    "convince",
    "criticise",
    "criticize",
    "defy",
    "deter",
    "embarrass",
    "encourage",
    "force",
    "help",
    "induce",
    "inform",
    "invite",
    "join",
    "notify",
    "oblige",
    "oppose",
    "persuade",
    "please",
    "press",
    "pressure",
    "prompt",
    "provoke",
    "punish",
    "push",
    "reassure",
    "request",
    "sanction",
    "signal",
    "supply",
    "support",
    "tell",
    "thank",
    "threaten",
    "trust",
    "urge",
    "warn",
    "worry",
    "compel",
    "lobby",
    "isolate",
    "engage",
    "bind",
    "pit",
];

/// Prepositions after which a capital is as a rule the government.
const ACTING: &[&str] =
    &["between", "with", "against", "by", "towards", "toward", "for", "among", "on", "upon", "versus", "vis-à-vis"];

/// Nouns between parties: "a letter to London", "talks with Tehran", "support from Washington".
const DEALINGS: &[&str] = &[
    "ally",
    "aid",
    "alliance",
    "alternative",
    "appeal",
    "approach",
    "assistance",
    "blow",
    "challenge",
    "commitment",
    "concession",
    "cooperation",
    "dependence",
    "friend",
    "help",
    "letter",
    "loyalty",
    "message",
    "note",
    "objection",
    "offer",
    "opposition",
    "order",
    "partner",
    "permission",
    "pledge",
    "pressure",
    "promise",
    "proposal",
    "protest",
    "request",
    "response",
    "rival",
    "sign",
    "signal",
    "sale",
    "support",
    "threat",
    "tie",
    "ultimatum",
    "warning",
    "guarantee",
    "relation",
    "closer",
    "guidance",
];

/// True when the place name at `head` is one who acts, possesses or is dealt with.
pub(super) fn acts(document: &Document, sentence: &Sentence, head: TokenId) -> bool {
    let token = sentence.token(head);
    let Some(governor) = token.head else { return false };
    let above = sentence.token(governor);
    match token.relation {
        Relation::Nsubj | Relation::NsubjOuter | Relation::OblAgent => !is_place_predicate(sentence, governor),
        Relation::NsubjPass => ADDRESSING.contains(&above.lemma.as_str()),
        Relation::NmodPoss => !is_spot(above.lemma.as_str()),
        Relation::Obj | Relation::Iobj => ADDRESSING.contains(&above.lemma.as_str()),
        Relation::Obl | Relation::Nmod => acts_after(document, sentence, head, governor),
        Relation::Conj => acts(document, sentence, governor),
        Relation::Compound => DEALINGS.contains(&above.lemma.to_lowercase().as_str()) || is_official(&above.lemma),
        _ => false,
    }
}

fn acts_after(document: &Document, sentence: &Sentence, head: TokenId, governor: TokenId) -> bool {
    let Some(case) = sentence.child(head, Relation::Case).map(|c| lower(document, sentence, c)) else { return false };
    let above = sentence.token(governor);
    let lemma = above.lemma.to_lowercase();
    match case.as_str() {
        "between" | "among" => is_pair(sentence, head),
        "on" | "for" if above.upos == Upos::Verb => {
            matches!(lemma.as_str(), "rely" | "depend" | "call" | "press" | "count" | "lean" | "speak")
        }
        "on" | "for" => DEALINGS.contains(&lemma.as_str()),
        "by" => true,
        "to" | "from" => {
            DEALINGS.contains(&lemma.as_str())
                || (above.upos == Upos::Verb
                    && matches!(
                        lemma.as_str(),
                        "signal"
                            | "concede"
                            | "appeal"
                            | "matter"
                            | "respond"
                            | "turn"
                            | "sell"
                            | "provide"
                            | "demand"
                            | "seek"
                    ))
        }
        other => ACTING.contains(&other),
    }
}

/// "between Washington and Tehran", both of whatever kind.
fn is_pair(sentence: &Sentence, head: TokenId) -> bool {
    sentence.child(head, Relation::Conj).is_some() || sentence.token(head).relation == Relation::Conj
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

fn is_official(lemma: &str) -> bool {
    matches!(
        lemma.to_lowercase().as_str(),
        "official"
            | "government"
            | "spokesman"
            | "spokesperson"
            | "spokeswoman"
            | "policymaker"
            | "insider"
            | "diplomat"
            | "leadership"
            | "administration"
            | "regime"
            | "policy"
            | "aide"
            | "adviser"
            | "advisor"
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
