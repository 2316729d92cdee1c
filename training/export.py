"""Quantises a checkpoint, checks it on the dev sets in integers, and writes the model file and its test vectors."""

import argparse
import collections
import hashlib
import json
import struct

import numpy as np
import torch

import corpus
import integers
import train
import treebank
from augment import script_of

VERSION = 1


def quantise_rows(weights, bias, input_step, zero, output_scale):
    """Seven-bit rows; each row's scale is a multiplier of eight bits and a shift, so that no scale is rounded."""
    rows, columns = weights.shape
    quantised = np.zeros((rows, columns), np.int8)
    multiplier, shift = np.zeros(rows, np.int32), np.zeros(rows, np.int32)
    folded = np.zeros(rows, np.int32)
    output_scale = np.broadcast_to(np.asarray(output_scale, float), rows)
    for r in range(rows):
        peak = max(np.abs(weights[r]).max(), 1e-6)
        best = None
        for clip in (1.0, 0.93, 0.86, 0.8):
            ratio = peak * clip / 63 * input_step * output_scale[r]
            s = int(np.clip(np.floor(np.log2(256 / ratio)), 1, 28))
            m = int(np.clip(np.ceil(ratio * 2**s), 1, 255))
            step = m / 2**s / input_step / output_scale[r]
            q = np.clip(np.round(weights[r] / step), -63, 63)
            error = np.square(q * step - weights[r]).sum()
            if best is None or error < best[0]:
                best = (error, q, m, s)
        _, quantised[r], multiplier[r], shift[r] = best
        limit = 2**30 - 2**28
        folded[r] = np.clip(round(bias[r] * output_scale[r] * 2.0 ** shift[r]), -limit, limit) + (1 << (shift[r] - 1))
    return {
        "weights": quantised,
        "zero": zero,
        "sums": quantised.astype(np.int32).sum(1),
        "multiplier": multiplier,
        "bias": folded,
        "shift": shift,
    }


def array(tensor):
    return tensor.detach().double().numpy()


def quantise_lstm(lstm):
    hidden = lstm.hidden_size
    scale = np.full(4 * hidden, 4096.0)
    scale[2 * hidden : 3 * hidden] = 8192.0  # tanh(x) = 2 sigmoid(2x) - 1
    bias = array(lstm.bias_ih_l0) + array(lstm.bias_hh_l0)
    return {
        "hidden": hidden,
        "input": quantise_rows(array(lstm.weight_ih_l0), bias, 1 / 128, 128, scale),
        "recurrent": quantise_rows(array(lstm.weight_hh_l0), 0 * bias, 1 / 128, 128, scale),
    }


@torch.no_grad()
def activation_peaks(model, items):
    """Largest rectified activations seen on training sentences."""
    model.eval()
    peaks = collections.defaultdict(float)
    for batch in corpus.batches(items, 4000, None):
        words, hashed, lengths, gold = corpus.collate(batch)
        x = model.encode(words, hashed, lengths)
        real = torch.arange(words.shape[1])[None, :] < lengths[:, None]
        heads = gold[..., 0].masked_fill(~real, 0)
        h = torch.relu(model.arc_head(x))[real]
        values = {
            "arc_dependent": torch.relu(model.arc_dependent(x))[real],
            "arc_head": h,
            "arc_bilinear": model.arc_bilinear(h)[..., :-1].abs(),
            "tag_hidden": torch.relu(model.tag_hidden(x))[real],
            "rel": relation_hidden(model, x, heads)[real],
        }
        for name, value in values.items():
            peaks[name] = max(peaks[name], float(torch.quantile(value.flatten()[:4_000_000], 0.9999)))
    return peaks


def relation_hidden(model, x, heads):
    kept = []
    hook = model.rel_output.register_forward_pre_hook(lambda _, inputs: kept.append(inputs[0]))
    model.relations(x, heads)
    hook.remove()
    return kept[0]


def quantise(model, peaks, allowed):
    layer = lambda linear, step, zero, scale: quantise_rows(
        array(linear.weight), array(linear.bias) if linear.bias is not None else np.zeros(linear.out_features), step, zero, scale
    )
    scale = {name: 255 / peak for name, peak in peaks.items()}
    vector = 16000 / peaks["arc_bilinear"]
    score = scale["arc_dependent"] * vector
    bilinear_scale = np.full(model.arc_bilinear.out_features, vector)
    bilinear_scale[-1] = score
    root = array(model.arc_root)
    logits = 1024.0
    return {
        "words": np.clip(np.round(array(model.words.weight) * 128), -127, 127).astype(np.int8),
        "hashed": np.clip(np.round(array(model.hashed.weight)[:-1] * 128), -127, 127).astype(np.int8),
        "layers": [(quantise_lstm(f), quantise_lstm(b)) for f, b in zip(model.forward_layers, model.backward_layers)],
        "arc_dependent": layer(model.arc_dependent, 1 / 128, 128, scale["arc_dependent"]),
        "arc_head": layer(model.arc_head, 1 / 128, 128, scale["arc_head"]),
        "arc_bilinear": layer(model.arc_bilinear, 1 / scale["arc_head"], 0, bilinear_scale),
        "arc_root": np.clip(np.round(root[:-1] * vector), -32768, 32767).astype(np.int16),
        "arc_root_bias": int(round(root[-1] * score)),
        "arc_distance": np.round(array(model.arc_distance) * score).astype(np.int32),
        "margin_multiplier": max(1, round(16 / score * 2**24)),
        "rel_dependent": layer(model.rel_dependent, 1 / 128, 128, 16 * scale["rel"]),
        "rel_head": layer(model.rel_head, 1 / 128, 128, 16 * scale["rel"]),
        "rel_distance": np.clip(np.round(array(model.rel_distance.weight) * 16 * scale["rel"]), -32768, 32767).astype(np.int16),
        "rel_output": layer(model.rel_output, 1 / scale["rel"], 0, logits),
        "tag_hidden": layer(model.tag_hidden, 1 / 128, 128, scale["tag_hidden"]),
        "upos": layer(model.upos, 1 / scale["tag_hidden"], 0, logits),
        "feats": layer(model.feats, 1 / scale["tag_hidden"], 0, logits),
        "scripts": layer(model.scripts, 1 / scale["tag_hidden"], 0, logits),
        "allowed": allowed,
        "root_label": model.labels["deprel"].index("root"),
    }


def allowed_features(gold, labels):
    """Which feature strings each part of speech has in the treebanks."""
    allowed = np.zeros((len(labels["upos"]), len(labels["feats"])), bool)
    feats = {value: i for i, value in enumerate(labels["feats"])}
    upos = {value: i for i, value in enumerate(labels["upos"])}
    for sentence in gold:
        for t in sentence.tokens:
            if t.feats in feats:
                allowed[upos[t.upos], feats[t.feats]] = True
    return allowed


def irregular_lemmas(gold, labels):
    """(lower-cased form, part of speech) → lemma where no script of the inventory gives it."""
    known = set(labels["scripts"])
    seen = collections.defaultdict(collections.Counter)
    for sentence in gold:
        for t in sentence.tokens:
            seen[treebank.straight(t.form).lower(), t.upos][t.lemma if script_of(t) not in known else None] += 1
    out = {}
    for key, counts in sorted(seen.items()):
        lemma, count = max(counts.items(), key=lambda item: (item[1], item[0] or ""))
        if lemma and "Typo" not in key and key[0].isalpha():
            out[key] = lemma
    return out


class Writer:
    """Little-endian sections; strings and arrays are preceded by their length."""

    def __init__(self):
        self.parts = []

    def number(self, value):
        self.parts.append(struct.pack("<i", int(value)))

    def text(self, value):
        data = value.encode("utf-8")
        self.parts.append(struct.pack("<H", len(data)) + data)

    def texts(self, values):
        self.number(len(values))
        for value in values:
            self.text(value)

    def array(self, values, kind):
        self.parts.append(np.ascontiguousarray(values).astype(kind).tobytes())

    def linear(self, layer):
        rows, columns = layer["weights"].shape
        for value in (rows, columns, layer["zero"]):
            self.number(value)
        self.array(layer["multiplier"], "u1")
        self.array(layer["shift"], "u1")
        self.array(layer["bias"], "<i4")
        self.array(layer["weights"], "i1")


def write(path, model, checkpoint, vocabulary, irregular, provenance):
    out = Writer()
    out.parts.append(b"ENTENTE\0")
    out.number(VERSION)
    out.text(provenance)
    for name in ("upos", "feats", "deprel", "scripts"):
        out.texts(checkpoint.labels[name])
    out.array(model["allowed"], "u1")
    out.number(len(irregular))
    for (form, upos), lemma in irregular.items():
        for value in (form, upos, lemma):
            out.text(value)
    for name in ("vocabulary", "word", "hash", "hidden", "layers"):
        out.number(checkpoint.sizes[name])
    out.array(np.array([k & 0xFFFFFFFF for k in vocabulary], dtype=np.uint64), "<u4")
    out.array(integers.TABLE, "<i2")
    for forward, backward in model["layers"]:
        for direction in (forward, backward):
            out.linear(direction["input"])
            out.linear(direction["recurrent"])
    for name in ("arc_dependent", "arc_head", "arc_bilinear"):
        out.linear(model[name])
    out.array(model["arc_root"], "<i2")
    out.number(model["arc_root_bias"])
    out.array(model["arc_distance"], "<i4")
    out.number(model["margin_multiplier"])
    for name in ("rel_dependent", "rel_head", "rel_output"):
        out.linear(model[name])
    out.array(model["rel_distance"], "<i2")
    for name in ("tag_hidden", "upos", "feats", "scripts"):
        out.linear(model[name])
    out.array(model["words"], "i1")
    out.array(model["hashed"], "i1")
    data = b"".join(out.parts)
    with open(path, "wb") as file:
        file.write(data)
    print(f"{path}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def vectors(path, model, labels, encoder, sentences_path):
    """What the integer reference says about our own sentences, one JSON line each."""
    with open(sentences_path, encoding="utf-8") as lines, open(path, "w", encoding="utf-8") as out:
        for line in lines:
            forms = line.split()
            if not forms:
                continue
            words, hashed = encoder.input(forms)
            state = integers.encode(model, words, hashed)
            heads, rels, upos, feats, scripts, margins = integers.analyse(model, words, hashed)
            record = {
                "forms": forms,
                "encoding": hashlib.sha256(state.astype(np.uint8).tobytes()).hexdigest(),
                "heads": heads,
                "relations": [labels["deprel"][i] for i in rels],
                "upos": [labels["upos"][i] for i in upos],
                "features": [labels["feats"][i] for i in feats],
                "scripts": [labels["scripts"][i] for i in scripts],
                "margins": margins,
            }
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def provenance(args):
    """Treebanks, digest of the training files and seed, as the model file states them."""
    digest = hashlib.sha256()
    for name in ("ewt", "gum-free-genres"):
        with open(f"{args.ud}/en_{name}-train.conllu", "rb") as file:
            digest.update(file.read())
    return f"UD English EWT, UD English GUM (free genres); training data sha256 {digest.hexdigest()}; seed {args.seed}"


def check(model, items, name):
    right, total = np.zeros(6), 0
    for words, hashed, gold in items:
        *guess, _ = integers.analyse(model, words, hashed)
        hit = gold == np.array(guess).T
        right += [*hit.sum(0), (hit[:, 0] & hit[:, 1]).sum()]
        total += len(gold)
    print(name, "integers: UAS {:.2f} rel {:.2f} UPOS {:.2f} feats {:.2f} script {:.2f} LAS {:.2f}".format(*(100 * right / total)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("--ud", required=True)
    parser.add_argument("--prose", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--model", required=True, help="model file to write")
    parser.add_argument("--sentences", help="own sentences for the test vectors, tokens separated by spaces")
    parser.add_argument("--vectors", help="test vectors to write")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the training, for the record")
    parser.add_argument("--check", type=int, default=400, help="dev sentences to score in integers")
    args = parser.parse_args()
    checkpoint = train.load(f"{args.build}/{args.checkpoint}")
    gold, vocabulary, labels = train.prepare(args)
    encoder = corpus.Encoder(vocabulary, labels)
    peaks = activation_peaks(checkpoint, corpus.plain_items(encoder, gold[::10]))
    print({name: round(peak, 2) for name, peak in peaks.items()})
    model = quantise(checkpoint, peaks, allowed_features(gold, labels))
    irregular = irregular_lemmas(gold, labels)
    print("labels", {name: len(values) for name, values in labels.items()}, "irregular lemmas", len(irregular))
    write(args.model, model, checkpoint, vocabulary, irregular, provenance(args))
    if args.vectors:
        vectors(args.vectors, model, labels, encoder, args.sentences)
    for name in ("ewt", "gum-free-genres"):
        items = corpus.plain_items(encoder, treebank.read_conllu(f"{args.ud}/en_{name}-dev.conllu")[: args.check])
        print(name, "floats:  ", train.accuracy(checkpoint, items))
        check(model, items, name)


if __name__ == "__main__":
    main()
