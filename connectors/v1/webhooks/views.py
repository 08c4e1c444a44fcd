"""The doors of endpoints and deliveries."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from rest_framework.request import Request

from candidates.statuses import Scope
from connectors.api import params
from connectors.api.answers import answer
from connectors.api.bodies import read_body
from connectors.api.keys import key_of
from connectors.api.params import BadParameters, refused
from connectors.api.refusals import Conflict
from connectors.api.repeats import marked, once
from connectors.json_values import dump
from connectors.models import OutboundDelivery, WebhookEndpoint
from connectors.outbound import endpoints, log
from connectors.services.idempotency import Result
from connectors.v1.operations.render import page_text
from connectors.v1.operations.selection import one_of
from connectors.v1.operations.views import OperationsView
from connectors.v1.webhooks import bodies, render, schema, selection


class OutboundView(OperationsView):
    def endpoint(self, request: Request, pk: int) -> WebhookEndpoint:
        params.read(request.query_params, ())
        found: WebhookEndpoint = one_of(
            selection.all_endpoints, key_of(request), "webhook endpoint", pk=pk
        )
        return found

    def delivery(self, request: Request, pk: int) -> OutboundDelivery:
        params.read(request.query_params, ())
        found: OutboundDelivery = one_of(
            selection.all_deliveries, key_of(request), "webhook delivery", pk=pk
        )
        return found


@contextmanager
def refusals() -> Iterator[None]:
    try:
        yield
    except endpoints.EndpointRefused as error:
        if not error.field:
            raise Conflict(str(error)) from None
        raise BadParameters([refused(error.field, str(error), valid=error.valid)]) from None
    except log.ReplayRefused as error:
        raise Conflict(str(error)) from None


class EndpointList(OutboundView):
    http_method_names = ["get", "head", "post"]

    @schema.LIST_ENDPOINTS
    def get(self, request: Request) -> HttpResponseBase:
        page = selection.endpoints_of(key_of(request), request.query_params)
        return answer(request, page_text(page, render.endpoint))

    @schema.CREATE_ENDPOINT
    def post(self, request: Request) -> HttpResponseBase:
        params.read(request.query_params, ())
        key = key_of(request)
        wish = selection.wish_of(key, read_body(request.data, bodies.NEW, required=("url",)))
        now = timezone.now()

        def act() -> Result:
            return {"endpoint": endpoints.create(key.company, wish, now=now)[0].pk}

        with refusals():
            made, repeated = once(request, act, now=now)
        row = self.endpoint(request, made["endpoint"])
        return marked(answer(request, dump(render.with_secret(row)), status=201), repeated=repeated)


class EndpointDetail(OutboundView):
    http_method_names = ["get", "head", "patch", "delete"]

    @schema.READ_ENDPOINT
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        return answer(request, dump(render.endpoint(self.endpoint(request, pk))))

    @schema.CHANGE_ENDPOINT
    def patch(self, request: Request, pk: int) -> HttpResponseBase:
        row = self.endpoint(request, pk)
        given = read_body(request.data, bodies.CHANGE, required=())
        if "send_missed" in given and given.get("state") != WebhookEndpoint.State.ACTIVE:
            raise BadParameters([refused("send_missed", "goes with the state active only.")])
        with refusals():
            if given.keys() & bodies.NEW.keys():
                endpoints.change(row, selection.wish_of(key_of(request), given, row))
            if given.get("state") == WebhookEndpoint.State.DISABLED:
                endpoints.disable(row, now=timezone.now())
            elif "state" in given:
                missed = given.get("send_missed", False)
                endpoints.enable(row, now=timezone.now(), missed=missed)
        return answer(request, dump(render.endpoint(self.endpoint(request, pk))))

    @schema.DELETE_ENDPOINT
    def delete(self, request: Request, pk: int) -> HttpResponseBase:
        endpoints.delete(self.endpoint(request, pk), now=timezone.now())
        return HttpResponse(status=204)


class EndpointAct(OutboundView):
    """POST with no body, or an empty one."""

    http_method_names = ["post"]

    status = 202

    def act(self, request: Request, pk: int) -> HttpResponseBase:
        row, now = self.endpoint(request, pk), timezone.now()
        read_body(request.data or {}, {}, required=())
        with refusals():
            made, repeated = once(request, lambda: self.do(row, now), now=now)
        told = answer(request, dump(self.told(request, pk, made)), status=self.status)
        return marked(told, repeated=repeated)

    def do(self, row: WebhookEndpoint, now: datetime) -> Result:
        raise NotImplementedError

    def told(self, request: Request, pk: int, made: Result) -> dict[str, Any]:
        raise NotImplementedError


class EndpointRotate(EndpointAct):
    status = 200

    @schema.ROTATE
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        return self.act(request, pk)

    def do(self, row: WebhookEndpoint, now: datetime) -> Result:
        endpoints.rotate(row, now=now)
        return {}

    def told(self, request: Request, pk: int, made: Result) -> dict[str, Any]:
        return render.with_secret(self.endpoint(request, pk))


class EndpointTest(EndpointAct):
    @schema.SEND_TEST
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        return self.act(request, pk)

    def do(self, row: WebhookEndpoint, now: datetime) -> Result:
        return {"delivery": endpoints.send_test(row, now=now).pk}

    def told(self, request: Request, pk: int, made: Result) -> dict[str, Any]:
        return render.delivery(self.delivery(request, made["delivery"]))


class EndpointReplay(EndpointAct):
    @schema.REPLAY_DEAD
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        return self.act(request, pk)

    def do(self, row: WebhookEndpoint, now: datetime) -> Result:
        return {"replayed": log.replay_dead(row, now=now)}

    def told(self, request: Request, pk: int, made: Result) -> dict[str, Any]:
        return made


class DeliveryList(OutboundView):
    @schema.LIST_DELIVERIES
    def get(self, request: Request) -> HttpResponseBase:
        page = selection.deliveries_of(key_of(request), request.query_params)
        return answer(request, page_text(page, render.delivery))


class DeliveryDetail(OutboundView):
    @schema.READ_DELIVERY
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        personal = Scope.PII in key_of(request).scopes
        row = self.delivery(request, pk)
        return answer(request, dump(render.whole_delivery(row, personal=personal)))


class DeliveryReplay(OutboundView):
    http_method_names = ["post"]

    @schema.REPLAY
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        row, now = self.delivery(request, pk), timezone.now()
        read_body(request.data or {}, {}, required=())

        def act() -> Result:
            if not log.replay(OutboundDelivery.objects.filter(pk=row.pk), now=now):
                raise Conflict("The delivery waits to be sent already.")
            return {}

        with refusals():
            _, repeated = once(request, act, now=now)
        row.refresh_from_db()
        told = answer(request, dump(render.delivery(row)), status=202)
        return marked(told, repeated=repeated)
