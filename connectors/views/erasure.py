"""The page that erases a person for good, over all that is kept of them here."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from candidates.page_permissions import member_page, origin_of
from candidates.requests import MemberRequest
from candidates.selectors.access import MANAGERS
from candidates.services.workflow import NoSuchCandidate
from connectors.sync.person_erasure import erase
from interviews.selectors.kept import kept_of


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def erase_candidate(request: MemberRequest, pk: int) -> HttpResponse:
    if request.membership.role not in MANAGERS:
        raise PermissionDenied(gettext("Only administrators and owners may erase a person."))
    kept = kept_of(request.company.pk, pk)
    if kept is None:
        raise Http404
    if request.method != "POST":
        return render(request, "connectors/erase.html", {"kept": kept})
    try:
        erase(pk, origin=origin_of(request))
    except NoSuchCandidate:
        raise Http404 from None
    messages.success(request, gettext("The person was erased. A tombstone without a name stays."))
    return redirect("candidate", pk=pk)
