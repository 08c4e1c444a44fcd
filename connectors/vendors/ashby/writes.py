"""What Ashby takes: a schedule with one event made, its event moved, either cancelled.

Only schedules made with the key of this connection may be changed; the hub marks its own in `extraData`.
"""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_noop

from connectors.base import Wish, Write, has_status
from connectors.paging import Request, Response
from connectors.paging.resume import check_success
from connectors.paths import dig

MARK = "hub"
TAKES = ("start_at", "end_at", "seats")
NOT_OURS = gettext_noop(
    "Ashby lets only schedules be changed that were made through this connection. Change it there."
)
OVER = gettext_noop("Ashby takes changes only while the interview is scheduled.")
HAS_FEEDBACK = gettext_noop(
    "There is feedback on it already, which a change in Ashby would delete. Change it there."
)


def call(method: str, body: dict[str, Any]) -> Request:
    return Request(f"/interviewSchedule.{method}", method="POST", body=body)


def events_in(raw: Any) -> list[dict[str, Any]]:
    found = dig(raw, "interviewEvents")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def event_of(wish: Wish) -> dict[str, Any]:
    own = wish.row.get("remote_id")
    return next((one for one in events_in(wish.raw) if one.get("id") == own), {})


def fixed(wish: Wish) -> str:
    event = event_of(wish)
    if wish.row.get("vendor_status") != "Scheduled" or not event:
        return OVER
    if event.get("hasSubmittedFeedback"):
        return HAS_FEEDBACK
    return "" if dig(event, f"extraData.{MARK}") else NOT_OURS


def create(wish: Wish) -> Request:
    event = {
        "startTime": instant(wish.start_at),
        "endTime": instant(wish.end_at),
        "interviewers": [{"email": seat.email} for seat in wish.seats or ()],
        "extraData": {MARK: wish.key},
    }
    if wish.slot_remote_id:
        event["interviewId"] = wish.slot_remote_id
    return call("create", {"applicationId": wish.application_remote_id, "interviewEvents": [event]})


def reschedule(wish: Wish) -> Request:
    event: dict[str, Any] = {
        "interviewEventId": wish.row.get("remote_id"),
        "startTime": instant(wish.start_at or wish.row.get("start_at")),
        "endTime": instant(wish.end_at or wish.row.get("end_at")),
        "interviewers": [
            {"email": one.get("email")} for one in event_of(wish).get("interviewers", ())
        ],
    }
    if wish.seats is not None:
        event["interviewers"] = [{"email": seat.email} for seat in wish.seats]
    return call("update", {"interviewScheduleId": wish.remote_id, "interviewEvent": event})


def cancel(wish: Wish) -> Request:
    """The whole schedule where this is its only event."""
    if len(events_in(wish.raw)) == 1:
        return call("cancel", {"id": wish.remote_id})
    gone = wish.row.get("remote_id")
    return call("update", {"interviewScheduleId": wish.remote_id, "interviewEventIdToCancel": gone})


def of_application(wish: Wish) -> Request:
    asked = (("applicationId", str(wish.application_remote_id)),)
    return Request("/interviewSchedule.list", asked)


def is_mine(wish: Wish, raw: Any) -> bool:
    return any(dig(one, f"extraData.{MARK}") == wish.key for one in events_in(raw))


def made(response: Response) -> str | None:
    found = dig(response.body, "results.id")
    return found if isinstance(found, str) else None


def instant(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z") if moment else None


WRITES = (
    Write(
        action="create",
        resource="interviews",
        takes=(*TAKES, "application_remote_id", "slot_remote_id"),
        optional=("slot_remote_id",),
        request=create,
        check=check_success,
        made=made,
        find=of_application,
        found=is_mine,
    ),
    Write(
        action="reschedule",
        resource="interviews",
        takes=TAKES,
        request=reschedule,
        refused=fixed,
        check=check_success,
    ),
    Write(
        action="cancel",
        resource="interviews",
        request=cancel,
        refused=fixed,
        check=check_success,
        done=has_status("Cancelled"),
    ),
)
