"""Starts `entente serve` on a free port for a check, and ends it."""
import contextlib
import http.client
import socket
import subprocess


class Server:
    """A running service, asked over plain HTTP."""

    def __init__(self, process, port):
        self.process, self.port = process, port
        self.base = f"http://127.0.0.1:{port}"

    def request(self, method, path, body=None, **headers):
        """Status, content type and content of one answer; `_` in names of headers stands for `-`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        reply = connection.getresponse()
        content = reply.read()
        connection.close()
        return reply.status, reply.getheader("Content-Type"), content

    def status(self, method, path, body=None, **headers):
        return self.request(method, path, body, **headers)[0]


@contextlib.contextmanager
def serving(binary, out, *arguments):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [binary, "serve", "-o", out, "--bind", f"127.0.0.1:{port}", *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        assert b"listening" in process.stderr.readline()
        yield Server(process, port)
        assert process.poll() is None, "the server ended by itself"
    finally:
        process.kill()
