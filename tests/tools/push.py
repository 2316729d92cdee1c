"""Pushes a store to real servers: what is there is the graph, nothing is sent twice, a broken push goes on.

Usage: push.py BINARY OUT    OUT holds a built store
Servers: the `oxigraph` of PyPI, beside this Python (RDF 1.2); Virtuoso, where it is installed (RDF 1.1).
"""
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import rdflib

BINARY, OUT = sys.argv[1:3]
VIRTUOSO = """[Database]
DatabaseFile = {0}/virtuoso.db
ErrorLogFile = {0}/virtuoso.log
LockFile = {0}/virtuoso.lck
TransactionFile = {0}/virtuoso.trx
xa_persistent_file = {0}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {0}/temporary.db
TransactionFile = {0}/temporary.trx
[Parameters]
ServerPort = {1}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = {2}
ServerRoot = {0}
[SPARQL]
ResultSetMaxRows = 1000000
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server that answers at an address when it is up; its data are in a folder that outlives it."""

    name = endpoint = ""
    options: tuple = ()

    def start(self, command: list, address: str) -> None:
        self.address = address
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(1200):
            try:
                urllib.request.urlopen(address, timeout=5).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"{self.name} does not come up")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def triples(self, graph: str) -> set:
        """What the server has in a graph."""
        url = f"{self.address}{self.endpoint}?graph={urllib.parse.quote(graph, safe='')}"
        request = urllib.request.Request(url, headers={"Accept": "application/n-triples, text/plain"})
        try:
            with urllib.request.urlopen(request) as reply:
                return self.parsed(reply.read().decode())
        except urllib.error.HTTPError as fault:
            assert fault.code == 404, fault
            return set()


class Oxigraph(Server):
    name, endpoint = "oxigraph's server", "/store"

    def __init__(self, folder: Path, port: int):
        binary = Path(sys.executable).with_name("oxigraph")
        self.start([binary, "serve", "--location", folder, "--bind", f"127.0.0.1:{port}"], f"http://127.0.0.1:{port}")

    @staticmethod
    def parsed(text: str) -> set:
        return {line.removesuffix(" .") for line in text.splitlines()}


class Virtuoso(Server):
    name, endpoint, options = "Virtuoso", "/sparql-graph-crud", ("--rdf11",)

    def __init__(self, folder: Path, port: int):
        folder.mkdir(exist_ok=True)
        sql, settings = free_port(), folder / "virtuoso.ini"
        settings.write_text(VIRTUOSO.format(folder, sql, port))
        self.start(["virtuoso-t", "+foreground", "+configfile", str(settings)], f"http://127.0.0.1:{port}")
        grant = 'exec=GRANT SPARQL_UPDATE TO "SPARQL";'
        subprocess.run(["isql-vt", str(sql), "dba", "dba", grant], check=True, capture_output=True)

    @staticmethod
    def parsed(text: str) -> set:
        return set(rdflib.Graph().parse(data=text, format="nt"))


def entente(*arguments: str, code: int = 0) -> subprocess.CompletedProcess:
    done = subprocess.run([BINARY, *arguments], capture_output=True, text=True)
    assert done.returncode == code, (arguments, done.returncode, done.stderr)
    return done


def check(server: Server, out: Path, names: set[str], what: str) -> None:
    """Every graph that the store has or had is on the server as the store has it."""
    graphs: dict[str, str] = {name: "" for name in names}
    profile = "rdf11" if server.options else "rdf12"
    for line in entente("export", "--format", "nquads", "--profile", profile, "-o", str(out)).stdout.splitlines():
        triple, graph = line.removesuffix(" .").rsplit(" ", 1)
        graphs[graph.strip("<>")] = graphs.get(graph.strip("<>"), "") + f"{triple} .\n"
    names.update(graphs)
    total = 0
    for graph, text in graphs.items():
        expected, found = server.parsed(text), server.triples(graph)
        assert found == expected, (server.name, what, graph, len(found), len(expected))
        total += len(found)
    print(f"{server.name}: {what}, {total} triples in {sum(map(bool, graphs.values()))} graphs, all equal")


def exercise(kind: type, work: Path) -> None:
    out, folder, port = work / f"{kind.__name__}-out", work / kind.__name__, free_port()
    shutil.copytree(OUT, out)
    server, names = kind(folder, port), set()
    push = ["push", f"{server.address}{server.endpoint}", "-o", str(out), *server.options]
    try:
        entente(*push)
        check(server, out, names, "pushed")
        assert "sent 0 graphs" in entente(*push).stderr
        document = next((out / "store/documents").iterdir()).name.rsplit("-", 1)[0]
        entente("remove", document, "-o", str(out))
        entente(*push)
        check(server, out, names, "after a removal")
        server.kill()
        assert "run the command again" in entente(*push, "--force", code=4).stderr
        server = kind(folder, port)
        entente(*push, "--force")
        check(server, out, names, "sent again after the server was killed")
    finally:
        server.kill()


def main() -> None:
    with tempfile.TemporaryDirectory() as work:
        exercise(Oxigraph, Path(work))
        if shutil.which("virtuoso-t") and shutil.which("isql-vt"):
            exercise(Virtuoso, Path(work))
        else:
            print("SKIPPED Virtuoso: it is not installed here")


if __name__ == "__main__":
    main()
