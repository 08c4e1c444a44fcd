"""Interviewers: the list, one of them, and what is said of their time and of who they are."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from candidates.page_permissions import (
    MAY_MOVE,
    check_may_arrange,
    member_page,
    origin_of,
    safe_next,
)
from candidates.requests import MemberRequest
from candidates.times import zone_names
from interviews.people.lists import address
from interviews.selectors import choices
from interviews.selectors import interviewers as selector
from interviews.selectors.keyset import CursorError
from interviews.services import interviewers as service
from interviews.services.bookings import catch_up
from interviews.services.overrides import NoSuchConflict, ReasonMissing, override, withdraw
from interviews.team.forms import AbsenceForm, FindForm, RulesForm

P = ParamSpec("P")


@require_safe
@member_page
def interviewers(request: MemberRequest) -> HttpResponse:
    form = FindForm(request.GET, accounts=choices.accounts(request.company))
    form.is_valid()
    complaints = form.complaints()
    query = selector.InterviewersQuery(
        company_id=request.company.pk,
        now=request.now,
        zone=request.zones.main,
        search=form.cleaned_data.get("q", ""),
        account_ids=tuple(form.cleaned_data.get("account", ())),
        only=form.cleaned_data.get("only", ""),
        cursor=request.GET.get("cursor", ""),
    )
    try:
        page = selector.interviewers(query)
    except CursorError as error:
        complaints.append(gettext("The first page is shown: %s") % error)
        page = selector.interviewers(replace(query, cursor=""))
    context = {
        "form": form,
        "complaints": complaints,
        "page": page,
        "narrowed": bool(query.search or query.account_ids or query.only),
        "next_address": address(request.GET, cursor=page.next_cursor) if page.next_cursor else "",
        "first_address": address(request.GET) if request.GET.get("cursor") else "",
    }
    return render(request, "interviews/interviewers.html", context)


@require_safe
@member_page
def interviewer(request: MemberRequest, pk: int) -> HttpResponse:
    return shown(request, pk)


def shown(
    request: MemberRequest,
    pk: int,
    rules: RulesForm | None = None,
    absence: AbsenceForm | None = None,
) -> HttpResponse:
    """The page; with a form that was not understood it is 422."""
    found = selector.interviewer(
        company_id=request.company.pk, pk=pk, now=request.now, zone=request.zones.main
    )
    if found is None:
        raise Http404
    context = {
        "view": found,
        "rules": rules or RulesForm(initial=RulesForm.of(found.identity)),
        "absence": absence or AbsenceForm(),
        "zone_names": zone_names(),
        "may_arrange": request.membership.role in MAY_MOVE,
    }
    status = 422 if rules or absence else 200
    return render(request, "interviews/interviewer.html", context, status=status)


def arranging(
    page: Callable[Concatenate[MemberRequest, P], HttpResponse],
) -> Callable[..., HttpResponseBase]:
    """For those who may arrange; an interviewer who is not of the company is not there."""

    def guarded(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        check_may_arrange(request)
        try:
            return page(request, *args, **kwargs)
        except service.NoSuchInterviewer:
            raise Http404 from None

    return wraps(page)(require_POST(member_page(guarded)))


def done(request: MemberRequest, pk: int, sentence: str) -> HttpResponse:
    """What follows from it is looked at before the page is shown again."""
    catch_up(request.company.pk, now=request.now)
    messages.success(request, sentence)
    return redirect("interviewer", pk=pk)


@arranging
def set_rules(request: MemberRequest, pk: int) -> HttpResponse:
    form = RulesForm(request.POST)
    if not form.is_valid():
        return shown(request, pk, rules=form)
    service.set_rules(pk, form.values(), origin=origin_of(request))
    return done(request, pk, gettext("Saved."))


@arranging
def add_absence(request: MemberRequest, pk: int) -> HttpResponse:
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        return shown(request, pk, absence=form)
    given = form.cleaned_data
    days = given["first_day"], given["last_day"]
    service.add_absence(pk, *days, given["reason"], origin=origin_of(request))
    return done(request, pk, gettext("Saved."))


@arranging
def remove_absence(request: MemberRequest, pk: int, absence: int) -> HttpResponse:
    service.remove_absence(pk, absence, origin=origin_of(request))
    return done(request, pk, gettext("The absence was taken away."))


VERDICTS = {
    "join": (service.join, gettext_lazy("They are one interviewer from now on.")),
    "keep_apart": (service.keep_apart, gettext_lazy("They are not suggested any more.")),
    "suggest_again": (service.suggest_again, gettext_lazy("They may be suggested again.")),
}


@arranging
def decide(request: MemberRequest, pk: int, other: int, verdict: str) -> HttpResponse:
    act, said = VERDICTS[verdict]
    act(pk, other, origin=origin_of(request))
    return done(request, pk, str(said))


@arranging
def take_apart(request: MemberRequest, pk: int) -> HttpResponse:
    whom = service.take_apart(pk, origin=origin_of(request))
    return done(request, whom, gettext("They are two interviewers again."))


@arranging
def split_user(request: MemberRequest, pk: int, user: int) -> HttpResponse:
    whom = service.split(pk, user, origin=origin_of(request))
    return done(request, whom, gettext("They are two interviewers from now on."))


@arranging
def match_user_again(request: MemberRequest, pk: int, user: int) -> HttpResponse:
    whom = service.match_again(pk, user, origin=origin_of(request))
    return done(request, whom, gettext("The e-mail address says again who it is."))


@require_POST
@member_page
def override_conflict(request: MemberRequest, pk: int) -> HttpResponse:
    """With a reason it is fine; with “withdraw” it is a conflict again."""
    check_may_arrange(request)
    try:
        if "withdraw" in request.POST:
            found = withdraw(pk, origin=origin_of(request))
            messages.success(request, gettext("It is a conflict again."))
        else:
            reason = request.POST.get("reason", "").replace("\0", "")[:500]
            found = override(pk, reason, origin=origin_of(request))
            messages.success(request, gettext("Noted. It comes back when its facts change."))
    except NoSuchConflict:
        raise Http404 from None
    except ReasonMissing:
        messages.error(request, gettext("Write why it is fine."))
        return redirect(safe_next(request))
    return redirect(safe_next(request, f"/interviews/{found.first_id}/"))
