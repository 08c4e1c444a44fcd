"""Webhooks of Ashby: the event's name in the body, signed over the raw body, ten attempts."""

import hashlib
import hmac
import json
from typing import Any

from connectors.sandbox.ashby import shapes
from connectors.sandbox.ashby.world import World
from connectors.sandbox.times import SECOND
from connectors.sandbox.webhooks import Hook, Outbox, Outgoing, Post, over_http

WAITS = tuple((2**attempt - 1) * 10 * SECOND for attempt in range(1, 10))
HOPELESS = frozenset({401, 403, 404, 405, 410})
"""After these nothing more is sent."""


def signature(secret: str, body: bytes) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def headers(one: Outgoing, now: int) -> dict[str, str]:
    head = {"Content-Type": "application/json"}
    return (
        {**head, "Ashby-Signature": signature(one.hook.secret, one.body)}
        if one.hook.secret
        else head
    )


def settled(status: int) -> bool:
    return 200 <= status < 300 or status in HOPELESS


class Webhooks(Outbox):
    def __init__(self, world: World) -> None:
        super().__init__("ashby", world.clock, headers=headers, waits=WAITS, taken=settled)
        world.listeners.append(self._happened)

    def add(
        self,
        url: str,
        *,
        secret: str = "",
        actions: frozenset[str] | None = None,
        post: Post = over_http,
    ) -> Hook:
        """A ping goes at once."""
        hook = Hook(url, secret, actions, post)
        self.hooks.append(hook)
        body = {"action": "ping", "data": {"webhookActionType": "interviewScheduleUpdate"}}
        self.send(self.outgoing(hook, "ping", packed(body)))
        return hook

    def _happened(self, action: str, row: Any) -> None:
        self.tell(action, packed({"action": action, "data": data_of(action, row)}))


def data_of(action: str, row: Any) -> dict[str, Any]:
    if action == "candidateDelete":
        return {"candidate": {"id": row.id}}
    told = shapes.schedule(row)
    if action == "interviewScheduleUpdate":
        told["candidateId"] = row.application.candidate.id
    return {"interviewSchedule": told}


def packed(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
