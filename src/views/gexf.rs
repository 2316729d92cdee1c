//! GEXF 1.3 for Gephi: intervals of full dates on edges, a kind on each so that parallel ones stay apart.
use std::collections::BTreeMap;
use std::fmt::Write;

use petgraph::visit::EdgeRef;

use crate::text::date::PartialDate;
use crate::views::attributes::{self, Attribute, Kind};
use crate::views::graph_view::GraphView;
use crate::views::stroke::Stroke;
use crate::views::vocabulary::local;
use crate::views::xml::escape;

/// Writes a view as GEXF.
#[must_use]
pub fn write(view: &GraphView<'_>) -> String {
    let dated = view.graph.edge_weights().any(|edge| !edge.period.is_unknown());
    let mode =
        if dated { "mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\"" } else { "mode=\"static\"" };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" \
         version=\"1.3\">\n  <meta>\n    <creator>Entente</creator>\n    <title>{}</title>\n    <description>{}</description>\n  \
         </meta>\n  <graph defaultedgetype=\"directed\" {mode}>\n",
        escape(&view.title),
        escape(&view.account.sentences().join(" ")),
    );
    declare(&mut out, "node", attributes::NODE);
    declare(&mut out, "edge", attributes::EDGE);
    out.push_str("    <nodes>\n");
    for node in view.graph.node_weights() {
        let _ = writeln!(out, "      <node id=\"{}\" label=\"{}\">", escape(&node.thing.id), escape(&node.thing.label));
        values(&mut out, attributes::NODE, attributes::of_node(node));
        let _ = writeln!(out, "        {}\n      </node>", colour(node.family.colours().1));
    }
    out.push_str("    </nodes>\n    <edges>\n");
    let mut kinds: BTreeMap<(usize, usize, &str), usize> = BTreeMap::new();
    for edge in view.graph.edge_references() {
        let claim = edge.weight().claim;
        let name = local(&claim.predicate);
        let parallel = kinds.entry((edge.source().index(), edge.target().index(), name)).or_default();
        *parallel += 1;
        let kind = if *parallel > 1 { format!("{name} {parallel}") } else { name.to_owned() };
        let period = edge.weight().period;
        let start = period.from.map_or(String::new(), |date| format!(" start=\"{}\"", first_day(date)));
        let end = period.to.map_or(String::new(), |date| format!(" end=\"{}\"", last_day(date)));
        let _ = writeln!(
            out,
            "      <edge id=\"{}\" source=\"{}\" target=\"{}\" type=\"directed\" label=\"{}\" kind=\"{kind}\" weight=\"{}\"{start}{end}>",
            escape(&claim.id),
            escape(&view.graph[edge.source()].thing.id),
            escape(&view.graph[edge.target()].thing.id),
            name,
            edge.weight().sentences,
        );
        values(&mut out, attributes::EDGE, attributes::of_edge(view, edge.weight()));
        let stroke = Stroke::of(view.vocabulary.tone(&claim.predicate), claim.modality, claim.polarity);
        let _ = writeln!(out, "        {}\n      </edge>", colour(stroke.colour()));
    }
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    out
}

fn declare(out: &mut String, class: &str, declared: &[(&str, Kind)]) {
    let _ = writeln!(out, "    <attributes class=\"{class}\" mode=\"static\">");
    for (number, (name, kind)) in declared.iter().enumerate() {
        let kind = match kind {
            Kind::Text => "string",
            Kind::Integer => "integer",
            Kind::Number => "double",
            Kind::Boolean => "boolean",
        };
        let _ = writeln!(out, "      <attribute id=\"{number}\" title=\"{name}\" type=\"{kind}\"/>");
    }
    out.push_str("    </attributes>\n");
}

fn values(out: &mut String, declared: &[(&str, Kind)], values: Vec<Attribute>) {
    out.push_str("        <attvalues>\n");
    for (name, value) in values {
        if let Some(number) = declared.iter().position(|(known, _)| *known == name) {
            let text = escape(&attributes::plain(&value));
            let _ = writeln!(out, "          <attvalue for=\"{number}\" value=\"{text}\"/>");
        }
    }
    out.push_str("        </attvalues>\n");
}

fn colour(hex: &str) -> String {
    let part = |at: usize| hex.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok()).unwrap_or(0);
    format!("<viz:color r=\"{}\" g=\"{}\" b=\"{}\"/>", part(1), part(3), part(5))
}

/// The first day a date may mean.
fn first_day(date: PartialDate) -> PartialDate {
    PartialDate { year: date.year, month: date.month.max(1), day: date.day.max(1) }
}

/// The last day a date may mean.
fn last_day(date: PartialDate) -> PartialDate {
    let month = if date.month == 0 { 12 } else { date.month };
    let longest = (28..=31).rev().find(|day| PartialDate::new(date.year, month, *day).is_some()).unwrap_or(28);
    PartialDate { year: date.year, month, day: if date.day == 0 { longest } else { date.day } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_full() {
        let date = |text: &str| text.parse::<PartialDate>().unwrap();
        assert_eq!(first_day(date("2024-02")).to_string(), "2024-02-01");
        assert_eq!(last_day(date("2024-02")).to_string(), "2024-02-29");
        assert_eq!(last_day(date("2023")).to_string(), "2023-12-31");
    }
}
