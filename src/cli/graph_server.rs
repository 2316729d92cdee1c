//! The little of HTTP that a SPARQL 1.1 Graph Store needs: PUT and DELETE of named graphs over a plain connection.
//!
//! Encrypted connections are left to a proxy on this machine, so that the default build needs no cryptography.
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A graph store by its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphServer {
    authority: String,
    path: String,
    headers: Vec<String>,
}

const PATIENCE: Duration = Duration::from_secs(120);

impl GraphServer {
    /// Takes an address apart.
    ///
    /// # Errors
    /// When it is none, or asks for encryption.
    pub fn new(url: &str, headers: &[String]) -> Result<Self, String> {
        if url.starts_with("https://") {
            return Err(format!(
                "{url}: encrypted connections are not built in; push to a local proxy, for example `socat`"
            ));
        }
        let rest = url
            .strip_prefix("http://")
            .ok_or_else(|| format!("{url}: give an address like http://localhost:7878/store"))?;
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let plain = |text: &str| !text.contains(|c: char| c.is_control() || c == ' ');
        if authority.is_empty() || !plain(url) || !headers.iter().all(|h| h.contains(':') && !h.contains(['\r', '\n']))
        {
            return Err(format!("{url}: this address, or a header given with it, cannot be used"));
        }
        Ok(Self { authority: authority.to_owned(), path: format!("/{path}"), headers: headers.to_vec() })
    }

    /// Replaces a graph.
    ///
    /// # Errors
    /// When the server cannot be reached or refuses.
    pub fn put(&self, graph: &str, ntriples: &[u8]) -> io::Result<()> {
        self.send("PUT", graph, ntriples, &[200, 201, 204])
    }

    /// Drops a graph; that it is not there is as good.
    ///
    /// # Errors
    /// When the server cannot be reached or refuses.
    pub fn delete(&self, graph: &str) -> io::Result<()> {
        self.send("DELETE", graph, &[], &[200, 202, 204, 404])
    }

    fn send(&self, method: &str, graph: &str, body: &[u8], good: &[u16]) -> io::Result<()> {
        let address =
            if self.authority.contains(':') { self.authority.clone() } else { format!("{}:80", self.authority) };
        let mut connection = TcpStream::connect(address)?;
        connection.set_read_timeout(Some(PATIENCE))?;
        connection.set_write_timeout(Some(PATIENCE))?;
        let joint = if self.path.contains('?') { '&' } else { '?' };
        let target = format!("{}{joint}graph={}", self.path, encoded(graph));
        let mut head = format!("{method} {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.authority);
        self.headers.iter().for_each(|header| head.push_str(&format!("{header}\r\n")));
        head.push_str(&format!("Content-Type: application/n-triples\r\nContent-Length: {}\r\n\r\n", body.len()));
        connection.write_all(head.as_bytes())?;
        connection.write_all(body)?;
        let (status, message) = answer(connection)?;
        if good.contains(&status) {
            Ok(())
        } else {
            Err(io::Error::other(format!("the server answered {status}: {message}")))
        }
    }
}

/// Status and the beginning of what the server says.
fn answer(connection: TcpStream) -> io::Result<(u16, String)> {
    let mut reader = BufReader::new(connection);
    let mut line = String::new();
    reader.by_ref().take(8192).read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| io::Error::other("this is no web server"))?;
    let mut rest = Vec::new();
    // What follows only serves a message; a connection that breaks here has already answered.
    let _ = reader.take(4096).read_to_end(&mut rest);
    let rest = String::from_utf8_lossy(&rest).into_owned();
    let body = rest.split_once("\r\n\r\n").map_or(rest.as_str(), |(_, body)| body);
    Ok((status, body.lines().next().unwrap_or_default().chars().take(300).collect()))
}

/// Percent-encoded for a query string.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        let server = GraphServer::new("http://localhost:7878/store", &[]).unwrap();
        assert_eq!((server.authority.as_str(), server.path.as_str()), ("localhost:7878", "/store"));
        for bad in ["https://x/", "ftp://x/", "http://", "http://a b/", "http://x/\r\nHost: y"] {
            assert!(GraphServer::new(bad, &[]).is_err(), "{bad}");
        }
        assert!(GraphServer::new("http://x/", &["A: b\r\nC: d".to_owned()]).is_err());
    }

    #[test]
    fn graph_names_are_encoded() {
        assert_eq!(encoded("http://x/a b&c#é"), "http%3A%2F%2Fx%2Fa%20b%26c%23%C3%A9");
    }
}
