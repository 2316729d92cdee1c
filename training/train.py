"""Trains the parser: `pretrain` (masked words on prose), then `parse` (treebanks)."""

import argparse
import json
import os
import random
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import corpus
import prose
import tree
import treebank
from network import Network

SIZES = dict(word=80, hash=80, hidden=128, layers=2, arc=96, rel=96, tag=64)
OUTPUTS = 16000  # words the masked-word task can predict


def prepare(args):
    """Vocabulary and label inventories, cached beside the checkpoints."""
    path = f"{args.build}/inventory.json"
    gold = load_gold(args)
    if not os.path.exists(path):
        text = list(prose.sentences(args.prose))
        vocabulary = corpus.build_vocabulary(gold, text, 40000)
        labels = corpus.build_labels(gold, {"feats": 2, "scripts": 3})
        os.makedirs(args.build, exist_ok=True)
        with open(path, "w") as out:
            json.dump({"vocabulary": vocabulary, "labels": labels}, out)
    with open(path) as file:
        inventory = json.load(file)
    return gold, inventory["vocabulary"], inventory["labels"]


def load_gold(args):
    return treebank.read_conllu(f"{args.ud}/en_ewt-train.conllu") + treebank.read_conllu(
        f"{args.ud}/en_gum-free-genres-train.conllu"
    )


def optimisers(model, extra=()):
    dense = torch.optim.AdamW(model.dense() + list(extra), lr=1.0, betas=(0.9, 0.98), weight_decay=1e-4)
    sparse = torch.optim.SparseAdam(model.tables(), lr=1.0, betas=(0.9, 0.98))
    return dense, sparse


def set_rate(opts, rate):
    for opt in opts:
        for group in opt.param_groups:
            group["lr"] = rate


def schedule(step, total, peak, warm=200):
    return peak * min((step + 1) / warm, max(0.0, (total - step) / total) + 0.01)


def step_all(model, opts, loss, extra=()):
    for opt in opts:
        opt.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.dense() + list(extra), 2.0)
    for opt in opts:
        opt.step()


def losses(model, batch, drop, word_drop):
    words, hashed, lengths, gold = corpus.collate(batch)
    x = model.encode(words, hashed, lengths, drop, word_drop)
    real = torch.arange(words.shape[1])[None, :] < lengths[:, None]
    arcs = model.arcs(x, lengths, drop)
    heads = gold[..., 0].masked_fill(~real, 0)
    arc_loss = F.cross_entropy(arcs[real], torch.where(heads < 0, words.shape[1], heads)[real])
    rel_loss = F.cross_entropy(model.relations(x, heads, drop)[real], gold[..., 1][real])
    upos, feats, scripts = model.tags(x[real], drop)
    tag_loss = sum(
        F.cross_entropy(scores, gold[..., column][real], ignore_index=-100)
        for scores, column in ((upos, 2), (feats, 3), (scripts, 4))
    )
    return arc_loss + rel_loss + 0.5 * tag_loss, (arc_loss.item(), rel_loss.item(), tag_loss.item())


@torch.no_grad()
def predict(model, items, budget=6000):
    """For each item: heads, deprel, upos, feats, scripts as index lists."""
    model.eval()
    place = {id(item): i for i, item in enumerate(items)}
    out = [None] * len(items)
    for batch in corpus.batches(items, budget, None):
        words, hashed, lengths, _ = corpus.collate(batch)
        x = model.encode(words, hashed, lengths)
        arcs = model.arcs(x, lengths)
        tags = [t.argmax(-1) for t in model.tags(x)]
        heads = torch.full(words.shape, -1, dtype=torch.long)
        scores = arcs.numpy()
        for i, n in enumerate(lengths.tolist()):
            square = np.concatenate([scores[i, :n, :n], scores[i, :n, -1:]], 1)
            heads[i, :n] = torch.tensor(tree.decode(square))
        rels = model.relations(x, heads).argmax(-1)
        for i, n in enumerate(lengths.tolist()):
            out[place[id(batch[i])]] = [t[i, :n].tolist() for t in (heads, rels, *tags)]
    return out


def accuracy(model, items):
    right, total = np.zeros(6), 0
    for item, guess in zip(items, predict(model, items)):
        gold, guess = item[2], np.array(guess).T
        hit = gold == guess
        right += [*hit.sum(0), (hit[:, 0] & hit[:, 1]).sum()]
        total += len(gold)
    uas, _, upos, feats, lemma, las = 100 * right / total
    return f"UAS {uas:.2f} LAS {las:.2f} UPOS {upos:.2f} feats {feats:.2f} script {lemma:.2f}"


def save(model, args, name):
    torch.save({"sizes": model.sizes, "labels": model.labels, "state": model.state_dict()}, f"{args.build}/{name}")


def load(path):
    saved = torch.load(path)
    model = Network(saved["sizes"], saved["labels"])
    model.load_state_dict(saved["state"])
    return model


def pretrain(args):
    gold, vocabulary, labels = prepare(args)
    encoder = corpus.Encoder(vocabulary, labels)
    model = Network(SIZES | {"vocabulary": len(vocabulary)}, labels)
    rng = random.Random(args.seed)
    text = [s.forms for s in gold if len(s.forms) > 2] + list(prose.sentences(args.prose))
    width = 2 * model.sizes["hidden"]
    project, output = nn.Linear(width, 128), nn.Linear(128, OUTPUTS)
    extra = [*project.parameters(), *output.parameters()]
    opts = optimisers(model, extra)
    groups = corpus.batches([(forms,) for forms in text], args.batch, rng)
    total, step, began, shown, seen = len(groups) * args.epochs, 0, time.time(), [], 0
    print("steps", total, "words", sum(map(len, text)), flush=True)
    for epoch in range(args.epochs):
        rng.shuffle(groups)
        for group in groups:
            model.train()
            items = [encoder.input(forms) for (forms,) in group]
            words, hashed, lengths, _ = corpus.collate(items)
            masked = (torch.rand(words.shape) < 0.18) & (words > corpus.MASKED) & (words < OUTPUTS)
            if not masked.any():
                continue
            target = words[masked]
            kept = torch.rand(words.shape) < 0.1
            hide = masked & ~kept
            words = words.masked_fill(hide, corpus.MASKED)
            hashed = hashed.clone()
            hashed[hide] = 1 << 15
            x = model.encode(words, hashed, lengths, args.drop, 0.05)
            loss = F.cross_entropy(output(F.relu(project(x[masked]))), target)
            set_rate(opts, schedule(step, total, args.rate))
            step_all(model, opts, loss, extra)
            shown.append(loss.item())
            seen += int(lengths.sum())
            step += 1
            if step % 500 == 0:
                print(f"{step}/{total} loss {np.mean(shown):.3f} {seen / (time.time() - began):.0f} words/s", flush=True)
                shown = []
                save(model, args, args.out)
            if step == args.stop:
                return save(model, args, args.out)
    save(model, args, args.out)


def parse(args):
    gold, vocabulary, labels = prepare(args)
    encoder = corpus.Encoder(vocabulary, labels)
    model = load(f"{args.build}/{args.init}") if args.init else Network(
        SIZES | {"vocabulary": len(vocabulary)}, labels
    )
    dev = {
        name: corpus.plain_items(encoder, treebank.read_conllu(f"{args.ud}/en_{name}-dev.conllu"))
        for name in ("ewt", "gum-free-genres")
    }
    rng = random.Random(args.seed)
    opts = optimisers(model)
    began, seen, total = time.time(), 0, args.epochs * sum(len(s.forms) for s in gold)
    for epoch in range(args.epochs):
        groups = corpus.batches(corpus.training_items(encoder, gold, rng), args.batch, rng)
        sums = np.zeros(3)
        for group in groups:
            model.train()
            set_rate(opts, schedule(seen, total, args.rate, 200 * args.batch))
            loss, parts = losses(model, group, args.drop, args.word_drop)
            step_all(model, opts, loss)
            sums += parts
            seen += sum(len(item[0]) for item in group)
        arc, rel, tag = sums / len(groups)
        print(f"epoch {epoch + 1} {time.time() - began:.0f}s arc {arc:.3f} rel {rel:.3f} tag {tag:.3f}", flush=True)
        if (epoch + 1) % args.every == 0 or epoch + 1 == args.epochs:
            for name, items in dev.items():
                print("  ", name, accuracy(model, items), flush=True)
            save(model, args, args.out)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=("pretrain", "parse"))
    parser.add_argument("--ud", required=True)
    parser.add_argument("--prose", required=True)
    parser.add_argument("--build", required=True, help="folder for checkpoints")
    parser.add_argument("--init", help="checkpoint to start from")
    parser.add_argument("--out", required=True, help="checkpoint to write")
    parser.add_argument("--epochs", type=int, default=25)
    parser.add_argument("--batch", type=int, default=1000, help="tokens per batch")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--drop", type=float, default=0.25)
    parser.add_argument("--word-drop", type=float, default=0.15)
    parser.add_argument("--stop", type=int, help="end pretraining after this many steps of its schedule")
    parser.add_argument("--every", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    arguments_ = arguments()
    torch.manual_seed(arguments_.seed)
    torch.set_num_threads(arguments_.threads)
    {"pretrain": pretrain, "parse": parse}[arguments_.stage](arguments_)
