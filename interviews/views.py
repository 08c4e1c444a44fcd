"""Today, one interview."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from candidates.ical import CONTENT_TYPE
from candidates.page_permissions import MAY_MOVE, member_page
from candidates.requests import MemberRequest
from candidates.selectors.teams import reads
from candidates.services.preferences import mark_seen
from interviews.forms.filters import DayForm
from interviews.ical import Subscription, calendar_text
from interviews.models import Conflict
from interviews.selectors.attention.counts import awake
from interviews.selectors.attention.queue import Row, top
from interviews.selectors.board import board
from interviews.selectors.conflicts import waiting_since
from interviews.selectors.coordinators import colleagues_of
from interviews.selectors.days import coming_days
from interviews.selectors.detail import detail
from interviews.selectors.feeds import one_for_calendar
from interviews.selectors.leavers import leavers
from interviews.selectors.load import beside
from interviews.selectors.news import news
from interviews.selectors.timeline import timeline
from interviews.statuses import FeedDetails

TOP = 8


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
    rows = top(request.membership, request.now, TOP) if shown.is_today else []
    context = {
        "board": shown,
        "conflicts": not_in(rows, shown.conflicts),
        "may_arrange": request.membership.role in MAY_MOVE,
        "days": coming_days(company_id=request.company.pk, day=day, zone=request.zones.main),
        "rows": rows,
        "awake": partial(awake, request.membership, request.now),
        "waiting_since": waiting_since(request.company.pk, request.now),
        "news": news(company_id=request.company.pk, since=request.membership.looked_at_change),
        "tomorrow": local + timedelta(days=1),
        "yesterday": local - timedelta(days=1),
    }
    return render(request, "interviews/today.html", context)


def not_in(rows: list[Row], conflicts: list[Conflict]) -> list[Conflict]:
    """What stands among the rows of the queue beside it is not told twice."""
    told = {row.finding.subject for row in rows}
    return [one for one in conflicts if f"conflict {one.pk}" not in told]


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
def interview(request: MemberRequest, pk: int) -> HttpResponse:
    found = detail(company_id=request.company.pk, pk=pk)
    if found is None:
        raise Http404
    shown = found.row.interview
    context = {
        "detail": found,
        "reads_candidate": reads(request.membership, shown.candidate_id),
        "loads": beside(
            found.row.panel,
            shown.begins_at,
            request.zones.main,
            all_day=shown.all_day,
        ),
        "conflicts": found.conflicts,
        "may_arrange": request.membership.role in MAY_MOVE,
        "arranging": colleagues_of(request.company.pk),
        "timeline": timeline(pk),
        "leavers": leavers(request.company.pk, request.now, interview=pk),
    }
    return render(request, "interviews/detail.html", context)


@require_safe
@member_page
def interview_ics(request: MemberRequest, pk: int) -> HttpResponse:
    """For one's own calendar, with the UID that the interview has in feeds."""
    found = one_for_calendar(request.company.pk, pk)
    if not found.rows:
        raise Http404
    text = calendar_text(
        Subscription(
            name=str(found.rows[0].title or pk),
            details=FeedDetails.FULL,
            origin=settings.PUBLIC_ORIGIN,
            rows=found.rows,
            moves=found.moves,
            organizers=found.organizers,
        )
    )
    return HttpResponse(
        text,
        content_type=f"{CONTENT_TYPE}; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="interview-{pk}.ics"',
            "Cache-Control": "no-store",
        },
    )
