"""What was handed to the worker for very many records: how far it is, and what became of each."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from candidates.models import BulkAction, BulkActionRow, Candidate
from candidates.page_permissions import check_may_move, member_page
from candidates.requests import MemberRequest
from candidates.services.bulk_actions import restart
from interviews.models import Interview

PAGE = 100
SHOWN = 50
LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its record; None is what was erased."""

    row: BulkActionRow
    candidate: Candidate | None = None
    interview: Interview | None = None


@require_safe
@member_page
def many(request: MemberRequest) -> HttpResponse:
    """The newest."""
    check_may_move(request)
    found = BulkAction.objects.filter(company=request.company).select_related("made_by")
    return render(request, "interviews/many.html", {"bulk_actions": found.order_by("-pk")[:SHOWN]})


@require_safe
@member_page
def many_result(request: MemberRequest, pk: int) -> HttpResponse:
    check_may_move(request)
    bulk_action = bulk_action_or_404(request, pk)
    rows = BulkActionRow.objects.filter(bulk_action=bulk_action)
    counts = dict(rows.values_list("outcome").annotate(Count("pk")).order_by("outcome"))
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in BulkActionRow.Outcome.values else ""
    after = number_in(request.GET.get("after", ""))
    shown = rows.filter(number__gt=after, **({"outcome": outcome} if outcome else {}))
    page = list(shown.order_by("number")[: PAGE + 1])
    context = {
        "bulk_action": bulk_action,
        "counts": counts,
        "over": bulk_action.total - counts.get(BulkActionRow.Outcome.PENDING, 0),
        "left": counts.get(BulkActionRow.Outcome.PENDING, 0),
        "at_work": bulk_action.state == BulkAction.State.RUNNING,
        "outcome": outcome,
        "lines": lines(bulk_action, page[:PAGE]),
        "following": page[PAGE - 1].number if len(page) > PAGE else None,
        "after": after,
    }
    return render(request, "interviews/many_result.html", context)


def bulk_action_or_404(request: MemberRequest, pk: int) -> BulkAction:
    bulk_actions = BulkAction.objects.filter(company=request.company).select_related("made_by")
    bulk_action = bulk_actions.filter(pk=pk).first()
    if bulk_action is None:
        raise Http404
    return bulk_action


@require_POST
@member_page
def many_again(request: MemberRequest, pk: int) -> HttpResponse:
    """One that failed, with the rows that are left."""
    check_may_move(request)
    if restart(bulk_action_or_404(request, pk), request.membership, now=request.now):
        messages.success(request, gettext("The worker goes on with the rows that are left."))
    else:
        messages.error(request, gettext("It has not failed, or goes on already."))
    return redirect("many_result", pk=pk)


def number_in(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else 0


def lines(bulk_action: BulkAction, rows: list[BulkActionRow]) -> list[Line]:
    """One statement for their records."""
    keys = [row.subject_id for row in rows]
    if bulk_action.about == BulkAction.About.CANDIDATES:
        people: dict[Any, Candidate] = Candidate.objects.filter(
            company=bulk_action.company_id
        ).in_bulk(keys)
        return [Line(row, candidate=people.get(row.subject_id)) for row in rows]
    found = Interview.objects.filter(company=bulk_action.company_id)
    known = found.select_related("account", "candidate", "job").in_bulk(keys)
    return [Line(row, interview=known.get(row.subject_id)) for row in rows]
