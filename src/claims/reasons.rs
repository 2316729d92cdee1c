//! Why a stance is what it is: the words that made it so, each with what it does, for `explain`.
use super::embedding::Effect;
use crate::syntax::{Sentence, TokenId};
use crate::text::Document;

/// What a word does to the claim that it reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// It embeds the claim.
    Embeds(Effect),
    /// It embeds the claim, in the past: it came about.
    Realised,
    /// A purpose.
    Purpose,
    /// A modal of duty.
    Duty,
    /// A modal of possibility.
    Possibility,
    /// A future that the speaker, or whom the text speaks for, has in hand.
    OwnFuture,
    /// A future that is foreseen.
    Future,
    /// "would".
    Would,
    /// "would later": what came after, told from the past.
    Afterwards,
    /// A command.
    Command,
    /// A condition, or what depends on one.
    Condition,
    /// Denied.
    Denied,
    /// Not said, hence open.
    Unsaid,
    /// Said by somebody who is not named.
    Hearsay,
    /// Named as the source.
    Source,
    /// Holds the judgement.
    Judges,
    /// Done instead of it.
    Replaced,
}

impl Cause {
    /// What it does, for a reader.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Embeds(effect) => effect.words(),
            Self::Realised => "in the past this says that it came about",
            Self::Purpose => "it is what something is done for",
            Self::Duty => "it should be",
            Self::Possibility => "it may be",
            Self::OwnFuture => "the text or speaker announces its own doing",
            Self::Future => "it is foreseen",
            Self::Would => "it depends on something else, or was foreseen in the past",
            Self::Afterwards => "it tells what came later",
            Self::Command => "it is called for",
            Self::Condition => "it is, or depends on, a condition",
            Self::Denied => "it is denied",
            Self::Unsaid => "that it is so is not said",
            Self::Hearsay => "somebody unnamed says so",
            Self::Source => "named as the source",
            Self::Judges => "its subject judges so",
            Self::Replaced => "something else is done instead",
        }
    }
}

/// One word and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// The word.
    pub word: TokenId,
    /// What it does.
    pub cause: Cause,
}

/// The reasons as lines: `“pledged”: its subject binds itself to it`, innermost first.
#[must_use]
pub fn lines(reasons: &[Reason], sentence: &Sentence, document: &Document) -> Vec<String> {
    reasons.iter().map(|r| format!("“{}”: {}", sentence.form(document, r.word), r.cause.words())).collect()
}
