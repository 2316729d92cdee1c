//! The inner loops: one scalar definition and vector twins that give the same bits.
mod scalar;
#[cfg(target_arch = "x86_64")]
mod vector;

use super::layer::{Linear, SigmoidTable};

/// Table, gates from below (16 bits), gates from the step before (32 bits), cells, state.
type Step = fn(&SigmoidTable, &[i16], &[i32], &mut [i16], &mut [u8]);

/// One set of inner loops.
pub(super) struct Kernels {
    /// What it needs of the processor.
    pub name: &'static str,
    /// Applies a layer to `inputs` (tokens × columns) and fills `outputs` (tokens × padded rows).
    pub linear: fn(&Linear, &[u8], &mut [i32]),
    /// One step of a recurrent layer: gates (input part, then recurrent part), cells, and the state written.
    pub step: Step,
    /// Sums of products of one vector with each row of a table (rows × the vector's length).
    pub products: fn(&[i16], &[i16], &mut [i32]),
    /// Clamps to 0..=255.
    pub narrow_unsigned: fn(&[i32], &mut [u8]),
    /// Clamps to 16 bits.
    pub narrow_signed: fn(&[i32], &mut [i16]),
    /// Adds rows of bytes to 16-bit sums.
    pub add_bytes: fn(&[u8], &mut [i16]),
}

/// The fastest set that this processor has.
pub(super) fn best() -> &'static Kernels {
    #[cfg(target_arch = "x86_64")]
    if let Some(kernels) = vector::supported().last() {
        return kernels;
    }
    &scalar::KERNELS
}

/// Every set that this processor can run, the scalar one first.
#[cfg(test)]
pub(super) fn all() -> Vec<&'static Kernels> {
    let mut all = vec![&scalar::KERNELS];
    #[cfg(target_arch = "x86_64")]
    all.extend(vector::supported());
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::model::layer::LinearParts;

    /// A small generator, so that the inputs are the same on every machine.
    struct Noise(u64);

    impl Noise {
        fn next(&mut self) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            self.0 >> 33
        }

        fn bytes(&mut self, n: usize) -> Vec<u8> {
            (0..n).map(|_| self.next() as u8).collect()
        }

        fn words(&mut self, n: usize) -> Vec<i16> {
            (0..n).map(|_| self.next() as i16).collect()
        }
    }

    fn random_layer(noise: &mut Noise, rows: usize, columns: usize) -> Linear {
        let weights: Vec<u8> = noise.bytes(rows * columns).iter().map(|b| ((*b as i8) >> 1) as u8).collect();
        let (multiplier, shift) = (noise.bytes(rows), noise.bytes(rows).iter().map(|b| b % 29).collect::<Vec<_>>());
        let bias: Vec<i32> = (0..rows).map(|_| (noise.next() as i32) >> 2).collect();
        let (multiplier, shift, bias, weights) = (&multiplier[..], &shift[..], &bias[..], &weights[..]);
        Linear::pack(&LinearParts { rows, columns, zero: 128, multiplier, shift, bias, weights }).unwrap()
    }

    #[test]
    fn layers_give_the_same_bits_on_every_path() {
        let mut noise = Noise(1);
        for (rows, columns, tokens) in [(512, 160, 9), (47, 96, 1), (8, 4, 3), (97, 32, 6), (24, 128, 2), (1, 32, 5)] {
            let layer = random_layer(&mut noise, rows, columns);
            let inputs = noise.bytes(tokens * columns);
            let mut wanted = vec![0; tokens * layer.padded()];
            (scalar::KERNELS.linear)(&layer, &inputs, &mut wanted);
            assert!(wanted.iter().any(|v| *v != 0));
            for kernels in all() {
                let mut got = vec![0; wanted.len()];
                (kernels.linear)(&layer, &inputs, &mut got);
                assert_eq!(got, wanted, "{} {rows} {columns} {tokens}", kernels.name);
            }
        }
    }

    #[test]
    fn extreme_bytes_do_not_saturate_a_layer() {
        let (multiplier, shift, bias) = ([1; 16], [0; 16], [0; 16]);
        for weight in [63_i8, -64] {
            let weights = [weight as u8; 16 * 64];
            let parts = LinearParts {
                rows: 16,
                columns: 64,
                zero: 0,
                multiplier: &multiplier,
                shift: &shift,
                bias: &bias,
                weights: &weights,
            };
            let layer = Linear::pack(&parts).unwrap();
            for kernels in all() {
                let mut got = vec![0; 16];
                (kernels.linear)(&layer, &[255; 64], &mut got);
                assert_eq!(got, vec![64 * 255 * i32::from(weight); 16], "{}", kernels.name);
            }
        }
    }

    #[test]
    fn steps_give_the_same_bits_on_every_path() {
        let mut noise = Noise(2);
        let table = crate::syntax::model::Model::embedded().sigmoid_table();
        for round in 0..40 {
            let hidden = 16 * (1 + round % 8);
            let projected = noise.words(4 * hidden);
            let scale = [0, 4, 12][round % 3];
            let recurrent: Vec<i32> = (0..4 * hidden).map(|_| (noise.next() as i32) >> (20 - scale)).collect();
            let cells = noise.words(hidden);
            let run = |kernels: &Kernels| {
                let (mut cells, mut state) = (cells.clone(), vec![0; hidden]);
                (kernels.step)(table, &projected, &recurrent, &mut cells, &mut state);
                (cells, state)
            };
            let wanted = run(&scalar::KERNELS);
            for kernels in all() {
                assert_eq!(run(kernels), wanted, "{} {hidden}", kernels.name);
            }
        }
    }

    #[test]
    fn every_gate_value_gives_the_same_bits_on_every_path() {
        let table = crate::syntax::model::Model::embedded().sigmoid_table();
        let values: Vec<i16> = (i16::MIN..=i16::MAX).collect();
        for chunk in values.chunks(64) {
            let projected = chunk.repeat(4);
            let recurrent = vec![0; 256];
            let run = |kernels: &Kernels| {
                let (mut cells, mut state) = (chunk.to_vec(), vec![0; 64]);
                (kernels.step)(table, &projected, &recurrent, &mut cells, &mut state);
                (cells, state)
            };
            let wanted = run(&scalar::KERNELS);
            for kernels in all() {
                assert_eq!(run(kernels), wanted, "{}", kernels.name);
            }
        }
    }

    #[test]
    fn products_and_narrowing_give_the_same_bits_on_every_path() {
        let mut noise = Noise(3);
        for width in [16, 48, 96, 192] {
            let one: Vec<i16> = noise.bytes(width).iter().map(|b| i16::from(*b)).collect();
            let rows = noise.words(width * 7);
            let wide: Vec<i32> = (0..77).map(|_| (noise.next() as i32) >> 12).collect();
            let bytes = noise.bytes(width);
            let run = |kernels: &Kernels| {
                let mut out =
                    (vec![0; 7], vec![0; 77], vec![0; 77], rows[..width].iter().map(|w| w >> 4).collect::<Vec<_>>());
                (kernels.products)(&one, &rows, &mut out.0);
                (kernels.narrow_unsigned)(&wide, &mut out.1);
                (kernels.narrow_signed)(&wide, &mut out.2);
                (kernels.add_bytes)(&bytes, &mut out.3);
                out
            };
            let wanted = run(&scalar::KERNELS);
            for kernels in all() {
                assert_eq!(run(kernels), wanted, "{}", kernels.name);
            }
        }
    }
}
