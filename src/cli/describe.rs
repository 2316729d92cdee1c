//! `entente describe`: the data set as a catalogue wants it.
use std::path::PathBuf;

use clap::Args;

use super::fault::{Fault, Outcome};
use super::places::StorePlace;
use super::streams::Output;
use crate::graph::description::description;
use crate::graph::serialization::{Profile, Syntax, serialize};

/// Describe the data set for catalogues: VoID, DCAT, PROV-O, in Turtle
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  entente describe --output out/void.ttl")]
pub struct Arguments {
    /// Write to a file
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    store: StorePlace,
}

/// Prints the description.
///
/// # Errors
/// When the store cannot be read.
pub fn run(arguments: &Arguments) -> Outcome {
    let store = arguments.store.open()?;
    let bases = &store.manifest().bases;
    let quads = description(&store.quads()?, bases).into_vec();
    let turtle =
        serialize(quads, Syntax::Turtle, Profile::Rdf12, bases).map_err(|e| Fault::output("description", &e))?;
    Output::open(arguments.output.as_deref())?.put(&turtle)
}
