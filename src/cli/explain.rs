//! `entente explain`: a claim, its words in their paragraph, the rule that found it, the clause it was read in, and why it is put forward as it is.
use clap::Args;

use super::fault::{Fault, Outcome};
use super::places::{OntologyPlace, StorePlace};
use super::streams::{Output, colour};
use crate::claims::Pipeline;
use crate::claims::account::Account;
use crate::claims::record::{ClaimRecord, Term};
use crate::graph::Collection;
use crate::graph::vocabulary::{modality_word, polarity_word};
use crate::text::read_text;

/// Show where a claim comes from: its words in their paragraph, its rule, its holder
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  entente explain https://w3id.org/entente/id/claim/0759448046341703\n  entente explain 07594480"
)]
pub struct Arguments {
    /// The claim's IRI, or the beginning of its last part
    #[arg(value_name = "CLAIM")]
    claim: String,
    #[command(flatten)]
    store: StorePlace,
}

/// Prints the explanation.
///
/// # Errors
/// When the claim is unknown or the store cannot be read.
pub fn run(arguments: &Arguments, ontology: &OntologyPlace) -> Outcome {
    let store = arguments.store.open()?;
    let collection = store.collection(&ontology.load()?)?;
    let claim = find(&collection, arguments.claim.trim())?;
    let entry = store.manifest().documents.get(&claim.doc);
    let text = entry.map(|entry| store.text(entry)).transpose()?.flatten();
    let account = text.as_deref().map(|text| account(claim, text, &collection, ontology)).transpose()?.flatten();
    let explanation = format!(
        "{}{}\n{}",
        facts(&collection, claim),
        account.as_ref().map(reading).unwrap_or_default(),
        passage(claim, text.as_deref(), colour())
    );
    Output::open(None)?.put(explanation.as_bytes())
}

/// Reads the kept text again; nothing when the claim is not found in it, as after a change of rules.
fn account(
    claim: &ClaimRecord,
    text: &str,
    collection: &Collection,
    ontology: &OntologyPlace,
) -> Result<Option<Account>, Fault> {
    let pipeline = Pipeline::load(&ontology.source())?;
    let known = collection.document(&claim.doc);
    let path = known.map(|d| d.path.as_str()).unwrap_or_default();
    let published = known.and_then(|d| d.published.as_deref()?.parse().ok());
    let document = read_text(path, text.to_owned(), known.and_then(|d| d.title.clone()), published);
    Ok(pipeline.account(&document, claim))
}

/// The clause, what the rule looks for, and why the claim is put forward as it is.
fn reading(account: &Account) -> String {
    let mut lines = vec![("clause", account.clause.as_str()), ("looks for", account.purpose.as_str())];
    lines.extend(account.reasons.iter().map(|r| ("because", r.as_str())));
    if account.reasons.is_empty() {
        lines.push(("because", "nothing hedges, embeds or denies it: the text states it"));
    }
    lines.iter().map(|(name, words)| format!("{name:<12}{words}\n")).collect()
}

fn find<'a>(collection: &'a Collection, words: &str) -> Result<&'a ClaimRecord, Fault> {
    let wanted = words.rsplit('/').next().unwrap_or(words);
    let local = |claim: &ClaimRecord| claim.id.rsplit('/').next().unwrap_or_default().to_owned();
    if let Some(claim) = collection.claims.iter().find(|claim| claim.id == words || local(claim) == wanted) {
        return Ok(claim);
    }
    let candidates: Vec<&ClaimRecord> =
        collection.claims.iter().filter(|claim| !wanted.is_empty() && local(claim).starts_with(wanted)).collect();
    match candidates.as_slice() {
        [claim] => Ok(claim),
        [] => Err(Fault::Usage(format!(
            "there is no claim '{words}'; the last column of most named queries lists claims"
        ))),
        several => {
            let names: Vec<String> = several.iter().take(8).map(|claim| local(claim)).collect();
            Err(Fault::Usage(format!(
                "'{words}' begins {} claims: {}; give more of one",
                several.len(),
                names.join(", ")
            )))
        }
    }
}

/// The claim's parts, one a line.
fn facts(collection: &Collection, claim: &ClaimRecord) -> String {
    let mut lines = vec![
        ("claim", claim.id.clone()),
        ("subject", node(collection, &claim.subject)),
        ("predicate", claim.predicate.clone()),
        ("object", value(collection, &claim.object)),
        ("polarity", polarity_word(claim.polarity).to_owned()),
        ("modality", modality_word(claim.modality).to_owned()),
        ("source", node(collection, &claim.source)),
    ];
    lines.extend(claim.reported_by.iter().map(|by| ("reported by", node(collection, by))));
    lines.extend(claim.qualifiers.iter().map(|(name, words)| (name.as_str(), value(collection, words))));
    lines.push(("rule", claim.rule.clone()));
    lines.push(("confidence", format!("{}", claim.confidence)));
    let document = collection.document(&claim.doc);
    let title = document.and_then(|d| d.title.clone()).unwrap_or_default();
    let path = document.map(|d| d.path.clone()).unwrap_or_default();
    lines.push(("document", format!("{title} <{}>", claim.doc)));
    lines.push(("place", format!("{path}, characters {}–{}", claim.evidence.start, claim.evidence.end)));
    lines.iter().map(|(name, words)| format!("{name:<12}{words}\n")).collect()
}

fn node(collection: &Collection, iri: &str) -> String {
    let label = collection.label(iri);
    if label == iri { format!("<{iri}>") } else { format!("{label} <{iri}>") }
}

fn value(collection: &Collection, value: &Term) -> String {
    match value {
        Term::Literal { value, datatype } => format!("{value} ({datatype})"),
        Term::Text(words) if words.starts_with("http") => node(collection, words),
        Term::Text(words) => format!("“{words}”"),
    }
}

/// The paragraph of the evidence with the words of the claim marked; the sentence alone when the text is not kept.
fn passage(claim: &ClaimRecord, text: Option<&str>, colour: bool) -> String {
    let evidence = &claim.evidence;
    let known: Option<Vec<char>> = text.map(|text| text.chars().collect());
    let (words, offset) = match known {
        Some(chars) if evidence.end <= chars.len() => paragraph(&chars, evidence.start, evidence.end),
        _ => (evidence.text.chars().collect(), evidence.start),
    };
    let spans = [("subject", evidence.subject), ("predicate", evidence.predicate), ("object", evidence.object)];
    let mut marks: Vec<(usize, usize, &str)> = spans
        .iter()
        .filter_map(|(name, span)| span.map(|[start, end]| (start, end, *name)))
        .filter(|(start, end, _)| offset <= *start && start < end && *end <= offset + words.len())
        .map(|(start, end, name)| (start - offset, end - offset, name))
        .collect();
    marks.sort_unstable();
    marked(&words, &marks, colour)
}

/// The lines around a sentence up to the next empty line on both sides.
fn paragraph(chars: &[char], start: usize, end: usize) -> (Vec<char>, usize) {
    let blank = |at: usize| chars[at] == '\n' && (at + 1 == chars.len() || chars[at + 1] == '\n');
    let first = (0..start).rev().find(|at| blank(*at)).map_or(0, |at| at + 1);
    let last = (end..chars.len()).find(|at| blank(*at)).unwrap_or(chars.len());
    let first = (first..start).find(|at| !chars[*at].is_whitespace()).unwrap_or(start);
    (chars[first..last].to_vec(), first)
}

/// Marks that would begin inside an earlier one are left out.
fn marked(words: &[char], marks: &[(usize, usize, &str)], colour: bool) -> String {
    let mut text = String::new();
    let mut at = 0;
    for (start, end, name) in marks.iter().filter(|(start, ..)| *start < words.len()) {
        if *start < at {
            continue;
        }
        text.extend(&words[at..*start]);
        let inside: String = words[*start..*end].iter().collect();
        text.push_str(&if colour {
            format!("\u{1b}[1;4m{inside}\u{1b}[0m\u{1b}[2m({name})\u{1b}[0m")
        } else {
            format!("[{name}: {inside}]")
        });
        at = *end;
    }
    text.extend(&words[at..]);
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_in_their_paragraph() {
        let text: Vec<char> = "First.\n\nOslo – and Túnis – met. More.\n\nLast.".chars().collect();
        let (words, offset) = paragraph(&text, 8, 31);
        assert_eq!(words.iter().collect::<String>(), "Oslo – and Túnis – met. More.");
        let marks = [(8 - offset, 12 - offset, "subject"), (19 - offset, 24 - offset, "object")];
        assert_eq!(marked(&words, &marks, false), "[subject: Oslo] – and [object: Túnis] – met. More.\n");
    }
}
