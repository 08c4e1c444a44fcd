"""Greenhouse's webhooks: signed over the very bytes that are sent, tried again for fifteen hours."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from connectors.sandbox.greenhouse.auth import WEBHOOK_SECRET
from connectors.sandbox.greenhouse.hiring import Hiring
from connectors.sandbox.times import MINUTE
from connectors.sandbox.webhooks import Hook, Outbox, Outgoing, Post, over_http

WAITS = tuple(minutes * MINUTE for minutes in (1, 15, 60, 120, 240, 480))
"""Between the seven attempts."""
ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def envelope(action: str, payload: Mapping[str, Any], **more: Any) -> bytes:
    """As Rails prints JSON: what could end a script tag is escaped."""
    text = json.dumps(
        {"action": action, **more, "payload": payload}, ensure_ascii=False, separators=(",", ":")
    )
    for char, escaped in ESCAPED.items():
        text = text.replace(char, escaped)
    return text.encode()


def headers(one: Outgoing, now: int) -> dict[str, str]:
    digest = hmac.new(one.hook.secret.encode(), one.body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "User-Agent": "Greenhouse-Webhooks",
        "Greenhouse-Event-ID": one.event_id,
        "Signature": f"sha256 {digest}",
    }


class Webhooks(Outbox):
    def __init__(self, world: Hiring) -> None:
        super().__init__("greenhouse", world.clock, headers=headers, waits=WAITS)
        world.listeners.append(self._happened)

    def add(
        self,
        url: str,
        *,
        secret: str = WEBHOOK_SECRET,
        actions: frozenset[str] | None = None,
        post: Post = over_http,
    ) -> Hook:
        """Pings at once, as Greenhouse does when a webhook is saved; one whose ping fails is saved disabled."""
        hook = Hook(url, secret, actions, post)
        body = envelope("ping", {"name": "sandbox"}, web_hook_id=len(self.hooks) + 1)
        hook.enabled = self.send(self.outgoing(hook, "ping", body))
        self.hooks.append(hook)
        return hook

    def _happened(self, action: str, payload: dict[str, Any]) -> None:
        self.tell(action, envelope(action, payload))
