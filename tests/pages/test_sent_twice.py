"""A form that is sent twice in a row, by a double click or a reload, is done once."""

import pytest

from candidates.models import Candidate, Change, Comment, Project, ProjectRole
from interviews.models import Absence, InterviewerIdentity
from tests import make


@pytest.fixture
def known(acme, greenhouse):
    make.interview(greenhouse, make.NOW)
    return {
        "candidate": Candidate.objects.get().pk,
        "interviewer": InterviewerIdentity.objects.get().pk,
    }


@pytest.mark.parametrize(
    ("path", "fields", "model"),
    [
        ("/candidates/new/", {"first_name": "Jane", "email": "jane@else.example"}, Candidate),
        ("/candidates/{candidate}/comments/", {"text": "She called."}, Comment),
        ("/projects/", {"name": "Support", "interview_period": "7"}, Project),
        (
            "/interviewers/{interviewer}/absences/",
            {"first_day": "2026-12-24", "last_day": "2026-12-31", "reason": "Leave"},
            Absence,
        ),
    ],
    ids=["candidate", "note", "project", "absence"],
)
def test_what_is_sent_twice_is_there_once(coordinator, known, path, fields, model):
    before = set(model.objects.values_list("pk", flat=True))
    address = path.format(**known)

    assert coordinator.send(address, **fields).status == 200
    changes = Change.objects.count()
    assert coordinator.send(address, **fields).status == 200

    [made] = set(model.objects.values_list("pk", flat=True)) - before
    assert Change.objects.count() == changes
    if model is Project:
        assert ProjectRole.objects.filter(project=made).count() == 1


def test_two_who_are_told_apart_by_anything_are_two(coordinator, acme):
    for email in ("jane@else.example", "jane@other.example"):
        coordinator.send("/candidates/new/", first_name="Jane", email=email)

    assert Candidate.objects.count() == 2
