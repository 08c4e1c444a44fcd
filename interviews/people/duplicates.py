"""Who may be the same in several systems, and what somebody says of it."""

import re

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from candidates.page_permissions import check_may_move, member_page, origin_of
from candidates.requests import MemberRequest
from candidates.selectors.duplicates import Suggestions, pair_between, suggestions
from candidates.services.persons import say_distinct, say_same, take_out, unsay_distinct
from candidates.services.workflow import NoSuchCandidate

PAIR = re.compile(r"(\d{1,18})-(\d{1,18})")


@require_safe
@member_page
def duplicates(request: MemberRequest) -> HttpResponse:
    check_may_move(request)
    wanted = PAIR.fullmatch(request.GET.get("pair", ""))
    one = wanted and pair_between(request.company.pk, int(wanted[1]), int(wanted[2]))
    alone = Suggestions(pairs=[one], more=0, decided=[]) if one else None
    found = alone or suggestions(request.company.pk)
    context = {"found": found, "alone": bool(alone)}
    return render(request, "interviews/duplicates.html", context)


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
    return redirect("queue" if request.POST.get("next") == "queue" else "duplicates")


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
