"""Bookings and conflicts are kept from the stream of changes, whatever happens and in whatever order."""

import os
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.models import Candidate
from candidates.services.changes import Origin
from candidates.services.persons import say_same, take_out
from candidates.services.workflow import NoSuchCandidate
from candidates.workweek import OFFICE
from interviews.conflicts.bookings import CANDIDATE, INTERVIEWER, PERSON
from interviews.conflicts.calendars import Availability, Engagement, clashes, findings
from interviews.models import (
    Absence,
    Booking,
    Conflict,
    Interview,
    Interviewer,
    InterviewerIdentity,
)
from interviews.services import bookings, interviewers
from interviews.services.overrides import override
from tests import make

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
HISTORIES = int(os.environ.get("HUB_STORIES", "6"))
NAMES = ("Felix Baumann", "Miriam Vogel", "Tom Ellery")
CANDIDATES = ("Annika Schröder", "Jonas Weber")


@pytest.fixture
def greenhouse(acme):
    return make.account(acme)


@pytest.fixture
def roundhr(acme):
    return make.account(acme, "RoundHR Seoul", vendor="roundhr")


def keep(company):
    return bookings.catch_up(company.pk, now=make.NOW)


def origin(company):
    return Origin(company_id=company.pk, source="page", at=make.NOW)


def open_conflicts():
    return list(Conflict.objects.filter(closed_at=None).order_by("kind", "starts", "pk"))


def kinds():
    return [one.kind for one in open_conflicts()]


def person(name):
    return InterviewerIdentity.objects.get(email=make.mail(name))


def test_the_same_interviewer_twice_at_once_in_two_systems(acme, greenhouse, roundhr):
    first = make.interview(greenhouse, MONDAY)
    second = make.interview(roundhr, MONDAY + timedelta(minutes=30), candidate="Jonas Weber")

    keep(acme)

    (found,) = open_conflicts()
    assert (found.kind, found.first, found.second) == ("double_booked", first, second)
    assert found.identity == person("Felix Baumann")
    assert found.facts["minutes"] == 30


def test_what_is_mended_is_closed_and_stays_as_history(acme, greenhouse, roundhr):
    make.interview(greenhouse, MONDAY)
    second = make.interview(roundhr, MONDAY, candidate="Jonas Weber")
    keep(acme)

    make.change(second, start_at=MONDAY + timedelta(hours=4), end_at=MONDAY + timedelta(hours=5))
    keep(acme)

    assert kinds() == []
    assert Conflict.objects.get().closed_at is not None


@pytest.mark.parametrize("news", [{"status": "cancelled"}, {"status": "draft"}])
def test_what_is_off_is_no_conflict(acme, greenhouse, roundhr, news):
    make.interview(greenhouse, MONDAY)
    second = make.interview(roundhr, MONDAY, candidate="Jonas Weber")
    make.change(second, **news)

    keep(acme)

    assert kinds() == []


def test_who_declined_is_not_needed(acme, greenhouse, roundhr):
    make.interview(greenhouse, MONDAY)
    make.interview(roundhr, MONDAY, candidate="Jonas Weber", panel=[("Felix Baumann", "declined")])

    keep(acme)

    assert kinds() == []


def test_a_candidate_twice_at_once_once_they_are_said_to_be_one_person(acme, greenhouse, roundhr):
    make.interview(greenhouse, MONDAY)
    make.interview(roundhr, MONDAY, panel=[("Tom Ellery", None)])
    keep(acme)
    assert kinds() == []

    say_same(*Candidate.objects.values_list("pk", flat=True), origin=origin(acme))
    keep(acme)

    assert kinds() == ["candidate_double_booked"]


def test_touching_ends_are_tight_and_ten_minutes_are_enough(acme, greenhouse):
    make.interview(greenhouse, MONDAY)
    make.interview(greenhouse, MONDAY + timedelta(minutes=62), candidate="Jonas Weber")
    make.interview(greenhouse, MONDAY + timedelta(minutes=132), candidate="Kim Dora")

    keep(acme)

    (found,) = open_conflicts()
    assert (found.kind, found.facts["minutes"]) == ("back_to_back", 2)


def test_hours_are_the_interviewers_own_and_unknown_without_a_zone(acme, greenhouse):
    make.interview(greenhouse, MONDAY)
    keep(acme)
    assert kinds() == []

    rules = {"time_zone": "America/New_York"}
    interviewers.set_rules(person("Felix Baumann").pk, rules, origin=origin(acme))
    keep(acme)

    (found,) = open_conflicts()
    assert found.kind == "outside_hours"
    assert found.facts == {
        "zone": "America/New_York",
        "from": "2026-11-02T04:00:00-05:00",
        "until": "2026-11-02T05:00:00-05:00",
        "hours": ["09:00", "18:00"],
    }


def test_absences_and_limits(acme, greenhouse):
    for hour in range(3):
        make.interview(greenhouse, MONDAY + timedelta(hours=2 * hour))
    keep(acme)
    felix = person("Felix Baumann").pk
    day = MONDAY.date()

    interviewers.set_rules(felix, {"daily_limit": 2}, origin=origin(acme))
    interviewers.add_absence(felix, day, day + timedelta(days=3), "", origin=origin(acme))
    keep(acme)

    assert kinds() == ["absent"] * 3 + ["over_limit"]
    over = open_conflicts()[-1]
    assert over.facts == {"day": {"of": "2026-11-02", "place": 3, "limit": 2}}
    assert over.starts == MONDAY + timedelta(hours=4)


def test_an_override_holds_until_the_facts_change(acme, alice, greenhouse, roundhr):
    make.interview(greenhouse, MONDAY)
    second = make.interview(roundhr, MONDAY, candidate="Jonas Weber")
    keep(acme)
    (found,) = open_conflicts()
    override(found.pk, "It is a joint interview", origin=origin(acme))
    make.change(second, location="Room 4")
    keep(acme)
    assert open_conflicts()[0].override_reason == "It is a joint interview"

    make.change(second, end_at=MONDAY + timedelta(minutes=45))
    keep(acme)

    (found,) = open_conflicts()
    assert found.is_open
    assert found.override_reason == ""


def test_users_of_different_addresses_are_joined_and_taken_apart(acme, greenhouse, roundhr):
    make.interview(greenhouse, MONDAY)
    make.interview(roundhr, MONDAY, candidate="Jonas Weber", panel=[("F. Baumann", None)])
    keep(acme)
    assert kinds() == []

    other = person("F. Baumann").pk
    interviewers.join(person("Felix Baumann").pk, other, origin=origin(acme))
    keep(acme)
    assert kinds() == ["double_booked"]

    interviewers.take_apart(other, origin=origin(acme))
    keep(acme)
    assert kinds() == []


def test_a_user_without_an_address_is_somebody(acme, greenhouse):
    for hour in (0, 0.5):
        one = make.interview(greenhouse, MONDAY + timedelta(hours=hour), panel=())
        make.tell(greenhouse, "user", "7", name="Kim Dora")
        make.tell(
            greenhouse,
            "interviewer",
            f"{one.pk} 7",
            interview_remote_id=one.remote_id,
            user_remote_id="7",
        )

    keep(acme)

    assert "double_booked" in kinds()
    assert InterviewerIdentity.objects.get().name == "Kim Dora"


def test_nothing_changed_costs_two_statements_and_writes_nothing(acme, greenhouse):
    make.interview(greenhouse, MONDAY)
    keep(acme)

    with CaptureQueriesContext(
        connection,
    ) as caught:
        keep(acme)

    statements = [query["sql"] for query in caught]
    assert not [one for one in statements if not one.startswith("SELECT")]


def test_statements_do_not_grow_with_what_changed(acme, greenhouse):
    def cost(number):
        for hour in range(number):
            make.interview(greenhouse, MONDAY + timedelta(minutes=45 * hour))
        with CaptureQueriesContext(connection) as caught:
            keep(acme)
        return len(caught)

    cost(1)
    assert cost(12) <= cost(3)


def test_another_companys_interviews_are_not_compared(acme, globex, greenhouse):
    make.interview(greenhouse, MONDAY)
    make.interview(make.account(globex, "Other"), MONDAY)

    keep(acme)
    keep(globex)

    assert kinds() == []


def test_the_command_keeps_and_rebuilds(acme, greenhouse, roundhr, capsys):
    make.interview(greenhouse, MONDAY)
    make.interview(roundhr, MONDAY, candidate="Jonas Weber")

    call_command("conflicts")
    assert kinds() == ["double_booked"]
    Conflict.objects.all().delete()
    Booking.objects.all().delete()
    call_command("conflicts", "--rebuild")

    assert kinds() == ["double_booked"]
    assert "acme: 2 interviews looked at, 1 conflict open" in capsys.readouterr().out


# Against everything worked out anew, for any history.

HALF_HOURS = st.integers(0, 40)
STEP = st.one_of(
    st.tuples(st.just("move"), st.integers(0, 5), HALF_HOURS, st.integers(0, 4)),
    st.tuples(st.just("status"), st.integers(0, 5), st.sampled_from(["cancelled", "scheduled"])),
    st.tuples(st.just("lose"), st.integers(0, 5)),
    st.tuples(st.just("answer"), st.integers(0, 11), st.sampled_from(["declined", "accepted"])),
    st.tuples(st.just("reseat"), st.integers(0, 11), st.integers(0, 5)),
    st.tuples(st.just("same")),
    st.tuples(st.just("apart"), st.integers(0, 3)),
    st.tuples(st.just("rules"), st.integers(0, 3), st.sampled_from([None, 1, 2])),
    st.tuples(st.just("zone"), st.integers(0, 3), st.sampled_from(["", "Asia/Seoul"])),
    st.tuples(st.just("absent"), st.integers(0, 3), st.integers(0, 14)),
    st.tuples(st.just("join"), st.integers(0, 3), st.integers(0, 3)),
    st.tuples(st.just("split"), st.integers(0, 3)),
    st.tuples(st.just("address"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("keep")),
)


def at(half_hours):
    """From Thursday evening over the week's end into the next week."""
    return MONDAY + timedelta(days=3, hours=6) + half_hours * timedelta(hours=2.5)


def one_of(rows, pick):
    rows = list(rows.order_by("pk"))
    return rows[pick % len(rows)] if rows else None


def play(step, company):
    name, *rest = step
    if name == "keep":
        keep(company)
    elif name in {"move", "status", "lose"}:
        of_interview(name, one_of(Interview.objects, rest[0]), rest[1:])
    elif name in {"answer", "reseat"}:
        of_seat(name, one_of(Interviewer.objects, rest[0]), rest[1])
    elif name in {"same", "apart"}:
        of_candidates(name, rest, company)
    elif name == "address":
        for account in company_accounts(company):
            make.tell(account, "user", rest[0], email=make.mail(rest[1]))
    else:
        of_interviewer(name, rest, company)


def of_interview(name, interview, rest):
    if name == "lose":
        make.lose([interview])
    elif name == "status":
        make.change(interview, status=rest[0])
    else:
        length = timedelta(minutes=30 * rest[1])
        make.change(interview, start_at=at(rest[0]), end_at=at(rest[0]) + length)


def of_seat(name, seat, pick):
    news = {"response_status": pick}
    if name == "reseat":
        other = one_of(Interview.objects.filter(account=seat.account), pick)
        news = {"interview_remote_id": other.remote_id}
    make.tell(seat.account, "interviewer", seat.remote_id, **news)


def of_candidates(name, rest, company):
    keys = list(Candidate.objects.order_by("pk").values_list("pk", flat=True))
    try:
        if name == "same":
            say_same(keys[0], keys[-1], origin=origin(company))
        else:
            take_out(keys[rest[0] % len(keys)], origin=origin(company))
    except NoSuchCandidate:
        pass


def company_accounts(company):
    return {one.account for one in Interview.objects.filter(company=company)}


def of_interviewer(name, rest, company):
    people = [one_of(InterviewerIdentity.objects, pick) for pick in rest if isinstance(pick, int)]
    act = origin(company)
    try:
        if name == "rules":
            values = {"daily_limit": rest[1], "weekly_limit": rest[1] and rest[1] + 1}
            interviewers.set_rules(people[0].pk, values, origin=act)
        elif name == "zone":
            interviewers.set_rules(people[0].pk, {"time_zone": rest[1]}, origin=act)
        elif name == "absent":
            day = MONDAY.date() + timedelta(days=rest[1])
            interviewers.add_absence(people[0].pk, day, day, "", origin=act)
        elif name == "join":
            interviewers.join(people[0].pk, people[1].pk, origin=act)
        else:
            interviewers.take_apart(people[0].pk, origin=act)
    except interviewers.NoSuchInterviewer:
        pass


def worked_out():
    """From the tables alone, with none of the code that keeps."""
    calendars = defaultdict(dict)
    for one in Interview.objects.filter(deleted_at=None, begins_at__isnull=False).exclude(
        status__in=("cancelled", "draft")
    ):
        engagement = Engagement(one.pk, one.begins_at, one.end_at, one.all_day)
        candidate = one.candidate
        if candidate:
            who = candidate.person_id and candidate.person_id * 4 + PERSON
            calendars[who or candidate.pk * 4 + CANDIDATE][one.pk] = engagement
        for seat in one.interviewers.filter(deleted_at=None).exclude(response_status="declined"):
            identity = seat.user.identity
            root = identity.joined_to or identity
            calendars[root.pk * 4 + INTERVIEWER][one.pk] = engagement
    return {
        (who, one.kind, one.first, one.second): (one.facts, one.starts, one.ends)
        for who, calendar in calendars.items()
        for one in wrong_with(who, list(calendar.values()))
    }


def wrong_with(who, calendar):
    if who % 4 != INTERVIEWER:
        return clashes(calendar, "candidate_double_booked")
    one = InterviewerIdentity.objects.get(pk=who // 4)
    known = Availability(
        zone=ZoneInfo(one.time_zone) if one.time_zone else None,
        hours=OFFICE,
        absences=tuple((a.first_day, a.last_day) for a in Absence.objects.filter(identity=one)),
        daily=one.daily_limit,
        weekly=one.weekly_limit,
    )
    return findings(calendar, known)


def kept():
    return {
        (one.who, one.kind, one.first_id, one.second_id): (one.facts, one.starts, one.ends)
        for one in open_conflicts()
    }


@settings(max_examples=HISTORIES)
@given(steps=st.lists(STEP, min_size=3, max_size=20))
def test_what_is_kept_is_what_is_worked_out_anew_for_any_history(
    acme, greenhouse, roundhr, monkeypatch, steps
):
    monkeypatch.setattr(bookings, "READ_AT_ONCE", 7)
    monkeypatch.setattr(bookings, "AT_ONCE", 2)
    with transaction.atomic():
        live_through(steps, acme, (greenhouse, roundhr))

        assert kept() == worked_out()
        before = kept()
        bookings.rebuild(acme.pk, now=make.NOW)
        assert kept() == before
        transaction.set_rollback(True)


def live_through(steps, company, accounts):
    for number in range(3):
        for account in accounts:
            panel = [(name, None) for name in NAMES[number - 1 :][:2]]
            candidate = CANDIDATES[number % 2]
            make.interview(account, at(number), candidate=candidate, panel=panel)
    for step in steps:
        play(step, company)
    keep(company)


def test_hours_of_a_day_off_and_across_midnight():
    zone = ZoneInfo("Europe/Berlin")
    known = Availability(zone=zone, hours=(*OFFICE[:6], None))
    sunday = Engagement(
        1, datetime(2026, 11, 8, 10, tzinfo=zone), datetime(2026, 11, 8, 11, tzinfo=zone)
    )
    night = Engagement(
        2, datetime(2026, 11, 9, 17, tzinfo=zone), datetime(2026, 11, 10, 10, tzinfo=zone)
    )
    day = Engagement(
        3, datetime(2026, 11, 9, 9, tzinfo=zone), datetime(2026, 11, 9, 18, tzinfo=zone)
    )
    whole = Engagement(4, datetime(2026, 11, 8, tzinfo=UTC), all_day=True)

    found = findings([sunday, whole], known) + findings([night], known) + findings([day], known)

    assert [(one.kind, one.first, one.facts["hours"]) for one in found] == [
        ("outside_hours", 1, []),
        ("outside_hours", 2, ["09:00", "18:00"]),
    ]
    assert date(2026, 11, 8).weekday() == 6
