"""What pages of candidates say: columns of the board, how near a deadline is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils.translation import gettext

from candidates.forms.candidates import MANY
from candidates.models import BulkActionRow, Candidate, ProjectRole, User
from candidates.selectors.coordinators import coordinator_of
from candidates.selectors.duplicates import Pair
from candidates.services.bulk_moves import Became
from candidates.statuses import CandidateStatus
from candidates.transitions import UNFINISHED
from interviews.selectors.coordinators import called
from interviews.selectors.people import NONE

register = template.Library()
NEAR = timedelta(days=2)
COLUMN_WORDS = dict(CandidateStatus.choices)


@register.filter
def column_word(status: str) -> str:
    return gettext("No status") if status == NONE else str(COLUMN_WORDS[status])


@register.simple_tag(takes_context=True)
def urgency(context: dict[str, Any], at: datetime, status: str | None) -> str:
    """`over` and `near` only while there is something to wait for."""
    left = at - context["now"]
    if status not in UNFINISHED:
        return ""
    return "over" if left <= timedelta() else "near" if left <= NEAR else ""


@register.filter
def many_word(action: str) -> str:
    return str(dict(MANY)[action])


@register.filter
def bulk_action_word(action: str) -> str:
    words = {
        "cancel": gettext("Cancel the interviews"),
    }
    return words.get(action) or str(dict(MANY).get(action, action))


@register.filter
def bulk_action_outcome(word: str) -> str:
    return str(BulkActionRow.Outcome(word).label)


@register.filter
def became_word(became: str) -> str:
    words = {
        Became.DONE: gettext("done"),
        Became.ASKED: gettext("asked at the vendor"),
        Became.BLOCKED: gettext("blocked"),
        Became.MEANWHILE: gettext("changed meanwhile"),
    }
    return words[Became(became)]


@register.filter
def colleague(user: User) -> str:
    return called(user)


@register.filter
def parts_word(role: ProjectRole) -> str:
    parts = ("interview_manager", "evaluator", "reviewer")
    named = [str(role._meta.get_field(name).verbose_name) for name in parts if getattr(role, name)]  # type: ignore[union-attr]
    return ", ".join(named) or gettext("no part")


@register.filter
def evidence_word(code: str) -> str:
    words = {
        "email": gettext("same e-mail address"),
        "phone": gettext("same phone"),
        "name": gettext("same name"),
        "mailbox": gettext("same name before the @"),
        "address": gettext("same address"),
    }
    return words[code]


@dataclass(frozen=True, slots=True)
class Compared:
    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return self.first != self.second


@register.filter
def side_by_side(pair: Pair) -> list[Compared]:
    """Only what one of them says at all."""
    labels = {
        "name": gettext("Name"),
        "email": gettext("E-mail"),
        "phone": gettext("Phone"),
        "address": gettext("Address"),
        "time_zone": gettext("Time zone"),
        "project": gettext("Project"),
        "status": gettext("Status"),
    }
    lines = [
        Compared(label, said(pair.first, name), said(pair.second, name))
        for name, label in labels.items()
    ]
    return [line for line in lines if line.first or line.second]


def said(row: Candidate, name: str) -> str:
    if name == "status":
        return str(COLUMN_WORDS.get(row.status or "", ""))
    return str(getattr(row, name) or "")


@register.simple_tag
def coordinator(candidate: Candidate, colleagues: Mapping[int, str]) -> str:
    """The name of whoever looks after a candidate; empty is nobody."""
    return colleagues.get(coordinator_of(candidate, colleagues) or 0, "")
