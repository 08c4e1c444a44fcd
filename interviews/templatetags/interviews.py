"""Marks of an interview: status, panel, place. Each says its word; shape and colour only repeat it."""

from datetime import date, datetime, time, tzinfo
from functools import cache, lru_cache
from typing import Any, cast
from urllib.parse import urlsplit

from django import template
from django.apps import apps
from django.template.defaultfilters import truncatechars
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext

from candidates import times
from candidates.models import Candidate, Change
from candidates.names import initials, is_korean
from candidates.page_permissions import MAY_MOVE
from candidates.requests import PersonalRequest
from candidates.statuses import CandidateStatus
from candidates.templatetags.hub import Context, icon, person
from candidates.templatetags.hub import moment as told_moment
from candidates.times import Zones, dated_day
from candidates.transitions import Choice
from interviews.clocks import Clock, clocks
from interviews.coordination import Arranged, Colleagues
from interviews.selectors.activity import SUBJECTS
from interviews.selectors.detail import Detail
from interviews.selectors.entries import Named
from interviews.selectors.load import Beside
from interviews.selectors.panel import UNREPORTED, Row, SeatView
from interviews.selectors.rows import Seat
from interviews.statuses import InterviewStatus, ResponseStatus

register = template.Library()
MOST_AVATARS = 5
DAY_BEGINS, DAY_ENDS = time(8), time(19)
STATUS_WORDS = dict(InterviewStatus.choices)
CANDIDATE_WORDS = dict(CandidateStatus.choices)
MOVE_ICONS = {"advance": "mail", "skip": "skip", "set_deadline": "calendar", "remind": "bell"}
ANSWER_WORDS = dict(ResponseStatus.choices)
SERVICES = {
    "zoom.us": "Zoom",
    "meet.google.com": "Google Meet",
    "teams.microsoft.com": "Microsoft Teams",
    "webex.com": "Webex",
}


@register.filter
def status_word(state: str | None) -> str:
    word = STATUS_WORDS.get(state or "")
    return gettext("Not mapped") if word is None else str(word)


@register.simple_tag(takes_context=True)
def called(context: Context, candidate: Candidate | Named | None) -> str:
    """The name, or the address where there is none and the reader works with candidates; else nothing."""
    request = cast("PersonalRequest", context["request"])
    works = request.membership is not None and request.membership.role in MAY_MOVE
    told = candidate and (candidate.name or (works and candidate.email))
    return told or ""


@register.filter
def interviewer(name: str | None) -> str:
    return person(name or gettext("An interviewer whose name is not reported"))


@register.filter
def panel_trouble(row: Row) -> bool:
    """Whether somebody on the panel declined or is needed elsewhere."""
    return any(seat.answer == "declined" or seat.double_booked for seat in row.panel)


@register.filter
def answer_word(answer: str | None) -> str:
    word = ANSWER_WORDS.get(answer or "")
    return gettext("answer not reported") if word is None else str(word)


@register.simple_tag
def status_pill(state: str | None) -> SafeString:
    known = state if state in STATUS_WORDS else "unknown"
    shape = '<span class="status status--pill" data-status="{}">{}{}</span>'
    return format_html(shape, known, icon(f"st-{known}"), status_word(state))


@register.filter
def candidate_word(state: str | None) -> str:
    return str(CANDIDATE_WORDS.get(state or "", gettext("No status")))


@register.simple_tag
def candidate_pill(state: str | None, *, pill: bool = True) -> SafeString:
    known = state if state in CANDIDATE_WORDS else "new"
    css = "status status--pill" if pill else "status"
    shape = '<span class="{}" data-cstatus="{}">{}{}</span>'
    return format_html(shape, css, known, icon(f"cs-{known}"), candidate_word(state))


@register.simple_tag
def move_icon(name: str) -> SafeString:
    return icon(MOVE_ICONS.get(name, "next"))


@register.simple_tag
def move_word(choice: Choice) -> str:
    """The verb of a button."""
    words = {
        "skip": gettext("Skip interview"),
        "set_deadline": gettext("Set deadline"),
        "remind": gettext("Send reminder"),
    }
    if choice.name in words:
        return words[choice.name]
    if choice.target == CandidateStatus.INVITED:
        return gettext("Invite")
    return gettext("Re-open") if choice.target else gettext("Advance")


@register.filter
def differs(vendor_word: str | None, status: str | None) -> bool:
    """Whether the vendor's own word says something that ours does not."""
    if not vendor_word:
        return False
    theirs, ours = (word.replace("_", " ").lower() for word in (vendor_word, status or ""))
    return not (ours and (ours.startswith(theirs) or theirs.startswith(ours)))


@register.simple_tag
def avatar(
    name: str | None, answer: str | None = UNREPORTED, *, double: bool = False
) -> SafeString:
    """Initials with the mark of the answer; the whole name and the word for those who do not see it."""
    return drawn(name, answer or UNREPORTED, get_language(), double=double)


@lru_cache(maxsize=2048)
def drawn(name: str | None, answer: str, language: str | None, *, double: bool) -> SafeString:
    """A page shows the same few people hundreds of times. The words are those of `language`, the active one."""
    said = gettext("%(name)s: %(answer)s") % {
        "name": name or gettext("no name reported"),
        "answer": answer_word(answer),
    }
    if double:
        said += gettext(", double-booked")
    where = static("hub/icons/icons.svg")
    mark = format_html(
        '<svg class="avatar__mark" aria-hidden="true"><use href="{}#rsvp-{}"></use></svg>',
        where,
        answer,
    )
    return format_html(
        '<span class="avatar" data-rsvp="{}" title="{}"{}><span aria-hidden="true"{}>{}</span>{}'
        '<span class="visually-hidden">{}</span></span>',
        answer,
        said,
        SafeString(" data-double") if double else "",
        SafeString(' lang="ko"') if is_korean(name) else "",
        initials(name),
        mark if answer in ANSWER_WORDS else "",
        said,
    )


@register.simple_tag
def avatars(panel: list[SeatView]) -> SafeString:
    shown = format_html_join(
        "",
        "{}",
        ((avatar(s.name, s.answer, double=s.double_booked),) for s in panel[:MOST_AVATARS]),
    )
    more = len(panel) - MOST_AVATARS
    rest = format_html('<span class="avatars__text">+{}</span>', more) if more > 0 else ""
    return format_html('<span class="avatars">{}{}</span>', shown, rest)


@register.simple_tag
def seats(panel: list[Seat], silent_about: list[str] | None = None) -> SafeString:
    """The panel of a list row: avatars, and how many accepted."""
    if not panel and "panel" in (silent_about or ()):
        return format_html('<span class="none">{}</span>', gettext("not reported"))
    if not panel:
        return format_html('<span class="none">{}</span>', gettext("nobody on the panel"))
    shown = format_html_join(
        "",
        "{}",
        ((avatar(seat.name or seat.email, seat.response_status),) for seat in panel[:MOST_AVATARS]),
    )
    more = f"+{len(panel) - MOST_AVATARS}" if len(panel) > MOST_AVATARS else ""
    return format_html('<span class="avatars">{}<span>{}</span></span>', shown, more)


@register.filter
def panel_words(row: Row) -> str:
    """`2 of 3 accepted`, `0 of 2 scorecards`, or that nothing is reported: silence is no consent."""
    everybody = len(row.panel)
    if row.panel_untold:
        return gettext("panel not reported")
    if not everybody:
        return gettext("nobody on the panel")
    if row.interview.status in (InterviewStatus.AWAITING_FEEDBACK, InterviewStatus.COMPLETED):
        return ngettext(
            "%(done)d of %(all)d scorecard", "%(done)d of %(all)d scorecards", everybody
        ) % {"done": row.scorecards, "all": everybody}
    if not row.reported:
        return gettext("answers not reported")
    return gettext("%(yes)d of %(all)d accepted") % {"yes": row.accepted, "all": everybody}


@register.simple_tag(takes_context=True)
def gone_minutes(context: dict[str, Any], row: Row) -> int:
    """How many minutes of a running interview are over."""
    start = row.interview.start_at
    return int((context["now"] - start).total_seconds() // 60) if start else 0


@register.simple_tag(takes_context=True)
def everybodys_clocks(context: dict[str, Any], found: Detail, zone: str) -> list[Clock]:
    """`zone` is the company's."""
    zones: Zones = context["zones"]
    return clocks(found.row.interview, found.row.panel, company=zone, reader=str(zones.main))


@register.simple_tag
def told_hours(start: datetime | None, end: datetime | None, zone: tzinfo) -> dict[str, str | bool]:
    """Hours and day of a time in a zone, and whether it is early or late there."""
    if start is None:
        return {}
    local = start.astimezone(zone)
    late = end.astimezone(zone).time() if end else local.time()
    return {
        "hours": times.clock_range(start, end, zone),
        "zone": times.zone_word(start, zone),
        "day": dated_day(local.date()),
        "usual": times.on_clock_range(DAY_BEGINS, DAY_ENDS),
        "odd": not (local.time() >= DAY_BEGINS and late <= DAY_ENDS) or local.weekday() >= 5,
    }


@register.simple_tag
def load_of(loads: dict[int, Beside], seat: SeatView) -> Beside | None:
    return loads.get(seat.identity or 0)


@register.filter
def safe_link(url: str | None) -> str:
    """The address, if a browser may open it; vendors send whatever somebody typed."""
    return url if url and urlsplit(url.strip()).scheme in ("http", "https") else ""


@register.filter
def cut_at(text: str, length: int) -> str:
    """As truncatechars does; that looks at every sign of a text that is short enough, too."""
    return text if len(text) <= length else truncatechars(text, length)


@register.filter
def link_name(url: str | None) -> str:
    """`Zoom` for a known service, else the host."""
    host = urlsplit((url or "").strip()).hostname or ""
    for known, name in SERVICES.items():
        if host == known or host.endswith("." + known):
            return name
    return host or (url or "")[:40]


@cache
def model_names() -> dict[str, Any]:
    return {str(one._meta.model_name): one._meta.verbose_name for one in apps.get_models()}


@register.filter
def subject_word(change: Change) -> str:
    """What kind of record it is about; what no list offers to look for is called as its model is."""
    return str(
        dict(SUBJECTS).get(change.subject)
        or capfirst(model_names().get(change.subject, change.subject))
    )


@register.simple_tag(takes_context=True)
def told(context: dict[str, Any], value: object) -> str:
    """A value of the timeline in words."""
    if isinstance(value, datetime):
        return told_moment(context, value)
    if isinstance(value, date):
        return dated_day(value)
    if value is None or value == "":
        return gettext("nothing")
    return str(value)


@register.simple_tag
def arranger(arranging: Colleagues, one: Arranged) -> str:
    """The name of whoever arranges it; empty is nobody."""
    return arranging.names.get(arranging.coordinator_of(one) or 0, "")
