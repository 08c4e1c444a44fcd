"""What a caller wants of an interview, from `{"interview": {…}}` to the values of a wish."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from candidates.models import User
from candidates.selectors.teams import colleagues
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
from interviews.models import Application, AtsUser, Interview


def a_number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**63:
        raise Refusal("must be the number of a record here.")
    return value


def a_colleague(value: Any) -> int | None:
    return None if value is None else a_number(value)


FIELDS: dict[str, Reader] = {
    "kind": a_short_text,
    "start_at": a_moment,
    "end_at": a_moment,
    "interviewee_id": a_number,
    "interviewer_id": a_number,
    "location": a_short_text,
}
PROPOSAL: dict[str, Reader] = {"amend_start_at": a_moment, "amend_end_at": a_moment}
COORDINATOR: dict[str, Reader] = {"coordinator_id": a_colleague}
WRITTEN = {"interviewee_id": "application_remote_id", "interviewer_id": "seats"}
"""Fields that have another name in a wish."""


def change_in(body: Any, interview: Interview, write: Write | None) -> dict[str, Any]:
    """What PATCH brings. Raises BadParameters, for fields as well that the vendor does not take."""
    given = inner(body, FIELDS)
    if not given:
        raise BadParameters([refused("interview", "names no field.", valid=tuple(FIELDS))])
    if write is not None and interview.account is not None:
        check_taken(given, FIELDS, write, interview.account.vendor, called=WRITTEN)
    start, end = given.get("start_at", interview.start_at), given.get("end_at", interview.end_at)
    check_order("end_at", start, end)
    values: dict[str, Any] = {
        name: given[name].isoformat() if isinstance(given[name], datetime) else given[name]
        for name in ("kind", "start_at", "end_at", "location")
        if name in given
    }
    if "interviewee_id" in given:
        values["application_remote_id"] = application_id(interview, given["interviewee_id"])
    if "interviewer_id" in given:
        values["seats"] = panel_with(interview, given["interviewer_id"])
    return values


def proposal_in(body: Any) -> dict[str, Any]:
    given = inner(body, PROPOSAL, required=tuple(PROPOSAL))
    start, end = given["amend_start_at"], given["amend_end_at"]
    check_order("amend_end_at", start, end)
    return {"start_at": start.isoformat(), "end_at": end.isoformat()}


def coordinator_in(body: Any, company_id: int, *, of: str = "interview") -> User | None:
    """None is nobody. Raises BadParameters."""
    given = inner(body, COORDINATOR, required=tuple(COORDINATOR), of=of)["coordinator_id"]
    if given is None:
        return None
    found: User | None = colleagues(company_id).filter(pk=given).first()
    if found is None:
        why = f"“{given}” is no number of a user who works here."
        raise BadParameters([refused("coordinator_id", why, str(given))])
    return found


def nothing_in(body: Any) -> dict[str, Any]:
    """Some actions bring no values."""
    return read_body(body or {}, {}, required=())


def inner(
    body: Any, fields: Mapping[str, Reader], required: tuple[str, ...] = (), of: str = "interview"
) -> dict[str, Any]:
    wrapped = read_body(body, {of: an_object}, required=(of,))
    return read_body(wrapped[of], fields, required=required)


def application_id(interview: Interview, pk: int) -> str:
    own: Application | None = Application.objects.filter(
        account=interview.account_id, deleted_at=None, pk=pk
    ).first()
    if own is None:
        why = f"the account of this interview has no application {pk}."
        raise BadParameters([refused("interviewee_id", why, str(pk))])
    return str(own.remote_id)


def panel_with(interview: Interview, pk: int) -> list[dict[str, str]]:
    """The first seat is theirs; the others stay as they are."""
    user = AtsUser.objects.filter(account=interview.account_id, deleted_at=None, pk=pk).first()
    if user is None:
        why = f"the account of this interview has no user {pk}."
        raise BadParameters([refused("interviewer_id", why, str(pk))])
    others = [seat for seat in interview.interviewers.all()[1:] if seat.user_id != pk]
    first = {"user_remote_id": user.remote_id or "", "email": user.email or ""}
    return [
        first,
        *(
            {"user_remote_id": seat.user_remote_id or "", "email": seat.email or ""}
            for seat in others
        ),
    ]
