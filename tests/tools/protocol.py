"""The W3C's SPARQL 1.1 Protocol tests that apply to a read-only endpoint, with three documents of the store for its data.

The suite has 34 tests. Its seven updates that must succeed do not apply: the endpoint answers them all with a refusal, and
that is checked. The test that an update has a base IRI is asked of a query. Names are the suite's.

Usage: protocol.py BINARY OUT    OUT holds a built store
"""
import json
import sys
from urllib.parse import quote, urlencode

import rdflib

from server import serving

SD = "http://www.w3.org/ns/sparql-service-description#name"
FORM = {"Content_Type": "application/x-www-form-urlencoded"}
QUERY = {"Content_Type": "application/sparql-query"}
UPDATE = {"Content_Type": "application/sparql-update"}
ROWS = {"application/sparql-results+xml", "application/sparql-results+json", "text/csv", "text/tab-separated-values"}
GRAPHS = {"application/rdf+xml", "text/turtle", "application/n-triples", "application/ld+json"}


def documents(server):
    """Three named graphs; each says of its own name what it is."""
    turtle = server.request("GET", "/query", Accept="text/turtle")[2]
    names = rdflib.Graph().parse(data=turtle, format="turtle").objects(None, rdflib.URIRef(SD))
    return sorted(str(name) for name in names if "/document/" in str(name))[:3]


def cases(one, two, three):
    """Name, request, and what must come back: `true`, `false`, media types, or `refused`."""
    def path(query=None, **graphs):
        pairs = [("query", query)] if query else []
        pairs += [(name.replace("_", "-") + "-graph-uri", iri) for name, iris in graphs.items() for iri in iris]
        return "/query" + ("?" + urlencode(pairs) if pairs else "")

    both = f"ASK {{ <{one}> a ?type . <{two}> a ?type }}"
    named = f"ASK {{ GRAPH ?g1 {{ <{one}> a ?type }} GRAPH ?g2 {{ <{two}> a ?type }} }}"
    full = f"ASK {{ <{three}> a ?type GRAPH ?g1 {{ <{one}> a ?type }} GRAPH ?g2 {{ <{two}> a ?type }} }}"
    conflict = f"WITH <{one}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}"
    return [
        ("query_post_form", ("POST", path(default=[one]), "query=ASK%20%7B%7D"), FORM, "true"),
        ("query_dataset_default_graphs_get", ("GET", path(both, default=[one, two])), {}, "true"),
        ("query_dataset_default_graphs_post", ("POST", path(default=[one, two]), both), QUERY, "true"),
        ("query_dataset_named_graphs_post", ("POST", path(named=[one, two]), named), QUERY, "true"),
        ("query_dataset_named_graphs_get", ("GET", path(named, named=[one, two])), {}, "true"),
        ("query_dataset_full", ("POST", path(default=[three], named=[one, two]), full), QUERY, "true"),
        ("query_multiple_dataset", ("POST", path(default=[two]), f"ASK FROM <{one}> {{ <{one}> a ?type }}"), QUERY, "false"),
        ("query_get", ("GET", path("ASK {}")), {}, "true"),
        ("query_content_type_select", ("POST", path(), "SELECT (1 AS ?value) {}"), QUERY, ROWS),
        ("query_content_type_ask", ("POST", path(), "ASK {}"), QUERY, ROWS),
        ("query_content_type_describe", ("POST", path(), "DESCRIBE <http://example.org/>"), QUERY, GRAPHS),
        ("query_content_type_construct", ("POST", path(), "CONSTRUCT { <s> <p> 1 } WHERE {}"), QUERY, GRAPHS),
        ("update_base_uri, as a query", ("POST", path(), 'ASK { FILTER(STRSTARTS(STR(<test>), "http")) }'), QUERY, "true"),
        ("query_post_direct", ("POST", path(), "ASK {}"), QUERY, "true"),
        ("bad_query_method", ("PUT", path("ASK {}")), {}, "refused"),
        ("bad_multiple_queries", ("GET", path("ASK {}") + "&query=SELECT%20%2A%20%7B%7D"), {}, "refused"),
        ("bad_query_wrong_media_type", ("POST", path(), "ASK {}"), {"Content_Type": "text/plain"}, "refused"),
        ("bad_query_missing_form_type", ("POST", path(), "query=ASK%20%7B%7D"), {}, "refused"),
        ("bad_query_missing_direct_type", ("POST", path(), "ASK {}"), {}, "refused"),
        ("bad_query_non_utf8", ("POST", path(), "ASK {}".encode("utf-16")), {"Content_Type": "application/sparql-query; charset=UTF-16"}, "refused"),
        ("bad_query_non_utf8, without a mark", ("POST", path(), "ASK {}".encode("utf-16-le")), {"Content_Type": "application/sparql-query; charset=UTF-16"}, "refused"),
        ("bad_query_syntax", ("GET", path("ASK {")), {}, "refused"),
        ("bad_update_get", ("GET", "/query?update=CLEAR%20ALL"), {}, "refused"),
        ("bad_multiple_updates", ("POST", path(), "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"), FORM, "refused"),
        ("bad_update_wrong_media_type", ("POST", path(), "CLEAR NAMED"), {"Content_Type": "text/plain"}, "refused"),
        ("bad_update_missing_form_type", ("POST", path(), "update=CLEAR%20NAMED"), {}, "refused"),
        ("bad_update_non_utf8", ("POST", path(), "CLEAR NAMED".encode("utf-16")), {"Content_Type": "application/sparql-update; charset=UTF-16"}, "refused"),
        ("bad_update_syntax", ("POST", path(), "update=CLEAR%20XYZ"), FORM, "refused"),
        ("bad_update_dataset_conflict", ("POST", path(), f"using-named-graph-uri={quote(one)}&update={quote(conflict)}"), FORM, "refused"),
        ("update_post_form", ("POST", path(), "update=CLEAR%20ALL"), FORM, "refused"),
        ("update_post_direct", ("POST", path(), "CLEAR ALL"), UPDATE, "refused"),
    ]


def check(server, name, call, headers, wanted):
    status, kind, content = server.request(*call, **headers)
    if wanted == "refused":
        assert 400 <= status < 500, (name, status, content)
        return
    assert 200 <= status < 400, (name, status, content)
    media = kind.split(";")[0]
    if isinstance(wanted, set):
        assert media in wanted, (name, kind)
    else:
        assert json.loads(content)["boolean"] == (wanted == "true"), (name, content)


with serving(*sys.argv[1:3]) as running:
    before = running.request("GET", "/graph?default", Accept="application/n-triples")[2]
    listed = cases(*documents(running))
    for case in listed:
        check(running, *case)
    assert running.request("GET", "/graph?default", Accept="application/n-triples")[2] == before, "an update changed the graph"
    print(f"SPARQL 1.1 Protocol: {len(listed)} requests of the W3C's tests are answered as they should be")
