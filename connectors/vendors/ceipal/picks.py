"""What Ceipal's records need beside the kit: ways to say nothing, and a clock that names no zone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext_noop

from connectors.mapping import Findings, Pick, Raw, derived, refuse, text, when
from connectors.paths import dig

ZONES = frozenset(available_timezones())  # read from disk at every call
NOTHING_SAID = (None, "", "0", "NA", "N/A")
PRIVATE = frozenset({"ssn", "aadhar_number", "pan_number", "passport_number"})
CLOCKS = ("%I:%M %p", "%H:%M", "%H:%M:%S")


def said(path: str, *, longest: int = 500) -> Pick:
    """A text that is none of the ways in which Ceipal says nothing."""
    read_text = text(path, longest=longest).read

    def read(raw: Raw, findings: Findings) -> str | None:
        value: str | None = read_text(raw, findings)
        return None if value in NOTHING_SAID else value

    return derived(gettext_noop("as it is; “0”, “NA” and “N/A” say nothing"), read, path)


def wall_clock(path: str, zone: ZoneInfo | None) -> Pick:
    """A moment on the tenant's clock; not told where its zone is not known."""
    if zone is not None:
        return when(path, zone=zone)
    return derived(
        gettext_noop("not known without the option time_zone"), lambda raw, findings: None, path
    )


def zone_of(name: object) -> ZoneInfo | None:
    known = isinstance(name, str) and name in ZONES
    return ZoneInfo(name) if isinstance(name, str) and known else None


def day_at(raw: Raw, path: str) -> date | None:
    value = dig(raw, path)
    if value in NOTHING_SAID:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise refuse(path, value, "a date (YYYY-MM-DD)") from None


def moment_at(day: date, raw: Raw, path: str, zone: ZoneInfo) -> datetime | None:
    """A time of day on that day, as the clock of the zone shows it."""
    value = dig(raw, path)
    if value in NOTHING_SAID:
        return None
    for form in CLOCKS:
        try:
            clock = datetime.strptime(str(value).strip(), form).replace(tzinfo=zone)
        except ValueError:
            continue
        return datetime.combine(day, clock.timetz()).astimezone(UTC)
    raise refuse(path, value, "a time of day")


def without_private(entry: Any) -> Iterator[Any]:
    """National ids are never kept."""
    is_record = isinstance(entry, dict)
    yield {name: entry[name] for name in entry if name not in PRIVATE} if is_record else entry
