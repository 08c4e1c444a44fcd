"""The page of API keys, for administrators: made, shown once, rotated, revoked."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from candidates.models import ApiKey
from candidates.page_permissions import member_page
from candidates.requests import MemberRequest
from candidates.selectors.access import may_manage
from candidates.selectors.api_keys import ended_keys, key_called, living_keys
from candidates.services.access import AccessError, create_api_key, revoke_api_key
from candidates.services.rotation import OVERLAP, rotate_api_key
from connectors.forms import KeyForm

ENDED_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_page
def api_keys(request: MemberRequest) -> HttpResponse:
    """A new key is in the answer itself: it is stored nowhere, and shown once."""
    check_may_manage(request)
    form = KeyForm(request.POST or None, company_id=request.company.pk)
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = create_api_key(
                company=request.company, now=request.now, **form.asked(request.now)
            )
        except AccessError as refused:
            form.add_error(None, str(refused))
        else:
            blank = KeyForm(None, company_id=request.company.pk)
            return page(request, blank, made=made, secret=secret)
    return page(request, form, status=422 if form.is_bound else 200)


@require_POST
@never_cache
@member_page
def rotate(request: MemberRequest, pk: int) -> HttpResponse:
    key = key_or_404(request, pk)
    try:
        made, secret = rotate_api_key(key=key, now=request.now)
    except AccessError as refused:
        messages.error(request, str(refused))
        return redirect("api_keys")
    form = KeyForm(None, company_id=request.company.pk)
    return page(request, form, made=made, secret=secret, rotated=True)


@require_POST
@member_page
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    key = key_or_404(request, pk)
    revoke_api_key(key=key, now=request.now)
    messages.success(request, gettext("“%s” is revoked: it opens nothing any more.") % key.name)
    return redirect("api_keys")


def check_may_manage(request: MemberRequest) -> None:
    if not may_manage(request.user, request.company):
        raise PermissionDenied(gettext("Only administrators and owners may work on API keys."))


def key_or_404(request: MemberRequest, pk: int) -> ApiKey:
    check_may_manage(request)
    key = key_called(request.company.pk, pk)
    if key is None:
        raise Http404
    return key


def page(request: MemberRequest, form: KeyForm, status: int = 200, **shown: Any) -> HttpResponse:
    company_id = request.company.pk
    context = shown | {
        "form": form,
        "keys": living_keys(company_id, request.now),
        "ended": ended_keys(company_id, request.now)[:ENDED_SHOWN],
        "overlap_days": OVERLAP.days,
    }
    return render(request, "connectors/keys.html", context, status=status)
