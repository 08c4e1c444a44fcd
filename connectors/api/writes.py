"""What the doors that write back share: a request is done once, and the answer says where to ask what became of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from candidates.models import ApiKey
from connectors.api.answers import answer
from connectors.api.components import moment, record, text
from connectors.api.keys import key_of
from connectors.api.refusals import Conflict
from connectors.api.repeats import marked, once
from connectors.json_values import dump, instant
from connectors.models import WriteBack
from connectors.selectors.writes import write_called
from connectors.services.write_requests import NotPossible

Act = Callable[[], WriteBack]
Text = Callable[[WriteBack], bytes]
WRITE = record(
    {
        "id": {"type": "integer", "description": "Its number; GET /api/v1/writes/{id} tells more."},
        "action": {
            "type": "string",
            "description": "What is asked of the vendor: create, update, cancel, amend, accept or reject an interview, "
            "or a move of a candidate.",
        },
        "state": {
            "type": "string",
            "enum": WriteBack.State.values,
            "description": "queued until the vendor has answered; unknown: it was sent, and whether it was done is "
            "not known.",
        },
        "problem": text("Why it waits, was refused or failed."),
        "asked_at": moment("When it was asked for."),
        "done_at": moment("When it was over."),
        "integrated_account_id": text("The account at whose vendor it is done."),
        "remote_id": text(
            "The vendor's id of the record; null until there is one, where one is made."
        ),
        "hub_id": {
            "type": ["integer", "null"],
            "description": "The number here of the interview that it is about or that came of it.",
        },
    }
)
EXAMPLE: dict[str, Any] = {
    "id": 9,
    "action": "update",
    "state": "queued",
    "problem": None,
    "asked_at": "2025-03-20T10:05:00.000Z",
    "done_at": None,
    "integrated_account_id": "62f44730-dd91-461e-bd6a-aedd9e0ad79d",
    "remote_id": "27",
    "hub_id": 27,
}


def told_as(action: str) -> str:
    """What the API calls an action."""
    return "update" if action == "reschedule" else action


def shape(row: WriteBack) -> dict[str, Any]:
    return {
        "id": row.pk,
        "action": told_as(row.action),
        "state": row.state,
        "problem": row.problem or None,
        "asked_at": instant(row.asked_at),
        "done_at": instant(row.done_at),
        "integrated_account_id": str(row.account.uuid),
        "remote_id": row.remote_id or None,
        "hub_id": row.interview_id,
    }


def shape_text(row: WriteBack) -> bytes:
    return dump(shape(row))


def accepted(request: Request, act: Act, text_of: Text, *, now: datetime) -> HttpResponseBase:
    """202 with what is queued. The same request again is answered so too, and nothing is done anew."""
    try:
        made, repeated = once(request, lambda: {"write": act().pk}, now=now)
    except NotPossible as error:
        raise Conflict(str(error), [told_as(action) for action in error.instead]) from None
    write = of_key(key_of(request), made["write"])
    response = answer(request, text_of(write), status=202)
    response.headers["Location"] = reverse("api-write", args=[write.pk])
    return marked(response, repeated=repeated)


def of_key(key: ApiKey, pk: int) -> WriteBack:
    """Raises NotFound where it is none of what the key may see."""
    found = write_called(key.company_id, pk) if pk < 2**63 else None
    if found is None or (key.limited and not key.accounts.filter(pk=found.account_id).exists()):
        raise NotFound(f"There is no write {pk} for this API key.")
    return found
