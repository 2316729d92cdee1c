//! The plain loops: the definition of every kernel, and the path for processors without vectors.
use super::super::layer::{BLOCK, Linear, SigmoidTable};
use super::Kernels;

pub(super) static KERNELS: Kernels =
    Kernels { name: "scalar", linear, step, products, narrow_unsigned, narrow_signed, add_bytes };

pub(super) fn linear(layer: &Linear, inputs: &[u8], outputs: &mut [i32]) {
    let padded = layer.padded();
    for (input, output) in inputs.chunks_exact(layer.columns).zip(outputs.chunks_exact_mut(padded)) {
        let blocks = layer.weights.chunks_exact(BLOCK * layer.columns);
        for (block, (weights, out)) in blocks.zip(output.chunks_exact_mut(BLOCK)).enumerate() {
            let rows = block * BLOCK..(block + 1) * BLOCK;
            let sums = block_sums(weights, input, &layer.start[rows.clone()]);
            let scales = layer.multiplier[rows.clone()].iter().zip(&layer.shift[rows.clone()]);
            for (((out, sum), bias), (multiplier, shift)) in out.iter_mut().zip(sums).zip(&layer.bias[rows]).zip(scales)
            {
                *out = sum.wrapping_mul(*multiplier).wrapping_add(*bias) >> shift;
            }
        }
    }
}

/// Eight rows at once, so that a compiler can put them side by side.
fn block_sums(weights: &[i8], input: &[u8], start: &[i32]) -> [i32; BLOCK] {
    let mut sums = [0; BLOCK];
    sums.copy_from_slice(start);
    for (weights, values) in weights.as_chunks::<{ 4 * BLOCK }>().0.iter().zip(input.as_chunks::<4>().0) {
        for (sum, weights) in sums.iter_mut().zip(weights.as_chunks::<4>().0) {
            for (weight, value) in weights.iter().zip(values) {
                *sum += i32::from(*weight) * i32::from(*value);
            }
        }
    }
    sums
}

pub(super) fn step(table: &SigmoidTable, projected: &[i16], recurrent: &[i32], cells: &mut [i16], state: &mut [u8]) {
    let hidden = cells.len();
    let half = |gate: usize, unit: usize| {
        let at = gate * hidden + unit;
        half_sigmoid(table, projected[at].saturating_add(narrow(recurrent[at])))
    };
    for unit in 0..hidden {
        let (input, forget, candidate, output) = (half(0, unit), half(1, unit), half(2, unit), half(3, unit));
        let kept = multiply(16384 + forget, cells[unit]);
        let cell = kept.saturating_add(multiply(16384 + input, candidate >> 3));
        cells[unit] = cell;
        let twice = cell.saturating_add(cell);
        let squashed = 2 * half_sigmoid(table, twice.saturating_add(twice));
        state[unit] = ((multiply(16384 + output, squashed).saturating_add(128) >> 8) + 128) as u8;
    }
}

/// (a·b + 2¹⁴) >> 15.
fn multiply(a: i16, b: i16) -> i16 {
    ((i32::from(a) * i32::from(b) + 0x4000) >> 15) as i16
}

/// sigmoid(z) − 1/2 with 15 fractional bits for z with 12: a quadratic on one of sixteen segments.
fn half_sigmoid(table: &SigmoidTable, z: i16) -> i16 {
    let size = z.saturating_abs();
    let [start, slope, curve] = table[(size >> 11) as usize];
    let fraction = (size & 2047) << 4;
    (start + multiply(slope + multiply(curve, fraction), fraction)) * z.signum()
}

fn narrow(wide: i32) -> i16 {
    wide.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16
}

#[inline(always)]
pub(super) fn products(one: &[i16], rows: &[i16], sums: &mut [i32]) {
    for (row, sum) in rows.chunks_exact(one.len()).zip(sums) {
        *sum = row.iter().zip(one).map(|(a, b)| i32::from(*a) * i32::from(*b)).fold(0, i32::wrapping_add);
    }
}

#[inline(always)]
pub(super) fn narrow_unsigned(wide: &[i32], out: &mut [u8]) {
    for (wide, out) in wide.iter().zip(out) {
        *out = (*wide).clamp(0, 255) as u8;
    }
}

#[inline(always)]
pub(super) fn narrow_signed(wide: &[i32], out: &mut [i16]) {
    for (wide, out) in wide.iter().zip(out) {
        *out = narrow(*wide);
    }
}

#[inline(always)]
pub(super) fn add_bytes(bytes: &[u8], sums: &mut [i16]) {
    for (byte, sum) in bytes.iter().zip(sums) {
        *sum = sum.wrapping_add(i16::from(*byte as i8));
    }
}
