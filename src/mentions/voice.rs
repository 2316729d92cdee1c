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

/// What a speech for a country says of it in the third person: "Malta welcomes", "Peru remains committed".
const AVOWALS: &[&str] = &[
    "welcome",
    "believe",
    "support",
    "reiterate",
    "reaffirm",
    "call",
    "condemn",
    "commend",
    "urge",
    "stand",
    "appeal",
    "advocate",
    "attach",
    "endorse",
    "underscore",
    "congratulate",
    "deplore",
    "associate",
    "align",
    "hope",
    "favour",
    "favor",
    "applaud",
];
/// Points for a phrase that names the country spoken for, for an avowal, and for a bare mention.
const POINTS: [usize; 3] = [12, 4, 1];
/// A country spoken for has at least this many points, and avowals unless the text calls it its own.
const LEAST_POINTS: usize = 10;
/// Avowals that a text makes for a country which it does not call its own.
const LEAST_AVOWALS: usize = 2;
/// Times that a text says "my country", "our people" before it counts as spoken for a country.
const LEAST_OWN: usize = 2;

/// The country that a text in the first person speaks for: one that it calls its own ("my country, X", "on behalf of the Government of X"), or, where it
/// speaks of "my country", the one whose avowals it makes and of which it speaks by far the most.
fn spoken_for(reading: &mut Reading<'_>) -> Option<EntityId> {
    let own = (0..reading.sentences.len()).map(|s| own_country_words(reading, s)).sum::<usize>();
    let mut points: Vec<(EntityId, usize, usize, bool)> = Vec::new();
    for m in &reading.mentions {
        let Some(entity) = m.entity.filter(|e| reading.entity(*e).class == reading.classes.country) else { continue };
        if m.certainty <= 0.5 {
            continue;
        }
        let claimed = is_own_country(reading, m.sentence, m.head)
            || is_behalf(reading, m.sentence, m.head)
            || is_fellow(reading, m.sentence, m.head);
        let (gained, signs) = if claimed {
            (POINTS[0], LEAST_AVOWALS)
        } else if avows(reading, m.sentence, m.head) {
            (POINTS[1], 1)
        } else {
            (POINTS[2], 0)
        };
        match points.iter_mut().find(|(e, ..)| *e == entity) {
            Some(found) => {
                found.1 += gained;
                found.2 += signs;
                found.3 |= claimed;
            }
            None => points.push((entity, gained, signs, claimed)),
        }
    }
    let most = points.iter().map(|(_, n, ..)| *n).max()?;
    let (first, _, signs, claimed) = *points.iter().find(|(_, n, ..)| *n == most)?;
    let rival = points.iter().filter(|(e, ..)| *e != first).map(|(_, n, ..)| *n).max().unwrap_or(0);
    let clear = most >= 3 * rival && signs > 0 || most >= 4 * rival && own >= 2 * LEAST_OWN;
    let plain = claimed || own >= LEAST_OWN && (signs >= LEAST_AVOWALS || clear);
    (plain && most >= LEAST_POINTS && most >= 2 * rival).then_some(first)
}

/// How often a sentence says "my country", "our people", "my Government".
fn own_country_words(reading: &Reading<'_>, sentence: usize) -> usize {
    let tree = &reading.sentences[sentence];
    let owned = |owner: &TokenId| {
        let noun = tree.token(*owner).head.map(|n| tree.token(n).lemma.to_lowercase());
        let of_state = noun.is_some_and(|n| {
            super::nouns::is_state(&n) || matches!(n.as_str(), "government" | "people" | "delegation" | "population")
        });
        tree.token(*owner).relation == Relation::NmodPoss
            && of_state
            && matches!(reading.form(sentence, *owner).to_lowercase().as_str(), "my" | "our")
    };
    tree.ids().filter(owned).count()
}

/// Subject of an avowal in the present.
fn avows(reading: &Reading<'_>, sentence: usize, head: TokenId) -> bool {
    let tree = &reading.sentences[sentence];
    let token = tree.token(head);
    token.relation == Relation::Nsubj
        && token.head.is_some_and(|verb| AVOWALS.contains(&tree.token(verb).lemma.as_str()))
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

/// "my fellow Americans".
fn is_fellow(reading: &Reading<'_>, sentence: usize, head: TokenId) -> bool {
    head.index()
        .checked_sub(1)
        .is_some_and(|before| reading.form(sentence, TokenId(before as u32)).eq_ignore_ascii_case("fellow"))
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
