"""The doors of interviewers and conflicts."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from rest_framework.request import Request

from candidates.models import Change
from candidates.services.changes import Origin
from candidates.statuses import Scope
from connectors.api import params
from connectors.api.answers import answer
from connectors.api.bodies import a_short_text, read_body
from connectors.api.keys import HasScope, MayRead, MayWrite, key_of
from connectors.api.refusals import Conflict as Refused
from connectors.json_values import dump
from connectors.selectors.freshness_headers import accounts_of
from connectors.v1.interviewers import render, schema, selection
from connectors.v1.operations.render import page_text
from connectors.v1.operations.selection import accounts_told, one_of
from connectors.v1.operations.views import OperationsView
from interviews.models import Conflict
from interviews.services.overrides import NoSuchConflict, override, withdraw


class PlanningView(OperationsView):
    permission_classes: tuple[type[HasScope], ...] = (MayRead,)

    def personal(self, request: Request) -> bool:
        return Scope.PII in key_of(request).scopes

    def conflict(self, request: Request, pk: int) -> Conflict:
        params.read(request.query_params, ())
        found: Conflict = one_of(selection.all_conflicts, key_of(request), "conflict", pk=pk)
        return found

    def shown(self, request: Request, one: Conflict) -> HttpResponseBase:
        text = dump(render.conflict(one, personal=self.personal(request)))
        both = [each for each in (one.first, one.second) if each]
        return answer(request, text, accounts=accounts_of(both))


class InterviewerList(PlanningView):
    @schema.LIST_INTERVIEWERS
    def get(self, request: Request) -> HttpResponseBase:
        key, query = key_of(request), request.query_params
        page = selection.interviewers_of(key, query, now=timezone.now())
        text = render.page_text(page, personal=self.personal(request))
        return answer(request, text, accounts=accounts_told(key, query))


class InterviewerDetail(PlanningView):
    @schema.READ_INTERVIEWER
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        params.read(request.query_params, ())
        found = selection.interviewer_of(key_of(request), pk, now=timezone.now())
        text = render.one_text(found, personal=self.personal(request))
        [(_, load)] = found.rows
        return answer(request, text, accounts=accounts_of(load.users))


class ConflictList(PlanningView):
    @schema.LIST_CONFLICTS
    def get(self, request: Request) -> HttpResponseBase:
        key, query = key_of(request), request.query_params
        page, personal = selection.conflicts_of(key, query), self.personal(request)
        text = page_text(page, lambda row: render.conflict(row, personal=personal))
        return answer(request, text, accounts=accounts_told(key, query))


class ConflictDetail(PlanningView):
    @schema.READ_CONFLICT
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        return self.shown(request, self.conflict(request, pk))


class ConflictOverride(PlanningView):
    permission_classes = (MayWrite,)
    http_method_names = ["post", "delete"]

    @schema.OVERRIDE
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        self.conflict(request, pk)
        reason = read_body(request.data, {"reason": a_short_text}, required=("reason",))["reason"]
        return self.decided(request, pk, lambda origin: override(pk, reason, origin=origin))

    @schema.WITHDRAW
    def delete(self, request: Request, pk: int) -> HttpResponseBase:
        self.conflict(request, pk)
        return self.decided(request, pk, lambda origin: withdraw(pk, origin=origin))

    def decided(
        self, request: Request, pk: int, decide: Callable[[Origin], Any]
    ) -> HttpResponseBase:
        company_id = key_of(request).company_id
        try:
            decide(Origin(company_id=company_id, source=Change.Source.API, at=timezone.now()))
        except NoSuchConflict:
            raise Refused(f"The conflict {pk} is closed: its cause is gone.") from None
        return self.shown(request, self.conflict(request, pk))
