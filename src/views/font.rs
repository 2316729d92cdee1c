//! The one typeface of pictures, embedded: DejaVu Sans Condensed, with the widths of its letters.
use ttf_parser::Face;

/// Name of the family, as in the font files.
pub const FAMILY: &str = "DejaVu Sans Condensed";

/// The regular face.
pub static REGULAR: &[u8] = include_bytes!("fonts/DejaVuSansCondensed.ttf");

/// The bold face.
pub static BOLD: &[u8] = include_bytes!("fonts/DejaVuSansCondensed-Bold.ttf");

/// Measures text in the embedded faces.
pub struct Ruler {
    faces: [Option<Face<'static>>; 2],
}

impl Default for Ruler {
    fn default() -> Self {
        Self { faces: [Face::parse(REGULAR, 0).ok(), Face::parse(BOLD, 0).ok()] }
    }
}

impl Ruler {
    /// Width of a text at a size, both in points. A letter the face lacks counts one em: what falls in for it is wide.
    #[must_use]
    pub fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let Some(face) = &self.faces[usize::from(bold)] else { return text.chars().count() as f64 * size };
        let em = f64::from(face.units_per_em());
        let advance = |letter| face.glyph_index(letter).and_then(|glyph| face.glyph_hor_advance(glyph));
        let units: f64 = text.chars().map(|letter| advance(letter).map_or(em, f64::from)).sum();
        units / em * size
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::stroke::Stroke;

    #[test]
    fn both_faces_parse_and_bold_is_wider() {
        let ruler = Ruler::default();
        let (plain, bold) = (ruler.width("Japan", 12.0, false), ruler.width("Japan", 12.0, true));
        assert!(plain > 20.0 && bold > plain && bold < 60.0, "{plain} {bold}");
    }

    #[test]
    fn the_signs_of_the_lines_have_glyphs() {
        let face = Face::parse(REGULAR, 0).unwrap();
        for letter in Stroke::ALL.iter().flat_map(|s| s.sign().chars()).chain("×…–“”éłőжΩ".chars()) {
            assert!(face.glyph_index(letter).is_some(), "{letter}");
        }
    }
}
