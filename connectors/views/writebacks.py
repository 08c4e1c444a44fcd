"""What was asked for at a vendor: how it goes, and the end of waiting for it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from candidates.page_permissions import member_page
from candidates.requests import MemberRequest
from candidates.selectors.teams import reads
from connectors.models import WriteBack
from connectors.selectors.writes import write_called
from connectors.services import writebacks
from connectors.views.interview_actions import MAY_WRITE


@require_safe
@member_page
def wish(request: MemberRequest, pk: int) -> HttpResponse:
    """Its banner while it waits, where another attempt was made than `attempts` says; once it is over, the page that
    it stands on is loaded anew.
    """
    found = wish_or_404(request, pk)
    if found.state != WriteBack.State.QUEUED:
        return HttpResponseClientRefresh()
    if request.GET.get("attempts") == str(found.attempts):
        return HttpResponse(status=204)
    return render(request, "connectors/_wish.html", {"wish": found})


@require_POST
@member_page
def give_up(request: MemberRequest, pk: int) -> HttpResponse:
    if request.membership.role not in MAY_WRITE:
        raise PermissionDenied(
            gettext("Only recruiters, administrators and owners may give up a change.")
        )
    found = wish_or_404(request, pk)
    if writebacks.give_up(found, by=request.user, now=request.now):
        messages.success(request, gettext("Given up: it is not sent any more."))
    else:
        messages.error(request, gettext("It is over already, or being worked on just now."))
    if found.interview_id:
        return redirect("interview", pk=found.interview_id)
    if found.candidate_id:
        return redirect("candidate", pk=found.candidate_id)
    return redirect("connection", uuid=found.account.uuid)


def wish_or_404(request: MemberRequest, pk: int) -> WriteBack:
    found = write_called(request.company.pk, pk)
    alone = found is not None and found.interview_id is None and found.candidate_id is not None
    if found is None or (alone and not reads(request.membership, found.candidate_id)):
        raise Http404
    return found
