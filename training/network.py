"""The network: hashed and word embeddings, bidirectional LSTM layers, biaffine arcs, relation and tag heads."""

import torch
from torch import nn
from torch.nn import functional as F

from features import BUCKETS

DISTANCES = 13  # 0-11 signed distance buckets, 12 the root


def distance_buckets(length: int) -> torch.Tensor:
    """Bucket of (dependent i, head j): sign of j - i and 1, 2, 3-4, 5-8, 9-16, more."""
    offset = torch.arange(length)[None, :] - torch.arange(length)[:, None]
    size = offset.abs()
    level = (size > 1).long() + (size > 2) + (size > 4) + (size > 8) + (size > 16)
    return torch.where(offset > 0, level + 6, level)


class Network(nn.Module):
    def __init__(self, sizes: dict, labels: dict):
        super().__init__()
        s = self.sizes = sizes
        self.labels = labels
        self.words = nn.Embedding(s["vocabulary"], s["word"], sparse=True)
        self.hashed = nn.EmbeddingBag(BUCKETS + 1, s["hash"], mode="sum", sparse=True, padding_idx=BUCKETS)
        nn.init.normal_(self.words.weight, std=0.2)
        nn.init.normal_(self.hashed.weight, std=0.08)
        with torch.no_grad():
            self.words.weight[0].zero_()
            self.hashed.weight[BUCKETS].zero_()
        width, hidden = s["word"] + s["hash"], s["hidden"]
        self.forward_layers, self.backward_layers = nn.ModuleList(), nn.ModuleList()
        for _ in range(s["layers"]):
            for layers in (self.forward_layers, self.backward_layers):
                lstm = nn.LSTM(width, hidden)
                with torch.no_grad():  # forget gates open at first
                    lstm.bias_ih_l0.zero_()
                    lstm.bias_hh_l0.zero_()
                    lstm.bias_ih_l0[hidden : 2 * hidden] = 1.0
                layers.append(lstm)
            width = 2 * hidden
        arc, rel, tag = s["arc"], s["rel"], s["tag"]
        self.arc_dependent = nn.Linear(width, arc)
        self.arc_head = nn.Linear(width, arc)
        self.arc_bilinear = nn.Linear(arc, arc + 1, bias=False)
        self.arc_root = nn.Parameter(torch.zeros(arc + 1))
        self.arc_distance = nn.Parameter(torch.zeros(DISTANCES))
        self.rel_dependent = nn.Linear(width, rel)
        self.rel_head = nn.Linear(width, rel, bias=False)
        self.rel_distance = nn.Embedding(DISTANCES, rel)
        self.rel_output = nn.Linear(rel, len(labels["deprel"]))
        self.tag_hidden = nn.Linear(width, tag)
        self.upos = nn.Linear(tag, len(labels["upos"]))
        self.feats = nn.Linear(tag, len(labels["feats"]))
        self.scripts = nn.Linear(tag, len(labels["scripts"]))
        nn.init.normal_(self.arc_bilinear.weight, std=0.05)
        nn.init.normal_(self.rel_distance.weight, std=0.1)

    def tables(self):
        return [self.words.weight, self.hashed.weight]

    def dense(self):
        skip = {id(p) for p in self.tables()}
        return [p for p in self.parameters() if id(p) not in skip]

    def encode(self, words, hashed, lengths, drop=0.0, word_drop=0.0):
        """words (B, T), hashed (B, T, SLOTS), lengths (B) → (B, T, 2H)."""
        batch, time = words.shape
        if self.training and word_drop > 0:
            gone = torch.rand(words.shape) < word_drop
            words = words.masked_fill(gone, 0)
            hashed = hashed.clone()
            hashed[..., 0].masked_fill_(gone, BUCKETS)
        w = self.words(words).clamp(-1, 1)
        h = self.hashed(hashed.view(batch * time, -1)).view(batch, time, -1).clamp(-1, 1)
        x = torch.cat([w, h], -1)
        if self.training and drop > 0:
            x = x * F.dropout(torch.ones(batch, 1, x.shape[-1]), drop * 0.6)
        position = torch.arange(time)[None, :]
        reverse = torch.where(position < lengths[:, None], lengths[:, None] - 1 - position, position)
        for fw, bw in zip(self.forward_layers, self.backward_layers):
            turn = reverse[..., None].expand(-1, -1, x.shape[-1])
            f, _ = fw(x.transpose(0, 1))
            b, _ = bw(x.gather(1, turn).transpose(0, 1))
            b = b.transpose(0, 1)
            b = b.gather(1, reverse[..., None].expand(-1, -1, b.shape[-1]))
            x = torch.cat([f.transpose(0, 1), b], -1)
            if self.training and drop > 0:
                x = x * F.dropout(torch.ones(batch, 1, x.shape[-1]), drop)
        return x

    def arcs(self, x, lengths, drop=0.0):
        """Scores (B, T, T + 1): the last column is the root; impossible heads are -inf."""
        batch, time, _ = x.shape
        d = F.dropout(F.relu(self.arc_dependent(x)), drop, self.training)
        h = F.dropout(F.relu(self.arc_head(x)), drop, self.training)
        u = self.arc_bilinear(h)
        scores = d @ u[..., :-1].transpose(1, 2) + u[..., -1][:, None, :]
        scores = scores + self.arc_distance[distance_buckets(time)]
        blocked = (torch.arange(time)[None, :] >= lengths[:, None])[:, None, :] | torch.eye(time, dtype=torch.bool)
        scores = scores.masked_fill(blocked, -1e4)
        root = d @ self.arc_root[:-1] + self.arc_root[-1] + self.arc_distance[12]
        return torch.cat([scores, root[..., None]], -1)

    def relations(self, x, heads, drop=0.0):
        """Label scores for given heads (B, T), -1 being the root."""
        batch, time, _ = x.shape
        at = heads.clamp(min=0)
        h = self.rel_head(x)
        h = h.gather(1, at[..., None].expand(-1, -1, h.shape[-1]))
        h = h * (heads >= 0)[..., None]
        where = distance_buckets(time)[torch.arange(time)[None, :], at]
        where = where.masked_fill(heads < 0, 12)
        z = F.relu(self.rel_dependent(x) + h + self.rel_distance(where))
        return self.rel_output(F.dropout(z, drop, self.training))

    def tags(self, x, drop=0.0):
        t = F.dropout(F.relu(self.tag_hidden(x)), drop, self.training)
        return self.upos(t), self.feats(t), self.scripts(t)
