//! Requests and answers as the routes see them, free of the HTTP library, so that tests need no socket.

/// A request.
#[derive(Debug, Clone, Default)]
pub struct Call {
    /// `GET`, `POST`, …
    pub method: String,
    /// Path, undecoded.
    pub path: String,
    /// What follows the question mark.
    pub query: String,
    /// Header `Host`.
    pub host: Option<String>,
    /// Header `Accept`.
    pub accept: Option<String>,
    /// Header `Content-Type`.
    pub content_type: Option<String>,
    /// Body, or none when it was longer than is allowed.
    pub body: Option<Vec<u8>>,
}

impl Call {
    /// The address that was asked, without its query.
    #[must_use]
    pub fn address(&self) -> String {
        let path = if self.path.is_empty() { "/" } else { &self.path };
        format!("http://{}{path}", self.host.as_deref().unwrap_or("localhost"))
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Status code.
    pub status: u16,
    /// Media type.
    pub content_type: String,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: Vec<u8>,
}

impl Reply {
    /// An answer that is all right.
    #[must_use]
    pub fn ok(content_type: &str, body: Vec<u8>) -> Self {
        Self { status: 200, content_type: content_type.into(), headers: Vec::new(), body }
    }

    /// A refusal in words: what is wrong and what to do.
    #[must_use]
    pub fn refusal(status: u16, words: &str) -> Self {
        Self {
            status,
            content_type: "text/plain; charset=utf-8".into(),
            headers: Vec::new(),
            body: format!("{words}\n").into_bytes(),
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}
