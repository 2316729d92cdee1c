//! Quantised layers, with their weights packed the way the kernels read them.

/// Rows in one packed block: eight 32-bit sums fill a vector.
pub(super) const BLOCK: usize = 8;

/// A linear layer: out = ((Σ weight·(input − zero))·multiplier + bias) >> shift, row by row.
///
/// Inputs are u8. Weights have seven bits, so that a pair of products fits in 16 bits and every kernel is exact.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    /// Outputs.
    pub rows: usize,
    /// Inputs, a multiple of four.
    pub columns: usize,
    /// `[block of 8 rows][4 columns at a time][row in block][column of the 4]`, padded with zero rows.
    pub weights: Vec<i8>,
    /// What a sum starts from: −zero·Σ weights, padded.
    pub start: Vec<i32>,
    /// Scale of a row, padded.
    pub multiplier: Vec<i32>,
    /// Shift of a row, padded.
    pub shift: Vec<i32>,
    /// Bias of a row with its rounding half, padded.
    pub bias: Vec<i32>,
}

/// The parts of a linear layer as the file has them.
pub(super) struct LinearParts<'a> {
    pub rows: usize,
    pub columns: usize,
    pub zero: i32,
    pub multiplier: &'a [u8],
    pub shift: &'a [u8],
    pub bias: &'a [i32],
    /// Row by row.
    pub weights: &'a [u8],
}

impl Linear {
    /// Rows padded to whole blocks: the length of one output vector.
    pub fn padded(&self) -> usize {
        self.rows.div_ceil(BLOCK) * BLOCK
    }

    /// Packs the weights; `None` when the parts do not fit each other.
    pub fn pack(parts: &LinearParts) -> Option<Self> {
        let LinearParts { rows, columns, zero, .. } = *parts;
        let fits = [parts.multiplier.len(), parts.shift.len(), parts.bias.len()].iter().all(|n| *n == rows)
            && parts.weights.len() == rows * columns
            && columns.is_multiple_of(4)
            && parts.shift.iter().all(|s| *s < 31)
            && parts.weights.iter().all(|w| (-64..64).contains(&(*w as i8)));
        if !fits {
            return None;
        }
        let padded = rows.div_ceil(BLOCK) * BLOCK;
        let mut weights = vec![0; padded * columns];
        let mut start = vec![0; padded];
        for (row, start) in start.iter_mut().enumerate().take(rows) {
            let block = row / BLOCK * BLOCK * columns + row % BLOCK * 4;
            for column in 0..columns {
                let weight = parts.weights[row * columns + column] as i8;
                weights[block + column / 4 * 4 * BLOCK + column % 4] = weight;
                *start -= zero * i32::from(weight);
            }
        }
        let widen = |bytes: &[u8]| (0..padded).map(|r| bytes.get(r).map_or(0, |b| i32::from(*b))).collect();
        let mut bias = parts.bias.to_vec();
        bias.resize(padded, 0);
        let (multiplier, shift) = (widen(parts.multiplier), widen(parts.shift));
        Some(Self { rows, columns, weights, start, multiplier, shift, bias })
    }
}

/// One direction of a recurrent layer; gates in the order input, forget, cell, output.
#[derive(Debug, Clone)]
pub(super) struct Lstm {
    /// Units; the two layers have four times as many rows.
    pub hidden: usize,
    /// From the layer below, for all tokens at once.
    pub input: Linear,
    /// From this layer's state one step before.
    pub recurrent: Linear,
}

/// Sixteen quadratic pieces of sigmoid(x) − 1/2 over x in 0..8, 15 fractional bits.
pub(super) type SigmoidTable = [[i16; 3]; 16];
