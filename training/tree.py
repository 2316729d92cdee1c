"""Maximum spanning tree with exactly one root (Chu-Liu-Edmonds); the Rust decoder does the same on integers."""

import numpy as np


def decode(scores: np.ndarray) -> list[int]:
    """scores (n, n + 1): head of each token, -1 the root; last column is the root."""
    n = scores.shape[0]
    heads = scores.argmax(1)
    heads = [int(h) if h < n else -1 for h in heads]
    if heads.count(-1) == 1 and not find_cycle(heads):
        return heads
    square = np.full((n + 1, n + 1), -float(1 << 40))
    square[:n, :] = scores
    square[:n, n] -= 1 << 36  # so that one root is always cheaper than two
    return [int(h) if h < n else -1 for h in spanning(square, n)[:n]]


def find_cycle(heads):
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, at = [], start
        while at >= 0 and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = heads[at]
        if at >= 0 and state[at] == 1:
            return path[path.index(at):]
        for p in path:
            state[p] = 2
    return []


def spanning(s, root):
    n = s.shape[0]
    heads = [int(h) for h in s.argmax(1)]
    heads[root] = -1
    cycle = find_cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    outside = [i for i in range(n) if not inside[i]]
    m = len(outside)
    small = np.full((m + 1, m + 1), -float(1 << 40))
    small[:m, :m] = s[np.ix_(outside, outside)]
    cycle_arr = np.array(cycle)
    kept = np.array([s[c, heads[c]] for c in cycle])
    leave = s[np.ix_(outside, cycle)]
    leave_at = leave.argmax(1) if m else np.zeros(0, dtype=int)
    enter = s[np.ix_(cycle, outside)] - kept[:, None]
    enter_at = enter.argmax(0) if m else np.zeros(0, dtype=int)
    for k in range(m):
        small[k, m] = leave[k, leave_at[k]]
        small[m, k] = enter[enter_at[k], k]
    small[m, m] = -float(1 << 40)
    solved = spanning(small, outside.index(root))
    for k in range(m):
        h = solved[k]
        if h >= 0:
            heads[outside[k]] = int(cycle_arr[leave_at[k]]) if h == m else outside[h]
        else:
            heads[outside[k]] = -1
    h = solved[m]
    broken = cycle[enter_at[h]]
    heads[broken] = outside[h]
    return heads
