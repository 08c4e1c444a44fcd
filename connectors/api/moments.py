"""Dates and moments of a query string as bounds of a range."""

import re
from datetime import UTC, date, datetime, time, timedelta

from interviews.selectors.listing import Bound, Operator

DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
LOST_PLUS = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+ \d{2}:?\d{2}", re.ASCII)
DAY = timedelta(days=1)


def bounds(operator: Operator, text: str) -> tuple[Bound, ...]:
    """Raises ValueError with a sentence. A date is the whole UTC day: gt is after it, lte up to its end."""
    if not DATE.fullmatch(text):
        return ((operator, moment(text)),)
    try:
        start = datetime.combine(date.fromisoformat(text), time.min, UTC)
        end = start + DAY
    except (ValueError, OverflowError):
        raise ValueError(f"there is no day {text}.") from None
    whole: dict[Operator, tuple[Bound, ...]] = {
        "eq": (("gte", start), ("lt", end)),
        "gt": (("gte", end),),
        "gte": (("gte", start),),
        "lt": (("lt", start),),
        "lte": (("lt", end),),
    }
    return whole[operator]


def moment(text: str) -> datetime:
    if LOST_PLUS.fullmatch(text):
        raise ValueError(
            f"“{text}” has lost its plus sign: in an address, “+” must be written as %2B."
        )
    if not MOMENT.fullmatch(text):
        raise ValueError(
            f"“{text}” is neither a date (2026-03-02) nor a moment in ISO 8601 (2026-03-02T09:00:00Z)."
        )
    try:
        found = datetime.fromisoformat(text.upper())
    except ValueError:
        raise ValueError(f"there is no moment {text}.") from None
    if found.tzinfo is None:
        raise ValueError(f"“{text}” has no time zone. Add Z for UTC or an offset such as %2B01:00.")
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"“{text}” is out of range.") from None
