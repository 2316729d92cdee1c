//! A sentence with its tokens and its tree: what the language layer gives to everything above it.
use smol_str::SmolStr;

use super::{Features, Relation, Upos};
use crate::text::{Bytes, Document, Span, Tokens};

/// Index of a token inside its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId(pub u32);

impl TokenId {
    /// For indexing.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One token; its form is the slice of the document that its span covers.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Where it stands in the document.
    pub span: Span<Bytes>,
    /// Dictionary form, lower case except for proper nouns.
    pub lemma: SmolStr,
    /// Universal part of speech.
    pub upos: Upos,
    /// Morphological features.
    pub features: Features,
    /// Governor; `None` for the root.
    pub head: Option<TokenId>,
    /// Relation to the governor.
    pub relation: Relation,
    /// Certainty of the arc: how far the chosen head is ahead of the runner-up, 0 (a toss-up) to 255.
    pub margin: u8,
}

/// One sentence of one block.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Where it stands in the document.
    pub span: Span<Bytes>,
    /// Index into [`Document::blocks`].
    pub block: usize,
    /// Tokens in order.
    pub tokens: Vec<Token>,
    /// Dependents, grouped by governor, each group in order; those of the root come last.
    children: Vec<TokenId>,
    /// Where the group of each governor begins in `children`; one more entry for the root and one for the end.
    groups: Vec<u32>,
}

impl Sentence {
    /// Puts tokens together and derives the children.
    #[must_use]
    pub fn new(span: Span<Bytes>, block: usize, tokens: Vec<Token>) -> Self {
        let slot = |token: &Token| token.head.map_or(tokens.len(), |h| h.index().min(tokens.len()));
        let mut groups = vec![0; tokens.len() + 2];
        for token in &tokens {
            groups[slot(token) + 1] += 1;
        }
        for i in 1..groups.len() {
            groups[i] += groups[i - 1];
        }
        let mut next = groups.clone();
        let mut children = vec![TokenId(0); tokens.len()];
        for (i, token) in tokens.iter().enumerate() {
            let place = &mut next[slot(token)];
            children[*place as usize] = TokenId(i as u32);
            *place += 1;
        }
        Self { span, block, tokens, children, groups }
    }

    /// The dependents of a governor; `tokens.len()` is the root.
    fn group(&self, governor: usize) -> &[TokenId] {
        &self.children[self.groups[governor] as usize..self.groups[governor + 1] as usize]
    }

    /// The token.
    #[must_use]
    pub fn token(&self, id: TokenId) -> &Token {
        &self.tokens[id.index()]
    }

    /// Its form in the document.
    #[must_use]
    pub fn form<'d>(&self, document: &'d Document, id: TokenId) -> &'d str {
        document.slice(self.token(id).span)
    }

    /// Dependents of a token, left to right.
    #[must_use]
    pub fn children(&self, id: TokenId) -> &[TokenId] {
        self.group(id.index())
    }

    /// Dependents of a token by one relation (subtype included only when `relation` has it).
    pub fn children_by(&self, id: TokenId, relation: Relation) -> impl Iterator<Item = TokenId> + '_ {
        self.children(id).iter().copied().filter(move |c| self.token(*c).relation == relation)
    }

    /// First dependent by one relation.
    #[must_use]
    pub fn child(&self, id: TokenId, relation: Relation) -> Option<TokenId> {
        self.children_by(id, relation).next()
    }

    /// The root of the tree; `None` for a sentence without tokens.
    #[must_use]
    pub fn root(&self) -> Option<TokenId> {
        self.group(self.tokens.len()).first().copied()
    }

    /// All token ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = TokenId> + ExactSizeIterator + use<> {
        (0..self.tokens.len() as u32).map(TokenId)
    }

    /// The document span of a token range.
    #[must_use]
    pub fn bytes(&self, tokens: Span<Tokens>) -> Span<Bytes> {
        match self.tokens.get(tokens.range()) {
            Some([first, .., last]) => first.span.join(last.span),
            Some([only]) => only.span,
            _ => Span::new(self.span.start as usize, self.span.start as usize),
        }
    }

    /// All tokens below `id` and `id` itself, in order.
    #[must_use]
    pub fn subtree(&self, id: TokenId) -> Vec<TokenId> {
        let mut found = vec![id];
        let mut next = 0;
        while next < found.len() {
            found.extend_from_slice(self.children(found[next]));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// True when `below` hangs, at any depth, under `above` (or is it).
    #[must_use]
    pub fn dominates(&self, above: TokenId, below: TokenId) -> bool {
        let mut at = Some(below);
        let mut steps = 0;
        while let Some(id) = at {
            if id == above {
                return true;
            }
            steps += 1;
            if steps > self.tokens.len() {
                return false;
            }
            at = self.token(id).head;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(heads: &[Option<u32>]) -> Sentence {
        let token = |(i, head): (usize, &Option<u32>)| Token {
            span: Span::new(2 * i, 2 * i + 1),
            lemma: SmolStr::default(),
            upos: Upos::X,
            features: Features::default(),
            head: head.map(TokenId),
            relation: if head.is_none() { Relation::Root } else { Relation::Dep },
            margin: 0,
        };
        Sentence::new(Span::new(0, 2 * heads.len()), 0, heads.iter().enumerate().map(token).collect())
    }

    #[test]
    fn children_are_derived_from_heads() {
        let tree = sentence(&[Some(1), None, Some(3), Some(1), Some(3)]);
        assert_eq!(tree.root(), Some(TokenId(1)));
        assert_eq!(tree.children(TokenId(1)), [TokenId(0), TokenId(3)]);
        assert_eq!(tree.children(TokenId(3)), [TokenId(2), TokenId(4)]);
        assert_eq!(tree.children(TokenId(0)), []);
        assert_eq!(tree.subtree(TokenId(3)), [TokenId(2), TokenId(3), TokenId(4)]);
        assert!(tree.dominates(TokenId(1), TokenId(4)) && !tree.dominates(TokenId(4), TokenId(1)));
    }

    #[test]
    fn an_empty_sentence_has_no_root() {
        assert_eq!(sentence(&[]).root(), None);
    }
}
