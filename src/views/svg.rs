//! SVG drawn without graphviz: title, nodes, lines with their words, legend, and what was left out.
//!
//! The page is light whatever surrounds it, so the drawing reads the same in print and on a dark page.
use std::fmt::Write;

use crate::views::curve::{self, Curve};
use crate::views::font::{FAMILY, Ruler};
use crate::views::layout::{DETAIL_SIZE, HUB_SIZE, LEADING, Layout, NODE_SIZE, Point, Rect, WORD_SIZE, layout};
use crate::views::outline::{n, outline};
use crate::views::picture::{Line, Picture, Shape};
use crate::views::stroke::{Head, Stroke};
use crate::views::vocabulary::Family;
use crate::views::xml::escape;

const MARGIN: f64 = 28.0;
const TITLE_SIZE: f64 = 22.0;
const SOURCE_SIZE: f64 = 12.5;
const NOTE_SIZE: f64 = 11.0;
const INK: &str = "#1B222B";
const QUIET: &str = "#59616C";

/// Writes a picture as SVG.
#[must_use]
pub fn write(picture: &Picture) -> String {
    let mut plan = layout(picture);
    curve::spread_ends(picture, &mut plan);
    let ruler = Ruler::default();
    let title_width = ruler.width(&picture.title, TITLE_SIZE, true);
    let inner = plan.width.max(title_width).max(ruler.width(&picture.source, SOURCE_SIZE, false)).max(620.0);
    let top = MARGIN + TITLE_SIZE * 1.3 + SOURCE_SIZE * 1.6 + 14.0;
    let mut body = String::new();
    draw(&mut body, picture, &plan, Point { x: MARGIN + (inner - plan.width) / 2.0, y: top });
    let below = legend(&mut body, &ruler, picture, top + plan.height + 30.0, inner);
    let height = notes(&mut body, &ruler, picture, below, inner) + MARGIN;
    let width = inner + 2.0 * MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" \
         aria-labelledby=\"entente-title entente-description\" font-family=\"'{FAMILY}', 'DejaVu Sans', 'Noto Sans', Arial, sans-serif\">\n\
         <title id=\"entente-title\">{}</title>\n<desc id=\"entente-description\">{} {}</desc>\n\
         <rect width=\"{w}\" height=\"{h}\" rx=\"8\" fill=\"#FFFFFF\"/>\n",
        escape(&picture.title),
        escape(&picture.source),
        escape(&picture.notes.join(" ")),
        w = n(width.ceil()),
        h = n(height.ceil()),
    );
    text(
        &mut out,
        &picture.title,
        MARGIN,
        MARGIN + TITLE_SIZE,
        &format!("font-size=\"{TITLE_SIZE}\" font-weight=\"bold\" fill=\"{INK}\""),
    );
    let baseline = MARGIN + TITLE_SIZE * 1.3 + SOURCE_SIZE * 1.2;
    text(&mut out, &picture.source, MARGIN, baseline, &format!("font-size=\"{SOURCE_SIZE}\" fill=\"{QUIET}\""));
    out.push_str(&body);
    out.push_str("</svg>\n");
    out
}

fn draw(out: &mut String, picture: &Picture, plan: &Layout, corner: Point) {
    let _ = writeln!(out, "<g transform=\"translate({} {})\">", n(corner.x), n(corner.y));
    let curves: Vec<Option<Curve>> = (0..picture.edges.len()).map(|e| curve::curve(picture, plan, e)).collect();
    for (edge, curve) in picture.edges.iter().zip(&curves) {
        if let Some(curve) = curve {
            line(out, edge, curve);
        }
    }
    for (node, at) in picture.nodes.iter().zip(&plan.boxes) {
        shape(out, node, *at);
    }
    for (edge, route) in picture.edges.iter().zip(&plan.routes) {
        if let Some(label) = route.label.filter(|_| !edge.lines.is_empty()) {
            relation_words(out, edge, label);
        }
    }
    out.push_str("</g>\n");
}

fn line(out: &mut String, edge: &Line, curve: &Curve) {
    let _ = writeln!(
        out,
        "<g class=\"edge\" data-claims=\"{}\" data-bridge=\"{}\" data-strained=\"{}\"><title>{}</title>",
        escape(&edge.claims.join(" ")),
        edge.bridge,
        edge.strained,
        escape(&edge.tooltip)
    );
    stroke_path(out, &curve.path, edge.stroke);
    arrow(out, edge.stroke, curve.end);
    if edge.both {
        arrow(out, edge.stroke, curve.start);
    }
    out.push_str("</g>\n");
}

fn stroke_path(out: &mut String, path: &str, stroke: Stroke) {
    let dashes = match stroke.dashes() {
        "" => String::new(),
        dashes => format!(" stroke-dasharray=\"{dashes}\""),
    };
    let _ = writeln!(
        out,
        "<path d=\"{path}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linecap=\"round\"{dashes}/>",
        stroke.colour(),
        stroke.width()
    );
}

fn arrow(out: &mut String, stroke: Stroke, at: (Point, Point)) {
    let (path, full) = curve::head(stroke.head(), at);
    let fill = match (full, stroke.head()) {
        (true, _) => stroke.colour(),
        (false, Head::Open) => "none",
        (false, _) => "#FFFFFF",
    };
    let _ = writeln!(out, "<path d=\"{path}\" fill=\"{fill}\" stroke=\"{}\" stroke-width=\"1.1\"/>", stroke.colour());
}

fn shape(out: &mut String, node: &Shape, at: Rect) {
    let (fill, border) = node.family.colours();
    let width = if node.hub { 2.4 } else { 1.3 };
    let dashes = if matches!(node.family, Family::Group | Family::Place) { " stroke-dasharray=\"5 2.5\"" } else { "" };
    let measures: String = node
        .measures
        .named()
        .iter()
        .map(|(name, value)| format!(" data-measure-{}=\"{value}\"", name.to_lowercase()))
        .collect();
    let _ = writeln!(
        out,
        "<g class=\"node\" data-id=\"{}\"{measures}><title>{}</title>\n<path d=\"{}\" fill=\"{fill}\" stroke=\"{border}\" stroke-width=\"{width}\"{dashes}/>",
        escape(&node.id),
        escape(&node.tooltip),
        outline(node.family, at)
    );
    let size = if node.hub { HUB_SIZE } else { NODE_SIZE };
    let small = if node.detail.is_some() { DETAIL_SIZE * LEADING } else { 0.0 };
    let block = node.lines.len() as f64 * size * LEADING + small;
    let mut y = at.middle.y - block / 2.0 + size * 0.93;
    let weight = if node.hub { " font-weight=\"bold\"" } else { "" };
    for words in &node.lines {
        let style = format!("font-size=\"{size}\" text-anchor=\"middle\" fill=\"{INK}\"{weight}");
        text(out, words, at.middle.x, y, &style);
        y += size * LEADING;
    }
    if let Some(detail) = &node.detail {
        let style = format!("font-size=\"{DETAIL_SIZE}\" text-anchor=\"middle\" fill=\"{border}\"");
        text(out, detail, at.middle.x, y - size + DETAIL_SIZE, &style);
    }
    out.push_str("</g>\n");
}

fn relation_words(out: &mut String, edge: &Line, at: Rect) {
    let block = edge.lines.len() as f64 * WORD_SIZE * LEADING;
    let _ = writeln!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" fill=\"#FFFFFF\" fill-opacity=\"0.92\"/>",
        n(at.middle.x - at.width / 2.0 + 1.0),
        n(at.middle.y - block / 2.0),
        n(at.width - 2.0),
        n(block),
    );
    let mut y = at.middle.y - block / 2.0 + WORD_SIZE * 0.95;
    for words in &edge.lines {
        let style = format!("font-size=\"{WORD_SIZE}\" text-anchor=\"middle\" fill=\"{}\"", edge.stroke.colour());
        text(out, words, at.middle.x, y, &style);
        y += WORD_SIZE * LEADING;
    }
}

/// Draws the legend in rows; returns the y below it.
fn legend(out: &mut String, ruler: &Ruler, picture: &Picture, top: f64, width: f64) -> f64 {
    const ROW: f64 = 22.0;
    let (mut x, mut y) = (MARGIN, top);
    let _ = writeln!(
        out,
        "<g class=\"legend\"><path d=\"M{} {}h{}\" stroke=\"#C9CED6\"/>",
        n(MARGIN),
        n(top - 14.0),
        n(width)
    );
    let mut advance = |taken: f64, x: &mut f64| {
        if *x + taken > MARGIN + width && *x > MARGIN {
            (*x, y) = (MARGIN, y + ROW);
        }
        let at = (*x, y);
        *x += taken;
        at
    };
    for family in picture.families() {
        let (at, line) = advance(26.0 + 6.0 + ruler.width(family.label(), NOTE_SIZE, false) + 18.0, &mut x);
        let sample = Rect { middle: Point { x: at + 13.0, y: line }, width: 26.0, height: 14.0 };
        let (fill, border) = family.colours();
        let dashes = if matches!(family, Family::Group | Family::Place) { " stroke-dasharray=\"5 2.5\"" } else { "" };
        let _ = writeln!(
            out,
            "<path d=\"{}\" fill=\"{fill}\" stroke=\"{border}\" stroke-width=\"1.2\"{dashes}/>",
            outline(family, sample)
        );
        text(out, family.label(), at + 32.0, line + 4.0, &format!("font-size=\"{NOTE_SIZE}\" fill=\"{INK}\""));
    }
    if !picture.strokes().is_empty() {
        (x, _) = (f64::MAX, 0);
    }
    for stroke in picture.strokes() {
        let words = format!("{}{}", stroke.sign(), stroke.meaning());
        let taken = 42.0 + 6.0 + ruler.width(&words, NOTE_SIZE, false) + 18.0;
        let (at, line) = advance(taken, &mut x);
        stroke_path(out, &format!("M{} {}h40", n(at), n(line)), stroke);
        arrow(out, stroke, (Point { x: at + 42.0, y: line }, Point { x: 1.0, y: 0.0 }));
        text(out, &words, at + 48.0, line + 4.0, &format!("font-size=\"{NOTE_SIZE}\" fill=\"{}\"", stroke.colour()));
    }
    out.push_str("</g>\n");
    y + ROW
}

/// Writes the notes, broken to the width; returns the y below them.
fn notes(out: &mut String, ruler: &Ruler, picture: &Picture, top: f64, width: f64) -> f64 {
    let mut y = top;
    for note in &picture.notes {
        let mut line = String::new();
        for word in note.split(' ') {
            if !line.is_empty() && ruler.width(&format!("{line} {word}"), NOTE_SIZE, false) > width {
                y += NOTE_SIZE * 1.35;
                text(out, &line, MARGIN, y, &format!("font-size=\"{NOTE_SIZE}\" fill=\"{QUIET}\""));
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        y += NOTE_SIZE * 1.35;
        text(out, &line, MARGIN, y, &format!("font-size=\"{NOTE_SIZE}\" fill=\"{QUIET}\""));
    }
    y
}

fn text(out: &mut String, words: &str, x: f64, y: f64, style: &str) {
    let _ = writeln!(out, "<text x=\"{}\" y=\"{}\" {style}>{}</text>", n(x), n(y), escape(words));
}
