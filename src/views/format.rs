//! The formats a view can be written in: the list that whoever adds the next one walks through.
use std::str::FromStr;

use crate::views::error::ViewError;
use crate::views::explorer::{Texts, explorer};
use crate::views::graph_view::GraphView;
use crate::views::material::Material;
use crate::views::options::{PICTURE_LIMIT, ViewOptions};
use crate::views::picture::Picture;
use crate::views::{
    cypher, cytoscape, dot, gexf, graphml, graphology, jgf, markdown, mermaid, node_link, png, svg, table, yed,
};

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Graphviz DOT.
    Dot,
    /// Scalable picture.
    Svg,
    /// Picture in pixels.
    Png,
    /// Mermaid flowchart.
    Mermaid,
    /// GraphML with yEd's drawing.
    Yed,
    /// GraphML.
    Graphml,
    /// GEXF 1.3.
    Gexf,
    /// Cytoscape JSON.
    Cytoscape,
    /// Node-link JSON.
    NodeLink,
    /// graphology JSON.
    Graphology,
    /// JSON Graph Format.
    Jgf,
    /// Edges as CSV.
    Csv,
    /// Nodes as CSV.
    CsvNodes,
    /// Relationships for Neo4j's importer.
    Neo4j,
    /// Nodes for Neo4j's importer.
    Neo4jNodes,
    /// Cypher script.
    Cypher,
    /// Markdown report.
    Markdown,
    /// The explorer, one page.
    Html,
}

impl Format {
    /// All, with the name on the command line and the extension of files. Of formats that share an extension the first is
    /// taken for it.
    pub const ALL: [(Self, &'static str, &'static str); 18] = [
        (Self::Dot, "dot", "dot"),
        (Self::Svg, "svg", "svg"),
        (Self::Png, "png", "png"),
        (Self::Mermaid, "mermaid", "mmd"),
        (Self::Graphml, "graphml", "graphml"),
        (Self::Yed, "yed", "graphml"),
        (Self::Gexf, "gexf", "gexf"),
        (Self::Cytoscape, "cytoscape", "cyjs"),
        (Self::NodeLink, "node-link", "json"),
        (Self::Graphology, "graphology", "json"),
        (Self::Jgf, "jgf", "jgf"),
        (Self::Csv, "csv", "csv"),
        (Self::CsvNodes, "csv-nodes", "csv"),
        (Self::Neo4j, "neo4j", "csv"),
        (Self::Neo4jNodes, "neo4j-nodes", "csv"),
        (Self::Cypher, "cypher", "cypher"),
        (Self::Markdown, "markdown", "md"),
        (Self::Html, "html", "html"),
    ];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(format, ..)| *format == self).map_or("", |(_, name, _)| name)
    }

    /// The extension of files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        Self::ALL.iter().find(|(format, ..)| *format == self).map_or("", |(.., extension)| extension)
    }

    /// The format that files of an extension have.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        let lower = extension.to_ascii_lowercase();
        Self::ALL.iter().find(|(_, _, known)| *known == lower).map(|(format, ..)| *format)
    }

    /// Entities shown when the user names no number.
    fn limit(self) -> Option<usize> {
        matches!(self, Self::Dot | Self::Svg | Self::Png | Self::Mermaid | Self::Yed).then_some(PICTURE_LIMIT)
    }
}

impl FromStr for Format {
    type Err = ViewError;

    fn from_str(text: &str) -> Result<Self, ViewError> {
        let found = Self::ALL.iter().find(|(_, name, _)| *name == text);
        found.map(|(format, ..)| *format).ok_or_else(|| ViewError::Unknown {
            what: "format",
            asked: text.into(),
            known: Self::ALL.iter().map(|(_, name, _)| (*name).to_owned()).collect(),
        })
    }
}

/// Writes a view of a collection in a format. Equal input gives equal bytes.
///
/// # Errors
/// When the options name what is not there, or the format cannot hold the view.
pub fn export(format: Format, material: Material<'_>, options: &ViewOptions) -> Result<Vec<u8>, ViewError> {
    if format == Format::Html {
        return explorer(material, &Texts::new(), options).map(String::into_bytes);
    }
    write(format, &GraphView::new(material, options, format.limit())?)
}

/// Writes the files that a format consists of when it is given a folder: name and bytes, sorted by name.
///
/// # Errors
/// As [`export`].
pub fn export_folder(
    format: Format,
    material: Material<'_>,
    options: &ViewOptions,
) -> Result<Vec<(String, Vec<u8>)>, ViewError> {
    let view = GraphView::new(material, options, format.limit())?;
    match format {
        Format::Html => Ok(vec![("explorer.html".into(), export(format, material, options)?)]),
        Format::Markdown => Ok(markdown::vault(&view).into_iter().map(|(name, t)| (name, t.into_bytes())).collect()),
        Format::Csv | Format::CsvNodes => {
            Ok(vec![("edges.csv".into(), table::edges(&view)?), ("nodes.csv".into(), table::nodes(&view)?)])
        }
        Format::Neo4j | Format::Neo4jNodes => Ok(vec![
            ("nodes.csv".into(), table::neo4j_nodes(&view)?),
            ("relationships.csv".into(), table::neo4j_relationships(&view)?),
        ]),
        _ => Ok(vec![(format!("graph.{}", format.extension()), write(format, &view)?)]),
    }
}

fn write(format: Format, view: &GraphView<'_>) -> Result<Vec<u8>, ViewError> {
    let text = match format {
        // Made from the records, not from a view: see `export`.
        Format::Html => return Ok(Vec::new()),
        Format::Png => return png::write(&Picture::new(view)),
        Format::Csv => return table::edges(view),
        Format::CsvNodes => return table::nodes(view),
        Format::Neo4j => return table::neo4j_relationships(view),
        Format::Neo4jNodes => return table::neo4j_nodes(view),
        Format::Dot => dot::write(&Picture::new(view)),
        Format::Svg => svg::write(&Picture::new(view)),
        Format::Mermaid => mermaid::write(&Picture::new(view)),
        Format::Yed => yed::write(&Picture::new(view)),
        Format::Graphml => graphml::write(view),
        Format::Gexf => gexf::write(view),
        Format::Cytoscape => cytoscape::write(view),
        Format::NodeLink => node_link::write(view),
        Format::Graphology => graphology::write(view),
        Format::Jgf => jgf::write(view),
        Format::Cypher => cypher::write(view),
        Format::Markdown => markdown::report(view),
    };
    Ok(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::collection::Collection;
    use crate::views::fixture;
    use crate::views::options::{Answer, Filter, Selection};

    fn collection() -> Collection {
        let records = fixture::records();
        Collection {
            documents: records.documents,
            entities: records.entities,
            claims: records.claims,
            ..Collection::default()
        }
    }

    fn made(format: Format, collection: &Collection, options: &ViewOptions) -> Result<Vec<u8>, ViewError> {
        export(format, Material::new(collection, fixture::ontology()), options)
    }

    fn all() -> ViewOptions {
        ViewOptions { filter: Filter { all: true, fallback: true, ..Filter::default() }, ..ViewOptions::default() }
    }

    #[test]
    fn every_claim_between_nodes_is_in_every_format_by_its_id() {
        let collection = collection();
        for (format, name, _) in Format::ALL {
            if matches!(format, Format::Png | Format::CsvNodes | Format::Neo4jNodes) {
                continue;
            }
            let text = String::from_utf8(made(format, &collection, &all()).unwrap()).unwrap();
            for claim in &collection.claims[..15] {
                assert!(text.contains(&claim.id), "{name} lacks {}", claim.id);
            }
        }
    }

    #[test]
    fn equal_input_gives_equal_bytes_whatever_its_order() {
        let one = collection();
        let mut other = one.clone();
        other.claims.reverse();
        other.entities.reverse();
        other.documents.reverse();
        for (format, name, _) in Format::ALL {
            assert!(made(format, &one, &all()) == made(format, &other, &all()), "{name}");
        }
    }

    #[test]
    fn nothing_to_show_is_still_a_file() {
        let empty = ViewOptions { selection: Selection::Answer(Answer::default()), ..ViewOptions::default() };
        for (format, name, _) in Format::ALL {
            for collection in [&Collection::default(), &collection()] {
                assert!(made(format, collection, &empty).is_ok_and(|bytes| !bytes.is_empty()), "{name}");
            }
        }
    }

    #[test]
    fn names_and_extensions_lead_back() {
        for (format, name, extension) in Format::ALL {
            assert_eq!(name.parse::<Format>().unwrap(), format);
            assert!(Format::of_extension(extension).is_some());
        }
    }

    /// Writes the fixture in every format for the real tools: `cargo test --lib views_for_tools -- --ignored`.
    #[test]
    #[ignore = "writes files for tests/tools/read_views.sh, which runs it"]
    fn views_for_tools() {
        let folder = std::path::PathBuf::from(std::env::var("ENTENTE_VIEWS").expect("ENTENTE_VIEWS names a folder"));
        std::fs::create_dir_all(&folder).unwrap();
        for (format, name, extension) in Format::ALL {
            let bytes = made(format, &collection(), &all()).unwrap();
            std::fs::write(folder.join(format!("fixture-{name}.{extension}")), bytes).unwrap();
        }
    }
}
