//! What a view is made of: the records of the store, put in order and looked up by name.
use std::collections::{BTreeMap, BTreeSet};

use crate::claims::record::{ClaimRecord, DocumentRecord, EntityRecord};
use crate::graph::collection::Collection;
use crate::lexicon::Ontology;
use crate::views::error::ViewError;
use crate::views::vocabulary::{Vocabulary, local};

/// The records a view is made from, borrowed.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// The documents read.
    pub documents: &'a [DocumentRecord],
    /// The entities they speak of; one that several documents describe may occur several times.
    pub entities: &'a [EntityRecord],
    /// The claims they make.
    pub claims: &'a [ClaimRecord],
    /// What their classes and properties mean.
    pub vocabulary: Vocabulary<'a>,
}

impl<'a> Material<'a> {
    /// A whole collection, read with an ontology.
    #[must_use]
    pub fn new(collection: &'a Collection, ontology: &'a Ontology) -> Self {
        Self {
            documents: &collection.documents,
            entities: &collection.entities,
            claims: &collection.claims,
            vocabulary: Vocabulary::new(ontology),
        }
    }
}

/// One thing that can be a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// IRI.
    pub id: String,
    /// Class, `ent:Country`.
    pub class: String,
    /// Preferred label.
    pub label: String,
    /// Other names, sorted.
    pub aliases: BTreeSet<String>,
    /// The same elsewhere, sorted.
    pub exact_match: BTreeSet<String>,
    /// Codes by scheme.
    pub codes: BTreeMap<String, String>,
}

/// Every entity and document, by IRI.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    things: BTreeMap<String, Thing>,
}

impl Catalogue {
    /// Joins the records of equal IRI; documents become things of class `ent:Document`.
    #[must_use]
    pub fn new(material: Material<'_>) -> Self {
        let mut things = BTreeMap::new();
        for entity in material.entities {
            let thing = things.entry(entity.id.clone()).or_insert_with(|| Thing {
                id: entity.id.clone(),
                class: entity.class.clone(),
                label: entity.label.clone(),
                aliases: BTreeSet::new(),
                exact_match: BTreeSet::new(),
                codes: BTreeMap::new(),
            });
            thing.aliases.extend(entity.aliases.iter().filter(|alias| **alias != entity.label).cloned());
            thing.exact_match.extend(entity.exact_match.iter().cloned());
            thing.codes.extend(entity.codes.clone());
        }
        for document in material.documents {
            things.entry(document.id.clone()).or_insert_with(|| Thing {
                id: document.id.clone(),
                class: "ent:Document".into(),
                label: title(document).to_owned(),
                aliases: BTreeSet::new(),
                exact_match: BTreeSet::new(),
                codes: BTreeMap::new(),
            });
        }
        Self { things }
    }

    /// The thing of an IRI.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Thing> {
        self.things.get(id)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.things.len()
    }

    /// True when there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    /// The label of an IRI; its last part when it is not in the catalogue.
    #[must_use]
    pub fn label<'b>(&'b self, id: &'b str) -> &'b str {
        self.get(id).map_or_else(|| local(id), |thing| &thing.label)
    }

    /// The one thing that a user means: an IRI, the end of one (`country/japan`), a label, or another name; case does not matter.
    ///
    /// # Errors
    /// When nothing or more than one thing is so named.
    pub fn find(&self, asked: &str) -> Result<&Thing, ViewError> {
        if let Some(thing) = self.get(asked) {
            return Ok(thing);
        }
        let wanted = plain(asked);
        let ranks: [&dyn Fn(&Thing) -> bool; 3] = [
            &|thing| thing.id.strip_suffix(asked).is_some_and(|rest| !asked.is_empty() && rest.ends_with('/')),
            &|thing| plain(&thing.label) == wanted,
            &|thing| thing.aliases.iter().any(|alias| plain(alias) == wanted),
        ];
        for fits in ranks {
            let found: Vec<&Thing> = self.things.values().filter(|thing| fits(thing)).collect();
            match found[..] {
                [] => {}
                [one] => return Ok(one),
                _ => {
                    let candidates = found.iter().map(|thing| thing.id.clone()).collect();
                    return Err(ViewError::Ambiguous { asked: asked.into(), candidates });
                }
            }
        }
        Err(ViewError::Unknown { what: "entity", asked: asked.into(), known: self.near(&wanted) })
    }

    /// Up to five labels that share a word, or the beginning of one, with what was asked.
    fn near(&self, wanted: &str) -> Vec<String> {
        let beginnings: Vec<String> = wanted.split_whitespace().map(|word| word.chars().take(4).collect()).collect();
        let alike = |thing: &&Thing| {
            let label = plain(&thing.label);
            beginnings.iter().any(|start| label.split_whitespace().any(|word| word.starts_with(start.as_str())))
        };
        let labels: BTreeSet<&str> = self.things.values().filter(alike).map(|thing| thing.label.as_str()).collect();
        labels.into_iter().take(5).map(str::to_owned).collect()
    }
}

/// A name as it is compared: lower case, single spaces, no leading article.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let rest = if words.len() > 1 && words[0] == "the" { &words[1..] } else { &words[..] };
    rest.join(" ")
}

/// What a document is called: its title, else its path.
#[must_use]
pub fn title(document: &DocumentRecord) -> &str {
    document.title.as_deref().filter(|title| !title.is_empty()).unwrap_or(&document.path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::fixture;

    #[test]
    fn things_are_found_by_any_of_their_names() {
        let records = fixture::records();
        let catalogue = Catalogue::new(records.material());
        for name in ["Japan", "japan", "country/japan", "Nippon", "https://w3id.org/entente/id/country/japan"] {
            assert_eq!(catalogue.find(name).unwrap().label, "Japan", "{name}");
        }
    }

    #[test]
    fn a_misspelt_name_is_answered_with_near_ones() {
        let records = fixture::records();
        let error = Catalogue::new(records.material()).find("Japann").unwrap_err();
        assert!(matches!(error, ViewError::Unknown { known, .. } if known == ["Japan"]));
    }
}
