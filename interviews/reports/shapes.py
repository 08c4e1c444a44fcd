"""What a report is made of, before it is drawn or written into a file. Plain values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from interviews.reports.asked import Asked


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`."""

    part: float
    whole: float

    @property
    def percent(self) -> float | None:
        return 100 * self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last, both included; `month` where they are told as a month."""

    first: date
    last: date
    month: bool


Cell = str | int | timedelta | Share | Days | None
"""None is what is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`name` stands in the address of its file. The first `words` columns are words, the others figures."""

    name: str
    caption: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    words: int = 1


@dataclass(frozen=True, slots=True)
class Segment:
    """One kind of what a bar is made of: its word and the look of it (interviews.reports.charts)."""

    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a bar chart: a length for each segment, and its sum in words."""

    label: str
    lengths: tuple[float, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Bars:
    segments: tuple[Segment, ...]
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of time: a height, a mark above it, and both in words. None where nothing was counted."""

    label: str
    height: float | None
    mark: float | None
    said: str


@dataclass(frozen=True, slots=True)
class Columns:
    """`top` is what the highest line of the scale is called, `highest` its value."""

    height: str
    mark: str
    columns: Sequence[Column]
    highest: float
    top: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """`total` is how many were counted. `left_out` are sentences: who does not tell, and of how many. `since` is one
    that says from when on it is known at all, where that is later than what was asked for; `until` the moment up to
    which it is counted, where the worker has not read on yet.
    """

    total: int
    headline: Sequence[tuple[str, Cell]] = ()
    chart: Bars | Columns | None = None
    tables: Sequence[Table] = ()
    left_out: Sequence[str] = field(default_factory=list)
    since: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One page: `says` what it is for, `counted` how."""

    name: str
    title: Any
    says: Any
    counted: Any
    find: Callable[[Asked], Found]
