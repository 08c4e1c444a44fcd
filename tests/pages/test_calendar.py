"""The calendar as a coordinator finds it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.models import User
from tests import make
from tests.pages.conftest import Page, reader

DAY = "2026-11-05"
TEN = datetime(2026, 11, 5, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(make.NOW, tick=False)


def boxes(page):
    """What stands in the grid: hour, slot and length of each box, by candidate."""
    found = {}
    for attributes, inside in re.findall(
        r'<li class="ev" ([^>]*)>(.*?)</li>', page.html, re.DOTALL
    ):
        values = dict(re.findall(r'data-(h|m|lh|lm|lane|lanes)="(\d+)"', attributes))
        name = re.search(r"<b>(.*?)</b>", inside, re.DOTALL)
        found[name[1] if name else "more"] = {key: int(value) for key, value in values.items()}
    return found


def test_the_week_shows_where_each_interview_stands(greenhouse, coordinator):
    make.interview(greenhouse, TEN, minutes=90)
    make.interview(greenhouse, TEN + timedelta(minutes=30), candidate="Ben Okafor", panel=[])

    page = coordinator.open("/calendar/", date=DAY)

    assert page.status == 200
    assert "2 interviews" in page.text
    assert boxes(page) == {
        "Annika Schröder": {"h": 2, "m": 0, "lh": 1, "lm": 6, "lane": 1, "lanes": 2},
        "Ben Okafor": {"h": 2, "m": 6, "lh": 1, "lm": 0, "lane": 2, "lanes": 2},
    }
    assert "style=" not in page.html


def test_what_is_written_in_korean_is_marked_and_what_is_markup_is_words(greenhouse, coordinator):
    make.interview(greenhouse, TEN, location="한강 회의실", title="<b>Round</b>")

    page = coordinator.open("/calendar/", date=DAY)

    assert '<span lang="ko">한강 회의실</span>' in page.html
    assert "<b>Round</b>" in page.text


def test_another_zone_is_another_hour_with_ones_own_beside_it(greenhouse, coordinator):
    make.interview(greenhouse, TEN)

    page = coordinator.open("/calendar/", date=DAY, tz="Asia/Seoul")

    assert "18:00–19:00 KST" in page.text
    assert "Seoul KST, Berlin CET below" in page.text
    assert 'data-day="' not in page.html  # what is dropped would be read in the reader's own zone


def test_whole_days_stand_above_the_hours(greenhouse, coordinator):
    make.interview(greenhouse, date(2026, 11, 5))

    page = coordinator.open("/calendar/", date=DAY)

    assert 'class="ev ev--allday"' in page.html
    assert boxes(page) == {}


def test_who_is_needed_twice_is_marked_even_if_the_other_interview_is_filtered_out(
    acme, greenhouse, coordinator
):
    make.interview(greenhouse, TEN)
    make.interview(make.account(acme, "RoundHR", vendor="roundhr"), TEN, candidate="Ben Okafor")
    make.keep(acme)

    page = coordinator.open("/calendar/", date=DAY, account=greenhouse.pk)

    assert "1 interview · 1 double-booked" in page.text
    assert page.html.count("data-conflict") == 1
    assert "Ben Okafor" not in page.text


def test_each_interviewer_has_a_column_of_their_day(greenhouse, coordinator):
    make.interview(
        greenhouse, TEN, panel=[("Felix Baumann", "accepted"), ("Ines Wolff", "declined")]
    )
    make.interview(greenhouse, TEN, candidate="Ben Okafor", panel=[("Tom Becker", None)])
    make.interview(greenhouse, TEN, candidate="Nobody Yet", panel=[])

    page = coordinator.open("/calendar/", view="interviewers", date=DAY)

    heads = re.findall(r'<h2 class="cal__head".*?<span>(.*?)</span>', page.html, re.DOTALL)
    assert heads == ["Felix Baumann", "Tom Becker", "Nobody named"]


def test_each_time_of_a_month_has_its_zone(greenhouse, coordinator):
    make.interview(greenhouse, TEN)
    make.interview(greenhouse, datetime(2026, 10, 9, 9, 0, tzinfo=UTC), candidate="Ben Okafor")

    assert (
        "10:00 CET Annika Schröder" in coordinator.open("/calendar/", view="month", date=DAY).text
    )
    october = coordinator.open("/calendar/", view="month", date="2026-10-01")
    assert "11:00 CEST Ben Okafor" in october.text


@pytest.mark.parametrize("first", [7, 1])
def test_a_week_is_titled_by_the_days_that_it_draws(greenhouse, alice, first):
    User.objects.filter(pk=alice.pk).update(first_weekday=first)
    make.interview(greenhouse, TEN)

    page = reader(User.objects.get(pk=alice.pk)).open("/calendar/", date=DAY)

    drawn = re.findall(r"<h1>(.*?)</h1>", page.html, re.DOTALL)[0]
    assert " ".join(drawn.split()).startswith("2 Nov – 6 Nov 2026")


def test_a_month_counts_what_has_no_room(greenhouse, coordinator):
    for number in range(6):
        make.interview(greenhouse, TEN + timedelta(hours=number), candidate=f"Candidate {number}")

    page = coordinator.open("/calendar/", view="month", date=DAY)

    assert "6 interviews" in page.text
    assert "double-booked" not in page.text
    assert "+2 more" in page.text
    on_screen = re.sub(r'<ul class="month__prints">.*?</ul>', "", page.html, flags=re.DOTALL)
    assert "Candidate 3" in on_screen
    assert "Candidate 4" not in on_screen


def test_what_a_month_has_no_room_for_is_listed_for_paper(greenhouse, coordinator):
    for number in range(4):
        make.interview(greenhouse, TEN, candidate=f"Candidate {number}", panel=[])
    make.interview(greenhouse, TEN + timedelta(hours=8), candidate="Late One", panel=[])
    make.interview(
        greenhouse, TEN + timedelta(hours=9), candidate="Gone", panel=[], status="cancelled"
    )

    page = coordinator.open("/calendar/", view="month", date=DAY)

    [listed] = re.findall(r'<ul class="month__prints">(.*?)</ul>', page.html, re.DOTALL)
    lines = [Page(200, line).text for line in re.findall("<li.*?</li>", listed, re.DOTALL)]
    assert lines == ["18:00 CET Late One", "19:00 CET Gone (Cancelled)"]
    assert "only the first are on paper" not in page.text


def test_a_month_too_full_for_paper_says_so_there(greenhouse, coordinator, monkeypatch):
    for number in range(6):
        make.interview(greenhouse, TEN, candidate=f"Candidate {number}", panel=[])
    monkeypatch.setattr("interviews.selectors.calendar.MOST_ON_PAPER", 1)

    page = coordinator.open("/calendar/", view="month", date=DAY)

    assert "month__prints" not in page.html
    assert "only the first are on paper" in page.text


def starts_offered(page):
    """Where the button for a new interview leads."""
    return re.findall(r'href="(/connections/[^"]+/interviews/new/[^"]*)"', page.html)


@pytest.mark.parametrize(
    ("asked", "start"),
    [
        ({"date": DAY}, "2026-11-05T11%3A00"),  # today, and ten is over
        ({"view": "day", "date": "2026-11-09"}, "2026-11-09T10%3A00"),
        ({"view": "week", "date": "2026-11-02"}, "2026-11-05T11%3A00"),
        ({"view": "month", "date": "2026-12-01"}, "2026-12-01T10%3A00"),
    ],
)
def test_n_opens_the_form_for_the_day_that_is_shown(greenhouse, coordinator, asked, start):
    page = coordinator.open("/calendar/", **asked)

    [address] = starts_offered(page)
    assert address == f"/connections/{greenhouse.uuid}/interviews/new/?start={start}"
    assert 'data-key="n"' in page.html
    form = coordinator.client.get(address).content.decode()
    assert f'name="start" value="{start.replace("%3A", ":")}"' in form


def test_a_day_that_is_over_has_no_start_to_offer(greenhouse, coordinator):
    page = coordinator.open("/calendar/", view="day", date="2026-11-02")

    assert starts_offered(page) == [f"/connections/{greenhouse.uuid}/interviews/new/"]


def test_two_systems_are_a_menu_behind_the_same_key(acme, greenhouse, coordinator):
    make.account(acme, "Greenhouse Seoul")

    page = coordinator.open("/calendar/", view="day", date="2026-11-09")

    assert [one.rpartition("=")[2] for one in starts_offered(page)] == ["2026-11-09T10%3A00"] * 2
    assert re.search(r'<summary class="btn" data-key="n"', page.html)


def test_n_is_not_there_where_nothing_can_be_made(acme, alice, coordinator):
    make.account(acme, "Truto", vendor="truto", options={"integrated_account_id": "1"})
    assert 'data-key="n"' not in coordinator.open("/calendar/").html

    make.account(acme)
    assert 'data-key="n"' in coordinator.open("/calendar/").html
    acme.memberships.filter(user=alice).update(role="hiring-manager")
    assert 'data-key="n"' not in coordinator.open("/calendar/").html


def test_a_month_counts_double_bookings_that_have_no_room(greenhouse, coordinator):
    for number in range(6):
        make.interview(greenhouse, TEN, candidate=f"Candidate {number}")
    make.keep(greenhouse.company)

    page = coordinator.open("/calendar/", view="month", date=DAY)

    assert "6 double-booked" in page.text


def test_five_at_once_are_three_and_a_word(greenhouse, coordinator):
    for number in range(5):
        make.interview(greenhouse, TEN, candidate=f"Candidate {number}", panel=[])

    page = coordinator.open("/calendar/", view="day", date=DAY)

    assert "+2 more" in page.text
    assert len(boxes(page)) == 4
    for_paper = re.findall(r'<ul class="ev__prints">(.*?)</ul>', page.html, re.DOTALL)
    assert [re.findall(r"Candidate \d", one) for one in for_paper] == [
        ["Candidate 3", "Candidate 4"]
    ]


def test_an_empty_week_leads_to_the_nearest_interviews(greenhouse, coordinator):
    make.interview(greenhouse, TEN - timedelta(days=21))
    make.interview(greenhouse, TEN + timedelta(days=21))

    page = coordinator.open("/calendar/", date=DAY)

    assert "No interviews this week." in page.text
    assert "last before: Thu 15 Oct 2026" in page.text
    assert "next: Thu 26 Nov 2026" in page.text
    assert "date=2026-10-15" in page.html


def test_what_waits_for_a_time_is_in_the_tray(greenhouse, coordinator):
    waiting = make.interview(greenhouse, None, status="draft", external_event_id="hub-1")

    page = coordinator.open("/calendar/", date=DAY)

    assert "1 waiting for a time" in page.text
    assert f"/interviews/{waiting.pk}/reschedule/?start=2026-11-05T10:00" in page.html


def test_who_may_not_move_an_interview_is_offered_no_form(greenhouse, acme, alice, coordinator):
    found = make.interview(greenhouse, TEN)
    acme.memberships.filter(user=alice).update(role="hiring-manager")

    page = coordinator.open("/calendar/", date=DAY)

    assert f"/interviews/{found.pk}/" in page.html
    assert "reschedule" not in page.html


def test_the_hour_that_comes_twice_has_two_rows(greenhouse, coordinator):
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    make.interview(greenhouse, first, minutes=30, candidate="First", panel=[])
    make.interview(greenhouse, first + timedelta(hours=1), minutes=30, candidate="Second", panel=[])

    page = coordinator.open("/calendar/", view="day", date="2026-10-25")

    found = boxes(page)
    assert found["Second"]["h"] - found["First"]["h"] == 1
    assert "lanes" not in found["First"]
    assert "02:00 ²" in page.text
    assert "02:30–02:00 CEST" in page.text or "02:30–03:00 CEST" in page.text


@pytest.mark.parametrize(("language", "head"), [("en", "Sun"), ("de", "Mo"), ("ko", "일")])
def test_the_week_begins_as_in_the_readers_language(greenhouse, coordinator, alice, language, head):
    make.interview(greenhouse, TEN)
    User.objects.filter(pk=alice.pk).update(language=language)

    page = coordinator.open("/calendar/", view="month", date=DAY)

    assert re.findall(r'<th scope="col">(.*?)</th>', page.html)[0].startswith(head)


def test_a_word_that_nobody_knows_is_said(greenhouse, coordinator):
    page = coordinator.open("/calendar/", view="year", tz="Mars/Base", colour="red", date="soon")

    for said in ("View is “year”", "“Mars/Base”", "“colour”", "Day is “soon”"):
        assert said in page.text


def test_another_companys_interviews_are_not_here(greenhouse, charlie):
    make.interview(greenhouse, TEN)

    page = reader(charlie).open("/calendar/", date=DAY)

    assert "No interviews this week." in page.text
    assert "Annika" not in page.text


@pytest.mark.parametrize("view", ["week", "day", "month", "interviewers"])
def test_a_page_costs_the_same_however_full_it_is(greenhouse, coordinator, view):
    def cost(interviews):
        for number in range(interviews):
            make.interview(
                greenhouse,
                TEN + timedelta(minutes=20 * number),
                candidate=f"Candidate {number}",
                panel=[("Felix Baumann", None), (f"Person {number}", "accepted")],
            )
        coordinator.open("/calendar/", view=view, date=DAY)  # what the frame counts is kept a while
        with CaptureQueriesContext(connection) as asked:
            coordinator.open("/calendar/", view=view, date=DAY)
        return len(asked)

    few = cost(6)  # more than a month has room for on a day

    assert cost(9) <= few


def test_a_week_with_more_than_fit_leaves_room_to_each_of_its_hours_and_counts_its_days(
    greenhouse, coordinator, monkeypatch
):
    monkeypatch.setattr("interviews.selectors.calendar.MOST_OF_WEEK", 4)
    panel = [("Felix Baumann", "accepted")]
    for day in (0, 0, 0, 0, 1):
        make.interview(greenhouse, TEN + timedelta(days=day), panel=panel)
    make.interview(greenhouse, TEN + timedelta(hours=5), candidate="Late Lena", panel=panel)

    page = coordinator.open("/calendar/", date=DAY)

    assert "6 interviews" in page.text
    assert "There are more than fit on this page" in page.text
    thursday, friday = page.html[page.html.index("Thu 5 Nov") :].split("Fri 6 Nov")[:2]
    assert '<small>5<span class="visually-hidden"> interviews' in thursday
    assert "view=day&amp;date=2026-11-05" in thursday
    assert "2 not shown here: open the day" in thursday
    assert "Late Lena" in thursday
    assert '<small>1<span class="visually-hidden"> interviews' in friday
    assert 'class="ev__box"' in friday


def test_people_without_a_name_come_after_those_with_one(greenhouse, coordinator):
    crewed = make.interview(greenhouse, TEN, panel=[])
    names = {"interview_remote_id": crewed.remote_id, "response_status": "accepted"}
    make.tell(greenhouse, "interviewer", "nameless", make.NOW, **names)
    make.interview(greenhouse, TEN, panel=[("Zoe Zander", "accepted")])

    page = coordinator.open("/calendar/", date=DAY, view="interviewers")

    assert page.text.index("Zoe Zander") < page.text.index("no name reported")


def test_what_waits_for_a_time_is_listed_whole_and_given_one_only_where_the_vendor_takes_it(
    acme, greenhouse, coordinator
):
    hubs = {"external_event_id": "hub-1", "status": "draft"}
    ready = make.interview(greenhouse, None, candidate="Ole Petersen", **hubs)
    foreign = make.interview(make.account(acme, "Ceipal", vendor="ceipal"), None, status="draft")
    make.interview(greenhouse, TEN, candidate="Dated Draft", status="draft")
    make.interview(greenhouse, None, candidate="Off Anyway", status="cancelled")

    page = coordinator.open("/calendar/", date=DAY, status="draft")

    tray = page.html[page.html.index('id="h-tray"') :]
    assert f'href="/interviews/{ready.pk}/reschedule/' in tray
    assert f"/interviews/{foreign.pk}/reschedule/" not in tray
    [address] = re.findall(r'href="(/interviews/\?[^"]*needs=no_time)"', tray)
    listed = coordinator.open(address.replace("&amp;", "&")).text
    assert "Ole Petersen" in listed
    assert "Annika Schröder" in listed
    assert "Dated Draft" not in listed
    assert "Off Anyway" not in listed
