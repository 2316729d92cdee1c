//! AVX2 twins of the scalar kernels, with a VNNI dot product (of AVX or AVX-512) where the processor has one.
#![expect(unsafe_code, reason = "vector instructions; each block says why it is sound")]
use std::arch::x86_64::*;

use super::super::layer::{BLOCK, Linear, SigmoidTable};
use super::{Kernels, scalar};

static AVX2: Kernels = Kernels {
    name: "avx2",
    linear: |layer, inputs, outputs| {
        // SAFETY: this table is handed out only after AVX2 was detected.
        unsafe { linear_avx2(layer, inputs, outputs) }
    },
    step: |table, projected, recurrent, cells, state| {
        // SAFETY: as above.
        unsafe { step_avx2(table, projected, recurrent, cells, state) }
    },
    products: |one, rows, sums| {
        // SAFETY: as above.
        unsafe { products_avx2(one, rows, sums) }
    },
    narrow_unsigned: |wide, out| {
        // SAFETY: as above.
        unsafe { narrow_unsigned_avx2(wide, out) }
    },
    narrow_signed: |wide, out| {
        // SAFETY: as above.
        unsafe { narrow_signed_avx2(wide, out) }
    },
    add_bytes: |bytes, sums| {
        // SAFETY: as above.
        unsafe { add_bytes_avx2(bytes, sums) }
    },
};

static VNNI: Kernels = Kernels {
    name: "vnni",
    linear: |layer, inputs, outputs| {
        // SAFETY: this table is handed out only after AVX-512 VNNI and VL were detected.
        unsafe { linear_vnni(layer, inputs, outputs) }
    },
    ..AVX2
};

static AVX_VNNI: Kernels = Kernels {
    name: "avx-vnni",
    linear: |layer, inputs, outputs| {
        // SAFETY: this table is handed out only after AVX-VNNI was detected.
        unsafe { linear_avx_vnni(layer, inputs, outputs) }
    },
    ..AVX2
};

/// The sets that this processor can run, slowest first.
pub(super) fn supported() -> Vec<&'static Kernels> {
    let mut sets = Vec::new();
    if is_x86_feature_detected!("avx2") {
        sets.push(&AVX2);
        if is_x86_feature_detected!("avxvnni") {
            sets.push(&AVX_VNNI);
        }
        if is_x86_feature_detected!("avx512vnni") && is_x86_feature_detected!("avx512vl") {
            sets.push(&VNNI);
        }
    }
    sets
}

/// Eight sums of four products each. Weights have seven bits, so a pair of products never saturates 16 bits.
#[inline]
#[target_feature(enable = "avx2")]
fn dot_avx2(sums: __m256i, inputs: __m256i, weights: __m256i) -> __m256i {
    let pairs = _mm256_maddubs_epi16(inputs, weights);
    _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)))
}

#[inline]
#[target_feature(enable = "avx2,avx512vnni,avx512vl")]
fn dot_vnni(sums: __m256i, inputs: __m256i, weights: __m256i) -> __m256i {
    _mm256_dpbusd_epi32(sums, inputs, weights)
}

#[inline]
#[target_feature(enable = "avx2,avxvnni")]
fn dot_avx_vnni(sums: __m256i, inputs: __m256i, weights: __m256i) -> __m256i {
    _mm256_dpbusd_avx_epi32(sums, inputs, weights)
}

/// Defines the layer kernel over one of the dot products.
macro_rules! linear_kernel {
    ($name:ident, $tile:ident, $features:literal, $dot:ident) => {
        #[target_feature(enable = $features)]
        fn $name(layer: &Linear, inputs: &[u8], outputs: &mut [i32]) {
            let (columns, padded) = (layer.columns, layer.padded());
            let tokens = (inputs.len() / columns).min(outputs.len() / padded);
            let blocks = padded / BLOCK;
            if tokens == 1 {
                let mut block = 0;
                while block + 8 <= blocks {
                    $tile::<1, 8>(layer, inputs, outputs, 0, block);
                    block += 8;
                }
                while block < blocks {
                    $tile::<1, 1>(layer, inputs, outputs, 0, block);
                    block += 1;
                }
                return;
            }
            let mut block = 0;
            while block + 2 <= blocks {
                let mut token = 0;
                while token + 4 <= tokens {
                    $tile::<4, 2>(layer, inputs, outputs, token, block);
                    token += 4;
                }
                while token < tokens {
                    $tile::<1, 2>(layer, inputs, outputs, token, block);
                    token += 1;
                }
                block += 2;
            }
            if block < blocks {
                for token in 0..tokens {
                    $tile::<1, 1>(layer, inputs, outputs, token, block);
                }
            }
        }

        /// `TOKENS` tokens from `token` on by `BLOCKS` blocks of eight rows from `block` on.
        #[inline]
        #[target_feature(enable = $features)]
        fn $tile<const TOKENS: usize, const BLOCKS: usize>(
            layer: &Linear,
            inputs: &[u8],
            outputs: &mut [i32],
            token: usize,
            block: usize,
        ) {
            let (columns, padded) = (layer.columns, layer.padded());
            let size = BLOCK * columns;
            let weights = &layer.weights[block * size..][..BLOCKS * size];
            let inputs = &inputs[token * columns..][..TOKENS * columns];
            let rows = block * BLOCK;
            let mut sums = [[_mm256_setzero_si256(); BLOCKS]; TOKENS];
            for b in 0..BLOCKS {
                let start = load32(&layer.start[rows + b * BLOCK..]);
                for t in 0..TOKENS {
                    sums[t][b] = start;
                }
            }
            for four in 0..columns / 4 {
                let mut w = [_mm256_setzero_si256(); BLOCKS];
                for b in 0..BLOCKS {
                    // SAFETY: four < columns / 4, so 32 bytes from here lie inside `weights`, checked above to be
                    // BLOCKS * 8 * columns long.
                    w[b] = unsafe { _mm256_loadu_si256(weights.as_ptr().add(b * size + four * 32).cast()) };
                }
                for t in 0..TOKENS {
                    // SAFETY: four < columns / 4, so four bytes from here lie inside `inputs`, checked above to be
                    // TOKENS * columns long.
                    let quad = unsafe { inputs.as_ptr().add(t * columns + four * 4).cast::<i32>().read_unaligned() };
                    let quad = _mm256_set1_epi32(quad);
                    for b in 0..BLOCKS {
                        sums[t][b] = $dot(sums[t][b], quad, w[b]);
                    }
                }
            }
            for t in 0..TOKENS {
                for b in 0..BLOCKS {
                    let at = rows + b * BLOCK;
                    let scaled = _mm256_mullo_epi32(sums[t][b], load32(&layer.multiplier[at..]));
                    let shifted = _mm256_srav_epi32(
                        _mm256_add_epi32(scaled, load32(&layer.bias[at..])),
                        load32(&layer.shift[at..]),
                    );
                    let out = &mut outputs[(token + t) * padded + at..][..BLOCK];
                    // SAFETY: `out` is eight 32-bit numbers long.
                    unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), shifted) };
                }
            }
        }
    };
}

linear_kernel!(linear_avx2, tile_avx2, "avx2", dot_avx2);
linear_kernel!(linear_avx_vnni, tile_avx_vnni, "avx2,avxvnni", dot_avx_vnni);
linear_kernel!(linear_vnni, tile_vnni, "avx2,avx512vnni,avx512vl", dot_vnni);

#[inline]
#[target_feature(enable = "avx2")]
fn load32(from: &[i32]) -> __m256i {
    let from = &from[..8];
    // SAFETY: the slice is eight 32-bit numbers long.
    unsafe { _mm256_loadu_si256(from.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn load16(from: &[i16]) -> __m256i {
    let from = &from[..16];
    // SAFETY: the slice is sixteen 16-bit numbers long.
    unsafe { _mm256_loadu_si256(from.as_ptr().cast()) }
}

/// The sixteen segments as byte tables, low and high halves, in both lanes.
struct Segments {
    low: [__m256i; 3],
    high: [__m256i; 3],
}

#[inline]
#[target_feature(enable = "avx2")]
fn segments(table: &SigmoidTable) -> Segments {
    let half = |piece: usize, byte: usize| {
        let mut bytes = [0_u8; 16];
        for (row, out) in table.iter().zip(&mut bytes) {
            *out = row[piece].to_le_bytes()[byte];
        }
        // SAFETY: `bytes` is sixteen bytes long.
        _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) })
    };
    Segments { low: [half(0, 0), half(1, 0), half(2, 0)], high: [half(0, 1), half(1, 1), half(2, 1)] }
}

#[inline]
#[target_feature(enable = "avx2")]
fn half_sigmoid(segments: &Segments, z: __m256i) -> __m256i {
    let size = _mm256_min_epu16(_mm256_abs_epi16(z), _mm256_set1_epi16(i16::MAX));
    let segment = _mm256_srli_epi16(size, 11);
    let low = _mm256_or_si256(segment, _mm256_set1_epi16(i16::MIN));
    let high = _mm256_or_si256(_mm256_slli_epi16(segment, 8), _mm256_set1_epi16(0x80));
    let piece = |k: usize| {
        _mm256_or_si256(_mm256_shuffle_epi8(segments.low[k], low), _mm256_shuffle_epi8(segments.high[k], high))
    };
    let fraction = _mm256_slli_epi16(_mm256_and_si256(size, _mm256_set1_epi16(2047)), 4);
    let slope = _mm256_add_epi16(piece(1), _mm256_mulhrs_epi16(piece(2), fraction));
    let value = _mm256_add_epi16(piece(0), _mm256_mulhrs_epi16(slope, fraction));
    _mm256_sign_epi16(value, z)
}

#[target_feature(enable = "avx2")]
fn step_avx2(table: &SigmoidTable, projected: &[i16], recurrent: &[i32], cells: &mut [i16], state: &mut [u8]) {
    let hidden = cells.len();
    if !hidden.is_multiple_of(16) {
        return scalar::step(table, projected, recurrent, cells, state);
    }
    let segments = segments(table);
    let one_half = _mm256_set1_epi16(16384);
    for unit in (0..hidden).step_by(16) {
        let half = |gate: usize| {
            let at = gate * hidden + unit;
            let packed = _mm256_packs_epi32(load32(&recurrent[at..]), load32(&recurrent[at + 8..]));
            let recurrent = _mm256_permute4x64_epi64(packed, 0b11_01_10_00);
            half_sigmoid(&segments, _mm256_adds_epi16(load16(&projected[at..]), recurrent))
        };
        let (input, forget, candidate, output) = (half(0), half(1), half(2), half(3));
        let kept = _mm256_mulhrs_epi16(_mm256_add_epi16(one_half, forget), load16(&cells[unit..]));
        let added = _mm256_mulhrs_epi16(_mm256_add_epi16(one_half, input), _mm256_srai_epi16(candidate, 3));
        let cell = _mm256_adds_epi16(kept, added);
        let twice = _mm256_adds_epi16(cell, cell);
        let squashed = _mm256_slli_epi16(half_sigmoid(&segments, _mm256_adds_epi16(twice, twice)), 1);
        let shown = _mm256_mulhrs_epi16(_mm256_add_epi16(one_half, output), squashed);
        let rounded = _mm256_srai_epi16(_mm256_adds_epi16(shown, _mm256_set1_epi16(128)), 8);
        let bytes = _mm256_packus_epi16(_mm256_add_epi16(rounded, _mm256_set1_epi16(128)), _mm256_setzero_si256());
        let bytes = _mm256_castsi256_si128(_mm256_permute4x64_epi64(bytes, 0b11_01_10_00));
        let (cells, state) = (&mut cells[unit..unit + 16], &mut state[unit..unit + 16]);
        // SAFETY: `cells` is sixteen 16-bit numbers long and `state` sixteen bytes.
        unsafe {
            _mm256_storeu_si256(cells.as_mut_ptr().cast(), cell);
            _mm_storeu_si128(state.as_mut_ptr().cast(), bytes);
        }
    }
}

#[target_feature(enable = "avx2")]
fn products_avx2(one: &[i16], rows: &[i16], sums: &mut [i32]) {
    if !one.len().is_multiple_of(16) {
        return scalar::products(one, rows, sums);
    }
    for (row, sum) in rows.chunks_exact(one.len()).zip(sums) {
        let mut total = _mm256_setzero_si256();
        for (a, b) in row.chunks_exact(16).zip(one.chunks_exact(16)) {
            total = _mm256_add_epi32(total, _mm256_madd_epi16(load16(a), load16(b)));
        }
        let half = _mm_add_epi32(_mm256_castsi256_si128(total), _mm256_extracti128_si256(total, 1));
        let quarter = _mm_add_epi32(half, _mm_unpackhi_epi64(half, half));
        let last = _mm_add_epi32(quarter, _mm_shuffle_epi32(quarter, 1));
        *sum = _mm_cvtsi128_si32(last);
    }
}

#[target_feature(enable = "avx2")]
fn narrow_unsigned_avx2(wide: &[i32], out: &mut [u8]) {
    scalar::narrow_unsigned(wide, out);
}

#[target_feature(enable = "avx2")]
fn narrow_signed_avx2(wide: &[i32], out: &mut [i16]) {
    scalar::narrow_signed(wide, out);
}

#[target_feature(enable = "avx2")]
fn add_bytes_avx2(bytes: &[u8], sums: &mut [i16]) {
    scalar::add_bytes(bytes, sums);
}
