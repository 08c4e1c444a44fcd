"""How often a vendor may be called: its limit as data, the headers it reports with, and a budget.

Budgets stay at nine tenths of the limit, because the window we count is never quite the vendor's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Protocol

SHARE = 0.9
LONGEST = timedelta(days=7)
TOO_MANY = 429
EPOCH_FROM = 1e8  # a smaller Reset is a number of seconds from now
MILLISECONDS_FROM = 1e11
LONGEST_NUMBER = 18

LIMIT = ("x-ratelimit-limit", "ratelimit-limit", "x-api-ratelimit-limit", "x-rate-limit-limit")
REMAINING = (
    "x-ratelimit-remaining",
    "ratelimit-remaining",
    "x-api-ratelimit-limit-remaining",
    "x-rate-limit-remaining",
)
RESET = ("x-ratelimit-reset", "ratelimit-reset", "x-api-ratelimit-reset", "x-rate-limit-reset")


@dataclass(frozen=True)
class Rate:
    """At most `limit` calls in any `window` seconds."""

    limit: int
    window: float

    @property
    def allowance(self) -> int:
        return max(1, int(self.limit * SHARE))


@dataclass(frozen=True)
class Told:
    """What an answer's headers say: the limit, the calls left, and the instant before which to be silent."""

    limit: int | None
    remaining: int | None
    until: datetime | None

    @property
    def used(self) -> int | None:
        """How many calls the vendor has counted in its window."""
        if self.limit is None or self.remaining is None:
            return None
        return max(0, self.limit - self.remaining)


class Budget(Protocol):
    """The calls left to one credential."""

    def take(self, now: datetime) -> float:
        """Seconds to wait before the next call; 0 means that it was taken and may be sent."""
        ...

    def observe(self, headers: Mapping[str, str], status: int, now: datetime) -> None:
        """Learn from an answer."""
        ...


@dataclass
class MemoryBudget:
    """For one process. Without a rate it only heeds what the vendor says."""

    rate: Rate | None = None
    used: int = 0
    window_started_at: datetime | None = None
    blocked_until: datetime | None = None

    def take(self, now: datetime) -> float:
        if self.blocked_until is not None and now < self.blocked_until:
            return (self.blocked_until - now).total_seconds()
        if self.rate is None:
            return 0.0
        ends_at = (self.window_started_at or now) + timedelta(seconds=self.rate.window)
        if self.window_started_at is None or now >= ends_at:
            self.window_started_at, self.used = now, 1
            return 0.0
        if self.used < self.rate.allowance:
            self.used += 1
            return 0.0
        return (ends_at - now).total_seconds()

    def observe(self, headers: Mapping[str, str], status: int, now: datetime) -> None:
        told = read(headers, status, now)
        if self.rate is not None and told.limit:
            self.rate = Rate(told.limit, self.rate.window)
        if told.used is not None:
            self.used = max(self.used, told.used)
        if told.until is not None:
            self.blocked_until = max(self.blocked_until or told.until, told.until)


def read(headers: Mapping[str, str], status: int, now: datetime) -> Told:
    """The rate headers of an answer. Whatever cannot be understood counts as not said.

    Retry-After (seconds or a date) is heeded with 429 and 503; Reset (epoch, or seconds from now) with
    429 and wherever no call is left.
    """
    said = {name.lower(): value for name, value in headers.items()}
    limit, remaining = (first_number(said, names) for names in (LIMIT, REMAINING))
    until = None
    if status in {TOO_MANY, 503}:
        until = retry_after(said.get("retry-after", ""), said.get("date", ""), now)
    if until is None and (status == TOO_MANY or remaining == 0):
        until = reset_at(first_number(said, RESET), now)
    return Told(
        limit=int(limit) if limit and limit >= 1 else None,
        remaining=int(remaining) if remaining is not None and remaining >= 0 else None,
        until=min(until, now + LONGEST) if until else None,
    )


def retry_after(value: str, date: str, now: datetime) -> datetime | None:
    """A date is measured against the vendor's own clock, where the answer tells it."""
    seconds = as_number(value)
    if seconds is not None:
        return now + timedelta(seconds=min(max(seconds, 0), LONGEST.total_seconds()))
    instant = http_date(value)
    if instant is None:
        return None
    return now + min(max(instant - (http_date(date) or now), timedelta(0)), LONGEST)


def reset_at(value: float | None, now: datetime) -> datetime | None:
    if value is None or value < 0:
        return None
    if value < EPOCH_FROM:
        return now + timedelta(seconds=min(value, LONGEST.total_seconds()))
    epoch = value / 1000 if value >= MILLISECONDS_FROM else value
    try:
        return max(datetime.fromtimestamp(epoch, UTC), now)
    except (ValueError, OverflowError, OSError):
        return None


def http_date(value: str) -> datetime | None:
    try:
        parsed = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def first_number(said: Mapping[str, str], names: tuple[str, ...]) -> float | None:
    """The first of these headers that holds a number; `100, 100;w=60` counts as 100."""
    values = (
        as_number(said[name].partition(",")[0].partition(";")[0]) for name in names if name in said
    )
    return next((value for value in values if value is not None), None)


def as_number(value: str) -> float | None:
    text = value.strip()
    is_number = len(text) <= LONGEST_NUMBER and text.isascii()
    return float(text) if is_number and text.replace(".", "", 1).isdigit() else None
