//! Labels broken into short lines, the way a box in a drawing needs them.

/// Letters a line should hold at most.
pub const LINE: usize = 16;

/// Breaks a label at spaces, slashes and hyphens into lines of about [`LINE`] letters; words longer than that stay whole up
/// to 22 letters. Beyond `most` lines the rest is an ellipsis. Control characters become spaces. Never empty.
#[must_use]
pub fn wrap(label: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(label) {
        let joined = length(&line) + length(piece.trim_end());
        if !line.is_empty() && joined > LINE {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(&piece);
    }
    lines.push(line);
    let mut lines: Vec<String> =
        lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while length(last) >= LINE {
                last.pop();
            }
            last.push('…');
        }
    }
    if lines.is_empty() {
        lines.push("—".into());
    }
    lines
}

/// A label on one line of at most `most` letters.
#[must_use]
pub fn shorten(label: &str, most: usize) -> String {
    let flat: String = label.split_whitespace().collect::<Vec<_>>().join(" ");
    if length(&flat) <= most {
        return flat;
    }
    let cut: String = flat.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// Parts that may stand at the end of a line, each with the space or sign that ends it.
fn pieces(label: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    for letter in label.chars() {
        let letter = if letter.is_control() { ' ' } else { letter };
        part.push(letter);
        let full = length(&part) >= 22;
        if letter.is_whitespace() || full || (matches!(letter, '-' | '–' | '/') && length(&part) > 4) {
            parts.push(std::mem::take(&mut part));
        }
    }
    parts.push(part);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("Treaty of Mutual Cooperation", 4), ["Treaty of Mutual", "Cooperation"]);
        assert_eq!(wrap("Indo-Pacific", 4), ["Indo-Pacific"]);
        assert_eq!(wrap("Japan–South Korea summit", 4), ["Japan–South", "Korea summit"]);
    }

    #[test]
    fn nothing_is_unbounded() {
        assert_eq!(wrap("one two three four five six seven eight nine ten eleven twelve", 2).len(), 2);
        assert!(wrap(&"x".repeat(500), 3).iter().all(|line| line.chars().count() <= 23));
        assert_eq!(wrap(" \n\t ", 3), ["—"]);
    }
}
