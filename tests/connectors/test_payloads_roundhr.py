"""The examples of RoundHR's documentation, and what must come of them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.errors import BadRecord
from connectors.mapping import Findings
from connectors.vendors import CONNECTORS

PAYLOADS = Path(__file__).resolve().parents[1] / "payloads/roundhr"
CONNECTOR = CONNECTORS["roundhr"]
PROFILE = CONNECTOR.profile({})


def payload(name):
    return json.loads((PAYLOADS / f"{name}.json").read_text())


def made_of(resource, raw, findings=None):
    findings = findings or Findings()
    return [
        one for recipe in PROFILE.resource(resource).makes for one in recipe.read(raw, findings)
    ]


def interview(**changed):
    raw = payload("interview")["resource"]
    return raw | changed


def test_the_example_of_an_interview():
    [made] = made_of("interviews", interview())
    assert made.remote_id == "code_interview123"
    assert (made.kind, made.round) == ("individual", 1)
    assert (made.status, made.vendor_status) == ("scheduled", "confirmed")
    assert made.candidate_remote_id == made.application_remote_id == "code_abc123def456"
    assert made.job_remote_id == "code_job123"
    assert made.start_at == datetime(2024, 9, 10, 5, tzinfo=UTC)
    assert made.end_at == datetime(2024, 9, 10, 6, tzinfo=UTC)
    assert made.vendor_updated_at == datetime(2024, 9, 5, 1, 30, tzinfo=UTC)
    assert made.location is made.organizer_remote_id is made.title is None


def test_the_example_of_a_candidate_is_a_person_an_application_and_a_stage():
    candidate, application, stage = made_of("candidates", payload("candidate"))
    assert (candidate.name, candidate.first_name) == ("김지원", None)
    assert candidate.phone == "010-1234-5678"
    assert (application.status, application.vendor_status) == ("active", "interview")
    assert application.stage_remote_id == stage.remote_id == "code_job123:1차 면접"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("draft", "draft"),
        ("init", "draft"),
        ("waiting", "draft"),
        ("member_confirm", "draft"),
        ("candidate_select", "draft"),
        ("confirmed", "scheduled"),
        ("interview_progress", "scheduled"),
        ("interview_completed", "awaiting_feedback"),
        ("canceled", "cancelled"),
        ("archived", "cancelled"),
    ],
)
@pytest.mark.parametrize("schedule", [None, {}, {"code": "s", "start_at": None, "end_at": None}])
def test_every_state_with_and_without_a_schedule(word, expected, schedule):
    [made] = made_of("interviews", interview(status=word, schedule=schedule))
    assert (made.status, made.vendor_status) == (expected, word)
    assert made.start_at is None


@pytest.mark.parametrize(
    ("given", "asked", "feedback", "expected"),
    [
        (1, 3, "ongoing", "awaiting_feedback"),
        (3, 3, "ongoing", "completed"),
        (0, 0, "ongoing", "completed"),
        (1, 3, "complete", "completed"),
        (None, None, "ongoing", "awaiting_feedback"),
        (None, None, None, "completed"),
    ],
)
def test_a_completed_one_awaits_feedback_while_scores_are_to_come(given, asked, feedback, expected):
    raw = interview(status="interview_completed")
    raw["candidate"] |= {
        "feedback_score_count": given,
        "feedback_score_total_count": asked,
        "feedback_status": feedback,
    }
    assert made_of("interviews", raw)[0].status == expected


@pytest.mark.parametrize(
    ("archived_at", "slot", "expected"),
    [
        ("2024-09-10T15:00:00+09:00", "confirmed", "completed"),
        ("2024-09-20T09:00:00+09:00", "confirmed", "completed"),
        ("2024-09-10T14:59:59+09:00", "confirmed", "cancelled"),
        ("2024-09-20T09:00:00+09:00", "waiting", "cancelled"),
        (None, "confirmed", "cancelled"),
    ],
)
def test_an_archived_one_took_place_if_its_confirmed_time_was_over(archived_at, slot, expected):
    raw = interview(status="archived", updated_at=archived_at)
    raw["schedule"]["status"] = slot
    assert made_of("interviews", raw)[0].status == expected


def test_a_word_that_nobody_knows_is_null_and_told():
    findings = Findings()
    [made] = made_of("interviews", interview(status="postponed"), findings)
    assert (made.status, made.vendor_status) == (None, "postponed")
    assert [one.word for one in findings.unknown_words] == ["postponed"]


def test_a_word_of_ones_own_goes_before_what_is_concluded():
    own = Findings(own_words={"status": {"archived": "completed"}})
    assert made_of("interviews", interview(status="archived"), own)[0].status == "completed"


@pytest.mark.parametrize("kind", ["individual", "group", "oneday"])
def test_kinds_stay_as_they_are(kind):
    assert made_of("interviews", interview(kind=kind))[0].kind == kind


@pytest.mark.parametrize("broken", [{"status": {}}, {"schedule": {"start_at": 5}}, {"code": None}])
def test_what_is_no_interview_is_refused_by_itself(broken):
    with pytest.raises(BadRecord):
        made_of("interviews", interview(**broken))


def test_a_job_without_its_code_is_known_by_its_page():
    raw = {
        "code": None,
        "title": "QA",
        "url": "https://company.recruit.roundhr.com/c/code_bd5cb335a7",
        "application_form": {"open_status": True},
        "managers": [{"kind": "job_admin", "user": {"code": "code_u1", "name": "박서연"}}],
    }
    job, user = made_of("jobs", raw)
    assert (job.remote_id, job.status) == ("code_bd5cb335a7", "open")
    assert (user.remote_id, user.name) == ("code_u1", "박서연")
    assert PROFILE.resource("jobs").key_of(raw) == job.remote_id


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (
            {"event": "interview_scheduled", "resource": {"code": "i1", "candidate": {"code": "c1"}}},
            {("interviews", "i1"), ("candidates", "c1")},
        ),
        ({"event": "candidate_pass", "data": {"code": "c1"}}, {("candidates", "c1")}),
        ({"type": "interview_scheduled", "interview_code": "i1"}, {("interviews", "i1")}),
        (
            {"event": "feedback_completed", "resource": {"code": "f", "candidate": {"code": "c1"}}},
            {("candidates", "c1")},
        ),
        ({"event": "interview_scheduled", "code": "../../v1/webhooks"}, set()),
        ({"event": ["x"], "code": {}}, set()),
        ([], set()),
        ("interview_scheduled", set()),
        (None, set()),
    ],
)  # fmt: skip
def test_a_webhook_names_codes_wherever_they_stand(body, named):
    touched = CONNECTOR.webhook.touched(body)
    assert {(one.resource, one.remote_id) for one in touched} == named
