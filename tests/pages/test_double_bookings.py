"""A double-booking is judged once, where it is kept: every page tells the same of it, and none what somebody said is
fine.
"""

import re
from datetime import timedelta

import pytest
import time_machine

from candidates.models import Candidate, Change
from candidates.services.changes import Origin
from connectors.sync.person_erasure import erase
from interviews.models import Conflict, Interview, InterviewerIdentity
from interviews.services import interviewers
from interviews.services.overrides import override
from tests import make
from tests.make import NOW

SOON = NOW + timedelta(hours=3)
TODAY = NOW.date().isoformat()
WHY = "Felix hosts both"


@pytest.fixture(autouse=True)
def at_the_hour():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def clash(acme, greenhouse):
    other = make.account(acme, "RoundHR Seoul", vendor="roundhr")
    first = make.interview(greenhouse, SOON)
    make.interview(other, SOON + timedelta(minutes=30), candidate="Jonas Weber")
    make.keep(acme)
    return first


def said_to_be_fine(company):
    origin = Origin(company_id=company.pk, source="page", at=NOW)
    override(Conflict.objects.get().pk, WHY, origin=origin)


def test_the_queue_tells_it_once_and_only_until_it_is_said_to_be_fine(coordinator, acme, clash):
    text = coordinator.open("/queue/").text
    told = "Felix Baumann is needed in two places: Annika Schröder and Jonas Weber, for 30 min"
    assert told in text
    assert coordinator.client.get("/queue/count/").json()["urgent"] == 1

    said_to_be_fine(acme)

    assert "Felix Baumann" not in coordinator.open("/queue/").text


def test_both_interviews_of_a_conflict_stand_side_by_side(coordinator, acme, clash):
    one = Conflict.objects.get()

    page = coordinator.open(f"/conflicts/{one.pk}/")

    assert page.status == 200
    assert (
        "Felix Baumann is needed in two places at once" in page.text
        or one.identity.name in page.text
    )
    for row in (one.first, one.second):
        assert f'href="/interviews/{row.pk}/"' in page.html
        assert row.candidate.name in page.text
    assert page.text.count("double-booked") == 2
    assert "Override with this reason" in page.text
    said_to_be_fine(acme)
    assert WHY in coordinator.open(f"/conflicts/{one.pk}/").text
    assert coordinator.open(f"/conflicts/{one.pk + 1}/").status == 404


def queue_row(page):
    [row] = re.findall(r'<li class="queue__row queue__row--full".*?</li>', page.html, re.DOTALL)
    return row


def test_the_queue_names_both_systems_and_moves_the_one_that_can_be_moved(
    coordinator, acme, greenhouse, clash
):
    second = Interview.objects.get(candidate__name="Jonas Weber")
    neither = coordinator.open("/queue/conflict.interviewer/")
    compared = f"/conflicts/{Conflict.objects.get().pk}/"
    assert f'href="{compared}">Compare' in queue_row(neither)
    assert "Neither can be moved from here. Greenhouse lets only" in neither.text
    assert "This vendor takes no such change from the hub. Make it there." in neither.text

    Interview.objects.filter(pk=second.pk).update(
        account=make.account(acme, "Greenhouse Seoul"), external_event_id="hub-1"
    )
    page = coordinator.open("/queue/conflict.interviewer/")
    assert f'href="/interviews/{second.pk}/reschedule/">Reschedule' in queue_row(page)
    assert "Only Jonas Weber can be moved from here." in page.text

    Interview.objects.filter(pk=clash.pk).update(external_event_id="hub-2")
    page = coordinator.open("/queue/conflict.interviewer/")
    assert f'href="/interviews/{clash.pk}/reschedule/">Reschedule' in queue_row(page)
    assert "can be moved from here" not in page.text
    assert f'href="/interviews/{clash.pk}/reschedule/">Reschedule' in coordinator.open("/").html


def test_the_row_bears_the_badges_of_both(coordinator, clash):
    row = queue_row(coordinator.open("/queue/conflict.interviewer/"))

    assert re.findall(r'class="vendor".*?</span>([^<]+)</span>', row) == ["Greenhouse", "RoundHR"]


def test_today_tells_it_once(coordinator, acme, clash):
    text = coordinator.open("/").text

    assert "Felix Baumann is needed in two places" in text
    assert "Felix Baumann is needed in two interviews" not in text
    assert text.count("Accepted, double-booked") == 2 * 2


def test_today_tells_why_it_is_fine(coordinator, acme, clash):
    said_to_be_fine(acme)

    text = coordinator.open("/").text

    assert "needed in two places" not in text
    assert "double-booked" not in text
    assert f"Fine: {WHY}" in text


def test_the_calendar_marks_it_until_it_is_said_to_be_fine(coordinator, acme, clash):
    assert "2 double-booked" in coordinator.open("/calendar/", date=TODAY).text

    said_to_be_fine(acme)

    page = coordinator.open("/calendar/", date=TODAY)
    assert "double-booked" not in page.text
    assert "data-conflict" not in page.html


def test_the_interview_tells_where_else_somebody_is_needed_and_why_that_is_fine(
    coordinator, acme, clash
):
    said_to_be_fine(acme)

    text = coordinator.open(f"/interviews/{clash.pk}/").text

    assert "Accepted, double-booked" not in text
    panel = text.split("Needed elsewhere", 1)[1]
    assert re.search(rf"Jonas Weber 14:12–15:12( CET)? Fine: {WHY}", panel)


def test_people_who_are_joined_are_one_on_every_page(coordinator, acme, greenhouse):
    make.interview(greenhouse, SOON)
    make.interview(greenhouse, SOON, candidate="Jonas Weber", panel=[("F. Baumann", "accepted")])
    known = {one.name: one.pk for one in InterviewerIdentity.objects.all()}
    origin = Origin(company_id=acme.pk, source="page", at=NOW)
    interviewers.join(known["Felix Baumann"], known["F. Baumann"], origin=origin)
    make.keep(acme)

    text = coordinator.open("/").text

    assert "F. Baumann: Accepted, double-booked" in text
    assert "Felix Baumann: Accepted, double-booked" in text
    assert "2 double-booked" in coordinator.open("/calendar/", date=TODAY).text


def test_a_guest_is_known_by_address(coordinator, acme, greenhouse):
    for candidate in ("Annika Schröder", "Jonas Weber"):
        one = make.interview(greenhouse, SOON, candidate=candidate, panel=())
        make.tell(
            greenhouse,
            "interviewer",
            f"guest {one.pk}",
            interview_remote_id=one.remote_id,
            name="Guest",
            email="Guest@x.example",
        )
    make.keep(acme)

    assert coordinator.open("/").text.count("Guest: answer not reported, double-booked") == 2 * 2


def test_what_is_not_looked_at_for_minutes_is_said(coordinator, greenhouse):
    make.interview(greenhouse, SOON, at=NOW - timedelta(minutes=1))
    told = "Conflicts do not take in yet what has changed since"
    assert told not in coordinator.open("/queue/").text

    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        assert f"{told} 10:41 CET" in coordinator.open("/queue/").text
        assert told in coordinator.open("/").text
        make.keep(greenhouse.company, NOW + timedelta(minutes=2))
        assert told not in coordinator.open("/").text


def test_a_reason_is_erased_with_either_candidate(acme, clash):
    said_to_be_fine(acme)
    other = Candidate.objects.get(name="Jonas Weber")

    erase(other.pk, origin=Origin(company_id=acme.pk, source="page", at=NOW))

    assert Conflict.objects.get().override_reason == ""
    assert Conflict.objects.get().overridden_at == NOW
    [change] = Change.objects.filter(subject="conflict")
    assert change.fields == {"override_reason": [None, None]}
