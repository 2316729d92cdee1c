//! A document to its sentences: blocks are parted, words found, tagged, parsed and given their lemmas.
use std::ops::Range;

use rayon::prelude::*;

use super::conllu::Entry;
use super::lemma;
use super::model::{Analysis, Model, Scratch};
use super::segment::segment;
use super::tokenize::tokenize;
use super::{Relation, Sentence, Token, TokenId, Upos};
use crate::text::{Block, BlockKind, Bytes, Document, Span};

/// Blocks that are read by one worker at a time.
const BLOCKS_AT_ONCE: usize = 16;
/// Blocks whose sentences are held before they are handed on.
const BLOCKS_AHEAD: usize = 512;

/// Reads sentences with the embedded model.
#[derive(Clone, Copy)]
pub struct Analyser {
    model: &'static Model,
    everything: bool,
}

impl Default for Analyser {
    fn default() -> Self {
        Self::new()
    }
}

impl Analyser {
    /// Parses what can hold a claim; tags, labels of speakers, date lines and boilerplate keep a flat tree of `X`.
    #[must_use]
    pub fn new() -> Self {
        Self { model: Model::embedded(), everything: false }
    }

    /// Parses every block, also those that no claim is read from.
    #[must_use]
    pub fn everything(self) -> Self {
        Self { everything: true, ..self }
    }

    /// All sentences of the document in order.
    #[must_use]
    pub fn analyse(&self, document: &Document) -> Vec<Sentence> {
        self.stream(document).collect()
    }

    /// The same, a few hundred blocks at a time, for texts whose trees need not be held together.
    pub fn stream<'d>(&self, document: &'d Document) -> impl Iterator<Item = Sentence> + use<'d> {
        let analyser = *self;
        let groups = (0..document.blocks.len()).step_by(BLOCKS_AHEAD);
        groups.flat_map(move |start| {
            let end = (start + BLOCKS_AHEAD).min(document.blocks.len());
            let numbers: Vec<usize> = (start..end).collect();
            let parts: Vec<Vec<Sentence>> =
                numbers.par_chunks(BLOCKS_AT_ONCE).map(|part| analyser.blocks(document, part)).collect();
            parts.into_iter().flatten()
        })
    }

    fn blocks(&self, document: &Document, numbers: &[usize]) -> Vec<Sentence> {
        let mut desk = Desk::default();
        let mut sentences = Vec::new();
        for number in numbers {
            let block = document.blocks[*number];
            desk.tokens.clear();
            tokenize(&document.text, block.span.range(), &mut desk.tokens);
            let parts = segment(&document.text, &desk.tokens);
            for part in parts {
                sentences.push(self.sentence(&document.text, block, *number, part, &mut desk));
            }
        }
        sentences
    }

    fn sentence(&self, text: &str, block: Block, number: usize, part: Range<usize>, desk: &mut Desk) -> Sentence {
        let spans = &desk.tokens[part];
        let forms: Vec<&str> = spans.iter().map(|s| &text[s.range()]).collect();
        let tokens = if self.everything || is_read(block.kind) {
            self.model.analyse(&forms, &mut desk.scratch, &mut desk.analyses);
            let words = spans.iter().zip(&forms).zip(&desk.analyses);
            words.map(|((span, form), analysis)| self.token(*span, form, analysis)).collect()
        } else {
            flat(spans, &forms)
        };
        let span = spans[0].join(spans[spans.len() - 1]);
        Sentence::new(span, number, tokens)
    }

    fn token(&self, span: Span<Bytes>, form: &str, analysis: &Analysis) -> Token {
        let Analysis { upos, features, head, relation, margin, .. } = *analysis;
        let lemma = lemma::of(form, upos, features, || self.model.lemma(form, analysis));
        Token { span, lemma, upos, features, head, relation, margin }
    }

    /// Replaces the annotation of gold tokens; forms, comments, multiword lines and the last column stay.
    pub fn annotate(&self, entries: &mut [Entry]) {
        entries.par_chunks_mut(BLOCKS_AT_ONCE * 4).for_each(|part| {
            let mut desk = Desk::default();
            for entry in part {
                self.annotate_one(entry, &mut desk);
            }
        });
    }

    fn annotate_one(&self, entry: &mut Entry, desk: &mut Desk) {
        let forms: Vec<&str> = entry.words.iter().map(|w| w.form.as_str()).collect();
        self.model.analyse(&forms, &mut desk.scratch, &mut desk.analyses);
        for (word, analysis) in entry.words.iter_mut().zip(&desk.analyses) {
            let token = self.token(Span::new(0, 0), &word.form, analysis);
            word.lemma = token.lemma.to_string();
            word.upos = token.upos.to_string();
            word.feats = token.features.to_string();
            word.head = Some(token.head.map_or(0, |h| h.index() + 1));
            word.deprel = token.relation.to_string();
        }
    }
}

/// What a worker keeps between sentences.
#[derive(Default)]
struct Desk {
    tokens: Vec<Span<Bytes>>,
    scratch: Scratch,
    analyses: Vec<Analysis>,
}

/// True for blocks whose sentences can hold a claim or a name.
fn is_read(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Tags | BlockKind::Boilerplate | BlockKind::Speaker | BlockKind::DateLine)
}

/// Words without analysis: the first governs the others.
fn flat(spans: &[Span<Bytes>], forms: &[&str]) -> Vec<Token> {
    let token = |(at, (span, form)): (usize, (&Span<Bytes>, &&str))| {
        let (head, relation) = if at == 0 { (None, Relation::Root) } else { (Some(TokenId(0)), Relation::Dep) };
        Token {
            span: *span,
            lemma: (*form).into(),
            upos: Upos::X,
            features: Default::default(),
            head,
            relation,
            margin: 0,
        }
    };
    spans.iter().zip(forms).enumerate().map(token).collect()
}
