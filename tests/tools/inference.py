"""Cross-checks our inference with owlrl: what OWL RL derives from the plain triples, we derive, and nothing else but what
heads of state and members of groups carry over.

Usage: inference.py FOLDER-OF-EXPORTS [OUTPUT-FOLDER [ENTENTE]]
"""

import sys
from pathlib import Path

import owlrl
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

ENT = rdflib.Namespace("https://w3id.org/entente/ontology#")
INFERRED = rdflib.URIRef("https://w3id.org/entente/id/graph/inferred")
AXIOMS = {RDFS.subPropertyOf, OWL.inverseOf}
KINDS = {OWL.SymmetricProperty, OWL.TransitiveProperty}


def relations(triples, claims) -> set:
    """Triples between nodes by a property of ours that are no part of a claim."""
    return {
        (s, p, o)
        for s, p, o in triples
        if p.startswith(ENT) and p != ENT.inferredFrom and isinstance(o, rdflib.URIRef) and s not in claims
    }


def main() -> None:
    folder = Path(sys.argv[1])
    dataset = rdflib.Dataset()
    dataset.parse(folder / "inferred11.nquads", format="nquads")
    ontology = rdflib.Graph().parse(folder / "entente.ttl", format="turtle")
    claims = {s for s, _, _, _ in dataset.quads((None, RDF.type, ENT.Claim, None))}
    ours = dataset.graph(INFERRED)
    stored = relations((q[:3] for q in dataset.quads() if q[3] != INFERRED), claims)
    asserted = {triple for triple in stored if triple[1] != ENT.hasMember}
    inferred = relations(ours, claims)
    assert asserted and inferred and not asserted & inferred

    closure = rdflib.Graph()
    for triple in asserted:
        closure.add(triple)
    for s, p, o in ontology:
        if s.startswith(ENT) and ((p in AXIOMS and o.startswith(ENT)) or (p == RDF.type and o in KINDS)):
            closure.add((s, p, o))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    theirs = {(s, p, o) for s, p, o in relations(closure, claims) if s != o and not s.startswith(ENT)} - asserted
    missing = theirs - inferred
    assert not missing, f"owlrl derives what we do not: {sorted(missing)[:5]}"
    events = set(ontology.subjects(SKOS.notation, None))
    broader = {o for e in events for o in ontology.transitive_objects(e, RDFS.subPropertyOf)}
    extra = {t for t in inferred - theirs if t[1] not in events | broader}
    assert not extra, f"we derive what does not follow: {sorted(extra)[:5]}"

    statements = set(ours.subjects(RDF.type, RDF.Statement))
    for statement in statements:
        grounds = set(ours.objects(statement, ENT.inferredFrom))
        assert grounds and grounds <= claims, f"{statement} does not say from which claims it follows"
    assert len(statements) == len(inferred)
    print(f"owlrl: {len(theirs)} triples derived by both from {len(asserted)}, {len(inferred - theirs)} more by heads and members")


if __name__ == "__main__":
    main()
