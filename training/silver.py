"""Parses prose with the teacher and keeps its doubts: the likeliest heads and relations of each token with their probabilities."""

import argparse
import pickle

import numpy as np
import torch

import corpus
import prose
import train
import tree




def choose(folder: str, words: int):
    """All short collections, and of the long one every n-th sentence, up to about `words` tokens."""
    everything = [s for s in prose.sentences(folder, 80) if len(s) >= 4]
    total = sum(map(len, everything))
    keep = min(1.0, words / total)
    return [s for i, s in enumerate(everything) if int((i + 1) * keep) > int(i * keep)]


@torch.no_grad()
def annotate(model, batch):
    """Items (forms, gold columns, soft targets) of one batch of (words, hashed, forms)."""
    words, hashed, lengths, _ = corpus.collate([item[:2] for item in batch])
    x = model.encode(words, hashed, lengths)
    arcs = model.arcs(x, lengths)
    scores = arcs.numpy()
    heads = torch.full(words.shape, -1, dtype=torch.long)
    for i, n in enumerate(lengths.tolist()):
        heads[i, :n] = torch.tensor(tree.decode(np.concatenate([scores[i, :n, :n], scores[i, :n, -1:]], 1)))
    arc_p, arc_at = arcs.softmax(-1).topk(min(corpus.HEADS, arcs.shape[-1]), -1)
    arc_at = torch.where(arc_at == words.shape[1], -1, arc_at)
    rel_p, rel_at = model.relations(x, heads).softmax(-1).topk(corpus.RELATIONS, -1)
    tags = [t.argmax(-1) for t in model.tags(x)]
    columns = torch.stack([heads, rel_at[..., 0], *tags], -1).to(torch.int16)
    for i, n in enumerate(lengths.tolist()):
        soft = [t[i, :n].numpy().astype(kind) for t, kind in ((arc_at, "i2"), (arc_p, "f2"), (rel_at, "i2"), (rel_p, "f2"))]
        yield (batch[i][2], columns[i, :n].numpy(), *soft)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("--ud", required=True)
    parser.add_argument("--prose", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--out", default="silver.pickle")
    parser.add_argument("--words", type=int, default=3_000_000)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    _, vocabulary, labels = train.prepare(args)
    model = train.load(f"{args.build}/{args.checkpoint}").eval()
    encoder = corpus.Encoder(vocabulary, labels)
    texts = choose(args.prose, args.words)
    print(len(texts), "sentences", sum(map(len, texts)), "tokens", flush=True)
    done = []
    for start in range(0, len(texts), 20_000):
        part = [(*encoder.input(forms), forms) for forms in texts[start : start + 20_000]]
        for batch in corpus.batches(part, 4000, None):
            done.extend(annotate(model, batch))
        print(len(done), flush=True)
    with open(f"{args.build}/{args.out}", "wb") as file:
        pickle.dump(done, file)


if __name__ == "__main__":
    main()
