"""A candidate who is kept by a vendor is moved there; what came of it shows when the vendor has done it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from candidates.doors import member_page
from candidates.forms import MoveForm
from candidates.models import Change
from candidates.requests import MemberRequest
from candidates.times import NoSuchHour, moment_of
from connectors.changing import KEY_LENGTH, MAY_WRITE, tell_sent
from connectors.selectors.accounts import candidate_called
from connectors.selectors.writes import MOVES, moves_at_vendor
from connectors.services.writebacks import OutOfDate, ask


@require_POST
@member_page
def move_at_vendor(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    if request.membership.role not in MAY_WRITE:
        raise PermissionDenied(
            gettext("Only recruiters, administrators and owners may move a candidate.")
        )
    candidate = candidate_called(request.company.pk, pk)
    if candidate is None or candidate.account is None or name not in MOVES:
        raise Http404
    try:
        values, seen = asked_for(request, name)
        blocked = {one.action: one.blocked for one in moves_at_vendor(candidate)}
        if problem := blocked.get(name, ""):
            messages.error(request, problem)
            return redirect("candidate", pk=pk)
        ask(
            account=candidate.account,
            action=name,
            values=values,
            key=request.POST.get("key", "")[:64] or get_random_string(KEY_LENGTH),
            source=Change.Source.PAGE,
            now=request.now,
            asked_by_id=request.user.pk,
            candidate=candidate,
            seen=seen,
        )
    except (OutOfDate, NoSuchHour, NoDeadline) as problem:
        messages.error(request, str(problem))
    else:
        tell_sent(request, candidate.account)
    return redirect("candidate", pk=pk)


class NoDeadline(Exception):
    """What was written is no date and time."""


def asked_for(request: MemberRequest, name: str) -> tuple[dict[str, str], int | None]:
    form = MoveForm(request.POST)
    local = form.cleaned_data["deadline"] if form.is_valid() else None
    if not form.is_valid() or (name == "set_deadline" and local is None):
        raise NoDeadline(gettext("Write the deadline as a date and a time."))
    if name != "set_deadline" or local is None:
        return {}, form.cleaned_data["seen"]
    deadline = moment_of(local, request.zones.main)
    return {"deadline": deadline.isoformat()}, form.cleaned_data["seen"]
