"""The doors of operations: read the question, call one service or selector, write the answer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.decorators import method_decorator
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from candidates.api.parsers import ShallowJSON
from candidates.statuses import Scope
from connectors.api import params
from connectors.api.answers import answer
from connectors.api.bodies import read_body
from connectors.api.keys import BearerKey, HasScope, MayOperate, MayRead, MaySeePersonal, key_of
from connectors.api.params import BadParameters, refused
from connectors.api.refusals import Conflict
from connectors.errors import AddressRefused
from connectors.json_values import dump, instant
from connectors.models import Issue, SyncRun
from connectors.selectors.accounts import AccountUnknown, check_resources
from connectors.selectors.explain import explain
from connectors.services import issues
from connectors.services.accounts import test_connection
from connectors.services.runs import NoRun, request_run
from connectors.v1.operations import render, schema
from connectors.v1.operations.bodies import ISSUE_FIELDS, RUN_FIELDS
from connectors.v1.operations.selection import (
    accounts_of,
    accounts_told,
    all_accounts,
    all_issues,
    all_runs,
    changes_of,
    issues_of,
    may_see,
    one_of,
    runs_of,
)


class OperationsView(APIView):
    authentication_classes = (BearerKey,)
    permission_classes: tuple[type[HasScope], ...] = (MayOperate,)
    parser_classes = (ShallowJSON,)
    http_method_names = ["get", "head"]


class AccountList(OperationsView):
    @schema.LIST_ACCOUNTS
    def get(self, request: Request) -> HttpResponseBase:
        page = accounts_of(key_of(request), request.query_params)
        return answer(request, render.page_text(page, render.account))


class AccountDetail(OperationsView):
    @schema.READ_ACCOUNT
    def get(self, request: Request, uuid: UUID) -> HttpResponseBase:
        params.read(request.query_params, ())
        account = one_of(all_accounts, key_of(request), "integrated account", uuid=uuid)
        return answer(request, dump(render.account(account)))


@method_decorator(transaction.non_atomic_requests, name="dispatch")
class AccountCheck(OperationsView):
    http_method_names = ["post"]

    @schema.CHECK_ACCOUNT
    def post(self, request: Request, uuid: UUID) -> HttpResponseBase:
        params.read(request.query_params, ())
        read_body(request.data or {}, {}, required=())
        account = one_of(all_accounts, key_of(request), "integrated account", uuid=uuid)
        try:
            test_connection(account)
        except AddressRefused as error:
            raise Conflict(f"The vendor is not asked: {error.message}") from None
        told = {"integrated_account_id": str(account.uuid), "answered_at": instant(timezone.now())}
        return answer(request, dump(told))


class RunList(OperationsView):
    http_method_names = ["get", "head", "post"]

    @schema.LIST_RUNS
    def get(self, request: Request) -> HttpResponseBase:
        page = runs_of(key_of(request), request.query_params)
        return answer(request, render.page_text(page, render.run))

    @schema.START_RUN
    def post(self, request: Request) -> HttpResponseBase:
        params.read(request.query_params, ())
        wanted = read_body(request.data, RUN_FIELDS, required=("integrated_account_id",))
        uuid = wanted["integrated_account_id"]
        account = one_of(all_accounts, key_of(request), "integrated account", uuid=uuid)
        resources = wanted.get("resources", [])
        try:
            check_resources(account, resources)
            run = request_run(
                account=account,
                trigger=SyncRun.Trigger.API,
                now=timezone.now(),
                full=wanted.get("full", False),
                resources=resources,
            )
        except AccountUnknown as error:
            raise BadParameters([refused("resources", str(error))]) from None
        except NoRun as error:
            raise Conflict(str(error), retry=True) from None
        return answer(request, dump(render.run(run)), status=202)


class RunDetail(OperationsView):
    @schema.READ_RUN
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        params.read(request.query_params, ())
        return answer(
            request, dump(render.run(one_of(all_runs, key_of(request), "sync run", pk=pk)))
        )


class IssueList(OperationsView):
    @schema.LIST_ISSUES
    def get(self, request: Request) -> HttpResponseBase:
        page = issues_of(key_of(request), request.query_params)
        return answer(request, render.page_text(page, lambda row: shown(request, row)))


class IssueDetail(OperationsView):
    http_method_names = ["get", "head", "patch"]

    @schema.READ_ISSUE
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        params.read(request.query_params, ())
        return answer(request, dump(shown(request, self.issue(request, pk))))

    @schema.CHANGE_ISSUE
    def patch(self, request: Request, pk: int) -> HttpResponseBase:
        params.read(request.query_params, ())
        wanted = read_body(request.data, ISSUE_FIELDS, required=("state",))
        issue = self.issue(request, pk)
        try:
            self.change(issue, **wanted)
        except issues.AlreadyResolved as error:
            raise Conflict(str(error)) from None
        except issues.SnoozeRefused as error:
            raise BadParameters([refused("snoozed_until", str(error))]) from None
        return answer(request, dump(shown(request, issue)))

    def change(self, issue: Issue, *, state: str, snoozed_until: datetime | None = None) -> None:
        snoozed = state == Issue.State.SNOOZED
        if snoozed != (snoozed_until is not None):
            why = "goes with the state snoozed, and only with that."
            raise BadParameters([refused("snoozed_until", why)])
        if snoozed_until is not None:
            issues.snooze(issue, until=snoozed_until, now=timezone.now())
        else:
            issues.wake(issue)

    def issue(self, request: Request, pk: int) -> Issue:
        found: Issue = one_of(all_issues, key_of(request), "issue", pk=pk)
        return found


class ChangeList(OperationsView):
    permission_classes = (MayRead,)

    @schema.LIST_CHANGES
    def get(self, request: Request) -> HttpResponseBase:
        key = key_of(request)
        page = changes_of(key, request.query_params)
        text = render.changes_text(page, personal=Scope.PII in key.scopes)
        return answer(request, text, accounts=accounts_told(key, request.query_params))


def shown(request: Request, row: Issue) -> dict[str, object]:
    return render.issue(row, personal=Scope.PII in key_of(request).scopes)


class InterviewExplanation(OperationsView):
    permission_classes = (MayRead, MaySeePersonal)

    @schema.EXPLAIN_INTERVIEW
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        params.read(request.query_params, ())
        key = key_of(request)
        found = explain(company_id=key.company_id, pk=pk)
        if found is None or not may_see(key, found.interview.account_id):
            raise NotFound(f"There is no interview {pk} for this API key.")
        return answer(request, dump(render.explanation(found)))
