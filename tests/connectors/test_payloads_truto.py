"""An answer with every field that Truto documents of an interview, and what must come of it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.mapping import Findings
from connectors.paging import Request, Response
from connectors.vendors import CONNECTORS

PAYLOADS = Path(__file__).resolve().parents[1] / "payloads/truto"
ACCOUNT = "62f44730-dd91-461e-bd6a-aedd9e0ad79d"
PROFILE = CONNECTORS["truto"].profile({"integrated_account_id": ACCOUNT})
INTERVIEWS = PROFILE.resource("interviews")


def answer(**changed):
    body = json.loads((PAYLOADS / "interviews.json").read_text()) | changed
    return Response(200, {}, body, INTERVIEWS.first(None))


def test_every_documented_field_is_read():
    [raw] = INTERVIEWS.records(answer())
    interview, first, second = [
        one for recipe in INTERVIEWS.makes for one in recipe.read(raw, Findings())
    ]
    assert interview.remote_id == "8a9b"
    assert interview.application_remote_id == "62f44730"
    assert interview.candidate_remote_id == "c-1"
    assert interview.stage_remote_id == "s-1"
    assert interview.organizer_remote_id == "u-9"
    assert interview.location == interview.meeting_url == "https://meet.example.com/r"
    assert interview.start_at == datetime(2026, 1, 10, 14, tzinfo=UTC)
    assert interview.status == interview.vendor_status == "awaiting_feedback"
    assert interview.vendor_updated_at == datetime(2026, 1, 11, 8, tzinfo=UTC)
    assert [first.user_remote_id, second.user_remote_id] == ["u-1", "u-2"]


@pytest.mark.parametrize(
    "missing", ["candidate", "start_at", "status", "organizer", "interviewers"]
)
def test_what_the_vendor_behind_does_not_report_is_null(missing):
    [raw] = INTERVIEWS.records(answer())
    del raw[missing]
    interview, *seats = [one for recipe in INTERVIEWS.makes for one in recipe.read(raw, Findings())]
    assert interview.remote_id == "8a9b"
    assert (len(seats) == 0) == (missing == "interviewers")


def test_the_account_goes_with_every_page():
    first = INTERVIEWS.first(None)
    following = INTERVIEWS.paging.next(first, answer())
    assert following == Request(
        "/unified/ats/interviews",
        (("integrated_account_id", ACCOUNT), ("limit", "100"), ("next_cursor", "bmV4dA")),
    )
    assert INTERVIEWS.paging.next(first, answer(next_cursor=None)) is None


def test_fountain_is_asked_candidate_by_candidate():
    options = {"integrated_account_id": ACCOUNT, "per_candidate": "yes"}
    asked = CONNECTORS["truto"].profile(options).resource("interviews").first(None, ["c-1"])
    assert asked.param("candidate_id") == "c-1"
