"""Every rule of the queue fires exactly when its sentence says: against an oracle that counts minutes, in weeks in
which clocks change too; and what the database is asked for never leaves out a row that a rule would fire for.
"""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.models import Candidate
from interviews.attention import ahead, behind, people
from interviews.attention.calendars import Burden, Clash, Hour, odd_hour, overloaded, twice
from interviews.attention.facts import Answer, Meeting, Prospect
from interviews.attention.hours import is_odd
from interviews.attention.thresholds import Thresholds
from interviews.conflicts.bookings import INTERVIEWER, calendar_of
from interviews.models import Booking, Interview, Interviewer, InterviewerIdentity
from interviews.selectors.attention import calendars, meetings, seats
from interviews.selectors.attention.scene import Scene, System
from tests import make

BERLIN = ZoneInfo("Europe/Berlin")
LIMITS = Thresholds(zone=BERLIN)
AN_HOUR, A_DAY = 60, 60 * 24
NOWS = [
    datetime(2026, 11, 5, 9, 42, tzinfo=UTC),
    datetime(2026, 10, 24, 22, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 59, tzinfo=UTC),
    datetime(2026, 3, 28, 23, 59, tzinfo=UTC),
    datetime(2026, 12, 31, 22, 59, tzinfo=UTC),
]
EDGES = sorted(
    {
        sign * (edge * AN_HOUR + off)
        for edge in (0, 1, 2, 24, 48, 72, 14 * 24, 30 * 24)
        for off in (-1, 0, 1)
        for sign in (1, -1)
    }
)
minutes = st.one_of(st.sampled_from(EDGES), st.integers(-40 * A_DAY, 40 * A_DAY))
statuses = st.sampled_from(
    ["draft", "scheduled", "cancelled", "awaiting_feedback", "completed", None]
)
words = st.sampled_from(["init", "candidate_select", "to_be_scheduled", "OnHold", None])
OFF = ("cancelled", "completed")


def after(now, number):
    return now + timedelta(minutes=number)


def meeting(now, *, begins, length, status, word=None, since=0, **facts):
    return Meeting(
        pk=1,
        begins=None if begins is None else after(now, begins),
        ends=None if begins is None else after(now, begins + length),
        end=None,
        status=status,
        word=word,
        since=after(now, since),
        **facts,
    )


timed = st.fixed_dictionaries(
    {
        "begins": st.one_of(st.none(), minutes),
        "length": st.sampled_from([0, 1, 60, A_DAY]),
        "status": statuses,
        "word": words,
        "since": minutes,
        "has_place": st.booleans(),
        "has_panel": st.booleans(),
        "has_coordinator": st.booleans(),
    }
)


def in_view(one):
    begins = one["begins"]
    if begins is None or one["status"] in OFF:
        return False
    return begins + one["length"] > 0 and begins <= 14 * A_DAY


def ended(one):
    """How many minutes it is over; None where it is not, or too long."""
    if one["begins"] is None or not 0 <= -(one["begins"] + one["length"]) <= 30 * A_DAY:
        return None
    return -(one["begins"] + one["length"])


def waits(one, least):
    return one["status"] == "draft" and least < -one["since"] <= 30 * A_DAY


ORACLE = {
    ahead.no_place: lambda one: (
        in_view(one) and not one["has_place"] and one["begins"] <= 72 * AN_HOUR
    ),
    ahead.no_panel: lambda one: in_view(one) and not one["has_panel"] and one["status"] != "draft",
    ahead.no_coordinator: lambda one: in_view(one) and not one["has_coordinator"],
    ahead.unmapped: lambda one: in_view(one) and one["status"] is None,
    behind.no_feedback: lambda one: (
        one["status"] == "awaiting_feedback" and (ended(one) or 0) > 24 * AN_HOUR
    ),
    behind.not_closed: lambda one: one["status"] == "scheduled" and (ended(one) or 0) > 2 * AN_HOUR,
    behind.unscheduled: lambda one: (
        one["begins"] is None
        and one["word"] in ("init", "to_be_scheduled")
        and waits(one, 24 * AN_HOUR)
    ),
    behind.no_choice: lambda one: (
        one["begins"] is None and one["word"] == "candidate_select" and waits(one, 3 * A_DAY)
    ),
}


@pytest.mark.parametrize("rule", ORACLE, ids=lambda rule: rule.__name__)
@given(now=st.sampled_from(NOWS), one=timed)
@settings(max_examples=150)
def test_a_rule_about_interviews_fires_exactly_when_its_sentence_says(rule, now, one):
    assert (rule(meeting(now, **one), now, LIMITS) is not None) == ORACLE[rule](one)


@given(
    now=st.sampled_from(NOWS),
    one=timed,
    answer=st.sampled_from(["accepted", "declined", "needs_action", "tentative", None]),
)
@settings(max_examples=200)
def test_an_answer_is_a_matter_exactly_when_the_sentence_says(now, one, answer):
    seat = Answer(seat=1, name="Felix", answer=answer, since=now, meeting=meeting(now, **one))
    on = one["begins"] is not None and one["status"] not in OFF
    on = on and one["begins"] + one["length"] > 0
    soon = on and one["begins"] <= 48 * AN_HOUR

    declined, pending = ahead.declined(seat, now, LIMITS), ahead.pending(seat, now, LIMITS)

    assert (declined is not None) == (on and answer == "declined")
    assert declined is None or (declined.severity == "critical") == soon
    assert (pending is not None) == (soon and answer in ("needs_action", "tentative"))


@given(
    now=st.sampled_from(NOWS),
    status=st.sampled_from(
        ["new", "invited", "confirmed", "interviewing", "interviewed", "expired", "skipped", None]
    ),
    deadline=st.one_of(st.none(), minutes),
    invited=st.one_of(st.none(), minutes),
    email=st.sampled_from(["a@x.example", "", None]),
)
@settings(max_examples=300)
def test_a_rule_about_candidates_fires_exactly_when_its_sentence_says(
    now, status, deadline, invited, email
):
    one = Prospect(
        pk=1,
        status=status,
        deadline=None if deadline is None else after(now, deadline),
        email=email,
        invited_at=None if invited is None else after(now, invited),
        since=now,
    )
    near = deadline is not None and 0 < deadline <= 48 * AN_HOUR
    over = deadline is not None and 0 <= -deadline <= 30 * A_DAY
    long_ago = invited is not None and invited < -3 * A_DAY

    assert (people.deadline_soon(one, now, LIMITS) is not None) == (
        near and status in ("new", "invited", "confirmed")
    )
    assert (people.deadline_passed(one, now, LIMITS) is not None) == (
        over and status in ("new", "invited", "confirmed", "interviewing", "expired")
    )
    assert (people.not_confirmed(one, now, LIMITS) is not None) == (
        status == "invited" and long_ago and (deadline is None or deadline > 48 * AN_HOUR)
    )
    assert (people.no_email(one, now, LIMITS) is not None) == (status == "new" and not email)


@given(
    now=st.sampled_from(NOWS),
    starts=minutes,
    length=st.sampled_from([1, 30, A_DAY]),
    of_candidate=st.booleans(),
)
@settings(max_examples=200)
def test_a_double_booking_is_a_matter_until_it_is_over(now, starts, length, of_candidate):
    one = Clash(
        pk=7,
        of_candidate=of_candidate,
        name="P",
        meeting=meeting(now, begins=starts, length=length, status="scheduled"),
        other=2,
        starts=after(now, starts),
        ends=after(now, starts + length),
        since=now,
    )

    found = twice(one, now, LIMITS)

    assert (found is not None) == (starts + length > 0 and starts <= 14 * A_DAY)
    if found is not None:
        assert found.code == f"conflict.{'candidate' if of_candidate else 'interviewer'}"
        assert (found.severity == "critical") == (of_candidate or starts <= 48 * AN_HOUR)
        assert found.told["minutes"] == length


@pytest.mark.django_db
@given(now=st.sampled_from(NOWS), some=st.lists(st.integers(-7 * A_DAY, 14 * A_DAY), max_size=30))
@settings(max_examples=25)
def test_too_many_interviews_are_counted_on_the_companys_clock(acme, now, some):
    Interview.objects.all().delete()
    who = InterviewerIdentity.objects.get_or_create(company=acme, name="Busy")[0]
    some = [m for m in some if after(now, m) >= calendars.weeks_ahead(now, LIMITS)[0]]
    for minute in some:
        start = after(now, minute)
        one = Interview.objects.create(
            company=acme, begins_at=start, start_at=start, created_at=now, updated_at=now
        )
        Booking.objects.create(
            who=calendar_of(INTERVIEWER, who.pk), week=0, interview=one, start=start, all_day=False
        )
    days: dict[object, list[datetime]] = {}
    for minute in some:
        local = after(now, minute).astimezone(BERLIN)
        days.setdefault(local.date().isoformat(), []).append(after(now, minute))
        year, week, _ = local.date().isocalendar()
        days.setdefault(f"{year}-W{week:02}", []).append(after(now, minute))
    expected = {
        (span, len(starts), min(start for start in starts if start > now))
        for span, starts in days.items()
        if len(starts) > (8 if "W" in span else 3) and max(starts) > now
    }

    found = list(calendars.burdens(scene(acme, now)))

    assert {(one.span, one.taken, one.starts) for one in found} == expected


def test_somebodys_own_limit_a_week_holds_instead(acme):
    for n in range(3):
        make.interview(make.account(acme, f"A {n}"), after(make.NOW, 60 * n + 1))
    make.keep(acme)
    InterviewerIdentity.objects.update(weekly_limit=2)

    found = calendars.loads(scene(acme, make.NOW))

    assert [(one.told["limit"], one.told["span"]) for one in found] == [(2, "2026-W45")]


@pytest.mark.parametrize("starts", [None, -1, 0, 1])
def test_too_many_are_a_matter_while_one_is_to_come(starts):
    now = NOWS[0]
    one = Burden(
        person="identity 1",
        name="Busy",
        span="2026-11-05",
        taken=4,
        limit=3,
        starts=None if starts is None else after(now, starts),
        since=now,
    )

    assert (overloaded(one, now, LIMITS) is not None) == (starts == 1)


@pytest.mark.parametrize(
    ("local", "length", "odd"),
    [
        ("2026-10-26T09:00", 60, False),
        ("2026-10-26T08:59", 60, True),
        ("2026-10-26T17:00", 60, False),
        ("2026-10-26T17:01", 60, True),
        ("2026-03-30T09:00", 60, False),
        ("2026-03-29T10:00", 60, True),
        ("2026-10-24T10:00", 60, True),
        ("2026-12-24T10:00", 60, True),
        ("2026-12-23T17:30", A_DAY, True),
    ],
)
def test_working_hours_are_those_on_the_wall_also_after_the_clocks_change(local, length, odd):
    limits = Thresholds(zone=BERLIN, holidays=(date(2026, 12, 24),))
    start = datetime.fromisoformat(local).replace(tzinfo=BERLIN).astimezone(UTC)

    assert is_odd(start, after(start, length), BERLIN, limits) == odd


@given(
    now=st.sampled_from(NOWS), begins=minutes, zone=st.sampled_from(["Asia/Seoul", "Europe/Berlin"])
)
@settings(max_examples=150)
def test_an_odd_hour_is_one_outside_work_on_a_participants_clock(now, begins, zone):
    start = after(now, begins)
    local = start.astimezone(ZoneInfo(zone))
    fine = local.weekday() < 5 and time(9) <= local.time() <= time(18)

    one = meeting(now, begins=begins, length=0, status="scheduled")
    found = odd_hour(Hour(one, (ZoneInfo(zone),)), now, LIMITS)

    assert bool(found) == (begins > 0 and not fine)


zones = st.sampled_from([None, "Asia/Seoul", "America/New_York", "Mars/Base"])


@given(
    now=st.sampled_from(NOWS),
    some=st.lists(st.tuples(minutes, st.sampled_from([None, 45, 600]), zones, zones), max_size=6),
)
@settings(max_examples=25)
@pytest.mark.django_db
def test_the_database_knows_odd_hours_as_the_rule_does(acme, now, some):
    Interview.objects.all().delete()
    limits = Thresholds(zone=BERLIN, holidays=(date(2026, 11, 9), date(2027, 1, 1)))
    for number, (begins, length, own, theirs) in enumerate(some):
        candidate = Candidate.objects.create(
            company=acme, name=str(number), time_zone=theirs, created_at=now, updated_at=now
        )
        start = after(now, begins)
        end = None if length is None else after(start, length)
        Interview.objects.create(
            company=acme,
            candidate=candidate,
            start_at=start,
            end_at=end,
            begins_at=start,
            finishes_at=end or start,
            time_zone=own,
            created_at=now,
            updated_at=now,
        )
    asked = scene(acme, now, limits)
    whole = Interview.objects.filter(begins_at__lte=now + timedelta(days=14))

    found = calendars.at_odd_hours(asked)

    assert {one.pk for one in found} == {
        one.meeting.pk for one in calendars.hours(whole, asked) if odd_hour(one, now, limits)
    }


def scene(company, now, limits=LIMITS, **systems):
    return Scene(company_id=company.pk, now=now, limits=limits, systems=systems)


@given(
    now=st.sampled_from(NOWS),
    some=st.lists(
        st.tuples(
            st.one_of(st.none(), minutes),
            st.sampled_from([None, 45, A_DAY, "whole day"]),
            statuses,
            words,
            minutes,
            st.sampled_from([None, "", "Room"]),
            st.one_of(st.none(), minutes),
            st.sampled_from([None, "accepted", "declined", "needs_action"]),
        ),
        min_size=1,
        max_size=8,
    ),
)
@settings(max_examples=40)
@pytest.mark.django_db
def test_the_database_finds_exactly_the_rows_that_a_rule_fires_for_and_parts_them_alike(
    acme, now, some
):
    Interview.objects.all().delete()
    for row in some:
        make_row(acme, now, *row)
    asked = scene(acme, now)
    of_tables = [one for one in (*meetings.SOURCES, *seats.SOURCES) if one.judge is not ahead.left]
    for source in of_tables:
        expected = fires(source, asked)
        rows = source.rows(asked)
        assert rows.order_by().count() == len(expected), source.code
        found = source.read(rows, asked)
        assert {(one.code, one.subject) for one in found} == set(expected), source.code
        for severity, where in (source.severities(asked) if source.severities else {}).items():
            parted = {one.subject for one in source.read(rows.filter(where), asked)}
            assert parted == {
                subject for (_code, subject), one in expected.items() if one == severity
            }


def make_row(company, now, begins, length, status, word, since, place, proposed, answer):  # noqa: PLR0917
    start = None if begins is None else after(now, begins)
    told = {"created_at": now, "updated_at": after(now, since)}
    if start is None:
        when = {}
    elif length == "whole day":
        day = start.replace(hour=0, minute=0)
        when = {"start_date": day.date(), "end_date": day.date(), "begins_at": day}
        when["finishes_at"] = day
    else:
        end = None if length is None else after(start, length)
        when = {"start_at": start, "end_at": end, "begins_at": start, "finishes_at": end or start}
    one = Interview.objects.create(
        company=company,
        status=status,
        vendor_status=word,
        location=place,
        proposed_start_at=None if proposed is None else after(now, proposed),
        **when,
        **told,
    )
    if answer is not None:
        Interviewer.objects.create(
            company=company, interview=one, response_status=answer, name="Felix", **told
        )


def fires(source, asked):
    """What the rule says of every row there is: the severity by code and subject."""
    model = source.rows(asked).model
    rows = model.objects.filter(company_id=asked.company_id)
    if model is Interview and source.judge is ahead.no_panel:
        rows = rows.exclude(interviewers__isnull=False)
    return {(one.code, one.subject): one.severity for one in source.read(rows, asked)}


def test_silence_of_a_vendor_is_no_reason_for_a_row():
    system = System(pk=7, name="A", vendor="a", uuid=UUID(int=1), silent_about=("place", "panel"))
    asked = Scene(company_id=1, now=NOWS[0], limits=LIMITS, systems={7: system})

    assert asked.never(7, "place")
    assert not asked.never(8, "place")
    assert not asked.of_coordinators(7)
    assert asked.of_coordinators(None)
