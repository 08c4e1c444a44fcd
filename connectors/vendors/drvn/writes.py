"""What DRVN takes: interviews made, changed, negotiated and cancelled; each answer is the interview as it is now.

The routes are documented, who may use them when is assumed: the side that did not propose accepts, a driver
accepts what is pending, only a driver rejects, and what is rejected or cancelled stays so.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_noop

from connectors.base import Wish, Write, has_status, nothing_against, stands
from connectors.paging import Request, Response
from connectors.paths import dig

OPERATOR, DRIVER = "operator", "driver"
SIDES = {OPERATOR: "interviewer", DRIVER: "interviewee"}
TAKES = ("kind", "start_at", "end_at", "location", "meeting_url", "application_remote_id", "seats")
OPEN = ("pending", "amended", "scheduled")
RULES = gettext_noop("who may accept, amend, cancel or reject an interview, and when")
OVER = gettext_noop("DRVN takes no changes of an interview that is rejected or cancelled.")
COMPANY_ONLY = gettext_noop("At DRVN only the company makes, changes and cancels interviews.")
DRIVER_ONLY = gettext_noop("At DRVN only the driver rejects an interview. Cancel it instead.")
OTHER_SIDE = gettext_noop("The other side has to accept this proposal.")
DRIVERS_TURN = gettext_noop("At DRVN the driver accepts an interview that is pending.")
SETTLED = gettext_noop("There is nothing to accept or reject.")
TWO_TIMES = gettext_noop("A proposal needs a start and an end.")
INCOMPLETE = gettext_noop(
    "DRVN needs the application, one interviewer, the kind, the start and the end."
)


def writes(role: str, everything: Request) -> tuple[Write, ...]:
    """For a login of that role. `everything` is the list that is searched for what was made before."""
    create = Write(
        action="create",
        resource="interviews",
        takes=TAKES,
        request=lambda wish: Request(
            "/api/v1/interviews/", method="POST", body={"interview": fields(wish)}
        ),
        refused=lambda wish: foreign(role),
        lacking=incomplete,
        made=made,
        find=lambda wish: everything,
        found=is_it,
    )
    reschedule = Write(
        action="reschedule",
        resource="interviews",
        takes=TAKES,
        request=lambda wish: Request(
            f"/api/v1/interviews/{wish.remote_id}", method="PATCH", body={"interview": fields(wish)}
        ),
        refused=lambda wish: foreign(role) or over(wish),
        done=changed,
    )
    return (
        create,
        reschedule,
        negotiated(role, "amend", over, proposed, body=proposal, lacking=without_times),
        negotiated(role, "accept", lambda wish: not_to_accept(wish, role), has_status("scheduled")),
        negotiated(
            role, "cancel", lambda wish: foreign(role) or over(wish), has_status("cancelled")
        ),
        negotiated(role, "reject", lambda wish: not_to_reject(wish, role), has_status("rejected")),
    )


def negotiated(
    role: str,
    verb: str,
    refused: Callable[[Wish], str],
    done: Callable[[Wish], bool],
    *,
    lacking: Callable[[Wish], str] = nothing_against,
    body: Callable[[Wish], dict[str, Any]] = lambda wish: {},
) -> Write:
    """Each side has its own route."""
    side = "users/interviews" if role == DRIVER else "interviews"
    return Write(
        action=verb,
        resource="interviews",
        request=lambda wish: Request(
            f"/api/v1/{side}/{wish.remote_id}/{verb}", method="POST", body=body(wish)
        ),
        refused=refused,
        lacking=lacking,
        done=done,
        takes=("start_at", "end_at") if verb == "amend" else (),
    )


def foreign(role: str) -> str:
    return COMPANY_ONLY if role == DRIVER else ""


def over(wish: Wish) -> str:
    return "" if wish.row.get("vendor_status") in OPEN else OVER


def unsettled(wish: Wish) -> bool:
    return wish.row.get("vendor_status") in ("pending", "amended")


def not_to_accept(wish: Wish, role: str) -> str:
    if not unsettled(wish):
        return over(wish) or SETTLED
    if wish.row.get("vendor_status") == "pending":
        return "" if role == DRIVER else DRIVERS_TURN
    return OTHER_SIDE if wish.row.get("proposed_by") == SIDES[role] else ""


def not_to_reject(wish: Wish, role: str) -> str:
    if role != DRIVER:
        return DRIVER_ONLY
    return "" if unsettled(wish) else SETTLED


def without_times(wish: Wish) -> str:
    return "" if wish.start_at and wish.end_at else TWO_TIMES


def incomplete(wish: Wish) -> str:
    given = (wish.application_remote_id, wish.seats, wish.start_at, wish.end_at)
    return "" if all(given) and len(wish.seats or ()) == 1 else INCOMPLETE


def fields(wish: Wish) -> dict[str, Any]:
    """Only what is wanted. A meeting link is the place."""
    body: dict[str, Any] = {
        "kind": wish.kind,
        "start_at": instant(wish.start_at),
        "end_at": instant(wish.end_at),
        "location": wish.meeting_url or wish.location,
        "interviewee_id": number(wish.application_remote_id),
        "interviewer_id": number(wish.seats[0].user_remote_id) if wish.seats else None,
    }
    if wish.action == "create":
        body["kind"] = wish.kind or ("video_call" if wish.meeting_url else "in_person")
    return {name: value for name, value in body.items() if value is not None}


def proposal(wish: Wish) -> dict[str, Any]:
    times = {"amend_start_at": instant(wish.start_at), "amend_end_at": instant(wish.end_at)}
    return {"interview": times}


def changed(wish: Wish) -> bool:
    """A meeting link stands where the place does, too."""
    place = wish.meeting_url or wish.location
    values = {
        "kind": wish.kind,
        "start_at": wish.start_at,
        "end_at": wish.end_at,
        "location": place,
    }
    return stands(wish, {name: value for name, value in values.items() if value is not None})


def proposed(wish: Wish) -> bool:
    return stands(wish, {"proposed_start_at": wish.start_at, "proposed_end_at": wish.end_at})


def made(response: Response) -> str | None:
    found = response.says("interview.id")
    return str(found) if isinstance(found, int) else None


def is_it(wish: Wish, raw: Any) -> bool:
    """The same application at the same moment: DRVN keeps no mark of whoever made it."""
    try:
        start = datetime.fromisoformat(str(dig(raw, "start_at")))
    except ValueError:
        return False
    same = str(dig(raw, "interviewee_id")) == wish.application_remote_id
    wanted = wish.start_at.replace(microsecond=0) if wish.start_at else None
    return same and start == wanted and dig(raw, "status") in OPEN


def instant(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def number(remote_id: str | None) -> int | None:
    return int(remote_id) if remote_id and remote_id.isdigit() else None
