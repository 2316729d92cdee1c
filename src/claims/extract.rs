//! The pipeline from a document to its records. Nothing here fails: what cannot be read for certain is left to the ledger.
use smol_str::SmolStr;

use super::assemble::Assembly;
use super::draft::{Draft, End};
use super::embedding::{Embedders, Kin};
use super::features::features;
use super::parts::{SENTENCES_AT_ONCE, joined};
use super::record::{Extraction, Modality, Polarity, SentenceRecord};
use super::register::Register;
use super::stance::{Judge, Nature, Stance};
use super::trust::Trust;
use super::turns::{Turn, turns};
use super::{circumstances, ledger, offices};
use crate::clauses::Clauses;
use crate::lexicon::{ClassSet, Gazetteer, LoadError, Ontology, PropertyId, Source};
use crate::mentions::{self, Decisions, EntityId, Mentions};
use crate::rules::{Filler, Finding, Outcome, RuleBook, Scene};
use crate::syntax::{Analyser, Relation, Sentence, TokenId};
use crate::text::{Bytes, CharIndex, Document, Span};

/// Everything that is loaded once: the ontology, the lexicon, the rules and the parser.
pub struct Pipeline {
    /// Classes and properties.
    pub ontology: Ontology,
    /// Names known beforehand.
    pub gazetteer: Gazetteer,
    /// Rules and word lists.
    pub book: RuleBook,
    traced: bool,
    decisions: Decisions,
    trust: Trust,
    embedders: Embedders,
    analyser: Analyser,
}

impl Pipeline {
    /// Loads an ontology folder.
    ///
    /// # Errors
    /// The first fault in one of its files, with its place.
    pub fn load(source: &Source) -> Result<Self, LoadError> {
        let ontology = Ontology::load(source)?;
        let gazetteer = Gazetteer::load(source, &ontology)?;
        let book = RuleBook::load(source, &ontology)?;
        let embedders = Embedders::new(&book.lists);
        let trust = Trust::load(source)?;
        Ok(Self {
            ontology,
            gazetteer,
            book,
            traced: false,
            decisions: Decisions::default(),
            trust,
            embedders,
            analyser: Analyser::new(),
        })
    }

    /// Keeps from now on every claim, however uncertain, with its features: for training the weights.
    pub fn trace(&mut self) {
        self.traced = true;
    }

    /// Applies decisions on identity to every document from now on.
    pub fn decide(&mut self, decisions: Decisions) {
        self.decisions = decisions;
    }

    pub(super) fn embedders(&self) -> &Embedders {
        &self.embedders
    }

    pub(super) fn analyser(&self) -> Analyser {
        self.analyser
    }

    /// Reads one document. A very long one is read in parts, each with its own coreference, so that cost grows with length and not with its square;
    /// names keep their identity across parts.
    #[must_use]
    pub fn extract(&self, document: &Document) -> Extraction {
        let sentences = self.analyser.analyse(document);
        if sentences.len() <= SENTENCES_AT_ONCE {
            return self.read(document, &sentences);
        }
        let parts = sentences.chunks(SENTENCES_AT_ONCE).map(|part| self.read(document, part));
        joined(parts).unwrap_or_else(|| self.read(document, &[]))
    }

    fn read(&self, document: &Document, sentences: &[Sentence]) -> Extraction {
        let mut mentions = mentions::find(document, sentences, &self.gazetteer, &self.ontology);
        self.decisions.apply(&document.slug, &mut mentions);
        let index = CharIndex::new(&document.text);
        let assembly = Assembly { document, sentences, mentions: &mentions, ontology: &self.ontology, index };
        let register = Register::of(document, sentences, &self.embedders, &self.ontology);
        let turns = turns(document, sentences, &mentions);
        let mut drafts = offices::drafts(&mentions, sentences, &self.ontology);
        drafts.retain_mut(|draft| self.is_trusted(draft));
        let mut records = Vec::with_capacity(sentences.len());
        let mut counts = vec![0_usize; sentences.len()];
        drafts.iter().for_each(|d| counts[d.sentence] += 1);
        for (number, sentence) in sentences.iter().enumerate() {
            let clauses = Clauses::of(sentence, |t| lower(sentence.form(document, t)));
            let scene = Scene { number, sentence, clauses: &clauses, mentions: &mentions };
            let mut outcome = Outcome::default();
            if ledger::is_read(document, scene) {
                outcome = self.book.run(scene, &self.ontology);
                let judge = Judge { scene, embedders: &self.embedders, register };
                let before = drafts.len();
                let said = offices::said_of(judge, &self.ontology);
                let posts: Vec<TokenId> = said.iter().map(|(m, _)| mentions.mention(*m).head).collect();
                drafts.extend(
                    said.into_iter().map(|(_, draft)| draft).filter_map(|mut d| self.is_trusted(&mut d).then_some(d)),
                );
                let others = outcome.findings.iter().filter(|f| !posts.contains(&clauses.get(f.proposition).head));
                drafts.extend(others.filter_map(|f| self.draft(document, judge, turns[number], f)));
                counts[number] += drafts.len() - before;
            }
            let (disposition, note) = ledger::verdict(document, scene, &outcome, counts[number]);
            let [start, end] = assembly.chars(sentence.span);
            records.push(SentenceRecord { doc: assembly.document_iri(), start, end, disposition, note });
        }
        assembly.extraction(drafts, records)
    }

    /// Gives a post its confidence; false when that is too little.
    fn is_trusted(&self, draft: &mut Draft) -> bool {
        draft.confidence = self.trust.of(&draft.features);
        if !self.traced {
            draft.features.clear();
        }
        self.traced || draft.confidence >= self.trust.least
    }

    fn draft(&self, document: &Document, judge: Judge<'_>, turn: Turn, finding: &Finding) -> Option<Draft> {
        let scene = judge.scene;
        let rule = &self.book.rules[finding.rule];
        // "the attack on Taiwan" takes it for granted that there is one; "an attack on Taiwan could …" does not.
        let head = scene.clauses.get(finding.proposition).head;
        let indefinite = scene
            .sentence
            .children_by(head, Relation::Det)
            .any(|d| matches!(scene.sentence.token(d).lemma.as_str(), "a" | "an" | "any" | "no" | "another"));
        let stance = if rule.presupposed && !indefinite {
            Stance::default()
        } else {
            judge.stance(finding.proposition, finding.support, self.nature(finding.property))
        };
        let modality = match rule.modality.as_deref().and_then(Modality::named) {
            Some(own) if stance.modality == Modality::Asserted => own,
            _ => stance.modality,
        };
        if stance.question {
            return None;
        }
        let features = features(scene, &self.ontology, &rule.name, finding, &stance);
        let confidence = self.trust.of(&features);
        if confidence < self.trust.least && !self.traced {
            return None;
        }
        let (subject, subject_words) = thing(scene, &finding.subject)?;
        let (object, object_words) = self.object(document, scene, finding)?;
        let holders = holders(scene.number, scene.mentions, &stance, turn, self.able_to_hold())?;
        let apart =
            |f: &Filler| matches!(f, Filler::Mention(m, _) if judge.is_set_apart(scene.mentions.mention(*m).head));
        let neither =
            |f: &Filler| matches!(f, Filler::Mention(m, _) if judge.is_neither(scene.mentions.mention(*m).head));
        let neither = !stance.negative && (neither(&finding.subject) || neither(&finding.object));
        let contrast = apart(&finding.subject) || apart(&finding.object) || neither;
        let negative = stance.negative ^ finding.negative ^ contrast ^ (stance.negative && denies_itself(&object));
        Some(Draft {
            subject,
            property: finding.property,
            object,
            polarity: if negative { Polarity::Negative } else { Polarity::Positive },
            modality,
            holders,
            qualifiers: circumstances::qualifiers(scene, &self.ontology, finding),
            sentence: scene.number,
            subject_words,
            predicate_words: Some(scene.sentence.bytes(finding.words)),
            object_words,
            rule: SmolStr::clone(&rule.name),
            confidence,
            features: if self.traced { features } else { Vec::new() },
        })
    }

    /// Who and what can hold a claim: actors and texts.
    fn able_to_hold(&self) -> ClassSet {
        self.ontology.set(&["Actor", "Document", "PolicyDocument", "Arrangement"])
    }

    pub(super) fn nature(&self, property: PropertyId) -> Nature {
        let property = self.ontology.describe(property);
        if self.embedders.is(Kin::Standing, &property.name) {
            Nature::Standing
        } else if property.literal {
            Nature::Judgement
        } else {
            Nature::Event
        }
    }

    fn object(&self, document: &Document, scene: Scene<'_>, finding: &Finding) -> Option<(End, Option<Span<Bytes>>)> {
        let literal = self.ontology.describe(finding.property).literal;
        Some(match &finding.object {
            Filler::Mention(id, _) if literal => {
                let span = scene.mentions.mention(*id).span;
                (End::Text(document.slice(span).to_owned()), Some(span))
            }
            Filler::Mention(..) => {
                let (entity, words) = thing(scene, &finding.object)?;
                (End::Entity(entity), words)
            }
            Filler::Words(words) => {
                let span = scene.sentence.bytes(*words);
                (End::Text(document.slice(span).to_owned()), Some(span))
            }
            Filler::Date(date, words) => (End::Date(*date), Some(scene.sentence.bytes(*words))),
        })
    }
}

/// "no substitute", "neither safe nor cheap": the words of an evaluation already hold its negation.
fn denies_itself(object: &End) -> bool {
    let End::Text(words) = object else { return false };
    let first = words.split_whitespace().next().unwrap_or_default();
    matches!(first.to_lowercase().as_str(), "no" | "not" | "neither" | "never" | "hardly")
}

fn thing(scene: Scene<'_>, filler: &Filler) -> Option<(EntityId, Option<Span<Bytes>>)> {
    match filler {
        Filler::Mention(id, entity) => Some((*entity, Some(scene.mentions.mention(*id).span))),
        _ => None,
    }
}

/// Who holds it, innermost first. `None` when the text attributes it to someone who stays unknown, or to what cannot hold a claim.
fn holders(number: usize, mentions: &Mentions, stance: &Stance, turn: Turn, able: ClassSet) -> Option<Vec<EntityId>> {
    let mut holders = Vec::new();
    let named = stance.holders.iter().map(|token| entity_at(number, mentions, *token));
    let speaker = match turn {
        Turn::Text => None,
        Turn::Speaker(entity) => Some(Some(entity)),
        Turn::Unknown => Some(None),
    };
    for entity in named.chain(speaker) {
        let entity = entity?;
        if !able.contains(mentions.entity(entity).class) {
            return None;
        }
        if !mentions.authors.contains(&entity) && Some(entity) != mentions.document && !holders.contains(&entity) {
            holders.push(entity);
        }
    }
    Some(holders)
}

fn entity_at(number: usize, mentions: &Mentions, token: TokenId) -> Option<EntityId> {
    mentions.mention(mentions.at(number, token)?).entity
}

pub(super) fn lower(form: &str) -> SmolStr {
    let straight = |c: char| if c == '’' { '\'' } else { c };
    if form.is_ascii() {
        form.to_ascii_lowercase().into()
    } else {
        form.chars().flat_map(char::to_lowercase).map(straight).collect()
    }
}
