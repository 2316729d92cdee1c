//! Joins what the parts of a very long document gave: each thing once, each claim once with all its places.
use std::collections::BTreeMap;

use super::record::{ClaimRecord, EntityRecord, Extraction};

/// Sentences that are read together. Coreference looks back over all of them, so its cost grows with the square of this number.
pub(super) const SENTENCES_AT_ONCE: usize = 1_000;

/// One extraction of many, in order of the text; `None` when there is no part.
pub(super) fn joined(parts: impl Iterator<Item = Extraction>) -> Option<Extraction> {
    let mut claims: BTreeMap<String, ClaimRecord> = BTreeMap::new();
    let mut entities: BTreeMap<String, EntityRecord> = BTreeMap::new();
    let mut whole: Option<Extraction> = None;
    for mut part in parts {
        part.claims.drain(..).for_each(|claim| add_claim(&mut claims, claim));
        part.entities.drain(..).for_each(|entity| add_entity(&mut entities, entity));
        match &mut whole {
            None => whole = Some(part),
            Some(whole) => {
                whole.document.sentences += part.document.sentences;
                whole.sentences.append(&mut part.sentences);
                whole.mentions.append(&mut part.mentions);
            }
        }
    }
    let mut whole = whole?;
    whole.claims = claims.into_values().collect();
    whole
        .claims
        .sort_by(|a, b| (a.evidence.start, a.evidence.end, &a.id).cmp(&(b.evidence.start, b.evidence.end, &b.id)));
    whole.entities = entities.into_values().collect();
    Some(whole)
}

fn add_claim(claims: &mut BTreeMap<String, ClaimRecord>, claim: ClaimRecord) {
    match claims.get_mut(&claim.id) {
        None => {
            claims.insert(claim.id.clone(), claim);
        }
        Some(known) => {
            known.also_at.push(claim.evidence);
            known.also_at.extend(claim.also_at);
        }
    }
}

fn add_entity(entities: &mut BTreeMap<String, EntityRecord>, entity: EntityRecord) {
    match entities.get_mut(&entity.id) {
        None => {
            entities.insert(entity.id.clone(), entity);
        }
        Some(known) => {
            known.aliases.extend(entity.aliases);
            known.aliases.sort();
            known.aliases.dedup();
            known.members.extend(entity.members.into_iter().filter(|m| !known.members.contains(m)).collect::<Vec<_>>());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::claims::Pipeline;
    use crate::lexicon::Source;
    use crate::text::reading::read_text;

    #[test]
    fn a_long_text_says_the_same_claim_once_with_all_its_places() {
        let pipeline = Pipeline::load(&Source::Embedded).unwrap();
        let long = "Japan supports Ukraine.\n\n".repeat(super::SENTENCES_AT_ONCE + 5);
        let extraction = pipeline.extract(&read_text("long.txt", long, None, None));
        assert_eq!(extraction.sentences.len(), super::SENTENCES_AT_ONCE + 5);
        let [claim] = extraction.claims.as_slice() else { panic!("{} claims", extraction.claims.len()) };
        assert_eq!(claim.also_at.len() + 1, super::SENTENCES_AT_ONCE + 5);
        assert!(extraction.sentences.is_sorted_by_key(|s| s.start));
        assert_eq!(extraction.entities.iter().filter(|e| e.label == "Japan").count(), 1);
    }
}
