"""Measures a store: size, opening, and the twelve competency questions, each asked by a process of its own.

Usage: python3 docs/measure.py ENTENTE OUT [OUT …]
Prints a Markdown table. A time is that of a clock, with processor seconds (all threads together) in brackets: the best of
three runs, or the first where it takes longer than 5 seconds. After a question: what it takes beyond opening, and its rows.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

QUESTIONS = [
    "agreements-by-date", "attributed-claims", "bindings", "contradictions", "forecasts", "leaders", "meetings",
    "most-evidenced", "pledges", "recommendations", "shared-arrangements", "threats",
]
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?c a ent:Claim }"


def processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(binary: str, out: str, *question: str) -> tuple[float, float, str]:
    clock, cpu, answer = float("inf"), float("inf"), ""
    for _ in range(3):
        started, used = time.monotonic(), processor()
        done = subprocess.run([binary, "query", "-o", out, "--format", "csv", *question], capture_output=True, text=True, check=True)
        clock, cpu = min(clock, time.monotonic() - started), min(cpu, processor() - used)
        answer = done.stdout
        if clock > 5:
            break
    return clock, cpu, answer


def main() -> None:
    binary, outs = sys.argv[1], sys.argv[2:]
    columns = []
    for out in outs:
        files = [path for kind in ("documents", "entities") for path in (Path(out) / "store" / kind).iterdir()]
        opening, opening_cpu, answer = seconds(binary, out, COUNT)
        column = {
            "articles": f"{len(files) - 1:,}",
            "claims": f"{int(answer.split()[1]):,}",
            "quads": f"{sum(path.read_bytes().count(10) for path in files):,}",
            "N-Quads": f"{sum(path.stat().st_size for path in files) / 1e6:,.1f} MB",
            "open cold and count claims": f"{opening:.2f} s ({opening_cpu:.2f})",
        }
        for name in QUESTIONS:
            clock, cpu, answer = seconds(binary, out, "--name", name)
            beyond = [max(clock - opening, 0), max(cpu - opening_cpu, 0)]
            column[name] = f"{beyond[0]:.2f} s ({beyond[1]:.2f}), {answer.count(chr(10)) - 1:,} rows"
        columns.append(column)
    for row in columns[0]:
        print(f"| {row} | " + " | ".join(column[row] for column in columns) + " |")


if __name__ == "__main__":
    main()
