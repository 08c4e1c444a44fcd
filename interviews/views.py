"""Today, the list of interviews, one interview."""

from dataclasses import replace
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from candidates.doors import member_page
from candidates.requests import MemberRequest
from candidates.services.preferences import mark_seen
from interviews.forms import DayForm, FilterForm, wanted
from interviews.pills import pills_of
from interviews.selectors import choices
from interviews.selectors.board import board
from interviews.selectors.days import coming_days
from interviews.selectors.detail import detail
from interviews.selectors.keyset import CursorError
from interviews.selectors.listing import Page, list_interviews
from interviews.selectors.news import news
from interviews.selectors.timeline import timeline


@require_safe
@member_page
def today(request: MemberRequest) -> HttpResponse:
    form = DayForm(request.GET)
    local = request.now.astimezone(request.zones.main).date()
    if not form.is_valid():
        given = request.GET.get("date", "")
        messages.error(
            request, gettext("“%s” is no date, so today is shown. Write 2026-11-05.") % given
        )
    day = form.cleaned_data.get("date") or local
    shown = board(company_id=request.company.pk, day=day, zone=request.zones.main, now=request.now)
    context = {
        "board": shown,
        "days": coming_days(company_id=request.company.pk, day=day, zone=request.zones.main),
        "news": news(company_id=request.company.pk, since=request.membership.looked_at_change),
        "tomorrow": local + timedelta(days=1),
        "yesterday": local - timedelta(days=1),
    }
    return render(request, "interviews/today.html", context)


@require_POST
@member_page
def seen(request: MemberRequest) -> HttpResponse:
    """Up to the change that the page had shown, not to what came in since."""
    change = request.POST.get("change", "")
    if change.isdecimal() and len(change) < 19:
        mark_seen(membership=request.membership, change=int(change), now=request.now)
    return redirect("today")


@require_safe
@member_page
def interviews(request: MemberRequest) -> HttpResponse:
    given = with_default(request)
    form = FilterForm(given, accounts=choices.accounts(request.company))
    asked = wanted(
        form,
        company_id=request.company.pk,
        zone=request.zones.main,
        cursor=request.GET.get("cursor", ""),
    )
    complaints = list(asked.complaints)
    try:
        page = list_interviews(asked.query)
    except CursorError as error:
        complaints.append(gettext("The first page is shown: %s") % error)
        page = list_interviews(replace(asked.query, cursor=""))
    jobs, people = choices.jobs(request.company.pk), choices.people(request.company.pk)
    context = {
        "form": form,
        "complaints": complaints,
        "page": page,
        "pills": pills_of(given, form, jobs, people),
        "next_address": next_address(given, page),
        "first_address": address(given, cursor=None) if request.GET.get("cursor") else "",
        "jobs": jobs,
        "people": people,
    }
    return render(request, "interviews/list.html", context)


def with_default(request: MemberRequest) -> QueryDict:
    """Without any filter the list begins today; an empty `date_from` asks for the past as well."""
    given = request.GET.copy()
    if not given:
        given["date_from"] = request.now.astimezone(request.zones.main).date().isoformat()
    return given


def next_address(given: QueryDict, page: Page) -> str:
    return address(given, cursor=page.next_cursor) if page.next_cursor else ""


def address(given: QueryDict, *, cursor: str | None) -> str:
    asked = given.copy()
    asked.pop("cursor", None)
    if cursor:
        asked["cursor"] = cursor
    return f"?{asked.urlencode()}"


@require_safe
@member_page
def interview(request: MemberRequest, pk: int) -> HttpResponse:
    found = detail(company_id=request.company.pk, pk=pk)
    if found is None:
        raise Http404
    context = {"detail": found, "timeline": timeline(pk)}
    return render(request, "interviews/detail.html", context)
