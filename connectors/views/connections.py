"""The connections of a company: how they are doing, their runs, and what a person may do about them."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from candidates.page_permissions import member_page
from candidates.requests import MemberRequest
from candidates.selectors.access import MANAGERS, may_manage
from candidates.statuses import Role
from connectors.models import IntegratedAccount, SyncRun
from connectors.selectors.connections import (
    account_of,
    connection,
    connections,
    open_issues,
    progress_of,
    removed_accounts,
    run_of,
    runs_of,
    totals,
)
from connectors.selectors.held import held_by
from connectors.selectors.workers import none_at_work
from connectors.selectors.writes import writes_at
from connectors.services import accounts
from connectors.services.runs import NoRun, request_run

ISSUES_SHOWN = 20
MAY_SYNC = (Role.ACCOUNT_OWNER, Role.ACCOUNT_ADMIN, Role.RECRUITER)


@require_safe
@member_page
def connection_list(request: MemberRequest) -> HttpResponse:
    shown = connections(request.company.pk, now=request.now)
    context = {
        "connections": shown,
        "removed": removed_accounts(request.company.pk),
        "issues": open_issues(request.company.pk)[:ISSUES_SHOWN],
        "no_worker": bool(shown) and none_at_work(request.now),
        "at_work": any(one.at_work for one in shown),
        "may_sync": request.membership.role in MAY_SYNC,
        "may_manage": request.membership.role in MANAGERS,
    }
    return render(request, "connectors/list.html", context)


@require_safe
@member_page
def connection_page(request: MemberRequest, uuid: UUID) -> HttpResponse:
    account = account_or_404(request, uuid)
    if account.removed_at is not None:
        told = {
            "account": account,
            "held": held_by(account),
            "may_manage": may_manage(request.user, request.company),
        }
        return render(request, "connectors/removed.html", told)
    runs = runs_of(account)
    context = {
        "one": connection(account, runs[0] if runs else None, request.now),
        "runs": [(run, totals(run)) for run in runs],
        "wishes": writes_at(account, now=request.now),
        "issues": open_issues(request.company.pk, account)[:ISSUES_SHOWN],
        "no_worker": none_at_work(request.now),
        "may_sync": request.membership.role in MAY_SYNC,
        "may_manage": may_manage(request.user, request.company),
    }
    return render(request, "connectors/detail.html", context)


@require_safe
@member_page
def run_page(request: MemberRequest, uuid: UUID, run_id: int) -> HttpResponse:
    run = run_of(request.company.pk, uuid, run_id)
    if run is None:
        raise Http404
    context = {
        "run": run,
        "one": connection(run.account, run, request.now),
        "progress": progress_of(run),
        "at_work": run.state in SyncRun.OPEN,
    }
    return render(request, "connectors/run.html", context)


@require_POST
@member_page
def sync_now(request: MemberRequest, uuid: UUID) -> HttpResponse:
    account = account_or_404(request, uuid)
    if request.membership.role not in MAY_SYNC:
        raise PermissionDenied(
            gettext("Only recruiters, administrators and owners may start a sync.")
        )
    try:
        run = request_run(account=account, trigger=SyncRun.Trigger.PAGE, now=request.now)
    except NoRun as error:
        messages.warning(request, str(error))
        return redirect("connection", uuid=uuid)
    messages.success(
        request,
        gettext("%(name)s is queued to be read (run %(run)d).")
        % {"name": account.name, "run": run.pk},
    )
    return redirect("connection", uuid=uuid)


@require_POST
@member_page
def pause(request: MemberRequest, uuid: UUID) -> HttpResponse:
    said = gettext("%s is paused: nothing is read until it is resumed.")
    return change_state(request, uuid, accounts.pause, said)


@require_POST
@member_page
def resume(request: MemberRequest, uuid: UUID) -> HttpResponse:
    def resumed(account: IntegratedAccount) -> None:
        accounts.resume(account, now=request.now)

    return change_state(request, uuid, resumed, gettext("%s is read again."))


def change_state(
    request: MemberRequest, uuid: UUID, act: Callable[[IntegratedAccount], None], said: str
) -> HttpResponse:
    account = account_or_404(request, uuid)
    if not may_manage(request.user, request.company):
        raise PermissionDenied(
            gettext("Only the owner and administrators of the company may pause a connection.")
        )
    if account.removed_at is not None:
        raise Http404
    act(account)
    messages.success(request, said % account.name)
    return redirect("connection", uuid=uuid)


def account_or_404(request: MemberRequest, uuid: UUID) -> IntegratedAccount:
    account = account_of(request.company.pk, uuid)
    if account is None:
        raise Http404
    return account
