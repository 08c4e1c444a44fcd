"""Pages of candidates: the list over all connections, and one person."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from candidates.doors import member_page
from candidates.forms import MoveForm
from candidates.models import Change
from candidates.requests import MemberRequest
from candidates.services.workflow import (
    Asking,
    MovedMeanwhile,
    NoSuchCandidate,
    move,
    set_deadline,
)
from candidates.statuses import Role
from candidates.times import NoSuchHour, moment_of
from candidates.transitions import Mover, TransitionRefused
from interviews.forms import PeopleForm
from interviews.selectors import choices
from interviews.selectors.keyset import CursorError
from interviews.selectors.people import PeopleQuery, people, person

MOVES = ("advance", "skip", "set_deadline")
MAY_MOVE = (Role.ACCOUNT_OWNER, Role.ACCOUNT_ADMIN, Role.RECRUITER)


@require_safe
@member_page
def candidates(request: MemberRequest) -> HttpResponse:
    form = PeopleForm(request.GET, accounts=choices.accounts(request.company))
    complaints = form.complaints()
    query = query_of(form, request)
    try:
        page = people(query)
    except CursorError as error:
        complaints.append(gettext("The first page is shown: %s") % error)
        page = people(replace(query, cursor=""))
    context = {
        "form": form,
        "complaints": complaints,
        "page": page,
        "narrowed": any(form.cleaned_data.values()),
        "next_address": address(request.GET, page.next_cursor) if page.next_cursor else "",
        "first_address": address(request.GET, None) if request.GET.get("cursor") else "",
    }
    return render(request, "interviews/candidates.html", context)


def query_of(form: PeopleForm, request: MemberRequest) -> PeopleQuery:
    given = form.cleaned_data
    return PeopleQuery(
        company_id=request.company.pk,
        search=given.get("q", ""),
        statuses=tuple(given.get("status", ())),
        account_ids=tuple(given.get("account", ())),
        include_deleted=given.get("deleted", False),
        cursor=request.GET.get("cursor", ""),
    )


def address(given: QueryDict, cursor: str | None) -> str:
    asked = given.copy()
    asked.pop("cursor", None)
    if cursor:
        asked["cursor"] = cursor
    return f"?{asked.urlencode()}"


@require_safe
@member_page
def candidate(request: MemberRequest, pk: int) -> HttpResponse:
    found = person(company=request.company, pk=pk, now=request.now)
    if found is None:
        raise Http404
    context = {"person": found, "may_move": request.membership.role in MAY_MOVE}
    return render(request, "interviews/candidate.html", context)


@require_POST
@member_page
def move_candidate(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    if request.membership.role not in MAY_MOVE:
        raise PermissionDenied(
            gettext("Only recruiters, administrators and owners may move a candidate.")
        )
    form = MoveForm(request.POST)
    local = form.cleaned_data["deadline"] if form.is_valid() else None
    if not form.is_valid() or name not in MOVES or (name == "set_deadline" and local is None):
        messages.error(request, gettext("Write the deadline as a date and a time."))
        return redirect("candidate", pk=pk)
    asking = Asking(
        company=request.company,
        by=Mover.MANAGER,
        source=Change.Source.PAGE,
        now=request.now,
        actor_id=request.user.pk,
        seen=form.cleaned_data["seen"],
    )
    try:
        if name == "set_deadline" and local is not None:
            moved = set_deadline(pk, moment_of(local, request.zones.main), asking)
        else:
            moved = move(pk, name, asking)
    except NoSuchCandidate:
        raise Http404 from None
    except (TransitionRefused, MovedMeanwhile, NoSuchHour) as refused:
        messages.error(request, str(refused))
    else:
        said = gettext("%(name)s: %(status)s.")
        messages.success(
            request, said % {"name": moved.name or "?", "status": moved.get_status_display()}
        )
    return redirect("candidate", pk=pk)
