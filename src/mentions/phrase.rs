//! Noun phrases in the tree: heads, extents, owners, complements.
use crate::syntax::{Feature, Relation, Sentence, TokenId, Upos};
use crate::text::{Document, Span, Tokens};

/// Prepositions whose phrase belongs to the noun before it when it stands next to it.
const COMPLEMENT: &[&str] = &[
    "of", "in", "on", "for", "to", "with", "against", "between", "among", "from", "over", "toward", "towards", "by",
    "at", "into", "within", "around", "across", "about",
];

/// The token of a range whose governor lies outside: the head of the words.
pub(super) fn head_of(sentence: &Sentence, tokens: Span<Tokens>) -> TokenId {
    let inside = |id: TokenId| tokens.contains(id.index());
    let mut outermost = tokens.range().map(|i| TokenId(i as u32)).filter(|t| {
        sentence.tokens.get(t.index()).is_some_and(|token| token.upos != Upos::Punct && !token.head.is_some_and(inside))
    });
    outermost.next().unwrap_or(TokenId(tokens.start))
}

/// Nouns that say little without the infinitive behind them: "steps to reduce tensions", "the decision to withdraw".
const TAKES_INFINITIVE: &[&str] = &[
    "ability",
    "action",
    "agreement",
    "aim",
    "ambition",
    "appeal",
    "attempt",
    "authority",
    "bid",
    "call",
    "campaign",
    "capacity",
    "chance",
    "commitment",
    "decision",
    "demand",
    "desire",
    "determination",
    "drive",
    "duty",
    "effort",
    "failure",
    "fight",
    "goal",
    "initiative",
    "intention",
    "invitation",
    "legislation",
    "mandate",
    "means",
    "measure",
    "mechanism",
    "mission",
    "move",
    "need",
    "obligation",
    "offer",
    "operation",
    "opportunity",
    "plan",
    "pledge",
    "policy",
    "power",
    "programme",
    "program",
    "project",
    "promise",
    "proposal",
    "push",
    "quest",
    "readiness",
    "refusal",
    "request",
    "requirement",
    "resolve",
    "responsibility",
    "right",
    "step",
    "strategy",
    "struggle",
    "threat",
    "vote",
    "vow",
    "will",
    "willingness",
];
/// Longest infinitive phrase that belongs to a mention, in tokens.
const LONGEST_INFINITIVE: usize = 12;

/// Lower-case form of a token.
pub(super) fn lower(document: &Document, sentence: &Sentence, id: TokenId) -> String {
    sentence.form(document, id).to_lowercase()
}

/// The lower-case preposition of a phrase, when it has one.
pub(super) fn case_of(document: &Document, sentence: &Sentence, id: TokenId) -> Option<String> {
    sentence
        .child(id, Relation::Case)
        .map(|c| lower(document, sentence, c))
        .filter(|c| !matches!(c.as_str(), "'s" | "’s" | "'" | "’"))
}

/// True when the token may head a noun phrase.
pub(super) fn is_noun(sentence: &Sentence, id: TokenId) -> bool {
    matches!(sentence.token(id).upos, Upos::Noun | Upos::Propn)
}

/// True when the words are plural.
pub(super) fn is_plural(sentence: &Sentence, id: TokenId) -> bool {
    let features = sentence.token(id).features;
    features.is(Feature::Number, "Plur") || features.is(Feature::Number, "Ptan")
}

/// True when the token begins with a capital letter.
pub(super) fn is_capitalised(form: &str) -> bool {
    form.chars().next().is_some_and(char::is_uppercase)
}

/// The article, demonstrative or quantifier of a noun, lower case.
pub(super) fn determiner(document: &Document, sentence: &Sentence, id: TokenId) -> Option<String> {
    let found = sentence
        .children(id)
        .iter()
        .find(|c| matches!(sentence.token(**c).relation, Relation::Det | Relation::DetPredet));
    found.map(|c| lower(document, sentence, *c))
}

/// What follows the head in the phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Nothing: the phrase ends with its head (and a name's further words).
    Head,
    /// Also "of …".
    Of,
    /// Also other prepositional phrases that stand next to it.
    Complements,
}

/// The words of the phrase headed by `id`: modifiers before it without articles, and after it as far as `reach` says.
pub(super) fn extent(document: &Document, sentence: &Sentence, id: TokenId, reach: Reach) -> Span<Tokens> {
    let mut start = id.index();
    for child in sentence.children(id).iter().rev().copied().filter(|c| *c < id) {
        if !belongs_before(document, sentence, child) {
            continue;
        }
        let left = leftmost(document, sentence, child);
        if joined(sentence, child.index().max(left), start) {
            start = left;
        }
    }
    let mut end = id.index() + 1;
    for child in sentence.children(id).iter().copied().filter(|c| *c > id) {
        let Some(right) = belongs_after(document, sentence, child, end, reach) else { continue };
        end = right;
    }
    if reach == Reach::Complements {
        end = tail_end(document, sentence, id, end);
        end = infinitive_end(sentence, id, end).unwrap_or(end);
    }
    Span::new(start, end)
}

/// Only punctuation of compounding (hyphens, quotes) or nothing stands between two stretches.
fn joined(sentence: &Sentence, from: usize, to: usize) -> bool {
    (from + 1..to).all(|i| {
        let token = &sentence.tokens[i];
        let comma = token.upos == Upos::Punct && token.span.len() == 1 && token.lemma == ",";
        !comma && (token.upos != Upos::Verb || token.relation == Relation::Amod)
    })
}

fn belongs_before(document: &Document, sentence: &Sentence, child: TokenId) -> bool {
    match sentence.token(child).relation {
        Relation::Amod
        | Relation::Compound
        | Relation::Nummod
        | Relation::Flat
        | Relation::Goeswith
        | Relation::NmodPoss
        | Relation::NmodDesc
        | Relation::NmodUnmarked
        | Relation::NmodNpmod
        | Relation::NmodTmod => true,
        Relation::Nmod => case_of(document, sentence, child).is_none(),
        Relation::Det => {
            matches!(lower(document, sentence, child).as_str(), "all" | "both" | "many" | "most" | "several")
        }
        _ => false,
    }
}

/// First word of a modifier's subtree, without an article in front of it.
fn leftmost(document: &Document, sentence: &Sentence, id: TokenId) -> usize {
    let mut start = id.index();
    let mut open = vec![id];
    while let Some(at) = open.pop() {
        for child in sentence.children(at).iter().copied().filter(|c| *c < id) {
            let token = sentence.token(child);
            let article = token.relation == Relation::Det
                && matches!(lower(document, sentence, child).as_str(), "the" | "a" | "an");
            if token.upos != Upos::Punct
                && !article
                && !matches!(token.relation, Relation::Case | Relation::Cc | Relation::Mark | Relation::CcPreconj)
            {
                start = start.min(child.index());
                open.push(child);
            }
        }
    }
    start
}

/// Where the phrase ends when this dependent after the head belongs to it.
fn belongs_after(document: &Document, sentence: &Sentence, child: TokenId, end: usize, reach: Reach) -> Option<usize> {
    let token = sentence.token(child);
    match token.relation {
        Relation::Flat | Relation::Goeswith | Relation::Fixed => Some(last_of(sentence, child) + 1),
        Relation::Compound | Relation::Nummod | Relation::NmodUnmarked if child.index() == end => {
            Some(child.index() + 1)
        }
        Relation::Case if matches!(token.upos, Upos::Part) && child.index() == end => None,
        Relation::Nmod if reach != Reach::Head => {
            let preposition = sentence.child(child, Relation::Case)?;
            let word = lower(document, sentence, preposition);
            let wanted = word == "of" || (reach == Reach::Complements && COMPLEMENT.contains(&word.as_str()));
            if !wanted || preposition.index() != end || is_time(sentence, child) {
                return None;
            }
            let inner =
                extent(document, sentence, child, if end - preposition.index() < 1 { Reach::Of } else { Reach::Head });
            let coordinated = coordination_end(document, sentence, child, inner.end as usize);
            Some(coordinated.max(child.index() + 1))
        }
        _ => None,
    }
}

/// "the stability and security of Iraq": an "of" phrase that follows belongs here wherever inside the tree hung it.
fn tail_end(document: &Document, sentence: &Sentence, id: TokenId, end: usize) -> usize {
    let of = sentence.tokens.get(end).filter(|t| t.relation == Relation::Case && t.lemma == "of");
    let Some(noun) = of.and_then(|t| t.head).filter(|n| n.index() > end && sentence.dominates(id, *n)) else {
        return end;
    };
    if is_time(sentence, noun) || sentence.token(noun).relation != Relation::Nmod {
        return end;
    }
    let inner = extent(document, sentence, noun, Reach::Of);
    if inner.start as usize > end + 2 { end } else { inner.end as usize }
}

/// End of the infinitive that says what a "step" or "decision" is, when it stands next to the phrase and is short.
fn infinitive_end(sentence: &Sentence, id: TokenId, end: usize) -> Option<usize> {
    if !TAKES_INFINITIVE.contains(&sentence.token(id).lemma.as_str()) {
        return None;
    }
    // Hung on the noun, or on the verb that the noun is an argument of.
    let to = sentence.tokens.get(end).filter(|t| t.relation == Relation::Mark && t.lemma == "to")?;
    let verb = to.head.filter(|v| v.index() > end && v.index() <= end + 2 && sentence.token(*v).upos == Upos::Verb)?;
    let above = sentence.token(verb).head?;
    if above != id && sentence.token(id).head != Some(above) {
        return None;
    }
    let mut right = verb.index() + 1;
    for child in sentence.children(verb).iter().copied().filter(|c| *c > verb) {
        let token = sentence.token(child);
        let inside = matches!(
            token.relation,
            Relation::Obj | Relation::Iobj | Relation::Obl | Relation::CompoundPrt | Relation::Xcomp | Relation::Advmod
        );
        let first = sentence.subtree(child).iter().map(|t| t.index()).min()?;
        if !inside || first > right {
            break;
        }
        right = sentence.subtree(child).iter().map(|t| t.index() + 1).max()?;
    }
    while right > verb.index() + 1 && sentence.tokens[right - 1].upos == Upos::Punct {
        right -= 1;
    }
    (right - end <= LONGEST_INFINITIVE).then_some(right)
}

/// End of "X and Y", "X, Y and Z" that starts with `first`, when the members are short.
fn coordination_end(document: &Document, sentence: &Sentence, first: TokenId, end: usize) -> usize {
    let mut last = end;
    for conjunct in sentence.children_by(first, Relation::Conj) {
        let words = extent(document, sentence, conjunct, Reach::Of);
        // "the war in Palestine and its failure": what has an owner or preposition of its own goes with the whole phrase.
        let apart = [Relation::NmodPoss, Relation::Case].iter().any(|r| sentence.child(conjunct, *r).is_some());
        let noun = matches!(sentence.token(conjunct).upos, Upos::Noun | Upos::Propn);
        if !noun || apart || words.start as usize > last + 3 {
            break;
        }
        last = last.max(words.end as usize);
    }
    last
}

fn last_of(sentence: &Sentence, id: TokenId) -> usize {
    let below = sentence
        .children(id)
        .iter()
        .filter(|c| matches!(sentence.token(**c).relation, Relation::Flat | Relation::Goeswith | Relation::Fixed));
    below.map(|c| c.index()).chain([id.index()]).max().unwrap_or(id.index())
}

/// A year, a month or a number: the complement says when, not what.
fn is_time(sentence: &Sentence, id: TokenId) -> bool {
    let token = sentence.token(id);
    token.upos == Upos::Num || MONTHS.contains(&token.lemma.to_lowercase().as_str())
}

/// English months, in order.
pub(super) const MONTHS: &[&str] = &[
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

/// The noun in "of NOUN".
pub(super) fn of_complement(document: &Document, sentence: &Sentence, id: TokenId) -> Option<TokenId> {
    sentence
        .children_by(id, Relation::Nmod)
        .find(|c| *c > id && case_of(document, sentence, *c).as_deref() == Some("of"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mentions::testing::parsed;

    fn words(text: &str, head: usize, reach: Reach) -> String {
        let (document, sentences) = parsed(text);
        let span = extent(&document, &sentences[0], TokenId(head as u32), reach);
        document.slice(sentences[0].bytes(span)).to_owned()
    }

    const PHRASE: &str = "the/DET/2/det revision/NOUN/0/root of/ADP/6/case the/DET/6/det National/ADJ/6/amod Strategy/PROPN/2/nmod \
        in/ADP/8/case 2022/NUM/2/nmod";

    #[test]
    fn extents_reach_as_far_as_asked() {
        assert_eq!(words(PHRASE, 1, Reach::Head), "revision");
        assert_eq!(words(PHRASE, 1, Reach::Of), "revision of the National Strategy");
        assert_eq!(words(PHRASE, 1, Reach::Complements), "revision of the National Strategy");
        let war = "Russia/PROPN/4/nmod:poss 's/PART/1/case brutal/ADJ/4/amod war/NOUN/0/root in/ADP/6/case Ukraine/PROPN/4/nmod";
        assert_eq!(words(war, 3, Reach::Complements), "Russia 's brutal war in Ukraine");
        assert_eq!(words(war, 3, Reach::Of), "Russia 's brutal war");
    }

    #[test]
    fn the_head_is_the_token_governed_from_outside() {
        let (_, sentences) = parsed(PHRASE);
        assert_eq!(head_of(&sentences[0], Span::new(2, 6)), TokenId(5));
    }
}
