"""Reads the fixture's views with NetworkX, igraph, pandas, lxml, a Cypher engine and graphviz, and compares what they hold."""
import json
import re
import subprocess
import sys
from pathlib import Path

import igraph
import kglite
import networkx
import pandas
from lxml import etree

FOLDER = Path(sys.argv[1])
NODES, EDGES = 9, 15
ODD = "Traité <d'État> & \"paix\",\nannexe ; ünïcode 日本\t|#"
ODD_ID = "https://w3id.org/entente/id/agreement/odd"
JAPAN = "https://w3id.org/entente/id/country/japan"
KOREA = "https://w3id.org/entente/id/country/korea"
CLAIM = "https://w3id.org/entente/id/claim/c{:02}"
CLAIMS = {CLAIM.format(number) for number in range(1, EDGES + 1)}


def check(name, graph):
    """A NetworkX multigraph holds every node and claim, the parallel edge, the loop and the odd label."""
    assert graph.is_directed() and graph.is_multigraph(), name
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (NODES, EDGES), (name, graph)
    assert graph.number_of_edges(JAPAN, KOREA) == 3, name
    assert graph.number_of_edges(JAPAN, JAPAN) == 1, name
    assert graph.nodes[ODD_ID]["label"] == ODD, (name, graph.nodes[ODD_ID])
    assert {data["claim"] for *_, data in graph.edges(data=True)} == CLAIMS, name
    assert any("date" not in data and "from" not in data for *_, data in graph.edges(data=True)), name
    print(f"{name}: {NODES} nodes, {EDGES} edges")


check("networkx, GraphML", networkx.read_graphml(FOLDER / "fixture-graphml.graphml", force_multigraph=True))
loaded = networkx.node_link_graph(json.loads((FOLDER / "fixture-node-link.json").read_text()), edges="edges")
check("networkx, node-link", loaded)
check("networkx, Cytoscape", networkx.cytoscape_graph(json.loads((FOLDER / "fixture-cytoscape.cyjs").read_text())))
assert {key for *_, key in loaded.edges(keys=True)} == CLAIMS

graph = igraph.Graph.Read_GraphML(str(FOLDER / "fixture-graphml.graphml"))
assert (graph.vcount(), graph.ecount(), graph.is_directed()) == (NODES, EDGES, True)
assert set(graph.es["claim"]) == CLAIMS and ODD in graph.vs["label"]
assert sum(graph.is_loop()) == 1 and sum(graph.is_multiple()) == 3
bridges = {frozenset(pair) for pair in networkx.bridges(networkx.Graph((a, b) for a, b in loaded.edges() if a != b))}
assert all(data["bridge"] == (frozenset((a, b)) in bridges) for a, b, data in loaded.edges(data=True))
measures = {
    "betweenness": networkx.betweenness_centrality(networkx.Graph(loaded)),
    "pagerank": dict(zip(graph.vs["id"], graph.pagerank(damping=0.85))),
}
for measure, tool in measures.items():
    for node, value in tool.items():
        assert abs(value - loaded.nodes[node][measure]) < 1e-4, (measure, node, value, loaded.nodes[node][measure])
print(f"igraph, GraphML: {NODES} nodes, {EDGES} edges; betweenness and bridges agree with NetworkX, PageRank with igraph")

gexf = etree.parse(str(FOLDER / "fixture-gexf.gexf"))
space = {"g": "http://gexf.net/1.3"}
edges = gexf.findall(".//g:edge", space)
assert len(gexf.findall(".//g:node", space)) == NODES and {e.get("id") for e in edges} == CLAIMS
assert len({(e.get("source"), e.get("target"), e.get("kind")) for e in edges}) == EDGES, "parallel edges share a kind"
days = [e.get(end) for e in edges for end in ("start", "end") if e.get(end)]
assert len(days) == 4 and all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days), days
assert not gexf.xpath("//@timestamp")
print(f"lxml, GEXF: {NODES} nodes, {EDGES} edges, full dates")
try:
    check("networkx, GEXF", networkx.read_gexf(FOLDER / "fixture-gexf.gexf"))
except networkx.NetworkXError as error:
    print(f"networkx does not read GEXF 1.3 ({error}); lxml did")

yed = networkx.read_graphml(FOLDER / "fixture-yed.graphml", force_multigraph=True)
assert yed.number_of_nodes() == NODES and set(" ".join(d["claims"] for *_, d in yed.edges(data=True)).split()) == CLAIMS
assert all("x" in data for _, data in yed.nodes(data=True)), "yEd finds no places"
print(f"networkx, yEd: {NODES} nodes, all claims")

table = pandas.read_csv(FOLDER / "fixture-csv.csv")
assert set(table["Id"]) == CLAIMS and len(table) == EDGES and table["From"].notna().sum() == 2
names = pandas.read_csv(FOLDER / "fixture-csv-nodes.csv")
assert len(names) == NODES and ODD in set(names["Label"]), list(names["Label"])
relations = pandas.read_csv(FOLDER / "fixture-neo4j.csv")
nodes = pandas.read_csv(FOLDER / "fixture-neo4j-nodes.csv")
assert set(relations["claim"]) == CLAIMS and set(relations[":START_ID"]) | set(relations[":END_ID"]) <= set(nodes["iri:ID"])
print(f"pandas, CSV and Neo4j: {NODES} nodes, {EDGES} edges")

# Headers of neo4j-admin database import: NAME:TYPE, one ID, labels split by semicolons, ends and type of relationships.
TYPES = {"", "int", "long", "float", "double", "boolean", "byte", "short", "char", "string", "point", "date", "datetime"}
for frame, reserved in [(nodes, {"iri:ID", ":LABEL"}), (relations, {":START_ID", ":END_ID", ":TYPE"})]:
    others = [column for column in frame.columns if column not in reserved]
    assert reserved <= set(frame.columns) and len(set(others)) == len(others), list(frame.columns)
    assert all(re.fullmatch(r"\w+", c.partition(":")[0]) and c.partition(":")[2] in TYPES for c in others), others
    for column in others:
        kind, cells = column.partition(":")[2], frame[column].dropna()
        if kind in {"int", "double"}:
            pandas.to_numeric(cells)
        if kind == "boolean":
            assert set(cells.astype(str).str.lower()) <= {"true", "false"}
assert nodes["iri:ID"].is_unique and all(re.fullmatch(r"\w+(;\w+)*", labels) for labels in nodes[":LABEL"])
assert all(re.fullmatch(r"[A-Z_]+", kind) for kind in relations[":TYPE"])
print("Neo4j CSV: headers and cells as neo4j-admin database import documents them")

script = [line.rstrip(";") for line in (FOLDER / "fixture-cypher.cypher").read_text().splitlines() if line and not line.startswith("//")]
engine = kglite.KnowledgeGraph()
for _ in range(2):
    for statement in script:
        if not statement.startswith("CREATE CONSTRAINT"):
            engine.cypher(statement)
    counts = [next(iter(engine.cypher(question)))["n"] for question in ("MATCH (n:Entity) RETURN count(n) AS n", "MATCH ()-[r]->() RETURN count(r) AS n")]
    assert counts == [NODES, EDGES], counts
found = next(iter(engine.cypher(f"MATCH (n:Entity {{iri: '{ODD_ID}'}}) RETURN n.label AS label")))
assert found["label"] == ODD, found
print(f"kglite, Cypher: {NODES} nodes, {EDGES} edges, the same when run again")

jgf = json.loads((FOLDER / "fixture-jgf.jgf").read_text())["graph"]
assert len(jgf["nodes"]) == NODES and {edge["id"] for edge in jgf["edges"]} == CLAIMS

plain = subprocess.run(["dot", "-Tplain", FOLDER / "fixture-dot.dot"], capture_output=True, text=True, check=True)
assert not plain.stderr, plain.stderr
drawn = subprocess.run(["dot", "-Tjson0", FOLDER / "fixture-dot.dot"], capture_output=True, text=True, check=True)
dot = json.loads(drawn.stdout)
assert len(dot["objects"]) == NODES + 1, "nodes and the legend"
assert set(" ".join(edge["id"] for edge in dot["edges"]).split()) == CLAIMS
assert all("pagerank" in node for node in dot["objects"] if node.get("id") != "legend") and all("bridge" in edge for edge in dot["edges"])
print(f"graphviz, DOT: {NODES} nodes and a legend, all claims on {len(dot['edges'])} lines")

svg = etree.parse(str(FOLDER / "fixture-svg.svg"))
assert set(" ".join(svg.xpath("//@data-claims")).split()) == CLAIMS
assert ODD_ID in svg.xpath("//@data-id")
assert (FOLDER / "fixture-png.png").read_bytes().startswith(b"\x89PNG")
print("lxml, SVG: all claims")
