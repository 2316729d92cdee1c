//! What is served: the graph and the explorer of one store, loaded anew when the store on disk has changed.
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::lexicon::{Ontology, Source};
use crate::store::named::NamedQuery;
use crate::store::{GraphStore, Manifest, StoreError, StoreReader};
use crate::views::{Material, Texts, ViewOptions, explorer};

/// One state of a store, ready to be asked.
pub struct Site {
    /// The graph.
    pub graph: GraphStore,
    /// The explorer.
    pub explorer: String,
    /// Questions that come with the ontology.
    pub questions: Vec<NamedQuery>,
    manifest: Manifest,
}

/// The store's folder and its latest state.
pub struct Sites {
    out: PathBuf,
    source: Source,
    latest: Mutex<(Instant, Arc<Site>)>,
}

/// How long a state is served before the folder is looked at again.
const FRESH: Duration = Duration::from_secs(2);

impl Sites {
    /// Loads the store under an output folder.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(out: &Path, source: Source) -> Result<Self, StoreError> {
        let site = Site::load(&StoreReader::open(out)?, &source)?;
        Ok(Self { out: out.into(), source, latest: Mutex::new((Instant::now(), Arc::new(site))) })
    }

    /// The present state; one that cannot be read leaves the former in place.
    #[must_use]
    pub fn present(&self) -> Arc<Site> {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if latest.0.elapsed() > FRESH {
            latest.0 = Instant::now();
            let reader = StoreReader::open(&self.out).ok().filter(|reader| *reader.manifest() != latest.1.manifest);
            if let Some(Ok(site)) = reader.map(|reader| Site::load(&reader, &self.source)) {
                latest.1 = Arc::new(site);
            }
        }
        Arc::clone(&latest.1)
    }
}

impl Site {
    fn load(reader: &StoreReader, source: &Source) -> Result<Self, StoreError> {
        let broken = |place: &str, words: String| StoreError::new(place, words, "build the store again");
        let ontology = Ontology::load(source).map_err(|e| broken(&e.file, e.message.clone()))?;
        let collection = reader.collection(&ontology)?;
        let mut texts = Texts::new();
        for (id, entry) in &reader.manifest().documents {
            if let Some(text) = reader.text(entry)? {
                texts.insert(id.clone(), text);
            }
        }
        let page = explorer(Material::new(&collection, &ontology), &texts, &ViewOptions::default());
        Ok(Self {
            graph: GraphStore::load(reader, source)?,
            explorer: page.map_err(|e| broken("explorer", e.to_string()))?,
            questions: NamedQuery::all(source)?.into_iter().map(|q| q.under(&reader.manifest().bases)).collect(),
            manifest: reader.manifest().clone(),
        })
    }
}
