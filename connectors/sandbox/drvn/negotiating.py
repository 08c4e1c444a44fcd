"""Create, change, amend, accept, cancel, reject: who may do what, and what it does.

Which moves are allowed is assumed (see `Switches`); what each move does to the record is documented.
"""

from collections.abc import Mapping
from typing import Any

from connectors.sandbox.drvn.errors import invalid, refused
from connectors.sandbox.drvn.records import (
    AMENDED,
    CANCELLED,
    DRIVER,
    INTERVIEWEE,
    INTERVIEWER,
    PENDING,
    REJECTED,
    SCHEDULED,
    Interview,
    JobDriver,
    User,
)
from connectors.sandbox.drvn.world import World
from connectors.sandbox.times import parse_instant

OPEN = (PENDING, AMENDED, SCHEDULED)


def create(world: World, actor: User, given: Mapping[str, Any]) -> Interview:
    company_only(actor)
    for name in ("kind", "start_at", "end_at", "interviewee_id", "interviewer_id"):
        if given.get(name) in (None, ""):
            raise invalid(name, "can't be blank")
    application = application_of(world, given)
    if world.switches.only_verified and application.kind not in ("verified", "interview"):
        raise invalid("interviewee_id", "must be verified")
    start, end = span(world, given, "start_at", "end_at")
    return world.book(
        application, interviewer_of(world, given), str(given["kind"]), given.get("location"),
        start, end,
    )  # fmt: skip


def change(world: World, actor: User, row: Interview, given: Mapping[str, Any]) -> None:
    """The status stays as it is."""
    company_only(actor)
    if world.switches.patch_refused_at_end and row.status not in OPEN:
        raise invalid("status", f"is {row.status}")
    times = {"start_at": row.start, "end_at": row.end}
    start, end = span(world, given, "start_at", "end_at", times)
    interviewer = interviewer_of(world, given) if "interviewer_id" in given else row.interviewer
    if "interviewee_id" in given:
        application = application_of(world, given)
        row.application.interviews.remove(row)
        application.interviews.append(row)
        row.application = application
    row.start, row.end, row.interviewer = start, end, interviewer
    row.kind = str(given.get("kind", row.kind))
    row.location = given.get("location", row.location)


def amend(world: World, actor: User, row: Interview, given: Mapping[str, Any]) -> None:
    """The slot stays; the proposal stands beside it."""
    allowed = OPEN if world.switches.amends_scheduled else (PENDING, AMENDED)
    require_status(row, allowed)
    for name in ("amend_start_at", "amend_end_at"):
        if given.get(name) in (None, ""):
            raise invalid(name, "can't be blank")
    row.amend_start, row.amend_end = span(world, given, "amend_start_at", "amend_end_at")
    row.amended_by, row.status = side(actor), AMENDED


def accept(world: World, actor: User, row: Interview) -> None:
    require_status(row, (PENDING, AMENDED))
    proposer = row.amended_by or INTERVIEWER
    if world.switches.other_side_accepts and proposer == side(actor):
        raise refused(403)
    if world.switches.accepting_moves and row.amend_start is not None and row.amend_end is not None:
        row.start, row.end = row.amend_start, row.amend_end
    row.status = SCHEDULED
    clear_proposal(row)


def cancel(world: World, actor: User, row: Interview) -> None:
    company_only(actor)
    require_status(row, OPEN if world.switches.ends_are_final else (*OPEN, REJECTED, CANCELLED))
    row.status = CANCELLED
    if world.switches.cancel_verifies:
        world.move_application(row.application, "verified", actor)
        row.application.updated = world.now


def reject(world: World, actor: User, row: Interview) -> None:
    require_status(row, (PENDING, AMENDED))
    row.status = REJECTED
    world.move_application(row.application, "rejected", actor)
    row.application.updated = world.now


def side(actor: User) -> str:
    return INTERVIEWEE if actor.role == DRIVER else INTERVIEWER


def company_only(actor: User) -> None:
    if actor.role == DRIVER:
        raise refused(403)


def require_status(row: Interview, allowed: tuple[str, ...]) -> None:
    if row.status not in allowed:
        raise invalid("status", f"is {row.status}")


def clear_proposal(row: Interview) -> None:
    row.amend_start = row.amend_end = row.amended_by = None


def application_of(world: World, given: Mapping[str, Any]) -> JobDriver:
    found = world.applications.get(number(given, "interviewee_id"))
    if found is None:
        raise invalid("interviewee", "must exist")
    return found


def interviewer_of(world: World, given: Mapping[str, Any]) -> User:
    found = world.users.get(number(given, "interviewer_id"))
    if found is None or found.role == DRIVER:
        raise invalid("interviewer", "must exist")
    return found


def number(given: Mapping[str, Any], name: str) -> int:
    value = given[name]
    return int(value) if isinstance(value, int) or str(value).isdigit() else 0


def span(
    world: World,
    given: Mapping[str, Any],
    start: str,
    end: str,
    otherwise: Mapping[str, int] | None = None,
) -> tuple[int, int]:
    known = otherwise or {}
    times = [instant(given, name) if name in given else known.get(name, 0) for name in (start, end)]
    if world.switches.order_checked and times[1] <= times[0]:
        raise invalid(end, "must be after start at")
    return times[0], times[1]


def instant(given: Mapping[str, Any], name: str) -> int:
    try:
        return parse_instant(str(given[name]))
    except ValueError:
        raise invalid(name, "is invalid") from None
