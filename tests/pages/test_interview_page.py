"""One interview: where each fact comes from, how busy its panel is, and its details to take along."""

from datetime import UTC, datetime, timedelta

from interviews.models import InterviewerIdentity
from tests import make

TEN = datetime(2026, 11, 5, 9, tzinfo=UTC)


def open_page(person, interview):
    return person.open(f"/interviews/{interview.pk}/")


def test_each_fact_says_where_it_comes_from(coordinator, greenhouse):
    shown = make.interview(greenhouse, TEN, meeting_url=None)

    text = open_page(coordinator, shown).text

    facts = text.split("Facts", 1)[1].split("Timeline", 1)[0]
    assert facts.count("from another record of Greenhouse") + facts.count("from Greenhouse,") >= 3
    assert "Meeting link not reported by Greenhouse" in facts


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
