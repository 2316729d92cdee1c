//! Markdown: a report on one page, or a vault of notes for Obsidian, one an entity, each claim with its sentence.
use std::collections::BTreeMap;
use std::fmt::Write;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use petgraph::{Direction, Graph};

use crate::claims::record::{ClaimRecord, Modality, Polarity};
use crate::views::attributes::word;
use crate::views::graph_view::{Edge, GraphView, Node, counted, lexical};
use crate::views::material::title;
use crate::views::vocabulary::words;
use crate::views::wrap::shorten;

/// The report: what was read and shown, the best linked entities, then every entity with its claims.
#[must_use]
pub fn report(view: &GraphView<'_>) -> String {
    let mut out = format!("# {}\n\n", escape(&view.title));
    for sentence in view.account.sentences() {
        let _ = writeln!(out, "{}  ", escape(&sentence));
    }
    out.push_str("\n## Sources\n\n");
    for document in &view.documents {
        let date = document.published.as_deref().unwrap_or("undated");
        let _ = writeln!(out, "- {}, {date} (`{}`)", escape(title(document)), document.path.replace('`', "'"));
    }
    out.push_str("\n## Best linked\n\n| Entity | Class | Linked entities | Claims | Betweenness | PageRank |\n|---|---|--:|--:|--:|--:|\n");
    let order = by_links(&view.graph);
    for node in order.iter().take(15).map(|n| &view.graph[*n]) {
        let m = &node.measures;
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {:.3} | {:.3} |",
            escape(&node.thing.label),
            words(&node.thing.class),
            m.degree,
            m.claims,
            m.betweenness,
            m.pagerank
        );
    }
    out.push_str("\n## Entities\n");
    for node in order {
        let _ = write!(out, "\n### {}\n\n", escape(&view.graph[node].thing.label));
        out.push_str(&about(&view.graph[node]));
        claims(&mut out, view, node, &|label| escape(label));
    }
    out
}

/// The vault: file names and contents, sorted; `index.md` first read.
#[must_use]
pub fn vault(view: &GraphView<'_>) -> Vec<(String, String)> {
    let names = note_names(view);
    let mut files = vec![("index.md".to_owned(), index(view, &names))];
    for node in view.graph.node_indices() {
        let thing = &view.graph[node].thing;
        let mut out = format!(
            "---\niri: {}\nclass: {}\naliases: [{}]\n---\n\n# {}\n\n",
            thing.id,
            words(&thing.class),
            thing
                .aliases
                .iter()
                .map(|a| serde_json::Value::from(a.as_str()).to_string())
                .collect::<Vec<_>>()
                .join(", "),
            escape(&thing.label)
        );
        out.push_str(&about(&view.graph[node]));
        let link = |label: &str| names.by_label.get(label).map_or_else(|| escape(label), |name| linked(name, label));
        claims(&mut out, view, node, &link);
        files.push((format!("{}.md", names.by_node[node.index()]), out));
    }
    files.sort();
    files
}

struct NoteNames {
    by_node: Vec<String>,
    by_label: BTreeMap<String, String>,
}

/// A file name for each node that every file system and Obsidian accept; equal ones are numbered.
fn note_names(view: &GraphView<'_>) -> NoteNames {
    let mut taken: BTreeMap<String, usize> = BTreeMap::from([("index".to_owned(), 1)]);
    let (mut by_node, mut by_label) = (Vec::new(), BTreeMap::new());
    for node in view.graph.node_weights() {
        let label = &node.thing.label;
        let safe: String = label
            .chars()
            .map(|letter| if letter.is_control() || "\\/:*?\"<>|#^[]".contains(letter) { ' ' } else { letter })
            .collect();
        let mut name = shorten(&safe, 80).trim_matches(['.', ' ']).to_owned();
        if name.is_empty() {
            name = "unnamed".into();
        }
        let count = taken.entry(name.to_lowercase()).and_modify(|n| *n += 1).or_insert(1);
        if *count > 1 {
            name = format!("{name} ({count})");
        }
        by_label.entry(label.clone()).or_insert_with(|| name.clone());
        by_node.push(name);
    }
    NoteNames { by_node, by_label }
}

fn index(view: &GraphView<'_>, names: &NoteNames) -> String {
    let mut out = format!("# {}\n\n", escape(&view.title));
    for sentence in view.account.sentences() {
        let _ = writeln!(out, "{}  ", escape(&sentence));
    }
    out.push('\n');
    for node in by_links(&view.graph) {
        let thing = &view.graph[node].thing;
        let name = linked(&names.by_node[node.index()], &thing.label);
        let _ = writeln!(out, "- {name} – {}, {} claims", words(&thing.class), view.graph[node].measures.claims);
    }
    out
}

fn by_links(graph: &Graph<Node<'_>, Edge<'_>>) -> Vec<NodeIndex> {
    let mut order: Vec<NodeIndex> = graph.node_indices().collect();
    order.sort_by_key(|n| (std::cmp::Reverse((graph[*n].measures.degree, graph[*n].measures.claims)), n.index()));
    order
}

fn about(node: &Node<'_>) -> String {
    let mut out = format!("*{}*", words(&node.thing.class));
    if !node.thing.aliases.is_empty() {
        let names: Vec<String> = node.thing.aliases.iter().map(|alias| escape(alias)).collect();
        let _ = write!(out, " – also {}", names.join(", "));
    }
    let m = &node.measures;
    let _ = write!(
        out,
        "\n\nLinked to {} by {}; betweenness {}, PageRank {}, part {}, community {}, {}.\n\n",
        counted(m.degree, "entity", "entities"),
        counted(m.claims, "claim", "claims"),
        m.betweenness,
        m.pagerank,
        m.component,
        m.community,
        counted(m.strained, "strained triangle", "strained triangles"),
    );
    out
}

/// The claims about a node, first those it is the subject of, each with its sentence and its id.
fn claims(out: &mut String, view: &GraphView<'_>, node: NodeIndex, link: &dyn Fn(&str) -> String) {
    let own = view.graph[node].values.iter().map(|claim| (*claim, ""));
    let edges = |direction| {
        let mut found: Vec<_> = view.graph.edges_directed(node, direction).collect();
        found.sort_by_key(|edge| edge.id());
        found.into_iter().map(|edge| (edge.weight().claim, place_of(edge.weight())))
    };
    let incoming = edges(Direction::Incoming).filter(|(claim, _)| lexical(&claim.object) != claim.subject);
    for (claim, place) in own.chain(edges(Direction::Outgoing)).chain(incoming) {
        let subject = link(view.catalogue.label(&claim.subject));
        let object = match &claim.object {
            crate::claims::record::Term::Literal { value, .. } => escape(value),
            crate::claims::record::Term::Text(iri) => link(view.catalogue.label(iri)),
        };
        let _ = writeln!(
            out,
            "- {subject} **{}** {object}{}{place}  \n  > {}\n  >\n  > — {}; `{}`",
            words(&claim.predicate),
            standing(claim),
            escape(&claim.evidence.text).replace('\n', " "),
            escape(&holder(view, claim)),
            claim.id
        );
    }
}

/// Where a claim stands in the network, when that is worth a word.
fn place_of(edge: &Edge<'_>) -> &'static str {
    match (edge.bridge, edge.strained > 0) {
        (true, _) => " · a bridge",
        (false, true) => " · side of a strained triangle",
        (false, false) => "",
    }
}

/// What keeps a claim from being a plain fact, in brackets.
fn standing(claim: &ClaimRecord) -> String {
    let mut parts = Vec::new();
    if claim.polarity == Polarity::Negative {
        parts.push("denied".to_owned());
    }
    if claim.modality != Modality::Asserted {
        parts.push(word(&claim.modality));
    }
    parts.extend(claim.qualifiers.iter().map(|(name, term)| format!("{name}: {}", escape(lexical(term)))));
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) }
}

fn holder(view: &GraphView<'_>, claim: &ClaimRecord) -> String {
    let document = view.documents.iter().find(|d| d.id == claim.doc);
    let place = document.map_or("", |d| title(d));
    format!("{}, in “{place}”", view.catalogue.label(&claim.source))
}

fn linked(name: &str, label: &str) -> String {
    if name == label {
        format!("[[{name}]]")
    } else {
        format!("[[{name}|{}]]", label.replace(['|', '[', ']', '\n', '\t'], " "))
    }
}

/// Text in Markdown: what would be markup is escaped, line breaks become spaces.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~' => {
                out.push('\\');
                out.push(letter);
            }
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::fixture;

    #[test]
    fn every_claim_is_in_the_report_at_both_of_its_ends() {
        let records = fixture::records();
        let view = fixture::view(&records, true);
        let text = report(&view);
        for edge in view.graph.edge_references() {
            let ends = if edge.source() == edge.target() { 1 } else { 2 };
            assert_eq!(text.matches(&format!("`{}`", edge.weight().claim.id)).count(), ends);
        }
    }

    #[test]
    fn notes_have_names_that_file_systems_accept() {
        let records = fixture::records();
        let view = fixture::view(&records, true);
        let files = vault(&view);
        assert_eq!(files.len(), 1 + view.graph.node_count());
        assert!(files.iter().all(|(name, _)| !name.contains(['/', ':', '"', '<', '\n', '|'])));
        assert!(files.iter().any(|(_, text)| text.contains("[[Japan]]")));
    }
}
