"""Before an interview is moved: what would be wrong at the new time, and at which times nothing is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interviews.models import Absence, Interview, InterviewerIdentity
from tests import make
from tests.pages.conftest import Page, Reader

TEN = make.NOW.replace(hour=9, minute=0)  # in Berlin
PANEL = [("Felix Baumann", "accepted")]


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(make.NOW, tick=False)


def movable(account, panel=PANEL):
    """One that was made through the hub, which is what Greenhouse lets it change."""
    made = make.interview(account, TEN + timedelta(days=1), panel=panel)
    Interview.objects.filter(pk=made.pk).update(external_event_id="hub-1")
    return made


@pytest.fixture
def felix(greenhouse, acme):
    """On the panel of the interview that is moved."""
    moved = movable(greenhouse)
    return moved, InterviewerIdentity.objects.get(
        company=acme, email="felix.baumann@nordlicht.example"
    )


def look(reader: Reader, pk: int, start: str) -> Page:
    values = {"start": start, "minutes": "60", "key": "k", "seen": "1", "look": "1"}
    return reader.send(f"/interviews/{pk}/reschedule/", **values)


def test_limits_hours_absences_and_too_little_time_are_told_beforehand(
    acme, greenhouse, coordinator, felix
):
    moved, person = felix
    day = (TEN + timedelta(days=4)).date()
    make.interview(greenhouse, TEN + timedelta(days=4, hours=-1), candidate="Ben", panel=PANEL)
    make.keep(acme)
    person.time_zone, person.daily_limit = "Asia/Seoul", 1
    person.save()
    Absence.objects.create(identity=person, first_day=day, last_day=day)

    page = look(coordinator, moved.pk, f"{day}T10:00")

    assert page.status == 200
    assert "Felix Baumann is away" in page.text
    assert "Felix Baumann works 09:00–18:00: this is 18:00–19:00 in Asia/Seoul" in page.text
    assert "Felix Baumann has more than their limit: number 2 of a day, at most 1" in page.text
    assert "Felix Baumann has 0 minutes between two interviews" in page.text
    assert "Nobody is known to be needed elsewhere at that time." in page.text
    assert "You can go on all the same" in page.text
    assert 'name="confirm"' in page.html


def test_the_candidates_other_interview_is_a_conflict_as_well(acme, greenhouse, coordinator):
    moved = movable(greenhouse)
    make.interview(greenhouse, TEN + timedelta(days=2), panel=[("Ravi Menon", "accepted")])
    make.keep(acme)

    page = look(coordinator, moved.pk, f"{(TEN + timedelta(days=2)).date()}T10:30")

    assert "Annika Schröder is invited to two interviews at once for 30 minutes" in page.text
    assert "Nobody is known to be needed elsewhere" not in page.text


def test_a_move_that_solves_a_double_booking_says_so(acme, greenhouse, coordinator):
    moved = movable(greenhouse)
    make.interview(greenhouse, TEN + timedelta(days=1), candidate="Ben", panel=PANEL)
    make.keep(acme)

    page = look(coordinator, moved.pk, f"{(TEN + timedelta(days=1)).date()}T14:00")

    assert "Solved by this: Felix Baumann is needed in two interviews at once" in page.text
    assert "You can go on all the same" not in page.text


def test_times_without_a_conflict_are_offered_and_fill_the_form(
    acme, greenhouse, coordinator, felix
):
    moved, person = felix
    day = (TEN + timedelta(days=1)).date()
    make.interview(greenhouse, TEN + timedelta(days=1, hours=-1), minutes=180, panel=PANEL)
    make.keep(acme)

    path = f"/interviews/{moved.pk}/reschedule/"
    offered = coordinator.open(path)
    filled = coordinator.open(path, start=f"{day}T12:30", fold="0")

    assert "Times without a conflict" in offered.text
    assert f"?start={day}T09%3A00" not in offered.html
    assert f"?start={day}T12%3A30&amp;fold=0" in offered.html
    assert f'value="{day}T12:30"' in filled.html

    person.hours = [None] * 7
    person.time_zone = "Europe/Berlin"
    person.save()
    assert "Times without a conflict" not in coordinator.open(path).text


def test_looking_ahead_costs_as_many_statements_for_a_large_panel(acme, greenhouse, coordinator):
    def statements(panel: list[tuple[str, str]]) -> int:
        moved = movable(greenhouse, panel)
        make.interview(greenhouse, TEN + timedelta(days=2), candidate="Ben", panel=panel)
        make.keep(acme)
        coordinator.open("/settings/")
        with CaptureQueriesContext(connection) as queries:
            look(coordinator, moved.pk, f"{(TEN + timedelta(days=2)).date()}T10:30")
        return len(queries)

    few = statements([("Ada One", "accepted")])

    assert statements([(f"Person {n}", "accepted") for n in range(12)]) <= few
