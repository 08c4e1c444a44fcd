"""The assumed record of Ceipal's sheet, and the fields around it that are known; what must come of them."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from connectors.errors import BadRecord
from connectors.mapping import Findings
from connectors.paging import Request, Response
from connectors.vendors import CONNECTORS

PAYLOADS = Path(__file__).resolve().parents[1] / "payloads/ceipal"
CONNECTOR = CONNECTORS["ceipal"]
PROFILE = CONNECTOR.profile({"time_zone": "Asia/Kolkata"})


def example(**changed):
    return json.loads((PAYLOADS / "interviews.json").read_text())["results"][0] | changed


def made_of(resource, raw, findings=None, profile=PROFILE):
    makes = profile.resource(resource).makes
    return [one for recipe in makes for one in recipe.read(raw, findings or Findings())]


def test_the_assumed_interview_has_a_place_in_time_a_panel_and_no_meaning():
    findings = Findings()
    interview, first, second = made_of("interviews", example(), findings)
    assert interview.start_at == datetime(2026, 5, 6, 4, 30, tzinfo=UTC)
    assert interview.end_at == datetime(2026, 5, 6, 5, 30, tzinfo=UTC)
    assert (interview.round, interview.kind, interview.time_zone) == (1, "Video", "Asia/Kolkata")
    assert (interview.status, interview.vendor_status) == (None, "Scheduled")
    assert [found.word for found in findings.unknown_words] == ["Scheduled"]
    assert interview.application_remote_id == "c3ViLzE9PQ=="
    assert interview.candidate_remote_id == "YXBwLzE9PQ=="
    assert interview.organizer_remote_id == "dXNyLzM9PQ=="
    assert interview.meeting_url == "https://video.example.com/r"
    assert interview.vendor_created_at == datetime(2026, 5, 1, 3, 30, tzinfo=UTC)
    assert interview.vendor_updated_at == datetime(2026, 5, 2, 10, tzinfo=UTC)
    assert [first.user_remote_id, second.user_remote_id] == ["dXNyLzE9PQ==", "dXNyLzI9PQ=="]


def test_a_word_means_what_a_person_says():
    findings = Findings(own_words={"interview_status": {"Scheduled": "scheduled"}})
    assert made_of("interviews", example(), findings)[0].status == "scheduled"
    assert findings.unknown_words == []


@pytest.mark.parametrize("nothing", ["", "0", "NA", "N/A", None])
def test_a_date_without_a_time_takes_all_day(nothing):
    interview = made_of("interviews", example(from_time=nothing, to_time=nothing))[0]
    assert (interview.start_at, interview.start_date) == (None, date(2026, 5, 6))


@pytest.mark.parametrize("time", ["10:00", "10:00:00", " 10:00 am"])
def test_a_time_of_day_may_be_written_otherwise(time):
    interview = made_of("interviews", example(from_time=time))[0]
    assert interview.start_at == datetime(2026, 5, 6, 4, 30, tzinfo=UTC)


def test_without_a_zone_of_its_own_the_tenants_counts_and_without_that_none_is_guessed():
    raw = example(timezone="IST")
    assert made_of("interviews", raw)[0].start_at == datetime(2026, 5, 6, 4, 30, tzinfo=UTC)
    profile = CONNECTOR.profile({})
    with pytest.raises(BadRecord, match="timezone is 'IST', expected a time zone"):
        made_of("interviews", raw, profile=profile)
    interview = made_of("interviews", example(), profile=profile)[0]
    assert interview.vendor_created_at is None
    assert interview.start_at is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"interview_date": "6 May"}, {"interview_date": {}}, {"from_time": "ten"},
        {"from_time": [1]}, {"interviewers": {"id": 1}}, {"interview_status": []},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told(wrong):
    with pytest.raises(BadRecord):
        made_of("interviews", example(**wrong))


def test_path_and_field_names_are_the_accounts_own():
    profile = CONNECTOR.profile(
        {"interviews_path": "/v2/getMeetings/", "status_field": "state", "date_field": "on.day"}
    )
    resource = profile.resource("interviews")
    assert resource.path == "/v2/getMeetings/"
    raw = example(state="Held", on={"day": "2026-05-07"})
    interview = made_of("interviews", raw, profile=profile)[0]
    assert interview.vendor_status == "Held"
    assert interview.start_at == datetime(2026, 5, 7, 4, 30, tzinfo=UTC)
    assert any("assumed" in option.help for option in CONNECTOR.options)


def test_the_list_ends_where_next_is_an_empty_text():
    body = json.loads((PAYLOADS / "interviews.json").read_text())
    resource = PROFILE.resource("interviews")
    response = Response(200, {}, body, Request("/"), "https://api.ceipal.com")
    assert [resource.key_of(raw) for raw in resource.records(response)] == ["WkRzL2E9PQ=="]
    assert resource.paging.next(Request("/"), response) is None


def test_national_ids_are_never_kept_and_saying_nothing_is_nothing():
    raw = {
        "id": "a+/=", "firstname": "Asha", "lastname": "NA", "email": "N/A",
        "email_address_1": "asha@example.org", "mobile_number": "0", "ssn": "000-00-0000",
        "pan_number": "x", "created_at": "2026-05-01 09:00:00",
    }  # fmt: skip
    [kept] = PROFILE.resource("candidates").raws([raw])
    assert not {"ssn", "pan_number"} & kept.keys()
    [candidate] = made_of("candidates", kept)
    assert (candidate.first_name, candidate.last_name, candidate.name) == ("Asha", None, "Asha")
    assert (candidate.email, candidate.phone) == ("asha@example.org", None)


def test_what_changed_is_asked_for_on_the_tenants_clock():
    asked = PROFILE.resource("jobs").first(datetime(2026, 5, 1, 3, 30, tzinfo=UTC))
    assert asked.param("modifiedAfter") == "2026-05-01 09:00:00"
    assert CONNECTOR.profile({}).resource("jobs").since is None
    assert PROFILE.resource("interviews").since is None
