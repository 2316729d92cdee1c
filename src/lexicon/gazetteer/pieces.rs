//! Surface forms cut into pieces, so that a table's spelling meets a text's tokens whatever the tokenisation.
//!
//! Dots and inner apostrophes vanish, accents and typographic variants are undone, hyphens separate without being pieces
//! themselves. `U.S.–Japan` is [`US`, `Japan`]; `People’s` is [`People`, `'s`]. Letter case is kept.
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Hands the pieces of a stretch of text to `emit`, in order; the text may hold spaces.
pub fn pieces(text: &str, emit: &mut impl FnMut(&str)) {
    for word in text.split_whitespace() {
        if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
            emit(word);
        } else {
            pieces_of_word(word, emit);
        }
    }
}

fn pieces_of_word(text: &str, emit: &mut impl FnMut(&str)) {
    let chars: Vec<char> = text.nfd().filter(|c| !is_combining_mark(*c)).map(plain).collect();
    let mut piece = String::new();
    let mut flush = |piece: &mut String| {
        if !piece.is_empty() {
            emit(piece);
            piece.clear();
        }
    };
    for (i, c) in chars.iter().enumerate() {
        let next = chars.get(i + 1).copied();
        let ends = |at: usize| chars.get(at).is_none_or(|c| c.is_whitespace());
        match c {
            '.' => {}
            '\'' if next.is_some_and(|n| n.eq_ignore_ascii_case(&'s')) && ends(i + 2) => {
                flush(&mut piece);
                piece.push('\'');
            }
            '\'' if ends(i + 1) => {
                flush(&mut piece);
                piece.push('\'');
                flush(&mut piece);
            }
            '\'' => {}
            '-' => flush(&mut piece),
            c if c.is_whitespace() => flush(&mut piece),
            c if c.is_alphanumeric() => piece.push(*c),
            c => {
                flush(&mut piece);
                piece.push(*c);
                flush(&mut piece);
            }
        }
    }
    flush(&mut piece);
}

/// True for a token that is only a dash or hyphen.
#[must_use]
pub fn is_dash(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| plain(c) == '-')
}

fn plain(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        '\u{2010}'..='\u{2015}' | '−' => '-',
        'ı' => 'i',
        'ł' => 'l',
        'Ł' => 'L',
        'ø' => 'o',
        'Ø' => 'O',
        'đ' => 'd',
        'Đ' => 'D',
        '\u{a0}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        pieces(text, &mut |p| found.push(p.to_owned()));
        found
    }

    #[test]
    fn spelling_variants_meet() {
        assert_eq!(cut("U.S.–Japan"), ["US", "Japan"]);
        assert_eq!(cut("People’s Republic"), cut("People's Republic"));
        assert_eq!(cut("People's Republic"), ["People", "'s", "Republic"]);
        assert_eq!(cut("Côte d’Ivoire"), ["Cote", "dIvoire"]);
        assert_eq!(cut("United States'"), ["United", "States", "'"]);
        assert_eq!(cut("Washington, D.C."), ["Washington", ",", "DC"]);
        assert_eq!(cut("Indo-Pacific"), cut("Indo Pacific"));
        assert!(cut("–").is_empty() && is_dash("–") && !is_dash(""));
    }
}
