"""A vendor on loopback that does what a test tells it, one reply after the other, and remembers what it was sent."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """`body` is sent as JSON unless it is bytes. `claims` is a Content-Length that may be untrue."""

    body: Any = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    claims: int | None = None
    reset: bool = False
    stall: float = 0.0
    drip: float = 0.0


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float

    @property
    def authorization(self) -> str:
        return self.headers.get("authorization", "")


Replies = Callable[[Call], Reply]


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """A client that hangs up is part of the tests."""


class Vendor:
    """`replies` are used up one by one, the last one stays; `answers` decides by the call instead."""

    def __init__(self, *replies: Reply, answers: Replies | None = None) -> None:
        self.replies = list(replies) or [Reply()]
        self.answers = answers
        self.calls: list[Call] = []
        self.sockets = 0
        self.lock = threading.Lock()
        self.server = QuietServer(("127.0.0.1", 0), handler_of(self))
        self.port = self.server.server_address[1]
        self.base_url = f"http://127.0.0.1:{self.port}/greenhouse"

    def reply(self, call: Call) -> Reply:
        with self.lock:
            self.calls.append(call)
            if self.answers:
                return self.answers(call)
            return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


def handler_of(vendor: Vendor) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            vendor.sockets += 1

        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            call = Call(self.command, self.path, headers, self.rfile.read(size), time.monotonic())
            write(self, vendor.reply(call))

        do_POST = do_PATCH = do_GET  # noqa: N815

        def log_message(self, *args: object) -> None:
            pass

    return Handler


def write(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
    length = len(body) if reply.claims is None else reply.claims
    head = [f"HTTP/1.1 {reply.status} Said"]
    headers = {"Content-Type": "application/json", "Content-Length": str(length)} | reply.headers
    head += [f"{name}: {value}" for name, value in headers.items()]
    if reply.stall:
        time.sleep(reply.stall)
    try:
        handler.wfile.write("\r\n".join([*head, "", ""]).encode())
        for start in range(0, len(body), 1 if reply.drip else len(body) or 1):
            handler.wfile.write(body[start : start + (1 if reply.drip else len(body))])
            time.sleep(reply.drip)
    except OSError:
        handler.close_connection = True
    if reply.reset:
        # a zero linger makes close() send RST instead of FIN
        linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        handler.connection.close()
    if reply.reset or length != len(body):
        handler.close_connection = True


@contextmanager
def running(vendor: Vendor) -> Iterator[Vendor]:
    thread = threading.Thread(target=vendor.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield vendor
    finally:
        vendor.server.shutdown()
        vendor.server.server_close()
        thread.join()
