"""Times of pages on the reader's clock of 12 or 24 hours, and the reader's own working hours."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from candidates.models import Candidate, Mail, User
from interviews.models import Conflict, Handling, Interview, InterviewerIdentity
from tests import make
from tests.pages.conftest import DAY

AFTERNOON = datetime(2026, 11, 5, 12, 30, tzinfo=UTC)  # half past one in Berlin, nine in Seoul
BERLIN = ZoneInfo("Europe/Berlin")
HOURS = [f"{edge}_{day}" for day in range(7) for edge in ("from", "until")]


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(make.NOW, tick=False)
    return time_machine


@pytest.fixture
def afternoon(greenhouse):
    return make.interview(greenhouse, AFTERNOON, minutes=45)


def choose(user, **chosen):
    User.objects.filter(pk=user.pk).update(**chosen)


def test_the_clock_is_chosen_and_shown_everywhere(coordinator, alice, afternoon):
    assert "13:30–14:15 CET" in coordinator.open("/", date=DAY).text

    page = coordinator.send("/settings/", clock="12", second_time_zone="Asia/Seoul")

    assert "Your preferences are saved." in page.text
    assert '<option value="12" selected>' in page.html
    for path in ("/", "/interviews/", "/calendar/", f"/interviews/{afternoon.pk}/"):
        text = coordinator.open(path, **({"date": DAY} if path != "/interviews/" else {})).text
        assert "1:30–2:15 pm CET" in text, path
        assert "13:30" not in text, path
    assert "9:30–10:15 pm KST" in coordinator.open(f"/interviews/{afternoon.pk}/").text
    ruler = re.findall(r"<li data-h[^>]*><span>([^<]+)<", coordinator.open("/calendar/").html)
    assert [ruler[0], ruler[4]] == ["8 am", "12 pm"]


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "13:30–14:15 CET"), ("de", "13:30–14:15 CET"), ("ko", "오후 1:30–2:15 CET")],
)
def test_who_chooses_nothing_has_the_clock_of_their_language(
    coordinator, alice, afternoon, language, shown
):
    choose(alice, language=language)

    assert shown in coordinator.open("/", date=DAY).text


@pytest.mark.parametrize(
    ("start", "minutes", "shown"),
    [
        (datetime(2026, 11, 5, 9, 30, tzinfo=UTC), 135, "10:30 am–12:45 pm CET"),
        (datetime(2026, 11, 4, 23, 0, tzinfo=UTC), 30, "12:00–12:30 am CET"),
        (datetime(2026, 11, 5, 11, 0, tzinfo=UTC), None, "12:00 pm – ? CET"),
        (datetime(2026, 11, 5, 22, 30, tzinfo=UTC), 60, "11:30 pm–12:30 am +1 CET"),
    ],
)
def test_a_range_names_each_half_of_the_day_once(
    coordinator, alice, greenhouse, start, minutes, shown
):
    choose(alice, clock="12")
    make.interview(greenhouse, start, minutes=minutes)

    assert shown in coordinator.open("/", date=DAY).text


def test_a_conflict_with_working_hours_is_told_on_the_readers_clock(
    coordinator, alice, acme, greenhouse
):
    make.interview(greenhouse, datetime(2026, 11, 5, 18, 30, tzinfo=UTC))
    InterviewerIdentity.objects.update(time_zone="Europe/Berlin")
    make.change(Interview.objects.get(), title="Late one")
    make.keep(acme)
    assert Conflict.objects.filter(kind="outside_hours").exists()
    told = "works {}: this is {} in Europe/Berlin"

    assert told.format("09:00–18:00", "19:30–20:30") in coordinator.open("/", date=DAY).text
    choose(alice, clock="12")
    assert told.format("9:00 am–6:00 pm", "7:30–8:30 pm") in coordinator.open("/", date=DAY).text


def test_mails_are_not_written_on_the_clock_of_whoever_sends_them(coordinator, alice, acme):
    choose(alice, clock="12")
    coordinator.send("/candidates/new/", last_name="Doe", email="jane@example.org")

    coordinator.send(f"/candidates/{Candidate.objects.get().pk}/advance/")

    mail = Mail.objects.get()
    assert "23:59" in mail.text
    assert "pm" not in mail.text
    assert "11:59\N{NO-BREAK SPACE}pm" in coordinator.open("/candidates/").html


def test_ones_own_hours_are_what_the_calendar_shows(coordinator, alice, greenhouse, afternoon):
    hours = dict.fromkeys(HOURS, "")
    for day in (0, 1, 2, 3):
        hours |= {f"from_{day}": "07:00", f"until_{day}": "15:30"}
    hours |= {"from_5": "10:00", "until_5": "12:00"}

    page = coordinator.send("/settings/", **hours)

    assert 'name="from_0" value="07:00"' in page.html
    alice.refresh_from_db()
    assert alice.hours == [["07:00", "15:30"]] * 4 + [None, ["10:00", "12:00"], None]
    week = coordinator.open("/calendar/", date=DAY)
    assert ruler(week) == [f"{hour:02}:00" for hour in range(7, 16)]
    assert "Sun 1 Nov, Fri 6 Nov: no interviews." in week.text
    assert "Shown are your working hours" in week.text
    make.interview(greenhouse, datetime(2026, 11, 7, 11, 0, tzinfo=UTC), candidate="Saturday")
    assert ruler(coordinator.open("/calendar/", view="day", date="2026-11-07"))[0] == "10:00"
    make.interview(greenhouse, datetime(2026, 11, 5, 17, 0, tzinfo=UTC), candidate="Late")
    assert ruler(coordinator.open("/calendar/", date=DAY))[-1] == "18:00"


def ruler(page):
    return re.findall(r"<li data-h[^>]*><span>([^<]+)<", page.html)


def test_in_another_zone_the_calendar_shows_the_usual_hours(coordinator, alice, afternoon):
    choose(alice, hours=[["07:00", "15:30"]] * 7)

    page = coordinator.open("/calendar/", view="day", date=DAY, tz="Asia/Seoul")

    assert ruler(page)[0] == "08:00"
    assert "Shown are your working hours" not in page.text


def test_the_hours_of_an_office_are_nothing_of_ones_own(coordinator, alice, afternoon):
    usual = dict.fromkeys(HOURS, "")
    for day in range(5):
        usual |= {f"from_{day}": "09:00", f"until_{day}": "18:00"}

    coordinator.send("/settings/", **usual)

    alice.refresh_from_db()
    assert alice.hours is None
    assert ruler(coordinator.open("/calendar/", date=DAY))[0] == "08:00"


@pytest.mark.parametrize("wrong", [{"until_2": "09:00"}, {"from_2": "18:30"}, {"until_2": ""}])
def test_hours_that_make_no_sense_are_told_and_nothing_is_saved(coordinator, alice, wrong):
    given = dict.fromkeys(HOURS, "") | {"from_2": "09:30", "until_2": "18:00", "theme": "dark"}

    page = coordinator.send("/settings/", **given | wrong)

    assert page.status == 422
    assert "Wednesday: Give both, the end after the beginning, or neither." in page.text
    alice.refresh_from_db()
    assert (alice.hours, alice.theme) == (None, "")


def test_small_forms_of_the_top_bar_leave_hours_alone(coordinator, alice):
    choose(alice, hours=[["07:00", "15:30"]] * 7, clock="12")

    coordinator.send("/settings/look/", theme="dark")

    alice.refresh_from_db()
    assert (alice.theme, alice.clock, len(alice.hours)) == ("dark", "12", 7)


@pytest.mark.parametrize(
    ("hours", "hour"),
    [
        (None, time(9)),
        ([["07:15", "15:30"]] * 7, time(7, 15)),
        ([["07:15", "15:30"]] * 4 + [None] * 3, time(9)),  # off tomorrow: as the company
    ],
    ids=["company", "own", "off"],
)
def test_what_sleeps_until_tomorrow_wakes_when_one_begins(
    coordinator, alice, acme, greenhouse, hours, hour
):
    choose(alice, hours=hours)
    declined = make.interview(
        greenhouse, make.NOW + timedelta(hours=60), panel=[("Ravi Menon", "declined")]
    )

    seat = declined.interviewers.get()
    coordinator.send("/queue/act/", row=f"rsvp.declined seat {seat.pk}", do="tomorrow")

    until = Handling.objects.get().snoozed_until
    local = until.astimezone(BERLIN)
    assert (local.date() - make.NOW.date(), local.time()) == (timedelta(days=1), hour)
