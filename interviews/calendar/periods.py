"""Which days a page of the calendar shows, and where one leafs to. Pure."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY, WEEK, MONTH, PEOPLE = "day", "week", "month", "interviewers"


def days_of(view: str, day: date, first_weekday: int) -> list[date]:
    """`first_weekday` is 0 for Monday. A month is shown in whole weeks."""
    if view == WEEK:
        first = week_start(day, first_weekday)
        return [first + timedelta(days=n) for n in range(7)]
    if view == MONTH:
        first = week_start(day.replace(day=1), first_weekday)
        last = week_start(next_month(day) - timedelta(days=1), first_weekday)
        return [first + timedelta(days=n) for n in range((last - first).days + 7)]
    return [day]


def week_start(day: date, first_weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def before(view: str, day: date) -> date:
    if view == MONTH:
        return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    return day - timedelta(days=7 if view == WEEK else 1)


def after(view: str, day: date) -> date:
    if view == MONTH:
        return next_month(day)
    return day + timedelta(days=7 if view == WEEK else 1)


def bounds(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """The day's first moment and the next day's, in UTC: 23 or 25 hours apart twice a year."""
    first, last = (
        datetime.combine(one, time.min, zone).astimezone(UTC)
        for one in (day, day + timedelta(days=1))
    )
    return first, last


def covers(start: date | None, end: date | None, day: date) -> bool:
    """Whether whole days, the last of them not included, hold this one."""
    return start is not None and (start == day or bool(end and start <= day < end))


def meets(start: datetime | None, end: datetime | None, first: datetime, last: datetime) -> bool:
    """Whether a time reaches into a day with these bounds, be it over midnight."""
    return start is not None and start < last and (start >= first or bool(end and end > first))


def touched(
    spans: Iterable[tuple[datetime, datetime | None]], days: Sequence[date], zone: tzinfo
) -> Counter[date]:
    """How many of these take place on each of these days, one after another: the same as `meets` says of each."""
    edges = [*(bounds(day, zone)[0] for day in days), bounds(days[-1], zone)[1]]
    found: Counter[date] = Counter()
    for start, end in spans:
        first = bisect_right(edges, start) - 1
        behind = max(bisect_left(edges, end or start), first + 1)
        found.update(days[max(first, 0) : behind])
    return found
