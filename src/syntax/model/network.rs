//! Runs the network over one sentence: embeddings, recurrent layers, arcs, tree, relations, tags.
use super::decode::{Decoder, ROOT, first_best};
use super::file::{DISTANCES, Encoder};
use super::inputs::{Spelling, TokenInput, casing_rows};
use super::kernels::Kernels;
use super::layer::{Linear, Lstm};
use super::{Analysis, Model};
use crate::syntax::{Relation, TokenId};

/// Bucket of the distance to the root.
const ROOT_DISTANCE: usize = DISTANCES - 1;
/// Score of a token as its own head.
const IMPOSSIBLE: i32 = -(1 << 30);
/// Score of features that the part of speech never has.
const FORBIDDEN: i64 = -(1 << 30);

/// Buffers for one sentence at a time; they keep their size, so that a token costs no allocation.
#[derive(Debug, Default, Clone)]
pub struct Scratch {
    spelling: Spelling,
    decoder: Decoder,
    inputs: Vec<TokenInput>,
    sums: Vec<i16>,
    below: Vec<u8>,
    states: Vec<u8>,
    wide: Vec<i32>,
    projected: Vec<i16>,
    recurrent: Vec<i32>,
    cells: Vec<i16>,
    state: Vec<u8>,
    dependents: Vec<u8>,
    vectors: Vec<i16>,
    one: Vec<i16>,
    scores: Vec<i32>,
    biases: Vec<i32>,
    heads: Vec<usize>,
    parts: Vec<usize>,
    relation_heads: Vec<i16>,
}

impl Model {
    /// Analyses one sentence with the given kernels.
    pub(super) fn run(&self, kernels: &Kernels, forms: &[&str], scratch: &mut Scratch, out: &mut Vec<Analysis>) {
        out.clear();
        if forms.is_empty() {
            return;
        }
        self.encode(kernels, forms, scratch);
        self.score_arcs(kernels, forms.len(), scratch);
        scratch.decoder.decode(&scratch.scores, forms.len(), &mut scratch.heads);
        self.tag(kernels, scratch, out);
        self.attach(forms.len(), scratch, out);
        self.relate(kernels, scratch, out);
    }

    /// Leaves the states of the upper layer in `scratch.states`, tokens × twice the hidden units.
    pub(super) fn encode(&self, kernels: &Kernels, forms: &[&str], scratch: &mut Scratch) {
        let (first, other) = casing_rows(forms);
        scratch.inputs.clear();
        for (i, form) in forms.iter().enumerate() {
            scratch.inputs.push(scratch.spelling.read(form, if i == 0 { first } else { other }));
        }
        self.embed(kernels, scratch);
        let encoder = &self.contents.encoder;
        for [forward, backward] in &encoder.layers {
            let stride = 2 * forward.hidden;
            scratch.below.clear();
            std::mem::swap(&mut scratch.below, &mut scratch.states);
            scratch.states.resize(forms.len() * stride, 0);
            recur(kernels, encoder, forward, scratch, (stride, 0), false);
            recur(kernels, encoder, backward, scratch, (stride, forward.hidden), true);
        }
    }

    /// Word row and sum of the hashed rows side by side, clamped to a byte, into `scratch.states`.
    fn embed(&self, kernels: &Kernels, scratch: &mut Scratch) {
        let Encoder { word_width, hash_width, words, hashed, .. } = &self.contents.encoder;
        scratch.states.clear();
        for input in &scratch.inputs {
            let row = self.word_rows.get(&input.word).map_or(0, |r| *r as usize);
            let word = &words[row * word_width..][..*word_width];
            scratch.states.extend(word.iter().map(|b| b.wrapping_add(128)));
            scratch.sums.clear();
            scratch.sums.resize(*hash_width, 0);
            for row in input.hashed {
                (kernels.add_bytes)(&hashed[usize::from(row) * hash_width..][..*hash_width], &mut scratch.sums);
            }
            scratch.states.extend(scratch.sums.iter().map(|s| ((*s).clamp(-127, 127) + 128) as u8));
        }
    }

    /// Leaves n rows of n + 1 scores in `scratch.scores`.
    fn score_arcs(&self, kernels: &Kernels, n: usize, scratch: &mut Scratch) {
        let heads = &self.contents.heads;
        let width = heads.arc_dependent.rows;
        apply_unsigned(kernels, &heads.arc_head, &scratch.states, &mut scratch.wide, &mut scratch.below);
        apply(kernels, &heads.arc_bilinear, &scratch.below, &mut scratch.wide);
        scratch.vectors.clear();
        scratch.vectors.resize(n * width, 0);
        scratch.biases.clear();
        for (row, vector) in
            scratch.wide.chunks_exact(heads.arc_bilinear.padded()).zip(scratch.vectors.chunks_exact_mut(width))
        {
            (kernels.narrow_signed)(&row[..width], vector);
            scratch.biases.push(row[width]);
        }
        scratch.vectors.extend_from_slice(&heads.arc_root);
        scratch.biases.push(heads.arc_root_bias);
        apply_unsigned(kernels, &heads.arc_dependent, &scratch.states, &mut scratch.wide, &mut scratch.dependents);
        scratch.scores.clear();
        scratch.scores.resize(n * (n + 1), 0);
        for (i, row) in scratch.scores.chunks_exact_mut(n + 1).enumerate() {
            scratch.one.clear();
            scratch.one.extend(scratch.dependents[i * width..][..width].iter().map(|b| i16::from(*b)));
            (kernels.products)(&scratch.one, &scratch.vectors, row);
            for (j, (score, bias)) in row.iter_mut().zip(&scratch.biases).enumerate() {
                let place = heads.arc_distance[if j == n { ROOT_DISTANCE } else { distance(i, j) }];
                *score = score.wrapping_add(*bias).wrapping_add(place);
            }
            row[i] = IMPOSSIBLE;
        }
    }

    /// Heads and margins into the analyses.
    fn attach(&self, n: usize, scratch: &Scratch, out: &mut [Analysis]) {
        for (i, (row, head)) in scratch.scores.chunks_exact(n + 1).zip(&scratch.heads).enumerate() {
            let chosen = (*head).min(n);
            let rival = row.iter().enumerate().filter(|(j, _)| *j != chosen).map(|(_, s)| i64::from(*s)).max();
            let lead = (i64::from(row[chosen]) - rival.unwrap_or(i64::MIN / 2)).max(0);
            out[i].margin = ((lead * self.contents.heads.margin_multiplier) >> 24).min(255) as u8;
            out[i].head = (*head != ROOT).then_some(TokenId(*head as u32));
        }
    }

    /// Relations of the chosen arcs: `root` for the root and only for it.
    fn relate(&self, kernels: &Kernels, scratch: &mut Scratch, out: &mut [Analysis]) {
        let heads = &self.contents.heads;
        let width = heads.rel_dependent.rows;
        apply_signed(kernels, &heads.rel_head, &scratch.states, &mut scratch.wide, &mut scratch.relation_heads);
        apply_signed(kernels, &heads.rel_dependent, &scratch.states, &mut scratch.wide, &mut scratch.vectors);
        scratch.below.clear();
        for (i, (dependent, head)) in scratch.vectors.chunks_exact(width).zip(&scratch.heads).enumerate() {
            let (bucket, governor) = match *head {
                ROOT => (ROOT_DISTANCE, &self.no_head[..]),
                head => (distance(i, head), &scratch.relation_heads[head * width..][..width]),
            };
            let place = &heads.rel_distance[bucket * width..][..width];
            scratch.below.extend(dependent.iter().zip(governor).zip(place).map(|((a, b), c)| {
                let sum = a.saturating_add(*b).saturating_add(*c);
                ((i32::from(sum) + 8) >> 4).clamp(0, 255) as u8
            }));
        }
        apply(kernels, &heads.rel_output, &scratch.below, &mut scratch.wide);
        let inventory = &self.contents.inventory;
        for (row, analysis) in scratch.wide.chunks_exact(heads.rel_output.padded()).zip(out) {
            analysis.relation = if analysis.head.is_none() {
                Relation::Root
            } else {
                let scores = row.iter().take(inventory.relations.len()).enumerate();
                inventory.relations
                    [first_best(scores.map(|(r, s)| if r == self.root_relation { i64::MIN } else { i64::from(*s) }))]
            };
        }
    }

    /// Parts of speech, features and lemma scripts, one analysis a token.
    fn tag(&self, kernels: &Kernels, scratch: &mut Scratch, out: &mut Vec<Analysis>) {
        let (heads, inventory) = (&self.contents.heads, &self.contents.inventory);
        apply_unsigned(kernels, &heads.tag_hidden, &scratch.states, &mut scratch.wide, &mut scratch.below);
        apply(kernels, &heads.upos, &scratch.below, &mut scratch.wide);
        scratch.parts.clear();
        scratch.parts.extend(best_rows(&scratch.wide, &heads.upos));
        apply(kernels, &heads.features, &scratch.below, &mut scratch.wide);
        let count = inventory.features.len();
        for (part, row) in scratch.parts.iter().zip(scratch.wide.chunks_exact(heads.features.padded())) {
            let allowed = &inventory.allowed[part * count..][..count];
            let scores = row.iter().zip(allowed).map(|(s, ok)| if *ok { i64::from(*s) } else { FORBIDDEN });
            out.push(Analysis {
                upos: inventory.upos[*part],
                features: inventory.features[first_best(scores)],
                ..Analysis::default()
            });
        }
        apply(kernels, &heads.scripts, &scratch.below, &mut scratch.wide);
        for (script, analysis) in best_rows(&scratch.wide, &heads.scripts).zip(out) {
            analysis.script = script as u16;
        }
    }
}

/// One direction over all tokens; writes its units into `states` at (stride, offset).
fn recur(
    kernels: &Kernels,
    encoder: &Encoder,
    lstm: &Lstm,
    scratch: &mut Scratch,
    (stride, offset): (usize, usize),
    backward: bool,
) {
    let (hidden, gates) = (lstm.hidden, 4 * lstm.hidden);
    let tokens = scratch.inputs.len();
    apply_signed(kernels, &lstm.input, &scratch.below, &mut scratch.wide, &mut scratch.projected);
    scratch.recurrent.resize(gates, 0);
    scratch.cells.clear();
    scratch.cells.resize(hidden, 0);
    scratch.state.clear();
    scratch.state.resize(hidden, 128);
    for step in 0..tokens {
        let token = if backward { tokens - 1 - step } else { step };
        (kernels.linear)(&lstm.recurrent, &scratch.state, &mut scratch.recurrent);
        let projected = &scratch.projected[token * gates..][..gates];
        (kernels.step)(&encoder.sigmoid, projected, &scratch.recurrent, &mut scratch.cells, &mut scratch.state);
        scratch.states[token * stride + offset..][..hidden].copy_from_slice(&scratch.state);
    }
}

/// Outputs of a layer for all tokens.
fn apply(kernels: &Kernels, layer: &Linear, inputs: &[u8], wide: &mut Vec<i32>) {
    wide.resize(inputs.len() / layer.columns * layer.padded(), 0);
    (kernels.linear)(layer, inputs, wide);
}

/// Rectified outputs as bytes; the layer has no padding.
fn apply_unsigned(kernels: &Kernels, layer: &Linear, inputs: &[u8], wide: &mut Vec<i32>, out: &mut Vec<u8>) {
    apply(kernels, layer, inputs, wide);
    out.resize(wide.len(), 0);
    (kernels.narrow_unsigned)(wide, out);
}

/// Outputs as 16-bit numbers; the layer has no padding.
fn apply_signed(kernels: &Kernels, layer: &Linear, inputs: &[u8], wide: &mut Vec<i32>, out: &mut Vec<i16>) {
    apply(kernels, layer, inputs, wide);
    out.resize(wide.len(), 0);
    (kernels.narrow_signed)(wide, out);
}

/// Best class of each token.
fn best_rows(wide: &[i32], layer: &Linear) -> impl Iterator<Item = usize> {
    wide.chunks_exact(layer.padded()).map(|row| first_best(row[..layer.rows].iter().map(|s| i64::from(*s))))
}

/// Bucket of dependent `i` and head `j`: 1, 2, 3-4, 5-8, 9-16 or more, to the left, then to the right.
fn distance(i: usize, j: usize) -> usize {
    let size = i.abs_diff(j);
    let level = [1, 2, 4, 8, 16].iter().filter(|limit| size > **limit).count();
    if j > i { level + 6 } else { level }
}

#[cfg(test)]
impl Scratch {
    /// States of the upper layer after [`Model::encode`].
    pub(super) fn states(&self) -> &[u8] {
        &self.states
    }
}
