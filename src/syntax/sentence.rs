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
    /// Dependents of each token in order, derived from the heads (index `tokens.len()` holds the root).
    children: Vec<Vec<TokenId>>,
}

impl Sentence {
    /// Puts tokens together and derives the children.
    #[must_use]
    pub fn new(span: Span<Bytes>, block: usize, tokens: Vec<Token>) -> Self {
        let mut children = vec![Vec::new(); tokens.len() + 1];
        for (i, token) in tokens.iter().enumerate() {
            let slot = token.head.map_or(tokens.len(), |h| h.index().min(tokens.len()));
            children[slot].push(TokenId(i as u32));
        }
        Self { span, block, tokens, children }
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
        &self.children[id.index()]
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
        self.children.last().and_then(|c| c.first()).copied()
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
