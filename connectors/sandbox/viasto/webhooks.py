"""Webhooks of viasto: set up by its people, unsigned, sent once."""

import json
from typing import Any

from connectors.sandbox.times import to_datetime
from connectors.sandbox.viasto.records import Candidate, Project
from connectors.sandbox.viasto.shapes import Printer
from connectors.sandbox.viasto.world import World
from connectors.sandbox.webhooks import Hook, Outbox, Outgoing, Post, over_http


def headers(one: Outgoing, now: int) -> dict[str, str]:
    return {"Content-Type": "application/json", "User-Agent": "interview suite webhook"}


def any_2xx(status: int) -> bool:
    return 200 <= status < 300


class Webhooks(Outbox):
    """`address` is the API's, as it stands in the references of a body."""

    def __init__(self, world: World) -> None:
        super().__init__("viasto", world.clock, headers=headers, taken=any_2xx)
        self.address = "https://sandbox.interview-suite.example/api/v3"
        self._world = world
        world.listeners.append(self._happened)

    def add(self, url: str, *, post: Post = over_http) -> Hook:
        hook = Hook(url, post=post)
        self.hooks.append(hook)
        return hook

    def _happened(
        self, kind: str, action: str, project: Project, candidate: Candidate | None
    ) -> None:
        printer = Printer(self.address, lambda row, name: "")
        company = self._world.company
        data: dict[str, Any] = {"project": printer.project_uri(company, project)}
        if candidate is not None:
            data["candidate"] = printer.candidate_uri(company, candidate)
        if self._world.switches.told_actions:
            data = {"action": action, **data}
        for hook in self.hooks:
            moment = to_datetime(self.now).isoformat(timespec="microseconds")
            event = f"{kind}_changed"
            body = {"endpoint": hook.url, "time": moment, "event": event, "data": data}
            self.outbox.append(self.outgoing(hook, event, json.dumps(body).encode()))
