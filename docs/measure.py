"""Measures a store: size, opening, and the twelve competency questions, each asked by a process of its own.

Usage: python3 docs/measure.py ENTENTE OUT [OUT …]
Prints a Markdown table. Times are those of a clock, the best of three (of one where a run takes longer than 20 seconds).
"""

import subprocess
import sys
import time
from pathlib import Path

QUESTIONS = [
    "agreements-by-date", "attributed-claims", "bindings", "contradictions", "forecasts", "leaders", "meetings",
    "most-evidenced", "pledges", "recommendations", "shared-arrangements", "threats",
]
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?c a ent:Claim }"


def seconds(binary: str, out: str, *question: str) -> tuple[float, str]:
    best, answer = float("inf"), ""
    for _ in range(3):
        started = time.monotonic()
        done = subprocess.run([binary, "query", "-o", out, "--format", "csv", *question], capture_output=True, text=True, check=True)
        best, answer = min(best, time.monotonic() - started), done.stdout
        if best > 20:
            break
    return best, answer


def main() -> None:
    binary, outs = sys.argv[1], sys.argv[2:]
    columns = []
    for out in outs:
        files = [path for kind in ("documents", "entities") for path in (Path(out) / "store" / kind).iterdir()]
        opening, answer = seconds(binary, out, COUNT)
        column = {
            "articles": f"{len(files) - 1:,}",
            "claims": f"{int(answer.split()[1]):,}",
            "quads": f"{sum(path.read_bytes().count(10) for path in files):,}",
            "N-Quads": f"{sum(path.stat().st_size for path in files) / 1e6:,.1f} MB",
            "open cold and count claims": f"{opening:.2f} s",
        }
        for name in QUESTIONS:
            taken, answer = seconds(binary, out, "--name", name)
            column[name] = f"{max(taken - opening, 0):.2f} s ({answer.count(chr(10)) - 1:,})"
        columns.append(column)
    for row in columns[0]:
        print(f"| {row} | " + " | ".join(column[row] for column in columns) + " |")


if __name__ == "__main__":
    main()
