//! The SPARQL 1.1 Graph Store Protocol, reading: one graph as RDF, and the description of the service.
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphNameRef, NamedNode, NamedOrBlankNode, Quad, Triple};

use super::negotiation::choose;
use super::parameters::Parameters;
use super::reply::{Call, Reply};
use super::sparql::{GRAPHS, not_acceptable, prefixed};
use crate::graph::Bases;
use crate::store::GraphStore;

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";

/// Answers `GET /graph?graph=IRI` and `GET /graph?default`; the default graph is the union of all.
#[must_use]
pub fn graph(graph: &GraphStore, call: &Call) -> Reply {
    read(graph, call).unwrap_or_else(|refusal| refusal)
}

fn read(graph: &GraphStore, call: &Call) -> Result<Reply, Reply> {
    let store = graph.inner();
    let bad = |words: String| Reply::refusal(400, &words);
    let parameters = Parameters::parse(&call.query).map_err(bad)?;
    let named = parameters.one("graph").map_err(bad)?;
    let default = parameters.one("default").map_err(bad)?.is_some();
    let quads: Vec<Quad> = match (named, default) {
        (Some(iri), false) => {
            let name = NamedNode::new(iri).map_err(|e| bad(format!("graph: {e}")))?;
            if !store.contains_named_graph(name.as_ref()).unwrap_or(false) {
                return Err(Reply::refusal(
                    404,
                    &format!("there is no graph <{iri}>; /query describes those there are"),
                ));
            }
            store.quads_for_pattern(None, None, None, Some(GraphNameRef::from(name.as_ref()))).flatten().collect()
        }
        (None, true) => store.quads_for_pattern(None, None, None, None).flatten().collect(),
        _ => return Err(bad("name one graph with ?graph=IRI, or the union of all with ?default".into())),
    };
    serialize(quads.into_iter().map(Triple::from).collect(), call.accept.as_deref(), graph.bases())
}

fn serialize(mut triples: Vec<Triple>, accept: Option<&str>, bases: &Bases) -> Result<Reply, Reply> {
    let form = choose(accept, &GRAPHS).ok_or_else(not_acceptable)?;
    triples.sort_by_cached_key(ToString::to_string);
    triples.dedup();
    let failed = |e: std::io::Error| Reply::refusal(500, &format!("the graph cannot be written: {e}"));
    let mut writer = prefixed(form.is, bases).for_writer(Vec::new());
    for triple in &triples {
        writer.serialize_triple(triple).map_err(failed)?;
    }
    Ok(Reply::ok(form.types[0], writer.finish().map_err(failed)?))
}

/// The description of the query endpoint: languages, forms, graphs.
#[must_use]
pub fn description(graph: &GraphStore, call: &Call) -> Reply {
    let mut text = format!(
        "<#service> a <{SD}Service> ; <{SD}endpoint> <> ; <{SD}supportedLanguage> <{SD}SPARQL11Query> ; \
         <{SD}feature> <{SD}UnionDefaultGraph> ; <{SD}defaultDataset> <#dataset> .\n\
         <#dataset> a <{SD}Dataset> ; <{SD}defaultGraph> <#union> .\n<#union> a <{SD}Graph> .\n"
    );
    let formats = ["SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle"];
    for name in formats.iter().chain(&["N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG"]) {
        text.push_str(&format!("<#service> <{SD}resultFormat> <http://www.w3.org/ns/formats/{name}> .\n"));
    }
    let mut names: Vec<String> = graph
        .inner()
        .named_graphs()
        .flatten()
        .filter_map(|name| match name {
            NamedOrBlankNode::NamedNode(name) => Some(name.into_string()),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .collect();
    names.sort();
    for (number, name) in names.iter().enumerate() {
        text.push_str(&format!(
            "<#dataset> <{SD}namedGraph> <#graph{number}> . <#graph{number}> a <{SD}NamedGraph> ; <{SD}name> <{name}> .\n"
        ));
    }
    let parser = RdfParser::from_format(RdfFormat::Turtle);
    let parser = parser.clone().with_base_iri(call.address()).unwrap_or(parser);
    let triples = parser.for_slice(text.as_bytes()).flatten().map(Triple::from).collect();
    serialize(triples, call.accept.as_deref(), graph.bases()).unwrap_or_else(|refusal| refusal)
}
