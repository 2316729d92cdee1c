//! Which claims a view counts: standing, class, property, modality, holder, document, date, confidence.
use std::collections::{BTreeMap, BTreeSet};

use crate::claims::record::{ClaimRecord, DocumentRecord, Modality, Polarity};
use crate::text::date::PartialDate;
use crate::views::error::ViewError;
use crate::views::graph_view::{Period, node_of};
use crate::views::material::{Catalogue, Material, title};
use crate::views::options::Filter;
use crate::views::vocabulary::{Vocabulary, local};

/// The relation that no other property covers.
pub const FALLBACK: &str = "ent:relatedTo";

/// A filter whose names have been looked up.
pub struct Resolved<'f> {
    filter: &'f Filter,
    vocabulary: Vocabulary<'f>,
    holders: BTreeSet<String>,
    documents: BTreeSet<String>,
    authors: BTreeMap<String, BTreeSet<String>>,
}

/// What becomes of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It counts.
    Keep,
    /// Not a positive fact that the author asserts.
    NotAsserted,
    /// A relation that no property covers.
    Fallback,
    /// A filter of the user's excludes it.
    Filtered,
    /// An end is not described.
    Dangling,
}

impl<'f> Resolved<'f> {
    /// Looks up the holders and documents.
    ///
    /// # Errors
    /// When one of them is not in the store.
    pub fn new(filter: &'f Filter, catalogue: &Catalogue, material: Material<'f>) -> Result<Self, ViewError> {
        let documents = material.documents;
        let holders = filter.holders.iter().map(|name| catalogue.find(name).map(|thing| thing.id.clone()));
        let chosen = filter.documents.iter().map(|name| document(name, documents));
        let authors = documents.iter().map(|d| {
            let own = d.authors.iter().cloned().chain([d.id.clone()]);
            (d.id.clone(), own.collect())
        });
        Ok(Self {
            filter,
            vocabulary: material.vocabulary,
            holders: holders.collect::<Result<_, _>>()?,
            documents: chosen.collect::<Result<_, _>>()?,
            authors: authors.collect(),
        })
    }

    /// Judges one claim.
    #[must_use]
    pub fn judge(&self, claim: &ClaimRecord, catalogue: &Catalogue) -> Verdict {
        let object = node_of(&claim.object);
        let known = catalogue.get(&claim.subject).is_some() && object.is_none_or(|id| catalogue.get(id).is_some());
        if !known {
            Verdict::Dangling
        } else if !self.fits(claim, catalogue) {
            Verdict::Filtered
        } else if claim.predicate == FALLBACK && !self.asks_fallback() {
            Verdict::Fallback
        } else if self.shows_all() || self.is_plain(claim) {
            Verdict::Keep
        } else {
            Verdict::NotAsserted
        }
    }

    /// True for a positive, asserted claim that the document's own author holds.
    #[must_use]
    pub fn is_plain(&self, claim: &ClaimRecord) -> bool {
        claim.polarity == Polarity::Positive
            && claim.modality == Modality::Asserted
            && self.authors.get(&claim.doc).is_none_or(|own| own.contains(&claim.source))
    }

    fn shows_all(&self) -> bool {
        self.filter.all || !self.filter.modalities.is_empty() || !self.filter.holders.is_empty()
    }

    fn asks_fallback(&self) -> bool {
        self.filter.fallback || self.filter.properties.iter().any(|name| local(name) == local(FALLBACK))
    }

    fn fits(&self, claim: &ClaimRecord, catalogue: &Catalogue) -> bool {
        let filter = self.filter;
        (filter.modalities.is_empty() || filter.modalities.contains(&claim.modality))
            && (filter.properties.is_empty() || filter.properties.iter().any(|p| local(p) == local(&claim.predicate)))
            && (self.holders.is_empty() || self.holders.contains(&claim.source))
            && (self.documents.is_empty() || self.documents.contains(&claim.doc))
            && claim.confidence >= filter.confidence
            && self.fits_time(Period::of(claim))
            && self.fits_class(&claim.subject, catalogue)
            && node_of(&claim.object).is_none_or(|id| self.fits_class(id, catalogue))
    }

    fn fits_class(&self, id: &str, catalogue: &Catalogue) -> bool {
        let classes = &self.filter.classes;
        classes.is_empty()
            || catalogue.get(id).is_some_and(|thing| classes.iter().any(|c| self.vocabulary.is_a(&thing.class, c)))
    }

    /// A claim without a date fits no window.
    fn fits_time(&self, period: Period) -> bool {
        let (since, until) = (self.filter.since, self.filter.until);
        if since.is_none() && until.is_none() {
            return true;
        }
        !period.is_unknown()
            && since.is_none_or(|since| period.to.is_none_or(|to| last_day(to) >= since))
            && until.is_none_or(|until| period.from.is_none_or(|from| from <= last_day(until)))
    }
}

/// The last day that a date may mean, for comparing; 31 is never too small.
fn last_day(date: PartialDate) -> PartialDate {
    let month = if date.month == 0 { 12 } else { date.month };
    let day = if date.day == 0 { 31 } else { date.day };
    PartialDate { year: date.year, month, day }
}

fn document(asked: &str, documents: &[DocumentRecord]) -> Result<String, ViewError> {
    let fits = |d: &&DocumentRecord| d.id == asked || d.path == asked || title(d) == asked;
    let unknown = || ViewError::Unknown {
        what: "document",
        asked: asked.into(),
        known: documents.iter().map(|d| d.path.clone()).take(10).collect(),
    };
    documents.iter().find(fits).map(|d| d.id.clone()).ok_or_else(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::fixture;

    fn kept(filter: &Filter) -> usize {
        let records = fixture::records();
        let catalogue = Catalogue::new(records.material());
        let resolved = Resolved::new(filter, &catalogue, records.material()).unwrap();
        records.claims.iter().filter(|claim| resolved.judge(claim, &catalogue) == Verdict::Keep).count()
    }

    #[test]
    fn the_default_is_what_authors_assert() {
        let records = fixture::records();
        let plain = fixture::PLAIN_CLAIMS;
        assert_eq!(kept(&Filter::default()), plain);
        let all = Filter { all: true, ..Filter::default() };
        assert_eq!(kept(&all), records.claims.len() - 1, "all but the fallback");
        assert_eq!(kept(&Filter { fallback: true, ..all }), records.claims.len());
    }

    #[test]
    fn a_window_takes_what_overlaps_it_and_nothing_undated() {
        let window = |since: &str, until: &str| Filter {
            all: true,
            since: since.parse().ok(),
            until: until.parse().ok(),
            ..Filter::default()
        };
        assert_eq!(kept(&window("2023-08-18", "2023-08")), 3);
        assert_eq!(kept(&window("2024", "2024")), 0);
    }

    #[test]
    fn naming_a_holder_shows_what_that_holder_says() {
        let holders = BTreeSet::from(["Hana \"Quill\" Mori".to_owned()]);
        assert_eq!(kept(&Filter { holders, ..Filter::default() }), 1);
    }
}
