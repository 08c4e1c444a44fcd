"""What only the calendar says: hours of the ruler, and what may be moved."""

from collections.abc import Iterator
from datetime import date, datetime, time, tzinfo

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from candidates import times
from candidates.templatetags.hub import Context, icon, person, span, span_alt, zones_in
from interviews.calendar.grid import Hour
from interviews.models import Interview
from interviews.selectors.panel import Row
from interviews.templatetags.interviews import (
    answer_word,
    called,
    link_name,
    panel_words,
    status_word,
)

register = template.Library()


@register.simple_tag(takes_context=True)
def zone_short(context: Context, which: str, day: date) -> str:
    """`CET`, as it is on that day at noon."""
    zone: tzinfo = getattr(zones_in(context), which)
    return times.zone_word(datetime.combine(day, time(12), zone), zone)


@register.simple_tag(takes_context=True)
def clock_zoned(context: Context, which: str, at: datetime) -> SafeString:
    """`10:30 CET`, the zone out of sight where there is no room for it."""
    zone: tzinfo = getattr(zones_in(context), which)
    shape = '{}<span class="ev__zone"> {}</span>'
    return format_html(shape, times.clock(at, zone), times.zone_word(at, zone))


@register.simple_tag
def ruler_hour(hour: Hour) -> str:
    """`08:00`; the second one of an hour that comes twice is marked."""
    number, fold = hour
    return f"{times.on_ruler(time(number))}{' ²' if fold else ''}"


@register.simple_tag(takes_context=True)
def ruler_second(context: Context, at: datetime) -> str:
    """The same moment in the second zone."""
    return times.on_ruler(at.astimezone(zones_in(context).second).time())


@register.filter
def starts_on(interview: Interview, zone: tzinfo) -> date | None:
    """The day it is shown on."""
    if interview.start_at is not None:
        return interview.start_at.astimezone(zone).date()
    return interview.start_date


@register.simple_tag(takes_context=True)
def event_name(context: Context, interview: Interview) -> str:
    return person(called(context, interview.candidate) or gettext("Candidate not known"))


@register.simple_tag(takes_context=True)
def event_lines(context: Context, row: Row, badge: str, *, clash: bool) -> SafeString:
    """What the box of an interview says, `badge` is its vendor's. A week has hundreds of them, which a template that
    is included takes too long for.
    """
    interview = row.interview
    start, end = interview.start_at, interview.end_at
    assert start is not None, "whole days have no hours"
    twice = icon("sev-critical", label=gettext("somebody is needed twice")) if clash else ""
    return format_html(
        '<span class="ev__top">{}{}{}{}{}</span><b>{}</b><span class="ev__what">{}</span>'
        '<span class="ev__more">{}{}</span>',
        icon(f"st-{row.state}", label=status_word(row.state)),
        format_html('<span class="ev__flag">{}</span>', twice) if twice else "",
        span(context, start, end, "ev__t"),
        span_alt(context, start),
        badge,
        event_name(context, interview),
        person(interview.title),
        format_html_join("", "{} · ", ((one,) for one in beside(interview))),
        people(row),
    )


def beside(interview: Interview) -> Iterator[str]:
    """For which job it is, and where."""
    if interview.job is not None:
        yield person(interview.job)
    if interview.location:
        yield person(interview.location)
    elif interview.meeting_url:
        yield link_name(interview.meeting_url)


def people(row: Row) -> str:
    """The panel, each with the answer."""
    if not row.panel:
        return panel_words(row)
    said = ((person(seat.name or "?"), answer_word(seat.answer)) for seat in row.panel)
    return format_html_join(", ", "{} ({})", said)


@register.filter
def among(pk: int, keys: set[int]) -> bool:
    return pk in keys


@register.filter
def movable(row: Row, may_move: bool) -> bool:  # noqa: FBT001 (a filter of a template)
    """Whether the form that moves it is offered; it says itself what the vendor does not allow."""
    interview = row.interview
    return may_move and interview.account_id is not None and not row.off
