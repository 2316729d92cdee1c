//! Lemmas by edit script: a casing, a number of characters cut from the end, a suffix put there.
use smol_str::{SmolStr, SmolStrBuilder};

/// How a form becomes its lemma.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Script {
    casing: Casing,
    cut: usize,
    suffix: SmolStr,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Casing {
    Lower,
    Kept,
    Title,
}

impl Script {
    /// Reads `L 3 y`: casing, characters cut, suffix.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ' ');
        let casing = match parts.next()? {
            "L" => Casing::Lower,
            "K" => Casing::Kept,
            "T" => Casing::Title,
            _ => return None,
        };
        Some(Self { casing, cut: parts.next()?.parse().ok()?, suffix: parts.next()?.into() })
    }

    /// The lemma of a form; the form itself where the script would leave nothing.
    pub fn apply(&self, form: &str) -> SmolStr {
        let base = self.casing.apply(form);
        let kept = match self.cut {
            0 => base.len(),
            cut => base.char_indices().rev().nth(cut - 1).map_or(0, |(at, _)| at),
        };
        let mut lemma = SmolStrBuilder::new();
        lemma.push_str(&base[..kept]);
        lemma.push_str(&self.suffix);
        let lemma = lemma.finish();
        if lemma.is_empty() { base } else { lemma }
    }
}

impl Casing {
    fn apply(self, form: &str) -> SmolStr {
        let mut base = SmolStrBuilder::new();
        for (i, c) in straight(form).enumerate() {
            match (self, i) {
                (Self::Kept, _) => base.push(c),
                (Self::Title, 0) => c.to_uppercase().for_each(|c| base.push(c)),
                _ => c.to_lowercase().for_each(|c| base.push(c)),
            }
        }
        base.finish()
    }
}

fn straight(form: &str) -> impl Iterator<Item = char> {
    form.chars().map(|c| if matches!(c, '’' | '‘') { '\'' } else { c })
}

/// The key of irregular lemmas: lower case, straight apostrophes.
pub(super) fn lower(form: &str) -> SmolStr {
    Casing::Lower.apply(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma(script: &str, form: &str) -> SmolStr {
        Script::parse(script).unwrap().apply(form)
    }

    #[test]
    fn scripts_cut_and_add() {
        assert_eq!(lemma("L 3 y", "Countries"), "country");
        assert_eq!(lemma("K 0 ", "Tokyo"), "Tokyo");
        assert_eq!(lemma("T 0 ", "TOKUCHI"), "Tokuchi");
        assert_eq!(lemma("L 3 not", "n’t"), "not");
        assert_eq!(lemma("L 9 be", "is"), "be");
    }

    #[test]
    fn a_script_never_leaves_nothing() {
        assert_eq!(lemma("L 4 ", "s"), "s");
        assert_eq!(lemma("L 4 ", ""), "");
        assert!(Script::parse("Q 1 x").is_none());
    }
}
