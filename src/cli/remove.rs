//! `entente remove`: takes documents out of the store.
use clap::Args;

use super::fault::{Fault, Outcome};
use super::places::StorePlace;
use super::streams::complain;
use crate::store::{StoreReader, StoreWriter};

/// Take documents out of the store, with all that only they say
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  entente remove red-sea-shipping\n  entente remove https://w3id.org/entente/id/document/red-sea-shipping"
)]
pub struct Arguments {
    /// Documents, by IRI, by its last part, or by path
    #[arg(required = true, value_name = "DOC")]
    documents: Vec<String>,
    #[command(flatten)]
    store: StorePlace,
}

/// Removes them, all or none.
///
/// # Errors
/// When one is unknown, or the store cannot be written.
pub fn run(arguments: &Arguments) -> Outcome {
    let bases = StoreReader::open(&arguments.store.out)?.manifest().bases.clone();
    let mut writer = StoreWriter::open(&arguments.store.out, &bases)?;
    for words in &arguments.documents {
        let known = writer.manifest().find(words).map(|entry| entry.document.clone());
        let document = known.ok_or_else(|| unknown(words))?;
        writer.remove(&document)?;
        complain(&format!("removed {document}"));
    }
    writer.commit()?;
    Ok(())
}

fn unknown(words: &str) -> Fault {
    Fault::Usage(format!("the store has no document '{words}'; list them with `entente query --name documents`"))
}
