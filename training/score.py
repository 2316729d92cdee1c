"""Scores CoNLL-U against gold CoNLL-U with the same tokens: UPOS, feats, lemma, UAS, LAS, CLAS and F1 by relation.

Usage: python score.py GOLD SYSTEM
"""

import collections
import sys

FUNCTION = {"aux", "case", "cc", "clf", "cop", "det", "mark", "punct"}  # left out of CLAS, as are their subtypes
RELATIONS = (
    "nsubj nsubj:pass obj iobj obl obl:agent obl:unmarked conj ccomp xcomp advcl acl acl:relcl appos nmod nmod:poss "
    "aux aux:pass cop compound flat amod advmod mark case parataxis root"
).split()


def read(path):
    out = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if not line.strip():
                out.append(None)
            elif cells[0].isdigit():
                out.append((cells[1], cells[2], cells[3], cells[5], cells[6], cells[7], cells[9]))
    return [row for row in out if row]


def main(gold_path, system_path):
    gold, system = read(gold_path), read(system_path)
    if [g[0] for g in gold] != [s[0] for s in system]:
        sys.exit("the two files do not have the same tokens")
    count = collections.Counter()
    right, found, wanted = collections.Counter(), collections.Counter(), collections.Counter()
    margins = collections.defaultdict(lambda: [0, 0])
    for g, s in zip(gold, system):
        content = g[5].split(":")[0] not in FUNCTION
        attached = g[4] == s[4]
        labelled = attached and g[5] == s[5]
        count["UPOS"] += g[2] == s[2]
        count["feats"] += g[3] == s[3]
        count["lemma"] += g[1] == s[1]
        count["UAS"] += attached
        count["LAS"] += labelled
        count["CLAS"] += labelled and content
        count["content"] += content
        count["content found"] += s[5].split(":")[0] not in FUNCTION
        wanted[g[5]] += 1
        found[s[5]] += 1
        right[g[5]] += labelled
        if content and s[6].startswith("Margin="):
            bucket = margins[int(s[6][7:]).bit_length()]
            bucket[0] += labelled
            bucket[1] += 1
    for name in ("UPOS", "feats", "lemma", "UAS", "LAS"):
        print(f"{name:6} {100 * count[name] / len(gold):.2f}")
    print(f"CLAS   {200 * count['CLAS'] / (count['content'] + count['content found']):.2f}")
    for name in RELATIONS:
        f1 = 200 * right[name] / max(1, wanted[name] + found[name])
        print(f"  {name:14} F1 {f1:5.1f}  gold {wanted[name]}")
    for bits, (good, all_) in sorted(margins.items()):
        print(f"  margin under {1 << bits:3}: {100 * good / all_:.1f} % of {all_} content words right")


if __name__ == "__main__":
    main(*sys.argv[1:3])
