//! Tables for people: columns aligned by what a terminal shows.
use std::fmt::Write;

use unicode_segmentation::UnicodeSegmentation;

/// Rows under headings, columns two spaces apart; line ends in cells become visible.
#[must_use]
pub fn render(headings: &[String], rows: &[Vec<String>]) -> String {
    let clean: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| one_line(cell)).collect()).collect();
    let width = |column: usize| {
        let cells = clean.iter().filter_map(|row| row.get(column)).map(|cell| columns(cell));
        cells.chain([columns(&headings[column])]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..headings.len()).map(width).collect();
    let mut text = String::new();
    line(&mut text, headings, &widths);
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    line(&mut text, &rule, &widths);
    clean.iter().for_each(|row| line(&mut text, row, &widths));
    text
}

fn line(text: &mut String, cells: &[String], widths: &[usize]) {
    let mut row = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        let _ = write!(row, "{cell}{}  ", " ".repeat(width.saturating_sub(columns(cell))));
    }
    text.push_str(row.trim_end());
    text.push('\n');
}

fn one_line(cell: &str) -> String {
    cell.replace('\r', "").replace('\n', "⏎").replace('\t', " ")
}

/// Columns that a terminal gives to a text: two for East Asian wide characters.
fn columns(text: &str) -> usize {
    text.graphemes(true).map(|g| 1 + usize::from(g.chars().next().is_some_and(is_wide))).sum()
}

fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1F64F | 0x20000..=0x3FFFD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let rows = vec![vec!["日本".to_owned(), "1".to_owned()], vec!["Türkiye".to_owned(), "a\nb".to_owned()]];
        let text = render(&["name".to_owned(), "n".to_owned()], &rows);
        assert_eq!(text, "name     n\n───────  ───\n日本     1\nTürkiye  a⏎b\n");
    }
}
