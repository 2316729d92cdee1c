//! Drafts to records: the same claim said twice is one, identities are derived from content, spans are counted in code points.
use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use smol_str::SmolStr;

use super::draft::{Draft, End};
use super::record::{
    ClaimRecord, DocumentRecord, EntityRecord, EvidenceRecord, Extraction, MentionKind, MentionRecord, Modality,
    Polarity, SentenceRecord, Term,
};
use crate::lexicon::Ontology;
use crate::mentions::{self, EntityId, Mention, Mentions};
use crate::syntax::Sentence;
use crate::text::{Bytes, CharIndex, Document, Span};

/// Base of instance IRIs.
pub(super) const BASE: &str = "https://w3id.org/entente/id/";

/// Everything known of one document, about to leave as records.
pub(super) struct Assembly<'a> {
    pub document: &'a Document,
    pub sentences: &'a [Sentence],
    pub mentions: &'a Mentions,
    pub ontology: &'a Ontology,
    pub index: CharIndex,
}

type Key = (EntityId, u8, End, Polarity, Modality, Vec<EntityId>);

impl Assembly<'_> {
    /// IRI of the document.
    pub fn document_iri(&self) -> String {
        format!("{BASE}document/{}", self.document.slug)
    }

    fn iri(&self, entity: EntityId) -> String {
        if Some(entity) == self.mentions.document {
            return self.document_iri();
        }
        format!("{BASE}{}", self.mentions.entity(entity).iri_path)
    }

    /// The records of the document.
    pub fn extraction(&self, drafts: Vec<Draft>, sentences: Vec<SentenceRecord>) -> Extraction {
        let mut claims = self.claims(drafts);
        claims
            .sort_by(|a, b| (a.evidence.start, a.evidence.end, &a.id).cmp(&(b.evidence.start, b.evidence.end, &b.id)));
        let shown = self.shown(&claims);
        Extraction {
            document: self.document_record(sentences.len()),
            sentences,
            entities: self.entities(&shown),
            mentions: self.mention_records(&shown),
            claims,
        }
    }

    fn document_record(&self, sentences: usize) -> DocumentRecord {
        DocumentRecord {
            id: self.document_iri(),
            record: self.document.record.clone(),
            path: self.document.path.clone(),
            sha256: self.document.sha256.clone(),
            title: self.document.title.clone(),
            authors: self.mentions.authors.iter().map(|a| self.iri(*a)).collect(),
            published: self.document.published.map(|d| d.to_string()),
            characters: self.document.text.chars().count(),
            sentences,
        }
    }

    fn claims(&self, drafts: Vec<Draft>) -> Vec<ClaimRecord> {
        let mut groups: BTreeMap<Key, Vec<Draft>> = BTreeMap::new();
        for draft in drafts {
            let key = (
                draft.subject,
                draft.property.0,
                draft.object.clone(),
                draft.polarity,
                draft.modality,
                draft.holders.clone(),
            );
            groups.entry(key).or_default().push(draft);
        }
        groups.into_values().map(|group| self.claim(group)).collect()
    }

    /// One claim of all drafts that say the same; the most certain words come first.
    fn claim(&self, mut group: Vec<Draft>) -> ClaimRecord {
        group.sort_by(|a, b| {
            b.confidence.total_cmp(&a.confidence).then(a.sentence.cmp(&b.sentence)).then(a.rule.cmp(&b.rule))
        });
        let mut seen = BTreeSet::new();
        group.retain(|d| seen.insert(d.sentence));
        let first = &group[0];
        let property = self.ontology.describe(first.property);
        let subject = self.iri(first.subject);
        let object = self.term(&first.object, true);
        let (source, reported_by) = self.holders(&first.holders);
        let mut qualifiers: BTreeMap<SmolStr, End> = BTreeMap::new();
        for draft in &group {
            for (name, value) in &draft.qualifiers {
                qualifiers.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
        let doubt: f32 = group.iter().map(|d| 1.0 - d.confidence).product();
        let shown = serde_json::to_string(&object).unwrap_or_default();
        let parts = [
            &self.document_iri(),
            &subject,
            &property.name,
            &shown,
            &format!("{:?}{:?}", first.polarity, first.modality),
            &source,
        ];
        ClaimRecord {
            id: format!("{BASE}claim/{}", digest(&parts.map(String::as_str))),
            doc: self.document_iri(),
            subject,
            predicate: format!("ent:{}", property.name),
            object,
            polarity: first.polarity,
            modality: first.modality,
            source,
            reported_by,
            qualifiers: qualifiers.into_iter().map(|(n, v)| (n.to_string(), self.term(&v, false))).collect(),
            event: property.event.clone(),
            evidence: self.evidence(first),
            also_at: group[1..].iter().map(|d| self.evidence(d)).collect(),
            rule: first.rule.to_string(),
            confidence: f64::from((1.0 - doubt).clamp(0.01, 0.99) * 100.0).round() / 100.0,
            features: first.features.iter().map(SmolStr::to_string).collect(),
        }
    }

    /// Source and chain: who holds it first, then who reports that.
    fn holders(&self, holders: &[EntityId]) -> (String, Vec<String>) {
        let author = || self.mentions.authors.first().map_or_else(|| self.document_iri(), |a| self.iri(*a));
        match holders {
            [] => (author(), Vec::new()),
            [source, chain @ ..] => (self.iri(*source), chain.iter().map(|h| self.iri(*h)).collect()),
        }
    }

    fn term(&self, end: &End, object: bool) -> Term {
        match end {
            End::Entity(entity) => Term::Text(self.iri(*entity)),
            End::Date(date) => Term::Literal { value: date.to_string(), datatype: date.datatype().to_owned() },
            End::Text(text) if object => Term::Literal { value: text.clone(), datatype: "xsd:string".to_owned() },
            End::Text(text) => Term::Text(text.clone()),
        }
    }

    fn evidence(&self, draft: &Draft) -> EvidenceRecord {
        let span = self.sentences[draft.sentence].span;
        let [start, end] = self.chars(span);
        EvidenceRecord {
            start,
            end,
            text: self.document.slice(span).to_owned(),
            subject: draft.subject_words.map(|s| self.chars(s)),
            predicate: draft.predicate_words.map(|s| self.chars(s)),
            object: draft.object_words.map(|s| self.chars(s)),
        }
    }

    /// A span in code points.
    pub fn chars(&self, span: Span<Bytes>) -> [usize; 2] {
        let chars = self.index.chars(&self.document.text, span);
        [chars.start as usize, chars.end as usize]
    }

    /// Entities that leave: those spoken of, those that a claim uses, and their members.
    fn shown(&self, claims: &[ClaimRecord]) -> BTreeSet<EntityId> {
        let mut used: BTreeSet<&str> = BTreeSet::new();
        for claim in claims {
            used.insert(&claim.subject);
            used.insert(&claim.source);
            used.extend(claim.reported_by.iter().map(String::as_str));
            let terms = std::iter::once(&claim.object).chain(claim.qualifiers.values());
            used.extend(terms.filter_map(|t| if let Term::Text(iri) = t { Some(iri.as_str()) } else { None }));
        }
        let mentioned: BTreeSet<EntityId> = self.mentions.mentions.iter().filter_map(|m| m.entity).collect();
        let mut shown = BTreeSet::new();
        for number in 0..self.mentions.entities.len() as u32 {
            let id = EntityId(number);
            let spoken_of = mentioned.contains(&id);
            let author = self.mentions.authors.contains(&id);
            if spoken_of || author || used.contains(self.iri(id).as_str()) {
                shown.insert(id);
                shown.extend(self.mentions.entity(id).members.iter().copied());
            }
        }
        shown.retain(|e| Some(*e) != self.mentions.document);
        shown
    }

    fn entities(&self, shown: &BTreeSet<EntityId>) -> Vec<EntityRecord> {
        let mut records: BTreeMap<String, EntityRecord> = BTreeMap::new();
        for id in shown {
            let entity = self.mentions.entity(*id);
            let record = EntityRecord {
                id: self.iri(*id),
                class: format!("ent:{}", self.ontology.class_name(entity.class)),
                label: entity.label.clone(),
                aliases: entity.aliases.iter().filter(|a| **a != entity.label).cloned().collect(),
                exact_match: entity.exact_match.clone(),
                codes: entity.iso.iter().map(|iso| ("iso3166".to_owned(), iso.to_string())).collect(),
                members: entity.members.iter().map(|m| self.iri(*m)).collect(),
            };
            records.entry(record.id.clone()).or_insert(record);
        }
        records.into_values().collect()
    }

    fn mention_records(&self, shown: &BTreeSet<EntityId>) -> Vec<MentionRecord> {
        let shown = self.mentions.mentions.iter().filter_map(|m| Some((m, m.entity.filter(|e| shown.contains(e))?)));
        let mut records: Vec<MentionRecord> = shown.map(|(m, e)| self.mention_record(m, e)).collect();
        records.sort_by(|a, b| (a.start, a.end, &a.entity).cmp(&(b.start, b.end, &b.entity)));
        records.dedup_by(|a, b| (a.start, a.end, &a.entity) == (b.start, b.end, &b.entity));
        records
    }

    fn mention_record(&self, mention: &Mention, entity: EntityId) -> MentionRecord {
        let [start, end] = self.chars(mention.span);
        MentionRecord {
            doc: self.document_iri(),
            entity: self.iri(entity),
            start,
            end,
            text: self.document.slice(mention.span).to_owned(),
            kind: match mention.kind {
                mentions::MentionKind::Name => MentionKind::Name,
                mentions::MentionKind::Nominal => MentionKind::Nominal,
                mentions::MentionKind::Pronoun => MentionKind::Pronoun,
                mentions::MentionKind::Value => MentionKind::Value,
            },
            rule: mention.rule.to_owned(),
        }
    }
}

/// First 64 bits of a SHA-256 over the parts, hexadecimal.
fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}
