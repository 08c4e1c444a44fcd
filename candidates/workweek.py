"""Hours of work by weekday, Monday first; a day without any is a day off. Pure.

They are kept as `[["09:00", "18:00"], …, null]`, and as null where they are the usual ones.
"""

from collections.abc import Iterable
from datetime import time

Span = tuple[time, time]
Hours = tuple[Span | None, ...]
Kept = list[list[str] | None]

OFFICE: Hours = (*[(time(9), time(18))] * 5, None, None)


def read_hours(kept: Kept | None) -> Hours | None:
    if kept is None:
        return None
    return tuple(
        (time.fromisoformat(span[0]), time.fromisoformat(span[1])) if span else None
        for span in kept
    )


def kept_hours(hours: Iterable[Span | None]) -> Kept | None:
    """None for those of an office."""
    given = tuple(hours)
    if given == OFFICE:
        return None
    return [[f"{edge:%H:%M}" for edge in span] if span else None for span in given]
