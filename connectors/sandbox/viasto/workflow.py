"""The moves of a candidate, as the page on the workflow has them."""

import re
from datetime import datetime

from connectors.sandbox.times import to_ms
from connectors.sandbox.viasto.errors import invalid, refused
from connectors.sandbox.viasto.records import (
    CONFIRMED,
    INTERVIEWING,
    INVITED,
    OPEN,
    SKIPPED,
    Candidate,
)
from connectors.sandbox.viasto.world import World

ZONED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)")


def set_deadline(world: World, row: Candidate, value: object) -> Candidate:
    if value in (None, ""):
        raise invalid("deadline", "This field is required.")
    if not isinstance(value, str) or not ZONED.fullmatch(value):
        raise invalid("deadline", "Datetime must be ISO 8601 and have a time zone designator.")
    try:
        world.set_deadline(row, to_ms(datetime.fromisoformat(value)))
    except ValueError as error:
        raise invalid("deadline", "Datetime has wrong format.") from error
    return world.changed(row)


def advance_by_manager(world: World, row: Candidate) -> Candidate:
    match row.status:
        case "new":
            _invite(world, row)
        case "expired":
            _needs_time(world, row)
            row.status = CONFIRMED if row.has_password else INVITED
        case "aborted":
            _needs_time(world, row)
            row.status = CONFIRMED
        case _:
            raise refused(400, f"A candidate cannot be advanced from '{row.status}'.")
    return world.changed(row)


def _invite(world: World, row: Candidate) -> None:
    if not row.email:
        raise refused(400, "The candidate has no email.")
    if row.project.status != "active":
        raise refused(400, "The project is not active.")
    if row.deadline is not None:
        _needs_time(world, row)
    world.invite(row, world.now)


def _needs_time(world: World, row: Candidate) -> None:
    if row.deadline is None or row.deadline <= world.now:
        raise refused(400, "The deadline must be in the future.")


def advance_by_candidate(world: World, row: Candidate) -> Candidate:
    if row.status == INVITED and row.has_password:
        world.confirm(row, world.now)
    elif row.status == CONFIRMED:
        row.status = INTERVIEWING
    else:
        raise refused(400, f"A candidate cannot be advanced from '{row.status}'.")
    return world.changed(row)


def skip(world: World, row: Candidate) -> Candidate:
    """There is no way back."""
    if row.status not in OPEN:
        raise refused(400, f"A candidate cannot be skipped from '{row.status}'.")
    row.status = SKIPPED
    return world.changed(row)


def remind(world: World, row: Candidate) -> Candidate:
    if row.status not in (INVITED, CONFIRMED):
        raise refused(400, "Only invited or confirmed candidates can be reminded.")
    row.reminders += 1
    return row


def veto(world: World, row: Candidate, comment: object) -> Candidate:
    if not isinstance(comment, str) or not 15 <= len(comment) <= 600:
        raise invalid("comment", "Ensure this field has 15 to 600 characters.")
    row.vetos.append((row.project.evaluators[0], comment))
    return world.changed(row)
