//! `push` against a graph store that keeps what it is sent.
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use tempfile::TempDir;

/// Graphs by name, and the number of requests so far.
#[derive(Default)]
struct Kept {
    graphs: BTreeMap<String, String>,
    requests: usize,
    refuse_after: Option<usize>,
}

/// A server of one thread; it ends with the test.
fn server() -> (String, Arc<Mutex<Kept>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/store", listener.local_addr().unwrap());
    let kept = Arc::new(Mutex::new(Kept::default()));
    let shared = Arc::clone(&kept);
    thread::spawn(move || listener.incoming().flatten().for_each(|connection| serve(connection, &shared)));
    (address, kept)
}

fn serve(mut connection: TcpStream, kept: &Mutex<Kept>) {
    let mut reader = BufReader::new(connection.try_clone().unwrap());
    let (mut request, mut length) = (String::new(), 0);
    reader.read_line(&mut request).unwrap();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).unwrap();
        if let Some(value) = header.strip_prefix("Content-Length: ") {
            length = value.trim().parse().unwrap();
        }
        if header.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let mut kept = kept.lock().unwrap();
    kept.requests += 1;
    let graph = request.split(['=', ' ']).nth(2).unwrap().replace("%3A", ":").replace("%2F", "/");
    let refused = kept.refuse_after.is_some_and(|limit| kept.requests > limit);
    let status = match request.split(' ').next().unwrap() {
        _ if refused => "503 Service Unavailable",
        "PUT" => {
            kept.graphs.insert(graph, String::from_utf8(body).unwrap());
            "204 No Content"
        }
        "DELETE" => {
            kept.graphs.remove(&graph);
            "204 No Content"
        }
        _ => "405 Method Not Allowed",
    };
    write!(connection, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
}

fn entente(arguments: &[&str], out: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_entente"));
    command.args(arguments).arg("-o").arg(out).stdin(Stdio::null()).output().unwrap()
}

fn store() -> TempDir {
    let out = TempDir::new().unwrap();
    let claims = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/claims.jsonl");
    assert!(entente(&["import", claims.to_str().unwrap()], out.path()).status.success());
    out
}

#[test]
fn what_is_pushed_is_the_graph_and_is_not_pushed_twice() {
    let (address, kept) = server();
    let out = store();
    assert_eq!(entente(&["push", &address], out.path()).status.code(), Some(0));
    let dump = String::from_utf8(entente(&["export", "--format", "nquads"], out.path()).stdout).unwrap();
    let mut there: Vec<String> = Vec::new();
    for (graph, triples) in &kept.lock().unwrap().graphs {
        there.extend(triples.lines().map(|line| line.trim_end_matches(" .").to_owned() + &format!(" <{graph}> .")));
    }
    there.sort();
    assert_eq!(there, dump.lines().collect::<Vec<_>>());
    let before = kept.lock().unwrap().requests;
    let again = entente(&["push", &address], out.path());
    assert!(String::from_utf8(again.stderr).unwrap().contains("sent 0 graphs"));
    assert_eq!(kept.lock().unwrap().requests, before);
    entente(&["remove", "a-note"], out.path());
    entente(&["push", &address, "--rdf11"], out.path());
    entente(&["push", &address], out.path());
    let kept = kept.lock().unwrap();
    assert_eq!(kept.graphs.len(), 2, "{:?}", kept.graphs.keys());
}

#[test]
fn a_push_that_breaks_off_goes_on_where_it_stopped() {
    let (address, kept) = server();
    let out = store();
    kept.lock().unwrap().refuse_after = Some(1);
    let broken = entente(&["push", &address], out.path());
    assert_eq!(broken.status.code(), Some(4));
    assert!(String::from_utf8(broken.stderr).unwrap().contains("503"));
    kept.lock().unwrap().refuse_after = None;
    let resumed = entente(&["push", &address], out.path());
    assert!(String::from_utf8(resumed.stderr).unwrap().contains("sent 2 graphs, dropped 0, 1 were there already"));
}

#[test]
fn an_address_that_cannot_be_used_is_a_usage_error() {
    let out = store();
    for address in ["https://example.org/store", "localhost:1"] {
        assert_eq!(entente(&["push", address], out.path()).status.code(), Some(2), "{address}");
    }
    assert_eq!(entente(&["push", "http://127.0.0.1:1/store"], out.path()).status.code(), Some(4));
}
