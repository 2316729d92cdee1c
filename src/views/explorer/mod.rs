//! The explorer: one self-contained page with the claims, the texts, a drawing library and a program, that needs no network.
//!
//! The page runs under a content security policy that admits exactly its own two scripts, by their hashes.
use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::claims::record::{ClaimRecord, EvidenceRecord, Modality, Term};
use crate::views::analytics::Measures;
use crate::views::attributes::DATES;
use crate::views::error::ViewError;
use crate::views::graph_view::{GraphView, Period, lexical, node_of};
use crate::views::material::{Material, title};
use crate::views::options::ViewOptions;
use crate::views::picture::Picture;
use crate::views::scatter;
use crate::views::stroke::{Head, Stroke};
use crate::views::vocabulary::{Family, Vocabulary, local, words};
use crate::views::xml::escape;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");
const LIBRARY: &str = include_str!("cytoscape.min.js");
const PROGRAM: [&str; 5] = [
    include_str!("state.js"),
    include_str!("graph.js"),
    include_str!("panel.js"),
    include_str!("table.js"),
    include_str!("main.js"),
];

/// Entities that the page draws first: so many that their names can be read without zooming.
const OVERVIEW: usize = 26;

/// Texts of documents by IRI; a document without one shows the sentences of its claims only.
pub type Texts = BTreeMap<String, String>;

/// Makes the page. All kinds of claim are in it, whatever the options say of modality; the page filters them itself.
///
/// # Errors
/// When the options name what is not there.
pub fn explorer(material: Material<'_>, texts: &Texts, options: &ViewOptions) -> Result<String, ViewError> {
    let mut whole = options.clone();
    whole.filter.all = true;
    whole.filter.fallback = true;
    let view = GraphView::new(material, &whole, None)?;
    let first = GraphView::new(material, options, Some(OVERVIEW)).ok();
    Ok(page(&view.title, &content(&view, first.as_ref(), texts)))
}

/// Fills the page: title, policy, style, data, scripts.
fn page(title: &str, data: &Value) -> String {
    let program = PROGRAM.concat();
    let hashes: Vec<String> = [LIBRARY, &program].iter().map(|script| format!("'sha256-{}'", hash(script))).collect();
    let policy = format!(
        "default-src 'none'; script-src {}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'",
        hashes.join(" ")
    );
    // Inside a script element only `<` can end it or change how it is read.
    let data = data.to_string().replace('<', "\\u003c");
    let parts = [
        ("@POLICY@", policy.as_str()),
        ("@TITLE@", &escape(title)),
        ("@STYLE@", STYLE),
        ("@DATA@", &data),
        ("@LIBRARY@", LIBRARY),
        ("@PROGRAM@", &program),
    ];
    fill(PAGE, &parts)
}

/// Replaces each mark once, in one pass, so that no content is taken for a mark.
fn fill(template: &str, parts: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((at, mark, text)) =
        parts.iter().filter_map(|(mark, text)| rest.find(mark).map(|at| (at, *mark, *text))).min()
    {
        out.push_str(&rest[..at]);
        out.push_str(text);
        rest = &rest[at + mark.len()..];
    }
    out + rest
}

fn content(view: &GraphView<'_>, first: Option<&GraphView<'_>>, texts: &Texts) -> Value {
    let place: BTreeMap<&str, usize> =
        view.graph.node_weights().enumerate().map(|(number, node)| (node.thing.id.as_str(), number)).collect();
    let positions = first.map(positions).unwrap_or_default();
    let nodes: Vec<Value> = view
        .graph
        .node_weights()
        .map(|node| {
            let thing = &node.thing;
            let dates = node.values.iter().filter(|c| DATES.contains(&c.predicate.as_str()));
            let mut entry = json!({
                "id": thing.id, "l": thing.label, "c": words(&thing.class), "n": thing.aliases, "w": thing.exact_match,
                "f": Family::ALL.iter().position(|family| *family == node.family),
                "m": measures(&node.measures),
            });
            if let Some(date) = dates.map(|claim| lexical(&claim.object)).min() {
                entry["date"] = date.into();
            }
            if let Some((x, y)) = positions.get(&thing.id) {
                entry["x"] = (*x).into();
                entry["y"] = (*y).into();
            }
            entry
        })
        .collect();
    let documents: Vec<Value> = view
        .documents
        .iter()
        .map(|d| {
            json!({"id": d.id, "title": title(d), "published": d.published, "path": d.path, "text": texts.get(&d.id)})
        })
        .collect();
    let edges = view.graph.edge_weights().map(|edge| edge.claim);
    let mut claims: Vec<&ClaimRecord> =
        edges.chain(view.graph.node_weights().flat_map(|node| node.values.iter().copied())).collect();
    claims.sort_by(|a, b| (&a.doc, a.evidence.start, &a.id).cmp(&(&b.doc, b.evidence.start, &b.id)));
    json!({
        "title": view.title,
        "account": view.account.sentences(),
        "overview": OVERVIEW,
        "base": "https://w3id.org/entente/id/",
        "nodes": nodes,
        "claims": claims.iter().map(|c| claim(view, c, &place, texts)).collect::<Vec<Value>>(),
        "documents": documents,
        "families": Family::ALL.map(|f| json!({"kind": format!("{f:?}"), "label": f.label(), "fill": f.colours().0, "border": f.colours().1})),
        "strokes": Stroke::ALL.map(stroke),
        "relations": relations(&claims, |c| words(&c.predicate)),
        "themes": relations(&claims, |c| theme(view.vocabulary, &c.predicate).to_owned()),
    })
}

/// Linked entities, betweenness, PageRank, community, strained triangles, over claims of every kind.
fn measures(m: &Measures) -> Value {
    json!([m.degree, m.betweenness, m.pagerank, m.community, m.strained])
}

fn claim(view: &GraphView<'_>, claim: &ClaimRecord, place: &BTreeMap<&str, usize>, texts: &Texts) -> Value {
    let known = |iri: &str| place.get(iri).map_or_else(|| Value::from(view.catalogue.label(iri)), |n| Value::from(*n));
    let document = view.documents.iter().position(|d| d.id == claim.doc);
    let author = document.is_none_or(|d| {
        let document = view.documents[d];
        document.authors.contains(&claim.source) || document.id == claim.source
    });
    let mut entry = Map::new();
    entry.insert("id".into(), claim.id.as_str().into());
    entry.insert("d".into(), document.unwrap_or(0).into());
    entry.insert("s".into(), place.get(claim.subject.as_str()).copied().unwrap_or(0).into());
    match node_of(&claim.object) {
        Some(iri) => entry.insert("o".into(), place.get(iri).copied().unwrap_or(0).into()),
        None => entry.insert("v".into(), lexical(&claim.object).into()),
    };
    entry.insert("p".into(), local(&claim.predicate).into());
    let kind = Stroke::of(view.vocabulary.tone(&claim.predicate), claim.modality, claim.polarity);
    entry.insert("k".into(), Stroke::ALL.iter().position(|stroke| *stroke == kind).into());
    if kind == Stroke::Negated && claim.modality != Modality::Asserted {
        entry.insert("g".into(), Stroke::signs(claim.modality, claim.polarity).into());
    }
    entry.insert("h".into(), known(&claim.source));
    if author {
        entry.insert("a".into(), 1.into());
    }
    if view.vocabulary.symmetric(&claim.predicate) {
        entry.insert("b".into(), 1.into());
    }
    if !claim.reported_by.is_empty() {
        entry.insert("r".into(), claim.reported_by.iter().map(|iri| known(iri)).collect());
    }
    if !claim.qualifiers.is_empty() {
        let text = |term: &Term| match node_of(term) {
            Some(iri) => view.catalogue.label(iri).to_owned(),
            None => lexical(term).to_owned(),
        };
        entry.insert(
            "q".into(),
            claim.qualifiers.iter().map(|(name, term)| (name.clone(), Value::from(text(term)))).collect(),
        );
    }
    let period = Period::of(claim);
    for (name, date) in [("from", period.from), ("to", period.to)] {
        if let Some(date) = date {
            entry.insert(name.into(), date.to_string().into());
        }
    }
    entry.insert("e".into(), evidence(&claim.evidence));
    if !texts.contains_key(&claim.doc) {
        entry.insert("t".into(), claim.evidence.text.as_str().into());
    }
    if !claim.also_at.is_empty() {
        entry.insert("also".into(), claim.also_at.iter().map(evidence).collect());
    }
    entry.insert("rule".into(), claim.rule.as_str().into());
    entry.insert("c".into(), claim.confidence.into());
    Value::Object(entry)
}

fn evidence(evidence: &EvidenceRecord) -> Value {
    json!([evidence.start, evidence.end, evidence.subject, evidence.predicate, evidence.object])
}

fn stroke(stroke: Stroke) -> Value {
    let (arrow, filled) = match stroke.head() {
        Head::Full => ("triangle", "filled"),
        Head::Hollow => ("triangle", "hollow"),
        Head::Open => ("vee", "filled"),
        Head::Bar => ("triangle-tee", "filled"),
        Head::Disc => ("circle", "filled"),
    };
    json!({
        "kind": format!("{stroke:?}"), "meaning": stroke.meaning(), "sign": stroke.sign(), "colour": stroke.colour(),
        "dashes": stroke.dashes(), "width": stroke.width(), "words": stroke.has_words(), "arrow": arrow, "filled": filled,
    })
}

fn relations(claims: &[&ClaimRecord], say: impl Fn(&ClaimRecord) -> String) -> Value {
    let said: BTreeMap<&str, String> = claims.iter().map(|c| (local(&c.predicate), say(c))).collect();
    json!(said)
}

/// The section of an entity's details where a property is listed.
fn theme(vocabulary: Vocabulary<'_>, property: &str) -> &'static str {
    match (vocabulary.bond(property), vocabulary.theme(property)) {
        ("membership", _) => "bonds",
        ("containment", _) => "other",
        ("hostile", _) | (_, "Conflict" | "Threat") => "conflict",
        (_, "Arrangement") => "arrangements",
        (_, "Leadership") => "offices",
        (_, "Cooperation") => "cooperation",
        _ => "other",
    }
}

/// Places for what the page shows first.
fn positions(view: &GraphView<'_>) -> BTreeMap<String, (i64, i64)> {
    let picture = Picture::new(view);
    let places = scatter::scatter(&picture);
    picture
        .nodes
        .iter()
        .zip(places)
        .map(|(node, at)| (node.id.clone(), (at.x.round() as i64, at.y.round() as i64)))
        .collect()
}

/// SHA-256 in base 64, as the policy wants it.
fn hash(script: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(script.as_bytes());
    let mut out = String::new();
    for three in digest.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place > three.len() { '=' } else { char::from(letter) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::fixture;

    #[test]
    fn the_hash_is_base_64() {
        assert_eq!(hash(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn content_cannot_break_out_of_its_element() {
        let mut records = fixture::records();
        records.entities[0].label = "</script><script>alert(1)</script>@PROGRAM@".into();
        records.documents[0].title = Some("<img src=x onerror=alert(1)>".into());
        let texts = Texts::from([(records.documents[0].id.clone(), "</script><!-- <script>".to_owned())]);
        let page = explorer(records.material(), &texts, &ViewOptions::default()).unwrap();
        assert_eq!(page.matches("</script>").count(), 3, "data, library, program");
        assert!(!page.contains("<img src=x"));
        assert_eq!(page.matches("@PROGRAM@").count(), 1, "the label keeps what looks like a mark");
    }

    #[test]
    fn the_page_stays_small() {
        let records = fixture::records();
        let page = explorer(records.material(), &Texts::new(), &ViewOptions::default()).unwrap();
        assert!(page.len() < 600_000, "{}", page.len());
    }
}
