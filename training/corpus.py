"""Vocabulary and batches: sentences as index arrays, grouped by length."""

import collections
import random

import numpy as np
import torch

from augment import script_of, vary
from features import SLOTS, sentence_features, word_key

UNKNOWN, MASKED = 0, 1


def count_words(sentences) -> collections.Counter:
    types = collections.Counter(form for forms in sentences for form in forms)
    words = collections.Counter()
    for form, count in types.items():
        words[word_key(form)] += count
    return words


def build_vocabulary(treebank, prose, size: int) -> list[int]:
    """Word keys by falling frequency (treebank words count five times), after the two reserved rows."""
    counts = collections.Counter()
    for word, count in count_words(s.forms for s in treebank).items():
        counts[word] += 5 * count
    for word, count in count_words(prose).items():
        counts[word] += count
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [-1, -2] + [word for word, count in ranked if count >= 4][: size - 2]


def build_labels(treebank, minimum: dict) -> dict:
    counts = {name: collections.Counter() for name in ("upos", "feats", "deprel", "scripts")}
    for sentence in treebank:
        for t in sentence.tokens:
            counts["upos"][t.upos] += 1
            counts["feats"][t.feats] += 1
            counts["deprel"][t.deprel] += 1
            counts["scripts"][script_of(t)] += 1
    ranked = lambda c, m: [k for k, n in sorted(c.items(), key=lambda i: (-i[1], i[0])) if n >= m]
    return {name: ranked(c, minimum.get(name, 1)) for name, c in counts.items()}


class Encoder:
    """Forms and gold columns to index arrays."""

    def __init__(self, vocabulary: list[int], labels: dict):
        self.index = {word: i for i, word in enumerate(vocabulary)}
        self.labels = {name: {v: i for i, v in enumerate(values)} for name, values in labels.items()}
        self.rows = {}

    def word(self, form: str) -> int:
        row = self.rows.get(form)
        if row is None:
            row = self.rows[form] = self.index.get(word_key(form), UNKNOWN)
        return row

    def input(self, forms):
        return (
            np.array([self.word(f) for f in forms], dtype=np.int64),
            np.array(sentence_features(forms), dtype=np.int64),
        )

    def gold(self, tokens):
        """heads, deprel, upos, feats, scripts; -100 where the class is not in the inventory."""
        get = lambda name, value: self.labels[name].get(value, -100)
        return np.array(
            [
                (t.head, get("deprel", t.deprel), get("upos", t.upos), get("feats", t.feats), get("scripts", script_of(t)))
                for t in tokens
            ],
            dtype=np.int64,
        )


def batches(items, budget: int, rng: random.Random | None):
    """Lists of items of like length, about `budget` tokens each; `size(item)` is the length of item[0]."""
    noise = (lambda: rng.random() * 3) if rng else (lambda: 0)
    order = sorted(range(len(items)), key=lambda i: len(items[i][0]) + noise())
    out, current, longest = [], [], 0
    for i in order:
        longest = max(longest, len(items[i][0]))
        if current and longest * (len(current) + 1) > budget:
            out.append(current)
            current, longest = [], len(items[i][0])
        current.append(items[i])
    if current:
        out.append(current)
    if rng:
        rng.shuffle(out)
    return out


def collate(batch):
    """Padded tensors of items (words, hashed[, gold])."""
    lengths = torch.tensor([len(item[0]) for item in batch])
    time = int(lengths.max())
    words = torch.zeros(len(batch), time, dtype=torch.long)
    hashed = torch.full((len(batch), time, SLOTS), 1 << 15, dtype=torch.long)
    gold = torch.full((len(batch), time, 5), -100, dtype=torch.long)
    for i, item in enumerate(batch):
        n = len(item[0])
        words[i, :n] = torch.from_numpy(item[0])
        hashed[i, :n] = torch.from_numpy(item[1])
        if len(item) > 2:
            gold[i, :n] = torch.from_numpy(item[2])
    return words, hashed, lengths, gold


def training_items(encoder: Encoder, sentences, rng: random.Random, longest: int = 120):
    items = []
    for sentence in sentences:
        if len(sentence.tokens) > longest:
            continue
        tokens = vary(sentence, rng).tokens
        items.append((*encoder.input([t.form for t in tokens]), encoder.gold(tokens)))
    return items


def plain_items(encoder: Encoder, sentences):
    return [(*encoder.input(s.forms), encoder.gold(s.tokens)) for s in sentences]
