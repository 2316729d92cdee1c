//! `entente index`: an index of the graph on disk, for collections that take too long to load.
use clap::Args;

use super::fault::Outcome;
use super::places::{OntologyPlace, StorePlace};
use super::streams::complain;
use crate::store::Index;

/// Keep an index on disk, so that queries of a large collection begin at once
///
/// The index lies beside the store and is made from its files. From then on `entente query` uses it, and brings it up to
/// date when the store has changed. It can be deleted at any time.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  entente index -o out && entente query -o out --name bindings")]
pub struct Arguments {
    #[command(flatten)]
    store: StorePlace,
}

/// Makes the index, or brings it up to date.
///
/// # Errors
/// When the store cannot be read or the index cannot be written.
pub fn run(arguments: &Arguments, ontology: &OntologyPlace) -> Outcome {
    let store = arguments.store.open()?;
    let index = Index::beside(&store);
    let changes = index.update(&store, &ontology.source())?;
    complain(&format!(
        "{}: read {} graphs, dropped {}, {} were there already",
        index.root().display(),
        changes.read,
        changes.dropped,
        changes.kept
    ));
    Ok(())
}
