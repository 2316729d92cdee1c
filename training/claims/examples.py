#!/usr/bin/env python3
"""Turns the rules' own examples into rows for train.py: what a rule finds in its example is right, what it finds in a sentence that forbids it is not.

    examples.py path/to/entente path/to/ontology > examples.jsonl
"""
import json
import re
import subprocess
import sys
from pathlib import Path

WEIGHT = 0.3
LINE = re.compile(r"(example|never)\s+(.*?)(?:\s*=>\s*(.*))?$")


def main():
    tool, ontology = sys.argv[1:]
    rows, rule = [], None
    for file in sorted(Path(ontology, "rules").glob("*.rules")):
        for line in file.read_text(encoding="utf8").splitlines():
            if line.startswith("rule "):
                rule = line.split()[1]
            elif (found := LINE.match(line.strip())) and rule:
                rows.append((rule, *found.groups()))
    records = "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, (_, _, text, _) in enumerate(rows))
    command = [tool, "--ontology", ontology, "extract", "--jsonl-in", "--trace"]
    answer = subprocess.run(command, input=records, capture_output=True, text=True, check=True).stdout
    for line in answer.splitlines():
        found = json.loads(line)
        if found["type"] == "document":
            rule, kind, _, expected = rows[int(found["record"])]
        elif found["type"] == "claim" and found["rule"] == rule and (kind == "example" or not expected):
            print(json.dumps({"group": rule, "right": kind == "example", "features": found["features"], "weight": WEIGHT}))


if __name__ == "__main__":
    main()
