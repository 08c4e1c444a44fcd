"""What Greenhouse takes: an interview made, moved or deleted. None of it touches a calendar or tells anybody.

Only interviews that were made through the API, and only while they are scheduled or await feedback. v1 can be
asked which those are (`actionable`); whether v3 keeps the same rule is unconfirmed, so its refusal is told.
Bodies of v3 are unconfirmed, by analogy with v1.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_noop

from connectors.base import Seat, Told, Wish, Write
from connectors.paging import Request, Response
from connectors.paths import dig

CHANGEABLE = ("scheduled", "awaiting_feedback")
NOBODY = gettext_noop(
    "Name the Greenhouse user the hub acts as: the option on_behalf_of of this connection."
)
TAKES = ("start_at", "end_at", "location", "meeting_url", "seats")
OVER = gettext_noop(
    "Greenhouse takes changes only while an interview is scheduled or awaits feedback."
)
WHOLE_DAY = gettext_noop(
    "Greenhouse documents no change of an interview that takes the whole day. Change it there."
)
NOT_OURS = gettext_noop(
    "Greenhouse lets only interviews be changed that were made through its API. Change it there."
)


@dataclass(frozen=True, kw_only=True)
class Names:
    """What a version calls things."""

    list: str
    one: str
    delete: str
    slot: str
    start: str
    end: str
    named_user: bool


V1 = Names(
    list="/v2/scheduled_interviews",
    one="/v2/scheduled_interviews/{}",
    delete="/v1/scheduled_interviews/{}",
    slot="interview_id",
    start="start",
    end="end",
    named_user=True,
)
V3 = Names(
    list="/v3/interviews",
    one="/v3/interviews/{}",
    delete="/v3/interviews/{}",
    slot="job_interview_id",
    start="starts_at",
    end="ends_at",
    named_user=False,
)


def writes(names: Names, listed: str) -> tuple[Write, ...]:
    """`listed` is the path of the list, which can be asked for an `external_event_id`."""
    ask = actionable if names.named_user else lambda wish: None
    return (
        Write(
            action="create",
            resource="interviews",
            tells=Told.NOBODY,
            takes=(*TAKES, "application_remote_id", "slot_remote_id"),
            request=lambda wish: Request(
                names.list, method="POST", body=made_of(names, wish), headers=acting(names, wish)
            ),
            refused=lambda wish: without_user(names, wish),
            made=lambda response: id_of(response.body),
            find=lambda wish: Request(listed, (("external_event_id", wish.key),)),
        ),
        Write(
            action="reschedule",
            resource="interviews",
            tells=Told.NOBODY,
            takes=TAKES,
            request=lambda wish: Request(
                names.one.format(wish.remote_id),
                method="PATCH",
                body=changed(names, wish),
                headers=acting(names, wish),
            ),
            refused=lambda wish: without_user(names, wish) or fixed(wish) or whole_day(wish),
            ask=ask,
            told=not_actionable,
        ),
        Write(
            action="cancel",
            resource="interviews",
            tells=Told.NOBODY,
            request=lambda wish: Request(
                names.delete.format(wish.remote_id), method="DELETE", headers=acting(names, wish)
            ),
            refused=lambda wish: without_user(names, wish) or fixed(wish),
            ask=ask,
            told=not_actionable,
            final=True,
        ),
    )


def acting(names: Names, wish: Wish) -> tuple[tuple[str, str], ...]:
    user = str(wish.options.get("on_behalf_of") or "")
    return (("On-Behalf-Of", user),) if names.named_user else ()


def without_user(names: Names, wish: Wish) -> str:
    return NOBODY if names.named_user and not wish.options.get("on_behalf_of") else ""


def fixed(wish: Wish) -> str:
    if wish.row.get("vendor_status") not in CHANGEABLE:
        return OVER
    return "" if wish.row.get("external_event_id") else NOT_OURS


def whole_day(wish: Wish) -> str:
    return WHOLE_DAY if wish.row.get("start_date") else ""


def actionable(wish: Wish) -> Request | None:
    event = wish.row.get("external_event_id")
    asked = (("actionable", "true"), ("external_event_id", str(event)))
    return Request("/v1/scheduled_interviews", asked) if event else None


def not_actionable(response: Response) -> str:
    return NOT_OURS if response.body == [] else ""


def made_of(names: Names, wish: Wish) -> dict[str, Any]:
    return {
        "application_id": number(wish.application_remote_id),
        names.slot: number(wish.slot_remote_id),
        "external_event_id": wish.key,
        **changed(names, wish),
    }


def changed(names: Names, wish: Wish) -> dict[str, Any]:
    """Only what is wanted; a panel that is given replaces the whole one, with the answers it has."""
    body: dict[str, Any] = {
        names.start: instant(wish.start_at),
        names.end: instant(wish.end_at),
        "location": wish.location,
        "video_conferencing_url": wish.meeting_url,
    }
    if wish.seats is not None:
        body["interviewers"] = [
            {**who(seat), "response_status": seat.answer or "needs_action"} for seat in wish.seats
        ]
    return {name: value for name, value in body.items() if value is not None}


def who(seat: Seat) -> dict[str, Any]:
    if seat.user_remote_id:
        return {"user_id": number(seat.user_remote_id)}
    return {"email": seat.email}


def instant(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def number(remote_id: str | None) -> int | None:
    return int(remote_id) if remote_id and remote_id.isdigit() else None


def id_of(body: Any) -> str | None:
    found = dig(body, "id")
    return str(found) if isinstance(found, int) else None
