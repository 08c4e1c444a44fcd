"""Interviews follow people: who has left is told of, and what becomes of an interview moves its candidate."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.models import Candidate, Change, Person
from candidates.statuses import CandidateStatus
from candidates.transitions import Case
from interviews.progress import progress_of, steps_towards
from tests import make
from tests.pages.conftest import reader

NOW = datetime.now(UTC)
SOON = NOW + timedelta(days=2)


@pytest.fixture
def coordinator(alice):
    return reader(alice)


@pytest.fixture
def greenhouse(acme):
    return make.account(acme)


def own(company, person, **fields):
    values = {"status": "invited", "name": "Annika", "password": "set", "deadline": SOON} | fields
    return Candidate.objects.create(
        company=company, person=person, created_at=NOW, updated_at=NOW, **values
    )


def same_person(interview):
    person = Person.objects.create(company=interview.company, created_at=NOW)
    Candidate.objects.filter(pk=interview.candidate_id).update(person=person)
    return person


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"status": "skipped"}, True),
        ({"status": "aborted"}, True),
        ({"status": "expired"}, True),
        ({"status": "invited", "deadline": NOW - timedelta(minutes=1)}, True),
        ({"status": "confirmed"}, False),
    ],
)
def test_interviews_of_whoever_has_left_are_flagged_everywhere_with_a_way_to_cancel(
    coordinator, acme, greenhouse, fields, told
):
    kept = make.interview(greenhouse, SOON, external_event_id="made by the hub")
    one = own(acme, same_person(kept), **fields)

    for path in ("/", f"/interviews/{kept.pk}/", f"/candidates/{one.pk}/"):
        page = coordinator.open(path)
        assert ("has left, and the interview still stands" in page.text) is told, path
        assert offers_to_cancel(page, kept) is told, path


def test_no_way_to_cancel_is_offered_that_the_vendor_does_not_take(coordinator, acme, greenhouse):
    kept = make.interview(greenhouse, SOON)
    one = own(acme, same_person(kept), status="skipped")

    for path in ("/", f"/interviews/{kept.pk}/", f"/candidates/{one.pk}/"):
        page = coordinator.open(path)
        assert "has left, and the interview still stands" in page.text, path
        assert not offers_to_cancel(page, kept), path
    assert "Greenhouse lets only interviews be changed that were made through its API." in page.text


def offers_to_cancel(page, interview):
    return f'class="btn btn--sm" href="/interviews/{interview.pk}/cancel/"' in page.html


def test_a_vendors_own_candidate_who_left_is_flagged_and_what_is_over_or_off_is_not(
    coordinator, greenhouse
):
    coming = make.interview(greenhouse, SOON, candidate="Left Behind")
    make.interview(greenhouse, NOW - timedelta(hours=3), candidate="Left Behind")
    make.interview(greenhouse, SOON, candidate="Left Behind", status="cancelled")
    make.tell(greenhouse, "candidate", "Left Behind", status="skipped")

    page = coordinator.open(f"/candidates/{coming.candidate_id}/")

    assert page.text.count("has left, and the interview still stands") == 1


def test_who_still_goes_on_in_another_system_has_not_left(coordinator, acme, greenhouse):
    kept = make.interview(greenhouse, SOON)
    person = same_person(kept)
    own(acme, person, status="skipped")
    own(acme, person, status="confirmed")

    assert "has left" not in coordinator.open(f"/interviews/{kept.pk}/").text


def test_an_interview_moves_the_person_it_is_about_and_the_rule_is_named(acme, greenhouse):
    kept = make.interview(greenhouse, SOON, status=None)
    one = own(acme, same_person(kept))

    make.change(kept, status="scheduled", at=NOW)
    one.refresh_from_db()
    assert (one.status, one.confirmed_at) == ("confirmed", NOW)

    make.change(kept, status="completed", at=NOW + timedelta(hours=1))
    one.refresh_from_db()
    assert (one.status, one.interviewed_at) == ("interviewed", NOW + timedelta(hours=1))
    told = Change.objects.filter(subject="candidate", subject_id=one.pk).order_by("pk")
    assert [(c.source, c.fields["status"]) for c in told] == [
        ("rule", ["invited", "confirmed"]),
        ("rule", ["confirmed", "interviewed"]),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "new"},
        {"status": "skipped"},
        {"password": ""},
        {"deadline": NOW - timedelta(days=1), "status": "expired"},
    ],
)
def test_what_the_table_of_moves_does_not_allow_is_not_done(acme, greenhouse, fields):
    kept = make.interview(greenhouse, SOON, status=None)
    one = own(acme, same_person(kept), **fields)
    before = one.status

    make.change(kept, status="completed", at=NOW)

    one.refresh_from_db()
    assert one.status == before


def test_with_two_of_the_hubs_candidates_nobody_is_guessed(acme, greenhouse):
    kept = make.interview(greenhouse, SOON, status=None)
    person = same_person(kept)
    ones = [own(acme, person), own(acme, person)]

    make.change(kept, status="scheduled", at=NOW)

    assert set(Candidate.objects.filter(pk__in=[o.pk for o in ones]).values_list("status")) == {
        ("invited",)
    }


@settings(max_examples=200)
@given(
    status=st.sampled_from(CandidateStatus.values),
    goal=st.sampled_from(["confirmed", "interviewing", "interviewed"]),
    ahead=st.sampled_from([None, -1, 1]),
    password=st.booleans(),
)
def test_a_candidate_never_goes_back_or_past_what_the_interview_says(status, goal, ahead, password):
    way = ["invited", "confirmed", "interviewing", "interviewed"]
    deadline = NOW + timedelta(days=ahead) if ahead else None
    case = Case(status=status, now=NOW, deadline=deadline, has_password=password)

    steps = [step.target for step in steps_towards(CandidateStatus(goal), case)]

    if status not in way:
        assert steps == []
    else:
        here = way.index(status)
        assert steps == way[here + 1 : here + 1 + len(steps)]
        assert here + len(steps) <= max(here, way.index(goal))


@pytest.mark.parametrize(
    ("status", "start", "goal"),
    [
        ("draft", SOON, None),
        ("cancelled", SOON, None),
        (None, SOON, None),
        ("scheduled", None, None),
        ("scheduled", SOON, "confirmed"),
        ("scheduled", NOW, "interviewing"),
        ("awaiting_feedback", NOW, "interviewed"),
        ("completed", None, "interviewed"),
    ],
)
def test_what_an_interview_says_of_its_candidate(status, start, goal):
    assert progress_of(status, start, NOW) == goal
