//! Names the lexicon does not know: persons by title, apposition, given name or speech; others by their head noun and shape.
use super::identity::slug;
use super::names::title_of;
use super::nouns::sense;
use super::phrase::{case_of, is_capitalised, lower};
use super::reading::Reading;
use super::{EntityId, Gender, MentionKind, Standing};
use crate::lexicon::ClassId;
use crate::lexicon::gazetteer::NounKind;
use crate::syntax::{Relation, Sentence, TokenId, Upos};
use crate::text::{Span, Tokens};

const HONORIFICS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "lord",
    "lady",
    "dame",
    "prof",
    "professor",
    "rev",
    "sheikh",
    "ayatollah",
    "pope",
    "saint",
    "prince",
    "princess",
    "king",
    "queen",
    "emperor",
    "sultan",
    "tsar",
    "czar",
    "shah",
    "emir",
    "senator",
    "gen",
    "col",
    "lt",
    "sgt",
    "capt",
    "adm",
    "maj",
    "judge",
    "justice",
    "rep",
    "sen",
    "gov",
    "duke",
    "count",
    "baron",
    "chairman",
    "chairwoman",
    "chair",
    "comrade",
];
const SPEECH: &[&str] = &[
    "say",
    "tell",
    "argue",
    "warn",
    "announce",
    "add",
    "state",
    "explain",
    "claim",
    "insist",
    "declare",
    "write",
    "note",
    "believe",
    "think",
    "promise",
    "pledge",
    "vow",
    "urge",
    "ask",
    "reply",
    "remark",
    "recall",
    "admit",
    "suggest",
    "stress",
    "emphasize",
    "emphasise",
    "acknowledge",
];
/// Words that may stand between the capitalised words of any name.
const CONNECTORS: &[&str] = &["of", "for", "and", "the", "&", "de", "la", "du", "des", "'s", "’s", "al"];
/// Those of texts and deals besides: "Treaty on …", "Convention against …".
const TEXT_CONNECTORS: &[&str] = &["on", "to", "in", "against", "with", "between"];

/// Finds the names that are still free.
pub(super) fn find(reading: &mut Reading<'_>) {
    for sentence in 0..reading.sentences.len() {
        if !reading.is_prose(sentence) {
            continue;
        }
        let heads: Vec<TokenId> =
            reading.sentences[sentence].ids().filter(|id| may_head_name(reading, sentence, *id)).collect();
        for head in heads {
            if reading.holder(sentence, head).is_none() {
                name_at(reading, sentence, head);
            }
        }
    }
}

/// A proper noun that no other proper noun governs as part of one name.
fn may_head_name(reading: &Reading<'_>, sentence: usize, id: TokenId) -> bool {
    let tree = &reading.sentences[sentence];
    let token = tree.token(id);
    if token.upos != Upos::Propn || reading.holder(sentence, id).is_some() {
        return false;
    }
    let form = reading.form(sentence, id);
    if !form.chars().any(char::is_alphabetic) || !is_capitalised(form) {
        return false;
    }
    let part = matches!(
        token.relation,
        Relation::Flat | Relation::Compound | Relation::Goeswith | Relation::Amod | Relation::NmodDesc
    );
    let governor_is_name = token.head.is_some_and(|h| {
        let above = tree.token(h);
        h.index().abs_diff(id.index()) <= 5 && above.upos == Upos::Propn && reading.holder(sentence, h).is_none()
    });
    !(part && governor_is_name)
}

fn name_at(reading: &mut Reading<'_>, sentence: usize, head: TokenId) {
    if let Some(titled) = titled_class(reading, sentence, head) {
        let tokens = titled_extent(reading, sentence, head, titled);
        if tokens.len() > 1 {
            add(reading, sentence, tokens, titled, "titled-name", 0.85);
        }
        return;
    }
    let whole = plain_extent(reading, sentence, head);
    let tokens = without_title(reading, sentence, whole);
    if is_calendar_or_title(reading, sentence, tokens) {
        return;
    }
    let titled = if tokens == whole { None } else { Some("titled-person") };
    let (class, rule, certainty) = match titled.or_else(|| person_evidence(reading, sentence, head, tokens)) {
        Some(rule) => (reading.classes.person, rule, 0.85),
        None if is_fragment(reading, sentence, tokens) => return,
        None => (other_class(reading, sentence, head, tokens), "unknown-name", 0.5),
    };
    add(reading, sentence, tokens, class, rule, certainty);
}

/// A single letter, or letters that a dash or slash joins to more ("B–52", "PD/NSC", "Franco-Haitian"): no name by itself.
fn is_fragment(reading: &Reading<'_>, sentence: usize, tokens: Span<Tokens>) -> bool {
    let tree = &reading.sentences[sentence];
    let span = tree.bytes(tokens);
    let joint = |at: Option<usize>, beside: u32, after: bool| {
        at.and_then(|at| tree.tokens.get(at)).is_some_and(|t| {
            let touches = if after { t.span.start == beside } else { t.span.end == beside };
            touches && matches!(t.lemma.as_str(), "-" | "–" | "—" | "/" | "&")
        })
    };
    span.len() <= 1
        || joint(Some(tokens.end as usize), span.end, true)
        || joint((tokens.start as usize).checked_sub(1), span.start, false)
}

fn add(
    reading: &mut Reading<'_>,
    sentence: usize,
    tokens: Span<Tokens>,
    class: ClassId,
    rule: &'static str,
    certainty: f32,
) {
    let withdrawn: Vec<usize> = tokens.range().filter_map(|i| reading.holder(sentence, TokenId(i as u32))).collect();
    let label = label_of(reading, sentence, tokens);
    let entity = named(reading, class, &label);
    let keeps = |reading: &Reading<'_>, held: usize| reading.mentions[held].tokens.start == tokens.start;
    for held in withdrawn {
        if !keeps(reading, held) {
            reading.withdraw(held);
        }
    }
    reading.add_name(sentence, tokens, entity, rule, certainty);
}

/// The entity of this name: one that the document already calls so, or a new one.
pub(super) fn named(reading: &mut Reading<'_>, class: ClassId, label: &str) -> EntityId {
    let called = |e: &super::Entity| e.label == label || e.aliases.contains(label);
    let found = reading.entities.iter().position(|e| e.standing != Standing::Described && called(e));
    if let Some(found) = found {
        return EntityId(found as u32);
    }
    let path = format!("{}/{}", reading.path_kind(class), slug(label));
    let entity = reading.described(path, class, label, Standing::Named);
    let given = label.split(' ').next().filter(|_| class == reading.classes.person && label.contains(' '));
    let gender = given.and_then(|g| reading.gazetteer.gender_of_given_name(g));
    if let Some(gender) = gender.filter(|_| reading.entity(entity).gender == Gender::Unknown) {
        reading.entities[entity.0 as usize].gender = if gender == 'f' { Gender::Feminine } else { Gender::Masculine };
    }
    entity
}

fn label_of(reading: &Reading<'_>, sentence: usize, tokens: Span<Tokens>) -> String {
    let words = reading.words(sentence, tokens).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shouted = words.split(' ').filter(|w| w.chars().count() > 3);
    let all_shout = words.contains(' ')
        && shouted.clone().next().is_some()
        && shouted.all(|w| w.chars().all(|c| !c.is_lowercase()));
    if all_shout { title_case(&words) } else { words }
}

fn title_case(words: &str) -> String {
    let word = |w: &str| {
        let mut chars = w.chars();
        chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect::<String>()
    };
    words.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Class of a name by its capitalised common head noun ("Ministry", "Accord").
fn titled_class(reading: &Reading<'_>, sentence: usize, head: TokenId) -> Option<ClassId> {
    let tree = &reading.sentences[sentence];
    let class = sense(reading, tree, head)?.class?;
    reading.families.titled.contains(class).then_some(class)
}

/// Capitalised modifiers before the head, its further words, and "of …", "on … and …" while capitals follow.
fn titled_extent(reading: &Reading<'_>, sentence: usize, head: TokenId, class: ClassId) -> Span<Tokens> {
    let tree = &reading.sentences[sentence];
    let plain = with_names_before(reading, sentence, head, plain_extent(reading, sentence, head));
    let text = reading.families.arrangement.contains(class) || reading.families.policy.contains(class);
    let mut end = plain.end as usize;
    let mut at = end;
    let mut complemented = false;
    while at < tree.tokens.len() {
        let id = TokenId(at as u32);
        let form = reading.form(sentence, id);
        let below = tree.dominates(head, id);
        if !below {
            break;
        }
        let word = form.to_lowercase();
        // "the Government and Gulbenkian", but "the Ministry of Trade and Industry".
        let beside = word == "and" && !text && !complemented;
        let connector =
            !beside && (CONNECTORS.contains(&word.as_str()) || (text && TEXT_CONNECTORS.contains(&word.as_str())));
        complemented |= matches!(word.as_str(), "of" | "for" | "on");
        if is_capitalised(form) && !connector {
            end = at + 1;
        } else if !connector && form != "-" || at >= end + 3 {
            break;
        }
        at += 1;
    }
    Span::new(plain.start as usize, end)
}

/// Known names that stand as compounds right before belong to the name: "Danube Policy Institute", "Ukraine Contact Group".
fn with_names_before(reading: &Reading<'_>, sentence: usize, head: TokenId, tokens: Span<Tokens>) -> Span<Tokens> {
    let tree = &reading.sentences[sentence];
    let mut start = tokens.start as usize;
    while let Some(before) = start.checked_sub(1).map(|b| TokenId(b as u32)) {
        let Some(held) = reading.holder(sentence, before) else { break };
        let name = &reading.mentions[held];
        let compound = tree.token(name.head).relation == Relation::Compound && tree.dominates(head, name.head);
        if name.kind != MentionKind::Name || name.rule == "demonym" || !compound {
            break;
        }
        start = name.tokens.start as usize;
    }
    Span::new(start, tokens.end as usize)
}

/// The run of capitalised words of one name around its head.
fn plain_extent(reading: &Reading<'_>, sentence: usize, head: TokenId) -> Span<Tokens> {
    let tree = &reading.sentences[sentence];
    let mut start = head.index();
    while start > 0 && belongs(reading, sentence, head, start - 1) {
        start -= 1;
    }
    while start < head.index() && !is_capitalised(reading.form(sentence, TokenId(start as u32))) {
        start += 1;
    }
    let mut end = head.index() + 1;
    while end < tree.tokens.len() && follows(reading, sentence, head, end) {
        end += 1;
    }
    Span::new(start, end)
}

fn belongs(reading: &Reading<'_>, sentence: usize, head: TokenId, at: usize) -> bool {
    let tree = &reading.sentences[sentence];
    let id = TokenId(at as u32);
    let token = tree.token(id);
    if !tree.dominates(head, id) || reading.holder(sentence, id).is_some() {
        return false;
    }
    let form = reading.form(sentence, id);
    match token.relation {
        Relation::Punct => form == "-",
        Relation::Compound | Relation::Amod | Relation::Flat | Relation::NmodUnmarked | Relation::Nummod => {
            is_capitalised(form)
                && !is_role_word(reading, form)
                && !(at == 0 && token.upos == Upos::Adj && is_ordinary_start(form))
        }
        _ => false,
    }
}

/// The first word of a sentence is capitalised whatever it is.
fn is_ordinary_start(form: &str) -> bool {
    matches!(
        form.to_lowercase().as_str(),
        "former" | "new" | "other" | "many" | "most" | "several" | "late" | "then" | "senior" | "current"
    )
}

fn follows(reading: &Reading<'_>, sentence: usize, head: TokenId, at: usize) -> bool {
    let tree = &reading.sentences[sentence];
    let id = TokenId(at as u32);
    let token = tree.token(id);
    let form = reading.form(sentence, id);
    let glued = |left: usize, right: usize| {
        let (left, right) = (tree.tokens.get(left), tree.tokens.get(right));
        left.zip(right).is_some_and(|(l, r)| l.span.end == r.span.start)
    };
    let capital = |at: usize| {
        tree.tokens.get(at).is_some_and(|t| t.upos == Upos::Propn)
            && is_capitalised(reading.form(sentence, TokenId(at as u32)))
    };
    if reading.holder(sentence, id).is_some() {
        return false;
    }
    let hyphen = form == "-" && at > head.index() && glued(at - 1, at) && glued(at, at + 1) && capital(at + 1);
    let after_hyphen = at > head.index() + 1
        && reading.form(sentence, TokenId(at as u32 - 1)) == "-"
        && glued(at - 1, at)
        && glued(at - 2, at - 1)
        && capital(at);
    let part = tree.dominates(head, id)
        && (matches!(token.relation, Relation::Flat | Relation::Goeswith)
            || (token.relation == Relation::Nummod && at == head.index() + 1));
    part || hyphen || after_hyphen
}

fn is_role_word(reading: &Reading<'_>, form: &str) -> bool {
    let word = form.to_lowercase();
    HONORIFICS.contains(&word.trim_end_matches('.')) || !reading.gazetteer.role_names().exact(&word).is_empty()
}

/// True for a word of a title: "President", "Minister", "Mr.".
pub(super) fn is_title(reading: &Reading<'_>, form: &str) -> bool {
    is_role_word(reading, form)
        || matches!(form, "ad" | "interim" | "d’Affaires" | "d'Affaires" | "d’affaires" | "d'affaires")
        || matches!(form, "Prime" | "Foreign" | "Defense" | "Defence" | "Vice" | "Chief" | "Former")
}

/// A name without the title words in front of it; a name that is all title stays whole.
fn without_title(reading: &Reading<'_>, sentence: usize, tokens: Span<Tokens>) -> Span<Tokens> {
    let titles = tokens.range().take_while(|i| is_title(reading, reading.form(sentence, TokenId(*i as u32)))).count();
    if titles == tokens.len() { tokens } else { Span::new(tokens.start as usize + titles, tokens.end as usize) }
}

/// Weekdays, months and bare titles are no names.
fn is_calendar_or_title(reading: &Reading<'_>, sentence: usize, tokens: Span<Tokens>) -> bool {
    let words = reading.words(sentence, tokens).to_lowercase();
    let calendar = super::phrase::MONTHS.contains(&words.as_str()) || words.ends_with("day") && words.len() <= 9;
    calendar || is_role_word(reading, &words)
}

/// What shows that a name is a person's.
fn person_evidence(
    reading: &Reading<'_>,
    sentence: usize,
    head: TokenId,
    tokens: Span<Tokens>,
) -> Option<&'static str> {
    let tree = &reading.sentences[sentence];
    if let Some(title) = title_of(reading, sentence, head) {
        let last = title.rsplit(' ').next().unwrap_or_default().trim_end_matches('.').to_owned();
        if is_role_word(reading, &last) || is_role_word(reading, &title) {
            return Some("titled-person");
        }
    }
    let before = (tokens.start as usize).checked_sub(1).map(|b| lower(reading.document, tree, TokenId(b as u32)));
    if before.is_some_and(|b| HONORIFICS.contains(&b.trim_end_matches('.'))) {
        return Some("titled-person");
    }
    let first = reading.form(sentence, TokenId(tokens.start));
    if tokens.len() > 1 && tokens.len() <= 4 && reading.gazetteer.is_given_name(first) {
        return Some("given-name");
    }
    if tokens.len() > 1 && has_initial(reading, sentence, tokens) {
        return Some("initials");
    }
    let role_beside = |id: TokenId| {
        let word = lower(reading.document, tree, id);
        !reading.gazetteer.role_names().exact(&word).is_empty()
            || sense(reading, tree, id).is_some_and(|s| s.kind == NounKind::Person)
    };
    let token = tree.token(head);
    let apposed = tree.child(head, Relation::Appos).is_some_and(role_beside)
        || (token.relation == Relation::Appos && token.head.is_some_and(role_beside));
    if apposed {
        return Some("apposed-person");
    }
    let speaks = matches!(token.relation, Relation::Nsubj)
        && token.head.is_some_and(|h| SPEECH.contains(&tree.token(h).lemma.as_str()));
    (speaks && !is_acronym(first)).then_some("speaking-person")
}

/// "James T. Shotwell", "J. Smith".
fn has_initial(reading: &Reading<'_>, sentence: usize, tokens: Span<Tokens>) -> bool {
    tokens.range().any(|i| {
        let form = reading.form(sentence, TokenId(i as u32));
        form.len() == 2 && form.ends_with('.') && is_capitalised(form)
    })
}

fn is_acronym(form: &str) -> bool {
    form.chars().count() > 1 && form.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// A place after a preposition of place, an organization when an acronym, else an actor that nobody can place.
fn other_class(reading: &Reading<'_>, sentence: usize, head: TokenId, tokens: Span<Tokens>) -> ClassId {
    let tree: &Sentence = &reading.sentences[sentence];
    let (first, last) =
        (reading.form(sentence, TokenId(tokens.start)), reading.form(sentence, TokenId(tokens.end - 1)));
    if tokens.len() > 1 && first == "Operation" {
        return reading.classes.event;
    }
    if tokens.len() > 1 && matches!(first, "HMS" | "USS" | "U.S.S." | "BRP" | "INS" | "HMAS" | "HMCS" | "JS" | "MV") {
        return reading.classes.capability;
    }
    if let Some(sense) = sense(reading, tree, head).and_then(|s| s.class) {
        return sense;
    }
    if is_acronym(last) {
        return reading.classes.organization;
    }
    let case = case_of(reading.document, tree, head);
    if matches!(
        case.as_deref(),
        Some("in" | "at" | "near" | "around" | "outside" | "across" | "into" | "inside" | "throughout")
    ) {
        return reading.classes.place;
    }
    let token = tree.token(head);
    if matches!(token.relation, Relation::Nsubj | Relation::NmodPoss) && (2..=3).contains(&tokens.len()) {
        return reading.classes.person;
    }
    reading.classes.actor
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mentions::testing::{gazetteer, parsed};

    fn names(lines: &str) -> Vec<(String, String)> {
        let (document, sentences) = parsed(lines);
        let (gazetteer, ontology) = gazetteer();
        let mut reading = Reading::new(&document, &sentences, gazetteer, ontology);
        super::super::names::find(&mut reading);
        find(&mut reading);
        let shown = |m: &super::super::Mention| {
            let class = ontology.class_name(m.class).to_owned();
            (document.slice(m.span).to_owned(), class)
        };
        reading.mentions.iter().filter(|m| m.entity.is_some()).map(shown).collect()
    }

    #[test]
    fn persons_are_known_by_title_and_apposition() {
        let found = names(
            "Foreign/ADJ/2/amod Minister/PROPN/3/nmod:desc Zoltar/PROPN/5/nsubj Quux/PROPN/3/flat spoke/VERB/0/root",
        );
        assert_eq!(found, [("Zoltar Quux".to_owned(), "Person".to_owned())]);
        let found = names(
            "Quuxly/PROPN/6/nsubj ,/PUNCT/5/punct the/DET/5/det defence/NOUN/5/compound minister/NOUN/1/appos left/VERB/0/root",
        );
        assert_eq!(found[0], ("Quuxly".to_owned(), "Person".to_owned()));
    }

    #[test]
    fn titled_names_take_their_class_from_their_head() {
        let found = names(
            "the/DET/3/det Blefuscu/PROPN/3/compound Accord/PROPN/0/root on/ADP/6/case Fish/PROPN/6/compound Trade/PROPN/3/nmod",
        );
        assert_eq!(found, [("Blefuscu Accord on Fish Trade".to_owned(), "Accord".to_owned())]);
    }
}
