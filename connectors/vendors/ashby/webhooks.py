"""Ashby's webhooks, one event for each. A creation is told twice, as created and as updated."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from candidates.statuses import DeletedReason
from connectors.base import Touched, Webhook
from connectors.paths import dig
from connectors.signing import HexHmac

UUID = re.compile(r"[0-9a-fA-F-]{36}")


@dataclass(frozen=True, slots=True)
class Named:
    """Where an event names a record of a list, and what is gone with it."""

    resource: str
    path: str
    gone: str = ""
    parent: str = ""


SCHEDULE = (Named("interviews", "interviewSchedule.id", parent="interviewSchedule.applicationId"),)
APPLICATION = (
    Named("candidates", "application.candidate.id"),
    Named("applications", "application.id"),
)
EVENTS: dict[str, tuple[Named, ...]] = {
    "interviewScheduleCreate": SCHEDULE,
    "interviewScheduleUpdate": SCHEDULE,
    "candidateDelete": (Named("candidates", "candidate.id", DeletedReason.VENDOR),),
    "candidateMerge": (
        Named("candidates", "mergedCandidate.id"),
        Named("candidates", "deletedCandidate.id", DeletedReason.MERGED),
    ),
    "applicationSubmit": APPLICATION,
    "applicationUpdate": APPLICATION,
    "candidateHire": APPLICATION,
    "candidateStageChange": APPLICATION,
    "jobCreate": (Named("jobs", "job.id"),),
    "jobUpdate": (Named("jobs", "job.id"),),
}


def touched(body: Any) -> Iterator[Touched]:
    """The records an event names. The ping, and whatever else we do not follow, names none."""
    event = dig(body, "action")
    for named in EVENTS.get(event, ()) if isinstance(event, str) else ():
        remote_id = known_id(dig(body, f"data.{named.path}"))
        if remote_id:
            yield Touched(
                resource=named.resource,
                remote_id=remote_id,
                gone=named.gone,
                below=named.gone,
                parent=known_id(dig(body, f"data.{named.parent}")) if named.parent else "",
            )


def known_id(value: Any) -> str:
    """What goes into a question to the vendor is never free text."""
    return value if isinstance(value, str) and UUID.fullmatch(value) else ""


webhook = Webhook(
    signature=HexHmac(header="Ashby-Signature", prefix="sha256=", secret="webhook_secret"),  # noqa: S106
    touched=touched,
    event="action",
)
