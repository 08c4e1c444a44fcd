"""The examples of viasto's documentation (without a comma too many in one), and what must come of them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.errors import BadRecord
from connectors.mapping import Findings
from connectors.paging import Request, Response
from connectors.vendors import CONNECTORS

PAYLOADS = Path(__file__).resolve().parents[1] / "payloads/viasto"
CONNECTOR = CONNECTORS["viasto"]
PROFILE = CONNECTOR.profile({"company_id": "4"})
CANDIDATES = PROFILE.resource("interviews")
HERE = "https://interview-suite.com/api/v3/companies/4/projects/14/"


def payload(name):
    return json.loads((PAYLOADS / f"{name}.json").read_text())


def made_of(raw, findings=None):
    [kept] = CANDIDATES.raws([raw])
    findings = findings or Findings()
    return [one for recipe in CANDIDATES.makes for one in recipe.read(kept, findings)]


def test_the_example_of_a_candidate_is_a_person_and_an_interview():
    interview, candidate = made_of(payload("candidate"))
    assert interview.remote_id == candidate.remote_id == interview.candidate_remote_id == "521"
    assert interview.job_remote_id == candidate.project_remote_id == "14"
    assert (interview.status, interview.vendor_status) == ("awaiting_feedback", "interviewed")
    assert interview.start_at == datetime(2015, 6, 19, 12, 29, 42, tzinfo=UTC)
    assert interview.end_at is None
    assert (candidate.name, candidate.gender) == ("Francisco Assis", "mr")
    assert (candidate.status, candidate.vendor_status) == ("interviewed", "interviewed")
    assert candidate.deadline == datetime(2015, 6, 30, 8, tzinfo=UTC)
    assert candidate.invited_at == datetime(2015, 6, 19, 12, 19, 36, tzinfo=UTC)


def test_the_example_of_a_list_holds_the_same_candidate():
    body = payload("candidates")
    response = Response(200, {}, body, Request("/"), "https://interview-suite.com")
    [raw] = CANDIDATES.records(response)
    assert CANDIDATES.key_of(raw) == "521"
    assert [one.remote_id for one in made_of(raw)] == ["521", "521"]
    assert CANDIDATES.paging.next(Request("/"), response) is None


def test_nothing_that_opens_doors_or_dies_soon_is_kept():
    raw = payload("candidate") | {"cv": None}
    [kept] = CANDIDATES.raws([raw])
    assert (kept["photo"], kept["cv"]) == (True, False)
    assert not {"activation_key", "interview_key"} & kept.keys()
    assert "a76b5e78cd3" not in json.dumps(kept)


@pytest.mark.parametrize(
    ("word", "evaluation", "expected"),
    [
        ("new", "pending", "draft"),
        ("invited", "pending", "draft"),
        ("confirmed", "pending", "scheduled"),
        ("interviewing", "pending", "scheduled"),
        ("interviewed", "pending", "awaiting_feedback"),
        ("interviewed", "partial", "awaiting_feedback"),
        ("interviewed", "completed", "completed"),
        ("expired", "pending", "cancelled"),
        ("aborted", "pending", "cancelled"),
        ("skipped", "completed", "cancelled"),
        ("interviewed", None, None),
    ],
)
def test_every_status_with_its_evaluation(word, evaluation, expected):
    raw = payload("candidate") | {"status": word, "evaluation_status": evaluation}
    interview, candidate = made_of(raw)
    assert (interview.status, interview.vendor_status) == (expected, word)
    assert candidate.status == word


@pytest.mark.parametrize(
    ("changed", "word"),
    [({"status": "archived"}, "archived"), ({"evaluation_status": "half"}, "half")],
)
def test_a_word_that_nobody_knows_is_null_and_told(changed, word):
    findings = Findings()
    interview, _ = made_of(payload("candidate") | changed, findings)
    assert interview.status is None
    assert word in {one.word for one in findings.unknown_words}


@pytest.mark.parametrize(
    "changed", [{"resource_uri": "521"}, {"project": {}}, {"status": ["new"]}, {"deadline": "x"}]
)
def test_what_is_no_candidate_is_refused_by_itself(changed):
    with pytest.raises(BadRecord):
        made_of(payload("candidate") | changed)


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({"project": HERE, "candidate": f"{HERE}candidates/521/"}, [("interviews", "521", "14")]),
        ({"action": "created", "project": HERE}, [("projects", "14", "")]),
        ({"candidate": "https://evil.example/companies/1/projects/2/candidates/3/"},
         [("interviews", "3", "2")]),
        ({"candidate": f"{HERE}candidates/521/../../"}, []),
        ({"candidate": 521, "project": None}, []),
        ([], []),
        (None, []),
    ],
)  # fmt: skip
def test_a_webhook_names_numbers_and_leads_nowhere(data, named):
    touched = CONNECTOR.webhook.touched({"event": "candidate_changed", "data": data})
    assert [(one.resource, one.remote_id, one.parent) for one in touched] == named
    assert CONNECTOR.webhook.signature is None
