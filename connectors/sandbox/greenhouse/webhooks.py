"""Greenhouse's webhooks: signed over the very bytes that are sent, tried again for fifteen hours."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from random import Random
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from connectors.sandbox.greenhouse.auth import WEBHOOK_SECRET
from connectors.sandbox.greenhouse.hiring import Hiring
from connectors.sandbox.times import MINUTE

WAITS = (1, 15, 60, 120, 240, 480)
"""Minutes between the seven attempts."""
PATIENCE_SECONDS = 10.0
ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}

Post = Callable[[str, Mapping[str, str], bytes], int]
"""Takes URL, headers, body; returns the status of the answer. Raises OSError or HTTPException."""


def over_http(url: str, headers: Mapping[str, str], body: bytes) -> int:
    """Redirects are not followed."""
    parts = urlsplit(url)
    make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = make(parts.hostname or "", parts.port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("POST", parts.path or "/", body, dict(headers))
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def envelope(action: str, payload: Mapping[str, Any], **more: Any) -> bytes:
    """As Rails prints JSON: what could end a script tag is escaped."""
    text = json.dumps(
        {"action": action, **more, "payload": payload}, ensure_ascii=False, separators=(",", ":")
    )
    for char, escaped in ESCAPED.items():
        text = text.replace(char, escaped)
    return text.encode()


@dataclass(slots=True, eq=False)
class Hook:
    """A webhook as it is set up in Greenhouse, `actions` being the events it is for; None is all of them.
    One whose ping fails is saved disabled."""

    url: str
    secret: str
    actions: frozenset[str] | None
    post: Post
    enabled: bool = False


@dataclass(slots=True, eq=False)
class Outgoing:
    """One event on its way; `due` is in milliseconds. Retries bear the id of the first attempt."""

    hook: Hook
    action: str
    event_id: str
    body: bytes
    due: int
    attempts: int = 0
    statuses: list[int] = field(default_factory=list)

    @property
    def headers(self) -> dict[str, str]:
        digest = hmac.new(self.hook.secret.encode(), self.body, hashlib.sha256).hexdigest()
        return {
            "Content-Type": "application/json",
            "User-Agent": "Greenhouse-Webhooks",
            "Greenhouse-Event-ID": self.event_id,
            "Signature": f"sha256 {digest}",
        }


class Webhooks:
    """What waits is in `outbox`, in the order in which it is sent; what had no answer of 200 in seven attempts
    is in `given_up`. Nothing is sent but by `deliver_due` and the ping."""

    def __init__(self, world: Hiring) -> None:
        self.world = world
        self.hooks: list[Hook] = []
        self.outbox: list[Outgoing] = []
        self.given_up: list[Outgoing] = []
        self._lock = Lock()
        self._numbers = Random("greenhouse/webhooks")
        world.listeners.append(self._happened)

    def add(
        self,
        url: str,
        *,
        secret: str = WEBHOOK_SECRET,
        actions: frozenset[str] | None = None,
        post: Post = over_http,
    ) -> Hook:
        """Pings at once, as Greenhouse does when a webhook is saved."""
        hook = Hook(url, secret, actions, post)
        body = envelope("ping", {"name": "sandbox"}, web_hook_id=len(self.hooks) + 1)
        hook.enabled = self._send(self._outgoing(hook, "ping", body))
        self.hooks.append(hook)
        return hook

    def deliver_due(self) -> int:
        """Sends what is due by the sandbox's clock; how many were taken."""
        now = self.world.now
        with self._lock:
            due = [one for one in self.outbox if one.due <= now]
            self.outbox = [one for one in self.outbox if one.due > now]
        return sum(self._attempt(one) for one in due)

    def shuffle(self, seed: int, *, doubled: float = 0.3) -> None:
        """What waits comes in any order, and that share of it twice."""
        rng = Random(seed)
        with self._lock:
            again = rng.sample(self.outbox, round(len(self.outbox) * doubled))
            self.outbox += [replace(one, statuses=[]) for one in again]
            rng.shuffle(self.outbox)

    def keep_delivering(self, stopped: Event, *, every: float = 1.0) -> Thread:
        """In the background, until `stopped`."""

        def deliver() -> None:
            while not stopped.wait(every):
                self.deliver_due()

        thread = Thread(target=deliver, daemon=True)
        thread.start()
        return thread

    def _happened(self, action: str, payload: dict[str, Any]) -> None:
        body = envelope(action, payload)
        with self._lock:
            self.outbox += [
                self._outgoing(hook, action, body)
                for hook in self.hooks
                if hook.enabled and (hook.actions is None or action in hook.actions)
            ]

    def _outgoing(self, hook: Hook, action: str, body: bytes) -> Outgoing:
        event_id = str(UUID(int=self._numbers.getrandbits(128), version=4))
        return Outgoing(hook, action, event_id, body, self.world.now)

    def _attempt(self, one: Outgoing) -> bool:
        if self._send(one):
            return True
        with self._lock:
            if one.attempts > len(WAITS):
                self.given_up.append(one)
            else:
                one.due = self.world.now + WAITS[one.attempts - 1] * MINUTE
                self.outbox.append(one)
        return False

    def _send(self, one: Outgoing) -> bool:
        """Anything but 200 is a failure; a status of 0 stands for no answer."""
        one.attempts += 1
        try:
            status = one.hook.post(one.hook.url, one.headers, one.body)
        except (OSError, HTTPException):
            status = 0
        one.statuses.append(status)
        return status == 200
