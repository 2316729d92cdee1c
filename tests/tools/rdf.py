"""Reads the exported RDF back with rdflib and pyoxigraph: every format must hold the same graph.

Usage: rdf.py FOLDER-OF-EXPORTS [OUTPUT-FOLDER [ENTENTE]]
"""

import sys
from pathlib import Path

import pyoxigraph
import rdflib
from rdflib.compare import to_isomorphic

RDFLIB = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
OXIGRAPH = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
}
WITH_GRAPHS = {"trig", "nquads", "jsonld"}


def triples_by_rdflib(path: Path, name: str) -> set:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(path, format=RDFLIB[name])
    return {(s, p, o) for s, p, o, _ in dataset.quads()}


def quads_by_oxigraph(path: Path, name: str) -> set:
    return {str(quad) for quad in pyoxigraph.parse(path=path, format=OXIGRAPH[name])}


def triples_by_oxigraph(path: Path, name: str) -> set:
    return {str(quad.triple) for quad in pyoxigraph.parse(path=path, format=OXIGRAPH[name])}


def main() -> None:
    folder = Path(sys.argv[1])
    old = {name: triples_by_rdflib(folder / f"graph11.{name}", name) for name in RDFLIB}
    for name, triples in old.items():
        assert triples and triples == old["ntriples"], f"rdflib reads another graph from {name}"
        assert not any(isinstance(term, rdflib.BNode) for triple in triples for term in triple), f"{name} has blank nodes"
    print(f"rdflib: six formats, {len(old['turtle'])} triples each (RDF 1.1)")

    reified = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"
    whole = triples_by_oxigraph(folder / "graph.ntriples", "ntriples")
    plain = {triple for triple in whole if reified not in triple}
    assert len(whole) > len(plain), "the RDF 1.2 export has no triple terms"
    for name in OXIGRAPH:
        read = triples_by_oxigraph(folder / f"graph.{name}", name)
        assert read in (whole, plain), f"pyoxigraph reads another graph from {name}"
        if name not in ("jsonld", "rdfxml"):
            assert read == whole, f"{name} has lost the triple terms"
    quads = {name: quads_by_oxigraph(folder / f"graph11.{name}", name) for name in WITH_GRAPHS}
    assert quads["trig"] == quads["nquads"] == quads["jsonld"], "the named graphs differ between formats"
    print(f"pyoxigraph: six formats, {len(whole)} triples (RDF 1.2), {len(quads['nquads'])} quads (RDF 1.1)")

    ours = rdflib.Graph().parse(folder / "graph11.turtle", format="turtle")
    theirs = rdflib.Graph().parse(data=ours.serialize(format="xml"), format="xml")
    assert to_isomorphic(ours) == to_isomorphic(theirs), "the graph does not survive rdflib's own RDF/XML"


if __name__ == "__main__":
    main()
