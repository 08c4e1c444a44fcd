"""Times at which nobody of a panel is known to be taken, for whoever looks for one. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo

from candidates.workweek import Hours
from interviews.calendar.periods import bounds
from interviews.conflicts.calendars import Availability, Engagement

STEP = timedelta(minutes=30)


def starts(
    first: datetime, days: int, length: timedelta, zone: tzinfo, work: Hours
) -> Iterator[datetime]:
    """Every half hour from `first` on, so that it is over within the hours of work of its day."""
    day = first.astimezone(zone).date()
    for on in (day + timedelta(days=n) for n in range(days)):
        at, last = bounds(on, zone)
        while at < last:
            if at >= first and within(at, at + length, on, zone, work):
                yield at
            at += STEP


def within(start: datetime, end: datetime, day: date, zone: tzinfo, work: Hours) -> bool:
    span, local, until = work[day.weekday()], start.astimezone(zone), end.astimezone(zone)
    return (
        span is not None
        and until.date() == day
        and span[0] <= local.time() <= until.time() <= span[1]
    )


def free(plan: Engagement, calendar: Iterable[Engagement]) -> bool:
    return not any(
        one.timed and one.start < plan.until and plan.start < one.until for one in calendar
    )


def openings(
    plans: Iterable[Engagement],
    calendars: Mapping[int, tuple[list[Engagement], Availability]],
    fits: Callable[[int, Engagement], bool],
    *,
    most: int,
    a_day: int,
    zone: tzinfo,
) -> list[Engagement]:
    """The first of the plans that are free in all calendars and that `fits` has nothing against, a few of each day."""
    found: list[Engagement] = []
    of_day: dict[date, int] = {}
    for plan in plans:
        day = plan.start.astimezone(zone).date()
        if of_day.get(day, 0) == a_day:
            continue
        if all(free(plan, calendar) for calendar, _known in calendars.values()) and all(
            fits(who, plan) for who in calendars
        ):
            found.append(plan)
            of_day[day] = of_day.get(day, 0) + 1
            if len(found) == most:
                break
    return found
