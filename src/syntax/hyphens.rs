//! Which hyphens stay inside a word: after prefixes, in telephone numbers and dates, in given names of two syllables.

/// Parts that the treebanks do not split from the word behind them.
const PREFIXES: &[&str] = &[
    "anti", "arch", "co", "counter", "cross", "de", "e", "ex", "extra", "inter", "intra", "mid", "mini", "multi",
    "neo", "non", "over", "post", "pre", "pro", "pseudo", "psycho", "quasi", "re", "semi", "socio", "sub", "super",
    "supra", "trans", "ultra", "un", "under", "hyper", "proto",
];

/// English words that look like a syllable of a name.
const WORDS: &[&str] = &[
    "ban", "bin", "boat", "but", "day", "den", "fun", "gun", "hit", "hot", "how", "key", "law", "lay", "let", "long",
    "low", "man", "may", "men", "net", "new", "now", "nut", "pan", "pay", "pen", "pin", "pop", "put", "raw", "run",
    "say", "sea", "set", "sit", "six", "son", "song", "sun", "tax", "ten", "tie", "tin", "tip", "ton", "top", "two",
    "way", "win", "you", "out", "one", "am", "an", "at", "at", "in", "it", "on", "up", "us", "we", "he", "me", "be",
    "by", "do", "go", "to", "so", "no", "or", "our", "hour", "year", "too",
];

/// True when the hyphen between `left` (the word so far) and `right` (the rest of the chunk) does not split.
#[must_use]
pub fn keeps(left: &str, right: &str) -> bool {
    let next: &str = right.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if next.is_empty() {
        return false;
    }
    is_prefix(left) || number_code(left, right) || is_given_name(left, next)
}

fn is_prefix(left: &str) -> bool {
    left.len() <= 7 && PREFIXES.iter().any(|p| p.eq_ignore_ascii_case(left))
}

/// Telephone numbers and dates: groups of figures of known lengths.
fn number_code(left: &str, right: &str) -> bool {
    const SHAPES: &[&[usize]] = &[&[3, 4], &[3, 3, 4], &[1, 3, 3, 4], &[2, 2, 4], &[2, 2, 2], &[4, 2, 2], &[5, 4]];
    let whole: &str = &right[..right.len() - right.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-').len()];
    let groups: Vec<usize> = left.split('-').chain(whole.trim_end_matches('-').split('-')).map(str::len).collect();
    left.bytes().all(|b| b.is_ascii_digit() || b == b'-') && SHAPES.contains(&groups.as_slice())
}

/// Korean and Chinese given names in Latin letters: "Jong-un", "Suk-yeol", "Ing-wen".
fn is_given_name(left: &str, next: &str) -> bool {
    let mut letters = left.chars();
    let capital = letters.next().is_some_and(|c| c.is_ascii_uppercase()) && letters.all(|c| c.is_ascii_lowercase());
    let lower = next.bytes().all(|b| b.is_ascii_lowercase());
    // "Jae-in" ends in an English word and "Long-run" begins with one; no name consists of two.
    let english = |w: &str| WORDS.contains(&w.to_ascii_lowercase().as_str());
    capital
        && lower
        && !english(left)
        && (!english(next) || next == "in" || next == "un")
        && is_syllable(&left.to_ascii_lowercase())
        && is_syllable(next)
}

/// Onset, one to three vowels, a coda that Korean or Chinese allows.
fn is_syllable(word: &str) -> bool {
    const ONSETS: &[&str] = &[
        "ch", "sh", "hs", "ts", "tz", "zh", "kh", "kk", "ss", "jj", "tt", "pp", "b", "c", "d", "f", "g", "h", "j", "k",
        "l", "m", "n", "p", "q", "r", "s", "t", "x", "z", "",
    ];
    const CODAS: &[&str] = &["", "n", "ng", "k", "l", "m", "p", "t", "h", "r", "ck", "b"];
    (2..=6).contains(&word.len())
        && ONSETS.iter().any(|onset| {
            word.strip_prefix(onset).is_some_and(|rest| {
                let vowels = rest.bytes().take_while(|b| b"aeiouwy".contains(b)).count();
                (1..=4).contains(&vowels) && CODAS.contains(&&rest[vowels..])
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_stay_whole() {
        for (left, right) in [
            ("Jong", "un"),
            ("Suk", "yeol"),
            ("Jae", "in"),
            ("Ing", "wen"),
            ("Geun", "hye"),
            ("Kai", "shek"),
            ("Jae", "myung"),
        ] {
            assert!(keeps(left, right), "{left}-{right}");
        }
        for (left, right) in [
            ("Long", "run"),
            ("Run", "up"),
            ("Low", "key"),
            ("Built", "in"),
            ("State", "run"),
            ("Japan", "Korea"),
            ("China", "led"),
        ] {
            assert!(!keeps(left, right), "{left}-{right}");
        }
    }

    #[test]
    fn prefixes_and_numbers() {
        for (left, right) in [
            ("anti", "ship"),
            ("Post", "war"),
            ("e", "mail"),
            ("713", "853-3989"),
            ("11", "20-2000"),
            ("713-853", "3989"),
        ] {
            assert!(keeps(left, right), "{left}-{right}");
        }
        for (left, right) in
            [("like", "minded"), ("1990", "2000"), ("self", "defense"), ("pre", ""), ("vice", "president")]
        {
            assert!(!keeps(left, right), "{left}-{right}");
        }
    }
}
