//! Arguments that many commands share: where the store is, where the ontology is.
use std::path::{Path, PathBuf};

use clap::Args;

use super::fault::Fault;
use crate::graph::inference::inferred_quads;
use crate::graph::scheme::Scheme;
use crate::graph::{Bases, Quads};
use crate::lexicon::{LoadError, Ontology, Source};
use crate::store::folder::Folder;
use crate::store::{Manifest, StoreReader};
use crate::views::Texts;

/// Where the store is.
#[derive(Debug, Args)]
pub struct StorePlace {
    /// Folder of the results; the store is in DIR/store
    #[arg(short = 'o', long = "out", value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
}

impl StorePlace {
    /// Opens the store for reading.
    ///
    /// # Errors
    /// When there is none.
    pub fn open(&self) -> Result<StoreReader, Fault> {
        Ok(StoreReader::open(&self.out)?)
    }
}

/// Namespaces of what is written.
#[derive(Debug, Clone, Default, Args)]
pub struct Namespaces {
    /// Namespace of classes and properties instead of w3id.org/entente/ontology#
    #[arg(long, value_name = "IRI", help_heading = "Namespaces")]
    ontology_base: Option<String>,
    /// Namespace of entities, claims and documents instead of w3id.org/entente/id/
    #[arg(long, value_name = "IRI", help_heading = "Namespaces")]
    instance_base: Option<String>,
}

impl Namespaces {
    /// The namespaces that were asked for, the usual ones otherwise.
    ///
    /// # Errors
    /// When one cannot be used.
    pub fn bases(&self) -> Result<Bases, Fault> {
        self.over(&Bases::default())
    }

    /// The namespaces for a store: those asked for, else those that it has, else the usual ones.
    ///
    /// # Errors
    /// When one cannot be used, or the store's manifest is broken.
    pub fn of_store(&self, out: &Path) -> Result<Bases, Fault> {
        let present = Manifest::load(&Folder::under(out))?.map(|manifest| manifest.bases);
        self.over(&present.unwrap_or_default())
    }

    fn over(&self, present: &Bases) -> Result<Bases, Fault> {
        let ontology = self.ontology_base.as_ref().unwrap_or(&present.ontology);
        let instances = self.instance_base.as_ref().unwrap_or(&present.instances);
        Bases::new(ontology, instances).map_err(Fault::Usage)
    }
}

/// Where the ontology is.
#[derive(Debug, Args)]
pub struct OntologyPlace {
    /// Folder with ontology, lexicon, rules and queries to use instead of the built-in ones
    #[arg(long, value_name = "DIR", global = true)]
    pub ontology: Option<PathBuf>,
}

impl OntologyPlace {
    /// The folder, or the copy in the binary.
    #[must_use]
    pub fn source(&self) -> Source {
        self.ontology.clone().map_or(Source::Embedded, Source::Folder)
    }

    /// The ontology itself.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn load(&self) -> Result<Ontology, LoadError> {
        Ontology::load(&self.source())
    }
}

/// What follows from the asserted claims of a store.
///
/// # Errors
/// When the store or the ontology cannot be read.
pub fn inferred(store: &StoreReader, ontology: &OntologyPlace) -> Result<Quads, Fault> {
    let scheme = Scheme::parse(&ontology.source().read("entente.ttl")?).map_err(Fault::Input)?;
    let collection = store.collection(&ontology.load()?)?;
    Ok(inferred_quads(&collection, &scheme, &store.manifest().bases))
}

/// The texts that a store keeps, by document.
///
/// # Errors
/// When one cannot be read.
pub fn texts(store: &StoreReader) -> Result<Texts, Fault> {
    let mut texts = Texts::new();
    for (id, entry) in &store.manifest().documents {
        if let Some(text) = store.text(entry)? {
            texts.insert(id.clone(), text);
        }
    }
    Ok(texts)
}
