//! The formats a view can be written in: the list that whoever adds the next one walks through.
use std::str::FromStr;

use crate::views::error::ViewError;
use crate::views::graph_view::GraphView;
use crate::views::material::Material;
use crate::views::options::{PICTURE_LIMIT, ViewOptions};
use crate::views::picture::Picture;
use crate::views::{dot, png, svg};

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Graphviz DOT.
    Dot,
    /// Scalable picture.
    Svg,
    /// Picture in pixels.
    Png,
}

impl Format {
    /// All, with the name on the command line and the extension of files.
    pub const ALL: [(Self, &'static str, &'static str); 3] =
        [(Self::Dot, "dot", "dot"), (Self::Svg, "svg", "svg"), (Self::Png, "png", "png")];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(format, ..)| *format == self).map_or("", |(_, name, _)| name)
    }

    /// The format that files of an extension have.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        let lower = extension.to_ascii_lowercase();
        Self::ALL.iter().find(|(_, _, known)| *known == lower).map(|(format, ..)| *format)
    }

    /// Entities shown when the user names no number.
    fn limit(self) -> Option<usize> {
        match self {
            Self::Dot | Self::Svg | Self::Png => Some(PICTURE_LIMIT),
        }
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

/// Writes a view of the records in a format. Equal input gives equal bytes.
///
/// # Errors
/// When the options name what is not there, or the format cannot hold the view.
pub fn export(format: Format, material: Material<'_>, options: &ViewOptions) -> Result<Vec<u8>, ViewError> {
    let view = GraphView::new(material, options, format.limit())?;
    match format {
        Format::Dot => Ok(dot::write(&Picture::new(&view)).into_bytes()),
        Format::Svg => Ok(svg::write(&Picture::new(&view)).into_bytes()),
        Format::Png => png::write(&Picture::new(&view)),
    }
}
