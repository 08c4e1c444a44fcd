"""Where things stand in a day's column: rows of five minutes, lanes side by side. Pure.

The rows of a page are hours of the clock, each once for all of its days. An hour that comes twice has two rows on
the pages that show its day, one that the clocks skip has none of its own: what stands there spans it. So a later
moment of a day is never above an earlier one, whatever the clocks do.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from interviews.calendar.periods import bounds

Hour = tuple[int, int]  # of the clock, and 1 the second time it comes

SLOTS = 12  # of five minutes, in an hour
SHORTEST = 5  # slots: what is shorter is drawn so long, to be read and hit
UNTIL_UNKNOWN = timedelta(minutes=30)
STEP = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Span:
    """`end` None: not reported."""

    key: Hashable
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Box:
    """`at` and `length` in slots from the first row. `lane` counts from 0, of `lanes`, the last of which is for what
    does not fit where it is `crowded`. The spans of `rest` did not fit and share this box, in the order of the clock.
    """

    key: Hashable
    at: int
    length: int
    lane: int = 0
    lanes: int = 1
    crowded: bool = False
    rest: tuple[Hashable, ...] = ()
    from_before: bool = False
    goes_on: bool = False

    @property
    def more(self) -> int:
        return len(self.rest)

    @property
    def until(self) -> int:
        return self.at + self.length


def hours_of(days: Iterable[date], zone: tzinfo) -> list[Hour]:
    """Every hour that the clock shows on one of these days, in order."""
    found: set[Hour] = set()
    for day in days:
        at, last = bounds(day, zone)
        while at < last:
            local = at.astimezone(zone)
            found.add((local.hour, local.fold))
            at += STEP
    return sorted(found)


def slot_of(at: datetime, zone: tzinfo, hours: Sequence[Hour], *, up: bool = False) -> int:
    """The row that a moment stands in; `up` for an end, which closes the row it reaches into."""
    local = at.astimezone(zone)
    minutes = local.minute + (1 if up and (local.second or local.microsecond) else 0)
    slots = -(-minutes // 5) if up else minutes // 5
    return hours.index((local.hour, local.fold)) * SLOTS + slots


def boxes_of(spans: Iterable[Span], day: date, zone: tzinfo, hours: Sequence[Hour]) -> list[Box]:
    """Of what takes place on this day, with their lanes, in the order of the clock."""
    first, last = bounds(day, zone)
    total = len(hours) * SLOTS
    boxes = []
    for span in spans:
        end = span.end or span.start + UNTIL_UNKNOWN
        if span.start >= last or (end <= first and span.start < first):
            continue
        at = 0 if span.start < first else slot_of(span.start, zone, hours)
        until = total if end >= last else slot_of(end, zone, hours, up=True)
        length = max(until - at, SHORTEST)
        boxes.append(
            Box(
                span.key,
                min(at, total - length),
                length,
                from_before=span.start < first,
                goes_on=end > last,
            )
        )
    return in_lanes(boxes)


def in_lanes(boxes: Iterable[Box]) -> list[Box]:
    """Boxes that share rows get lanes of their own, as few as are needed; each cluster has its own number."""
    done: list[Box] = []
    cluster: list[tuple[Box, int]] = []
    free_from: list[int] = []
    for box in sorted(boxes, key=lambda one: (one.at, -one.length)):
        if cluster and box.at >= max(free_from):
            done += side_by_side(cluster, len(free_from))
            cluster, free_from = [], []
        lane = next((n for n, until in enumerate(free_from) if until <= box.at), len(free_from))
        free_from[lane : lane + 1] = [box.until]
        cluster.append((box, lane))
    return done + side_by_side(cluster, len(free_from))


def side_by_side(cluster: list[tuple[Box, int]], lanes: int) -> list[Box]:
    return [replace(box, lane=lane, lanes=lanes) for box, lane in cluster]


def narrowed(boxes: Sequence[Box], most: int) -> list[Box]:
    """At most so many lanes: of a wider cluster, the last lane holds boxes that say how many did not fit. The boxes
    are in the order of the clock.
    """
    shown: list[list[Box]] = []
    left_over: list[Box] = []
    until = 0
    for box in boxes:
        fits = box.lanes <= most or box.lane < most - 1
        if fits:
            shown.append([box])
        elif left_over and until > box.at:
            left_over.append(box)
            until = max(until, box.until)
        else:
            left_over, until = [box], box.until
            shown.append(left_over)
    return [joined(some, most) for some in shown]


def joined(some: Sequence[Box], most: int) -> Box:
    """One box of those that share a place: all that did not fit and touch each other, or one that did."""
    first = some[0]
    if first.lanes <= most:
        return first
    if first.lane < most - 1:
        return replace(first, lanes=most, crowded=True)
    return replace(
        first,
        length=max(one.until for one in some) - first.at,
        lane=most - 1,
        lanes=most,
        crowded=True,
        rest=tuple(one.key for one in some),
    )


def window(boxes: Iterable[Box], hours: Sequence[Hour], work: tuple[int, int]) -> tuple[int, int]:
    """First row and the one after the last, in hours: those of work, or more where something is early or late."""
    starts = [number for number, (hour, _) in enumerate(hours) if hour >= work[0]]
    ends = [number for number, (hour, _) in enumerate(hours) if hour >= work[1]]
    first, last = min(starts, default=0), min(ends, default=len(hours))
    for box in boxes:
        first = min(first, box.at // SLOTS)
        last = max(last, -(-box.until // SLOTS))
    return first, last
