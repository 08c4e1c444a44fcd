"""Pages that have an interview changed at its vendor: move it, cancel it, make one."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from candidates.doors import member_page
from candidates.models import Change
from candidates.requests import MemberRequest
from candidates.statuses import Role
from connectors.forms import CreateForm, RescheduleForm
from connectors.models import IntegratedAccount
from connectors.selectors.connections import account_of
from connectors.selectors.vendors import badge_of
from connectors.selectors.writes import about, may_create, possible, write_of
from connectors.services.writebacks import OutOfDate, ask
from connectors.sync.writebacks import WATCHED, as_text, asked_beforehand
from interviews.models import Interview
from interviews.selectors.detail import Detail, detail, planned

MAY_WRITE = (Role.ACCOUNT_OWNER, Role.ACCOUNT_ADMIN, Role.RECRUITER)
KEY_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Subject:
    """An interview that is to be changed, and why it cannot be; "" if it can."""

    found: Detail
    blocked: str

    @property
    def interview(self) -> Interview:
        return self.found.row.interview

    @property
    def account(self) -> IntegratedAccount:
        account = self.interview.account
        assert isinstance(account, IntegratedAccount)
        return account


def new_key() -> str:
    """Names one wish: the same form sent twice is one."""
    return f"hub-{get_random_string(KEY_LENGTH)}"


def subject(request: MemberRequest, pk: int, action: str) -> Subject:
    check_role(request)
    found = detail(company_id=request.company.pk, pk=pk)
    if found is None or found.row.interview.account is None:
        raise Http404
    choices = possible(found.row.interview, (action,))
    return Subject(found, choices[0].blocked if choices else gettext("This interview is gone."))


def check_role(request: MemberRequest) -> None:
    if request.membership.role not in MAY_WRITE:
        raise PermissionDenied(
            gettext("Only recruiters, administrators and owners may change an interview.")
        )


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def reschedule(request: MemberRequest, pk: int) -> HttpResponse:
    """Form, then old and new side by side with what it costs, then the wish."""
    it = subject(request, pk, "reschedule")
    form = RescheduleForm(
        request.POST or None,
        zone=request.zones.main,
        initial=RescheduleForm.of(it.interview, request.zones.main) | {"key": new_key()},
    )
    blocked = it.blocked or (asked(it, "reschedule") if not form.is_bound else "")
    if form.is_bound and form.is_valid() and not blocked:
        if "confirm" in request.POST:
            return wished(request, it, "reschedule", form.cleaned_data["key"], form.values())
        new = planned(it.found, form.cleaned_data["start_at"], form.cleaned_data["end_at"])
        context = {"detail": it.found, "form": form, "planned": new}
        return render(request, "connectors/reschedule_confirm.html", context)
    context = {"detail": it.found, "form": form, "blocked": blocked}
    status = 422 if form.is_bound else 200
    return render(request, "connectors/reschedule.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    it = subject(request, pk, "cancel")
    key = request.POST.get("key", "")
    if request.method == "POST" and not it.blocked and key:
        return wished(request, it, "cancel", key[:64], {"seen": facts(it.interview)})
    blocked = it.blocked or asked(it, "cancel")
    context = {"detail": it.found, "blocked": blocked, "key": new_key()}
    return render(request, "connectors/cancel.html", context)


def asked(it: Subject, action: str) -> str:
    """What the vendor itself says beforehand, where it can be asked."""
    write = write_of(it.account, action)
    return asked_beforehand(it.account, write, about(it.interview)) if write else ""


def facts(interview: Interview) -> dict[str, Any]:
    return {name: as_text(getattr(interview, name)) for name in WATCHED}


def wished(
    request: MemberRequest, it: Subject, action: str, key: str, values: dict[str, Any]
) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        ask(
            account=it.account,
            action=action,
            values={**values, "seen": facts(it.interview)},
            key=key,
            source=Change.Source.PAGE,
            now=request.now,
            asked_by_id=request.user.pk,
            interview=it.interview,
            seen=int(seen) if seen.isdecimal() and len(seen) < 10 else None,
        )
    except OutOfDate as error:
        messages.error(request, str(error))
    else:
        tell_sent(request, it.account)
    return redirect("interview", pk=it.interview.pk)


def tell_sent(request: MemberRequest, account: IntegratedAccount) -> None:
    said = gettext("Sent to %(vendor)s. The page shows it as soon as %(vendor)s has done it.")
    messages.success(request, said % {"vendor": badge_of(account.vendor).label})


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def create(request: MemberRequest, uuid: UUID) -> HttpResponse:
    check_role(request)
    account = account_of(request.company.pk, uuid)
    if account is None:
        raise Http404
    tomorrow = request.now.astimezone(request.zones.main) + timedelta(days=1)
    form = CreateForm(
        request.POST or None,
        account=account,
        zone=request.zones.main,
        initial={
            "key": new_key(),
            "start": tomorrow.replace(hour=10, minute=0, second=0, tzinfo=None),
            "minutes": 60,
            "application": request.GET.get("application"),
        },
    )
    blocked = may_create(account)
    if form.is_bound and form.is_valid() and not blocked:
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
    context = {"account": account, "form": form, "blocked": blocked}
    status = 422 if form.is_bound else 200
    return render(request, "connectors/create.html", context, status=status)
