//! Percentages, money and counts, as qualifiers of claims.
use super::phrase::{lower, of_complement};
use super::reading::Reading;
use super::value::Value;
use crate::syntax::{Relation, Sentence, TokenId, Upos};
use crate::text::{Document, Span, Tokens};

const CURRENCIES: &[&str] = &[
    "dollar", "euro", "yen", "pound", "rouble", "ruble", "yuan", "renminbi", "won", "rupee", "franc", "riyal", "peso",
    "krona", "lira",
];
const SCALES: &[&str] = &["hundred", "thousand", "million", "billion", "trillion", "dozen"];

/// Finds the amounts of all sentences; dates are taken before.
pub(super) fn find(reading: &mut Reading<'_>) {
    for sentence in 0..reading.sentences.len() {
        let tree = &reading.sentences[sentence];
        for id in tree.ids() {
            if reading.holder(sentence, id).is_some() {
                continue;
            }
            let Some((tokens, value, rule)) = amount(reading.document, tree, id) else { continue };
            if !reading.taken(sentence, tokens) {
                reading.add_value(sentence, tokens, id, value, rule);
            }
        }
    }
}

/// The amount whose head is this token.
fn amount(document: &Document, tree: &Sentence, id: TokenId) -> Option<(Span<Tokens>, Value, &'static str)> {
    let token = tree.token(id);
    let word = lower(document, tree, id);
    let number = || tree.child(id, Relation::Nummod);
    if matches!(word.as_str(), "%" | "percent" | "percentage" | "pct") {
        let number = number()?;
        let base = of_complement(document, tree, id).map(|b| format!(" of {}", base_words(document, tree, b)));
        let tokens = widened(document, tree, number, id);
        let text = format!("{}%{}", prefixed(document, tree, tokens.start as usize, number), base.unwrap_or_default());
        return Some((tokens, Value::Percentage(text), "percentage"));
    }
    if is_currency_sign(&word) {
        let number = tree.children(id).iter().copied().find(|c| tree.token(*c).upos == Upos::Num)?;
        let last = number_end(tree, number).max(id);
        let tokens = widened(document, tree, number.min(id), last);
        return Some((tokens, Value::Money(compact(document, tree, tokens)), "money"));
    }
    if CURRENCIES.contains(&token.lemma.as_str()) {
        let number = number()?;
        let tokens = widened(document, tree, number, id);
        return Some((tokens, Value::Money(compact(document, tree, tokens)), "money"));
    }
    if token.upos == Upos::Num && token.relation == Relation::Nummod && is_large(&word) {
        let noun = token.head.filter(|h| *h > id)?;
        if tree.token(noun).upos == Upos::Sym
            || CURRENCIES.contains(&tree.token(noun).lemma.as_str())
            || lower(document, tree, noun) == "percent"
        {
            return None;
        }
        let tokens = widened(document, tree, id, id);
        let counted = Span::new(tokens.start as usize, noun.index() + 1);
        return Some((tokens, Value::Count(compact(document, tree, counted)), "count"));
    }
    None
}

fn is_currency_sign(word: &str) -> bool {
    word.ends_with(['$', '€', '£', '¥', '₩', '₹']) && word.chars().count() <= 4
}

/// Numbers below a hundred in words count members, not amounts; those in digits of three and more, and scales, are amounts.
fn is_large(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits >= 2 || SCALES.contains(&word)
}

fn number_end(tree: &Sentence, number: TokenId) -> TokenId {
    let parts = tree.children(number).iter().copied().filter(|c| {
        matches!(tree.token(*c).relation, Relation::Compound | Relation::Flat | Relation::Nummod | Relation::Goeswith)
    });
    parts.chain([number]).max().unwrap_or(number)
}

/// The words from `first` to `last` with "more than", "at least", "about" and the number's own parts before them.
fn widened(document: &Document, tree: &Sentence, first: TokenId, last: TokenId) -> Span<Tokens> {
    let compound = tree
        .children(first)
        .iter()
        .copied()
        .filter(|c| tree.token(*c).relation == Relation::Compound && tree.token(*c).upos == Upos::Num);
    let mut start = compound.chain([first]).min().unwrap_or(first).index();
    while start > 0 {
        let word = lower(document, tree, TokenId(start as u32 - 1));
        let opener = matches!(
            word.as_str(),
            "than"
                | "least"
                | "most"
                | "about"
                | "around"
                | "nearly"
                | "almost"
                | "over"
                | "to"
                | "roughly"
                | "approximately"
                | "some"
                | "more"
                | "at"
                | "up"
                | "as"
                | "less"
                | "fewer"
                | "another"
                | "exceeding"
        );
        let opens =
            opener && !(word == "to" && (start < 2 || lower(document, tree, TokenId(start as u32 - 2)) != "up"));
        let alone = word == "at" && !matches!(lower(document, tree, TokenId(start as u32)).as_str(), "least" | "most");
        if !opens || alone {
            break;
        }
        start -= 1;
    }
    Span::new(start, last.index() + 1)
}

/// The words of an amount, with no space after a currency sign.
fn compact(document: &Document, tree: &Sentence, tokens: Span<Tokens>) -> String {
    document
        .slice(tree.bytes(tokens))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace("$ ", "$")
        .replace("€ ", "€")
}

fn prefixed(document: &Document, tree: &Sentence, start: usize, number: TokenId) -> String {
    compact(document, tree, Span::new(start, number.index() + 1))
}

/// The noun that a percentage is of, with its modifiers: "gross domestic product".
fn base_words(document: &Document, tree: &Sentence, noun: TokenId) -> String {
    let words = super::phrase::extent(document, tree, noun, super::phrase::Reach::Head);
    compact(document, tree, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mentions::testing::{gazetteer, parsed};

    fn values(lines: &str) -> Vec<Value> {
        let (document, sentences) = parsed(lines);
        let (gazetteer, ontology) = gazetteer();
        let mut reading = Reading::new(&document, &sentences, gazetteer, ontology);
        find(&mut reading);
        reading.mentions.iter().filter_map(|m| m.value.clone()).collect()
    }

    #[test]
    fn amounts_keep_their_hedges_and_bases() {
        let percent = "at/ADP/2/case least/ADJ/3/nmod 2/NUM/4/nummod %/SYM/0/root of/ADP/6/case GDP/NOUN/4/nmod";
        assert_eq!(values(percent), [Value::Percentage("at least 2% of GDP".into())]);
        let money = "more/ADJ/4/advmod than/ADP/1/fixed $/SYM/0/root 374/NUM/5/compound million/NUM/3/nummod";
        assert_eq!(values(money), [Value::Money("more than $374 million".into())]);
        let count = "some/ADV/2/advmod 350/NUM/3/nummod delegates/NOUN/0/root";
        assert_eq!(values(count), [Value::Count("some 350 delegates".into())]);
        assert!(values("two/NUM/2/nummod leaders/NOUN/0/root").is_empty());
    }
}
