"""Rough sentences and Universal-Dependencies-like tokens of the prose collections, for pretraining."""

import glob
import json
import re

TOKEN = re.compile(
    r"""(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Gen|St|Jr|Sen|Rep|Gov|No|Inc|Co|Lt|Col|Prof|Adm|Amb)\.(?=\s)
    |\b[A-Z]\.(?=\s[A-Z])
    |\d+(?:[.,:]\d+)*|\w+(?=n[’']t\b)|n[’']t\b|[’'](?:s|re|ve|ll|d|m|S)\b|\.{3}|--+|[^\W_]+|\S""",
    re.X,
)
CANNOT = re.compile(r"\b([Cc]an)(not)\b")
STOPS = {".", "!", "?"}
CLOSERS = {'"', "”", ")", "’", "'"}


def sentences(folder: str, limit: int = 120):
    """Token lists, deterministic in order; fragments under three tokens are dropped."""
    for path in sorted(glob.glob(f"{folder}/*.jsonl")):
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                for paragraph in record["text"].split("\n"):
                    yield from split(paragraph, limit)


def split(paragraph: str, limit: int):
    tokens = TOKEN.findall(CANNOT.sub(r"\1 \2", paragraph))
    current = []
    for i, token in enumerate(tokens):
        current.append(token)
        following = tokens[i + 1] if i + 1 < len(tokens) else ""
        ended = token in STOPS or (token in CLOSERS and len(current) > 1 and current[-2] in STOPS)
        if (ended and following not in CLOSERS) or len(current) >= limit:
            if len(current) >= 3:
                yield current
            current = []
    if len(current) >= 3:
        yield current
