"""Endpoints: made, changed, tried out, paused, given another secret, deleted."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.page_permissions import manager_page
from candidates.requests import MemberRequest
from candidates.services.task_queue import OUTBOUND
from connectors.models import WebhookEndpoint
from connectors.outbound import endpoints
from connectors.outbound.endpoints import BOTH_VALID, MOST, EndpointRefused
from connectors.outbound.log import KEPT
from connectors.outbound.pages.forms import EndpointForm
from connectors.outbound.selectors import (
    DeliveryQuery,
    find_endpoints,
    log_of,
    overview_of,
    overviews,
)
from connectors.selectors.workers import none_at_work

SHOWN = 10


@require_safe
@manager_page
def endpoint_list(request: MemberRequest) -> HttpResponse:
    shown = overviews(request.company.pk, now=request.now)
    context = {
        "endpoints": shown,
        "dead": sum(one.dead for one in shown),
        "full": len(shown) >= MOST,
        "no_lane": bool(shown) and none_at_work(request.now, lane=OUTBOUND),
        "most": MOST,
    }
    return render(request, "connectors/webhooks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@manager_page
def new_endpoint(request: MemberRequest) -> HttpResponse:
    """The secret is in the answer itself, and shown once."""
    form = EndpointForm(request.POST or None, company_id=request.company.pk)
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = endpoints.create(request.company, form.wish, now=request.now)
        except EndpointRefused as refused:
            tell(form, refused)
        else:
            return page(request, made.pk, secret=secret)
    return written(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@manager_page
def edit_endpoint(request: MemberRequest, pk: int) -> HttpResponse:
    endpoint = endpoint_or_404(request, pk)
    form = EndpointForm(request.POST or None, company_id=request.company.pk, endpoint=endpoint)
    if request.method == "POST" and form.is_valid():
        try:
            endpoints.change(endpoint, form.wish)
        except EndpointRefused as refused:
            tell(form, refused)
        else:
            messages.success(request, gettext("The endpoint is changed."))
            return redirect("webhook", pk=pk)
    return written(request, form, endpoint)


def tell(form: EndpointForm, refused: EndpointRefused) -> None:
    if refused.field == "url":
        why = gettext("It must look like https://host/path, without user name and fragment.")
        form.add_error("url", why)
    else:
        form.add_error(None, str(refused))


def written(
    request: MemberRequest, form: EndpointForm, endpoint: WebhookEndpoint | None = None
) -> HttpResponse:
    context = {"form": form, "endpoint": endpoint}
    status = 422 if form.is_bound else 200
    return render(request, "connectors/webhook_form.html", context, status=status)


@require_safe
@never_cache
@manager_page
def endpoint_page(request: MemberRequest, pk: int) -> HttpResponse:
    return page(request, pk)


def page(request: MemberRequest, pk: int, **shown: Any) -> HttpResponse:
    one = overview_of(request.company.pk, pk, now=request.now)
    if one is None:
        raise Http404
    query = DeliveryQuery(company_id=request.company.pk, endpoints=(pk,))
    context = shown | {
        "one": one,
        "page": log_of(query, size=SHOWN),
        "no_lane": none_at_work(request.now, lane=OUTBOUND),
        "kept_days": KEPT.days,
        "both_hours": int(BOTH_VALID.total_seconds() // 3600),
    }
    return render(request, "connectors/webhook.html", context)


@require_POST
@never_cache
@manager_page
def rotate(request: MemberRequest, pk: int) -> HttpResponse:
    secret = endpoints.rotate(endpoint_or_404(request, pk), now=request.now)
    return page(request, pk, secret=secret, rotated=True)


@require_POST
@manager_page
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    endpoints.disable(endpoint_or_404(request, pk), now=request.now)
    messages.success(request, gettext("Paused: nothing is sent until it is resumed."))
    return redirect("webhook", pk=pk)


@require_POST
@manager_page
def resume(request: MemberRequest, pk: int) -> HttpResponse:
    missed = request.POST.get("missed") == "on"
    endpoints.enable(endpoint_or_404(request, pk), now=request.now, missed=missed)
    messages.success(request, gettext("It is told again what happens."))
    return redirect("webhook", pk=pk)


@require_POST
@manager_page
def send_test(request: MemberRequest, pk: int) -> HttpResponse:
    try:
        sent = endpoints.send_test(endpoint_or_404(request, pk), now=request.now)
    except EndpointRefused as refused:
        messages.error(request, str(refused))
        return redirect("webhook", pk=pk)
    messages.success(
        request, gettext("A test event is on its way. This page shows what becomes of it.")
    )
    return redirect("webhook_delivery", pk=sent.pk)


@require_POST
@manager_page
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    endpoint = endpoint_or_404(request, pk)
    endpoints.delete(endpoint, now=request.now)
    messages.success(request, gettext("The endpoint is deleted, with its log."))
    return redirect("webhooks")


def endpoint_or_404(request: MemberRequest, pk: int) -> WebhookEndpoint:
    found = find_endpoints(request.company.pk).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
