"""A conflict with the interviews that it is about, side by side."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from candidates.page_permissions import MAY_MOVE, member_page
from candidates.requests import MemberRequest
from interviews.ports import ports
from interviews.selectors.conflicts import conflict_of
from interviews.selectors.detail import detail


@require_safe
@member_page
def conflict(request: MemberRequest, pk: int) -> HttpResponse:
    found = conflict_of(request.company.pk, pk)
    if found is None:
        raise Http404
    keys = [key for key in (found.first_id, found.second_id) if key is not None]
    both = [detail(company_id=request.company.pk, pk=key) for key in keys]
    closed = ports.vendors.closed(keys)
    context = {
        "one": found,
        "sides": [
            (one.row, closed.get(one.row.interview.pk, {}).get("reschedule", ""))
            for one in both
            if one is not None
        ],
        "may_arrange": request.membership.role in MAY_MOVE,
    }
    return render(request, "interviews/conflict.html", context)
