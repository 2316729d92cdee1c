#!/usr/bin/env python3
"""Learns the weights by which a claim's confidence is judged, and writes ontology/confidence.tsv.

    train.py JUDGED.jsonl --least 0.55 > ontology/confidence.tsv

JUDGED.jsonl has one object a line: {"group": document, "right": true|false, "features": [...]}, the features as
`entente extract --trace` prints them for every candidate, the verdict by a reader who saw the text and the claim only.
Logistic regression with an L2 penalty; groups keep a document's claims together in cross-validation, from whose scores
the curve from sum to confidence is drawn (held out, pooled to a rising curve). Needs NumPy, SciPy and scikit-learn.
"""
import argparse
import json
import sys
from collections import Counter

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

FOLDS = 8
SCALE = 1000


def matrix(rows, vocabulary):
    """Rows × features, one where a feature holds."""
    at = [(i, vocabulary[f]) for i, r in enumerate(rows) for f in set(r["features"]) if f in vocabulary]
    i, j = zip(*at)
    return csr_matrix((np.ones(len(at)), (i, j)), shape=(len(rows), len(vocabulary)))


def model(penalty):
    return LogisticRegression(C=penalty, max_iter=3000, solver="liblinear", random_state=0)


def held_out(x, y, groups, weights, penalty):
    """Log-odds of every row by a model that has not seen its document."""
    scores = np.zeros(len(y))
    for train, test in GroupKFold(FOLDS).split(x, y, groups):
        scores[test] = model(penalty).fit(x[train], y[train], sample_weight=weights[train]).decision_function(x[test])
    return scores


def curve(scores, y, weights, points=12):
    """Quantiles of the score and the share of right rows there, made to rise."""
    fitted = IsotonicRegression(out_of_bounds="clip").fit(scores, y, sample_weight=weights)
    at = np.unique(np.round(np.quantile(scores, np.linspace(0.01, 0.99, points)), 3))
    width = 0.35
    smooth = [np.average(fitted.predict(np.linspace(s - width, s + width, 15))) for s in at]
    return [(int(round(s * SCALE)), round(float(v), 3)) for s, v in zip(at, np.maximum.accumulate(smooth))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("judged")
    parser.add_argument("--penalty", type=float, default=0.07, help="inverse strength of the L2 penalty")
    parser.add_argument("--fewest", type=int, default=4, help="rows in which a feature must occur")
    parser.add_argument("--least", type=float, default=0.55, help="confidence below which no claim is made")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in open(arguments.judged, encoding="utf8")]
    counts = Counter(f for r in rows for f in set(r["features"]))
    vocabulary = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= arguments.fewest))}
    x, y = matrix(rows, vocabulary), np.array([r["right"] for r in rows]).astype(int)
    groups = np.array([r["group"] for r in rows])
    weights = np.array([r.get("weight", 1.0) for r in rows])
    scores = held_out(x, y, groups, weights, arguments.penalty)
    judged = weights >= 1.0
    shape = curve(scores[judged], y[judged], weights[judged])
    xs, ys = zip(*shape)
    confidence = np.interp(scores * SCALE, xs, ys)
    kept = judged & (confidence >= arguments.least)
    print(
        f"{len(rows)} rows ({judged.sum()} judged), {len(vocabulary)} features; held out: AUC {roc_auc_score(y[judged], scores[judged]):.3f}; "
        f"at {arguments.least}: {kept.sum() / judged.sum():.2f} kept, {y[kept].mean():.3f} right, {y[kept].sum() / y[judged].sum():.2f} of the right kept",
        file=sys.stderr,
    )
    final = model(arguments.penalty).fit(x, y, sample_weight=weights)
    print("# Weights by which a claim's confidence is judged, in thousandths of log-odds: written by training/claims/train.py, do not edit.")
    print(f"# Learnt from {judged.sum()} claims judged by reading; the curve is the share of right ones at each sum, held out by document.")
    print(f"@bias\t{int(round(final.intercept_[0] * SCALE))}")
    print(f"@least\t{arguments.least}")
    for sum_, share in shape:
        print(f"@curve\t{sum_}\t{share}")
    for feature, column in vocabulary.items():
        weight = int(round(final.coef_[0][column] * SCALE))
        if abs(weight) >= 20:
            print(f"{feature}\t{weight}")


if __name__ == "__main__":
    main()
