//! Posts that mentions found ("Japan's foreign minister, X") as claims: `leads`, `holdsOfficeIn`.
use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::draft::{Draft, End};
use super::record::{Modality, Polarity};
use crate::lexicon::Ontology;
use crate::mentions::{Mentions, Office, OfficeStatus};
use crate::syntax::Sentence;

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
        confidence: 0.93 * office.certainty,
    })
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
