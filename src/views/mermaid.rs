//! Mermaid flowchart, for Markdown pages that draw it; each line is preceded by a comment with its claims. Mermaid knows no
//! attributes, so that measures are in the other formats only.
use std::fmt::Write;

use crate::views::picture::{Line, Picture, Shape};
use crate::views::stroke::Stroke;
use crate::views::vocabulary::Family;

/// Writes a picture for Mermaid 11.
#[must_use]
pub fn write(picture: &Picture) -> String {
    let mut out = String::from("---\n");
    let _ = writeln!(out, "title: {}", serde_json::Value::from(picture.title.as_str()));
    let _ = writeln!(out, "config:\n  maxEdges: {}\n  maxTextSize: 1000000\n---", picture.edges.len().max(500));
    out.push_str("flowchart LR\n");
    for note in std::iter::once(&picture.source).chain(&picture.notes) {
        let _ = writeln!(out, "  %% {}", note.replace(['\n', '{', '}'], " "));
    }
    for (number, node) in picture.nodes.iter().enumerate() {
        write_node(&mut out, number, node);
    }
    for edge in &picture.edges {
        write_edge(&mut out, edge);
    }
    for family in picture.families() {
        let (fill, border) = family.colours();
        let _ = writeln!(out, "  classDef {} fill:{fill},stroke:{border},color:#1B222B", class(family));
    }
    for (number, edge) in picture.edges.iter().enumerate() {
        let dashes = match edge.stroke.dashes() {
            "" => String::new(),
            dashes => format!(",stroke-dasharray:{dashes}"),
        };
        let _ = writeln!(
            out,
            "  linkStyle {number} stroke:{},stroke-width:{}px{dashes}",
            edge.stroke.colour(),
            edge.stroke.width()
        );
    }
    out
}

fn write_node(out: &mut String, number: usize, node: &Shape) {
    let lines: Vec<String> = node.lines.iter().chain(&node.detail).map(|line| escape(line)).collect();
    let (open, close) = match node.family {
        Family::Country | Family::Group | Family::Principle => ("(", ")"),
        Family::Person | Family::Place => ("([", "])"),
        Family::Threat | Family::Event => ("{{", "}}"),
        Family::Measure => ("[/", "/]"),
        Family::Capability => ("[[", "]]"),
        Family::Initiative => (">", "]"),
        _ => ("[", "]"),
    };
    let _ = writeln!(out, "  n{number}{open}\"{}\"{close}:::{}", lines.join("<br/>"), class(node.family));
}

fn write_edge(out: &mut String, edge: &Line) {
    for claim in &edge.claims {
        let _ = writeln!(out, "  %% {claim}");
    }
    let arrow = match (edge.stroke, edge.both) {
        (Stroke::Structural | Stroke::Neutral, false) => "-->",
        (Stroke::Structural | Stroke::Neutral, true) => "<-->",
        (Stroke::Conflict, false) => "==x",
        (Stroke::Conflict, true) => "x==x",
        (Stroke::Negated, _) => "-.-x",
        (_, false) => "-.->",
        (_, true) => "<-.->",
    };
    let words: Vec<String> = edge.lines.iter().map(|line| escape(line)).collect();
    let label = if words.is_empty() { String::new() } else { format!("|\"{}\"|", words.join("<br/>")) };
    let _ = writeln!(out, "  n{} {arrow}{label} n{}", edge.from, edge.to);
}

fn class(family: Family) -> String {
    format!("{family:?}").to_lowercase()
}

/// Text in a quoted Mermaid label: what is markup there is written as an entity.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' | '*' | '_' | ';' | '[' | ']' | '{' | '}' | '|' => {
                let _ = write!(out, "#{};", u32::from(letter));
            }
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
