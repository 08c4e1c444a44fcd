"""An interview as a caller wants it, in the unified shape, as the values of a wish."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from connectors.api.bodies import (
    Reader,
    a_moment,
    a_short_text,
    an_object,
    check_order,
    check_taken,
    read_body,
)
from connectors.api.params import BadParameters, Refusal, refused
from connectors.base import Write
from connectors.models import IntegratedAccount
from interviews.models import Application, AtsUser, Interview, Slot

MOST_SEATS = 50
MOST_TOLD = 20


def a_reference(value: Any) -> str:
    """`{"id": "…"}`, the vendor's id."""
    given = an_object(value)
    if set(given) != {"id"}:
        raise Refusal("must be an object with the vendor's id alone, such as {“id”: “69306314”}.")
    return a_short_text(given["id"])


def a_panel(value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_SEATS:
        raise Refusal(f"must be a list of 1 to {MOST_SEATS} people.")
    return [a_seat(one) for one in value]


def a_seat(value: Any) -> dict[str, str]:
    given = an_object(value)
    if set(given) not in ({"id"}, {"email"}):
        raise Refusal("each must be {“id”: …} of a user, or {“email”: …} of a guest.")
    return {name: a_short_text(text) for name, text in given.items()}


CHANGE: dict[str, Reader] = {
    "start_at": a_moment,
    "end_at": a_moment,
    "location": a_short_text,
    "meeting_url": a_short_text,
    "kind": a_short_text,
    "application": a_reference,
    "interviewers": a_panel,
}
NEW: dict[str, Reader] = {**CHANGE, "slot": a_reference}
WRITTEN = {
    "application": "application_remote_id",
    "slot": "slot_remote_id",
    "interviewers": "seats",
}
ALWAYS_NEEDED = ("application", "interviewers", "start_at", "end_at")


def new_in(body: Any, account: IntegratedAccount, write: Write | None) -> dict[str, Any]:
    """What POST brings. Raises BadParameters, for fields as well that the vendor does not take."""
    needed = ALWAYS_NEEDED if write is None else needed_by(write)
    given = read_body(body, NEW, required=needed)
    if write is not None:
        check_taken(given, NEW, write, account.vendor, called=WRITTEN)
    check_order("end_at", given["start_at"], given["end_at"])
    values = values_of(given, account)
    if "slot" in given:
        check_slot(account, given["slot"], values["application_remote_id"])
    return values


def needed_by(write: Write) -> tuple[str, ...]:
    step = "slot_remote_id" in write.takes and "slot_remote_id" not in write.optional
    return (*ALWAYS_NEEDED, "slot") if step else ALWAYS_NEEDED


def change_in(
    body: Any, interview: Interview, account: IntegratedAccount, write: Write | None
) -> dict[str, Any]:
    """What PATCH brings. Raises as above."""
    given = read_body(body, CHANGE, required=())
    if not given:
        raise BadParameters([refused("body", "names no field.", valid=tuple(CHANGE))])
    if write is not None:
        check_taken(given, CHANGE, write, account.vendor, called=WRITTEN)
    start, end = given.get("start_at", interview.start_at), given.get("end_at", interview.end_at)
    check_order("end_at", start, end)
    return values_of(given, account)


def values_of(given: Mapping[str, Any], account: IntegratedAccount) -> dict[str, Any]:
    values: dict[str, Any] = {
        WRITTEN.get(name, name): value.isoformat() if isinstance(value, datetime) else value
        for name, value in given.items()
    }
    if "application" in given:
        check_application(account, given["application"])
    if "interviewers" in given:
        values["seats"] = seats_of(account, given["interviewers"])
    return values


def check_application(account: IntegratedAccount, remote_id: str) -> None:
    own = Application.objects.filter(account=account, deleted_at=None, remote_id=remote_id)
    if not own.exists():
        why = f"the account has no application “{remote_id}”."
        raise BadParameters([refused("application", why, remote_id)])


def check_slot(account: IntegratedAccount, remote_id: str, application_id: str) -> None:
    """It must be a step of the plan of the application's job."""
    application = Application.objects.filter(account=account, remote_id=application_id)
    steps = Slot.objects.filter(
        account=account, deleted_at=None, job_remote_id__in=application.values("job_remote_id")
    )
    valid = list(steps.order_by("name", "pk").values_list("remote_id", flat=True))
    if remote_id not in valid:
        why = "is no step of the interview plan of the application's job."
        raise BadParameters([refused("slot", why, remote_id, valid[:MOST_TOLD])])


def seats_of(
    account: IntegratedAccount, panel: Sequence[Mapping[str, str]]
) -> list[dict[str, str]]:
    ids = [one["id"] for one in panel if "id" in one]
    users = AtsUser.objects.filter(account=account, deleted_at=None, remote_id__in=ids)
    emails = {one.remote_id: one.email or "" for one in users}
    if unknown := [remote_id for remote_id in ids if remote_id not in emails]:
        why = f"the account has no user “{unknown[0]}”."
        raise BadParameters([refused("interviewers", why, unknown[0])])
    return [
        {"user_remote_id": one["id"], "email": emails[one["id"]]}
        if "id" in one
        else {"user_remote_id": "", "email": one["email"]}
        for one in panel
    ]
