"""Slots as Fountain's documentation writes them, with and without a year, and its signature."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import BadRecord
from connectors.mapping import Findings
from connectors.paging import Response
from connectors.signing import SignatureRefused
from connectors.vendors import CONNECTORS

PAYLOADS = Path(__file__).resolve().parents[1] / "payloads/fountain"
CONNECTOR = CONNECTORS["fountain"]
INTERVIEWS = CONNECTOR.profile({}).resource("interviews")
ZONES = {"PDT": -7, "PST": -8, "MDT": -6, "CST": -6, "EDT": -4, "EST": -5}
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
VECTOR = b'{"applicant":{"id":"22222222-2222-4222-8222-222222222222","name":"Sam Example"}}'
SIGNED = "58cab78f135887889c6eb85e3854f0231861062c66017b59be81ffd984fff5a0"


def slot(**changed: Any) -> dict[str, Any]:
    body = json.loads((PAYLOADS / "booked_slots.json").read_text())
    [raw] = INTERVIEWS.records(Response(200, {}, body, INTERVIEWS.first(None, ["a"])))
    return {**raw, **changed}


def read(raw: dict[str, Any], at: datetime = NOW) -> list[Any]:
    return [one for recipe in INTERVIEWS.makes for one in recipe.read(raw, Findings(at=at))]


def test_every_documented_field_is_read() -> None:
    interview, seat = read(slot())
    assert interview.candidate_remote_id == interview.application_remote_id == "applicant-1"
    assert interview.start_at == datetime(2026, 6, 3, 18, 27, tzinfo=UTC)
    assert interview.end_at == datetime(2026, 6, 3, 18, 57, tzinfo=UTC)
    assert interview.vendor_created_at == datetime(2026, 5, 2, 16, tzinfo=UTC)
    assert interview.title == "Interview"
    assert interview.location == interview.meeting_url == "https://video.example.com/room"
    assert (interview.status, interview.vendor_status) == ("scheduled", None)
    assert interview.inferred == "start_at end_at status"
    assert (seat.name, seat.user_remote_id) == ("Owen Example", None)


@pytest.mark.parametrize(
    ("showed_up", "at", "status"),
    [
        (True, NOW, "completed"),
        ("true", NOW, "completed"),
        (False, NOW, "cancelled"),
        (None, NOW, "scheduled"),
        (None, NOW + timedelta(days=30), "awaiting_feedback"),
    ],
)
def test_the_status_is_attendance_or_else_the_clock(
    showed_up: object, at: datetime, status: str
) -> None:
    assert read(slot(showed_up=showed_up), at)[0].status == status


def test_a_time_in_iso_8601_is_taken_as_stated() -> None:
    iso = {
        "start_time": "2026-06-03T11:27:00.000-07:00",
        "end_time": "2026-06-03T11:57:00.000-07:00",
    }
    interview = read(slot(**iso))[0]
    assert interview.start_at == datetime(2026, 6, 3, 18, 27, tzinfo=UTC)
    assert interview.inferred == "status"


@given(
    booked=st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2035, 1, 1)),
    ahead=st.integers(min_value=-150 * 1440, max_value=150 * 1440),
    zone=st.sampled_from(sorted(ZONES)),
    space=st.sampled_from(["", " "]),
)
def test_a_time_without_a_year_is_the_one_that_was_meant(
    booked: datetime, ahead: int, zone: str, space: str
) -> None:
    booked = booked.replace(microsecond=0, tzinfo=UTC)
    meant = (booked + timedelta(minutes=ahead)).replace(second=0)
    local = meant + timedelta(hours=ZONES[zone])
    hour = f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
    written = f"{local:%a, %b %d} @{space}{hour} {zone}"
    raw = slot(start_time=written, end_time=written, booked_time=booked.isoformat())
    assert read(raw)[0].start_at == meant


@pytest.mark.parametrize(
    "written",
    [
        "Wed, Jun 03 @11:27am XYZ",
        "Fri, Jun 03 @",
        "soon @ 5pm",
        "Mon, Feb 30 @ 1:00pm PST",
        "Sun, Jun 03 @11:27am PDT",
    ],
)
def test_a_time_that_cannot_be_meant_is_refused_by_name(written: str) -> None:
    with pytest.raises(BadRecord, match="start_time"):
        read(slot(start_time=written, booked_time="2026-05-02T09:00:00-07:00"))


def test_the_sheets_signature_fits_and_no_other() -> None:
    webhook = CONNECTOR.webhook
    assert webhook is not None
    signature = webhook.signature_for({})
    assert signature is not None
    signature.verify({"X-OBIQ-SIGNATURE-V2": SIGNED}, VECTOR, ["sim-fountain-token"], NOW)
    with pytest.raises(SignatureRefused):
        signature.verify({"X-OBIQ-SIGNATURE-V2": SIGNED}, VECTOR, ["another-token"], NOW)
    person, booked = webhook.touched(json.loads(VECTOR))
    assert (person.resource, booked.resource, booked.parent) == (
        "candidates",
        "interviews",
        "22222222-2222-4222-8222-222222222222",
    )
