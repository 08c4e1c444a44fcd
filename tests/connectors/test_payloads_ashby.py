"""A schedule with every field that Ashby documents, and what must come of it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from connectors.errors import BadCursor, KeyRefused, NotFound, SlowDown
from connectors.mapping import Findings
from connectors.paging import Response
from connectors.signing import SignatureRefused
from connectors.vendors import CONNECTORS

PAYLOADS = Path(__file__).resolve().parents[1] / "payloads/ashby"
CONNECTOR = CONNECTORS["ashby"]
INTERVIEWS = CONNECTOR.profile({}).resource("interviews")
SCHEDULE, APPLICATION, STAGE, PLANNER, EVENT, TALK, ASKER = (
    f"a1b2c3d4-0000-4000-8000-00000000000{nth}" for nth in range(1, 8)
)
VECTOR = (
    b'{"action":"interviewScheduleUpdate","data":{"interviewSchedule":'
    b'{"id":"11111111-1111-4111-8111-111111111111","status":"Scheduled"}}}'
)
SIGNED = "sha256=4452460cfcb0c8b96e80f1a97372526063d4bf6a93bedbdae33596345ab4289a"
NOW = datetime(2026, 5, 6, 12, tzinfo=UTC)


def answer(**changed: Any) -> Response:
    body = json.loads((PAYLOADS / "schedules.json").read_text()) | changed
    return Response(200, {}, body, INTERVIEWS.first(None))


def read(raw: dict[str, Any]) -> list[Any]:
    return [one for recipe in INTERVIEWS.makes for one in recipe.read(raw, Findings())]


def test_every_documented_field_is_read() -> None:
    [raw] = INTERVIEWS.records(answer())
    interview, seat = read(raw)
    assert INTERVIEWS.key_of(raw) == interview.record_remote_id == SCHEDULE
    assert (interview.remote_id, interview.slot_remote_id) == (EVENT, TALK)
    assert (interview.application_remote_id, interview.stage_remote_id) == (APPLICATION, STAGE)
    assert interview.organizer_remote_id == PLANNER
    assert (interview.location, interview.meeting_url) == (
        "Google Meet",
        "https://meet.example.com/abc",
    )
    assert interview.start_at == datetime(2026, 5, 6, 14, tzinfo=UTC)
    assert interview.end_at == datetime(2026, 5, 6, 15, tzinfo=UTC)
    assert (interview.status, interview.vendor_status) == ("scheduled", "Scheduled")
    assert (seat.remote_id, seat.interview_remote_id) == (f"{EVENT}:{ASKER}", EVENT)
    assert (seat.name, seat.email) == ("Kim Asker", "kim@example.com")


def test_a_schedule_with_several_events_is_several_interviews_of_one_loop() -> None:
    [raw] = INTERVIEWS.records(answer())
    second = raw["interviewEvents"][0] | {"id": "b", "interviewers": []}
    raw["interviewEvents"].append(second)
    assert [(one.remote_id, one.record_remote_id) for one in read(raw)[:2]] == [
        (EVENT, SCHEDULE),
        ("b", SCHEDULE),
    ]


def test_a_schedule_without_events_is_one_undated_draft() -> None:
    [raw] = INTERVIEWS.records(answer())
    [draft] = read(raw | {"interviewEvents": [], "status": "NeedsScheduling"})
    assert (draft.remote_id, draft.status, draft.start_at) == (SCHEDULE, "draft", None)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("sync_token_expired", BadCursor),
        ("next_cursor_expired", BadCursor),
        ("incremental_sync_too_large", BadCursor),
        ("missing_endpoint_permission", KeyRefused),
        ("rate_limit_exceeded", SlowDown),
    ],
)
def test_success_false_under_200_is_the_error_that_it_is(code: str, error: type[Exception]) -> None:
    refused = answer(success=False, errors=[code], errorInfo={"code": code, "message": "No."})
    with pytest.raises(error):
        INTERVIEWS.records(refused)


def test_an_info_that_knows_no_such_record_says_so_with_200() -> None:
    lookup = CONNECTOR.profile({}).resource("applications").lookup
    assert lookup is not None
    with pytest.raises(NotFound):
        lookup.check(answer(success=False, errors=["application_not_found"]))


def test_the_sheets_signature_fits_and_no_other() -> None:
    webhook = CONNECTOR.webhook
    assert webhook is not None
    signature = webhook.signature_for({})
    assert signature is not None
    signature.verify({"Ashby-Signature": SIGNED}, VECTOR, ["sim-ashby-secret"], NOW)
    with pytest.raises(SignatureRefused):
        signature.verify({"Ashby-Signature": SIGNED}, VECTOR + b" ", ["sim-ashby-secret"], NOW)
    [named] = webhook.touched(json.loads(VECTOR))
    assert (named.resource, named.remote_id) == (
        "interviews",
        "11111111-1111-4111-8111-111111111111",
    )
