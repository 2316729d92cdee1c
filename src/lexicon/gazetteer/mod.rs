//! The gazetteer: everything the lexicon's tables know, loaded once, found by name, key, role or noun.
pub mod pieces;
pub mod record;
pub mod table;
pub mod trie;

mod load;

use std::collections::HashMap;

use smol_str::SmolStr;

pub use record::{
    Form, FormRole, NounKind, NounSense, OfficeFact, Record, RecordId, RecordKind, RoleKind, RoleNoun, Years,
};
pub use trie::{Piece, Trie};

use super::{LoadError, Ontology, Source};
use crate::text::PartialDate;

/// All tables of `ontology/lexicon/`.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    records: Vec<Record>,
    keys: HashMap<SmolStr, RecordId>,
    names: Trie<Form>,
    offices: Vec<OfficeFact>,
    offices_of: HashMap<RecordId, Vec<u32>>,
    offices_by: HashMap<RecordId, Vec<u32>>,
    roles: Vec<RoleNoun>,
    role_names: Trie<(u32, bool)>,
    nouns: HashMap<SmolStr, Vec<NounSense>>,
    /// Given names and the gender of all who bear them; `None` when they differ or it is not known.
    given_names: HashMap<SmolStr, Option<char>>,
    faults: Vec<LoadError>,
}

impl Gazetteer {
    /// Reads the tables that the source has.
    ///
    /// # Errors
    /// When a table is malformed: a missing column, an unknown class, a bad date, a key given twice.
    pub fn load(source: &Source, ontology: &Ontology) -> Result<Self, LoadError> {
        load::load(source, ontology)
    }

    /// References to records that no table has, each with its place. A sound lexicon has none.
    #[must_use]
    pub fn faults(&self) -> &[LoadError] {
        &self.faults
    }

    /// All records; [`RecordId`] is the index.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The record.
    #[must_use]
    pub fn record(&self, id: RecordId) -> &Record {
        &self.records[id.0 as usize]
    }

    /// The record with this reference (`country:japan`).
    #[must_use]
    pub fn find(&self, reference: &str) -> Option<RecordId> {
        self.keys.get(reference).copied()
    }

    /// Names of records.
    #[must_use]
    pub fn names(&self) -> &Trie<Form> {
        &self.names
    }

    /// Role nouns, matched without regard to case; the flag tells plurals.
    #[must_use]
    pub fn role_names(&self) -> &Trie<(u32, bool)> {
        &self.role_names
    }

    /// A role noun by its number in [`Gazetteer::role_names`].
    #[must_use]
    pub fn role(&self, number: u32) -> &RoleNoun {
        &self.roles[number as usize]
    }

    /// Senses of nouns with this head, longest first.
    #[must_use]
    pub fn nouns(&self, head: &str) -> &[NounSense] {
        self.nouns.get(head).map_or(&[], Vec::as_slice)
    }

    /// True for the given name of a person of the lexicon.
    #[must_use]
    pub fn is_given_name(&self, word: &str) -> bool {
        self.given_names.contains_key(word)
    }

    /// `m` or `f` when every person of the lexicon with this given name is of that gender.
    #[must_use]
    pub fn gender_of_given_name(&self, word: &str) -> Option<char> {
        self.given_names.get(word).copied().flatten()
    }

    /// Posts in a country or body.
    pub fn offices_of(&self, of: RecordId) -> impl Iterator<Item = &OfficeFact> {
        self.offices_of.get(&of).into_iter().flatten().map(|i| &self.offices[*i as usize])
    }

    /// Posts of a person.
    pub fn offices_by(&self, person: RecordId) -> impl Iterator<Item = &OfficeFact> {
        self.offices_by.get(&person).into_iter().flatten().map(|i| &self.offices[*i as usize])
    }

    /// Who held a post at a date; `None` when nobody or more than one is known to.
    #[must_use]
    pub fn holder(&self, of: RecordId, role: &str, at: PartialDate) -> Option<RecordId> {
        let mut holders: Vec<&OfficeFact> =
            self.offices_of(of).filter(|o| o.role == role && o.years.hold(at)).collect();
        if holders.len() > 1 {
            let latest = holders.iter().filter_map(|o| o.years.from).max();
            let newest: Vec<_> = holders.iter().copied().filter(|o| o.years.from == latest).collect();
            if at.day > 0 || at.month > 0 {
                holders = newest;
            }
        }
        let first = holders.first()?.person;
        holders.iter().all(|o| o.person == first).then_some(first)
    }
}
