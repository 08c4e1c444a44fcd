"""Who is needed in two places at once. Pure: bookings in, overlaps out, whatever system they come from."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Booking:
    """A person's time in one interview. Interviews without an end or with days only are no bookings."""

    person: Hashable
    interview: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Overlap:
    """`first` begins no later than `second`; touching ends do not overlap."""

    person: Hashable
    first: int
    second: int
    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def other(self, interview: int) -> int:
        return self.second if interview == self.first else self.first


def overlaps(bookings: Iterable[Booking]) -> list[Overlap]:
    """Every pair of interviews of one person that share time, in order of the time they share."""
    calendars: dict[Hashable, set[Booking]] = defaultdict(set)
    for booking in bookings:
        if booking.start < booking.end:
            calendars[booking.person].add(booking)
    found = [
        overlap
        for calendar in calendars.values()
        for overlap in overlaps_of_one(sorted(calendar, key=lambda one: (one.start, one.interview)))
    ]
    return sorted(found, key=lambda one: (one.start, one.first, one.second))


def overlaps_of_one(calendar: list[Booking]) -> Iterable[Overlap]:
    """`calendar` is one person's, by start."""
    open_ones: list[Booking] = []
    for later in calendar:
        open_ones = [one for one in open_ones if one.end > later.start]
        for earlier in open_ones:
            if earlier.interview != later.interview:
                end = min(earlier.end, later.end)
                yield Overlap(later.person, earlier.interview, later.interview, later.start, end)
        open_ones.append(later)
