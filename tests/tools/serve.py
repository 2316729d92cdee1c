"""Asks `entente serve` as real clients do: SPARQLWrapper, rdflib, plain HTTP with faults, and 32 clients at a time.

Usage: serve.py BINARY OUT    OUT holds a built store
"""
import concurrent.futures
import json
import random
import socket
import sys
import time
import urllib.parse

import rdflib
from SPARQLWrapper import JSON, POST, TURTLE, XML, SPARQLWrapper

from server import serving

COUNT = "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c a ent:Claim }"


def query(text):
    return "/query?query=" + urllib.parse.quote(text)


def clients():
    wrapper = SPARQLWrapper(f"{BASE}/query")
    wrapper.setQuery("PREFIX ent: <https://w3id.org/entente/ontology#> " + COUNT)
    wrapper.setReturnFormat(JSON)
    claims = int(wrapper.queryAndConvert()["results"]["bindings"][0]["n"]["value"])
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(XML)
    assert str(claims) in wrapper.queryAndConvert().toxml()
    wrapper.setQuery("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(!isTriple(?o)) } LIMIT 50")
    wrapper.setReturnFormat(TURTLE)
    graph = rdflib.Graph().parse(data=wrapper.queryAndConvert(), format="turtle")
    assert len(graph) > 0
    remote = rdflib.Graph("SPARQLStore")
    remote.open(f"{BASE}/query")
    assert int(next(iter(remote.query(COUNT)))[0]) == claims
    described = rdflib.Graph().parse(data=request("GET", "/query", Accept="text/turtle")[2], format="turtle")
    names = list(described.objects(None, rdflib.URIRef("http://www.w3.org/ns/sparql-service-description#name")))
    assert names, "the description names no graph"
    path = "/graph?graph=" + urllib.parse.quote(str(names[0]), safe="")
    assert status("GET", path, Accept="application/n-triples") == 200
    print(f"SPARQLWrapper and rdflib: {claims} claims, {len(names)} graphs described")


def refusals():
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    expected = [
        (200, ("GET", "/")), (200, ("GET", "/questions")), (200, ("GET", query("ASK {}"))), (200, ("HEAD", query("ASK {}"))),
        (200, ("POST", "/query", "ASK {}"), {"Content_Type": "application/sparql-query"}),
        (200, ("POST", "/query", "query=ASK%20%7B%7D"), form),
        (400, ("GET", query("SELEKT"))), (400, ("GET", "/query?query=ASK%7B%7D&query=ASK%7B%7D")), (400, ("GET", "/query?x=1")),
        (400, ("POST", "/query", "update=DROP%20ALL"), form), (400, ("GET", "/query?query=%ff")), (400, ("GET", "/graph")),
        (404, ("GET", "/nothing")), (404, ("GET", "/graph?graph=urn:none")), (405, ("PUT", "/query", "x")), (405, ("DELETE", "/graph")),
        (406, ("GET", query("ASK {}")), {"Accept": "image/png"}), (413, ("POST", "/query", "x" * (2 << 20)), form),
        (415, ("POST", "/query", "ASK {}"), {"Content_Type": "text/plain"}), (421, ("GET", "/"), {"Host": "evil.example"}),
    ]
    for code, call, *headers in expected:
        found = status(*call, **(headers[0] if headers else {}))
        assert found == code, (call[:2], found, code)
    assert request("HEAD", query("ASK {}"))[2] == b""
    for accept, kind in [("text/csv", "text/csv"), ("application/sparql-results+xml", "application/sparql-results+xml"), ("*/*", "application/sparql-results+json")]:
        assert request("GET", query("SELECT * {} "), Accept=accept)[1] == kind
    print(f"{len(expected)} requests have the status they should")


def crowd():
    def ask(number):
        text = f"SELECT ?c WHERE {{ ?c a ent:Claim ; ent:modality ?m }} LIMIT {number % 50 + 1}"
        return len(json.loads(request("GET", query(text))[2])["results"]["bindings"])

    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(32) as pool:
        counts = list(pool.map(ask, range(1000)))
    assert all(counts)
    print(f"1000 queries by 32 clients without an error in {time.monotonic() - start:.1f} s")


def runaway():
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        start = time.monotonic()
        runs = [pool.submit(status, "GET", query(text)) for _ in range(3)]
        time.sleep(0.5)
        answered = time.monotonic()
        assert status("GET", query("ASK {}")) == 200
        waited = time.monotonic() - answered
        assert [run.result() for run in runs] == [503] * 3
    print(f"3 runaway queries end with 503 after {time.monotonic() - start:.1f} s; another was answered in {waited:.2f} s meanwhile")


def fuzz(count=10_000):
    seeded = random.Random(7)
    shapes = [b"GET /query?query=ASK{} HTTP/1.1\r\nHost: localhost\r\n\r\n", b"POST /query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\n\r\nASK {}"]
    for _ in range(count):
        raw = bytearray(seeded.choice(shapes))
        for _ in range(seeded.randint(1, 12)):
            raw[seeded.randrange(len(raw))] = seeded.randrange(256)
        try:
            with socket.create_connection(("127.0.0.1", PORT), timeout=5) as client:
                client.sendall(raw[: seeded.randint(1, len(raw))])
                client.shutdown(socket.SHUT_WR)
                client.settimeout(0.2)
                client.recv(200)
        except (TimeoutError, ConnectionError):
            pass
    assert status("GET", query("ASK {}")) == 200
    print(f"alive after {count} malformed requests")


with serving(*sys.argv[1:3], "--timeout", "3") as running:
    request, status, BASE, PORT = running.request, running.status, running.base, running.port
    for check in (clients, refusals, crowd, fuzz, runaway):
        check()
