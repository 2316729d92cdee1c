//! GraphML in yEd's flavour: shapes, colours, places and words drawn, with the claims as descriptions.
use std::fmt::Write;

use crate::views::analytics::Measures;
use crate::views::layout::{HUB_SIZE, NODE_SIZE, layout};
use crate::views::picture::Picture;
use crate::views::stroke::{Head, Stroke};
use crate::views::vocabulary::Family;
use crate::views::xml::escape;

/// Writes a picture for yEd.
#[must_use]
pub fn write(picture: &Picture) -> String {
    let plan = layout(picture);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
         xmlns:y=\"http://www.yworks.com/xml/graphml\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd\">\n  \
         <key id=\"d0\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n  \
         <key id=\"d1\" for=\"edge\" yfiles.type=\"edgegraphics\"/>\n  \
         <key id=\"d2\" for=\"node\" attr.name=\"url\" attr.type=\"string\"/>\n  \
         <key id=\"d3\" for=\"node\" attr.name=\"description\" attr.type=\"string\"/>\n  \
         <key id=\"d4\" for=\"edge\" attr.name=\"claims\" attr.type=\"string\"/>\n  \
         <key id=\"d5\" for=\"edge\" attr.name=\"description\" attr.type=\"string\"/>\n  \
         <key id=\"bridge\" for=\"edge\" attr.name=\"bridge\" attr.type=\"boolean\"/>\n  \
         <key id=\"strainedTie\" for=\"edge\" attr.name=\"strained\" attr.type=\"int\"/>\n",
    );
    for (name, value) in Measures::default().named() {
        let kind = if value.is_f64() { "double" } else { "int" };
        let _ = writeln!(out, "  <key id=\"{name}\" for=\"node\" attr.name=\"{name}\" attr.type=\"{kind}\"/>");
    }
    out.push_str("  <graph id=\"entente\" edgedefault=\"directed\">\n");
    for (number, (node, at)) in picture.nodes.iter().zip(&plan.boxes).enumerate() {
        let (fill, border) = node.family.colours();
        let (size, style) = if node.hub { (HUB_SIZE, "bold") } else { (NODE_SIZE, "plain") };
        let label: Vec<String> = node.lines.iter().chain(&node.detail).map(|line| escape(line)).collect();
        let measures =
            node.measures.named().map(|(name, value)| format!("<data key=\"{name}\">{value}</data>")).concat();
        let _ = writeln!(
            out,
            "    <node id=\"n{number}\">{measures}<data key=\"d2\">{}</data><data key=\"d3\">{}</data><data key=\"d0\"><y:ShapeNode>\
             <y:Geometry x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/><y:Fill color=\"{fill}\" transparent=\"false\"/>\
             <y:BorderStyle color=\"{border}\" type=\"line\" width=\"1.5\"/><y:NodeLabel fontSize=\"{size}\" fontStyle=\"{style}\" \
             alignment=\"center\">{}</y:NodeLabel><y:Shape type=\"{}\"/></y:ShapeNode></data></node>",
            escape(&node.id),
            escape(&node.tooltip),
            at.middle.x - at.width / 2.0,
            at.middle.y - at.height / 2.0,
            at.width,
            at.height,
            label.join("\n"),
            shape(node.family),
        );
    }
    for (number, edge) in picture.edges.iter().enumerate() {
        let head = arrow(edge.stroke);
        let words: Vec<String> = edge.lines.iter().map(|line| escape(line)).collect();
        let colour = edge.stroke.colour();
        let _ = writeln!(
            out,
            "    <edge id=\"e{number}\" source=\"n{}\" target=\"n{}\"><data key=\"d4\">{}</data><data key=\"d5\">{}</data>\
             <data key=\"bridge\">{}</data><data key=\"strainedTie\">{}</data><data key=\"d1\"><y:PolyLineEdge><y:LineStyle color=\"{colour}\" type=\"{}\" width=\"{}\"/><y:Arrows source=\"{}\" \
             target=\"{head}\"/><y:EdgeLabel textColor=\"{colour}\" fontSize=\"10\">{}</y:EdgeLabel></y:PolyLineEdge></data></edge>",
            edge.from,
            edge.to,
            escape(&edge.claims.join(" ")),
            escape(&edge.tooltip),
            edge.bridge,
            edge.strained,
            line(edge.stroke),
            edge.stroke.width(),
            if edge.both { head } else { "none" },
            words.join("\n"),
        );
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

fn shape(family: Family) -> &'static str {
    match family {
        Family::Country | Family::Group => "roundrectangle",
        Family::Person | Family::Place => "ellipse",
        Family::Threat => "octagon",
        Family::Event => "hexagon",
        Family::Measure => "parallelogram",
        Family::Initiative => "trapezoid",
        _ => "rectangle",
    }
}

fn arrow(stroke: Stroke) -> &'static str {
    match stroke.head() {
        Head::Full => "standard",
        Head::Hollow => "white_delta",
        Head::Open => "plain",
        Head::Bar => "t_shape",
        Head::Disc => "circle",
    }
}

fn line(stroke: Stroke) -> &'static str {
    match stroke.graphviz().0 {
        "dashed" => "dashed",
        "dotted" => "dotted",
        _ => "line",
    }
}
