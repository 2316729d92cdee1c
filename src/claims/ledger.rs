//! The coverage ledger: what became of every sentence, and why.
use super::record::Disposition;
use crate::clauses::{Kind, Role};
use crate::mentions::{MentionKind, Standing};
use crate::rules::{Outcome, Scene};
use crate::text::{BlockKind, Document};

/// The verdict on one sentence, with its note.
pub(super) fn verdict(
    document: &Document,
    scene: Scene<'_>,
    outcome: &Outcome,
    claims: usize,
) -> (Disposition, String) {
    if claims > 0 {
        return (Disposition::Claims, String::new());
    }
    if !is_read(document, scene) {
        return (Disposition::Boilerplate, String::new());
    }
    if let Some(open) = outcome.unresolved.first() {
        return (Disposition::Unresolved, scene.sentence.form(document, *open).to_owned());
    }
    let things = things(scene);
    if things < 2 {
        return (Disposition::NoRelation, String::new());
    }
    (Disposition::Unmatched, main_predicate(scene))
}

/// True for blocks that are read for claims.
pub(super) fn is_read(document: &Document, scene: Scene<'_>) -> bool {
    document.blocks.get(scene.sentence.block).is_none_or(|b| {
        matches!(
            b.kind,
            BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote | BlockKind::Biography | BlockKind::Label
        )
    })
}

/// How many different named or known things the sentence speaks of.
fn things(scene: Scene<'_>) -> usize {
    let start = scene.mentions.mentions.partition_point(|m| m.sentence < scene.number);
    let mut found: Vec<_> = scene.mentions.mentions[start..]
        .iter()
        .take_while(|m| m.sentence == scene.number && m.kind != MentionKind::Value)
        .filter_map(|m| m.entity)
        .filter(|e| scene.mentions.entity(*e).standing != Standing::Described)
        .collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// Lemma of the first predicate that has both ends, for the list of what to teach next.
fn main_predicate(scene: Scene<'_>) -> String {
    let full = scene.clauses.propositions.iter().find(|p| {
        p.kind == Kind::Verb
            && p.filler(&Role::Subject).is_some()
            && p.arguments.iter().any(|a| a.role != Role::Subject)
    });
    let any = || scene.clauses.propositions.iter().find(|p| p.kind != Kind::Adjective);
    full.or_else(any).map(|p| p.lemma.to_string()).unwrap_or_default()
}
