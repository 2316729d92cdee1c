//! What the network sees of a token: a word key and hashed features of its form.
//!
//! `training/features.py` computes the same numbers; the stored test vectors keep both honest.

/// Rows of the table of hashed features.
pub(super) const BUCKETS: usize = 1 << 15;
/// Hashed features of a token: form, three prefixes, five suffixes, shape, casing of the sentence.
pub(super) const SLOTS: usize = 11;

/// What one token looks up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TokenInput {
    /// Key into the table of words.
    pub word: u32,
    /// Rows of the table of hashed features.
    pub hashed: [u16; SLOTS],
}

/// Buffers for the folded spellings of one token.
#[derive(Debug, Default, Clone)]
pub(super) struct Spelling {
    cased: String,
    lower: String,
    shape: String,
    bounds: Vec<usize>,
}

/// FNV-1a over the salt and the bytes, finished by a multiply-xorshift mix.
fn hash(salt: u8, text: &str) -> u64 {
    let step = |value: u64, byte: u8| (value ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    let mut value = text.bytes().fold(step(0xCBF2_9CE4_8422_2325, salt), step);
    value ^= value >> 32;
    value = value.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    value ^ (value >> 29)
}

fn bucket(salt: u8, text: &str) -> u16 {
    (hash(salt, text) >> 49) as u16
}

impl Spelling {
    /// Reads one form: quotes and dashes to ASCII, digits to 0, then lower case, shape and hashes.
    pub fn read(&mut self, form: &str, casing_row: u16) -> TokenInput {
        self.fold(form);
        let mut hashed = [casing_row; SLOTS];
        hashed[0] = bucket(1, &self.cased);
        let characters = self.bounds.len() - 1;
        for (slot, n) in (1..).zip([2, 3, 4]) {
            hashed[slot] = bucket(n as u8, &self.lower[..self.bounds[characters.min(n)]]);
        }
        for (slot, n) in (4..).zip(1..=5) {
            hashed[slot] = bucket(10 + n as u8, &self.lower[self.bounds[characters.saturating_sub(n)]..]);
        }
        hashed[9] = bucket(20, &self.shape);
        TokenInput { word: (hash(0, &self.lower) >> 32) as u32, hashed }
    }

    fn fold(&mut self, form: &str) {
        self.cased.clear();
        for c in form.chars() {
            match c {
                '“' | '”' | '„' | '‟' | '«' | '»' | '″' => self.cased.push('"'),
                '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' => self.cased.push('\''),
                '–' | '‐' | '‑' | '−' | '‒' => self.cased.push('-'),
                '—' | '―' => self.cased.push_str("--"),
                '…' => self.cased.push_str("..."),
                '0'..='9' => self.cased.push('0'),
                _ => self.cased.push(c),
            }
        }
        self.lower.clear();
        if self.cased.is_ascii() {
            self.lower.extend(self.cased.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            self.lower.push_str(&self.cased.to_lowercase());
        }
        self.bounds.clear();
        self.bounds.extend(self.lower.char_indices().map(|(at, _)| at));
        self.bounds.push(self.lower.len());
        write_shape(&self.cased, &mut self.shape);
    }
}

/// Characters as X, x or themselves; runs longer than two are cut to two, the whole to twelve.
fn write_shape(text: &str, shape: &mut String) {
    shape.clear();
    let (mut last, mut run, mut length) = ('\0', 0, 0);
    for c in text.chars() {
        let kind = if c.is_uppercase() {
            'X'
        } else if c.is_alphabetic() {
            'x'
        } else {
            c
        };
        run = if kind == last { run + 1 } else { 1 };
        last = kind;
        if run <= 2 && length < 12 {
            shape.push(kind);
            length += 1;
        }
    }
}

/// Rows for the first and for every other token: all capitals, title case or ordinary.
pub(super) fn casing_rows(forms: &[&str]) -> (u16, u16) {
    match sentence_casing(forms) {
        'U' => (bucket(21, "U1"), bucket(21, "U0")),
        'T' => (bucket(21, "T1"), bucket(21, "T0")),
        _ => (bucket(21, "n1"), bucket(21, "n0")),
    }
}

fn sentence_casing(forms: &[&str]) -> char {
    let (mut words, mut longer, mut capitals, mut any_lower) = (0, 0, 0, false);
    for form in forms {
        let Some(first) = form.chars().next() else { continue };
        if !first.is_alphabetic() || !(first.is_uppercase() || first.is_lowercase()) {
            continue;
        }
        words += 1;
        any_lower = any_lower || form.chars().any(char::is_lowercase);
        if form.chars().nth(3).is_some() {
            longer += 1;
            capitals += usize::from(first.is_uppercase());
        }
    }
    match (words, any_lower) {
        (0 | 1, _) => 'n',
        (_, false) => 'U',
        _ if longer >= 2 && 5 * capitals >= 4 * longer => 'T',
        _ => 'n',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curly_and_straight_spellings_are_one() {
        let mut spelling = Spelling::default();
        assert_eq!(spelling.read("n’t", 7), spelling.read("n't", 7));
        assert_eq!(spelling.read("1960", 7).hashed[0], spelling.read("2024", 7).hashed[0]);
        assert_ne!(spelling.read("Korea", 7).hashed[0], spelling.read("korea", 7).hashed[0]);
        assert_eq!(spelling.read("Korea", 7).word, spelling.read("KOREA", 7).word);
    }

    #[test]
    fn headings_are_seen_by_their_casing() {
        assert_eq!(sentence_casing(&["THE", "WHITE", "HOUSE"]), 'U');
        assert_eq!(sentence_casing(&["Relations", "after", "the", "Summit"]), 'n');
        assert_eq!(sentence_casing(&["Japan", "-", "Korea", "Relations"]), 'T');
        assert_eq!(sentence_casing(&[]), 'n');
    }

    #[test]
    fn an_empty_form_has_features() {
        assert_eq!(Spelling::default().read("", 3).hashed[10], 3);
    }
}
