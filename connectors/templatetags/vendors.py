"""The badge of a vendor: a monogram and its name, never a brand colour."""

from typing import Any

from django import template
from django.utils.crypto import get_random_string
from django.utils.html import format_html
from django.utils.translation import gettext

from candidates.models import Candidate
from candidates.times import duration
from connectors.models import IntegratedAccount, Issue, SyncRun, WriteBack
from connectors.selectors.vendors import badge_of, told_of
from connectors.selectors.writes import (
    Possible,
    may_create,
    moves_at_vendor,
    possible,
    wishes_about,
    writes_of,
)
from connectors.sentences import translated
from interviews.models import Interview

register = template.Library()


@register.filter
def vendor_name(vendor: str | None) -> str:
    return badge_of(vendor).label if vendor else gettext("Interview Hub")


@register.filter
def vendor_badge(vendor: str | None) -> str:
    """What was made in the hub has no vendor."""
    if not vendor:
        return format_html('<span class="vendor">{}</span>', gettext("made here"))
    badge = badge_of(vendor)
    shape = '<span class="vendor"><span class="vendor__code" aria-hidden="true">{}</span>{}</span>'
    return format_html(shape, badge.code, badge.label)


@register.filter
def vendor_files(account: IntegratedAccount | None) -> tuple[str, ...]:
    """Files of a candidate that can be had at this account's vendor."""
    profile = told_of(account) if account else None
    return tuple(file.name for file in profile.files) if profile else ()


@register.simple_tag
def possible_writes(interview: Interview) -> list[Possible]:
    """What may be done about it at its vendor, each with the reason where not."""
    return possible(interview, ("reschedule", "cancel"))


@register.simple_tag
def recent_writes(interview: Interview) -> list[WriteBack]:
    return writes_of(interview)


@register.simple_tag
def vendor_moves(candidate: Candidate) -> list[Possible]:
    return moves_at_vendor(candidate)


@register.simple_tag
def candidate_writes(candidate: Candidate) -> list[WriteBack]:
    return wishes_about(candidate)


@register.simple_tag
def wish_key() -> str:
    """Names one wish: the same form sent twice is one."""
    return get_random_string(24)


@register.filter
def percent(share: float) -> str:
    return f"{share:.0%}"


@register.filter
def creatable(account: IntegratedAccount) -> bool:
    return not may_create(account)


@register.filter
def action_word(action: str) -> str:
    words = {
        "create": gettext("New interview"),
        "reschedule": gettext("Reschedule"),
        "cancel": gettext("Cancel the interview"),
        "accept": gettext("Accept"),
        "reject": gettext("Reject"),
        "advance": gettext("Invite or re-open"),
        "skip": gettext("Skip interview"),
        "set_deadline": gettext("Set deadline"),
        "remind": gettext("Send reminder"),
        "amend": gettext("Propose another time"),
    }
    return words.get(action, action)


@register.filter
def file_word(name: str) -> str:
    return {"photo": gettext("Photo"), "cv": gettext("CV")}.get(name, name)


@register.simple_tag
def account_badge(vendor: str | None, name: str | None) -> str:
    """The account under its vendor's monogram: two accounts of one vendor are told apart."""
    if not vendor:
        return vendor_badge(vendor)
    badge = badge_of(vendor)
    shape = (
        '<span class="vendor"><span class="vendor__code" aria-hidden="true">{}</span>{}'
        '<span class="visually-hidden"> ({})</span></span>'
    )
    return format_html(shape, badge.code, name, badge.label)


@register.filter
def wrong(issue: Issue) -> str:
    """What is wrong, in the reader's language where we have the words."""
    told = translated(issue.told)
    return told[0] if told else issue.message


@register.filter
def to_do(issue: Issue) -> str:
    told = translated(issue.told)
    return told[1] if told else issue.advice


@register.filter
def fact_word(fact: str) -> str:
    """A field of the unified interview in a reader's words; anything else as the connector says it."""
    words = {
        "kind": gettext("the kind of interview"),
        "round": gettext("the round"),
        "time_zone": gettext("the time zone"),
        "response_status": gettext("the interviewers' answers"),
        "location": gettext("the place"),
        "meeting_url": gettext("the meeting link"),
        "organizer": gettext("the organizer"),
        "end_at": gettext("the end"),
        "updated_at": gettext("when it was changed"),
    }
    return words.get(fact, fact.replace("_", " "))


@register.filter
def not_reported(vendor: str | None) -> str:
    """What null is called on a page: never "fine"."""
    text = gettext("not reported by %(vendor)s") % {"vendor": vendor_name(vendor)}
    return format_html('<span class="none">{}</span>', text)


@register.simple_tag(takes_context=True)
def took(context: dict[str, Any], run: SyncRun) -> str:
    """How long a run has been at it, or was."""
    if run.started_at is None:
        return ""
    length = (run.finished_at or context["now"]) - run.started_at
    if length.total_seconds() < 60:
        return gettext("%(seconds)d s") % {"seconds": length.total_seconds()}
    return duration(length)
