"""Who may be the same in several systems, and what somebody says of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from candidates.page_permissions import check_may_move, member_page
from candidates.requests import MemberRequest
from candidates.selectors.duplicates import suggestions
from candidates.services.persons import say_distinct, say_same, take_out, unsay_distinct
from candidates.services.workflow import NoSuchCandidate
from interviews.people.editing import origin_of


@require_safe
@member_page
def duplicates(request: MemberRequest) -> HttpResponse:
    check_may_move(request)
    found = suggestions(request.company.pk)
    return render(request, "interviews/duplicates.html", {"found": found})


@require_POST
@member_page
def decide_pair(request: MemberRequest, first: int, second: int, verdict: str) -> HttpResponse:
    check_may_move(request)
    try:
        if verdict == "same":
            say_same(first, second, origin=origin_of(request))
            messages.success(request, gettext("They are the same person from now on."))
        else:
            say_distinct(first, second, origin=origin_of(request))
            messages.success(request, gettext("They are not suggested any more."))
    except NoSuchCandidate:
        raise Http404 from None
    return redirect("duplicates")


@require_POST
@member_page
def suggest_again(request: MemberRequest, pk: int) -> HttpResponse:
    check_may_move(request)
    if not unsay_distinct(pk, company_id=request.company.pk):
        raise Http404
    messages.success(request, gettext("They may be suggested again."))
    return redirect("duplicates")


@require_POST
@member_page
def part(request: MemberRequest, pk: int) -> HttpResponse:
    check_may_move(request)
    try:
        take_out(pk, origin=origin_of(request))
    except NoSuchCandidate:
        raise Http404 from None
    messages.success(request, gettext("This record stands for itself again."))
    return redirect("candidate", pk=pk)
