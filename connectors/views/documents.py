"""A candidate's photo or CV, fetched from the vendor for whoever opens it: addresses there do not last."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from candidates.page_permissions import candidate_read, member_page
from candidates.requests import MemberRequest
from connectors.errors import NotFound, VendorError
from connectors.selectors.vendors import badge_of
from connectors.sync import files

SHOWN = frozenset(("image/jpeg", "image/png"))
"""Anything else is saved, never opened in the hub's own name."""
NONE_THERE = {
    "photo": _("%(vendor)s has no photo of this candidate."),
    "cv": _("%(vendor)s has no CV of this candidate."),
}


@require_safe
@transaction.non_atomic_requests
@member_page
def candidate_file(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    candidate = candidate_read(request, pk)
    if candidate.account is None or not candidate.remote_id:
        raise Http404
    try:
        found = files.fetch(candidate.account, candidate.remote_id, name, clock=lambda: request.now)
    except NotFound as problem:
        if name not in NONE_THERE:
            raise Http404 from problem
        sentence = NONE_THERE[name] % {"vendor": badge_of(candidate.account.vendor).label}
        said = {"candidate": candidate, "missing": True, "message": sentence}
        return render(request, "connectors/file.html", said, status=404)
    except VendorError as problem:
        said = {"candidate": candidate, "message": problem.message}
        return render(request, "connectors/file.html", said, status=502)
    kind = "inline" if found.content_type in SHOWN else "attachment"
    return HttpResponse(
        found.content,
        content_type=found.content_type,
        headers={
            "Content-Disposition": f'{kind}; filename="{name}-{pk}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
