//! Longest match of piece sequences: a trie over interned pieces, walked once a token.
use std::collections::HashMap;

use smol_str::SmolStr;

use super::pieces::{is_dash, pieces};

/// Number of a piece in the vocabulary; 0 is "no form has it".
pub type PieceId = u32;

/// Where a piece came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Its number.
    pub id: PieceId,
    /// Its number in lower case, when a sentence-initial or all-capital form may stand for it; else `id`.
    pub folded: PieceId,
    /// Token that holds it.
    pub token: u32,
    /// True for the first piece of its token.
    pub first: bool,
    /// True for the last piece of its token.
    pub last: bool,
}

/// Forms and what they stand for.
#[derive(Debug, Clone)]
pub struct Trie<T> {
    vocabulary: HashMap<SmolStr, PieceId>,
    edges: HashMap<(u32, PieceId), u32>,
    values: Vec<Vec<T>>,
    fold: bool,
}

impl<T> Trie<T> {
    /// An empty trie; with `fold` letter case does not matter.
    #[must_use]
    pub fn new(fold: bool) -> Self {
        Self { vocabulary: HashMap::new(), edges: HashMap::new(), values: vec![Vec::new()], fold }
    }

    /// Adds a form; a form without pieces is ignored.
    pub fn insert(&mut self, form: &str, value: T) {
        let mut node = 0;
        let (vocabulary, edges, values, fold) = (&mut self.vocabulary, &mut self.edges, &mut self.values, self.fold);
        pieces(form, &mut |piece| {
            let piece = if fold { SmolStr::from(piece.to_lowercase()) } else { SmolStr::new(piece) };
            let fresh = vocabulary.len() as PieceId + 1;
            let id = *vocabulary.entry(piece).or_insert(fresh);
            node = *edges.entry((node, id)).or_insert_with(|| {
                values.push(Vec::new());
                values.len() as u32 - 1
            });
        });
        if node != 0 {
            self.values[node as usize].push(value);
        }
    }

    /// The values of exactly this form.
    #[must_use]
    pub fn exact(&self, form: &str) -> &[T] {
        let mut node = Some(0);
        pieces(form, &mut |piece| {
            let id = if self.fold { self.id(&piece.to_lowercase()) } else { self.id(piece) };
            node = node.and_then(|n| self.edges.get(&(n, id)).copied());
        });
        node.filter(|n| *n != 0).map_or(&[], |n| &self.values[n as usize])
    }

    fn id(&self, piece: &str) -> PieceId {
        self.vocabulary.get(piece).copied().unwrap_or(0)
    }

    /// Cuts a sentence into numbered pieces. `tokens` gives each token's form and whether white space precedes it.
    #[must_use]
    pub fn cut<'t>(&self, tokens: impl Iterator<Item = (&'t str, bool)>) -> Vec<Piece> {
        let mut cut = Vec::new();
        for (token, (form, spaced)) in tokens.enumerate() {
            let token = token as u32;
            if is_dash(form) {
                if spaced {
                    cut.push(Piece { id: 0, folded: 0, token, first: true, last: true });
                }
                continue;
            }
            let start = cut.len();
            pieces(form, &mut |piece| {
                let (id, folded) = self.numbers(piece, token == 0);
                cut.push(Piece { id, folded, token, first: false, last: false });
            });
            if let Some(first) = cut.get_mut(start) {
                first.first = true;
            }
            if cut.len() > start
                && let Some(last) = cut.last_mut()
            {
                last.last = true;
            }
        }
        cut
    }

    /// The piece as written, and as it would be written inside a sentence in normal case.
    fn numbers(&self, piece: &str, initial: bool) -> (PieceId, PieceId) {
        if self.fold {
            let id = if piece.bytes().any(|b| b.is_ascii_uppercase()) {
                self.id(&piece.to_lowercase())
            } else {
                self.id(piece)
            };
            return (id, id);
        }
        let id = self.id(piece);
        let shouted = piece.len() > 3 && piece.chars().all(char::is_uppercase);
        let folded = if shouted {
            let mut chars = piece.chars();
            let title: String = chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect();
            self.id(&title)
        } else if initial {
            self.id(&piece.to_lowercase())
        } else {
            0
        };
        (id, if folded == 0 { id } else { folded })
    }

    /// Every form that starts at piece `start` and ends at the end of a token, longest first, with the index after its last piece.
    #[must_use]
    pub fn matches(&self, cut: &[Piece], start: usize) -> Vec<(usize, &[T])> {
        let mut found = Vec::new();
        if !cut.get(start).is_some_and(|p| p.first) {
            return found;
        }
        let mut node = 0;
        for (offset, piece) in cut[start..].iter().enumerate() {
            let step = |id| if id == 0 { None } else { self.edges.get(&(node, id)).copied() };
            let Some(next) = step(piece.id).or_else(|| step(piece.folded)) else { break };
            node = next;
            let values = &self.values[node as usize];
            if piece.last && !values.is_empty() {
                found.push((start + offset + 1, values.as_slice()));
            }
        }
        found.reverse();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_of(trie: &Trie<u8>, text: &str) -> Vec<Piece> {
        trie.cut(text.split(' ').map(|t| (t.trim_start_matches('_'), !t.starts_with('_'))))
    }

    #[test]
    fn the_longest_form_comes_first() {
        let mut trie = Trie::new(false);
        trie.insert("Korea", 1);
        trie.insert("South Korea", 2);
        trie.insert("South Korea Strait", 3);
        let cut = cut_of(&trie, "the South Korea Street");
        assert_eq!(trie.matches(&cut, 1), [(3, [2].as_slice())]);
        assert_eq!(trie.matches(&cut, 2), [(3, [1].as_slice())]);
        assert_eq!(trie.exact("South Korea"), [2]);
    }

    #[test]
    fn hyphens_join_and_spaced_dashes_part() {
        let mut trie = Trie::new(false);
        trie.insert("Indo-Pacific", 1);
        assert_eq!(trie.matches(&cut_of(&trie, "Indo _- _Pacific"), 0).len(), 1);
        assert!(trie.matches(&cut_of(&trie, "Indo – Pacific"), 0).is_empty());
    }

    #[test]
    fn capitals_of_shouting_and_of_sentence_starts_are_undone() {
        let mut trie = Trie::new(false);
        trie.insert("Tokuchi", 1);
        trie.insert("war on terror", 2);
        assert_eq!(trie.matches(&cut_of(&trie, "Hideshi TOKUCHI"), 1).len(), 1);
        assert_eq!(trie.matches(&cut_of(&trie, "War on terror"), 0).len(), 1);
        assert!(trie.matches(&cut_of(&trie, "the War on terror"), 1).is_empty());
    }
}
