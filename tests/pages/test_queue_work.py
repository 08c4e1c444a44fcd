"""Working through the queue: the one action lands where it is done, and many rows are dealt with at once."""

import re
from datetime import timedelta

import pytest
import time_machine

from interviews.models import Handling
from tests import make
from tests.make import NOW

DECLINED = [("Ravi Menon", "declined")]


@pytest.fixture(autouse=True)
def at_the_hour():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def over(account, candidate, panel):
    return make.interview(
        account,
        NOW - timedelta(hours=30),
        candidate=candidate,
        panel=panel,
        status="awaiting_feedback",
    )


def test_overdue_feedback_says_who_owes_it_and_writes_to_them(greenhouse, coordinator):
    over(
        greenhouse,
        "Oskar Brandl",
        [("Tom Ellery", "accepted"), ("Ravi Menon", "declined"), ("Ada Vogt", None)],
    )

    page = coordinator.open("/queue/feedback.overdue/")

    assert "expected from: Tom Ellery, Ada Vogt" in page.text
    to = "tom.ellery%40nordlicht.example,ada.vogt%40nordlicht.example"
    assert f'href="mailto:{to}?subject=Your%20feedback%20on%20Oskar%20Brandl"' in page.html


def test_who_owes_feedback_costs_the_same_however_many_rows(
    greenhouse, coordinator, django_assert_max_num_queries
):
    def some(numbers):
        for number in numbers:
            over(greenhouse, f"Person {number}", [("Tom Ellery", "accepted")])

    some(range(2))
    coordinator.open("/settings/")
    with django_assert_max_num_queries(100) as few:
        coordinator.open("/queue/feedback.overdue/")
    some(range(2, 9))
    with django_assert_max_num_queries(len(few)):
        assert "Person 8" in coordinator.open("/queue/feedback.overdue/").text


def test_too_many_interviews_lead_to_those_of_that_day(greenhouse, coordinator, acme):
    for number in range(4):
        make.interview(greenhouse, NOW + timedelta(hours=1 + number), candidate=f"Person {number}")
    make.keep(acme)

    page = coordinator.open("/queue/load.high/")

    [address] = re.findall(r'href="(/interviews/\?[^"]*)"', page.html.split("See them")[0])
    assert "date_from=2026-11-05&amp;date_to=2026-11-05&amp;person=" in address


def test_a_likely_duplicate_opens_alone_and_leads_back(acme, coordinator):
    one, two = make.account(acme), make.account(acme, "Ashby", vendor="ashby")
    make.interview(one, NOW + timedelta(days=3), candidate="Priya Raman", panel=[])
    make.interview(two, NOW + timedelta(days=9), candidate="Priya Raman", panel=[])
    make.interview(one, NOW + timedelta(days=3), candidate="Jonas Vogt", panel=[])
    make.interview(two, NOW + timedelta(days=9), candidate="Jonas Vogt", panel=[])

    rows = coordinator.open("/queue/duplicate.candidate/")
    address = re.search(r'href="(/candidates/duplicates/\?pair=(\d+)-(\d+))"', rows.html)
    alone = coordinator.open(address[1])

    assert alone.html.count("Same person<") == 1
    assert "All likely duplicates" in alone.text
    verdict = f"/candidates/duplicates/{address[2]}/{address[3]}/distinct/"
    assert f'action="{verdict}"' in alone.html
    assert "Needs attention" in coordinator.send(verdict, next="queue").html.split("</h1>")[0]
    assert "Same person" in coordinator.open(address[1]).text  # it is decided: the others are shown


def test_all_rows_of_a_rule_are_dealt_with_at_once(greenhouse, coordinator):
    for number in range(15):
        make.interview(
            greenhouse, NOW + timedelta(hours=60), candidate=f"Person {number}", panel=DECLINED
        )
    make.interview(
        make.account(greenhouse.company, "Other"), NOW + timedelta(hours=60), panel=DECLINED
    )
    page = coordinator.open("/queue/", account=greenhouse.pk)
    assert 'name="rule" value="rsvp.declined"' in page.html
    assert f'<input type="hidden" name="account" value="{greenhouse.pk}">' in page.html

    done = coordinator.send("/queue/act/", rule="rsvp.declined", account=greenhouse.pk, do="hour")

    assert "15 rows sleep." in done.text
    assert Handling.objects.count() == 15
    assert "Person" not in coordinator.open("/queue/rsvp.declined/").text


def test_a_row_that_is_nobodys_is_taken_by_one_press(greenhouse, coordinator, alice):
    declined = make.interview(greenhouse, NOW + timedelta(hours=60), panel=DECLINED)
    key = f"rsvp.declined seat {declined.interviewers.get().pk}"
    assert f'name="take" value="{key}"' in coordinator.open("/queue/").html

    done = coordinator.send("/queue/act/", take=key, row="rsvp.declined seat 0", do="", to="nobody")

    assert "1 row is with" in done.text
    assert Handling.objects.get().assignee == alice
