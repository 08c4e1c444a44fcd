"""The log of deliveries: what was told to whom, with what answer, and sending again."""

import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.page_permissions import manager_page
from candidates.requests import MemberRequest
from connectors.models import OutboundDelivery
from connectors.outbound import log, sending
from connectors.outbound.pages.forms import LogForm
from connectors.outbound.selectors import (
    DeliveryQuery,
    dead_letters,
    find_deliveries,
    find_endpoints,
    log_of,
)
from interviews.lists.picked import seen_in

AT_ONCE = 200


@require_safe
@manager_page
def log_page(request: MemberRequest) -> HttpResponse:
    form = form_of(request)
    complaints = form.complaints()
    before = form.cleaned_data.get("before")
    shown = log_of(form.asked(request.company.pk), before=before)
    older, same = request.GET.copy(), request.GET.copy()
    older["before"] = str(shown.before)
    same.pop("before", None)
    context = {
        "form": form,
        "complaints": complaints,
        "page": shown,
        "older": older.urlencode() if shown.before else "",
        "first": before is None,
        "query": same.urlencode(),
        "kept_days": log.KEPT.days,
    }
    return render(request, "connectors/webhook_log.html", context)


@require_safe
@manager_page
def delivery_page(request: MemberRequest, pk: int) -> HttpResponse:
    row = delivery_or_404(request, pk)
    context = {
        "row": row,
        "tries": list(row.tries.order_by("pk")),
        "headers": sending.HEADERS,
        "body": json.dumps(log.told_in(row), indent=2, ensure_ascii=False),
    }
    return render(request, "connectors/webhook_delivery.html", context)


@require_POST
@manager_page
def replay_one(request: MemberRequest, pk: int) -> HttpResponse:
    row = delivery_or_404(request, pk)
    try:
        sent = log.replay(OutboundDelivery.objects.filter(pk=row.pk), now=request.now)
    except log.ReplayRefused as refused:
        messages.error(request, str(refused))
    else:
        if sent:
            messages.success(request, gettext("It is sent again, under the same id."))
        else:
            messages.warning(request, gettext("It waits to be sent already."))
    return redirect("webhook_delivery", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@manager_page
def replay_many(request: MemberRequest) -> HttpResponse:
    """What was given up in a span of time: first as a list, then sent, with what became of each."""
    if request.method == "POST":
        return replayed(request)
    form = form_of(request)
    complaints = form.complaints()
    found = dead_letters(form.asked(request.company.pk))
    rows = list(found[: AT_ONCE + 1])
    each = [log.Replayed(row, log.becomes(row)) for row in rows[:AT_ONCE]]
    context = {
        "each": each,
        "sendable": sum(one.became == log.Became.AGAIN for one in each),
        "form": form,
        "complaints": complaints,
        "query": request.GET.urlencode(),
        "more": len(rows) > AT_ONCE,
        "at_once": AT_ONCE,
    }
    return render(request, "connectors/webhook_replay.html", context)


def replayed(request: MemberRequest) -> HttpResponse:
    chosen = list(seen_in(request.POST.getlist("d")))
    mine = find_deliveries(DeliveryQuery(company_id=request.company.pk))
    each = log.replay_each(mine.filter(pk__in=chosen[:AT_ONCE]), now=request.now)
    query = request.POST.get("query", "")
    context = {"each": each, "done": True, "query": query}
    return render(request, "connectors/webhook_replay.html", context)


def form_of(request: MemberRequest) -> LogForm:
    return LogForm(request.GET, endpoints=find_endpoints(request.company.pk).order_by("pk"))


def delivery_or_404(request: MemberRequest, pk: int) -> OutboundDelivery:
    found = find_deliveries(DeliveryQuery(company_id=request.company.pk)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
