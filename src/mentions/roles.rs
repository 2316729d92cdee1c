//! Posts: which words name one, of which country or body, and who is said to hold it.
use super::phrase::{case_of, is_capitalised, lower};
use super::reading::Reading;
use super::{EntityId, MentionId, MentionKind, Mentions, Office, OfficeStatus, Role};
use crate::lexicon::gazetteer::RecordKind;
use crate::syntax::{Relation, Sentence, TokenId, Upos};
use crate::text::{Span, Tokens};

/// Words of a title before a name that are looked at.
const LONGEST_TITLE: usize = 12;
/// Posts "to" a country that are another country's.
const SENT: &[&str] = &[
    "minister",
    "ambassador",
    "envoy",
    "consul",
    "representative",
    "chargé",
    "plenipotentiary",
    "delegate",
    "emissary",
    "commissioner",
    "observer",
];

/// A post named in a sentence.
#[derive(Debug, Clone)]
pub(super) struct RoleWords {
    /// Number in the lexicon's list of roles.
    pub number: u32,
    pub tokens: Span<Tokens>,
    pub plural: bool,
    /// The word for its country or body.
    pub of_token: Option<TokenId>,
    pub former: bool,
    /// "deputy", "vice": another post than the words alone say.
    pub deputy: bool,
    pub status: Option<OfficeStatus>,
}

/// The post whose words have this head.
pub(super) fn role_at(reading: &Reading<'_>, sentence: usize, head: TokenId) -> Option<RoleWords> {
    let tree = &reading.sentences[sentence];
    let (number, plural, tokens) = words_at(reading, sentence, head)?;
    let before = |id: &TokenId| id.index() < tokens.start as usize + tokens.len();
    let mut near: Vec<TokenId> = tree.children(head).to_vec();
    if tree.token(head).relation == Relation::NmodDesc || tree.token(head).relation == Relation::Compound {
        near.extend(
            tree.token(head).head.into_iter().flat_map(|h| tree.children(h).iter().copied().filter(|c| *c < head)),
        );
    }
    let words: Vec<String> = near.iter().filter(|c| before(c)).map(|c| lower(reading.document, tree, *c)).collect();
    let previous = (tokens.start as usize).checked_sub(1).map(|p| lower(reading.document, tree, TokenId(p as u32)));
    let any = |list: &[&str]| words.iter().chain(&previous).any(|w| list.contains(&w.as_str()));
    // "then the U.S. secretary of state": before article and country.
    let then = (tokens.start as usize).saturating_sub(3)..tokens.start as usize;
    let then =
        then.map(|i| lower(reading.document, tree, TokenId(i as u32))).any(|w| matches!(w.as_str(), "then" | "former"));
    let former = then || any(&["former", "ex", "late", "then", "ousted", "deposed", "outgoing-former", "one-time"]);
    let status = if former {
        Some(OfficeStatus::Former)
    } else if any(&["acting", "interim", "caretaker"]) {
        Some(OfficeStatus::Acting)
    } else if any(&["incoming", "designate", "elect"]) {
        Some(OfficeStatus::Designate)
    } else {
        None
    };
    Some(RoleWords {
        number,
        tokens,
        plural,
        of_token: of_token(reading, sentence, (head, tokens.start), &near),
        former,
        deputy: any(&["deputy", "vice", "assistant", "associate", "under"]),
        status,
    })
}

/// The longest role of the lexicon among the words around a head.
fn words_at(reading: &Reading<'_>, sentence: usize, head: TokenId) -> Option<(u32, bool, Span<Tokens>)> {
    let tree = &reading.sentences[sentence];
    let roles = reading.gazetteer.role_names();
    let first = head.index().saturating_sub(4);
    let last = (head.index() + 4).min(tree.tokens.len());
    let window: Vec<(&str, bool)> = (first..last).map(|i| (reading.form(sentence, TokenId(i as u32)), true)).collect();
    let cut = roles.cut(window.iter().copied());
    let mut best: Option<(u32, bool, Span<Tokens>)> = None;
    for start in 0..cut.len() {
        for (end, values) in roles.matches(&cut, start) {
            let tokens: Span<Tokens> =
                Span::new(first + cut[start].token as usize, first + cut[end - 1].token as usize + 1);
            let longer = best.as_ref().is_none_or(|(_, _, b)| tokens.len() > b.len());
            if longer && tokens.contains(head.index()) && is_headed(tree, tokens, head) {
                let (number, plural) = values[0];
                best = Some((number, plural, tokens));
            }
        }
    }
    best
}

/// The head governs the other words of the role, or shares their governor ("Prime" and "Minister" before a name).
fn is_headed(tree: &Sentence, tokens: Span<Tokens>, head: TokenId) -> bool {
    tokens
        .range()
        .map(|i| TokenId(i as u32))
        .filter(|id| *id != head)
        .all(|id| tree.dominates(head, id) || (tree.token(id).head == tree.token(head).head && id < head))
}

/// Country or body: owner, adjective, compound, or "of …", "to …" after the post.
fn of_token(
    reading: &Reading<'_>,
    sentence: usize,
    (head, start): (TokenId, u32),
    near: &[TokenId],
) -> Option<TokenId> {
    let tree = &reading.sentences[sentence];
    let is_name = |id: TokenId| {
        let held = reading.holder(sentence, id).and_then(|h| reading.mentions[h].entity);
        held.is_some_and(|e| {
            let class = reading.entity(e).class;
            class == reading.classes.country || reading.families.organization.contains(class)
        })
    };
    let sent = SENT.contains(&lower(reading.document, tree, head).as_str());
    let after = |id: &TokenId| {
        let case = case_of(reading.document, tree, *id);
        let own = matches!(case.as_deref(), Some("of" | "for" | "at"));
        tree.token(*id).relation == Relation::Nmod && (own || !sent && matches!(case.as_deref(), Some("to" | "in")))
    };
    let pronoun = |id: &TokenId| tree.token(*id).relation == Relation::NmodPoss && tree.token(*id).upos == Upos::Pron;
    let before = |id: &TokenId| {
        matches!(
            tree.token(*id).relation,
            Relation::NmodPoss | Relation::Amod | Relation::Compound | Relation::Nmod | Relation::NmodDesc
        )
    };
    let complement = tree.children(head).iter().copied().filter(after);
    let nested = tree.children_by(head, Relation::Nmod).flat_map(|c| tree.children(c).iter().copied());
    near.iter()
        .copied()
        .find(|id| before(id) && is_name(*id))
        .or_else(|| complement.clone().find(|id| is_name(*id)))
        .or_else(|| nested.into_iter().find(|id| is_name(*id) && matches!(tree.token(*id).relation, Relation::Nmod)))
        .or_else(|| adjacent(reading, sentence, start, &is_name))
        .or_else(|| near.iter().copied().find(pronoun))
}

/// The name that stands right before the words of a post: "Nicaraguan Chargé".
fn adjacent(reading: &Reading<'_>, sentence: usize, start: u32, is_name: &dyn Fn(TokenId) -> bool) -> Option<TokenId> {
    let before = TokenId(start.checked_sub(1)?);
    let held = reading.holder(sentence, before)?;
    let name = &reading.mentions[held];
    (is_name(before) && name.tokens.end == start).then_some(name.head)
}

/// A person said to hold a post, while reading goes on.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub person: EntityId,
    pub role: String,
    pub of: Option<EntityId>,
    pub sentence: usize,
    pub former: bool,
    pub mention: usize,
    pub words: RoleWords,
}

/// Posts that stand beside a person's name: as title before it, or in apposition to it.
pub(super) fn held(reading: &Reading<'_>) -> Vec<Held> {
    let mut found = Vec::new();
    for (index, mention) in reading.mentions.iter().enumerate() {
        let person =
            mention.entity.filter(|_| mention.kind == MentionKind::Name && mention.class == reading.classes.person);
        let Some(person) = person else { continue };
        let tree = &reading.sentences[mention.sentence];
        let mut beside = beside(tree, mention.head);
        beside.extend(
            next_to(reading, mention.sentence, mention.tokens)
                .into_iter()
                .filter(|b| !beside.contains(b))
                .collect::<Vec<_>>(),
        );
        for beside in beside {
            let Some(words) = role_at(reading, mention.sentence, beside).filter(|w| !w.plural) else { continue };
            let role = reading.gazetteer.role(words.number);
            let of = words
                .of_token
                .and_then(|t| reading.holder(mention.sentence, t))
                .and_then(|h| reading.mentions[h].entity);
            found.push(Held {
                person,
                role: role.role.to_string(),
                of,
                sentence: mention.sentence,
                former: words.former,
                mention: index,
                words,
            });
        }
    }
    found
}

/// Titles before a name and nouns in apposition to it, with their coordinated nouns.
fn beside(tree: &Sentence, name: TokenId) -> Vec<TokenId> {
    let mut found: Vec<TokenId> = Vec::new();
    for child in tree.children(name).iter().copied() {
        let relation = tree.token(child).relation;
        let title = matches!(relation, Relation::NmodDesc | Relation::Compound | Relation::Flat) && child < name;
        if title || relation == Relation::Appos {
            found.push(child);
            found.extend(tree.children_by(child, Relation::Conj));
        }
    }
    let token = tree.token(name);
    found.extend(token.head.filter(|_| token.relation == Relation::Appos));
    found
}

/// The noun that stands right before a name as its title, or beside it between commas: "X, the foreign minister of Y,".
pub(super) fn next_to(reading: &Reading<'_>, sentence: usize, name: Span<Tokens>) -> Vec<TokenId> {
    let tree = &reading.sentences[sentence];
    let mut found = Vec::new();
    let before = (name.start as usize).checked_sub(1).map(|b| TokenId(b as u32));
    found.extend(before.filter(|b| {
        matches!(tree.token(*b).upos, Upos::Noun | Upos::Propn) && tree.token(*b).relation != Relation::Root
    }));
    let is_comma =
        |at: usize| tree.tokens.get(at).is_some_and(|t| t.upos == Upos::Punct && reading.document.slice(t.span) == ",");
    let end = name.end as usize;
    if is_comma(end) {
        let noun = (end + 1..tree.tokens.len().min(end + 9)).take_while(|i| !is_comma(*i)).map(|i| TokenId(i as u32));
        let noun = noun.take_while(|id| {
            !matches!(tree.token(*id).upos, Upos::Verb | Upos::Aux | Upos::Cconj | Upos::Pron | Upos::Adp)
        });
        let head = noun
            .filter(|id| tree.token(*id).upos == Upos::Noun && tree.token(*id).relation != Relation::Compound)
            .last();
        found.extend(head.filter(|_| {
            tree.tokens.get(end + 1).is_some_and(|t| t.upos != Upos::Propn || t.relation != Relation::Conj)
        }));
    }
    let start = name.start as usize;
    found.extend(post_of(reading, sentence, start));
    found.extend(title_before(reading, sentence, start));
    if start >= 2 && is_comma(start - 1) && (is_comma(end) || end + 1 >= tree.tokens.len()) {
        let noun = TokenId(start as u32 - 2);
        found.extend(Some(noun).filter(|n| tree.token(*n).upos == Upos::Noun));
    }
    found
}

/// The post in "Prime Minister of the Republic of Singapore X": what stands between it and the name is a phrase with "of".
fn post_of(reading: &Reading<'_>, sentence: usize, name: usize) -> Option<TokenId> {
    let tree = &reading.sentences[sentence];
    let within =
        |i: &usize| !matches!(tree.tokens[*i].upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Cconj | Upos::Sconj);
    let phrase: Vec<usize> = (0..name).rev().take_while(within).take(8).collect();
    let of = phrase.iter().copied().filter(|i| tree.tokens[*i].lemma == "of").min()?;
    let held = reading.holder(sentence, TokenId(name.checked_sub(1)? as u32))?;
    let country = reading.mentions[held].class == reading.classes.country;
    let post = TokenId(of.checked_sub(1)? as u32);
    (country && role_at(reading, sentence, post).is_some()).then_some(post)
}

/// The post in a title that runs up to the name, whatever the tree makes of it: "Russian Minister in Washington, X", "Minister of State for Energy X".
fn title_before(reading: &Reading<'_>, sentence: usize, name: usize) -> Option<TokenId> {
    let tree = &reading.sentences[sentence];
    let comma = name.checked_sub(1).is_some_and(|at| tree.tokens[at].lemma == ",");
    let end = name - usize::from(comma);
    let within = |i: &usize| {
        !matches!(tree.tokens[*i].upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Cconj | Upos::Sconj | Upos::Pron)
    };
    let phrase: Vec<usize> = (0..end).rev().take_while(within).take(LONGEST_TITLE).collect();
    let post = phrase.into_iter().rev().map(|i| TokenId(i as u32)).find(|t| {
        matches!(tree.token(*t).upos, Upos::Noun | Upos::Propn)
            && is_capitalised(reading.form(sentence, *t))
            && role_at(reading, sentence, *t).is_some_and(|r| !r.plural && (r.tokens.end as usize) <= end)
    })?;
    // Between the post and the name only its complement, which opens with a preposition.
    let words = role_at(reading, sentence, post)?.tokens;
    let next = words.end as usize;
    (next == end && !comma || next < end && tree.tokens[next].upos == Upos::Adp).then_some(post)
}

/// Turns what was held into offices of the outcome, now that pronouns are resolved.
pub(super) fn offices(reading: &mut Reading<'_>, held: &[Held], heads: &[Vec<u32>], out: &mut Mentions) {
    for held in held {
        let role = reading.gazetteer.role(held.words.number).clone();
        let of_mention = held.words.of_token.and_then(|t| {
            let by_head = (heads[held.sentence][t.index()] as usize).checked_sub(1);
            by_head.or_else(|| reading.holder(held.sentence, t))
        });
        let said = of_mention.and_then(|m| reading.mentions[m].entity);
        let of = said.or_else(|| known_place(reading, held)).or_else(|| role.country.map(|c| reading.known(c)));
        let represented = said.and_then(|e| represented(reading, e));
        out.offices.push(Office {
            person: MentionId(held.mention as u32),
            role: written(reading, held.sentence, held.words.tokens),
            leads: role.leads && !held.words.deputy,
            of: represented.or(of),
            of_mention: of_mention.filter(|_| said.is_some()).map(|m| MentionId(m as u32)),
            status: held.words.status,
            from: None,
            to: None,
            sentence: held.sentence,
            tokens: held.words.tokens,
            certainty: if said.is_some() { 0.95 } else { 0.75 },
        });
    }
}

/// A person as owner ("his foreign minister") stands for the country.
fn represented(reading: &mut Reading<'_>, entity: EntityId) -> Option<EntityId> {
    if reading.entity(entity).class != reading.classes.person {
        return Some(entity);
    }
    let country = reading.country_of(reading.entity(entity).record?)?;
    Some(reading.known(country))
}

/// Where the lexicon knows the person to have held this very post.
fn known_place(reading: &mut Reading<'_>, held: &Held) -> Option<EntityId> {
    let record = reading.entity(held.person).record?;
    let places: Vec<_> =
        reading.gazetteer.offices_by(record).filter(|o| o.role == held.role.as_str()).map(|o| o.of).collect();
    let first = *places.first()?;
    let one = places.iter().all(|p| *p == first) && reading.gazetteer.record(first).kind != RecordKind::Person;
    one.then(|| reading.known(first))
}

/// The words of the post as the text has them.
fn written(reading: &Reading<'_>, sentence: usize, tokens: Span<Tokens>) -> String {
    reading.words(sentence, tokens).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Nominals that name a post, for "X became president of Y".
pub(super) fn roles(reading: &Reading<'_>, heads: &[Vec<u32>], out: &mut Mentions) {
    for (index, mention) in reading.mentions.iter().enumerate() {
        if mention.kind != MentionKind::Nominal {
            continue;
        }
        let Some(words) = role_at(reading, mention.sentence, mention.head).filter(|w| !w.plural) else { continue };
        let role = reading.gazetteer.role(words.number);
        let of_mention = words.of_token.and_then(|t| {
            let by_head = (heads[mention.sentence][t.index()] as usize).checked_sub(1);
            by_head.or_else(|| reading.holder(mention.sentence, t))
        });
        out.roles.push(Role {
            mention: MentionId(index as u32),
            role: written(reading, mention.sentence, words.tokens),
            leads: role.leads && !words.deputy,
            of: of_mention.and_then(|m| reading.mentions[m].entity),
            of_mention: of_mention.map(|m| MentionId(m as u32)),
            status: words.status,
        });
    }
}
