"""Every figure of a report is what a plain loop would have counted."""

import os
from collections import Counter, defaultdict
from datetime import timedelta
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.models import Candidate, Mail
from candidates.statuses import CandidateStatus
from interviews.models import Step
from interviews.reports.figures.ahead import booked_ahead
from interviews.reports.figures.answers import declines
from interviews.reports.figures.feedback import feedback
from interviews.reports.figures.load import busiest, load_spread
from interviews.reports.figures.moves import reschedules
from interviews.reports.figures.no_shows import no_shows
from interviews.reports.figures.reminding import reminders
from interviews.reports.figures.scheduling import time_to_schedule
from interviews.reports.figures.waiting import time_in_status
from interviews.reports.quantiles import quantile
from interviews.reports.shapes import Share
from interviews.statuses import ChangeReason
from tests.interviews.reports import world as w
from tests.interviews.reports.world import NOW, Meeting, World, held

some_meetings = st.lists(w.meetings, max_size=6)
HISTORIES = int(os.environ.get("HUB_STORIES", "6")) * 2
in_one_world = settings(max_examples=HISTORIES)


@pytest.fixture
def world(acme):
    return World.of(acme)


def table(found, name):
    return {row[0]: row[1:] for row in next(one for one in found.tables if one.name == name).rows}


def nine_tenths(lengths):
    seconds = quantile([one.total_seconds() for one in lengths], 0.9)
    return None if seconds is None else timedelta(seconds=seconds)


def about(found, expected):
    if found is None or expected is None:
        return found is expected
    return abs(found - expected) < timedelta(milliseconds=1)


@given(st.lists(st.integers(0, 1000), min_size=1), st.sampled_from([0, 0.5, 1]))
def test_quantiles_are_those_of_the_statistics(values, part):
    expected = {0: min(values), 0.5: median(values), 1: max(values)}[part]

    assert quantile(values, part) == pytest.approx(expected)
    assert quantile([], part) is None


@in_one_world
@given(some_meetings)
def test_load_counts_interviews_of_those_who_did_not_decline(world, meetings):
    world.write(meetings)
    expected = Counter(
        person
        for one in held(meetings)
        for person in {s.person for s in one.seats if not s.gone and s.answer != "declined"}
        if person != "guest"
    )

    found = load_spread(world.asked())

    assert {who: row[0] for who, row in table(found, "people").items()} == expected
    assert found.total == expected.total()


def test_the_busiest_fifth_is_at_least_one_person():
    assert busiest([1, 1, 1, 1, 6]) == Share(6, 10)
    assert busiest([3, 1]) == Share(3, 4)
    assert busiest([5, 4, 1, 1, 1, 1, 1, 1, 1, 1]) == Share(9, 17)


@in_one_world
@given(some_meetings)
def test_declines_count_latest_answers_and_those_who_were_replaced(world, meetings):
    world.write(meetings)
    answers = defaultdict(Counter)
    for one in held(meetings):
        for seat in one.seats:
            if not seat.gone or seat.answer == "declined":
                answers[one.account][seat.answer] += 1
    expected = {
        world.accounts[pk].name: tuple(
            told[name] for name in ("accepted", "tentative", "declined", "needs_action")
        )
        for pk, told in answers.items()
        if told.total() > told[None]
    }

    found = declines(world.asked())

    shown = {who: row[:4] for who, row in table(found, "connections").items()}
    assert shown == expected
    people = [row[:4] for row in table(found, "people").values()]
    assert sums(people) == sums(answers_of_all(answers))


def answers_of_all(answers):
    return [
        tuple(told[name] for name in ("accepted", "tentative", "declined", "needs_action"))
        for told in answers.values()
    ]


def sums(rows):
    return [sum(row[place] for row in rows) for place in range(4)]


@in_one_world
@given(some_meetings)
def test_feedback_is_timed_from_the_end_of_the_interview(world, meetings):
    world.write(meetings)
    tells = {one.account for one in meetings for seat in one.seats if seat.given is not None}
    due = defaultdict(list)
    for one in held(meetings):
        if one.end < NOW and w.in_days(one.end) and one.account in tells:
            due[one.account] += [
                seat.given for seat in one.seats if not seat.gone and seat.answer != "declined"
            ]

    found = feedback(world.asked())

    told = table(found, "connections")
    assert told.keys() == {world.accounts[pk].name for pk, seats in due.items() if seats}
    for pk, seats in due.items():
        given_in = [max(one, timedelta()) for one in seats if one is not None]
        if seats:
            total, handed_in, middle, late, missing = told[world.accounts[pk].name]
            assert (total, handed_in, missing) == (
                len(seats),
                len(given_in),
                len(seats) - len(given_in),
            )
            assert about(middle, median(given_in) if given_in else None)
            assert about(late, nine_tenths(given_in))
    spread = table(found, "spread")
    assert sum(row[0] for row in spread.values()) == found.total == sum(map(len, due.values()))


@in_one_world
@given(some_meetings)
def test_the_wait_is_from_the_wish_to_the_interview(world, meetings):
    world.write(meetings)
    known = [
        one
        for one in held(meetings)
        if one.asked_before is not None and one.asked_before >= timedelta()
    ]
    silent = [one for one in held(meetings) if one.asked_before is None]

    found = booked_ahead(world.asked())

    assert found.total == len(known)
    waits = [one.asked_before for one in known]
    assert about(found.headline[0][1], median(waits) if waits else None)
    assert about(found.headline[1][1], nine_tenths(waits))
    assert sum(row[0] for row in table(found, "periods").values()) == len(known)
    assert len(found.left_out) == len({one.account for one in silent})


@in_one_world
@given(some_meetings)
def test_no_shows_are_counted_where_the_vendor_tells_who_came(world, meetings):
    world.write(meetings)
    past = [one for one in meetings if not one.gone and w.in_days(one.start) and one.start < NOW]
    counted = [
        one for one in past if one.word == "No Show" or one.status not in ("cancelled", "draft")
    ]
    telling = {1} | {one.account for one in past if one.word == "No Show"}

    found = no_shows(world.asked())

    told = [one for one in counted if one.account in telling]
    assert found.total == len(told)
    assert found.headline[1][1] == sum(one.word == "No Show" for one in told)
    assert len(found.left_out) == len({one.account for one in counted} - telling)


REPORTS = (load_spread, declines, feedback, booked_ahead, no_shows)


@in_one_world
@given(some_meetings, st.integers(0, 1), st.sampled_from(["account", "project", "seen"]))
def test_filters_leave_what_is_asked_for(world, meetings, number, by):
    """What is asked for is found as if there were nothing else; of what is not seen nothing is counted."""
    belongs = {
        "account": lambda one: one.account == number,
        "project": lambda one: one.project == number,
        "seen": lambda one: one.project in (number, 2),
    }[by]
    asked = {
        "account": {"account_ids": (world.accounts[number].pk,)},
        "project": {"project_ids": (world.projects[number].pk,)},
        "seen": {"seen": (world.projects[number].pk,)},
    }[by]
    world.write(meetings)
    narrowed = [report(world.asked(**asked)).headline for report in REPORTS[:2]]

    world.write([one for one in meetings if belongs(one)])

    assert narrowed == [report(world.asked()).headline for report in REPORTS[:2]]


@pytest.mark.parametrize("report", REPORTS)
def test_another_company_is_never_counted(world, globex, report):
    seat = w.Seat("felix", "accepted", given=timedelta(hours=3))
    past = NOW - timedelta(days=2)
    told = Meeting(1, 0, past, "completed", timedelta(days=9), (seat,), word="No Show")
    World.of(globex).write([told])

    found = report(world.asked())

    assert found.total == 0
    assert found.left_out == []


some_steps = st.lists(w.happenings, max_size=6)


def quantiles_of(lengths):
    return (median(lengths), nine_tenths(lengths)) if lengths else (None, None)


@in_one_world
@given(some_steps)
def test_time_to_schedule_counts_first_times_with_a_known_beginning(world, happened):
    world.take(happened)
    waits = [
        one.took
        for one in happened
        if one.kind == "scheduled" and w.in_days(one.at) and one.took is not None
    ]

    found = time_to_schedule(world.asked())

    assert found.total == len(waits)
    middle, late = quantiles_of(waits)
    assert about(found.headline[0][1], middle)
    assert about(found.headline[1][1], late)


@in_one_world
@given(some_steps)
def test_moves_and_cancellations_are_counted_by_reason(world, happened):
    world.take(happened)
    expected = defaultdict(lambda: [0, 0])
    for one in happened:
        if one.kind in ("moved", "cancelled") and w.in_days(one.at):
            expected[one.word][one.kind == "cancelled"] += 1

    found = reschedules(world.asked())

    words = {**dict(ChangeReason.choices), **dict(Step.Reason.choices)}
    assert {who: row[:2] for who, row in table(found, "reasons").items()} == {
        words[word]: tuple(pair) for word, pair in expected.items()
    }
    assert sum(row[2] for row in table(found, "periods").values()) == found.total


@in_one_world
@given(some_steps)
def test_stays_are_those_of_candidates_who_left(world, happened):
    world.take(happened)
    stays = defaultdict(list)
    for one in happened:
        if one.kind == "left" and w.in_days(one.at) and w.STATUS[one.word]:
            stays[w.STATUS[one.word]].append(one.took)

    found = time_in_status(world.asked())

    told = table(found, "statuses")
    for status, label in CandidateStatus.choices:
        known = [one for one in stays[status] if one is not None]
        n, middle, late, unknown, _standing = told[label]
        assert (n, unknown) == (len(stays[status]), len(stays[status]) - len(known))
        if n:
            assert about(middle, quantiles_of(known)[0])
            assert about(late, quantiles_of(known)[1])
    assert sum(row[1] for row in table(found, "moves").values()) == sum(map(len, stays.values()))


@pytest.mark.parametrize("report", [time_to_schedule, reschedules, time_in_status])
def test_steps_of_what_is_not_asked_for_are_not_counted(world, report):
    at = NOW - timedelta(days=3)
    kinds = ("scheduled", "moved", "left")
    berlin, none = (
        [w.Happened(kind, account, project, "other", at, timedelta(hours=4)) for kind in kinds]
        for account, project in ((0, 0), (1, 2))
    )
    world.take(berlin + none)
    one, two = (account.pk for account in world.accounts)
    project = world.projects[0].pk

    def counted(**asked):
        found = report(world.asked(**asked))
        return next(cell for _label, cell in found.headline if isinstance(cell, int))

    both = counted()
    assert both == 2
    assert counted(account_ids=(one,)) == counted(account_ids=(two,)) == 1
    assert counted(project_ids=(project,)) == 1
    assert counted(seen=()) == 1
    assert counted(seen=(project,)) == 2


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("became", "after", "place"),
    [
        ("confirmed", timedelta(hours=23), 1),
        ("interviewing", 2 * DAY, 2),
        ("interviewed", 4 * DAY, 3),
        ("expired", timedelta(hours=2), 4),
        ("confirmed", -timedelta(hours=2), 5),
        (None, None, 5),
    ],
)
def test_a_reminder_is_judged_by_what_the_candidate_did_next(world, became, after, place):
    sent = NOW - 10 * DAY
    candidate = Candidate.objects.create(company=world.company, created_at=NOW, updated_at=NOW)
    for n, state in enumerate(["sent", "waiting"]):
        Mail.objects.create(
            company=world.company,
            candidate=candidate,
            kind="reminder",
            key=str(n),
            state=state,
            days_before=2,
            created_at=sent,
            done_at=sent,
        )
    if became:
        Step.objects.create(
            company=world.company,
            candidate=candidate,
            kind="left",
            change_id=1,
            became=became,
            at=sent + after,
        )

    found = reminders(world.asked())

    row = table(found, "reminders")["2 days before the deadline"]
    assert row[0] == found.total == 1
    assert [n for n, count in enumerate(row[:6]) if count == 1 and n] == [place]
