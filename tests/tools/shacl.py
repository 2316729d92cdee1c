"""Asks pyshacl whether the exported graph keeps the shapes, and whether it finds what is wrong in a broken one.

Usage: shacl.py FOLDER-OF-EXPORTS [OUTPUT-FOLDER [ENTENTE]]
"""

import sys
from pathlib import Path

import pyshacl
import rdflib
from rdflib.namespace import RDF, SKOS

ENT = rdflib.Namespace("https://w3id.org/entente/ontology#")


def check(data: rdflib.Graph, shapes: rdflib.Graph, ontology: rdflib.Graph) -> tuple[bool, rdflib.Graph, str]:
    return pyshacl.validate(data + ontology, shacl_graph=shapes, inference="none", advanced=False)


def main() -> None:
    folder = Path(sys.argv[1])
    data = rdflib.Graph().parse(folder / "graph11.turtle", format="turtle")
    shapes = rdflib.Graph().parse(folder / "shapes.ttl", format="turtle")
    ontology = rdflib.Graph().parse(folder / "entente.ttl", format="turtle")
    conforms, _, text = check(data, shapes, ontology)
    assert conforms, text[:4000]

    broken = rdflib.Graph()
    broken += data
    claim = sorted(broken.subjects(RDF.type, ENT.Claim))[0]
    broken.set((claim, ENT.polarity, rdflib.Literal("perhaps")))
    broken.remove((claim, ENT.rule, None))
    country = sorted(broken.subjects(RDF.type, ENT.Country))[0]
    broken.remove((country, SKOS.prefLabel, None))
    conforms, report, _ = check(broken, shapes, ontology)
    found = {(str(r), p) for r in report.objects(None, rdflib.SH.focusNode) for p in [1]}
    assert not conforms and len(found) == 2, f"pyshacl should find two broken nodes, found {found}"
    print(f"pyshacl: {len(set(data.subjects(RDF.type, ENT.Claim)))} claims keep the shapes; a broken graph does not")


if __name__ == "__main__":
    main()
