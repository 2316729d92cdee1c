//! The parser's network: integer inference over the embedded model, the same bits on every processor.
mod decode;
mod file;
mod inputs;
mod kernels;
mod layer;
mod lemma;
mod network;

use std::collections::HashMap;
use std::sync::OnceLock;

use smol_str::SmolStr;

use self::file::Contents;
use self::kernels::Kernels;
pub use self::network::Scratch;
use super::{Features, Relation, TokenId, Upos};

/// Longest sentence that [`Model::analyse`] takes whole; arcs cost the square of the length.
pub const LONGEST: usize = 250;

/// What the network says of one token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Analysis {
    /// Universal part of speech.
    pub upos: Upos,
    /// Morphological features.
    pub features: Features,
    /// Governor; `None` for the root, of which a sentence has exactly one.
    pub head: Option<TokenId>,
    /// Relation to the governor.
    pub relation: Relation,
    /// Lead of the chosen head over the runner-up in sixteenths of a nat, 255 at most; 0 where the tree overruled the scores.
    pub margin: u8,
    /// How the lemma is made, for [`Model::lemma`].
    script: u16,
}

impl Default for Analysis {
    fn default() -> Self {
        let (upos, features, relation) = (Upos::X, Features::default(), Relation::Dep);
        Self { upos, features, head: None, relation, margin: 0, script: 0 }
    }
}

/// A trained network with its inventories.
pub struct Model {
    contents: Contents,
    word_rows: HashMap<u32, u32>,
    no_head: Vec<i16>,
    root_relation: usize,
    kernels: &'static Kernels,
}

impl Model {
    /// The model inside the binary, read once.
    ///
    /// # Panics
    /// Never: a test reads the embedded file.
    pub fn embedded() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self::read(include_bytes!("english.bin")).expect("the embedded model is whole"))
    }

    fn read(bytes: &'static [u8]) -> Option<Self> {
        let contents = file::read(bytes)?;
        let rows = contents.encoder.vocabulary.iter().zip(0..);
        let word_rows = rows.skip(2).map(|(key, row)| (*key, row)).collect();
        let no_head = vec![0; contents.heads.rel_dependent.rows];
        let root_relation = contents.inventory.relations.iter().position(|r| *r == Relation::Root)?;
        Some(Self { contents, word_rows, no_head, root_relation, kernels: kernels::best() })
    }

    /// Tags and parses the tokens of one sentence; sentences over [`LONGEST`] tokens are read in pieces of that
    /// length, each piece's root under the first one as `parataxis`.
    pub fn analyse(&self, forms: &[&str], scratch: &mut Scratch, out: &mut Vec<Analysis>) {
        if forms.len() <= LONGEST {
            return self.run(self.kernels, forms, scratch, out);
        }
        let (mut all, mut root) = (Vec::with_capacity(forms.len()), None);
        for piece in forms.chunks(LONGEST) {
            let before = all.len() as u32;
            self.run(self.kernels, piece, scratch, out);
            for analysis in out.iter_mut() {
                match (&mut analysis.head, root) {
                    (Some(head), _) => head.0 += before,
                    (None, Some(root)) => {
                        (analysis.head, analysis.relation, analysis.margin) = (Some(root), Relation::Parataxis, 0)
                    }
                    (None, None) => {}
                }
            }
            let first = out.iter().position(|a| a.head.is_none());
            root = root.or(first.map(|i| TokenId(before + i as u32)));
            all.append(out);
        }
        *out = all;
    }

    /// The dictionary form of a token.
    #[must_use]
    pub fn lemma(&self, form: &str, analysis: &Analysis) -> SmolStr {
        let inventory = &self.contents.inventory;
        if let Some(lemma) = inventory.irregular.get(&(lemma::lower(form), analysis.upos)) {
            return lemma.clone();
        }
        inventory.scripts[usize::from(analysis.script)].apply(form)
    }

    /// Where the weights come from: treebanks, seed and hash of the training data.
    #[must_use]
    pub fn provenance(&self) -> &str {
        self.contents.provenance
    }

    /// The kernels in use: `scalar`, `avx2`, `avx-vnni` or `vnni`.
    #[must_use]
    pub fn kernels(&self) -> &'static str {
        self.kernels.name
    }

    #[cfg(test)]
    fn sigmoid_table(&self) -> &layer::SigmoidTable {
        &self.contents.encoder.sigmoid
    }
}

#[cfg(test)]
mod tests;
