"""Pages that have an interview changed at its vendor: move it, cancel it, make one."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from candidates.models import Change
from candidates.page_permissions import member_page
from candidates.requests import MemberRequest
from candidates.statuses import Role
from candidates.workweek import OFFICE, read_hours
from connectors.base import Write
from connectors.forms import PLACES, NoticeForm, RescheduleForm, StartForm
from connectors.forms.reasons import ReasonForm
from connectors.forms.writes import minutes_between
from connectors.models import IntegratedAccount
from connectors.selectors.writes import about, possible, write_of
from connectors.services.moves import sent_to
from connectors.services.write_requests import new_key
from connectors.services.writebacks import OutOfDate, ask
from connectors.sync.writebacks import asked_beforehand
from connectors.views.notices import notice_form, told_by
from interviews.conflicts.calendars import Engagement
from interviews.models import Interview
from interviews.selectors.detail import Detail, detail, planned
from interviews.selectors.foreseen import foreseen, openings_for

ANNOUNCED = ("reschedule", "cancel")
MAY_WRITE = (Role.ACCOUNT_OWNER, Role.ACCOUNT_ADMIN, Role.RECRUITER)


@dataclass(frozen=True, slots=True)
class Subject:
    """An interview that is to be changed, and why it cannot be; "" if it can."""

    found: Detail
    action: str
    blocked: str

    @property
    def interview(self) -> Interview:
        return self.found.row.interview

    @property
    def account(self) -> IntegratedAccount:
        account = self.interview.account
        assert isinstance(account, IntegratedAccount)
        return account

    @property
    def write(self) -> Write | None:
        return write_of(self.account, self.action)


def subject(request: MemberRequest, pk: int, action: str) -> Subject:
    check_role(request)
    found = detail(company_id=request.company.pk, pk=pk)
    if found is None or found.row.interview.account is None:
        raise Http404
    choices = possible(found.row.interview, (action,))
    gone = gettext("This interview is gone.")
    return Subject(found, action, choices[0].blocked if choices else gone)


def check_role(request: MemberRequest) -> None:
    if request.membership.role not in MAY_WRITE:
        raise PermissionDenied(
            gettext("Only recruiters, administrators and owners may change an interview.")
        )


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def move(request: MemberRequest, pk: int, action: str) -> HttpResponse:
    """Another time, or the proposal of one: form, then old and new side by side with what it costs, then the wish."""
    it = subject(request, pk, action)
    form = RescheduleForm(
        request.POST or None,
        zone=request.zones.main,
        takes=it.write.takes if it.write else (),
        initial=RescheduleForm.of(it.interview, request.zones.main)
        | asked_for(request)
        | {"key": new_key()},
    )
    blocked = it.blocked or (asked(it) if not form.is_bound else "")
    reasons = ReasonForm(request.POST or None)
    context = {
        "detail": it.found,
        "action": action,
        "form": form,
        "reasons": reasons,
        "blocked": blocked,
    }
    if form.is_bound and form.is_valid() and reasons.is_valid() and not blocked:
        new, sent = planned_as(it.found, form), "confirm" in request.POST
        notice = notice_form(request, it.found, it.write, sent=sent, new=new.row.interview)
        if sent and notice.is_valid():
            values = (
                news(it.interview, form) | reasons.because() | told_by(announced(notice, action))
            )
            return wished(request, it, form.cleaned_data["key"], values)
        context |= {"planned": new, "notice": notice}
        context["foreseen"] = foreseen(new, it.found.conflicts)
        status = 422 if sent else 200
        return render(request, "connectors/move_confirm.html", context, status=status)
    if not blocked:
        context["openings"] = openings(request, it)
    status = 422 if form.is_bound else 200
    return render(request, "connectors/move.html", context, status=status)


def planned_as(found: Detail, form: RescheduleForm) -> Detail:
    given = form.cleaned_data
    new = planned(found, given["start_at"], given["end_at"])
    for name in PLACES:
        setattr(new.row.interview, name, given.get(name) or getattr(new.row.interview, name))
    return new


def announced(notice: NoticeForm, action: str) -> list[NoticeForm]:
    """A proposal is no news yet."""
    return [notice] if action in ANNOUNCED else []


def openings(request: MemberRequest, it: Subject) -> list[tuple[Engagement, str]]:
    """Times within the reader's hours, each with what the address of the form ends with to begin with it."""
    zone, minutes = request.zones.main, minutes_between(it.interview.start_at, it.interview.end_at)
    found = openings_for(
        it.found,
        timedelta(minutes=minutes),
        now=request.now,
        zone=zone,
        work=read_hours(request.user.hours) or OFFICE,
    )
    starts = [one.start.astimezone(zone) for one in found]
    asked = ({"start": f"{at:%Y-%m-%dT%H:%M}", "fold": f"{at.fold}"} for at in starts)
    return [(one, f"?{urlencode(given)}") for one, given in zip(found, asked, strict=True)]


def asked_for(request: MemberRequest) -> dict[str, Any]:
    """The start that the calendar gives in the address: where an interview was dropped, or the day it shows."""
    form = StartForm(request.GET)
    if not form.is_valid():
        said = " ".join(str(one) for errors in form.errors.values() for one in errors)
        messages.error(request, gettext("The start in the address was left out: %s") % said)
        return {}
    return {name: value for name, value in form.cleaned_data.items() if value}


def news(interview: Interview, form: RescheduleForm) -> dict[str, Any]:
    """What was filled in; a place that was left as it is is not wanted anew."""
    return {
        name: value
        for name, value in form.values().items()
        if name not in PLACES or value != getattr(interview, name)
    }


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def decide(request: MemberRequest, pk: int, action: str) -> HttpResponse:
    """Accept, reject, cancel: asked once more, with what it is about."""
    it = subject(request, pk, action)
    key = request.POST.get("key", "")
    sent = request.method == "POST" and not it.blocked and bool(key)
    notice = notice_form(request, it.found, it.write, sent=sent and action in ANNOUNCED)
    if sent and (action not in ANNOUNCED or notice.is_valid()):
        values = ReasonForm(request.POST).because() | told_by(announced(notice, action))
        return wished(request, it, key[:64], values)
    proposed = as_proposed(it.found) if action == "accept" else None
    context = {
        "detail": it.found,
        "action": action,
        "blocked": it.blocked or asked(it),
        "key": key[:64] or new_key(),
        "notice": notice,
        "reasons": None if action == "accept" else ReasonForm(request.POST or None),
        "planned": proposed,
        "foreseen": foreseen(proposed, it.found.conflicts) if proposed else None,
    }
    return render(request, "connectors/decide.html", context, status=422 if sent else 200)


def as_proposed(found: Detail) -> Detail | None:
    start, end = found.row.interview.proposed_start_at, found.row.interview.proposed_end_at
    return planned(found, start, end) if start and end else None


def asked(it: Subject) -> str:
    """What the vendor itself says beforehand, where it can be asked."""
    return asked_beforehand(it.account, it.write, about(it.interview)) if it.write else ""


def wished(request: MemberRequest, it: Subject, key: str, values: dict[str, Any]) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        ask(
            account=it.account,
            action=it.action,
            values=values,
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
    messages.success(request, sent_to(account))
