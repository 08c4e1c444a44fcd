"""Pages of what went wrong: the list of issues, one issue, and what a person decides about it."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from candidates.page_permissions import member_page
from candidates.requests import MemberRequest
from candidates.selectors.access import may_manage
from candidates.statuses import Role
from connectors.forms import ALL, IssueFilter
from connectors.models import Issue, SyncRun
from connectors.selectors.connections import accounts_of
from connectors.selectors.issues import (
    DRIFTS,
    OPEN,
    IssueQuery,
    find_issues,
    held_by,
    issue_of,
    raw_behind,
    resources_of,
)
from connectors.services import breaker, issues, shapes
from connectors.services.runs import NoRun, request_run

PAGE_SIZE = 50
MAY_SNOOZE = (Role.ACCOUNT_OWNER, Role.ACCOUNT_ADMIN, Role.RECRUITER)
SNOOZES = {"1": timedelta(days=1), "7": timedelta(weeks=1)}


@require_safe
@member_page
def issue_list(request: MemberRequest) -> HttpResponse:
    company = request.company.pk
    form = IssueFilter(
        request.GET, accounts=list(accounts_of(company)), lists=resources_of(company)
    )
    form.is_valid()
    wanted = form.cleaned_data
    state = wanted.get("state") or Issue.State.OPEN
    query = IssueQuery(
        company_id=company,
        accounts=[wanted["account"]] if wanted.get("account") else [],
        codes=[wanted["kind"]] if wanted.get("kind") else [],
        states=[] if state == ALL else [state],
        resources=[wanted["resource"]] if wanted.get("resource") else [],
    )
    pages = Paginator(find_issues(query).order_by("-last_seen_at", "-pk"), PAGE_SIZE)
    context = {
        "form": form,
        "page": pages.get_page(request.GET.get("page")),
        "state": state,
        "may_snooze": request.membership.role in MAY_SNOOZE,
    }
    return render(request, "connectors/issues.html", context)


@require_safe
@member_page
def issue_page(request: MemberRequest, pk: int) -> HttpResponse:
    issue = issue_or_404(request, pk)
    manager = may_manage(request.user, request.company)
    context = {
        "issue": issue,
        "held": held_by(issue),
        "is_open": issue.state in OPEN,
        "is_drift": issue.code in DRIFTS,
        "may_snooze": request.membership.role in MAY_SNOOZE,
        "may_manage": manager,
        "raw": raw_behind(issue) if manager else "",
    }
    return render(request, "connectors/issue.html", context)


@require_POST
@member_page
def snooze(request: MemberRequest, pk: int) -> HttpResponse:
    time = SNOOZES.get(request.POST.get("days", ""))
    if time is None:
        raise Http404
    until = request.now + time
    return put_off(
        request,
        pk,
        lambda issue: issues.snooze(issue, until=until, now=request.now),
        gettext("Snoozed. It comes back by itself."),
    )


@require_POST
@member_page
def wake(request: MemberRequest, pk: int) -> HttpResponse:
    return put_off(request, pk, issues.wake, gettext("The issue is open again."))


def put_off(
    request: MemberRequest, pk: int, act: Callable[[Issue], None], said: str
) -> HttpResponse:
    issue = issue_or_404(request, pk)
    if request.membership.role not in MAY_SNOOZE:
        raise PermissionDenied(
            gettext("Only recruiters, administrators and owners may snooze an issue.")
        )
    try:
        act(issue)
    except issues.SnoozeRefused as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, said)
    return redirect("issue", pk=pk)


@require_POST
@member_page
def decide(request: MemberRequest, pk: int) -> HttpResponse:
    """Whether the records that vanished all at once are deleted here too, or stay."""
    issue = manageable_issue(request, pk)
    held, decision = held_by(issue), request.POST.get("decision")
    if held is None or issue.account is None or decision not in breaker.DECISIONS:
        raise Http404
    breaker.decide(held, decision)
    try:
        request_run(
            account=issue.account,
            trigger=SyncRun.Trigger.PAGE,
            now=request.now,
            full=True,
            resources=[held.resource],
        )
    except NoRun as error:
        messages.warning(request, str(error))
    messages.success(
        request, gettext("Decided. It is done when the list was read once more as a whole.")
    )
    return redirect("issue", pk=pk)


@require_POST
@member_page
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    """The vendor's list is meant to look so from now on."""
    issue = manageable_issue(request, pk)
    if issue.code not in DRIFTS or issue.state not in OPEN:
        raise Http404
    shapes.accept(issue, now=request.now)
    messages.success(request, gettext("Accepted: the field is learned anew."))
    return redirect("issue", pk=pk)


def manageable_issue(request: MemberRequest, pk: int) -> Issue:
    issue = issue_or_404(request, pk)
    if not may_manage(request.user, request.company):
        raise PermissionDenied(
            gettext("Only the owner and administrators of the company may decide that.")
        )
    return issue


def issue_or_404(request: MemberRequest, pk: int) -> Issue:
    issue = issue_of(request.company.pk, pk)
    if issue is None:
        raise Http404
    return issue
