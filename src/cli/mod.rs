//! The command line: one file per command.
//!
//! Data goes to standard output, everything else to standard error. Exit codes: 0 done, 1 done with findings, 2 usage,
//! 3 an input could not be read, 4 the store could not be read or written.
pub mod analyse;
pub mod build;
pub mod census;
pub mod completions;
pub mod coverage;
pub mod describe;
pub mod diff;
pub mod explain;
pub mod export;
pub mod extract;
pub mod extraction;
pub mod fault;
pub mod graph_server;
pub mod graphviz;
pub mod import;
#[cfg(feature = "rocksdb")]
pub mod index;
pub mod inputs;
pub mod places;
pub mod positions;
pub mod progress;
pub mod push;
pub mod query;
pub mod remove;
pub mod serve;
pub mod stats;
pub mod streams;
pub mod summary;
pub mod table;
pub mod verify;
pub mod viewing;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use fault::Outcome;
use places::OntologyPlace;

/// Reads texts on international relations into a graph of claims: countries, leaders, agreements, threats.
#[derive(Debug, Parser)]
#[command(name = "entente", version, propagate_version = true, after_help = EXAMPLES)]
pub struct Cli {
    #[command(flatten)]
    ontology: OntologyPlace,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  entente build seeds                       read a folder of texts into out/store and draw out/graph.svg
  entente query --name bindings             which arrangements bind which country
  entente export --format turtle            the graph as Turtle, on standard output
  entente explain 0759448046341703          where a claim comes from, in the words of its text

Exit codes: 0 done, 1 done with findings, 2 usage, 3 an input could not be read, 4 store error";

#[derive(Debug, Subcommand)]
enum Command {
    Analyse(analyse::Arguments),
    Build(build::Arguments),
    Extract(extract::Arguments),
    Import(import::Arguments),
    #[cfg(feature = "rocksdb")]
    Index(index::Arguments),
    Query(query::Arguments),
    Export(export::Arguments),
    Explain(explain::Arguments),
    Stats(stats::Arguments),
    Coverage(coverage::Arguments),
    Positions(positions::Arguments),
    Diff(diff::Arguments),
    Verify(verify::Arguments),
    Remove(remove::Arguments),
    Describe(describe::Arguments),
    Push(push::Arguments),
    Serve(serve::Arguments),
    Completions(completions::Arguments),
}

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome = dispatch(cli);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            fault.report();
            ExitCode::from(fault.code())
        }
    }
}

fn dispatch(cli: Cli) -> Outcome {
    let ontology = cli.ontology;
    match cli.command {
        Command::Analyse(arguments) => analyse::run(&arguments, &ontology),
        Command::Build(arguments) => build::run(&arguments, &ontology),
        Command::Extract(arguments) => extract::run(&arguments, &ontology),
        Command::Import(arguments) => import::run(&arguments),
        #[cfg(feature = "rocksdb")]
        Command::Index(arguments) => index::run(&arguments, &ontology),
        Command::Query(arguments) => query::run(&arguments, &ontology),
        Command::Export(arguments) => export::run(&arguments, &ontology),
        Command::Explain(arguments) => explain::run(&arguments, &ontology),
        Command::Stats(arguments) => stats::run(&arguments, &ontology),
        Command::Coverage(arguments) => coverage::run(&arguments, &ontology),
        Command::Positions(arguments) => positions::run(&arguments, &ontology),
        Command::Diff(arguments) => diff::run(&arguments, &ontology),
        Command::Verify(arguments) => verify::run(&arguments, &ontology),
        Command::Remove(arguments) => remove::run(&arguments),
        Command::Describe(arguments) => describe::run(&arguments),
        Command::Push(arguments) => push::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments, &ontology),
        Command::Completions(arguments) => completions::run(&arguments, Cli::command()),
    }
}
