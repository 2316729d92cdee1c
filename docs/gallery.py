"""Makes docs/gallery.md: each view of the graph of the seeds once, with the command beside it.

Usage: python3 docs/gallery.py BINARY    from the repository's root; texts of views are shown by their first lines
"""
import subprocess
import sys
import tempfile
from pathlib import Path

BINARY = sys.argv[1]
DOCS = Path(__file__).parent
PICTURES = [
    ("overview", "The best linked entities, as `build` draws them", []),
    ("japan", "One country and its neighbours, pledges and advice included", ["--ego", "Japan", "--all", "--top", "16"]),
    ("path", "What connects two entities", ["--path", "Japan,NATO"]),
    ("agreements", "Agreements and those bound by them", ["--theme", "agreements", "--top", "24"]),
    ("threats", "Threats: who poses, faces and counters them", ["--theme", "threats", "--top", "24", "--all"]),
    ("leaders", "Leaders and their offices", ["--theme", "leaders", "--top", "24"]),
    ("alliances", "Alliances and partnerships", ["--theme", "alliances", "--top", "24"]),
    ("query", "The links that a query makes", ["--query", "CONSTRUCT { ?a ent:sanctions ?b } WHERE { ?a ent:sanctions ?b }"]),
    ("recommended", "What should happen, by whose account", ["--modality", "recommended", "--top", "20"]),
]
TEXTS = [
    ("dot", "Graphviz"), ("mermaid", "Mermaid, for Markdown pages"), ("graphml", "NetworkX, igraph, Gephi"), ("yed", "yEd"), ("gexf", "Gephi, with dates"),
    ("cytoscape", "cytoscape.js, Cytoscape Desktop"), ("node-link", "NetworkX, D3"), ("graphology", "graphology, sigma"), ("jgf", "JSON Graph Format"),
    ("csv", "edges for spreadsheets, pandas"), ("csv-nodes", "nodes for the same"), ("neo4j", "relationships for neo4j-admin; `neo4j-nodes` beside it"),
    ("cypher", "a script for Neo4j, Memgraph"), ("markdown", "a report; with a folder as --output, notes for Obsidian"),
]


def run(*arguments):
    return subprocess.run([BINARY, *arguments], check=True, capture_output=True).stdout


def shown(arguments):
    return " ".join(f"'{a}'" if set(a) & set(" ,{") else a for a in arguments)


def main():
    page = ["# Gallery\n", "Every view of the graph that `entente build seeds` makes, with its command. Made by `docs/gallery.py`.\n"]
    with tempfile.TemporaryDirectory() as out:
        run("build", "seeds", "-o", out)
        (DOCS / "gallery").mkdir(exist_ok=True)
        page.append("## Pictures\n")
        for name, about, choice in PICTURES:
            try:
                picture = run("export", "-o", out, "--format", "svg", *choice)
            except subprocess.CalledProcessError as error:
                print(f"{name}: {error.stderr.decode().strip()}", file=sys.stderr)
                continue
            (DOCS / "gallery" / f"{name}.svg").write_bytes(picture)
            page.append(f"### {about}\n\n```sh\n{' '.join(['entente export --output', name + '.svg', shown(choice)]).rstrip()}\n```\n\n![{about}](gallery/{name}.svg)\n")
        page.append("PNG is the same picture in pixels: `entente export --output japan.png --ego Japan`. Where graphviz is installed, `--engine graphviz` has it draw either.\n")
        page.append("## Files for other tools\n")
        for name, about in TEXTS:
            lines = run("export", "-o", out, "--format", name, "--ego", "NATO", "--top", "5").decode().splitlines()
            start = "\n".join(line[:150] + ("…" if len(line) > 150 else "") for line in lines[:6])
            page.append(f"### {name}: {about}\n\n```sh\nentente export --format {name} --ego NATO --top 5\n```\n\n```text\n{start}\n…\n```\n")
    page.append("## Explorer\n\n`entente build` writes `out/explorer.html`, one page that opens from disk; `entente serve` serves it over the live store, with SPARQL at `/query`.\n")
    (DOCS / "gallery.md").write_text("\n".join(page))


main()
