"""Reading what writes bring. Raises BadParameter with the field at fault."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.sandbox.greenhouse.filters import BadParameter
from connectors.sandbox.greenhouse.records import RESPONSES, Interview, User
from connectors.sandbox.greenhouse.world import World
from connectors.sandbox.times import parse_instant
from connectors.sandbox.wire import Request


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody a write puts on the panel: a user, or a guest by address."""

    user: User | None
    email: str | None
    response: str


def json_body(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(request.body or b"{}")
    except ValueError as error:
        raise BadParameter("Must be valid JSON", "body") from error
    if not isinstance(body, dict):
        raise BadParameter("Must be a JSON object", "body")
    return body


def require(body: Mapping[str, Any], names: Sequence[str]) -> None:
    for name in names:
        if body.get(name) in (None, "", []):
            raise BadParameter(f"Missing required field: {name}", name)


def only(body: Mapping[str, Any], names: Sequence[str]) -> None:
    for name in body:
        if name not in names:
            raise BadParameter("Unknown field", name)


def instant(body: Mapping[str, Any], name: str) -> int:
    try:
        return parse_instant(str(body[name]))
    except ValueError as error:
        raise BadParameter("Must be a valid ISO-8601 timestamp", name) from error


def whole_number(body: Mapping[str, Any], name: str) -> int:
    value = body[name]
    if isinstance(value, int) or (isinstance(value, str) and value.isdigit()):
        return int(value)
    raise BadParameter("Must be an integer", name)


def seats(world: World, body: Mapping[str, Any]) -> list[Seat]:
    rows = body["interviewers"]
    if not isinstance(rows, list) or not rows:
        raise BadParameter("Must be a list with at least one interviewer", "interviewers")
    return [_seat(world, row) for row in rows]


def _seat(world: World, row: Any) -> Seat:
    if not isinstance(row, dict):
        raise BadParameter("Must be an object", "interviewers")
    response = row.get("response_status")
    if response not in RESPONSES:
        raise BadParameter(f"Must be one of: {', '.join(RESPONSES)}", "response_status")
    if "user_id" in row:
        user = world.users.get(whole_number(row, "user_id"))
        if user is None:
            raise BadParameter("No such user", "user_id")
        return Seat(user, None, response)
    if "employee_id" in row:
        return Seat(_by(world, "employee_id", str(row["employee_id"])), None, response)
    if not row.get("email"):
        raise BadParameter("Must have one of: user_id, email, employee_id", "interviewers")
    email = str(row["email"])
    matching = next((user for user in world.users if user.email == email), None)
    return Seat(matching, None if matching else email, response)


def _by(world: World, name: str, value: str) -> User:
    user = next((user for user in world.users if getattr(user, name) == value), None)
    if user is None:
        raise BadParameter("No such user", name)
    return user


def replace_panel(world: World, interview: Interview, wanted: Sequence[Seat]) -> None:
    """The panel becomes exactly this; who stays keeps their seat and its id."""
    for seat in list(interview.panel):
        if not any(seat.user is new.user and seat.guest_email == new.email for new in wanted):
            world.unseat(seat)
    for new in wanted:
        seated = [s for s in interview.panel if s.user is new.user and s.guest_email == new.email]
        if seated and seated[0].response != new.response:
            seated[0].response, seated[0].updated = new.response, world.now
        elif not seated:
            user_id = new.user.id if new.user else None
            world.add_panel_member(interview.id, user_id, email=new.email, response=new.response)
