"""A line of the agenda. A day has hundreds of them, which a template takes too long for."""

from collections.abc import Iterable, Iterator, Mapping

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from candidates.templatetags.hub import Context, icon, moment, person, span, span_alt
from interviews.selectors.entries import Entry
from interviews.selectors.panel import Row
from interviews.templatetags.interviews import (
    avatars,
    called,
    cut_at,
    differs,
    link_name,
    panel_words,
    safe_link,
    status_word,
)

register = template.Library()
Badges = Mapping[str | None, str]


@register.simple_tag(takes_context=True)
def agenda_rows(context: Context, rows: Iterable[Row[Entry]], badges: Badges) -> SafeString:
    """`badges` are those of vendors."""
    return together(agenda_row(context, row, badges) for row in rows)


def agenda_row(context: Context, row: Row[Entry], badges: Badges) -> SafeString:
    return format_html(
        '<li class="agenda__row" data-status="{}"{}{}><span class="when">{}</span>{}'
        '<div class="agenda__main"><p class="agenda__who">{}</p><p class="meta">{}</p>{}</div>'
        '<div class="agenda__end">{} {}</div></li>\n',
        row.state,
        SafeString(" data-past") if row.past else "",
        SafeString(' data-now aria-current="time"') if row.running else "",
        when(context, row.interview),
        icon(f"st-{row.state}"),
        who(context, row.interview),
        together(facts(context, row, badges)),
        flags(row),
        avatars(row.panel) if row.panel else "",
        answers(row),
    )


def together(parts: Iterable[str]) -> SafeString:
    return SafeString(" ".join(conditional_escape(part) for part in parts))


def when(context: Context, interview: Entry) -> SafeString:
    if interview.start_at is not None:
        hours = span(context, interview.start_at, interview.end_at)
        return together([hours, span_alt(context, interview.start_at)])
    return format_html(
        '<span class="when__main">{}</span> <span class="when__alt">{}</span>',
        gettext("All day"),
        gettext("no hours given"),
    )


def who(context: Context, interview: Entry) -> SafeString:
    """The candidate, which interview, and for which job."""
    what = [person(one) for one in (interview.title, interview.job and interview.job.name) if one]
    return format_html(
        '<a href="{}">{}</a> <span>{}</span>',
        reverse("interview", args=[interview.pk]),
        person(called(context, interview.candidate) or gettext("Candidate not known")),
        SafeString(" · ".join(conditional_escape(one) for one in what)),
    )


def facts(context: Context, row: Row[Entry], badges: Badges) -> Iterator[str]:
    interview, shape = row.interview, "<span>{}</span>"
    yield format_html(
        '<span class="status" data-status="{}">{}</span>', row.state, status_word(row.state)
    )
    yield badges[interview.account.vendor if interview.account else None]
    if differs(interview.vendor_status, interview.status):
        word = gettext("says “%(word)s”") % {"word": interview.vendor_status}
        yield format_html('<span class="vendor-word">{}</span>', word)
    yield from places(interview)
    if interview.start_at and not interview.end_at:
        yield format_html(shape, gettext("end not reported"))
    if interview.deleted_at:
        told = {
            "reason": escape(interview.deleted_because),
            "at": moment(context, interview.deleted_at),
        }
        yield format_html(shape, SafeString(str(escape(gettext("%(reason)s, %(at)s"))) % told))


def places(interview: Entry) -> Iterator[SafeString]:
    """Where it is, and the link, if a browser may open it."""
    place, link = interview.location, interview.meeting_url
    if place and place != link:
        yield format_html("<span>{}{}</span>", icon("place"), person(cut_at(place, 60)))
    if address := safe_link(link):
        shape = '<a href="{}" rel="noreferrer">{}{}</a>'
        yield format_html(shape, address, icon("video"), link_name(link))
    elif link:
        yield format_html("<span>{}{}</span>", icon("video"), cut_at(link, 40))


def flags(row: Row[Entry]) -> SafeString | str:
    """What is wrong with it, and what somebody said is fine; nothing once it is over."""
    if row.past or not (row.notes or row.twice):
        return ""
    found = []
    if row.double_booked:
        found.append(flag("red", "sev-critical", gettext("double-booked")))
    for one in row.twice:
        if not one.is_open:
            mark, fine = icon("check", size="sm"), gettext("Fine:")
            found.append(format_html("<span>{}{} {}</span>", mark, fine, one.override_reason))
    if "declined" in row.codes:
        found.append(flag("red", "rsvp-declined", gettext("declined")))
    if "nobody" in row.codes:
        found.append(flag("amber", "sev-high", gettext("nobody on the panel")))
    if "no_place" in row.codes:
        found.append(flag("amber", "place", gettext("no place, no link")))
    return format_html('<p class="meta meta--flags">{}</p>', together(found))


def flag(tone: str, mark: str, word: str) -> SafeString:
    return format_html('<span class="flag" data-tone="{}">{}{}</span>', tone, icon(mark), word)


def answers(row: Row[Entry]) -> SafeString | str:
    if row.off:
        return ""
    tone = "" if row.reported else SafeString(' data-tone="unknown"')
    return format_html('<span class="avatars__text"{}>{}</span>', tone, panel_words(row))
