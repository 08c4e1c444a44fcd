"""The plain values that travel between the socket and a vendor's app."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

Clock = Callable[[], datetime]
"""Returns an aware datetime; the sandbox reads no other clock."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, seen from inside a vendor: `path` starts after the `/<vendor>` prefix.

    `base_url` is the vendor's address as the caller wrote it, so that links lead back to it.
    Header names are lower-case. `query` holds decoded pairs in order, `raw_query` the text itself.
    """

    method: str
    path: str
    query: list[tuple[str, str]] = field(default_factory=list)
    raw_query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    base_url: str = ""


@dataclass(frozen=True, slots=True)
class Breakage:
    """The connection ends with a reset after `wait_seconds`, when head and this share of the body
    were sent; a share below 0 sends nothing at all. With `drip_seconds` the body comes a byte at a
    time; with `refusing_seconds` the next ones find nobody listening for so long."""

    sent_share: float = 0.5
    wait_seconds: float = 0.0
    drip_seconds: float = 0.0
    refusing_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    breakage: Breakage | None = None

    def with_headers(self, extra: Mapping[str, str]) -> "Response":
        return replace(self, headers={**self.headers, **extra})

    def json(self) -> Any:
        return json.loads(self.body)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def json_response(
    value: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    head = {"Content-Type": "application/json;charset=utf-8", **(headers or {})}
    return Response(status, head, _encode(value).encode())
