"""HTTP/1.1 on plain sockets: keep-alive, a thread per connection, and the power to break them."""

import os
import socket
import struct
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Event, Lock
from urllib.parse import parse_qsl, urlsplit

from connectors.sandbox.wire import Breakage, Clock, Request, Response, json_response

Answer = Callable[[str, Request], Response]
"""Takes the vendor's name and the request below `/<vendor>`."""

PHRASES = {status.value: status.phrase for status in HTTPStatus}


class SandboxServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    timeout = 0.05

    def __init__(self, address: tuple[str, int], answer: Answer, clock: Clock) -> None:
        self.answer = answer
        self.clock = clock
        self.stopping = Event()
        self.ended = Event()
        self.reopens_at: float | None = None
        self.listening = Lock()
        self.open_connections: set[socket.socket] = set()
        super().__init__(address, Handler)

    def server_bind(self) -> None:
        """Without the name look-up of HTTPServer."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    def serve_forever(self, poll_interval: float = 0.05) -> None:
        """Until `stop`. Between `refuse` and `reopen` nobody listens."""
        try:
            while not self.stopping.is_set():
                if self.reopens_at is None:
                    self.handle_request()
                elif time.monotonic() >= self.reopens_at:
                    self.reopen()
                else:
                    self.stopping.wait(poll_interval / 10)
        finally:
            self.ended.set()

    def refuse(self, seconds: float) -> None:
        """Connections are refused from now on; the port stays ours, bound and unheard."""
        with self.listening:
            if self.reopens_at is None:
                silent = socket.socket(self.address_family, self.socket_type)
                silent.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                heard, self.socket = self.socket, silent
                heard.shutdown(socket.SHUT_RDWR)
                silent.bind(self.server_address)
                heard.close()
            self.reopens_at = time.monotonic() + seconds

    def reopen(self) -> None:
        with self.listening:
            if self.reopens_at is not None:
                self.server_activate()
                self.reopens_at = None

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that hung up is nothing to report."""
        if not isinstance(sys.exception(), OSError):
            traceback.print_exc()

    def stop(self) -> None:
        """Ends stalls and idle connections too."""
        self.stopping.set()
        self.ended.wait()
        self.server_close()
        for connection in list(self.open_connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: SandboxServer

    def setup(self) -> None:
        super().setup()
        self.server.open_connections.add(self.connection)

    def finish(self) -> None:
        self.server.open_connections.discard(self.connection)
        super().finish()

    def answer(self) -> None:
        vendor, request = self._read()
        try:
            response = self.server.answer(vendor, request)
        except Exception:  # noqa: BLE001 - a bug of ours must not look like a vendor that hangs
            traceback.print_exc()
            response = json_response({"message": "The sandbox itself failed"}, 500)
        self._send(response)

    def log_message(self, *args: object) -> None:
        """The request log is kept by the sandbox."""

    def _read(self) -> tuple[str, Request]:
        target = urlsplit(self.path)
        vendor, _, rest = target.path.lstrip("/").partition("/")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        host = self.headers.get("Host") or f"{self.server.server_name}:{self.server.server_port}"
        request = Request(
            method=self.command,
            path=f"/{rest}",
            query=parse_qsl(target.query, keep_blank_values=True),
            raw_query=target.query,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
            base_url=f"http://{host}/{vendor}",
        )
        return vendor, request

    def _send(self, response: Response) -> None:
        head = self._head(response)
        body = b"" if self.command == "HEAD" else response.body
        if response.breakage is None:
            self.wfile.write(head + body)
            return
        self._break_off(head, body, response.breakage)

    def _head(self, response: Response) -> bytes:
        lines = [
            f"HTTP/1.1 {response.status} {PHRASES.get(response.status, 'Unknown')}",
            f"Date: {format_datetime(self.server.clock().astimezone(UTC), usegmt=True)}",
            *(f"{name}: {value}" for name, value in response.headers.items()),
            f"Content-Length: {len(response.body)}",
        ]
        if self.close_connection:
            lines.append("Connection: close")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def _break_off(self, head: bytes, body: bytes, breakage: Breakage) -> None:
        if breakage.refusing_seconds:
            self.server.refuse(breakage.refusing_seconds)
        if breakage.sent_share >= 0:
            self.wfile.write(head + body[: int(len(body) * breakage.sent_share)])
        if breakage.drip_seconds:
            self._drip(body, breakage.drip_seconds)
        self.server.stopping.wait(breakage.wait_seconds)
        self.close_connection = True
        self.server.open_connections.discard(self.connection)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())

    def _drip(self, body: bytes, seconds: float) -> None:
        for number in range(len(body)):
            self.wfile.write(body[number : number + 1])
            if self.server.stopping.wait(seconds / len(body)):
                return


for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
    setattr(Handler, f"do_{method}", Handler.answer)
