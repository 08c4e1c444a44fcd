"""Instants are integers: milliseconds since the epoch, in UTC. Small, quick to compare, exact."""

from datetime import UTC, date, datetime
from functools import lru_cache

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


def to_ms(moment: datetime) -> int:
    if moment.tzinfo is None:
        raise ValueError("The sandbox needs aware datetimes.")
    return round(moment.timestamp() * 1000)


def to_datetime(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def day_start(day: date) -> int:
    """Midnight UTC."""
    return (day.toordinal() - _EPOCH_ORDINAL) * DAY


def day_of(ms: int) -> date:
    return date.fromordinal(ms // DAY + _EPOCH_ORDINAL)


@lru_cache(maxsize=8192)
def _day_text(days: int) -> str:
    return date.fromordinal(days + _EPOCH_ORDINAL).isoformat()


def iso(ms: int | None) -> str | None:
    """`2026-03-02T15:00:00.000Z`"""
    if ms is None:
        return None
    days, rest = divmod(ms, DAY)
    hours, rest = divmod(rest, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds, rest = divmod(rest, SECOND)
    return f"{_day_text(days)}T{hours:02d}:{minutes:02d}:{seconds:02d}.{rest:03d}Z"


def iso_seconds(ms: int | None) -> str | None:
    """`2026-03-02T15:00:00Z`"""
    text = iso(ms)
    return text[:-5] + "Z" if text else None


def parse_instant(text: str) -> int:
    """ISO-8601; a value without a zone is UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return to_ms(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def parse_day(text: str) -> str:
    """A `YYYY-MM-DD` date, as text. Raises ValueError."""
    if len(text) != 10:
        raise ValueError(f"{text!r} is not a date.")
    return date.fromisoformat(text).isoformat()
