//! `entente serve`: the explorer and a SPARQL endpoint over the store.
use std::net::SocketAddr;
use std::time::Duration;

use clap::Args;

use super::fault::Outcome;
use super::places::{OntologyPlace, StorePlace};
use super::streams::complain;
use crate::serve::{Settings, serve};

/// Serve the explorer and SPARQL over HTTP, read-only
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  entente serve                                          http://127.0.0.1:7878/
  entente serve --bind 127.0.0.1:8000 --timeout 5
  curl http://127.0.0.1:7878/query --data-urlencode 'query=SELECT * { ?s a ent:Country }'

Paths: / explorer · /query SPARQL 1.1 Protocol · /questions the questions of the ontology · /graph?graph=IRI one graph")]
pub struct Arguments {
    /// Address and port to listen at
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7878")]
    bind: SocketAddr,
    /// Seconds that a query may run
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    timeout: u64,
    /// Let pages of other sites ask (CORS)
    #[arg(long)]
    cors: bool,
    #[command(flatten)]
    store: StorePlace,
}

/// Serves until the process is ended.
///
/// # Errors
/// When the store cannot be read, or the address is taken.
pub fn run(arguments: &Arguments, ontology: &OntologyPlace) -> Outcome {
    let settings = Settings {
        address: arguments.bind,
        timeout: Duration::from_secs(arguments.timeout.max(1)),
        cross_origin: arguments.cors,
    };
    let ready = || complain(&format!("listening at http://{}/ (end with Ctrl-C)", arguments.bind));
    Ok(serve(&arguments.store.out, ontology.source(), &settings, ready)?)
}
