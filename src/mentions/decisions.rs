//! What a person decided about identities: two nodes are one, one node is two, a label is wrong. Applied after reading, so it survives it.
//!
//! One decision a line, fields parted by tabs, `#` starts a comment:
//! `same <TAB> KEPT <TAB> OTHER` · `different <TAB> PATH <TAB> DOCUMENT <TAB> TRUE-PATH` (in that document the node is another) ·
//! `rename <TAB> PATH <TAB> LABEL`. Paths are those of IRIs below the base (`person/kim-jong-un`).
use std::collections::BTreeMap;

use super::{EntityId, Mentions};
use crate::lexicon::LoadError;

/// Decisions, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    same: BTreeMap<String, String>,
    different: BTreeMap<(String, String), String>,
    labels: BTreeMap<String, String>,
}

impl Decisions {
    /// Reads a file of decisions; `file` is its name for messages.
    ///
    /// # Errors
    /// At a line that is no decision, or when two decisions contradict.
    pub fn read(file: &str, text: &str) -> Result<Self, LoadError> {
        let mut decisions = Self::default();
        for (number, line) in text.lines().enumerate() {
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            let fault = |message: &str| {
                LoadError::at(
                    file,
                    number + 1,
                    1,
                    message,
                    "write same, different or rename with its fields parted by tabs",
                )
            };
            match fields.as_slice() {
                [""] => {}
                [first, ..] if first.starts_with('#') => {}
                ["same", kept, other] if kept != other => {
                    if decisions.root(kept) == *other {
                        return Err(fault("this and an earlier line make each node the other"));
                    }
                    decisions.same.insert((*other).to_owned(), (*kept).to_owned());
                }
                ["different", path, document, truth] => {
                    decisions.different.insert(((*path).to_owned(), (*document).to_owned()), (*truth).to_owned());
                }
                ["rename", path, label] if !label.is_empty() => {
                    decisions.labels.insert((*path).to_owned(), (*label).to_owned());
                }
                _ => return Err(fault("no decision")),
            }
        }
        Ok(decisions)
    }

    /// The path that a node of a document gets.
    #[must_use]
    pub fn path(&self, document: &str, path: &str) -> String {
        let own = self.different.get(&(path.to_owned(), document.to_owned()));
        self.root(own.map_or(path, String::as_str)).to_owned()
    }

    /// Follows `same` to the node that is kept.
    fn root<'p>(&'p self, path: &'p str) -> &'p str {
        let mut at = path;
        for _ in 0..=self.same.len() {
            match self.same.get(at) {
                Some(kept) => at = kept,
                None => break,
            }
        }
        at
    }

    /// Applies the decisions to what one document speaks of: nodes that become one are merged, their names kept.
    pub fn apply(&self, document: &str, found: &mut Mentions) {
        if *self == Self::default() {
            return;
        }
        let mut first: BTreeMap<String, EntityId> = BTreeMap::new();
        let mut target: Vec<EntityId> = Vec::with_capacity(found.entities.len());
        for i in 0..found.entities.len() {
            let path = self.path(document, &found.entities[i].iri_path);
            let id = *first.entry(path.clone()).or_insert(EntityId(i as u32));
            target.push(id);
            if id.0 as usize != i {
                let merged = found.entities[i].clone();
                let kept = &mut found.entities[id.0 as usize];
                kept.aliases.extend(merged.aliases);
                kept.aliases.insert(merged.label);
            }
            let kept = &mut found.entities[id.0 as usize];
            if let Some(label) = self.labels.get(&path).filter(|l| **l != kept.label) {
                let old = std::mem::replace(&mut kept.label, label.clone());
                kept.aliases.insert(old);
            }
            kept.iri_path = path;
        }
        redirect(found, &target);
    }
}

/// Points every use of an entity to the one it became.
fn redirect(found: &mut Mentions, target: &[EntityId]) {
    let move_to = |e: &mut EntityId| *e = target[e.0 as usize];
    let mentions = found.mentions.iter_mut().filter_map(|m| m.entity.as_mut());
    let offices = found.offices.iter_mut().filter_map(|o| o.of.as_mut());
    let roles = found.roles.iter_mut().filter_map(|r| r.of.as_mut());
    let members = found.entities.iter_mut().flat_map(|e| e.members.iter_mut());
    let single = found.document.as_mut().into_iter().chain(found.voice.as_mut()).chain(found.authors.iter_mut());
    mentions.chain(offices).chain(roles).chain(members).chain(single).for_each(move_to);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mentions::find;
    use crate::mentions::testing::{gazetteer, parsed};

    fn decided(decisions: &str) -> Mentions {
        let (document, sentences) = parsed(
            "Mr./PROPN/2/nmod:desc Quuxly/PROPN/3/nsubj met/meet/VERB/0/root Mr./PROPN/5/nmod:desc Zoltar/PROPN/3/obj in/ADP/7/case Japan/PROPN/3/obl",
        );
        let (gazetteer, ontology) = gazetteer();
        let mut found = find(&document, &sentences, gazetteer, ontology);
        Decisions::read("decisions.tsv", decisions).unwrap().apply(&document.slug, &mut found);
        found
    }

    fn paths(found: &Mentions) -> Vec<String> {
        found.mentions.iter().filter_map(|m| m.entity).map(|e| found.entity(e).iri_path.clone()).collect()
    }

    #[test]
    fn nodes_are_joined_parted_and_renamed() {
        assert_eq!(paths(&decided("# nothing\n\n")), ["person/quuxly", "person/zoltar", "country/japan"]);
        let joined = decided("same\tperson/zoltar\tperson/quuxly\nrename\tperson/zoltar\tZoltar the Great\n");
        assert_eq!(paths(&joined), ["person/zoltar", "person/zoltar", "country/japan"]);
        let zoltar = joined.meant(joined.at(0, crate::syntax::TokenId(1)).unwrap()).unwrap();
        assert_eq!(zoltar.label, "Zoltar the Great");
        assert!(zoltar.aliases.contains("Zoltar") && zoltar.aliases.contains("Quuxly"));
        let parted = decided("different\tperson/zoltar\ttest\tperson/zoltar-of-samoa\n");
        assert_eq!(paths(&parted)[1], "person/zoltar-of-samoa");
        assert_eq!(paths(&decided("different\tperson/zoltar\telsewhere\tperson/x\n"))[1], "person/zoltar");
    }

    #[test]
    fn contradictions_and_nonsense_are_refused_with_their_line() {
        for text in ["same\ta\tb\nsame\tb\ta\n", "\nmerge\ta\tb\n", "rename\ta\n\n", "same\ta\ta\n"] {
            assert!(Decisions::read("decisions.tsv", text).is_err(), "{text}");
        }
        assert_eq!(Decisions::read("d", "\nmerge\ta\tb\n").unwrap_err().line, 2);
    }
}
