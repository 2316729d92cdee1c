//! The best tree of arc scores with exactly one root: greedy heads where they form a tree, else Chu-Liu-Edmonds.

/// Head of the root token in a row of heads.
pub(super) const ROOT: usize = usize::MAX;
/// Less than every score and sum of scores.
const NEVER: i64 = -(1 << 40);
/// Price of the root where greedy heads fail: one root is always cheaper than two.
const ROOT_PRICE: i64 = 1 << 36;

/// Buffers of the decoder.
#[derive(Debug, Default, Clone)]
pub(super) struct Decoder {
    state: Vec<u8>,
    path: Vec<usize>,
}

impl Decoder {
    /// Heads for `scores`, n rows of n + 1 columns, the last one the root; column i of row i is ignored.
    pub fn decode(&mut self, scores: &[i32], n: usize, heads: &mut Vec<usize>) {
        heads.clear();
        let mut roots = 0;
        for row in scores.chunks_exact(n + 1).take(n) {
            let best = first_best(row.iter().map(|s| i64::from(*s)));
            roots += usize::from(best == n);
            heads.push(if best == n { ROOT } else { best });
        }
        if roots == 1 && !self.find_cycle(heads) {
            return;
        }
        let mut square = vec![NEVER; (n + 1) * (n + 1)];
        for (to, from) in square.chunks_exact_mut(n + 1).zip(scores.chunks_exact(n + 1)).take(n) {
            to.iter_mut().zip(from).for_each(|(to, from)| *to = i64::from(*from));
            to[n] -= ROOT_PRICE;
        }
        let tree = self.spanning(&square, n + 1, n);
        heads.clear();
        heads.extend(tree[..n].iter().map(|h| if *h == n { ROOT } else { *h }));
    }

    /// Leaves a cycle of the heads in `path` and says whether there is one.
    fn find_cycle(&mut self, heads: &[usize]) -> bool {
        self.state.clear();
        self.state.resize(heads.len(), 0);
        for start in 0..heads.len() {
            self.path.clear();
            let mut at = start;
            while at != ROOT && self.state[at] == 0 {
                self.state[at] = 1;
                self.path.push(at);
                at = heads[at];
            }
            if at != ROOT && self.state[at] == 1 {
                let first = self.path.iter().position(|p| *p == at).unwrap_or(0);
                self.path.drain(..first);
                return true;
            }
            self.path.iter().for_each(|p| self.state[*p] = 2);
        }
        false
    }

    /// Maximum spanning tree of `n` nodes under `root`, by contracting one cycle at a time.
    fn spanning(&mut self, scores: &[i64], n: usize, root: usize) -> Vec<usize> {
        let mut heads: Vec<usize> = scores.chunks_exact(n).map(|row| first_best(row.iter().copied())).collect();
        heads[root] = ROOT;
        if !self.find_cycle(&heads) {
            return heads;
        }
        let cycle = self.path.clone();
        let outside: Vec<usize> = (0..n).filter(|i| !cycle.contains(i)).collect();
        let m = outside.len();
        let mut small = vec![NEVER; (m + 1) * (m + 1)];
        let (mut leave, mut enter) = (vec![0; m], vec![0; m]);
        for (k, node) in outside.iter().enumerate() {
            for (l, other) in outside.iter().enumerate() {
                small[k * (m + 1) + l] = scores[node * n + other];
            }
            leave[k] = first_best(cycle.iter().map(|c| scores[node * n + c]));
            small[k * (m + 1) + m] = scores[node * n + cycle[leave[k]]];
            let gain = |c: &usize| scores[c * n + node] - scores[c * n + heads[*c]];
            enter[k] = first_best(cycle.iter().map(gain));
            small[m * (m + 1) + k] = gain(&cycle[enter[k]]);
        }
        let new_root = outside.iter().position(|i| *i == root).unwrap_or(m);
        let solved = self.spanning(&small, m + 1, new_root);
        for (k, node) in outside.iter().enumerate() {
            heads[*node] = match solved[k] {
                ROOT => ROOT,
                h if h == m => cycle[leave[k]],
                h => outside[h],
            };
        }
        if solved[m] != ROOT {
            heads[cycle[enter[solved[m]]]] = outside[solved[m]];
        }
        heads
    }
}

/// Index of the largest value, the first of equals.
pub(super) fn first_best(values: impl Iterator<Item = i64>) -> usize {
    let mut best = (0, i64::MIN);
    for (i, value) in values.enumerate() {
        if value > best.1 {
            best = (i, value);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO: i32 = -(1 << 30);

    fn decode(scores: &[i32], n: usize) -> Vec<usize> {
        let mut heads = Vec::new();
        Decoder::default().decode(scores, n, &mut heads);
        heads
    }

    /// Score of a tree with one root, `None` for anything else.
    fn score(scores: &[i32], n: usize, heads: &[usize]) -> Option<i64> {
        let mut total = 0;
        for (i, head) in heads.iter().enumerate() {
            total += i64::from(scores[i * (n + 1) + (*head).min(n)]);
            let (mut at, mut steps) = (i, 0);
            while at != ROOT {
                at = heads[at];
                steps += 1;
                if steps > n {
                    return None;
                }
            }
        }
        (heads.iter().filter(|h| **h == ROOT).count() == 1).then_some(total)
    }

    /// Every assignment of heads, for tiny sentences.
    fn best_by_search(scores: &[i32], n: usize) -> i64 {
        let mut best = i64::MIN;
        for code in 0..(n + 1).pow(n as u32) {
            let mut rest = code;
            let heads: Vec<usize> = (0..n)
                .map(|_| {
                    let head = rest % (n + 1);
                    rest /= n + 1;
                    if head == n { ROOT } else { head }
                })
                .collect();
            if heads.iter().enumerate().all(|(i, h)| i != *h) {
                best = best.max(score(scores, n, &heads).unwrap_or(i64::MIN));
            }
        }
        best
    }

    #[test]
    fn two_roots_become_one() {
        let scores = [NO, 5, 9, 3, NO, 9];
        assert_eq!(decode(&scores, 2), [1, ROOT]);
    }

    #[test]
    fn the_tree_is_the_best_of_all_trees() {
        let mut seed = 7_u64;
        for round in 0..300 {
            let n = 1 + round % 5;
            let scores: Vec<i32> = (0..n * (n + 1))
                .map(|at| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    if at % (n + 1) == at / (n + 1) { NO } else { (seed >> 50) as i32 - 8000 }
                })
                .collect();
            assert_eq!(score(&scores, n, &decode(&scores, n)), Some(best_by_search(&scores, n)), "{scores:?}");
        }
    }

    #[test]
    fn nothing_is_a_tree_of_nothing() {
        assert!(decode(&[], 0).is_empty());
    }
}
