"""Moments as a person reads them: never without their zone, in the words of the active language, on the clock of
whoever is signed in.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, gettext_noop, ngettext, pgettext

TWELVE, TWENTY_FOUR = "12", "24"
# Django's Korean says the whole name of the day for the short one: our catalogue has the short one.
SHORT_DAYS = (
    gettext_noop("Mon"), gettext_noop("Tue"), gettext_noop("Wed"), gettext_noop("Thu"), gettext_noop("Fri"),
    gettext_noop("Sat"), gettext_noop("Sun"),
)  # fmt: skip
MINUS = "\N{MINUS SIGN}"
PLACES = {
    "Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
}  # fmt: skip
OFTEN = (
    "UTC", "Europe/Berlin", "Europe/London", "Europe/Paris", "Europe/Warsaw", "Europe/Istanbul", "Asia/Seoul",
    "Asia/Tokyo", "Asia/Singapore", "Asia/Kolkata", "Asia/Dubai", "Australia/Sydney", "America/New_York",
    "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto", "America/Vancouver",
    "America/Sao_Paulo",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Zones:
    """The zone times are shown in, and the one below it."""

    main: tzinfo
    second: tzinfo | None = None


@cache
def zone_names() -> tuple[str, ...]:
    """What a person may choose: the names of places, without the aliases of old."""
    return ("UTC", *sorted(n for n in available_timezones() if n.partition("/")[0] in PLACES))


@cache
def known_zones() -> frozenset[str]:
    """Read from the disk once: every request asks."""
    return frozenset(available_timezones())


def zone_called(name: str) -> ZoneInfo | None:
    return ZoneInfo(name) if name in known_zones() else None


def zone_or_utc(name: str) -> ZoneInfo:
    return zone_called(name) or ZoneInfo("UTC")


def city(zone: tzinfo) -> str:
    """`Berlin` for Europe/Berlin."""
    return str(zone).rpartition("/")[2].replace("_", " ")


def offset(at: datetime, zone: tzinfo) -> str:
    """`+01:00`"""
    minutes = int((at.astimezone(zone).utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{MINUS if minutes < 0 else '+'}{hours:02}:{rest:02}"


def zone_word(at: datetime, zone: tzinfo) -> str:
    """`CET`; where the zone has no word of its own, `UTC+05:00`."""
    word = at.astimezone(zone).tzname() or ""
    return word if word.isalpha() else f"UTC{offset(at, zone)}"


def zone_title(at: datetime, zone: tzinfo) -> str:
    """`Berlin CET`; just `UTC` where both are the same word."""
    word = zone_word(at, zone)
    return word if word == city(zone) else f"{city(zone)} {word}"


def zone_exact(at: datetime, zone: tzinfo) -> str:
    """`Europe/Berlin, CET, UTC+01:00`, for whoever must not be in doubt."""
    if str(zone) == "UTC":
        return "UTC"
    word, shift = zone_word(at, zone), f"UTC{offset(at, zone)}"
    return ", ".join(dict.fromkeys((str(zone), word, shift)))


def exact(at: datetime, zone: tzinfo) -> str:
    """`Thu 12 Nov 2026, 23:59 (Europe/Berlin, CET, UTC+01:00)`"""
    day = dated_day(at.astimezone(zone).date())
    return f"{day}, {clock(at, zone)} ({zone_exact(at, zone)})"


chosen_clock: ContextVar[str] = ContextVar("chosen_clock", default=TWENTY_FOUR)


@contextmanager
def clock_of(choice: str) -> Iterator[None]:
    """Within it clocks show 12 or 24 hours; "" is as usual in the active language. Outside they show 24."""
    token = chosen_clock.set(choice)
    try:
        yield
    finally:
        chosen_clock.reset(token)


def shows_twelve() -> bool:
    return (chosen_clock.get() or usual_clock(get_language())) == TWELVE


@cache
def usual_clock(language: str | None) -> str:
    """That of `language`, the active one: asked for each time that a page shows."""
    return pgettext("hours of a clock: 12 or 24", "24")


def on_clock(at: time) -> str:
    """`14:30`, or `2:30 pm`"""
    return in_half(at, face(at)) if shows_twelve() else f"{at:%H:%M}"


def on_clock_range(start: time, end: time) -> str:
    """`10:30–14:15`, `10:30 am–2:15 pm`, `1:30–2:15 pm`"""
    if shows_twelve() and (start.hour < 12) == (end.hour < 12):
        return in_half(start, f"{face(start)}–{face(end)}")
    return f"{on_clock(start)}–{on_clock(end)}"


def on_ruler(at: time) -> str:
    """`14:00`, or `2 pm`, which needs little room."""
    if at.minute or not shows_twelve():
        return on_clock(at)
    before, after = (
        pgettext("full hour before noon", "%(hour)d am"),
        pgettext("full hour after noon", "%(hour)d pm"),
    )
    return (before if at.hour < 12 else after) % {"hour": at.hour % 12 or 12}


def face(at: time) -> str:
    return f"{at.hour % 12 or 12}:{at:%M}"


def in_half(at: time, shown: str) -> str:
    """With the half of the day that `at` is in, never torn from it."""
    before, after = halves()
    return (before if at.hour < 12 else after) % {"time": shown}


def halves() -> tuple[str, str]:
    """How a time before noon and one after it are said, never torn from their words."""
    said = pgettext("before noon", "%(time)s am"), pgettext("after noon", "%(time)s pm")
    before, after = (one.replace(" ", "\N{NO-BREAK SPACE}") for one in said)
    return before, after


def clock(at: datetime, zone: tzinfo) -> str:
    return on_clock(at.astimezone(zone).time())


def days_later(at: datetime, day: date, zone: tzinfo) -> str:
    """`+1` where the moment falls on the day after `day`, else nothing."""
    days = (at.astimezone(zone).date() - day).days
    return f"{'+' if days > 0 else MINUS}{abs(days)}" if days else ""


def clock_range(start: datetime, end: datetime | None, zone: tzinfo) -> str:
    """`10:30–11:15`, `13:30 – ?` without an end, `23:30–00:30 +1` over midnight."""
    if end is None:
        return f"{clock(start, zone)} – ?"
    local = start.astimezone(zone)
    hours = on_clock_range(local.time(), end.astimezone(zone).time())
    later = days_later(end, local.date(), zone)
    return f"{hours}{' ' + later if later else ''}"


@lru_cache(maxsize=2048)
def written(day: date, shape: str, language: str | None) -> str:
    """A page says the same few days hundreds of times. Their names are those of `language`, the active one."""
    return date_format(day, shape)


def long_day(day: date) -> str:
    """`Thursday 5 November`"""
    return written(
        day, pgettext("date format: weekday, day, month in full", "l j F"), get_language()
    )


def short_day(day: date) -> str:
    """`Thu 5 Nov`"""
    return written(
        day, pgettext("date format: weekday, day, month in short", "D j M"), get_language()
    )


def dated_day(day: date) -> str:
    """`Thu 5 Nov 2026`"""
    return written(
        day, pgettext("date format: weekday, day, month in short, year", "D j M Y"), get_language()
    )


def day_range(first: date, last: date) -> str:
    """`30 Nov – 6 Dec 2026`: the year once where it is one, the day once where it is one; torn after the dash only."""
    if first == last:
        return dated_day(first)
    if first.year != last.year:
        return f"{dated_day(first)} – {dated_day(last)}"
    begin = date_format(first, pgettext("date format: first of two days of one year", "j M"))
    end = date_format(last, pgettext("date format: last of two days of one year", "j M Y"))
    return f"{begin} – {end}".replace(" ", "\N{NO-BREAK SPACE}").replace(
        "–\N{NO-BREAK SPACE}", "– "
    )


def moment(at: datetime, zone: tzinfo, *, now: datetime) -> str:
    """`10:42 CET` today, `Wed 4 Nov 17:02 CET` this year, with the year in others."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    hour = f"{on_clock(local.time())} {zone_word(at, zone)}"
    if local.date() == today:
        return hour
    day = short_day(local.date()) if local.year == today.year else dated_day(local.date())
    return f"{day} {hour}"


def duration(length: timedelta) -> str:
    """`18 min`, `2 h 18 min`, `3 days`; the sign is left to the sentence around it."""
    minutes = int(abs(length).total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    if not minutes:
        return gettext("less than a minute")
    if hours >= 48:
        return ngettext("%(count)d day", "%(count)d days", hours // 24) % {"count": hours // 24}
    if not hours:
        return gettext("%(minutes)d min") % {"minutes": minutes}
    if not rest or hours >= 12:
        return gettext("%(hours)d h") % {"hours": hours}
    return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


class NoSuchHour(ValueError):
    """The clocks skip that hour; the text is a sentence."""


def comes_twice(local: datetime, zone: tzinfo) -> bool:
    """Whether the clocks are put back over that hour."""
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return second.astimezone(UTC) > first.astimezone(UTC)


def moment_of(local: datetime, zone: tzinfo, *, fold: int = 0) -> datetime:
    """A reading of the clock in a zone as a moment. Of an hour that comes twice, `fold` 1 is the second.

    Raises NoSuchHour for one that the clocks skip.
    """
    at = local.replace(tzinfo=zone, fold=fold)
    if at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchHour(
            gettext("At %(hour)s of %(day)s the clocks are put forward: there is no such hour.")
            % {"hour": on_clock(local.time()), "day": dated_day(local.date())}
        )
    return at.astimezone(UTC)
