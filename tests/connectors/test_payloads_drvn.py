"""DRVN's own example of an interview and of the request that changed it; the list of applications as its sheet
has it. What must come of them."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.base import Seat, Wish
from connectors.mapping import Findings
from connectors.paging import Request, Response
from connectors.vendors import CONNECTORS

PAYLOADS = Path(__file__).resolve().parents[1] / "payloads/drvn"
NESTED = CONNECTORS["drvn"].profile({})
LISTED = CONNECTORS["drvn"].profile({"read": "interviews"})
WISH = Wish(
    action="reschedule",
    key="hub-1",
    options={},
    remote_id="27",
    row={"vendor_status": "pending"},
    application_remote_id="277",
    start_at=datetime(2025, 3, 20, 10, 32, 8, tzinfo=UTC),
    end_at=datetime(2025, 3, 20, 11, 2, 8, tzinfo=UTC),
    location="https://google.meet",
    seats=(Seat(user_remote_id="1001"),),
)


def payload(name):
    return json.loads((PAYLOADS / f"{name}.json").read_text())


def made_of(resource, raw):
    return [one for recipe in resource.makes for one in recipe.read(raw, Findings())]


def test_the_example_of_an_interview_holds_a_panel_an_application_and_a_person():
    raw = payload("interview")["interview"]
    interview, seat, user, application, person = made_of(LISTED.resource("interviews"), raw)
    assert (interview.remote_id, interview.application_remote_id) == ("27", "277")
    assert (interview.status, interview.vendor_status) == ("draft", "pending")
    assert (interview.kind, interview.meeting_url) == ("video_call", "https://google.meet")
    assert interview.start_at == WISH.start_at
    assert interview.end_at == WISH.end_at
    assert (seat.interview_remote_id, seat.user_remote_id) == ("27", "1001")
    assert (user.remote_id, user.name) == ("1001", "Luisa Hintz")
    assert (application.candidate_remote_id, application.status) == ("997", "active")
    assert (person.remote_id, person.name, person.phone) == ("997", "Jude Howell", "123")


def test_a_proposal_stands_beside_the_slot_inside_an_application():
    interviews = NESTED.resource("interviews")
    response = Response(200, {"per-page": "20", "total": "1"}, payload("job_drivers"), Request("/"))
    [raw] = interviews.records(response)
    interview, seat = made_of(interviews, raw)
    assert (interview.status, interview.vendor_status) == ("draft", "amended")
    assert interview.start_at == datetime(2025, 3, 20, 10, 32, 8, tzinfo=UTC)
    assert interview.proposed_start_at == datetime(2025, 3, 20, 11, 32, 8, tzinfo=UTC)
    assert interview.proposed_by == "interviewee"
    assert (interview.job_remote_id, interview.meeting_url) == ("91", None)
    assert seat.user_remote_id == "1001"
    assert NESTED.resource("jobs").records(response)[0]["title"] == "Van driver"


def test_a_change_is_asked_for_as_in_the_example():
    request = LISTED.write("reschedule").request(WISH)
    assert (request.method, request.path) == ("PATCH", "/api/v1/interviews/27")
    assert request.body == payload("request")


@pytest.mark.parametrize(
    ("role", "action", "path"),
    [
        ("operator", "amend", "/api/v1/interviews/27/amend"),
        ("operator", "accept", "/api/v1/interviews/27/accept"),
        ("operator", "cancel", "/api/v1/interviews/27/cancel"),
        ("driver", "amend", "/api/v1/users/interviews/27/amend"),
        ("driver", "accept", "/api/v1/users/interviews/27/accept"),
        ("driver", "reject", "/api/v1/users/interviews/27/reject"),
    ],
)
def test_each_side_has_its_own_routes(role, action, path):
    request = CONNECTORS["drvn"].profile({"role": role}).write(action).request(WISH)
    assert (request.method, request.path) == ("POST", path)
    if action == "amend":
        assert request.body == {
            "interview": {
                "amend_start_at": "2025-03-20T10:32:08Z",
                "amend_end_at": "2025-03-20T11:02:08Z",
            }
        }


def test_what_may_not_be_done_is_a_sentence():
    over = replace(WISH, row={"vendor_status": "rejected"})
    for action in ("reschedule", "amend", "accept", "cancel"):
        assert LISTED.write(action).refused(over).endswith(".")
    assert LISTED.write("create").lacking(replace(WISH, seats=())).endswith(".")
    assert LISTED.write("create").lacking(WISH) == ""
