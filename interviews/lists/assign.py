"""A coordinator for the interviews that somebody chose, one or many."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from candidates.models import User
from candidates.page_permissions import check_may_arrange, member_page, origin_of, safe_next
from candidates.requests import MemberRequest
from candidates.selectors.teams import colleagues
from interviews.lists.picked import NothingPicked, picked
from interviews.models import Interview
from interviews.selectors.coordinators import called, colleagues_of
from interviews.services.coordinators import assign

ME, NOBODY = "me", "nobody"


class NoColleague(Exception):
    """Nobody here is called that."""


def confirm(request: MemberRequest, rows: list[Interview]) -> HttpResponse:
    context = {
        "rows": rows,
        "arranging": colleagues_of(request.company.pk),
        "query": request.POST.get("query", ""),
    }
    return render(request, "interviews/assign.html", context)


@require_POST
@member_page
def assign_coordinator(request: MemberRequest) -> HttpResponse:
    check_may_arrange(request)
    back = f"/interviews/?{request.POST.get('query', '')}"
    try:
        chosen = coordinator_in(request)
        rows = picked(request, request.POST)
    except NoColleague:
        messages.error(request, gettext("Choose a colleague first."))
        return redirect(safe_next(request, back))
    except NothingPicked as nothing:
        messages.error(request, str(nothing))
        return redirect(safe_next(request, back))
    outcomes = assign([row.pk for row in rows], chosen, origin_of(request))
    told = said(chosen, len(outcomes))
    if "next" in request.POST:
        messages.success(request, told)
        return redirect(safe_next(request, back))
    context = {"outcomes": outcomes, "told": told, "query": request.POST.get("query", "")}
    return render(request, "interviews/assign_done.html", context)


def coordinator_in(request: MemberRequest) -> User | None:
    """None is nobody. Raises NoColleague."""
    to = request.POST.get("to", "")
    if to == NOBODY:
        return None
    if to == ME:
        return request.user
    known = to.isascii() and to.isdecimal() and len(to) < 19
    found = colleagues(request.company.pk).filter(pk=int(to)).first() if known else None
    if found is None:
        raise NoColleague
    return found


def said(chosen: User | None, number: int) -> str:
    if chosen is None:
        return (
            ngettext(
                "Nobody is chosen for %d interview any more.",
                "Nobody is chosen for %d interviews any more.",
                number,
            )
            % number
        )
    told = {"count": number, "name": called(chosen)}
    return (
        ngettext(
            "%(name)s arranges %(count)d interview.",
            "%(name)s arranges %(count)d interviews.",
            number,
        )
        % told
    )
