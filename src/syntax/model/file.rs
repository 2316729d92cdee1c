//! Reads the model file that `training/export.py` writes: little-endian, strings and tables preceded by their sizes.
use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::inputs::BUCKETS;
use super::layer::{Linear, LinearParts, Lstm, SigmoidTable};
use super::lemma::Script;
use crate::syntax::{Features, Relation, Upos};

const MAGIC: &[u8] = b"ENTENTE\0";
const VERSION: i32 = 1;

/// Everything in the file; the embedding tables stay where they are.
pub(super) struct Contents {
    pub provenance: &'static str,
    pub inventory: Inventory,
    pub encoder: Encoder,
    pub heads: Heads,
}

/// What the outputs stand for.
pub(super) struct Inventory {
    pub upos: Vec<Upos>,
    pub features: Vec<Features>,
    pub relations: Vec<Relation>,
    pub scripts: Vec<Script>,
    /// Whether a part of speech has these features in the treebanks (parts of speech × features).
    pub allowed: Vec<bool>,
    /// Lemmas that no script gives, by lower-cased form and part of speech.
    pub irregular: BTreeMap<(SmolStr, Upos), SmolStr>,
}

/// From features to the states of the upper recurrent layer.
pub(super) struct Encoder {
    pub word_width: usize,
    pub hash_width: usize,
    /// Keys of the words in the order of their rows; the first row stands for unknown words.
    pub vocabulary: Vec<u32>,
    pub sigmoid: SigmoidTable,
    /// Forward and backward direction of each layer.
    pub layers: Vec<[Lstm; 2]>,
    /// Signed bytes, a row a word.
    pub words: &'static [u8],
    /// Signed bytes, a row a bucket.
    pub hashed: &'static [u8],
}

/// From states to arcs, relations and tags.
pub(super) struct Heads {
    pub arc_dependent: Linear,
    pub arc_head: Linear,
    /// One row more than columns: the last is the bias of a head.
    pub arc_bilinear: Linear,
    pub arc_root: Vec<i16>,
    pub arc_root_bias: i32,
    pub arc_distance: [i32; DISTANCES],
    /// From score to sixteenths of a nat, 24 fractional bits.
    pub margin_multiplier: i64,
    pub rel_dependent: Linear,
    pub rel_head: Linear,
    pub rel_output: Linear,
    /// A row a distance.
    pub rel_distance: Vec<i16>,
    pub tag_hidden: Linear,
    pub upos: Linear,
    pub features: Linear,
    pub scripts: Linear,
}

/// Buckets of the distance between a token and its head; the last one is the root's.
pub(super) const DISTANCES: usize = 13;

/// Reads the file; `None` when it is not one of ours or its parts do not fit each other.
pub(super) fn read(bytes: &'static [u8]) -> Option<Contents> {
    let mut reader = Reader { rest: bytes.strip_prefix(MAGIC)? };
    if reader.number()? != VERSION {
        return None;
    }
    let provenance = reader.text()?;
    let inventory = reader.inventory()?;
    let mut encoder = reader.encoder()?;
    let heads = reader.heads()?;
    encoder.words = reader.bytes(encoder.vocabulary.len().checked_mul(encoder.word_width)?)?;
    encoder.hashed = reader.bytes(BUCKETS.checked_mul(encoder.hash_width)?)?;
    let contents = Contents { provenance, inventory, encoder, heads };
    (reader.rest.is_empty() && contents.encoder.fits() && contents.fits()).then_some(contents)
}

impl Encoder {
    /// Each layer takes what the one below gives.
    fn fits(&self) -> bool {
        let mut width = self.word_width + self.hash_width;
        !self.vocabulary.is_empty()
            && self.layers.iter().all(|directions| {
                let fit = directions.iter().all(|d| {
                    let rows = 4 * d.hidden;
                    (d.input.columns, d.input.rows, d.recurrent.columns, d.recurrent.rows)
                        == (width, rows, d.hidden, rows)
                });
                width = 2 * directions[0].hidden;
                fit && width.is_multiple_of(32)
            })
    }
}

impl Contents {
    /// The heads take the states and give the inventory.
    fn fits(&self) -> bool {
        let (i, h) = (&self.inventory, &self.heads);
        let states = self.encoder.layers.last().map_or(0, |l| 2 * l[0].hidden);
        let (arc, rel, tag) = (h.arc_dependent.rows, h.rel_dependent.rows, h.tag_hidden.rows);
        let from_states = [&h.arc_dependent, &h.arc_head, &h.rel_dependent, &h.rel_head, &h.tag_hidden];
        let outputs = [
            (&h.arc_bilinear, arc, arc + 1),
            (&h.rel_output, rel, i.relations.len()),
            (&h.upos, tag, i.upos.len()),
            (&h.features, tag, i.features.len()),
            (&h.scripts, tag, i.scripts.len()),
        ];
        from_states.iter().all(|l| l.columns == states && l.rows == l.padded())
            && outputs
                .iter()
                .all(|(l, columns, rows)| (l.columns, l.rows) == (*columns, *rows) && (1..65536).contains(rows))
            && (h.arc_head.rows, h.rel_head.rows, h.arc_root.len()) == (arc, rel, arc)
            && i.relations.contains(&Relation::Root)
    }
}

struct Reader {
    rest: &'static [u8],
}

impl Reader {
    fn bytes(&mut self, n: usize) -> Option<&'static [u8]> {
        let (taken, rest) = self.rest.split_at_checked(n)?;
        self.rest = rest;
        Some(taken)
    }

    fn numbers<T, const N: usize>(&mut self, n: usize, read: fn([u8; N]) -> T) -> Option<Vec<T>> {
        let bytes = self.bytes(n.checked_mul(N)?)?;
        bytes.chunks_exact(N).map(|c| c.try_into().ok().map(read)).collect()
    }

    fn number(&mut self) -> Option<i32> {
        self.numbers(1, i32::from_le_bytes)?.pop()
    }

    fn text(&mut self) -> Option<&'static str> {
        let length = self.numbers(1, u16::from_le_bytes)?.pop()?;
        std::str::from_utf8(self.bytes(usize::from(length))?).ok()
    }

    fn texts<T>(&mut self, read: impl Fn(&'static str) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        (0..count).map(|_| read(self.text()?)).collect()
    }

    fn irregular(&mut self) -> Option<BTreeMap<(SmolStr, Upos), SmolStr>> {
        let count = self.number()?;
        let entry = |reader: &mut Self| {
            let (form, upos, lemma) = (reader.text()?, reader.text()?, reader.text()?);
            Some(((form.into(), upos.parse().ok()?), lemma.into()))
        };
        (0..count).map(|_| entry(self)).collect()
    }

    fn sigmoid(&mut self) -> Option<SigmoidTable> {
        let pieces = self.numbers(48, i16::from_le_bytes)?;
        let mut table = [[0; 3]; 16];
        for (row, pieces) in table.iter_mut().zip(pieces.chunks_exact(3)) {
            row.copy_from_slice(pieces);
        }
        Some(table)
    }

    fn linear(&mut self) -> Option<Linear> {
        let (rows, columns) = (usize::try_from(self.number()?).ok()?, usize::try_from(self.number()?).ok()?);
        let zero = self.number()?;
        let (multiplier, shift) = (self.bytes(rows)?, self.bytes(rows)?);
        let bias = self.numbers(rows, i32::from_le_bytes)?;
        let weights = self.bytes(rows.checked_mul(columns)?)?;
        Linear::pack(&LinearParts { rows, columns, zero, multiplier, shift, bias: &bias, weights })
    }

    fn lstm(&mut self, hidden: usize) -> Option<Lstm> {
        Some(Lstm { hidden, input: self.linear()?, recurrent: self.linear()? })
    }

    fn inventory(&mut self) -> Option<Inventory> {
        let upos = self.texts(|s| s.parse().ok())?;
        let features: Vec<Features> = self.texts(|s| s.parse().ok())?;
        let relations = self.texts(|s| s.parse().ok())?;
        let scripts = self.texts(Script::parse)?;
        let allowed = self.bytes(upos.len() * features.len())?.iter().map(|b| *b != 0).collect();
        Some(Inventory { upos, features, relations, scripts, allowed, irregular: self.irregular()? })
    }

    /// All but the embedding tables, which stand at the end of the file.
    fn encoder(&mut self) -> Option<Encoder> {
        let mut size = || usize::try_from(self.number()?).ok();
        let (rows, word_width, hash_width, hidden, layers) = (size()?, size()?, size()?, size()?, size()?);
        Some(Encoder {
            word_width,
            hash_width,
            vocabulary: self.numbers(rows, u32::from_le_bytes)?,
            sigmoid: self.sigmoid()?,
            layers: (0..layers).map(|_| Some([self.lstm(hidden)?, self.lstm(hidden)?])).collect::<Option<_>>()?,
            words: &[],
            hashed: &[],
        })
    }

    fn heads(&mut self) -> Option<Heads> {
        let (arc_dependent, arc_head, arc_bilinear) = (self.linear()?, self.linear()?, self.linear()?);
        let arc_root = self.numbers(arc_dependent.rows, i16::from_le_bytes)?;
        let arc_root_bias = self.number()?;
        let arc_distance = self.numbers(DISTANCES, i32::from_le_bytes)?.try_into().ok()?;
        let margin_multiplier = i64::from(self.number()?);
        let (rel_dependent, rel_head, rel_output) = (self.linear()?, self.linear()?, self.linear()?);
        Some(Heads {
            arc_dependent,
            arc_head,
            arc_bilinear,
            arc_root,
            arc_root_bias,
            arc_distance,
            margin_multiplier,
            rel_distance: self.numbers(DISTANCES * rel_dependent.rows, i16::from_le_bytes)?,
            rel_dependent,
            rel_head,
            rel_output,
            tag_hidden: self.linear()?,
            upos: self.linear()?,
            features: self.linear()?,
            scripts: self.linear()?,
        })
    }
}
