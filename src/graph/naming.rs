//! Labels that do not depend on what other documents say: what a filter writes that sees one document at a time.
//!
//! A store gives an entity the label that most documents use. A filter cannot: were each document to label "Climate
//! Change" as it likes, the union of the answers would hold several preferred labels for one thing. So a thing that other
//! documents may speak of too is labelled after its IRI, with the lexicon's help; what the document calls it stays as
//! an alternative label. Lexicon entities have the lexicon's label, and what only one document can name keeps that
//! document's.
use std::borrow::Cow;

use super::vocabulary::Bases;
use crate::claims::record::{DocumentRecord, EntityRecord};
use crate::lexicon::gazetteer::RecordKind;
use crate::lexicon::{Gazetteer, Ontology};

/// Kinds of IRIs whose entities have names, written with capitals.
const NAMED: &[&str] = &["agreement", "country", "initiative", "org", "partnership", "person", "place", "policy"];

/// Words that names write small, and that are no abbreviations.
const SMALL: &[&str] = &[
    "a", "against", "among", "an", "and", "as", "at", "between", "by", "for", "from", "in", "into", "it", "its", "of",
    "on", "or", "over", "the", "their", "to", "under", "who", "with",
];

/// Labels by IRI and lexicon.
#[derive(Debug, Clone, Copy)]
pub struct Naming<'a> {
    gazetteer: &'a Gazetteer,
    ontology: &'a Ontology,
    bases: &'a Bases,
}

impl<'a> Naming<'a> {
    /// Labels with the help of a lexicon, for entities under these namespaces.
    #[must_use]
    pub fn new(gazetteer: &'a Gazetteer, ontology: &'a Ontology, bases: &'a Bases) -> Self {
        Self { gazetteer, ontology, bases }
    }

    /// Gives an entity of a document the label that it has in every document.
    pub fn settle(&self, entity: &mut EntityRecord, document: &DocumentRecord) {
        let Some(label) = self.label(entity, document).filter(|label| *label != entity.label) else { return };
        entity.aliases.retain(|alias| *alias != label);
        entity.aliases.push(std::mem::replace(&mut entity.label, label));
        entity.aliases.sort();
    }

    /// The label of all documents; none when only this document can name the entity, or its IRI is not ours.
    fn label(&self, entity: &EntityRecord, document: &DocumentRecord) -> Option<String> {
        let path = self.path(&entity.id)?;
        let (kind, name) = path.split_once('/')?;
        if let Some(known) = self.known(path) {
            return Some(known.to_owned());
        }
        let own = document.id.rsplit('/').next().is_some_and(|slug| name.starts_with(&format!("{slug}/")));
        // Listed groups are named after their members, so their label is a matter of the IRI already.
        let listed = !entity.members.is_empty()
            && entity.members.iter().all(|m| self.path(m).is_some_and(|path| self.known(path).is_some()));
        if own || listed {
            return None;
        }
        let words = name.rsplit('/').next().unwrap_or(name).split('-').filter(|word| !word.is_empty());
        let words: Vec<Cow<'_, str>> =
            words.enumerate().map(|(at, word)| self.written(word, NAMED.contains(&kind), at == 0)).collect();
        Some(words.join(" "))
    }

    fn path<'i>(&self, iri: &'i str) -> Option<&'i str> {
        iri.strip_prefix(self.bases.instances.as_str())
    }

    /// The lexicon's label for a path.
    fn known(&self, path: &str) -> Option<&'a str> {
        let (kind, key) = path.split_once('/')?;
        let reference = format!("{}:{key}", RecordKind::of_reference(kind)?.path());
        self.gazetteer.find(&reference).map(|record| self.gazetteer.record(record).label.as_str())
    }

    /// A word of an IRI as a text would write it: abbreviations and names of countries and places as the lexicon has them.
    fn written<'w>(&self, word: &'w str, named: bool, first: bool) -> Cow<'w, str> {
        if SMALL.contains(&word) {
            return if named && first { capitalised(word).into() } else { word.into() };
        }
        let shouted = word.to_ascii_uppercase();
        if word.len() <= 5 && !self.gazetteer.names().exact(&shouted).is_empty() {
            return shouted.into();
        }
        let proper = capitalised(word);
        if named || self.is_geographic(&proper) { proper.into() } else { word.into() }
    }

    fn is_geographic(&self, form: &str) -> bool {
        let place = |name: &str| self.ontology.class(name);
        let classes = [place("Country"), place("Place")];
        let of = |record| self.gazetteer.record(record).class;
        self.gazetteer.names().exact(form).iter().any(|f| classes.contains(&Some(of(f.record))))
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::graph::vocabulary::INSTANCES;
    use crate::lexicon::Source;

    fn settled(path: &str, label: &str, document: &str) -> (String, Vec<String>) {
        let ontology = Ontology::load(&Source::Embedded).unwrap();
        let gazetteer = Gazetteer::load(&Source::Embedded, &ontology).unwrap();
        let mut entity = EntityRecord {
            id: format!("{INSTANCES}{path}"),
            class: "ent:Principle".into(),
            label: label.into(),
            aliases: Vec::new(),
            exact_match: Vec::new(),
            codes: BTreeMap::new(),
            members: Vec::new(),
        };
        let document = DocumentRecord {
            id: format!("{INSTANCES}document/{document}"),
            record: None,
            path: String::new(),
            sha256: String::new(),
            title: None,
            authors: Vec::new(),
            published: None,
            characters: 0,
            sentences: 0,
        };
        Naming::new(&gazetteer, &ontology, &Bases::default()).settle(&mut entity, &document);
        (entity.label, entity.aliases)
    }

    #[test]
    fn one_thing_has_one_label_whatever_documents_call_it() {
        let climate = |label: &str| settled("threat/climate-change", label, "a").0;
        assert_eq!(climate("Climate Change"), climate("climate change"));
        assert_eq!(settled("threat/climate-change", "Climate Change", "a").1, ["Climate Change"]);
        assert_eq!(settled("principle/peace-on-the-korean-peninsula", "x", "a").0, "peace on the Korean peninsula");
        assert_eq!(settled("policy/strategy-of-the-un", "x", "a").0, "Strategy of the UN");
    }

    #[test]
    fn the_lexicon_names_what_it_knows_and_a_document_what_only_it_can_name() {
        assert_eq!(settled("country/japan", "Nippon", "a"), ("Japan".to_owned(), vec!["Nippon".to_owned()]));
        assert_eq!(settled("event/a-note/the-talks", "the Talks", "a-note").0, "the Talks");
        assert_eq!(settled("event/a-note/the-talks", "the Talks", "another").0, "the talks");
    }
}
