"""viasto's webhooks bear no signature: whatever comes is a reason to ask, and nothing more."""

import re
from collections.abc import Iterator
from typing import Any

from candidates.statuses import DeletedReason
from connectors.base import Touched, Webhook
from connectors.paths import dig

PROJECT = r"/companies/\d{1,18}/projects/(?P<project>\d{1,18})/"
PLACES = {
    "project": re.compile(PROJECT + r"$", re.ASCII),
    "candidate": re.compile(PROJECT + r"candidates/(?P<candidate>\d{1,18})/$", re.ASCII),
}


def touched(body: Any) -> Iterator[Touched]:
    """The candidate, or else the project, that the references name. Where they lead is not followed."""
    found = {
        name: pattern.search(value)
        for name, pattern in PLACES.items()
        if isinstance(value := dig(body, f"data.{name}"), str)
    }
    if candidate := found.get("candidate"):
        yield Touched(
            resource="interviews",
            remote_id=candidate["candidate"],
            parent=candidate["project"],
            gone=DeletedReason.VENDOR,
        )
    elif project := found.get("project"):
        yield Touched(resource="projects", remote_id=project["project"])


webhook = Webhook(touched=touched, event="event")
