"""The Today page: one day of a company over all its systems, in a constant number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.db.models import Q, QuerySet

from interviews.attention.day import Note, needs_a_look
from interviews.calendar.periods import bounds
from interviews.models import Conflict, Interview
from interviews.selectors.conflicts import SEVERITY, conflicts_between
from interviews.selectors.entries import Entry, entries
from interviews.selectors.panel import Row, case_of, mark, panels_of
from interviews.statuses import ConflictKind, InterviewStatus

MOST_ROWS = 300
LONGEST_STAY = 31
NEXT_SHOWN = 3
MOST_OVER = 4


@dataclass(slots=True)
class Look:
    """A note with the row it is about."""

    note: Note
    row: Row[Entry]


@dataclass(slots=True)
class Board:
    """`rows` are the day's, all-day ones first; `more` says that there are further ones. `conflicts` are kept ones
    that are not over; those that somebody said are fine come last.
    """

    day: date
    is_today: bool
    rows: list[Row[Entry]]
    more: bool
    looks: list[Look] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    then: Interview | None = None

    @property
    def before(self) -> date:
        return self.day - timedelta(days=1)

    @property
    def after(self) -> date:
        return self.day + timedelta(days=1)

    @property
    def running(self) -> list[Row[Entry]]:
        return [row for row in self.rows if row.running]

    @property
    def coming(self) -> list[Row[Entry]]:
        return [
            row
            for row in self.rows
            if row.interview.start_at and not (row.off or row.past or row.running)
        ]

    @property
    def folded(self) -> list[Row[Entry]]:
        """What is over, once it is so much of today that it would push the present out of sight."""
        over = [row for row in self.rows if row.past]
        return over if self.is_today and len(over) > MOST_OVER else []

    @property
    def unfolded(self) -> list[Row[Entry]]:
        folded = {id(row) for row in self.folded}
        return [row for row in self.rows if id(row) not in folded]

    @property
    def now_and_next(self) -> list[Row[Entry]]:
        return (self.running[:1] + self.coming)[:NEXT_SHOWN]

    @property
    def systems(self) -> int:
        return len({row.interview.account_id for row in self.rows})

    @property
    def over(self) -> int:
        return sum(row.past and not row.off for row in self.rows)

    @property
    def off(self) -> int:
        return sum(row.off for row in self.rows)

    @property
    def unjudged(self) -> int:
        """Interviews whose vendor reports no answers at all: they are not counted as fine."""
        return sum(bool(row.panel) and not row.reported and not row.off for row in self.rows)


def timed(rows: QuerySet[Interview], first: datetime, last: datetime) -> QuerySet[Interview]:
    """Interviews that share time with the span; longer than a day is not looked for."""
    return rows.filter(
        Q(end_at__gt=first) | Q(start_at__gte=first),
        start_at__isnull=False,
        begins_at__gte=first - timedelta(days=1),
        begins_at__lt=last,
    )


def all_day(rows: QuerySet[Interview], first: date, last: date) -> QuerySet[Interview]:
    """The end day is taken as in calendars: the first day that is free again, unless it is the only one."""
    longest = (last - first).days + LONGEST_STAY
    midnights = [
        datetime.combine(last - timedelta(days=back), time.min, UTC) for back in range(longest)
    ]
    return rows.filter(
        Q(start_date__gte=first) | Q(end_date__gt=first),
        start_date__lte=last,
        begins_at__in=midnights,
    )


def board(*, company_id: int, day: date, zone: tzinfo, now: datetime) -> Board:
    first, last = bounds(day, zone)
    is_today = first <= now < last
    ours: QuerySet[Interview] = Interview.objects.filter(company_id=company_id)
    days = all_day(ours, day, day).order_by("begins_at", "id")[:MOST_ROWS]
    hours = timed(ours, first, last).order_by("begins_at", "id")[: MOST_ROWS + 1]
    found = entries(company_id, days, hours)
    rows = rows_of(found[:MOST_ROWS], now)
    shown = Board(day, is_today, rows, more=len(found) > MOST_ROWS)
    look(shown, now)
    kept = conflicts_between(company_id, first, last)
    mark(rows, kept)
    shown.conflicts = in_order(one for one in kept if not is_today or one.ends >= now)
    if is_today and not shown.coming:
        shown.then = next_after(company_id, now)
    return shown


def rows_of(some: Sequence[Entry], now: datetime) -> list[Row[Entry]]:
    """With their panels, in one statement."""
    panels = panels_of([one.pk for one in some])
    rows = [Row(one, panels.get(one.pk, [])) for one in some]
    for row in rows:
        start, end = row.interview.start_at, row.interview.end_at or row.interview.start_at
        if start and end:
            row.past = end <= now
            row.running = start <= now < end and not row.off
    return rows


def look(shown: Board, now: datetime) -> None:
    """Put what the rules find on the rows, and list it."""
    by_id = {row.interview.pk: row for row in shown.rows}
    for note in needs_a_look((case_of(row) for row in shown.rows), now):
        row = by_id[note.interview]
        row.notes.append(note)
        shown.looks.append(Look(note, row))


def in_order(conflicts: Iterable[Conflict]) -> list[Conflict]:
    order = list(SEVERITY)
    return sorted(
        conflicts,
        key=lambda one: (not one.is_open, order.index(ConflictKind(one.kind)), one.starts, one.pk),
    )


def next_after(company_id: int, now: datetime) -> Interview | None:
    ahead = Interview.objects.filter(
        company_id=company_id, deleted_at=None, start_at__isnull=False, begins_at__gt=now
    ).exclude(status=InterviewStatus.CANCELLED)
    return ahead.select_related("candidate").order_by("begins_at", "id").first()
