"""The doors of the hub's own interviews: read the question, call one service or selector, write the answer."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from candidates.api.parsers import ShallowJSON
from candidates.models import Change
from candidates.services.changes import Origin
from connectors.api import params, writes
from connectors.api.answers import answer
from connectors.api.keys import BearerKey, HasScope, MayRead, MayWrite, key_of
from connectors.api.preconditions import check_seen
from connectors.api.repeats import marked, once
from connectors.models import WriteBack
from connectors.selectors.freshness_headers import accounts_of
from connectors.selectors.writes import write_of
from connectors.services.idempotency import Result
from connectors.services.write_requests import ask_about
from connectors.v1.interviews import render, schema
from connectors.v1.interviews.bodies import change_in, coordinator_in, nothing_in, proposal_in
from connectors.v1.interviews.selection import Found, find_one, find_page, one_of
from connectors.v1.operations.selection import accounts_told
from interviews.selectors.as_of import version_of
from interviews.services.coordinators import assign


class InterviewsView(APIView):
    authentication_classes = (BearerKey,)
    permission_classes: tuple[type[HasScope], ...] = (MayRead,)
    parser_classes = (ShallowJSON,)
    http_method_names = ["get", "head"]


class InterviewList(InterviewsView):
    @schema.LIST
    def get(self, request: Request) -> HttpResponseBase:
        key, query = key_of(request), request.query_params
        page = find_page(key, query, now=timezone.now())
        return answer(request, render.page_text(page), accounts=accounts_told(key, query))


class InterviewDetail(InterviewsView):
    http_method_names = ["get", "head", "patch"]

    def get_permissions(self) -> list[Any]:
        return [MayWrite()] if self.request.method == "PATCH" else [MayRead()]

    @schema.READ
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        found = find_one(key_of(request), request.query_params, pk, now=timezone.now())
        version = version_of(found.interview.pk)
        accounts = accounts_of([found.interview])
        return answer(request, render.one_text(found), version=version, accounts=accounts)

    @schema.CHANGE
    def patch(self, request: Request, pk: int) -> HttpResponseBase:
        found = called(request, pk)
        account = found.interview.account
        write = write_of(account, "reschedule") if account else None

        def given() -> dict[str, Any]:
            return change_in(request.data, found.interview, write)

        return asked(request, found, "reschedule", given)


class Act(InterviewsView):
    permission_classes = (MayWrite,)
    http_method_names = ["post"]


class Amend(Act):
    @schema.AMEND
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        return asked(request, called(request, pk), "amend", lambda: proposal_in(request.data))


class Accept(Act):
    @schema.ACCEPT
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        return asked(request, called(request, pk), "accept", lambda: nothing_in(request.data))


class Reject(Act):
    @schema.REJECT
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        return asked(request, called(request, pk), "reject", lambda: nothing_in(request.data))


class Cancel(Act):
    @schema.CANCEL
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        return asked(request, called(request, pk), "cancel", lambda: nothing_in(request.data))


def called(request: Request, pk: int) -> Found:
    params.read(request.query_params, ())
    return one_of(key_of(request), pk, now=timezone.now())


class Coordinator(Act):
    @schema.ASSIGN
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        params.read(request.query_params, ())
        key, now = key_of(request), timezone.now()
        found = find_one(key, request.query_params, pk, now=now)
        coordinator = coordinator_in(request.data, key.company_id)
        origin = Origin(company_id=key.company_id, source=Change.Source.API, at=now)

        def act() -> Result:
            assign([found.interview.pk], coordinator, origin)
            return {}

        _, repeated = once(request, act, now=now)
        told = answer(request, render.one_text(one_of(key, pk, now=now)))
        return marked(told, repeated=repeated)


class WriteDetail(InterviewsView):
    @schema.READ_WRITE
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        params.read(request.query_params, ())
        found = writes.of_key(key_of(request), pk)
        return answer(request, writes.shape_text(found))


def asked(
    request: Request, found: Found, action: str, given: Callable[[], dict[str, Any]]
) -> HttpResponseBase:
    """`given` are the values that the body brings."""
    interview, now = found.interview, timezone.now()

    def act() -> WriteBack:
        values = given()
        check_seen(request, interview, render.wanted(request.data), render.seen)
        return ask_about(interview, action, values, source=Change.Source.API, now=now)

    def text_of(write: WriteBack) -> bytes:
        return render.asked_text(one_of(key_of(request), interview.pk, now=now), write)

    return writes.accepted(request, act, text_of, now=now)
