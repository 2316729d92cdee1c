//! `entente export`: the graph as files for other tools: RDF syntaxes, and views chosen and filtered.
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use oxigraph::model::Quad;

use super::fault::{Fault, Outcome};
use super::graphviz::draw;
use super::places::{OntologyPlace, StorePlace, inferred, texts};
use super::streams::{Output, complain};
use super::viewing::ViewChoice;
use crate::graph::serialization::{Profile, Syntax, serialize};
use crate::store::StoreReader;
use crate::views::{
    Format as ViewFormat, GraphView, Material, ViewOptions, explorer, export, export_folder, measure_quads,
};

/// Write the graph for other tools
///
/// RDF formats hold every claim, whatever its modality; those without graph names hold the union of all documents. Views
/// show what the documents' authors assert, unless told otherwise.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  entente export --format trig > graph.trig
  entente export --output graph.ttl --profile rdf11      for tools without RDF 1.2
  entente export --output japan.svg --ego Japan --all
  entente export --output treaties.png --query treaties.rq --engine graphviz
  entente export --format turtle --measures > measured.ttl
  entente export --format dot --theme agreements | dot -Tpdf > agreements.pdf")]
pub struct Arguments {
    /// turtle, trig, nquads, ntriples, jsonld, rdfxml, or the name of a view
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Write to a file, whose extension gives the format unless --format does; a folder takes formats of several files
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// RDF 1.2 with triple terms, or RDF 1.1 without
    #[arg(long, value_enum, default_value = "rdf12")]
    profile: ProfileName,
    /// Also write what follows from asserted claims, in a graph of its own (RDF formats)
    #[arg(long)]
    inferred: bool,
    /// Also write degree, betweenness, PageRank, communities, bridges and strain, in a graph of its own (RDF formats)
    #[arg(long)]
    measures: bool,
    /// Who lays out svg and png: entente itself, or graphviz where it is installed
    #[arg(long, value_enum, default_value = "own")]
    engine: Engine,
    #[command(flatten)]
    view: ViewChoice,
    #[command(flatten)]
    store: StorePlace,
}

/// Names of the profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ProfileName {
    Rdf12,
    Rdf11,
}

/// Who lays out pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    Own,
    Graphviz,
}

/// What is asked for.
enum Wanted {
    Rdf(Syntax),
    View(ViewFormat),
}

/// Writes the file.
///
/// # Errors
/// When the format is unknown, the store cannot be read or the file cannot be written.
pub fn run(arguments: &Arguments, ontology: &OntologyPlace) -> Outcome {
    let wanted = wanted(arguments)?;
    let store = arguments.store.open()?;
    if let (Wanted::View(format), Some(to)) = (&wanted, arguments.output.as_deref().filter(|p| names_folder(p))) {
        return folder(arguments, &store, ontology, *format, to);
    }
    let content = match wanted {
        Wanted::Rdf(syntax) => rdf(arguments, &store, ontology, syntax)?,
        Wanted::View(format) => view(arguments, &store, ontology, format)?,
    };
    Output::open(arguments.output.as_deref())?.put(&content)
}

fn rdf(arguments: &Arguments, store: &StoreReader, ontology: &OntologyPlace, syntax: Syntax) -> Result<Vec<u8>, Fault> {
    if arguments.view.is_given() && !arguments.measures {
        let message = "choices of a view do not apply to RDF formats, which hold the whole graph, but for what --measures \
                       measures; use `entente query` for a part";
        return Err(Fault::Usage(message.to_owned()));
    }
    let profile = match arguments.profile {
        ProfileName::Rdf12 => Profile::Rdf12,
        ProfileName::Rdf11 => Profile::Rdf11,
    };
    let mut quads = store.quads()?;
    if arguments.inferred {
        quads.extend(inferred(store, ontology)?.into_vec());
    }
    if arguments.measures {
        quads.extend(measures(arguments, store, ontology)?);
    }
    serialize(quads, syntax, profile, &store.manifest().bases).map_err(|e| Fault::output("export", &e))
}

fn measures(arguments: &Arguments, store: &StoreReader, ontology: &OntologyPlace) -> Result<Vec<Quad>, Fault> {
    let (options, known) = (arguments.view.options(store, &ontology.source())?, ontology.load()?);
    let collection = store.collection(&known)?;
    let view = GraphView::new(Material::new(&collection, &known), &options, None);
    let view = view.map_err(|e| Fault::Usage(e.to_string()))?;
    Ok(measure_quads(&view, &store.manifest().bases).into_vec())
}

fn view(
    arguments: &Arguments,
    store: &StoreReader,
    ontology: &OntologyPlace,
    format: ViewFormat,
) -> Result<Vec<u8>, Fault> {
    let options = arguments.view.options(store, &ontology.source())?;
    let known = ontology.load()?;
    let collection = store.collection(&known)?;
    let material = Material::new(&collection, &known);
    tell_left_out(format, material, &options);
    let made = |format| export(format, material, &options);
    match (arguments.engine, format) {
        (Engine::Own, ViewFormat::Html) => explorer(material, &texts(store)?, &options).map(String::into_bytes),
        (Engine::Own, format) => made(format),
        (Engine::Graphviz, ViewFormat::Svg | ViewFormat::Png) => {
            let dot = made(ViewFormat::Dot).map_err(|e| Fault::Usage(e.to_string()))?;
            return draw(&dot, format.extension());
        }
        (Engine::Graphviz, _) => return Err(Fault::Usage("--engine graphviz draws svg and png only".to_owned())),
    }
    .map_err(|e| Fault::Usage(e.to_string()))
}

/// Tables have no place to say what was left out: it is said beside them.
fn tell_left_out(format: ViewFormat, material: Material<'_>, options: &ViewOptions) {
    if matches!(format, ViewFormat::Csv | ViewFormat::CsvNodes | ViewFormat::Neo4j | ViewFormat::Neo4jNodes)
        && let Ok(view) = GraphView::new(material, options, None)
    {
        view.account.sentences().iter().for_each(|line| complain(line));
    }
}

/// Writes a view of several files into a folder.
fn folder(
    arguments: &Arguments,
    store: &StoreReader,
    ontology: &OntologyPlace,
    format: ViewFormat,
    to: &Path,
) -> Outcome {
    let options = arguments.view.options(store, &ontology.source())?;
    let known = ontology.load()?;
    let collection = store.collection(&known)?;
    let material = Material::new(&collection, &known);
    tell_left_out(format, material, &options);
    let files = export_folder(format, material, &options).map_err(|e| Fault::Usage(e.to_string()))?;
    for (name, content) in files {
        let path = to.join(name);
        let parent = path.parent().unwrap_or(to);
        std::fs::create_dir_all(parent).map_err(|e| Fault::output(&parent.display().to_string(), &e))?;
        Output::open(Some(&path))?.put(&content)?;
    }
    Ok(())
}

/// True of a path that names a folder: there is one, or it ends in a slash.
fn names_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with('/')
}

fn wanted(arguments: &Arguments) -> Result<Wanted, Fault> {
    if let Some(name) = &arguments.format {
        let rdf = Syntax::named(name).map(Wanted::Rdf);
        return rdf.or_else(|| name.parse().ok().map(Wanted::View)).ok_or_else(|| unknown(name));
    }
    let Some(path) = arguments.output.as_deref().filter(|p| *p != Path::new("-")) else {
        return Err(Fault::Usage("which format? Give --format, or --output with an extension that tells".to_owned()));
    };
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    let rdf = Syntax::of_extension(&extension).map(Wanted::Rdf);
    rdf.or_else(|| ViewFormat::of_extension(&extension).map(Wanted::View)).ok_or_else(|| {
        Fault::Usage(format!("{}: no format has this extension; choose one with --format", path.display()))
    })
}

fn unknown(name: &str) -> Fault {
    let rdf = Syntax::ALL.iter().map(|(known, _)| *known);
    let known: Vec<&str> = rdf.chain(ViewFormat::ALL.iter().map(|known| known.1)).collect();
    Fault::Usage(format!("there is no format '{name}'; the formats are: {}", known.join(", ")))
}
