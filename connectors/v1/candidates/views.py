"""The door of who looks after a candidate."""

from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from rest_framework.request import Request

from candidates.models import Change
from candidates.selectors.coordinators import coordinator_of
from candidates.services.changes import Origin
from connectors.api import params
from connectors.api.answers import answer
from connectors.api.keys import MayRead, MayWrite, key_of
from connectors.api.repeats import marked, once
from connectors.json_values import dump
from connectors.selectors.freshness_headers import accounts_of
from connectors.services.idempotency import Result
from connectors.v1.candidates import schema
from connectors.v1.interviews.bodies import coordinator_in
from connectors.v1.moves.selection import candidate_for
from connectors.v1.operations.views import OperationsView
from interviews.selectors.coordinators import colleagues_of
from interviews.services.coordinators import assign_candidates


class Coordinator(OperationsView):
    http_method_names = ["get", "head", "post"]

    def get_permissions(self) -> list[Any]:
        return [MayWrite()] if self.request.method == "POST" else [MayRead()]

    @schema.READ
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        params.read(request.query_params, ())
        return told(request, pk)

    @schema.ASSIGN
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        params.read(request.query_params, ())
        key, now = key_of(request), timezone.now()
        row = candidate_for(key, pk)
        coordinator = coordinator_in(request.data, key.company_id, of="candidate")
        origin = Origin(company_id=key.company_id, source=Change.Source.API, at=now)

        def act() -> Result:
            assign_candidates([row.pk], coordinator, origin)
            return {}

        _, repeated = once(request, act, now=now)
        return marked(told(request, pk), repeated=repeated)


def told(request: Request, pk: int) -> HttpResponseBase:
    row = candidate_for(key_of(request), pk)
    names = colleagues_of(row.company_id).names
    user = coordinator_of(row, names)
    body = {
        "id": row.pk,
        "remote_id": row.remote_id,
        "integrated_account_id": str(row.account.uuid) if row.account else None,
        "coordinator": None if user is None else {"id": user, "name": names[user]},
    }
    return answer(request, dump({"candidate": body}), accounts=accounts_of([row]))
