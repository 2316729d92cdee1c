//! Posts that mentions found ("Japan's foreign minister, X") as claims: `leads`, `holdsOfficeIn`.
use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::draft::{Draft, End};
use super::features;
use super::record::{Modality, Polarity};
use super::stance::{Judge, Nature};
use crate::clauses::{Kind, PropositionId, Role as ArgumentRole};
use crate::lexicon::Ontology;
use crate::mentions::{MentionId, Mentions, Office, OfficeStatus, Role};
use crate::rules::Scene;
use crate::rules::engine::dates_of;
use crate::syntax::{Sentence, TokenId};

/// One claim for every post that the text itself ascribes to a known holder in a known country or body.
pub(super) fn drafts(mentions: &Mentions, sentences: &[Sentence], ontology: &Ontology) -> Vec<Draft> {
    mentions.offices.iter().filter_map(|office| draft(office, mentions, sentences, ontology)).collect()
}

fn draft(office: &Office, mentions: &Mentions, sentences: &[Sentence], ontology: &Ontology) -> Option<Draft> {
    let person = mentions.mention(office.person);
    let subject = person.entity?;
    let of = office.of?;
    let property = ontology.property(if office.leads { "leads" } else { "holdsOfficeIn" })?;
    let described = ontology.describe(property);
    if !described.domain.contains(mentions.entity(subject).class)
        || !described.range.contains(mentions.entity(of).class)
    {
        return None;
    }
    let sentence = sentences.get(office.sentence)?;
    Some(Draft {
        subject,
        property,
        object: End::Entity(of),
        polarity: Polarity::Positive,
        modality: Modality::Asserted,
        holders: Vec::new(),
        qualifiers: qualifiers(office),
        sentence: office.sentence,
        subject_words: (person.sentence == office.sentence).then_some(person.span),
        predicate_words: Some(sentence.bytes(office.tokens)),
        object_words: office
            .of_mention
            .map(|m| mentions.mention(m))
            .filter(|m| m.sentence == office.sentence)
            .map(|m| m.span),
        rule: SmolStr::new_static(if office.leads { "office.leads" } else { "office.holds" }),
        confidence: 0.0,
        features: features::of_post(
            sentence.tokens.len(),
            if office.leads { "office.leads" } else { "office.holds" },
            person.kind,
            person.rule,
            office.of_mention.is_some(),
        ),
    })
}

/// Verbs with which a post stands under "as", and whose object is the holder in the active voice.
const NAMES_TO: &[&str] =
    &["appoint", "elect", "name", "nominate", "inaugurate", "choose", "designate", "install", "reelect", "confirm"];

/// Posts said of a person by a clause: "she is the president of Malta", "he served as foreign minister", "X was elected president". The mention of the post
/// comes with each draft, so that nothing else is made of it.
pub(super) fn said_of(judge: Judge<'_>, ontology: &Ontology) -> Vec<(MentionId, Draft)> {
    let scene = judge.scene;
    let here = scene.mentions.roles.iter().filter(|r| scene.mentions.mention(r.mention).sentence == scene.number);
    here.filter_map(|role| Some((role.mention, said(role, judge, ontology)?))).collect()
}

fn said(role: &Role, judge: Judge<'_>, ontology: &Ontology) -> Option<Draft> {
    let (scene, mentions) = (judge.scene, judge.scene.mentions);
    let post = mentions.mention(role.mention);
    let (clause, person) = holder(scene, post.head)?;
    let person = mentions.mention(mentions.at(scene.number, person)?);
    let (subject, of) = (person.entity?, role.of?);
    let property = ontology.property(if role.leads { "leads" } else { "holdsOfficeIn" })?;
    let described = ontology.describe(property);
    let fits = described.domain.contains(mentions.entity(subject).class)
        && described.range.contains(mentions.entity(of).class);
    let stance = judge.stance(clause, None, Nature::Event);
    if !fits || stance.question || !stance.holders.is_empty() || subject == of {
        return None;
    }
    let mut qualifiers = BTreeMap::from([(SmolStr::new_static("role"), End::Text(role.role.clone()))]);
    if role.status == Some(OfficeStatus::Former) {
        qualifiers.insert("status".into(), End::Text("former".to_owned()));
    }
    if let Some((date, _)) = dates_of(scene, scene.clauses.get(clause).head).next() {
        qualifiers.insert("date".into(), End::Date(date));
    }
    let place = role.of_mention.map(|m| mentions.mention(m)).filter(|m| m.sentence == scene.number);
    Some(Draft {
        subject,
        property,
        object: End::Entity(of),
        polarity: if stance.negative { Polarity::Negative } else { Polarity::Positive },
        modality: stance.modality,
        holders: Vec::new(),
        qualifiers,
        sentence: scene.number,
        subject_words: Some(person.span),
        predicate_words: Some(post.span),
        object_words: place.map(|m| m.span),
        rule: SmolStr::new_static("office.said"),
        confidence: 0.0,
        features: features::of_post(
            scene.sentence.tokens.len(),
            "office.said",
            person.kind,
            person.rule,
            place.is_some(),
        ),
    })
}

/// The clause that says a post of someone, and who that is.
fn holder(scene: Scene<'_>, post: TokenId) -> Option<(PropositionId, TokenId)> {
    let own = scene.clauses.at(post)?;
    let p = scene.clauses.get(own);
    if p.kind == Kind::PredicateNoun {
        return Some((own, p.filler(&ArgumentRole::Subject)?));
    }
    let verb_id = scene.sentence.token(post).head.and_then(|h| scene.clauses.at(h))?;
    let verb = scene.clauses.get(verb_id);
    let role = &verb.arguments.iter().find(|a| a.token == post)?.role;
    let under_as = *role == ArgumentRole::Oblique(SmolStr::new_static("as"));
    let who = match verb.lemma.as_str() {
        "become" | "remain" => verb.filler(&ArgumentRole::Subject)?,
        "serve" | "act" | "work" | "resign" | "continue" if under_as => verb.filler(&ArgumentRole::Subject)?,
        // "As head of the bank, X proposed": before the subject it is the subject's post.
        _ if under_as && verb.surface_subject().is_some_and(|s| post < s) => verb.surface_subject()?,
        lemma if NAMES_TO.contains(&lemma) && *role != ArgumentRole::Object => verb.filler(&ArgumentRole::Object)?,
        _ => return None,
    };
    Some((verb_id, who))
}

fn qualifiers(office: &Office) -> BTreeMap<SmolStr, End> {
    let mut found = BTreeMap::new();
    if !office.role.is_empty() {
        found.insert("role".into(), End::Text(office.role.clone()));
    }
    for (name, date) in [("from", office.from), ("to", office.to)] {
        if let Some(date) = date {
            found.insert(name.into(), End::Date(date));
        }
    }
    let status = match office.status {
        Some(OfficeStatus::Current) => Some("current"),
        Some(OfficeStatus::Former) => Some("former"),
        Some(OfficeStatus::Acting) => Some("acting"),
        Some(OfficeStatus::Designate) => Some("designate"),
        None => None,
    };
    if let Some(status) = status {
        found.insert("status".into(), End::Text(status.to_owned()));
    }
    found
}
