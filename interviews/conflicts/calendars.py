"""What is wrong with one person's calendar. Pure: engagements and what is known of the person's time in, findings out.

A finding about two interviews depends on these two alone, one about hours or an absence on one interview and the
person's settings, one about a limit on the interviews of the same week. So who knows what moved knows what to look
at again; services/bookings.py does.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from candidates.workweek import OFFICE, Hours
from interviews.conflicts.overlaps import Booking, overlaps
from interviews.statuses import ConflictKind

LONGEST = timedelta(days=1)
BREATH = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Engagement:
    """One interview in a calendar. `end` is null where no vendor reports it; an all-day one starts at 00:00 UTC."""

    interview: int
    start: datetime
    end: datetime | None = None
    all_day: bool = False

    @property
    def timed(self) -> bool:
        """Whether it can be compared with others: what lasts longer than a day is nobody's whole time."""
        return (
            self.end is not None
            and not self.all_day
            and timedelta(0) < self.end - self.start <= LONGEST
        )

    @property
    def until(self) -> datetime:
        return self.end or self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """What the hub was told of a person. Without a zone nobody can say what their working hours are."""

    zone: tzinfo | None = None
    hours: Hours | None = None
    absences: tuple[tuple[date, date], ...] = ()
    daily: int | None = None
    weekly: int | None = None

    @property
    def limited(self) -> bool:
        return self.daily is not None or self.weekly is not None

    def day_of(self, one: Engagement) -> date:
        return one.start.astimezone(UTC if one.all_day else self.zone or UTC).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`first` begins no later than `second`. `facts` are what an explanation is made of; they hold no “now”."""

    kind: str
    first: int
    second: int | None
    starts: datetime
    ends: datetime
    facts: dict[str, Any] = field(hash=False)

    @property
    def key(self) -> tuple[str, int, int | None]:
        return self.kind, self.first, self.second


def findings(calendar: Iterable[Engagement], known: Availability) -> list[Finding]:
    """All that is wrong with an interviewer's calendar."""
    engagements = list(calendar)
    return [
        *clashes(engagements, ConflictKind.DOUBLE_BOOKED.value),
        *without_a_break(engagements),
        *outside_hours(engagements, known),
        *while_absent(engagements, known),
        *over_limits(engagements, known),
    ]


def clashes(calendar: Iterable[Engagement], kind: str) -> list[Finding]:
    """Pairs that share time."""
    booked = [
        Booking(None, one.interview, one.start, one.end)
        for one in calendar
        if one.timed and one.end
    ]
    return [
        pair(kind, overlap.first, overlap.second, overlap.start, overlap.end)
        for overlap in overlaps(booked)
    ]


def without_a_break(calendar: Iterable[Engagement]) -> list[Finding]:
    """Pairs with less than five minutes between them."""
    ordered = sorted((one for one in calendar if one.timed), key=lambda one: one.start)
    starts = [one.start for one in ordered]
    found = []
    for one in ordered:
        close = range(bisect_left(starts, one.until), bisect_left(starts, one.until + BREATH))
        for place in close:
            other = ordered[place]
            found.append(
                pair(
                    ConflictKind.BACK_TO_BACK.value,
                    one.interview,
                    other.interview,
                    one.until,
                    other.start,
                )
            )
    return found


def pair(kind: str, first: int, second: int, start: datetime, end: datetime) -> Finding:
    minutes = int((end - start).total_seconds() // 60)
    facts = {"from": start.isoformat(), "until": end.isoformat(), "minutes": minutes}
    return Finding(kind=kind, first=first, second=second, starts=start, ends=end, facts=facts)


def outside_hours(calendar: Iterable[Engagement], known: Availability) -> list[Finding]:
    if known.zone is None:
        return []
    hours = known.hours or OFFICE
    found = []
    for one in calendar:
        if one.all_day:
            continue
        start, end = (moment.astimezone(known.zone) for moment in (one.start, one.until))
        span = hours[start.weekday()]
        if (
            span
            and start.date() == end.date()
            and span[0] <= start.time()
            and end.time() <= span[1]
        ):
            continue
        facts = {
            "zone": str(known.zone),
            "from": start.isoformat(),
            "until": end.isoformat(),
            "hours": [f"{edge:%H:%M}" for edge in span] if span else [],
        }
        found.append(single(ConflictKind.OUTSIDE_HOURS.value, one, facts))
    return found


def while_absent(calendar: Iterable[Engagement], known: Availability) -> list[Finding]:
    found = []
    for one in calendar if known.absences else ():
        zone = UTC if one.all_day else known.zone or UTC
        first, last = (moment.astimezone(zone).date() for moment in (one.start, one.until))
        away = [span for span in known.absences if span[0] <= last and first <= span[1]]
        if away:
            facts = {"absent": [[day.isoformat() for day in span] for span in sorted(away)]}
            found.append(single(ConflictKind.ABSENT.value, one, facts))
    return found


def over_limits(calendar: Iterable[Engagement], known: Availability) -> list[Finding]:
    """Those that come after as many of their day, or of their week, as the person wants at most."""
    found: dict[Engagement, dict[str, Any]] = defaultdict(dict)
    for name, limit in (("day", known.daily), ("week", known.weekly)):
        if limit is None:
            continue
        for period, held in by_period(calendar, known, name).items():
            for place, one in enumerate(held[limit:], limit + 1):
                found[one][name] = {"of": period.isoformat(), "place": place, "limit": limit}
    return [single(ConflictKind.OVER_LIMIT.value, one, facts) for one, facts in found.items()]


def by_period(
    calendar: Iterable[Engagement], known: Availability, name: str
) -> dict[date, list[Engagement]]:
    """By day, or by the Monday of the week; each in order of time."""
    periods: dict[date, list[Engagement]] = defaultdict(list)
    for one in sorted(calendar, key=lambda one: (one.start, one.interview)):
        day = known.day_of(one)
        periods[monday(day) if name == "week" else day].append(one)
    return periods


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def single(kind: str, one: Engagement, facts: dict[str, Any]) -> Finding:
    return Finding(
        kind=kind,
        first=one.interview,
        second=None,
        starts=one.start,
        ends=one.until,
        facts=facts,
    )
