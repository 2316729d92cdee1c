//! PNG: the SVG rendered by resvg with the embedded typeface, twice as fine as the screen.
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb::Database};

use crate::views::error::ViewError;
use crate::views::picture::Picture;
use crate::views::{font, svg};

/// Pixels on the longer side, at most; larger drawings are scaled down.
const LONGEST: f32 = 6000.0;

/// Renders a picture.
///
/// # Errors
/// When the drawing cannot be rendered, which no known picture causes.
pub fn write(picture: &Picture) -> Result<Vec<u8>, ViewError> {
    let failed = |message: String| ViewError::Encoding { format: "PNG", message };
    let mut fonts = Database::new();
    fonts.load_font_data(font::REGULAR.to_vec());
    fonts.load_font_data(font::BOLD.to_vec());
    let options = Options { font_family: font::FAMILY.into(), fontdb: Arc::new(fonts), ..Options::default() };
    let tree = Tree::from_str(&svg::write(picture), &options).map_err(|e| failed(e.to_string()))?;
    let size = tree.size();
    let scale = (LONGEST / size.width().max(size.height())).min(2.0);
    let (width, height) = ((size.width() * scale).ceil() as u32, (size.height() * scale).ceil() as u32);
    let mut pixels = Pixmap::new(width, height).ok_or_else(|| failed("the drawing is empty or too large".into()))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|e| failed(e.to_string()))
}
