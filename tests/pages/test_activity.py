"""Who did what, when and from where."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.models import Change
from interviews.models import InterviewerIdentity
from interviews.selectors import activity as reading
from tests import make
from tests.pages.conftest import reader, warm

START = datetime(2026, 11, 5, 9, 30, tzinfo=UTC)


@pytest.fixture
def moved(greenhouse):
    interview = make.interview(greenhouse, START)
    make.change(interview, location="Room Alster")
    return interview


def test_a_change_is_told_with_its_record_from_what_to_what_and_by_whom(coordinator, moved):
    page = coordinator.open("/activity/", record="interview", kind="UPDATED")
    assert "Place: Room Elbe → Room Alster" in page.text
    assert "Greenhouse Berlin, Sync" in page.text
    assert f"/interviews/{moved.pk}/" in page.html
    assert "UTC" in page.text or "CET" in page.text


def test_filters_narrow_and_what_is_no_filter_is_said(coordinator, moved):
    assert "Room Alster" not in coordinator.open("/activity/", source="portal").text
    page = coordinator.open("/activity/", source="fax", colour="red")
    assert "From where is “fax”, which was left out" in page.text
    assert "There is no filter called “colour”" in page.text


def test_another_company_sees_nothing_of_it(moved, charlie):
    assert "Nothing has changed yet" in reader(charlie).open("/activity/").text


def test_every_change_is_on_exactly_one_page(coordinator, moved, greenhouse, monkeypatch):
    monkeypatch.setattr(reading, "SHOWN", 3)
    told, address = 0, "/activity/"
    while address:
        page = coordinator.open(address)
        told += page.html.count("timeline__meta")
        _, _, rest = page.html.partition('rel="next"')
        found = page.html.rpartition('href="?before=')[2].partition('"')[0] if rest else ""
        address = f"/activity/?before={found}" if found else ""
    assert told == Change.objects.count()


def test_a_rare_match_is_looked_for_in_steps_and_said_so(coordinator, moved, monkeypatch):
    monkeypatch.setattr(reading, "REACH", 2)
    page = coordinator.open("/activity/", kind="DELETED")
    assert "older ones that were not looked through yet" in page.text
    assert 'rel="next"' in page.html


def test_many_changes_cost_no_more_statements_than_few(coordinator, moved):
    def statements() -> int:
        with CaptureQueriesContext(connection) as told:
            coordinator.open("/activity/", record="interview")
        return len(told)

    warm(coordinator)
    few = statements()
    for number in range(20):
        make.change(moved, location=f"Room {number}")
    assert statements() == few


def test_every_kind_of_record_is_called_by_a_word(coordinator, acme):
    Change.objects.create(
        company=acme, kind="ADDED", subject="savedview", subject_id=1, source="page", at=START
    )
    assert "Added : Saved view" in coordinator.open("/activity/").text


def test_a_change_of_an_interviewers_rules_says_whose_they_are_and_what_they_became(
    coordinator, greenhouse
):
    make.interview(greenhouse, START, panel=[("Ravi Menon", "accepted")])
    identity = InterviewerIdentity.objects.get(name="Ravi Menon")
    address = f"/interviewers/{identity.pk}/"
    coordinator.send(f"{address}rules/", daily_limit=2, from_0="09:00", until_0="17:00")
    coordinator.send(f"{address}absences/", first_day="2026-12-07", last_day="2026-12-09")

    page = coordinator.open("/activity/")
    assert f'href="{address}"' in page.html
    assert "Ravi Menon" in page.text
    assert "Absence: nothing → Mon 7 Dec 2026 – Wed 9 Dec 2026" in page.text
    assert "Working hours: nothing → Mon 09:00–17:00" in page.text
    assert "Interviews a day at most: nothing → 2" in page.text


def test_a_new_role_says_whose_it_is(admin, acme):
    hanna = {"email": "hanna@example.com", "first_name": "Hanna", "last_name": "Berg"}
    admin.send("/people/", **hanna, role="hiring-manager", part="evaluator")

    assert "Added : Membership · Hanna Berg" in admin.open("/activity/").text
