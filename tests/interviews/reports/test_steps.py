"""What happened is read off the stream of changes once, whenever and however often it is read."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.models import Candidate, Change
from candidates.services.changes import Origin
from candidates.services.mirror import draft_rows, save
from connectors.models import WriteBack
from connectors.tasks import keep_conflicts
from interviews.models import Step, StepsRead
from interviews.services.steps import catch_up
from tests import make
from tests.make import NOW

HISTORIES = int(os.environ.get("HUB_STORIES", "6"))
HOUR = timedelta(hours=1)


@pytest.fixture
def greenhouse(acme):
    return make.account(acme)


def steps(**of):
    found = Step.objects.filter(**of).order_by("change_id", "kind")
    return list(found.values_list("kind", "word", "took"))


def first(company, status="new"):
    return Candidate.objects.create(
        company=company, name="Elif", status=status, created_at=NOW, updated_at=NOW
    )


def move(candidate, status, at):
    """As a service does."""
    with transaction.atomic():
        drafts = draft_rows(Candidate.objects.filter(pk=candidate.pk))
        drafts[0].row.status = status
        save(drafts, Origin(company_id=candidate.company_id, source="page", at=at))


def wish(interview, action, at, **values):
    WriteBack.objects.create(
        account=interview.account,
        interview=interview,
        action=action,
        values=values,
        key=f"{action} {at}",
        asked_at=at,
    )


def test_the_first_time_of_an_interview_is_timed_from_its_creation(acme, greenhouse):
    made = make.interview(greenhouse, None, status="draft", vendor_created_at=NOW - 5 * HOUR)
    make.change(made, at=NOW + HOUR, start_at=NOW + 50 * HOUR, status="scheduled")
    make.interview(greenhouse, NOW, candidate="Came With A Time")

    catch_up(acme.pk)

    assert steps() == [("scheduled", "", 6 * HOUR)]


def test_a_move_has_the_reason_that_was_given_for_it(acme, greenhouse):
    here, unsaid, there, late = (make.interview(greenhouse, NOW + n * HOUR) for n in range(4))
    wish(here, "reschedule", NOW, reason="candidate_asked")
    wish(unsaid, "amend", NOW)
    wish(late, "reschedule", NOW - timedelta(days=3), reason="place")
    for one in (here, unsaid, there, late):
        make.change(one, at=NOW + HOUR, start_at=NOW + 99 * HOUR, end_at=NOW + 100 * HOUR)

    catch_up(acme.pk)

    words = ["candidate_asked", "unsaid", "elsewhere", "elsewhere"]
    assert steps() == [("moved", word, None) for word in words]


def test_a_cancellation_has_the_reason_of_the_cancellation(acme, greenhouse):
    made = make.interview(greenhouse, NOW + HOUR)
    wish(made, "reschedule", NOW, reason="place")
    wish(made, "cancel", NOW, reason="job_closed")
    make.change(made, at=NOW + HOUR, status="cancelled")
    make.lose([made], at=NOW + 2 * HOUR)

    catch_up(acme.pk)

    assert steps() == [("cancelled", "job_closed", None)]


def test_a_stay_is_as_long_as_from_the_move_before(acme):
    elif_ = first(acme)
    move(elif_, "invited", NOW + 2 * HOUR)
    catch_up(acme.pk)
    move(elif_, "confirmed", NOW + 7 * HOUR)
    move(elif_, "aborted", NOW + 8 * HOUR)

    catch_up(acme.pk)

    assert steps() == [
        ("left", "new", 2 * HOUR),
        ("left", "invited", 5 * HOUR),
        ("left", "confirmed", HOUR),
    ]


def test_nobody_knows_since_when_a_vendors_candidate_had_the_first_status(acme, greenhouse):
    make.tell(greenhouse, "candidate", "7", status="invited")
    make.tell(greenhouse, "candidate", "7", NOW + HOUR, status="confirmed")
    make.tell(greenhouse, "candidate", "7", NOW + 3 * HOUR, status="interviewing")

    catch_up(acme.pk)

    assert steps() == [("left", "invited", None), ("left", "confirmed", 2 * HOUR)]


def test_the_worker_reads_them_after_every_sync(acme, greenhouse):
    made = make.interview(greenhouse, NOW)
    make.change(made, start_at=NOW + HOUR)

    keep_conflicts(acme.pk)

    assert steps() == [("moved", "elsewhere", None)]


def test_another_companys_changes_are_its_own(acme, globex, greenhouse):
    theirs = make.interview(make.account(globex), NOW)
    make.change(theirs, start_at=NOW + HOUR)

    catch_up(acme.pk)
    assert steps() == []
    catch_up(globex.pk)
    assert Step.objects.get().company == globex


events = st.tuples(
    st.integers(0, 1),
    st.sampled_from(["start", "start", "status", "place", "read"]),
    st.integers(0, 3),
)
STATUSES = ("draft", "scheduled", "cancelled", "completed")


@settings(max_examples=HISTORIES)
@given(st.lists(events, max_size=12))
def test_whenever_it_is_read_the_steps_are_those_of_the_history(acme, greenhouse, history):
    Step.objects.all().delete()
    begin = datetime(2026, 10, 1, tzinfo=UTC)
    made = [
        make.interview(greenhouse, None, status="draft", at=begin, vendor_created_at=begin)
        for _ in range(2)
    ]
    starts, status, timed, expected = [None, None], ["draft", "draft"], set(), []
    for hour, (which, what, value) in enumerate(history, start=1):
        at = begin + hour * HOUR
        if what == "read":
            catch_up(acme.pk)
        elif what == "place":
            make.change(made[which], at=at, location=f"Room {value}")
        elif what == "start":
            new = begin + timedelta(days=value) if value else None
            make.change(made[which], at=at, start_at=new)
            if new and new != starts[which]:
                if starts[which]:
                    expected.append(("moved", "elsewhere", None))
                elif which not in timed:
                    timed.add(which)
                    expected.append(("scheduled", "", hour * HOUR))
            starts[which] = new
        else:
            make.change(made[which], at=at, status=STATUSES[value])
            if STATUSES[value] == "cancelled" and status[which] != "cancelled":
                expected.append(("cancelled", "elsewhere", None))
            status[which] = STATUSES[value]

    catch_up(acme.pk)

    assert steps(interview__in=made) == expected
    newest = Change.objects.order_by("pk").last().pk
    assert StepsRead.objects.get(company=acme).change_id >= newest
    StepsRead.objects.update(change_id=0)
    catch_up(acme.pk)
    assert steps(interview__in=made) == expected
