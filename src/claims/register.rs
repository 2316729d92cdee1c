//! Whose text it is: where a government or body speaks for itself, "X will" announces what X does; elsewhere it foresees it.
use super::embedding::{Embedders, Kin};
use crate::lexicon::{ClassSet, Ontology};
use crate::syntax::{Feature, Sentence, Upos};
use crate::text::Document;

/// Sentences in the first person, of a hundred, from which a text counts as a speech.
const FIRST_PERSON: usize = 20;

/// What the manner of a text says about futures in it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Register {
    /// A government or body, or somebody for one, speaks.
    pub official: bool,
    /// What can bind itself.
    pub actors: ClassSet,
}

impl Register {
    /// By the title of the text, or by how often it says "we" and "I".
    #[must_use]
    pub fn of(document: &Document, sentences: &[Sentence], embedders: &Embedders, ontology: &Ontology) -> Self {
        let official = is_titled_so(document, embedders) || is_spoken(sentences);
        Self { official, actors: ontology.set(&["Actor"]) }
    }
}

fn is_titled_so(document: &Document, embedders: &Embedders) -> bool {
    let Some(title) = document.title.as_deref() else { return false };
    let title = format!(" {} ", title.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
    embedders.words(Kin::Official).any(|w| title.contains(&format!(" {} ", w.replace('_', " "))))
}

fn is_spoken(sentences: &[Sentence]) -> bool {
    let first = |s: &&Sentence| s.tokens.iter().any(|t| t.upos == Upos::Pron && t.features.is(Feature::Person, "1"));
    let read = sentences.iter().filter(|s| s.tokens.len() > 3);
    let spoken = read.clone().filter(first).count();
    spoken > 0 && spoken * 100 >= read.count() * FIRST_PERSON
}
