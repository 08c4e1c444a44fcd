"""An interview with every field that Lever's recorded answers have, and what must come of it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from connectors.errors import BadRecord
from connectors.mapping import Findings
from connectors.vendors import CONNECTORS

PAYLOAD = Path(__file__).resolve().parents[1] / "payloads/lever/interview.json"
INTERVIEWS = CONNECTORS["lever"].profile({}).resource("interviews")
START = datetime(2015, 2, 6, 22, tzinfo=UTC)


def made_of(at=START, **changed):
    raw = json.loads(PAYLOAD.read_text())["data"] | changed
    return [one for recipe in INTERVIEWS.makes for one in recipe.read(raw, Findings(at=at))]


def test_an_interview_its_panel_and_who_sits_there():
    interview, user, seat = made_of()
    assert (interview.start_at, interview.end_at) == (START, START + timedelta(minutes=30))
    assert (interview.title, interview.time_zone) == ("On-site interview", "America/Los_Angeles")
    assert interview.meeting_url == "https://meet.example.com/abc"
    assert interview.application_remote_id == "250d8f03-738a-4bba-a671-8a3d73477145"
    assert interview.organizer_remote_id == user.remote_id == seat.user_remote_id
    assert (seat.name, seat.email) == ("Rachel Green", "rachel@example.com")
    assert interview.vendor_status is None


@pytest.mark.parametrize(
    ("minutes", "changed", "expected"),
    [
        (29, {}, "scheduled"),
        (30, {}, "awaiting_feedback"),
        (30, {"feedbackForms": ["form"]}, "completed"),
        (30, {"canceledAt": 1423200000000, "feedbackForms": ["form"]}, "cancelled"),
        (-900, {"canceledAt": 1423200000000}, "cancelled"),
        (0, {"date": None}, None),
    ],
)
def test_what_became_of_it_is_concluded_from_its_times(minutes, changed, expected):
    assert made_of(START + timedelta(minutes=minutes), **changed)[0].status == expected


@pytest.mark.parametrize("broken", [{"date": "soon"}, {"duration": "1 h"}, {"id": None}])
def test_what_is_no_interview_is_refused_by_itself(broken):
    with pytest.raises(BadRecord):
        made_of(**broken)
