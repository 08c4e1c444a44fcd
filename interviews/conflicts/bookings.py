"""Whose calendar a booking is in, as one number, and which weeks of it have to be looked at. Pure.

A calendar is an interviewer's over all systems, or a candidate's: that of the person, where several candidates are
said to be one, else of the candidate alone.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from interviews.conflicts.calendars import BREATH, LONGEST

KINDS = 4
INTERVIEWER, PERSON, CANDIDATE = range(3)
WEEKS = 1 << 14
WEEK = timedelta(days=7)
MONDAY = datetime(1970, 1, 5, tzinfo=UTC)


def calendar_of(kind: int, pk: int) -> int:
    return pk * KINDS + kind


def interviewer_of(who: int) -> int | None:
    """The identity's key; None for a candidate's calendar."""
    return who // KINDS if who % KINDS == INTERVIEWER else None


def candidate_calendar(candidate_id: int, person_id: int | None) -> int:
    if person_id is not None:
        return calendar_of(PERSON, person_id)
    return calendar_of(CANDIDATE, candidate_id)


def week_of(who: int, moment: datetime) -> int:
    return who * WEEKS + (moment - MONDAY) // WEEK % WEEKS


def weeks_of(who: int) -> tuple[int, int]:
    """The numbers that all weeks of a calendar lie between, both included."""
    return who * WEEKS, who * WEEKS + WEEKS - 1


def weeks_beside(who: int, start: datetime, end: datetime | None, *, limited: bool) -> set[int]:
    """Where whatever may clash with it begins, and where all of its own day and week lies in whatever zone."""
    reach = WEEK if limited else LONGEST
    last = start + WEEK if limited else min(end or start, start + LONGEST) + BREATH
    return weeks_between(who, start - reach, last)


def weeks_between(who: int, first: datetime, last: datetime) -> set[int]:
    """Of a span of weeks, not years."""
    moments: Iterable[datetime] = (first + WEEK * n for n in range((last - first) // WEEK + 1))
    return {week_of(who, moment) for moment in (*moments, last)}
