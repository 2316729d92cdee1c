"""Multiplies extractions into a large collection: copies of every document under other names, claims and sentences with them.

Usage: entente extract seeds | python3 docs/multiply.py 1000 > claims.jsonl
Writes at least that many documents. Entities stay the same, as they do when many texts speak of one world.
"""

import itertools
import sys


def answers(lines):
    """The records of one document at a time."""
    block = []
    for line in lines:
        if line.startswith('{"type":"document"') and block:
            yield block
            block = []
        if not line.startswith('{"type":"mention"'):
            block.append(line)
    if block:
        yield block


def main() -> None:
    wanted = int(sys.argv[1])
    originals = list(answers(sys.stdin))
    for number, block in zip(range(wanted), itertools.cycle(originals)):
        copy = number // len(originals)
        text = "".join(block)
        if copy:
            text = text.replace("/id/document/", f"/id/document/copy-{copy}-").replace("/id/claim/", f"/id/claim/{copy}x")
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
