"""The page that has an interview made at a vendor: form, then what it costs, then the wish."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from candidates.models import Change
from candidates.page_permissions import member_page
from candidates.requests import MemberRequest
from connectors.forms import PEOPLE_SHOWN, CreateForm
from connectors.models import IntegratedAccount
from connectors.selectors.connections import account_of
from connectors.selectors.writes import lacking, may_create, write_of
from connectors.services.write_requests import new_key
from connectors.services.writebacks import ask
from connectors.views.interview_actions import asked_for, check_role, tell_sent
from interviews.selectors.detail import planned_new
from interviews.selectors.foreseen import foreseen

MOST_SHOWN = 1000
SENDING = ("look", "confirm")


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def create(request: MemberRequest, uuid: UUID) -> HttpResponse:
    check_role(request)
    account = account_of(request.company.pk, uuid)
    if account is None:
        raise Http404
    form, blocked = form_of(request, account), may_create(account)
    context = {"account": account, "action": "create", "form": form, "blocked": blocked}
    if form.is_bound and form.is_valid() and not blocked:
        if problem := lacking(account, form.values()):
            form.add_error(None, problem)
        elif "confirm" in request.POST:
            return wished(request, account, form)
        else:
            return render(request, "connectors/create_confirm.html", context | looked(form))
    status = 422 if form.is_bound else 200
    return render(request, "connectors/create.html", context, status=status)


def form_of(request: MemberRequest, account: IntegratedAccount) -> CreateForm:
    """Looking for people sends nothing yet: what is filled in so far just stays."""
    sent = any(name in request.POST for name in SENDING)
    more = request.POST.get("shown", "")
    shown = min(int(more), MOST_SHOWN) if more.isdecimal() and len(more) < 5 else PEOPLE_SHOWN
    typed = request.POST.dict() | {"people": request.POST.getlist("people")}
    return CreateForm(
        request.POST if sent else None,
        account=account,
        write=write_of(account, "create"),
        zone=request.zones.main,
        shown=shown,
        initial=typed if request.method == "POST" else at_first(request),
    )


def at_first(request: MemberRequest) -> dict[str, Any]:
    """Tomorrow at ten, unless the address says when; `start` is read as the form that moves an interview does."""
    tomorrow = request.now.astimezone(request.zones.main) + timedelta(days=1)
    return {
        "key": new_key(),
        "start": tomorrow.replace(hour=10, minute=0, second=0, tzinfo=None),
        "minutes": 60,
        "application": request.GET.get("application"),
    } | asked_for(request)


def looked(form: CreateForm) -> dict[str, Any]:
    given = form.cleaned_data
    people = list(given["people"])
    planned = planned_new(
        company_id=form.account.company_id,
        candidate=given["application"].candidate,
        people=people,
        start=given["start_at"],
        end=given["end_at"],
    )
    return {
        "application": given["application"],
        "people": people,
        "planned": planned,
        "foreseen": foreseen(planned),
    }


def wished(request: MemberRequest, account: IntegratedAccount, form: CreateForm) -> HttpResponse:
    ask(
        account=account,
        action="create",
        values=form.values(),
        key=form.cleaned_data["key"],
        source=Change.Source.PAGE,
        now=request.now,
        asked_by_id=request.user.pk,
    )
    tell_sent(request, account)
    return redirect("connection", uuid=account.uuid)
