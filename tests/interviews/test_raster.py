"""Where interviews stand in a day's column, whatever overlaps and whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.calendar.grid import (
    SHORTEST,
    SLOTS,
    Box,
    Span,
    boxes_of,
    hours_of,
    in_lanes,
    narrowed,
    slot_of,
    window,
)
from interviews.calendar.periods import after, before, bounds, days_of, meets, touched

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(
    ["Europe/Berlin", "America/Vancouver", "Asia/Seoul", "Australia/Lord_Howe", "America/Havana"]
).map(ZoneInfo)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31)) | st.sampled_from(
    [date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1), date(2026, 3, 8), date(2026, 4, 5)]
)
BOXES = st.lists(
    st.builds(Box, st.integers(), st.integers(0, 250), st.integers(SHORTEST, 60)), max_size=25
)


def share_rows(one, other):
    return one.at < other.until and other.at < one.until


@given(boxes=BOXES)
def test_no_two_boxes_that_share_rows_share_a_lane(boxes):
    placed = in_lanes(boxes)

    assert len(placed) == len(boxes)
    for one, other in combinations(placed, 2):
        if share_rows(one, other):
            assert one.lanes == other.lanes
            assert one.lane != other.lane
    for one in placed:
        assert one.lane < one.lanes
        most = max(sum(other.at <= row < other.until for other in placed) for row in range(320))
        assert one.lanes <= most


@given(boxes=BOXES, most=st.integers(2, 5))
def test_only_so_many_stand_side_by_side_and_none_is_lost(boxes, most):
    shown = narrowed(in_lanes(boxes), most)

    assert sum(box.more or 1 for box in shown) == len(boxes)
    for one, other in combinations(shown, 2):
        if share_rows(one, other):
            assert one.lane != other.lane
    assert all(box.lane < box.lanes <= most for box in shown)


@given(zone=ZONES, day=DAYS, minutes=st.lists(st.integers(0, 26 * 60), min_size=2, max_size=2))
def test_a_later_moment_is_never_above_an_earlier_one(zone, day, minutes):
    first, last = bounds(day, zone)
    hours = hours_of([day, day + timedelta(days=1)], zone)
    moments = sorted(first + timedelta(minutes=one) for one in minutes)
    within = [one for one in moments if one < last]

    slots = [slot_of(one, zone, hours) for one in within]

    assert slots == sorted(slots)
    assert all(0 <= slot < len(hours) * SLOTS for slot in slots)


@given(
    zone=ZONES,
    day=DAYS,
    starts=st.lists(st.tuples(st.integers(-1500, 1500), st.integers(0, 1800)), max_size=12),
)
def test_what_shares_time_on_a_day_shares_no_place(zone, day, starts):
    first, last = bounds(day, zone)
    spans = [
        Span(n, first + timedelta(minutes=at), first + timedelta(minutes=at + length))
        for n, (at, length) in enumerate(starts)
    ]
    hours = hours_of([day], zone)

    placed = {box.key: box for box in boxes_of(spans, day, zone, hours)}

    for span in spans:
        takes_place = span.start < last and (span.start >= first or span.end > first)
        assert (span.key in placed) == takes_place
    for one, other in combinations(spans, 2):
        if one.key in placed and other.key in placed:
            meet = one.start < other.end and other.start < one.end
            begins = max(one.start, other.start)
            if meet and first <= begins < last:
                a, b = placed[one.key], placed[other.key]
                assert a.lane != b.lane
    for box in placed.values():
        assert box.at >= 0
        assert box.until <= len(hours) * SLOTS


def test_a_day_of_25_hours_has_the_hour_that_comes_twice_twice():
    hours = hours_of([date(2026, 10, 25)], BERLIN)
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))

    assert hours[1:5] == [(1, 0), (2, 0), (2, 1), (3, 0)]
    assert len(hours) == 25
    assert slot_of(second, BERLIN, hours) - slot_of(first, BERLIN, hours) == SLOTS


def test_a_day_of_23_hours_lacks_the_hour_that_is_skipped():
    hours = hours_of([date(2026, 3, 29)], BERLIN)

    assert len(hours) == 23
    assert (2, 0) not in hours
    in_the_week = hours_of([date(2026, 3, 28), date(2026, 3, 29)], BERLIN)
    (box,) = boxes_of(
        [
            Span(
                1,
                datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
                datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
            )
        ],
        date(2026, 3, 29),
        BERLIN,
        in_the_week,
    )
    assert (box.at, box.length) == (SLOTS + 6, 2 * SLOTS)


def test_an_interview_over_midnight_stands_on_both_days():
    span = Span(
        1, datetime(2026, 11, 5, 22, 30, tzinfo=UTC), datetime(2026, 11, 6, 0, 0, tzinfo=UTC)
    )
    hours = hours_of([date(2026, 11, 5), date(2026, 11, 6)], BERLIN)

    (evening,) = boxes_of([span], date(2026, 11, 5), BERLIN, hours)
    (night,) = boxes_of([span], date(2026, 11, 6), BERLIN, hours)

    assert (evening.at, evening.until, evening.goes_on) == (23 * SLOTS + 6, 24 * SLOTS, True)
    assert (night.at, night.until, night.from_before) == (0, SLOTS, True)
    assert boxes_of([span], date(2026, 11, 7), BERLIN, hours) == []


def test_the_page_begins_with_the_office_unless_somebody_is_early():
    hours = hours_of([date(2026, 11, 5)], BERLIN)

    assert window([], hours, (8, 18)) == (8, 18)
    assert window([Box(1, 6 * SLOTS + 6, 6), Box(2, 18 * SLOTS, 13)], hours, (8, 18)) == (6, 20)


@pytest.mark.parametrize(
    ("view", "first_weekday", "first", "last"),
    [
        ("day", 0, date(2026, 11, 5), date(2026, 11, 5)),
        ("week", 0, date(2026, 11, 2), date(2026, 11, 8)),
        ("week", 6, date(2026, 11, 1), date(2026, 11, 7)),
        ("month", 0, date(2026, 10, 26), date(2026, 12, 6)),
        ("month", 6, date(2026, 11, 1), date(2026, 12, 5)),
    ],
)
def test_a_period_has_whole_weeks(view, first_weekday, first, last):
    days = days_of(view, date(2026, 11, 5), first_weekday)

    assert (days[0], days[-1]) == (first, last)


@given(day=DAYS, view=st.sampled_from(["day", "week", "month", "interviewers"]))
def test_leafing_there_and_back_comes_to_the_same_period(day, view):
    there = days_of(view, after(view, day), 0)

    assert before(view, after(view, day)) in days_of(view, day, 0)
    assert there != days_of(view, day, 0)


@given(
    day=DAYS,
    zone=ZONES,
    hours=st.lists(st.tuples(st.integers(-30, 200), st.integers(0, 60) | st.none()), max_size=20),
)
def test_a_week_counts_on_each_day_what_takes_place_on_it(day, zone, hours):
    days = days_of("week", day, 0)
    monday = bounds(days[0], zone)[0]
    spans = [
        (start, None if length is None else start + timedelta(hours=length))
        for after_monday, length in hours
        for start in [monday + timedelta(hours=after_monday)]
    ]

    counted = touched(spans, days, zone)

    for one in days:
        assert counted[one] == sum(meets(*span, *bounds(one, zone)) for span in spans)
