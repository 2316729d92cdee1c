//! Identities of entities that the lexicon does not know: readable IRIs derived from content, never from reading order.
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const LONGEST: usize = 80;

/// A readable last part of an IRI: lower-case ASCII letters, digits and single hyphens; a hash where no letter is left.
pub(super) fn slug(label: &str) -> String {
    let mut slug = String::with_capacity(label.len());
    for c in label.nfd().filter(|c| !is_combining_mark(*c)) {
        match plain(c) {
            Some(text) => slug.push_str(&text),
            None if matches!(c, '.' | '\'' | '’' | '‘') => {}
            None if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
            None => {}
        }
    }
    if slug.len() > LONGEST {
        let cut = slug[..LONGEST].rfind('-').unwrap_or(LONGEST);
        let tail = digest(label);
        slug.truncate(cut);
        slug.push('-');
        slug.push_str(&tail);
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { digest(label) } else { slug.to_owned() }
}

/// ASCII letters and digits for a character.
fn plain(c: char) -> Option<String> {
    match c {
        'a'..='z' | '0'..='9' => Some(c.to_string()),
        'A'..='Z' => Some(c.to_ascii_lowercase().to_string()),
        'ß' => Some("ss".into()),
        'ø' | 'Ø' => Some("o".into()),
        'ł' | 'Ł' => Some("l".into()),
        'đ' | 'Đ' => Some("d".into()),
        'ı' => Some("i".into()),
        'æ' | 'Æ' => Some("ae".into()),
        'œ' | 'Œ' => Some("oe".into()),
        _ => None,
    }
}

/// Eight hexadecimal digits of a text's SHA-256.
fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(4).map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_readable_and_safe() {
        assert_eq!(slug("North Korea’s nuclear programme"), "north-koreas-nuclear-programme");
        assert_eq!(slug("Étienne-François (duc)"), "etienne-francois-duc");
        assert_eq!(slug("U.S.–Japan"), "us-japan");
        assert_eq!(slug("条約").len(), 8);
        assert_ne!(slug("条約"), slug("協定"));
        let long = slug(&"very ".repeat(40));
        assert!(long.len() <= LONGEST + 9 && long.starts_with("very-very"));
    }

    proptest::proptest! {
        #[test]
        fn any_label_gives_a_path_segment(label in "\\PC{0,120}") {
            let slug = slug(&label);
            proptest::prop_assert!(!slug.is_empty());
            proptest::prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        }
    }
}
