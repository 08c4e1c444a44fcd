"""What the calendar shows of some days, in a constant number of statements, however many interviews there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from django.db.models import F, QuerySet

from interviews.calendar.periods import bounds, covers, touched
from interviews.models import Interview
from interviews.selectors.board import all_day, rows_of, timed
from interviews.selectors.conflicts import double_booked_between
from interviews.selectors.entries import Entry, entries
from interviews.selectors.listing import InterviewQuery, matching
from interviews.selectors.panel import Row, state_of

MOST_ROWS, MOST_OF_WEEK = 600, 420
MOST_OF_MONTH = 20_000
SHOWN_OF_DAY = 4
MOST_ON_PAPER = 1000
IN_TRAY = 12


@dataclass(slots=True)
class Shown:
    """`cut` says that there are more than fit on a page: some of full hours are left out. `everything` are all
    of them, and `counts` tells how many each day has. `clashes` are the interviews that somebody cannot attend, for
    they are needed in another one, whether or not that one is shown; not those that somebody said are fine.
    """

    rows: list[Row[Entry]] = field(default_factory=list)
    cut: bool = False
    everything: set[int] = field(default_factory=set)
    counts: dict[date, int] = field(default_factory=dict)
    clashes: set[int] = field(default_factory=set)
    tray: list[Row[Entry]] = field(default_factory=list)
    in_tray: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One interview of a month in few words. `start` is null where it takes the whole day."""

    pk: int
    start: datetime | None
    who: str
    state: str


@dataclass(slots=True)
class Month:
    """Of each day the first few, and how many there are; `clashing` counts those that are not shown as well.
    `rest` is what a day has beyond the first few, for paper; none at all where that is too much for it.
    """

    shown: dict[date, list[Row[Entry]]]
    rest: dict[date, list[Line]]
    counts: dict[date, int]
    cut: bool
    clashes: set[int]
    clashing: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def too_much_for_paper(self) -> bool:
        rest = sum(len(lines) for lines in self.rest.values())
        return sum(len(rows) for rows in self.shown.values()) + rest < self.total


def rows_between(
    query: InterviewQuery, days: list[date], zone: tzinfo, now: datetime, *, tray: bool = True
) -> Shown:
    """All-day ones first."""
    first, last = bounds(days[0], zone)[0], bounds(days[-1], zone)[1]
    asked = matching(query)
    whole = all_day(asked, days[0], days[-1]).order_by("begins_at", "id")
    hours = timed(asked, first, last).order_by("begins_at", "id")
    dates: Any = whole.values_list("pk", "start_date", "end_date")
    spans: Any = hours.values_list("pk", "start_at", "end_at")
    dated, hourly = list(dates[:MOST_OF_MONTH]), list(spans[:MOST_OF_MONTH])
    most = MOST_ROWS if len(days) == 1 else MOST_OF_WEEK
    room = max(most - len(dated), 0)
    cut = len(dated) > most or len(hourly) > room
    if len(hourly) > room:
        hours = hours.filter(pk__in=shared_out(by_hour(hourly), room))
    shown = Shown(
        rows=rows_of(entries(query.company_id, whole[:most], hours), now),
        cut=cut,
        everything={pk for pk, _start, _end in dated + hourly},
        counts=counts_of(dated, hourly, days, zone) if cut else {},
        clashes=double_booked_between(query.company_id, first, last),
    )
    if tray:
        waiting = without_time(query)
        oldest = waiting.order_by(F("vendor_created_at").asc(nulls_last=True), "id")
        rows = entries(query.company_id, oldest[:IN_TRAY])
        shown.tray = [Row(interview, []) for interview in rows]
        full = len(shown.tray) == IN_TRAY
        shown.in_tray = waiting.count() if full else len(shown.tray)
    return shown


def by_hour(hourly: Iterable[tuple[int, datetime, datetime | None]]) -> list[list[int]]:
    """Those that begin in the same hour."""
    found: dict[float, list[int]] = defaultdict(list)
    for pk, start, _end in hourly:
        found[start.timestamp() // 3600].append(pk)
    return list(found.values())


def shared_out(groups: Sequence[Sequence[int]], room: int) -> list[int]:
    """Of each group its first ones, as many of one as of another; what a small one leaves goes to the large ones."""
    taken: list[int] = []
    for n, one in enumerate(sorted(groups, key=len)):
        taken += one[: (room - len(taken)) // (len(groups) - n)]
    return taken


def counts_of(
    dated: Sequence[tuple[int, date, date | None]],
    hourly: Sequence[tuple[int, datetime, datetime | None]],
    days: Sequence[date],
    zone: tzinfo,
) -> dict[date, int]:
    """Of each day, shown or not. One that goes on over midnight counts on both days."""
    on_clock = touched(((start, end) for _pk, start, end in hourly), days, zone)
    return {
        day: on_clock[day] + sum(covers(start, end, day) for _pk, start, end in dated)
        for day in days
    }


def without_time(query: InterviewQuery) -> QuerySet[Interview]:
    """What still waits to be given a time."""
    return matching(replace(query, waiting_for_time=True, include_deleted=False))


def month_of(query: InterviewQuery, days: list[date], zone: tzinfo, now: datetime) -> Month:
    first, last = bounds(days[0], zone)[0], bounds(days[-1], zone)[1]
    asked = matching(query)
    timed_ones = asked.filter(start_at__gte=first, start_at__lt=last, begins_at__gte=first)
    hours = timed_ones.filter(begins_at__lt=last).order_by("begins_at", "id")
    whole = all_day(asked, days[0], days[-1]).order_by("begins_at", "id")
    by_day: dict[date, list[int]] = defaultdict(list)
    columns: Any = whole.values_list("pk", "start_date", "end_date")
    for pk, start, end in columns[:MOST_OF_MONTH]:
        length = max((end - start).days, 1) if end else 1
        for day in (start + timedelta(days=n) for n in range(length)):
            by_day[day].append(pk)
    moments: Any = hours.values_list("pk", "start_at")
    dated = list(moments[: MOST_OF_MONTH + 1])
    for pk, start in dated[:MOST_OF_MONTH]:
        by_day[start.astimezone(zone).date()].append(pk)
    wanted = {day: by_day.get(day, [])[:SHOWN_OF_DAY] for day in days}
    drawn = Interview.objects.filter(pk__in={pk for pks in wanted.values() for pk in pks})
    rows = {one.pk: one for one in entries(query.company_id, drawn.order_by())}
    clashes = double_booked_between(query.company_id, first, last)
    return Month(
        shown={day: [bare_row(rows[pk], now) for pk in pks] for day, pks in wanted.items()},
        rest=on_paper({day: by_day.get(day, [])[SHOWN_OF_DAY:] for day in days}),
        counts={day: len(by_day.get(day, [])) for day in days},
        cut=len(dated) > MOST_OF_MONTH,
        clashes=clashes,
        clashing=len(clashes & {pk for day in days for pk in by_day.get(day, [])}),
    )


def on_paper(rest: dict[date, list[int]]) -> dict[date, list[Line]]:
    """One statement."""
    wanted = {pk for pks in rest.values() for pk in pks}
    if len(wanted) > MOST_ON_PAPER:
        return {}
    columns = ("pk", "start_at", "candidate__name", "status", "deleted_at")
    told: Any = Interview.objects.filter(pk__in=wanted).order_by().values_list(*columns)
    lines = {
        pk: Line(pk, start, name or "", state_of(status, gone))
        for pk, start, name, status, gone in told
    }
    return {day: [lines[pk] for pk in pks if pk in lines] for day, pks in rest.items()}


def bare_row(interview: Entry, now: datetime) -> Row[Entry]:
    """Without its panel, which a month has no room for."""
    row = Row(interview, [])
    start = interview.start_at
    row.past = bool(start and (interview.end_at or start) <= now)
    return row


def neighbours(
    query: InterviewQuery, first: datetime, last: datetime
) -> tuple[Interview | None, Interview | None]:
    """The last interview before the span and the first one behind it."""
    asked = matching(query)
    earlier = asked.filter(begins_at__lt=first).order_by("-begins_at", "-id").first()
    return earlier, asked.filter(begins_at__gte=last).order_by("begins_at", "id").first()
