//! `entente export`: the graph as files for other tools.
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::fault::{Fault, Outcome};
use super::places::{OntologyPlace, StorePlace};
use super::streams::Output;
use crate::graph::serialization::{Profile, Syntax, serialize};

/// Write the graph for other tools
///
/// RDF formats hold every claim, whatever its modality; formats without graph names hold the union of all documents.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  entente export --format trig > graph.trig
  entente export --output graph.ttl
  entente export --format turtle --profile rdf11 --output graph.ttl    for tools without RDF 1.2")]
pub struct Arguments {
    /// turtle, trig, nquads, ntriples, jsonld, rdfxml
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Write to a file, whose extension gives the format unless --format does
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// RDF 1.2 with triple terms, or RDF 1.1 without
    #[arg(long, value_enum, default_value = "rdf12")]
    profile: ProfileName,
    #[command(flatten)]
    store: StorePlace,
}

/// Names of the profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ProfileName {
    Rdf12,
    Rdf11,
}

/// Writes the file.
///
/// # Errors
/// When the format is unknown, the store cannot be read or the file cannot be written.
pub fn run(arguments: &Arguments, _ontology: &OntologyPlace) -> Outcome {
    let name = format_name(arguments)?;
    let syntax = Syntax::named(&name).ok_or_else(|| unknown(&name))?;
    let store = arguments.store.open()?;
    let profile = match arguments.profile {
        ProfileName::Rdf12 => Profile::Rdf12,
        ProfileName::Rdf11 => Profile::Rdf11,
    };
    let quads = store.quads()?;
    let content =
        serialize(quads, syntax, profile, &store.manifest().bases).map_err(|e| Fault::output("export", &e))?;
    Output::open(arguments.output.as_deref())?.put(&content)
}

fn format_name(arguments: &Arguments) -> Result<String, Fault> {
    if let Some(name) = &arguments.format {
        return Ok(name.clone());
    }
    let Some(path) = arguments.output.as_deref().filter(|p| *p != Path::new("-")) else {
        return Err(Fault::Usage("which format? Give --format, or --output with an extension that tells".to_owned()));
    };
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let syntax = Syntax::of_extension(extension);
    let known = Syntax::ALL.iter().find(|(_, known)| Some(*known) == syntax).map(|(name, _)| (*name).to_owned());
    known.ok_or_else(|| {
        Fault::Usage(format!("{}: no format has this extension; choose one with --format", path.display()))
    })
}

fn unknown(name: &str) -> Fault {
    let known: Vec<&str> = Syntax::ALL.iter().map(|(known, _)| *known).collect();
    Fault::Usage(format!("there is no format '{name}'; the formats are: {}", known.join(", ")))
}
