"""Variants of treebank sentences that look like this genre: headings, capitals, country pairs, missing stops."""

import random
from dataclasses import replace

from treebank import Sentence, Token, edit_script

COUNTRIES = (
    "Japan China Korea Taiwan India Australia Russia Ukraine Iran Israel Iraq Syria Turkey Egypt France Germany Italy Spain "
    "Poland Britain Canada Mexico Brazil Vietnam Philippines Indonesia Malaysia Singapore Thailand Pakistan Mongolia U.S. UK EU "
    "ASEAN NATO Kenya Nigeria Ethiopia Sudan Qatar Jordan Lebanon Armenia Azerbaijan Georgia Serbia Kosovo Greece Cyprus Norway"
).split()
SMALL = set("a an the of in on at to for and or but nor by with from as 's n't via".split())


def vary(sentence: Sentence, rng: random.Random) -> Sentence:
    """The sentence itself most of the time, else one variant."""
    draw = rng.random()
    if draw < 0.05:
        return title_case(sentence)
    if draw < 0.08:
        return all_capitals(sentence)
    if draw < 0.16:
        return without_stop(sentence)
    if draw < 0.26:
        return family_capitals(sentence, rng)
    if draw < 0.34:
        return country_pair(sentence, rng)
    return sentence


def recased(token: Token, form: str) -> Token:
    return replace(token, form=form)


def title_case(sentence: Sentence) -> Sentence:
    tokens = [
        t if i and t.form.lower() in SMALL else recased(t, t.form[:1].upper() + t.form[1:])
        for i, t in enumerate(sentence.tokens)
    ]
    return without_stop(Sentence(tokens))


def all_capitals(sentence: Sentence) -> Sentence:
    return Sentence([recased(t, t.form.upper()) for t in sentence.tokens])


def without_stop(sentence: Sentence) -> Sentence:
    last = len(sentence.tokens) - 1
    if last < 2 or sentence.tokens[last].form != "." or any(t.head == last for t in sentence.tokens):
        return sentence
    return Sentence(sentence.tokens[:last])


def family_capitals(sentence: Sentence, rng: random.Random) -> Sentence:
    """In a `flat` name the last word, or the first, is written in capitals ("Hideshi TOKUCHI")."""
    flats = [i for i, t in enumerate(sentence.tokens) if t.deprel == "flat" and t.upos == "PROPN"]
    if not flats:
        return sentence
    first = rng.random() < 0.3
    tokens = list(sentence.tokens)
    for i in flats:
        at = tokens[i].head if first else i
        if at >= 0 and tokens[at].upos == "PROPN" and tokens[at].form.isalpha() and len(tokens[at].form) > 2:
            tokens[at] = recased(tokens[at], tokens[at].form.upper())
    return Sentence(tokens)


def country_pair(sentence: Sentence, rng: random.Random) -> Sentence:
    """A compound or adjective before its noun becomes a hyphenated pair ("Japan-Korea relations")."""
    spots = [
        i
        for i, t in enumerate(sentence.tokens[:-1])
        if t.deprel in ("compound", "amod")
        and t.head == i + 1
        and sentence.tokens[i + 1].upos in ("NOUN", "PROPN")
        and not any(other.head == i for other in sentence.tokens)
    ]
    if not spots:
        return sentence
    at = rng.choice(spots)
    one, two = rng.sample(COUNTRIES, 2)
    shift = lambda h: h if h <= at else h + 2
    tokens = [replace(t, head=shift(t.head)) for t in sentence.tokens]
    pair = [
        Token(one, one, "PROPN", "Number=Sing", at + 2, "compound"),
        Token("-", "-", "PUNCT", "_", at, "punct"),
        Token(two, two, "PROPN", "Number=Sing", at + 3, "compound"),
    ]
    return Sentence(tokens[:at] + pair + tokens[at + 1 :])


def script_of(token: Token) -> str:
    """Edit script of a token whose form may have been recased: the treebank's lemma stays the target."""
    return edit_script(token.form, token.lemma)
