"""Candidates of the hub's own: add one, change one, delete one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from candidates.models import Candidate
from candidates.page_permissions import (
    candidate_read,
    check_may_move,
    check_right,
    member_page,
    origin_of,
)
from candidates.permissions import Right
from candidates.requests import MemberRequest
from candidates.services.candidates import (
    NotKeptHere,
    create_by_hand,
    delete_candidate,
    edit_candidate,
)
from candidates.services.workflow import MovedMeanwhile, NoSuchCandidate
from interviews.people.forms import CandidateForm


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def new_candidate(request: MemberRequest) -> HttpResponse:
    check_may_move(request)
    form = CandidateForm(
        request.POST or None,
        company=request.company,
        initial={"project_id": request.GET.get("project")},
    )
    if form.is_bound and form.is_valid():
        made = create_by_hand(
            form.values(), origin=origin_of(request), created_by_id=request.user.pk
        )
        messages.success(request, gettext("%(name)s was added.") % {"name": made})
        return redirect("candidate", pk=made.pk)
    return shown(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def change_candidate(request: MemberRequest, pk: int) -> HttpResponse:
    found = candidate_read(request, pk)
    check_right(request, Right.EDIT_CANDIDATE, found)
    form = CandidateForm(
        request.POST or None, company=request.company, initial=CandidateForm.of(found)
    )
    if form.is_bound and form.is_valid():
        try:
            edit_candidate(
                pk, form.values(), origin=origin_of(request), seen=form.cleaned_data["seen"]
            )
        except NoSuchCandidate:
            raise Http404 from None
        except (MovedMeanwhile, NotKeptHere) as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, gettext("Saved."))
        return redirect("candidate", pk=pk)
    return shown(request, form, found)


def shown(request: MemberRequest, form: CandidateForm, found: Candidate | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "candidate": found}
    return render(request, "interviews/person_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def remove_candidate(request: MemberRequest, pk: int) -> HttpResponse:
    found = candidate_read(request, pk)
    check_right(request, Right.EDIT_CANDIDATE, found)
    if request.method != "POST":
        return render(request, "interviews/person_delete.html", {"candidate": found})
    try:
        delete_candidate(pk, origin=origin_of(request))
    except NoSuchCandidate:
        raise Http404 from None
    except NotKeptHere as problem:
        messages.error(request, str(problem))
        return redirect("candidate", pk=pk)
    messages.success(request, gettext("%(name)s was deleted.") % {"name": found})
    return redirect("candidates")
