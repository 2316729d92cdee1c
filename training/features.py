"""What the network sees of a token: a word index and hashed features.

The Rust side (`src/syntax/model/inputs.rs`) computes the same numbers; the test vectors keep both honest.
"""

from functools import lru_cache

BUCKETS = 1 << 15
SLOTS = 11  # hashed features per token
MASK64 = (1 << 64) - 1

QUOTES = {ord(c): '"' for c in "“”„‟«»″"} | {ord(c): "'" for c in "‘’‚‛′`´"}
DASHES = {ord(c): "-" for c in "–‐‑−‒"} | {ord(c): "--" for c in "—―"} | {ord("…"): "..."}
FOLDS = QUOTES | DASHES


def hash64(salt: int, text: str) -> int:
    """FNV-1a over the salt and the UTF-8 bytes, finished by a multiply-xorshift mix."""
    value = 0xCBF29CE484222325
    for byte in bytes([salt]) + text.encode("utf-8"):
        value = ((value ^ byte) * 0x100000001B3) & MASK64
    value ^= value >> 32
    value = (value * 0x9E3779B97F4A7C15) & MASK64
    return value ^ (value >> 29)


def bucket(salt: int, text: str) -> int:
    return hash64(salt, text) >> 49


def fold(form: str) -> str:
    """Quotes and dashes to ASCII, ASCII digits to 0."""
    text = form.translate(FOLDS)
    return "".join("0" if "0" <= c <= "9" else c for c in text)


def word_key(form: str) -> int:
    """Key of the word table: 32 bits of the hash of the folded lower-cased form."""
    return hash64(0, fold(form).lower()) >> 32


def shape(text: str) -> str:
    """Characters as X, x, 0 or themselves; runs longer than two are cut to two."""
    out = []
    for c in text:
        kind = "X" if c.isupper() else "x" if c.isalpha() else c
        if out[-2:] != [kind, kind]:
            out.append(kind)
    return "".join(out[:12])


@lru_cache(maxsize=None)
def form_features(form: str) -> tuple[int, ...]:
    """Cased form, prefixes 2-4, suffixes 1-5, shape."""
    cased = fold(form)
    lower = cased.lower()
    features = [bucket(1, cased)]
    features += [bucket(n, lower[:n]) for n in (2, 3, 4)]
    features += [bucket(10 + n, lower[max(0, len(lower) - n):]) for n in (1, 2, 3, 4, 5)]
    features.append(bucket(20, shape(cased)))
    return tuple(features)


def sentence_casing(forms: list[str]) -> str:
    """`U` all capitals, `T` title case, `n` ordinary; words that start with a letter count."""
    words = [f for f in forms if f[:1].isalpha() and (f[:1].isupper() or f[:1].islower())]
    if len(words) < 2:
        return "n"
    if not any(c.islower() for f in words for c in f):
        return "U"
    longer = [f for f in words if len(f) >= 4]
    capitals = sum(f[:1].isupper() for f in longer)
    return "T" if len(longer) >= 2 and 5 * capitals >= 4 * len(longer) else "n"


def sentence_features(forms: list[str]) -> list[tuple[int, ...]]:
    casing = sentence_casing(forms)
    first, rest = bucket(21, casing + "1"), bucket(21, casing + "0")
    return [form_features(f) + (first if i == 0 else rest,) for i, f in enumerate(forms)]
