"""The calendar as a page draws it: columns with boxes, one for each day or each interviewer. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from candidates.workweek import Hours
from interviews.calendar.grid import (
    SLOTS,
    Box,
    Hour,
    Span,
    boxes_of,
    hours_of,
    narrowed,
    slot_of,
    window,
)
from interviews.calendar.periods import bounds, covers, meets
from interviews.selectors.entries import Entry
from interviews.selectors.panel import Row

NOBODY = "nobody"
LANES, LANES_ALONE = 3, 4  # side by side in a column among others, and in the only one
USUAL: Hours = (*[(time(8), time(18))] * 5, None, None)


@dataclass(slots=True)
class Item:
    """One interview in a column, or the `rest` that have no room. Rows are counted from the first one drawn."""

    row: Row[Entry]
    box: Box
    first: int
    clash: bool
    rest: list[Row[Entry]] = field(default_factory=list)

    @property
    def hour(self) -> int:
        return (self.box.at - self.first) // SLOTS

    @property
    def slot(self) -> int:
        return (self.box.at - self.first) % SLOTS

    @property
    def hours(self) -> int:
        return self.box.length // SLOTS

    @property
    def slots(self) -> int:
        return self.box.length % SLOTS

    @property
    def short(self) -> bool:
        """Whether there is room for one line only."""
        return self.box.length < SLOTS * 3 // 4

    @property
    def lane(self) -> int:
        return self.box.lane + 1


@dataclass(slots=True)
class Column:
    """`person` is a key and `name` a name where the columns are people; `unseen` is how many of the day found no
    room on the page; `now` is hour and slot of the present.
    """

    day: date
    person: str = ""
    name: str = ""
    whole: list[Row[Entry]] = field(default_factory=list)
    rows: list[Row[Entry]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    is_today: bool = False
    now: tuple[int, int] | None = None
    unseen: int = 0

    @property
    def total(self) -> int:
        return len(self.whole) + len(self.rows) + self.unseen


@dataclass(slots=True)
class RulerRow:
    """An hour of the left edge: what the clock shows, and in the second zone on the first of the days."""

    number: int
    hour: Hour
    at: datetime | None


@dataclass(slots=True)
class Table:
    columns: list[Column]
    ruler: list[RulerRow]
    empty_days: list[date] = field(default_factory=list)

    @property
    def height(self) -> int:
        return len(self.ruler)


def by_days(
    rows: Sequence[Row[Entry]],
    clashes: set[int],
    days: Sequence[date],
    zone: tzinfo,
    now: datetime,
    work: Hours = USUAL,
    counts: Mapping[date, int] = {},
) -> Table:
    """Days of a week that have nothing and are not working days are only named. `counts` are how many interviews
    days have, where not all of them are among the rows.
    """
    columns = [Column(day) for day in days]
    for column in columns:
        bounded = bounds(column.day, zone)
        here = [row for row in rows if takes_place(row, column.day, bounded)]
        column.whole = [row for row in here if row.interview.all_day]
        column.rows = [row for row in here if not row.interview.all_day]
        column.unseen = max(counts.get(column.day, 0) - len(here), 0)
    free = [one for one in columns if work[one.day.weekday()] is None and not one.total]
    empty = [one.day for one in free] if 0 < len(free) < len(days) else []
    shown = [one for one in columns if one.day not in empty]
    return drawn(shown, clashes, zone, now, work=work, empty=empty)


def by_people(
    rows: Sequence[Row[Entry]], clashes: set[int], day: date, zone: tzinfo, now: datetime
) -> list[Column]:
    """Everybody who has something on that day, by name; last, what has nobody."""
    columns: dict[str, Column] = {}
    bounded = bounds(day, zone)
    for row in rows:
        if not takes_place(row, day, bounded):
            continue
        people = {seat.person: seat.name for seat in row.panel if seat.answer != "declined"}
        for person, name in (people or {NOBODY: ""}).items():
            column = columns.setdefault(person, Column(day, person, name))
            (column.whole if row.interview.all_day else column.rows).append(row)
    return sorted(columns.values(), key=in_order)


def in_order(column: Column) -> tuple[bool, bool, str]:
    """By name; those of whom none is reported come later."""
    return column.person == NOBODY, not column.name, column.name.lower()


def drawn(
    columns: list[Column],
    clashes: set[int],
    zone: tzinfo,
    now: datetime,
    *,
    work: Hours = USUAL,
    empty: list[date] | None = None,
) -> Table:
    """The boxes of these columns on common hours."""
    days = sorted({column.day for column in columns})
    hours = hours_of(days, zone)
    most = LANES if len(columns) > 1 else LANES_ALONE
    boxes = [
        narrowed(boxes_of(map(span_of, one.rows), one.day, zone, hours), most) for one in columns
    ]
    first, last = window((box for column in boxes for box in column), hours, of_work(days, work))
    for column, held in zip(columns, boxes, strict=True):
        by_key = {row.interview.pk: row for row in column.rows}
        column.items = [
            Item(
                by_key[pk],
                box,
                first * SLOTS,
                clash=pk in clashes,
                rest=[by_key[key] for key in box.rest if isinstance(key, int)],
            )
            for box in held
            if isinstance(pk := box.key, int)
        ]
        column.is_today = bounds(column.day, zone)[0] <= now < bounds(column.day, zone)[1]
        if column.is_today:
            slot = slot_of(now, zone, hours) - first * SLOTS
            inside = 0 <= slot < (last - first) * SLOTS
            column.now = divmod(slot, SLOTS) if inside else None
    ruler = [
        RulerRow(number, hour, moment_on(days, hour, zone))
        for number, hour in enumerate(hours[first:last])
    ]
    return Table(columns, ruler, empty or [])


def of_work(days: Iterable[date], work: Hours) -> tuple[int, int]:
    """The full hours that hold the work of these days; where all are free, of any day."""
    of_days = [span for day in days if (span := work[day.weekday()])]
    spans = of_days or [span for span in work if span] or [span for span in USUAL if span]
    last = max(end for _, end in spans)
    return min(start for start, _ in spans).hour, last.hour + (last.minute > 0)


def span_of(row: Row[Entry]) -> Span:
    assert row.interview.start_at is not None, "whole days have no hours"
    return Span(row.interview.pk, row.interview.start_at, row.interview.end_at)


def moment_on(days: Iterable[date], hour: Hour, zone: tzinfo) -> datetime | None:
    """When the clock shows this on the first of the days that has such an hour."""
    for day in days:
        at, last = bounds(day, zone)
        while at < last:
            local = at.astimezone(zone)
            if (local.hour, local.fold) == hour:
                return at
            at += timedelta(minutes=30)
    return None


def takes_place(row: Row[Entry], day: date, bounded: tuple[datetime, datetime]) -> bool:
    """`bounded` are the bounds of the day."""
    one = row.interview
    if one.all_day:
        return covers(one.start_date, one.end_date, day)
    return meets(one.start_at, one.end_at, *bounded)
