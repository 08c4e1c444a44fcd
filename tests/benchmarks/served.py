"""A gunicorn of the product's own, on a database of the benchmark."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from tests.benchmarks.databases import ROOT, environment

OPTIONS = ("--workers=2", "--no-control-socket", "--log-level=warning")


class Server(NamedTuple):
    """Its workers' parent, and where it listens."""

    pid: int
    port: int


@contextmanager
def gunicorn(database_url: str, *options: str, **variables: str) -> Iterator[Server]:
    """Two workers; `variables` are for their environment."""
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}"),
            *(*OPTIONS, *options, "config.wsgi"),
        ],
        env=environment(database_url) | variables,
        cwd=ROOT,
    )
    try:
        deadline = time.monotonic() + 30
        while not answers(port):
            assert time.monotonic() < deadline, "gunicorn does not answer"
            time.sleep(0.1)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
