"""A system that is told by webhooks: a real server that verifies with the library of the standard."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import time_machine
from standardwebhooks.webhooks import Webhook


class Receiver(ThreadingHTTPServer):
    """Keeps what comes and answers the next of `plan`, else 200: a status, or a status and headers.

    `slow` is how many seconds it takes to answer.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.plan: list[Any] = []
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.slow = 0.0
        self.answer = b"thank you"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/told?by=hub"

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.got]

    def verified(self, secret: str) -> list[Any]:
        """What came, each verified with this secret when it came; raises where a signature is wrong."""
        found = []
        for headers, body in self.got:
            with time_machine.travel(float(headers["webhook-timestamp"]), tick=False):
                found.append(Webhook(secret).verify(body, headers))
        return found


class Handler(BaseHTTPRequestHandler):
    server: Receiver
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.got.append((headers, body))
        time.sleep(self.server.slow)
        planned = self.server.plan.pop(0) if self.server.plan else 200
        status, said = planned if isinstance(planned, tuple) else (planned, {})
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(self.server.answer))} | said).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def receiving() -> Iterator[Receiver]:
    with Receiver() as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()
