"""What only the calendar says: hours of the ruler, and what may be moved."""

from datetime import date, datetime, time, tzinfo

from django import template

from candidates import times
from candidates.templatetags.hub import Context, zones_in
from interviews.models import Interview
from interviews.selectors.panel import Row

register = template.Library()


@register.simple_tag(takes_context=True)
def zone_short(context: Context, which: str, day: date) -> str:
    """`CET`, as it is on that day at noon."""
    zone: tzinfo = getattr(zones_in(context), which)
    return times.zone_word(datetime.combine(day, time(12), zone), zone)


@register.simple_tag(takes_context=True)
def clock_in(context: Context, which: str, at: datetime) -> str:
    return times.clock(at, getattr(zones_in(context), which))


@register.filter
def starts_on(interview: Interview, zone: tzinfo) -> date | None:
    """The day it is shown on."""
    if interview.start_at is not None:
        return interview.start_at.astimezone(zone).date()
    return interview.start_date


@register.filter
def among(pk: int, keys: set[int]) -> bool:
    return pk in keys


@register.filter
def movable(row: Row, may_move: bool) -> bool:  # noqa: FBT001 (a filter of a template)
    """Whether the form that moves it is offered; it says itself what the vendor does not allow."""
    interview = row.interview
    return may_move and interview.account_id is not None and not row.off
