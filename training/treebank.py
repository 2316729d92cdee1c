"""Reading CoNLL-U and the lemma edit scripts: what the training data says about a token."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Token:
    form: str
    lemma: str
    upos: str
    feats: str
    head: int  # index into the sentence, -1 for the root
    deprel: str


@dataclass(slots=True)
class Sentence:
    tokens: list[Token]
    forms: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.forms = [t.form for t in self.tokens]


def read_conllu(path: str) -> list[Sentence]:
    """Sentences of basic trees; multiword ranges and empty nodes are skipped."""
    sentences, rows = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    sentences.append(Sentence(rows))
                rows = []
            elif line[0] != "#":
                cells = line.split("\t")
                if cells[0].isdigit():
                    rows.append(
                        Token(cells[1], cells[2], cells[3], cells[5], int(cells[6]) - 1, cells[7])
                    )
    if rows:
        sentences.append(Sentence(rows))
    return sentences


def straight(text: str) -> str:
    """Curly apostrophes made straight: the base form on which edit scripts work."""
    return text.replace("’", "'").replace("‘", "'")


def title(text: str) -> str:
    return text[:1].upper() + text[1:].lower()


CASINGS = {"L": str.lower, "K": lambda text: text, "T": title}


def edit_script(form: str, lemma: str) -> str:
    """Smallest script `casing cut suffix` that turns the form into the lemma."""
    form, best = straight(form), None
    for name, casing in CASINGS.items():
        base = casing(form)
        common = 0
        while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
            common += 1
        script = (len(base) - common + len(lemma) - common, name, len(base) - common, lemma[common:])
        if best is None or script[0] < best[0]:
            best = script
    return f"{best[1]} {best[2]} {best[3]}"


def apply_script(form: str, script: str) -> str:
    casing, cut, suffix = script.split(" ", 2)
    base = CASINGS[casing](straight(form))
    return base[: len(base) - min(int(cut), len(base))] + suffix
