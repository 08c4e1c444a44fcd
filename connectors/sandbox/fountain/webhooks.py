"""Webhooks of Fountain: applicants that were saved, signed with the account's own token, two retries."""

import hashlib
import hmac
import json

from connectors.sandbox.fountain import shapes
from connectors.sandbox.fountain.records import Applicant
from connectors.sandbox.fountain.world import World
from connectors.sandbox.times import MINUTE
from connectors.sandbox.webhooks import Hook, Outbox, Outgoing, Post, over_http

WAITS = (MINUTE, 5 * MINUTE)


def signature(secret: str, body: bytes) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def headers(one: Outgoing, now: int) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "X-OBIQ-SIGNATURE-V2": signature(one.hook.secret, one.body),
    }


def accepted(status: int) -> bool:
    return 200 <= status < 300


class Webhooks(Outbox):
    def __init__(self, world: World) -> None:
        super().__init__("fountain", world.clock, headers=headers, waits=WAITS, taken=accepted)
        world.listeners.append(self._saved)

    def add(self, url: str, *, secret: str = "", post: Post = over_http) -> Hook:
        hook = Hook(url, secret, None, post)
        self.hooks.append(hook)
        return hook

    def _saved(self, applicant: Applicant) -> None:
        body = {"applicant": shapes.applicant(applicant)}
        self.tell("applicant", json.dumps(body, separators=(",", ":")).encode())
