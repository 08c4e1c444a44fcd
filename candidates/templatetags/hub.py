"""Tags of every page: icons, moments with their zone, names of people."""

import re
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from candidates import names, times
from candidates.times import Zones

IN_A_BOX = "ev__t"
BEFORE_SIGNS = re.compile(r"(?=[@.])")
register = template.Library()
Context = dict[str, Any]


@register.simple_tag
@lru_cache(maxsize=1024, typed=True)
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """`label` names an icon that says something alone; without one it is decoration."""
    where = f"{static('hub/icons/icons.svg')}#{name}"
    css = f"icon icon--{size}" if size else "icon"
    if label:
        shape = '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>'
        return format_html(shape, css, label, where)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', css, where)


@register.simple_tag
def hours_shown() -> str:
    """Of the clocks of this page: 12 or 24."""
    return times.TWELVE if times.shows_twelve() else times.TWENTY_FOUR


def zones_in(context: Context) -> Zones:
    zones: Zones = context["zones"]
    return zones


def stamp(at: datetime, text: str | SafeString, zone: str, css: str = "") -> SafeString:
    shape = '<time class="{}" datetime="{}">{} <span class="zone">{}</span></time>'
    return format_html(shape, css, at.isoformat(), text, zone)


@register.simple_tag(takes_context=True)
def span(context: Context, start: datetime, end: datetime | None, css: str = "when__main") -> str:
    """`10:30–11:15 CET`"""
    zone, twelve = zones_in(context).main, times.shows_twelve()
    return hours_between(start, end, zone, css, get_language(), twelve=twelve)


@lru_cache(maxsize=2048)
def hours_between(
    start: datetime,
    end: datetime | None,
    zone: tzinfo,
    css: str,
    language: str | None,
    *,
    twelve: bool,
) -> SafeString:
    """A week has hundreds of interviews, which begin at the same few hours. `language` and `twelve` are the active
    ones.
    """
    hours = times.clock_range(start, end, zone)
    quiet = twelve and css == IN_A_BOX
    return stamp(start, marked(hours) if quiet else hours, times.zone_word(start, zone), css)


def marked(hours: str) -> SafeString:
    """The words for the halves of the day marked: where a ruler says them beside it, they may be out of sight."""
    words = [one.replace("%(time)s", "") for one in times.halves()]
    parts = re.split(f"({'|'.join(map(re.escape, words))})", hours)
    shape = '<span class="ev__half">{}</span>'
    return format_html_join(
        "", "{}", ((format_html(shape, one) if one in words else one,) for one in parts)
    )


@register.simple_tag(takes_context=True)
def span_alt(context: Context, start: datetime, end: datetime | None = None) -> str:
    """The same in the second zone, `16:30 KST +1`; nothing where there is none."""
    zones = zones_in(context)
    if zones.second is None:
        return ""
    text = times.clock_range(start, end, zones.second) if end else times.clock(start, zones.second)
    later = times.days_later(start, start.astimezone(zones.main).date(), zones.second)
    word = times.zone_word(start, zones.second)
    return format_html('<span class="when__alt">{} {} {}</span>', text, word, later)


@register.simple_tag(takes_context=True)
def span_second(context: Context, start: datetime, end: datetime | None) -> str:
    """`18:30–19:15 KST`, as large as the first."""
    zone = zones_in(context).second
    if zone is None:
        return ""
    return stamp(start, times.clock_range(start, end, zone), times.zone_word(start, zone))


@register.simple_tag(takes_context=True)
def plain_when(context: Context, interview: Any) -> str:
    """Day, hours and zone as text, in both zones, for a mail or a chat."""
    start, end = interview.start_at, interview.end_at
    if start is None:
        day = interview.start_date
        whole = gettext("All day")
        return f"{times.dated_day(day)}, {whole}" if day else gettext("No time yet")
    zones = zones_in(context)
    shown = [zones.main] if zones.second is None else [zones.main, zones.second]
    return "\n".join(
        f"{times.dated_day(start.astimezone(zone).date())}, {times.clock_range(start, end, zone)} "
        f"{times.zone_word(start, zone)} ({zone})"
        for zone in shown
    )


@register.simple_tag(takes_context=True)
def span_day(context: Context, start: datetime) -> str:
    """The day in the second zone, where it is not that of the first."""
    zones = zones_in(context)
    if zones.second is None:
        return ""
    day = start.astimezone(zones.second).date()
    same = day == start.astimezone(zones.main).date()
    return "" if same else format_html('<span class="when__alt">{}</span>', times.dated_day(day))


@register.simple_tag
def span_named(start: datetime, end: datetime | None, name: str) -> str:
    """In the zone a vendor names; its name alone where we know no such zone."""
    zone = times.zone_called(name)
    if zone is None:
        return name
    shown = stamp(start, times.clock_range(start, end, zone), times.zone_word(start, zone))
    return format_html('{}<small class="small">{}</small>', shown, name)


@register.simple_tag(takes_context=True)
def zone_city(context: Context, which: str) -> str:
    zone = getattr(zones_in(context), which)
    return times.city(zone) if zone else ""


@register.simple_tag(takes_context=True)
def zone_exactly(context: Context) -> str:
    """`Europe/Berlin, CET, UTC+01:00`"""
    return times.zone_exact(context["now"], zones_in(context).main)


@register.simple_tag(takes_context=True)
def list_day(context: Context, at: datetime) -> str:
    """The day above the hours, where rows of many days stand together."""
    return format_html('<span class="when__day">{}</span>', day_of(context, at))


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime | None) -> str:
    """`Wed 4 Nov 17:02 CET`; a dash-free word where there is no moment."""
    if at is None:
        return gettext("never")
    text = times.moment(at, zones_in(context).main, now=context["now"])
    return format_html('<time class="nowrap" datetime="{}">{}</time>', at.isoformat(), text)


@register.simple_tag(takes_context=True)
def ago(context: Context, at: datetime) -> str:
    """`4 min ago` or `in 2 h`; only ever beside the moment itself."""
    length = at - context["now"]
    words = times.duration(length)
    if length.total_seconds() > 0:
        return gettext("in %(duration)s") % {"duration": words}
    return gettext("%(duration)s ago") % {"duration": words}


@register.simple_tag(takes_context=True)
def day_of(context: Context, at: datetime) -> str:
    return times.dated_day(at.astimezone(zones_in(context).main).date())


@register.simple_tag(takes_context=True)
def zone_chip(context: Context) -> SafeString:
    """`Berlin CET +01:00 / Seoul +09:00`"""
    zones, now = zones_in(context), context["now"]
    main = format_html(
        '{} <span class="chip__dim">{}</span>',
        times.zone_title(now, zones.main),
        times.offset(now, zones.main),
    )
    if zones.second is None:
        return main
    second = f"{times.city(zones.second)} {times.offset(now, zones.second)}"
    return format_html('{} <span class="chip__dim">/ {}</span>', main, second)


@register.simple_tag(takes_context=True)
def wall_clock(context: Context) -> SafeString:
    """What time it is in both zones."""
    zones, now = zones_in(context), context["now"]
    shown = [zones.main] if zones.second is None else [zones.main, zones.second]
    parts = [
        format_html("<span><b>{}</b> {}</span>", times.clock(now, zone), times.zone_word(now, zone))
        for zone in shown
    ]
    return SafeString("".join(parts))


@register.simple_tag(takes_context=True)
def zones_note(context: Context) -> str:
    """Which zone the times of a list are in."""
    zones, now = zones_in(context), context["now"]
    main = times.zone_title(now, zones.main)
    if zones.second is None:
        return gettext("Times in %(main)s") % {"main": main}
    second = times.zone_title(now, zones.second)
    return gettext("%(main)s, %(second)s below") % {"main": main, "second": second}


@register.filter
def long_day(day: date) -> str:
    return times.long_day(day)


@register.filter
def short_day(day: date) -> str:
    return times.short_day(day)


@register.filter
def number(value: int) -> str:
    """`40 331`, with a narrow space that does not break, or with the language's comma."""
    if pgettext("between thousands: space or comma", "space") == "comma":
        return f"{value:,}"
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


@register.filter
def dated_day(day: date) -> str:
    return times.dated_day(day)


@register.filter
def until_day(first: date, last: date) -> str:
    return times.day_range(first, last)


@register.filter
def initials(name: str | None) -> str:
    return names.initials(name)


@register.filter
def person(named: object) -> str:
    """A name, marked as Korean where it is: other line breaks, another face, another voice."""
    name = named if isinstance(named, str) else str(named or "")
    if names.is_korean(name):
        return format_html('<span lang="ko">{}</span>', name)
    return address(name) if "@" in name else name


@register.filter
def address(email: str | None) -> SafeString:
    """An e-mail address or another name made of words and signs, broken before these where a line is too short."""
    parts = BEFORE_SIGNS.split(email or "")
    return format_html_join(SafeString("<wbr>"), "{}", ((part,) for part in parts))
