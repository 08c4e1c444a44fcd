"""When the interviews are: mostly in the past, dense this week, a believable working day today."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from connectors.sandbox.times import MINUTE
from connectors.sandbox.world.offices import (
    CLOSES,
    EUROPE,
    NEW_YORK,
    OPENS,
    SEOUL,
    WEIGHTED,
    Office,
)

DURATIONS = (30, 45, 45, 60, 60, 60, 90)
AHEAD_DAYS = 28
ALL_DAY_SHARE = 0.02


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
    return round(18 * (count / 400) ** 0.5)


def plan(rng: Random, count: int, today: date) -> list[Planned]:
    """`count` meetings in the order of their starts."""
    here = todays_count(count)
    week = min(round(count * 0.15), here * 3)
    ahead = min(round(count * 0.2), here * 9)
    meetings = todays_meetings(rng, here, today)
    meetings += _spread(rng, week, _week_days(today), 1.0)
    meetings += _spread(rng, ahead, _weekdays(today, 1, AHEAD_DAYS), 1.7)
    back = max(63, min(1260, count // 8))
    meetings += _spread(rng, count - here - week - ahead, _weekdays(today, -1, back), 1.3)
    meetings.sort(key=lambda meeting: meeting.start)
    return meetings


def todays_meetings(rng: Random, count: int, today: date) -> list[Planned]:
    """Evenly over each region's working hours, so that something runs at most moments of the day."""
    seoul, new_york = round(count * 0.18), round(count * 0.28)
    europe = count - seoul - new_york
    meetings = []
    for total, offices in ((seoul, (SEOUL,)), (new_york, (NEW_YORK,)), (europe, EUROPE)):
        for nth in range(total):
            office = offices[nth % 2 if len(offices) == 2 else 0]
            minute = OPENS + (nth + rng.random() * 0.5) / total * (CLOSES - OPENS)
            duration = 60 if rng.random() < 0.7 else 45
            meetings.append(_meeting(office, today, round(minute / 15) * 15, duration))
    return meetings


def _meeting(
    office: Office, day: date, minute: int, duration: int, all_day: bool = False
) -> Planned:
    start = office.instant(day, minute)
    return Planned(start, start + duration * MINUTE, day, office, all_day)


def _spread(rng: Random, count: int, days: list[date], pull: float) -> list[Planned]:
    """`pull` over 1 gathers the meetings at the front of `days`."""
    random = rng.random
    meetings = []
    for _ in range(count):
        day = days[int(random() ** pull * len(days))]
        office = WEIGHTED[int(random() * len(WEIGHTED))]
        minute = OPENS + int(random() * ((CLOSES - OPENS) // 30)) * 30
        duration = DURATIONS[int(random() * len(DURATIONS))]
        meetings.append(_meeting(office, day, minute, duration, random() < ALL_DAY_SHARE))
    return meetings


def _weekdays(today: date, step: int, within: int) -> list[date]:
    """Working days from the nearest on, forwards (1) or backwards (-1), today excluded."""
    days = [today + timedelta(days=step * distance) for distance in range(1, within + 1)]
    return [day for day in days if day.weekday() < 5]


def _week_days(today: date) -> list[date]:
    monday = today - timedelta(days=today.weekday())
    return [day for nth in range(5) if (day := monday + timedelta(days=nth)) != today]
