"""Runs the filter under GNU parallel and Apache Spark as docs/scale-out.md shows it: many partitions, the same bytes.

Usage: scale_out.py BINARY [TEXTS]    TEXTS: a folder of texts, `seeds` otherwise
"""
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BINARY = str(Path(sys.argv[1]).resolve())
TEXTS = Path(sys.argv[2] if len(sys.argv) > 2 else "seeds")


def records() -> list[str]:
    """Every paragraph of the texts as a document of its own: enough documents to be cut up in many ways."""
    lines = []
    for path in sorted(TEXTS.iterdir()):
        for number, paragraph in enumerate(path.read_text().split("\n\n")):
            if paragraph.strip():
                lines.append(json.dumps({"id": f"{path.stem}-{number}", "text": paragraph}) + "\n")
    return lines


def single(lines: list[str], *options: str) -> bytes:
    command = [BINARY, "extract", "--jsonl-in", *options]
    return subprocess.run(command, input="".join(lines).encode(), capture_output=True, check=True).stdout


def merged(answer: bytes) -> bytes:
    """What `LC_ALL=C sort -u` makes of it."""
    return b"".join(sorted(set(answer.splitlines(keepends=True))))


def parallel(path: Path, lines: list[str]) -> None:
    if not shutil.which("parallel"):
        print("SKIPPED GNU parallel: it is not installed here")
        return
    command = ["parallel", "--will-cite", "--pipe", "-N", "7", "--keep-order", BINARY, "extract", "--jsonl-in", "--jobs", "1"]
    with path.open("rb") as records:
        answer = subprocess.run(command, stdin=records, capture_output=True, check=True).stdout
    assert answer == single(lines), "JSON Lines differ"
    print(f"GNU parallel: {len(lines)} records by sevens, {len(answer)} bytes, equal to the single run")


def spark(path: Path, lines: list[str], work: Path) -> None:
    if not shutil.which("java") or not importlib.util.find_spec("pyspark"):
        print("SKIPPED Apache Spark: it needs Java and pyspark, and one of them is not installed here")
        return
    from pyspark import SparkContext

    os.environ["PYSPARK_PYTHON"] = sys.executable
    context = SparkContext("local[2]", "entente")
    context.setLogLevel("OFF")
    command = f"{BINARY} extract --jsonl-in --nquads --jobs 1"
    quads = context.textFile(str(path), minPartitions=16).pipe(command, checkCode=True)
    quads.distinct().sortBy(lambda line: line.encode()).saveAsTextFile(str(work / "graph"))
    parts = sorted((work / "graph").glob("part-*"))
    answer = b"".join(part.read_bytes() for part in parts)
    assert answer == merged(single(lines, "--nquads")), "N-Quads differ"
    bad = context.parallelize([lines[0].rstrip("\n"), "no record"], 2).pipe(command, checkCode=True)
    try:
        bad.count()
    except Exception as fault:
        assert "exit" in str(fault) and "3" in str(fault), fault
    else:
        raise AssertionError("a record that cannot be read went unnoticed")
    context.stop()
    print(f"Apache Spark: {len(lines)} records in {len(parts)} sorted parts, {len(answer)} bytes, equal to the single run")


def main() -> None:
    lines = records()
    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / "articles.jsonl"
        path.write_text("".join(lines))
        labels = [line.split(b" ")[0] for line in merged(single(lines, "--nquads")).splitlines() if b"#prefLabel>" in line]
        assert len(labels) == len(set(labels)), "something has two preferred labels"
        parallel(path, lines)
        spark(path, lines, Path(work))


if __name__ == "__main__":
    main()
