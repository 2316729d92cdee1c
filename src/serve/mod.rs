//! The explorer and SPARQL over HTTP: read-only, on loopback unless told otherwise, within limits of time and size.
mod deadline;
mod graphs;
mod negotiation;
mod page;
mod parameters;
mod reply;
mod route;
mod site;
mod sparql;

use std::io::{self, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use oxhttp::Server;
use oxhttp::model::{Body, Request, Response, header};

use crate::lexicon::Source;
use crate::store::StoreError;
use deadline::Deadlines;
use reply::{Call, Reply};
use route::Limits;
use site::Sites;

/// Largest body of a request, in bytes.
const BODY: usize = 1 << 20;
/// Largest answer, in bytes.
const ANSWER: usize = 64 << 20;
/// Connections at a time.
const CONNECTIONS: usize = 256;

/// How to serve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Address to listen at.
    pub address: SocketAddr,
    /// Time that a query has.
    pub timeout: Duration,
    /// Whether pages of other sites may ask.
    pub cross_origin: bool,
}

/// Serves the store under an output folder until the process ends; `ready` is called when requests are taken.
///
/// # Errors
/// When the store cannot be read or the address cannot be listened at.
pub fn serve(out: &Path, source: Source, settings: &Settings, ready: impl FnOnce()) -> Result<(), StoreError> {
    let sites = Sites::open(out, source)?;
    let limits = Limits { deadlines: Deadlines::new(settings.timeout), answer: ANSWER, body: BODY };
    let settings = settings.clone();
    let service = Arc::new(Service { sites, limits, settings: settings.clone() });
    let listening = |e: io::Error| {
        StoreError::new(settings.address.to_string(), e.to_string(), "choose another address with --bind")
    };
    let server = Server::new(move |request| service.respond(request))
        .with_global_timeout(Duration::from_secs(60))
        .with_max_concurrent_connections(CONNECTIONS)
        .bind(settings.address)
        .spawn()
        .map_err(listening)?;
    ready();
    server.join().map_err(listening)
}

struct Service {
    sites: Sites,
    limits: Limits,
    settings: Settings,
}

impl Service {
    fn respond(&self, request: &mut Request<Body>) -> Response<Body> {
        let head = request.method().as_str() == "HEAD";
        let mut reply = match self.call(request) {
            Ok(call) => route::answer(&self.sites.present(), &call, &self.limits),
            Err(refusal) => refusal,
        };
        if self.settings.cross_origin {
            reply = reply
                .with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Allow-Headers", "Accept, Content-Type")
                .with("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS");
        }
        if head {
            reply.body.clear();
        }
        response(reply)
    }

    fn call(&self, request: &mut Request<Body>) -> Result<Call, Reply> {
        self.check_host(request)?;
        let text = |name: header::HeaderName| {
            request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let accepts: Vec<&str> =
            request.headers().get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
        let accept = (!accepts.is_empty()).then(|| accepts.join(","));
        let (content_type, host) = (text(header::CONTENT_TYPE), text(header::HOST));
        let (method, uri) = (request.method().as_str().to_owned(), request.uri().clone());
        let mut body = Vec::new();
        let limit = self.limits.body as u64 + 1;
        request
            .body_mut()
            .take(limit)
            .read_to_end(&mut body)
            .map_err(|e| Reply::refusal(400, &format!("the body cannot be read: {e}")))?;
        Ok(Call {
            method,
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            host,
            accept,
            content_type,
            body: (body.len() <= self.limits.body).then_some(body),
        })
    }

    /// On loopback only names of this machine are answered, so that no foreign page reaches us under a name of its own.
    fn check_host(&self, request: &Request<Body>) -> Result<(), Reply> {
        let Some(host) = request.headers().get(header::HOST) else { return Ok(()) };
        let host = host.to_str().unwrap_or_default();
        let name = host.rsplit_once(':').map_or(host, |(name, port)| if port.contains(']') { host } else { name });
        let local = matches!(name, "localhost" | "127.0.0.1" | "[::1]") || name.parse::<std::net::Ipv4Addr>().is_ok();
        if local || !self.settings.address.ip().is_loopback() {
            Ok(())
        } else {
            Err(Reply::refusal(421, "this service answers to localhost only; --bind another address to open it"))
        }
    }
}

fn response(reply: Reply) -> Response<Body> {
    let mut builder = Response::builder()
        .status(reply.status)
        .header(header::CONTENT_TYPE, reply.content_type)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::REFERRER_POLICY, "no-referrer")
        .header(header::VARY, "Accept");
    for (name, value) in reply.headers {
        builder = builder.header(name, value);
    }
    builder.body(Body::from(reply.body)).unwrap_or_else(|_| Response::new(Body::empty()))
}
