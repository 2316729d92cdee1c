"""Integer inference in NumPy: the definition that the Rust kernels must equal bit for bit.

Number formats: activations of the encoder are u8 with zero 128 and step 1/128; rectified activations are u8 with zero 0
and a step of their own; gates are i16 with 12 fractional bits; cells i16 with 11; weights seven bits with one scale a row.
"""

import numpy as np

import tree
from features import BUCKETS, SLOTS


def sigmoid_table() -> np.ndarray:
    """Sixteen segments of width 0.5 over [0, 8): quadratic pieces of sigmoid(x) - 1/2 with 15 fractional bits."""
    sigmoid = lambda x: 1 / (1 + np.exp(-x)) - 0.5
    rows = []
    for k in range(16):
        t = np.linspace(0, 1, 65)
        y = sigmoid(0.5 * (k + t)) * 32768
        start, end = y[0], y[-1]
        middle = sigmoid(0.5 * (k + 0.5)) * 32768
        curve = 2 * (start + end - 2 * middle)
        rows.append((round(start), round(end - start - curve), round(curve)))
    rows[0] = (0, *rows[0][1:])
    return np.array(rows, dtype=np.int32)


TABLE = sigmoid_table()


def mulhrs(a, b):
    """(a * b + 2^14) >> 15, as the vector instruction does."""
    return (a.astype(np.int32) * b.astype(np.int32) + 0x4000) >> 15


def half_sigmoid(z):
    """sigmoid(z) - 1/2 with 15 fractional bits, z with 12 in i16 range."""
    size = np.minimum(np.abs(z), 32767)
    row = TABLE[size >> 11]
    fraction = (size & 2047) << 4
    value = row[..., 0] + mulhrs(row[..., 1] + mulhrs(row[..., 2], fraction), fraction)
    return np.where(z < 0, -value, np.where(z == 0, 0, value))


def saturate(x):
    return np.clip(x, -32768, 32767)


def linear(layer, inputs):
    """(…, K) u8 → (…, R) i32: rows of (sum of w * (a - zero)) * multiplier + bias, shifted right."""
    total = inputs.astype(np.int32) @ layer["weights"].astype(np.int32).T - layer["zero"] * layer["sums"]
    return (total * layer["multiplier"] + layer["bias"]) >> layer["shift"]


def unsigned(x):
    return np.clip(x, 0, 255)


def lstm(layer, inputs):
    """One direction over (T, K) u8 → (T, H) u8."""
    hidden = layer["hidden"]
    projected = saturate(linear(layer["input"], inputs))
    state = np.full(hidden, 128, dtype=np.int32)
    cell = np.zeros(hidden, dtype=np.int32)
    out = np.zeros((len(inputs), hidden), dtype=np.int32)
    for t in range(len(inputs)):
        z = saturate(projected[t] + saturate(linear(layer["recurrent"], state)))
        i, f, g, o = (half_sigmoid(z[k * hidden : (k + 1) * hidden]) for k in range(4))
        cell = saturate(mulhrs(16384 + f, cell) + mulhrs(16384 + i, g >> 3))
        squashed = 2 * half_sigmoid(saturate(cell * 4))
        state = (saturate(mulhrs(16384 + o, squashed) + 128) >> 8) + 128
        out[t] = state
    return out


def embed(model, words, hashed):
    w = model["words"][words].astype(np.int32)
    table = np.concatenate([model["hashed"], np.zeros((1, model["hashed"].shape[1]), np.int8)]).astype(np.int32)
    h = table[np.minimum(hashed, BUCKETS)].sum(1)
    return np.clip(np.concatenate([w, h], 1), -127, 127) + 128


def encode(model, words, hashed):
    x = embed(model, words, hashed)
    for forward, backward in model["layers"]:
        x = np.concatenate([lstm(forward, x), lstm(backward, x[::-1])[::-1]], 1)
    return x


def arc_scores(model, x):
    """(n, n + 1) i32; the last column is the root, the diagonal far below everything."""
    n = len(x)
    dependent = unsigned(linear(model["arc_dependent"], x))
    head = unsigned(linear(model["arc_head"], x))
    u = linear(model["arc_bilinear"], head)
    vectors, bias = saturate(u[:, :-1]), u[:, -1]
    scores = dependent @ vectors.T + bias[None, :] + model["arc_distance"][distances(n)]
    np.fill_diagonal(scores, -(1 << 30))
    root = dependent @ model["arc_root"].astype(np.int32) + model["arc_root_bias"] + model["arc_distance"][12]
    return np.concatenate([scores, root[:, None]], 1)


def distances(n):
    offset = np.arange(n)[None, :] - np.arange(n)[:, None]
    size = np.abs(offset)
    level = (size > 1).astype(int) + (size > 2) + (size > 4) + (size > 8) + (size > 16)
    return np.where(offset > 0, level + 6, level)


def margins(model, scores, heads):
    """Lead of the chosen head over the best other one in sixteenths of a nat, 0 to 255."""
    out = []
    for i, h in enumerate(heads):
        row = scores[i].astype(np.int64).copy()
        chosen = row[h]
        row[h] = -(1 << 40)
        lead = max(0, int(chosen - row.max()))
        out.append(min(255, lead * int(model["margin_multiplier"]) >> 24))
    return out


def analyse(model, words, hashed):
    """heads, deprel, upos, feats, scripts, margins."""
    x = encode(model, words, hashed)
    scores = arc_scores(model, x)
    heads = tree.decode(scores)
    n = len(x)
    dependent = saturate(linear(model["rel_dependent"], x))
    head = saturate(linear(model["rel_head"], x))
    head = np.where(np.array(heads)[:, None] >= 0, head[heads], 0)
    where = distances(n)[np.arange(n), heads]
    where = np.where(np.array(heads) < 0, 12, where)
    z = saturate(saturate(dependent + head) + model["rel_distance"][where])
    relations = linear(model["rel_output"], unsigned((z + 8) >> 4))
    root = model["root_label"]
    relations[:, root] = np.where(np.array(heads) < 0, 1 << 30, -(1 << 30))
    tag = unsigned(linear(model["tag_hidden"], x))
    upos = linear(model["upos"], tag).argmax(1)
    feats = linear(model["feats"], tag)
    feats = np.where(model["allowed"][upos], feats, -(1 << 30)).argmax(1)
    scripts = linear(model["scripts"], tag).argmax(1)
    lists = [heads, *(a.tolist() for a in (relations.argmax(1), upos, feats, scripts))]
    return (*lists, margins(model, scores, heads))
