"""When the interviews are: mostly in the past, dense this week, a believable working day today."""

import math
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from connectors.sandbox.times import MINUTE
from connectors.sandbox.world.offices import (
    BERLIN,
    CLOSES,
    LISBON,
    NEW_YORK,
    OPENS,
    SEOUL,
    WEIGHTED,
    Office,
)

DURATIONS = (30, 45, 45, 60, 60, 60, 90)
AHEAD_DAYS = 28
ALL_DAY_EVERY = 50


class Planned(NamedTuple):
    """One meeting. Instants in milliseconds; `day` is the day at the office."""

    start: int
    end: int
    day: date
    office: Office
    all_day: bool


def todays_count(count: int) -> int:
    """18 of 400, 9 of 200; grows with the root beyond that."""
    if count <= 400:
        return min(count, max(2, round(count * 0.045))) if count else 0
    return round(18 * math.sqrt(count / 400))


def plan(rng: Random, count: int, today: date) -> list[Planned]:
    """`count` meetings in the order of their starts."""
    here = todays_count(count)
    week = min(round(count * 0.15), here * 3)
    ahead = min(round(count * 0.2), here * 9)
    meetings = todays_meetings(rng, here, today)
    meetings += _spread(rng, week, _week_days(today), 1.0)
    meetings += _spread(rng, ahead, _weekdays(today, 1, AHEAD_DAYS), 1.7)
    past = _weekdays(today, -1, days_back(count))
    meetings += _spread(rng, count - here - week - ahead, past, 1.3)
    meetings.sort(key=lambda meeting: meeting.start)
    return meetings


def days_back(count: int) -> int:
    """How long ago the first meeting may have been."""
    return max(63, min(1260, count // 8))


def todays_meetings(rng: Random, count: int, today: date) -> list[Planned]:
    """Evenly over each region's working hours, so that something runs at most moments of the day."""
    seoul, new_york = round(count * 0.17), round(count * 0.25)
    shares = ((SEOUL, seoul), (NEW_YORK, new_york), (BERLIN, count - seoul - new_york))
    return [
        _todays(rng, _beside(office, minute, nth), today, minute)
        for office, total in shares
        for nth in range(total)
        for minute in [_snapped(OPENS + (nth + rng.random() * 0.3) / total * (CLOSES - OPENS))]
    ]


def _snapped(minute: float) -> int:
    return round(minute / 15) * 15


def _beside(office: Office, minute: int, nth: int) -> Office:
    """Every third meeting at Berlin's hours is Lisbon's, once that is open."""
    return LISBON if office is BERLIN and nth % 3 == 2 and minute - 60 >= OPENS else office


def _todays(rng: Random, office: Office, today: date, minute: int) -> Planned:
    local = minute - 60 if office is LISBON else minute
    return _meeting(office, today, local, 45 if rng.random() < 0.2 else 60)


def _meeting(
    office: Office, day: date, minute: int, duration: int, *, all_day: bool = False
) -> Planned:
    start = office.instant(day, minute)
    return Planned(start, start + duration * MINUTE, day, office, all_day)


def _spread(rng: Random, count: int, days: list[date], pull: float) -> list[Planned]:
    """`pull` over 1 gathers the meetings at the front of `days`."""
    random = rng.random
    meetings = []
    for nth in range(count):
        day = days[int(random() ** pull * len(days))]
        office = WEIGHTED[int(random() * len(WEIGHTED))]
        minute = OPENS + int(random() * ((CLOSES - OPENS) // 30)) * 30
        duration = DURATIONS[int(random() * len(DURATIONS))]
        meetings.append(
            _meeting(
                office, day, minute, duration, all_day=nth % ALL_DAY_EVERY == ALL_DAY_EVERY // 2
            )
        )
    return meetings


def _weekdays(today: date, step: int, within: int) -> list[date]:
    """Working days from the nearest on, forwards (1) or backwards (-1), today excluded."""
    days = [today + timedelta(days=step * distance) for distance in range(1, within + 1)]
    return [day for day in days if day.weekday() < 5]


def _week_days(today: date) -> list[date]:
    monday = today - timedelta(days=today.weekday())
    return [day for nth in range(5) if (day := monday + timedelta(days=nth)) != today]
