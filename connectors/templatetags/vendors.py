"""The badge of a vendor: a monogram and its name, never a brand colour."""

from functools import cache
from typing import Any

from django import template
from django.utils.crypto import get_random_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from candidates.models import Candidate, Company
from candidates.page_permissions import MAY_MOVE
from candidates.selectors.access import MANAGERS
from candidates.times import duration
from connectors.base import Told
from connectors.forms.reasons import REASONS
from connectors.issue_texts import translated, unquoted
from connectors.models import IntegratedAccount, Issue, SyncRun, WriteBack
from connectors.selectors import first_steps as setup
from connectors.selectors.explain import Explained, explanation_of
from connectors.selectors.vendors import badge_of
from connectors.selectors.writes import (
    Possible,
    choices_about,
    creatable_accounts,
    may_create,
    moves_at_vendor,
    why_not_seats,
    wishes_about,
    write_of,
    writes_of,
)
from interviews.models import Interview

register = template.Library()


@register.inclusion_tag("connectors/_firststeps.html", takes_context=True)
def first_steps(context: dict[str, Any]) -> dict[str, Any]:
    """What is left to do in a new hub, for those who can do it; nothing once all is done or skipped."""
    membership = context["request"].membership
    if membership is None or membership.role not in MANAGERS:
        return {}
    steps = setup.first_steps(membership.company)
    return {"steps": steps} if any(step.open for step in steps) else {}


@register.filter
def vendor_name(vendor: str | None) -> str:
    return badge_of(vendor).label if vendor else gettext("Interview Hub")


@register.filter
def vendor_badge(vendor: str | None) -> str:
    """What was made in the hub has no vendor."""
    if not vendor:
        return format_html('<span class="vendor">{}</span>', gettext("made here"))
    return badge_html(vendor)


class Badges(dict[str | None, str]):
    """The badge of each vendor, drawn when it is first asked for."""

    def __missing__(self, vendor: str | None) -> str:
        self[vendor] = vendor_badge(vendor)
        return self[vendor]


@register.simple_tag
def vendor_badges() -> Badges:
    """For tags of other rooms that draw many interviews."""
    return Badges()


@cache
def badge_html(vendor: str) -> SafeString:
    badge = badge_of(vendor)
    shape = '<span class="vendor"><span class="vendor__code" aria-hidden="true">{}</span>{}</span>'
    return format_html(shape, badge.code, badge.label)


@register.filter
def vendor_mark(vendor: str) -> SafeString:
    """The monogram alone, where many stand beside each other."""
    badge = badge_of(vendor)
    shape = (
        '<span class="vendor" title="{}"><span class="vendor__code" aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>'
    )
    return format_html(shape, badge.label, badge.code, badge.label)


@register.simple_tag
def possible_writes(interview: Interview) -> list[Possible]:
    """What may be done about it at its vendor, each with the reason where not."""
    return choices_about(interview)


@register.simple_tag(takes_context=True)
def recent_writes(context: dict[str, Any], interview: Interview) -> list[WriteBack]:
    return writes_of(interview, now=context["now"])


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
def waiting(wishes: list[WriteBack]) -> bool:
    return any(wish.state == WriteBack.State.QUEUED for wish in wishes)


@register.filter
def percent(share: float) -> str:
    return gettext("%(n)s %%") % {"n": round(share * 100)}


@register.filter
def creatable(account: IntegratedAccount) -> bool:
    return not may_create(account)


@register.simple_tag
def where_creatable(company: Company) -> list[IntegratedAccount]:
    return creatable_accounts(company.pk)


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
def wish_word(wish: WriteBack) -> str:
    """A panel is changed by the same call as a time."""
    seats_only = "seats" in wish.values and "start_at" not in wish.values
    if wish.action == "reschedule" and seats_only:
        return gettext("Change the panel")
    return action_word(wish.action)


@register.simple_tag
def panel_blocked(interview: Interview) -> str:
    """Why its panel cannot be changed from here; "" if it can."""
    return why_not_seats(interview)


ICONS = {"accept": "check", "amend": "clock", "reject": "x", "cancel": "x"}


@register.filter
def action_icon(action: str) -> str:
    return ICONS.get(action, "calendar")


@register.filter
def action_outcome(action: str, vendor: str) -> str:
    """What an action without any values does."""
    name = {"vendor": vendor_name(vendor)}
    words = {
        "accept": gettext("%(vendor)s holds the time as agreed by both sides."),
        "reject": gettext(
            "The interview is rejected at %(vendor)s. As far as is known that cannot be taken back."
        ),
        "cancel": gettext(
            "The interview is cancelled at %(vendor)s; here it stays as a record of what was."
        ),
    }
    return words[action] % name


@register.simple_tag
def who_is_told(account: IntegratedAccount, action: str) -> str:
    """What the vendor does to tell people of an action, as far as it says so."""
    write = write_of(account, action)
    words = {
        Told.NOBODY: gettext(
            "%(vendor)s tells nobody and touches no calendar: panel and candidate need to hear it from you."
        ),
        Told.CANDIDATE: gettext("%(vendor)s writes to the candidate."),
        Told.UNDOCUMENTED: gettext(
            "%(vendor)s does not say whether it tells anybody: make sure that panel and candidate hear of it."
        ),
    }
    return words[write.tells if write else Told.UNDOCUMENTED] % {
        "vendor": vendor_name(account.vendor)
    }


@register.simple_tag
def sources(interview: Interview) -> dict[str, Explained]:
    """Where each field comes from, by its name; three statements."""
    return {one.field: one for one in explanation_of(interview).fields}


@register.filter
def mails_to_follow(wish: WriteBack) -> int:
    """How many are written about it once it is done."""
    return sum(len(one["to"]) for one in wish.values.get("notices") or ())


@register.filter
def reason_word(reason: str) -> str:
    return str(dict(REASONS).get(reason, reason))


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


@register.simple_tag(takes_context=True)
def wrong(context: dict[str, Any], issue: Issue) -> str:
    """What is wrong, in the reader's language where we have the words. What a record holds is for whoever works with
    candidates.
    """
    if issue.code == Issue.Code.UNREADABLE and context["request"].membership.role not in MAY_MOVE:
        return unquoted(issue.resource, issue.remote_id)
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
    return words.get(fact) or gettext(fact.replace("_", " "))


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
