//! The query page: the questions that come with the ontology, ready to run.
use super::reply::Reply;
use super::site::Site;

const PAGE: &str = include_str!("questions.html");

/// The page. Its script may only talk to the server it came from.
#[must_use]
pub fn questions(site: &Site) -> Reply {
    let list: Vec<serde_json::Value> = site
        .questions
        .iter()
        .map(|q| serde_json::json!({"name": q.name, "question": q.question, "text": q.text}))
        .collect();
    let data = serde_json::Value::from(list).to_string().replace('<', "\\u003c");
    let policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; \
                  base-uri 'none'; form-action 'none'";
    Reply::ok("text/html; charset=utf-8", PAGE.replace("@DATA@", &data).into_bytes())
        .with("Content-Security-Policy", policy)
}
