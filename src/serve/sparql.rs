//! The SPARQL 1.1 Protocol for queries: the three forms of request, the dataset of the request, the forms of answers.
use std::io::{self, Write};
use std::time::Duration;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::{GraphName, NamedNode};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{CancellationToken, QueryEvaluationError, QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use super::deadline::{Deadlines, Unanswered};
use super::negotiation::{Form, choose};
use super::parameters::Parameters;
use super::reply::{Call, Reply};
use crate::graph::Bases;
use crate::store::GraphStore;

/// Forms of rows and truth values.
pub const ROWS: [Form<QueryResultsFormat>; 4] = [
    Form { is: QueryResultsFormat::Json, types: &["application/sparql-results+json", "application/json"] },
    Form { is: QueryResultsFormat::Xml, types: &["application/sparql-results+xml", "application/xml", "text/xml"] },
    Form { is: QueryResultsFormat::Csv, types: &["text/csv"] },
    Form { is: QueryResultsFormat::Tsv, types: &["text/tab-separated-values"] },
];

/// Forms of graphs.
pub const GRAPHS: [Form<RdfFormat>; 6] = [
    Form { is: RdfFormat::Turtle, types: &["text/turtle", "application/x-turtle"] },
    Form { is: RdfFormat::NTriples, types: &["application/n-triples", "text/plain"] },
    Form { is: RdfFormat::RdfXml, types: &["application/rdf+xml", "application/xml", "text/xml"] },
    Form {
        is: RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        types: &["application/ld+json", "application/json"],
    },
    Form { is: RdfFormat::NQuads, types: &["application/n-quads"] },
    Form { is: RdfFormat::TriG, types: &["application/trig"] },
];

/// Answers a request to the query endpoint that carries a query, or refuses it.
#[must_use]
pub fn answer(graph: &GraphStore, call: &Call, deadlines: &Deadlines, largest: usize) -> Reply {
    let asked = match request(call) {
        Ok(asked) => asked,
        Err(refusal) => return refusal,
    };
    let (store, bases) = (graph.inner().clone(), graph.bases().clone());
    let (accept, limit) = (call.accept.clone(), deadlines.limit());
    let answered = deadlines.run(move |token| {
        let work = Work { token, limit, largest, bases };
        evaluate(&store, accept.as_deref(), &asked, &work).unwrap_or_else(|refusal| refusal)
    });
    answered.unwrap_or_else(|why| match why {
        Unanswered::Late => late(limit),
        Unanswered::Busy => Reply::refusal(503, "too many queries are running; try again").with("Retry-After", "5"),
        Unanswered::Lost => Reply::refusal(500, "the query ended without an answer; simplify it, and report it"),
    })
}

/// What a query may cost.
struct Work {
    token: CancellationToken,
    limit: Duration,
    largest: usize,
    bases: Bases,
}

fn late(limit: Duration) -> Reply {
    Reply::refusal(503, &format!("the query ran longer than {} seconds; ask for less", limit.as_secs_f64()))
}

/// A query with the dataset that its request names.
struct Asked {
    query: String,
    default_graphs: Vec<NamedNode>,
    named_graphs: Vec<NamedNode>,
    /// The address of the endpoint, against which relative IRIs are read.
    base: String,
}

fn request(call: &Call) -> Result<Asked, Reply> {
    let bad = |words: String| Reply::refusal(400, &words);
    let mut parameters = Parameters::parse(&call.query).map_err(bad)?;
    let mut direct = None;
    if call.method == "POST" {
        let body = call.body.as_deref().unwrap_or_default();
        let text = std::str::from_utf8(body).map_err(|_| bad("the body is not UTF-8".into()))?;
        let header = call.content_type.as_deref().unwrap_or_default();
        let kind = header.split(';').next().unwrap_or_default().trim();
        if !is_utf8(header) {
            return Err(Reply::refusal(415, "send the body in UTF-8; no other charset is read"));
        }
        match kind.to_ascii_lowercase().as_str() {
            "application/x-www-form-urlencoded" => parameters.extend(Parameters::parse(text).map_err(bad)?),
            "application/sparql-query" => direct = Some(text.to_owned()),
            _ => {
                return Err(Reply::refusal(
                    415,
                    "send application/sparql-query, or application/x-www-form-urlencoded with a parameter 'query'",
                ));
            }
        }
    }
    if parameters.one("update").map_err(bad)?.is_some() {
        return Err(bad("this endpoint is read-only; texts are added with `entente build`".into()));
    }
    let named = parameters.one("query").map_err(bad)?.map(str::to_owned);
    let query = match (direct, named) {
        (Some(_), Some(_)) => return Err(bad("the query is in the body and in a parameter; send one".into())),
        (Some(query), None) | (None, Some(query)) => query,
        (None, None) => return Err(bad("there is no parameter 'query'".into())),
    };
    let graphs = |name: &'static str| {
        let parsed = parameters.all(name).map(|iri| NamedNode::new(iri).map_err(|e| bad(format!("{name}: {e}"))));
        parsed.collect::<Result<Vec<_>, _>>()
    };
    Ok(Asked {
        query,
        default_graphs: graphs("default-graph-uri")?,
        named_graphs: graphs("named-graph-uri")?,
        base: call.address(),
    })
}

/// True when a content type names no charset, or UTF-8.
fn is_utf8(content_type: &str) -> bool {
    let charset = content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_ascii_lowercase())
    });
    charset.is_none_or(|charset| matches!(charset.as_str(), "utf-8" | "utf8" | "us-ascii"))
}

fn evaluate(store: &Store, accept: Option<&str>, asked: &Asked, work: &Work) -> Result<Reply, Reply> {
    let largest = work.largest;
    let malformed = |words: &dyn std::fmt::Display| Reply::refusal(400, &format!("the query is malformed: {words}"));
    let mut evaluator = SparqlEvaluator::new().with_cancellation_token(work.token.clone());
    evaluator = evaluator.with_base_iri(asked.base.as_str()).map_err(|e| malformed(&e))?;
    for (prefix, iri) in work.bases.prefixes() {
        evaluator = evaluator.with_prefix(prefix, iri).map_err(|e| malformed(&e))?;
    }
    let mut query = evaluator.parse_query(&asked.query).map_err(|e| malformed(&e))?;
    let dataset = query.dataset_mut();
    if !asked.default_graphs.is_empty() || !asked.named_graphs.is_empty() {
        dataset.set_default_graph(asked.default_graphs.iter().cloned().map(GraphName::from).collect());
        dataset.set_available_named_graphs(asked.named_graphs.iter().cloned().map(Into::into).collect());
    } else if dataset.is_default_dataset() {
        dataset.set_default_graph_as_union();
    }
    let failed = |error: QueryEvaluationError| failure(&error, work.limit);
    let results = query.on_store(store).execute().map_err(failed)?;
    let mut out = Limited { bytes: Vec::new(), largest };
    let too_large = |_: io::Error| {
        Reply::refusal(413, &format!("the answer is larger than {} MiB; ask for less with LIMIT", largest >> 20))
    };
    let content_type = match results {
        QueryResults::Boolean(value) => {
            let form = choose(accept, &ROWS).ok_or_else(not_acceptable)?;
            QueryResultsSerializer::from_format(form.is)
                .serialize_boolean_to_writer(&mut out, value)
                .map_err(too_large)?;
            form.types[0]
        }
        QueryResults::Solutions(rows) => {
            let form = choose(accept, &ROWS).ok_or_else(not_acceptable)?;
            let mut writer = QueryResultsSerializer::from_format(form.is)
                .serialize_solutions_to_writer(&mut out, rows.variables().to_vec())
                .map_err(too_large)?;
            for row in rows {
                if work.token.is_cancelled() {
                    return Err(late(work.limit));
                }
                writer.serialize(&row.map_err(failed)?).map_err(too_large)?;
            }
            writer.finish().map_err(too_large)?;
            form.types[0]
        }
        QueryResults::Graph(triples) => {
            let form = choose(accept, &GRAPHS).ok_or_else(not_acceptable)?;
            let mut writer = prefixed(form.is, &work.bases).for_writer(&mut out);
            for triple in triples {
                writer.serialize_triple(&triple.map_err(failed)?).map_err(too_large)?;
            }
            writer.finish().map_err(too_large)?;
            form.types[0]
        }
    };
    Ok(Reply::ok(content_type, out.bytes))
}

/// A serializer that knows the usual prefixes.
pub fn prefixed(format: RdfFormat, bases: &Bases) -> RdfSerializer {
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, iri) in bases.prefixes() {
        serializer = serializer.clone().with_prefix(prefix, iri).unwrap_or(serializer);
    }
    serializer
}

/// The refusal of a client that accepts none of our forms.
#[must_use]
pub fn not_acceptable() -> Reply {
    let rows = ROWS.iter().map(|form| form.types[0]);
    let graphs = GRAPHS.iter().map(|form| form.types[0]);
    let names: Vec<&str> = rows.chain(graphs).collect();
    Reply::refusal(406, &format!("accept one of: {}", names.join(", ")))
}

fn failure(error: &QueryEvaluationError, limit: Duration) -> Reply {
    match error {
        QueryEvaluationError::Cancelled => late(limit),
        other => Reply::refusal(400, &format!("the query cannot be answered: {other}")),
    }
}

/// Bytes up to a limit; more is an error.
struct Limited {
    bytes: Vec<u8>,
    largest: usize,
}

impl Write for Limited {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + part.len() > self.largest {
            return Err(io::Error::other("the answer is too large"));
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    const DATA: &str = "<urn:a> <urn:p> <urn:b> <urn:g1> .\n<urn:c> <urn:p> <urn:d> <urn:g2> .\n";
    const ALL: &str = "query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D";

    fn store() -> GraphStore {
        graph(DATA)
    }

    fn graph(data: &str) -> GraphStore {
        let store = Store::new().unwrap();
        store.load_from_slice(RdfFormat::NQuads, data).unwrap();
        GraphStore::of(store, Bases::default())
    }

    fn get(query: &str, accept: &str) -> Reply {
        let call = Call {
            method: "GET".into(),
            query: query.into(),
            accept: Some(accept.into()),
            body: Some(vec![]),
            ..Call::default()
        };
        answer(&store(), &call, &Deadlines::new(Duration::from_secs(5)), 1 << 20)
    }

    fn post(content_type: &str, body: &str) -> Reply {
        let call = Call {
            method: "POST".into(),
            content_type: Some(content_type.into()),
            body: Some(body.into()),
            ..Call::default()
        };
        answer(&store(), &call, &Deadlines::new(Duration::from_secs(5)), 1 << 20)
    }

    fn rows(reply: &Reply) -> usize {
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
        String::from_utf8_lossy(&reply.body).lines().count() - 1
    }

    #[test]
    fn the_default_graph_is_the_union_or_what_the_request_names() {
        assert_eq!(rows(&get(ALL, "text/csv")), 2);
        assert_eq!(rows(&get(&format!("{ALL}&default-graph-uri=urn:g1"), "text/csv")), 1);
        assert_eq!(rows(&get(&format!("{ALL}&default-graph-uri=urn:g1&default-graph-uri=urn:g2"), "text/csv")), 2);
        assert_eq!(rows(&get(&format!("{ALL}&named-graph-uri=urn:g1"), "text/csv")), 0);
    }

    #[test]
    fn the_three_forms_of_request() {
        assert_eq!(post("application/sparql-query", "ASK {}").status, 200);
        assert_eq!(post("application/x-www-form-urlencoded; charset=UTF-8", ALL).status, 200);
        assert_eq!(post("application/sparql-query; charset=\"UTF-8\"", "CONSTRUCT { <s> <p> 1 } {}").status, 200);
        assert_eq!(get(ALL, "*/*").content_type, "application/sparql-results+json");
        assert_eq!(get("query=CONSTRUCT%7B%3Fs%3Fp%3Fo%7DWHERE%7B%3Fs%3Fp%3Fo%7D", "*/*").content_type, "text/turtle");
    }

    #[test]
    fn refusals() {
        assert_eq!(post("text/plain", "ASK {}").status, 415);
        assert_eq!(post("application/sparql-query", "SELEKT").status, 400);
        assert_eq!(post("application/x-www-form-urlencoded", "update=CLEAR%20ALL").status, 400);
        assert_eq!(get("query=ASK%7B%7D&query=ASK%7B%7D", "*/*").status, 400);
        assert_eq!(get("query=%FF", "*/*").status, 400);
        assert_eq!(get(ALL, "image/png").status, 406);
        assert_eq!(post("application/sparql-query; charset=UTF-16", "ASK {}").status, 415);
        assert_eq!(get("query=SELECT*%7BSERVICE%3Curn:x%3E%7B%3Fs%3Fp%3Fo%7D%7D", "*/*").status, 400);
    }

    #[test]
    fn a_runaway_query_is_stopped() {
        let data: String = (0..300).map(|n| format!("<urn:{n}> <urn:p> <urn:o> .\n")).collect();
        let store = graph(&data);
        let text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
        let call = Call {
            method: "POST".into(),
            content_type: Some("application/sparql-query".into()),
            body: Some(text.into()),
            ..Call::default()
        };
        let start = Instant::now();
        let reply = answer(&store, &call, &Deadlines::new(Duration::from_millis(200)), 1 << 20);
        assert_eq!(reply.status, 503);
        assert!(start.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn an_answer_beyond_the_limit_is_refused() {
        let call = Call { method: "GET".into(), query: ALL.into(), body: Some(vec![]), ..Call::default() };
        assert_eq!(answer(&store(), &call, &Deadlines::new(Duration::from_secs(5)), 10).status, 413);
    }
}
