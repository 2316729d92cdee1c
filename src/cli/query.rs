//! `entente query`: SPARQL over the store, from the command line, a file, or the questions that come with the ontology.
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use oxigraph::model::{GraphName, Quad, Term};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, QuerySolutionIter, QueryTripleIter};

use super::fault::{Fault, Outcome};
use super::places::{OntologyPlace, StorePlace, inferred};
use super::streams::Output;
use super::table::render;
use crate::graph::Bases;
use crate::graph::serialization::{Profile, Syntax, serialize};
use crate::lexicon::Source;
use crate::store::GraphStore;
use crate::store::graph::cancel_after;
use crate::store::named::NamedQuery;

/// Ask the graph in SPARQL
///
/// Queries see the union of all graphs. The prefixes ent, rdf, rdfs, skos, dcterms, nif, prov, xsd, owl, schema, void and
/// dcat are known. Without a query, the named questions are listed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  entente query 'SELECT ?c WHERE { ?c a ent:Country }'
  entente query --name bindings --set country=Japan
  entente query --file my.rq --format csv > answer.csv
  entente query --name network --format turtle
  echo 'ASK { ?s ent:alliedWith ?o }' | entente query -")]
pub struct Arguments {
    /// A SPARQL query (SELECT, ASK, CONSTRUCT or DESCRIBE); - reads it from standard input
    #[arg(value_name = "SPARQL", conflicts_with_all = ["file", "name"])]
    sparql: Option<String>,
    /// Read the query from a file
    #[arg(long, value_name = "FILE", conflicts_with = "name")]
    file: Option<PathBuf>,
    /// Ask a question that comes with the ontology; without a query, they are listed
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Give a parameter of a named question a value
    #[arg(long = "set", value_name = "PARAMETER=VALUE", requires = "name")]
    parameters: Vec<String>,
    /// Form of the answer: table, csv, tsv, json or xml for rows, an RDF syntax for graphs
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write to a file, whose extension gives the format unless --format does
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Also see what follows from asserted claims (graph .../graph/inferred); do not count evidence then
    #[arg(long)]
    inferred: bool,
    /// Give up after so many seconds
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<u64>,
    #[command(flatten)]
    store: StorePlace,
}

/// Forms of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Tsv,
    Json,
    Xml,
    Turtle,
    Trig,
    Nquads,
    Ntriples,
    Jsonld,
    Rdfxml,
}

/// Answers the query.
///
/// # Errors
/// When the query or the store cannot be read.
pub fn run(arguments: &Arguments, ontology: &OntologyPlace) -> Outcome {
    let source = ontology.source();
    let Some(text) = query_text(arguments, &source)? else {
        return list(&source);
    };
    let store = arguments.store.open()?;
    let bases = store.manifest().bases.clone();
    // Named questions are written in our vocabulary, whatever namespace the store gives it.
    let text = if arguments.name.is_some() { bases.renamed(&text) } else { text.as_str().into() };
    let graph = if arguments.inferred {
        let graph = GraphStore::load(&store, &source)?;
        graph.add(inferred(&store, ontology)?.into_vec())?;
        graph
    } else {
        GraphStore::open(&store, &source)?
    };
    let cancel = cancel_after(arguments.timeout.map(Duration::from_secs));
    let results = graph.query(&text, &cancel).map_err(|fault| Fault::Usage(format!("query: {}", fault.message)))?;
    let answer = match results {
        QueryResults::Boolean(value) => boolean(value, format(arguments, Format::Table)?),
        QueryResults::Solutions(rows) => solutions(rows, format(arguments, Format::Table)?, &bases),
        QueryResults::Graph(triples) => triples_as_rdf(triples, format(arguments, Format::Turtle)?, &bases),
    }?;
    Output::open(arguments.output.as_deref())?.put(&answer)
}

fn query_text(arguments: &Arguments, source: &Source) -> Result<Option<String>, Fault> {
    if let Some(name) = &arguments.name {
        let query = NamedQuery::find(source, name)?.ok_or_else(|| {
            Fault::Usage(format!("there is no question '{name}'; `entente query` without a query lists them"))
        })?;
        return query.with(&arguments.parameters).map(Some).map_err(Fault::Usage);
    }
    let place = arguments.file.clone().or_else(|| arguments.sparql.as_ref().filter(|s| *s == "-").map(PathBuf::from));
    match place {
        Some(path) => read(&path)
            .map(Some)
            .map_err(|e| Fault::Input(format!("{}: cannot be read: {e}; check the path of the query", path.display()))),
        None => Ok(arguments.sparql.clone()),
    }
}

fn read(path: &Path) -> io::Result<String> {
    if path != Path::new("-") {
        return fs::read_to_string(path);
    }
    let mut text = String::new();
    io::stdin().lock().read_to_string(&mut text)?;
    Ok(text)
}

fn list(source: &Source) -> Outcome {
    let rows: Vec<Vec<String>> =
        NamedQuery::all(source)?.into_iter().map(|q| vec![q.name, q.question, q.parameters.join(", ")]).collect();
    let headings = ["name", "question", "parameters"].map(str::to_owned);
    Output::open(None)?.put(render(&headings, &rows).as_bytes())
}

fn format(arguments: &Arguments, default: Format) -> Result<Format, Fault> {
    if let Some(format) = arguments.format {
        return Ok(format);
    }
    let Some(path) = arguments.output.as_deref().filter(|p| *p != Path::new("-")) else { return Ok(default) };
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let known = match extension {
        "csv" => Format::Csv,
        "tsv" => Format::Tsv,
        "json" | "srj" => Format::Json,
        "xml" | "srx" => Format::Xml,
        "txt" => Format::Table,
        "ttl" => Format::Turtle,
        "trig" => Format::Trig,
        "nq" => Format::Nquads,
        "nt" => Format::Ntriples,
        "jsonld" => Format::Jsonld,
        "rdf" => Format::Rdfxml,
        _ => {
            return Err(Fault::Usage(format!(
                "{}: no format has this extension; choose one with --format",
                path.display()
            )));
        }
    };
    Ok(known)
}

impl Format {
    fn results(self) -> Option<QueryResultsFormat> {
        match self {
            Self::Csv => Some(QueryResultsFormat::Csv),
            Self::Tsv => Some(QueryResultsFormat::Tsv),
            Self::Json => Some(QueryResultsFormat::Json),
            Self::Xml => Some(QueryResultsFormat::Xml),
            _ => None,
        }
    }

    fn syntax(self) -> Option<Syntax> {
        match self {
            Self::Turtle => Some(Syntax::Turtle),
            Self::Trig => Some(Syntax::Trig),
            Self::Nquads => Some(Syntax::NQuads),
            Self::Ntriples => Some(Syntax::NTriples),
            Self::Jsonld => Some(Syntax::JsonLd),
            Self::Rdfxml => Some(Syntax::RdfXml),
            _ => None,
        }
    }
}

const NOT_FOR_ROWS: &str = "rows of a SELECT or ASK have the formats table, csv, tsv, json and xml";

fn boolean(value: bool, format: Format) -> Result<Vec<u8>, Fault> {
    if format == Format::Table {
        return Ok(format!("{value}\n").into_bytes());
    }
    let format = format.results().ok_or_else(|| Fault::Usage(NOT_FOR_ROWS.to_owned()))?;
    let serializer = QueryResultsSerializer::from_format(format);
    serializer.serialize_boolean_to_writer(Vec::new(), value).map_err(|e| Fault::output("answer", &e))
}

fn solutions(rows: QuerySolutionIter<'_>, format: Format, bases: &Bases) -> Result<Vec<u8>, Fault> {
    let variables = rows.variables().to_vec();
    let failed =
        |e: &dyn std::error::Error| Fault::Usage(format!("query: {e}; simplify it, or allow more with --timeout"));
    if format == Format::Table {
        let mut table = Vec::new();
        for row in rows {
            let row = row.map_err(|e| failed(&e))?;
            table.push(variables.iter().map(|v| row.get(v).map(|t| cell(t, bases)).unwrap_or_default()).collect());
        }
        let headings: Vec<String> = variables.iter().map(|v| v.as_str().to_owned()).collect();
        return Ok(render(&headings, &table).into_bytes());
    }
    let format = format.results().ok_or_else(|| Fault::Usage(NOT_FOR_ROWS.to_owned()))?;
    let answer = QueryResultsSerializer::from_format(format).serialize_solutions_to_writer(Vec::new(), variables);
    let mut answer = answer.map_err(|e| Fault::output("answer", &e))?;
    for row in rows {
        answer.serialize(&row.map_err(|e| failed(&e))?).map_err(|e| Fault::output("answer", &e))?;
    }
    let mut bytes = answer.finish().map_err(|e| Fault::output("answer", &e))?;
    if !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    Ok(bytes)
}

fn triples_as_rdf(triples: QueryTripleIter<'_>, format: Format, bases: &Bases) -> Result<Vec<u8>, Fault> {
    let syntax = format.syntax().ok_or_else(|| {
        Fault::Usage(
            "graphs of a CONSTRUCT or DESCRIBE have the formats turtle, trig, nquads, ntriples, jsonld and rdfxml"
                .to_owned(),
        )
    })?;
    let mut quads: Vec<Quad> = Vec::new();
    for triple in triples {
        let triple = triple.map_err(|e| Fault::Usage(format!("query: {e}")))?;
        quads.push(triple.in_graph(GraphName::DefaultGraph));
    }
    serialize(quads, syntax, Profile::Rdf12, bases).map_err(|e| Fault::output("answer", &e))
}

/// A term as a person reads it: names short, texts bare.
fn cell(term: &Term, bases: &Bases) -> String {
    match term {
        Term::NamedNode(node) => match node.as_str().strip_prefix(bases.instances.as_str()) {
            Some(local) => local.to_owned(),
            None => bases.compact(node.as_str()).into_owned(),
        },
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}
