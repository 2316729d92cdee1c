//! Names the lexicon knows: longest match, then the reading that role, date and context support.
use std::collections::HashMap;

use super::discovery::is_title;
use super::metonymy::acts;
use super::phrase::{head_of, lower};
use super::reading::Reading;
use super::{EntityId, MentionKind};
use crate::lexicon::RecordId;
use crate::lexicon::gazetteer::Years;
use crate::lexicon::gazetteer::{Form, FormRole, RecordKind};
use crate::syntax::{Relation, TokenId, Upos};
use crate::text::{Span, Tokens};

/// Every form that starts at one token.
struct Start<'g> {
    token: usize,
    /// End token (exclusive) and meanings, longest first.
    options: Vec<(usize, &'g [Form])>,
}

/// How often the document speaks of a record in words that can mean nothing else.
type Support = HashMap<RecordId, u32>;

/// Finds the names of the lexicon in all sentences.
pub(super) fn find(reading: &mut Reading<'_>) {
    let starts: Vec<Vec<Start<'_>>> = (0..reading.sentences.len()).map(|s| starts_in(reading, s)).collect();
    let support = support(reading, &starts);
    for (sentence, starts) in starts.iter().enumerate() {
        let mut free_from = 0;
        let mut found = Vec::new();
        for start in starts {
            if start.token < free_from || reading.taken(sentence, Span::new(start.token, start.token + 1)) {
                continue;
            }
            for (end, forms) in &start.options {
                let tokens = Span::new(start.token, *end);
                if let Some(choice) = choose(reading, &support, sentence, tokens, forms) {
                    found.push((tokens, choice.record));
                    take(reading, sentence, tokens, choice);
                    free_from = *end;
                    break;
                }
            }
        }
        for (outer, record) in found {
            inside(reading, &support, sentence, starts, outer, record);
        }
    }
}

/// Countries named inside the name of a deal, deed or document are spoken of too ("Russia's war in Ukraine", "U.S.-Japan Security Treaty"); inside the
/// name of a body, place or person they are not ("Bank of Japan").
fn inside(
    reading: &mut Reading<'_>,
    support: &Support,
    sentence: usize,
    starts: &[Start<'_>],
    outer: Span<Tokens>,
    record: RecordId,
) {
    const OPEN: &[RecordKind] =
        &[RecordKind::Arrangement, RecordKind::Event, RecordKind::Policy, RecordKind::Initiative];
    if outer.len() < 2 || !OPEN.contains(&reading.gazetteer.record(record).kind) {
        return;
    }
    let head = head_of(&reading.sentences[sentence], outer);
    let mut free_from = 0;
    for start in starts.iter().filter(|s| outer.contains(s.token)) {
        for (end, forms) in &start.options {
            let tokens = Span::new(start.token, *end);
            if start.token < free_from || tokens == outer || !outer.covers(tokens) || tokens.contains(head.index()) {
                continue;
            }
            let Some(choice) = choose(reading, support, sentence, tokens, forms) else { continue };
            if reading.gazetteer.record(choice.record).kind == RecordKind::Country && choice.rule == "name" {
                let entity = reading.known(choice.record);
                let class = reading.entities[entity.0 as usize].class;
                reading.add(sentence, tokens, MentionKind::Name, class, Some(entity), "name-inside", choice.certainty);
                free_from = *end;
            }
        }
    }
}

fn starts_in<'a>(reading: &Reading<'a>, sentence: usize) -> Vec<Start<'a>> {
    let gazetteer = reading.gazetteer;
    let tree = &reading.sentences[sentence];
    let mut end_before = None;
    let tokens = tree.tokens.iter().map(|t| {
        let spaced = end_before != Some(t.span.start);
        end_before = Some(t.span.end);
        (reading.document.slice(t.span), spaced)
    });
    let cut = gazetteer.names().cut(tokens);
    let mut starts: Vec<Start<'_>> = Vec::new();
    for at in 0..cut.len() {
        let matches = gazetteer.names().matches(&cut, at);
        if !matches.is_empty() {
            let options = matches.into_iter().map(|(end, forms)| (cut[end - 1].token as usize + 1, forms)).collect();
            starts.push(Start { token: cut[at].token as usize, options });
        }
    }
    starts
}

fn support(reading: &Reading<'_>, starts: &[Vec<Start<'_>>]) -> Support {
    let mut support = Support::new();
    for (sentence, starts) in starts.iter().enumerate() {
        let mut free_from = 0;
        for start in starts.iter().filter(|_| true) {
            if start.token < free_from {
                continue;
            }
            let (end, forms) = start.options[0];
            let clear: Vec<&Form> = forms.iter().filter(|f| !f.ambiguous).collect();
            if !clear.is_empty() && !is_common_word(reading, sentence, Span::new(start.token, end)) {
                free_from = end;
                // An adjective that is a name as well counts once.
                for (at, form) in clear.iter().enumerate() {
                    if !clear[..at].iter().any(|f| f.record == form.record) {
                        *support.entry(form.record).or_default() += 1;
                    }
                }
            }
        }
    }
    support
}

/// One word that the tagger takes for a verb, preposition or the like is no name.
fn is_common_word(reading: &Reading<'_>, sentence: usize, tokens: Span<Tokens>) -> bool {
    let tree = &reading.sentences[sentence];
    tokens.len() == 1
        && !matches!(tree.tokens[tokens.start as usize].upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X)
}

/// What a name was taken for.
struct Choice {
    record: RecordId,
    rule: &'static str,
    certainty: f32,
}

fn take(reading: &mut Reading<'_>, sentence: usize, tokens: Span<Tokens>, choice: Choice) {
    let government = whole_government(reading, choice.record);
    let entity: EntityId = reading.known(government.unwrap_or(choice.record));
    reading.add_name(sentence, tokens, entity, choice.rule, choice.certainty);
}

/// The country whose government as a whole the record is: contract and gazetteer call it by its country.
fn whole_government(reading: &Reading<'_>, record: RecordId) -> Option<RecordId> {
    let known = reading.gazetteer.record(record);
    let whole = known.kind == RecordKind::Organization && known.key.ends_with("-government");
    whole.then(|| reading.country_of(record)).flatten()
}

fn choose(
    reading: &Reading<'_>,
    support: &Support,
    sentence: usize,
    tokens: Span<Tokens>,
    forms: &[Form],
) -> Option<Choice> {
    if is_common_word(reading, sentence, tokens) {
        return None;
    }
    let part_of_more = is_part_of_longer_name(reading, sentence, tokens);
    let mut best: Option<(i32, Choice)> = None;
    let mut editions: Vec<(i32, RecordId)> = Vec::new();
    let mut pacts: Vec<(i32, RecordId)> = Vec::new();
    for form in forms {
        let Some((score, rule)) = score(reading, support, sentence, tokens, *form, part_of_more) else { continue };
        let certainty = if form.ambiguous { 0.8 } else { 0.98 };
        if form.ambiguous && reading.gazetteer.record(form.record).kind == RecordKind::Policy {
            editions.push((score, form.record));
        }
        if form.ambiguous && reading.gazetteer.record(form.record).kind == RecordKind::Arrangement {
            pacts.push((score, form.record));
        }
        let better = best.as_ref().is_none_or(|(top, _)| score > *top);
        if better {
            best = Some((score, Choice { record: form.record, rule, certainty }));
        }
    }
    let (top, mut choice) = best?;
    if pacts.iter().filter(|(score, record)| *score == top && *record != choice.record).count() > 0 {
        return None;
    }
    if editions.iter().any(|(_, record)| *record == choice.record) {
        choice.record = edition(reading, sentence, tokens, top, &editions)?;
    }
    Some(choice)
}

/// "the National Security Strategy": of the texts of that name, the one of the country most spoken of, and of its editions that of the year beside the name, or the last
/// one before the document's date; `None` where two countries or two editions are left.
fn edition(
    reading: &Reading<'_>,
    sentence: usize,
    tokens: Span<Tokens>,
    top: i32,
    editions: &[(i32, RecordId)],
) -> Option<RecordId> {
    let issuer = |r: RecordId| reading.gazetteer.record(r).of.first().copied();
    let mut best = editions.iter().filter(|(score, _)| *score == top).map(|(_, r)| *r);
    let first = best.next()?;
    if best.any(|r| issuer(r) != issuer(first)) {
        return None;
    }
    let own: Vec<RecordId> = editions.iter().map(|(_, r)| *r).filter(|r| issuer(*r) == issuer(first)).collect();
    if let [only] = own.as_slice() {
        return Some(*only);
    }
    let dated = |r: &RecordId| reading.gazetteer.record(*r).date;
    let tree = &reading.sentences[sentence];
    let near = (tokens.start as usize).saturating_sub(1)..(tokens.end as usize + 2).min(tree.tokens.len());
    let year = near.map(|i| reading.form(sentence, TokenId(i as u32))).find_map(|form| form.parse::<u16>().ok());
    match (year, reading.document.published) {
        (Some(year), _) => own.into_iter().find(|r| dated(r).is_some_and(|d| d.year == year)),
        (None, Some(now)) => own.into_iter().filter(|r| dated(r).is_some_and(|d| d <= now)).max_by_key(dated),
        (None, None) => None,
    }
}

/// How well a meaning fits; `None` when it does not.
fn score(
    reading: &Reading<'_>,
    support: &Support,
    sentence: usize,
    tokens: Span<Tokens>,
    form: Form,
    part_of_more: bool,
) -> Option<(i32, &'static str)> {
    let record = reading.gazetteer.record(form.record);
    if form.needs_article && !after_article(reading, sentence, tokens) {
        return None;
    }
    if part_of_more && (tokens.len() == 1 || form.ambiguous) && record.kind != RecordKind::Person {
        return None;
    }
    let count = support.get(&form.record).copied().unwrap_or(0).min(50) as i32;
    let dated = match reading.document.published {
        Some(date) if record.kind == RecordKind::Country => {
            if record.years.hold(date) {
                5
            } else {
                -5
            }
        }
        _ => 0,
    };
    let dated = dated + (record.weight.min(400) / 100) as i32;
    let base = if form.ambiguous { 0 } else { 100 };
    match form.role {
        FormRole::Metonym => {
            let head = head_of(&reading.sentences[sentence], tokens);
            let acting = acts(reading.document, &reading.sentences[sentence], head);
            let backed = !form.ambiguous || count > 0;
            (acting && backed).then_some((base + 60 + 2 * count, "metonym"))
        }
        FormRole::Family => family(reading, support, sentence, tokens, form).map(|s| (s, "family-name")),
        FormRole::Adjective | FormRole::Demonym | FormRole::People => {
            if after_compass(reading, sentence, tokens)
                || (form.ambiguous && !backed_country(reading, support, sentence, tokens, form))
            {
                return None;
            }
            Some((base + 20 + count + dated, "demonym"))
        }
        FormRole::Name => {
            if record.kind == RecordKind::Person && part_of_more || is_foreign(reading, support, sentence, tokens, form)
            {
                return None;
            }
            if form.ambiguous && !backed(reading, support, sentence, tokens, form) {
                return None;
            }
            // Of texts under one name the one whose country is spoken of.
            let of_country = if form.ambiguous && record.kind == RecordKind::Policy {
                let countries = record.of.iter().filter_map(|o| reading.country_of(*o));
                countries.filter_map(|c| support.get(&c)).map(|n| (*n).min(1000) as i32).sum()
            } else if form.ambiguous && record.kind == RecordKind::Arrangement {
                parties_beside(reading, sentence, &record.members)
            } else {
                dated
            };
            Some((base + 30 + count + of_country, "name"))
        }
    }
}

/// Of pacts under one name the one whose parties stand in the sentence, or else in the one before.
fn parties_beside(reading: &Reading<'_>, sentence: usize, members: &[(RecordId, Years)]) -> i32 {
    let named = |sentence: usize, member: RecordId| {
        let text = reading.document.slice(reading.sentences[sentence].span);
        let record = reading.gazetteer.record(member);
        std::iter::once(&record.label).chain(&record.aliases).any(|name| name.len() > 2 && text.contains(name.as_str()))
    };
    let points = |at: usize, each: i32| members.iter().filter(|(m, _)| named(at, *m)).count() as i32 * each;
    points(sentence, 20) + sentence.checked_sub(1).map_or(0, |before| points(before, 5))
}

fn backed(reading: &Reading<'_>, support: &Support, sentence: usize, tokens: Span<Tokens>, form: Form) -> bool {
    let record = reading.gazetteer.record(form.record);
    let supported = |r: &RecordId| support.contains_key(r);
    match record.kind {
        RecordKind::Country => backed_country(reading, support, sentence, tokens, form),
        RecordKind::Place => supported(&form.record) || record.of.iter().any(supported),
        RecordKind::Arrangement => {
            let few = (2..=4).contains(&record.members.len());
            supported(&form.record) || (few && record.members.iter().all(|(m, _)| supported(m)))
        }
        RecordKind::Organization | RecordKind::Policy => {
            let own = record.of.iter().any(|o| supported(o) || reading.country_of(*o).is_some_and(|c| supported(&c)));
            let titled = tokens.len() > 1 || record.class == reading.classes.body;
            let next = reading.sentences[sentence].tokens.get(tokens.end as usize).map(|t| t.lemma.as_str());
            let worldwide = record.class == reading.classes.international && tokens.len() > 1 && next != Some("of");
            supported(&form.record) || (own && titled) || worldwide
        }
        _ => supported(&form.record),
    }
}

/// A body or law of one country under a name that others may bear too ("Maritime Zones Act"), in a text that never speaks of the country.
fn is_foreign(reading: &Reading<'_>, support: &Support, sentence: usize, tokens: Span<Tokens>, form: Form) -> bool {
    let record = reading.gazetteer.record(form.record);
    let bound = record.class == reading.classes.body || record.kind == RecordKind::Policy;
    let Some(country) = record.of.first().and_then(|o| reading.country_of(*o)).filter(|_| bound && tokens.len() > 1)
    else {
        return false;
    };
    let last = reading.form(sentence, TokenId(tokens.end - 1)).to_lowercase();
    let generic = !reading.gazetteer.nouns(&last).is_empty();
    let named = tokens.range().any(|i| {
        let forms = reading.gazetteer.names().exact(reading.form(sentence, TokenId(i as u32)));
        forms.iter().any(|f| f.record == country)
    });
    generic && !named && !support.contains_key(&country) && !support.is_empty()
}

/// A homonymous country: spoken of clearly elsewhere, or side by side with another country.
fn backed_country(reading: &Reading<'_>, support: &Support, sentence: usize, tokens: Span<Tokens>, form: Form) -> bool {
    let date_fits = reading.document.published.is_none_or(|d| reading.gazetteer.record(form.record).years.hold(d));
    support.contains_key(&form.record)
        || (date_fits && !form.needs_article && has_country_beside(reading, sentence, tokens))
}

/// Another country stands in the same coordination or compound.
fn has_country_beside(reading: &Reading<'_>, sentence: usize, tokens: Span<Tokens>) -> bool {
    let tree = &reading.sentences[sentence];
    let head = head_of(tree, tokens);
    let is_country = |id: TokenId| {
        let names = reading.gazetteer.names().exact(reading.form(sentence, id));
        names.iter().any(|f| {
            !f.ambiguous
                && matches!(f.role, FormRole::Name | FormRole::Adjective)
                && reading.gazetteer.record(f.record).kind == RecordKind::Country
        })
    };
    let mut near: Vec<TokenId> = tree.children(head).to_vec();
    if let Some(governor) = tree.token(head).head {
        near.push(governor);
        near.extend(tree.children(governor).iter().filter(|c| {
            matches!(
                tree.token(**c).relation,
                Relation::Conj | Relation::Compound | Relation::Amod | Relation::NmodPoss
            )
        }));
    }
    near.into_iter().any(|id| !tokens.contains(id.index()) && is_country(id))
}

/// A family name: after the full name, after a title that the person held, or of one who leads a country at the time.
fn family(reading: &Reading<'_>, support: &Support, sentence: usize, tokens: Span<Tokens>, form: Form) -> Option<i32> {
    let tree = &reading.sentences[sentence];
    let head = head_of(tree, tokens);
    if tree.token(head).upos != Upos::Propn || is_part_of_longer_name(reading, sentence, tokens) {
        return None;
    }
    if let Some(count) = support.get(&form.record) {
        return Some(60 + *count as i32);
    }
    let title = title_of(reading, sentence, head);
    let date = reading.document.published;
    let offices = || reading.gazetteer.offices_by(form.record);
    let country_near = reading.gazetteer.record(form.record).of.iter().any(|c| support.contains_key(c));
    if let Some(title) = &title {
        let held = offices()
            .filter(|o| title.ends_with(o.role.as_str()) && date.is_none_or(|d| o.years.from.is_none_or(|f| f <= d)))
            .count();
        let current = offices().any(|o| title.ends_with(o.role.as_str()) && date.is_some_and(|d| o.years.hold(d)));
        return (held > 0 && (current || country_near)).then_some(40 + i32::from(current) * 10);
    }
    let leads_now = date.is_some_and(|d| offices().any(|o| o.leads && o.years.hold(d)));
    (leads_now && country_near && is_subject_or_owner(reading, sentence, head)).then_some(30)
}

fn is_subject_or_owner(reading: &Reading<'_>, sentence: usize, head: TokenId) -> bool {
    let relation = reading.sentences[sentence].token(head).relation;
    matches!(
        relation,
        Relation::Nsubj
            | Relation::NsubjPass
            | Relation::NmodPoss
            | Relation::Conj
            | Relation::OblAgent
            | Relation::Obl
            | Relation::Obj
            | Relation::Nmod
    )
}

/// The title before a name, lower case ("prime minister").
pub(super) fn title_of(reading: &Reading<'_>, sentence: usize, head: TokenId) -> Option<String> {
    let tree = &reading.sentences[sentence];
    let title = tree.children(head).iter().copied().find(|c| {
        *c < head
            && matches!(tree.token(*c).relation, Relation::NmodDesc | Relation::Compound | Relation::Flat)
            && tree.token(*c).upos != Upos::Adj
    })?;
    let mut words: Vec<String> = tree
        .children_by(title, Relation::Amod)
        .chain(tree.children_by(title, Relation::Compound))
        .filter(|c| *c < title)
        .map(|c| lower(reading.document, tree, c))
        .collect();
    words.push(lower(reading.document, tree, title));
    Some(words.join(" "))
}

fn after_article(reading: &Reading<'_>, sentence: usize, tokens: Span<Tokens>) -> bool {
    tokens.start > 0 && reading.form(sentence, TokenId(tokens.start - 1)).eq_ignore_ascii_case("the")
}

/// "Latin American", "North African": the adjective is not that of the country.
fn after_compass(reading: &Reading<'_>, sentence: usize, tokens: Span<Tokens>) -> bool {
    const COMPASS: &[&str] =
        &["latin", "north", "south", "central", "native", "african", "asian", "anglo", "pan", "inter", "meso"];
    let before = |back: u32| tokens.start.checked_sub(back).map(|t| reading.form(sentence, TokenId(t)).to_lowercase());
    let previous = match before(1) {
        Some(dash) if dash == "-" => before(2),
        other => other,
    };
    previous.is_some_and(|p| COMPASS.contains(&p.as_str()))
}

/// The name is tied to capitalised words outside that are no title: "Jordan" in "Michael Jordan".
fn is_part_of_longer_name(reading: &Reading<'_>, sentence: usize, tokens: Span<Tokens>) -> bool {
    let tree = &reading.sentences[sentence];
    let outside = |id: TokenId| {
        let other = !tokens.contains(id.index()) && matches!(tree.token(id).upos, Upos::Propn);
        other && !is_title(reading, reading.form(sentence, id))
    };
    let tied = tokens.range().map(|i| TokenId(i as u32)).any(|id| {
        let token = tree.token(id);
        let up = token.relation == Relation::Flat && token.head.is_some_and(outside);
        up || tree.children_by(id, Relation::Flat).any(outside)
    });
    let before = tokens.start.checked_sub(1).map(TokenId);
    tied || before.is_some_and(|b| {
        let form = reading.form(sentence, b);
        outside(b) && reading.gazetteer.is_given_name(form) && reading.gazetteer.names().exact(form).is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mentions::testing::{gazetteer, parsed};

    fn names(lines: &str) -> Vec<(String, String)> {
        let (document, sentences) = parsed(lines);
        let (gazetteer, ontology) = gazetteer();
        let mut reading = Reading::new(&document, &sentences, gazetteer, ontology);
        find(&mut reading);
        reading
            .mentions
            .iter()
            .map(|m| (document.slice(m.span).to_owned(), reading.entity(m.entity.unwrap()).iri_path.clone()))
            .collect()
    }

    fn pairs(found: &[(String, String)]) -> Vec<(&str, &str)> {
        found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect()
    }

    #[test]
    fn adjectives_and_capitals_mean_their_country() {
        let found = names(
            "Tokyo/PROPN/2/nsubj urged/urge/VERB/0/root the/DET/5/det Chinese/ADJ/5/amod miners/NOUN/2/obj in/ADP/7/case Beijing/PROPN/2/obl",
        );
        assert_eq!(
            pairs(&found),
            [("Tokyo", "country/japan"), ("Chinese", "country/china"), ("Beijing", "place/beijing")]
        );
    }

    #[test]
    fn a_homonym_needs_support() {
        assert!(names("Korea/PROPN/2/nsubj won/win/VERB/0/root").is_empty());
        let found = names("Japan/PROPN/4/nsubj and/CCONJ/3/cc Korea/PROPN/1/conj met/meet/VERB/0/root");
        assert_eq!(pairs(&found), [("Japan", "country/japan"), ("Korea", "country/south-korea")]);
    }

    #[test]
    fn a_country_inside_a_persons_name_is_none() {
        assert!(names("Michael/PROPN/3/nsubj Jordan/PROPN/1/flat retired/retire/VERB/0/root").is_empty());
    }
}
