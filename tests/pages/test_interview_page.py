"""One interview: where each fact comes from, how busy its panel is, and its details to take along."""

import re
from datetime import UTC, datetime, timedelta

from candidates.models import Change
from interviews.models import Conflict, InterviewerIdentity
from tests import make
from tests.pages.conftest import Page

TEN = datetime(2026, 11, 5, 9, tzinfo=UTC)


def open_page(person, interview):
    return person.open(f"/interviews/{interview.pk}/")


def test_each_fact_says_where_it_comes_from(coordinator, greenhouse):
    shown = make.interview(greenhouse, TEN, meeting_url=None)

    text = open_page(coordinator, shown).text

    facts = text.split("Facts", 1)[1].split("Timeline", 1)[0]
    assert facts.count("from another record of Greenhouse") + facts.count("from Greenhouse,") >= 3
    assert "Meeting link not reported by Greenhouse" in facts


def test_a_reason_that_stops_several_actions_is_said_once(coordinator, greenhouse):
    over = make.interview(greenhouse, TEN, status="completed")

    page = coordinator.open(f"/interviews/{over.pk}/")

    reasons = re.findall(r'id="why-\w+">.*?</b> (.*?)</p>', page.html, re.DOTALL)
    assert len(reasons) == len(set(reasons)) == 1
    described = re.findall(r'aria-describedby="(why-\w+)"', page.html)
    assert len(described) > 1
    assert all(page.html.count(f'id="{one}"') == 1 for one in described)


def test_the_load_of_the_panel_is_counted_over_all_systems(coordinator, greenhouse, acme):
    lever = make.account(acme, "Lever", vendor="lever")
    shown = make.interview(greenhouse, TEN)
    make.interview(lever, TEN + timedelta(hours=3))
    make.interview(lever, TEN + timedelta(days=1))
    make.interview(lever, TEN + timedelta(hours=5), status="cancelled")
    make.interview(lever, TEN + timedelta(days=7))
    make.interview(lever, TEN + timedelta(hours=6), panel=[("Felix Baumann", "declined")])
    make.keep(acme)

    text = open_page(coordinator, shown).text
    assert "2 that day" in text
    assert "3 that week" in text

    InterviewerIdentity.objects.update(weekly_limit=2)
    assert "3 of at most 2 that week" in open_page(coordinator, shown).text


def test_a_page_asks_as_often_for_a_large_panel_as_for_a_small_one(
    coordinator, greenhouse, django_assert_max_num_queries
):
    small = make.interview(greenhouse, TEN)
    large = make.interview(
        greenhouse, TEN + timedelta(days=1), panel=[(f"Person {n}", "accepted") for n in range(12)]
    )
    with django_assert_max_num_queries(70) as few:
        open_page(coordinator, small)
    asked = len(few)

    with django_assert_max_num_queries(asked):
        open_page(coordinator, large)


def test_details_are_there_to_copy_in_both_zones(coordinator, greenhouse, alice):
    alice.second_time_zone = "Asia/Seoul"
    alice.save()
    shown = make.interview(greenhouse, TEN)

    html = open_page(coordinator, shown).html

    copied = html.split('id="copy-details"', 1)[1].split("</textarea>", 1)[0]
    assert "10:00–11:00 CET (Europe/Berlin)" in copied
    assert "18:00–19:00" in copied
    assert "(Asia/Seoul)" in copied
    assert "Place: Room Elbe" in copied
    assert "Felix Baumann (Accepted)" in copied


def test_an_interview_is_a_calendar_file_under_its_own_name(coordinator, stranger, greenhouse):
    shown = make.interview(greenhouse, TEN)
    undated = make.interview(greenhouse, None, status="draft")

    answer = coordinator.client.get(f"/interviews/{shown.pk}/interview.ics")

    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert f"UID:interview-{shown.pk}@" in text
    assert "DTSTART:20261105T090000Z" in text
    assert stranger.open(f"/interviews/{shown.pk}/interview.ics").status == 404
    assert coordinator.open(f"/interviews/{undated.pk}/interview.ics").status == 404
    assert "interview.ics" not in open_page(coordinator, undated).html


def story(page):
    """The lines of the timeline, newest first."""
    block = page.html.split('<ol class="timeline', 1)[1].split("</ol>", 1)[0]
    return [Page(200, f"<li{line}").text for line in block.split("<li")[1:]]


def test_the_timeline_tells_when_a_conflict_was_found_and_when_it_was_over(
    coordinator, acme, greenhouse
):
    lever = make.account(acme, "Lever", vendor="lever")
    first = make.interview(greenhouse, TEN)
    second = make.interview(lever, TEN + timedelta(minutes=30), candidate="Jonas Weber")
    make.keep(acme, make.NOW + timedelta(minutes=1))
    later = make.NOW + timedelta(hours=2)
    make.change(second, later, start_at=TEN + timedelta(hours=5), end_at=TEN + timedelta(hours=6))
    make.keep(acme, later + timedelta(minutes=1))

    told = "Felix Baumann is needed in two interviews at once for 30 minutes"
    of_first = story(open_page(coordinator, first))
    assert f"Conflict over: {told} Jonas Weber , Thu 5 Nov 12:43 CET" in of_first[0]
    assert f"Conflict found: {told} Jonas Weber , Thu 5 Nov 10:43 CET" in of_first[1]
    over, moved, found = story(open_page(coordinator, second))[:3]
    assert f"Conflict over: {told} Annika Schröder" in over
    assert "Start:" in moved
    assert f"Conflict found: {told} Annika Schröder" in found


def test_a_conflict_is_no_change_and_nobody_is_sent_it(coordinator, acme, greenhouse):
    make.interview(greenhouse, TEN)
    make.interview(greenhouse, TEN, candidate="Jonas Weber")
    before = Change.objects.count()

    make.keep(acme)

    assert Conflict.objects.filter(closed_at=None).exists()
    assert Change.objects.count() == before
    assert "needed in two interviews" not in coordinator.open("/activity/").text


def test_the_timeline_costs_the_same_however_many_conflicts_there_were(
    coordinator, acme, greenhouse, django_assert_max_num_queries
):
    shown = make.interview(greenhouse, TEN)
    make.interview(greenhouse, TEN, candidate="Person 0")
    make.keep(acme)
    open_page(coordinator, shown)
    with django_assert_max_num_queries(100) as few:
        open_page(coordinator, shown)
    for number in range(1, 5):
        make.interview(greenhouse, TEN, candidate=f"Person {number}")
    make.keep(acme)
    with django_assert_max_num_queries(len(few)):
        assert "Person 4" in open_page(coordinator, shown).text


def test_the_round_of_an_interview_without_a_title_stands_before_its_job(coordinator, greenhouse):
    at = datetime.now(UTC) + timedelta(hours=3)
    untitled = make.interview(greenhouse, at, title=None, round=1)

    html = coordinator.open(f"/interviews/{untitled.pk}/").html

    assert '<p class="pagehead__sub">round 1 · Senior Backend Engineer</p>' in html
