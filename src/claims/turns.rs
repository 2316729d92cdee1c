//! Who speaks in a transcript: the turn to which each sentence belongs.
use crate::mentions::{EntityId, Mentions, Standing};
use crate::syntax::Sentence;
use crate::text::{BlockKind, Document};

/// Whose words a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// The text's own.
    Text,
    /// Somebody's in a transcript.
    Speaker(EntityId),
    /// Somebody's whom the text does not tell.
    Unknown,
}

/// The turn of every sentence. A text whose one label opens it is that speaker's own.
pub(super) fn turns(document: &Document, sentences: &[Sentence], mentions: &Mentions) -> Vec<Turn> {
    let labels = document.blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::Speaker);
    let labels: Vec<(usize, &str)> = labels.map(|(i, b)| (i, document.slice(b.span))).collect();
    let opened = |first: usize| sentences.first().is_none_or(|s| s.block > first);
    let several = labels.iter().any(|(_, name)| *name != labels[0].1);
    let transcript = labels.first().is_some_and(|(first, _)| several || !opened(*first));
    let turn = |sentence: &Sentence| {
        let before = labels.partition_point(|(block, _)| *block < sentence.block);
        let label = before.checked_sub(1).map(|i| labels[i].1);
        label.filter(|_| transcript).map_or(Turn::Text, |l| match speaker(l, mentions) {
            Some(speaker) => Turn::Speaker(speaker),
            // "THE PRESIDENT:", and no name for him: whose text it is.
            None if l.to_lowercase().starts_with("the ") => Turn::Text,
            None => Turn::Unknown,
        })
    };
    sentences.iter().map(turn).collect()
}

/// "PRIME MINISTER SOTO:": the person spoken of whose name ends with the last word of the label.
fn speaker(label: &str, mentions: &Mentions) -> Option<EntityId> {
    let last = label.trim_end_matches(':').split_whitespace().next_back()?.to_lowercase();
    let ends = |name: &String| name.split_whitespace().next_back().is_some_and(|w| w.to_lowercase() == last);
    let named = mentions.mentions.iter().filter_map(|m| m.entity).find(|e| {
        let entity = mentions.entity(*e);
        if entity.standing == Standing::Described {
            return false;
        }
        let person = mentions.offices.iter().any(|o| mentions.mention(o.person).entity == Some(*e));
        person && (ends(&entity.label) || entity.aliases.iter().any(ends))
    });
    let any = || {
        let ids = (0..mentions.entities.len() as u32).map(EntityId);
        let named = |e: &EntityId| mentions.entity(*e).standing != Standing::Described;
        ids.into_iter().find(|e| named(e) && ends(&mentions.entity(*e).label))
    };
    named.or_else(any)
}
