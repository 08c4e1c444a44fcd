"""The search over everything, as a page and as the list under the field that Ctrl+K opens."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from candidates.page_permissions import MAY_MOVE, member_page
from candidates.requests import MemberRequest
from candidates.selectors.access import MANAGERS
from interviews.selectors.search import SHORTEST, search, too_short

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A page that can be gone to by its name; `for_movers` where only those who move candidates may,
    `for_managers` where only administrators and owners."""

    name: str
    label: Any
    icon: str
    for_movers: bool = False
    for_managers: bool = False


PLACES = (
    Place("today", _("Today"), "today"),
    Place("calendar", _("Calendar"), "calendar"),
    Place("queue", _("Needs attention"), "queue"),
    Place("interviews", _("Interviews"), "interviews"),
    Place("candidates", _("Candidates"), "candidates"),
    Place("new_candidate", _("Add a candidate"), "plus", for_movers=True),
    Place("import", _("Import candidates"), "file", for_movers=True),
    Place("duplicates", _("Duplicates"), "swap", for_movers=True),
    Place("projects", _("Projects"), "candidates"),
    Place("many", _("Actions for many"), "check", for_movers=True),
    Place("interviewers", _("Interviewers"), "interviewers"),
    Place("views", _("Saved views"), "filter"),
    Place("reports", _("Reports"), "reports"),
    Place("activity", _("Activity"), "activity"),
    Place("outbox", _("Outbox"), "outbox"),
    Place("connections", _("Connections"), "connections"),
    Place("issues", _("Issues of connections"), "sev-high"),
    Place("people", _("Colleagues"), "interviewers"),
    Place("welcome", _("First steps"), "check", for_managers=True),
    Place("templates", _("Message templates"), "mail", for_managers=True),
    Place("inviting", _("Invitations and reminders"), "clock", for_managers=True),
    Place("api_keys", _("API keys"), "lock", for_managers=True),
    Place("webhooks", _("Outgoing webhooks"), "external", for_managers=True),
    Place("feeds", _("Calendar feeds"), "calendar"),
    Place("access", _("Sign-in and tokens"), "lock"),
    Place("settings", _("Preferences"), "edit"),
    Place("api-docs", _("API documentation"), "file"),
)


def places_called(asked: str, role: str) -> list[Place]:
    """Whose name in the reader's language begins a word with what was asked; all without a question."""
    words = asked.casefold().split()
    open_to = [place for place in PLACES if may_go(place, role)]
    return [place for place in open_to if all(begins(str(place.label), word) for word in words)]


def may_go(place: Place, role: str) -> bool:
    if place.for_managers:
        return role in MANAGERS
    return role in MAY_MOVE or not place.for_movers


def begins(label: str, word: str) -> bool:
    return f" {label.casefold()}".find(f" {word}") >= 0


@require_safe
@member_page
def search_page(request: MemberRequest) -> HttpResponse:
    asked = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    context = {
        "asked": asked,
        "places": places_called(asked, request.membership.role),
        "found": search(member=request.membership, asked=asked, now=request.now),
        "too_short": bool(asked) and too_short(asked),
        "shortest": SHORTEST,
    }
    part = "interviews/_found.html" if "HX-Request" in request.headers else "interviews/search.html"
    answer = render(request, part, context)
    answer["Vary"] = "HX-Request"
    return answer
