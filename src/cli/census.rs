//! What a store holds, counted: document by document, so that it costs no memory however large the store is.
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::claims::record::{Disposition, Extraction, Modality, SentenceRecord};
use crate::graph::Collection;
use crate::graph::reading::Reading;
use crate::lexicon::Ontology;
use crate::store::folder::Kind;
use crate::store::{StoreError, StoreReader};

/// Counts of a store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// Documents.
    pub documents: usize,
    /// Entities, each once.
    pub entities: usize,
    /// Sentences by what became of them.
    pub sentences: BTreeMap<Disposition, usize>,
    /// Claims by modality.
    pub claims: BTreeMap<Modality, usize>,
}

impl Census {
    /// Counts what was loaded.
    #[must_use]
    pub fn of(collection: &Collection) -> Self {
        let mut census = Self { documents: collection.documents.len(), ..Self::default() };
        census.entities = collection.entities.len();
        census.add_sentences(&collection.sentences);
        collection.claims.iter().for_each(|claim| *census.claims.entry(claim.modality).or_default() += 1);
        census
    }

    /// Counts a store without loading it as a whole.
    ///
    /// # Errors
    /// When a file is missing or broken.
    pub fn take(store: &StoreReader, ontology: &Ontology) -> Result<Self, StoreError> {
        let reading = Reading::new(&store.manifest().bases, ontology);
        let entries: Vec<_> = store.manifest().documents.values().collect();
        let count = |entry| store.extraction(entry, &reading).map(|extraction| Self::of_document(&extraction));
        let counted = entries.into_par_iter().map(count);
        let mut census = counted.try_reduce(Self::default, |one, other| Ok(one.with(&other)))?;
        for (kind, name) in store.files().into_iter().filter(|(kind, _)| *kind == Kind::Entities) {
            let graph = store.folder().read(kind, name)?;
            census.entities += graph.lines().filter(|line| line.contains("/skos/core#prefLabel> ")).count();
        }
        Ok(census)
    }

    fn of_document(extraction: &Extraction) -> Self {
        let mut census = Self { documents: 1, ..Self::default() };
        census.add_sentences(&extraction.sentences);
        extraction.claims.iter().for_each(|claim| *census.claims.entry(claim.modality).or_default() += 1);
        census
    }

    fn add_sentences(&mut self, sentences: &[SentenceRecord]) {
        sentences.iter().for_each(|sentence| *self.sentences.entry(sentence.disposition).or_default() += 1);
    }

    fn with(mut self, other: &Self) -> Self {
        self.documents += other.documents;
        other.sentences.iter().for_each(|(what, count)| *self.sentences.entry(*what).or_default() += count);
        other.claims.iter().for_each(|(what, count)| *self.claims.entry(*what).or_default() += count);
        self
    }

    /// How many of the sentences that could state a relation yield a claim, and what became of the others.
    #[must_use]
    pub fn coverage_line(&self) -> String {
        let count = |wanted: Disposition| self.sentences.get(&wanted).copied().unwrap_or_default();
        let claims = count(Disposition::Claims);
        let (unmatched, unresolved) = (count(Disposition::Unmatched), count(Disposition::Unresolved));
        let relational = claims + unmatched + unresolved;
        let share = if relational == 0 { 0.0 } else { 100.0 * claims as f64 / relational as f64 };
        format!(
            "{claims} of {relational} sentences with a relation yield claims ({share:.0} %); {unmatched} unmatched, {unresolved} unresolved, {} without a relation, {} boilerplate",
            count(Disposition::NoRelation),
            count(Disposition::Boilerplate),
        )
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::graph::{Bases, Provenance};
    use crate::lexicon::Source;
    use crate::store::{Prepared, StoreWriter};

    #[test]
    fn counting_one_by_one_gives_what_counting_the_whole_does() {
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/claims.jsonl");
        let text = std::fs::read_to_string(fixture).unwrap();
        let extractions = crate::cli::import::parse(&text, "fixture").unwrap();
        let out = tempfile::TempDir::new().unwrap();
        let mut writer = StoreWriter::open(out.path(), &Bases::default()).unwrap();
        let provenance = Provenance::new("fixture".to_owned());
        let prepared = extractions.iter().map(|e| Prepared::new(e, None, &Bases::default(), &provenance));
        writer.stage(prepared.collect()).unwrap();
        writer.commit().unwrap();
        let ontology = Ontology::load(&Source::Embedded).unwrap();
        let store = StoreReader::open(out.path()).unwrap();
        let whole = Census::of(&store.collection(&ontology).unwrap());
        assert!(whole.documents == 2 && whole.entities > 3 && whole.claims.len() > 2);
        assert_eq!(Census::take(&store, &ontology).unwrap(), whole);
    }
}
