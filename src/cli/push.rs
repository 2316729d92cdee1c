//! `entente push`: the store's graphs to a SPARQL 1.1 Graph Store, again and again without doing anything twice.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use oxigraph::model::{GraphName, Term};

use super::fault::{Fault, Outcome};
use super::graph_server::GraphServer;
use super::places::StorePlace;
use super::progress::bar;
use super::streams::complain;
use crate::graph::provenance::short_hash;
use crate::store::folder::{Kind, write_whole};
use crate::store::{StoreError, StoreReader};

/// Send every graph to a SPARQL 1.1 Graph Store
///
/// Graphs that the server has already are not sent again, those of removed documents are dropped there. A push that breaks
/// off goes on where it stopped when it is run again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  entente push http://localhost:7878/store
  entente push http://localhost:8890/sparql-graph-crud --rdf11      for servers without RDF 1.2")]
pub struct Arguments {
    /// Address of the graph store
    #[arg(value_name = "URL")]
    url: String,
    /// Leave out triple terms, for servers that know RDF 1.1 only
    #[arg(long)]
    rdf11: bool,
    /// Send everything, whatever was sent before
    #[arg(long)]
    force: bool,
    /// A header for every request, such as one that authorizes; may be repeated
    #[arg(long = "header", value_name = "NAME: VALUE")]
    headers: Vec<String>,
    #[command(flatten)]
    store: StorePlace,
}

/// Graphs by IRI, with the names of the files they were sent from.
type Sent = BTreeMap<String, String>;

/// Graphs after which the record of what was sent is written.
const STEP: usize = 32;

/// Sends what is new and drops what is gone.
///
/// # Errors
/// When the server cannot be reached or refuses; what was sent until then is on record.
pub fn run(arguments: &Arguments) -> Outcome {
    let server = GraphServer::new(&arguments.url, &arguments.headers).map_err(Fault::Usage)?;
    let store = arguments.store.open()?;
    let profile = if arguments.rdf11 { "rdf11" } else { "rdf12" };
    let record = store.folder().root().join(format!("pushed-{}.json", short_hash(&[&arguments.url, profile])));
    let mut sent: Sent = if arguments.force { Sent::new() } else { recorded(&record) };
    let wanted = store.graphs();
    let due: Vec<(&String, &(Kind, String))> =
        wanted.iter().filter(|(graph, (_, name))| sent.get(*graph) != Some(name)).collect();
    let gone: Vec<String> = sent.keys().filter(|graph| !wanted.contains_key(*graph)).cloned().collect();
    let failed =
        |e: std::io::Error| Fault::Store(format!("{}: {e}; run the command again to go on from here", arguments.url));
    let progress = bar(due.len(), "sending");
    for step in due.chunks(STEP) {
        for (graph, (kind, name)) in step {
            let outcome = server.put(graph, &triples(&store, *kind, name, arguments.rdf11)?);
            if let Err(e) = outcome {
                save(&record, &sent)?;
                return Err(failed(e));
            }
            sent.insert((*graph).clone(), name.clone());
            progress.inc(1);
        }
        save(&record, &sent)?;
    }
    for graph in &gone {
        server.delete(graph).map_err(failed)?;
        sent.remove(graph);
    }
    save(&record, &sent)?;
    progress.finish_and_clear();
    complain(&format!(
        "sent {} graphs, dropped {}, {} were there already",
        due.len(),
        gone.len(),
        wanted.len() - due.len()
    ));
    Ok(())
}

fn triples(store: &StoreReader, kind: Kind, name: &str, rdf11: bool) -> Result<Vec<u8>, StoreError> {
    let quads = store.quads_of(kind, name)?.into_iter().filter(|q| !rdf11 || !matches!(q.object, Term::Triple(_)));
    let lines = quads.map(|mut quad| {
        quad.graph_name = GraphName::DefaultGraph;
        format!("{quad} .\n")
    });
    Ok(lines.collect::<String>().into_bytes())
}

/// What was sent before; a record that cannot be read costs no more than sending again.
fn recorded(record: &PathBuf) -> Sent {
    fs::read(record).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

fn save(record: &Path, sent: &Sent) -> Result<(), StoreError> {
    write_whole(record, &serde_json::to_vec(sent).unwrap_or_default())
}
