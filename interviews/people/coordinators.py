"""A coordinator for the candidates that somebody chose, one or many."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from candidates.models import Candidate, User
from candidates.page_permissions import candidate_read, check_may_arrange, member_page, origin_of
from candidates.requests import MemberRequest
from interviews.lists.assign import NoColleague, coordinator_in
from interviews.lists.picked import seen_in
from interviews.selectors.coordinators import called, colleagues_of
from interviews.services.coordinators import assign_candidates


@require_POST
@member_page
def set_candidates_coordinator(request: MemberRequest, pk: int) -> HttpResponse:
    """Of any candidate, a vendor's too: who looks after them is said here alone."""
    check_may_arrange(request)
    found = candidate_read(request, pk)
    try:
        assign_candidates([found.pk], coordinator_in(request), origin_of(request))
    except NoColleague:
        messages.error(request, gettext("Choose a colleague first."))
    else:
        messages.success(request, gettext("Saved."))
    return redirect("candidate", pk=pk)


def confirm(request: MemberRequest, rows: list[Candidate], status: int = 200) -> HttpResponse:
    context = {
        "rows": rows,
        "arranging": colleagues_of(request.company.pk),
        "query": request.POST.get("query", ""),
    }
    return render(request, "interviews/assign_candidates.html", context, status=status)


def carry_out(request: MemberRequest) -> HttpResponse:
    back = redirect(f"/candidates/?{request.POST.get('query', '')}")
    try:
        chosen = coordinator_in(request)
    except NoColleague:
        messages.error(request, gettext("Choose a colleague first."))
        return back
    keys = seen_in(request.POST.getlist("c"))
    number = len(assign_candidates(keys, chosen, origin_of(request)))
    messages.success(request, said(chosen, number))
    return back


def said(chosen: User | None, number: int) -> str:
    if chosen is None:
        return (
            ngettext(
                "Nobody is chosen for %d candidate any more.",
                "Nobody is chosen for %d candidates any more.",
                number,
            )
            % number
        )
    told = {"count": number, "name": called(chosen)}
    return (
        ngettext(
            "%(name)s looks after %(count)d candidate.",
            "%(name)s looks after %(count)d candidates.",
            number,
        )
        % told
    )
