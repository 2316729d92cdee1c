//! Which request gets what: explorer, queries, graphs; refusals for all else.
use super::deadline::Deadlines;
use super::negotiation::{Form, choose};
use super::page;
use super::reply::{Call, Reply};
use super::site::Site;
use super::{graphs, sparql};

/// Limits of the service.
pub struct Limits {
    /// Time of queries.
    pub deadlines: Deadlines,
    /// Bytes of an answer.
    pub answer: usize,
    /// Bytes of a request's body.
    pub body: usize,
}

/// Answers a request.
#[must_use]
pub fn answer(site: &Site, call: &Call, limits: &Limits) -> Reply {
    if call.body.is_none() {
        return Reply::refusal(413, &format!("the body is larger than {} KiB", limits.body >> 10));
    }
    let store = &site.graph;
    match (call.path.as_str(), call.method.as_str()) {
        ("/" | "/explorer.html", "GET" | "HEAD") => {
            Reply::ok("text/html; charset=utf-8", site.explorer.clone().into_bytes())
        }
        ("/questions", "GET" | "HEAD") => page::questions(site),
        ("/query" | "/sparql", "GET" | "HEAD") if call.query.is_empty() => {
            let offered = [
                Form {
                    is: false,
                    types: &["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"],
                },
                Form { is: true, types: &["text/html"] },
            ];
            match choose(call.accept.as_deref(), &offered) {
                Some(Form { is: true, .. }) => page::questions(site),
                _ => graphs::description(store, call),
            }
        }
        ("/query" | "/sparql", "GET" | "HEAD" | "POST") => {
            sparql::answer(store, call, &limits.deadlines, limits.answer)
        }
        ("/graph", "GET" | "HEAD") => graphs::graph(store, call),
        ("/query" | "/sparql", "OPTIONS") => allowed(204, "GET, HEAD, POST, OPTIONS"),
        ("/" | "/explorer.html" | "/questions" | "/graph", "OPTIONS") => allowed(204, "GET, HEAD, OPTIONS"),
        ("/query" | "/sparql", _) => allowed(405, "GET, HEAD, POST, OPTIONS"),
        ("/" | "/explorer.html" | "/questions" | "/graph", _) => allowed(405, "GET, HEAD, OPTIONS"),
        _ => Reply::refusal(404, "there are / (explorer), /query (SPARQL), /questions and /graph?graph=IRI"),
    }
}

fn allowed(status: u16, methods: &str) -> Reply {
    Reply::refusal(status, &format!("allowed: {methods}")).with("Allow", methods)
}
