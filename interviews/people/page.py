"""The page of one candidate, and the moves from it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from candidates.evaluation_status import RATINGS
from candidates.forms.candidates import MoveForm
from candidates.models import Candidate
from candidates.page_permissions import (
    MAY_MOVE,
    asking_of,
    candidate_read,
    check_right,
    member_page,
    safe_next,
)
from candidates.permissions import RULES, Right, allows
from candidates.requests import MemberRequest
from candidates.selectors.access import MANAGERS
from candidates.selectors.feedback import opinions_of
from candidates.selectors.teams import read_by
from candidates.services.moves import make
from candidates.services.workflow import MovedMeanwhile, NoSuchCandidate
from candidates.statuses import DeletedReason
from candidates.times import NoSuchHour, moment_of
from candidates.transitions import TransitionRefused
from interviews.selectors.coordinators import colleagues_of
from interviews.selectors.leavers import leavers
from interviews.selectors.person import person

MOVES = ("advance", "skip", "set_deadline", "remind")


@require_safe
@member_page
def candidate(request: MemberRequest, pk: int) -> HttpResponse:
    among = read_by(request.membership)
    found = person(company=request.company, pk=pk, now=request.now, among=among)
    if found is None:
        raise Http404
    role = request.membership.role
    opinions = opinions_of(found.candidate, request.user, role)
    context = {
        "person": found,
        "opinions": opinions,
        "ratings": RATINGS,
        "leavers": leavers(
            request.company.pk, request.now, candidates=[found.candidate, *found.kin]
        ),
        "arranging": colleagues_of(request.company.pk),
        "may_arrange": role in MAY_MOVE,
        "may_move": allows(Right.MOVE, opinions.parts),
        "not_yours": RULES[Right.MOVE].otherwise,
        "may_erase": role in MANAGERS and found.candidate.deleted_reason != DeletedReason.ERASED,
    }
    return render(request, "interviews/candidate.html", context)


@require_POST
@member_page
def move_candidate(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    found = candidate_read(request, pk)
    check_right(request, Right.MOVE, found)
    form = MoveForm(request.POST)
    local = form.cleaned_data["deadline"] if form.is_valid() else None
    if not form.is_valid() or (name == "set_deadline" and local is None):
        messages.error(request, gettext("Write the deadline as a date and a time."))
        return redirect(safe_next(request, reverse("candidate", args=[pk])))
    asking = asking_of(request, seen=form.cleaned_data["seen"])
    try:
        deadline = moment_of(local, request.zones.main) if local else None
        made = make(found, name, asking, deadline=deadline, key=form.cleaned_data["key"])
    except NoSuchCandidate:
        raise Http404 from None
    except (TransitionRefused, MovedMeanwhile, NoSuchHour) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, made.told or now_is(made.candidate))
    return redirect(safe_next(request, reverse("candidate", args=[pk])))


def now_is(candidate: Candidate) -> str:
    said = {"name": candidate.name or "?", "status": candidate.get_status_display()}
    return gettext("%(name)s: %(status)s.") % said
