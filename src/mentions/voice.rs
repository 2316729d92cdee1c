//! Who speaks in the document: its author ("I"), and the country or body for which "we" speaks.
use super::discovery::named;
use super::reading::Reading;
use super::{EntityId, Standing};
use crate::lexicon::RecordId;
use crate::lexicon::gazetteer::{FormRole, RecordKind};
use crate::syntax::{Relation, TokenId};
use crate::text::{Span, Tokens};

/// The first persons of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Voice {
    /// The document itself.
    pub document: Option<EntityId>,
    /// All authors.
    pub authors: Vec<EntityId>,
    /// "I".
    pub author: Option<EntityId>,
    /// "we".
    pub party: Option<EntityId>,
}

/// Makes the authors known and finds their full names in the text, before other names are sought.
pub(super) fn authors(reading: &mut Reading<'_>) -> Vec<EntityId> {
    let document = reading.document;
    let authors: Vec<EntityId> = document.authors.iter().map(|a| author(reading, &a.name)).collect();
    for (entity, written) in authors.iter().zip(&document.authors) {
        for sentence in 0..reading.sentences.len() {
            for tokens in spelled(reading, sentence, &written.name) {
                if !reading.taken(sentence, tokens) {
                    reading.add_name(sentence, tokens, *entity, "author", 0.95);
                }
            }
        }
    }
    authors
}

/// Where a sentence spells a name out, as whole tokens.
fn spelled(reading: &Reading<'_>, sentence: usize, name: &str) -> Vec<Span<Tokens>> {
    let tree = &reading.sentences[sentence];
    let text = reading.document.slice(tree.span);
    let place = |(at, found): (usize, &str)| {
        let start = tree.span.start as usize + at;
        let first = tree.tokens.iter().position(|t| t.span.start as usize == start)?;
        let last = tree.tokens.iter().position(|t| t.span.end as usize == start + found.len())?;
        (first <= last).then(|| Span::new(first, last + 1))
    };
    if name.is_empty() { Vec::new() } else { text.match_indices(name).filter_map(place).collect() }
}

/// Reads the head of the document, then the phrases in which a speaker names the country spoken for.
pub(super) fn find(reading: &mut Reading<'_>, authors: Vec<EntityId>) -> Voice {
    let document = reading.document;
    let label = document.title.clone().unwrap_or_else(|| document.slug.clone());
    let path = format!("document/{}", document.slug);
    let this = reading.described(path, reading.classes.document, &label, Standing::Named);
    let author = match authors.as_slice() {
        [only] if reading.entity(*only).class == reading.classes.person => Some(*only),
        _ => None,
    };
    let party = authors.first().and_then(|a| office_country(reading, *a)).or_else(|| spoken_for(reading));
    Voice { document: Some(this), authors, author, party }
}

/// An author by the lexicon, else a person, or a body when the name has a body's noun.
fn author(reading: &mut Reading<'_>, name: &str) -> EntityId {
    let known = reading
        .gazetteer
        .names()
        .exact(name)
        .iter()
        .find(|f| matches!(f.role, FormRole::Name | FormRole::Metonym) && !f.ambiguous);
    if let Some(form) = known {
        return reading.known(form.record);
    }
    let body = name.split_whitespace().any(|w| {
        let word = w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        reading.gazetteer.nouns(&word).iter().any(|s| {
            s.before.is_empty()
                && s.after.is_empty()
                && s.class.is_some_and(|c| reading.families.organization.contains(c))
        })
    });
    let class = if body { reading.classes.organization } else { reading.classes.person };
    named(reading, class, name)
}

/// The country of an author who is a country, a body of one, or holds a post in one at the document's date.
fn office_country(reading: &mut Reading<'_>, author: EntityId) -> Option<EntityId> {
    let record = reading.entity(author).record?;
    let country = match reading.gazetteer.record(record).kind {
        RecordKind::Country => Some(record),
        RecordKind::Organization => reading.country_of(record),
        RecordKind::Person => held(reading, record),
        _ => None,
    }?;
    Some(reading.known(country))
}

fn held(reading: &Reading<'_>, person: RecordId) -> Option<RecordId> {
    let date = reading.document.published?;
    let office = reading.gazetteer.offices_by(person).find(|o| o.years.hold(date))?;
    reading.country_of(office.of)
}

/// "my country, X", "on behalf of the Government of X", "our nation, X": a country that the text calls its own.
fn spoken_for(reading: &mut Reading<'_>) -> Option<EntityId> {
    let spoken = reading.mentions.iter().filter(|m| {
        let owned = m.entity.is_some_and(|e| reading.entity(e).class == reading.classes.country) && m.certainty > 0.5;
        owned && (is_own_country(reading, m.sentence, m.head) || is_behalf(reading, m.sentence, m.head))
    });
    let mut counts: Vec<(EntityId, usize)> = Vec::new();
    for entity in spoken.filter_map(|m| m.entity) {
        match counts.iter_mut().find(|(e, _)| *e == entity) {
            Some((_, count)) => *count += 1,
            None => counts.push((entity, 1)),
        }
    }
    // The country named so most often; of equals the first. One that as many others rival is nobody's voice.
    let most = counts.iter().map(|(_, n)| *n).max()?;
    let mut best = counts.iter().filter(|(_, n)| *n == most);
    let first = best.next()?;
    (most > 1 || best.next().is_none()).then_some(first.0)
}

/// Apposed to "my/our country".
fn is_own_country(reading: &Reading<'_>, sentence: usize, head: TokenId) -> bool {
    let tree = &reading.sentences[sentence];
    let token = tree.token(head);
    let beside = if token.relation == Relation::Appos { token.head } else { tree.child(head, Relation::Appos) };
    beside.is_some_and(|noun| {
        let owner = tree.child(noun, Relation::NmodPoss).map(|o| reading.form(sentence, o).to_lowercase());
        super::nouns::is_state(&tree.token(noun).lemma) && matches!(owner.as_deref(), Some("my" | "our"))
    })
}

/// "on behalf of (the Government and people of) X", said in the first person.
fn is_behalf(reading: &Reading<'_>, sentence: usize, head: TokenId) -> bool {
    let tree = &reading.sentences[sentence];
    let first = head.index().saturating_sub(9);
    let words: Vec<String> =
        (first..head.index()).map(|i| reading.form(sentence, TokenId(i as u32)).to_lowercase()).collect();
    let behalf = words.iter().any(|w| w == "behalf") && words.iter().any(|w| w == "on");
    behalf && tree.ids().any(|i| matches!(reading.form(sentence, i), "I" | "my" | "My" | "we" | "We" | "me"))
}
