"""What viasto takes: a candidate's deadline, the next status, “won't interview”, and a reminder by mail.

Whether the answer is 200 or 202 is unconfirmed, so any success will do.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_noop

from connectors.base import Told, Wish, Write, has_status
from connectors.paging import Request

OPEN = frozenset(("new", "invited", "confirmed", "expired", "aborted"))
ADVANCED = frozenset(("new", "expired", "aborted"))
REMINDED = frozenset(("invited", "confirmed"))
WITHOUT_PROJECT = gettext_noop(
    "It is not known to which project this candidate belongs: sync first."
)


def in_status(known: frozenset[str], otherwise: str) -> Callable[[Wish], str]:
    def refused(wish: Wish) -> str:
        if not wish.row.get("project_remote_id"):
            return WITHOUT_PROJECT
        return "" if wish.row.get("vendor_status") in known else otherwise

    return refused


def asking(method: str, what: str) -> Callable[[Wish], Request]:
    def request(wish: Wish) -> Request:
        ids = (wish.options["company_id"], wish.row["project_remote_id"], wish.remote_id)
        company, project, candidate = (quote(str(one), safe="") for one in ids)
        path = f"/api/v3/companies/{company}/projects/{project}/candidates/{candidate}/{what}/"
        return Request(path, method=method, body=said(wish))

    return request


def said(wish: Wish) -> dict[str, Any] | None:
    return {"deadline": zoned(wish.deadline)} if wish.deadline else None


def zoned(moment: datetime) -> str:
    """With a zone, which viasto insists on."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


writes = (
    Write(
        action="set_deadline",
        resource="interviews",
        takes=("deadline",),
        request=asking("PATCH", "deadline"),
        refused=in_status(
            OPEN, gettext_noop("viasto changes no deadline once the answers are being recorded.")
        ),
    ),
    Write(
        action="advance",
        resource="interviews",
        request=asking("PATCH", "status/advance"),
        refused=in_status(ADVANCED, gettext_noop("Only the candidate can go on from here.")),
        done=has_status(*REMINDED),
        tells=Told.CANDIDATE,
    ),
    Write(
        action="skip",
        resource="interviews",
        request=asking("PATCH", "status/skip"),
        refused=in_status(
            OPEN, gettext_noop("viasto skips nobody who has begun to record their answers.")
        ),
        done=has_status("skipped"),
        tells=Told.NOBODY,
    ),
    Write(
        action="remind",
        resource="interviews",
        request=asking("POST", "reminder"),
        refused=in_status(
            REMINDED, gettext_noop("viasto reminds only those who are invited or confirmed.")
        ),
        traceless=True,
        tells=Told.CANDIDATE,
    ),
)
