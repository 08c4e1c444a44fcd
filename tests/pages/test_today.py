from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from candidates.models import Membership
from candidates.statuses import Role
from tests import make
from tests.conftest import member
from tests.pages.conftest import DAY, reader

TEN = datetime(2026, 11, 5, 9, tzinfo=UTC)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def test_a_day_shows_who_is_interviewed_by_whom_where_and_when(coordinator, greenhouse):
    make.interview(greenhouse, TEN, panel=[("Felix Baumann", "accepted"), ("Tom Ellery", None)])

    text = coordinator.open("/", date=DAY).text

    assert "Thursday 5 November" in text
    assert "10:00–11:00 CET" in text
    assert "Annika Schröder System design · Senior Backend Engineer" in text
    assert "Room Elbe" in text
    assert "Felix Baumann: Accepted" in text
    assert "Tom Ellery: answer not reported" in text
    assert "1 of 2 accepted" in text


def test_a_second_zone_stands_below_the_first(coordinator, greenhouse, alice):
    alice.second_time_zone = "Asia/Seoul"
    alice.save()
    make.interview(greenhouse, TEN + hours(8))

    assert "18:00–19:00 CET 02:00 KST +1" in coordinator.open("/", date=DAY).text


def test_the_day_is_the_readers_not_utcs(coordinator, greenhouse, alice):
    make.interview(greenhouse, datetime(2026, 11, 5, 22, 30, tzinfo=UTC), candidate="Late Night")
    alice.time_zone = "Asia/Seoul"
    alice.save()

    assert "Late Night" not in coordinator.open("/", date="2026-11-05").text
    assert "07:30–08:30 KST" in coordinator.open("/", date="2026-11-06").text


def test_all_day_interviews_come_first_and_have_no_hours(coordinator, greenhouse):
    make.interview(greenhouse, TEN, candidate="Early Bird")
    make.interview(greenhouse, date(2026, 11, 5), candidate="Freya Lindholm")

    text = coordinator.open("/", date=DAY).text

    assert text.index("Freya Lindholm") < text.index("Early Bird")
    assert "All day no hours given" in text
    assert "Freya Lindholm" not in coordinator.open("/", date="2026-11-06").text


def test_an_interviewer_in_two_systems_at_once_is_seen(coordinator, acme, greenhouse):
    other = make.account(acme, "Greenhouse Seoul")
    make.interview(greenhouse, TEN)
    make.interview(other, TEN + hours(0.5), candidate="최민준")
    make.keep(acme)

    page = coordinator.open("/", date=DAY)

    assert "Felix Baumann: Accepted, double-booked" in page.text
    assert '<span lang="ko">최민준</span>' in page.html
    assert "across 2 systems" in page.text


def test_what_needs_a_look_is_listed_with_its_reason(coordinator, greenhouse):
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    make.interview(
        greenhouse, tomorrow, panel=[("Ravi Menon", "declined")], location=None, meeting_url=None
    )

    text = coordinator.open(
        "/", date=tomorrow.astimezone(ZoneInfo("Europe/Berlin")).date().isoformat()
    ).text

    assert "Ravi Menon declined for Annika Schröder" in text
    assert "Annika Schröder has neither a place nor a link" in text


def test_a_word_nobody_mapped_is_shown_as_such(coordinator, greenhouse):
    make.interview(greenhouse, TEN, status=None, vendor_status="phoned")

    page = coordinator.open("/", date=DAY)

    assert "Not mapped" in page.text
    assert "says “phoned”" in page.text
    assert 'data-status="unknown"' in page.html


def test_a_deleted_interview_stays_struck_through_with_reason_and_time(coordinator, greenhouse):
    make.lose([make.interview(greenhouse, TEN)], reason="absent")

    page = coordinator.open("/", date=DAY)

    assert 'data-status="cancelled"' in page.html
    assert "No longer listed by the vendor," in page.text
    assert "10:42 CET" in page.text


def test_only_links_a_browser_may_open_are_links(coordinator, greenhouse):
    make.interview(greenhouse, TEN, meeting_url="javascript:alert(1)")

    assert 'href="javascript' not in coordinator.open("/", date=DAY).html


def test_a_date_that_is_none_is_said_and_today_is_shown(coordinator, acme):
    page = coordinator.open("/", date="31.31.2026")

    assert page.status == 200
    assert "“31.31.2026” is no date, so today is shown." in page.text


def test_changes_are_told_once_and_marked_as_seen(coordinator, greenhouse, alice):
    moved = make.interview(greenhouse, TEN)
    make.change(moved, start_at=TEN + hours(4), end_at=TEN + hours(5))
    assert "Annika Schröder moved from" in coordinator.open("/", date=DAY).text

    newest = coordinator.open("/").html.split('name="change" value="')[1].split('"')[0]
    make.lose([moved])
    coordinator.send("/seen/", change=newest)

    text = coordinator.open("/", date=DAY).text
    assert "moved from" not in text
    assert "Greenhouse no longer has Annika Schröder" in text
    assert Membership.objects.get(user=alice).looked_at_change == int(newest)


@pytest.mark.parametrize("change", ["", "-1", "x", "9" * 30])
def test_a_mark_that_makes_no_sense_changes_nothing(coordinator, alice, change):
    assert coordinator.send("/seen/", change=change).status == 200
    assert Membership.objects.get(user=alice).looked_at_change == 0


def test_an_old_mark_does_not_take_a_newer_one_back(coordinator, alice):
    coordinator.send("/seen/", change=7)
    coordinator.send("/seen/", change=3)

    assert Membership.objects.get(user=alice).looked_at_change == 7


def test_another_companys_day_is_empty(stranger, greenhouse):
    make.interview(greenhouse, TEN)

    text = stranger.open("/", date=DAY).text
    assert "Annika" not in text
    assert "No system is connected yet" in text


def test_the_page_costs_the_same_however_full_the_day_is(
    coordinator, greenhouse, django_assert_max_num_queries
):
    def fill(count):
        for number in range(count):
            panel = [(f"Person {number}", "accepted"), ("Felix Baumann", "declined")]
            one = make.interview(greenhouse, TEN + hours(number / 4), panel=panel)
            make.change(one, location=f"Room {number}")

    fill(3)
    coordinator.open("/queue/count/")  # what the navigation keeps for a minute
    with django_assert_max_num_queries(24) as few:
        coordinator.open("/", date=DAY)
    fill(12)
    with django_assert_max_num_queries(len(few)):
        coordinator.open("/", date=DAY)


def test_late_and_refused_connections_are_said_on_top(coordinator, acme):
    make.account(acme, "Seoul office", state="refused", state_reason="The key was revoked.")
    late = datetime.now(UTC) - timedelta(hours=3)
    make.account(acme, "Lisbon office", synced_at=late)

    text = coordinator.open("/").text

    assert "Seoul office stopped: the vendor refuses the credentials. The key was revoked." in text
    assert "Lisbon office is late." in text


def test_many_connections_in_trouble_are_said_at_once(coordinator, acme):
    late = datetime.now(UTC) - timedelta(hours=3)
    for name in ("Lisbon office", "Paris office", "Warsaw office"):
        make.account(acme, name, synced_at=late)

    text = coordinator.open("/").text

    assert "3 connections are not in order. Lisbon office, Paris office, Warsaw office." in text
    assert "is late." not in text


def test_coming_days_are_counted_with_what_is_open_there(coordinator, greenhouse):
    make.interview(greenhouse, TEN + hours(24), panel=[("Ravi Menon", "declined")])
    make.interview(greenhouse, date(2026, 11, 6), panel=[("Tom", "needs_action")], location=None)
    make.interview(greenhouse, TEN + hours(25), status="cancelled")

    assert (
        "Fri 6 Nov 2 1 declined 1 without answer 1 without place"
        in coordinator.open("/", date=DAY).text
    )


def test_what_a_vendor_never_tells_is_not_held_against_its_interviews(coordinator, acme):
    silent = make.account(acme, "RoundHR", vendor="roundhr", silent_about=["panel", "place"])
    start = datetime.fromisoformat(f"{DAY}T09:00:00+00:00")
    make.interview(silent, start, panel=(), location=None, meeting_url=None)

    text = coordinator.open("/", date=DAY).text

    assert "panel not reported" in text
    assert "nobody on the panel" not in text
    assert "no place, no link" not in text
    assert "has neither a place nor a link" not in text


def test_an_interview_is_made_from_today_by_whoever_may(greenhouse, coordinator, acme):
    path = f"/connections/{greenhouse.uuid}/interviews/new/"

    assert f'href="{path}" data-key="n"' in coordinator.open("/").html
    manager = reader(member("max", acme, Role.HIRING_MANAGER))
    assert path not in manager.open("/").html
