//! DOT for graphviz: flat, left to right, with legend, title and tooltips; the id of an edge is that of its claims.
use std::fmt::Write;

use crate::views::picture::{Line, Picture, Shape};
use crate::views::vocabulary::Family;

/// Writes a picture as DOT.
#[must_use]
pub fn write(picture: &Picture) -> String {
    let mut out = String::from("digraph entente {\n");
    header(&mut out, picture);
    for (number, node) in picture.nodes.iter().enumerate() {
        write_node(&mut out, number, node);
    }
    for edge in &picture.edges {
        write_edge(&mut out, edge);
    }
    legend(&mut out, picture);
    out.push_str("}\n");
    out
}

fn header(out: &mut String, picture: &Picture) {
    let mut title = format!(
        "<FONT POINT-SIZE=\"20\"><B>{}</B></FONT><BR ALIGN=\"LEFT\"/>{}<BR ALIGN=\"LEFT\"/>",
        html(&picture.title),
        html(&picture.source)
    );
    for note in &picture.notes {
        let _ = write!(title, "<FONT POINT-SIZE=\"10\" COLOR=\"#555555\">{}</FONT><BR ALIGN=\"LEFT\"/>", html(note));
    }
    let _ = writeln!(
        out,
        "  graph [rankdir=LR, bgcolor=\"#FFFFFF\", fontname=\"Helvetica\", fontsize=13, labelloc=t, labeljust=l, \
         nodesep=0.25, ranksep=0.7, splines=true, outputorder=edgesfirst, tooltip={}, label=<{title}>];",
        quoted(&picture.title)
    );
    out.push_str(
        "  node [style=\"filled,rounded\", fontname=\"Helvetica\", fontsize=11, margin=\"0.12,0.06\", penwidth=1.3];\n",
    );
    out.push_str("  edge [fontname=\"Helvetica\", fontsize=9, arrowsize=0.8];\n");
}

fn write_node(out: &mut String, number: usize, node: &Shape) {
    let (fill, border) = node.family.colours();
    let mut label = node.lines.iter().map(|line| html(line)).collect::<Vec<_>>().join("<BR/>");
    if node.hub {
        label = format!("<B>{label}</B>");
    }
    if let Some(detail) = &node.detail {
        let _ = write!(label, "<BR/><FONT POINT-SIZE=\"9\">{}</FONT>", html(detail));
    }
    let size = if node.hub { ", fontsize=14, penwidth=2.2" } else { "" };
    let (shape, style) = graphviz_shape(node.family);
    let _ = writeln!(
        out,
        "  n{number} [label=<{label}>, id={id}, URL={id}, tooltip={tip}, shape={shape}, style=\"{style}\", \
         fillcolor=\"{fill}\", color=\"{border}\"{size}{measures}];",
        id = quoted(&node.id),
        tip = quoted(&node.tooltip),
        measures = measures(node),
    );
}

/// Measures as attributes that graphviz passes by and other readers of DOT keep.
fn measures(node: &Shape) -> String {
    node.measures.named().iter().map(|(name, value)| format!(", {name}={value}")).collect()
}

fn write_edge(out: &mut String, edge: &Line) {
    let (style, head) = edge.stroke.graphviz();
    let colour = edge.stroke.colour();
    let label = edge.lines.iter().map(|line| html(line)).collect::<Vec<_>>().join("<BR/>");
    let label = if label.is_empty() { String::new() } else { format!("label=<{label}>, fontcolor=\"{colour}\", ") };
    let both = if edge.both { format!(", dir=both, arrowtail={head}") } else { String::new() };
    let _ = writeln!(
        out,
        "  n{} -> n{} [{label}id={}, edgetooltip={tip}, labeltooltip={tip}, style={style}, arrowhead={head}{both}, \
         color=\"{colour}\", penwidth={}, bridge={}, strained={}];",
        edge.from,
        edge.to,
        quoted(&edge.claims.join(" ")),
        edge.stroke.width(),
        edge.bridge,
        edge.strained,
        tip = quoted(&edge.tooltip),
    );
}

fn graphviz_shape(family: Family) -> (&'static str, &'static str) {
    match family {
        Family::Country => ("box", "filled,rounded"),
        Family::Group => ("box", "filled,rounded,dashed"),
        Family::Organization => ("box", "filled"),
        Family::Person => ("ellipse", "filled"),
        Family::Arrangement | Family::Policy => ("note", "filled"),
        Family::Initiative => ("cds", "filled"),
        Family::Threat => ("octagon", "filled"),
        Family::Event => ("hexagon", "filled"),
        Family::Capability => ("component", "filled"),
        Family::Measure => ("parallelogram", "filled"),
        Family::Principle => ("underline", "filled"),
        Family::Place => ("ellipse", "filled,dashed"),
        Family::Document => ("tab", "filled"),
    }
}

fn legend(out: &mut String, picture: &Picture) {
    let mut rows = String::new();
    for family in picture.families() {
        let (fill, border) = family.colours();
        let _ = write!(
            rows,
            "<TR><TD BGCOLOR=\"{fill}\" COLOR=\"{border}\" BORDER=\"1\">   </TD><TD ALIGN=\"LEFT\">{}</TD></TR>",
            family.label()
        );
    }
    for stroke in picture.strokes() {
        let sign = if stroke.has_words() { stroke.sign().trim() } else { "" };
        let line = match stroke.graphviz().0 {
            "dotted" => "· · ·",
            "dashed" => "– – –",
            "bold" => "━━",
            _ => "───",
        };
        let _ = write!(
            rows,
            "<TR><TD><FONT COLOR=\"{c}\">{line}</FONT></TD><TD ALIGN=\"LEFT\"><FONT COLOR=\"{c}\">{} {}</FONT></TD></TR>",
            html(sign),
            stroke.meaning(),
            c = stroke.colour(),
        );
    }
    if !rows.is_empty() {
        let _ = writeln!(
            out,
            "  legend [shape=plain, style=\"\", id=\"legend\", tooltip=\"legend\", label=<<TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"2\" COLOR=\"#AAAAAA\">{rows}</TABLE>>];"
        );
    }
}

/// A DOT string: quotes and backslashes escaped, control characters dropped.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '&' => out.push_str("&amp;"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// Text inside an HTML-like label.
fn html(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn awkward_characters_are_escaped() {
        assert_eq!(quoted("a\"b\\c\nd&e"), "\"a\\\"b\\\\c\\nd&amp;e\"");
        assert_eq!(html("<b> & \"c\""), "&lt;b&gt; &amp; &quot;c&quot;");
    }
}
