"""What only the calendar says: hours of the ruler, and what may be moved."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, tzinfo
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from candidates import times
from candidates.templatetags.hub import Context, icon, person, span, span_alt, zones_in
from interviews.calendar.grid import Hour
from interviews.calendar.timetable import Item
from interviews.models import Interview
from interviews.selectors.entries import Entry
from interviews.selectors.panel import Row
from interviews.templatetags.interviews import (
    answer_word,
    called,
    interviewer,
    link_name,
    panel_words,
    safe_link,
    status_word,
)

register = template.Library()
Badges = Mapping[str | None, SafeString]


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
def event_name(context: Context, interview: Entry) -> str:
    return person(called(context, interview.candidate) or gettext("Candidate not known"))


@register.simple_tag
def event_place(item: Item) -> SafeString:
    """Where the box of an interview stands and how it looks, as its style reads it."""
    box = item.box
    lanes = {"lane": item.lane, "lanes": box.lanes} if box.lanes > 1 else {}
    place = {"h": item.hour, "m": item.slot, "lh": item.hours, "lm": item.slots, **lanes}
    marks = {
        "short": item.short,
        "conflict": item.clash,
        "openend": item.row.interview.end_at is None,
        "before": box.from_before,
        "on": box.goes_on,
        "crowded": box.crowded,
    }
    said = [f'data-{name}="{number:d}"' for name, number in place.items()]
    said += [f"data-{name}" for name, holds in marks.items() if holds]
    return SafeString(" ".join(said))


@register.simple_tag(takes_context=True)
def event_prints(context: Context, item: Item, badges: Badges, clashes: set[int]) -> SafeString:
    """On paper, those that have no room in their box. A week has hundreds of them, which a template takes too long
    for.
    """
    return format_html_join(
        "",
        '<li class="ev__box" data-status="{}">{}</li>',
        (
            (row.state, event_lines(context, row, badges, clash=row.interview.pk in clashes))
            for row in item.rest
        ),
    )


@register.simple_tag(takes_context=True)
def event_lines(context: Context, row: Row[Entry], badges: Badges, *, clash: bool) -> SafeString:
    """What the box of an interview says; `badges` are those of vendors."""
    interview = row.interview
    start, end = interview.start_at, interview.end_at
    assert start is not None, "whole days have no hours"
    return format_html(
        '<span class="ev__top">{}{}{}{}{}</span><b>{}</b><span class="ev__what">{}</span>'
        '<span class="ev__more">{}{}</span>',
        mark_of(row.state, get_language()),
        clash_flag() if clash else "",
        span(context, start, end, "ev__t"),
        span_alt(context, start),
        badges[interview.account.vendor if interview.account else None],
        event_name(context, interview),
        person(interview.title),
        format_html_join("", "{} · ", ((one,) for one in beside(interview))),
        people(row),
    )


@lru_cache(maxsize=64)
def mark_of(state: str, language: str | None) -> SafeString:
    """Its word is that of `language`, the active one."""
    return icon(f"st-{state}", label=status_word(state))


def clash_flag() -> SafeString:
    twice = icon("sev-critical", label=gettext("somebody is needed twice"))
    return format_html('<span class="ev__flag">{}</span>', twice)


def beside(interview: Entry) -> Iterator[str]:
    """For which job it is, and where."""
    if interview.job is not None:
        yield person(interview.job)
    if interview.location and not safe_link(interview.location):
        yield person(interview.location)
    elif interview.location or interview.meeting_url:
        yield link_name(interview.location or interview.meeting_url)


def people(row: Row[Entry]) -> str:
    """The panel, each with the answer."""
    if not row.panel:
        return panel_words(row)
    language = get_language()
    return SafeString(", ".join(answered(one.name, one.answer, language) for one in row.panel))


@lru_cache(maxsize=2048)
def answered(name: str, answer: str, language: str | None) -> SafeString:
    """A page names the same few people hundreds of times. The words are those of `language`, the active one."""
    return format_html("{} ({})", interviewer(name), answer_word(answer))


@register.filter
def movable(row: Row[Entry], may_move: bool) -> bool:  # noqa: FBT001 (a filter of a template)
    """Whether the form that moves it is offered; it says itself what the vendor does not allow."""
    interview = row.interview
    return may_move and interview.account_id is not None and not row.off
