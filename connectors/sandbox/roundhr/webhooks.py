"""Webhooks of RoundHR: set up over the API, signed where a key was registered, tried five times.

The name of the header and the body are assumptions: the documentation's samples of both are lost."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from connectors.sandbox.roundhr.errors import refused
from connectors.sandbox.roundhr.shapes import kst
from connectors.sandbox.roundhr.world import World
from connectors.sandbox.times import SECOND
from connectors.sandbox.webhooks import Hook, Outbox, Outgoing, Post, over_http

SIGNATURE_HEADER = "Round-Signature"
EVENTS = (
    "candidate_stage_changed",
    "candidate_pass",
    "feedback_created",
    "feedback_completed",
    "interview_scheduled",
)
WAITS = tuple(seconds * SECOND for seconds in (10, 30, 90, 270))


def signature(secret: str, body: bytes, now: int) -> str:
    """`now` in milliseconds."""
    seconds = now // SECOND
    digest = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"


def headers(one: Outgoing, now: int) -> dict[str, str]:
    head = {"Content-Type": "application/json"}
    if one.hook.secret:
        head[SIGNATURE_HEADER] = signature(one.hook.secret, one.body, now)
    return head


@dataclass(slots=True, eq=False)
class Registered:
    code: str
    hook: Hook
    created: int
    updated: int

    def shape(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "active": self.hook.enabled,
            "provider": "round",
            "callback_url": self.hook.url,
            "signing_key": self.hook.secret or None,
            "events": sorted(EVENTS if self.hook.actions is None else self.hook.actions),
            "created_at": kst(self.created),
            "updated_at": kst(self.updated),
        }


class Webhooks(Outbox):
    def __init__(self, world: World) -> None:
        super().__init__("roundhr", world.clock, headers=headers, waits=WAITS)
        self.registered: dict[str, Registered] = {}
        world.listeners.append(self._happened)

    def add(
        self,
        url: str,
        *,
        secret: str = "",
        actions: frozenset[str] | None = None,
        post: Post = over_http,
    ) -> Registered:
        """Nothing is sent until something happens."""
        hook = Hook(url, secret, actions, post)
        code = f"WH{10_000_000 + self._numbers.randrange(89_999_999)}"
        made = Registered(code, hook, self.now, self.now)
        self.registered[code] = made
        self.hooks.append(hook)
        return made

    def change(self, made: Registered, values: dict[str, Any]) -> Registered:
        hook = made.hook
        hook.url = str(values.get("callback_url") or hook.url)
        hook.secret = str(values.get("signing_key", hook.secret) or "")
        hook.enabled = values.get("active", hook.enabled) is not False
        if "events" in values:
            hook.actions = checked(values["events"])
        made.updated = self.now
        return made

    def remove(self, code: str) -> Registered:
        made = self.registered.pop(code)
        self.hooks.remove(made.hook)
        return made

    def _happened(self, event: str, resource: dict[str, Any]) -> None:
        body = {"event": event, "created_at": kst(self.now), "resource": resource}
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        self.tell(event, text.encode())


def checked(events: object) -> frozenset[str]:
    if not isinstance(events, list) or not all(one in EVENTS for one in events):
        raise refused(422, f"events must be some of {', '.join(EVENTS)}")
    return frozenset(events)
