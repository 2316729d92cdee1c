//! How certain it is that what a word tells of happened: from −3 (certainly not) to 3 (certainly), the scale of the published factuality sets.
//!
//! The number is the author's view: it is read off the same stance as a claim's modality, and what others say counts a little less than what the text
//! itself says.
use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::embedding::Embedders;
use super::record::Modality;
use super::register::Register;
use super::stance::{Judge, Nature, Stance};
use crate::clauses::{Clauses, Kind, Link, Proposition, PropositionId};
use crate::lexicon::{LoadError, Ontology, Source};
use crate::mentions::Mentions;
use crate::rules::{RuleBook, Scene, Trigger};
use crate::syntax::{Relation, Sentence, TokenId};
use crate::text::Document;

/// Endings of nouns that name a doing or a happening.
const EVENT_ENDINGS: &[&str] =
    &["tion", "sion", "ment", "ance", "ence", "ing", "ssault", "ttack", "rrival", "efusal", "ithdrawal"];

/// Judges every verb and event noun of a text.
#[derive(Debug)]
pub struct FactualityJudge {
    embedders: Embedders,
    event_nouns: BTreeSet<SmolStr>,
}

impl FactualityJudge {
    /// Takes the embedding words and the nouns of the rules from an ontology folder.
    ///
    /// # Errors
    /// The first fault in one of its files, with its place.
    pub fn load(source: &Source) -> Result<Self, LoadError> {
        let ontology = Ontology::load(source)?;
        let book = RuleBook::load(source, &ontology)?;
        let triggers = book.rules.iter().flat_map(|r| &r.triggers);
        let event_nouns = triggers.filter(|(kind, _)| *kind == Trigger::Noun).map(|(_, lemma)| lemma.clone()).collect();
        Ok(Self { embedders: Embedders::new(&book.lists), event_nouns })
    }

    /// One number for each token of the sentence, `None` for those that tell of nothing happening.
    #[must_use]
    pub fn sentence(&self, document: &Document, sentence: &Sentence) -> Vec<Option<f32>> {
        let clauses = Clauses::of(sentence, |t| sentence.form(document, t).to_lowercase().into());
        let mentions = Mentions::default();
        let scene = Scene { number: 0, sentence, clauses: &clauses, mentions: &mentions };
        let judge = Judge { scene, embedders: &self.embedders, register: Register::default() };
        let mut values = vec![None; sentence.tokens.len()];
        for id in clauses.ids() {
            let p = clauses.get(id);
            if self.is_event(p) {
                values[p.head.index()] = Some(value(&judge.stance(id, None, Nature::Event), judge, id));
            }
        }
        values
    }

    fn is_event(&self, p: &Proposition) -> bool {
        match p.kind {
            Kind::Verb | Kind::PredicateNoun | Kind::PredicateAdjective => true,
            Kind::Adjective => false,
            Kind::Noun => {
                let ending = EVENT_ENDINGS.iter().any(|e| p.lemma.len() > e.len() + 2 && p.lemma.ends_with(e));
                ending || self.event_nouns.contains(&p.lemma)
            }
        }
    }
}

/// The number of a stance.
fn value(stance: &Stance, judge: Judge<'_>, id: PropositionId) -> f32 {
    if stance.question {
        return 0.0;
    }
    let certain: f32 = match stance.modality {
        Modality::Asserted if stance.hearsay => 1.0,
        Modality::Asserted if !stance.holders.is_empty() => 2.5,
        Modality::Asserted if is_purpose(judge, id) => 1.0,
        Modality::Asserted => 3.0,
        Modality::Committed => 1.0,
        Modality::Predicted => 2.0,
        Modality::Recommended => 0.5,
        Modality::Possible => 0.75,
        Modality::Hypothetical => 0.0,
    };
    if stance.negative { -certain } else { certain }
}

/// "to deter Moscow" under another verb: meant, and not told to have come about.
fn is_purpose(judge: Judge<'_>, id: PropositionId) -> bool {
    let p = judge.scene.clauses.get(id);
    let marked = |t: TokenId| judge.scene.sentence.child(t, Relation::Mark).is_some();
    p.link == Link::Adverbial && p.infinitive && marked(p.head) && p.kind == Kind::Verb
}
